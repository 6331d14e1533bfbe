"""Write what authors read of a routine's types: ``make author-docs``.

A JSON Schema for editors, ``config/routine.schema.json``, and the tables of keys and limits in
``docs/author.md``. Both follow :mod:`kiosk.routine.model` alone, so neither can be out of date.
"""

from __future__ import annotations

import enum
import inspect
import json
import re
import textwrap
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, get_args, get_origin

from kiosk.config import language_folders, schema
from kiosk.config.fields import Field, bare, fields, inner, mappings
from kiosk.config.language_folders import LanguageCode
from kiosk.routine.acupoints import POINTS_OF_MERIDIAN, CodeOrName, WhoCode
from kiosk.routine.checks import PRESSED
from kiosk.routine.model import OneHand, Routine, Sentences, Stage

ROOT = Path(__file__).parents[1]
SCHEMA = ROOT / "config" / "routine.schema.json"
DOCS = ROOT / "docs" / "author.md"
BEGIN, END = "<!-- limits: made by make author-docs -->", "<!-- end of limits -->"

Json = dict[str, Any]

CONDITIONS: Mapping[type, Mapping[str, str]] = {
    Stage: {
        **dict.fromkeys(PRESSED, "required with `kind: press`, and only there"),
        **dict.fromkeys(
            ("fingers_or", "pressure_up_to", "one_hand", "two_hands"),
            "only with `kind: press`; may be left out",
        ),
        **dict.fromkeys(
            ("hold", "cycles"),
            "one of `hold` and `cycles` is required, except with `kind: breathe`",
        ),
        "rhythm": "required with `kind: breathe`, and only there",
        "sentences": "required unless the sides are taken one at a time",
        **dict.fromkeys(
            ("left", "right", "switch_lead_in"),
            "required if the sides are taken one at a time",
        ),
        "press_word": "not with `kind: press` or `breathe`; may be left out",
        "release_word": "the same, and only with `cycles`; may be left out",
        "instead_of": "the name or code of an earlier stage of the point; may be left out",
    },
    Sentences: {
        "release": "required with `cycles` or `rhythm`, and only there",
        "name": "required in `left` and `right`, and only there",
    },
    OneHand: {"switch_lead_in": "required with `sides: both`, and only there"},
}
"""When a key is required that its type lets be left out: the rules of
:mod:`kiosk.routine.checks`."""

CODE = "^(" + "|".join(POINTS_OF_MERIDIAN) + ")[1-9][0-9]?$"


def json_schema() -> Json:
    """Return the JSON Schema (draft 7, which editors know best) of a routine."""
    kinds = {kind.__name__: _mapping(kind) for _, kind in mappings(Routine)}
    top = kinds.pop(Routine.__name__)
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "A routine of the acupressure kiosk",
        **top,
        "definitions": kinds,
    }


def _mapping(kind: type) -> Json:
    told = dict(_told(kind))
    properties = {}
    for field in fields(kind):
        made = _value(field.kind)
        if field.name in told:
            made = {**_alone(made), "description": told[field.name]}
        properties[field.name] = made
    return {
        "type": "object",
        "description": _summary(kind),
        "additionalProperties": False,
        "required": [field.name for field in fields(kind) if field.required],
        "properties": properties,
    }


def _alone(made: Json) -> Json:
    """Return a schema beside which a description counts: draft 7 ignores what is beside $ref."""
    return {"allOf": [made]} if "$ref" in made else made


def _summary(kind: type) -> str:
    return " ".join((inspect.getdoc(kind) or "").split("\n\n")[0].split()).replace("``", "")


def _told(kind: type) -> Iterator[tuple[str, str]]:
    """Yield the keys that a docstring explains, each with its explanation."""
    for base in reversed(kind.__mro__):
        for name, words in re.findall(
            r":ivar (\w+): (.*?)(?=\n:|\Z)", inspect.getdoc(base) or "", re.DOTALL
        ):
            yield name, " ".join(words.split()).replace("``", "")


def _value(kind: Any) -> Json:
    base, rules, null = bare(kind)
    made = _base(base)
    for rule in rules:
        made |= _rule(rule)
    return {"anyOf": [made, {"type": "null"}]} if null else made


def _base(base: Any) -> Json:
    if get_origin(base) is Mapping:
        return {"type": "object", "additionalProperties": _value(get_args(base)[1])}
    if get_args(base):
        return {"type": "array", "items": _value(get_args(base)[0])}
    if issubclass(base, enum.Enum):
        return {"enum": [member.value for member in base]}
    simple = {str: "string", bool: "boolean", int: "integer", float: "number"}
    return {"type": simple[base]} if base in simple else {"$ref": f"#/definitions/{base.__name__}"}


