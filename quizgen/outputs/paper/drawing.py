"""Placed marks → a PDF file, on a canvas of reportlab's. Strings are drawn as they are: no markup parser is near.

The file is the same byte for byte whatever the clock, the folder and the settings of this machine.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape
from io import BytesIO
from itertools import groupby
from math import ceil
from typing import Literal, NamedTuple, assert_never

from reportlab.pdfbase.pdfdoc import PDFDictionary, PDFDocument, PDFInfo, PDFStream, PDFString
from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.textobject import PDFTextObject

from quizgen.outputs.paper.canvas import document_of, lent, opened, settled
from quizgen.outputs.paper.fonts import EmbeddedFace
from quizgen.outputs.paper.galley import Part
from quizgen.outputs.paper.layout import Box, Lettering, Page, Ring, Rule, Stroke, Tag, Text, Weight
from quizgen.outputs.paper.structure import Structure

_CREATOR = "quizgen"


@dataclass(frozen=True, slots=True)
class About:
    """What a file says of itself to a reader program."""

    title: str
    subject: str
    language: str
    dated: date | None = None
    """The last day on which somebody checked a question that is in it."""


def draw(
    parts: Sequence[Part], size: tuple[float, float], face: EmbeddedFace, about: About, replaced: set[str]
) -> bytes:
    """One file of all parts, one after the other, each with its entry in the outline.

    To `replaced` is added each character that the face lacks and that is printed as another.
    """
    file = BytesIO()
    with settled(), lent(face.fonts):
        canvas = opened(file, size, face.font(Weight.REGULAR), about.language)
        structure = Structure(canvas)
        pen = _Pen(canvas, face, structure, replaced)
        for number, part in enumerate(parts):
            _enter(canvas, part.title, f"part {number}")
            for page in part.pages:
                pen.page(page, size[1])
                structure.finish_page()
        structure.finish()
        _describe(canvas, about)
        canvas.save()
    return file.getvalue()


def _enter(canvas: Canvas, title: str, key: str) -> None:
    """An entry in the outline that leads to this page."""
    canvas.bookmarkPage(key)
    canvas.addOutlineEntry(title, key)


def _describe(canvas: Canvas, about: About) -> None:
    document_of(canvas).info = _Information(about)
    canvas.setViewerPreference("DisplayDocTitle", "true")
    kind = PDFDictionary({"Type": "/Metadata", "Subtype": "/XML"})
    metadata = PDFStream(kind, _metadata(about).encode())
    canvas.setCatalogEntry("Metadata", metadata)


class _Information(PDFInfo):
    """Title, subject and day. reportlab's own has an author, and a moment where there is none."""

    def __init__(self, about: About) -> None:
        super().__init__()
        self.title, self.subject = about.title, about.subject  # of which the file's id is made
        self._dated = about.dated

    def format(self, document: PDFDocument) -> bytes:
        """As PDF."""
        told = {"Title": self.title, "Subject": self.subject, "Creator": _CREATOR, "Producer": _CREATOR}
        if self._dated:
            told["CreationDate"] = f"D:{self._dated:%Y%m%d}000000Z"
        return PDFDictionary({key: PDFString(text) for key, text in told.items()}).format(document)


def _metadata(about: About) -> str:
    """The same for programs that read XMP, and the claim to be made for everybody (PDF/UA)."""
    dated = f"<xmp:CreateDate>{about.dated}T00:00:00Z</xmp:CreateDate>" if about.dated else ""
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"'
        ' xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"'
        ' xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"><pdfuaid:part>1</pdfuaid:part>'
        f'<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{escape(about.title)}</rdf:li></rdf:Alt></dc:title>'
        f'<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{escape(about.subject)}</rdf:li></rdf:Alt>'
        f"</dc:description><dc:language><rdf:Bag><rdf:li>{escape(about.language)}</rdf:li></rdf:Bag></dc:language>"
        f"<xmp:CreatorTool>{_CREATOR}</xmp:CreatorTool><pdf:Producer>{_CREATOR}</pdf:Producer>{dated}"
        '</rdf:Description></rdf:RDF></x:xmpmeta>\n<?xpacket end="r"?>\n'
    )


_Shape = Rule | Ring | Box | Stroke


class _Letters(NamedTuple):
    """A text at its place on the page, from below."""

    mark: Text
    x: float
    y: float


class _Figure(NamedTuple):
    """What is no text, at its place."""

    mark: _Shape
    x: float
    y: float


_Set = _Letters | _Figure

_Told = dict[Tag | None, list[_Set | Tag]]
"""What each element holds of a page, its own marks and the elements within it, in order."""


def _told(told: _Told, tag: Tag) -> list[_Set | Tag]:
    """The place for an element's marks, made at its first one within its parent."""
    (told.get(tag.parent) or _told(told, tag.parent) if tag.parent else told[None]).append(tag)
    return told.setdefault(tag, [])


