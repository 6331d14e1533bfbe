"""A package can be built without some of the drawn people."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kiosk.routine.illustrations import albums
from tools.leave_out_figures import leave_out


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("ann", "bo"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "cv6.webp").touch()
    figures = {
        name: {
            "name": name,
            "pictures": {
                "cv6": {
                    "file": f"{name}/cv6.webp",
                    "width": 16,
                    "height": 16,
                    "left": None,
                    "keep": [0, 0, 1, 1],
                    "points": [],
                }
            },
        }
        for name in ("ann", "bo")
    }
    (tmp_path / "points.json").write_text(json.dumps({"version": 1, "figures": figures}), "utf-8")
    return tmp_path


def test_a_figure_left_out_is_gone_with_its_pictures(folder: Path) -> None:
    leave_out(folder, ["bo"])
    assert [album.name for album in albums(folder)] == ["ann"]
    assert sorted(path.name for path in folder.iterdir()) == ["ann", "points.json"]


def test_leaving_nobody_out_changes_no_figure(folder: Path) -> None:
    leave_out(folder, [])
    assert [album.name for album in albums(folder)] == ["ann", "bo"]


def test_unknown_figures_are_named_with_the_nearest_and_nothing_is_removed(folder: Path) -> None:
    with pytest.raises(ValueError, match=r"'anne'.*did you mean 'ann'") as raised:
        leave_out(folder, ["anne", "bo", "zed"])
    assert "'zed'" in str(raised.value)
    assert (folder / "bo").exists()


def test_one_figure_must_stay(folder: Path) -> None:
    with pytest.raises(ValueError, match="one figure must stay of ann, bo"):
        leave_out(folder, ["ann", "bo"])
