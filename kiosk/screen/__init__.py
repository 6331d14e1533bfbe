"""What is seen: a view laid out as a scene of items, and only what changed painted anew."""

import sys

# pygame asks setuptools' pkg_resources for its own data if it is installed: that costs as much
# start and memory as all of pygame, and pygame has another way.
if "pygame" not in sys.modules and "pkg_resources" not in sys.modules:
    sys.modules["pkg_resources"] = None  # type: ignore[assignment]
    import pygame  # noqa: F401

    del sys.modules["pkg_resources"]
