"""Read YAML into plain data, with the line of every key."""

from __future__ import annotations

import codecs
import importlib
import json
import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import yaml

from kiosk.config import yaml_slips
from kiosk.config.characters import NO_BREAK_SPACES
from kiosk.config.faults import Fault, FaultyInput, KeyPath, spell
from kiosk.config.yaml_syntax import NO_BREAK_INDENT, QUOTE_IT, explain
from kiosk.system import files

LARGEST_BYTES = 300_000
"""Sixteen times the shipped routine, whose session takes 14 minutes: nearly four hours.

Reading a file of this size takes a few seconds; a device has 90 for its whole start.
"""

DEEPEST = 40
"""The deepest nesting of lists and mappings."""


LARGEST_NUMBER = 1e99
"""Far above any setting or time; excludes infinity and NaN."""


class _Core(yaml.composer.Composer, yaml.resolver.BaseResolver):
    """Composes YAML 1.2's core types only: ``no`` is a word, ``1:30`` not a number."""

    depth = 0

    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}  # noqa: RUF012

    def compose_node(self, parent: yaml.Node | None, index: Any) -> yaml.Node | None:
        """Refuse tags, deep nesting, and aliases, which nest endlessly and hide lines."""
        event = self.peek_event()  # type: ignore[attr-defined]
        refused = None
        if isinstance(event, yaml.AliasEvent):
            refused = f"a text that begins with * is an alias, not supported: {QUOTE_IT}"
        elif event.tag is not None:
            refused = f"the tag {event.tag} is not supported: leave it out, or {QUOTE_IT}"
        elif event.anchor is not None:
            refused = f"a text that begins with & is an anchor, not supported: {QUOTE_IT}"
        elif self.depth >= DEEPEST:
            refused = "lists and mappings are nested too deeply"
        if refused:
            raise yaml.composer.ComposerError(None, None, refused, event.start_mark)
        self.depth += 1
        node = super().compose_node(parent, index)
        self.depth -= 1
        return node


class _CoreLoader(_Core, yaml.SafeLoader):
    """Loads YAML, and explains clearly what is wrong with it."""

    def scan_to_next_token(self) -> None:
        """Also skip tabs before a comment and at the end of a line, as YAML allows."""
        super().scan_to_next_token()
        while self.peek() == "\t":
            blanks = 1
            while self.peek(blanks) in " \t":
                blanks += 1
            if self.peek(blanks) not in "#\r\n\0":
                return
            self.forward(blanks)
            super().scan_to_next_token()


def _quick_loader() -> Any:
    """Return a loader ten times as fast, by libyaml, or ``None`` without it."""
    if not yaml.__with_libyaml__:
        return None
    parser: Any = importlib.import_module("yaml._yaml").CParser

    class QuickLoader(_Core, parser):  # type: ignore[misc]
        def __init__(self, text: str) -> None:
            parser.__init__(self, text)
            yaml.composer.Composer.__init__(self)
            yaml.resolver.BaseResolver.__init__(self)

        def dispose(self) -> None:
            pass  # the parser frees its own

    return QuickLoader


_Quick = _quick_loader()


for _tag, _pattern, _first in (
    ("bool", r"true|false", "tf"),
    ("null", r"null|~|", ["n", "~", ""]),
    ("int", r"[-+]?[0-9]{1,15}", "-+0123456789"),
    (
        "float",
        r"[-+]?(\.[0-9]{1,15}|[0-9]{1,15}(\.[0-9]{0,15})?)([eE][-+]?[0-9]{1,2})?",
        "-+.0123456789",
    ),
):
    _Core.add_implicit_resolver(
        f"tag:yaml.org,2002:{_tag}", re.compile(rf"^(?:{_pattern})$"), list(_first)
    )

_SCALARS: dict[str, Callable[[str], object]] = {
    "tag:yaml.org,2002:str": str,
    "tag:yaml.org,2002:int": int,
    "tag:yaml.org,2002:float": float,
    "tag:yaml.org,2002:bool": lambda text: text == "true",
    "tag:yaml.org,2002:null": lambda text: None,
}


@dataclass(frozen=True)
class Document:
    """Plain data read from ``file``, with the line (from 1) of each key path.

    :ivar slips: texts that YAML reads differently from what the author means; files with few
        sentences may ignore them
    """

    file: Path
    data: Any
    lines: dict[KeyPath, int]
    slips: dict[KeyPath, Fault] = field(default_factory=dict)

    def fault(self, path: KeyPath, problem: str) -> Fault:
        """Return a fault at a key's line, or at that of the nearest key above it."""
        known = path
        while known not in self.lines:
            known = known[:-1]
        return Fault(str(self.file), self.lines[known], spell(path), problem)


def read(file: Path, largest: int = LARGEST_BYTES) -> Document:
    """Read one YAML file of at most ``largest`` bytes.

    :raises FaultyInput: if it cannot be read, is not YAML, or contains duplicate keys,
        aliases or types other than YAML's core ones
    """
    try:
        raw = files.read(file, largest)
    except OSError as error:
        raise FaultyInput([Fault(str(file), 0, "", f"cannot be read: {error.strerror}")]) from error
    return parse(raw, file)


