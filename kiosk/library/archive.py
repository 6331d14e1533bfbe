"""A routine as one file: a ZIP archive of its folder, the same bytes for the same content.

An archive may come from anywhere. Every name and every size is checked before a byte is written,
and sizes are counted while reading, because an archive may lie about itself.
"""

from __future__ import annotations

import os
import re
import shutil
import stat
import zipfile
from collections import Counter
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path, PurePosixPath

from kiosk.config import yaml_document
from kiosk.config.faults import Fault, FaultyInput
from kiosk.config.schema import Expected, Line, Name
from kiosk.library.routine_files import FILE, folder_of, name_of, places
from kiosk.system import files

PARTS = {
    re.compile(re.escape(FILE)): yaml_document.LARGEST_BYTES,
    re.compile(r"pictures/[^/]+\.(png|jpe?g|webp)", re.IGNORECASE): 30_000_000,
    re.compile(r"locale/[^/]+\.po"): 4_000_000,
    re.compile(r"voices/[^/]+/[^/]+\.(ogg|wav|flac)", re.IGNORECASE): 30_000_000,
    re.compile(r"(README|LICEN[CS]E|NOTICE)[^/]*\.(txt|md)", re.IGNORECASE): 1_000_000,
}
"""The files that belong to a routine, by their path in its folder, and the most bytes of each."""

PARTS_IN_WORDS = (
    f"{FILE}, pictures/*.png, .jpg or .webp, locale/*.po, voices/LANGUAGE/*.ogg, .wav or .flac,"
    " README.txt, LICENCE.txt or NOTICE.txt"
)

MOST_FILES = 5_000
"""The most files: a routine has some hundred sentences in each language."""

MOST_BYTES = 500_000_000
"""The most bytes of all files of a routine."""

_OLDEST = (1980, 1, 1, 0, 0, 0)
"""The date of every file in an archive: the first one that ZIP knows."""


def largest(path: str) -> int | None:
    """Return the most bytes of a file by its path in the routine's folder; ``None`` for others."""
    return next((most for part, most in PARTS.items() if part.fullmatch(path)), None)


def contents(file: Path, unused: Collection[Path] = ()) -> tuple[dict[str, Path], list[Path]]:
    """Return the files of a routine by their paths in its folder, and the files left out.

    :param unused: files to leave out that would belong to it otherwise
    """
    folder = folder_of(file)
    if folder is None:
        return {FILE: file}, []
    found, others = {}, []
    for each in sorted(folder.rglob("*")):
        path = each.relative_to(folder).as_posix()
        if each.is_dir() and not each.is_symlink():
            continue
        if largest(path) is None or each.is_symlink() or each in unused:
            others.append(each)
        else:
            found[path] = each
    return found, others


def pack(file: Path, unused: Collection[Path] = ()) -> Iterator[tuple[zipfile.ZipInfo, bytes]]:
    """Yield each file of a routine as an archive holds it.

    :raises OSError: if one cannot be read, is a link or is too large
    """
    name = name_of(file)
    for path, each in contents(file, unused)[0].items():
        entry = zipfile.ZipInfo(f"{name}/{path}", _OLDEST)
        entry.external_attr = (stat.S_IFREG | 0o644) << 16
        entry.compress_type = zipfile.ZIP_DEFLATED
        yield entry, files.read(each, largest(path) or 0, links=False)


def write(file: Path, target: Path, unused: Collection[Path] = ()) -> None:
    """Write a routine's archive.

    :raises OSError: if a file cannot be read, or the archive cannot be written
    """
    with files.writing(target) as made, zipfile.ZipFile(made, "w") as archive:
        for entry, data in pack(file, unused):
            archive.writestr(entry, data)


