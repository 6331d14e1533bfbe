"""The screen: lays out a view as a scene of items, and paints only the changes.

Three packages, from the top: `display`, `layout`, `paint`.
"""

import kiosk.system.lean_pygame  # noqa: F401  # before the packages import pygame
