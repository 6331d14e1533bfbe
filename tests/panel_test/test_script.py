from __future__ import annotations

from collections.abc import Collection

import pytest

from kiosk.panel.raw_panel import Edge
from kiosk.panel_test.script import HELP, LIGHT_SECONDS, PanelTest
from kiosk.routine.cues import Cue
from kiosk.session.keys import Key
from tests.mock_wires import changes

Level = tuple[float, bool]
ALL = (Key.ADVANCE, Key.REPEAT, Key.SWITCH)


class Desk:
    """A panel test on a manual clock, with everything it sounds, lights and prints."""

    def __init__(self, lights: Collection[Key] = ALL) -> None:
        self.now = 0.0
        self.printed: list[str] = []
        self.levels: list[Level] = []
        self.lit: list[set[Key]] = []
        self.pressed: list[Key] = []
        self.test = PanelTest(
            self, 0.025, lights, self.printed.append, lambda key, now: self.pressed.append(key)
        )

    def sound(self, level: bool) -> None:
        self.levels.append((round(self.now, 6), level))

    def light(self, keys: Collection[Key]) -> None:
        if not self.lit or self.lit[-1] != set(keys):
            self.lit.append(set(keys))

    def type(self, line: str) -> None:
        self.test.command(line, self.now)
        self.test.turn(self.now)

    def edge(self, key: Key, pressed: bool, at: float) -> None:
        self.idle(at)
        self.now = at
        self.test.edge(Edge(key, pressed, at), at)
        self.test.turn(at)

    def idle(self, end: float = float("inf")) -> None:
        """Let time pass until nothing more is due before the end."""
        while (due := self.test.due) is not None and due <= end:
            self.now = max(self.now, due)
            self.test.turn(self.now)


@pytest.fixture
def desk() -> Desk:
    return Desk()


@pytest.mark.parametrize("cue", Cue)
def test_a_rhythm_is_sounded_by_its_name_as_the_design_writes_it(cue: Cue, desk: Desk) -> None:
    desk.now = 3.0
    desk.type(cue.value)
    desk.idle()
    assert desk.levels == changes(cue, 3.0)
    assert desk.printed == [f"rhythm  {cue.value}: {_written(cue)} ms"]


def _written(cue: Cue) -> str:
    from tests.mock_wires import DESIGNED_RHYTHMS

    return "/".join(str(length) for length in DESIGNED_RHYTHMS[cue])


def test_all_rhythms_are_sounded_one_after_the_other_and_end_silent(desk: Desk) -> None:
    desk.type("rhythms")
    desk.idle()
    assert [line.split()[0] for line in desk.printed] == ["rhythm"] * len(Cue)
    assert desk.levels[-1][1] is False
    assert sum(level for _, level in desk.levels) == sum(len(changes(cue)) // 2 for cue in Cue), (
        "none cuts another short"
    )


def test_each_light_is_shown_alone_and_then_none(desk: Desk) -> None:
    desk.type("lights")
    desk.idle()
    assert desk.lit == [{Key.ADVANCE}, set(), {Key.REPEAT}, set(), {Key.SWITCH}, set()]
    assert desk.printed[2] == "light   SWITCH SIDES"
    assert desk.now == pytest.approx(3 * LIGHT_SECONDS)


def test_missing_lights_are_reported() -> None:
    desk = Desk(lights=())
    desk.type("lights")
    desk.idle()
    assert desk.printed == ["lights  none are wired by these settings"]


def test_a_press_is_reported_once_settled_with_its_bounce_and_lights_its_button(desk: Desk) -> None:
    desk.edge(Key.REPEAT, True, 1.0)
    desk.edge(Key.REPEAT, False, 1.001)
    desk.edge(Key.REPEAT, True, 1.003)
    assert desk.lit[-1] == {Key.REPEAT}
    assert desk.printed == []
    desk.idle()
    assert desk.printed == ["REPEAT        down  3 edges within 3.0 ms (0.0 1.0 3.0)"]
    desk.edge(Key.REPEAT, False, 1.5)
    desk.idle()
    assert desk.printed[1] == "REPEAT        up    1 edge, no bounce; held 0.50 s"
    assert desk.lit[-1] == set()


def test_presses_are_reported_while_a_rhythm_sounds(desk: Desk) -> None:
    desk.type("routine done")
    desk.edge(Key.ADVANCE, True, 0.2)
    desk.idle()
    assert desk.levels == changes(Cue.ROUTINE_DONE)
    assert any(line.startswith("ADVANCE ") for line in desk.printed)


def test_an_unknown_command_is_reported_with_the_nearest_name(desk: Desk) -> None:
    desk.type("prss")
    assert desk.printed == ["'prss' is not known; did you mean press?"]


def test_an_empty_line_prints_the_help(desk: Desk) -> None:
    desk.type("")
    assert desk.printed == [HELP]


def test_quit_ends_it(desk: Desk) -> None:
    assert not desk.test.over
    desk.type("Quit ")
    assert desk.test.over


def test_a_button_s_name_presses_it_where_that_can_be_simulated(desk: Desk) -> None:
    desk.type("switch")
    assert desk.pressed == [Key.SWITCH]
    real = PanelTest(desk, 0.025, (), desk.printed.append)
    real.command("switch", 0.0)
    assert "'switch' is not known; did you mean switch sides?" in desk.printed


def test_at_the_end_presses_and_the_longest_bounce_are_reported(desk: Desk) -> None:
    for start in (1.0, 2.0):
        desk.edge(Key.ADVANCE, True, start)
        desk.edge(Key.ADVANCE, False, start + 0.002 * start)
        desk.edge(Key.ADVANCE, True, start + 0.003 * start)
        desk.edge(Key.ADVANCE, False, start + 0.4)
    desk.idle()
    desk.printed.clear()
    desk.test.sum_up()
    assert desk.printed == [
        "ADVANCE       2 presses, longest bounce 6.0 ms",
        "buttons.debounce is 25 ms.",
    ]


def test_without_a_press_there_is_nothing_to_sum_up(desk: Desk) -> None:
    desk.test.sum_up()
    assert desk.printed == []
