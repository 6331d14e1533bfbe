"""Trim a sound of its silence, and bring it to the loudness that all clips have."""

from __future__ import annotations

import math
import re
import subprocess
from array import array
from pathlib import Path

from tools.voice import opus
from tools.voice.sound import FULL, Sound

LOUDNESS = -22.0
"""The integrated loudness of a clip in LUFS (EBU R 128)."""

PEAK = 0.89
"""The loudest sample, of full scale: -1 dB."""

KNEE = 0.7
"""The level, of full scale, from which a sound with louder samples than ``PEAK`` is bent."""

CLOSE, ROUNDS = 0.3, 4
"""Loudness units by which a clip may be off before its gain is corrected, and encodings at most."""

SILENT = 0.01
"""The level below which both ends count as silence, of the loudest sample: -40 dB."""

FAINT = 2 * SILENT
"""The level below which both ends are cut off: Opus makes the softest sounds softer."""

EDGE = 0.04
"""Seconds kept before and after what is heard; the fades are as long."""

MEASURABLE = 0.8
"""Seconds a sound needs to be measured: R 128 knows only blocks of 0.4 s. A shorter one repeats."""

_INTEGRATED = re.compile(r"^ +I: +(\S+) LUFS$", re.MULTILINE)


def level(said: Sound, folder: Path) -> Sound:
    """Return a sound trimmed of silence, with faded ends, that makes a clip as loud as all.

    :param folder: where files may be put
    :raises ValueError: if there is only silence
    """
    trimmed = faded(trim(said))
    gain = 1.0
    # Opus leaves out what is high, more of it for one voice than for another: measure the clip.
    clip = folder / "measured.ogg"
    for _ in range(ROUNDS):
        levelled = limited(trimmed, gain)
        opus.encode(levelled, clip, folder)
        off = LOUDNESS - loudness(clip)
        if abs(off) <= CLOSE:
            break
        gain *= 10 ** (off / 20)
    return levelled


def limited(said: Sound, gain: float) -> Sound:
    """Return an amplified sound, its loudest samples bent to stay below ``PEAK``."""
    loudest = gain * max(map(abs, said.samples)) / FULL
    if loudest <= PEAK:
        return said.amplified(gain)
    room = PEAK - KNEE

    def bent(sample: int) -> int:
        value = abs(sample) * gain / FULL
        if value > KNEE:
            value = KNEE + room * math.tanh((value - KNEE) / room)
        return round(math.copysign(value * FULL, sample))

    return Sound(array("h", map(bent, said.samples)), said.rate)


def audible(said: Sound, silent: float = SILENT) -> range:
    """Return the positions from the first to the last sample that is heard; maybe none."""
    limit = silent * max(map(abs, said.samples), default=0)
    heard = [n for n, value in enumerate(said.samples) if abs(value) > limit]
    return range(heard[0], heard[-1] + 1) if heard else range(0)


def trim(said: Sound) -> Sound:
    """Return a sound without its silence at both ends, except ``EDGE``."""
    heard, edge = audible(said, FAINT), round(EDGE * said.rate)
    if not heard:
        raise ValueError("the engine said nothing")
    return Sound(said.samples[max(0, heard.start - edge) : heard.stop + edge], said.rate)


def faded(said: Sound) -> Sound:
    """Return a sound that begins and ends at zero, without a click."""
    samples = array("h", said.samples)
    edge = min(round(EDGE * said.rate), len(samples) // 2)
    for n in range(edge):
        samples[n] = samples[n] * n // edge
        samples[-1 - n] = samples[-1 - n] * n // edge
    return Sound(samples, said.rate)


def loudness(clip: Path) -> float:
    """Return the integrated loudness of a clip in LUFS, as ffmpeg measures it."""
    more = math.ceil(MEASURABLE / opus.seconds(clip)) - 1
    line = ["ffmpeg", "-hide_banner", "-nostats", "-stream_loop", str(more), "-i", str(clip)]
    line += ["-af", "ebur128=framelog=verbose", "-f", "null", "-"]
    told = subprocess.run(line, check=True, capture_output=True, text=True).stderr
    return float(_INTEGRATED.findall(told)[-1])
