"""The kiosk as it is met: its buttons, its screen, its buzzer, and its service."""

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
from kiosk.config.settings import Pins
from kiosk.library import all_pages, content
from kiosk.library.content import Content
from kiosk.screen.display.offscreen import draw
from kiosk.screen.display.screensaver import AWAKE, PATH, Rest
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
"""Seconds a page has to appear in. A press takes about one on an emulated machine."""

LOOKING = 0.2
"""Seconds from one look at the machine to the next: looking takes its time from it."""

STARTING = 600.0
"""Seconds the service has to be ready in; it takes 8 to 25, and 140 beside other work."""

PRESSED = 0.12
"""Seconds a button is down when it is pressed."""

RESTED = 0.5
"""Seconds from a release to the next press, at least: a person looks at the page between them."""

STILL = Difference(0.6, 0.005)
"""How far a page may be apart from the same page drawn here, by another version of FreeType."""

MOVING = Difference(4.0, 0.04)
"""The same for a page with a countdown, which shows another second."""

BEFORE = 0.05
"""Seconds by which the first edge of a plan may come early."""

Edge = tuple[float, bool]
"""Seconds, and the level from then on."""

HEARING = 120
"""Seconds within which the first word must be heard; on an idle machine it takes three."""

HEARD = "/run/heard"

TRACING = "/sys/kernel/tracing"
_EDGE = re.compile(r" ([0-9]+\.[0-9]+): gpio_value: [0-9]+ set ([01])")


@dataclass(frozen=True)
class Seen:
    """A page that is shown, and how far the screen is from the page drawn here."""

    page: str
    apart: Difference


@cache
def installed() -> Content:
    """Read what the kiosk on the machine is set to, as it does itself."""
    return content.load(Path(os.environ["VM_FOLDER"]) / "own" / shortened.SETTINGS)


