"""Files with one fault each: every one is refused with a located message.

The docstring of each kind of mutation says why it is certain to be a fault. A seed makes each run
generate the same files; the hand-written ones are mistakes of people and of bad editors.
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
from tests.yaml_inputs import (
    FILE,
    SETTINGS_TEXT,
    faults_of,
    routine_of,
    settings_of,
    swap,
)
from tools.fuzz.kinds.settings import short_routine

SEED = 2026
Check = Callable[[str | bytes], object]


def _short_routine() -> str:
    """Return the shipped routine cut to one midline stage, the hands and the feet."""
    return short_routine().decode()


FULL_SETTINGS = swap(
    swap(SETTINGS_TEXT, "size: null", "size: {width: 800, height: 480}"),
    "reserved_ok: []",
    "reserved_ok: [2, 3]",
)
FILES: dict[str, tuple[str, Check]] = {
    "settings": (FULL_SETTINGS, settings_of),
    "routine": (_short_routine(), routine_of),
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


def faults_in(mutation: Mutation) -> tuple[Fault, ...]:
    """Return the faults of a file; any exception but FaultyInput fails the test."""
    return faults_of(lambda: FILES[mutation.of][1](mutation.text))


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

    Certain to be faults: the routine needs every key but ``begin``, ``tone``, ``pressure_up_to``,
    ``fingers_or`` and a question's ``picture``; no mapping takes an unknown key; and no value may
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
        needed = key in ("width", "height") if of == "settings" else key not in ("begin", "tone")
        if needed and not _may_be_null(of, path):
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


def tagged_values(of: str) -> Iterator[Mutation]:
    """Put a tag before a value: the files use no tags, and none may change a value silently."""
    for match in re.finditer(r"^ *[a-z_]+: (?=[^ #])", FILES[of][0], re.MULTILINE):
        for tag in ("!own", "!!binary", "!!python/name:os.system", "!!str"):
            text = f"{FILES[of][0][: match.end()]}{tag} {FILES[of][0][match.end() :]}"
            yield Mutation(of, f"{match[0].strip()} {tag}", text)


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


def spoilt_bytes(of: str) -> Iterator[Mutation]:
    """Insert bytes that are not UTF-8, which are faults even in a comment."""
    raw = FILES[of][0].encode()
    for at in range(5, len(raw), 211):
        for byte in (b"\xff", b"\xc0", b"\xed\xa0\x80"):
            # Not within a character, where the bytes after the first are faults of the same line.
            if raw[at] & 0xC0 != 0x80:
                yield Mutation(of, f"{byte!r} at {at}", raw[:at] + byte + raw[at:])


def control_characters(of: str) -> Iterator[Mutation]:
    """Insert a control character: YAML allows only tabs and line breaks."""
    text = FILES[of][0]
    for at in range(7, len(text), 389):
        for character in "\0\x01\x08\x0b\x1b\x7f\x9f\uffff":
            yield Mutation(of, f"{character!r} at {at}", text[:at] + character + text[at:])


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
    """Return the faults of a mutation, each of which says where it is."""
    faults = faults_in(mutation)
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


@chosen(tagged_values, settings=12, routine=12)
def test_a_tagged_value_is_reported(mutation: Mutation) -> None:
    faults = located(mutation)
    assert "tag" in faults[0].problem


@chosen(cut_short, settings=15, routine=25)
def test_a_file_cut_short_is_reported(mutation: Mutation) -> None:
    located(mutation)


@chosen(spoilt_bytes, settings=8, routine=8)
def test_a_byte_that_is_not_utf8_is_reported_at_its_line(mutation: Mutation) -> None:
    faults = located(mutation)
    assert [fault.problem for fault in faults] == [
        "is not in UTF-8: save the file with the encoding UTF-8"
    ]


@chosen(control_characters, settings=10, routine=10)
def test_a_control_character_is_refused(mutation: Mutation) -> None:
    assert "not valid YAML" in faults_in(mutation)[0].problem


@chosen(control_characters, settings=2, routine=2)
def test_a_control_character_is_reported_at_its_line(mutation: Mutation) -> None:
    located(mutation)


def test_several_mutations_are_reported_together() -> None:
    """No fault hides another in a file that can be read at all."""
    data = parse(FULL_SETTINGS.encode(), FILE).data
    data["volume"], data["pins"]["repeat"], data["screen"]["rotation"] = 11, 5, "90"
    data["patience"]["idel"] = data["patience"].pop("idle")
    keys = {fault.key for fault in faults_of(lambda: settings_of(written(data)))}
    assert keys == {"volume", "pins.repeat", "screen.rotation", "patience.idel"}


# Mutations by hand: another line in place of one of the settings or of the routine.

BY_HAND_SETTINGS = {
    "volume: 7": [
        "volume: 0x7",
        "volume: 7e0",
        "volume: \uff17",
        "volume: [7]",
        "volume: 7,",
        "volume:",
    ],
    "language: en": ["language: EN", "language: no", "language: en-GB", "language: \u0435n"],
    "factory: lgpio": ["factory: none", "factory: Mock", "factory: [mock]", "factory: null"],
    "advance: 5": [
        "advance: GPIO5",
        "advance: 05.0",
        "advance: 29_",
        "advance: null",
        "advance: 3",
    ],
    "pull: up": ["pull: UP", "pull: true", "pull: external-up", "pull: floating"],
    "debounce: 0.025": ["debounce: 25ms", "debounce: 0,025", "debounce: .nan", "debounce: 0.21"],
    "kind: active": ["kind: Active", "kind: loud", "kind: true"],
    "active_high: true": ["active_high: yes", "active_high: on", "active_high: 1"],
    "tone: 2400": ["tone: 2.4e3", "tone: 2400Hz", "tone: 0", "tone: 10001"],
    "rotation: 0": ["rotation: 360", "rotation: 0.0", "rotation: false", "rotation: -90"],
    "idle: 120": ["idle: 2:00", "idle: .inf", "idle: 1e4", "idle: 0", "idle: 19.999"],
    "answer: 20": ["answer: 10", "answer: 20s", "answer: ~", "answer: 601"],
    "reserved_ok: []": [
        "reserved_ok: 2",
        "reserved_ok: [a]",
        "reserved_ok: [28]",
        "reserved_ok: {}",
    ],
    "routine: back-pain": ["routine: ''", "routine: 7", "routine: [back-pain]", "routine: null"],
}
BY_HAND_ROUTINE = {
    "hold: 60": ["hold: 60s", "hold: 1:00", "hold: 59", "hold: 600", "hold: [60]", "hold: 6e1"],
    "code: CV6": [
        "code: B54",
        "code: cv6",
        "code: CV 6",
        "code: CV25",
        "code: \u0421V6",
        "code: 6",
    ],
    "fingers: [index]": ["fingers: index", "fingers: [ring]", "fingers: []"],
    "hands: one": ["hands: 1", "hands: two", "hands: [one]"],
    "pressure: firm": ["pressure: hard", "pressure: 5", "pressure: firm to strong"],
    "posture: standing": ["posture: stand", "posture: upside-down", "posture: null"],
    "sides: midline": ["sides: left", "sides: left_then_right", "sides: [left, right]"],
    "lead_in: 12": ["lead_in: 3", "lead_in: 121", "lead_in: 12.5", "lead_in: -12"],
    "picture: cv6": ["picture: cv7", "picture: ../cv6", "picture: CV6"],
    "locator: front": [
        "locator: top",
        "locator: [front, back]",
        "locator: front\n        left: {}",
    ],
    "count: 5": ["count: 3", "count: 6", "count: five", "count: true"],
    "release: 5": ["release: 0", "release: 61", "rest: 5", "release: 5, hold: 5"],
    "tone: warning": ["tone: danger", "tone: plain", "tone: [warning]"],
    "begin: by_itself": ["begin: by itself", "begin: true", "begin: null"],
    "pressure_up_to: strong": ["pressure_up_to: medium", "pressure_up_to: gentle"],
    "switch_lead_in: 20": ["switch_lead_in: 3", "switch_lead_in: null", "switch_in: 20"],
    "name: Left": ["name: The other, left hand", "nmae: Left"],
}


def by_hand(of: str, changes: dict[str, list[str]]) -> list[Mutation]:
    text = SETTINGS_TEXT if of == "settings" else _short_routine()
    return [
        Mutation(of, new, swap(text, old, new)) for old, every in changes.items() for new in every
    ]


@pytest.mark.parametrize(
    "mutation",
    [*by_hand("settings", BY_HAND_SETTINGS), *by_hand("routine", BY_HAND_ROUTINE)],
    ids=lambda mutation: mutation.name,
)
def test_a_wrong_line_is_reported_with_its_number(mutation: Mutation) -> None:
    located(mutation)


WHOLE_FILES = [
    b"",
    b"\n\n",
    b"# nothing\n",
    b"null\n",
    b"5\n",
    b"words\n",
    b"[]\n",
    b"- volume: 7\n",
    b"? [a]\n: 1\n",
    b"true: 1\n",
    b"7: 1\n",
    b"~: 1\n",
    b"'': 1\n",
    b"<<: {volume: 7}\n",
    b"a: &a [*a]\n",
    b"&a a: *a\n",
    b"%YAML 3.0\n---\na: 1\n",
    b"volume: 7\n---\nvolume: 7\n",
    b"volume: 7\nvolume: 7\n",
    b"{volume: 7, volume: 7}\n",
    b"volume: 7}\n",
    b"!!python/object/apply:os.system [true]\n",
    "volume: 7\n".encode("utf-16"),
    "name: caf\u00e9\n".encode("latin-1"),
    b"\xef\xbb\xbf",
    b"volume\n",
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
