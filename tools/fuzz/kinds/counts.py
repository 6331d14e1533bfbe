"""counts.sqlite, which ``stats`` reads and the kiosk writes."""

from __future__ import annotations

import threading
from datetime import date
from functools import cache
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from unittest import mock

from click.testing import CliRunner

from kiosk.cli.main import main
from kiosk.config.language import ENGLISH
from kiosk.config.paths import OWN_SETTINGS
from kiosk.library.content import load as load_content
from kiosk.routine.timeline import Timeline
from kiosk.session.keys import Key
from kiosk.session.state import Offer, Session
from kiosk.session.transitions import moves
from kiosk.stats import store
from kiosk.stats.counter import FILE, Counter
from kiosk.system.errors import UNAVAILABLE
from tools.fuzz import damage
from tools.fuzz.kind import Kind, Wrong, check_printable


@cache
def _sound() -> bytes:
    """Return a valid file with some counts."""
    rows = {
        store.Row(f"2026-11-{day:02}", "back-pain", event, stage): day
        for day in range(1, 31)
        for event, stage in (("started", ""), ("finished", ""), ("left", "BL23"))
    }
    with TemporaryDirectory() as folder:
        file = Path(folder, FILE)
        store.add(file, rows)
        return file.read_bytes()


@cache
def _timeline() -> Timeline:
    return load_content(OWN_SETTINGS).timeline


def make(random: Random) -> bytes:
    """Damage the file, half of the time in its header, schema or first cells."""
    data = _sound()
    part = random.choice((len(data), 100, 512))
    at = random.choice((0, data.index(b"CREATE"), data.index(b"2026-11-30"), 4096))
    if part == len(data):
        return damage.damaged(random, data, damage.ANY)
    piece = damage.damaged(random, data[at : at + part], (*damage.ANY, damage.word))
    return data[:at] + piece + data[at + part :]


def load(data: bytes, folder: Path) -> bool:
    """Print the counts, count a session, and print them again."""
    (folder / FILE).write_bytes(data)
    with mock.patch.dict("os.environ", STATE_DIRECTORY=str(folder)):
        codes = [_stats(), _stats("--json")]
        _count(folder / FILE)
        codes.append(_stats())
    return not any(codes)


def _stats(*arguments: str) -> int:
    result = CliRunner().invoke(main, ["stats", *arguments, "--settings", str(OWN_SETTINGS)])
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    check_printable(result.output)
    if result.exit_code not in (0, UNAVAILABLE):
        raise Wrong(f"stats ends with {result.exit_code}")
    return result.exit_code


def _count(file: Path) -> None:
    """Count the start of a session on the counter's own thread."""
    raised: list[BaseException] = []
    with (
        mock.patch.object(threading, "excepthook", lambda args: raised.append(args.exc_value)),
        Counter(file, lambda: date(2026, 11, 30)) as counter,
    ):
        plan = _timeline()
        offers = (Offer("back-pain", plan, (ENGLISH,)),)
        session = Session.begin(plan, 0.0, offers=offers)
        for after, _ in moves(session, Key.ADVANCE, 1.0):
            counter(session, after)
            session = after
    for error in raised:
        raise error


KIND = Kind("counts", make, load)
