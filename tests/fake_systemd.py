"""A fake systemd that receives the kiosk's messages on a notify socket."""

from __future__ import annotations

import select
import socket
import threading
from pathlib import Path

import pytest

from tests.recorder import SAFETY_NET

ENDED = "ENDED"
"""Sent after the app has ended; no message of the notify protocol has this text."""


class FakeSystemd:
    """The receiver of the messages that the app sends to ``NOTIFY_SOCKET``."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
        self.heard: list[str] = []
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self._socket.bind(str(folder / "notify"))
        self._socket.settimeout(SAFETY_NET)
        monkeypatch.setenv("NOTIFY_SOCKET", str(folder / "notify"))

    def until(self, message: str) -> None:
        """Receive messages until ``message`` comes."""
        while message not in self.heard:
            received = self._socket.recv(1000).decode()
            assert received != ENDED, f"the app ended before it said {message}"
            self.heard.append(received)

    def say_the_end(self, listener: threading.Thread) -> None:
        """Send ``ENDED`` to a thread that still waits for a message.

        The queue holds few messages, and a thread that waits no longer does not empty it.
        """
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as sender:
            sender.setblocking(False)
            while listener.is_alive():
                try:
                    sender.sendto(ENDED.encode(), self._socket.getsockname())
                except BlockingIOError:
                    listener.join(0.01)
                else:
                    return

    def forget(self) -> None:
        """Drop the messages of an earlier run, received or not."""
        self.heard.clear()
        while select.select([self._socket], [], [], 0)[0]:
            self._socket.recv(1000)

    def close(self) -> None:
        self._socket.close()
