"""Find text that YAML reads differently from what its author meant.

Double quotes prevent every such slip.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

import yaml

from kiosk.config.yaml_syntax import QUOTE_IT

_COMMENT = re.compile(r"([ \t]+)#(.?)")

DECIMAL_POINT = "expected a decimal point, not a comma: write {}"

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
    if re.search(r'[^\d"]"$', node.value) and node.value.count('"') % 2:  # not inches
        end = node.end_mark.line
        return end, f'the quote " at the end is never opened: {QUOTE_IT}, or leave it out'
    return None


def keyless(node: yaml.MappingNode, text: str) -> Iterator[tuple[yaml.Node, str]]:
    """Yield each key in braces that is the rest of the text before it.

    ``{fr: Merci, au revoir}`` has two keys: a comma ends a text without quotes. With the last of
    one text comes what to write instead, with the others nothing.
    """
    entries = node.value if node.flow_style else []
    lone = [":" not in text[key.end_mark.index : value.end_mark.index] for key, value in entries]
    begun: tuple[str, str] | None = None
    ended = 0
    for (key, value), alone, goes_on in zip(entries, lone, [*lone[1:], False], strict=False):
        close = key.start_mark.index == ended + 1
        ended = value.end_mark.index
        if alone and close and begun and begun[1].isdecimal() and key.value.isdecimal():
            yield key, DECIMAL_POINT.format(f"{begun[0]}: {begun[1]}.{key.value}")
        elif alone and begun:
            begun = begun[0], f"{begun[1]}, {key.value}"
            quoted = f'a text with a comma needs double quotes: {begun[0]}: "{begun[1]}"'
            other = f"if “{key.value}” is not part of it, put a key and a colon before it"
            yield key, "" if goes_on else f"{quoted}; {other}"
        else:
            plain = isinstance(value, yaml.ScalarNode) and not value.style and value.value
            begun = (key.value, value.value) if plain else None


def torn(node: yaml.SequenceNode) -> Iterator[tuple[int, int, str]]:
    """Yield each sentence or fraction in brackets that a comma has torn in two.

    Such a part of a sentence ends without a mark, and one behind it with the mark of the sentence.

    :return: the number of the entry, its line and what to write
    """
    entries = node.value if node.flow_style else []
    for number, (whole, rest) in enumerate(pairwise(entries), 1):
        close = rest.start_mark.index == whole.end_mark.index + 1
        if close and whole.value == "0" and str(rest.value).isdecimal():
            yield number, rest.start_mark.line, DECIMAL_POINT.format(f"0.{rest.value}")
    begun = ""
    for number, entry in enumerate(entries):
        if not isinstance(entry, yaml.ScalarNode) or entry.style:
            begun = ""
            continue
        begun = f"{begun}, {entry.value}" if begun else entry.value
        if entry.value.endswith(_MARKS):
            if begun != entry.value:
                problem = f'a text with a comma needs double quotes: "{begun}"'
                yield number, entry.start_mark.line, problem
            begun = ""


_MARKS = (".", "!", "?", "…", "。", "！", "？")
"""What ends a sentence."""
