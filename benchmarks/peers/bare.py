"""The minimum: pygame, gpiozero on mock pins, a window filled once, and a wait.

python -m benchmarks.peers.bare SCENE.json
"""

from __future__ import annotations

import sys

import gpiozero
import pygame
from gpiozero.pins.mock import MockFactory

from benchmarks.picture import Scene


def main() -> None:
    """Fill a window with one colour and wait forever."""
    scene = Scene.read(sys.argv[1])
    button = gpiozero.Button(5, pin_factory=MockFactory())
    pygame.display.init()
    screen = pygame.display.set_mode(scene.size)
    screen.fill(scene.keys[0].colour)
    pygame.display.flip()
    button.wait_for_press()


if __name__ == "__main__":
    main()
