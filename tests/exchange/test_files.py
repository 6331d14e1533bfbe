from __future__ import annotations

import contextlib
import json
import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.exchange import files, status
from kiosk.exchange.files import LARGEST_BYTES, Unusable, parse, read, write
from kiosk.exchange.status import MOST_DAYS, Day, Status, Trouble
from kiosk.exchange.wishes import Brightness, Quiet, Restart, Wishes

FULL = Status(
    123.5,
    "0.1.0",
    (Trouble.BUTTON, Trouble.SOUND),
    ("advance", "repeat"),
    "The settings are faulty: “ä”",
    (Day("2026-11-28", 7, 5),) * MOST_DAYS,
    True,
    60,
)

WISHES = Wishes(Restart(1.0), Quiet(2.0, True), Brightness(3.0, 60))

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=5,
)

near_misses = st.fixed_dictionaries(
    {
        "restart": json_values | st.fixed_dictionaries({"at": json_values}),
        "quiet": json_values | st.fixed_dictionaries({"at": json_values, "on": json_values}),
        "brightness": json_values
        | st.fixed_dictionaries({"at": json_values, "percent": json_values}),
    }
)


@pytest.mark.parametrize("made", [FULL, Status(0.0, "0.1.0"), WISHES, Wishes()])
def test_what_one_side_writes_the_other_reads(made: Any, tmp_path: Path) -> None:
    file = tmp_path / "it.json"
    write(file, made, 0o640)
    assert read(file, type(made)) == made


def test_the_largest_status_is_far_below_the_limit(tmp_path: Path) -> None:
    write(tmp_path / "it.json", FULL, status.MODE)
    assert (tmp_path / "it.json").stat().st_size < LARGEST_BYTES / 5


def test_the_status_is_readable_by_the_group_whatever_the_umask(tmp_path: Path) -> None:
    before = os.umask(0o077)
    try:
        write(tmp_path / "it.json", FULL, status.MODE)
    finally:
        os.umask(before)
    assert (tmp_path / "it.json").stat().st_mode & 0o777 == 0o640


def test_a_missing_file_is_nothing(tmp_path: Path) -> None:
    assert read(tmp_path / "it.json", Wishes) is None
    assert read(tmp_path / "no" / "folder" / "it.json", Wishes) is None


@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_any_bytes_are_wishes_or_unusable(raw: bytes) -> None:
    with contextlib.suppress(Unusable):
        assert isinstance(parse(raw, Wishes), Wishes)


@given(near_misses)
def test_anything_like_wishes_is_wishes_with_values_in_range_or_unusable(data: object) -> None:
    try:
        made = parse(json.dumps(data).encode(), Wishes)
    except Unusable:
        return
    if made.quiet:
        assert type(made.quiet.on) is bool
    if made.brightness:
        assert 40 <= made.brightness.percent <= 100
    for wish in (made.restart, made.quiet, made.brightness):
        assert wish is None or 0 <= wish.at <= 1e10


@pytest.mark.parametrize(
    ("raw", "why"),
    [
        (b"", "it is not plain JSON"),
        (b"\xff\xfe", "it is not plain JSON"),
        (b"[" * 9000, "it is not plain JSON"),
        (b'{"restart": {"at": 1' + b"0" * 5000 + b"}}", "it is not plain JSON"),
        (b'{"restart": {"at": NaN}}', "it is not plain JSON"),
        (b'{"restart": {"at": 1}, "restart": null}', "it is not plain JSON"),
        (b'{"restart": {"at": true}}', "expected a number, not true"),
        (b'{"restart": {"at": -1}}', "restart.at: expected 0 to 1e+10 s"),
        (b'{"restart": {}}', "restart.at: is missing"),
        (b'{"quiet": {"at": 1, "on": "yes"}}', "quiet.on: expected true or false"),
        (b'{"brightness": {"at": 1, "percent": 10}}', "expected 40 to 100 %, not 10"),
        (b'{"shutdown": {"at": 1}}', "shutdown: unknown key"),
        (b"[]", "expected the keys"),
    ],
)
def test_faulty_wishes_are_refused_with_the_reason(raw: bytes, why: str) -> None:
    with pytest.raises(Unusable) as raised:
        parse(raw, Wishes)
    assert why in str(raised.value)


def _link(file: Path) -> None:
    file.with_name("there").write_text("{}")
    file.symlink_to("there")


@pytest.mark.parametrize(
    "make",
    [Path.mkdir, os.mkfifo, _link, lambda file: file.write_bytes(b" " * (LARGEST_BYTES + 1))],
    ids=["a folder", "a pipe", "a link", "too large"],
)
def test_anything_but_a_small_file_is_refused(make: Any, tmp_path: Path) -> None:
    make(tmp_path / "it.json")
    with pytest.raises(Unusable, match="it cannot be read"):
        read(tmp_path / "it.json", Wishes)


def test_the_clock_counts_from_the_boot() -> None:
    with Path("/proc/uptime").open() as uptime:
        assert abs(files.boottime() - float(uptime.read().split()[0])) < 5.0
