"""The outputs of the guide: a panel whose buzzer has listeners, and speech that can be muted."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Protocol

from kiosk.session.keys import Key
from kiosk.speech.clips import Utterance
from kiosk.speech.scheduler import SpeechOutput


class Outputs(Protocol):
    """The outputs of the guide: a buzzer and lights."""

    def sound(self, level: bool) -> None:
        """Sound the buzzer, or silence it."""

    def light(self, keys: Collection[Key]) -> None:
        """Light these buttons and no others."""


class TeeOutputs:
    """A panel whose buzzer has listeners."""

    def __init__(self, panel: Outputs, *listeners: Callable[[bool], None]) -> None:
        self._panel, self._listeners = panel, listeners

    def sound(self, level: bool) -> None:
        """Sound the buzzer and notify the listeners, or silence it."""
        self._panel.sound(level)
        for listener in self._listeners:
            listener(level)

    def light(self, keys: Collection[Key]) -> None:
        """Light these buttons and no others."""
        self._panel.light(keys)


class MutableSpeech:
    """A speech output that can be muted.

    :ivar muted: whether nothing is said
    """

    def __init__(self, output: SpeechOutput) -> None:
        self._output = output
        self.muted = False

    def say(self, utterance: Utterance, preroll: float, volume: int) -> None:
        """Say a sentence, unless muted."""
        if not self.muted:
            self._output.say(utterance, preroll, volume)

    def hush(self) -> None:
        """Stop speaking at once."""
        self._output.hush()
