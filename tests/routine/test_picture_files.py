from __future__ import annotations

import struct
import zlib
from pathlib import Path

import pygame
import pytest

from kiosk.config.paths import ILLUSTRATIONS
from kiosk.routine import picture_files
from kiosk.routine.picture_files import Size, Unfit, read


def png(width: int = 120, height: int = 150, exif: bytes = b"") -> bytes:
    def chunk(name: bytes, data: bytes) -> bytes:
        check = zlib.crc32(name + data).to_bytes(4, "big")
        return len(data).to_bytes(4, "big") + name + data + check

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    extra = chunk(b"eXIf", exif) if exif else b""
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + extra + chunk(b"IEND", b"")


def exif(orientation: int, order: str = "<") -> bytes:
    mark = b"II*\0" if order == "<" else b"MM\0*"
    entry = struct.pack(f"{order}HHIHH", 0x0112, 3, 1, orientation, 0)
    other = struct.pack(f"{order}HHIHH", 0x0100, 3, 1, 7, 0)
    return mark + struct.pack(f"{order}IH", 8, 2) + other + entry


def jpeg(colours: int = 3, orientation: int = 0, frame: int = 0xC0) -> bytes:
    def segment(marker: int, data: bytes) -> bytes:
        return bytes((0xFF, marker)) + (len(data) + 2).to_bytes(2, "big") + data

    turned = b"Exif\0\0" + exif(orientation, ">") + b"\xff\xd9"  # a thumbnail ends here
    return (
        b"\xff\xd8"
        + segment(0xE0, b"JFIF\0")
        + (segment(0xE1, turned) if orientation else b"")
        + segment(0xC4, bytes(20))
        + segment(frame, struct.pack(">BHHB", 8, 300, 400, colours) + bytes(3 * colours))
        + segment(0xDA, bytes(8))
        + b"\x12\xff\x00\x34" * 20
        + b"\xff\xd9"
    )


def webp(*chunks: tuple[bytes, bytes]) -> bytes:
    body = b"".join(
        name + len(data).to_bytes(4, "little") + data + bytes(len(data) % 2)
        for name, data in chunks
    )
    return b"RIFF" + (4 + len(body)).to_bytes(4, "little") + b"WEBP" + body


LOSSY = (b"VP8 ", bytes(6) + struct.pack("<HH", 400 | 0x4000, 300))
LOSSLESS = (b"VP8L", b"\x2f" + (399 | 299 << 14).to_bytes(4, "little"))
EXTENDED = (b"VP8X", bytes(4) + (399).to_bytes(3, "little") + (299).to_bytes(3, "little"))


def size_of(raw: bytes, tmp_path: Path) -> Size:
    (tmp_path / "picture").write_bytes(raw)
    return read(tmp_path / "picture")


@pytest.mark.parametrize(
    ("raw", "size"),
    [
        (png(), Size(120, 150)),
        (png(exif=exif(6)), Size(150, 120, 6)),
        (jpeg(), Size(400, 300)),
        (jpeg(frame=0xC2), Size(400, 300)),
        (jpeg(colours=1), Size(400, 300)),
        (jpeg(orientation=3), Size(400, 300, 3)),
        (jpeg(orientation=8), Size(300, 400, 8)),
        (jpeg(orientation=9), Size(400, 300)),
        (webp(LOSSY), Size(400, 300)),
        (webp(LOSSLESS), Size(400, 300)),
        (webp(EXTENDED, LOSSY), Size(400, 300)),
        (webp(EXTENDED, LOSSY, (b"EXIF", exif(5))), Size(300, 400, 5)),
        (png(exif=b"nonsense"), Size(120, 150)),
    ],
)
def test_the_size_is_that_of_the_picture_as_it_is_seen(
    raw: bytes, size: Size, tmp_path: Path
) -> None:
    assert size_of(raw, tmp_path) == size


@pytest.mark.parametrize("name", ["a.png", "a.jpg"])
def test_pictures_of_other_programs_are_read(name: str, tmp_path: Path) -> None:
    pygame.image.save(pygame.Surface((321, 123)), str(tmp_path / name))
    assert read(tmp_path / name) == Size(321, 123)


def test_the_shipped_pictures_are_read() -> None:
    for file in sorted((ILLUSTRATIONS / "slim-light").glob("*.webp"))[:5]:
        assert read(file).height == pygame.image.load(str(file)).get_height()


@pytest.mark.parametrize("raw", [png(), jpeg(), jpeg(orientation=6), webp(EXTENDED, LOSSY)])
def test_a_file_that_is_cut_off_is_refused_wherever_it_ends(raw: bytes, tmp_path: Path) -> None:
    for end in range(12, len(raw) - 1, 5):
        with pytest.raises(Unfit, match="is cut off: copy or save it again"):
            size_of(raw[:end], tmp_path)


@pytest.mark.parametrize(
    ("raw", "problem"),
    [
        (jpeg(colours=4), "is in CMYK, the colours of print: save it in RGB"),
        (webp(EXTENDED, (b"ANIM", bytes(6)), LOSSY), "moves: save one picture of it"),
        (b"\0\0\0\x18ftypheic" + bytes(50), "is a HEIC or AVIF picture: save it as JPEG or PNG"),
        (b"GIF89a" + bytes(50), "is no PNG, JPEG or WebP picture: save it as JPEG or PNG"),
        (b"", "is no PNG, JPEG or WebP picture: save it as JPEG or PNG"),
        (png(99, 500), "has 99x500 pixels, expected at least 100x100"),
        (png(9000, 9000), "has 9000x9000 pixels: save it smaller, at most 50 megapixels"),
    ],
)
def test_a_picture_that_cannot_be_shown_is_refused_with_a_remedy(
    raw: bytes, problem: str, tmp_path: Path
) -> None:
    with pytest.raises(Unfit) as caught:
        size_of(raw, tmp_path)
    assert str(caught.value) == problem


def test_only_files_of_a_bounded_size_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(picture_files, "LARGEST_BYTES", 10)
    with pytest.raises(OSError, match="it is larger than 10 bytes"):
        size_of(png(), tmp_path)
