"""Where the illustrator's data and its pictures lie."""

from pathlib import Path

HERE = Path(__file__).resolve().parent
DATA = HERE / "data"
BODIES = DATA / "bodies"
POSES = DATA / "poses"
OUTPUT = HERE.parent / "assets" / "illustrations"
REPOSITORY = HERE.parent
DOCS = REPOSITORY / "docs"
