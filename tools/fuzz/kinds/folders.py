"""What authors bring: archives of routines, pictures and recordings."""

from __future__ import annotations

import io
import random as chance
import struct
import wave
import zipfile
import zlib
from functools import cache
from pathlib import Path
from random import Random

from kiosk.config.faults import FaultyInput
from kiosk.config.paths import ILLUSTRATIONS, VOICES
from kiosk.library import archive
from kiosk.routine import picture_files
from kiosk.speech import recordings
from tools.fuzz import damage
from tools.fuzz.kind import Kind, Wrong, check_printable


@cache
def _archive() -> bytes:
    target = io.BytesIO()
    parts = ("routine.yaml", "pictures/a.png", "locale/pt.po", "voices/pt/a-01234567.wav")
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made:
        for part in parts:
            made.writestr(f"neck/{part}", f"{part}\n" * 20)
    return target.getvalue()


def make_archive(random: Random) -> bytes:
    """Damage an archive."""
    return damage.damaged(random, _archive(), damage.ANY)


def load_archive(data: bytes, folder: Path) -> bool:
    """Unpack an archive, and check that nothing lies outside its folder."""
    file, routines = folder / "given.zip", folder / "routines"
    file.write_bytes(data)
    try:
        with archive.unpacked(file, routines) as new:
            new.read_bytes()
    except FaultyInput as error:
        check_printable(error)
        accepted = False
    else:
        accepted = True
    left = {path for path in folder.rglob("*") if path not in (file, routines)}
    if left:
        raise Wrong(f"an archive left {sorted(map(str, left))}")
    return accepted


@cache
def _pictures() -> tuple[bytes, ...]:
    def chunk(name: bytes, told: bytes) -> bytes:
        return struct.pack(">I", len(told)) + name + told + struct.pack(">I", zlib.crc32(told))

    head = struct.pack(">IIBBBBB", 200, 300, 8, 2, 0, 0, 0)
    exif = b"MM\0*" + struct.pack(">IHHHIHH", 8, 1, 0x0112, 3, 1, 6, 0)
    png = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"eXIf", exif) + chunk(b"IEND", b"")
    app = b"\xff\xe1" + struct.pack(">H", 8 + len(exif)) + b"Exif\0\0" + exif
    frame = b"\xff\xc0" + struct.pack(">HBHHB", 17, 8, 300, 200, 3) + bytes(9)
    scan = b"\xff\xda" + struct.pack(">H", 10) + bytes(30) + b"\xff\xd9"
    webp = next(iter(sorted((ILLUSTRATIONS / "slim-light").glob("locator.*.webp")))).read_bytes()
    return png, b"\xff\xd8" + app + frame + scan, webp


def make_picture(random: Random) -> bytes:
    """Damage a picture of one of the kinds that are read."""
    return damage.damaged(random, random.choice(_pictures()), damage.ANY)


def load_picture(data: bytes, folder: Path) -> bool:
    """Read the size of a picture."""
    (folder / "picture").write_bytes(data)
    try:
        picture_files.read(folder / "picture")
    except picture_files.Unfit as error:
        check_printable(error)
        return False
    return True


@cache
def _sounds() -> tuple[bytes, ...]:
    target = io.BytesIO()
    with wave.open(target, "wb") as wav:
        wav.setparams((1, 2, 8000, 0, "NONE", ""))
        wav.writeframes(chance.Random(0).randbytes(4000))
    ogg = next(iter(sorted((VOICES / "en").glob("*.ogg")))).read_bytes()
    told = ((44_100 << 44) | 44_100).to_bytes(8, "big")
    return target.getvalue(), ogg, b"fLaC" + bytes(14) + told + bytes(40)


def make_recording(random: Random) -> bytes:
    """Damage a recording of one of the kinds that are read."""
    return damage.damaged(random, random.choice(_sounds()), damage.ANY)


def load_recording(data: bytes, folder: Path) -> bool:
    """Find a recording under each ending that it may have."""
    for kind in recordings.KINDS:
        (folder / f"press-01234567{kind}").write_bytes(data)
    found, faults = recordings.find(folder)
    for fault in faults:
        check_printable(fault)
    return bool(found)


ARCHIVE = Kind("archive", make_archive, load_archive)
PICTURE = Kind("picture", make_picture, load_picture)
RECORDING = Kind("recording", make_recording, load_recording)
