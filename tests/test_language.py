from __future__ import annotations

import struct
from pathlib import Path

import pytest

from kiosk import language


def catalogue(texts: dict[str, str]) -> bytes:
    """Write a GNU .mo file: counts and offsets, two tables of (length, offset), the texts."""
    pairs = [(key.encode(), text.encode()) for key, text in sorted(texts.items())]
    start, blob = 28 + 16 * len(pairs), b""
    tables: list[list[int]] = [[], []]
    for each in range(2):
        for pair in pairs:
            tables[each] += [len(pair[each]), start + len(blob)]
            blob += pair[each] + b"\0"
    header = (0x950412DE, 0, len(pairs), 28, 28 + 8 * len(pairs), 0, 0)
    return struct.pack(f"<7I{len(pairs) * 4}I", *header, *tables[0], *tables[1]) + blob


@pytest.fixture
def german(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A German catalogue among the kiosk's own files."""
    file = tmp_path / "locale" / "de" / "LC_MESSAGES" / f"{language.DOMAIN}.mo"
    file.parent.mkdir(parents=True)
    header = "Content-Type: text/plain; charset=UTF-8\n"
    file.write_bytes(catalogue({"": header, "Press": "Drücken"}))
    monkeypatch.setattr(language, "LOCALE", tmp_path / "locale")


@pytest.mark.usefixtures("german")
def test_a_text_is_shown_translated_where_there_is_a_translation() -> None:
    assert language.translator("de", "112")("Press") == "Drücken"
    assert language.translator("de", "112")("Release") == "Release"


@pytest.mark.usefixtures("german")
def test_a_language_without_translations_shows_texts_as_written() -> None:
    assert language.translator("fr", "112")("Press") == "Press"


@pytest.mark.usefixtures("german")
def test_an_empty_text_stays_empty() -> None:
    assert language.translator("de", "112")("") == ""


def test_the_emergency_number_is_put_where_a_text_asks_for_it() -> None:
    assert language.translator("en", "999")("Call {emergency}!") == "Call 999!"
