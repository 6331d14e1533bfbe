"""Turn plain data into typed, frozen dataclasses, strictly, collecting every fault.

cattrs does the structuring; this module makes it strict (text never becomes a number, nor a number
a bool), adds ranges and other checks by ``Annotated``, and turns its errors into located faults.
"""

from __future__ import annotations

import dataclasses
import enum
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Annotated, Any, Protocol, TypeVar, get_args, get_origin

from cattrs import Converter
from cattrs.errors import (
    BaseValidationError,
    ClassValidationError,
    ForbiddenExtraKeysError,
    IterableValidationError,
)
from cattrs.gen import make_dict_structure_fn

from kiosk.config import suggestions
from kiosk.config.characters import odd
from kiosk.config.faults import Fault, FaultyInput, KeyPath
from kiosk.config.suggestions import did_you_mean
from kiosk.config.wording import markup, sentences, unfit
from kiosk.config.yaml_document import Document

T = TypeVar("T")


class Expected(ValueError):
    """A value is not as expected; the text says what is."""


class Rule(Protocol):
    """A check on one value, attached to a type by ``Annotated[type, rule]``."""

    def check(self, value: Any) -> None:
        """Accept the value.

        :raises Expected: if the rule does not hold
        """


@dataclasses.dataclass(frozen=True)
class Between:
    """A number from ``low`` to ``high``, both included, in ``unit``."""

    low: float
    high: float
    unit: str = ""

    def check(self, value: float) -> None:
        """Accept a number in the range."""
        if not self.low <= value <= self.high:
            unit = f" {self.unit}" if self.unit else ""
            raise Expected(f"expected {self.low:g} to {self.high:g}{unit}, not {value!r}")


@dataclasses.dataclass(frozen=True)
class Line:
    """Words on one line, at most ``longest`` characters."""

    longest: int = 200

    def check(self, value: str) -> None:
        """Accept words that can be shown."""
        if problem := unfit(value):
            raise Expected(problem)
        if (much := len(value) - self.longest) > 0:
            wanted = f"expected at most {self.longest} characters, not {len(value)}"
            raise Expected(f"{wanted}: shorten it by {much}")


@dataclasses.dataclass(frozen=True)
class Text(Line):
    """Words to show: as :class:`Line`, without markup, and with known placeholders only."""

    def check(self, value: str) -> None:
        """Accept words that are shown as they stand."""
        if problem := markup(value):
            raise Expected(problem)
        super().check(value)


@dataclasses.dataclass(frozen=True)
class Spoken(Text):
    """Words to show and to speak: as :class:`Text`, with at most ``words`` words a sentence."""

    words: int = 12

    def check(self, value: str) -> None:
        """Accept words that can be shown, and spoken in one breath."""
        super().check(value)
        longest = max(sentences(value), key=lambda sentence: len(sentence.split()))
        if (words := len(longest.split())) > self.words:
            wanted = f"expected at most {self.words} words a sentence, not {words}"
            raise Expected(f"{wanted}: shorten or split “{longest}”")


@dataclasses.dataclass(frozen=True)
class Count:
    """A list of ``fewest`` to ``most`` entries."""

    fewest: int
    most: int

    def check(self, value: Sequence[object]) -> None:
        """Accept a list of that length."""
        if not self.fewest <= len(value) <= self.most:
            raise Expected(f"expected {self.fewest} to {self.most} entries, not {len(value)}")


@dataclasses.dataclass(frozen=True)
class Different:
    """A list without duplicates."""

    def check(self, value: Sequence[object]) -> None:
        """Accept a list whose entries all differ."""
        if len(set(value)) < len(value):
            raise Expected("expected each entry once")


@dataclasses.dataclass(frozen=True)
class Name:
    """The name of a file, without folders."""

    def check(self, value: str) -> None:
        """Accept a plain name."""
        if set(value) & set("/\\") or value.startswith("."):
            raise Expected("expected a name, not a path")
        _check_name(value)


@dataclasses.dataclass(frozen=True)
class Below:
    """A path below the folder of the file that contains it: ``slim-light/cv6.webp``."""

    def check(self, value: str) -> None:
        """Accept plain names, joined by slashes."""
        if "\\" in value or any(not part or part.startswith(".") for part in value.split("/")):
            raise Expected("expected a path that stays below this folder, such as figure/cv6.webp")
        for part in value.split("/"):
            _check_name(part)


LONGEST_NAME = 255
"""The most bytes in a file name. Source: NAME_MAX of Linux's file systems."""


def _check_name(name: str) -> None:
    """Refuse a name that no file of ours can have."""
    if odd(name):
        raise Expected("expected a name without invisible characters")
    if len(name.encode()) > LONGEST_NAME:
        raise Expected(f"expected a name of at most {LONGEST_NAME} bytes")


