"""Explain why a file is not YAML: where the mistake is, and what its author should write.

PyYAML reports where it got stuck, in terms of its grammar. The mistake is often a line
earlier: a quote that nobody closed, a missing space, a line indented too far.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import yaml

from kiosk.config.characters import NO_BREAK_SPACES

QUOTE_IT = "put the whole text in double quotes"
NOT_YAML = "is not valid YAML"
NO_BREAK_INDENT = "indent with ordinary spaces: this line begins with a no-break space (U+00A0)"

_BREAK = r"\r\n|[\n\r\x85\u2028\u2029]"
"""What ends a line for PyYAML."""

_KEY = r"(\s*(?:- +)*)([\w-]+):(?:\s+(.*))?$"

_ODD_LINES = (
    (r"\s*(?://|/\*|;|<!--)", 'begin a comment with "# "'),
    (r"\s*[•\u2013—·*‣▪](?=\s)", 'begin an entry of a list with "- "'),
    (r"\s*-(?=[^\s-])", 'put a space after the "-"'),
    (
        r"\s*(?:- +)?[\w-]+：",
        'write ": ", an ordinary colon and a space, after the key',
    ),
    (r"\s*(?:- +)?[\w-]+:(?=\S)", "put a space after the colon"),
    (r"\s*(?:- +)?[\w-]+ +:", "leave out the space before the colon"),
    (r"\s*(?:- +)?[\w-]+ *(?:=|:=|=>)", 'write ": " between the key and its value'),
    (r"\s*(?:- +)?[“”„‘’«]", 'use straight quotes (") instead of these'),
)
"""Lines in the style of other formats, with what YAML wants instead."""


class _Place:
    """The text around one error."""

    def __init__(self, text: str, error: yaml.MarkedYAMLError, mark: yaml.Mark) -> None:
        self.text = text
        self.lines = re.split(_BREAK, text)
        self.problem = error.problem or ""
        self.context = error.context or ""
        self.mark = mark
        self.start = error.context_mark or mark

    def line(self, number: int) -> str:
        """Return a line by its number from 0."""
        return self.lines[number] if 0 <= number < len(self.lines) else ""

    def indent(self, number: int) -> int:
        """Return the spaces before a line."""
        return len(self.line(number)) - len(self.line(number).lstrip(" "))

    def above(self, number: int) -> int:
        """Return the number of the nearest line above that is neither empty nor a comment."""
        for other in range(number - 1, -1, -1):
            if self.line(other).strip() and not self.line(other).lstrip().startswith("#"):
                return other
        return number


def explain(text: str, error: yaml.YAMLError) -> tuple[int, str]:
    """Return the line, counted from 1, and what to change there."""
    if not isinstance(error, yaml.MarkedYAMLError):
        return 1, f"{NOT_YAML}: {error}"
    mark = error.problem_mark or error.context_mark
    if mark is None:
        return 1, f"{NOT_YAML}: {error.problem}"
    place = _Place(text, error, mark)
    general = place.mark.line, f"{NOT_YAML}: check indentation, colons and quotes here and above"
    line, problem = next(_explanations(place), general)
    return line + 1, problem


def _explanations(place: _Place) -> Iterator[tuple[int, str]]:
    """Yield what the mistake may be, the most certain first."""
    for find in (_refused, _indent, _documents, _quoted, _brackets, _first_sign, _unusual, _colon):
        yield from find(place)
    yield from _indentation(place)


def _refused(place: _Place) -> Iterator[tuple[int, str]]:
    """Find what our own reader refuses, which explains itself."""
    if "not supported" in place.problem or "too deeply" in place.problem:
        yield place.mark.line, place.problem


def _indent(place: _Place) -> Iterator[tuple[int, str]]:
    """Find tabs and no-break spaces where YAML wants spaces."""
    if place.text[place.mark.index : place.mark.index + 1] == "\t":
        yield place.mark.line, "expected spaces here, not a tab"
    for number in (place.start.line, place.mark.line):
        if re.match(r" *\t", place.line(number)):
            yield number, "expected spaces here, not a tab: indent with two spaces a level"
    for number in (place.start.line, place.mark.line, place.above(place.mark.line)):
        if re.match(rf" *[{NO_BREAK_SPACES}]", place.line(number)):
            yield number, NO_BREAK_INDENT


def _documents(place: _Place) -> Iterator[tuple[int, str]]:
    if "another document" in place.problem:
        problem = 'another document begins here: leave out "---", or write a file of its own'
        yield place.mark.line, problem
    elif "<document start>" in place.problem:
        ends = [n for n in range(place.mark.line + 1) if place.line(n).rstrip() == "..."]
        if ends:
            yield ends[-1], 'the document ends here: leave out "..."'
        above = place.above(place.mark.line)
        yield above, _no_colon(place.line(above))


def _quoted(place: _Place) -> Iterator[tuple[int, str]]:
    """Find quotes that are not closed, and those that close too early."""
    if "unknown escape" in place.problem:
        escape = place.text[place.mark.index - 1 : place.mark.index + 1]
        yield (
            place.mark.line,
            f"{escape} means nothing in double quotes: leave out the backslash, or double it",
        )
    if "quoted scalar" in place.context:
        quote = place.text[place.start.index : place.start.index + 1]
        yield place.start.line, f"the quote {quote} that opens here is never closed: add another"
    last = _token_before(place)
    if not isinstance(last, yaml.ScalarToken) or last.plain:
        return
    if last.end_mark.line > last.start_mark.line:
        end = last.end_mark.line + 1
        problem = f"the quote that opens here closes only on line {end}: close it on this line"
        yield last.start_mark.line, problem
    elif place.text[place.mark.index - 1] == "'" == last.style:
        problem = "the apostrophe ends the text in single quotes: put it in double quotes instead"
        yield place.mark.line, problem
    else:
        problem = f"the text goes on behind its closing quote: {QUOTE_IT}, with “ ” inside"
        yield place.mark.line, problem


def _token_before(place: _Place) -> yaml.Token | None:
    """Return the last token that ends at or before the error, on its line."""
    last = None
    try:
        for token in yaml.scan(place.text, Loader=yaml.SafeLoader):
            if token.start_mark.index >= place.mark.index:
                break
            last = token if token.end_mark.index <= place.mark.index else last
    except yaml.YAMLError:
        pass
    return last if last and last.end_mark.line == place.mark.line else None


def _brackets(place: _Place) -> Iterator[tuple[int, str]]:
    """Find brackets and braces that are not closed, or that begin a text."""
    flow = re.search(r"expected ',' or '([\]}])'", place.problem)
    if flow:
        opening = place.text[place.start.index]
        yield (
            place.start.line,
            (
                f"the {opening} that opens here has no {flow[1]}: close it on this line,"
                f" with commas between its entries; a text with {opening} needs double quotes"
            ),
        )
    last = _token_before(place)
    if isinstance(last, yaml.FlowSequenceEndToken | yaml.FlowMappingEndToken):
        opening = "[" if isinstance(last, yaml.FlowSequenceEndToken) else "{"
        closing = re.search(r"found '([\]}])'", place.problem)
        if closing:
            yield place.mark.line, f"there is one {closing[1]} too many: leave it out"
        yield place.mark.line, f"a text that begins with {opening} is not one to YAML: {QUOTE_IT}"


_SIGNS = {
    "while scanning an alias": "*",
    "while scanning an anchor": "&",
    "while scanning a tag": "!",
    "while parsing a tag": "!",
    "while scanning a directive": "%",
}


def _first_sign(place: _Place) -> Iterator[tuple[int, str]]:
    """Find texts that begin with a sign that has a meaning in YAML."""
    sign = _SIGNS.get(place.context)
    if sign is None and "block scalar" in place.context:
        sign = place.text[place.start.index]
        yield place.start.line, f"a text that begins with {sign} is not one to YAML: {QUOTE_IT}"
    if match := re.search(r"found character '(.)' that cannot start", place.problem):
        sign = match[1]
    if match := re.search(r"node content, but found '(\W)'", place.problem):
        sign = match[1]
    if "mapping keys are not allowed" in place.problem:
        sign = "?"
    if "sequence entries are not allowed" in place.problem:
        yield (
            place.mark.line,
            f'a list begins on a line of its own; if this is a text with "-", {QUOTE_IT}',
        )
    elif sign:
        yield place.start.line, f"a text that begins with {sign} is not one to YAML: {QUOTE_IT}"


def _unusual(place: _Place) -> Iterator[tuple[int, str]]:
    """Find lines written as in another format, here or just above."""
    for number in dict.fromkeys((place.start.line, place.mark.line, place.above(place.mark.line))):
        for pattern, advice in _ODD_LINES:
            if re.match(pattern, place.line(number)):
                yield number, advice
    if "could not find expected ':'" in place.problem:
        yield place.start.line, _no_colon(place.line(place.start.line))


def _no_colon(line: str) -> str:
    word = re.match(r"\s*(?:- +)?([\w-]+)", line)
    hint = f'"{word[1]}: ..."' if word else 'a key, a colon and a space, or "- "'
    return f"this line has no colon: begin it with {hint}, or indent it deeper"


def _colon(place: _Place) -> Iterator[tuple[int, str]]:
    """Find texts with an unquoted colon, and keys below a value."""
    if "mapping values are not allowed" not in place.problem:
        return
    number = place.mark.line
    before = place.line(number)[: place.mark.column]
    if re.fullmatch(r"\s*[\w-]+", before):  # the first colon of the line
        above = place.above(number)
        before_that = place.above(above)
        if place.indent(before_that) == place.indent(number) > place.indent(above):
            yield above, f"this line is indented too little: indent it like line {number + 1}"
        elif re.match(_KEY, place.line(above)):
            deep = f"this line is indented too deep: line {above + 1} has its value already"
            entry = f'begin line {above + 1} with "- " if it is an entry of a list'
            yield number, f"{deep}; put both keys below each other, or {entry}"
        else:
            yield above, _no_colon(place.line(above))
    key = re.match(_KEY, place.line(number))
    if key and key[3]:
        if key[3][0] in "“„‘«":
            yield number, 'use straight quotes (") instead of these around a text with a colon'
        problem = f'a text with a colon needs double quotes: {key[2]}: "..."'
        second = re.search(r"\S\s+([\w-]+)$", before[key.start(3) :])
        more = f"; if {second[1]} is a key, it needs a line of its own" if second else ""
        yield number, problem + more
    yield number, f"a text with a colon needs double quotes: {QUOTE_IT}"


def _indentation(place: _Place) -> Iterator[tuple[int, str]]:
    """Find lines that line up with none above."""
    if "expected <block end>" in place.problem:
        number = place.mark.line
        if place.line(number).lstrip().startswith("-"):
            yield number, 'this "-" lines up with none above: indent it like the entries above it'
        else:
            yield number, "this line lines up with none above: indent it like the keys above it"
