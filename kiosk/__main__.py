"""Entry point of ``acupressure-kiosk`` and ``python -m kiosk``."""

import os
import signal


def main() -> None:
    """Run a command; Ctrl+C ends it at any moment, even during imports.

    The default signal action ends the process, as in a C program: no traceback, and status 130 in
    a shell. Code that must first silence or release something handles the signal itself
    (:func:`kiosk.system.signals.handled`).
    """
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:  # not if it is ignored
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    # Otherwise SDL would turn such a signal into an event that only a window reads.
    os.environ.setdefault("SDL_NO_SIGNAL_HANDLERS", "1")
    from kiosk.cli.main import main as run_command

    run_command()


if __name__ == "__main__":
    main()
