"""Placed marks → a PDF file. Strings are written as they are: no markup parser is anywhere near.

The file is the same byte for byte whatever the clock, the folder and the settings of this machine.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from html import escape
from typing import assert_never

from quizgen.outputs.paper.fonts import EmbeddedFace, Subsets
from quizgen.outputs.paper.galley import Part
from quizgen.outputs.paper.layout import (
    Box,
    Lettering,
    Page,
    Ring,
    Role,
    Rule,
    Stroke,
    Tag,
    Text,
    Weight,
)
from quizgen.outputs.paper.pdffile import PdfFile, text_string
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
    file = PdfFile()
    catalogue, tree, fonts = file.reserve(), file.reserve(), file.reserve()
    structure = Structure(file)
    ink = _Ink(face, replaced)
    pages: list[int] = []
    openings: list[tuple[str, int]] = []
    shared = f"/Type/Page/Parent {tree} 0 R/MediaBox[0 0 {size[0]:.2f} {size[1]:.2f}]/Tabs/S/Resources {fonts} 0 R"
    for part in parts:
        for index, page in enumerate(part.pages):
            number = file.reserve()
            if index == 0:
                openings.append((part.title, number))
            place = structure.turn(number)
            content = file.stream("", ink.page(page, size[1], structure))
            structure.finish_page()
            file.put(number, f"<<{shared}/Contents {content} 0 R/StructParents {place}>>")
            pages.append(number)
    file.put(tree, f"<</Type/Pages/Count {len(pages)}/Kids[{' '.join(f'{page} 0 R' for page in pages)}]>>")
    file.put(fonts, ink.resources(file))
    file.put(catalogue, _catalogue(file, tree, structure.finish(), _outline(file, openings), about))
    return file.finish({"Root": f"{catalogue} 0 R", "Info": f"{file.add(_information(about))} 0 R"})


def _catalogue(file: PdfFile, pages: int, structure: int, outline: int, about: About) -> str:
    metadata = file.stream("/Type/Metadata/Subtype/XML", _metadata(about).encode(), packed=False)
    return (
        f"<</Type/Catalog/Pages {pages} 0 R/Lang{text_string(about.language)}/MarkInfo<</Marked true>>"
        f"/StructTreeRoot {structure} 0 R/Metadata {metadata} 0 R/Outlines {outline} 0 R"
        "/ViewerPreferences<</DisplayDocTitle true>>>>"
    )


def _outline(file: PdfFile, openings: Sequence[tuple[str, int]]) -> int:
    root = file.reserve()
    entries = [file.reserve() for _ in openings]
    for index, (title, page) in enumerate(openings):
        before = f"/Prev {entries[index - 1]} 0 R" if index else ""
        after = f"/Next {entries[index + 1]} 0 R" if index + 1 < len(entries) else ""
        where = f"/Parent {root} 0 R{before}{after}/Dest[{page} 0 R/Fit]"
        file.put(entries[index], f"<</Title{text_string(title)}{where}>>")
    file.put(root, f"<</Type/Outlines/First {entries[0]} 0 R/Last {entries[-1]} 0 R/Count {len(entries)}>>")
    return root


def _information(about: About) -> str:
    dated = f"/CreationDate(D:{about.dated:%Y%m%d}000000Z)" if about.dated else ""
    return (
        f"<</Title{text_string(about.title)}/Subject{text_string(about.subject)}"
        f"/Creator({_CREATOR})/Producer({_CREATOR}){dated}>>"
    )


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
        '</rdf:Description></rdf:RDF></x:xmpmeta>\n<?xpacket end="r"?>'
    )


class _Ink:
    """Turns marks into the operators of a page's content, over all pages of a file."""

    def __init__(self, face: EmbeddedFace, replaced: set[str]) -> None:
        self._face = face
        self._subsets = {weight: face.subsets(weight, replaced) for weight in Weight}
        self._rings: dict[float, str] = {}
        """The name of a ring of each radius: drawn once, for their curves would be a quarter of a quiz."""

    def resources(self, file: PdfFile) -> str:
        """What the pages need, all that was written being known."""
        fonts = {name: number for subsets in self._subsets.values() for name, number in subsets.write(file).items()}
        rings = {name: _stamp(file, radius) for radius, name in self._rings.items()}
        return f"<</Font<<{_named(fonts)}>>/XObject<<{_named(rings)}>>>>"

    def page(self, page: Page, height: float, structure: Structure) -> bytes:
        """Text in the order of reading, blanks within it; then all that is not to be read."""
        pen = _Pen(self._face, self._subsets, structure)
        told: _Told = {None: []}
        aside: list[_Set] = []
        shapes: list[str] = []
        for placed in page:
            left, line = placed.left, height - placed.top - placed.row.baseline
            for mark in placed.row.marks:
                if mark.tag is not None:
                    (told.get(mark.tag) or _told(told, mark.tag)).append((mark, left + mark.x, line - mark.y))
                elif isinstance(mark, Text):
                    aside.append((mark, left + mark.x, line - mark.y))
                elif isinstance(mark, Ring):
                    name = self._rings.setdefault(mark.radius, f"R{len(self._rings)}")
                    shapes.append(f"q 1 0 0 1 {left + mark.x:.2f} {line - mark.y:.2f} cm /{name} Do Q")
                else:
                    shapes.append(_shape(left + mark.x, line - mark.y, mark))
        pen.tell(told, None)
        pen.furnish(aside, shapes)
        return "\n".join(pen.code).encode("latin-1")


