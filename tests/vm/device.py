"""The kiosk from outside: its buttons, its screen, its buzzer and its service."""

from __future__ import annotations

import json
import os
import re
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import pygame

from kiosk.config.language import translator
from kiosk.config.screen import Motion
from kiosk.config.settings import Pins
from kiosk.library import all_pages, content
from kiosk.library.content import Content
from kiosk.screen.display.offscreen import draw
from kiosk.screen.display.screensaver import AWAKE, PATH, Screensaver
from kiosk.screen.layout.legibility import viewing_conditions
from kiosk.session.keys import Key
from kiosk.session.presenter import view
from kiosk.session.state import AudioOptions, Session
from kiosk.session.view import PageKind, View
from tests.goldens import Difference, difference, halved
from tests.shipped_pages import shipped
from tests.vm import shortened
from tests.vm.machine import SCREEN, Machine

UNIT = "acupressure-kiosk.service"

PATIENCE = 120.0
"""Seconds for a page to appear. A press takes about one on an emulated machine."""

LOOKING = 0.2
"""Seconds between two looks at the machine, each of which slows it down."""

STARTING = 600.0
"""Seconds for the service to get ready; it takes 8 to 25, and 140 beside other work."""

PRESSED = 0.12
"""Seconds that a pressed button stays down."""

RESTED = 0.5
"""Minimum seconds from a release to the next press, in which a person looks at the page."""

STILL = Difference(0.6, 0.005)
"""Allowed difference from the same page drawn here, by another version of FreeType."""

MOVING = Difference(4.0, 0.04)
"""Allowed difference of a page with a countdown, which may show another second."""

BEFORE = 0.05
"""Seconds that the first edge of a plan may be early."""

Edge = tuple[float, bool]
"""The time of a change in seconds, and the new level."""

HEARING = 120
"""Seconds until the first word must be audible; on an idle machine it takes three."""

HEARD = "/run/heard"

TRACING = "/sys/kernel/tracing"
_EDGE = re.compile(r" ([0-9]+\.[0-9]+): gpio_value: [0-9]+ set ([01])")


@dataclass(frozen=True)
class Seen:
    """The page on the screen, and its difference from the page drawn here."""

    page: str
    apart: Difference


@cache
def installed() -> Content:
    """Return the content of the kiosk on the machine."""
    return content.load(Path(os.environ["VM_FOLDER"]) / "own" / shortened.SETTINGS)


@cache
def pages() -> Mapping[str, View]:
    """Return every page by its name.

    The attract page of each language is included, as ``attract-fr``, and the attract page of the
    shipped routine, as ``attract-as-shipped``.
    """
    heard = AudioOptions(spoken=True)
    settings, plan = installed().settings, installed().timeline
    begun = Session.begin(plan, 0.0, languages=settings.offered, audio=heard)
    attract = {
        f"attract-{language}": view(
            replace(begun, language=language), 0.0, translator(language, settings.emergency)
        )
        for language in settings.offered
    }
    attract["attract-as-shipped"] = all_pages.pages(shipped(), heard)["attract"]
    return {**all_pages.pages(installed(), heard), **attract}


@cache
def expected(page: str, figure: int, saver: Screensaver, notice: str = "") -> pygame.Surface:
    """Draw a page with one of the figures that take turns, at half its size."""
    drawn, made = installed(), replace(pages()[page], notice=notice)
    minimum_text = viewing_conditions(drawn.settings.screen, SCREEN).minimum_text
    album, calm = drawn.albums[figure], drawn.settings.screen.motion is Motion.CALM
    return halved(draw(made, album, *SCREEN, minimum_text=minimum_text, saver=saver, calm=calm))


def compared(picture: pygame.Surface, page: str, figure: int, notice: str = "") -> Difference:
    """Return the difference of a picture from a page at the closest of its resting places."""
    alone = pages()[page].page is PageKind.ATTRACT
    savers = [Screensaver(*place) for place in PATH] if alone else [AWAKE]
    return min(difference(picture, expected(page, figure, saver, notice)) for saver in savers)


def nearest(picture: pygame.Surface, figure: int) -> str:
    """Return the name of the page that a picture resembles most."""
    return min(pages(), key=lambda page: compared(picture, page, figure).mean)


def _within(apart: Difference, bound: Difference) -> bool:
    return apart.mean <= bound.mean and apart.far <= bound.far


