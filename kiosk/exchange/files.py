"""Read and write the exchanged files: small, strict JSON on tmpfs, replaced as a whole.

Either side must survive whatever the other has written.
"""

from __future__ import annotations

import dataclasses
import json
import time
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from kiosk.config.faults import FaultyInput
from kiosk.config.structure import accept, structure
from kiosk.config.yaml_document import Document, check_plain, unique_keys
from kiosk.system import files

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

T = TypeVar("T")

STATUS = Path("/run/acupressure-kiosk/status.json")
"""Written by the kiosk, in its RuntimeDirectory, read by the agent."""

WISHES = Path("/run/acupressure-kiosk-fleet/wishes.json")
"""Written by the agent, in its RuntimeDirectory, read by the kiosk."""

LARGEST_BYTES = 10_000
"""The limit of either file: five times the largest that the kiosk or the agent writes."""

DEEPEST = 5
"""The deepest nesting of lists and mappings in either file."""


class Unusable(Exception):
    """A file that cannot be read, or was not written by the other side; the text says why."""


def boottime() -> float:
    """Return the seconds since boot; the same clock in both programs, which nobody can set."""
    return time.clock_gettime(time.CLOCK_BOOTTIME)


def read(file: Path, kind: type[T]) -> T | None:
    """Return the contents of a file as a ``kind``; ``None`` if there is no file.

    :raises Unusable: if it is anything else
    """
    try:
        raw = files.read(file, LARGEST_BYTES, links=False)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise Unusable(f"it cannot be read: {error.strerror}") from error
    return parse(raw, kind)


def parse(raw: bytes, kind: type[T]) -> T:
    """Return JSON text as a ``kind``.

    :raises Unusable: if it is not exactly that
    """
    try:
        data = json.loads(raw.decode("utf-8"), object_pairs_hook=unique_keys)
        check_plain(data, DEEPEST)
    except (ValueError, RecursionError) as error:
        raise Unusable("it is not plain JSON") from error
    try:
        return accept(*structure(Document(Path("it"), data, {(): 0}), kind))
    except FaultyInput as error:
        raise Unusable(str(error.faults[0])) from error


def write(file: Path, made: DataclassInstance, mode: int) -> None:
    """Replace a file with a dataclass as JSON, with these permissions.

    :raises OSError: if it cannot be written; the old file is then unchanged
    """
    text = json.dumps(
        dataclasses.asdict(made), separators=(",", ":"), default=lambda member: member.value
    )
    files.write(file, text.encode(), mode)
