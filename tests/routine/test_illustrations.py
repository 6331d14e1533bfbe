from __future__ import annotations

import json
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from kiosk.config.faults import Fault
from kiosk.routine import illustrations
from kiosk.routine.illustrations import Album, Cover, Half, Landmark, Mark, Side, Thirds
from tests.yaml_inputs import faults_of, only_fault

PICTURE: dict[str, Any] = {
    "file": "cv6.webp",
    "width": 100,
    "height": 80,
    "left": "right",
    "points": [
        {
            "code": "CV6",
            "side": "midline",
            "x": 0.5,
            "y": 1,
            "covered_by": "hand",
        }
    ],
    "measures": [
        {
            "code": "CV6",
            "side": "midline",
            "start": [0.5, 0.5],
            "end": [0.5, 0.6],
            "fingers": 2,
        }
    ],
    "keep": [0.2, 0.1, 0.5, 0.9],
    "landmarks": [{"key": "navel", "side": "midline", "x": 0.5, "y": 0.5}],
    "thirds": [{"code": "GB30", "side": "left", "start": [0.2, 0.5], "end": [0.5, 0.8]}],
}


def catalogue(**changed: Any) -> dict[str, Any]:
    figures = {
        name: {"name": name.title(), "pictures": {"cv6": deepcopy(PICTURE) | changed}}
        for name in ("ann", "bo")
    }
    return {"version": 1, "figures": figures}


def load(folder: Path, text: str | bytes | dict[str, Any], figure: str | None = None) -> Album:
    if isinstance(text, dict):
        text = json.dumps(text)
    (folder / "points.json").write_bytes(text.encode() if isinstance(text, str) else text)
    return illustrations.load(folder, figure)


def fault_with(folder: Path, **changed: Any) -> Fault:
    data = catalogue(**changed)
    del data["figures"]["bo"]
    return only_fault(lambda: load(folder, data))


def test_the_first_figure_is_the_default(tmp_path: Path) -> None:
    album = load(tmp_path, catalogue())
    picture = album.pictures["cv6"]
    assert album.file("cv6") == tmp_path / "cv6.webp"
    assert picture.left is Half.RIGHT
    assert picture.points == (Mark("CV6", Side.MIDLINE, 0.5, 1.0, Cover.HAND),)
    assert picture.measures[0].start == (0.5, 0.5)
    assert picture.keep == (0.2, 0.1, 0.5, 0.9)
    assert picture.landmarks == (Landmark("navel", Side.MIDLINE, 0.5, 0.5),)
    assert picture.thirds == (Thirds("GB30", Side.LEFT, (0.2, 0.5), (0.5, 0.8)),)


def test_a_catalogue_without_keep_landmarks_and_thirds_still_loads(tmp_path: Path) -> None:
    data = catalogue()
    for key in ("keep", "landmarks", "thirds"):
        del data["figures"]["ann"]["pictures"]["cv6"][key]
    picture = load(tmp_path, data).pictures["cv6"]
    assert picture.keep is None
    assert picture.landmarks == ()
    assert picture.thirds == ()


def test_a_figure_is_chosen_by_its_short_name(tmp_path: Path) -> None:
    data = catalogue()
    data["figures"]["bo"]["pictures"] = {}
    assert load(tmp_path, data, "bo").pictures == {}


def test_an_unknown_figure_is_reported_with_the_nearest_name(tmp_path: Path) -> None:
    assert "did you mean ann?" in only_fault(lambda: load(tmp_path, catalogue(), "anne")).problem


def test_a_catalogue_without_figures_is_reported(tmp_path: Path) -> None:
    fault = only_fault(lambda: load(tmp_path, {"version": 1, "figures": {}}))
    assert "there are none" in fault.problem


@pytest.mark.parametrize("text", ["", "{", "{'a': 1}", b'"\xff"', "[1,]"])
def test_a_catalogue_that_is_not_json_is_reported(tmp_path: Path, text: str | bytes) -> None:
    assert "cannot be read" in only_fault(lambda: load(tmp_path, text)).problem


def test_a_missing_catalogue_is_reported(tmp_path: Path) -> None:
    fault = only_fault(lambda: illustrations.load(tmp_path))
    assert fault.file == str(tmp_path / "points.json")


def test_a_catalogue_too_large_to_check_in_time_is_refused(tmp_path: Path) -> None:
    (tmp_path / "points.json").write_bytes(b"[" + b" " * illustrations.LARGEST_BYTES)
    fault = only_fault(lambda: illustrations.load(tmp_path))
    assert fault.problem == "cannot be read: it is larger than 4000000 bytes"


