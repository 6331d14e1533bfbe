"""The root of the errors that end a command, and their exit codes."""

from __future__ import annotations

MISTAKEN = 2
"""Exit code for a mistake in the command, as click uses it."""

UNAVAILABLE = 69
"""Exit code if pins, screen, file or library is missing. Source: sysexits.h, EX_UNAVAILABLE."""

BROKEN = 70
"""Exit code for an internal error. Source: sysexits.h, EX_SOFTWARE."""

TAKEN = 75
"""Exit code if another kiosk runs on the same pins. Source: sysexits.h, EX_TEMPFAIL."""

FAULTY = 78
"""Exit code for faulty settings or content. Source: sysexits.h, EX_CONFIG."""


class KioskError(Exception):
    """A user's mistake, or something the machine lacks; the text says what to do.

    The command line prints the text and exits with ``exit_code``.
    """

    exit_code = UNAVAILABLE
