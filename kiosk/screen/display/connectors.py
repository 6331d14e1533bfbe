"""Which displays are plugged in, as the kernel tells. Where it does not, nothing is ever plugged.

SDL does not tell: on KMSDRM it goes on drawing for a display that has gone, and when one comes
back it does not set its mode anew.
"""

from __future__ import annotations

from pathlib import Path

DRM = Path("/sys/class/drm")
"""One folder a connector, such as ``card1-HDMI-A-1``. Source: Linux, drivers/gpu/drm."""


def plugged(folder: Path = DRM) -> frozenset[str]:
    """Name the connectors with a display."""
    return frozenset(
        status.parent.name for status in folder.glob("*/status") if _read(status) == "connected"
    )


def _read(status: Path) -> str:
    try:
        return status.read_text("ascii", "replace").strip()
    except OSError:
        return ""
