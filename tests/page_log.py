"""The kiosk as users start it, with a log of each page and of the keys that work on it.

``python -m tests.page_log run ...``: the kiosk's own log names no page, which could reveal answers.
"""

from __future__ import annotations

import sys

from kiosk.__main__ import main
from kiosk.runtime import journal
from kiosk.session.actions import available_actions
from kiosk.session.presenter import page_name
from kiosk.session.state import Session

PAGE, KEYS = "page: ", "keys: "
_note = journal.note


def _log_page(before: Session, after: Session) -> None:
    _note(before, after)
    if not after.same_state_as(before):
        print(PAGE + page_name(after), file=sys.stderr)
    elif available_actions(after) != available_actions(before):
        print(KEYS + " ".join(key.value for key in available_actions(after)), file=sys.stderr)


if __name__ == "__main__":
    journal.note = _log_page
    main()
