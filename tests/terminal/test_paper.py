from __future__ import annotations

import os
import pty
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import pyte
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.terminal import paper
from kiosk.terminal.columns import laid
from kiosk.terminal.page import Page, page
from kiosk.terminal.paper import InPlace, Lines
from tests.terminal.test_page import tr, views

TEXT = st.lists(st.sampled_from(["a", "b", " ", "按", "压", "e\u0301", "，"])).map("".join)
"""Letters with combining marks, and characters that take two columns."""

Show = Callable[[Page], list[str]]

PRESS = Page(("Press", "Seconds left: 30"), (("Left hand",), ("Round 1 of 5",)), ("A: Next",))


@dataclass
class Fake:
    """A terminal in memory: the bytes written to it and the screen they produce."""

    columns: int = 40
    rows: int = 12

    def __post_init__(self) -> None:
        self.screen = pyte.Screen(self.columns, self.rows)
        self.stream = pyte.ByteStream(self.screen)
        self.written = b""

    def __call__(self, file: int, text: bytes) -> None:
        self.written = text
        self.stream.feed(text.replace(b"\x1b[?1049h", b"").replace(b"\x1b[?1049l", b""))

    @property
    def seen(self) -> list[str]:
        # A wide character is followed by an empty cell in pyte's rows.
        return [row.rstrip() for row in self.screen.display]

    def resize(self, columns: int, rows: int) -> None:
        self.columns, self.rows = columns, rows
        self.screen.resize(rows, columns)


@pytest.fixture
def fake(monkeypatch: pytest.MonkeyPatch) -> Fake:
    made = Fake()
    monkeypatch.setattr(paper, "write", made)
    monkeypatch.setattr(paper, "_size", lambda _: os.terminal_size((made.columns, made.rows)))
    return made


def rows(*texts: str) -> list[str]:
    return [*texts, *[""] * (12 - len(texts))]


def test_a_page_is_seen_as_it_is_laid_out(fake: Fake) -> None:
    InPlace(1).show(PRESS)
    assert fake.seen == rows(
        "Press", "Seconds left: 30", "", "Left hand", "", "Round 1 of 5", "", "A: Next"
    )


def test_a_countdown_rewrites_only_its_digits(fake: Fake) -> None:
    screen = InPlace(1)
    screen.show(PRESS)
    screen.show(replace(PRESS, head=("Press", "Seconds left: 29")))
    assert fake.written == b"\x1b[2;15H29\x1b[8;8H"
    screen.show(replace(PRESS, head=("Press", "Seconds left: 28")))
    assert fake.written == b"\x1b[2;16H8\x1b[8;8H"
    screen.show(replace(PRESS, head=("Press", "Seconds left: 9")))
    assert fake.seen[1] == "Seconds left: 9"


def test_what_is_on_the_screen_is_not_written_again(fake: Fake) -> None:
    screen = InPlace(1)
    screen.show(PRESS)
    fake.written = b""
    screen.show(PRESS)
    assert fake.written == b""


def test_a_new_size_lays_everything_out_again(fake: Fake) -> None:
    screen = InPlace(1)
    screen.show(PRESS)
    fake.resize(9, 8)
    screen.show(PRESS)
    assert fake.seen == [
        "Press", "Seconds", "left: 30", "Left hand", "Round 1", "of 5", "A: Next", ""
    ]  # fmt: skip


def test_a_terminal_that_reports_no_size_has_the_usual_one() -> None:
    master, slave = pty.openpty()
    assert paper._size(slave) == (80, 24)
    os.close(slave)
    os.close(master)
    assert paper._size(slave) == (80, 24)


def test_a_page_too_long_for_the_terminal_is_turned_and_the_next_begins_at_its_start(
    fake: Fake,
) -> None:
    fake.resize(40, 6)
    long = Page(("Find",), (tuple(f"line {n}" for n in range(6)),), ("A: Ready",))
    screen = InPlace(1)
    screen.show(long)
    assert fake.seen == ["Find", "line 0", "line 1", "line 2", "Down: read on (1 of 2)", "A: Ready"]
    screen.turn_page(1)
    screen.show(long)
    assert fake.seen == ["Find", "line 3", "line 4", "line 5", "Down: read on (2 of 2)", "A: Ready"]
    screen.turn_page(1)
    screen.show(long)
    assert fake.seen[1] == "line 0"
    screen.turn_page(-1)
    screen.show(long)
    assert fake.seen[1] == "line 3"
    screen.show(replace(long, head=("Press",)))
    assert fake.seen[:2] == ["Press", "line 0"]


