from __future__ import annotations

from itertools import pairwise

import pytest

from kiosk.routine.cues import RHYTHMS, Cue, duration, edges
from tests.mock_wires import DESIGNED_RHYTHMS


@pytest.mark.parametrize("cue", Cue)
def test_a_rhythm_has_the_lengths_it_was_designed_with(cue: Cue) -> None:
    assert RHYTHMS[cue] == DESIGNED_RHYTHMS[cue]


def test_every_cue_has_a_rhythm_of_its_own() -> None:
    assert set(RHYTHMS) == set(DESIGNED_RHYTHMS) == set(Cue)
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


def test_no_cue_is_named_with_a_mark_that_a_sentence_would_double() -> None:
    assert all(cue.value.replace("-", "").replace(" ", "").isalpha() for cue in Cue)