def _rule(rule: object) -> Json:
    """Return what a rule says in JSON Schema; a rule unknown here is an error."""
    match rule:
        case schema.Between(low, high):
            return {"minimum": low, "maximum": high}
        case schema.Line(longest):
            return {"minLength": 1, "maxLength": longest}
        case schema.Count(fewest, most):
            return {"minItems": fewest, "maxItems": most}
        case schema.Different():
            return {"uniqueItems": True}
        case schema.Below():
            return {}
        case WhoCode():
            return {"pattern": CODE}
        case LanguageCode():
            return {"pattern": f"^{language_folders.CODE}$"}
    raise TypeError(f"no JSON Schema for {rule!r}")


def tables() -> str:
    """Return the tables of keys and limits, in Markdown."""
    return "\n\n".join(_table(key, kind) for key, kind in _titled().items())


def _titled() -> Mapping[str, type]:
    """Return each mapping of a routine under the keys that hold it."""
    holders: dict[type, list[str]] = {}
    for _, parent in mappings(Routine):
        for field in fields(parent):
            for kind in _held(field.kind):
                holders.setdefault(kind, []).append(f"`{field.name}`")
    titled: dict[str, type] = {"The file": Routine}
    for kind, names in holders.items():
        listed = list(dict.fromkeys(names))
        title = " and ".join(filter(None, [", ".join(listed[:-1]), listed[-1]]))
        titled[f"In {title}"] = kind
    return titled


def _held(kind: Any) -> Iterator[type]:
    base = inner(kind)
    if any(base is known for _, known in mappings(Routine)):
        yield base


def _table(title: str, kind: type) -> str:
    conditions = CONDITIONS.get(kind, {})
    rows = [
        f"| `{field.name}` | {_limits(field, conditions.get(field.name, 'may be left out'))} |"
        for field in fields(kind)
    ]
    heading = textwrap.fill(f"**{title}**", 100, break_on_hyphens=False)
    return "\n".join([heading, "", "| key | value |", "|---|---|", *rows])


def _limits(field: Field, condition: str) -> str:
    words = _words(field.kind)
    if field.required:
        return words
    if isinstance(field.default, enum.Enum):
        return f"{words}; if left out, `{field.default.value}`"
    if isinstance(field.default, bool):
        return f"{words}; if left out, `{str(field.default).lower()}`"
    if isinstance(field.default, str):
        return f"{words}; if left out, `{field.default}`"
    return f"{words}; {condition}"


def _words(kind: Any, many: bool = False) -> str:
    """Return in words what a value may be."""
    base, rules, _ = bare(kind)
    if get_origin(base) is Mapping:
        return f"names, each with: {_words(get_args(base)[1], True)}"
    if get_args(base):
        count = next((rule for rule in rules if isinstance(rule, schema.Count)), None)
        how = f"{_range(count)} of: " if count else ""
        once = ", each once" if any(isinstance(r, schema.Different) for r in rules) else ""
        return f"a list, {how}{_words(get_args(base)[0], True)}{once}"
    if issubclass(base, enum.Enum):
        return ", ".join(f"`{member.value}`" for member in base)
    for rule in rules:
        match rule:
            case schema.Between(low, high, unit):
                whole = "whole number, " if base is int else ""
                return f"{whole}{low:g} to {high:g} {unit}".rstrip()
            case CodeOrName():
                return "a WHO point code, or the `meaning` of a stage that is not pressed"
            case schema.Spoken(longest, words):
                return f"text, at most {longest} characters, and {words} words a sentence"
            case schema.Line(longest):
                return f"text, at most {longest} characters"
            case WhoCode():
                return "a WHO point code, such as `BL52`"
            case LanguageCode():
                return "a language's code, such as `pt` or `pt_BR`"
    if base is bool:
        return "`true` or `false`"
    return "keys, see below"


def _range(count: schema.Count) -> str:
    if count.most >= 1000:
        return f"{count.fewest} or more"
    return f"{count.fewest} to {count.most}" if count.most > count.fewest else f"{count.most}"


def documented(text: str) -> str:
    """Return a document with the present tables between its marks."""
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n\n{tables()}\n\n{END}{after}"


def written() -> str:
    """Return the JSON Schema as the file holds it."""
    return json.dumps(json_schema(), indent=2, ensure_ascii=False) + "\n"


def main() -> None:
    """Write both files."""
    SCHEMA.write_text(written(), "utf-8")
    DOCS.write_text(documented(DOCS.read_text("utf-8")), "utf-8")


if __name__ == "__main__":
    main()
