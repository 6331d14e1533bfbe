"""The screen: lays out a view as a scene of items, and paints only the changes.

Three packages, from the top: `display`, `layout`, `paint`.
"""

import sys

# pygame imports these if they are installed, but the kiosk does not need them: setuptools'
# pkg_resources costs as much start time and memory as all of pygame, and numpy (a dependency of
# Debian's python3-pygame) nearly as much again. pygame works without both.
if "pygame" not in sys.modules:
    _hidden = [name for name in ("pkg_resources", "numpy") if name not in sys.modules]
    sys.modules.update(dict.fromkeys(_hidden))  # type: ignore[arg-type]
    import pygame  # noqa: F401

    for _name in _hidden:
        del sys.modules[_name]