_Set = tuple[Text | Rule, float, float]
"""A mark with its place on the page, from below."""

_Told = dict[Tag | None, list["_Set | Tag"]]
"""What each element holds of a page, its own marks and the elements within it, in order."""


def _told(told: _Told, tag: Tag) -> "list[_Set | Tag]":
    """The place for an element's marks, made at its first one within its parent."""
    (told.get(tag.parent) or _told(told, tag.parent) if tag.parent else told[None]).append(tag)
    return told.setdefault(tag, [])


class _Pen:
    """Writes one page, saying only what changed: font, grey and place stay until others are wanted."""

    def __init__(self, face: EmbeddedFace, subsets: Mapping[Weight, Subsets], structure: Structure) -> None:
        self.code: list[str] = []
        self._face = face
        self._thick = False
        self._subsets = subsets
        self._structure = structure
        self._lettering: Lettering | None = None
        self._font = ""
        self._grey = 0.0
        self._at: tuple[int, int] | None = None
        """Where the last text began, in hundredths of a point; None outside a text object."""

    def tell(self, told: _Told, tag: Tag | None) -> None:
        """Writes an element with all that it holds."""
        stretch = False
        for part in told[tag]:
            if isinstance(part, Tag):
                self._close(stretch)
                stretch = False
                self.tell(told, part)
                continue
            assert tag is not None
            mark, x, y = part
            if isinstance(mark, Rule):
                self._close(stretch)
                stretch = False
                self._leave()
                self.code += (self._open(tag), _shape(x, y, mark), "EMC")
                continue
            if not stretch:
                self._enter()
                self.code.append(self._open(tag))
                stretch = True
            self._write(mark, x, y)
        self._close(stretch)

    def furnish(self, texts: Sequence[_Set], shapes: Sequence[str]) -> None:
        """Draws what readers by ear are spared, lines and rings, heads and feet; nothing comes after."""
        if shapes:
            self._leave()
            self.code += ("/Artifact BMC", *shapes, "EMC")
        if texts:
            self._enter()
            self.code.append("/Artifact<</Type/Pagination>>BDC")
            for mark, x, y in texts:
                assert isinstance(mark, Text)
                self._write(mark, x, y)
            self.code.append("EMC")
        self._leave()

    def _open(self, tag: Tag) -> str:
        return f"{_NAMES[tag.role]}<</MCID {self._structure.mark(tag)}>>BDC"

    def _close(self, stretch: bool) -> None:
        if stretch:
            self.code.append("EMC")

    def _enter(self) -> None:
        """Text objects span elements: to begin one for each would cost a tenth of a file."""
        if self._at is None:
            self.code.append("BT")
            self._at = (0, 0)

    def _leave(self) -> None:
        if self._at is not None:
            self.code.append("ET")
            self._at = None

    def _write(self, text: Text, x: float, y: float) -> None:
        lettering = text.lettering
        if lettering is not self._lettering:
            self._lettering, self._font = lettering, ""
            if lettering.grey != self._grey:
                self.code.append(f"{lettering.grey:g} g")
                self._grey = lettering.grey
            self._thicken(lettering)
        place = self._moved(x, y)
        for font, codes in self._subsets[lettering.weight].encoded(text.text):
            if font != self._font:
                self.code.append(f"/{font} {lettering.size:g} Tf")
                self._font = font
            self.code.append(f"{place}({codes})Tj")
            place = ""

    def _moved(self, x: float, y: float) -> str:
        """To a place from where the last text began. In whole hundredths, so that no error is carried on."""
        assert self._at is not None
        before, self._at = self._at, (round(x * 100), round(y * 100))
        return f"{_hundredths(self._at[0] - before[0])} {_hundredths(self._at[1] - before[1])} Td"

    def _thicken(self, lettering: Lettering) -> None:
        """Letters are filled, and where a weight has none of its own also drawn around."""
        if self._face.thickened(lettering.weight):
            self.code.append(f"2 Tr {lettering.grey:g} G {lettering.size * _PEN:.2f} w")
            self._thick = True
        elif self._thick:
            self.code.append("0 Tr")
            self._thick = False


