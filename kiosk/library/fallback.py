"""Fallbacks for faulty files: a device always starts with something.

It uses the first settings without a fault: those in force, the last good ones, those in force
without their faulty parts, the shipped ones. For a routine: the one in force, the last good one,
the shipped one. Of several routines, one without any good copy is left out, unless it is the last.
The log and the screen report every fallback.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, fields, replace
from functools import cache
from pathlib import Path
from typing import Any, Generic, TypeVar

from kiosk.config import paths, settings, yaml_document
from kiosk.config.faults import Fault, FaultyInput, plain, told
from kiosk.config.paths import ROUTINES, service_state
from kiosk.config.settings import Settings
from kiosk.config.yaml_document import Document
from kiosk.library import content, routine_files
from kiosk.library.content import Content, Device
from kiosk.system import files

log = logging.getLogger(__name__)

VERSION = 1
LARGEST_BYTES = 2 * (settings.LARGEST_BYTES + settings.MOST_ROUTINES * yaml_document.LARGEST_BYTES)
"""Largest state file: JSON needs more characters than YAML."""

WIRING = {"pins", "buttons", "buzzer"}
"""The settings that describe the wiring."""

WIRING_UNKNOWN = "Buzzer and lights stay off: the settings do not say what is wired."

LONGEST = 160
"""Characters of a fault shown on the screen; the log has all of it."""

_HARMLESS = {field.name for field in fields(Settings)} - WIRING

_Result = TypeVar("_Result", Device, Content)


@dataclass(frozen=True)
class Found:
    """The content to start with.

    :ivar notice: a message for the kiosk's caretaker; empty if nothing is wrong
    :ivar wired: whether the wiring is known; if not, no output may be driven
    """

    content: Content
    notice: str
    wired: bool


@dataclass(frozen=True)
class Kept:
    """The last good settings and routine; ``None`` if there are none.

    :ivar others: the last good further routines
    :ivar began: whether this device has ever kept anything, readable now or not
    """

    settings: Document | None = None
    routine: Document | None = None
    began: bool = False
    others: tuple[Document, ...] = ()

    def named(self, name: str) -> Document | None:
        """Return the last good routine of a name."""
        written = (self.routine, *self.others)
        return next((each for each in written if each and _name(each) == name), None)

    @property
    def of_a_device(self) -> bool:
        """True if the device's own settings have been in force, or may have been."""
        if self.settings is None:
            return self.began
        return self.settings.file == paths.DEVICE_SETTINGS


@dataclass(frozen=True)
class _Choice(Generic[_Result]):
    """A candidate to start with: its name in the notice, and how to load and check it.

    The first has no name: it is the regular one. ``load`` also returns whether the wiring is known.
    """

    name: str
    load: Callable[[], tuple[Document, _Result, bool]]


@dataclass(frozen=True)
class _Taken(Generic[_Result]):
    """The chosen candidate: as read, as checked, and a notice if it was not the first choice."""

    read: Document
    checked: _Result
    wired: bool
    notice: str


def state_file() -> Path | None:
    """Return the file for the last good settings and routine; ``None`` if none can be kept."""
    folder = service_state()
    return folder / "last-good.json" if folder else None


def load(settings_file: Path, state: Path | None) -> Found:
    """Load settings and a routine without a fault, and keep them as the last good ones.

    :raises FaultyInput: if even the shipped files have a fault
    """
    kept = recall(state)
    if settings_file == paths.OWN_SETTINGS and kept.of_a_device:
        settings_file = paths.DEVICE_SETTINGS  # missing with their folder: reading reports it
    chosen = _first_good("Settings", _settings(settings_file, kept))
    routines, left_out = _all_routines(chosen.read, chosen.checked, kept)
    good = Kept(
        kept.settings if chosen.notice else chosen.read,
        *_good_routines(chosen.checked, routines, kept),
    )
    # A state file that cannot be read is not overwritten until there are good settings again.
    if state and (good.settings or not kept.began):
        keep(good, state)
    notices = [chosen.notice, *(routine.notice for routine in routines), *left_out]
    if not chosen.wired:
        log.warning(WIRING_UNKNOWN)
        notices.insert(0, WIRING_UNKNOWN)
    found = content.together([routine.checked for routine in routines])
    return Found(found, " ".join(filter(None, notices)), chosen.wired)


def _settings(file: Path, kept: Kept) -> Iterator[_Choice[Device]]:
    read_once = cache(settings.read)  # a large file takes seconds

    def check(read: Document, wired: bool = True) -> tuple[Document, Device, bool]:
        return read, content.configure(read), wired

    def faultless() -> tuple[Document, Device, bool]:
        read, left_out = _without_faults(read_once(file))
        return check(read, left_out <= _HARMLESS)

    yield _Choice("", lambda: check(read_once(file)))
    if before := kept.settings:
        yield _Choice("the last good ones are in use", lambda: check(before))
    yield _Choice("shipped values replace the faulty ones", faultless)
    shipped = paths.OWN_SETTINGS
    yield _Choice("the shipped ones are in use", lambda: check(settings.read(shipped), False))


def _without_faults(read: Document) -> tuple[Document, set[str]]:
    """Return the settings without their faulty keys, and the names of those keys."""
    try:
        content.configure(read)
    except FaultyInput as error:
        faulty = {fault.key.split(".")[0].split("[")[0] for fault in error.faults}
        if isinstance(read.data, dict):
            faultless = {key: value for key, value in read.data.items() if key not in faulty}
            return replace(read, data=faultless), faulty
    return read, set()


