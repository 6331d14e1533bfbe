"""A routine: points, their stages and the sentences to show, as written in YAML.

Times are in seconds and bounded by what the article permits: holds of 60 to 120 s,
"a few seconds" of squeezing 4 to 5 times (lead-ins and bounds of a press: design).

No postponed annotations here: the ranges stand in the types and are read from them.
"""

import enum
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

from kiosk.config.faults import Fault, KeyPath, did_you_mean
from kiosk.config.schema import Between, Count, Different, Spoken, Text, Words, accept, structure
from kiosk.config.yaml_document import Document, read
from kiosk.routine.acupoints import WhoCode, is_who_code
from kiosk.routine.illustrations import Picture, Side

COUNT_IN = 3.0
"""Seconds of the count-in, the end of every lead-in (one short beep a second)."""

SETTLE = 3.0
"""Seconds a finished stage is shown before the next thing."""

NOT_SHOWN = frozenset(
    [
        "begin",
        "code",
        "fingers",
        "fingers_or",
        "hands",
        "label",
        "leaves_out",
        "locator",
        "picture",
        "posture",
        "pressure",
        "pressure_up_to",
        "sides",
        "tone",
    ]
)
"""Keys of a routine's file whose words are names or codes: they are not translated."""


class Finger(enum.Enum):
    """A finger that presses."""

    THUMB = "thumb"
    INDEX = "index"
    MIDDLE = "middle"


class Hands(enum.Enum):
    """Whether one hand presses or both do."""

    ONE = "one"
    BOTH = "both"


class Pressure(enum.Enum):
    """How hard to press, on a scale of ten: 2-3, 4-5, 5-6, 6-7 (design, never sharp)."""

    GENTLE = "gentle"
    MEDIUM = "medium"
    FIRM = "firm"
    STRONG = "strong"

    @property
    def level(self) -> int:
        """The step on the four-step gauge, from 1."""
        return list(Pressure).index(self) + 1


class Posture(enum.Enum):
    """How the person stands, sits or lies."""

    STANDING = "standing"
    SITTING = "sitting"
    LYING = "lying"
    LYING_HAND = "lying-hand"
    LYING_FOOT = "lying-foot"


class Sides(enum.Enum):
    """Which sides a stage presses, and in which order."""

    MIDLINE = "midline"
    BOTH = "both"
    LEFT_THEN_RIGHT = "left_then_right"
    RIGHT_THEN_LEFT = "right_then_left"

    @property
    def order(self) -> tuple[Side | None, ...]:
        """The sides one after the other; ``None`` where they are not taken singly."""
        if self is Sides.LEFT_THEN_RIGHT:
            return (Side.LEFT, Side.RIGHT)
        if self is Sides.RIGHT_THEN_LEFT:
            return (Side.RIGHT, Side.LEFT)
        return (None,)


class Locator(enum.Enum):
    """Which locator figure shows the point."""

    FRONT = "front"
    BACK = "back"


class Begin(enum.Enum):
    """Whether a point waits for ADVANCE or begins by itself after its lead-in."""

    ON_ADVANCE = "on_advance"
    BY_ITSELF = "by_itself"


class Tone(enum.Enum):
    """How a page of text is meant."""

    PLAIN = "plain"
    WARNING = "warning"


@dataclass(frozen=True)
class Cycles:
    """Press and release, ``count`` times; seconds."""

    count: Annotated[int, Between(4, 5, "times")]
    press: Annotated[int, Between(3, 15, "s")]
    release: Annotated[int, Between(2, 15, "s")]


@dataclass(frozen=True)
class Sentences:
    """What is said of a stage; ``name`` and ``key`` name a side ("Left hand", "Left")."""

    find: Annotated[tuple[Annotated[str, Spoken(90)], ...], Count(1, 3)]
    get_ready: Annotated[str, Spoken(70)]
    press: Annotated[str, Spoken(48)]
    release: Annotated[str, Spoken(48)] | None = None
    name: Annotated[str, Spoken(16)] | None = None
    key: Annotated[str, Text(10)] | None = None


