"""Check the translators' .po files strictly, reporting each fault with its line.

The kiosk itself reads only the compiled .mo files, with gettext. Babel, which makes both, is
lenient and not installed on a device.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from kiosk.config import language as languages
from kiosk.config.characters import named, odd, remedy
from kiosk.config.faults import Fault, FaultyInput
from kiosk.config.language import DOMAIN, ENGLISH, Unusable, compiled, compiled_file, placeholders
from kiosk.system import files

LARGEST_BYTES = 4_000_000
"""The largest .po file accepted: a hundred times the size of our largest."""

REMEDY = "update the catalogues with: make catalogues"


def file_of(language: str) -> Path:
    """Return the path of a language's .po file; for English, the source language, the template."""
    if language == ENGLISH:
        return languages.LOCALE / f"{DOMAIN}.pot"
    return languages.LOCALE / language / "LC_MESSAGES" / f"{DOMAIN}.po"


@dataclass
class Entry:
    """A text (msgid) and its translation (msgstr); lines count from 1."""

    line: int
    msgid: str = ""
    msgstr: str = ""
    fuzzy: bool = False


@dataclass(frozen=True)
class Catalogue:
    """The entries of one .po file, by msgid."""

    file: Path
    entries: dict[str, Entry] = field(default_factory=dict)

    def fault(self, entry: Entry, problem: str) -> Fault:
        """Return a fault at an entry: file, line and msgid."""
        return Fault(str(self.file), entry.line, f'"{entry.msgid}"', problem)


_LINE = re.compile(r'(?:(msgid|msgstr) )?"((?:[^"\\]|\\.)*)"')
_ESCAPE = re.compile(r"\\(.)")
_ESCAPED = {"n": "\n", "t": "\t", '"': '"', "\\": "\\"}


def read(language: str) -> Catalogue:
    """Read a language's .po file.

    :raises FaultyInput: if it cannot be read, or a line is not a comment, ``msgid "..."``,
        ``msgstr "..."`` or a continuation ``"..."``
    """
    catalogue = Catalogue(file_of(language))
    try:
        raw = files.read(catalogue.file, LARGEST_BYTES).decode("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        why = error.strerror if isinstance(error, OSError) else "it is not in UTF-8"
        raise FaultyInput([Fault(str(catalogue.file), 0, "", f"cannot be read: {why}")]) from error
    faults: list[Fault] = []
    fuzzy, entry, part = False, Entry(0), ""
    # Not splitlines(), which splits at more than newlines.
    for number, line in enumerate(raw.replace("\r\n", "\n").split("\n"), 1):
        if not line or line.startswith("#"):
            fuzzy = fuzzy or (line.startswith("#,") and "fuzzy" in line)
            continue
        match = _LINE.fullmatch(line.strip())
        keyword = (match and match[1]) or part
        if match is None or not keyword or (match[1] == "msgstr" and part != "msgid"):
            expected = 'expected a comment, msgid "...", msgstr "..." or a continuation "..."'
            faults.append(Fault(str(catalogue.file), number, "", expected))
            continue
        if match[1] == "msgid":
            entry, fuzzy = Entry(number, fuzzy=fuzzy), False
        text = _ESCAPE.sub(lambda found: _ESCAPED.get(found[1], found[0]), match[2])
        setattr(entry, keyword, getattr(entry, keyword) + text)
        part = keyword
        if match[1] == "msgstr":
            first = catalogue.entries.setdefault(entry.msgid, entry)
            if first is not entry:
                faults.append(catalogue.fault(entry, f"is already defined on line {first.line}"))
    if faults:
        raise FaultyInput(faults)
    catalogue.entries.pop("", None)  # the header
    return catalogue


def faults(language: str) -> Iterator[Fault]:
    """Find the faults of a language's catalogue.

    Every text of the template must be translated, reviewed and compiled, with the same placeholders
    and a glyph for each character.
    """
    try:
        template, found = read(ENGLISH), read(language)
    except FaultyInput as error:
        yield from error.faults
        return
    for msgid, entry in found.entries.items():
        if msgid in template.entries:
            yield from (found.fault(entry, problem) for problem in _problems(entry))
        else:
            yield found.fault(entry, f"is no longer used; {REMEDY}")
    for msgid in template.entries:
        if msgid not in found.entries:
            yield Fault(str(found.file), 0, f'"{msgid}"', f"is missing; {REMEDY}")
    yield from _not_compiled(language, found)


def _problems(entry: Entry) -> Iterator[str]:
    from kiosk.screen.paint.fonts import cannot_show

    if not entry.msgstr:
        yield "has no translation"
        return
    if entry.fuzzy:
        yield "is fuzzy: review the translation, then remove the mark"
    if entry.msgstr != entry.msgstr.strip():
        yield "expected a translation without leading or trailing spaces"
    wanted, given = placeholders(entry.msgid), placeholders(entry.msgstr)
    if given != wanted:
        listed = " ".join(f"{{{name}}}" for name in sorted(wanted or ())) or "none"
        yield f"expected the placeholders {listed}, not those of {entry.msgstr!r}"
    unseen = odd(entry.msgstr)
    yield from (f"contains {named(char)}: {remedy(char)}" for char in unseen)
    missing = set(cannot_show(entry.msgstr)) - set(unseen)
    if missing:
        listed = ", ".join(map(named, sorted(missing)))
        yield f"no font has a glyph for {listed}; rebuild the fonts with: make fonts"


def _not_compiled(language: str, found: Catalogue) -> Iterator[Fault]:
    file = compiled_file(language)
    try:
        look_up = compiled(file)
    except Unusable as error:
        yield Fault(str(file), 0, "", f"{error}; {REMEDY}")
        return
    for msgid, entry in found.entries.items():
        expected = entry.msgstr if entry.msgstr and not entry.fuzzy else msgid
        if look_up(msgid) != expected:
            yield Fault(str(file), 0, f'"{msgid}"', f"differs from the .po file; {REMEDY}")
