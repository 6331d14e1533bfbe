"""``leave_out_figures.py FOLDER [FIGURE ...]``: take drawn people out of a copy of the pictures."""

from __future__ import annotations

import difflib
import json
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path


def leave_out(folder: Path, names: Sequence[str]) -> None:
    """Remove the figures from the catalogue in ``folder``, and their pictures.

    :raises ValueError: naming each unknown figure and the nearest one, or if none would be left
    """
    index = folder / "points.json"
    catalogue = json.loads(index.read_text("utf-8"))
    known = list(catalogue["figures"])
    nearest = {name: difflib.get_close_matches(name, known, 1) for name in names}
    faults = [
        f"there is no figure {name!r}; expected one of {', '.join(known)}"
        + "".join(f" (did you mean {guess!r}?)" for guess in nearest[name])
        for name in names
        if name not in known
    ]
    if not set(known) - set(names):
        faults.append(f"one figure must stay of {', '.join(known)}")
    if faults:
        raise ValueError("\n".join(f"{index}: {fault}" for fault in faults))
    for name in dict.fromkeys(names):
        del catalogue["figures"][name]
        shutil.rmtree(folder / name)
    index.write_text(json.dumps(catalogue, indent=1, ensure_ascii=False) + "\n", "utf-8")


if __name__ == "__main__":
    try:
        leave_out(Path(sys.argv[1]), sys.argv[2:])
    except ValueError as error:
        sys.exit(str(error))
