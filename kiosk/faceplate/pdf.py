"""Pages as PDF, by reportlab, which is optional: the kiosk runs, and draws SVG, without it."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from kiosk.faceplate import typeface
from kiosk.faceplate.drawing import Circle, Item, Line, Page, Polygon, Rectangle, Words
from kiosk.system.errors import KioskError

POINTS = 72 / 25.4
"""Points, the unit of a PDF, in a millimetre."""

DASHES = (1.6, 1.1)
"""Millimetres drawn and left out of a dashed line."""


class NoLibrary(KioskError):
    """The library that writes PDF is not installed; the text says what to do."""


def pdf(pages: Sequence[Page], title: str, language: str) -> bytes:
    """Write pages as a PDF document, the same bytes each time.

    :param language: the language of its texts, such as ``en``
    :raises NoLibrary: if reportlab is not installed
    """
    try:
        from reportlab.pdfgen.canvas import Canvas
    except ImportError as error:
        raise NoLibrary(
            "PDF files need reportlab, which is not installed.\n"
            "On a Raspberry Pi or another Debian: sudo apt install python3-reportlab\n"
            "In a virtual environment: pip install reportlab"
        ) from error
    target = io.BytesIO()
    ((first, _),) = typeface.runs("")
    canvas = Canvas(
        target,
        invariant=True,
        lang=language.replace("_", "-"),
        initialFontName=_embedded(first),  # else Helvetica, which no printer finds in the file
    )
    canvas.setTitle(title)
    canvas.setCreator("acupressure-kiosk")
    canvas.setViewerPreference("PrintScaling", "None")
    for page in pages:
        canvas.setPageSize((page.width * POINTS, page.height * POINTS))
        canvas.scale(POINTS, POINTS)
        for group in page.groups:
            canvas.saveState()
            if group.clip:
                left, top, width, height = group.clip
                path = canvas.beginPath()
                path.rect(left, page.height - top - height, width, height)
                canvas.clipPath(path, stroke=0, fill=0)
            for item in group.items:
                _draw(canvas, item, page.height)
            canvas.restoreState()
        canvas.showPage()
    canvas.save()
    return target.getvalue()


def _style(canvas: Any, edge: str, stroke: float, dashed: bool, fill: str = "") -> dict[str, int]:
    """Set colours and line; return which of the two a shape has."""
    canvas.setLineWidth(stroke)
    canvas.setDash(*(DASHES if dashed else ()))
    if edge:
        canvas.setStrokeColor(edge)
    if fill:
        canvas.setFillColor(fill)
    return {"stroke": int(bool(edge)), "fill": int(bool(fill))}


def _draw(canvas: Any, item: Item, height: float) -> None:
    """Draw an item on a page of that height, whose y grows upwards."""
    match item:
        case Line(points, _, colour, width, dashed):
            canvas.setLineCap(1)
            canvas.setLineJoin(1)
            how = _style(canvas, colour, width, dashed)
            canvas.drawPath(_path(canvas, points, height), **how)
        case Rectangle(x, y, width, tall, _, radius, fill, edge, stroke, dashed):
            how = _style(canvas, edge, stroke, dashed, fill)
            canvas.roundRect(x, height - y - tall, width, tall, radius, **how)
        case Circle(x, y, diameter, _, fill, edge, stroke, dashed):
            how = _style(canvas, edge, stroke, dashed, fill)
            canvas.circle(x, height - y, diameter / 2, **how)
        case Polygon(points, _, fill):
            path = _path(canvas, points, height)
            path.close()
            canvas.drawPath(path, **_style(canvas, "", 0, False, fill))
        case Words():
            _words(canvas, item, height)


def _path(canvas: Any, points: Sequence[tuple[float, float]], height: float) -> Any:
    path = canvas.beginPath()
    for number, (x, y) in enumerate(points):
        (path.lineTo if number else path.moveTo)(x, height - y)
    return path


def _words(canvas: Any, item: Words, height: float) -> None:
    canvas.setFillColor(item.colour)
    canvas.saveState()
    canvas.translate(item.x, height - item.y)
    if item.turned:
        canvas.rotate(90)
    x = -item.length * item.anchor
    for face, run in typeface.runs(item.text, item.bold):
        canvas.setFont(_embedded(face), item.size)
        canvas.drawString(x, 0, run)
        x += face.width(run) * item.size
    canvas.restoreState()


def _embedded(face: typeface.Typeface) -> str:
    """Return the name of a typeface, which the document embeds."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    if face.name not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(TTFont(face.name, str(face.file)))
    return face.name
