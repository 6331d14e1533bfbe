"""Connect a device's kiosk to its fleet agent, by the files of :mod:`kiosk.exchange`."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

from kiosk.config.paths import NoFolder, state_folder
from kiosk.config.settings import Settings
from kiosk.exchange import files
from kiosk.exchange.correspondent import Correspondent, Health, Sources
from kiosk.exchange.status import Trouble
from kiosk.session.keys import Key
from kiosk.system.wall_clock import WallClock


def health(aside: Iterable[Key], *, display_lost: bool, silent: bool, not_in_force: bool) -> Health:
    """Return the faults of a kiosk, by name.

    :param aside: the buttons that are set aside
    :param silent: whether pages should be spoken and cannot be
    :param not_in_force: whether other settings than those of the file are in force
    """
    buttons = [key.value for key in aside]
    present = {
        Trouble.BUTTON: bool(buttons),
        Trouble.DISPLAY: display_lost,
        Trouble.SETTINGS: not_in_force,
        Trouble.SOUND: silent,
    }
    return Health([fault for fault, is_there in present.items() if is_there], buttons)


def correspondent(
    sense: Callable[[], Health],
    settings: Settings,
    notice: str,
    clock: WallClock,
    stack: contextlib.ExitStack,
) -> Correspondent | None:
    """Start to exchange files with the agent; ``None`` outside a service.

    :param sense: returns the faults at this moment, on another thread
    """
    if not (folder := os.environ.get("RUNTIME_DIRECTORY")):
        return None
    days = None
    if settings.statistics:
        from kiosk.exchange.full_days import full_days
        from kiosk.stats.counter import FILE

        with contextlib.suppress(NoFolder):
            days = partial(full_days, state_folder() / FILE)
    sources = Sources(sense, lambda: (now := clock.now()) and now.date(), days, notice)
    status = Path(folder, files.STATUS.name)
    return stack.enter_context(Correspondent(status, files.WISHES, sources))
