from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from kiosk.system import files
from tests.special_files import KINDS, put


@pytest.mark.parametrize("what", KINDS)
def test_anything_but_a_regular_file_is_refused_at_once(what: str, tmp_path: Path) -> None:
    put(what, tmp_path / "file")
    with pytest.raises(OSError, match=r"\w"):
        files.read(tmp_path / "file", 100)


def test_a_device_is_not_a_regular_file() -> None:
    with pytest.raises(OSError, match="it is not a regular file"):
        files.read(Path("/dev/zero"), 100)


def test_a_link_is_followed_only_if_allowed(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"well")
    (tmp_path / "link").symlink_to("file")
    assert files.read(tmp_path / "link", 100) == b"well"
    with pytest.raises(OSError, match="symbolic links") as caught:
        files.read(tmp_path / "link", 100, links=False)
    assert caught.value.errno == errno.ELOOP


def test_a_file_may_be_as_large_as_allowed_and_no_larger(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"x" * 10)
    assert files.read(tmp_path / "file", 10) == b"x" * 10
    with pytest.raises(OSError, match="it is larger than 9 bytes"):
        files.read(tmp_path / "file", 9)


@pytest.mark.parametrize("what", [what for what in KINDS if what != "folder"])
def test_whatever_is_at_the_temporary_name_is_replaced_and_not_followed(
    what: str, tmp_path: Path
) -> None:
    put(what, tmp_path / "file.new")
    files.write(tmp_path / "file.json", b"new")
    assert (tmp_path / "file.json").read_bytes() == b"new"
    assert not (tmp_path / "nowhere").exists()
    assert not os.path.lexists(tmp_path / "file.new")


@pytest.mark.parametrize("what", [what for what in KINDS if what != "folder"])
def test_whatever_is_at_the_target_is_replaced_and_not_followed(what: str, tmp_path: Path) -> None:
    put(what, tmp_path / "file.json")
    files.write(tmp_path / "file.json", b"new")
    assert files.read(tmp_path / "file.json", 100, links=False) == b"new"
    assert not (tmp_path / "nowhere").exists()


@pytest.mark.parametrize("name", ["file.json", "file.new"])
def test_a_folder_in_its_place_is_an_error_and_not_removed(name: str, tmp_path: Path) -> None:
    (tmp_path / name).mkdir()
    with pytest.raises(OSError, match=r"directory|permitted"):
        files.write(tmp_path / "file.json", b"new")
    assert (tmp_path / name).is_dir()


def test_a_path_is_gone_only_if_nothing_at_all_is_there(tmp_path: Path) -> None:
    assert files.gone(tmp_path / "file")
    assert files.gone(tmp_path / "folder" / "file")
    (tmp_path / "file").touch()
    assert not files.gone(tmp_path / "file")
    assert files.gone(tmp_path / "file" / "below")
    put("link to nowhere", tmp_path / "link")
    assert not files.gone(tmp_path / "link")
    put("link to itself", tmp_path / "loop")
    assert not files.gone(tmp_path / "loop" / "below")
    assert not files.gone(tmp_path / ("x" * 300))


def test_a_path_that_may_not_be_examined_is_not_gone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_: Path) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(Path, "lstat", refuse)
    assert not files.gone(tmp_path / "file")
