"""A file is whole or as it was."""

from __future__ import annotations

from pathlib import Path

import pytest

from illustrator.export import save_index
from illustrator.files import write_whole


def test_a_file_is_replaced_in_one_step_and_leaves_nothing_beside_it(tmp_path: Path) -> None:
    file = tmp_path / "new" / "points.json"
    write_whole(file, b"first")
    write_whole(file, b"second")
    assert file.read_bytes() == b"second"
    assert list(file.parent.iterdir()) == [file]


def test_a_run_that_is_stopped_leaves_the_last_index(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save_index({"figures": {}}, tmp_path)
    before = (tmp_path / "points.json").read_bytes()

    def stopped(_: Path, content: bytes) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "write_bytes", stopped)
    with pytest.raises(KeyboardInterrupt):
        save_index({"figures": {"slim-light": {"pictures": {}}}}, tmp_path)
    assert (tmp_path / "points.json").read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["points.json"]
