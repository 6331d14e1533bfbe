"""What a device starts with when its files have faults: never nothing.

Of the settings, the first without a fault is taken: those in force, the last good ones, those in
force without their faulty parts, the shipped ones. The same of the routine. What stood in for what
is told in the log and on the screen.
"""

from __future__ import annotations

import json
import logging
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

from kiosk import content, document
from kiosk.content import Content, Device
from kiosk.document import Document
from kiosk.faults import Fault, FaultyInput
from kiosk.paths import OWN_SETTINGS, ROUTINES, service_state
from kiosk.settings import Settings

log = logging.getLogger(__name__)

VERSION = 1
WIRING = {"pins", "buttons", "buzzer"}
"""The settings that say what is wired to which pin."""

UNKNOWN = "Buzzer and lights stay off: the settings do not say what is wired."

LONGEST = 160
"""Letters of a fault that are shown on the screen; the log has all of it."""

_HARMLESS = {field.name for field in fields(Settings)} - WIRING


@dataclass(frozen=True)
class Found:
    """What was found to start with.

    :ivar notice: what whoever looks after the kiosk should know; empty if nothing is wrong
    :ivar wired: whether the wiring is known; if not, no output may be driven
    """

    content: Content
    notice: str = ""
    wired: bool = True


@dataclass(frozen=True)
class Kept:
    """The last good settings and routine; ``None`` where there are none."""

    settings: Document | None = None
    routine: Document | None = None


@dataclass(frozen=True)
class _Choice:
    """One thing to start with: how the notice calls it, and how it is had and checked.

    The first has no name: it is what should be. ``have`` says whether the wiring is known too.
    """

    name: str
    have: Callable[[], tuple[Document, Any, bool]]


@dataclass(frozen=True)
class _Taken:
    """What was taken: as read, as made of it, and what to tell if it was not the first choice."""

    read: Document
    made: Any
    wired: bool
    notice: str


def state_file() -> Path | None:
    """Say where the last good files are kept: where the service may write; ``None`` if nowhere."""
    folder = service_state()
    return folder / "last-good.json" if folder else None


def load(settings_file: Path, state: Path | None) -> Found:
    """Find settings and a routine without a fault, and keep what is good for another time.

    :raises FaultyInput: if not even what is shipped is without a fault
    """
    kept = recall(state)
    settings = _first_good("Settings", _settings(settings_file, kept))
    routine = _first_good("Routine", _routines(settings.read, settings.made, kept))
    if state:
        keep(
            Kept(
                kept.settings if settings.notice else settings.read,
                kept.routine if routine.notice else routine.read,
            ),
            state,
        )
    notices = [settings.notice, routine.notice]
    if not settings.wired:
        log.warning(UNKNOWN)
        notices.insert(0, UNKNOWN)
    return Found(routine.made, " ".join(filter(None, notices)), settings.wired)


def _settings(file: Path, kept: Kept) -> Iterator[_Choice]:
    def given(read: Document, wired: bool = True) -> tuple[Document, Device, bool]:
        return read, content.configure(read), wired

    def sound() -> tuple[Document, Device, bool]:
        read, left_out = _without_faults(document.read(file))
        return given(read, left_out <= _HARMLESS)

    yield _Choice("", lambda: given(document.read(file)))
    if before := kept.settings:
        yield _Choice("the last good ones are in use", lambda: given(before))
    yield _Choice("what is faulty is as shipped", sound)
    yield _Choice("the shipped ones are in use", lambda: given(document.read(OWN_SETTINGS), False))


def _without_faults(read: Document) -> tuple[Document, set[str]]:
    """Take the faulty keys out of settings; give what is left, and their names."""
    try:
        content.configure(read)
    except FaultyInput as error:
        faulty = {fault.key.split(".")[0].split("[")[0] for fault in error.faults}
        if isinstance(read.data, dict):
            sound = {key: value for key, value in read.data.items() if key not in faulty}
            return replace(read, data=sound), faulty
    return read, set()


def _routines(read: Document, device: Device, kept: Kept) -> Iterator[_Choice]:
    def given(written: Document) -> tuple[Document, Content, bool]:
        return written, content.with_routine(device, written), True

    yield _Choice("", lambda: given(content.read_routine(read, device.settings)))
    if before := kept.routine:
        yield _Choice("the last good one is in use", lambda: given(before))
    shipped = ROUTINES / f"{Settings().routine}.yaml"
    yield _Choice("the shipped one is in use", lambda: given(document.read(shipped)))


def _first_good(what: str, choices: Iterable[_Choice]) -> _Taken:
    """Take the first choice without a fault, and tell the faults of the very first."""
    faults: tuple[Fault, ...] = ()
    for choice in choices:
        try:
            read, made, wired = choice.have()
        except FaultyInput as error:
            faults = faults or error.faults
            continue
        return _Taken(read, made, wired, _tell(what, choice.name, faults) if faults else "")
    raise FaultyInput(faults)


def _tell(what: str, instead: str, faults: Sequence[Fault]) -> str:
    """Log every fault and what stands in; give a notice that names the first."""
    for fault in faults:
        log.error("%s", fault)
    log.warning("%s faulty: %s", what, instead)
    more = f" (and {len(faults) - 1} more)" if len(faults) > 1 else ""
    first = str(replace(faults[0], file=Path(faults[0].file).name))
    shown = "".join(char if char.isprintable() else " " for char in first)
    return f"{what} faulty: {instead}. {shown[:LONGEST]}{more}"


def recall(state: Path | None) -> Kept:
    """Read what was kept; nothing where there is nothing, or it cannot be understood."""
    if state is None:
        return Kept()
    try:
        data = json.loads(state.read_bytes())
        if data["version"] != VERSION:
            return Kept()
        return Kept(_document(data["settings"]), _document(data["routine"]))
    except FileNotFoundError:
        return Kept()
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
        log.warning("The last good settings in %s cannot be read: %s", state, error)
        return Kept()


def _document(data: Any) -> Document | None:
    if data is None:
        return None
    return Document(Path(data["file"]), data["data"], {(): 0})


def keep(kept: Kept, state: Path) -> None:
    """Write what is to be kept, if it is new; the old stays whole until the new is.

    Where it cannot be written, that is told in the log, and nothing else comes of it.
    """
    wanted = {
        "version": VERSION,
        **{
            name: read and {"file": str(read.file), "data": read.data}
            for name, read in (("settings", kept.settings), ("routine", kept.routine))
        },
    }
    text = json.dumps(wanted, ensure_ascii=False).encode("utf-8")
    try:
        if state.exists() and state.read_bytes() == text:
            return
        fresh = state.with_suffix(".new")
        with fresh.open("wb") as target:
            target.write(text)
            target.flush()
            os.fsync(target.fileno())
        fresh.replace(state)
        folder = os.open(state.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
    except OSError as error:
        log.warning("The good settings cannot be kept in %s: %s", state, error)