def parse(raw: bytes, file: Path) -> Document:
    """Parse YAML text as :func:`read` does; ``file`` appears only in faults.

    Comments alone yield the data ``None``. An empty file, as a power cut leaves it, is a fault.
    """
    if not raw.removeprefix(codecs.BOM_UTF8):
        raise FaultyInput([Fault(str(file), 1, "", "is empty")])
    try:
        text = raw.decode("utf-8-sig")
        if _Quick and "\t" not in text and (document := _quickly(text, file)):
            return document
        return _document(yaml.compose(text, Loader=_CoreLoader), text, file)
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        problem = "is not in UTF-8: save the file with the encoding UTF-8"
        raise FaultyInput([Fault(str(file), line, "", problem)]) from error
    except yaml.reader.ReaderError as error:
        line = text[: error.position].count("\n") + 1
        problem = f"is not valid YAML: leave out the character #x{ord(text[error.position]):x} here"
        raise FaultyInput([Fault(str(file), line, "", problem)]) from error
    except yaml.YAMLError as error:
        raise FaultyInput([_syntax_fault(file, text, error)]) from error


def _quickly(text: str, file: Path) -> Document | None:
    """Return a document that has neither fault nor slip; others need the loader that explains them.

    libyaml accepts more tabs.
    """
    try:
        document = _document(yaml.compose(text, Loader=_Quick), text, file)
    except (yaml.YAMLError, FaultyInput, UnicodeError):
        return None
    return None if document.slips else document


def _document(node: yaml.Node | None, text: str, file: Path) -> Document:
    if node is None:
        return Document(file, None, {(): 1})
    document = Document(file, None, {(): node.start_mark.line + 1})
    faults: list[Fault] = []
    data = _plain(node, (), _Reading(text, document, faults))
    if faults:
        raise FaultyInput(faults)
    return replace(document, data=data)


def _syntax_fault(file: Path, text: str, error: yaml.YAMLError) -> Fault:
    line, problem = explain(text, error)
    return Fault(str(file), line, "", problem)


@dataclass(frozen=True)
class _Reading:
    """A document while its nodes become plain data."""

    text: str
    document: Document
    faults: list[Fault]

    def fault(self, node: yaml.Node, path: KeyPath, problem: str) -> None:
        line = node.start_mark.line + 1
        self.faults.append(Fault(str(self.document.file), line, spell(path), problem))


def _plain(node: yaml.Node, path: KeyPath, reading: _Reading) -> object:
    document = reading.document
    if isinstance(node, yaml.ScalarNode):
        if slip := yaml_slips.find(node, reading.text):
            line, problem = slip
            document.slips[path] = Fault(str(document.file), line + 1, spell(path), problem)
        return _SCALARS[node.tag](node.value)
    if isinstance(node, yaml.SequenceNode):
        for number, line, problem in yaml_slips.torn(node):
            place = (*path, number)
            document.slips[place] = Fault(str(document.file), line + 1, spell(place), problem)
        items = []
        for number, child in enumerate(node.value):
            document.lines[(*path, number)] = child.start_mark.line + 1
            items.append(_plain(child, (*path, number), reading))
        return items
    assert isinstance(node, yaml.MappingNode)  # the only other kind
    return dict(_entries(node, path, reading))


def _entries(
    node: yaml.MappingNode, path: KeyPath, reading: _Reading
) -> Iterator[tuple[str, object]]:
    lines = reading.document.lines
    assert isinstance(node, yaml.MappingNode)
    keyless = dict(yaml_slips.keyless(node, reading.text))
    for key_node, child in node.value:
        if key_node in keyless:
            if problem := keyless[key_node]:
                reading.fault(key_node, path, problem)
            continue
        if key_node.tag != "tag:yaml.org,2002:str":
            problem = "expected words as keys before a colon; put a text with a colon in quotes"
            reading.fault(key_node, path, problem)
            continue
        key = (*path, key_node.value)
        if key in lines:
            problem = f"is already defined on line {lines[key]}: keep one of the two"
            reading.fault(key_node, key, problem)
            continue
        if key_node.value[:1] in NO_BREAK_SPACES and key_node.value:
            reading.fault(key_node, path, NO_BREAK_INDENT)
            continue
        lines[key] = key_node.start_mark.line + 1
        yield key_node.value, _plain(child, key, reading)


def unique_keys(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """Return a mapping of JSON, unless a key occurs twice.

    :raises ValueError: if one does
    """
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError(f"a key occurs twice among {', '.join(key for key, _ in pairs)}")
    return found


def check_plain(data: object, deepest: int = DEEPEST) -> None:
    """Accept data that a file read here can contain: lists, mappings by words, and plain values.

    :raises ValueError: for anything else, or a number or text that no file can contain
    """
    if isinstance(data, dict | list):
        if not deepest:
            raise ValueError("lists and mappings are nested too deeply")
        inner = [*data, *data.values()] if isinstance(data, dict) else data
        for value in inner:
            check_plain(value, deepest - 1)
    elif isinstance(data, str):
        data.encode("utf-8")  # a lone surrogate is a UnicodeError, which is a ValueError
    elif isinstance(data, int | float) and not abs(data) < LARGEST_NUMBER:
        raise ValueError("a number is too large, or not a number")


def texts(data: object, path: KeyPath = ()) -> Iterator[tuple[KeyPath, str]]:
    """Yield every text in plain data with its key path, in file order."""
    if isinstance(data, str):
        yield path, data
    elif isinstance(data, dict):
        for key, value in data.items():
            yield from texts(value, (*path, key))
    elif isinstance(data, list):
        for number, value in enumerate(data):
            yield from texts(value, (*path, number))


def written(text: str) -> str:
    """Return a text as it may stand in a file, in quotes where YAML needs them."""
    with suppress(FaultyInput):
        if parse(f"[{text}]".encode(), Path()).data == [text]:
            return text
    return json.dumps(text, ensure_ascii=False)
