"""Placed marks → a PDF file. Strings go to the canvas as they are: no markup parser is anywhere near.

Imports reportlab. The file is the same byte for byte whatever the clock, the folder and the settings of this machine.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import assert_never

from reportlab import rl_config
from reportlab.pdfgen.canvas import Canvas

from quizgen.layout import Box, Lettering, Page, Ring, Rule, Text, Weight
from quizgen.outputs.paper.fonts import EmbeddedFace
from quizgen.outputs.paper.galley import Part

# Streams as bytes: ASCII85 would make every file a quarter larger, and no canvas argument turns it off.
rl_config.useA85 = 0

_CREATOR = "quizgen"


@dataclass(frozen=True, slots=True)
class About:
    """What a file says of itself to a reader program."""

    title: str
    subject: str
    language: str


def draw(parts: Sequence[Part], size: tuple[float, float], face: EmbeddedFace, about: About) -> bytes:
    """One file of all parts, one after the other, each with its entry in the outline."""
    buffer = BytesIO()
    canvas = Canvas(
        buffer,
        pagesize=size,
        invariant=1,
        pageCompression=1,
        # Or Helvetica would be in every file, and never embedded. (The stubs hold this name to be a number.)
        initialFontName=face.name(Weight.REGULAR),  # type: ignore[arg-type]
        lang=about.language,
    )
    _describe(canvas, about)
    for number, part in enumerate(parts):
        for index, page in enumerate(part.pages):
            if index == 0:
                canvas.bookmarkPage(f"part-{number}")
                canvas.addOutlineEntry(part.title, f"part-{number}", 0)
            _page(canvas, page, size[1], face)
            canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def _describe(canvas: Canvas, about: About) -> None:
    canvas.setTitle(about.title)
    canvas.setSubject(about.subject)
    canvas.setAuthor("")
    canvas.setCreator(_CREATOR)
    canvas.setProducer(_CREATOR)
    canvas.setViewerPreference("DisplayDocTitle", "true")


def _page(canvas: Canvas, page: Page, height: float, face: EmbeddedFace) -> None:
    """Text first, in one go and in the order of reading, then the shapes around it.

    Operators are written here and not by the canvas's own methods, which cost several times the layout.
    """
    pen = _Pen(canvas, face)
    shapes: list[str] = []
    for placed in page:
        line = height - placed.top - placed.row.baseline
        for mark in placed.row.marks:
            if isinstance(mark, Text):
                pen.write(mark.text, placed.left + mark.x, line - mark.y, mark.lettering)
            else:
                shapes.append(_shape(placed.left + mark.x, line - mark.y, mark))
    # No public method takes operators; the stubs leave this list and the document out.
    canvas._code.extend(["BT", *pen.code, "ET", *shapes])  # type: ignore[attr-defined]


class _Pen:
    """Writes text, saying only what changed: font and grey stay until another is wanted."""

    def __init__(self, canvas: Canvas, face: EmbeddedFace) -> None:
        self.code: list[str] = []
        self._document = canvas._doc  # type: ignore[attr-defined]
        self._face = face
        self._lettering: Lettering | None = None
        self._subset = 0

    def write(self, text: str, x: float, y: float, lettering: Lettering) -> None:
        """Writes from a place on the page, `y` from below."""
        if lettering is not self._lettering:
            self._change(lettering, 0)
            self.code.append(f"{lettering.grey:g} g")
        self.code.append(f"1 0 0 1 {x:.2f} {y:.2f} Tm")
        for subset, codes in self._face.encoded(text, lettering.weight, self._document):
            if subset != self._subset:
                self._change(lettering, subset)
            self.code.append(f"({codes}) Tj")

    def _change(self, lettering: Lettering, subset: int) -> None:
        font = self._face.subset(lettering.weight, subset, self._document)
        self.code.append(f"{font} {lettering.size:g} Tf")
        self._lettering, self._subset = lettering, subset


def _shape(x: float, y: float, mark: Rule | Ring | Box) -> str:
    match mark:
        case Rule(width=width, thickness=thickness, grey=grey):
            return f"{thickness:g} w {grey:g} G {x:.2f} {y:.2f} m {x + width:.2f} {y:.2f} l S"
        case Ring(radius=radius):
            return f"{_THIN} w 0 G {_circle(x, y, radius)} S"
        case Box(side=side):
            return f"{_THIN} w 0 G {x - side / 2:.2f} {y - side / 2:.2f} {side:.2f} {side:.2f} re S"
        case _ as unreachable:
            assert_never(unreachable)


_THIN = 0.6


def _circle(x: float, y: float, radius: float) -> str:
    """Four Bézier quarters, right to within a thousandth of the radius."""
    arm = radius * 0.5523
    east, north, west, south = x + radius, y + radius, x - radius, y - radius
    return (
        f"{east:.2f} {y:.2f} m"
        f" {east:.2f} {y + arm:.2f} {x + arm:.2f} {north:.2f} {x:.2f} {north:.2f} c"
        f" {x - arm:.2f} {north:.2f} {west:.2f} {y + arm:.2f} {west:.2f} {y:.2f} c"
        f" {west:.2f} {y - arm:.2f} {x - arm:.2f} {south:.2f} {x:.2f} {south:.2f} c"
        f" {x + arm:.2f} {south:.2f} {east:.2f} {y - arm:.2f} {east:.2f} {y:.2f} c"
    )
