"""What a display tells of itself, and what is not believed."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.screen.edid import HEADER, Told, connected, parse


def edid(pixels: tuple[int, int] = (1920, 1080), mm: tuple[int, int] = (344, 194)) -> bytes:
    """Write an EDID by the standard: a first detailed timing, and the check sum."""
    (w, h), (wide, tall) = pixels, mm
    timing = bytearray(18)
    timing[0:2] = (14850).to_bytes(2, "little")
    timing[2], timing[4] = w & 255, w >> 8 << 4
    timing[5], timing[7] = h & 255, h >> 8 << 4
    timing[12], timing[13] = wide & 255, tall & 255
    timing[14] = wide >> 8 << 4 | tall >> 8
    block = HEADER + bytes(46) + bytes(timing) + bytes(55)
    return block + bytes([-sum(block) % 256])


def plug(folder: Path, name: str, status: str, data: bytes) -> None:
    (folder / name).mkdir()
    (folder / name / "status").write_text(f"{status}\n", "ascii")
    (folder / name / "edid").write_bytes(data)


def test_pixels_and_millimetres_are_read() -> None:
    assert parse(edid()) == Told((1920, 1080), (344, 194))
    assert parse(edid((3840, 2160), (597, 336)) + bytes(128)) == Told((3840, 2160), (597, 336))


@pytest.mark.parametrize(
    "data",
    [b"", edid()[:100], bytes(128), edid()[:-1] + b"\x00", edid(mm=(0, 0)), edid(pixels=(0, 9))],
    ids=["empty", "short", "blank", "wrong sum", "no millimetres", "no pixels"],
)
def test_what_is_broken_or_tells_nothing_is_not_believed(data: bytes) -> None:
    assert parse(data) is None


def test_the_one_display_connected_is_asked(tmp_path: Path) -> None:
    plug(tmp_path, "card1-HDMI-A-1", "disconnected", edid((800, 480), (154, 86)))
    plug(tmp_path, "card1-HDMI-A-2", "connected", edid())
    assert connected(tmp_path) == Told((1920, 1080), (344, 194))


def test_of_two_displays_none_is_believed(tmp_path: Path) -> None:
    for name in ("card1-HDMI-A-1", "card1-HDMI-A-2"):
        plug(tmp_path, name, "connected", edid())
    assert connected(tmp_path) is None


def test_a_machine_without_displays_tells_nothing(tmp_path: Path) -> None:
    assert connected(tmp_path / "none") is None
    plug(tmp_path, "card1-DSI-1", "connected", b"")
    assert connected(tmp_path) is None
