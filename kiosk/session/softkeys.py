"""What each button does now, in a word: the soft keys at the foot of every page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from kiosk.config.language import LANGUAGES, N_, Translate
from kiosk.session.actions import available_actions
from kiosk.session.keys import Action, Key
from kiosk.session.state import Session


@dataclass(frozen=True)
class SoftKey:
    """What a button does now; ``action`` is ``None`` where it does nothing."""

    key: Key
    label: str
    action: Action | None


_LABELS: Mapping[Action, str] = {
    Action.START: N_("Start"),
    Action.CONTINUE: N_("Go on"),
    Action.BACK: N_("Back"),
    Action.BEGIN: N_("Ready"),
    Action.NEXT: N_("Next"),
    Action.AGAIN: N_("Again"),
    Action.PAUSE: N_("Pause"),
    Action.RESUME: N_("Go on"),
    Action.END: N_("End"),
    Action.ONCE_MORE: N_("Restart"),
    Action.STAY: N_("Yes"),
    Action.NONE_OF_THESE: N_("None"),
    Action.YES: N_("Yes or unsure"),
    Action.NO: N_("No"),
    Action.HEAR_AGAIN: N_("Hear again"),
}

IDLE_LABELS: Mapping[Key, str] = {
    Key.ADVANCE: N_("Next"),
    Key.REPEAT: N_("Again"),
    Key.SWITCH: N_("Switch sides"),
    Key.PAUSE: N_("Pause"),
}
"""What a button is called that does nothing now: what it does at other times."""


def soft_keys(session: Session, tr: Translate = str) -> tuple[SoftKey, ...]:
    """Say what each of the panel's three buttons does now, or will once a press counts."""
    told = session.unguarded
    actions = available_actions(told)
    keys = (Key.ADVANCE, Key.REPEAT, Key.SWITCH)
    made = (_soft_key(told, key, actions.get(key), tr) for key in keys)
    return tuple(replace(key, action=None) if session.guarded else key for key in made)


def _soft_key(session: Session, key: Key, action: Action | None, tr: Translate) -> SoftKey:
    other = session.other_side
    if action is Action.OTHER_SIDE and other is not None:
        return SoftKey(key, tr(other.said.key or ""), action)
    if action is Action.LANGUAGE:
        return SoftKey(key, LANGUAGES[session.next_language], action)  # in its own words
    if action is None:
        return SoftKey(key, tr(IDLE_LABELS[key]), None)
    return SoftKey(key, tr(_LABELS[action]), action)
