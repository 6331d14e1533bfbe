"""Turn plain data into typed, frozen dataclasses, strictly, collecting every fault.

cattrs does the structuring; this module makes it strict (text never becomes a number, nor a number
a bool), applies the rules of :mod:`kiosk.config.schema`, and turns errors into located faults.
"""

from __future__ import annotations

import contextlib
import dataclasses
import enum
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Annotated, Any, TypeVar, get_args, get_origin

from cattrs import Converter
from cattrs.errors import (
    BaseValidationError,
    ClassValidationError,
    ForbiddenExtraKeysError,
    IterableValidationError,
)
from cattrs.gen import make_dict_structure_fn

from kiosk.config import fields, suggestions
from kiosk.config.faults import Fault, FaultyInput, KeyPath
from kiosk.config.schema import Expected, shown
from kiosk.config.suggestions import did_you_mean
from kiosk.config.yaml_document import Document

T = TypeVar("T")

MOST_HOMES = 4
"""The most places named where a key belongs."""

_NAMES = {int: "a whole number", float: "a number", str: "words", bool: "true or false"}


def _plain(value: object, kind: type) -> object:
    if kind is float and type(value) is int:
        return float(value)
    if type(value) is not kind:
        raise Expected(f"expected {_NAMES[kind]}, not {shown(value)}{_instead(value, kind)}")
    return value


def _instead(value: object, kind: type) -> str:
    """Return what to write in place of a value of the wrong type, as far as one can tell."""
    if kind is str:
        if isinstance(value, int | float):
            return "; put it in quotes"
        if isinstance(value, dict) and len(value) == 1:
            ((key, rest),) = value.items()
            if rest is None:
                return f'; put it in double quotes, as in "{{{key}}} ..."'
            if not isinstance(rest, dict | list):
                text = f"{key}: {rest}".strip("“”„")
                return f'; a text with a colon needs straight quotes: "{text}"'
        return ""
    meant = suggestions.truth(value) if kind is bool else suggestions.number(value)
    if meant is None or (kind is int and "." in meant) or isinstance(value, dict | list | None):
        return ""
    return f"; write {meant}" if not isinstance(value, bool) else ""


def _member(value: object, kind: type[enum.Enum]) -> enum.Enum:
    with contextlib.suppress(ValueError):
        member = kind(value)
        if type(member.value) is type(value):  # True equals 1
            return member
    raise Expected(f"{shown(value)} is not known; {did_you_mean(value, [m.value for m in kind])}")


def _has_origin(origin: object) -> Callable[[object], bool]:
    return lambda kind: get_origin(kind) is origin


def _converter(detailed: bool) -> Converter:
    converter = Converter(detailed_validation=detailed)
    for kind in _NAMES:
        converter.register_structure_hook(kind, _plain)
    converter.register_structure_hook(enum.Enum, _member)

    def annotated(kind: object) -> Callable[[object, object], object]:
        base, *rules = get_args(kind)
        inner = converter.get_structure_hook(base)

        def structure(value: object, _: object) -> object:
            made = inner(value, base)
            for rule in rules:
                rule.check(made)
            return made

        return structure

    def mapping(kind: type) -> Callable[[object, object], object]:
        inner: Any = make_dict_structure_fn(kind, converter, _cattrs_forbid_extra_keys=True)
        names = ", ".join(field.name for field in dataclasses.fields(kind))

        def structure(value: object, wanted: object) -> object:
            if not isinstance(value, dict):
                raise Expected(f"expected the keys {names}, one a line, not {shown(value)}")
            return inner(value, wanted)

        return structure

    def sequence(kind: object) -> Callable[[object, object], object]:
        wanted: Any = list[get_args(kind)[0]]  # type: ignore[misc]
        inner = converter.get_structure_hook(wanted)

        def structure(value: object, _: object) -> object:
            if not isinstance(value, list):
                hint = "" if value is None else '; begin each entry with "- " on a line of its own'
                raise Expected(f"expected a list, not {shown(value)}{hint}")
            return tuple(inner(value, wanted))

        return structure

    def named(kind: object) -> Callable[[object, object], object]:
        wanted: Any = dict[get_args(kind)]  # type: ignore[misc]
        inner = converter.get_structure_hook(wanted)

        def structure(value: object, _: object) -> object:
            if not isinstance(value, dict):
                raise Expected(f"expected names with values, not {shown(value)}")
            return inner(value, wanted)

        return structure

    converter.register_structure_hook_factory(dataclasses.is_dataclass, mapping)
    converter.register_structure_hook_factory(_has_origin(tuple), sequence)
    converter.register_structure_hook_factory(_has_origin(Mapping), named)
    converter.register_structure_hook_factory(_has_origin(Annotated), annotated)
    return converter