@dataclass(frozen=True)
class OneHand:
    """How one hand does what two would: side by side, in words of its own.

    The switch is told only where two hands press both sides at once.
    """

    left: Sentences
    right: Sentences
    fingers_text: Annotated[str, Spoken(32)] | None = None
    switch_lead_in: Annotated[int, Between(COUNT_IN + 1, 120, "s")] | None = None
    switch_word: Annotated[str, Spoken(16)] | None = None


@dataclass(frozen=True)
class Stage:
    """One place to press: WHO ``code``, the article's ``label``, and how.

    ``fingers`` press together, and one of ``fingers_or`` may take their place. ``two_hands`` says
    why one hand cannot do it; ``one_hand`` how it can.
    """

    code: Annotated[str, WhoCode()]
    label: Annotated[str, Text(8)]
    meaning: Annotated[str, Text(40)]
    place: Annotated[str, Spoken(40)]
    fingers: Annotated[tuple[Finger, ...], Count(1, 3), Different()]
    hands: Hands
    fingers_text: Annotated[str, Spoken(32)]
    pressure: Pressure
    posture: Posture
    posture_text: Annotated[str, Spoken(48)]
    sides: Sides
    lead_in: Annotated[int, Between(COUNT_IN + 1, 120, "s")]
    picture: Words
    locator: Locator
    fingers_or: Annotated[tuple[Finger, ...], Count(1, 2), Different()] | None = None
    pressure_up_to: Pressure | None = None
    switch_lead_in: Annotated[int, Between(COUNT_IN + 1, 120, "s")] | None = None
    switch_word: Annotated[str, Spoken(16)] | None = None
    hold: Annotated[int, Between(60, 120, "s")] | None = None
    cycles: Cycles | None = None
    sentences: Sentences | None = None
    left: Sentences | None = None
    right: Sentences | None = None
    one_hand: OneHand | None = None
    two_hands: Annotated[str, Spoken(32)] | None = None

    def said(self, side: Side | None) -> Sentences:
        """Give the sentences for a side, ``None`` where sides are not taken singly."""
        chosen = {Side.LEFT: self.left, Side.RIGHT: self.right}.get(
            side or Side.MIDLINE, self.sentences
        )
        assert chosen is not None  # check() refuses a stage that lacks them
        return chosen

    def picture_name(self, side: Side | None, shows: str) -> str:
        """Name the illustration; ``shows`` is ``find`` or ``press``."""
        return ".".join([self.picture, *([side.value] if side else []), shows])

    def posture_picture(self, side: Side | None) -> str:
        """Name the picture of the posture."""
        name = f"posture.{self.posture.value}"
        return f"{name}.{side.value}" if side and self.posture is Posture.LYING_FOOT else name


@dataclass(frozen=True)
class Point:
    """One of the article's points: stages that follow each other."""

    name: Annotated[str, Spoken(24)]
    stages: Annotated[tuple[Stage, ...], Count(1, 10_000)]
    begin: Begin = Begin.ON_ADVANCE


@dataclass(frozen=True)
class Page:
    """A page of text."""

    title: Annotated[str, Spoken(40)]
    sentences: Annotated[tuple[Annotated[str, Spoken(110)], ...], Count(1, 4)]
    tone: Tone = Tone.PLAIN


@dataclass(frozen=True)
class Rule:
    """A safety rule: what is asked, and what "yes, or not sure" leads to.

    :ivar brief: its line in the list of all rules
    :ivar stop: the advice with which the session ends, or ...
    :ivar leaves_out: ... the codes of the points left out, or ...
    :ivar place: ... what is asked of each point, to leave out only those concerned
    """

    brief: Annotated[str, Spoken(44)]
    sentences: Annotated[tuple[Annotated[str, Spoken(110)], ...], Count(1, 4)]
    stop: Page | None = None
    leaves_out: Annotated[tuple[Annotated[str, WhoCode()], ...], Count(1, 361), Different()] = ()
    place: Annotated[str, Spoken(60)] | None = None


