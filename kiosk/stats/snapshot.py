"""A private copy of the counts: whoever reads them changes nothing, and obeys nothing, beside them.

The folder belongs to the kiosk's user, the reader may be root, and SQLite does as a journal beside
the file says: it even deletes the file that a super-journal's name leads to. So it never opens the
file where it lies.
"""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from kiosk.system.files import open_regular, read, read_open

LARGEST_BYTES = 16_000_000
"""Of the file: eight times what ten years of counts take."""

PATIENCE = 2.0
"""Seconds to wait for another program that has the file locked."""

STEP = 0.02
"""Seconds between two looks at the lock."""

JOURNAL = "-journal"

MAGIC = bytes.fromhex("d9d505f920a163d7")
"""What a journal begins with, and what it ends with where it names a super-journal, which the
kiosk's never do. Source: sqlite.org/fileformat2.html, "The Rollback Journal", and pager.c."""

SHARED_FIRST, SHARED_SIZE = 0x40000002, 510
"""The bytes on whose lock SQLite's readers and writers agree. Source: os.h of SQLite."""


def beside(file: Path, suffix: str) -> Path:
    """Return the path of a companion of the file."""
    return file.with_name(file.name + suffix)


@contextmanager
def private_copy(file: Path) -> Iterator[Path]:
    """Yield a copy in a folder of its own, with the journal of a write that was broken off.

    :raises ForeignJournal: if the journal is not the kiosk's
    :raises OSError: if the file cannot be read, is no regular file, is larger than
        ``LARGEST_BYTES``, or stays locked
    """
    with TemporaryDirectory(prefix="acupressure-kiosk-") as folder:
        copy = Path(folder, file.name)
        descriptor = open_regular(file, links=False)
        with os.fdopen(descriptor, "rb") as source:
            _share(descriptor)
            copy.write_bytes(read_open(source, file, LARGEST_BYTES))
            if os.path.lexists(beside(file, JOURNAL)):
                journal = read(beside(file, JOURNAL), LARGEST_BYTES, links=False)
                if journal.endswith(MAGIC):
                    raise ForeignJournal("its journal is not the kiosk's")
                beside(copy, JOURNAL).write_bytes(journal)
        yield copy


class ForeignJournal(Exception):
    """A journal that the kiosk has not written."""


def _share(descriptor: int) -> None:
    """Take the lock of a reader, so that nobody writes the file meanwhile."""
    end = time.monotonic() + PATIENCE
    while True:
        try:
            fcntl.lockf(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB, SHARED_SIZE, SHARED_FIRST)
        except BlockingIOError:
            if time.monotonic() > end:
                raise
            time.sleep(STEP)
        else:
            return
