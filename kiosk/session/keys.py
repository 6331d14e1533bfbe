"""The panel's buttons and the actions they trigger."""

import enum


class Key(enum.Enum):
    """What a press means, by function; PAUSE comes from a pause button or a held REPEAT."""

    ADVANCE = "advance"
    REPEAT = "repeat"
    SWITCH = "switch"
    PAUSE = "pause"
    VOLUME = "volume"


class Action(enum.Enum):
    """An action that a button triggers, depending on the page."""

    LANGUAGES = enum.auto()
    NEXT_LANGUAGE = enum.auto()
    NEXT_ROUTINE = enum.auto()
    TAKE_LANGUAGE = enum.auto()
    START = enum.auto()
    CONTINUE = enum.auto()
    MORE = enum.auto()
    BACK = enum.auto()
    NEXT = enum.auto()
    READY = enum.auto()
    START_NOW = enum.auto()
    SKIP = enum.auto()
    AGAIN = enum.auto()
    OTHER_SIDE = enum.auto()
    PAUSE = enum.auto()
    RESUME = enum.auto()
    START_OVER = enum.auto()
    END = enum.auto()
    ONCE_MORE = enum.auto()
    LAST_AGAIN = enum.auto()
    STAY = enum.auto()
    NONE_OF_THESE = enum.auto()
    YES = enum.auto()
    NO = enum.auto()
    HEAR_AGAIN = enum.auto()
    LOUDER = enum.auto()
