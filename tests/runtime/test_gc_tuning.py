from __future__ import annotations

import ctypes
import gc
from types import SimpleNamespace

import pytest

from kiosk.runtime.gc_tuning import LARGE, MMAP_THRESHOLD, give_back_large, keep_for_good, starting


def test_the_c_library_is_set_to_return_large_allocations(monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[tuple[int, int]] = []
    library = SimpleNamespace(mallopt=lambda *what: calls.append(what))
    monkeypatch.setattr(ctypes, "CDLL", lambda name: library)
    give_back_large()
    assert calls == [(MMAP_THRESHOLD, LARGE)]


def test_another_c_library_is_left_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ctypes, "CDLL", lambda name: SimpleNamespace())
    give_back_large()


def test_objects_of_the_start_are_exempt_from_garbage_collection() -> None:
    try:
        before = len(gc.get_objects())
        keep_for_good()
        assert gc.get_freeze_count() > before / 2
        assert gc.get_objects(generation=2) == []
    finally:
        gc.unfreeze()


def test_garbage_collection_does_not_delay_the_start() -> None:
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
