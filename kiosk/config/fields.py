"""Walk the types of a file: its dataclasses, their keys, and the rules on each value."""

from __future__ import annotations

import dataclasses
import types
from collections.abc import Iterator
from functools import cache
from typing import Annotated, Any, NamedTuple, Union, get_args, get_origin


class Field(NamedTuple):
    """A key of a dataclass, the type of its value and whether it must be written."""

    name: str
    kind: object
    required: bool
    default: object


@cache
def fields(kind: type) -> tuple[Field, ...]:
    """Return the keys of a dataclass without postponed annotations, in their order."""
    return tuple(map(_field, dataclasses.fields(kind)))


def _field(field: dataclasses.Field[object]) -> Field:
    default, factory = field.default, field.default_factory
    required = default is dataclasses.MISSING and factory is dataclasses.MISSING
    if factory is not dataclasses.MISSING:
        default = factory()
    return Field(field.name, field.type, required, None if required else default)


def bare(kind: object) -> tuple[Any, tuple[object, ...], bool]:
    """Return a type without ``Annotated`` and ``None``, its rules, and whether it may be null."""
    rules: tuple[object, ...] = ()
    null = False
    while True:
        if get_origin(kind) is Annotated:
            kind, *more = get_args(kind)
            rules = (*rules, *more)
        elif get_origin(kind) in (Union, types.UnionType):
            others = [each for each in get_args(kind) if each is not type(None)]
            null = null or len(others) < len(get_args(kind))
            if len(others) != 1:
                return kind, rules, null
            (kind,) = others
        else:
            return kind, rules, null


def inner(kind: object) -> Any:
    """Return the bare type of an entry if ``kind`` is a list or mapping, else its own."""
    kind = bare(kind)[0]
    while arguments := get_args(kind):
        kind = bare(next(each for each in reversed(arguments) if each is not Ellipsis))[0]
    return kind


def mappings(kind: object) -> Iterator[tuple[str, type]]:
    """Yield each dataclass of a file with a key that holds it, from the top."""
    seen: set[type] = set()
    waiting = [("", inner(kind))]
    for name, found in waiting:
        if dataclasses.is_dataclass(found) and isinstance(found, type) and found not in seen:
            seen.add(found)
            yield name, found
            waiting += [(each.name, inner(each.kind)) for each in fields(found)]


@cache
def homes(kind: object) -> dict[str, tuple[str, ...]]:
    """Return, for each key of a file, the keys below which it may stand."""
    found: dict[str, list[str]] = {}
    for parent, each in mappings(kind):
        for field in fields(each):
            found.setdefault(field.name, []).append(parent)
    return {name: tuple(parents) for name, parents in found.items()}
