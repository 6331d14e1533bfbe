"""Read a file that others may have put something else in the place of."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path


def open_regular(file: Path, link: bool = False) -> int:
    """Open a file to read without ever waiting, as opening a FIFO would; return its descriptor.

    :param link: whether the file itself may be a link, as some installations have it
    :raises OSError: if it cannot be read, or is no regular file
    """
    follow = 0 if link else os.O_NOFOLLOW
    descriptor = os.open(file, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC | follow)
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise OSError(errno.EINVAL, "Not a regular file", str(file))
    return descriptor


def read_regular(file: Path, largest: int, link: bool = False) -> bytes:
    """Return what is in a file.

    :param largest: the most bytes it may hold
    :param link: as :func:`open_regular` takes it
    :raises OSError: if it cannot be read, is no regular file, or is larger
    """
    with os.fdopen(open_regular(file, link), "rb") as source:
        found = source.read(largest + 1)
    if len(found) > largest:
        raise OSError(errno.EFBIG, f"Larger than {largest} bytes", str(file))
    return found
