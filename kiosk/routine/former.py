"""Keys of routine files that have changed, each with what to write instead."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from kiosk.config.faults import Fault, KeyPath, spell
from kiosk.config.yaml_document import Document


def faults(document: Document) -> Mapping[str, Fault]:
    """Return a fault for each key in its former form, by the keys that it explains."""
    return dict(_faults(document))


def _faults(document: Document) -> Iterator[tuple[str, Fault]]:
    screening = document.data.get("screening") if isinstance(document.data, dict) else None
    if isinstance(screening, dict) and "rules" in screening:
        fault = document.fault(
            ("screening", "rules"),
            "has moved: write pages, a list, each page with a title, 1 to 4 lines that name"
            " what it asks about, and its rules",
        )
        yield from ((f"screening.{key}", fault) for key in ("rules", "title", "pages"))
    for path, _ in _under("key", document.data, ()):
        problem = "is no longer used: the third key says switch_word; delete this line"
        yield spell(path), document.fault(path, problem)
    for path, find in _under("find", document.data, ()):
        if isinstance(find, list) and any(isinstance(told, str) for told in find):
            problem = (
                "each sentence is an instruction of its own now: write - say: SENTENCE, and"
                " show: posture below it where the picture should show the whole posture"
            )
            yield spell(path), document.fault(path, problem)


def _under(name: str, data: Any, path: KeyPath) -> Iterator[tuple[KeyPath, Any]]:
    """Yield every value under a key of that name."""
    inside = enumerate(data) if isinstance(data, list) else iter(())
    for key, value in data.items() if isinstance(data, dict) else inside:
        if key == name:
            yield (*path, key), value
        else:
            yield from _under(name, value, (*path, key))
