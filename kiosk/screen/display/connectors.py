"""The displays that are plugged in, as the kernel reports them; none where it does not.

SDL does not report them: on KMSDRM it keeps drawing for a display that was unplugged, and does not
set the mode again when one is plugged in.
"""

from __future__ import annotations

from pathlib import Path

DRM = Path("/sys/class/drm")
"""One folder per connector, such as ``card1-HDMI-A-1``. Source: Linux, drivers/gpu/drm."""


def plugged(folder: Path = DRM) -> frozenset[str]:
    """Return the names of the connectors with a display."""
    return frozenset(
        status.parent.name for status in folder.glob("*/status") if _read(status) == "connected"
    )


def _read(status: Path) -> str:
    try:
        return status.read_text("ascii", "replace").strip()
    except OSError:
        return ""
