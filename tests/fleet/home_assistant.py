"""A real Home Assistant in a process of its own, set up and asked by its REST interface."""

from __future__ import annotations

import json
import signal
import subprocess
import time
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path
from typing import Any, Self

from tests.fleet.broker import Mosquitto, free_port

START = 180.0
"""Seconds that a start may take; the first sets up its database."""

SETTLE = 30.0
"""Seconds in which an entity must show what was published."""


class HomeAssistant:
    """A Home Assistant with an owner and a broker.

    :param program: ``hass`` of its environment
    """

    def __init__(self, program: Path, folder: Path, broker: Mosquitto) -> None:
        self._program, self._folder, self.port = program, folder, free_port()
        self._address = f"http://127.0.0.1:{self.port}"
        self._token = ""
        self._process: subprocess.Popen[bytes] | None = None
        folder.mkdir()
        (folder / "configuration.yaml").write_text(
            f"http:\n  server_host: 127.0.0.1\n  server_port: {self.port}\n"
            "api:\nconfig:\nonboarding:\nwebsocket_api:\n"
        )
        self._broker = broker

    def __enter__(self) -> Self:
        self.start()
        self._onboard()
        self._add_broker()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def start(self) -> None:
        log = (self._folder / "output.log").open("ab")
        command = [str(self._program), "-c", str(self._folder), "--skip-pip"]
        self._process = subprocess.Popen(command, stdout=log, stderr=log)
        log.close()
        end = time.monotonic() + START
        while True:
            try:
                urllib.request.urlopen(f"{self._address}/api/onboarding", timeout=5).close()
                return
            except (OSError, urllib.error.HTTPError):
                assert self._process.poll() is None, self.log
                assert time.monotonic() < end, self.log
                time.sleep(0.5)

    def stop(self) -> None:
        assert self._process
        self._process.send_signal(signal.SIGTERM)
        try:
            self._process.wait(60)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    @property
    def log(self) -> str:
        return (self._folder / "output.log").read_text("utf-8", "replace")

    @property
    def version(self) -> str:
        found: str = self.ask("/api/config")["version"]
        return found

    def ask(self, path: str, data: object = None, form: bool = False) -> Any:
        """Ask with GET, or with POST if there is data, and return the answer."""
        headers, body = {}, None
        if self._token:
            headers["Authorization"] = f"Bearer {self._token}"
        if data is not None:
            body = (urllib.parse.urlencode(data) if form else json.dumps(data)).encode()  # type: ignore[arg-type]
            if not form:
                headers["Content-Type"] = "application/json"
        request = urllib.request.Request(f"{self._address}{path}", body, headers)
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                text = answer.read().decode()
        except urllib.error.HTTPError as error:
            raise AssertionError(f"{path}: {error.code} {error.read().decode()}") from error
        return json.loads(text) if text[:1] in "[{" else text

    def _onboard(self) -> None:
        client = f"{self._address}/"
        owner = {"client_id": client, "name": "Clinic", "username": "clinic", "password": "clinic"}
        code = self.ask("/api/onboarding/users", {**owner, "language": "en"})["auth_code"]
        wanted = {"grant_type": "authorization_code", "code": code, "client_id": client}
        self._token = self.ask("/auth/token", wanted, form=True)["access_token"]

    def _add_broker(self) -> None:
        flow = self.ask("/api/config/config_entries/flow", {"handler": "mqtt"})
        made = self.ask(
            f"/api/config/config_entries/flow/{flow['flow_id']}",
            {"broker": "127.0.0.1", "port": self._broker.port},
        )
        assert made["type"] == "create_entry", made

    def states(self) -> dict[str, str]:
        """Return the state of each entity."""
        return {item["entity_id"]: item["state"] for item in self.ask("/api/states")}

    def render(self, template: str) -> Any:
        """Return what a template gives."""
        return self.ask("/api/template", {"template": template})

    def call(self, service: str, entity: str, **data: object) -> None:
        self.ask(f"/api/services/{service}", {"entity_id": entity, **data})

    def until_states(self, wanted: dict[str, str]) -> None:
        """Wait until entities have these states."""
        end = time.monotonic() + SETTLE
        while True:
            found = {name: state for name, state in self.states().items() if name in wanted}
            if found == wanted:
                return
            assert time.monotonic() < end, (found, self.log[-3000:])
            time.sleep(0.5)
