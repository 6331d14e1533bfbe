from __future__ import annotations

from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.audio.rhythm_player import CUT_GAP, RhythmPlayer
from kiosk.routine.cues import RHYTHMS, Cue, duration, edges

Edges = list[tuple[float, bool]]


def run(player: RhythmPlayer, until: float = float("inf")) -> Edges:
    """Advance to each edge before ``until``, at its time."""
    happened = []
    while (at := player.next_edge) is not None and at < until:
        happened.append((at, player.advance(at)))
    return happened


def played(plan: Iterable[tuple[Cue, float]]) -> Edges:
    """Play cues at their moments and return every change of the line."""
    player, happened = RhythmPlayer(), []
    for cue, at in plan:
        happened += run(player, at)
        player.play(cue, at)
    return happened + run(player)


def near(changes: Edges) -> list[tuple[object, bool]]:
    return [(pytest.approx(at), level) for at, level in changes]


@pytest.mark.parametrize("cue", Cue)
def test_a_cue_is_played_exactly(cue: Cue) -> None:
    assert played([(cue, 100.0)]) == [(100.0 + offset, level) for offset, level in edges(cue)]


def test_a_new_player_is_silent_with_nothing_to_come() -> None:
    player = RhythmPlayer()
    assert not player.level
    assert player.next_edge is None
    assert player.advance(5.0) is False


def test_the_line_has_the_level_of_the_last_edge_that_is_due() -> None:
    player = RhythmPlayer()
    player.play(Cue.RELEASE, 10.0)
    levels = [player.advance(10.0 + ms / 1000) for ms in (0, 60, 121, 239, 241, 359, 361)]
    assert levels == [True, True, False, False, True, True, False]


def test_a_player_advanced_late_catches_up() -> None:
    player = RhythmPlayer()
    player.play(Cue.PRESS, 10.0)
    assert player.advance(10.9) is False
    assert player.next_edge is None


def test_a_cue_cut_short_ends_at_once_and_the_next_comes_after_a_gap() -> None:
    happened = played([(Cue.PRESS, 0.0), (Cue.COUNT_IN, 0.2)])
    assert happened == near([(0.0, True), (0.2, False), (0.2 + CUT_GAP, True), (0.32, False)])


def test_a_cue_cut_in_its_silence_gives_way_without_a_gap() -> None:
    happened = played([(Cue.RELEASE, 0.0), (Cue.COUNT_IN, 0.18)])
    assert happened == near([(0.0, True), (0.12, False), (0.18, True), (0.24, False)])


def test_a_finished_cue_does_not_delay_the_next() -> None:
    happened = played([(Cue.COUNT_IN, 0.0), (Cue.COUNT_IN, 1.0)])
    assert happened == near([(0.0, True), (0.06, False), (1.0, True), (1.06, False)])


def test_of_two_cues_at_one_moment_only_the_later_is_heard() -> None:
    assert played([(Cue.KEY_ACCEPTED, 3.0), (Cue.PRESS, 3.0)]) == played([(Cue.PRESS, 3.0)])


def test_of_two_cues_that_cut_one_short_the_later_is_heard_after_the_gap() -> None:
    happened = played([(Cue.PRESS, 0.0), (Cue.KEY_ACCEPTED, 0.3), (Cue.COUNT_IN, 0.3)])
    assert happened == near([(0.0, True), (0.3, False), (0.36, True), (0.42, False)])


def test_the_gap_is_kept_when_another_cue_comes_within_it() -> None:
    happened = played([(Cue.PRESS, 0.0), (Cue.KEY_ACCEPTED, 0.3), (Cue.COUNT_IN, 0.31)])
    assert happened == near([(0.0, True), (0.3, False), (0.36, True), (0.42, False)])


def test_a_cue_played_late_keeps_its_own_time() -> None:
    player = RhythmPlayer()
    player.play(Cue.PRESS, 1.0)
    assert player.advance(1.25)
    assert player.next_edge == pytest.approx(1.6)


def test_a_cue_never_advanced_is_cut_as_the_line_would_have_been() -> None:
    cut, over = RhythmPlayer(), RhythmPlayer()
    for player in (cut, over):
        player.play(Cue.PRESS, 0.0)  # 600 ms, never advanced
    cut.play(Cue.COUNT_IN, 0.3)
    assert run(cut) == near([(0.3, False), (0.3 + CUT_GAP, True), (0.42, False)])
    over.play(Cue.COUNT_IN, 1.0)
    assert run(over) == near([(1.0, True), (1.06, False)])


def test_stopping_lowers_the_line_at_once_and_for_good() -> None:
    player = RhythmPlayer()
    player.play(Cue.ROUTINE_DONE, 0.0)
    assert player.advance(0.1)
    player.stop()
    assert not player.level
    assert player.next_edge is None
    assert player.advance(0.6) is False


def test_a_player_plays_again_after_it_was_stopped() -> None:
    player = RhythmPlayer()
    player.play(Cue.PRESS, 0.0)
    player.advance(0.1)
    player.stop()
    player.play(Cue.COUNT_IN, 0.2)
    assert run(player) == near([(0.2, True), (0.26, False)])


@given(st.lists(st.tuples(st.sampled_from(Cue), st.floats(0, 2)), max_size=12))
def test_the_line_alternates_and_never_stays_up_whatever_cuts_in(
    plan: list[tuple[Cue, float]],
) -> None:
    at, timed = 0.0, []
    for cue, pause in plan:
        at += pause
        timed.append((cue, at))
    happened = played(timed)
    longest = max((max(RHYTHMS[cue][::2]) for cue, _ in plan), default=0) / 1000
    times = [moment for moment, _ in happened]
    assert times == sorted(times)
    assert [level for _, level in happened] == [True, False] * (len(happened) // 2)
    for (up, _), (down, _) in zip(happened[::2], happened[1::2], strict=True):
        assert down - up <= longest + 1e-9
    if timed:
        cue, begun = timed[-1]
        assert times[-1] <= begun + CUT_GAP + duration(cue) + 1e-9
