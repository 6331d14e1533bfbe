"""The catalogues as translators write them: .po files read strictly, and what is wrong in them.

The kiosk itself reads the compiled .mo files only, by gettext. Babel, which makes both, forgives
much and is not needed on a device: so that each fault can be told with its line, this reads.
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
"""Of a .po file: a hundred times what the largest of ours holds."""

REMEDY = "bring the catalogues up to date with: make catalogues"


def file_of(language: str) -> Path:
    """Name a language's .po file; English, which is what everything is written in, the template."""
    if language == ENGLISH:
        return languages.LOCALE / f"{DOMAIN}.pot"
    return languages.LOCALE / language / "LC_MESSAGES" / f"{DOMAIN}.po"


@dataclass
class Entry:
    """A text (msgid) and its translation (msgstr), at a line counted from 1."""

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
        """Locate a problem: file, line and msgid."""
        return Fault(str(self.file), entry.line, f'"{entry.msgid}"', problem)


_LINE = re.compile(r'(?:(msgid|msgstr) )?"((?:[^"\\]|\\.)*)"')
_ESCAPE = re.compile(r"\\(.)")
_ESCAPED = {"n": "\n", "t": "\t", '"': '"', "\\": "\\"}


def read(language: str) -> Catalogue:
    """Read a language's .po file.

    :raises FaultyInput: if it cannot be read, or a line is none of gettext's plainest form:
        comment, ``msgid "..."``, ``msgstr "..."`` or a further ``"..."``
    """
    made = Catalogue(file_of(language))
    try:
        raw = files.read(made.file, LARGEST_BYTES).decode("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        why = error.strerror if isinstance(error, OSError) else "it is not written in UTF-8"
        raise FaultyInput([Fault(str(made.file), 0, "", f"cannot be read: {why}")]) from error
    faults: list[Fault] = []
    fuzzy, entry, part = False, Entry(0), ""
    # Not splitlines(), which takes more than newlines for the end of a line.
    for number, line in enumerate(raw.replace("\r\n", "\n").split("\n"), 1):
        if not line or line.startswith("#"):
            fuzzy = fuzzy or (line.startswith("#,") and "fuzzy" in line)
            continue
        match = _LINE.fullmatch(line.strip())
        keyword = (match and match[1]) or part
        if match is None or not keyword or (match[1] == "msgstr" and part != "msgid"):
            expected = 'expected a comment, msgid "...", msgstr "..." or a further "..."'
            faults.append(Fault(str(made.file), number, "", expected))
            continue
        if match[1] == "msgid":
            entry, fuzzy = Entry(number, fuzzy=fuzzy), False
        text = _ESCAPE.sub(lambda found: _ESCAPED.get(found[1], found[0]), match[2])
        setattr(entry, keyword, getattr(entry, keyword) + text)
        part = keyword
        if match[1] == "msgstr":
            first = made.entries.setdefault(entry.msgid, entry)
            if first is not entry:
                faults.append(made.fault(entry, f"stands in line {first.line} too"))
    if faults:
        raise FaultyInput(faults)
    made.entries.pop("", None)  # the header
    return made


def faults(language: str) -> Iterator[Fault]:
    """Find what is wrong in a language's catalogue: every text of the template must be there,
    looked at, with the same placeholders and a glyph for each character, and compiled.
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
            yield found.fault(entry, f"is not used any more; {REMEDY}")
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
        yield "is fuzzy: look at the translation, then take the mark away"
    if entry.msgstr != entry.msgstr.strip():
        yield "expected a translation without spaces around it"
    wanted, given = placeholders(entry.msgid), placeholders(entry.msgstr)
    if given != wanted:
        told = " ".join(f"{{{name}}}" for name in sorted(wanted or ())) or "none"
        yield f"expected the placeholders {told}, not those of {entry.msgstr!r}"
    unseen = odd(entry.msgstr)
    yield from (f"holds {named(char)}: {remedy(char)}" for char in unseen)
    missing = set(cannot_show(entry.msgstr)) - set(unseen)
    if missing:
        told_missing = ", ".join(map(named, sorted(missing)))
        yield f"no font has a glyph for {told_missing}; have them cut anew with: make fonts"


def _not_compiled(language: str, found: Catalogue) -> Iterator[Fault]:
    file = compiled_file(language)
    try:
        look_up = compiled(file)
    except Unusable as error:
        yield Fault(str(file), 0, "", f"{error}; {REMEDY}")
        return
    for msgid, entry in found.entries.items():
        looked_at = entry.msgstr if entry.msgstr and not entry.fuzzy else msgid
        if look_up(msgid) != looked_at:
            yield Fault(str(file), 0, f'"{msgid}"', f"is not what the .po file says; {REMEDY}")
