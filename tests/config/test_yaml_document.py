from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.config import yaml_document
from kiosk.config.faults import Fault, FaultyInput
from kiosk.config.paths import ROUTINES
from kiosk.config.yaml_document import DEEPEST, check_plain, parse, read
from tests.special_files import KINDS, put
from tests.yaml_inputs import FILE, faults_of, only_fault

WORDS = ["no", "yes", "on", "off", "True", "NULL", "1:30", "2020-01-01", "0x10", "0o17", "1_000"]
WORDS += [".nan", ".inf", "nan", "1e400", "9" * 16, "7\u0667"]


def data_of(text: str) -> object:
    return parse(text.encode(), FILE).data


def fault_of(text: str | bytes) -> Fault:
    return only_fault(lambda: parse(text.encode() if isinstance(text, str) else text, FILE))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("7", 7),
        ("-7", -7),
        ("+7", 7),
        ("007", 7),
        ("0.5", 0.5),
        (".5", 0.5),
        ("1e2", 100.0),
        ("true", True),
        ("false", False),
        ("null", None),
        ("~", None),
        ("", None),
        ("'7'", "7"),
        ('"true"', "true"),
        ("2 and 3", "2 and 3"),
    ],
)
def test_a_value_is_read_by_the_yaml_12_core_schema(text: str, value: object) -> None:
    found = data_of(f"key: {text}")
    assert found == {"key": value}
    assert isinstance(found, dict)
    assert type(found["key"]) is type(value)


@pytest.mark.parametrize("word", WORDS)
def test_words_that_other_yaml_readers_convert_stay_words(word: str) -> None:
    assert data_of(f"key: {word}") == {"key": word}


def test_every_key_and_entry_knows_its_line() -> None:
    document = parse(b"\n# a comment\na:\n  b: 1\nlist:\n  - x\n  - y: 2\n", FILE)
    assert document.lines[("a",)] == 3
    assert document.lines[("a", "b")] == 4
    assert document.lines[("list", 0)] == 6
    assert document.lines[("list", 1, "y")] == 7


def test_a_fault_at_an_unknown_key_is_placed_at_the_nearest_key_above() -> None:
    document = parse(b"a:\n  b: 1\n", FILE)
    assert document.fault(("a", "b", "c", 3), "x") == Fault(str(FILE), 2, "a.b.c[4]", "x")
    assert document.fault(("z",), "x").line == 1


def test_a_byte_order_mark_does_no_harm() -> None:
    assert parse(b"\xef\xbb\xbfa: 1\n", FILE).data == {"a": 1}


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("", 1, "empty"),
        ("\ufeff", 1, "empty"),
        ("a: 1\nb: [1\n", 2, "has no ]"),
        ("a: 1\n\tb: 2\n", 2, "expected spaces here, not a tab"),
        ("a: 1\nb:\t2\n", 2, "expected spaces here, not a tab"),
        ("a:\n\t- b\n", 2, "expected spaces here, not a tab"),
        ("a: [1,\n\t2]\n", 2, "expected spaces here, not a tab"),
        ("a: 1\n b: 2\n", 2, "indented too deep"),
        ("a: 'x\n", 1, "never closed"),
        ("a: 1\n---\nb: 2\n", 2, "another document"),
        ("a: 1\nb: &x 1\n", 2, "anchor"),
        ("a: 1\nb: *x\n", 2, "alias"),
        ("a: 1\nb: !!binary aGk=\n", 2, "tag"),
        ("a: 1\nb: !own 7\n", 2, "tag"),
        ("a: 1\n3: x\n", 2, "expected words as keys"),
        ("a: 1\ntrue: x\n", 2, "expected words as keys"),
        ("a: 1\nnull: x\n", 2, "expected words as keys"),
        ("a: 1\n[b]: x\n", 2, "expected words as keys"),
        ("a: 1\n{b: c}: x\n", 2, "expected words as keys"),
        ("a: 1\nb: 2\na: 3\n", 3, "is already defined on line 1"),
        (b"a: 1\nb: \xff\n", 2, "UTF-8"),
        ("a: b\n".encode("utf-16"), 1, "UTF-8"),
        (b"a: \xed\xa0\x80\n", 1, "UTF-8"),
    ],
)
def test_anything_but_plain_yaml_is_reported_with_its_line(
    text: str | bytes, line: int, said: str
) -> None:
    fault = fault_of(text)
    assert (fault.file, fault.line) == (str(FILE), line)
    assert said in fault.problem


