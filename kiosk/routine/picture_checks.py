"""Checks of a routine's pictures: those that pages and stages name, and its own."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from kiosk.config.faults import Fault
from kiosk.config.suggestions import did_you_mean
from kiosk.config.yaml_document import Document
from kiosk.routine import as_written, own_pictures
from kiosk.routine.acupoints import is_who_code
from kiosk.routine.illustrations import Picture
from kiosk.routine.model import Sides
from kiosk.routine.own_pictures import SHOWS, candidates
from kiosk.routine.pages import Sign

SIGNS = tuple(sign.value for sign in Sign)


def of_pages(document: Document, figures: Sequence[Mapping[str, Picture]]) -> Iterator[Fault]:
    """Check that the pictures of the pages, of the rules and of single instructions exist."""
    for key in ("introduction", "background"):
        for number, page in as_written.mappings(document.data.get(key)):
            for problem in _no_picture(page.get("picture"), figures, document.data):
                yield document.fault((key, number, "picture"), problem)
    for path, rule in as_written.rules(document.data):
        for problem in _no_picture(rule.get("picture"), figures, document.data, SIGNS):
            yield document.fault((*path, "picture"), problem)
    for path, told in as_written.instructions(document.data):
        for problem in _no_picture(told.get("picture"), figures, document.data):
            yield document.fault((*path, "picture"), problem)


def _no_picture(
    name: object,
    figures: Sequence[Mapping[str, Picture]],
    data: dict[str, object],
    signs: Collection[str] = (),
) -> Iterator[str]:
    own = _own(data)
    for pictures in figures:
        known = {*pictures, *own, *signs}
        if isinstance(name, str) and name not in known:
            file = own_pictures.named_by_file(name, own)
            yield file or f"there is no picture {name}; {did_you_mean(name, sorted(known))}"


def unused(document: Document) -> Iterator[Fault]:
    """Check that own pictures are used, and that the body's figures show the points on them."""
    own = document.data.get("pictures")
    if not isinstance(own, dict):
        return
    stages = [stage for _, stage in as_written.stages(document.data)]
    used = {
        str(page.get("picture"))
        for key in ("introduction", "background")
        for _, page in as_written.mappings(document.data.get(key))
    }
    for found in (as_written.rules, as_written.instructions):
        used.update(str(each.get("picture")) for _, each in found(document.data))
    for stage in stages:
        for side in ("left", "right", ""):
            for shows in SHOWS:
                used.update(candidates(str(stage.get("picture")), side, shows))
    for name in own:
        if name not in used:
            near = did_you_mean(name, sorted({str(stage.get("picture")) for stage in stages}))
            yield document.fault(("pictures", name), f"no stage or page has this picture; {near}")
    body = document.data.get("body")
    shown = body if isinstance(body, dict) else {}
    for path, stage in as_written.stages(document.data):
        code, figure = stage.get("code"), stage.get("locator")
        if stage.get("picture") in own and is_who_code(code) and figure in ("front", "back"):
            marks = {mark.get("code") for _, mark in as_written.mappings(shown.get(figure))}
            if code not in marks:
                problem = f"the {figure} of the body does not show {code}: add it to body.{figure}"
                yield document.fault((*path, "locator"), problem)


def of_stage(
    stage: dict[str, object], figures: Sequence[Mapping[str, Picture]], data: dict[str, object]
) -> Iterator[tuple[str, str]]:
    """Check that the pictures of a stage exist and show its point; yield keys and problems."""
    for pictures in figures:
        yield from _missing(stage, pictures, _own(data))


def _own(data: dict[str, object]) -> dict[str, object]:
    own = data.get("pictures")
    return own if isinstance(own, dict) else {}


def _missing(
    stage: dict[str, object], pictures: Mapping[str, Picture], own: dict[str, object]
) -> Iterator[tuple[str, str]]:
    picture, sides, code = stage.get("picture"), stage.get("sides"), stage.get("code")
    if not isinstance(picture, str) or sides not in [side.value for side in Sides]:
        return
    order = [side.value for side in Sides(sides).order if side]
    if file := own_pictures.named_by_file(picture, own):
        yield "picture", file
        return
    known = sorted({name.split(".")[0] for name in (*pictures, *own)})
    for side in order or [""]:
        for shows in ("find", "press"):
            name = ".".join(filter(None, (picture, side, shows)))
            given = next((each for each in candidates(picture, side, shows) if each in own), None)
            if given is not None:
                yield from _marked(given, own[given], code)
            elif name not in pictures and (is_who_code(code) or picture not in pictures):
                hint = "" if picture in known else f"; {did_you_mean(picture.split('.')[0], known)}"
                yield "picture", f"there is no picture {name}{hint}"
            elif name in pictures and is_who_code(code) and code not in _codes(pictures[name]):
                yield "picture", f"the picture {name} does not show {code}"


def _marked(name: str, picture: object, code: object) -> Iterator[tuple[str, str]]:
    """Check that an own picture shows a stage's point."""
    marks = picture.get("marks") if isinstance(picture, dict) else None
    shown = {mark.get("code") for _, mark in as_written.mappings(marks)}
    if is_who_code(code) and code not in shown:
        yield "picture", f"the picture {name} does not show {code}: add it to its marks"


def _codes(picture: Picture) -> Collection[str]:
    return {mark.code for mark in picture.points}
