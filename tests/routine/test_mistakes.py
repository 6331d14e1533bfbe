"""Single mistakes of an author: each is reported on its line, and says what to change.

The routine below is valid; every mistake changes one place of it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.config.faults import Fault, FaultyInput
from kiosk.config.yaml_document import parse
from kiosk.routine.checks import check_routine
from tests.yaml_inputs import FILE, faults_of, line_of, swap

ROUTINE = """\
name: Tired neck
summary: One point, pressed with your fingers.
introduction:
  - title: Before you start
    tone: warning
    sentences:
      - Stop if it hurts.
      - Call {emergency} if you feel faint.
screening:
  pages:
    - title: Does any of this apply?
      lines:
        - Severe pain, or pregnant
      rules:
        - brief: Severe pain
          sentences:
            - Is the pain severe?
          stop:
            title: Please do not press
            sentences:
              - Ask a doctor first.
        - brief: Pregnant
          sentences:
            - Are you pregnant?
          leaves_out: [CV6]
  left_out: We leave out these points
  left_out_because: As a precaution.
  nothing_left:
    title: Nothing is left
    sentences:
      - Ask a doctor first.
points:
  - name: Belly
    stages:
      - code: CV6
        label: CV6
        meaning: Sea of energy
        place: Below the navel
        fingers: [index]
        hands: one
        fingers_text: Index finger
        pressure: firm
        posture: standing
        posture_text: Stand upright
        sides: midline
        lead_in: 12
        hold: 60
        picture: cv6
        locator: front
        sentences:
          find:
            - say: Lay two fingers below the navel.
          get_ready: Two fingers below the navel.
          press: Press and breathe
finish:
  title: Done
  sentences:
    - Rest for a moment.
ended:
  title: Left early
  sentences:
    - You can start again.
