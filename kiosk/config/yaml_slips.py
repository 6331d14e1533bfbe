"""Find text that YAML reads differently from what its author meant.

Double quotes prevent every such slip.
"""

from __future__ import annotations

import re

import yaml

from kiosk.config.yaml_syntax import QUOTE_IT

_COMMENT = re.compile(r"([ \t]+)#(.?)")

_OWN_QUOTES = {"“": "”", "„": "“”", "‘": "’", "”": "”"}
"""Quotes of a word processor, opening and closing."""


def find(node: yaml.ScalarNode, text: str) -> tuple[int, str] | None:
    """Return the line, from 0, and what to change in a text written without quotes."""
    line = node.start_mark.line
    if node.style:
        return None
    comment = _COMMENT.match(text, node.end_mark.index)
    if not node.value:
        if comment:
            return line, f'everything from the "#" on is a comment: {QUOTE_IT}'
        return None
    if node.tag != "tag:yaml.org,2002:str":
        return None
    written = text[node.start_mark.index : node.end_mark.index].split("\n")
    if len(written) > 1 and re.match(r"[-•\u2013—][^\s-]", written[0]):
        return line, 'put a space after the "-": without it, all entries become one text'
    for further, part in enumerate(written[1:], 1):
        if sign := re.match(r"\s*([-•\u2013—*])\s", part):
            return line + further, (
                f'this line belongs to the text above: begin it with "- ", as far left as the'
                f' "-" above; for a text with {sign[1]} in it, {QUOTE_IT}'
            )
    # Two spaces before the # and one behind it are how people set a comment apart.
    if comment and (comment[2].strip() or (comment[1] == " " and " " in node.value)):
        end = node.end_mark.line
        return end, f'the text ends at the "#", where a comment begins: {QUOTE_IT}'
    if node.value[0] in _OWN_QUOTES and node.value[-1] in _OWN_QUOTES[node.value[0]]:
        shown = f"{node.value[0]} {node.value[-1]}"
        return line, f'use straight quotes (") instead of {shown}, which would be shown'
    return None
