from __future__ import annotations

import os
from pathlib import Path

import pytest

from kiosk.regular import read_regular


@pytest.fixture
def file(tmp_path: Path) -> Path:
    made = tmp_path / "file"
    made.write_bytes(b"12345")
    return made


def test_a_file_is_read_whole(file: Path) -> None:
    assert read_regular(file, 5) == b"12345"


def test_a_file_that_is_too_large_is_refused(file: Path) -> None:
    with pytest.raises(OSError, match="Larger than 4 bytes"):
        read_regular(file, 4)


def test_a_fifo_is_refused_at_once(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "fifo")
    with pytest.raises(OSError, match="Not a regular file"):
        read_regular(tmp_path / "fifo", 5)


def test_a_folder_and_a_device_are_refused(tmp_path: Path) -> None:
    for path in (tmp_path, Path("/dev/zero")):
        with pytest.raises(OSError, match="Not a regular file"):
            read_regular(path, 5)


def test_a_link_is_followed_only_where_that_is_asked_for(file: Path, tmp_path: Path) -> None:
    link = tmp_path / "link"
    link.symlink_to(file)
    with pytest.raises(OSError, match="symbolic links"):
        read_regular(link, 5)
    assert read_regular(link, 5, link=True) == b"12345"
