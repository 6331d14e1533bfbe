"""Sizes and faults of PNG, JPEG and WebP files, read from their structure. No pixel is decoded.

Sources: PNG (third edition), 5; JPEG, ITU-T T.81, B; Exif 2.32, 4.6; WebP, RFC 9649.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kiosk.system import files

LARGEST_BYTES = 30_000_000
"""The largest file of a picture: one of 50 megapixels has 20 MB."""

MOST_PIXELS = 50_000_000
"""The most pixels of a picture: decoding more takes over 200 MB."""

SMALLEST = 100
"""The least width and height, in pixels."""

_SIDEWAYS = range(5, 9)
_NO_FRAME = (0xC4, 0xC8, 0xCC)
_ORIENTATION = 0x0112


class Unfit(ValueError):
    """A picture cannot be shown; the text says what to do instead."""


@dataclass(frozen=True)
class Size:
    """The size of a picture as it is shown, in pixels, and Exif's number of how it is turned."""

    width: int
    height: int
    orientation: int = 1


def read(file: Path, smallest: int = SMALLEST) -> Size:
    """Return the size of a picture.

    :param smallest: the least width and height, in pixels

    :raises OSError: if it cannot be read
    :raises Unfit: if it is not a whole picture of a known kind, or too large or small
    """
    raw = files.read(file, LARGEST_BYTES)
    try:
        width, height, turned = _measured(raw)
    except (IndexError, struct.error, StopIteration) as error:
        raise Unfit("is cut off: copy or save it again") from error
    if min(width, height) < smallest:
        raise Unfit(f"has {width}x{height} pixels, expected at least {smallest}x{smallest}")
    if width * height > MOST_PIXELS:
        limit = MOST_PIXELS // 1_000_000
        raise Unfit(f"has {width}x{height} pixels: save it smaller, at most {limit} megapixels")
    if turned in _SIDEWAYS:
        width, height = height, width
    return Size(width, height, turned)


def _measured(raw: bytes) -> tuple[int, int, int]:
    if raw[:8] == b"\x89PNG\r\n\x1a\n":
        return _png(raw)
    if raw[:3] == b"\xff\xd8\xff":
        return _jpeg(raw)
    if raw[:4] == b"RIFF" and raw[8:12] == b"WEBP":
        return _webp(raw)
    kind = "a HEIC or AVIF picture" if raw[4:8] == b"ftyp" else "no PNG, JPEG or WebP picture"
    raise Unfit(f"is {kind}: save it as JPEG or PNG")


def _png(raw: bytes) -> tuple[int, int, int]:
    at, turned, name = 8, 1, b""
    while name != b"IEND":
        length, name = struct.unpack_from(">I4s", raw, at)
        if name == b"eXIf":
            turned = _exif(raw[at + 8 : at + 8 + length])
        at += 12 + length
    if at > len(raw):
        raise IndexError
    return *struct.unpack_from(">II", raw, 16), turned


def _jpeg(raw: bytes) -> tuple[int, int, int]:
    width = height = 0
    turned, scan = 1, 2
    for marker, at, length in _segments(raw):
        if marker == 0xE1 and raw[at : at + 6] == b"Exif\0\0":
            turned = _exif(raw[at + 6 : at + length])
        elif 0xC0 <= marker <= 0xCF and marker not in _NO_FRAME:
            height, width, colours = struct.unpack_from(">HHB", raw, at + 1)
            if colours == 4:
                raise Unfit("is in CMYK, the colours of print: save it in RGB")
        scan = at + length
    if raw.find(b"\xff\xd9", scan) < 0:
        raise IndexError
    return width, height, turned


def _segments(raw: bytes) -> Iterator[tuple[int, int, int]]:
    """Yield the marker, place and length of each segment of a JPEG file, to the first scan's."""
    at, marker = 2, 0
    while marker != 0xDA:
        while raw[at] != 0xFF or raw[at + 1] == 0xFF:
            at += 1
        marker, (length,) = raw[at + 1], struct.unpack_from(">H", raw, at + 2)
        yield marker, at + 4, length - 2
        at += 2 + length


def _webp(raw: bytes) -> tuple[int, int, int]:
    if len(raw) < 8 + struct.unpack_from("<I", raw, 4)[0]:
        raise IndexError
    sizes: list[tuple[int, int]] = []
    turned, at = 1, 12
    while at + 8 <= len(raw):
        name, length = struct.unpack_from("<4sI", raw, at)
        body = raw[at + 8 : at + 8 + length]
        if name == b"ANIM":
            raise Unfit("moves: save one picture of it")
        if name == b"VP8X":
            sizes.append((1 + _low(body[4:7]), 1 + _low(body[7:10])))
        elif name == b"VP8 ":
            sizes.append((_low(body[6:8]) & 0x3FFF, _low(body[8:10]) & 0x3FFF))
        elif name == b"VP8L":
            bits = _low(body[1:5])
            sizes.append((1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)))
        elif name == b"EXIF":
            turned = _exif(body.removeprefix(b"Exif\0\0"))
        at += 8 + length + length % 2
    return *sizes[0], turned


def _low(raw: bytes) -> int:
    return int.from_bytes(raw, "little")


def _exif(raw: bytes) -> int:
    """Return the orientation, 1 to 8, that Exif data give; 1 if they give none."""
    order = "<" if raw[:2] == b"II" else ">"
    try:
        (start,) = struct.unpack_from(f"{order}I", raw, 4)
        (count,) = struct.unpack_from(f"{order}H", raw, start)
        for number in range(count):
            tag, _, _, value = struct.unpack_from(f"{order}HHIH", raw, start + 2 + 12 * number)
            if tag == _ORIENTATION and value in range(1, 9):
                return int(value)
    except struct.error:
        pass
    return 1
