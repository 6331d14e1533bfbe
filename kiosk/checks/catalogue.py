"""Check the translators' .po files strictly, reporting each fault with its line.

The kiosk itself reads only the compiled .mo files, with gettext. Babel, which makes both, is
lenient and not installed on a device.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from kiosk.config import po
from kiosk.config.characters import named, odd, remedy
from kiosk.config.faults import Fault, FaultyInput
from kiosk.config.language import (
    ENGLISH,
    Unusable,
    compiled,
    compiled_file,
    placeholders,
    template,
)
from kiosk.config.po import Catalogue, Entry

REMEDY = "update the catalogues with: make catalogues"


def file_of(language: str) -> Path:
    """Return the path of a language's .po file; for English, the source language, the template."""
    return template() if language == ENGLISH else compiled_file(language).with_suffix(".po")


def read(language: str) -> Catalogue:
    """Read a shipped language's .po file.

    :raises FaultyInput: with every line that cannot be read
    """
    return po.read(file_of(language))


def faults(language: str) -> Iterator[Fault]:
    """Find the faults of a language's catalogue.

    Every text of the template must be translated, reviewed and compiled, with the same placeholders
    and a glyph for each character.
    """
    try:
        wanted, found = read(ENGLISH), read(language)
    except FaultyInput as error:
        yield from error.faults
        return
    used = {msgid: entry for msgid, entry in found.entries.items() if msgid in wanted.entries}
    yield from entry_faults(found, used.values())
    for msgid, entry in found.entries.items():
        if msgid not in used:
            yield found.fault(entry, f"is no longer used; {REMEDY}")
    for msgid in wanted.entries:
        if msgid not in found.entries:
            yield Fault(str(found.file), 0, f'"{msgid}"', f"is missing; {REMEDY}")
    yield from _not_compiled(language, found)


def entry_faults(found: Catalogue, entries: Iterable[Entry]) -> Iterator[Fault]:
    """Find what is wrong with the translations of a file; those still to do are one fault."""
    empty = []
    for entry in entries:
        if entry.msgstr:
            yield from (found.fault(entry, problem) for problem in _problems(entry))
        else:
            empty.append(entry)
    if empty:
        others = f"; in all {len(empty)} texts of this file have none" if len(empty) > 1 else ""
        yield found.fault(empty[0], f"has no translation{others}")


def _problems(entry: Entry) -> Iterator[str]:
    from kiosk.screen.paint.fonts import cannot_show

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
        if (look_up(msgid) or msgid) != expected:
            yield Fault(str(file), 0, f'"{msgid}"', f"differs from the .po file; {REMEDY}")
