"""The parts of the machine test that need no machine: presses, and the talk with a guest."""

from __future__ import annotations

import json
import re
import socket
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.config.settings import Buttons, Pins
from kiosk.panel.buttons import ButtonRow, wired
from kiosk.panel.mock_panel import MockPanel
from kiosk.panel.pin_factory import mock_factory
from kiosk.runtime.clock import Manual
from kiosk.session.keys import Key
from tests.mock_wires import settings_with
from tests.recorder import Recorder
from tests.vm import machine as module
from tests.vm.device import Device, aligned, unmatched
from tests.vm.machine import Arch, Machine, NoAnswer
from tests.vm.talk import GREETED_AGAIN, Talk

KEYS = {pin: key for key, pin in wired(Pins()).items()}


class FastGuest:
    """A guest that runs the commands of ``press``, in which only waits take time."""

    def __init__(self) -> None:
        self.clock, self.heard, factory = Manual(100.0), Recorder(), mock_factory()
        self.hand = MockPanel(settings_with(), factory)
        self.row = ButtonRow(Pins(), Buttons(), factory, self.heard, self.clock.now)

    def ask(self, command: str) -> str:
        """Pull lines and let time pass, as the command says."""
        for pull, pin, seconds in re.findall(
            r"echo pull-(\w+) > \S*gpio(\d+)/pull|read -rt ([\d.]+)", command
        ):
            if seconds:
                self.clock.time += float(seconds)
            else:
                act = self.hand.press if pull == "down" else self.hand.release
                act(KEYS[int(pin)])
        return ""


@given(st.lists(st.sampled_from([Key.ADVANCE, Key.REPEAT, Key.SWITCH]), max_size=8))
@settings(max_examples=30)
def test_every_press_counts_on_a_machine_of_any_speed(keys: list[Key]) -> None:
    guest = FastGuest()
    device = Device(cast(Machine, guest))
    for key in keys:
        device.press(key)
    guest.row.close()
    assert guest.heard.calls == keys


PLANNED = [(0.0, True), (0.35, False), (5.0, True), (5.06, False), (8.0, True), (8.6, False)]


@given(st.floats(0.0, 1e5), st.lists(st.floats(-0.02, 0.02), min_size=6, max_size=6))
def test_heard_edges_are_aligned_with_the_plan(start: float, late: list[float]) -> None:
    before = [(start - 1.5, True), (start - 0.9, False)]
    on_the_wire = [(start + at + off, up) for (at, up), off in zip(PLANNED, late, strict=True)]
    heard, half = aligned([*before, *on_the_wire], PLANNED)
    assert len(heard) == len(PLANNED)
    assert half <= 0.04
    assert unmatched(PLANNED, heard, 0.05) == unmatched(heard, PLANNED, 0.05) == []


def test_a_missing_beep_and_an_unplanned_one_are_named() -> None:
    heard, _ = aligned([edge for edge in PLANNED if edge[0] not in (5.0, 5.06)], PLANNED)
    assert unmatched(PLANNED, heard, 0.15) == [(5.0, True), (5.06, False)]
    heard, _ = aligned([*PLANNED[:2], (3.0, True), (3.5, False), *PLANNED[2:]], PLANNED)
    assert unmatched(heard, PLANNED, 0.15) == [(3.0, True), (3.5, False)]


QEMU = """#!{python}
import json, os, re, socket, sys, threading

def door(pattern):
    path = re.search(pattern, " ".join(sys.argv))[1]
    server = socket.socket(socket.AF_UNIX)
    server.bind(path)
    server.listen()
    return server

def agent(server):  # it greets, and hangs at the first command
    port = server.accept()[0].makefile("rwb", buffering=0)
    for line in port:
        if line.strip():
            asked = json.loads(line)
            if "command" in asked:
                os._exit(3) if asked["command"] == "die" else threading.Event().wait()
            port.write(json.dumps({{"number": asked["number"], "boot": "one"}}).encode() + b"\\n")

qmp = door("unix:([^,]*)")
threading.Thread(target=agent, args=[door("path=([^,]*)")], daemon=True).start()
open(re.search("file:([^ ]*)", " ".join(sys.argv))[1], "w").write("the last line\\n")
port = qmp.accept()[0].makefile("rwb", buffering=0)
port.write(b'{{"QMP": {{}}}}\\n')
for line in port:
    port.write(b'{{"return": "registers"}}\\n')
"""


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Machine]:
    program = tmp_path / "qemu"
    program.write_text(QEMU.format(python=sys.executable))
    program.chmod(0o755)
    monkeypatch.setattr(module, "LATENESS", 0.05)
    monkeypatch.setattr(module, "JOURNAL", 0.0)
    monkeypatch.setattr(module, "TELLING", 0.0)
    with Machine(tmp_path, "first_boot", Arch(str(program), (), ""), tmp_path / "kept") as made:
        yield made


