"""Where the kiosk's own files lie: beside the package in a checkout, inside it when installed."""

from __future__ import annotations

import os
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def _own(name: str) -> Path:
    inside = _PACKAGE / name
    return inside if inside.is_dir() else _PACKAGE.parent / name


CONFIG = _own("config")
ASSETS = _own("assets")
FONTS = ASSETS / "fonts"
ILLUSTRATIONS = ASSETS / "illustrations"
VOICES = ASSETS / "voices"
ROUTINES = CONFIG / "routines"

DEVICE_SETTINGS = Path("/etc/acupressure-kiosk/kiosk.yaml")
OWN_SETTINGS = CONFIG / "kiosk.yaml"
DEVICE_STATE = Path("/var/lib/acupressure-kiosk")


def settings_file() -> Path:
    """Find the settings in force: the device's, or the ones that come with the kiosk."""
    return DEVICE_SETTINGS if DEVICE_SETTINGS.exists() else OWN_SETTINGS


def service_state() -> Path | None:
    """Give the folder in which systemd lets the service write; ``None`` outside a service."""
    given = os.environ.get("STATE_DIRECTORY", "").partition(":")[0]
    return Path(given) if given else None


def state_folder() -> Path:
    """Find the folder for what is kept from day to day.

    It is the one systemd gives the service, the device's, or the user's own on a desktop.
    """
    if given := service_state():
        return given
    if DEVICE_STATE.is_dir():
        return DEVICE_STATE
    home = os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state"
    return Path(home) / "acupressure-kiosk"
