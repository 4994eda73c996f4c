"""What a tagged PDF says about its text: headings, lists, paragraphs, in the order in which they are to be read."""

from collections.abc import Mapping

from quizgen.outputs.paper.layout import Role, Tag
from quizgen.outputs.paper.pdffile import PdfFile, text_string

_ROLES: Mapping[Role, str] = {
    **{role: f"/S/{role.value.partition(',')[0]}" for role in Role},
    Role.NUMBERED: "/S/L/A<</O/List/ListNumbering/Decimal>>",
    Role.LETTERED: "/S/L/A<</O/List/ListNumbering/UpperAlpha>>",
}


class _Element:
    """An element being filled."""

    __slots__ = ("holder", "kids", "number", "page", "parent", "tag", "touched")

    def __init__(self, tag: Tag, number: int, parent: "_Element | None", holder: int) -> None:
        self.tag = tag
        self.number = number
        self.parent = parent
        self.holder = holder
        """The number of the entry that is nothing but this body; 0 for other elements."""
        self.page = 0
        self.kids: list[str] = []
        self.touched = -1


class Structure:
    """The elements of one file. One is written when a page has passed without it, for text only runs forward."""

    def __init__(self, file: PdfFile) -> None:
        self._file = file
        self._root = file.reserve()
        self._document = file.reserve()
        self._top: list[str] = []
        self._open: dict[Tag, _Element] = {}
        self._pages: list[int] = []
        """The array of each page's elements."""
        self._marked: list[str] = []
        self._page = 0

    def turn(self, page: int) -> int:
        """Begins a page, which has this object number; returns the page's number in the structure."""
        self._close(len(self._pages))
        self._page = page
        return len(self._pages)

    def mark(self, tag: Tag) -> int:
        """A new stretch of the page that belongs to an element; its number on the page."""
        element = self._open.get(tag) or self._new(tag)
        if element.touched != len(self._pages):
            self._touch(element)
        number = len(self._marked)
        self._marked.append(f"{element.number} 0 R")
        element.page = element.page or self._page
        if element.page == self._page:
            element.kids.append(str(number))
        else:
            element.kids.append(f"<</Type/MCR/Pg {self._page} 0 R/MCID {number}>>")
        return number

    def finish_page(self) -> None:
        """Ends a page: writes down which element each of its stretches belongs to."""
        self._pages.append(self._file.add(f"[{' '.join(self._marked)}]"))
        self._marked = []

    def finish(self) -> int:
        """Writes what is left; the number of the root."""
        self._close(len(self._pages) + 1)
        numbers = " ".join(f"{index} {page} 0 R" for index, page in enumerate(self._pages))
        tree = self._file.add(f"<</Nums[{numbers}]>>")
        self._file.put(
            self._document,
            f"<</Type/StructElem/S/Document/P {self._root} 0 R/K[{' '.join(self._top)}]>>",
        )
        self._file.put(
            self._root,
            f"<</Type/StructTreeRoot/K {self._document} 0 R/ParentTree {tree} 0 R"
            f"/ParentTreeNextKey {len(self._pages)}>>",
        )
        return self._root

    def _new(self, tag: Tag) -> _Element:
        parent = None if tag.parent is None else self._open.get(tag.parent) or self._new(tag.parent)
        number = self._file.reserve()
        holder = self._file.reserve() if tag.role is Role.ALL_BODY else 0
        element = self._open[tag] = _Element(tag, number, parent, holder)
        (self._top if parent is None else parent.kids).append(f"{holder or number} 0 R")
        return element

    def _touch(self, element: _Element | None) -> None:
        page = len(self._pages)
        while element is not None and element.touched != page:
            element.touched = page
            element = element.parent

    def _close(self, page: int) -> None:
        """Writes the elements that the last page did not touch."""
        done = [element for element in self._open.values() if element.touched < page - 1]
        for element in done:
            del self._open[element.tag]
            self._write(element)

    def _write(self, element: _Element) -> None:
        parent = self._document if element.parent is None else element.parent.number
        if element.holder:
            self._file.put(element.holder, f"<</S/LI/P {parent} 0 R/K {element.number} 0 R>>")
            parent = element.holder
        kids = element.kids[0] if len(element.kids) == 1 else f"[{' '.join(element.kids)}]"
        # A page is where the marked stretches among the kids are; kids of other pages say so themselves.
        page = "" if element.page == 0 else f"/Pg {element.page} 0 R"
        says = f"/ActualText{text_string(element.tag.says)}" if element.tag.says else ""
        self._file.put(
            element.number,
            f"<<{_ROLES[element.tag.role]}/P {parent} 0 R{page}{says}/K {kids}>>",
        )