def test_a_hung_machine_is_reported_with_its_question_and_its_console(
    machine: Machine,
) -> None:
    with pytest.raises(NoAnswer) as caught:
        machine.ask("systemctl is-system-running", 0.0)
    assert "does not answer" in str(caught.value)
    assert "systemctl is-system-running" in str(caught.value)
    assert str(caught.value).endswith("the last line\n")
    machine.keep()
    assert {"agent.log", "console.log", "registers.log"} <= {
        file.name for file in machine.kept.iterdir()
    }


def test_a_dead_machine_is_reported_and_its_remains_are_kept(machine: Machine) -> None:
    with pytest.raises(NoAnswer, match="machine has ended"):
        machine.ask("die")
    with pytest.raises(NoAnswer, match="machine has ended"):
        machine.picture()
    machine.keep()
    assert "_keep_screen" in (machine.kept / "not-kept.log").read_text()


def test_a_qemu_that_does_not_start_is_reported_with_its_own_message(tmp_path: Path) -> None:
    with pytest.raises(NoAnswer, match="not started"):
        Machine(tmp_path, "machine", Arch("false", (), ""), tmp_path / "kept")


class Guest:
    """The other end of a port, which sends one given piece for each wait of the host."""

    def __init__(self, folder: Path) -> None:
        self.here, there = socket.socketpair()
        self.clock, self.says = Manual(), list[bytes]()
        self.here.settimeout(1.0)
        self.talk = Talk(cast(socket.socket, self), folder / "log", self.clock.now)
        self._port = there

    def settimeout(self, seconds: float) -> None:
        """Record how long the host would wait."""
        self._patience = seconds

    def sendall(self, data: bytes) -> None:
        """Record what the host sends."""
        self._port.sendall(data)

    def recv(self, size: int) -> bytes:
        """Return the next piece; without one, time out."""
        if not self.says:
            self.clock.time += self._patience
            raise TimeoutError
        return self.says.pop(0)

    def hears_only(self, greeting: bytes, answer: bytes) -> None:
        """Answer only this greeting, with this answer."""

        def hear(data: bytes) -> None:
            if greeting in data:
                self.says = [answer]

        self.sendall = hear  # type: ignore[method-assign]

    @property
    def asked(self) -> list[Any]:
        """The questions sent so far."""
        return [json.loads(line) for line in self.here.recv(65536).split(b"\n") if line]


@pytest.fixture
def guest(tmp_path: Path) -> Iterator[Guest]:
    made = Guest(tmp_path)
    yield made
    made.here.close()
    made._port.close()


def test_an_answer_is_found_by_its_number_and_other_lines_are_skipped(guest: Guest) -> None:
    guest.says = [
        b'ut": "half a line"}\n{"number": 0, "code": 9}\n[1]\n',
        b'{"number": 1, "co',
        b'de": 0}\n',
    ]
    assert guest.talk.ask({"command": "true"}, 60.0)["code"] == 0
    assert guest.asked == [{"number": 1, "command": "true"}]


def test_a_command_is_sent_once_and_times_out(guest: Guest) -> None:
    with pytest.raises(TimeoutError):
        guest.talk.ask({"command": "reboot"}, 60.0)
    assert guest.clock.time == 60.0
    assert guest.asked == [{"number": 1, "command": "reboot"}]


def test_a_greeting_is_repeated_until_it_is_answered(guest: Guest) -> None:
    guest.hears_only(b'"number": 3', b'{"number": 3, "boot": "second"}\n')
    assert guest.talk.greet(60.0) == "second"
    assert guest.clock.time == 2 * GREETED_AGAIN


def test_a_late_answer_to_an_earlier_greeting_counts(guest: Guest) -> None:
    guest.hears_only(b'"number": 2', b'{"number": 1, "boot": "first"}\n')
    assert guest.talk.greet(60.0) == "first"


def test_greetings_end_after_a_time(guest: Guest) -> None:
    with pytest.raises(TimeoutError):
        guest.talk.greet(60.0)
    assert guest.clock.time == 60.0


def test_an_ended_machine_is_distinguished_from_a_silent_one(guest: Guest) -> None:
    guest.says = [b""]
    with pytest.raises(EOFError):
        guest.talk.ask({}, 60.0)