"""


@dataclass(frozen=True)
class Mistake:
    """``old`` becomes ``new``; each of ``said`` is in the message.

    :ivar below: lines from the first changed line to the one reported
    """

    old: str
    new: str
    said: tuple[str, ...]
    below: int = 0

    @property
    def text(self) -> str:
        return swap(ROUTINE, self.old, self.new)

    @property
    def line(self) -> int:
        return line_of(ROUTINE, self.old) + self.below


AT = "body: {{front: [{{code: CV6, at: {}}}]}}\nfinish:"


def wrong(old: str, new: str, *said: str, below: int = 0) -> Mistake:
    return Mistake(old, new, said, below)


TITLE = line_of(ROUTINE, "title: Done")
HURTS = "- Stop if it hurts."

PLACEHOLDERS = [
    wrong("{emergency}", "{emergancy}", "{emergancy} is not known; did you mean {emergency}?"),
    wrong("{emergency}", "{Emergency}", "did you mean {emergency}?"),
    wrong("{emergency}", "{ emergency }", "did you mean {emergency}?"),
    wrong("{emergency}", "{minutes}", "{minutes} is not known; the only one is {emergency}"),
    wrong("{emergency}", "{}", "{} is not known; the only one is {emergency}"),
    wrong("{emergency}", "{{emergency}}", "write {emergency} instead of {{emergency}}"),
    wrong("{emergency}", "<emergency>", "write {emergency} instead of <emergency>"),
    wrong("{emergency}", "%emergency%", "write {emergency} instead of %emergency%"),
    wrong("{emergency}", "$emergency", "write {emergency} instead of $emergency"),
    wrong("{emergency}", "[emergency]", "write {emergency} instead of [emergency]"),
    wrong("{emergency}", "{emergency", "leave out the single brace", "{emergency}"),
]
MARKUP = [
    wrong(HURTS, "- Heat &amp; cold help.", "write & instead of &amp;"),
    wrong(HURTS, "- Stop&nbsp;if it hurts.", "write a space instead of &nbsp;"),
    wrong(HURTS, "- Don&#39;t go on.", "write ' instead of &#39;"),
    wrong(HURTS, "- <b>Stop</b> if it hurts.", "leave out <b>"),
    wrong(HURTS, "- Stop<br/>if it hurts.", "leave out <br/>"),
    wrong(HURTS, "- Do **not** go on.", "leave out ** around **not**"),
    wrong(HURTS, "- Stop.\\nBreathe.", "leave out \\n"),
]
COMMENTS = [
    wrong(HURTS, "- Stop at step #3.", 'ends at the "#"', "double quotes"),
    wrong("name: Tired neck", "name: Neck #1", 'ends at the "#"', "double quotes"),
    wrong("title: Done", "title: #1 is done", 'from the "#" on', "double quotes"),
    wrong(HURTS, "- # Stop if it hurts.", 'from the "#" on', "double quotes"),
    wrong("name: Tired neck", "// My routine\nname: Tired neck", 'begin a comment with "# "'),
]
FIRST_SIGNS = [
    wrong(HURTS, "- *Stop* if it hurts.", "begins with *", "double quotes"),
    wrong(HURTS, "- *Stop", "begins with *", "double quotes"),
    wrong(HURTS, "- & so on.", "begins with &", "double quotes"),
    wrong(HURTS, "- &stop Stop.", "begins with &", "double quotes"),
    wrong(HURTS, "- !Stop if it hurts.", "tag !Stop", "double quotes"),
    wrong(HURTS, "- %5 of you", "begins with %", "double quotes"),
    wrong(HURTS, "- @home only.", "begins with @", "double quotes"),
    wrong(HURTS, "- `Stop` now.", "begins with `", "double quotes"),
    wrong(HURTS, "- > 5 means stop.", "begins with >", "double quotes"),
    wrong(HURTS, "- |Stop|", "begins with |", "double quotes"),
    wrong(HURTS, "- [Stop] if it hurts.", "begins with [", "double quotes"),
    wrong(HURTS, "- {emergency} is the number.", "begins with {", "double quotes"),
    wrong(HURTS, "- {emergency}", "double quotes", "{emergency}"),
    wrong("title: Done", "title: - done -", 'text with "-"', "double quotes"),
    wrong("title: Done", "title: , done", "begins with ,", "double quotes"),
    wrong("title: Done", "title: ? done", "begins with ?", "double quotes"),
]
QUOTES = [
    wrong(HURTS, "- “Stop: it hurts.”", "straight quotes", "colon"),
    wrong(HURTS, "- “Stop if it hurts.”", "straight quotes"),
    wrong(HURTS, '- Stop if it hurts."', "never opened", "leave it out"),
    wrong("title: Done", 'title: Done"', "never opened"),
    wrong("name: Tired neck", "name: “Neck: tired”", "straight quotes"),
    wrong(HURTS, "- 'Don't go on.'", "apostrophe", "double quotes"),
    wrong(HURTS, '- "Stop" if it hurts.', "behind its closing quote", "double quotes"),
    wrong(HURTS, '- "Stop if it hurts.', "never closed"),
    wrong(HURTS, "- 'Stop if it hurts.", "never closed"),
    wrong(HURTS, '- "Stop if it hurts.\n      - "Breathe."', "line 8", "close it on this line"),
    wrong(HURTS, '- "C:\\press"', "\\p means nothing", "double it"),
]
COLONS = [
    wrong(HURTS, "- Stop: it hurts.", '"Stop: it hurts."', "needs straight quotes"),
    wrong("name: Tired neck", "name: Neck: tired", "colon", 'double quotes: name: "..."'),
    wrong("name: Tired neck", "name:Tired neck", "a space after the colon"),
    wrong("title: Done", "title:Done", "a space after the colon"),
    wrong("title: Done", "title = Done", '": " between the key and its value'),
    wrong("title: Done", "title Done", "no colon", '"title: ..."'),
    wrong("title: Done", "title：Done", "ordinary colon"),
    wrong("title: Done", "title: Done tone: plain", "line of its own", "tone"),
    wrong(HURTS, "- 3: Stop.", "put a text with a colon in quotes"),
]
LINES = [
    wrong("  title: Done", "\ttitle: Done", "spaces here, not a tab"),
    wrong("  title: Done", "  \ttitle: Done", "spaces here, not a tab"),
    wrong("title: Done", "title:\tDone", "spaces here, not a tab"),
    wrong("  title: Done\n", "  title: Done\n    tone: plain\n", "too deep", below=1),
    wrong("    tone: warning", "   tone: warning", "lines up with none above"),
    wrong("      - Call", "     - Call", "lines up with none above"),
    wrong("      - Call", "       - Call", 'begin it with "- "', "as far left"),
    wrong(HURTS, "-Stop if it hurts.", 'a space after the "-"'),
    wrong("    - Rest for", "    • Rest for", 'each entry with "- "', below=-1),
    wrong(HURTS, f"{HURTS}\n      • Breathe.", 'begin an entry of a list with "- "', below=1),
    wrong("  title: Done", "\u00a0 title: Done", "no-break space", "ordinary spaces"),
    wrong("finish:", "---\nfinish:", 'leave out "---"'),
    wrong("finish:", "...\nfinish:", 'leave out "..."'),
    wrong("title: Done", "title: |\n    Done", "leave out the |"),
    wrong("title: Done", "title: Done\n  title: Over", f"line {TITLE}", "keep one", below=1),
    wrong("fingers: [index]", "fingers: [index", "no ]", "close it on this line"),
    wrong("fingers: [index]", "fingers: [index]]", "one ] too many"),
    wrong("sentences:\n    - Rest", "sentences: Rest", 'each entry with "- "'),
    wrong("finish:", AT.format("[0,412, 0.5]"), "decimal point", "0.412"),
    wrong("finish:", AT.format("[0.4,0,5]"), "decimal point", "0.5"),
    wrong("hold: 60", "rhythm: {breathe_in: 4,5}", "decimal point", "breathe_in: 4.5"),
    wrong("title: Done", "title: Do\u200bne", "U+200B", "leave it out"),
]
WORDS = [
    wrong("code: CV6", "code: cv6", "did you mean CV6?"),
    wrong("code: CV6", "code: CV 6", "did you mean CV6?"),
    wrong("code: CV6", "code: CV-06", "did you mean CV6?"),
    wrong("code: CV6", "code: \u0421V6", "did you mean CV6?", "U+0421", "only looks like C"),
    wrong("code: CV6", "code: REN6", "REN is now CV"),
    wrong("code: CV6", "code: CV25", "CV ends at CV24"),
    wrong("[CV6]", "[cv6]", "did you mean CV6?"),
    wrong("[CV6]", "[CV7]", "no stage presses CV7", "did you mean CV6?"),
    wrong("  title: Done", "  Title: Done", "did you mean title?"),
    wrong("  title: Done", "  titel: Done", "did you mean title?"),
    wrong("  title: Done", "  t\u0456tle: Done", "did you mean title?", "U+0456", "looks like i"),
    wrong("name: Tired neck", "name: Tired n\u0435ck", "U+0435", "type neck again"),
    wrong("pressure: firm", "pressure: light", "did you mean gentle?"),
    wrong("posture: standing", "posture: stand", "did you mean standing?"),
    wrong("sides: midline", "sides: middle", "did you mean midline?"),
    wrong("sides: midline", "sides: left then right", "did you mean left_then_right?"),
    wrong("locator: front", "locator: front side", "did you mean front?"),
    wrong("tone: warning", "tone: danger", "did you mean warning?"),
    wrong("hands: one", "hands: 2", "did you mean both?"),
    wrong("[index]", "index", "expected a list", "'index'"),
    wrong("[index]", "[forefinger]", "did you mean index?"),
]
NUMBERS = [
    wrong("hold: 60", "hold: 60s", "write 60"),
    wrong("hold: 60", "hold: 1:30", "write 90"),
    wrong("hold: 60", 'hold: "60"', "write 60"),
    wrong("hold: 60", "hold: 60.0", "write 60"),
    wrong("hold: 60", "hold: 4", "expected 5 to 600 s, not 4"),
    wrong("name: Tired neck", "name: 2026", "put it in quotes"),
    wrong("lead_in: 12", "lead_in: twelve", "expected a whole number, not 'twelve'"),
]
PLACES = [
    wrong("ended:\n", "tone: plain\nended:\n", "it belongs below introduction, stop: check"),
    wrong("        hold: 60\n", "    hold: 60\n", "too little", "like line 48"),
    wrong("introduction:\n", "introduction\n", "no colon", '"introduction: ..."'),
    wrong("  - title: Before", "  -title: Before", 'a space after the "-"'),
    wrong("  - name: Belly", "  name: Belly", "too deep", 'begin line 33 with "- "', below=1),
    wrong("hold: 60\n", "hold: 1 min\n", "write 60"),
]
LENGTHS = [
    wrong(HURTS, f"- {'word ' * 12}word.", "at most 12 words", "not 13", "shorten or split"),
    wrong(HURTS, f"- Use e.g. {'word ' * 10}word.", "at most 12 words", "not 13"),
    wrong(HURTS, f"- Wait 1.5 {'word ' * 10}word.", "at most 12 words", "not 13"),
    wrong("title: Done", f"title: {'M' * 44}", "at most 40 characters", "shorten it by 4"),
    wrong("title: Done", 'title: ""', "expected text, not an empty string"),
]
EVERY = [*PLACEHOLDERS, *MARKUP, *COMMENTS, *FIRST_SIGNS, *QUOTES, *COLONS]
EVERY += [*LINES, *WORDS, *NUMBERS, *PLACES, *LENGTHS]

JARGON = re.compile(r"mapping|scalar|token|block|node|<[a-z]+ [a-z]+>|simple key|\bflow\b")


def faults(text: str) -> tuple[Fault, ...]:
    return faults_of(lambda: check_routine(parse(text.encode(), FILE)))


def test_the_routine_has_no_faults_before_it_is_changed() -> None:
    check_routine(parse(ROUTINE.encode(), FILE))


@pytest.mark.parametrize(
    "line",
    [
        "name: Tired neck  # a comment",
        "name: Neck # a comment",
        'name: "Tired neck" # a comment',
        'name: "Neck #1"',
        "# name: Tired neck\nname: Neck",
        "name: Neck#1",
        "name: Neck & back",
        "name: It's tired",
        "name: Neck - tired",
        'name: "“Neck”"',
        "name:   Neck",
        'name: Neck, "tired"',
        'name: Mat of 60"',
    ],
)
def test_what_only_looks_like_a_mistake_is_accepted(line: str) -> None:
    check_routine(parse(swap(ROUTINE, "name: Tired neck", line).encode(), FILE))


@pytest.mark.parametrize("mistake", EVERY, ids=lambda mistake: mistake.new.strip())
def test_a_mistake_is_told_on_its_line_with_what_to_change(mistake: Mistake) -> None:
    found = faults(mistake.text)
    told = [fault for fault in found if all(said in fault.problem for said in mistake.said)]
    assert told, [str(fault) for fault in found]
    assert told[0].line == mistake.line
    assert len(found) == 1, [str(fault) for fault in found]
    assert not JARGON.search(" ".join(fault.problem for fault in found))


@settings(deadline=None, max_examples=300)
@given(
    st.integers(0, len(ROUTINE)),
    st.integers(0, 3),
    st.sampled_from([*"\"'#:-*&!|>%@`[]{},?\t\n \u00a0\u201c\\", "---\n", ": ", "- ", " #"]),
)
def test_any_slip_of_the_hand_is_harmless_or_told_on_a_line_of_the_file(
    place: int, lost: int, new: str
) -> None:
    text = ROUTINE[:place] + new + ROUTINE[place + lost :]
    found: tuple[Fault, ...] = ()
    try:
        check_routine(parse(text.encode(), FILE))
    except FaultyInput as error:
        found = error.faults
    assert all(1 <= fault.line <= text.count("\n") + 1 for fault in found)
    assert not JARGON.search(" ".join(fault.problem for fault in found))
