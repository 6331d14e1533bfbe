"""The size that a display reports, and when it is ignored."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.config.screen import Screen
from kiosk.screen.display.edid import HEADER, ReportedSize, connected, parse
from kiosk.screen.layout.legibility import USUAL, viewing_conditions


def edid(pixels: tuple[int, int] = (1920, 1080), mm: tuple[int, int] = (344, 194)) -> bytes:
    """Return an EDID according to the standard: a first detailed timing and the checksum."""
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
    assert parse(edid()) == ReportedSize((1920, 1080), (344, 194))
    assert parse(edid((3840, 2160), (597, 336)) + bytes(128)) == ReportedSize(
        (3840, 2160), (597, 336)
    )


@pytest.mark.parametrize(
    "data",
    [b"", edid()[:100], bytes(128), edid()[:-1] + b"\x00", edid(pixels=(0, 9))],
    ids=["empty", "short", "blank", "wrong sum", "no pixels"],
)
def test_a_broken_or_empty_edid_is_ignored(data: bytes) -> None:
    assert parse(data) is None


@pytest.mark.parametrize(
    ("pixels", "mm", "why"),
    [
        ((1920, 1080), (0, 0), "not a size"),
        ((1920, 1080), (16, 9), "an aspect ratio"),
        ((1920, 1200), (16, 10), "an aspect ratio"),
        ((1920, 1080), (160, 90), "an aspect ratio"),
        ((1920, 1080), (1600, 900), "an aspect ratio"),
        ((1024, 768), (40, 30), "an aspect ratio"),
        ((1280, 1024), (50, 40), "an aspect ratio"),
        ((1920, 1080), (0, 194), "not a size"),
        ((1920, 1080), (34, 19), "not the size of 1920x1080"),
        ((3840, 2160), (1, 1), "not the size of 3840x2160"),
        ((640, 480), (4095, 3071), "not the size of 640x480"),
        ((1080, 1920), (344, 194), "not the shape of 1080x1920"),
        ((1920, 1080), (256, 1280), "not the shape of 1920x1080"),
    ],
)
def test_an_impossible_size_is_ignored_but_the_pixels_count(
    pixels: tuple[int, int], mm: tuple[int, int], why: str
) -> None:
    size = parse(edid(pixels, mm))
    assert size is not None
    assert size[:2] == (pixels, None)
    assert why in size.doubt
    assert f"{mm[0]} x {mm[1]} mm" in size.doubt


@pytest.mark.parametrize(
    ("pixels", "mm"),
    [
        *((pixels, (round(w), round(h))) for pixels, (w, h) in USUAL.items()),
        ((480, 800), (86, 154)),
        ((1440, 2560), (68, 121)),  # 5.5 inches
        ((2160, 3840), (68, 121)),  # the densest panel
        ((3840, 2160), (1872, 1053)),  # 85 inches
        ((1366, 768), (1771, 996)),  # 80 inches of few pixels
        ((1024, 1024), (922, 519)),  # a plasma display of 42 inches
        ((720, 576), (708, 398)),  # a television's pixels, wider than high
        ((1600, 1200), (408, 306)),
        ((1920, 1080), (400, 300)),
    ],
)
def test_sizes_of_real_displays_are_accepted(pixels: tuple[int, int], mm: tuple[int, int]) -> None:
    assert parse(edid(pixels, mm)) == ReportedSize(pixels, mm)


@given(st.binary(max_size=300) | st.binary(min_size=100, max_size=120).map(lambda b: HEADER + b))
def test_any_bytes_from_a_display_are_parsed_or_ignored(data: bytes) -> None:
    block = data[:127].ljust(127, b"\0")
    for made in (data, block + bytes([-sum(block) % 256])):
        _sound(parse(made))


@given(st.tuples(*[st.integers(0, 4095)] * 2), st.tuples(*[st.integers(0, 4095)] * 2))
def test_accepted_millimetres_are_possible_for_a_display(
    pixels: tuple[int, int], mm: tuple[int, int]
) -> None:
    _sound(parse(edid(pixels, mm)))


def _sound(size: ReportedSize | None) -> None:
    if size and size.millimetres:
        assert not size.doubt
        for px, mm in zip(size.pixels, size.millimetres, strict=True):
            assert 6 <= px / mm * 25.4 <= 1020, "pixels an inch"
    elif size:
        assert size.doubt


def test_an_ignored_size_is_logged(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    plug(tmp_path, "card1-HDMI-A-1", "connected", edid(mm=(16, 9)))
    size = connected(tmp_path)
    assert size is not None
    assert size.millimetres is None
    assert caplog.messages == [
        "Ignoring the size that the display reports: 16 x 9 mm is an aspect ratio"
    ]


def test_text_is_sized_for_the_usual_panel_if_a_display_reports_a_ratio() -> None:
    size = parse(edid((1280, 720), (16, 9)))
    assert size is not None
    assert viewing_conditions(Screen(), size.pixels, size.millimetres) == viewing_conditions(
        Screen(), size.pixels
    )


def test_the_only_connected_display_is_used(tmp_path: Path) -> None:
    plug(tmp_path, "card1-HDMI-A-1", "disconnected", edid((800, 480), (154, 86)))
    plug(tmp_path, "card1-HDMI-A-2", "connected", edid())
    assert connected(tmp_path) == ReportedSize((1920, 1080), (344, 194))


def test_two_connected_displays_are_ignored(tmp_path: Path) -> None:
    for name in ("card1-HDMI-A-1", "card1-HDMI-A-2"):
        plug(tmp_path, name, "connected", edid())
    assert connected(tmp_path) is None


def test_a_machine_without_displays_reports_nothing(tmp_path: Path) -> None:
    assert connected(tmp_path / "none") is None
    plug(tmp_path, "card1-DSI-1", "connected", b"")
    assert connected(tmp_path) is None
