"""Where the illustrator's data and its pictures lie."""

from pathlib import Path

HERE = Path(__file__).resolve().parent
DATA = HERE / "data"
BODIES = DATA / "bodies"
POSES = DATA / "poses"
OUTPUT = HERE.parent / "illustrations"
REPOSITORY = HERE.parent.parent
DOCS = REPOSITORY / "docs"