@cache
def pages() -> Mapping[str, View]:
    """Give every page by name, and the attract page in each language, ``attract-fr``, and of the
    shipped routine, ``attract-as-shipped``.
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
def expected(page: str, figure: int, rest: Rest, notice: str = "") -> pygame.Surface:
    """Draw a page here with one of the figures that take turns, at half its size."""
    drawn, made = installed(), replace(pages()[page], notice=notice)
    minimum_text = viewing_conditions(drawn.settings.screen, SCREEN).minimum_text
    return halved(draw(made, drawn.albums[figure], *SCREEN, minimum_text=minimum_text, rest=rest))


def compared(picture: pygame.Surface, page: str, figure: int, notice: str = "") -> Difference:
    """Say how far a picture is from a page, wherever that rests: left alone, it moves."""
    alone = pages()[page].page is PageKind.ATTRACT
    rests = [Rest(*place) for place in PATH] if alone else [AWAKE]
    return min(difference(picture, expected(page, figure, rest, notice)) for rest in rests)


def nearest(picture: pygame.Surface, figure: int) -> str:
    """Name the page a picture is most like."""
    return min(pages(), key=lambda page: compared(picture, page, figure).mean)


def _within(apart: Difference, bound: Difference) -> bool:
    return apart.mean <= bound.mean and apart.far <= bound.far


class Device:
    """One kiosk on one machine.

    :ivar figure: number of the drawn person whose turn it is
    """

    def __init__(self, machine: Machine) -> None:
        self.machine, self.figure = machine, 0

    def press(self, key: Key) -> None:
        """Press a button, let it go, and rest the hand before the next press.

        All of it in the guest's time, however fast the guest: to start ``sleep`` there may take
        longer than a press, so bash waits by itself.
        """
        line = f"/run/header/sim_gpio{getattr(Pins(), key.value)}/pull"
        self.machine.ask(
            "exec {hand}<> <(:); "
            f"echo pull-down > {line}; read -rt {PRESSED} -u $hand; "
            f"echo pull-up > {line}; read -rt {RESTED} -u $hand; true"
        )

    def shows(self, *names: str, notice: str = "") -> Seen:
        """Wait until the screen shows one of these pages, with this notice on it.

        :raises AssertionError: if it does not in time, naming the page it shows instead
        """
        until = time.monotonic() + PATIENCE
        while True:
            picture = halved(self.machine.picture())
            for name in names:
                apart = compared(picture, name, self.figure, notice)
                if _within(apart, MOVING if pages()[name].countdown else STILL):
                    return Seen(name, apart)
            assert time.monotonic() < until, (
                f"{names} is not shown; the screen is most like {nearest(picture, self.figure)}"
            )
            time.sleep(LOOKING)

    def service(self, *names: str) -> dict[str, str]:
        """Give properties of the service."""
        shown = self.machine.ask(f"systemctl show {UNIT} -p {','.join(names)}")
        return dict(line.split("=", 1) for line in shown.splitlines())

    def comes_up(self) -> None:
        """Wait until the service says it is ready.

        :raises AssertionError: if it does not in time, with its log
        """
        self.figure = 0
        until = time.monotonic() + STARTING
        while self.service("ActiveState")["ActiveState"] != "active":
            assert time.monotonic() < until, self.log()
            time.sleep(5 * LOOKING)

    def log(self) -> str:
        """Give the end of the service's log, without the sound card's complaints of lateness."""
        shown = f"journalctl -u {UNIT} -o short-monotonic --no-pager"
        return self.machine.ask(f"{shown} | grep -v 'ALSA lib' | tail -n 60")

    def ends_by(self, signal: str) -> Any:
        """Press ADVANCE where the first stage waits, and end the kiosk in its first long sound.

        :return: seconds after which the line was low and the service ready again
        """
        lines = f"{Pins().advance} {Pins().buzzer}"
        self.figure = 0
        return json.loads(self.machine.ask(f"/usr/lib/machine-test/end {signal} {lines}", 400))

    def hear_through(self, loud: int) -> None:
        """Listen to what comes out of the sound card's other end until a sample is this loud."""
        hear = f"/usr/lib/machine-test/hear {loud} {HEARING}"
        self.machine.ask(f"rm -f {HEARD}; {hear} > {HEARD} 2>&1 &")

    def loudest_heard(self) -> int:
        """Wait until something loud was heard, or the time is up; return the loudest sample."""
        waits = f"until [ -s {HEARD} ]; do sleep 0.2; done; cat {HEARD}"
        return int(self.machine.ask(waits, HEARING + 60))

    def listen(self) -> None:
        """Begin to record every change of the buzzer's line, by the kernel's own trace."""
        chip = self.machine.ask("grep -o 'GPIOs [0-9]*' /sys/kernel/debug/gpio | head -n 1")
        line = int(chip.split()[1]) + Pins().buzzer
        self.machine.ask(
            f"cd {TRACING} && echo 0 > tracing_on && echo mono > trace_clock && echo > trace && "
            f"echo 'get == 0 && gpio == {line}' > events/gpio/gpio_value/filter && "
            "echo 1 > events/gpio/gpio_value/enable && echo 1 > tracing_on"
        )

    def heard(self) -> list[Edge]:
        """Give the changes recorded since :meth:`listen`: seconds of the guest, and the level."""
        trace = self.machine.ask(f"cat {TRACING}/trace")
        return changes_in([(float(at), level == "1") for at, level in _EDGE.findall(trace)])


def unmatched(edges: Sequence[Edge], others: Sequence[Edge], within: float) -> list[Edge]:
    """Return the edges to which none of the others is near and of the same level."""
    return [
        (at, level)
        for at, level in edges
        if not any(level is same and abs(at - near) < within for near, same in others)
    ]


def aligned(heard: Sequence[Edge], planned: Sequence[Edge]) -> tuple[list[Edge], float]:
    """Return what was heard by the plan's clock, and how far half of the planned edges are off.

    Both end with the same edge; what was heard before the plan begins is left out.
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
    """Leave out what sets the level it already has; the line is low at first."""
    before, changed = False, []
    for at, level in levels:
        if level != before:
            changed.append((at, level))
        before = level
    return changed
