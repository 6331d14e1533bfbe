"""Real-time scheduling for the thread that must not be late."""

from __future__ import annotations

import logging
import os

log = logging.getLogger(__name__)


def ask_for_priority() -> bool:
    """Request real-time priority for the calling thread; return whether the system grants it.

    Round robin at the lowest level is enough for a thread that mostly sleeps. Linux grants it to
    root and within RLIMIT_RTPRIO (systemd's ``LimitRTPRIO=``); without it, cues are late when the
    machine is busy. Child processes do not inherit it. Source: sched(7).
    """
    try:
        os.sched_setscheduler(0, os.SCHED_RR | os.SCHED_RESET_ON_FORK, os.sched_param(1))
    except OSError as error:
        log.debug("No real-time priority for the guide: %s", error)
        return False
    return True
