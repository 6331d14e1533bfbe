"""Things that may stand in the place of a regular file."""

from __future__ import annotations

import os
import socket
from pathlib import Path

KINDS = ("folder", "pipe", "socket", "link to a pipe", "link to nowhere", "link to itself")


def put(what: str, at: Path) -> None:
    """Create a thing of one of the kinds at a path, together with the target of a link."""
    if what == "folder":
        at.mkdir()
    elif what == "pipe":
        os.mkfifo(at)
    elif what == "socket":
        with socket.socket(socket.AF_UNIX) as listener:
            listener.bind(str(at))
    elif what == "link to a pipe":
        os.mkfifo(at.with_name("pipe"))
        at.symlink_to(at.with_name("pipe"))
    elif what == "link to nowhere":
        at.symlink_to(at.with_name("nowhere"))
    elif what == "link to itself":
        at.symlink_to(at)
    else:
        raise AssertionError(what)
