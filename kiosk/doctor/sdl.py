"""Query SDL in a subprocess, because its libraries may print, hang or crash.

Run as a module with ``screen`` or ``sound``, it prints the answer that :func:`screen` or
:func:`sound` reads, one item per line.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

from kiosk.config.screen import Rotation
from kiosk.doctor.machine import Machine

OPEN = "open: "
"""Precedes the name of the driver that opened a window."""


def screen(machine: Machine) -> str | None:
    """Open the window that ``run`` would, and return :data:`OPEN` with the driver, or the error.

    :return: ``None`` if the subprocess fails
    """
    answer = machine.run(_command(machine, "screen"))
    return answer and answer.strip()


def sound(machine: Machine) -> tuple[str, ...] | None:
    """Return the sound cards as SDL lists them; ``None`` if the subprocess fails."""
    answer = machine.run(_command(machine, "sound"))
    return None if answer is None else tuple(filter(None, answer.splitlines()))


def _command(machine: Machine, what: str) -> Sequence[str]:
    # On a device the unit sets the drivers; on a desktop SDL chooses.
    unit = ("SDL_VIDEODRIVER=kmsdrm", "SDL_AUDIODRIVER=alsa") if machine.model else ()
    variables = ("PYGAME_HIDE_SUPPORT_PROMPT=1", *unit)
    return ("env", *variables, sys.executable, "-m", "kiosk.doctor.sdl", what)


def _open_screen() -> str:
    from kiosk.screen.display.window import NoDisplay, Window

    try:
        window = Window((320, 320), Rotation.NONE, unseen=False, hidden=True)
    except NoDisplay as error:
        return str(error)
    window.close()
    return f"{OPEN}{window.driver}"


def _list_sound() -> str:
    from kiosk.audio.sound_card import has_card, outputs

    if not has_card():
        return ""
    from pygame._sdl2 import sdl2

    sdl2.init_subsystem(sdl2.INIT_AUDIO)
    return "\n".join(outputs())


if __name__ == "__main__":
    print(_open_screen() if sys.argv[1:] == ["screen"] else _list_sound())