_QUICK = _converter(detailed=False)
"""Stops at the first fault and does not say where it is."""
_DETAILED = _converter(detailed=True)
"""Finds every fault and its place."""


def structure(document: Document, kind: type[T]) -> tuple[T | None, list[Fault]]:
    """Return the document's data as a ``kind``; on failure ``None`` and the faults."""
    with contextlib.suppress(Exception):  # the other converter reports it
        return _QUICK.structure(document.data, kind), []
    try:
        return _DETAILED.structure(document.data, kind), []
    except BaseValidationError as error:
        return None, list(_Locator(document, kind).faults(error, ()))
    except Expected as error:
        return None, [document.fault((), str(error))]


def accept(made: T | None, faults: list[Fault]) -> T:
    """Return what was made.

    :raises FaultyInput: with every fault, if there is any
    """
    if faults or made is None:
        raise FaultyInput(faults)
    return made


@dataclasses.dataclass(frozen=True)
class _Locator:
    """Turns the errors of cattrs into faults of a document that should be a ``kind``."""

    document: Document
    kind: type

    def faults(self, error: BaseException, path: KeyPath) -> Iterator[Fault]:
        """Yield the faults of the value at a key path."""
        document = self.document
        if isinstance(error, ClassValidationError):
            inner, others = error.group_exceptions()
            misspelt = {key for other in others for key in _misspelt(other)}
            for child, note in inner:
                if not isinstance(child, KeyError):
                    yield from self.faults(child, (*path, note.name))
                elif note.name not in misspelt:  # else the unknown key is reported
                    yield document.fault((*path, note.name), f"is missing: {_wanted(note.type)}")
            for other in others:
                yield from self.faults(other, path)
        elif isinstance(error, IterableValidationError):
            for child, place in error.group_exceptions()[0]:
                yield from self.faults(child, (*path, place.index))
        elif isinstance(error, ForbiddenExtraKeysError):
            known = [field.name for field in dataclasses.fields(error.cl)]
            for name in error.extra_fields:
                yield document.fault((*path, name), self._unknown(name, known))
        else:
            yield document.fault(path, str(error))

    def _unknown(self, name: str, known: Sequence[str]) -> str:
        """Return what to change about an unknown key; it may be known elsewhere in the file."""
        homes = [home for home in fields.homes(self.kind).get(name, ()) if home]
        if homes:
            listed = ", ".join(homes[:MOST_HOMES])
            return f"unknown key here; it belongs below {listed}: check how far it is indented"
        return f"unknown key; {did_you_mean(name, known)}"


def _misspelt(error: BaseException) -> Iterator[str | None]:
    """Yield the valid keys that unknown ones were probably meant to be."""
    if isinstance(error, ForbiddenExtraKeysError):
        known = [field.name for field in dataclasses.fields(error.cl)]
        yield from (suggestions.nearest(name, known) for name in error.extra_fields)


def wanted(kind: type, key: str) -> str:
    """Return what the value of an optional key should be, for a place that requires the key."""
    given = next(each.kind for each in fields.fields(kind) if each.name == key)
    return _wanted(next(each for each in get_args(given) if each is not type(None)))


def _wanted(kind: Any) -> str:
    """Return what a missing value should be, by offering ``None`` in its place."""
    try:
        _DETAILED.structure(None, kind)
    except Exception as error:
        return str(error).removesuffix(", not nothing").replace("nothing is not known; ", "")
    return "expected a value"
