"""Clips: Opus in OGG."""

from __future__ import annotations

import subprocess
from pathlib import Path

from tools.voice import sound
from tools.voice.sound import Sound

BITRATE = 20
"""Kilobits per second."""


def encode(said: Sound, file: Path, folder: Path) -> None:
    """Write a clip; the same sound gives the same bytes.

    An interrupted run leaves no damaged clip: the file gets its name when it is whole.
    """
    wav, whole = folder / "level.wav", folder / "whole.ogg"
    sound.write(said, wav)
    line = ["opusenc", "--quiet", "--bitrate", str(BITRATE), "--serial", "1"]
    line += ["--discard-comments", "--padding", "0", str(wav), str(whole)]
    subprocess.run(line, check=True, capture_output=True)
    partial = file.with_suffix(".part")
    partial.write_bytes(whole.read_bytes())
    partial.rename(file)


def decode(file: Path, folder: Path) -> Sound:
    """Return what a clip sounds like."""
    wav = folder / "decoded.wav"
    line = ["ffmpeg", "-v", "error", "-y", "-i", str(file), "-ac", "1", "-c:a", "pcm_s16le"]
    subprocess.run([*line, str(wav)], check=True)
    return sound.read(wav)


def seconds(file: Path) -> float:
    """Return the length of a clip, as its last page tells it.

    Source: RFC 7845, 4: positions count samples at 48 kHz, from before the pre-skip.
    """
    raw = file.read_bytes()
    skipped = int.from_bytes(raw[raw.index(b"OpusHead") + 10 :][:2], "little")
    end = int.from_bytes(raw[raw.rindex(b"OggS") + 6 :][:8], "little")
    return (end - skipped) / 48_000
