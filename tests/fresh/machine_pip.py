"""Collect this machine's pip set-up for another root: ``python3 machine_pip.py FOLDER``.

Writes ``FOLDER/pip.env``, shell lines that export every setting of pip's files and environment;
``FOLDER/folders``, the folders those settings name, to be found there under the same path; and
``FOLDER/machine``, copies of the files they name, to be found there as ``/machine``. For those the
path of their own will not do: a package may bring another file of that name.
"""

from __future__ import annotations

import ast
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

PLACES = ("global", "install", ":env:")
"""Where a setting for installing may stand; a later place wins."""


def settings(listed: str) -> dict[str, str]:
    """Return the settings in what ``pip config list`` says, each by the name of its variable."""
    found: dict[str, dict[str, str]] = {place: {} for place in PLACES}
    for line in listed.splitlines():
        place, _, value = line.partition("=")
        section, _, key = place.rpartition(".")
        if section in found:
            name = "PIP_" + key.upper().replace("-", "_")
            found[section][name] = " ".join(str(ast.literal_eval(value)).split())
    return {name: value for place in PLACES for name, value in found[place].items()}


def named(found: dict[str, str]) -> list[tuple[str, Path]]:
    """Return what settings name on this machine, as written there and as a path that exists."""
    written = {word for value in found.values() for word in value.split()}
    pairs = ((word, Path(word.removeprefix("file://"))) for word in sorted(written))
    return [(word, path) for word, path in pairs if path.is_absolute() and path.exists()]


def folders(found: dict[str, str]) -> list[Path]:
    """Return the folders that settings name; of an index the one around it, with its files."""
    return [
        path.parent if word.startswith("file:") else path
        for word, path in named(found)
        if path.is_dir()
    ]


def take_files(found: dict[str, str], folder: Path) -> dict[str, str]:
    """Copy the files that settings name into a folder; return the settings that name the copies."""
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
    own = settings(said.stdout)  # without pip here there is nothing to take over
    (target / "folders").write_text("".join(f"{path}\n" for path in folders(own)), "utf-8")
    exports = take_files(own, target / "machine").items()
    lines = (f"export {name}={shlex.quote(value)}\n" for name, value in exports)
    (target / "pip.env").write_text("".join(lines), "utf-8")
