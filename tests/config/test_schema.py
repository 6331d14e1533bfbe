# No postponed annotations: the rules stand in the types.
import enum
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated

import pytest

from kiosk.config.faults import FaultyInput
from kiosk.config.schema import (
    Below,
    Between,
    Count,
    Different,
    Digits,
    Expected,
    Known,
    Name,
    Spoken,
    Text,
    Words,
    shown,
)
from kiosk.config.structure import accept, structure
from kiosk.config.yaml_document import parse
from tests.yaml_inputs import FILE, faults_of, only_fault


class Colour(enum.Enum):
    RED = "red"
    GREEN = "green"


class Turn(enum.Enum):
    NONE = 0
    FULL = 360


@dataclass(frozen=True)
class Part:
    name: Words
    weight: Annotated[float, Between(0, 10, "kg")]


@dataclass(frozen=True)
class Thing:
    count: Annotated[int, Between(1, 5)]
    parts: Annotated[tuple[Part, ...], Count(1, 2)]
    colour: Colour = Colour.RED
    turn: Turn = Turn.NONE
    on: bool = False
    note: Annotated[str, Text(5)] | None = None
    named: Mapping[str, Part] | None = None


@dataclass(frozen=True)
class Needy:
    colour: Colour
    weight: float
    note: str | None


UNSHOWABLE = ["", " ", "\u00a0", "\u2028", " a", "a ", "a\nb", "a\tb", "a\x1b[2J", "\ue000"]
UNSHOWABLE += ["a\u200bb", "a\u202eb", "a\u2066b", "\ufeffa", "a\u00adb", "a\x85b", "x" * 201]
UNSHOWABLE += ["\ud800", "\u3164", "\u115f", "\u1160", "\uffa0", "\u2800", "\u034f"]
LEAST = "count: 1\nparts: [{name: a, weight: 1}]\n"


def thing_of(text: str) -> Thing:
    return accept(*structure(parse(text.encode(), FILE), Thing))


def test_an_omitted_value_has_its_default() -> None:
    assert thing_of(LEAST) == Thing(1, (Part("a", 1.0),))


def test_a_whole_number_is_accepted_as_a_number() -> None:
    weight = thing_of(LEAST).parts[0].weight
    assert weight == 1
    assert type(weight) is float


def test_a_mapping_of_names_is_read() -> None:
    made = thing_of(LEAST + "named: {x: {name: b, weight: 2}}\n")
    assert made.named == {"x": Part("b", 2.0)}


@pytest.mark.parametrize(
    ("line", "key", "problem"),
    [
        ("colour: green2", "colour", "'green2' is not known; did you mean green?"),
        ("colour: null", "colour", "nothing is not known; expected one of: red, green"),
        ("colour: [red]", "colour", "a list is not known"),
        ("turn: '0'", "turn", "'0' is not known"),
        ("turn: false", "turn", "false is not known"),
        ("turn: 0.0", "turn", "0.0 is not known"),
        ("on: 1", "on", "expected true or false, not 1"),
        ("on: 'true'", "on", "expected true or false, not 'true'"),
        ("on: null", "on", "expected true or false, not nothing"),
        ("note: 5", "note", "expected words, not 5; put it in quotes"),
        ("note: true", "note", "expected words, not true; put it in quotes"),
        ("note: [a]", "note", "expected words, not a list"),
        ("note: ''", "note", "expected text, not an empty string"),
        ("note: abcdef", "note", "expected at most 5 characters, not 6"),
        ("named: [a]", "named", "expected names with values, not a list"),
        ("named: {x: 5}", "named.x", "expected the keys name, weight, one a line, not 5"),
        ("named: {x: {name: b}}", "named.x.weight", "is missing: expected a number"),
        ("colr: red", "colr", "unknown key; did you mean colour?"),
        ("zzz: 1", "zzz", "unknown key; expected one of: count, parts, colour"),
    ],
)
def test_a_wrong_value_is_reported_at_its_key(line: str, key: str, problem: str) -> None:
    fault = only_fault(lambda: thing_of(LEAST + line))
    assert (fault.line, fault.key) == (3, key)
    assert fault.problem.startswith(problem)


@pytest.mark.parametrize(
    ("value", "expected"),
    [("[a]", "a list"), ("{a: 1, b: 2}", "keys with values"), ("null", "nothing")],
)
def test_quotes_are_not_suggested_for_what_cannot_be_words(value: str, expected: str) -> None:
    fault = only_fault(lambda: thing_of(f"count: 1\nparts: [{{name: {value}, weight: 1}}]"))
    assert fault.problem == f"expected words, not {expected}"


