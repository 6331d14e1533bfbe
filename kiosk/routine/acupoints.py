"""WHO point codes: which there are.

Source: WHO Standard Acupuncture Point Locations in the Western Pacific Region (2008), 361 points.
"""

from __future__ import annotations

import re

from kiosk.config.schema import Expected

POINTS_OF_MERIDIAN = {
    "LU": 11, "LI": 20, "ST": 45, "SP": 21, "HT": 9, "SI": 19, "BL": 67,
    "KI": 27, "PC": 9, "TE": 23, "GB": 44, "LR": 14, "GV": 28, "CV": 24,
}  # fmt: skip
"""How many points each meridian has."""

_OLD_NAMES = {"B": "BL", "UB": "BL", "GI": "LI", "CO": "LI", "LIV": "LR", "REN": "CV", "DU": "GV"}


class WhoCode:
    """A WHO point code such as ``BL52``."""

    def check(self, value: str) -> None:
        """Accept a point the WHO lists."""
        match = re.fullmatch(r"([A-Z]{2})([1-9][0-9]?)", value)
        if match is None:
            raise Expected(f"expected a WHO point code such as BL52, not {value!r}{_hint(value)}")
        meridian, number = match[1], int(match[2])
        last = POINTS_OF_MERIDIAN.get(meridian)
        if last is None:
            known = ", ".join(POINTS_OF_MERIDIAN)
            raise Expected(f"{value!r} names no meridian; known are: {known}{_hint(value)}")
        if number > last:
            raise Expected(f"{value!r} is no point: {meridian} ends at {meridian}{last}")


def is_who_code(value: object) -> bool:
    """Say whether a value names a point the WHO lists."""
    try:
        WhoCode().check(str(value))
    except Expected:
        return False
    return True


def _hint(value: str) -> str:
    letters = "".join(filter(str.isalpha, value)).upper()
    today = _OLD_NAMES.get(letters)
    return f" ({letters} is {today} today, and its numbers may differ)" if today else ""
