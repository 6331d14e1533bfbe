"""What a device starts with when its files have faults: never nothing.

Of the settings, the first without a fault is taken: those in force, the last good ones, those in
force without their faulty parts, the shipped ones. The same of the routine. What stood in for what
is told in the log and on the screen.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, fields, replace
from functools import cache
from pathlib import Path
from typing import Any

from kiosk.config import paths, settings, yaml_document
from kiosk.config.faults import Fault, FaultyInput, plain, told
from kiosk.config.paths import ROUTINES, service_state
from kiosk.config.settings import Settings
from kiosk.config.yaml_document import Document
from kiosk.library import content
from kiosk.library.content import Content, Device
from kiosk.system import files

log = logging.getLogger(__name__)

VERSION = 1
LARGEST_BYTES = 2 * (settings.LARGEST_BYTES + yaml_document.LARGEST_BYTES)
"""Of what is kept: JSON needs more signs than YAML."""

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
    """The last good settings and routine; ``None`` where there are none.

    :ivar began: whether this device has kept anything before, be it readable now or not
    """

    settings: Document | None = None
    routine: Document | None = None
    began: bool = False

    @property
    def of_a_device(self) -> bool:
        """Whether settings of its own have been in force here, or may have been."""
        if self.settings is None:
            return self.began
        return self.settings.file == paths.DEVICE_SETTINGS


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
    if settings_file == paths.OWN_SETTINGS and kept.of_a_device:
        settings_file = paths.DEVICE_SETTINGS  # gone with their folder: to read them tells
    chosen = _first_good("Settings", _settings(settings_file, kept))
    routine = _first_good("Routine", _routines(chosen.read, chosen.made, kept))
    good = Kept(
        kept.settings if chosen.notice else chosen.read,
        kept.routine if routine.notice else routine.read,
        kept.began,
    )
    # What cannot be read now is not written over either, until there are good settings again.
    if state and (good.settings or not kept.began):
        keep(good, state)
    notices = [chosen.notice, routine.notice]
    if not chosen.wired:
        log.warning(UNKNOWN)
        notices.insert(0, UNKNOWN)
    return Found(routine.made, " ".join(filter(None, notices)), chosen.wired)


def _settings(file: Path, kept: Kept) -> Iterator[_Choice]:
    read_once = cache(settings.read)  # a large file takes seconds

    def given(read: Document, wired: bool = True) -> tuple[Document, Device, bool]:
        return read, content.configure(read), wired

    def sound() -> tuple[Document, Device, bool]:
        read, left_out = _without_faults(read_once(file))
        return given(read, left_out <= _HARMLESS)

    yield _Choice("", lambda: given(read_once(file)))
    if before := kept.settings:
        yield _Choice("the last good ones are in use", lambda: given(before))
    yield _Choice("what is faulty is as shipped", sound)
    shipped = paths.OWN_SETTINGS
    yield _Choice("the shipped ones are in use", lambda: given(settings.read(shipped), False))


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

    def in_force() -> Document:
        own = content.own_routine(read.file, device.settings)
        if own and kept.routine and kept.routine.file == own:
            return yaml_document.read(own)  # gone, it gives no way to a shipped one of its name
        return content.read_routine(read, device.settings)

    yield _Choice("", lambda: given(in_force()))
    if before := kept.routine:
        yield _Choice("the last good one is in use", lambda: given(before))
    shipped = ROUTINES / f"{Settings().routine}.yaml"
    yield _Choice("the shipped one is in use", lambda: given(yaml_document.read(shipped)))


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
    for line in told(faults):
        log.error("%s", line)
    log.warning("%s faulty: %s", what, instead)
    more = f" (and {len(faults) - 1} more)" if len(faults) > 1 else ""
    first = str(replace(faults[0], file=Path(faults[0].file).name))
    return f"{what} faulty: {instead}. {first[:LONGEST]}{more}"


def recall(state: Path | None) -> Kept:
    """Read what was kept; nothing where there is nothing, or it cannot be understood."""
    if state is None or files.gone(state):
        return Kept()
    try:
        data = json.loads(files.read(state, LARGEST_BYTES, links=False))
        if data["version"] != VERSION:
            return Kept(began=True)
        return Kept(_document(data["settings"]), _document(data["routine"]), began=True)
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
        log.warning("The last good settings in %s cannot be read: %s", state, plain(str(error)))
        return Kept(began=True)


def _document(data: Any) -> Document | None:
    if data is None:
        return None
    file = data["file"]
    yaml_document.check_plain([file, data["data"]])
    if "\0" in file:
        raise ValueError("a file's name holds a NUL")
    return Document(Path(file), data["data"], {(): 0})


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
    with suppress(OSError):
        if files.read(state, LARGEST_BYTES, links=False) == text:
            return
    try:
        files.write(state, text)
    except OSError as error:
        log.warning("The good settings cannot be kept in %s: %s", state, error)
