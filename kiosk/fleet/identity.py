"""The kiosk's id: derived from the machine's, so that it stays with the card.

A cloned card has the same id, which must not happen (:data:`kiosk.fleet.trouble.CLONED`).
"""

from __future__ import annotations

import hashlib
import hmac
import re
from pathlib import Path

from kiosk.system import files
from kiosk.system.errors import KioskError

MACHINE_ID = Path("/etc/machine-id")

SALT = b"acupressure-kiosk fleet"
"""Keeps the machine's id secret, as machine-id(5) asks: only a keyed hash of it leaves it."""

DIGITS = 12
"""Hexadecimal digits: the chance that two of 1,000 kiosks share an id is 1 in 500 million."""


class NoIdentity(KioskError):
    """The machine has no id."""


def kiosk_id(file: Path = MACHINE_ID) -> str:
    """Return this kiosk's id, such as ``3f9a1c2b4d5e``.

    :raises NoIdentity: if the machine has none
    """
    try:
        text = files.read(file, 100).decode("ascii", "replace").strip()
    except OSError as error:
        raise NoIdentity(f"{file} cannot be read: {error.strerror}") from error
    if not re.fullmatch(r"[0-9a-f]{32}", text):
        raise NoIdentity(f"{file} holds no id; make one: sudo systemd-machine-id-setup")
    return hmac.new(bytes.fromhex(text), SALT, hashlib.sha256).hexdigest()[:DIGITS]
