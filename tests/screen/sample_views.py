"""One hand-written view of each kind of page, with the words of the shipped routine."""

from __future__ import annotations

from dataclasses import replace

from kiosk.routine.illustrations import Side
from kiosk.routine.landmarks import FINGER_WIDTHS, LANDMARKS, THIRD
from kiosk.routine.model import Finger, Hands
from kiosk.session.keys import Action, Key
from kiosk.session.softkeys import SoftKey
from kiosk.session.view import Countdown, PageKind, Part, Progress, StageCard, View

BOTH = (Side.LEFT, Side.RIGHT)


def keys(*told: tuple[str, Action] | None) -> tuple[SoftKey, ...]:
    """Return three soft keys; ``None`` is a dead one."""
    return tuple(
        SoftKey(key, *(it or ("", None)))
        for key, it in zip((Key.ADVANCE, Key.REPEAT, Key.SWITCH), told, strict=True)
    )


def card(code: str, point: str, place: str, **changes: object) -> StageCard:
    """Return the card of a stage."""
    plain = StageCard(
        point=point,
        place=place,
        code=code,
        codes=code,
        meaning="Qihai, Sea of Qi",
        side=None,
        side_name="",
        fingers=(Finger.THUMB,),
        fingers_or=(),
        hands=Hands.BOTH,
        fingers_text="Both thumbs",
        softest=3,
        hardest=3,
        pressure_text="firm",
        posture_text="Stand at ease, or sit upright",
        locator="locator.back",
        sides=BOTH,
        left_word="left",
        right_word="right",
    )
    return replace(plain, **changes)  # type: ignore[arg-type]


CV6 = card(
    "CV6",
    "Lower belly",
    "Two fingers below the navel",
    fingers=(Finger.INDEX,),
    fingers_or=(Finger.MIDDLE,),
    hands=Hands.ONE,
    fingers_text="Index or middle finger",
    locator="locator.front",
    sides=(Side.MIDLINE,),
)
BL23 = card("BL23", "Lower back", "Two fingers from the spine")
GB30 = card(
    "GB30",
    "Hips",
    "Midway down the side of the buttock",
    softest=1,
    hardest=1,
    pressure_text="gentle",
)
BL40 = card("BL40", "Knees", "Middle of the back of the knee")
LI4 = card(
    "LI4",
    "Hands",
    "Between thumb and index finger",
    side=Side.LEFT,
    side_name="Left hand",
    sides=(Side.LEFT,),
    hands=Hands.ONE,
    fingers=(Finger.THUMB, Finger.INDEX),
    fingers_text="Thumb and index finger",
    locator="locator.front",
)
LR3 = replace(
    LI4,
    code="LR3",
    point="Feet",
    side_name="Left foot",
    softest=2,
    hardest=4,
    pressure_text="medium to strong",
    fingers=(Finger.THUMB,),
    fingers_text="Thumb",
)
NUMBERED = {
    ("CV6", Side.MIDLINE): 1,
    **{(code, side): 2 for code in ("BL23", "BL52") for side in BOTH},
    **{(code, side): 3 for code in ("BL53", "GB30") for side in BOTH},
    **{(code, side): 4 for code in ("BL40", "BL39") for side in BOTH},
    **{("LI4", side): 5 for side in BOTH},
    **{("LR3", side): 6 for side in BOTH},
}
AIDS = {
    "landmarks": tuple(LANDMARKS.items()),
    "measures": tuple(FINGER_WIDTHS.items()),
    "third": THIRD,
}

TIMED = keys(("Skip", Action.SKIP), ("Again", Action.AGAIN), ("Pause", Action.PAUSE))
FINDING = keys(("Ready", Action.READY), ("Again", Action.AGAIN), None)
TOLD = keys(("Go on", Action.CONTINUE), ("More", Action.MORE), ("Hear again", Action.HEAR_AGAIN))
ASKED = keys(
    ("None of these", Action.NONE_OF_THESE),
    ("Hear again", Action.HEAR_AGAIN),
    ("Yes or unsure", Action.YES),
)


def _reached(number: int) -> Progress:
    return Progress(number, 6, f"Point {number} of 6")


