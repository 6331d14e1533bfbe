"""Play speech on its own thread, so that no cue ever waits for a file or a decoder."""

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

from kiosk.audio.levelling import levelled
from kiosk.audio.sound_card import RATE, close_card, open_card
from kiosk.session.transitions import LOUDEST
from kiosk.speech.clips import ENGINE, Utterance, command
from kiosk.system.command import typed
from kiosk.system.lean_pygame import pygame

log = logging.getLogger(__name__)

CHANNEL = 7
"""The mixer's last channel, reserved for speech."""

SAMPLES = 2048
"""The buffer size: a word may start 46 ms late."""

CLOSE_AFTER = 3.0
"""Seconds of silence after which to close the sound card: its line is asleep by then."""

ENGINE_PATIENCE = 10.0
"""Seconds that the engine may take for one sentence."""


@dataclass(frozen=True)
class _Order:
    """An utterance to say, valid only while ``number`` is the newest."""

    number: int
    utterance: Utterance
    preroll: float
    loudness: float


class SpeechPlayer:
    """A context that says one utterance at a time and loads each clip when it is due.

    The sound card is open only while there is something to say. If it is missing, each sentence
    tries it again, on this thread and not on the caller's.

    :param device: the sound card by name; ``None`` for the default one
    :param changed: called on the loudspeaker's thread when ``works`` has changed
    :ivar works: whether the sound card was usable when last needed
    """

    def __init__(
        self, device: str | None = None, changed: Callable[[], None] = lambda: None
    ) -> None:
        self._device, self._changed = device, changed
        self.works = open_card(SAMPLES, device)
        if self.works:
            close_card()
        self._newest = 0
        self._reported: set[str] = set()
        self._channel: pygame.mixer.Channel | None = None
        self._engine: subprocess.Popen[bytes] | None = None
        self._orders: queue.SimpleQueue[_Order | int | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="loudspeaker", daemon=True)

    def say(self, utterance: Utterance, preroll: float, volume: int) -> None:
        """Say a sentence after ``preroll`` seconds, cutting off the current one."""
        self._newest += 1
        self._orders.put(_Order(self._newest, utterance, preroll, volume / LOUDEST))

    def hush(self) -> None:
        """Stop speaking."""
        self._newest += 1
        self._orders.put(self._newest)
        engine = self._engine
        if engine is not None:
            with contextlib.suppress(OSError):
                engine.kill()

    def _run(self) -> None:
        while (order := self._next()) is not None:
            try:
                self._obey(order)
            except Exception as error:
                # A lost sentence must not end a session: rhythm and screen go on.
                self._report(_reason(error))
        self._close()

    def _report(self, reason: str) -> None:
        """Log a reason once: which sentences are lost, or how many, would reveal answers."""
        if reason not in self._reported:
            self._reported.add(reason)
            log.warning("Not spoken: %s", reason)

    def _next(self) -> _Order | int | None:
        """Wait for the next order; close the card after a silence."""
        while self._channel:
            busy = self._channel.get_busy()
            try:
                return self._orders.get(timeout=CLOSE_AFTER)
            except queue.Empty:
                if not busy:
                    self._close()
        return self._orders.get()

    def _obey(self, order: _Order | int) -> None:
        if isinstance(order, _Order):
            if order.number == self._newest and (channel := self._open()):
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
                log.info("Sound card available: speaking the pages")
        return self._channel

    def _close(self) -> None:
        if self._channel:
            self._channel.stop()
            self._channel = None
            close_card()

    def _say(self, channel: pygame.mixer.Channel, order: _Order) -> None:
        sound = self._sound(order)
        if sound is None or order.number != self._newest:
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
            sound = pygame.mixer.Sound(str(utterance.file))
            return _levelled(sound) if utterance.recorded else sound
        spoken = self._speak(utterance, order.number)
        return pygame.mixer.Sound(io.BytesIO(with_lengths(spoken))) if spoken else None

    def _speak(self, utterance: Utterance, number: int) -> bytes:
        """Return the engine's WAV; empty if newer words have killed the engine."""
        line = command(utterance.text, utterance.language, "-")
        with subprocess.Popen(line, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as engine:
            self._engine = engine
            if number != self._newest:
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


def _levelled(sound: pygame.mixer.Sound) -> pygame.mixer.Sound:
    """Return a recording as loud as the clips; the mixer has made it mono, of 16 bits."""
    return pygame.mixer.Sound(buffer=levelled(array("h", sound.get_raw()), RATE))


def _reason(error: Exception) -> str:
    """Return why a sentence is lost, without its words or file, which the error may name."""
    if isinstance(error, subprocess.TimeoutExpired):
        return f"{ENGINE} took more than {ENGINE_PATIENCE:g} s"
    if isinstance(error, CardGone):
        return str(error)
    return f"{type(error).__name__}; to find missing clips, run: {typed('check')}"


class CardGone(Exception):
    """The sound card cannot be opened."""


def whisper(seconds: float) -> array[int]:
    """Return inaudible noise of the smallest step: it wakes lines that sleep on zeros."""
    chance = random.Random(0)
    return array("h", (chance.choice((-1, 1)) for _ in range(round(seconds * RATE))))


def with_lengths(wav: bytes) -> bytes:
    """Return a piped WAV with its true lengths, which its header could not know."""
    sizes = (len(wav) - 8).to_bytes(4, "little"), (len(wav) - 44).to_bytes(4, "little")
    return wav[:4] + sizes[0] + wav[8:40] + sizes[1] + wav[44:]
