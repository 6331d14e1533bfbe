from __future__ import annotations

import io
import stat
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.library import archive
from tests.yaml_inputs import faults_of, only_fault

ROUTINE = {"neck/routine.yaml": b"name: Neck\n"}


@pytest.fixture
def neck(tmp_path: Path) -> Path:
    """A routine with everything that belongs to one, and a file that does not."""
    folder = tmp_path / "neck"
    parts = ("pictures/a b.JPG", "locale/pt.po", "voices/pt/001.ogg", "NOTICE.txt", "draft.psd")
    for path in ("routine.yaml", *parts):
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(path.encode())
    (folder / "pictures" / "link.png").symlink_to("/etc/hostname")
    return folder / "routine.yaml"


def zipped(tmp_path: Path, files: dict[str, bytes], attributes: int = 0) -> Path:
    file = tmp_path / "given.zip"
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in files.items():
            entry = zipfile.ZipInfo("x")
            entry.filename = name
            entry.external_attr = attributes << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            made.writestr(entry, data)
    return file


def opening(file: Path, folder: Path) -> Iterator[Path]:
    with archive.unpacked(file, folder) as new:
        yield new


def test_a_routine_is_the_same_after_packing_and_installing(neck: Path, tmp_path: Path) -> None:
    target, folder = tmp_path / "neck.zip", tmp_path / "routines"
    archive.write(neck, target)
    with archive.unpacked(target, folder) as new:
        installed = archive.replace(new, folder)
    assert installed == folder / "neck" / "routine.yaml"
    found, _ = archive.contents(installed)
    assert {path: file.read_bytes() for path, file in found.items()} == {
        path: path.encode()
        for path in (
            "NOTICE.txt",
            "locale/pt.po",
            "pictures/a b.JPG",
            "routine.yaml",
            "voices/pt/001.ogg",
        )
    }
    assert [file.name for file in folder.iterdir()] == ["neck"]


def test_what_does_not_belong_to_a_routine_is_named(neck: Path) -> None:
    _, others = archive.contents(neck)
    assert [file.name for file in others] == ["draft.psd", "link.png"]


def test_the_same_routine_gives_the_same_bytes(neck: Path, tmp_path: Path) -> None:
    one, two = tmp_path / "one.zip", tmp_path / "two.zip"
    archive.write(neck, one)
    neck.touch()
    archive.write(neck, two)
    assert one.read_bytes() == two.read_bytes()


def test_a_plain_file_is_packed_as_a_folder(tmp_path: Path) -> None:
    (tmp_path / "arm.yaml").write_text("name: Arm\n", "utf-8")
    archive.write(tmp_path / "arm.yaml", tmp_path / "arm.zip")
    assert zipfile.ZipFile(tmp_path / "arm.zip").namelist() == ["arm/routine.yaml"]


def test_an_archive_that_cannot_be_finished_is_not_left(neck: Path, tmp_path: Path) -> None:
    (neck.parent / "locale" / "big.po").write_bytes(b" " * 4_000_001)
    with pytest.raises(OSError, match="larger"):
        archive.write(neck, tmp_path / "neck.zip")
    assert not list(tmp_path.glob("neck.zip*"))


@pytest.mark.parametrize(
    "name",
    [
        "../evil.yaml",
        "neck/../../evil.yaml",
        "/etc/evil.yaml",
        "neck//routine.yaml",
        "neck/pictures/..\\evil.png",
        "neck/.hidden.txt",
        "neck/pictures/a\u202eb.png",
    ],
)
def test_a_name_that_leads_elsewhere_is_refused(name: str, tmp_path: Path) -> None:
    file = zipped(tmp_path, {**ROUTINE, name: b"x"})
    fault = only_fault(lambda: next(opening(file, tmp_path / "routines")))
    assert (fault.key, fault.problem) == (name, "expected plain names below the routine's folder")
    assert not (tmp_path / "routines").exists()


def test_links_and_devices_are_refused(tmp_path: Path) -> None:
    for kind in (stat.S_IFLNK, stat.S_IFIFO, stat.S_IFCHR):
        file = zipped(tmp_path, {"neck/pictures/a.png": b"/etc/shadow"}, kind | 0o777)
        fault = only_fault(lambda file=file: next(opening(file, tmp_path / "routines")))  # type: ignore[misc]
        assert fault.problem == "is a link or a device, expected a file"


@pytest.mark.parametrize(
    ("files", "problem"),
    [
        ({**ROUTINE, "neck/run.sh": b""}, "does not belong to a routine"),
        ({**ROUTINE, "neck/other.yaml": b""}, "does not belong to a routine"),
        ({**ROUTINE, "arm/routine.yaml": b""}, "expected one folder"),
        ({"neck/pictures/a.png": b""}, "expected one folder"),
        ({}, "expected one folder"),
        ({**ROUTINE, "neck/pictures/A.png": b"", "neck/pictures/a.png": b""}, "is there twice"),
        ({"neck/routine.yaml": b" " * 300_001}, "is larger than 300000 bytes"),
    ],
)
def test_anything_but_one_routine_is_refused(
    files: dict[str, bytes], problem: str, tmp_path: Path
) -> None:
    fault = only_fault(lambda: next(opening(zipped(tmp_path, files), tmp_path / "routines")))
    assert problem in fault.problem


