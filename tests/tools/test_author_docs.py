from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from kiosk.config import paths
from kiosk.config.fields import fields
from kiosk.config.schema import Between, Digits, Line
from kiosk.config.yaml_document import parse, read
from kiosk.library import new_routine
from tests.routine.test_mistakes import ROUTINE
from tests.yaml_inputs import FILE, swap
from tools import author_docs
from tools.author_docs import DOCS, SCHEMA, documented, json_schema, written


def test_the_schema_of_editors_follows_the_types() -> None:
    assert SCHEMA.read_text("utf-8") == written(), "run: make author-docs"


def test_the_limits_in_the_docs_follow_the_types() -> None:
    text = DOCS.read_text("utf-8")
    assert documented(text) == text, "run: make author-docs"


@pytest.mark.parametrize("kind", author_docs.CONDITIONS)
def test_a_condition_in_the_docs_belongs_to_a_key_that_its_type_lets_be_left_out(
    kind: type,
) -> None:
    optional = {field.name for field in fields(kind) if not field.required}
    assert author_docs.CONDITIONS[kind].keys() <= optional
    rows = author_docs._table("", kind).splitlines()
    for key, condition in author_docs.CONDITIONS[kind].items():
        assert any(f"`{key}`" in row and row.endswith(f"; {condition} |") for row in rows)


def test_a_new_routine_names_the_schema_that_is_shipped() -> None:
    assert new_routine.SCHEMA.resolve() == SCHEMA.resolve()


TYPES: dict[str, type] = {
    **{"object": dict, "array": list, "string": str},
    **{"boolean": bool, "integer": int, "null": type(None)},
}


def wrong(value: Any, wanted: dict[str, Any], where: str = "") -> Iterator[str]:
    """Yield where a value breaks a schema, as far as our schema uses the language."""
    if "$ref" in wanted:
        wanted = json_schema()["definitions"][wanted["$ref"].split("/")[-1]]
    kind = TYPES.get(wanted.get("type", ""), object)
    size = len(value) if isinstance(value, str | list) else value if type(value) is int else 0
    low = next((wanted[key] for key in ("minimum", "minLength", "minItems") if key in wanted), size)
    high = next(
        (wanted[key] for key in ("maximum", "maxLength", "maxItems") if key in wanted), size
    )
    choices = wanted.get("anyOf", [])
    if (
        not isinstance(value, kind)
        or (kind is int and isinstance(value, bool))
        or not low <= size <= high
        or value not in wanted.get("enum", [value])
        or not re.search(wanted.get("pattern", ""), str(value))
        or (choices and all(list(wrong(value, choice, where)) for choice in choices))
    ):
        yield where
        return
    for part in wanted.get("allOf", ()):
        yield from wrong(value, part, where)
    if isinstance(value, dict) and "properties" in wanted:
        yield from (f"{where}.{key}" for key in wanted["required"] if key not in value)
        yield from (f"{where}.{key}" for key in value if key not in wanted["properties"])
        for key in value.keys() & wanted["properties"].keys():
            yield from wrong(value[key], wanted["properties"][key], f"{where}.{key}")
    if isinstance(value, list) and "items" in wanted:
        for number, inner in enumerate(value):
            yield from wrong(inner, wanted["items"], f"{where}[{number}]")


@pytest.mark.parametrize(
    "file", [new_routine.TEMPLATE, *sorted(paths.ROUTINES.glob("*.yaml"))], ids=lambda f: f.name
)
def test_an_editor_marks_nothing_in_our_own_routines(file: Path) -> None:
    assert list(wrong(read(file).data, json_schema())) == []


@pytest.mark.parametrize(
    ("old", "new", "where"),
    [
        ("hold: 60", "hold: 4", ".points[0].stages[0].hold"),
        ("hold: 60", "hold: long", ".points[0].stages[0].hold"),
        ("code: CV6", "code: cv6", ".points[0].stages[0].code"),
        ("tone: warning", "tone: danger", ".introduction[0].tone"),
        ("title: Done", "titel: Done", ".finish.titel"),
        ("title: Done", f"title: {'x' * 41}", ".finish.title"),
        ("fingers: [index]", "fingers: []", ".points[0].stages[0].fingers"),
        ("name: Tired neck\n", "", ".name"),
    ],
)
def test_an_editor_marks_what_the_kiosk_refuses(old: str, new: str, where: str) -> None:
    data = parse(swap(ROUTINE, old, new).encode(), FILE).data
    assert where in list(wrong(data, json_schema()))


def test_a_rule_without_a_counterpart_in_the_schema_is_an_error() -> None:
    with pytest.raises(TypeError, match="no JSON Schema"):
        author_docs._rule(Digits())
    assert author_docs._rule(Between(1, 2)) == {"minimum": 1, "maximum": 2}
    assert author_docs._rule(Line(9))["maxLength"] == 9


def test_a_key_is_explained_where_its_docstring_explains_it() -> None:
    @dataclass
    class Thing:
        """A thing.

        :ivar name: what it is
            called
        :ivar size: in metres
        """

    assert dict(author_docs._told(Thing)) == {"name": "what it is called", "size": "in metres"}
