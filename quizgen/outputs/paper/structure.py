"""What a tagged PDF says about its text: headings, lists, paragraphs, in the order in which they are to be read."""

from collections.abc import Mapping

from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFDocument, PDFObject, PDFObjectReference, PDFString
from reportlab.pdfgen.canvas import Canvas

from quizgen.outputs.paper.canvas import document_of, finish_page
from quizgen.outputs.paper.layout import Role, Tag

_NAMES: Mapping[Role, str] = {role: f"/{role.value.partition(',')[0]}" for role in Role}
_ENTRIES: Mapping[Role, str] = {
    **{role: f"/S{name}" for role, name in _NAMES.items()},
    Role.NUMBERED: "/S/L/A<</O/List/ListNumbering/Decimal>>",
    Role.LETTERED: "/S/L/A<</O/List/ListNumbering/UpperAlpha>>",
}


class _Element(PDFObject):
    """An element. It writes itself: as a `PDFDictionary` it would take twice as long, and there are many."""

    def __init__(self, entries: str, parent: str) -> None:
        self.reference = ""
        """How others name it, known as soon as it is one of the file's objects."""
        self.page: PDFObjectReference | None = None
        """Where the stretches among its kids are that say no page."""
        self.kids: list[str | _Elsewhere] = []
        self._entries = entries
        self._parent = parent

    def format(self, document: PDFDocument) -> bytes:
        """As PDF; reportlab calls it when all is known."""
        kids = [kid if isinstance(kid, str) else kid.format(document) for kid in self.kids]
        held = kids[0] if len(kids) == 1 else f"[{' '.join(kids)}]"
        page = f"/Pg {_written(self.page, document)}" if self.page else ""
        return f"<<{self._entries}/P {self._parent}{page}/K {held}>>".encode("latin-1")


class _Elsewhere:
    """A stretch of an element on another page than its first."""

    def __init__(self, page: PDFObjectReference, number: int) -> None:
        self._page = page
        self._number = number

    def format(self, document: PDFDocument) -> str:
        return f"<</Type/MCR/Pg {_written(self._page, document)}/MCID {self._number}>>"


def _written(thing: PDFObject, document: PDFDocument) -> str:
    code: bytes = thing.format(document)  # type: ignore[attr-defined]
    return code.decode("latin-1")


class Structure:
    """The elements of one file."""

    def __init__(self, canvas: Canvas) -> None:
        self._canvas = canvas
        self._file = document_of(canvas)
        self._root = PDFDictionary({"Type": "/StructTreeRoot"})
        self._document = self._registered(_Element("/Type/StructElem/S/Document", self._named(self._root)))
        self._elements: dict[Tag, _Element] = {}
        self._pages: list[PDFObjectReference] = []
        """Of each page, a list of the elements that its stretches belong to."""
        self._marked: list[str] = []
        self._page = self._file.thisPageRef()

    def open(self, tag: Tag) -> str:
        """The operator that begins a new stretch of the page, which belongs to an element."""
        element = self._elements.get(tag) or self._new(tag)
        number = len(self._marked)
        self._marked.append(element.reference)
        element.page = element.page or self._page
        element.kids.append(str(number) if element.page is self._page else _Elsewhere(self._page, number))
        return f"{_NAMES[tag.role]}<</MCID {number}>>BDC"

    def finish_page(self) -> None:
        """Ends the page of the canvas, and begins another."""
        finish_page(self._canvas, len(self._pages))
        self._pages.append(self._file.Reference(PDFArray(self._marked)))  # type: ignore[no-untyped-call]
        self._marked = []
        self._page = self._file.thisPageRef()

    def finish(self) -> None:
        """Gives the tree to the catalogue of the file."""
        self._root["K"] = self._document.reference
        self._root["ParentTree"] = PDFDictionary(
            {"Nums": PDFArray([part for page in enumerate(self._pages) for part in page])}
        )
        self._root["ParentTreeNextKey"] = len(self._pages)
        self._canvas.setCatalogEntry("MarkInfo", {"Marked": "true"})
        self._canvas.setCatalogEntry("StructTreeRoot", self._root)

    def _new(self, tag: Tag) -> _Element:
        parent = self._document if tag.parent is None else self._elements.get(tag.parent) or self._new(tag.parent)
        if tag.role is Role.ALL_BODY:
            parent = self._add(parent, "/S/LI")
        says = f"/ActualText{_written(PDFString(tag.says), self._file)}" if tag.says else ""
        element = self._elements[tag] = self._add(parent, f"{_ENTRIES[tag.role]}{says}")
        return element

    def _add(self, parent: _Element, entries: str) -> _Element:
        element = self._registered(_Element(entries, parent.reference))
        parent.kids.append(element.reference)
        return element

    def _registered(self, element: _Element) -> _Element:
        element.reference = self._named(element)
        return element

    def _named(self, thing: PDFObject) -> str:
        return _written(self._file.Reference(thing), self._file)  # type: ignore[no-untyped-call]