@pytest.mark.parametrize(
    ("value", "problem"),
    [
        ("2.0", "2.0; write 2"),
        ("2.5", "2.5"),
        ("'2.5'", "'2.5'"),
        ("one", "'one'; write 1"),
        ("many", "'many'"),
        ("true", "true"),
        ("'2'", "'2'; write 2"),
        ("2s", "'2s'; write 2"),
        ("'0:02'", "'0:02'; write 2"),
    ],
)
def test_a_number_that_was_probably_meant_is_suggested(value: str, problem: str) -> None:
    fault = only_fault(lambda: thing_of(f"count: {value}\nparts: [{{name: a, weight: 1}}]"))
    assert fault.problem == f"expected a whole number, not {problem}"


@pytest.mark.parametrize(("value", "meant"), [("yes", "true"), ("off", "false"), ("0", "false")])
def test_a_truth_value_that_was_probably_meant_is_suggested(value: str, meant: str) -> None:
    assert only_fault(lambda: thing_of(f"{LEAST}on: {value}")).problem.endswith(f"; write {meant}")


def test_a_text_with_a_colon_is_shown_in_the_quotes_that_it_needs() -> None:
    fault = only_fault(lambda: thing_of("count: 1\nparts: [{name: {a: b}, weight: 1}]"))
    assert fault.problem.endswith('a text with a colon needs straight quotes: "a: b"')


@pytest.mark.parametrize(
    ("text", "key", "problem"),
    [
        ("count: 1", "parts", "is missing: expected a list"),
        ("parts: [{name: a, weight: 1}]", "count", "is missing: expected a whole number"),
        ("count: 0\nparts: [{name: a, weight: 1}]", "count", "expected 1 to 5, not 0"),
        ("count: 6\nparts: [{name: a, weight: 1}]", "count", "expected 1 to 5, not 6"),
        ("count: true\nparts: [{name: a, weight: 1}]", "count", "expected a whole number"),
        ("count: 2.0\nparts: [{name: a, weight: 1}]", "count", "expected a whole number"),
        ("count: '2'\nparts: [{name: a, weight: 1}]", "count", "expected a whole number"),
        ("count: null\nparts: [{name: a, weight: 1}]", "count", "expected a whole number"),
        ("count: 1\nparts: []", "parts", "expected 1 to 2 entries, not 0"),
        ("count: 1\nparts: {a: 1}", "parts", "expected a list, not keys with values"),
        ("count: 1\nparts: ab", "parts", "expected a list, not 'ab'"),
        ("count: 1\nparts: [1]", "parts[1]", "expected the keys name, weight"),
        ("count: 1\nparts: [{name: a, weight: 10.5}]", "parts[1].weight", "expected 0 to 10 kg"),
        ("count: 1\nparts: [{name: a, weight: true}]", "parts[1].weight", "expected a number"),
        ("count: 1\nparts: [{name: a, weight: .nan}]", "parts[1].weight", "expected a number"),
        ("[1, 2]", "", "expected the keys count, parts"),
        ("null", "", "expected the keys count, parts"),
    ],
)
def test_a_wrong_shape_is_reported_where_it_is(text: str, key: str, problem: str) -> None:
    fault = only_fault(lambda: thing_of(text))
    assert fault.key == key
    assert fault.problem.startswith(problem)


def test_a_missing_value_is_reported_with_what_it_should_be() -> None:
    faults = faults_of(lambda: accept(*structure(parse(b"{}", FILE), Needy)))
    assert [fault.problem for fault in faults] == [
        "is missing: expected one of: red, green",
        "is missing: expected a value",
        "is missing: expected a number",
    ]


def test_every_fault_is_reported_at_once_with_its_own_line() -> None:
    text = "count: 9\nparts:\n  - name: ''\n    weight: -1\n  - wght: 2\ncolour: gren\nsize: 1\n"
    faults = faults_of(lambda: thing_of(text))
    assert [(fault.line, fault.key) for fault in faults] == [
        (1, "count"),
        (3, "parts[1].name"),
        (4, "parts[1].weight"),
        (5, "parts[2].name"),
        (5, "parts[2].wght"),
        (6, "colour"),
        (7, "size"),
    ]


@pytest.mark.parametrize("text", ["a", "x" * 200, "Qìhǎi 气海", "say “chee” — well", "2 and 3"])
def test_plain_words_can_be_shown(text: str) -> None:
    Text().check(text)


@pytest.mark.parametrize("text", UNSHOWABLE)
def test_words_that_cannot_be_shown_plainly_are_refused(text: str) -> None:
    with pytest.raises(Expected):
        Text().check(text)


def test_the_first_three_characters_that_cannot_be_shown_are_named() -> None:
    with pytest.raises(Expected) as caught:
        Text().check("a\x01\x02\n\x03")
    assert str(caught.value) == (
        "expected plain words on one line, without"
        " U+0001: leave it out; U+0002: leave it out; U+000A: write a space"
    )


