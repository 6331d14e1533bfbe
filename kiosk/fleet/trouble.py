"""Why a broker cannot be reached, in words that say what to do."""

from __future__ import annotations

import enum
import socket
import ssl
import time
from dataclasses import dataclass

from kiosk.config.fleet import Broker
from kiosk.system.wall_clock import UNSET

NOT_YET_VALID, EXPIRED = 9, 10
"""Source: OpenSSL's x509_vfy.h, X509_V_ERR_CERT_NOT_YET_VALID and _HAS_EXPIRED."""

WRONG_NAME = (62, 64)
"""Source: the same, X509_V_ERR_HOSTNAME_MISMATCH and _IP_ADDRESS_MISMATCH."""

UNKNOWN_AUTHORITY = (2, 18, 19, 20, 21)
"""Source: the same: an issuer that is missing, the certificate's own, or unknown."""

WRONG_LOGIN, NO_ACCESS, TAKEN_OVER = 134, 135, 142
"""Reason codes. Source: MQTT 5.0, 2.4: Bad User Name or Password, Not authorized, Session taken
over."""


class Patience(enum.Enum):
    """The longest wait before another attempt, in seconds."""

    SHORT = 20.0
    """The broker will be back: fifty kiosks must reconnect within half a minute."""

    LONG = 300.0
    """Only a person can fix it, and every attempt adds a line to the broker's log."""


@dataclass(frozen=True)
class Problem:
    """Why there is no connection."""

    text: str
    patience: Patience = Patience.LONG


class NoConnection(Exception):
    """There is no connection."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        super().__init__(problem.text)


CLONED = Problem(
    "another client seems to use this kiosk's id. Was the card cloned? On one of the two: sudo rm"
    " /etc/machine-id; sudo systemd-machine-id-setup; sudo reboot"
)


def of_error(error: OSError, broker: Broker) -> Problem:
    """Return why an attempt failed before the broker could answer."""
    where = f"{broker.host}:{broker.port}"
    if isinstance(error, ssl.SSLCertVerificationError):
        return Problem(f"{where}: {_certificate(error, broker)}")
    if isinstance(error, ssl.SSLError):
        reason = (error.reason or str(error)).replace("_", " ").lower()
        return Problem(f"{where}: no TLS connection: {reason}. Is this the port for TLS?")
    if isinstance(error, socket.gaierror):
        text = f"{broker.host} cannot be looked up: {error.strerror}"
        return Problem(text, Patience.SHORT)
    reason = error.strerror or str(error) or "no answer"
    return Problem(f"{where}: {reason}", Patience.SHORT)


def _certificate(error: ssl.SSLCertVerificationError, broker: Broker) -> str:
    code = error.verify_code
    if code == NOT_YET_VALID:
        year = time.gmtime().tm_year
        if year < UNSET:
            return f"the clock is not set (it shows {year}), so no certificate is valid yet"
        return "the broker's certificate is not yet valid"
    if code == EXPIRED:
        return "the broker's certificate has expired"
    if code in WRONG_NAME:
        return f"the broker's certificate is for another name than {broker.host}"
    if code in UNKNOWN_AUTHORITY:
        by = f"the authority in {broker.ca}" if broker.ca else "an authority that this system knows"
        return f"the broker's certificate is not signed by {by}"
    return f"the broker's certificate is refused: {error.verify_message}"


def of_refusal(code: int, name: str, user: str | None) -> Problem:
    """Return why a broker refused a connection."""
    if code in (WRONG_LOGIN, NO_ACCESS):
        who = f"the user {user}" if user else "a kiosk without a password"
        return Problem(f"the broker refuses {who}: {name}")
    return Problem(f"the broker refuses the connection: {name}")


def of_end(code: int, name: str) -> Problem:
    """Return why a connection ended."""
    if code == TAKEN_OVER:
        return CLONED
    return Problem(f"the connection is lost: {name}", Patience.SHORT)
