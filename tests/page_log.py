"""The kiosk as users start it, telling also each page and when its keys begin to count.

Its own log never names a page, for that would tell answers: ``python -m tests.page_log run ...``.
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


def _tell(before: Session, after: Session) -> None:
    _note(before, after)
    if not after.same_place_as(before):
        print(PAGE + page_name(after), file=sys.stderr)
    elif available_actions(after) != available_actions(before):
        print(KEYS + " ".join(key.value for key in available_actions(after)), file=sys.stderr)


if __name__ == "__main__":
    journal.note = _tell
    main()