@dataclass(frozen=True)
class Screening:
    """What is asked before every session. ``nothing_left`` is told when every point is left out."""

    title: Annotated[str, Spoken(48)]
    rules: Annotated[tuple[Rule, ...], Count(1, 12)]
    left_out: Annotated[str, Spoken(48)]
    left_out_because: Annotated[str, Spoken(60)]
    nothing_left: Page


@dataclass(frozen=True)
class Routine:
    """A whole routine, from its introduction to the last page. ``ended`` is told to who leaves."""

    name: Annotated[str, Spoken(40)]
    summary: Annotated[str, Spoken(90)]
    introduction: Annotated[tuple[Page, ...], Count(1, 8)]
    screening: Screening
    points: Annotated[tuple[Point, ...], Count(1, 10_000)]
    finish: Page
    ended: Page


def load(file: Path, pictures: Mapping[str, Picture]) -> Routine:
    """Read and check a routine whose stages show some of ``pictures``.

    :raises FaultyInput: with every fault in the file
    """
    return check(read(file), pictures)


def check(document: Document, *figures: Mapping[str, Picture]) -> Routine:
    """Check a routine already read, as :func:`load` does, against one figure's pictures or more."""
    made, faults = structure(document, Routine)
    return accept(made, [*faults, *dict.fromkeys(_cross_faults(document, figures))])


def _cross_faults(document: Document, figures: Sequence[Mapping[str, Picture]]) -> Iterator[Fault]:
    """Check what needs more than one key, as far as the file is of the right shape."""
    if not isinstance(document.data, dict):
        return
    pages = document.data.get("introduction")
    if isinstance(pages, list) and not any(
        isinstance(page, dict) and page.get("tone") == "warning" for page in pages
    ):
        yield document.fault(("introduction",), "expected one page of tone: warning")
    yield from _screening(document)
    for path, stage in _stages(document.data):
        for key, problem in [
            *_work(stage),
            *_fingers(stage),
            *_sides(stage),
            *_one_hand(stage),
            *(fault for pictures in figures for fault in _missing(stage, pictures)),
        ]:
            yield document.fault((*path, key) if key else path, problem)


def _screening(document: Document) -> Iterator[Fault]:
    """Check that what is asked leads somewhere, and that no point goes without a rule."""
    screening = document.data.get("screening")
    rules = screening.get("rules") if isinstance(screening, dict) else None
    if not isinstance(rules, list):
        return
    codes = (stage.get("code") for _, stage in _stages(document.data))
    known = sorted({code for code in codes if isinstance(code, str)})
    named: set[object] = set()
    for number, rule in enumerate(rules):
        path: KeyPath = ("screening", "rules", number)
        if not isinstance(rule, dict):
            continue
        leads = [key for key in ("stop", "leaves_out", "place") if rule.get(key) is not None]
        if len(leads) != 1:
            yield document.fault(path, "expected one of stop, leaves_out and place")
        out = rule.get("leaves_out")
        for place, code in enumerate(out if isinstance(out, list) else ()):
            named.add(str(code))
            if is_who_code(code) and code not in known:
                problem = f"no stage presses {code}; {did_you_mean(code, known)}"
                yield document.fault((*path, "leaves_out", place), problem)
    first = rules[0] if rules and isinstance(rules[0], dict) else {}
    if first.get("stop") is None:
        problem = "expected a rule with stop first: severe pain"
        yield document.fault(("screening", "rules"), problem)
    if not any(isinstance(rule, dict) and rule.get("place") for rule in rules):
        for path, stage in _stages(document.data):
            if is_who_code(stage.get("code")) and stage["code"] not in named:
                yield document.fault((*path, "code"), "no safety rule leaves out this point")


def _stages(data: dict[str, Any]) -> Iterator[tuple[KeyPath, dict[str, Any]]]:
    points = data.get("points")
    for number, point in enumerate(points if isinstance(points, list) else ()):
        stages: Any = point.get("stages") if isinstance(point, dict) else ()
        for place, stage in enumerate(stages if isinstance(stages, list) else ()):
            if isinstance(stage, dict):
                yield ("points", number, "stages", place), stage


