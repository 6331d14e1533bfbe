"""Files with one fault each: every one is refused with a located message.

The docstring of each kind of mutation says why it is certain to be a fault. A seed makes each run
generate the same files. Mistakes of people are in ``routine/test_mistakes``, those of the format in
``config/test_yaml_document``.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

import pytest
import yaml

from kiosk.config.faults import Fault, KeyPath, spell
from kiosk.config.settings import Settings
from kiosk.config.yaml_document import parse
from tests.yaml_inputs import FILE, SETTINGS_TEXT, faults_of, routine_of, settings_of, swap
from tools.fuzz.kinds.settings import short_routine

SEED = 2026
Check = Callable[[str | bytes], object]


FULL_SETTINGS = swap(
    swap(SETTINGS_TEXT, "size: null", "size: {width: 800, height: 480}"),
    "reserved_ok: []",
    "reserved_ok: [2, 3]",
)
FILES: dict[str, tuple[str, Check]] = {
    "settings": (FULL_SETTINGS, settings_of),
    "routine": (short_routine().decode(), routine_of),
}
OPTIONAL = {
    "settings": {"pause", "advance_light", "repeat_light", "switch_light", "size"}
    | {"figure", "routines_folder", "country", "emergency_number", "dim_after", "opening_hours"}
    | {"display", "panel", "volume", "device", "routines", "name", "logo", "closing"},
    "routine": {"pressure_up_to", "fingers_or"},
}
"""Keys that may hold null."""


def _may_be_null(of: str, path: KeyPath) -> bool:
    """Return whether null is right there; the picture of a screening's question may be left out."""
    asked = "rules" in path and path[-1] == "picture"
    return path[-1] in OPTIONAL[of] or path[:-1] == ("limits",) or asked


LEFT_OUT = frozenset(
    [
        "background",
        "begin",
        "call",
        "finish_lying",
        "limits",
        "name",
        "one_hand",
        "show",
        "then",
        "tone",
        "two_hands",
    ]
)
"""Keys of a routine that may be missing, at least somewhere."""

FRACTIONAL = ("debounce", "lockout", "idle", "answer", "preroll", "distance", "dim_after")
"""Keys that may hold a number that is not whole."""


@dataclass(frozen=True)
class Mutation:
    """One faulty file: its content, or what changes the data of the valid one.

    :ivar path: the key path of the fault if it is known
    """

    of: str
    what: str
    content: str | bytes | Callable[[Any], None]
    path: KeyPath | None = None

    @property
    def text(self) -> str | bytes:
        """The file; the many mutations that no test takes change and write nothing."""
        if isinstance(self.content, str | bytes):
            return self.content
        data = valid(self.of)
        self.content(data)
        return written(data)

    @property
    def name(self) -> str:
        """The name of the test."""
        return f"{self.of}: {self.what}"


# Mutations of the data: change one value or key of a valid file and write the file again.


def walk(data: Any, path: KeyPath = ()) -> Iterator[tuple[KeyPath, Any]]:
    """Yield every value with its key path."""
    if path:
        yield path, data
    if isinstance(data, dict | list):
        for key, value in data.items() if isinstance(data, dict) else enumerate(data):
            yield from walk(value, (*path, key))


def valid(of: str) -> Any:
    """Return the data of a valid file."""
    return parse(FILES[of][0].encode(), FILE).data


def inside(data: Any, path: KeyPath) -> Any:
    """Return the value at a key path."""
    for key in path:
        data = data[key]
    return data


def put(path: KeyPath, value: Any, data: Any) -> None:
    """Set the value at a key path."""
    inside(data, path[:-1])[path[-1]] = value


def rename(path: KeyPath, key: str, data: Any) -> None:
    """Give the value at a key path another key, which comes last."""
    parent = inside(data, path[:-1])
    parent[key] = parent.pop(path[-1])


def remove(path: KeyPath, data: Any) -> None:
    """Remove the key at a key path."""
    del inside(data, path[:-1])[path[-1]]


def exchange(path: KeyPath, first: str, second: str, data: Any) -> None:
    """Swap two values of the mapping at a key path."""
    place = inside(data, path)
    place[first], place[second] = place[second], place[first]


def written(data: Any) -> str:
    """Return data as YAML with each value on its own line."""
    return str(yaml.safe_dump(data, sort_keys=False, allow_unicode=True, width=1000))


