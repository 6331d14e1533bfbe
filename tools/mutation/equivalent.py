"""Mutants that behave as the original does, each with the reason: no test can notice them."""

EQUIVALENT: dict[str, dict[tuple[str, str], str]] = {
    "panel.watch": {
        (
            "while self._changes[0] <= now - max(seconds for _, seconds in STORMS):",
            "self._changes[0] <= now - max((seconds for _, seconds in STORMS))"
            " -> self._changes[0] < now - max((seconds for _, seconds in STORMS))",
        ): "a change as old as the longest storm is no part of it, remembered or not",
    },
    "timeline": {
        ("point: int = 0", "0 -> 1"): "only a page that asks where reads it, and has its own",
    },
}
"""By module: the line and the change -> why it changes nothing."""
