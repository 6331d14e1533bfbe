"""Catalogues: .po files, which ``check`` reads, and .mo files, which ``run`` reads."""

from __future__ import annotations

import gettext
import string
from functools import cache
from pathlib import Path
from random import Random
from unittest import mock

from kiosk.checks import catalogue
from kiosk.config import language
from kiosk.config.language import DOMAIN, ENGLISH, LOCALE
from tools.fuzz import damage
from tools.fuzz.kind import Kind, Wrong, check_printable

LANGUAGE = "fr"
FILE = Path(LANGUAGE, "LC_MESSAGES", DOMAIN)
TEMPLATE = Path(f"{DOMAIN}.pot")


def _shipped(suffix: str) -> bytes:
    return (LOCALE / FILE.with_suffix(suffix)).read_bytes()


@cache
def _texts() -> tuple[str, ...]:
    return tuple(catalogue.read(ENGLISH).entries)


def make_written(random: Random) -> bytes:
    """Damage a .po file, half of the time a short one."""
    shipped = _shipped(".po")
    entries = shipped.split(b"\n\n")
    if random.random() < 0.5:
        shipped = b"\n\n".join([entries[0], *random.sample(entries[1:], 6)]) + b"\n"
    return damage.damaged(random, shipped, damage.LINES)


def make_compiled(random: Random) -> bytes:
    """Damage a .mo file, half of the time in the tables at its beginning."""
    shipped = _shipped(".mo")
    tables = random.choice((len(shipped), 28, 28 + 16 * len(_texts())))
    return damage.damaged(random, shipped[:tables], damage.ANY) + shipped[tables:]


def load_written(data: bytes, folder: Path) -> bool:
    """Check a .po file beside a valid .mo file."""
    return _load(folder, data, _shipped(".mo"))


def load_compiled(data: bytes, folder: Path) -> bool:
    """Check a .mo file beside a valid .po file, and translate every text by it."""
    return _load(folder, _shipped(".po"), data)


def _load(folder: Path, written: bytes, compiled: bytes) -> bool:
    file = folder / FILE
    file.parent.mkdir(parents=True)
    file.with_suffix(".po").write_bytes(written)
    file.with_suffix(".mo").write_bytes(compiled)
    (folder / TEMPLATE).write_bytes((LOCALE / TEMPLATE).read_bytes())
    _forget()
    with mock.patch.object(language, "LOCALE", folder):
        faults = list(catalogue.faults(LANGUAGE))
        translate = language.translator(LANGUAGE, "112")
        for text in _texts():
            _show(translate, text)
    for fault in faults:
        check_printable(fault)
    return not faults


def _show(translate: language.Translate, text: str) -> None:
    """Translate a text and fill in its placeholders, as the pages do."""
    names = {name for _, name, _, _ in string.Formatter().parse(text) if name}
    shown = translate(text).format(**dict.fromkeys(names, "1"))
    if not shown.strip():
        raise Wrong(f"nothing is shown for {text!r}")


def _forget() -> None:
    """Clear the caches of catalogues, as each input has its own."""
    getattr(gettext, "_translations", {}).clear()
    for known in vars(language).values():
        if hasattr(known, "cache_clear"):
            known.cache_clear()


WRITTEN = Kind("po", make_written, load_written)
COMPILED = Kind("mo", make_compiled, load_compiled)
