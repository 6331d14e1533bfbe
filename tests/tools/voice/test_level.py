from __future__ import annotations

import math
import shutil
from array import array
from pathlib import Path

import pytest

from tools.voice import opus
from tools.voice.level import EDGE, LOUDNESS, PEAK, audible, faded, level, loudness, trim
from tools.voice.sound import FULL, Sound

RATE = 22_050
MISSING = [name for name in ("ffmpeg", "opusenc") if shutil.which(name) is None]
needs_programs = pytest.mark.skipif(bool(MISSING), reason=f"not installed: {', '.join(MISSING)}")


def tone(loudest: float, seconds: float = 1.0, silence: float = 0.5) -> Sound:
    """Return 440 Hz with silence before and after."""
    quiet = [0] * round(silence * RATE)
    said = [
        round(loudest * (FULL - 1) * math.sin(math.tau * 440 * n / RATE))
        for n in range(round(seconds * RATE))
    ]
    return Sound(array("h", [*quiet, *said, *quiet]), RATE)


@pytest.mark.parametrize("loudest", [0.02, 0.9])
def test_silence_is_trimmed_however_softly_the_engine_speaks(loudest: float) -> None:
    assert trim(tone(loudest)).seconds == pytest.approx(1 + 2 * EDGE, abs=0.01)


def test_an_end_that_is_hardly_heard_is_silence() -> None:
    faint = [450, -450] * (RATE // 4)  # 1.5 % of the loudest sample
    said = Sound(array("h", [*([30_000, -30_000] * (RATE // 2)), *faint]), RATE)
    assert trim(said).seconds == pytest.approx(1 + EDGE, abs=0.01)


def test_what_is_heard_is_found_between_the_silences() -> None:
    heard = audible(tone(0.3, silence=0.2))
    assert heard.start / RATE == pytest.approx(0.2, abs=0.001)
    assert heard.stop / RATE == pytest.approx(1.2, abs=0.001)


def test_a_sound_begins_and_ends_at_zero() -> None:
    made = faded(Sound(array("h", [9000] * RATE), RATE)).samples
    assert (made[0], made[-1]) == (0, 0)
    assert made[RATE // 2] == 9000


def test_an_engine_that_says_nothing_is_detected(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="said nothing"):
        level(Sound(array("h", [0] * RATE), RATE), tmp_path)


@needs_programs
@pytest.mark.parametrize(("loudest", "seconds"), [(0.05, 2.0), (0.5, 0.2), (0.9, 1.0)])
def test_every_clip_is_as_loud_as_the_others(
    loudest: float, seconds: float, tmp_path: Path
) -> None:
    clip = tmp_path / "clip.ogg"
    opus.encode(level(tone(loudest, seconds), tmp_path), clip, tmp_path)
    assert loudness(clip) == pytest.approx(LOUDNESS, abs=0.3)
    assert opus.seconds(clip) == pytest.approx(seconds + 2 * EDGE, abs=0.01)


@needs_programs
def test_a_clip_with_loud_samples_is_as_loud_as_the_others(tmp_path: Path) -> None:
    soft = tone(0.05, 2.0, silence=0.0).samples
    soft[::2000] = array("h", [30_000] * len(soft[::2000]))
    clip = tmp_path / "clip.ogg"
    opus.encode(level(Sound(soft, RATE), tmp_path), clip, tmp_path)
    assert loudness(clip) == pytest.approx(LOUDNESS, abs=0.5)


@needs_programs
def test_no_sample_is_ever_clipped(tmp_path: Path) -> None:
    click = Sound(array("h", [400] * RATE + [30_000] * 10 + [400] * RATE), RATE)
    assert max(map(abs, level(click, tmp_path).samples)) <= math.ceil(PEAK * FULL)


@needs_programs
def test_the_same_sound_makes_the_same_bytes(tmp_path: Path) -> None:
    files = tmp_path / "one.ogg", tmp_path / "two.ogg"
    for file in files:
        opus.encode(tone(0.3), file, tmp_path)
    assert files[0].read_bytes() == files[1].read_bytes()
    assert opus.decode(files[0], tmp_path).seconds == pytest.approx(2.0, abs=0.01)
