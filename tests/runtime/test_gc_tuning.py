from __future__ import annotations

import ctypes
import gc
from types import SimpleNamespace

import pytest

from kiosk.runtime.gc_tuning import LARGE, MMAP_THRESHOLD, give_back_large, keep_for_good, starting


def test_the_c_library_is_told_to_keep_no_large_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[tuple[int, int]] = []
    library = SimpleNamespace(mallopt=lambda *what: told.append(what))
    monkeypatch.setattr(ctypes, "CDLL", lambda name: library)
    give_back_large()
    assert told == [(MMAP_THRESHOLD, LARGE)]


def test_another_c_library_is_left_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ctypes, "CDLL", lambda name: SimpleNamespace())
    give_back_large()


def test_what_was_there_at_the_start_is_not_searched_for_garbage() -> None:
    try:
        before = len(gc.get_objects())
        keep_for_good()
        assert gc.get_freeze_count() > before / 2
        assert gc.get_objects(generation=2) == []
    finally:
        gc.unfreeze()


def test_a_start_is_not_held_up_by_a_search() -> None:
    try:
        with starting():
            assert not gc.isenabled()
            keep_for_good()
            assert gc.isenabled()
        with starting():
            pass
        assert gc.isenabled()
    finally:
        gc.unfreeze()