def wrong_values(of: str, path: KeyPath, value: Any) -> Iterator[tuple[str, Any]]:
    """Yield values of another type, or outside every range of the kiosk, to put in its place."""
    if not _may_be_null(of, path):
        yield "null", None
    if not isinstance(value, list):
        yield "a list", [value]
    if isinstance(value, list) and path[-1] != "reserved_ok":
        yield "an empty list", []
    if isinstance(value, list):
        yield "an extra entry that is a list", [*value, [1]]
        yield "a null in the list", [None, *value]
    if not isinstance(value, dict):
        yield "a mapping", {"value": value}
    if isinstance(value, dict | list):
        yield "words for a whole section", "words"
        yield (
            "an unknown key in it",
            ({**value, "own": 1} if isinstance(value, dict) else {"own": 1}),
        )
    if isinstance(value, bool):
        yield "a number for a boolean", int(value)
        yield "a word for a boolean", str(value)
    elif isinstance(value, int | float):
        # No number of the kiosk may be negative or above ten thousand, and most must be whole.
        yield "quoted", str(value)
        yield "true", True
        yield "minus one", -1
        yield "far too large", 10**12
        yield "huge", 10**40
        yield "not a number", float("nan")
        yield "infinite", float("inf")
        yield "with a unit", f"{value} s"
        yield "a date", "2026-11-22"
        if path[-1] not in FRACTIONAL:
            yield "not whole", value + 0.05
    elif isinstance(value, str):
        yield "a number for words", 5
        yield "true for words", True
        yield "empty", ""
        yield "blank", "  "
        yield "a space before", f" {value}"
        yield "a line break", f"{value}\nmore"
        yield "a control character", f"{value}\x1b[2J"
        yield "an override of direction", f"\u202e{value}"
        yield "a zero width space", f"{value[:1]}\u200b{value[1:]}"
        yield "far too long", value + "x" * 500


def data_mutations(of: str) -> Iterator[Mutation]:
    """Change one value, remove one key or rename one key.

    Certain to be faults: every key but those of ``LEFT_OUT`` and those that may hold null is
    required; a picture is, in a stage; no mapping takes an unknown key; and no value may
    be of another type, blank, unprintable, longer than 500 or outside every range.
    """
    data = valid(of)
    for path, value in walk(data):
        for what, wrong in wrong_values(of, path, value):
            yield Mutation(of, f"{spell(path)} {what}", partial(put, path, wrong), path)
        key = path[-1]
        if not isinstance(key, str):
            continue
        for renamed in (f"{key}x", key.upper(), f"{key} ", key[::-1] + key[:1]):
            change = partial(rename, path, renamed)
            yield Mutation(of, f"{spell(path)} as {renamed!r}", change, path[:-1])
        needed = key in ("width", "height") if of == "settings" else key not in LEFT_OUT
        elsewhere = key == "picture" and path[-3] != "stages"
        if needed and not elsewhere and not _may_be_null(of, path):
            yield Mutation(of, f"{spell(path)} removed", partial(remove, path), path)


def swapped_values(of: str) -> Iterator[Mutation]:
    """Swap two values of a mapping.

    Certain to be faults: one value is a number, the other is text, a list or a mapping.
    """
    data = valid(of)
    for path, value in [((), data), *walk(data)]:
        if not isinstance(value, dict):
            continue
        numbers = [key for key, item in value.items() if type(item) in (int, float)]
        others = [key for key, item in value.items() if isinstance(item, str | list | dict)]
        for first, second in zip(numbers, others, strict=False):
            change = partial(exchange, path, first, second)
            yield Mutation(of, f"{spell((*path, first))} and {second} swapped", change, path)


# Mutations of the text, as by an editor or a broken copy.

KEY_LINE = re.compile(r"^( *)([a-z_]+):( |$)")


def text_mutations(of: str) -> Iterator[Mutation]:
    """Break the text at one line.

    Certain to be faults: the keys of a mapping share a column, and each of these mappings has
    several keys, so one a column off either leaves the mapping or splits it; YAML never indents
    by tabs; no key appears twice; no unquoted value contains ``: ``; brackets and quotes are
    closed; no value begins with ``@`` or a backquote; aliases are refused.
    """
    lines = FILES[of][0].splitlines()

    def with_line(number: int, *new: str) -> str:
        return "\n".join([*lines[:number], *new, *lines[number + 1 :], ""])

    for number, line in enumerate(lines):
        match = KEY_LINE.match(line)
        if match is None:
            continue
        indent, key, _ = match.groups()
        rest = line[match.end() :].split(" #")[0].strip()
        bare = line.split(" #")[0].rstrip()

        def made(what: str, *new: str, number: int = number, key: str = key) -> Mutation:
            return Mutation(of, f"line {number + 1} ({key}) {what}", with_line(number, *new))

        yield made("a space further in", f" {line}")
        if indent:
            yield made("a space further out", line[1:])
        yield made("indented by a tab", f"\t{line.lstrip()}")
        if not rest:
            continue
        yield made("twice", line, line)
        yield made("with a second colon", f"{indent}{key}: : {rest}")
        yield made("with an open bracket", f"{indent}{key}: [{rest}")
        yield made("with an open quote", f'{indent}{key}: "a')
        yield made("with an alias", f"{indent}{key}: *other")
        yield made("with an at sign", f"{indent}{key}: @{rest}")
        yield made("with a second value", f"{bare}: more")
        yield made("with a number as its key", f"{indent}7: {rest}")
        yield made("with a list as its key", f"{indent}[{key}]: {rest}")


