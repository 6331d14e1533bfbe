"""An author's own recordings: one file per sentence, found by a name made of its words.

They are in ``voices/LANGUAGE`` in a routine's folder or beside the settings, and take precedence
over the rendered clips. A file's length is measured, not believed: speech is scheduled by it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kiosk.config.faults import Fault
from kiosk.system import files
from kiosk.system.command import typed

FOLDER = "voices"
"""The folder of recordings, beside the settings or a routine, with a folder for each language."""

LARGEST_BYTES = 30_000_000
"""The largest recording: a minute of stereo sound of 32 bits at 48 kHz has 23 MB."""

SHORTEST, LONGEST = 0.05, 60.0
"""Seconds that a recording may take."""

KINDS = (".wav", ".ogg", ".flac")
"""The endings of recordings."""

_NAME = re.compile(r"(?:.*-)?([0-9a-f]{8})")
_SLUG = 32


@dataclass(frozen=True)
class Recording:
    """A file that speaks one sentence, and its length in seconds."""

    file: Path
    seconds: float


def key(text: str) -> str:
    """Return what identifies a sentence in the name of its recording."""
    import hashlib  # loads OpenSSL, which a kiosk without recordings does not need

    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:8]


def file_name(text: str) -> str:
    """Return the name of a sentence's recording, without its ending: ``press-1f2e3d4c``."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    slug = "-".join(re.findall(r"[a-z0-9]+", plain))[:_SLUG].strip("-")
    return f"{slug or 'sentence'}-{key(text)}"


def find(*folders: Path) -> tuple[dict[str, Recording], tuple[Fault, ...]]:
    """Return the recordings in folders by their keys, the first before the next, and faults."""
    found: dict[str, Recording] = {}
    faults: list[Fault] = []
    for file in (file for folder in folders for file in listed(folder)):
        match = _NAME.fullmatch(file.stem)
        try:
            if match and file.suffix.lower() not in KINDS:
                known = f"{', '.join(KINDS[:-1])} or {KINDS[-1]}"
                raise ValueError(
                    f"expected {known}, not {file.suffix or 'no ending'}: save the sound as one of"
                    " them; another name does not change what is inside"
                )
            if match is None:
                example = f"press-1f2e3d4c{KINDS[0]}"
                raise ValueError(
                    f"is not named as a recording, such as {example}; the names are listed by:"
                    f" {typed('voice', 'NAME', '--list')}"
                )
            made = Recording(file, seconds(file))
            if not SHORTEST <= made.seconds <= LONGEST:
                raise ValueError(
                    f"expected {SHORTEST:g} to {LONGEST:g} s of sound, not {made.seconds:.3g}"
                )
            first = found.setdefault(match[1], made)
            if first.file.parent == file.parent and first is not made:
                raise ValueError(f"speaks the same sentence as {first.file.name}: keep one of them")
        except OSError as error:
            faults.append(Fault(str(file), 0, "", f"cannot be read: {error.strerror}"))
        except ValueError as error:
            faults.append(Fault(str(file), 0, "", str(error)))
    return found, tuple(faults)


def listed(folder: Path) -> list[Path]:
    """Return the files of a folder, without hidden ones; none if there is no such folder."""
    try:
        return sorted(file for file in folder.iterdir() if not file.name.startswith("."))
    except OSError:
        return []


def seconds(file: Path) -> float:
    """Return the length of a recording.

    :raises OSError: if it cannot be read
    :raises ValueError: if it is not what its ending says
    """
    raw = files.read(file, LARGEST_BYTES)
    measure = {".wav": _wav, ".ogg": _ogg, ".flac": _flac}[file.suffix.lower()]
    try:
        return measure(raw)
    except (ValueError, IndexError, ZeroDivisionError, StopIteration) as error:
        raise ValueError(f"is not a {file.suffix[1:].upper()} file, or is cut off") from error


def _number(raw: bytes, at: int, size: int) -> int:
    if at + size > len(raw):
        raise ValueError("the file ends early")
    return int.from_bytes(raw[at : at + size], "little")


def _wav(raw: bytes) -> float:
    """Return the length of a WAV file. Source: Microsoft's RIFF, with chunks of even size."""
    chunks = dict(_chunks(raw))
    at, _ = chunks[b"fmt "] if b"fmt " in chunks else (len(raw), 0)
    return chunks.get(b"data", (0, 0))[1] / _number(raw, at + 8, 4)


def _chunks(raw: bytes) -> Iterator[tuple[bytes, tuple[int, int]]]:
    """Yield each chunk's name with its place and size, as far as the file holds it."""
    if raw[:4] != b"RIFF" or raw[8:12] != b"WAVE":
        raise ValueError("no RIFF")
    at = 12
    while at + 8 <= len(raw):
        size = min(_number(raw, at + 4, 4), len(raw) - at - 8)
        yield raw[at : at + 4], (at + 8, size)
        at += 8 + size + size % 2


def _ogg(raw: bytes) -> float:
    """Return the length of an Ogg file of Opus or Vorbis, from its last page.

    Sources: RFC 3533, 6; RFC 7845, 4: positions count samples at 48 kHz, from before the pre-skip;
    the Vorbis I specification, 4.2.2.
    """
    if raw[:4] != b"OggS":
        raise ValueError("no Ogg")
    end = _number(raw, raw.rindex(b"OggS") + 6, 8)
    if b"OpusHead" in raw[:128]:
        return (end - _number(raw, raw.index(b"OpusHead") + 10, 2)) / 48_000
    return end / _number(raw, raw.index(b"\x01vorbis", 0, 128) + 12, 4)


def _flac(raw: bytes) -> float:
    """Return the length of a FLAC file. Source: RFC 9639, 8.2, STREAMINFO."""
    if raw[:4] != b"fLaC":
        raise ValueError("no FLAC")
    told = int.from_bytes(raw[18:26], "big")
    return (told & (1 << 36) - 1) / (told >> 44)