@given(
    st.lists(
        st.lists(TEXT, min_size=1, max_size=10),
        min_size=1,
        max_size=4,
    )
)
def test_the_new_rows_are_shown_whatever_was_there(pages: list[list[str]]) -> None:
    """Incremental output looks the same as a full redraw."""
    made, at_once = Fake(), Fake()
    before: tuple[str, ...] = ()
    for texts in pages:
        after = laid(Page(("t",), (tuple(texts),), ()), 40, 12).rows
        made.stream.feed("".join(paper._changes(before, after, 40)).encode())
        before = after
        at_once.screen.reset()
        at_once.stream.feed("\r\n".join(after).encode())
        assert made.seen == at_once.seen


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_a_whole_session_is_seen_page_by_page(fake: Fake, language: str) -> None:
    screen = InPlace(1)
    for view in views(language).values():
        made = page(view, tr(language))
        screen.show(made)
        wanted = laid(made, 40, 12).rows
        fresh = Fake()
        fresh.stream.feed("\r\n".join(wanted).encode())
        assert fake.seen == fresh.seen


def test_at_the_end_the_former_screen_comes_back(fake: Fake) -> None:
    screen = InPlace(1)
    screen.begin()
    assert fake.written == b"\x1b[?1049h"
    screen.show(PRESS)
    screen.end()
    assert fake.written == b"\x1b[12;1H\r\n\x1b[?1049l"


def test_after_a_stop_everything_is_written_again(fake: Fake) -> None:
    screen = InPlace(1)
    screen.show(PRESS)
    fake.screen.reset()
    screen.begin()
    screen.show(PRESS)
    assert fake.seen[0] == "Press"


@pytest.fixture
def lines(fake: Fake, monkeypatch: pytest.MonkeyPatch) -> Show:
    """Show pages as lines, and return the lines written for the last."""
    written = list[str]()
    monkeypatch.setattr(paper, "write", lambda file, text: written.append(text.decode()))
    made = Lines(1)

    def show(page: Page) -> list[str]:
        written.clear()
        made.show(page)
        return "".join(written).splitlines()

    return show


def test_a_first_page_is_written_line_by_line(lines: Show) -> None:
    assert lines(PRESS) == ["Press", "Seconds left: 30", "Left hand", "Round 1 of 5", "A: Next"]


def test_a_countdown_that_runs_writes_no_line(lines: Show) -> None:
    lines(PRESS)
    assert lines(replace(PRESS, head=("Press", "Seconds left: 29"))) == []


def test_the_next_page_adds_its_title_and_what_is_new(lines: Show) -> None:
    lines(PRESS)
    after = Page(("Release", "Seconds left: 5"), (("Left hand",), ("Round 2 of 5",)), ("A: Next",))
    assert lines(after) == ["", "Release", "Seconds left: 5", "Round 2 of 5"]


def test_a_key_that_becomes_active_is_written_without_the_page(lines: Show) -> None:
    lines(replace(PRESS, keys=()))
    assert lines(PRESS) == ["A: Next"]


@pytest.fixture
def halted() -> Iterator[tuple[int, int]]:
    """Yield a full, non-blocking terminal."""
    master, slave = pty.openpty()
    os.set_blocking(slave, False)
    try:
        while True:
            os.write(slave, b"x" * 1000)
    except BlockingIOError:
        yield master, slave
    finally:
        os.close(master)
        os.close(slave)


def test_everything_is_written_to_a_non_blocking_terminal(halted: tuple[int, int]) -> None:
    import threading

    master, slave = halted
    read = bytearray()

    def drain() -> None:
        while not read.endswith(b"end"):
            read.extend(os.read(master, 4096))

    thread = threading.Thread(target=drain)
    thread.start()
    paper.write(slave, b"y" * 10_000 + b"end")
    thread.join()
    assert read.count(b"y") == 10_000