def test_every_fault_of_an_archive_is_reported_at_once(tmp_path: Path) -> None:
    file = zipped(tmp_path, {**ROUTINE, "neck/a.exe": b"", "../b": b""})
    assert len(faults_of(lambda: next(opening(file, tmp_path)))) == 2


def test_too_many_files_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MOST_FILES", 1)
    file = zipped(tmp_path, {**ROUTINE, "neck/pictures/a.png": b""})
    fault = only_fault(lambda: next(opening(file, tmp_path)))
    assert fault.problem == "expected at most 1 files"


def test_too_many_bytes_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MOST_BYTES", 5)
    fault = only_fault(lambda: next(opening(zipped(tmp_path, ROUTINE), tmp_path)))
    assert fault.problem == "expected at most 5 bytes in all"


def test_a_file_larger_than_it_says_is_refused(tmp_path: Path) -> None:
    raw = bytearray(zipped(tmp_path, {"neck/routine.yaml": b"a" * 5000}).read_bytes())
    at = raw.index(b"PK\x01\x02") + 24  # the size in the central directory
    raw[at : at + 4] = (10).to_bytes(4, "little")
    (tmp_path / "given.zip").write_bytes(raw)
    faults_of(lambda: next(opening(tmp_path / "given.zip", tmp_path / "routines")))
    assert not list((tmp_path / "routines").glob("**/routine.yaml"))


def test_a_damaged_archive_is_refused_wherever_it_is_damaged(tmp_path: Path) -> None:
    good = zipped(tmp_path, {"neck/routine.yaml": b"name: Neck\n" * 20}).read_bytes()
    for cut in range(0, len(good), 7):
        (tmp_path / "cut.zip").write_bytes(good[:cut])
        fault = only_fault(lambda: next(opening(tmp_path / "cut.zip", tmp_path / "routines")))
        assert fault.problem == "is not a routine's archive, or is damaged: pack it again"
    middle = good.index(b"routine.yaml") + 14
    (tmp_path / "cut.zip").write_bytes(good[:middle] + b"\xff\xff" + good[middle + 2 :])
    assert only_fault(lambda: next(opening(tmp_path / "cut.zip", tmp_path / "routines")))


def test_an_archive_that_is_no_file_is_refused(tmp_path: Path) -> None:
    fault = only_fault(lambda: next(opening(tmp_path, tmp_path)))
    assert fault.problem.startswith("cannot be read: ")


def test_nothing_is_left_if_a_routine_is_not_kept(tmp_path: Path) -> None:
    folder = tmp_path / "routines"
    with archive.unpacked(zipped(tmp_path, ROUTINE), folder) as new:
        assert new.read_bytes() == ROUTINE["neck/routine.yaml"]
    assert not list(folder.iterdir())


@pytest.mark.parametrize("old", ["neck/routine.yaml", "neck.yaml"])
def test_a_routine_replaces_the_one_of_its_name(old: str, tmp_path: Path) -> None:
    folder = tmp_path / "routines"
    (folder / old).parent.mkdir(parents=True)
    (folder / old).write_bytes(b"old")
    with archive.unpacked(zipped(tmp_path, ROUTINE), folder) as new:
        archive.replace(new, folder)
    assert [file.name for file in folder.iterdir()] == ["neck"]
    assert (folder / "neck" / "routine.yaml").read_bytes() == ROUTINE["neck/routine.yaml"]


def test_the_old_routine_stays_if_the_new_one_cannot_be_put_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "routines"
    (folder / "neck").mkdir(parents=True)
    (folder / "neck" / "routine.yaml").write_bytes(b"old")
    rename = Path.rename

    def refuse(self: Path, target: Path) -> Path:
        if ".neck.new" in self.parts:
            raise OSError(28, "No space left on device")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", refuse)
    with (
        pytest.raises(OSError, match="No space left"),
        archive.unpacked(zipped(tmp_path, ROUTINE), folder) as new,
    ):
        archive.replace(new, folder)
    assert (folder / "neck" / "routine.yaml").read_bytes() == b"old"


def test_an_encrypted_archive_is_refused(tmp_path: Path) -> None:
    raw = bytearray(zipped(tmp_path, ROUTINE).read_bytes())
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        raw[raw.index(signature) + offset] |= 1
    (tmp_path / "given.zip").write_bytes(raw)
    assert zipfile.ZipFile(io.BytesIO(raw)).infolist()[0].flag_bits & 1
    fault = only_fault(lambda: next(opening(tmp_path / "given.zip", tmp_path)))
    assert fault.problem == "is encrypted: pack it without a password"
