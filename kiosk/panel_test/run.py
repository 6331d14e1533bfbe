"""The panel test on real or mock pins: presses, typed lines and timeouts on one queue."""

from __future__ import annotations

import contextlib
import os
import queue
import threading
import time
from collections.abc import Callable, Iterator
from types import FrameType
from typing import NoReturn

from kiosk.config.header import physical
from kiosk.config.settings import Factory, Settings
from kiosk.doctor import service
from kiosk.doctor.machine import Machine
from kiosk.doctor.pins import uses
from kiosk.panel.buttons import lit, wired
from kiosk.panel.gpio_lines import header_chip, look
from kiosk.panel.mock_panel import MockPanel, on_mock_pins
from kiosk.panel.pin_factory import NoPins, open_factory
from kiosk.panel.raw_panel import Edge, RawPanel
from kiosk.panel_test.mock_finger import Fingers
from kiosk.panel_test.script import HELP, PanelTest
from kiosk.runtime.instance_lock import only_one
from kiosk.runtime.outputs import Outputs
from kiosk.system.signals import handled

Event = Edge | str | None
"""An edge, a typed line, or ``None`` at the end of the input."""

Echo = Callable[[str], None]


def refuse_if_busy(machine: Machine, settings: Settings) -> None:
    """Refuse to start while another program holds the pins.

    :raises NoPins: naming each such pin, its holder and the remedy
    """
    if settings.pins.factory is Factory.MOCK:
        return
    unit = service.ask(machine)
    named = uses(settings.pins)
    chip = header_chip(machine.at("/dev"), machine.ask)
    lines = look(chip, named, machine.ask) if chip else {}
    held = [
        f"  GPIO{pin}, pin {physical(pin)}, {named[pin]}: {line}"
        for pin, line in lines.items()
        if line.holder
    ]
    if unit.runs:
        problem = "The kiosk is running as a service and uses the pins."
        remedy = "Stop it for the test: sudo systemctl stop acupressure-kiosk"
    elif held:
        problem = "The pins are busy."
        remedy = "Stop the program that holds them, or choose other pins."
    else:
        return
    raise NoPins("\n".join((problem, *held, remedy)))


def typed() -> Iterator[str]:
    """Yield each line as it is typed.

    Read standard input without Python's buffer: a reader still waiting at exit would hold its lock.
    """
    rest = b""
    while chunk := os.read(0, 4096):
        *lines, rest = (rest + chunk).split(b"\n")
        for line in lines:
            yield line.decode("utf-8", "replace")


def run(
    settings: Settings,
    simulate: bool,
    echo: Echo,
    lines: Callable[[], Iterator[str]] = typed,
    machine: Machine | None = None,
) -> None:
    """Test the panel until ``quit``, Ctrl+C or, on mock pins, the end of the input.

    :raises NoPins: if the pins cannot be opened, or another program holds them
    :raises AlreadyRunning: if a kiosk or another panel test runs on the same pins
    """
    settings = on_mock_pins(settings) if simulate else settings
    refuse_if_busy(machine or Machine(), settings)
    inbox: queue.SimpleQueue[Event] = queue.SimpleQueue()
    with contextlib.ExitStack() as stack:
        # Entered first, so left last: no signal ends the test with the buzzer on.
        stack.enter_context(contextlib.suppress(KeyboardInterrupt))
        stack.enter_context(handled(_interrupt))
        real = settings.pins.factory is not Factory.MOCK
        stack.enter_context(only_one(header_chip() if real else None))
        factory = open_factory(settings.pins.factory)
        stack.callback(factory.close)
        panel = stack.enter_context(RawPanel(settings, factory, inbox.put))
        fingers = Fingers(MockPanel(settings, factory)) if simulate else None
        test = PanelTest(
            _on_card(panel, settings, stack) if simulate else panel,
            settings.buttons.debounce,
            lit(settings.pins),
            echo,
            fingers.press if fingers else None,
        )
        for pin, use in uses(settings.pins).items():
            echo(f"GPIO{pin}, pin {physical(pin)}: {use}")
        echo("Press the buttons at any time; Ctrl+C ends.")
        names = ", ".join(key.value for key in wired(settings.pins))
        echo(f"{HELP} A button's name presses it: {names}." if simulate else HELP)
        test.show_lights()
        test.show_rhythms()
        threading.Thread(target=_read, args=(lines, inbox), daemon=True).start()
        with contextlib.suppress(KeyboardInterrupt):
            _loop(test, fingers, inbox)
        test.sum_up()


def _on_card(panel: RawPanel, settings: Settings, stack: contextlib.ExitStack) -> Outputs:
    """Return outputs that also sound the buzzer on a desktop's sound card."""
    from kiosk.audio.buzzer_tone import BuzzerTone
    from kiosk.runtime.outputs import TeeOutputs

    tone = BuzzerTone(settings.buzzer.tone, settings.volume, settings.speech.device)
    stack.callback(tone.close)
    return TeeOutputs(panel, tone.sound)


def _read(lines: Callable[[], Iterator[str]], inbox: queue.SimpleQueue[Event]) -> None:
    with contextlib.suppress(OSError):  # standard input may be closed
        for line in lines():
            inbox.put(line)
    inbox.put(None)


def _loop(test: PanelTest, fingers: Fingers | None, inbox: queue.SimpleQueue[Event]) -> None:
    more = True
    while not test.over:
        due = [at for at in (test.due, fingers.due if fingers else None) if at is not None]
        if fingers and not more and not due:
            return
        wait = max(0.0, min(due) - time.monotonic()) if due else None
        event: Event = ""
        with contextlib.suppress(queue.Empty):
            event = inbox.get(timeout=wait)
            if isinstance(event, Edge):
                test.edge(event, time.monotonic())
            elif event is None:
                more = False
            else:
                test.command(event, time.monotonic())
        now = time.monotonic()
        if fingers:
            fingers.turn(now)
        test.turn(now)


def _interrupt(number: int, frame: FrameType | None) -> NoReturn:
    """End on SIGTERM and SIGHUP as on Ctrl+C, with buzzer and lights off."""
    raise KeyboardInterrupt