def _all_routines(
    read: Document, device: Device, kept: Kept
) -> tuple[list[_Taken[Content]], list[str]]:
    """Return the routines to start with, at least one, and a notice of each that is left out."""
    first, *others = device.settings.chosen
    if not others:
        alone = (*_own(read, device, kept, first), *_any(device, kept))
        return [_first_good("Routine", alone)], []
    good: list[_Taken[Content]] = []
    left_out: list[str] = []
    faults: list[Fault] = []
    for name in (first, *others):
        what = f"Routine {name}"
        try:
            good.append(_first_good(what, _own(read, device, kept, name)))
        except FaultyInput as error:
            faults += error.faults
            left_out.append(_report(what, "it is not offered", error.faults))
    if good:
        return good, left_out
    return [_first_good("Routines", _any(device, kept), tuple(faults))], []


def _own(read: Document, device: Device, kept: Kept, name: str) -> Iterator[_Choice[Content]]:
    """Yield the routine of a name as it is in force, and its last good copy."""
    before = kept.named(name)

    def in_force() -> Document:
        own = routine_files.own_file(read.file, device.settings, name)
        folder = routine_files.own_folder(read.file, device.settings)
        # If it is missing, no shipped one of its name takes over.
        if not own and folder and before and before.file in routine_files.places(folder, name):
            own = before.file
        return yaml_document.read(own) if own else content.read_routine(read, device.settings, name)

    yield _Choice("", lambda: _with(device, in_force()))
    if before:
        yield _Choice("the last good one is in use", lambda: _with(device, before))


def _any(device: Device, kept: Kept) -> Iterator[_Choice[Content]]:
    """Yield routines to use in place of any other."""
    if before := kept.routine:
        yield _Choice("the last good one is in use", lambda: _with(device, before))
    shipped = ROUTINES / f"{Settings().routine}.yaml"
    yield _Choice("the shipped one is in use", lambda: _with(device, yaml_document.read(shipped)))


def _with(device: Device, written: Document) -> tuple[Document, Content, bool]:
    return written, content.with_routine(device, written), True


def _good_routines(
    device: Device, taken: Sequence[_Taken[Content]], kept: Kept
) -> tuple[Document | None, bool, tuple[Document, ...]]:
    """Return what to keep of the routines: those without a notice, else what was kept before."""
    good = {_name(each.read): each.read for each in taken if not each.notice}
    found = [good.get(name) or kept.named(name) for name in device.settings.chosen]
    known = tuple(filter(None, found))
    return known[0] if known else kept.routine, kept.began, known[1:]


def _name(written: Document) -> str:
    return routine_files.name_of(written.file)


def _first_good(
    what: str, choices: Iterable[_Choice[_Result]], faults: tuple[Fault, ...] = ()
) -> _Taken[_Result]:
    """Return the first choice without a fault, and report the faults of the regular one.

    :param faults: those of regular ones that were tried before
    """
    for choice in choices:
        try:
            read, checked, wired = choice.load()
        except FaultyInput as error:
            faults = faults or error.faults
            continue
        return _Taken(read, checked, wired, _report(what, choice.name, faults) if faults else "")
    raise FaultyInput(faults)


def _report(what: str, instead: str, faults: Sequence[Fault]) -> str:
    """Log every fault and the fallback; return a notice that names the first fault."""
    for line in told(faults):
        log.error("%s", line)
    log.warning("%s faulty: %s", what, instead)
    more = f" (and {len(faults) - 1} more)" if len(faults) > 1 else ""
    first = str(replace(faults[0], file=Path(faults[0].file).name))
    return f"{what} faulty: {instead}. {first[:LONGEST]}{more}"


def recall(state: Path | None) -> Kept:
    """Read the last good settings and routine; none if the file is missing or unusable."""
    if state is None or files.gone(state):
        return Kept()
    try:
        data = json.loads(files.read(state, LARGEST_BYTES, links=False))
        if data["version"] != VERSION:
            return Kept(began=True)
        others = filter(None, map(_document, data.get("others", ())))
        first = _document(data["routine"])
        return Kept(_document(data["settings"]), first, True, tuple(others))
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
        log.warning("Cannot read the last good settings in %s: %s", state, plain(str(error)))
        return Kept(began=True)


def _document(data: Any) -> Document | None:
    if data is None:
        return None
    file = data["file"]
    yaml_document.check_plain([file, data["data"]])
    if "\0" in file:
        raise ValueError("a file name contains a NUL")
    return Document(Path(file), data["data"], {(): 0})


def _written(read: Document) -> dict[str, object]:
    return {"file": str(read.file), "data": read.data}


def keep(kept: Kept, state: Path) -> None:
    """Write the last good settings and routine if they changed; a failure is only logged.

    The old file stays intact until the new one is complete.
    """
    wanted: dict[str, object] = {
        "version": VERSION,
        **{
            name: read and _written(read)
            for name, read in (("settings", kept.settings), ("routine", kept.routine))
        },
    }
    if kept.others:
        wanted["others"] = [_written(each) for each in kept.others]
    text = json.dumps(wanted, ensure_ascii=False).encode("utf-8")
    with suppress(OSError):
        if files.read(state, LARGEST_BYTES, links=False) == text:
            return
    try:
        files.write(state, text)
    except OSError as error:
        log.warning("Cannot save the last good settings to %s: %s", state, error)
