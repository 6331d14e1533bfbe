"""Time on the processor ahead of others, for the thread that must not be late."""

from __future__ import annotations

import logging
import os

log = logging.getLogger(__name__)


def ask_for_priority() -> bool:
    """Ask the system to run the calling thread before all ordinary ones; say whether it will.

    Real-time round robin at the lowest level: a thread that sleeps nearly always needs no more.
    Granted to root and within RLIMIT_RTPRIO (systemd's ``LimitRTPRIO=``); without it cues are
    as punctual as the machine is idle. Programs started from the thread do not inherit it.
    Source: sched(7).
    """
    try:
        os.sched_setscheduler(0, os.SCHED_RR | os.SCHED_RESET_ON_FORK, os.sched_param(1))
    except OSError as error:
        log.debug("No priority for the guide: %s", error)
        return False
    return True