@pytest.mark.parametrize(
    "text",
    [
        "# only a comment\n",
        "---\n",
        "---\n# a comment\n",
        " \n\n",
        "\t\n",
        "\n",
        "\ufeff# a\n",
        "~",
    ],
)
def test_comments_alone_yield_none(text: str) -> None:
    assert data_of(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "a: 1\t# a comment\n",
        "a: 1 \t # a comment\n",
        "a: 1\n\t# a comment\n\t\t#\n",
        "\t\n\t# a comment\na: 1\n",
        "a: 1\t\r\n",
        "a: 1\n\t",
        "a:\t# a comment\n  1\n",
        "{a: 1,\t# a comment\n}\n",
    ],
)
def test_a_tab_before_a_comment_or_at_the_end_of_a_line_does_no_harm(text: str) -> None:
    assert data_of(text) == {"a": 1}


def test_a_tab_within_quotes_stays() -> None:
    assert data_of('a: "x\t# y"\n') == {"a": "x\t# y"}


def test_duplicates_are_reported_all_at_once_with_their_full_path() -> None:
    faults = faults_of(lambda: parse(b"a:\n  b: 1\n  b: 2\nc:\n  - d: 1\n    d: 2\n", FILE))
    assert [(fault.line, fault.key) for fault in faults] == [(3, "a.b"), (6, "c[1].d")]


@pytest.mark.parametrize("opening", ["[", "{a: ", "- "])
@pytest.mark.parametrize("depth", [1000, 50_000])
def test_deep_nesting_is_reported_and_not_followed(opening: str, depth: int) -> None:
    assert "nested too deeply" in fault_of(opening * depth).problem


@pytest.mark.parametrize("character", ["\0", "\x07", "\x1b", "\x7f", "\uffff"])
def test_a_control_character_is_reported_with_its_line(character: str) -> None:
    fault = fault_of(f"a: 1\nb: 2\n# {character}\n")
    assert "not valid YAML" in fault.problem
    assert fault.line == 3


@pytest.mark.parametrize(
    "value",
    ["!!int x", "!!int 7", "!!float 1:30", "!!bool yes", "!own [1]", "!!set {a}", "!own {a: 1}"],
)
def test_a_tag_is_reported_whether_or_not_it_fits_its_value(value: str) -> None:
    fault = fault_of(f"a: 1\nb: {value}\n")
    assert fault.line == 2
    assert "tag" in fault.problem


def test_a_missing_file_is_reported(tmp_path: Path) -> None:
    file = tmp_path / "none.yaml"
    assert (
        str(only_fault(lambda: read(file))) == f"{file}: cannot be read: No such file or directory"
    )


@pytest.mark.parametrize("what", KINDS)
def test_whatever_is_in_a_file_s_place_is_reported_at_once(what: str, tmp_path: Path) -> None:
    put(what, tmp_path / "some.yaml")
    assert "cannot be read: " in only_fault(lambda: read(tmp_path / "some.yaml")).problem


