"""The screen: a view laid out as a scene of items, of which only the changes are painted.

Three packages, from the top: `display`, `layout`, `paint`.
"""

import sys

# What pygame imports if it is installed, and what is not needed here: setuptools' pkg_resources
# costs as much start and memory as all of pygame, and numpy (Debian's python3-pygame brings it)
# nearly as much again. pygame has other ways, or does without.
if "pygame" not in sys.modules:
    _hidden = [name for name in ("pkg_resources", "numpy") if name not in sys.modules]
    sys.modules.update(dict.fromkeys(_hidden))  # type: ignore[arg-type]
    import pygame  # noqa: F401

    for _name in _hidden:
        del sys.modules[_name]
