"""Read YAML into plain data, with the line of every key."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from kiosk.config.faults import Fault, FaultyInput, KeyPath, spell
from kiosk.system import files

LARGEST_BYTES = 300_000
"""Sixteen times the shipped routine, whose session takes 14 minutes: nearly four hours.

Reading a file of this size takes a few seconds; a device has 90 for its whole start.
"""

DEEPEST = 40
"""The deepest nesting of lists and mappings."""


LARGEST_NUMBER = 1e99
"""Far above any setting or time; excludes infinity and NaN."""


class _CoreLoader(yaml.SafeLoader):
    """Loads YAML 1.2's core types only: ``no`` is a word, ``1:30`` not a number."""

    depth = 0

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

    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}  # noqa: RUF012

    def compose_node(self, parent: yaml.Node | None, index: Any) -> yaml.Node | None:
        """Refuse tags, deep nesting, and aliases, which nest endlessly and hide lines."""
        event = self.peek_event()  # type: ignore[no-untyped-call]
        refused = None
        if isinstance(event, yaml.AliasEvent):
            refused = "aliases (*name) are not supported"
        elif event.tag is not None:
            refused = f"the tag {event.tag} is not supported"
        elif self.depth >= DEEPEST:
            refused = "lists and mappings are nested too deeply"
        if refused:
            raise yaml.composer.ComposerError(None, None, refused, event.start_mark)
        self.depth += 1
        node = super().compose_node(parent, index)
        self.depth -= 1
        return node


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
    _CoreLoader.add_implicit_resolver(
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
    """Plain data read from ``file``, with the line (from 1) of each key path."""

    file: Path
    data: Any
    lines: dict[KeyPath, int]

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
        node = yaml.compose(text, Loader=_CoreLoader)
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise FaultyInput([Fault(str(file), line, "", "is not in UTF-8")]) from error
    except yaml.reader.ReaderError as error:
        line = text[: error.position].count("\n") + 1
        problem = f"is not valid YAML: the character #x{ord(text[error.position]):x} is not allowed"
        raise FaultyInput([Fault(str(file), line, "", problem)]) from error
    except yaml.YAMLError as error:
        raise FaultyInput([_syntax_fault(file, text, error)]) from error
    if node is None:
        return Document(file, None, {(): 1})
    document = Document(file, None, {(): node.start_mark.line + 1})
    faults: list[Fault] = []
    data = _plain(node, (), document, faults)
    if faults:
        raise FaultyInput(faults)
    return Document(file, data, document.lines)


def _syntax_fault(file: Path, text: str, error: yaml.YAMLError) -> Fault:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    problem = getattr(error, "problem", None) or getattr(error, "reason", None) or str(error)
    if mark and text[mark.index : mark.index + 1] == "\t":
        problem = "expected spaces here, not a tab"
    return Fault(str(file), mark.line + 1 if mark else 0, "", f"is not valid YAML: {problem}")


def _plain(node: yaml.Node, path: KeyPath, document: Document, faults: list[Fault]) -> object:
    if isinstance(node, yaml.ScalarNode):
        return _SCALARS[node.tag](node.value)
    if isinstance(node, yaml.SequenceNode):
        items = []
        for number, child in enumerate(node.value):
            document.lines[(*path, number)] = child.start_mark.line + 1
            items.append(_plain(child, (*path, number), document, faults))
        return items
    return dict(_entries(node, path, document, faults))


def _entries(
    node: yaml.Node, path: KeyPath, document: Document, faults: list[Fault]
) -> Iterator[tuple[str, object]]:
    for key_node, child in node.value:
        line = key_node.start_mark.line + 1
        if key_node.tag != "tag:yaml.org,2002:str":
            file = str(document.file)
            faults.append(Fault(file, line, spell(path), "expected words as keys"))
            continue
        key = (*path, key_node.value)
        if key in document.lines:
            first = document.lines[key]
            faults.append(
                Fault(str(document.file), line, spell(key), f"is already defined on line {first}")
            )
            continue
        document.lines[key] = line
        yield key_node.value, _plain(child, key, document, faults)


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
