from __future__ import annotations

import json
from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from kiosk.config.language import LANGUAGES
from tools.voice import casting
from tools.voice.casting import Take, choose, divided, take, takes
from tools.voice.engines.espeak import Espeak
from tools.voice.sound import Sound


@dataclass(frozen=True)
class Parrot:
    """An engine that is only named."""

    name: str

    def speak(self, text: str, folder: Path) -> Sound:
        return Sound(array("h", [1]), 48_000)


SLOW, FAST = Take(Parrot("slow")), Take(Parrot("fast"))


@pytest.fixture
def written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Return the file of chosen takes, where a language has two."""
    monkeypatch.setattr(casting, "CHOSEN", tmp_path / "casting.json")
    monkeypatch.setattr(casting, "TAKES", {"fr": {"slow": SLOW, "fast": FAST}})
    casting.CHOSEN.write_text("{}", "utf-8")
    casting.chosen.cache_clear()
    yield casting.CHOSEN
    casting.chosen.cache_clear()


def test_a_sentence_has_the_take_chosen_for_it_and_else_the_first(written: Path) -> None:
    choose("fr", {"Un": "fast", "Deux": "gone"})
    assert take("Un", "fr") == FAST
    assert take("Deux", "fr") == take("Trois", "fr") == SLOW
    assert isinstance(take("Un", "fr", free=True).engine, Espeak)


def test_what_is_chosen_in_one_language_leaves_the_others(written: Path) -> None:
    choose("fr", {"Un": "fast"})
    choose("de", {"Zwei": "slow", "Eins": "slow"})
    chosen = {"de": {"Eins": "slow", "Zwei": "slow"}, "fr": {"Un": "fast"}}
    assert json.loads(written.read_text("utf-8")) == chosen


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_chosen_take_is_offered(language: str) -> None:
    assert set(casting.chosen().get(language, {}).values()) <= set(takes(language))


def test_a_divided_sentence_pauses_before_a_preposition() -> None:
    assert divided("Posez les mains sur le ventre", "fr") == "Posez les mains, sur le ventre"
    assert divided("Mains sur le ventre", "fr") == "Mains sur le ventre"


def test_a_take_may_spell_words_as_they_are_clearer_or_pause(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(casting, "CLEARER", {"de": {"Knie": "Knieh"}})
    engine = Parrot("slow")
    assert Take(engine).words("Rechtes Knie", "de") == "Rechtes Knie"
    assert Take(engine, clearer=True).words("Rechtes Knie", "de") == "Rechtes Knieh"
    assert Take(engine, clearer=True).words("Kniefalte", "de") == "Kniefalte"
    paused = Take(engine, paused=True).words("Beide Daumen auf den Bauch", "de")
    assert paused == "Beide Daumen, auf den Bauch"
