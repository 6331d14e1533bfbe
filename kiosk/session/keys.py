"""The panel's buttons and the actions they trigger."""

import enum


class Key(enum.Enum):
    """A button of the panel."""

    ADVANCE = "advance"
    REPEAT = "repeat"
    SWITCH = "switch"
    PAUSE = "pause"
    VOLUME = "volume"


class Action(enum.Enum):
    """An action that a button triggers, depending on the page."""

    LANGUAGE = enum.auto()
    START = enum.auto()
    CONTINUE = enum.auto()
    BACK = enum.auto()
    BEGIN = enum.auto()
    NEXT = enum.auto()
    AGAIN = enum.auto()
    OTHER_SIDE = enum.auto()
    PAUSE = enum.auto()
    RESUME = enum.auto()
    END = enum.auto()
    ONCE_MORE = enum.auto()
    STAY = enum.auto()
    NONE_OF_THESE = enum.auto()
    YES = enum.auto()
    NO = enum.auto()
    HEAR_AGAIN = enum.auto()
    LOUDER = enum.auto()
