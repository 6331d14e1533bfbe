from __future__ import annotations

import os
import random
import shutil
import struct
from collections.abc import Callable
from pathlib import Path

import pytest

from kiosk.checks.catalogue import read
from kiosk.config import language
from kiosk.config.characters import odd
from kiosk.config.language import placeholders


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
def test_a_text_is_translated_if_there_is_a_translation() -> None:
    assert language.translator("de", "112")("Press") == "Drücken"
    assert language.translator("de", "112")("Release") == "Release"


@pytest.mark.usefixtures("german")
def test_a_language_without_translations_shows_texts_as_written() -> None:
    assert language.translator("fr", "112")("Press") == "Press"


@pytest.mark.usefixtures("german")
def test_an_empty_text_stays_empty() -> None:
    assert language.translator("de", "112")("") == ""


def test_the_emergency_number_replaces_its_placeholder() -> None:
    assert language.translator("en", "999")("Call {emergency}!") == "Call 999!"


# A compiled catalogue that is damaged, or is something else.

Spoil = Callable[[Path], object]


def _fifo(file: Path) -> None:
    file.unlink()
    os.mkfifo(file)


def _folder(file: Path) -> None:
    file.unlink()
    file.mkdir()


SPOILT: dict[str, Spoil] = {
    "empty": lambda file: file.write_bytes(b""),
    "truncated": lambda file: file.write_bytes(file.read_bytes()[:100]),
    "text": lambda file: file.write_bytes(b"no catalogue at all"),
    "missing": Path.unlink,
    "a FIFO": _fifo,
    "a folder": _folder,
    "too large": lambda file: os.truncate(file, language.LARGEST_BYTES + 1),
}


@pytest.fixture
def shipped_german(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the shipped catalogues that may be spoilt; the German compiled one."""
    shutil.copytree(language.LOCALE, tmp_path / "shipped")
    monkeypatch.setattr(language, "LOCALE", tmp_path / "shipped")
    return language.compiled_file("de")


@pytest.mark.parametrize("how", SPOILT)
def test_an_unusable_catalogue_falls_back_to_english_with_one_line_in_the_log(
    how: str, shipped_german: Path, caplog: pytest.LogCaptureFixture
) -> None:
    SPOILT[how](shipped_german)
    for _ in range(2):
        assert language.translator("de", "112")("Press") == "Press"
    assert language.translator("fr", "112")("Press") == "Appuyez"
    (line,) = caplog.messages
    assert line.startswith(f"Falling back to English: {shipped_german} cannot be read: ")


def test_an_unreadable_catalogue_falls_back_to_english(
    shipped_german: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def refuse(*_: object, **__: object) -> bytes:  # root, too, may be running the tests
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("kiosk.system.files.read", refuse)
    assert language.translator("de", "112")("Press") == "Press"
    assert caplog.messages[0].endswith("cannot be read: Permission denied")


@pytest.mark.parametrize(
    "translation",
    [
        "",
        " ",
        "Etwa Minuten",
        "Etwa {minuten} Minuten",
        "Etwa {minutes",
        "Etwa {minutes!r} Minuten",
        "Etwa {minutes} {0} Minuten",
        "Etwa {minutes}\0Minuten",
        "Etwa {minutes} \u202eMinuten",
        "Etwa {minutes}\ufe0f Minuten",
    ],
)
def test_a_translation_that_cannot_be_shown_or_filled_in_is_not_used(
    translation: str, shipped_german: Path
) -> None:
    header = "Content-Type: text/plain; charset=UTF-8\n"
    text = "About {minutes} minutes"
    made = catalogue({"": header, "Press": "Drücken", text: translation})
    shipped_german.write_bytes(made)
    tr = language.translator("de", "112")
    assert (tr(text), tr("Press")) == (text, "Drücken")


def test_no_break_spaces_are_text(shipped_german: Path) -> None:
    header = "Content-Type: text/plain; charset=UTF-8\n"
    shipped_german.write_bytes(catalogue({"": header, "Press": "Drücken\u202f! Ja\u00a0?"}))
    assert language.translator("de", "112")("Press") == "Drücken\u202f! Ja\u00a0?"


def test_a_formula_for_plurals_is_never_evaluated(shipped_german: Path) -> None:
    header = "Content-Type: text/plain; charset=UTF-8\nPlural-Forms: nplurals=1; plural=1/(n-1);\n"
    shipped_german.write_bytes(catalogue({"": header}))
    assert language.translator("de", "112")("Press") == "Press"


def _mutated(raw: bytes, chance: random.Random) -> bytes:
    """Change a few bytes, most often in the tables at the start, or cut, double or blank a part."""
    made = bytearray(raw)
    at = chance.randrange(chance.choice((28, 600, len(made))))
    match chance.randrange(5):
        case 0:
            return bytes(made[:at])
        case 1:
            made[at:at] = made[at : at + chance.randrange(1, 64)]
        case 2:
            made[at : at + 16] = bytes(16)
        case _:
            for _ in range(chance.randrange(1, 9)):
                made[(at + chance.randrange(64)) % len(made)] = chance.randrange(256)
    return bytes(made)


def test_no_damage_to_a_catalogue_is_an_exception_or_a_text_that_cannot_be_shown(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    chance, entries = random.Random(12), list(read("fr").entries.values())[::8]
    header = "Content-Type: text/plain; charset=UTF-8\nPlural-Forms: nplurals=2; plural=n>1;\n"
    raw = catalogue({"": header, **{entry.msgid: entry.msgstr for entry in entries}})
    for _ in range(2000):
        mutated = _mutated(raw, chance)
        monkeypatch.setattr("kiosk.system.files.read", lambda *_, raw=mutated, **__: raw)
        language._usable.cache_clear()
        tr = language.translator("fr", "112")
        for text in (entry.msgid for entry in entries):
            shown = tr(text)
            named = placeholders(text.replace("{emergency}", "112"))
            assert placeholders(shown) == named
            assert shown.strip()
            assert not odd(shown)
    language._usable.cache_clear()