class _Pen:
    """Draws pages: text in the order of reading, blanks within it; then all that is not to be read.

    Texts go to `textOut`, which takes shaped ones too, and figures to a canvas, on which a whole drawing may be placed.
    """

    def __init__(self, canvas: Canvas, face: EmbeddedFace, structure: Structure, replaced: set[str]) -> None:
        self._canvas = canvas
        self._face = face
        self._structure = structure
        self._printable = {weight: face.printable(weight, replaced) for weight in Weight}
        self._grey = 0.0
        """Of the letters."""

    def page(self, page: Page, height: float) -> None:
        """Fills a page of the canvas."""
        self._grey = 0.0  # in which every page begins
        told: _Told = {None: []}
        furniture: list[_Set] = []
        for one in _placed(page, height):
            tag = one.mark.tag
            (furniture if tag is None else told.get(tag) or _told(told, tag)).append(one)
        self._tell(told, None)
        self._stretch("/Artifact BMC", [one for one in furniture if isinstance(one, _Figure)])
        self._stretch("/Artifact<</Type/Pagination>>BDC", [one for one in furniture if isinstance(one, _Letters)])

    def _tell(self, told: _Told, tag: Tag | None) -> None:
        """Draws an element with all that it holds: stretches of its own marks, and elements between them."""
        stretch: list[_Set] = []
        for part in told[tag]:
            if isinstance(part, Tag):
                self._read(tag, stretch)
                stretch = []
                self._tell(told, part)
            else:
                stretch.append(part)
        self._read(tag, stretch)

    def _read(self, tag: Tag | None, marks: Sequence[_Set]) -> None:
        if marks:
            assert tag is not None
            self._stretch(self._structure.open(tag), marks)

    def _stretch(self, opening: str, marks: Sequence[_Set]) -> None:
        """Draws marks that belong together in the structure, or have no part in it."""
        if not marks:
            return
        self._canvas.addLiteral(opening)
        letters: list[_Letters] = []
        for one in marks:
            if isinstance(one, _Letters):
                letters.append(one)
            else:
                self._write(letters)
                letters = []
                self._shape(*one)
        self._write(letters)
        self._canvas.addLiteral("EMC")

    def _write(self, letters: Sequence[_Letters]) -> None:
        for outline, run in groupby(letters, self._outline):
            if outline:
                self._stroke(*outline)
            text = self._canvas.beginText()
            text.setTextRenderMode(_FILLED_AND_DRAWN_AROUND if outline else _FILLED)
            self._put(text, run)
            text.setTextRenderMode(_FILLED)  # another would outlast the text object
            self._canvas.drawText(text)

    def _outline(self, one: _Letters) -> tuple[float, float] | None:
        """Width and grey of the line by which letters are thickened."""
        lettering = one.mark.lettering
        return (lettering.size * _PEN, lettering.grey) if self._face.thickened(lettering.weight) else None

    def _put(self, text: PDFTextObject, run: Iterable[_Letters]) -> None:
        last: Lettering | None = None
        for mark, x, y in run:
            if mark.lettering is not last:
                last = mark.lettering
                self._change(text, last)
            text.setTextOrigin(x, y)
            text.textOut(mark.text.translate(self._printable[mark.lettering.weight]))

    def _change(self, text: PDFTextObject, lettering: Lettering) -> None:
        text.setFont(self._face.font(lettering.weight), lettering.size, lettering.leading)
        if lettering.grey != self._grey:
            self._grey = lettering.grey
            text.setFillGray(self._grey)

    def _shape(self, shape: _Shape, x: float, y: float) -> None:
        canvas = self._canvas
        match shape:
            case Rule(width=width, thickness=thickness, grey=grey):
                self._stroke(thickness, grey)
                canvas.line(x, y, x + width, y)
            case Box(side=side):
                self._stroke(_THIN)
                canvas.rect(x - side / 2, y - side / 2, side, side)
            case Ring(radius=radius):
                canvas.saveState()
                canvas.translate(x, y)
                canvas.doForm(self._ring(radius))
                canvas.restoreState()
            case Stroke(right=right, down=down):
                self._stroke(_HAIR)
                canvas.line(x, y, x + right, y - down)
            case _ as unreachable:
                assert_never(unreachable)

    def _ring(self, radius: float) -> str:
        """The name of a ring that is drawn once and stamped wherever one is wanted, as an option has one each."""
        name = f"Ring{radius:g}"
        if not self._canvas.hasForm(name):
            edge = ceil(radius + _THIN)
            self._canvas.beginForm(name, -edge, -edge, edge, edge)
            self._stroke(_THIN)
            self._canvas.circle(0, 0, radius)
            self._canvas.endForm()
        return name

    def _stroke(self, thickness: float, grey: float = 0.0) -> None:
        self._canvas.setLineWidth(thickness)
        self._canvas.setStrokeGray(grey)


def _placed(page: Page, height: float) -> Iterator[_Set]:
    for placed in page:
        line = height - placed.top - placed.row.baseline
        for mark in placed.row.marks:
            x, y = round(placed.left + mark.x, 2), round(line - mark.y, 2)
            yield _Letters(mark, x, y) if isinstance(mark, Text) else _Figure(mark, x, y)


_FILLED: Literal[0] = 0  # ISO 32000-1, table 106
_FILLED_AND_DRAWN_AROUND: Literal[2] = 2

_PEN = 0.03  # of the size of letters
_THIN = 0.6
_HAIR = 0.35
