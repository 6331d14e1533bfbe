"""Settings of every kind of wiring, for hypothesis."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import strategies as st

from kiosk.config.settings import Buttons, Buzzer, BuzzerKind, Pins, Pull, Settings

FIELDS = ("advance", "repeat", "switch", "buzzer")
OPTIONAL = ("pause", "advance_light", "repeat_light", "switch_light")


def wired(pull: Pull = Pull.UP, low_sounds: bool = False, **pins: int) -> Settings:
    """Return settings with these pins, in which a low or a high line sounds the buzzer."""
    return Settings(
        pins=replace(Pins(), **pins),  # type: ignore[arg-type]
        buttons=Buttons(pull=pull),
        buzzer=Buzzer(active_high=not low_sounds),
    )


def _made(
    numbers: list[int], chosen: list[str], pull: Pull, kind: BuzzerKind, high: bool
) -> Settings:
    pins = dict(zip((*FIELDS, *chosen), numbers, strict=False))
    return Settings(
        pins=Pins(**pins),  # type: ignore[arg-type]
        buttons=Buttons(pull=pull),
        buzzer=Buzzer(kind=kind, active_high=high),
    )


every_wiring = st.builds(
    _made,
    st.lists(st.integers(0, 27), min_size=8, max_size=8, unique=True),
    st.lists(st.sampled_from(OPTIONAL), unique=True),
    st.sampled_from(Pull),
    st.sampled_from(BuzzerKind),
    st.booleans(),
)
