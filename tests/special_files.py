"""What may stand in a file's place, and is none."""

from __future__ import annotations

import os
import socket
from pathlib import Path

KINDS = ("folder", "pipe", "socket", "link to a pipe", "link to nowhere", "link to itself")


def put(what: str, at: Path) -> None:
    """Put one of the kinds at a path, and nothing else into its folder but what a link leads to."""
    if what == "folder":
        at.mkdir()
    elif what == "pipe":
        os.mkfifo(at)
    elif what == "socket":
        with socket.socket(socket.AF_UNIX) as made:
            made.bind(str(at))
    elif what == "link to a pipe":
        os.mkfifo(at.with_name("pipe"))
        at.symlink_to(at.with_name("pipe"))
    elif what == "link to nowhere":
        at.symlink_to(at.with_name("nowhere"))
    elif what == "link to itself":
        at.symlink_to(at)
    else:
        raise AssertionError(what)
