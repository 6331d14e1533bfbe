"""The kinds of files that are fuzzed."""

from __future__ import annotations

from tools.fuzz.kinds import (
    catalogues,
    counts,
    display,
    folders,
    kept,
    note,
    points,
    routines,
    settings,
    voices,
)

KINDS = (
    settings.KIND,
    routines.KIND,
    points.KIND,
    catalogues.WRITTEN,
    catalogues.COMPILED,
    kept.KIND,
    counts.KIND,
    note.KIND,
    voices.KIND,
    display.KIND,
    folders.ARCHIVE,
    folders.PICTURE,
    folders.RECORDING,
)
