"""Speech on the sound card, on a thread of its own: no cue ever waits for a file or a decoder."""

from __future__ import annotations

import contextlib
import io
import logging
import queue
import random
import subprocess
import threading
from array import array
from collections.abc import Callable
from dataclasses import dataclass
from typing import Self

import pygame

from kiosk.audio.sound_card import RATE, close_card, open_card
from kiosk.session.transitions import LOUDEST
from kiosk.speech.clips import ENGINE, Utterance, command

log = logging.getLogger(__name__)

CHANNEL = 7
"""The mixer's last channel: speech only, however many tones play on the others."""

SAMPLES = 2048
"""Handed over at a time: a word may begin 46 ms late."""

REST = 3.0
"""Seconds without a word after which the sound card is closed: its line sleeps by then."""

ENGINE_PATIENCE = 10.0
"""Seconds the engine may take for one sentence."""


@dataclass(frozen=True)
class _Order:
    """What to say; it counts only while ``turn`` is the newest."""

    turn: int
    utterance: Utterance
    preroll: float
    loudness: float


class SpeechPlayer:
    """Says one utterance at a time, as a context; each clip is loaded when it is due.

    The sound card is open only while there is something to say. One that is not there is tried
    again for each sentence, here and not on the thread that wants it said.

    :param device: the sound card by name; ``None`` for the default one
    :param changed: called on the loudspeaker's thread when ``works`` has changed
    :ivar works: whether there was a sound card that can be used when it was last needed
    """

    def __init__(
        self, device: str | None = None, changed: Callable[[], None] = lambda: None
    ) -> None:
        self._device, self._changed = device, changed
        self.works = open_card(SAMPLES, device)
        if self.works:
            close_card()
        self._turn = 0
        self._told: set[str] = set()
        self._channel: pygame.mixer.Channel | None = None
        self._engine: subprocess.Popen[bytes] | None = None
        self._orders: queue.SimpleQueue[_Order | int | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="loudspeaker", daemon=True)

    def say(self, utterance: Utterance, preroll: float, volume: int) -> None:
        """Say a sentence after ``preroll`` seconds; whatever is being said is cut off."""
        self._turn += 1
        self._orders.put(_Order(self._turn, utterance, preroll, volume / LOUDEST))

    def hush(self) -> None:
        """Fall silent."""
        self._turn += 1
        self._orders.put(self._turn)
        engine = self._engine
        if engine is not None:
            with contextlib.suppress(OSError):
                engine.kill()

    def _run(self) -> None:
        while (order := self._next()) is not None:
            try:
                self._obey(order)
            except Exception as error:
                # A sentence that cannot be played is not worth a session: rhythm and screen go on.
                self._tell(_reason(error))
        self._close()

    def _tell(self, reason: str) -> None:
        """Log a reason once: which sentences are lost, or how many, would tell answers."""
        if reason not in self._told:
            self._told.add(reason)
            log.warning("Not spoken: %s", reason)

    def _next(self) -> _Order | int | None:
        """Wait for what to do; after a rest the card is closed."""
        while self._channel:
            busy = self._channel.get_busy()
            try:
                return self._orders.get(timeout=REST)
            except queue.Empty:
                if not busy:
                    self._close()
        return self._orders.get()

    def _obey(self, order: _Order | int) -> None:
        if isinstance(order, _Order):
            if order.turn == self._turn and (channel := self._open()):
                self._say(channel, order)
        elif self._channel:
            self._channel.stop()

    def _open(self) -> pygame.mixer.Channel | None:
        if self._channel is None:
            before, self.works = self.works, open_card(SAMPLES, self._device)
            if self.works:
                self._channel = pygame.mixer.Channel(CHANNEL)
            if self.works is not before:
                self._changed()
                if not self.works:
                    raise CardGone("the sound card is gone")
                log.info("There is a sound card now: pages are spoken")
        return self._channel

    def _close(self) -> None:
        if self._channel:
            self._channel.stop()
            self._channel = None
            close_card()

    def _say(self, channel: pygame.mixer.Channel, order: _Order) -> None:
        sound = self._sound(order)
        if sound is None or order.turn != self._turn:
            return
        sound.set_volume(order.loudness)
        if order.preroll:
            channel.play(pygame.mixer.Sound(buffer=whisper(order.preroll)))
            channel.queue(sound)
        else:
            channel.play(sound)

    def _sound(self, order: _Order) -> pygame.mixer.Sound | None:
        utterance = order.utterance
        if utterance.file is not None:
            return pygame.mixer.Sound(str(utterance.file))
        spoken = self._speak(utterance, order.turn)
        return pygame.mixer.Sound(io.BytesIO(whole(spoken))) if spoken else None

    def _speak(self, utterance: Utterance, turn: int) -> bytes:
        """Have the engine speak into memory; empty where newer words have killed it."""
        line = command(utterance.text, utterance.language, "-")
        with subprocess.Popen(line, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as engine:
            self._engine = engine
            if turn != self._turn:
                engine.kill()
            try:
                spoken = engine.communicate(timeout=ENGINE_PATIENCE)[0]
            except subprocess.TimeoutExpired:
                engine.kill()
                raise
            finally:
                self._engine = None
        return spoken if engine.returncode == 0 else b""

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.hush()
        self._orders.put(None)
        self._thread.join(timeout=5)


def _reason(error: Exception) -> str:
    """Return why a sentence is lost, without its words or its file, which an error may name."""
    if isinstance(error, subprocess.TimeoutExpired):
        return f"{ENGINE} takes more than {ENGINE_PATIENCE:g} s"
    if isinstance(error, CardGone):
        return str(error)
    return f"{type(error).__name__}; to find a clip that is missing: acupressure-kiosk check"


class CardGone(Exception):
    """The sound card cannot be opened."""


def whisper(seconds: float) -> array[int]:
    """Give noise of the smallest step, which nobody hears: it wakes lines that sleep at zeros."""
    chance = random.Random(0)
    return array("h", (chance.choice((-1, 1)) for _ in range(round(seconds * RATE))))


def whole(wav: bytes) -> bytes:
    """Write the true lengths into a WAV that was piped, whose header could not know them."""
    sizes = (len(wav) - 8).to_bytes(4, "little"), (len(wav) - 44).to_bytes(4, "little")
    return wav[:4] + sizes[0] + wav[8:40] + sizes[1] + wav[44:]
