"""The engines that speak, behind one interface.

Each imports its packages only when it speaks: they are in ``.venv-voice`` alone.
"""

from __future__ import annotations

import importlib.metadata
from pathlib import Path
from typing import Protocol

from tools.voice.sound import Sound


class Engine(Protocol):
    """Speaks a language with one voice."""

    @property
    def name(self) -> str:
        """Engine, version, voice and speed: clips of another name are rendered again."""

    def speak(self, text: str, folder: Path) -> Sound:
        """Return a text as it is spoken.

        :param folder: where files may be put
        """


class EngineUnavailable(Exception):
    """An engine that cannot speak here; the message says what is missing."""


def version(package: str) -> str:
    """Return the version of an installed package.

    :raises EngineUnavailable: if it is not installed
    """
    try:
        return importlib.metadata.version(package)
    except importlib.metadata.PackageNotFoundError as error:
        raise EngineUnavailable(f"{package} is not installed: run make voice") from error
