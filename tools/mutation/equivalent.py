"""Mutants that behave like the original, so that no test can notice them, with the reasons."""

EQUIVALENT: dict[str, dict[tuple[str, str], str]] = {
    "panel.stuck": {
        (
            "while self._changes[0] <= now - max(seconds for _, seconds in STORMS):",
            "self._changes[0] <= now - max((seconds for _, seconds in STORMS))"
            " -> self._changes[0] < now - max((seconds for _, seconds in STORMS))",
        ): "a change as old as the longest storm is not part of it, remembered or not",
    },
    "session.state": {
        (
            "if number is None or step is None or step.side is None:",
            "number is None or step is None or step.side is None"
            " -> step is None or step.side is None",
        ): "without a number there is no step; mypy needs both",
        (
            "if number is None or step is None or step.side is None:",
            "number is None or step is None or step.side is None"
            " -> number is None or step.side is None",
        ): "the same in reverse",
        (
            "return min((at for at in due if self.now < at < end), default=end)",
            "self.now < at < end -> self.now < at <= end",
        ): "a cue at the end would be due at the end anyway",
    },
    "stats.store": {
        (
            "sqlite3.connect(uri, uri=True, timeout=PATIENCE, isolation_level=None)",
            "sqlite3.connect(uri, uri=True, timeout=PATIENCE, isolation_level=None)"
            " -> sqlite3.connect(uri, uri=True, timeout=PATIENCE)",
        ): "every write is between a BEGIN and a COMMIT of our own",
        (
            "sqlite3.connect(uri, uri=True, timeout=PATIENCE, isolation_level=None)",
            "True -> False",
        ): "Debian builds SQLite with SQLITE_USE_URI, so every name is read as a URI",
        (
            "sqlite3.connect(uri, uri=True, timeout=PATIENCE, isolation_level=None)",
            "sqlite3.connect(uri, uri=True, timeout=PATIENCE, isolation_level=None)"
            " -> sqlite3.connect(uri, timeout=PATIENCE, isolation_level=None)",
        ): "the same",
        (
            "return {row: n for row, n in counts.items()"
            " if row.day == UNKNOWN or row.day >= since}",
            "row.day == UNKNOWN or row.day >= since -> row.day >= since",
        ): "the word for an unknown day sorts after every date",
        (
            "if version != VERSION and 0 < version < NO_VERSION:",
            "0 -> 1",
        ): "version 1 is ours, and the first condition excludes it",
        (
            'text = sql.decode("utf-8", "replace") if isinstance(sql, bytes) else sql or ""',
            "'' -> 'changed'",
        ): "an entry without a definition is damage, and so is one with another definition",
    },
    "library.fallback": {
        (
            '_Result = TypeVar("_Result", Device, Content)',
            "'_Result' -> ''",
        ): "only mypy reads the name",
    },
    "config.structure": {
        ('T = TypeVar("T")', "'T' -> ''"): "only mypy reads the name",
    },
    "routine.timeline": {
        (
            "point: int = 0",
            "0 -> 1",
        ): "only pages that ask for the place read it, and they set it",
    },
}
"""The reason for each equivalent mutant, by module, line and change."""
