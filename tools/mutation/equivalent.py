"""Mutants that behave as the original does, each with the reason: no test can notice them."""

EQUIVALENT: dict[str, dict[tuple[str, str], str]] = {
    "panel.stuck": {
        (
            "while self._changes[0] <= now - max(seconds for _, seconds in STORMS):",
            "self._changes[0] <= now - max((seconds for _, seconds in STORMS))"
            " -> self._changes[0] < now - max((seconds for _, seconds in STORMS))",
        ): "a change as old as the longest storm is no part of it, remembered or not",
    },
    "session.state": {
        (
            "if number is None or step is None or step.side is None:",
            "number is None or step is None or step.side is None"
            " -> step is None or step.side is None",
        ): "where there is no number there is no step; mypy wants to hear both",
        (
            "if number is None or step is None or step.side is None:",
            "number is None or step is None or step.side is None"
            " -> number is None or step.side is None",
        ): "the same the other way round",
        (
            "return min((at for at in due if self.now < at < end), default=end)",
            "self.now < at < end -> self.now < at <= end",
        ): "a cue at the very end would be due at the end, as without it",
    },
    "stats.store": {
        (
            "sqlite3.connect(uri, uri=True, timeout=PATIENCE, isolation_level=None)",
            "sqlite3.connect(uri, uri=True, timeout=PATIENCE, isolation_level=None)"
            " -> sqlite3.connect(uri, uri=True, timeout=PATIENCE)",
        ): "whatever writes stands between a BEGIN and a COMMIT of our own",
    },
    "config.schema": {
        ('T = TypeVar("T")', "'T' -> ''"): "only mypy reads the name",
    },
    "routine.timeline": {
        ("point: int = 0", "0 -> 1"): "only a page that asks where reads it, and has its own",
    },
}
"""By module: the line and the change -> why it changes nothing."""