def cut_short(of: str) -> Iterator[Mutation]:
    """Cut the file off, as a full disk does.

    Certain to be faults: a routine is cut before its page for a person who leaves early;
    settings are cut behind a key that may not be null.
    """
    text = FILES[of][0]
    if of == "routine":
        last = text.index("\nended:\n")
        for at in range(0, last, 97):
            yield Mutation(of, f"cut at {at}", text[:at])
    else:
        for match in re.finditer(r"^ *([a-z_]+):", text, re.MULTILINE):
            if match[1] not in OPTIONAL[of]:
                yield Mutation(of, f"cut behind {match[1]}", text[: match.end()])


def some(every: Iterator[Mutation], count: int) -> list[Mutation]:
    """Return ``count`` of the mutations, the same ones in each run."""
    return random.Random(SEED).sample(list(every), count)


def chosen(
    make: Callable[[str], Iterator[Mutation]], settings: int, routine: int
) -> pytest.MarkDecorator:
    """Parametrize a test by that many mutations of each file."""
    mutations = [*some(make("settings"), settings), *some(make("routine"), routine)]
    return pytest.mark.parametrize("mutation", mutations, ids=lambda mutation: mutation.name)


@pytest.mark.parametrize("of", FILES)
def test_the_files_have_no_faults_before_they_are_changed(of: str) -> None:
    text, check = FILES[of]
    made = check(text)
    assert check(written(parse(text.encode(), FILE).data)) == made


def located(mutation: Mutation) -> tuple[Fault, ...]:
    """Return the faults of a mutation, each of which says where it is.

    Any exception but FaultyInput fails the test.
    """
    faults = faults_of(lambda: FILES[mutation.of][1](mutation.text))
    raw = mutation.text if isinstance(mutation.text, bytes) else mutation.text.encode()
    last = raw.count(b"\n") + 1
    for fault in faults:
        assert fault.file == str(FILE)
        assert 1 <= fault.line <= last
        assert fault.problem
        assert str(fault).startswith(f"{FILE}:{fault.line}: ")
    return faults


@chosen(data_mutations, settings=110, routine=100)
def test_a_changed_value_or_key_is_reported_at_its_place(mutation: Mutation) -> None:
    faults = located(mutation)
    assert mutation.path is not None
    place = spell(mutation.path)
    related = [f for f in faults if f.key.startswith(place) or place.startswith(f.key)]
    assert related, f"{place} is not among {[fault.key for fault in faults]}"


@chosen(swapped_values, settings=4, routine=5)
def test_two_swapped_values_are_both_reported(mutation: Mutation) -> None:
    faults = located(mutation)
    assert len({fault.key for fault in faults}) >= 2


@chosen(text_mutations, settings=60, routine=50)
def test_a_broken_line_is_reported(mutation: Mutation) -> None:
    located(mutation)


@chosen(cut_short, settings=15, routine=25)
def test_a_file_cut_short_is_reported(mutation: Mutation) -> None:
    located(mutation)


def test_several_mutations_are_reported_together() -> None:
    """No fault hides another in a file that can be read at all."""
    data = parse(FULL_SETTINGS.encode(), FILE).data
    data["volume"], data["pins"]["repeat"], data["screen"]["rotation"] = 11, 5, "90"
    data["patience"]["idel"] = data["patience"].pop("idle")
    keys = {fault.key for fault in faults_of(lambda: settings_of(written(data)))}
    assert keys == {"volume", "pins.repeat", "screen.rotation", "patience.idel"}


WHOLE_FILES = [
    b"",
    b"\n\n",
    b"# nothing\n",
    b"null\n",
    b"5\n",
    b"words\n",
    b"[]\n",
    b"- volume: 7\n",
    b"'': 1\n",
    b"\xef\xbb\xbf",
    b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
]


SILENT = (b"\n\n", b"# nothing\n", b"null\n")
"""Files that set nothing: settings then are the defaults, a routine is missing."""


@pytest.mark.parametrize("raw", SILENT, ids=repr)
def test_settings_that_set_nothing_are_the_defaults(raw: bytes) -> None:
    assert settings_of(raw) == Settings()


@pytest.mark.parametrize(
    ("of", "raw"),
    [(of, raw) for of in FILES for raw in WHOLE_FILES if not (of == "settings" and raw in SILENT)],
    ids=repr,
)
def test_a_file_with_other_content_is_reported(of: str, raw: bytes) -> None:
    mutation = Mutation(of, repr(raw), raw)
    located(mutation)