@dataclasses.dataclass(frozen=True)
class Digits:
    """A telephone number as dialled: two to eight digits."""

    def check(self, value: str) -> None:
        """Accept a number to dial."""
        if not (value.isascii() and value.isdigit() and 2 <= len(value) <= 8):
            raise Expected(f"expected two to eight digits in quotes, not {shown(value)}")


@dataclasses.dataclass(frozen=True)
class Known:
    """One of the names in ``names``."""

    names: tuple[str, ...]

    def check(self, value: str) -> None:
        """Accept a known name."""
        if value not in self.names:
            raise Expected(f"{shown(value)} is not known; {did_you_mean(value, self.names)}")


Words = Annotated[str, Line()]

_NAMES = {int: "a whole number", float: "a number", str: "words", bool: "true or false"}


def shown(value: object) -> str:
    """Return a value as a message shows it, shortened."""
    if isinstance(value, dict):
        return "keys with values"
    if isinstance(value, list):
        return "a list"
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return str(value).lower()
    text = repr(value)
    return text if len(text) <= 40 else text[:37] + "..."


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
    for member in kind:
        if member.value == value and type(member.value) is type(value):
            return member
    raise Expected(f"{shown(value)} is not known; {did_you_mean(value, [m.value for m in kind])}")


def _has_origin(origin: object) -> Callable[[object], bool]:
    return lambda kind: get_origin(kind) is origin


def _converter() -> Converter:
    converter = Converter()
    for kind in _NAMES:
        converter.register_structure_hook(kind, _plain)
    converter.register_structure_hook(enum.Enum, _member)

    def annotated(kind: object) -> Callable[[object, object], object]:
        base, *rules = get_args(kind)

        def structure(value: object, _: object) -> object:
            made = converter.structure(value, base)
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

    def sequence(value: object, kind: object) -> object:
        if not isinstance(value, list):
            hint = "" if value is None else '; begin each entry with "- " on a line of its own'
            raise Expected(f"expected a list, not {shown(value)}{hint}")
        wanted: Any = list[get_args(kind)[0]]  # type: ignore[misc]
        return tuple(converter.structure(value, wanted))

    def named(value: object, kind: object) -> object:
        if not isinstance(value, dict):
            raise Expected(f"expected names with values, not {shown(value)}")
        wanted: Any = dict[get_args(kind)]  # type: ignore[misc]
        return converter.structure(value, wanted)

    converter.register_structure_hook_factory(dataclasses.is_dataclass, mapping)
    converter.register_structure_hook_func(_has_origin(tuple), sequence)
    converter.register_structure_hook_func(_has_origin(Mapping), named)
    converter.register_structure_hook_factory(_has_origin(Annotated), annotated)
    return converter


_CONVERTER = _converter()


def structure(document: Document, kind: type[T]) -> tuple[T | None, list[Fault]]:
    """Return the document's data as a ``kind``; on failure ``None`` and the faults."""
    try:
        return _CONVERTER.structure(document.data, kind), []
    except BaseValidationError as error:
        return None, list(_located(error, (), document))
    except Expected as error:
        return None, [document.fault((), str(error))]


def accept(made: T | None, faults: list[Fault]) -> T:
    """Return what was made.

    :raises FaultyInput: with every fault, if there is any
    """
    if faults or made is None:
        raise FaultyInput(faults)
    return made


def _located(error: BaseException, path: KeyPath, document: Document) -> Iterator[Fault]:
    if isinstance(error, ClassValidationError):
        inner, others = error.group_exceptions()
        misspelt = {key for other in others for key in _misspelt(other)}
        for child, note in inner:
            if isinstance(child, KeyError) and note.name in misspelt:
                continue  # the unknown key is reported
            if isinstance(child, KeyError):
                yield document.fault((*path, note.name), f"is missing: {_wanted(note.type)}")
            else:
                yield from _located(child, (*path, note.name), document)
        for other in others:
            yield from _located(other, path, document)
    elif isinstance(error, IterableValidationError):
        for child, place in error.group_exceptions()[0]:
            yield from _located(child, (*path, place.index), document)
    elif isinstance(error, ForbiddenExtraKeysError):
        known = [field.name for field in dataclasses.fields(error.cl)]
        for name in error.extra_fields:
            yield document.fault((*path, name), f"unknown key; {did_you_mean(name, known)}")
    else:
        yield document.fault(path, str(error))


def _misspelt(error: BaseException) -> Iterator[str | None]:
    """Yield the valid keys that unknown ones were probably meant to be."""
    if isinstance(error, ForbiddenExtraKeysError):
        known = [field.name for field in dataclasses.fields(error.cl)]
        yield from (suggestions.nearest(name, known) for name in error.extra_fields)


def _wanted(kind: Any) -> str:
    """Return what a missing value should be, by offering ``None`` in its place."""
    try:
        _CONVERTER.structure(None, kind)
    except Exception as error:
        return str(error).removesuffix(", not nothing").replace("nothing is not known; ", "")
    return "expected a value"
