"""The agent: connects, publishes the newest report only, takes commands, and reconnects."""

from __future__ import annotations

import json
import logging
import random
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from kiosk.config.faults import plain
from kiosk.config.fleet import Fleet
from kiosk.fleet import discovery
from kiosk.fleet.backoff import LASTING, Backoff
from kiosk.fleet.connection import KEEPALIVE, Connection
from kiosk.fleet.report import Report
from kiosk.fleet.topics import OFFLINE, ONLINE, Topics
from kiosk.fleet.trouble import CLONED, NoConnection, Problem
from kiosk.fleet.wishing import COMMANDS, Gate

log = logging.getLogger(__name__)

NO_ACCESS = "The broker's access list forbids {} to publish on its own topics"

SUSPICIOUS = 3
"""This many short connections in a row suggest that two kiosks share an id, which Mosquitto does
not report."""


@dataclass(frozen=True)
class Timing:
    """The agent's times, in seconds.

    :ivar poll: between two checks of the report
    :ivar reborn: the longest wait, of random length, after Home Assistant has started, so that
        fifty kiosks do not answer at once
    :ivar lasting: how long a connection must last to count as a success
    """

    poll: float = 2.0
    reborn: float = 10.0
    lasting: float = LASTING
    keepalive: int = KEEPALIVE


class Agent:
    """Publishes the reports of one kiosk.

    :param file: the settings file, beside which the secrets are
    :param kiosk: the kiosk's id
    :param report: returns what to publish now
    :param obey: acts on a command and its payload
    :param alive: called at each turn, at least every few seconds while nothing hangs
    """

    def __init__(
        self,
        fleet: Fleet,
        file: Path,
        kiosk: str,
        report: Callable[[], Report],
        obey: Callable[[str, bytes], None],
        timing: Timing | None = None,
        alive: Callable[[], None] = lambda: None,
    ) -> None:
        self.topics = Topics.of(fleet, kiosk)
        self._fleet, self._file, self._kiosk = fleet, file, kiosk
        self._report, self._timing, self._alive = report, timing or Timing(), alive
        self._gate = Gate(obey)
        self._backoff = Backoff(self._timing.lasting)
        self._problem, self._short = "", 0
        self._stopping = threading.Event()
        self._published: Report | None = None
        self._next_heartbeat = self._reborn = float("inf")

    def stop(self) -> None:
        """End soon; safe on any thread and in a signal handler."""
        self._stopping.set()

    def run(self) -> None:
        """Connect again and again, until stopped."""
        while not self._stopping.is_set():
            lasted, problem = self._once()
            if problem and not self._stopping.is_set():
                problem = self._suspect(lasted, problem)
                self._note(replace(problem, text=f"Not connected: {problem.text}"))
                self._rest(self._backoff.next(lasted, problem.patience.value))

    def _suspect(self, lasted: float | None, problem: Problem) -> Problem:
        """Return the likely reason if one connection after another is soon lost."""
        if lasted is not None:
            self._short = self._short + 1 if lasted < self._timing.lasting else 0
        return CLONED if self._short >= SUSPICIOUS and lasted is not None else problem

    def _rest(self, seconds: float) -> None:
        """Wait, with signs of life."""
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0 and not self._stopping.is_set():
            self._alive()
            self._stopping.wait(min(left, self._timing.poll))

    def _once(self) -> tuple[float | None, Problem | None]:
        """Be connected once; return how long it lasted and why it ended."""
        began = None
        try:
            with self._connect() as connection:
                began = time.monotonic()
                self._connected(connection)
                while not self._stopping.is_set():
                    self._turn(connection)
                    if time.monotonic() - began >= self._timing.lasting:
                        self._problem = ""
                connection.finish(connection.publish(self.topics.availability, OFFLINE))
        except NoConnection as error:
            return began and time.monotonic() - began, error.problem
        return None, None

    def _connect(self) -> Connection:
        return Connection(
            self._fleet.broker,
            self._file,
            self._kiosk,
            self._kiosk,
            self._receive,
            (self.topics.availability, OFFLINE),
            self._timing.keepalive,
        )

    def _connected(self, connection: Connection) -> None:
        log.info("Connected to %s as %s", self._fleet.broker.host, self._kiosk)
        birth = [self.topics.birth] if self.topics.birth else []
        commands = map(self.topics.command, COMMANDS) if self._fleet.commands else ()
        if wanted := [*birth, *commands]:
            connection.subscribe(*wanted)
        self._introduce(connection)

    def _introduce(self, connection: Connection) -> None:
        """Publish everything: the device, its state and, last, that it is online."""
        self._reborn = float("inf")
        if self.topics.discovery:
            device = discovery.payload(self._fleet, self.topics)
            connection.publish(self.topics.discovery, json.dumps(device))
        self._publish(connection, self._report())

    def _publish(self, connection: Connection, report: Report) -> None:
        """Publish a report and a sign of life, each valid until a few heartbeats later."""
        expiry = discovery.expiry(self._fleet)
        connection.publish(self.topics.state, report.state, expiry)
        connection.publish(self.topics.days, report.days, expiry)
        connection.publish(self.topics.availability, ONLINE, expiry)
        self._published = report
        self._next_heartbeat = time.monotonic() + self._fleet.heartbeat

    def _turn(self, connection: Connection) -> None:
        """Wait a little, and publish what is due."""
        self._alive()
        connection.wait(self._timing.poll)
        if connection.refused:
            self._note(Problem(NO_ACCESS.format(self._kiosk)))
        now = time.monotonic()
        if now >= self._reborn:
            self._introduce(connection)
            return
        report = self._report()
        if report != self._published or now >= self._next_heartbeat:
            self._publish(connection, report)

    def _receive(self, topic: str, payload: bytes, retained: bool) -> None:
        """Take a message, on the thread of :meth:`run`."""
        if topic == self.topics.birth:
            if payload == b"online" and not retained:
                self._reborn = time.monotonic() + random.uniform(0, self._timing.reborn)
            return
        for command in COMMANDS:
            if topic == self.topics.command(command):
                self._gate(command, payload, retained)

    def _note(self, problem: Problem) -> None:
        """Log a problem once, however often it comes back."""
        if problem.text != self._problem:
            log.warning("%s", plain(problem.text))
        self._problem = problem.text
