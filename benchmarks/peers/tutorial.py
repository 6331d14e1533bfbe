"""The loop that pygame tutorials teach: clear all, draw all, flip, N times a second.

python -m benchmarks.peers.tutorial SCENE.json FRAMES

It is optimized: the picture is scaled and converted once, and constant text is rendered once.
"""

from __future__ import annotations

import math
import sys
import time

import gpiozero
import pygame
from gpiozero.pins.mock import MockFactory

from benchmarks.picture import BREATH, SECONDS, Scene


def main() -> None:
    """Show the countdown again and again."""
    scene, frames = Scene.read(sys.argv[1]), int(sys.argv[2])
    button = gpiozero.Button(5, pin_factory=MockFactory())
    pygame.init()
    screen = pygame.display.set_mode(scene.size)
    clock = pygame.time.Clock()
    loaded = pygame.image.load(scene.picture).convert_alpha()
    picture = pygame.Surface(scene.picture_box[2:]).convert()
    picture.fill(scene.ground)
    picture.blit(pygame.transform.smoothscale(loaded, scene.picture_box[2:]), (0, 0))
    large = pygame.font.Font(scene.font, round(scene.ring[2] * 0.5))
    words = pygame.font.Font(scene.font, scene.text)
    labels = [words.render(key.label, True, "white") for key in scene.keys]
    title = words.render(scene.word, True, scene.colour)
    ring = pygame.Rect(scene.ring)
    wide = round(ring.w * 0.085)
    start = time.monotonic()
    while not button.is_pressed:
        if any(event.type == pygame.QUIT for event in pygame.event.get()):
            break
        elapsed = time.monotonic() - start
        left = SECONDS - elapsed % SECONDS
        screen.fill(scene.ground)
        screen.blit(picture, scene.picture_box)
        swell = 0.5 - 0.5 * math.cos(elapsed / BREATH * math.tau)
        pygame.draw.circle(screen, "gold", scene.marker, scene.marker_size * (1.35 + 0.95 * swell))
        pygame.draw.circle(screen, "white", scene.marker, scene.marker_size * 1.25)
        pygame.draw.circle(screen, "red", scene.marker, scene.marker_size)
        pygame.draw.circle(screen, scene.track, ring.center, ring.w // 2, wide)
        top = math.pi / 2
        sweep = math.tau * left / SECONDS
        pygame.draw.arc(screen, scene.colour, ring, top - sweep, top, wide)
        digits = large.render(str(math.ceil(left)), True, "black")
        screen.blit(digits, digits.get_rect(center=ring.center))
        screen.blit(title, title.get_rect(midbottom=ring.midtop))
        for key, label in zip(scene.keys, labels, strict=True):
            pygame.draw.rect(screen, key.colour, key.box, border_radius=12)
            screen.blit(label, label.get_rect(center=pygame.Rect(key.box).center))
        pygame.display.flip()
        clock.tick(frames)


if __name__ == "__main__":
    main()