def _stage(
    kind: PageKind, word: str, line: str, it: StageCard, number: int, **more: object
) -> View:
    base: dict[str, object] = {
        "page": kind,
        "word": word,
        "line": line,
        "card": it,
        "progress": _reached(number),
        "keys": TIMED,
        "moving": True,
        "countdown": Countdown(38.0, 60.0),
        "pictures": (f"{it.code.lower()}.press",),
        **AIDS,
    }
    return View(**{**base, **more})  # type: ignore[arg-type]


def _find(
    it: StageCard, number: int, said: str, part: Part | None, picture: str, **more: object
) -> View:
    return _stage(
        PageKind.FIND,
        "Find the point",
        "",
        it,
        number,
        **{
            "sentences": (said,),
            "part": part,
            "pictures": (picture,),
            "keys": FINDING,
            "countdown": None,
            "moving": False,
            **more,
        },
    )


VIEWS: dict[str, View] = {
    "attract": View(
        page=PageKind.ATTRACT,
        word="Ease your back pain",
        sentences=("Six points on your own body, pressed with your fingers.",),
        duration="About 15 minutes",
        points=tuple(NUMBERED),
        point_numbers=tuple(NUMBERED.values()),
        keys=keys(("Start", Action.START), None, ("Language", Action.LANGUAGES)),
    ),
    "languages": View(
        page=PageKind.LANGUAGES,
        word="Language",
        options=("English", "Deutsch", "Français", "Español", "简体中文"),
        chosen=1,
        keys=keys(
            ("Take", Action.TAKE_LANGUAGE), ("Back", Action.BACK), ("Next", Action.NEXT_LANGUAGE)
        ),
    ),
    "introduction": View(
        page=PageKind.WARNING,
        word="Before you press",
        sentences=(
            "This is not medical care.",
            "Press only as hard as is comfortable.",
            "Stop at sharp pain, numbness, chest pain or dizziness.",
        ),
        pictures=("posture.standing",),
        keys=TOLD,
    ),
    "background": View(
        page=PageKind.TEXT,
        word="What it can do",
        sentences=(
            "Studies found somewhat less pain, but most were small or weak.",
            "It may not help you. Keeping active helps most people.",
        ),
        keys=TOLD,
    ),
    "screen": View(
        page=PageKind.SCREEN,
        word="Do any of these apply?",
        part=Part(1, 3, "1 of 3"),
        sentences=(
            "You can hardly move or sleep for pain",
            "Both legs painful, weak or numb",
            "Trouble with bladder or bowels",
            "Chest pain, or a serious accident",
        ),
        keys=ASKED,
    ),
    "question": View(
        page=PageKind.QUESTION,
        word="Trouble in both legs, bladder or bowels",
        sentences=(
            "Are both legs painful, weak or numb, or do they tingle?",
            "Do you have trouble passing or holding urine or stool?",
        ),
        keys=keys(("No", Action.NO), ("Back", Action.BACK), ("Yes or unsure", Action.YES)),
    ),
    "place": View(
        page=PageKind.QUESTION,
        word="Lower back",
        sentences=("Is your skin sore, or is it numb, here?",),
        pictures=("locator.back",),
        points=(("BL23", Side.LEFT), ("BL23", Side.RIGHT)),
        keys=keys(("No", Action.NO), ("Back", Action.BACK), ("Yes or unsure", Action.YES)),
    ),
    "left-out": View(
        page=PageKind.LEFT_OUT,
        word="We leave these points out",
        sentences=("Middle of the back of the knee", "Outer end of the knee crease"),
        line="As a precaution, because of what you said.",
        keys=keys(("Go on", Action.CONTINUE), ("Back", Action.BACK), None),
    ),
    "stop": View(
        page=PageKind.STOP,
        word="Get help now",
        number="112",
        sentences=("Call 112, or ask somebody to call.", "These can be signs of an emergency."),
        keys=keys(("End", Action.END), ("Back", Action.BACK), ("Hear again", Action.HEAR_AGAIN)),
    ),
    "find-cv6": _find(
        CV6, 1, "Lay two fingers flat below your navel.", Part(1, 2, "1 of 2"), "cv6.find"
    ),
    "find-bl23": _find(
        BL23,
        2,
        "Stop two finger widths beside it, at waist height.",
        Part(3, 3, "3 of 3"),
        "bl23.find",
    ),
    "find-gb30": _find(
        GB30,
        3,
        "Go a third of the way from it to your tailbone.",
        Part(2, 3, "2 of 3"),
        "gb30.find",
    ),
    "find-bl39": _find(
        replace(BL40, code="BL39"),
        4,
        "Feel the firm cord at the outer end of the crease.",
        Part(2, 3, "2 of 3"),
        "bl39.find",
    ),
    "find-li4": _find(
        LI4,
        5,
        "Find where the bones of thumb and finger meet.",
        Part(1, 2, "1 of 2"),
        "li4.left.find",
    ),
    "find-lr3": _find(
        LR3,
        6,
        "Go two finger widths up from the web of the toes.",
        None,
        "lr3.left.find",
        countdown=Countdown(22.0, 30.0),
    ),
    "lying": _find(
        LI4,
        5,
        "Press Ready, then lie down. You have 30 seconds.",
        Part(2, 2, "2 of 2"),
        "posture.lying-hand",
    ),
    "lead-in": _stage(
        PageKind.LEAD_IN,
        "Get ready",
        "",
        CV6,
        1,
        sentences=("Put your index or middle finger on the point.",),
        countdown=Countdown(9.0, 12.0),
        pictures=("cv6.find",),
    ),
    "count-in": _stage(
        PageKind.COUNT_IN,
        "Ready",
        "Slowly in, firm but comfortable.",
        CV6,
        1,
        countdown=Countdown(3.0, 12.0),
    ),
    "press-cv6": _stage(
        PageKind.PRESS, "Press", "Slowly in, firm but comfortable.", CV6, 1, breath=3.0
    ),
    "press-bl23": _stage(
        PageKind.PRESS, "Press", "Firmly beside the spine, not on it.", BL23, 2, breath=4.0
    ),
    "press-gb30": _stage(
        PageKind.PRESS, "Press", "Gently, into both buttocks.", GB30, 3, breath=0.0
    ),
    "press-bl40": _stage(PageKind.PRESS, "Press", "Firm but comfortable.", BL40, 4, breath=0.0),
    "press-li4": _stage(
        PageKind.PRESS,
        "Press",
        "Left hand: squeeze firmly.",
        LI4,
        5,
        countdown=Countdown(6.0, 10.0),
        part=Part(2, 5, "Round 2 of 5"),
        pictures=("li4.left.press",),
        keys=keys(
            ("Skip", Action.SKIP), ("Again", Action.AGAIN), ("Right hand", Action.OTHER_SIDE)
        ),
    ),
    "release": _stage(
        PageKind.RELEASE,
        "Release",
        "Rest your hand.",
        LI4,
        5,
        countdown=Countdown(4.0, 5.0),
        part=Part(2, 5, "Round 2 of 5"),
        pictures=("li4.left.find",),
        keys=keys(
            ("Skip", Action.SKIP), ("Again", Action.AGAIN), ("Right hand", Action.OTHER_SIDE)
        ),
    ),
    "press-lr3": _stage(
        PageKind.PRESS,
        "Press",
        "The point may be slightly tender.",
        LR3,
        6,
        part=Part(2, 5, "Round 2 of 5"),
        countdown=Countdown(6.0, 10.0),
        pictures=("lr3.left.press",),
    ),
    "settle": _stage(
        PageKind.SETTLE,
        "Well done",
        "Let go and breathe.",
        BL23,
        2,
        countdown=None,
        pictures=("bl23.find",),
    ),
    "paused": _stage(
        PageKind.PAUSED,
        "Paused",
        "Take your time. Nothing is lost.",
        BL23,
        2,
        moving=False,
        keys=keys(
            ("Go on", Action.RESUME), ("Start over", Action.START_OVER), ("Stop", Action.STOP)
        ),
    ),
    "still-there": View(
        page=PageKind.STILL_THERE,
        word="Still there?",
        line="Press any button to stay. Else this session ends.",
        countdown=Countdown(13.0, 20.0),
        moving=True,
        keys=keys(("Yes", Action.STAY), ("Yes", Action.STAY), ("Yes", Action.STAY)),
    ),
    "finish": View(
        page=PageKind.FINISH,
        word="You have finished",
        sentences=("Rest a little. Then sit up slowly.",),
        points=tuple(NUMBERED),
        point_numbers=tuple(NUMBERED.values()),
        keys=keys(
            ("From the start", Action.ONCE_MORE),
            ("Last point again", Action.LAST_AGAIN),
            ("End", Action.END),
        ),
    ),
}
"""The views by name, in the order of a session."""