def test_spaces_around_words_are_named() -> None:
    with pytest.raises(Expected, match="without leading or trailing spaces"):
        Text().check(" a")


@pytest.mark.parametrize("path", ["cv6.webp", "slim-light/cv6.webp", "a/b/c", "a..b/c"])
def test_a_path_below_its_folder_is_accepted(path: str) -> None:
    Below().check(path)


@pytest.mark.parametrize("path", ["", "/cv6.webp", "a//b", "a/", "a\\b", "..", "a/../b", "a/.b"])
def test_a_path_that_may_leave_its_folder_or_is_hidden_is_refused(path: str) -> None:
    with pytest.raises(Expected, match="expected a path that stays below this folder"):
        Below().check(path)


@pytest.mark.parametrize("value", [float("nan"), float("inf"), float("-inf"), -0.001, 10.001])
def test_no_number_outside_the_range_is_accepted(value: float) -> None:
    with pytest.raises(Expected, match="expected 0 to 10 s"):
        Between(0, 10, "s").check(value)


@pytest.mark.parametrize("value", [0, 10, 0.0, 10.0, 5])
def test_a_range_includes_both_ends(value: float) -> None:
    Between(0, 10, "s").check(value)


@pytest.mark.parametrize("number", ["15", "112", "999", "12345678"])
def test_a_number_to_dial_has_two_to_eight_digits(number: str) -> None:
    Digits().check(number)


@pytest.mark.parametrize("number", ["", "1", "123456789", "1 1 2", "+112", "١١٢", "1²"])
def test_a_number_that_cannot_be_dialled_is_refused(number: str) -> None:
    with pytest.raises(Expected, match="expected two to eight digits in quotes, not"):
        Digits().check(number)


@pytest.mark.parametrize("name", ["/etc/passwd", "a/b", "a\\b", "..", ".hidden", "../up"])
def test_a_path_is_refused_as_a_name(name: str) -> None:
    with pytest.raises(Expected, match="expected a name, not a path"):
        Name().check(name)


def test_a_name_may_hold_a_point() -> None:
    Name().check("li4.left.webp")


@pytest.mark.parametrize("rule", [Name(), Below()])
@pytest.mark.parametrize("name", ["x" * 256, "\u00e9" * 128, "a\u200b.opus", "\ud800", "a\x1b"])
def test_a_name_that_no_file_can_have_is_refused(rule: Name | Below, name: str) -> None:
    with pytest.raises(Expected, match="expected a name"):
        rule.check(name)


@pytest.mark.parametrize("rule", [Name(), Below()])
def test_the_longest_name_is_accepted(rule: Name | Below) -> None:
    rule.check("x" * 255)


def test_a_name_that_is_too_long_is_refused_with_the_limit() -> None:
    with pytest.raises(Expected, match="expected a name of at most 255 bytes"):
        Name().check("x" * 256)


def test_a_list_of_different_entries_has_no_duplicates() -> None:
    Different().check([1, 2, 3])
    with pytest.raises(Expected, match="expected each entry once"):
        Different().check([1, 2, 1])


def test_an_unknown_name_is_reported_with_the_nearest() -> None:
    Known(("left", "right")).check("left")
    with pytest.raises(Expected, match="'lft' is not known; did you mean left"):
        Known(("left", "right")).check("lft")


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ({}, "keys with values"),
        ([], "a list"),
        (None, "nothing"),
        (True, "true"),
        (5, "5"),
        ("x\x1b", "'x\\x1b'"),
    ],
)
def test_a_value_is_shown_in_plain_words(value: object, text: str) -> None:
    assert shown(value) == text


def test_a_long_value_is_shown_short() -> None:
    assert len(shown("x" * 1000)) == 40


def test_only_a_value_of_more_than_forty_characters_is_shortened() -> None:
    assert shown("x" * 38) == repr("x" * 38)
    assert shown("x" * 39) == "'" + "x" * 36 + "..."


def test_nothing_made_is_never_accepted() -> None:
    assert accept(5, []) == 5
    faults_of(lambda: accept(5, [only_fault(lambda: thing_of("null"))]))
    with pytest.raises(FaultyInput):
        accept(None, [])


def test_a_sentence_of_twelve_words_is_one_breath_and_of_thirteen_is_not() -> None:
    twelve = " ".join(["word"] * 12)
    Spoken().check(twelve)
    Spoken().check(f"{twelve}. {twelve}?")
    with pytest.raises(Expected, match="expected at most 12 words a sentence, not 13"):
        Spoken().check(f"{twelve} more.")
    with pytest.raises(Expected, match="expected at most 200 characters"):
        Spoken().check("x" * 201)
