"""The errors that end a command: what somebody can act on, and the exit code it ends with."""

from __future__ import annotations

UNAVAILABLE = 69
"""Exit code where there are no pins or no screen. Source: sysexits.h, EX_UNAVAILABLE."""

BROKEN = 70
"""Exit code when something broke inside. Source: sysexits.h, EX_SOFTWARE."""

TAKEN = 75
"""Exit code where another kiosk runs on the same pins. Source: sysexits.h, EX_TEMPFAIL."""

FAULTY = 78
"""Exit code where settings or content are faulty. Source: sysexits.h, EX_CONFIG."""


class KioskError(Exception):
    """A mistake of a user's, or what a machine lacks; the text says what to do.

    The command line prints the text and ends with ``exit_code``.
    """

    exit_code = UNAVAILABLE