@pytest.mark.parametrize(
    ("path", "why"),
    [
        ("x" * 300, "File name too long"),
        ("/".join("x" * 3000), "File name too long"),
        ("file/below", "Not a directory"),
    ],
)
def test_an_impossible_path_is_reported(path: str, why: str, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert only_fault(lambda: read(tmp_path / path)).problem == f"cannot be read: {why}"


def test_a_link_to_a_file_is_read(tmp_path: Path) -> None:
    (tmp_path / "some.yaml").write_text("a: 1\n")
    (tmp_path / "link.yaml").symlink_to("some.yaml")
    assert read(tmp_path / "link.yaml").data == {"a": 1}


@pytest.mark.parametrize("data", [None, True, 7, -0.5, "words", [], {}, {"a": [{"b": "c"}]}])
def test_data_that_a_file_can_contain_is_plain(data: object) -> None:
    check_plain(data)


def _nested(depth: int) -> object:
    return [_nested(depth - 1)] if depth else 1


@pytest.mark.parametrize(
    "data",
    [
        *(float("inf"), float("-inf"), float("nan"), 10**400, 1e100),
        *("\ud800", ["\udfff"], {"\ud800": 1}, {"a": {"b": "\ud800"}}, _nested(DEEPEST + 1)),
    ],
)
def test_data_that_no_file_can_contain_is_refused(data: object) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        check_plain(data)


def test_the_largest_file_is_read_and_a_larger_one_is_reported(tmp_path: Path) -> None:
    file = tmp_path / "large.yaml"
    file.write_bytes(b"a: 1\n#".ljust(1000, b"x"))
    assert read(file, 1000).data == {"a": 1}
    file.write_bytes(b"a: 1\n#".ljust(1001, b"x"))
    assert "larger" in only_fault(lambda: read(file, 1000)).problem


@pytest.mark.parametrize(
    "text",
    [
        "a: 1\nb: [x, 'y', \"z\"]\nc:\n  - d: null\n    e: |\n      two\n      lines\n",
        "a: text # comment of one space\n",
        "a: \u201cx\u201d\n",
        "a: two\twords\n",
        "a: 1\t# tab\n",
        "a: &b 1\nc: *b\n",
        "a: !x 1\n",
        "a: 1\na: 2\n",
        "a: [1, 2\n",
        "a: 'it\n",
        "[" * 60,
        "# only a comment\n",
    ],
)
def test_libyaml_changes_neither_what_is_read_nor_what_is_said(
    text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def told() -> object:
        try:
            return parse(text.encode(), FILE)
        except FaultyInput as error:
            return error.faults

    quick = told()
    monkeypatch.setattr(yaml_document, "_Quick", None)
    assert told() == quick


def test_a_shipped_routine_is_read_by_libyaml_where_there_is_one() -> None:
    file = next(ROUTINES.glob("*.yaml"))
    text = file.read_text("utf-8")
    if yaml_document._Quick:
        assert yaml_document._quickly(text, file) == read(file)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("{fr: Merci, au revoir}", 'fr: "Merci, au revoir"'),
        ("{fr: a, b, c, de: d}", 'fr: "a, b, c"'),
        ("{width: 800, 480}", 'width: "800, 480"'),
    ],
)
def test_a_text_in_braces_that_a_comma_ends_is_told_as_one_fault(text: str, meant: str) -> None:
    fault = fault_of(f"a:\n  key: {text}\n")
    assert (fault.line, fault.key) == (2, "a.key")
    assert f"a text with a comma needs double quotes: {meant}; if" in fault.problem


def test_a_text_in_braces_may_have_a_comma_in_quotes() -> None:
    text = 'key: {a: "b, c", d: , e: [1, 2], "f": {g: 1}}'
    found = {"a": "b, c", "d": None, "e": [1, 2], "f": {"g": 1}}
    assert data_of(text) == {"key": found}


def test_a_sentence_in_brackets_that_a_comma_tears_is_a_slip() -> None:
    document = parse(b"key: [Stop., 'Rest, then', Lie down, then rest.]", FILE)
    (slip,) = document.slips.values()
    assert (slip.key, slip.problem) == (
        "key[4]",
        'a text with a comma needs double quotes: "Lie down, then rest."',
    )
