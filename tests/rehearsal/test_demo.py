from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pygame
import pytest

from kiosk.audio.rhythm_player import RhythmPlayer
from kiosk.config.settings import Buttons, Buzzer, BuzzerKind, Pins, Pull
from kiosk.library import all_pages
from kiosk.rehearsal import demo
from kiosk.rehearsal.demo import Demo, Played, planned_cues
from kiosk.routine.cues import Cue
from tests.shipped_pages import pages, shipped

pytestmark = pytest.mark.usefixtures("quick_buttons")


def test_the_whole_routine_happens_when_it_is_planned() -> None:
    lines: list[str] = []
    played = demo.play(shipped(), lines.append)
    assert played.exact
    assert played.late == 0
    times = [line.split()[:2] for line in lines[1:] if line[:9].strip()]
    assert len(times) == played.events > 100
    assert all(planned == actual for planned, actual in times)
    assert not any("LATE" in line for line in lines)


def test_every_planned_cue_is_reported_once_and_in_order() -> None:
    lines: list[str] = []
    demo.play(shipped(), lines.append)
    cues = [line.partition("buzzer: ")[2] for line in lines if "buzzer: " in line]
    assert cues == [cue.value for _, cue in planned_cues(shipped().timeline)]


@pytest.mark.parametrize(
    "changes",
    [
        {"buttons": Buttons(pull=Pull.DOWN)},
        {"buzzer": Buzzer(active_high=False)},
        {"buzzer": Buzzer(BuzzerKind.PASSIVE)},
        {"pins": Pins(pause=16)},
    ],
    ids=["pulled down", "active low", "passive", "four buttons"],
)
def test_the_demo_is_on_time_whatever_the_wiring(changes: dict[str, object]) -> None:
    made = replace(shipped(), settings=replace(shipped().settings, **changes))  # type: ignore[arg-type]
    assert demo.play(made, lambda line: None).exact


def test_a_late_buzzer_is_detected(monkeypatch: pytest.MonkeyPatch) -> None:
    play = RhythmPlayer.play

    def late(self: RhythmPlayer, cue: Cue, at: float) -> None:
        play(self, cue, at + (0.02 if cue is Cue.HALFWAY else 0.0))

    monkeypatch.setattr(RhythmPlayer, "play", late)
    lines: list[str] = []
    played = demo.play(shipped(), lines.append)
    assert not played.exact
    assert played.late == 9  # every hold's halfway
    assert all("halfway" in line for line in lines if "LATE" in line)


def test_a_silent_buzzer_is_detected(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kiosk.panel.panel.ActiveBuzzer.set", lambda self, level: None)
    assert not demo.play(shipped(), lambda line: None).exact


def test_a_demo_in_which_nothing_happened_is_not_exact() -> None:
    assert not Played().exact


def test_the_pins_are_released_at_the_end() -> None:
    played = Demo(shipped(), lambda line: None)
    pin = played._factory.pin(Pins().buzzer)
    played.play()
    assert not pin.state
    assert pin.function == "input"


def test_a_storyboard_shows_every_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    few = dict(list(pages().items())[:5])
    monkeypatch.setattr(all_pages, "pages", lambda content: few)
    file = tmp_path / "storyboard.png"
    assert all_pages.storyboard(shipped(), (320, 320), file) == 5
    width, height = pygame.image.load(str(file)).get_size()
    assert width > 4 * 320
    assert 2 * 320 < height < 3 * 320


def test_a_picture_that_cannot_be_written_is_an_error_of_the_system(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="No such file"):
        all_pages.save(pygame.Surface((10, 10)), tmp_path / "nowhere" / "x.png")
