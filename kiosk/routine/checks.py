"""Checks of a routine read from its file: by its types, then across its keys."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence

from kiosk.config.faults import Fault, KeyPath
from kiosk.config.structure import accept, structure, wanted
from kiosk.config.suggestions import did_you_mean, nearest
from kiosk.config.yaml_document import Document
from kiosk.routine import as_written, limits, picture_checks
from kiosk.routine.acupoints import is_who_code, key_of, meant
from kiosk.routine.illustrations import Picture
from kiosk.routine.model import Pressure, Routine, Sides, Stage, StageKind
from kiosk.routine.step import needed_for


def check_routine(document: Document, *figures: Mapping[str, Picture]) -> Routine:
    """Check a routine already read, against the pictures of one or more figures.

    :raises FaultyInput: with every fault in the file
    """
    routine, faults = structure(document, Routine)
    slips = {slip.key: slip for slip in document.slips.values()}
    told = [fault for fault in faults if fault.key not in slips]  # a slip's consequences
    crossed = dict.fromkeys(_cross_faults(document, figures))
    return accept(routine, [*slips.values(), *told, *crossed])


def _cross_faults(document: Document, figures: Sequence[Mapping[str, Picture]]) -> Iterator[Fault]:
    """Check rules that span several keys, as far as the file has the right shape."""
    if not isinstance(document.data, dict):
        return
    pages = as_written.mappings(document.data.get("introduction"))
    tones = {str(page.get("tone")) for _, page in pages}
    if pages and tones <= {"plain", "None"}:  # a misspelt tone may have been the warning
        yield document.fault(("introduction",), "expected at least one page with tone: warning")
    yield from picture_checks.of_pages(document, figures)
    yield from _screening(document)
    yield from _stand_ins(document)
    yield from picture_checks.unused(document)
    yield from limits.faults(document, as_written.stages(document.data))
    lies = False
    for path, stage in as_written.stages(document.data):
        lies = lies or str(stage.get("posture")).startswith("lying")
        for key, problem in [
            *_work(stage),
            *_kind(stage),
            *_fingers(stage),
            *_sides(stage),
            *_one_hand(stage),
            *_then(stage),
            *picture_checks.of_stage(stage, figures, document.data),
        ]:
            yield document.fault((*path, key) if key else path, problem)
        if path[-1] == 0 and "waits" in stage:
            problem = "is for later stages: a point's first stage begins as the point does"
            yield document.fault((*path, "waits"), problem)
    if lies and document.data.get("ended_lying") is None:
        problem = "is missing: a page for leaving early while lying, such as Sit up slowly"
        yield document.fault(("ended_lying",), problem)


def _screening(document: Document) -> Iterator[Fault]:
    """Check that every rule has one consequence, and that some rule covers every point."""
    rules = list(as_written.rules(document.data))
    if not rules:
        return
    yield from _same_names(document)
    stages = [stage for _, stage in as_written.stages(document.data)]
    codes = (stage.get("code") for stage in stages)
    unpressed = [stage for stage in stages if stage.get("kind") not in (None, "press")]
    names = [str(stage.get("meaning")) for stage in unpressed]
    called = set(map(key_of, names))
    given = {code for code in codes if isinstance(code, str)}
    known = sorted({code for code in map(meant, given) if code})
    complete = all(map(meant, given))  # else a rule may name a code that is reported itself
    named: set[object] = set()
    for path, rule in rules:
        leads = [key for key in ("stop", "leaves_out", "place") if rule.get(key) is not None]
        if len(leads) != 1:
            yield document.fault(path, "expected exactly one of stop, leaves_out and place")
        out = rule.get("leaves_out")
        for place, code in enumerate(out if isinstance(out, list) else ()):
            named.add(meant(str(code)))
            if is_who_code(code) and code not in known and complete:
                named.add(nearest(code, known))
                problem = f"no stage presses {code}; {did_you_mean(code, known)}"
                yield document.fault((*path, "leaves_out", place), problem)
            elif isinstance(code, str) and not meant(code) and key_of(code) not in called:
                hint = did_you_mean(code, [*known, *names])
                yield document.fault((*path, "leaves_out", place), f"no stage is called so; {hint}")
    path, first = rules[0]
    if first.get("stop") is None:
        problem = "expected the first rule, about severe pain, to have stop"
        yield document.fault(path, problem)
    if not any(rule.get("place") for _, rule in rules):
        for path, stage in as_written.stages(document.data):
            if is_who_code(stage.get("code")) and stage["code"] not in named:
                problem = "no safety rule leaves this point out: name it in leaves_out of one"
                yield document.fault((*path, "code"), problem)


def _same_names(document: Document) -> Iterator[Fault]:
    """Check that stages that are not pressed differ in name: it identifies them."""
    seen: set[str] = set()
    for path, stage in as_written.stages(document.data):
        meaning = stage.get("meaning")
        if stage.get("kind") not in (None, "press") and isinstance(meaning, str):
            key = key_of(meaning)
            if key in seen:
                problem = "another stage is called so: its name identifies it"
                yield document.fault((*path, "meaning"), problem)
            seen.add(key)


def _stand_ins(document: Document) -> Iterator[Fault]:
    """Check that what a stage stands in for is an earlier stage of its point."""
    earlier: dict[KeyPath, list[str]] = {}
    for path, stage in as_written.stages(document.data):
        before = earlier.setdefault(path[:-1], [])
        wanted = stage.get("instead_of")
        if isinstance(wanted, str) and key_of(wanted) not in map(key_of, before):
            hint = f"; {did_you_mean(wanted, before)}" if before else ""
            problem = f"no earlier stage of this point is called so{hint}"
            yield document.fault((*path, "instead_of"), problem)
        name = stage.get("code") or stage.get("meaning")
        before += [name] if isinstance(name, str) else []


def _work(stage: dict[str, object]) -> Iterator[tuple[str, str]]:
    hold, cycles, rhythm = stage.get("hold"), stage.get("cycles"), stage.get("rhythm")
    breathes = stage.get("kind") == StageKind.BREATHE.value
    if breathes or rhythm is not None:
        if not breathes:
            yield "rhythm", "is allowed only with kind: breathe"
        elif rhythm is None:
            yield "rhythm", "is missing: required with kind: breathe"
        for key in ("hold", "cycles"):
            if breathes and stage.get(key) is not None:
                yield key, "is not allowed with kind: breathe"
    elif hold is None and cycles is None:
        yield "", "expected either hold or cycles"
    elif hold is not None and cycles is not None:
        yield "cycles", "expected either hold or cycles, not both"
    cycles = cycles or rhythm
    for side in as_written.SAID:
        said = stage.get(side)
        if isinstance(said, dict):
            if cycles is not None and said.get("release") is None:
                yield side, "release is missing: a stage with cycles says how to release"
            if cycles is None and said.get("release") is not None:
                yield side, "release is allowed only in a stage with cycles"
    softest, hardest = stage.get("pressure"), stage.get("pressure_up_to")
    levels = [level.value for level in Pressure]
    if softest in levels and hardest in levels and levels.index(softest) >= levels.index(hardest):
        yield "pressure_up_to", f"expected a pressure above {softest}"


PRESSED = ("code", "label", "fingers", "hands", "fingers_text", "pressure", "locator")
"""The keys that a stage to press must have, and any other may not."""


def _kind(stage: dict[str, object]) -> Iterator[tuple[str, str]]:
    kind = stage.get("kind", StageKind.PRESS.value)
    if kind not in [each.value for each in StageKind]:
        return
    for key in PRESSED:
        if kind == StageKind.PRESS.value and stage.get(key) is None:
            yield key, f"is missing: {wanted(Stage, key)}"
        elif kind != StageKind.PRESS.value and stage.get(key) is not None:
            yield key, f"is not allowed with kind: {kind}"
    for key in ("fingers_or", "pressure_up_to", "one_hand", "two_hands"):
        if kind != StageKind.PRESS.value and stage.get(key) is not None:
            yield key, f"is not allowed with kind: {kind}"
    for key in ("press_word", "release_word"):
        if kind in (StageKind.PRESS.value, StageKind.BREATHE.value) and stage.get(key) is not None:
            yield key, f"is not allowed with kind: {kind}"
    if stage.get("release_word") is not None and stage.get("cycles") is None:
        yield "release_word", "is allowed only in a stage with cycles"


def _fingers(stage: dict[str, object]) -> Iterator[tuple[str, str]]:
    fingers, others = stage.get("fingers"), stage.get("fingers_or")
    if isinstance(fingers, list) and isinstance(others, list):
        for finger in (finger for finger in others if finger in fingers):
            yield "fingers_or", f"{finger} is already listed in fingers"


def _sides(stage: dict[str, object]) -> Iterator[tuple[str, str]]:
    sides = stage.get("sides")
    if sides not in [side.value for side in Sides]:
        return
    single = sides in ("left_then_right", "right_then_left")
    wanted = ("left", "right", "switch_lead_in") if single else ("sentences",)
    for key in ("left", "right", "switch_lead_in", "sentences"):
        if key in wanted and stage.get(key) is None:
            yield key, f"is missing: required with sides: {sides}"
        if key not in wanted and stage.get(key) is not None:
            yield key, f"is not allowed with sides: {sides}"
    for side in as_written.SAID:
        yield from _named(stage, side)


def _named(said: dict[str, object], side: str) -> Iterator[tuple[str, str]]:
    sentences = said.get(side)
    if not isinstance(sentences, dict):
        return
    if (side != "sentences") != (sentences.get("name") is not None):
        yield side, "name names a side: expected in left and right only"


def _one_hand(stage: dict[str, object]) -> Iterator[tuple[str, str]]:
    """Check the sentences for one hand by the rules for sides taken one at a time."""
    one_hand, sides = stage.get("one_hand"), stage.get("sides")
    if one_hand is not None and stage.get("two_hands") is not None:
        yield "two_hands", "expected either one_hand or two_hands, not both"
    if not isinstance(one_hand, dict):
        return
    if sides == "midline":
        yield "one_hand", "is not allowed with sides: midline"
    switched = one_hand.get("switch_lead_in") is not None
    if sides == "both" and not switched:
        yield "one_hand", "switch_lead_in is missing: required with sides: both"
    if sides != "both" and switched:
        yield "one_hand", f"switch_lead_in is not allowed with sides: {sides}"
    spoken = {**one_hand, "hold": stage.get("hold"), "cycles": stage.get("cycles")}
    for side in ("left", "right"):
        yield from (("one_hand", problem) for _, problem in _named(one_hand, side))
    yield from (("one_hand", problem) for key, problem in _work(spoken) if key in one_hand)


def _then(stage: dict[str, object]) -> Iterator[tuple[str, str]]:
    """Check that there is time for what follows get_ready: else it would not be said."""
    for _, said in as_written.said(stage):
        told = [str(each.get("say")) for _, each in as_written.mappings(said.get("then"))]
        lead_in = stage.get("lead_in")
        if told and isinstance(lead_in, int):
            needed = math.ceil(needed_for(str(said.get("get_ready")), told))
            if lead_in < needed:
                yield "lead_in", f"expected at least {needed} s, for get_ready and then"
