"""The kiosk itself on mock pins, taken by its own buttons to the first press.

python -m benchmarks.ours SETTINGS
"""

from __future__ import annotations

import sys
import threading
import time
from pathlib import Path

from kiosk.library import content
from kiosk.panel.mock_panel import MockPanel
from kiosk.panel.pin_factory import mock_factory
from kiosk.routine.timeline import SegmentKind
from kiosk.runtime import app
from kiosk.session.keys import Key
from kiosk.session.state import Session
from kiosk.session.transitions import move


def main() -> None:
    """Run the kiosk as ``acupressure-kiosk run`` does, and press ADVANCE from another thread."""
    loaded = content.load(Path(sys.argv[1]))
    factory = mock_factory()
    setattr(app, "open_factory", lambda kind: factory)  # noqa: B010  # shared with the thread that presses

    def press() -> None:
        time.sleep(1.0)
        panel = MockPanel(loaded.settings, factory)
        session = Session.begin(loaded.timeline, time.monotonic())
        while session.segment.kind is not SegmentKind.PRESS:
            session, _ = move(session, Key.ADVANCE, time.monotonic())
            panel.tap(Key.ADVANCE)
            time.sleep(loaded.settings.buttons.lockout + 0.05)
        print("pressing", flush=True)

    threading.Thread(target=press, daemon=True).start()
    sys.exit(app.run(loaded, app.Options()))


if __name__ == "__main__":
    main()