def test_a_catalogue_nested_too_deeply_is_reported(tmp_path: Path) -> None:
    assert "nested" in only_fault(lambda: load(tmp_path, "[" * 100_000)).problem


def test_a_duplicate_key_in_the_catalogue_is_reported(tmp_path: Path) -> None:
    faults_of(
        lambda: load(
            tmp_path,
            '{"version": 2, "version": 1, "figures": {"a": {"name": "A", "pictures": {}}}}',
        )
    )


@pytest.mark.parametrize("text", ["null", "[]", "5", '"x"'])
def test_a_catalogue_of_the_wrong_shape_is_reported(tmp_path: Path, text: str) -> None:
    assert "expected the keys" in only_fault(lambda: load(tmp_path, text)).problem


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [
        ("width", 15, "expected 16 to 8192 pixels"),
        ("height", 8193, "expected 16 to 8192 pixels"),
        ("height", 80.0, "expected a whole number"),
        ("left", "up", "expected one of: left, right"),
        ("file", "", "expected text"),
        ("file", "/etc/shadow", "expected a path that stays below this folder"),
        ("file", "../cv6.webp", "expected a path that stays below this folder"),
        ("file", "slim/../../cv6.webp", "expected a path that stays below this folder"),
        ("file", "slim//cv6.webp", "expected a path that stays below this folder"),
        ("file", "slim/", "expected a path that stays below this folder"),
        ("file", "slim\\cv6.webp", "expected a path that stays below this folder"),
        ("file", "cv6\u202e.webp", "without U+202E"),
        ("points", {}, "expected a list"),
        ("measures", None, "expected a list"),
        ("keep", [0.1, 0.1, 0.5], "expected 4 entries"),
        ("landmarks", None, "expected a list"),
        ("thirds", {}, "expected a list"),
        ("colour", "red", "unknown key"),
    ],
)
def test_a_wrong_picture_is_reported(tmp_path: Path, key: str, value: object, said: str) -> None:
    fault = fault_with(tmp_path, **{key: value})
    assert fault.key == f"figures.ann.pictures.cv6.{key}"
    assert said in fault.problem


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("x", -0.01),
        ("x", 1.01),
        ("y", float("nan")),
        ("y", float("inf")),
        ("y", True),
        ("y", "0.5"),
        ("side", "left "),
        ("side", None),
        ("covered_by", "hat"),
        ("code", ""),
    ],
)
def test_a_wrong_mark_is_reported(tmp_path: Path, key: str, value: object) -> None:
    marks = [PICTURE["points"][0] | {key: value}]
    assert fault_with(tmp_path, points=marks).key == f"figures.ann.pictures.cv6.points[1].{key}"


@pytest.mark.parametrize(
    ("key", "value"),
    [("start", [0.5]), ("end", [0.5, 0.5, 0.5]), ("fingers", 0), ("fingers", 5), ("fingers", 2.0)],
)
def test_a_wrong_measure_is_reported(tmp_path: Path, key: str, value: object) -> None:
    measures = [PICTURE["measures"][0] | {key: value}]
    fault = fault_with(tmp_path, measures=measures)
    assert fault.key == f"figures.ann.pictures.cv6.measures[1].{key}"


@pytest.mark.parametrize(("key", "value"), [("key", ""), ("side", "up"), ("x", 1.5), ("y", "0")])
def test_a_wrong_landmark_is_reported(tmp_path: Path, key: str, value: object) -> None:
    landmarks = [PICTURE["landmarks"][0] | {key: value}]
    fault = fault_with(tmp_path, landmarks=landmarks)
    assert fault.key == f"figures.ann.pictures.cv6.landmarks[1].{key}"


@pytest.mark.parametrize(("key", "value"), [("code", ""), ("start", [0.5]), ("end", [0.1, 2])])
def test_a_wrong_line_in_thirds_is_reported(tmp_path: Path, key: str, value: object) -> None:
    thirds = [PICTURE["thirds"][0] | {key: value}]
    fault = fault_with(tmp_path, thirds=thirds)
    assert fault.key.startswith(f"figures.ann.pictures.cv6.thirds[1].{key}")


@pytest.mark.parametrize("version", [0, 2, True, "1", None, 1.0])
def test_another_version_is_reported(tmp_path: Path, version: object) -> None:
    data = catalogue() | {"version": version}
    assert only_fault(lambda: load(tmp_path, data)).key == "version"
