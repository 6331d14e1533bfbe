"""One connection to a broker, from its first byte to its last, by paho-mqtt.

A new one keeps nothing of an earlier one: no queue grows while there is no connection.
"""

from __future__ import annotations

import ssl
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Self

from paho.mqtt.client import Client, ConnectFlags, DisconnectFlags, MQTTMessage, MQTTMessageInfo
from paho.mqtt.enums import CallbackAPIVersion, MQTTErrorCode, MQTTProtocolVersion
from paho.mqtt.packettypes import PacketTypes
from paho.mqtt.properties import Properties
from paho.mqtt.reasoncodes import ReasonCode
from paho.mqtt.subscribeoptions import SubscribeOptions

from kiosk.config import fleet
from kiosk.config.fleet import Broker
from kiosk.fleet.trouble import NoConnection, Patience, Problem, of_end, of_error, of_refusal
from kiosk.system import files

KEEPALIVE = 30
"""Seconds; a broker gives up on a client that is silent for one and a half times as long."""

ANSWER = 10.0
"""Seconds in which a broker must answer."""

MOST_QUEUED = 100
"""Messages that may wait for a slow broker."""

LARGEST_SECRET = 4096

Receive = Callable[[str, bytes, bool], None]
"""Takes a topic, a payload and whether it was retained."""


class Context(ssl.SSLContext):
    """A TLS context that can close its socket, which paho leaves open if the handshake fails."""

    _socket: ssl.SSLSocket | None = None

    def wrap_socket(self, *args: Any, **options: Any) -> ssl.SSLSocket:
        """Return a TLS socket, and remember it."""
        self._socket = super().wrap_socket(*args, **options)
        return self._socket

    def close(self) -> None:
        """Close the socket."""
        if self._socket:
            self._socket.close()


class Connection:
    """A context with a connection.

    :param file: the settings file, beside which the secrets are
    :param client_id: the name for the broker
    :param will: a topic and a payload that the broker publishes when the connection breaks
    :param receive: takes each message
    :ivar refused: how many messages the broker's access list has refused
    :raises NoConnection: if there is none, with the reason
    """

    def __init__(
        self,
        broker: Broker,
        file: Path,
        client_id: str,
        user: str,
        receive: Receive = lambda topic, payload, retained: None,
        will: tuple[str, str] | None = None,
        keepalive: int = KEEPALIVE,
    ) -> None:
        self._broker, self._file, self._keepalive = broker, file, keepalive
        self._user = broker.user or user
        self._receive = receive
        self.refused = 0
        self._answer: ReasonCode | None = None
        self._end: Problem | None = None
        self._context: Context | None = None
        self._client = client = Client(
            CallbackAPIVersion.VERSION2, client_id, protocol=MQTTProtocolVersion.MQTTv5
        )
        client.connect_timeout = ANSWER
        client.max_queued_messages_set(MOST_QUEUED)
        client.on_connect = self._on_connect
        client.on_disconnect = self._on_disconnect
        client.on_message = self._on_message
        client.on_publish = self._on_publish
        if will:
            client.will_set(*will, qos=1, retain=True)

    def __enter__(self) -> Self:
        self._authenticate()
        try:
            self._client.connect(self._broker.host, self._broker.port, self._keepalive)
        except OSError as error:
            if self._context:
                self._context.close()
            raise NoConnection(of_error(error, self._broker)) from error
        try:
            self._wait_for_answer()
        except NoConnection:
            if open_socket := self._client.socket():
                open_socket.close()
            raise
        return self

    def _wait_for_answer(self) -> None:
        if not self._until(lambda: self._answer is not None):
            raise NoConnection(Problem("the broker does not answer", Patience.SHORT))

    def _until(self, done: Callable[[], bool]) -> bool:
        """Wait until the broker has done something; return whether it did in time."""
        end = time.monotonic() + ANSWER
        while not done():
            if time.monotonic() > end:
                return False
            self.wait(0.1)
        return True

    def _authenticate(self) -> None:
        """Read the secrets again, since somebody may have corrected them."""
        broker = self._broker
        if broker.tls:
            self._context = self._trusting()
            self._client.tls_set_context(self._context)
        if broker.password:
            raw = self._secret(broker.password)
            try:
                self._client.username_pw_set(self._user, raw.decode("utf-8").rstrip("\r\n"))
            except UnicodeDecodeError as error:
                raise NoConnection(Problem("the password is not in UTF-8")) from error

    def _trusting(self) -> Context:
        """Return a context that trusts the authority of the settings, or the system's."""
        context = Context(ssl.PROTOCOL_TLS_CLIENT)
        if self._broker.ca is None:
            context.load_default_certs()
            return context
        raw = self._secret(self._broker.ca, 1_000_000)
        try:
            context.load_verify_locations(cadata=raw.decode("ascii"))
        except (ssl.SSLError, ValueError) as error:
            text = f"{self._broker.ca} holds no certificate of an authority"
            raise NoConnection(Problem(text)) from error
        return context

    def _secret(self, name: str, largest: int = LARGEST_SECRET) -> bytes:
        file = fleet.secret(self._file, name)
        try:
            return files.read(file, largest)
        except OSError as error:
            text = f"{file} cannot be read: {error.strerror}"
            raise NoConnection(Problem(text)) from error

    def _on_connect(
        self, _: Client, __: object, flags: ConnectFlags, code: ReasonCode, ___: Properties | None
    ) -> None:
        self._answer = code
        if code.is_failure:
            user = self._user if self._broker.password else None
            self._end = of_refusal(code.value, code.getName(), user)

    def _on_disconnect(
        self,
        _: Client,
        __: object,
        flags: DisconnectFlags,
        code: ReasonCode,
        ___: Properties | None,
    ) -> None:
        self._end = self._end or of_end(code.value, code.getName())

    def _on_message(self, _: Client, __: object, message: MQTTMessage) -> None:
        self._receive(message.topic, bytes(message.payload), message.retain)

    def _on_publish(
        self, _: Client, __: object, number: int, code: ReasonCode, ___: Properties | None
    ) -> None:
        self.refused += code.is_failure

    def wait(self, seconds: float) -> None:
        """Receive and send for at most this long.

        :raises NoConnection: if the connection is lost
        """
        result = self._client.loop(seconds)
        if self._end or result is not MQTTErrorCode.MQTT_ERR_SUCCESS:
            raise NoConnection(self._end or of_end(0, result.name))

    def subscribe(self, *topics: str) -> None:
        """Receive these topics; a message that is retained is marked so, whenever it came."""
        options = SubscribeOptions(qos=1, retainAsPublished=True)
        self._client.subscribe([(topic, options) for topic in topics])

    def publish(self, topic: str, payload: str, expiry: int | None = None) -> MQTTMessageInfo:
        """Publish a message that is kept until the next, or for ``expiry`` seconds."""
        properties = Properties(PacketTypes.PUBLISH)  # type: ignore[no-untyped-call]
        if expiry is not None:
            properties.MessageExpiryInterval = expiry
        return self._client.publish(topic, payload, qos=1, retain=True, properties=properties)

    def finish(self, *sent: MQTTMessageInfo) -> bool:
        """Wait until the broker has acknowledged messages; return whether it did in time."""
        return self._until(lambda: all(message.is_published() for message in sent))

    def __exit__(self, *_: object) -> None:
        """Disconnect cleanly, so that the broker does not publish the last will."""
        self._client.disconnect()
        self._client.loop(0.1)
