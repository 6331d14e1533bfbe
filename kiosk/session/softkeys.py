"""The soft keys at the foot of every page: a word for what each button does now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from kiosk.config.language import LANGUAGES, N_, Translate
from kiosk.session.actions import available_actions
from kiosk.session.keys import Action, Key
from kiosk.session.state import Session


@dataclass(frozen=True)
class SoftKey:
    """The label and action of a button; ``action`` is ``None`` if it does nothing now."""

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
"""Labels of buttons that do nothing now: what they do on other pages."""


def soft_keys(session: Session, tr: Translate = str) -> tuple[SoftKey, ...]:
    """Return the soft keys of the panel's three buttons, as they act once a press counts."""
    unguarded = session.unguarded
    actions = available_actions(unguarded)
    keys = (Key.ADVANCE, Key.REPEAT, Key.SWITCH)
    labelled = (_soft_key(unguarded, key, actions.get(key), tr) for key in keys)
    return tuple(replace(key, action=None) if session.guarded else key for key in labelled)


def _soft_key(session: Session, key: Key, action: Action | None, tr: Translate) -> SoftKey:
    other = session.other_side
    if action is Action.OTHER_SIDE and other is not None:
        return SoftKey(key, tr(other.said.key or ""), action)
    if action is Action.LANGUAGE:
        return SoftKey(key, LANGUAGES[session.next_language], action)  # named in that language
    if action is None:
        return SoftKey(key, tr(IDLE_LABELS[key]), None)
    return SoftKey(key, tr(_LABELS[action]), action)
