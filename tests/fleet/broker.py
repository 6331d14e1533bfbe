"""A real Mosquitto on loopback, and a client that sees everything on it."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple, Self

import pytest
from paho.mqtt.client import Client, MQTTMessage
from paho.mqtt.enums import CallbackAPIVersion, MQTTProtocolVersion

from tests.recorder import SAFETY_NET

MOSQUITTO = shutil.which(
    "mosquitto", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin"
)


def need_mosquitto() -> str:
    """Return the program, or skip the test loudly."""
    if MOSQUITTO is None:
        pytest.skip("NOT TESTED against a broker: mosquitto is missing (apt-get install mosquitto)")
    return MOSQUITTO


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


class Mosquitto:
    """A broker that can be killed and started again with what it kept on its disk."""

    def __init__(self, folder: Path, *lines: str, port: int | None = None) -> None:
        self.program, self.folder, self.port = need_mosquitto(), folder, port or free_port()
        self.configuration = folder / "mosquitto.conf"
        self._process: subprocess.Popen[bytes] | None = None
        access = (
            () if any("allow_anonymous" in line for line in lines) else ("allow_anonymous true",)
        )
        text = [
            f"listener {self.port} 127.0.0.1",
            *access,
            *("persistence true", "autosave_on_changes true", "autosave_interval 1"),
            f"persistence_location {folder}/",
            *lines,
        ]
        if os.geteuid() == 0:
            text.append("user root")
        self.configuration.write_text("\n".join(text) + "\n")

    def start(self) -> None:
        log = (self.folder / "mosquitto.log").open("ab")
        self._process = subprocess.Popen(
            [self.program, "-c", self.configuration], stdout=log, stderr=log
        )
        log.close()
        end = time.monotonic() + SAFETY_NET
        while True:
            try:
                socket.create_connection(("127.0.0.1", self.port), 1.0).close()
                return
            except OSError:
                assert self._process.poll() is None, (self.folder / "mosquitto.log").read_text()
                assert time.monotonic() < end
                time.sleep(0.02)

    def kill(self, number: int = signal.SIGKILL) -> None:
        assert self._process
        self._process.send_signal(number)
        self._process.wait()
        self._process = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        if self._process:
            self.kill()


class Message(NamedTuple):
    topic: str
    payload: str
    retained: bool


class Spy:
    """A client that records every message on ``#``, and publishes commands."""

    def __init__(self, broker: Mosquitto, user: str | None = None, password: str = "") -> None:
        self.heard: list[Message] = []
        self._news, self._subscribed = threading.Condition(), threading.Event()
        client = Client(CallbackAPIVersion.VERSION2, protocol=MQTTProtocolVersion.MQTTv5)
        if user:
            client.username_pw_set(user, password)
        client.on_connect = lambda client, *_: client.subscribe("#", qos=1)
        client.on_subscribe = lambda *_: self._subscribed.set()
        client.on_message = self._hear
        client.reconnect_delay_set(1, 1)
        self.client, self._broker = client, broker

    def _hear(self, _: Client, __: object, message: MQTTMessage) -> None:
        with self._news:
            self.heard.append(Message(message.topic, message.payload.decode(), message.retain))
            self._news.notify_all()

    def __enter__(self) -> Self:
        self.client.connect("127.0.0.1", self._broker.port)
        self.client.loop_start()
        assert self._subscribed.wait(SAFETY_NET)
        return self

    def __exit__(self, *_: object) -> None:
        self.client.disconnect()
        self.client.loop_stop()

    def say(self, topic: str, payload: str, retain: bool = False) -> None:
        self.client.publish(topic, payload, qos=1, retain=retain).wait_for_publish(SAFETY_NET)

    def payloads(self, topic: str) -> list[str]:
        with self._news:
            return [message.payload for message in self.heard if message.topic.endswith(topic)]

    def clear(self) -> None:
        with self._news:
            self.heard.clear()

    def until(self, there: Callable[[], object], seconds: float = SAFETY_NET) -> None:
        """Wait until it is so."""
        began = time.monotonic()
        with self._news:
            while not there():
                left = began + seconds - time.monotonic()
                assert left > 0, f"not within {seconds:g} s; heard: {self.heard[-5:]}"
                self._news.wait(min(left, 0.05))

    def until_heard(self, topic: str, payload: str) -> None:
        """Wait until the last message on a topic has a payload."""
        self.until(lambda: self.payloads(topic)[-1:] == [payload])


def kept(broker: Mosquitto) -> dict[str, str]:
    """Return what a client that connects now is told of earlier messages."""
    with Spy(broker) as spy:
        # The broker sends what it keeps in answer to the subscription, so before this.
        spy.say("test/end", "")
        spy.until_heard("test/end", "")
        return {message.topic: message.payload for message in spy.heard if message.retained}


def example(kind: str) -> str:
    """Return the example of docs/fleet.md whose first line begins with ``# kind``."""
    text = Path("docs/fleet.md").read_text("utf-8")
    (found,) = re.findall(rf"(?m)^    # {re.escape(kind)}.*\n((?:(?:    .*)?\n)+)", text)
    return "\n".join(line.removeprefix("    ") for line in found.splitlines()) + "\n"
