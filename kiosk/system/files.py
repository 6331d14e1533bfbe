"""Files as the kiosk reads and writes them: regular ones only, of a bounded size, and whole.

A pipe, a socket or a device in a file's place would keep a start waiting for ever; a link in the
place of a file that the kiosk writes would lead the writing elsewhere.
"""

from __future__ import annotations

import contextlib
import errno
import os
import stat
from pathlib import Path
from typing import BinaryIO


def gone(path: Path) -> bool:
    """Return whether there is nothing at a path.

    What may not be looked at is there, and so is a link that leads nowhere: reading tells more.
    """
    try:
        path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return True
    except OSError:
        return False
    return False


def open_regular(file: Path, links: bool = True) -> int:
    """Open a regular file to read, without ever waiting; return its descriptor.

    :param links: whether the file may be a symbolic link to one
    :raises OSError: if it cannot be read, or is no regular file
    """
    flags = os.O_RDONLY | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC
    descriptor = os.open(file, flags if links else flags | os.O_NOFOLLOW)
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise OSError(errno.EINVAL, "it is no regular file", str(file))
    return descriptor


def read(file: Path, largest: int, links: bool = True) -> bytes:
    """Return what a regular file holds.

    :param largest: bytes it may hold
    :param links: whether the file may be a symbolic link to one
    :raises OSError: if it cannot be read, is larger, or is no regular file
    """
    with os.fdopen(open_regular(file, links), "rb") as source:
        return read_open(source, file, largest)


def read_open(source: BinaryIO, file: Path, largest: int) -> bytes:
    """Return what an open file holds, for who must not open it twice: a lock would go with it.

    :param file: its path, for the message
    :param largest: bytes it may hold
    :raises OSError: if it cannot be read, or is larger
    """
    data = source.read(largest + 1)
    if len(data) > largest:
        raise OSError(errno.EFBIG, f"it is larger than {largest} bytes", str(file))
    return data


def write(file: Path, data: bytes) -> None:
    """Write a file whole: beside it, synced, then renamed. A power cut leaves the old or the new.

    :raises OSError: if it cannot be written; the old one then stays as it is
    """
    fresh = file.with_suffix(".new")
    with contextlib.suppress(FileNotFoundError):
        fresh.unlink()  # what a power cut left, or a link or pipe that somebody put there
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
    with os.fdopen(os.open(fresh, flags, 0o666), "wb") as target:
        target.write(data)
        target.flush()
        os.fsync(target.fileno())
    fresh.replace(file)
    folder = os.open(file.parent, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
