"""Read and write whole, regular files of bounded size.

A pipe, a socket or a device in a file's place would block the start forever; a link in place of a
file that the kiosk writes would redirect the write.
"""

from __future__ import annotations

import contextlib
import errno
import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO


def gone(path: Path) -> bool:
    """Return whether a path does not exist.

    A path that may not be examined counts as existing, and so does a dangling link: reading it
    reports why.
    """
    try:
        path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return True
    except OSError:
        return False
    return False


def open_regular(file: Path, links: bool = True) -> int:
    """Open a regular file for reading, without ever blocking; return its descriptor.

    :param links: whether the file may be a symbolic link to one
    :raises OSError: if it cannot be read, or is not a regular file
    """
    flags = os.O_RDONLY | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC
    descriptor = os.open(file, flags if links else flags | os.O_NOFOLLOW)
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise OSError(errno.EINVAL, "it is not a regular file", str(file))
    return descriptor


def read(file: Path, largest: int, links: bool = True) -> bytes:
    """Return the contents of a regular file.

    :param largest: the most bytes it may hold
    :param links: whether the file may be a symbolic link to one
    :raises OSError: if it cannot be read, is larger, or is not a regular file
    """
    with os.fdopen(open_regular(file, links), "rb") as source:
        return read_open(source, file, largest)


def read_open(source: BinaryIO, file: Path, largest: int) -> bytes:
    """Return the contents of an open file, for callers whose lock a second open would release.

    :param file: its path, for the message
    :param largest: the most bytes it may hold
    :raises OSError: if it cannot be read, or is larger
    """
    data = source.read(largest + 1)
    if len(data) > largest:
        raise OSError(errno.EFBIG, f"it is larger than {largest} bytes", str(file))
    return data


@contextlib.contextmanager
def writing(file: Path, mode: int | None = None) -> Iterator[BinaryIO]:
    """Write a file atomically: beside it, synced, then renamed, so a power cut leaves old or new.

    :param mode: its permissions, whatever the umask; ``None`` for those that the umask leaves
    :raises OSError: if it cannot be written; the old file is then unchanged
    """
    fresh = file.with_suffix(".new")
    with contextlib.suppress(FileNotFoundError):
        fresh.unlink()  # left by a power cut, or a link or pipe put there
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
    descriptor = os.open(fresh, flags, 0o666)
    try:
        with os.fdopen(descriptor, "wb") as target:
            yield target
            if mode is not None:
                os.fchmod(target.fileno(), mode)
            target.flush()
            os.fsync(target.fileno())
    except BaseException:
        fresh.unlink(missing_ok=True)
        raise
    fresh.replace(file)
    folder = os.open(file.parent, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def write(file: Path, data: bytes, mode: int | None = None) -> None:
    """Write all of a file, as :func:`writing` does.

    :raises OSError: if it cannot be written; the old file is then unchanged
    """
    with writing(file, mode) as target:
        target.write(data)