class Device:
    """One kiosk on one machine.

    :ivar figure: number of the drawn person that is on the screen
    """

    def __init__(self, machine: Machine) -> None:
        self.machine, self.figure = machine, 0

    def press(self, key: Key) -> None:
        """Press and release a button, and wait before the next press.

        The guest measures the times, and bash waits by itself, as starting ``sleep`` there may take
        longer than a press.
        """
        line = f"/run/header/sim_gpio{getattr(Pins(), key.value)}/pull"
        self.machine.ask(
            "exec {hand}<> <(:); "
            f"echo pull-down > {line}; read -rt {PRESSED} -u $hand; "
            f"echo pull-up > {line}; read -rt {RESTED} -u $hand; true"
        )

    def shows(self, *names: str, notice: str = "") -> Seen:
        """Wait until the screen shows one of these pages with this notice.

        :raises AssertionError: if it does not in time; the text names the page that it shows
        """
        until = time.monotonic() + PATIENCE
        while True:
            picture = halved(self.machine.picture())
            for name in names:
                apart = compared(picture, name, self.figure, notice)
                if _within(apart, MOVING if pages()[name].countdown else STILL):
                    return Seen(name, apart)
            assert time.monotonic() < until, (
                f"{names} is not shown; the screen resembles {nearest(picture, self.figure)}"
            )
            time.sleep(LOOKING)

    def service(self, *names: str) -> dict[str, str]:
        """Return properties of the service."""
        shown = self.machine.ask(f"systemctl show {UNIT} -p {','.join(names)}")
        return dict(line.split("=", 1) for line in shown.splitlines())

    def comes_up(self) -> None:
        """Wait until the service is ready.

        :raises AssertionError: if it is not in time; the text has its log
        """
        self.figure = 0
        until = time.monotonic() + STARTING
        while self.service("ActiveState")["ActiveState"] != "active":
            assert time.monotonic() < until, self.log()
            time.sleep(5 * LOOKING)

    def log(self) -> str:
        """Return the end of the service's log without the warnings of the sound card."""
        shown = f"journalctl -u {UNIT} -o short-monotonic --no-pager"
        return self.machine.ask(f"{shown} | grep -v 'ALSA lib' | tail -n 60")

    def ends_by(self, signal: str) -> Any:
        """Press ADVANCE where the first stage waits, and kill the kiosk in its first long sound.

        :return: seconds until the line was low, and until the service was ready again
        """
        lines = f"{Pins().advance} {Pins().buzzer}"
        self.figure = 0
        return json.loads(self.machine.ask(f"/usr/lib/machine-test/end {signal} {lines}", 400))

    def hear_through(self, loud: int) -> None:
        """Record the output of the sound card until a sample is this loud."""
        hear = f"/usr/lib/machine-test/hear {loud} {HEARING}"
        self.machine.ask(f"rm -f {HEARD}; {hear} > {HEARD} 2>&1 &")

    def loudest_heard(self) -> int:
        """Return the loudest sample, as soon as one is loud enough or the time is up."""
        waits = f"until [ -s {HEARD} ]; do sleep 0.2; done; cat {HEARD}"
        return int(self.machine.ask(waits, HEARING + 60))

    def listen(self) -> None:
        """Begin to record every change of the buzzer's line with the kernel's trace."""
        chip = self.machine.ask("grep -o 'GPIOs [0-9]*' /sys/kernel/debug/gpio | head -n 1")
        line = int(chip.split()[1]) + Pins().buzzer
        self.machine.ask(
            f"cd {TRACING} && echo 0 > tracing_on && echo mono > trace_clock && echo > trace && "
            f"echo 'get == 0 && gpio == {line}' > events/gpio/gpio_value/filter && "
            "echo 1 > events/gpio/gpio_value/enable && echo 1 > tracing_on"
        )

    def heard(self) -> list[Edge]:
        """Return the changes since :meth:`listen`, with seconds of the guest's clock and levels."""
        trace = self.machine.ask(f"cat {TRACING}/trace")
        return changes_in([(float(at), level == "1") for at, level in _EDGE.findall(trace)])


def unmatched(edges: Sequence[Edge], others: Sequence[Edge], within: float) -> list[Edge]:
    """Return the edges without a near edge of the same level among the others."""
    return [
        (at, level)
        for at, level in edges
        if not any(level is same and abs(at - near) < within for near, same in others)
    ]


def aligned(heard: Sequence[Edge], planned: Sequence[Edge]) -> tuple[list[Edge], float]:
    """Return the heard edges by the clock of the plan, and the median error of planned edges.

    Both end with the same edge; edges heard before the start of the plan are left out.
    """
    assert heard, "nothing was heard"
    end = heard[-1][0] - planned[-1][0]
    apart = []
    for due, level in planned:
        offsets = [at - due for at, same in heard if same is level]
        apart.append(min(offsets, key=lambda offset: abs(offset - end)))
    start = sorted(apart)[len(apart) // 2]
    half = sorted(abs(offset - start) for offset in apart)[len(apart) // 2]
    begins = start + planned[0][0] - BEFORE
    return [(round(at - start, 6), level) for at, level in heard if at >= begins], half


def changes_in(levels: Sequence[Edge]) -> list[Edge]:
    """Return the levels without those that change nothing; the line is low at first."""
    before, changed = False, []
    for at, level in levels:
        if level != before:
            changed.append((at, level))
        before = level
    return changed