@contextmanager
def unpacked(archive: Path, folder: Path) -> Iterator[Path]:
    """Unpack an archive into a hidden folder, and yield the routine's file there.

    :param folder: the folder of routines, which holds the hidden one while the context is open
    :raises FaultyInput: with everything that is wrong with the archive
    :raises OSError: if the routine cannot be written
    """
    try:
        descriptor = files.open_regular(archive)
    except OSError as error:
        raise FaultyInput([_fault(archive, "", f"cannot be read: {error.strerror}")]) from error
    with os.fdopen(descriptor, "rb") as source:
        with _damage(archive):
            opened = zipfile.ZipFile(source)
            entries = _checked(archive, opened)
        name = entries[0].filename.split("/")[0]
        hidden = folder / f".{name}.new"
        shutil.rmtree(hidden, ignore_errors=True)
        try:
            for entry in entries:
                with _damage(archive):
                    data = _data(archive, opened, entry)
                target = hidden / entry.filename
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(data)
            yield hidden / name / FILE
        finally:
            shutil.rmtree(hidden, ignore_errors=True)


def replace(new: Path, folder: Path) -> Path:
    """Put an unpacked routine in place of whatever has its name, and return its file.

    :raises OSError: if it cannot be written; the old one is then unchanged
    """
    target, plain = places(folder, name_of(new))
    old = folder / f".{name_of(new)}.old"
    os.sync()  # a power cut after the renaming must not leave empty files
    shutil.rmtree(old, ignore_errors=True)
    if not files.gone(target.parent):
        target.parent.rename(old)
    try:
        new.parent.rename(target.parent)
    except OSError:
        with suppress(OSError):
            old.rename(target.parent)
        raise
    plain.unlink(missing_ok=True)
    shutil.rmtree(old, ignore_errors=True)
    return target


@contextmanager
def _damage(archive: Path) -> Iterator[None]:
    """Report whatever reading a damaged archive raises."""
    try:
        yield
    except FaultyInput:
        raise
    except Exception as error:  # nearly anything: BadZipFile, zlib.error, struct.error, ...
        problem = "is not a routine's archive, or is damaged: pack it again"
        raise FaultyInput([_fault(archive, "", problem)]) from error


def _checked(archive: Path, opened: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    """Return the files of an archive.

    :raises FaultyInput: with everything that is wrong with their names and sizes
    """
    entries = [entry for entry in opened.infolist() if not entry.is_dir()]
    found: list[Fault] = []
    if len(entries) > MOST_FILES:
        found.append(_fault(archive, "", f"expected at most {MOST_FILES} files"))
    elif sum(entry.file_size for entry in entries) > MOST_BYTES:
        found.append(_fault(archive, "", f"expected at most {MOST_BYTES} bytes in all"))
    else:
        for entry in entries:
            found += [_fault(archive, entry.filename, problem) for problem in _problems(entry)]
        names = Counter(entry.filename.casefold() for entry in entries)
        twice = (name for name, count in names.items() if count > 1)
        found += [_fault(archive, name, "is there twice") for name in twice]
    roots = {PurePosixPath(entry.filename).parts[:1] for entry in entries}
    wanted = {f"{root[0]}/{FILE}" for root in roots if root}
    if not found and (len(roots) != 1 or not wanted <= {entry.filename for entry in entries}):
        problem = f"expected one folder, named as the routine, with {FILE} in it"
        found.append(_fault(archive, "", problem))
    if found:
        raise FaultyInput(found)
    return entries


def _problems(entry: zipfile.ZipInfo) -> Iterator[str]:
    """Find what is wrong with one file of an archive, by its name, kind and size."""
    name, _, path = entry.filename.partition("/")
    kind = stat.S_IFMT(entry.external_attr >> 16)
    try:
        for part in entry.filename.split("/"):
            Line().check(part)
            Name().check(part)
    except Expected:
        yield "expected plain names below the routine's folder"
        return
    most = largest(path)
    if kind not in (0, stat.S_IFREG):
        yield "is a link or a device, expected a file"
    elif most is None:
        yield f"does not belong to a routine; expected {name}/ with {PARTS_IN_WORDS}"
    elif entry.file_size > most:
        yield f"is larger than {most} bytes"
    elif entry.flag_bits & 1:
        yield "is encrypted: pack it without a password"


def _fault(archive: Path, key: str, problem: str) -> Fault:
    return Fault(str(archive), 0, key, problem)


def _data(archive: Path, opened: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """Return the contents of one file, at most as many bytes as the archive says."""
    with opened.open(entry) as source:
        data = source.read(entry.file_size + 1)
    if len(data) > entry.file_size:
        raise FaultyInput([_fault(archive, entry.filename, "is larger than the archive says")])
    return data