@lru_cache(maxsize=10_000)  # a column has few margins and few leadings
def _hundredths(number: int) -> str:
    return f"{number / 100:g}"


_PEN = 0.03  # of the size of letters

_NAMES: Mapping[Role, str] = {role: f"/{role.value.partition(',')[0]}" for role in Role}


def _named(objects: Mapping[str, int]) -> str:
    return "".join(f"/{name} {number} 0 R" for name, number in objects.items())


def _shape(x: float, y: float, mark: Rule | Box | Stroke) -> str:
    match mark:
        case Rule(width=width, thickness=thickness, grey=grey):
            return f"{thickness:g} w {grey:g} G {x:.2f} {y:.2f} m {x + width:.2f} {y:.2f} l S"
        case Box(side=side):
            return f"{_THIN} w 0 G {x - side / 2:.2f} {y - side / 2:.2f} {side:.2f} {side:.2f} re S"
        case Stroke(right=right, down=down):
            return f"{_HAIR} w 0 G {x:.2f} {y:.2f} m {x + right:.2f} {y - down:.2f} l S"
        case _ as unreachable:
            assert_never(unreachable)


_THIN = 0.6
_HAIR = 0.35


def _stamp(file: PdfFile, radius: float) -> int:
    """A ring to be drawn wherever it is wanted: four Bézier quarters, right to within a thousandth of the radius."""
    arm, edge, out = f"{radius * 0.5523:.2f}", f"{radius:.2f}", f"{radius + _THIN:.2f}"
    code = (
        f"{_THIN} w 0 G {edge} 0 m {edge} {arm} {arm} {edge} 0 {edge} c -{arm} {edge} -{edge} {arm} -{edge} 0 c"
        f" -{edge} -{arm} -{arm} -{edge} 0 -{edge} c {arm} -{edge} {edge} -{arm} {edge} 0 c S"
    )
    return file.stream(f"/Type/XObject/Subtype/Form/BBox[-{out} -{out} {out} {out}]/Resources<<>>", code.encode())
