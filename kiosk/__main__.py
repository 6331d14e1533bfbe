"""Start the command line: by ``acupressure-kiosk``, or by ``python -m kiosk``."""

import os
import signal


def main() -> None:
    """Run a command; Ctrl+C ends it at any moment, even while it is still being imported.

    The signal itself ends the process, as it ends a program in C: without a traceback, and with a
    status that a shell shows as 130. What has to be silenced or put away first handles the signal
    itself (:func:`kiosk.system.signals.handled`).
    """
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:  # not if it is ignored
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    # SDL would take such a signal for itself, and make it an event that only a window asks for.
    os.environ.setdefault("SDL_NO_SIGNAL_HANDLERS", "1")
    from kiosk.cli.main import main as run_command

    run_command()


if __name__ == "__main__":
    main()
