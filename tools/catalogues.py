"""Update the catalogues: collect every text, keep the translations, compile.

``python -m tools.catalogues`` writes the template and the .po and .mo file of each language; with
``--check`` it only reports which of them would change. It needs Babel; the kiosk does not.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from kiosk.checks.catalogue import file_of
from kiosk.config.faults import spell
from kiosk.config.language import ENGLISH, LANGUAGES
from kiosk.config.yaml_document import read, texts
from kiosk.routine.texts import NOT_SHOWN

ROOT = Path(__file__).resolve().parents[1]


class Dateless(Catalog):
    """A catalogue without the dates in its header."""

    @property  # type: ignore[misc,override,unused-ignore]
    def mime_headers(self) -> list[tuple[str, str]]:
        """The header with language and encoding."""
        return [
            ("Project-Id-Version", "acupressure-kiosk"),
            ("Language", str(self.locale or "")),
            ("MIME-Version", "1.0"),
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Content-Transfer-Encoding", "8bit"),
        ]


def _empty(locale: str | None) -> Dateless:
    return Dateless(locale, header_comment="# Texts of the acupressure kiosk.", fuzzy=False)


def _from_code() -> Iterator[tuple[str, str, str]]:
    """Yield every marked text of the program with its file and an empty remark."""
    for file in sorted((ROOT / "kiosk").rglob("*.py")):
        with file.open("rb") as source:
            for _, _, found, _ in extract_python(source, {"tr": None, "N_": None}, (), {}):
                text: object = found
                if text and isinstance(text, str):  # only literals
                    yield text, shown(file), ""


def _from_routines() -> Iterator[tuple[str, str, str]]:
    """Yield every text of the shipped routines with its file and its key."""
    for file in sorted((ROOT / "config" / "routines").glob("*.yaml")):
        for path, text in texts(read(file).data):
            if not NOT_SHOWN & {part for part in path if isinstance(part, str)}:
                yield text, shown(file), spell(path)


def shown(file: Path) -> str:
    """Return the path of a file relative to the checkout."""
    return Path(os.path.relpath(file, ROOT)).as_posix()


def template() -> Dateless:
    """Return the template, with every text once and the files it comes from."""
    catalogue = _empty(None)
    for text, file, remark in (*_from_code(), *_from_routines()):
        known = catalogue.get(text)
        files = [(file, 0)] if known is None or (file, 0) not in known.locations else []
        catalogue.add(text, locations=files, auto_comments=[remark] if remark else [])
    return catalogue


def translated(language: str, wanted: Dateless) -> Dateless:
    """Return the catalogue of a language: the template's texts with the existing translations."""
    file, catalogue = file_of(language), _empty(language)
    before = Catalog(language)
    if file.exists():
        with file.open("rb") as source:
            before = read_po(source, locale=language, abort_invalid=True)
    for message in wanted:
        if message.id:
            old = before.get(message.id)
            catalogue.add(
                message.id,
                old.string if old else "",
                message.locations,
                flags=old.flags if old else (),
                auto_comments=message.auto_comments,
                user_comments=old.user_comments if old else (),
            )
    return catalogue


def po(catalogue: Dateless) -> bytes:
    """Return a catalogue as a .po file."""
    target = BytesIO()
    write_po(target, catalogue, width=0, include_lineno=False)
    return target.getvalue()


def mo(catalogue: Dateless) -> bytes:
    """Return a catalogue compiled to a .mo file."""
    target = BytesIO()
    write_mo(target, catalogue)
    return target.getvalue()


def files() -> Iterator[tuple[Path, bytes]]:
    """Yield every file of the catalogues with its expected content."""
    wanted = template()
    yield file_of(ENGLISH), po(wanted)
    for language in LANGUAGES:
        if language != ENGLISH:
            catalogue = translated(language, wanted)
            yield file_of(language), po(catalogue)
            yield file_of(language).with_suffix(".mo"), mo(catalogue)


def main(arguments: list[str]) -> int:
    """Write the files that are out of date, or only report them with ``--check``.

    :return: the exit code, 1 if ``--check`` found a file out of date
    """
    if arguments not in ([], ["--check"]):
        sys.exit("usage: python -m tools.catalogues [--check]")
    stale = [
        (file, wanted)
        for file, wanted in files()
        if not file.exists() or file.read_bytes() != wanted
    ]
    for file, wanted in stale:
        if arguments:
            print(f"{shown(file)}: is out of date; update it with: make catalogues")
        else:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(wanted)
            print(f"{shown(file)}: written")
    return 1 if arguments and stale else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
