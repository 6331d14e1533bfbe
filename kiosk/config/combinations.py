"""The settings' checks across keys: languages, routines, and the display by name."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping

from kiosk.config import language_folders
from kiosk.config.faults import Fault, KeyPath
from kiosk.config.language import ENGLISH, LANGUAGES
from kiosk.config.schema import shown
from kiosk.config.suggestions import did_you_mean, nearest
from kiosk.config.yaml_document import Document


def faults(document: Document) -> Iterator[Fault]:
    """Find values that contradict each other or name nothing, whatever else is faulty."""
    yield from _language_faults(document)
    yield from _routine_faults(document)
    yield from _display_faults(document)


def languages_of(document: Document) -> tuple[str, ...]:
    """Return the codes of the languages shipped, in own folders, or still to be translated.

    A code in the settings that no file has yet counts, unless it looks like a slip for another.
    """
    folder = document.file.parent
    found = [*language_folders.files(folder)]
    data = document.data if isinstance(document.data, dict) else {}
    if isinstance(own := data.get("routines_folder"), str) and "\0" not in own:
        with contextlib.suppress(OSError):
            for routine in sorted((folder / own).iterdir()):
                found += language_folders.files(routine)
    there = dict.fromkeys([*LANGUAGES, *(file.stem for file in found)])
    listed = (code for _, code in _codes(data) if isinstance(code, str))
    new = (code for code in listed if language_folders.is_code(code) and not nearest(code, there))
    return tuple(dict.fromkeys([*there, *new]))


def _codes(data: Mapping[str, object]) -> Iterator[tuple[KeyPath, object]]:
    """Yield each language's code in the settings with its place."""
    yield ("language",), data.get("language", ENGLISH)
    offered = data.get("languages")
    for number, code in enumerate(offered if isinstance(offered, list) else ()):
        yield ("languages", number), code


def _language_faults(document: Document) -> Iterator[Fault]:
    """Check that each language is known, and the kiosk's own one of those offered."""
    data = document.data if isinstance(document.data, dict) else {}
    own, offered = data.get("language", ENGLISH), data.get("languages")
    known = languages_of(document)
    for path, code in _codes(data):
        if isinstance(code, str) and code not in known:
            hint = did_you_mean(code, known)
            if hint.startswith("expected"):
                hint += ", or the code of a new one, such as pt or pt_BR"
            yield document.fault(path, f"{shown(code)} is not known; {hint}")
    if isinstance(own, str) and own in known and isinstance(offered, list) and own not in offered:
        problem = f"expected to include the kiosk's own language, {own}"
        other = next((code for code in offered if code in known), None)
        remedy = f"; or set language: {other}" if other else ""
        yield document.fault(("languages",), problem + remedy)


def _routine_faults(document: Document) -> Iterator[Fault]:
    """Check that the routines are listed once each, and in one place."""
    data = document.data if isinstance(document.data, dict) else {}
    given = data.get("routines")
    listed = given if isinstance(given, list) else []
    for number, name in enumerate(listed):
        if name in listed[:number]:
            problem = f"{shown(name)} is listed already: delete it here"
            yield document.fault(("routines", number), problem)
    if given is not None and "routine" in data:
        problem = "expected routine or routines, not both: delete this line"
        yield document.fault(("routine",), problem)


def _display_faults(document: Document) -> Iterator[Fault]:
    """Check that the display is a known one."""
    screen = document.data.get("screen") if isinstance(document.data, dict) else None
    name = screen.get("display") if isinstance(screen, dict) else None
    if not isinstance(name, str):
        return
    from kiosk.config import displays  # a file that most kiosks do not need

    if name not in displays.known():
        problem = f"{shown(name)} is not known; {did_you_mean(name, displays.known())}"
        yield document.fault(("screen", "display"), problem)
