"""The protocol of host and guest: numbered lines of JSON over a virtio-serial port.

A reboot of the guest loses the data in transit and may leave half a line. Answers are therefore
found by their number and other lines skipped. A greeting is repeated until it is answered; a
command is sent only once, as it must not run twice.
"""

from __future__ import annotations

import json
import socket
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

GREETED_AGAIN = 5.0
"""Seconds after which a greeting is repeated."""

KEPT = 400
"""Characters of a line in the log at most."""


class Talk:
    """The host's side of the conversation.

    :param port: the host's end
    :param log: a file for every line, with the seconds since the start
    """

    def __init__(
        self, port: socket.socket, log: Path, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._port, self._log, self._clock = port, log, clock
        self._began, self._number, self._unread = clock(), 0, b""

    def ask(self, question: Mapping[str, Any], patience: float) -> dict[str, Any]:
        """Send a question once and return its answer.

        :raises TimeoutError: if there is none within ``patience`` seconds
        :raises EOFError: if the other side has closed the port
        """
        return self._wait(self._send(question), self._clock() + patience)

    def greet(self, patience: float) -> str:
        """Ask the guest for the id of its boot until it answers, and return the id.

        :raises TimeoutError: if there is no answer within ``patience`` seconds
        :raises EOFError: if the other side has closed the port
        """
        until = self._clock() + patience
        first = self._send({})
        while True:
            try:
                heard = self._wait(first, min(until, self._clock() + GREETED_AGAIN))
                return str(heard["boot"])
            except TimeoutError:
                if self._clock() >= until:
                    raise
            self._send({})

    def _send(self, question: Mapping[str, Any]) -> int:
        self._number += 1
        line = json.dumps({"number": self._number, **question})
        self._note(">", line)
        # The line end before it ends a line that an earlier boot has left unread.
        self._port.sendall(f"\n{line}\n".encode())
        return self._number

    def _wait(self, first: int, until: float) -> dict[str, Any]:
        """Return the next answer with the number ``first`` or a later one."""
        while True:
            line, end, rest = self._unread.partition(b"\n")
            if not end:
                self._receive(until)
                continue
            self._unread = rest
            self._note("<", line.decode(errors="replace"))
            try:
                heard = json.loads(line)
            except ValueError:
                continue
            if isinstance(heard, dict) and heard.get("number", 0) >= first:
                return heard

    def _receive(self, until: float) -> None:
        left = until - self._clock()
        if left <= 0:
            raise TimeoutError
        self._port.settimeout(left)
        more = self._port.recv(65536)
        if not more:
            raise EOFError
        self._unread += more

    def _note(self, way: str, line: str) -> None:
        with self._log.open("a", encoding="utf-8") as log:
            log.write(f"{self._clock() - self._began:8.1f} {way} {line[:KEPT]}\n")
