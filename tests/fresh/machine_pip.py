"""Collect this machine's pip set-up for another root: ``python3 machine_pip.py FOLDER``.

Writes ``FOLDER/pip.env``, shell lines that export every setting of pip's files and environment;
``FOLDER/folders``, the folders that those settings name, to be mounted at the same path; and
``FOLDER/machine``, copies of the files that they name, to be placed at ``/machine``, as a package
may bring another file to their own path.
"""

from __future__ import annotations

import ast
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

PLACES = ("global", "install", ":env:")
"""The places of a setting for installing; a later place wins."""


def settings(listed: str) -> dict[str, str]:
    """Return the settings that ``pip config list`` prints, by the names of their variables."""
    found: dict[str, dict[str, str]] = {place: {} for place in PLACES}
    for line in listed.splitlines():
        place, _, value = line.partition("=")
        section, _, key = place.rpartition(".")
        if section in found:
            name = "PIP_" + key.upper().replace("-", "_")
            found[section][name] = " ".join(str(ast.literal_eval(value)).split())
    return {name: value for place in PLACES for name, value in found[place].items()}


def named(found: dict[str, str]) -> list[tuple[str, Path]]:
    """Return the existing paths that settings name, each with its spelling in them."""
    written = {word for value in found.values() for word in value.split()}
    pairs = ((word, Path(word.removeprefix("file://"))) for word in sorted(written))
    return [(word, path) for word, path in pairs if path.is_absolute() and path.exists()]


def folders(found: dict[str, str]) -> list[Path]:
    """Return the folders that settings name, and for an index its parent with the files."""
    return [
        path.parent if word.startswith("file:") else path
        for word, path in named(found)
        if path.is_dir()
    ]


def take_files(found: dict[str, str], folder: Path) -> dict[str, str]:
    """Copy the files that settings name into a folder; return settings that name the copies."""
    names = {word: path.name for word, path in named(found) if path.is_file()}
    folder.mkdir()
    for word, name in names.items():
        shutil.copy(word, folder / name)
    return {
        key: " ".join(
            f"/machine/{names[word]}" if word in names else word for word in value.split()
        )
        for key, value in found.items()
    }


if __name__ == "__main__":
    target = Path(sys.argv[1])
    said = subprocess.run(
        [sys.executable, "-m", "pip", "config", "list"], capture_output=True, text=True, check=False
    )
    own = settings(said.stdout)  # without pip there is nothing to take over
    (target / "folders").write_text("".join(f"{path}\n" for path in folders(own)), "utf-8")
    exports = take_files(own, target / "machine").items()
    lines = (f"export {name}={shlex.quote(value)}\n" for name, value in exports)
    (target / "pip.env").write_text("".join(lines), "utf-8")
