"""The steps of a panel test: pure except for its outputs, driven by the caller's clock."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass

from kiosk.audio.rhythm_player import RhythmPlayer
from kiosk.config.suggestions import did_you_mean
from kiosk.panel.raw_panel import Edge
from kiosk.panel_test.bounce import Movement, Settling, describe
from kiosk.routine.cues import RHYTHMS, Cue, duration
from kiosk.runtime.outputs import Outputs
from kiosk.session.keys import Key
from kiosk.wiring.circuits import NAMES

LIGHT_SECONDS = 0.8
"""Seconds each light is on."""

PAUSE = 0.7
"""Seconds of silence after each rhythm."""

HELP = "Type the name of a rhythm, or rhythms, lights or quit, then press Enter."


@dataclass(frozen=True)
class Show:
    """A rhythm or a light, shown for a while."""

    what: Cue | Key

    @property
    def seconds(self) -> float:
        """Seconds it takes, with the pause after it."""
        return duration(self.what) + PAUSE if isinstance(self.what, Cue) else LIGHT_SECONDS

    def __str__(self) -> str:
        if isinstance(self.what, Key):
            return f"light   {NAMES[self.what]}"
        milliseconds = "/".join(map(str, RHYTHMS[self.what]))
        return f"rhythm  {self.what.value}: {milliseconds} ms"


class PanelTest:
    """Shows rhythms and lights in turn, and reports every movement of a button.

    :param lights: the buttons that have a light
    :param echo: prints a line
    :param press: presses a simulated button; ``None`` on real pins
    :ivar over: whether the test is to end
    """

    def __init__(
        self,
        outputs: Outputs,
        debounce: float,
        lights: Collection[Key],
        echo: Callable[[str], None],
        press: Callable[[Key, float], None] | None = None,
    ) -> None:
        self._outputs, self._debounce, self._echo, self._press = outputs, debounce, echo, press
        self._lights = tuple(lights)
        self._settling = Settling(debounce)
        self._player = RhythmPlayer()
        self._level = False
        self._shows: deque[Show] = deque()
        self._shown: Show | None = None
        self._until = 0.0
        self._down: dict[Key, Edge] = {}
        self._presses: Counter[Key] = Counter()
        self._bounces: dict[Key, float] = {}
        self.over = False

    @property
    def idle(self) -> bool:
        """True if nothing is shown, queued or settling."""
        return self._shown is None and not self._shows and self._settling.due is None

    @property
    def due(self) -> float | None:
        """When :meth:`turn` must be called next; ``None`` until the next event."""
        show = self._until if self._shown or self._shows else None
        times = (show, self._player.next_edge, self._settling.due)
        return min((at for at in times if at is not None), default=None)

    def show_lights(self) -> None:
        """Queue each light."""
        self._show(self._lights)
        if not self._lights:
            self._echo("lights  none are wired by these settings")

    def show_rhythms(self) -> None:
        """Queue each rhythm."""
        self._show(Cue)

    def _show(self, what: Iterable[Cue | Key]) -> None:
        self._shows.extend(map(Show, what))

    def turn(self, now: float) -> None:
        """Do what is due."""
        for movement in self._settling.settled(now):
            self._moved(movement)
        if now >= self._until:
            if self._shown:
                self._shown = None
                self._light()
            if self._shows:
                self._begin(self._shows.popleft(), now)
        level = self._player.advance(now)
        if level is not self._level:
            self._level = level
            self._outputs.sound(level)

    def _begin(self, show: Show, now: float) -> None:
        self._echo(str(show))
        self._shown, self._until = show, now + show.seconds
        if isinstance(show.what, Cue):
            self._player.play(show.what, now)
        self._light()

    def edge(self, edge: Edge, now: float) -> None:
        """Handle an edge of a button; its light follows it."""
        self._settling.add(edge, now)
        if edge.pressed:
            self._down.setdefault(edge.key, edge)
        self._light()

    def _moved(self, movement: Movement) -> None:
        key, first = movement.key, movement.edges[0]
        line = f"{NAMES[key]:<12}  {describe(movement, self._debounce)}"
        self._presses[key] += movement.presses(self._debounce)
        self._bounces[key] = max(self._bounces.get(key, 0.0), movement.bounce)
        if not movement.pressed and (down := self._down.pop(key, None)):
            line += f"; held {first.at - down.at:.2f} s" if down is not first else ""
        self._echo(line)
        self._light()

    def _light(self) -> None:
        shown = {self._shown.what} if self._shown and isinstance(self._shown.what, Key) else set()
        self._outputs.light(shown | set(self._down))

    def command(self, line: str, now: float) -> None:
        """Carry out a typed line."""
        word = line.strip().lower()
        cues = {cue.value: cue for cue in Cue}
        keys = {key.value: key for key in NAMES} if self._press else {}
        if word == "quit":
            self.over = True
        elif word == "lights":
            self.show_lights()
        elif word == "rhythms":
            self.show_rhythms()
        elif word in cues:
            self._show([cues[word]])
        elif word in keys and self._press:
            self._press(keys[word], now)
        elif word:
            known = [*cues, "rhythms", "lights", "quit", *keys]
            self._echo(f"{word!r} is not known; {did_you_mean(word, known)}")
        else:
            self._echo(HELP)

    def sum_up(self) -> None:
        """Report how often each button was pressed, and its longest bounce."""
        for key, bounce in self._bounces.items():
            count = self._presses[key]
            presses = f"{count} press{'' if count == 1 else 'es'}"
            self._echo(f"{NAMES[key]:<12}  {presses}, longest bounce {bounce * 1000:.1f} ms")
        if self._bounces:
            self._echo(f"buttons.debounce is {self._debounce * 1000:g} ms.")
