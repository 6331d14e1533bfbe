"""The documentation: links that lead somewhere, and names of files, tests and code that exist."""

from __future__ import annotations

import difflib
import importlib
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import click
import pytest

from kiosk.cli.main import main
from kiosk.config.paths import OWN_SETTINGS
from kiosk.library import content
from kiosk.routine.timeline_table import clock_time

ROOT = Path(__file__).parents[2]
README = ROOT / "README.md"
DOCS = ROOT / "docs"
PAGES = (README, ROOT / "CHANGELOG.md", *sorted(DOCS.glob("*.md")), ROOT / "illustrator/README.md")
NAMES = [str(page.relative_to(ROOT)) for page in PAGES]

TEST = re.compile(r"`((?:[\w-]+/)*test_\w+)(?:\.py)?`((?:,?\s+“[^”]+…”(?:\s+\([^)]*\))?)*)")


def prose(page: Path) -> str:
    """Return a page without its indented blocks of commands."""
    return re.sub(r"(?m)^(?:    .*\n)+", "\n", page.read_text("utf-8"))


@cache
def anchors(page: Path) -> frozenset[str]:
    """Return the anchors that GitHub gives the headings of a page."""
    titles = re.findall(r"(?m)^#+ (.+)$", page.read_text("utf-8"))
    return frozenset(re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles)


def links(page: Path) -> Iterator[tuple[Path, str]]:
    """Yield the file and the anchor that each link within the project leads to."""
    for target in re.findall(r"\]\(([^)\s]+)\)", page.read_text("utf-8")):
        if "://" not in target:
            file, _, anchor = target.partition("#")
            yield (page.parent / file).resolve() if file else page, anchor


def exists(dotted: str) -> bool:
    """Return whether a module below ``kiosk`` has a name, such as ``session.keys.Key``."""
    parts = dotted.split(".")
    found: object = None
    for length in range(len(parts), 0, -1):
        try:
            found = importlib.import_module(".".join(["kiosk", *parts[:length]]))
        except ModuleNotFoundError:
            continue
        names = parts[length:]
        break
    else:
        return False
    for name in names:
        fields = getattr(found, "__dataclass_fields__", {})
        if not hasattr(found, name):
            return name in fields
        found = getattr(found, name)
    return True


@pytest.mark.parametrize("name", NAMES)
def test_every_link_leads_to_a_file_and_a_heading(name: str) -> None:
    dead = [
        f"{file.relative_to(ROOT)}#{anchor}"
        for file, anchor in links(ROOT / name)
        if not file.exists() or (anchor and anchor not in anchors(file))
    ]
    assert dead == []


@pytest.mark.parametrize("name", NAMES)
def test_prose_is_wrapped_at_100(name: str) -> None:
    lines = prose(ROOT / name).splitlines()
    assert [line for line in lines if len(line) > 100 and not line.startswith("|")] == []


@pytest.mark.parametrize("name", NAMES)
def test_every_file_that_is_named_exists(name: str) -> None:
    folders = "assets|benchmarks|config|docs|illustrator|kiosk|systemd|tests|tools"
    named = re.findall(rf"`((?:{folders})/[\w./-]+)`", prose(ROOT / name))
    missing = [
        path
        for path in named
        if not any(file.exists() for file in (ROOT / path, ROOT / "tests" / f"{path}.py"))
    ]
    assert missing == []


def unknown_tests(page: Path) -> Iterator[str]:
    """Yield each test that a page names and that does not exist, with the nearest that does."""
    for test, quotes in TEST.findall(prose(page)):
        file = ROOT / "tests" / f"{test.removeprefix('tests/')}.py"
        if not file.is_file():
            yield f"no file {file.relative_to(ROOT)}"
            continue
        known = re.findall(r"(?m)^ *def test_(\w+)", file.read_text("utf-8"))
        for quote in re.findall(r"“([^”]+)…”", quotes):
            begin = "_".join(re.findall(r"\w+", quote.lower()))
            if not any(name.startswith(begin) for name in known):
                nearest = difflib.get_close_matches(begin, known, n=1, cutoff=0.0)
                yield f"{test} has no test “{' '.join(quote.split())} …”; nearest: {nearest}"


@pytest.mark.parametrize("name", NAMES)
def test_every_test_that_is_named_exists(name: str) -> None:
    assert list(unknown_tests(ROOT / name)) == []


def test_every_name_in_the_glossary_exists() -> None:
    rows = re.findall(r"(?m)^\| [^|]+ \| `([\w.]+)` \|", (DOCS / "develop.md").read_text("utf-8"))
    assert len(rows) > 30
    assert [name for name in rows if not exists(name)] == []


def test_every_page_of_the_docs_is_linked_from_the_readme() -> None:
    linked = {file for file, _ in links(README)}
    assert set(DOCS.glob("*.md")) - linked == set()


def test_the_readme_has_at_most_120_lines() -> None:
    assert len(README.read_text("utf-8").splitlines()) <= 120


def test_every_setting_is_explained() -> None:
    from kiosk.config import settings

    explained = re.sub(r"`, `\.", "` `.", (DOCS / "operate.md").read_text("utf-8"))
    for name, field in settings.Settings.__dataclass_fields__.items():
        parts = getattr(field.type, "__dataclass_fields__", {})
        for key in [f"`{name}.{part}`" for part in parts] or [f"`{name}`"]:
            short = f"`.{key.rpartition('.')[2]}" if "." in key else key
            assert key in explained or short in explained, key


@pytest.mark.parametrize(
    ("file", "said"), [("back-pain", "They take {}"), ("breathing", "is {} of")]
)
def test_the_readme_states_how_long_each_routine_takes(file: str, said: str) -> None:
    total = clock_time(content.load(OWN_SETTINGS, file).timeline.total)
    assert said.format(total) in README.read_text("utf-8")


def test_every_command_of_the_manual_page_exists() -> None:
    manual = (DOCS / "acupressure-kiosk.1").read_text("utf-8")
    named = re.findall(r"(?m)^\.It Nm Cm (\S+)", manual)
    assert named
    assert set(named) <= set(main.list_commands(click.Context(main)))
