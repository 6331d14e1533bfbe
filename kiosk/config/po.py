"""Read .po files strictly: texts (msgid) with their translations (msgstr), and their lines.

Shipped languages are compiled to .mo files; an author's own are read as they are written.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from kiosk.config.faults import Fault, FaultyInput
from kiosk.system import files

LARGEST_BYTES = 4_000_000
"""The largest .po file accepted: a hundred times the size of our largest."""


@dataclass
class Entry:
    """A text (msgid) and its translation (msgstr); lines count from 1.

    :ivar of_program: whether a reference (``#:``) names a source file of the program
    """

    line: int
    msgid: str = ""
    msgstr: str = ""
    fuzzy: bool = False
    of_program: bool = False


@dataclass(frozen=True)
class Catalogue:
    """The entries of one .po file, by msgid."""

    file: Path
    entries: dict[str, Entry] = field(default_factory=dict)
    header: dict[str, str] = field(default_factory=dict)

    @cached_property
    def translations(self) -> dict[str, str]:
        """The texts that have a translation that needs no review, with it."""
        known = self.entries.values()
        return {entry.msgid: entry.msgstr for entry in known if entry.msgstr and not entry.fuzzy}

    def fault(self, entry: Entry, problem: str) -> Fault:
        """Return a fault at an entry: file, line and msgid."""
        return Fault(str(self.file), entry.line, f'"{entry.msgid}"', problem)


_LINE = re.compile(r'(?:(msgid|msgstr) )?"((?:[^"\\]|\\.)*)"')
_ESCAPE = re.compile(r"\\(.)")
_ESCAPED = {"n": "\n", "t": "\t", '"': '"', "\\": "\\"}


def read(file: Path) -> Catalogue:
    """Read a .po file.

    :raises FaultyInput: if it cannot be read, or a line is not a comment, ``msgid "..."``,
        ``msgstr "..."`` or a continuation ``"..."``
    """
    catalogue = Catalogue(file)
    try:
        raw = files.read(catalogue.file, LARGEST_BYTES).decode("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        why = error.strerror if isinstance(error, OSError) else "it is not in UTF-8"
        raise FaultyInput([Fault(str(catalogue.file), 0, "", f"cannot be read: {why}")]) from error
    faults: list[Fault] = []
    fuzzy, of_program, entry, part = False, False, Entry(0), ""
    # Not splitlines(), which splits at more than newlines.
    for number, line in enumerate(raw.replace("\r\n", "\n").split("\n"), 1):
        if not line or line.startswith("#"):
            fuzzy = fuzzy or (line.startswith("#,") and "fuzzy" in line)
            of_program = of_program or (line.startswith("#:") and ".py" in line)
            continue
        match = _LINE.fullmatch(line.strip())
        keyword = (match and match[1]) or part
        if match is None or not keyword or (match[1] == "msgstr" and part != "msgid"):
            expected = 'expected a comment, msgid "...", msgstr "..." or a continuation "..."'
            if line.count('"') == 1:
                expected = 'a text has a quote (") at both ends: one is missing here'
            faults.append(Fault(str(catalogue.file), number, "", expected))
            continue
        if match[1] == "msgid":
            entry = Entry(number, fuzzy=fuzzy, of_program=of_program)
            fuzzy = of_program = False
        text = _ESCAPE.sub(lambda found: _ESCAPED.get(found[1], found[0]), match[2])
        setattr(entry, keyword, getattr(entry, keyword) + text)
        part = keyword
        if match[1] == "msgstr":
            first = catalogue.entries.setdefault(entry.msgid, entry)
            if first is not entry:
                faults.append(catalogue.fault(entry, f"is already defined on line {first.line}"))
    if faults:
        raise FaultyInput(faults)
    if header := catalogue.entries.pop("", None):
        lines = (line.partition(":") for line in header.msgstr.split("\n"))
        catalogue.header.update({key: value.strip() for key, _, value in lines if key})
    return catalogue


def written(header: dict[str, str], texts: Iterable[tuple[str, str]]) -> str:
    """Return a new .po file with texts to translate.

    :param header: its first lines; leave it out to add texts to a file
    :param texts: each text, with a remark on where it is shown
    """
    return "\n".join(_written(header, texts))


def _written(header: dict[str, str], texts: Iterable[tuple[str, str]]) -> Iterator[str]:
    if header:
        yield from ('msgid ""', 'msgstr ""')
        yield from (_quoted(f"{key}: {value}\n") for key, value in header.items())
    for text, remark in texts:
        yield from ("", f"#. {remark}", f"msgid {_quoted(text)}", 'msgstr ""')
    yield ""


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'
