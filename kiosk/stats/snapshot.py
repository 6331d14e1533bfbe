"""Read the counts from a private copy, without changing or trusting any file beside them.

The kiosk's user owns the folder, the reader may be root, and SQLite obeys a journal beside the
file: it even deletes the file that a super-journal names. So SQLite never opens the file in place.
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
"""The file's limit: eight times the size of ten years of counts."""

PATIENCE = 2.0
"""Seconds to wait for another program's lock on the file."""

STEP = 0.02
"""Seconds between two attempts to take the lock."""

JOURNAL = "-journal"

MAGIC = bytes.fromhex("d9d505f920a163d7")
"""The start of every journal, and the end of one that names a super-journal, which the kiosk's
never do. Source: sqlite.org/fileformat2.html, "The Rollback Journal", and pager.c."""

SHARED_FIRST, SHARED_SIZE = 0x40000002, 510
"""The bytes that SQLite's readers and writers lock. Source: os.h of SQLite."""


def beside(file: Path, suffix: str) -> Path:
    """Return the path of a companion of the file."""
    return file.with_name(file.name + suffix)


@contextmanager
def private_copy(file: Path) -> Iterator[Path]:
    """Yield a copy in a temporary folder, with the journal of any interrupted write.

    :raises ForeignJournal: if the journal is not the kiosk's
    :raises OSError: if the file cannot be read, is not a regular file, is larger than
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
                    raise ForeignJournal("its journal was not written by the kiosk")
                beside(copy, JOURNAL).write_bytes(journal)
        yield copy


class ForeignJournal(Exception):
    """A journal that the kiosk did not write."""


def _share(descriptor: int) -> None:
    """Take a reader's lock, so that nobody writes to the file meanwhile."""
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
