"""The soft keys at the foot of every page: a word for what each button does now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from kiosk.config.language import N_, Translate
from kiosk.session.actions import available_actions, pauses_twice
from kiosk.session.keys import Action, Key
from kiosk.session.state import Session


@dataclass(frozen=True)
class SoftKey:
    """The label and action of a button.

    A button that does nothing here has no label; one with a label but no action will act soon.
    Where any button answers, one label says so.

    :ivar twice: what a second press soon after the first does, if that is something else
    :ivar means: the action that its label names, also before it acts
    """

    key: Key
    label: str
    action: Action | None
    twice: str = ""
    means: Action | None = None


TWICE = N_("2× = pause")  # noqa: RUF001
"""What the introduction teaches, on the key that does it; unless another pauses with one press."""

SHOWN = (Key.ADVANCE, Key.REPEAT, Key.SWITCH)
"""The buttons that have a soft key."""

LAST_PART = N_("Last part again")
"""In place of the last point, where nothing is pressed at the end."""

_LABELS: Mapping[Action, str] = {
    Action.LANGUAGES: N_("Language"),
    Action.NEXT_LANGUAGE: N_("Next"),
    Action.NEXT_ROUTINE: N_("Next"),
    Action.TAKE_LANGUAGE: N_("Choose"),
    Action.START: N_("Start"),
    Action.CONTINUE: N_("Go on"),
    Action.MORE: N_("More"),
    Action.BACK: N_("Back"),
    Action.NEXT: N_("Next"),
    Action.READY: N_("Ready"),
    Action.START_NOW: N_("Start now"),
    Action.SKIP: N_("Skip"),
    Action.AGAIN: N_("Again"),
    Action.PAUSE: N_("Pause"),
    Action.RESUME: N_("Go on"),
    Action.START_OVER: N_("Start over"),
    Action.END: N_("End"),
    Action.ONCE_MORE: N_("From the start"),
    Action.LAST_AGAIN: N_("Last point again"),
    Action.STAY: N_("Yes"),
    Action.NONE_OF_THESE: N_("None of these"),
    Action.YES: N_("Yes or unsure"),
    Action.NO: N_("No"),
    Action.HEAR_AGAIN: N_("Hear again"),
}


def soft_keys(session: Session, tr: Translate = str) -> tuple[SoftKey, ...]:
    """Return the soft keys of the panel's three buttons, as they act once a press counts."""
    unguarded = session.unguarded
    actions = available_actions(unguarded)
    now = actions if unguarded is session else available_actions(session)
    labelled = (_soft_key(unguarded, key, actions, tr) for key in SHOWN)
    return tuple(key if key.key in now else replace(key, action=None) for key in labelled)


def _soft_key(session: Session, key: Key, actions: Mapping[Key, Action], tr: Translate) -> SoftKey:
    action = actions.get(key)
    if action is None or (action is Action.STAY and key is not Key.ADVANCE):
        return SoftKey(key, "", action)
    if action is Action.OTHER_SIDE and (other := session.other_side):
        return SoftKey(key, tr(other.said.name or ""), action, means=action)
    if action is Action.LAST_AGAIN and not session.timeline.steps[-1].stage.code:
        return SoftKey(key, tr(LAST_PART), action, means=action)
    alone = Action.PAUSE not in map(actions.get, SHOWN)
    taught = alone and pauses_twice(session, key) and action in (Action.AGAIN, Action.BACK)
    return SoftKey(key, tr(_LABELS[action]), action, tr(TWICE) if taught else "", action)