def _work(stage: dict[str, Any]) -> Iterator[tuple[str, str]]:
    hold, cycles = stage.get("hold"), stage.get("cycles")
    if hold is None and cycles is None:
        yield "", "expected either hold or cycles"
    elif hold is not None and cycles is not None:
        yield "cycles", "expected either hold or cycles, not both"
    for side in ("sentences", "left", "right"):
        said = stage.get(side)
        if isinstance(said, dict):
            if cycles is not None and said.get("release") is None:
                yield side, "release is missing: a stage with cycles says how to let go"
            if cycles is None and said.get("release") is not None:
                yield side, "release is said only in a stage with cycles"
    softest, hardest = stage.get("pressure"), stage.get("pressure_up_to")
    levels = [level.value for level in Pressure]
    if softest in levels and hardest in levels and levels.index(softest) >= levels.index(hardest):
        yield "pressure_up_to", f"expected more than {softest}"


def _fingers(stage: dict[str, Any]) -> Iterator[tuple[str, str]]:
    fingers, others = stage.get("fingers"), stage.get("fingers_or")
    if isinstance(fingers, list) and isinstance(others, list):
        for finger in (finger for finger in others if finger in fingers):
            yield "fingers_or", f"{finger} is one of fingers already"


def _sides(stage: dict[str, Any]) -> Iterator[tuple[str, str]]:
    sides = stage.get("sides")
    if sides not in [side.value for side in Sides]:
        return
    single = sides in ("left_then_right", "right_then_left")
    wanted = ("left", "right", "switch_lead_in", "switch_word") if single else ("sentences",)
    for key in ("left", "right", "switch_lead_in", "switch_word", "sentences"):
        if key in wanted and stage.get(key) is None:
            yield key, f"is missing: sides are {sides}"
        if key not in wanted and stage.get(key) is not None:
            yield key, f"has no use where sides are {sides}"
    for side in ("left", "right", "sentences"):
        yield from _named(stage, side)


def _named(said: dict[str, Any], side: str) -> Iterator[tuple[str, str]]:
    told = said.get(side)
    if not isinstance(told, dict):
        return
    for key in ("name", "key"):
        if (side != "sentences") != (told.get(key) is not None):
            yield side, f"{key} names a side: expected in left and right, nowhere else"


def _one_hand(stage: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Check what is said of one hand by the rules for sides taken singly."""
    told, sides = stage.get("one_hand"), stage.get("sides")
    if told is not None and stage.get("two_hands") is not None:
        yield "two_hands", "expected either one_hand or two_hands"
    if not isinstance(told, dict):
        return
    if sides == "midline":
        yield "one_hand", "has no use where sides are midline"
    for key in ("switch_lead_in", "switch_word"):
        if sides == "both" and told.get(key) is None:
            yield "one_hand", f"{key} is missing: sides are both"
        if sides != "both" and told.get(key) is not None:
            yield "one_hand", f"{key} has no use where sides are {sides}"
    spoken = {**told, "hold": stage.get("hold"), "cycles": stage.get("cycles")}
    for side in ("left", "right"):
        yield from (("one_hand", problem) for _, problem in _named(told, side))
    yield from (("one_hand", problem) for key, problem in _work(spoken) if key in told)


def _missing(stage: dict[str, Any], pictures: Mapping[str, Picture]) -> Iterator[tuple[str, str]]:
    picture, sides, code = stage.get("picture"), stage.get("sides"), stage.get("code")
    if not isinstance(picture, str) or sides not in [side.value for side in Sides]:
        return
    order = [side.value for side in Sides(sides).order if side]
    known = sorted({name.split(".")[0] for name in pictures})
    for side in order or [""]:
        for shows in ("find", "press"):
            name = ".".join(filter(None, (picture, side, shows)))
            if name not in pictures:
                hint = "" if picture in known else f"; {did_you_mean(picture, known)}"
                yield "picture", f"there is no picture {name}{hint}"
            elif is_who_code(code) and code not in {mark.code for mark in pictures[name].points}:
                yield "picture", f"the picture {name} does not show {code}"
