from __future__ import annotations

from itertools import pairwise

import pytest

from kiosk.routine.cues import RHYTHMS, Cue, duration, edges

SOUND_MD = {
    Cue.COUNT: "60",
    Cue.PRESS: "600",
    Cue.RELEASE: "120/120/120",
    Cue.HALFWAY: "80",
    Cue.STAGE_DONE: "120/100/120/100/400",
    Cue.SWITCH_SIDES: "350/250/350",
    Cue.ROUTINE_DONE: "400/150/120/100/120/150/400",
    Cue.KEY_ACCEPTED: "30",
    Cue.NOT_AVAILABLE: "40/80/40/80/40",
}
"""The rhythms as specified in the notes on sound."""


@pytest.mark.parametrize(("cue", "pattern"), SOUND_MD.items(), ids=lambda value: str(value))
def test_a_rhythm_matches_the_sound_notes(cue: Cue, pattern: str) -> None:
    assert "/".join(map(str, RHYTHMS[cue])) == pattern


def test_every_cue_has_a_rhythm_of_its_own() -> None:
    assert set(RHYTHMS) == set(Cue) == {*SOUND_MD, Cue.STILL_THERE}
    assert len(set(RHYTHMS.values())) == len(RHYTHMS)


@pytest.mark.parametrize("cue", Cue)
def test_the_line_goes_up_and_down_in_turn_and_ends_down(cue: Cue) -> None:
    changes = list(edges(cue))
    times = [at for at, _ in changes]
    assert [level for _, level in changes] == [True, False] * (len(changes) // 2)
    assert changes[0] == (0.0, True)
    assert times == sorted(set(times))
    assert changes[-1] == (duration(cue), False)
    lengths = [round((b - a) * 1000) for a, b in pairwise(times)]
    assert tuple(lengths) == RHYTHMS[cue]


@pytest.mark.parametrize("cue", Cue)
def test_no_rhythm_imitates_an_alarm(cue: Cue) -> None:
    on, off = RHYTHMS[cue][::2], RHYTHMS[cue][1::2]
    if len(on) in (3, 5) and len(set(on)) == 1:
        # Even pulses belong to alarms at their lengths (125 ms and more): stay far below.
        assert max(on) <= 60
    assert not (len(on) == 4 and set(on) == {100})
    assert all(length < 500 for length in (*on, *off)) or len(on) == 1


def test_the_end_of_a_press_cannot_be_mistaken_for_its_start() -> None:
    assert len(RHYTHMS[Cue.PRESS]) == 1
    for end in (Cue.RELEASE, Cue.STAGE_DONE):
        assert RHYTHMS[end][0] * 4 < RHYTHMS[Cue.PRESS][0]
