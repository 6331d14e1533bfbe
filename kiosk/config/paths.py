"""Paths of the kiosk's files: beside the package in a checkout, inside it when installed."""

from __future__ import annotations

import os
from pathlib import Path

from kiosk.system.errors import KioskError
from kiosk.system.files import gone

_PACKAGE = Path(__file__).resolve().parents[1]


def _own(name: str) -> Path:
    inside = _PACKAGE / "data" / name
    return inside if inside.is_dir() else _PACKAGE.parent / name


CONFIG = _own("config")
ASSETS = _own("assets")
FONTS = ASSETS / "fonts"
ILLUSTRATIONS = ASSETS / "illustrations"
VOICES = ASSETS / "voices"
ROUTINES = CONFIG / "routines"
DISPLAYS = CONFIG / "displays.yaml"

DEVICE_SETTINGS = Path("/etc/acupressure-kiosk/kiosk.yaml")
OWN_SETTINGS = CONFIG / "kiosk.yaml"
DEVICE_STATE = Path("/var/lib/acupressure-kiosk")


class NoFolder(KioskError):
    """The user has no folder for state; the text says what to set."""


def settings_file() -> Path:
    """Return the settings file in force: the device's, or the shipped one.

    A machine with the device's folder is a device. If its file is missing or unreadable, the
    shipped settings must not replace it silently.
    """
    return OWN_SETTINGS if gone(DEVICE_SETTINGS.parent) else DEVICE_SETTINGS


def service_state() -> Path | None:
    """Return the folder that systemd lets the service write to; ``None`` outside a service."""
    given = os.environ.get("STATE_DIRECTORY", "").partition(":")[0]
    return Path(given) if given else None


def state_folder() -> Path:
    """Return the folder for state: the service's, the device's, or on a desktop the user's.

    :raises NoFolder: if the user has no home folder
    """
    if given := service_state():
        return given
    if not gone(DEVICE_STATE):
        return DEVICE_STATE
    if given_home := os.environ.get("XDG_STATE_HOME"):
        return Path(given_home) / "acupressure-kiosk"
    try:
        return Path.home() / ".local" / "state" / "acupressure-kiosk"
    except RuntimeError as error:
        raise NoFolder(
            "there is no folder for the kiosk's state: this user has no home;"
            " set HOME, XDG_STATE_HOME or STATE_DIRECTORY"
        ) from error
