"""Setting text on paper: strings in, placed marks out, every height known before anything is drawn.

Lengths are points of 1/72 inch. `x` runs to the right and `y` down the page, as one reads; whoever draws turns them.
Nothing here is changed once it is made; what a
page has by the hundred is not `frozen` for all that, because a frozen value takes three times as long to make.
A word's width comes from a `Face`, so that this module needs no font and no PDF library. No letter is ever lost: the
lines of a paragraph, one after the other, are its text, the space at which a line was broken hanging at its end.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache
from itertools import zip_longest
from types import MappingProxyType
from typing import ClassVar, NamedTuple, Protocol

POINTS_PER_MM = 72 / 25.4

PAGES: Mapping[str, tuple[float, float]] = MappingProxyType(
    {"A4": (210 * POINTS_PER_MM, 297 * POINTS_PER_MM), "Letter": (612.0, 792.0)}
)
"""Width and height of the pages that we print on (ISO 216; ANSI A)."""

LONGEST_LINE = 90
"""Characters in a line, at most: beyond this the eye loses its way back to the left."""


BLANK = "blank"
"""What is read aloud for a gap in a text."""

HALF_A_CAPITAL = 0.33
"""Of the font size: from the baseline to the middle of a capital, in the common text faces."""


class Weight(StrEnum):
    """How heavy letters are. Emphasis is set by weight, for italics lack Cyrillic and are hard for some to read."""

    __hash__ = str.__hash__  # an enum's own is written in Python, and every letter's width is looked up by it

    REGULAR = "regular"
    SEMIBOLD = "semibold"
    BOLD = "bold"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Lettering:
    """How a text is set, under the name of what it is for."""

    name: str
    """`stem`, `option`, …: what dumps show, and what a reader of the page structure goes by."""
    size: float
    leading: float
    """From one baseline to the next."""
    weight: Weight = Weight.REGULAR
    grey: float = 0.0
    """0 is black, 1 white."""


class Role(StrEnum):
    """What a piece of a page is to somebody who hears it read: the elements of a tagged PDF that we use."""

    __hash__ = str.__hash__

    PART = "Part"
    TITLE = "H1"
    HEADING = "H2"
    PARAGRAPH = "P"
    LIST = "L"
    NUMBERED = "L, numbered"
    LETTERED = "L, lettered"
    ENTRY = "LI"
    LABEL = "Lbl"
    BODY = "LBody"
    ALL_BODY = "LBody, alone in its LI"
    """An entry without a label: two elements, of which nobody needs the outer one by itself."""
    BLANK = "Span"


@dataclass(slots=True, eq=False)
class Tag:
    """An element of the structure that marks belong to. It is itself and no other, however alike two may be.

    Elements follow one another in the order in which their marks do, wherever on the page these stand.
    """

    role: Role
    parent: "Tag | None" = None
    says: str = ""
    """What is read instead of the marks."""

    def child(self, role: Role, says: str = "") -> "Tag":
        """A new element within this one."""
        return Tag(role, self, says)


class Face(Protocol):
    """What knows how wide letters are."""

    def advance(self, text: str, weight: Weight) -> float:
        """The width of a text, in multiples of the font size."""
        ...


class Words(NamedTuple):
    """A stretch of text in one lettering."""

    text: str
    lettering: Lettering


class Gap(NamedTuple):
    """A blank within a line, to be written into."""

    width: float


Inline = Words | Gap


@dataclass(slots=True)
class Text:
    """Letters of one line in one lettering, from `x`, standing on the baseline `y`."""

    x: float
    y: float
    text: str
    lettering: Lettering
    tag: Tag | None = None
    """None for what is no part of the text: heads and feet of pages."""


@dataclass(slots=True)
class Rule:
    """A horizontal line, to write on or to part things."""

    x: float
    y: float
    width: float
    thickness: float = 0.5
    grey: float = 0.0
    tag: Tag | None = None
    """Of a blank within a text, which is to be read with it; None for other lines."""


@dataclass(slots=True)
class Ring:
    """A circle around a centre."""

    x: float
    y: float
    radius: float
    tag: ClassVar[None] = None
    """No part of the text."""


@dataclass(slots=True)
class Box:
    """A square around a centre."""

    x: float
    y: float
    side: float
    tag: ClassVar[None] = None
    """No part of the text."""


@dataclass(slots=True)
class Stroke:
    """A thin line in any direction, such as a mark to cut along."""

    x: float
    y: float
    right: float
    down: float
    tag: ClassVar[None] = None
    """No part of the text."""


Mark = Text | Rule | Ring | Box | Stroke


@dataclass(slots=True)
class Row:
    """A strip across the column that no page end cuts. Its marks stand about its baseline, `y` 0."""

    height: float
    baseline: float
    """From the top of the strip."""
    marks: tuple[Mark, ...]


@dataclass(slots=True)
class Block:
    """Rows that belong on one page, as long as one page can hold them."""

    rows: tuple[Row, ...]
    before: float = 0.0
    """Space above, which falls away at the top of a page."""
    keep_with_next: bool = False
    """A heading: never alone at the foot of a page."""
    continues: str = ""
    """What is said at the head of a page that begins with this block, or within it, since it is a later part."""
    again: tuple[Row, ...] = ()
    """What such a page repeats above it: few rows, of marks without a tag, for they were read already."""

    @property
    def height(self) -> float:
        """Of its rows, without the space above."""
        return _height(self.rows)


@dataclass(slots=True)
class Placed:
    """A row at its place."""

    left: float
    top: float
    row: Row


Page = tuple[Placed, ...]


class Compositor:
    """Breaks texts into lines. Widths of words are measured once; an instance serves one document."""

    def __init__(self, face: Face) -> None:
        self._face = face
        self._words: dict[Lettering, dict[str, tuple[_Atom, ...]]] = {}
        self._widths: dict[Lettering, dict[str, float]] = {}
        self._remembered: dict[tuple[float | Inline, ...], list[list[_Atom]]] = {}

    def width(self, text: str, lettering: Lettering) -> float:
        """Of a text in one line, the spaces at its end included."""
        known = self._widths.get(lettering)
        if known is None:
            known = self._widths[lettering] = {}
        width = known.get(text)
        if width is None:
            if len(known) == _REMEMBERED:
                known.clear()
            width = known[text] = self._face.advance(text, lettering.weight) * lettering.size
        return width

    def shorten(self, text: str, lettering: Lettering, width: float) -> str:
        """The text itself if it fits, else its beginning with `…`."""
        if self.width(text, lettering) <= width:
            return text
        end = min(len(text), 4 * LONGEST_LINE)
        while end and self.width(shortened := text[:end].rstrip() + "…", lettering) > width:
            end -= 1
        return shortened if end else ""

    def lines(
        self, inlines: Sequence[Inline], left: float, width: float, tag: Tag | None = None
    ) -> list[tuple[Mark, ...]]:
        """Breaks into lines of at most `width` points and `LONGEST_LINE` characters, each from `left`.

        A line breaks at a space or behind a hyphen between letters; a word longer than a line is broken where the
        line ends. A newline ends a line. Spaces keep their number.
        """
        width += _ROUNDING
        if len(inlines) == 1 and (whole := self._whole(inlines[0], left, width, tag)):
            return [whole]
        return [self._set(line, left, tag) for line in self._lines(inlines, width)]

    def _lines(self, inlines: Sequence[Inline], width: float) -> list[list["_Atom"]]:
        """The same before it has a place. What was broken lately is looked up: versions of a quiz repeat each other."""
        key = (width, *inlines)
        if key not in self._remembered:
            if len(self._remembered) == _REMEMBERED:
                self._remembered.clear()
            self._remembered[key] = self._break(inlines, width)
        return self._remembered[key]

    def _break(self, inlines: Sequence[Inline], width: float) -> list[list["_Atom"]]:
        lines: list[list[_Atom]] = []
        atoms: list[_Atom] = []
        used, count, ended = 0.0, 0, False
        for atom in self._atoms(inlines, width):
            ink, full, length, parts = atom
            if atoms and (used + ink > width or count + length > LONGEST_LINE or ended):
                lines.append(atoms)
                atoms, used, count = [], 0.0, 0
            atoms.append(atom)
            used += full
            count += length
            ended = parts[-1][0][-1:] == "\n"
        lines.append(atoms)
        _company(lines, width)
        return [line for line in lines if line]

    def _whole(self, inline: Inline, left: float, width: float, tag: Tag | None) -> tuple[Mark, ...]:
        """The one line of a text that is short enough, as most are."""
        if isinstance(inline, Gap) or not inline.text or len(inline.text) > LONGEST_LINE or "\n" in inline.text:
            return ()
        fits = self.width(inline.text.rstrip(" "), inline.lettering) <= width
        return (Text(left, 0.0, inline.text, inline.lettering, tag),) if fits else ()

    def _atoms(self, inlines: Iterable[Inline], width: float) -> Iterator["_Atom"]:
        """What no line end parts, each with its width: a word with the spaces behind it, across letterings."""
        pending: _Atom | None = None
        for inline in inlines:
            for atom in self._pieces(inline, width):
                if pending is None:
                    pending = atom
                elif _may_part(pending[3][-1][0], atom[3][0][0]) or _too_long(pending, atom, width):
                    yield pending
                    pending = atom
                else:
                    ink, full, length, parts = atom
                    pending = (pending[1] + ink, pending[1] + full, pending[2] + length, pending[3] + parts)
        if pending is not None:
            yield pending

    def _pieces(self, inline: Inline, width: float) -> Iterator["_Atom"]:
        if isinstance(inline, Gap):
            yield (inline.width, inline.width, 1, (("", inline),))
            return
        lettering = inline.lettering
        known = self._words.setdefault(lettering, {})
        for word in _WORD.findall(inline.text):
            if word not in known:
                known[word] = tuple(self._measured(piece, lettering) for piece in _HYPHEN.split(word))
            for atom in known[word]:
                if atom[0] <= width and atom[2] <= LONGEST_LINE:
                    yield atom
                else:
                    yield from self._broken(atom[3][0][0], lettering, width)

    def _measured(self, word: str, lettering: Lettering) -> "_Atom":
        ink, full = self.width(word.rstrip(" \n"), lettering), self.width(word.rstrip("\n"), lettering)
        return (ink, full, len(word.rstrip(" \n")), ((word, lettering),))

    def _broken(self, word: str, lettering: Lettering, width: float) -> Iterator["_Atom"]:
        """A word longer than a line, in stretches that fit, no accent parted from its letter."""
        piece, used = "", 0.0
        for sign in _clusters(word):
            advance = self.width(sign, lettering)
            if piece and sign.strip() and (used + advance > width or len(piece) >= LONGEST_LINE - 1):
                yield (used, used, LONGEST_LINE, ((piece, lettering),))
                piece, used = "", 0.0
            piece += sign
            used += advance
        ink = self.width(piece.rstrip(" \n"), lettering)
        yield (ink, used, min(len(piece), LONGEST_LINE), ((piece, lettering),))

    def _set(self, atoms: Sequence["_Atom"], left: float, tag: Tag | None) -> tuple[Mark, ...]:
        """One line, neighbours of one lettering joined."""
        marks: list[Mark] = []
        texts: list[str] = []
        x = start = left
        lettering: Lettering | None = None
        for _, full, _, parts in atoms:
            for text, kind in parts:
                if kind is not lettering and texts:
                    assert lettering is not None
                    marks.append(Text(start, 0.0, "".join(texts), lettering, tag))
                    texts = []
                if isinstance(kind, Gap):
                    lettering = None
                    marks.append(Rule(x, 2.0, kind.width, tag=tag and tag.child(Role.BLANK, BLANK)))
                    x += kind.width
                    continue
                if not texts:
                    start, lettering = x, kind
                texts.append(text if text[-1:] != "\n" else text[:-1])
                x += full if len(parts) == 1 else self.width(texts[-1], kind)
        if texts:
            assert lettering is not None
            marks.append(Text(start, 0.0, "".join(texts), lettering, tag))
        return tuple(marks)


_Atom = tuple[float, float, int, tuple[tuple[str, Lettering | Gap], ...]]
"""Width without and with the spaces at its end; characters; the parts."""

_WORD = re.compile(r"[^ \n]*(?: *\n| +)|[^ \n]+")  # a word takes the spaces behind it with it
_HYPHEN = re.compile(r"(?<=[^\W\d_][-–—/])(?=[^\W\d_])")  # between letters; not between figures, as in 86-88


def _may_part(before: str, behind: str) -> bool:
    """Whether a line may end between two texts of which neither holds such a place within."""
    return before[-1:] in _SPACES or behind[:1] in _SPACES or bool(before and _HYPHEN.search(before[-2:] + behind[:1]))


def _too_long(before: "_Atom", behind: "_Atom", width: float) -> bool:
    return before[1] + behind[0] > width or before[2] + behind[2] > LONGEST_LINE


_SPACES = (" ", "\n")


def _company(lines: list[list["_Atom"]], width: float) -> None:
    """A last line of one short word, which looks lost, is given the word before it."""
    if len(lines) < 2 or len(lines[-1]) != 1 or len(lines[-2]) < _FEW_WORDS:
        return
    before, last = lines[-2][-1], lines[-1][0]
    ends = _starts_anew(lines[-2])
    if last[0] < width / 6 and before[1] + last[0] <= width and before[2] + last[2] <= LONGEST_LINE and not ends:
        lines[-1].insert(0, lines[-2].pop())


def _starts_anew(atoms: Sequence["_Atom"]) -> bool:
    """Whether the author ended the line here."""
    return atoms[-1][3][-1][0][-1:] == "\n"


_FEW_WORDS = 4
_REMEMBERED = 2000
"""Texts: those of a quiz with its key, in all its versions; not those of a whole book."""


def _clusters(word: str) -> Iterator[str]:
    cluster = ""
    for sign in word:
        if cluster and not unicodedata.combining(sign):
            yield cluster
            cluster = ""
        cluster += sign
    if cluster:
        yield cluster


@cache
def weighted(lettering: Lettering, weight: Weight) -> Lettering:
    """The same lettering, heavier or lighter."""
    return replace(lettering, weight=weight)


def baseline(lettering: Lettering) -> float:
    """From the top of a line to its baseline, so that the capitals stand in the line's middle."""
    return lettering.leading / 2 + lettering.size * HALF_A_CAPITAL


def beside(*columns: Sequence[Row]) -> tuple[Row, ...]:
    """Columns of rows as one: the first rows on one baseline, then the second ones, and so on."""
    if all(len(column) == 1 for column in columns):
        return (_merged([column[0] for column in columns]),)
    return tuple([_merged([row for row in rows if row is not None]) for rows in zip_longest(*columns)])


def _merged(rows: Sequence[Row]) -> Row:
    first = rows[0]
    above, height, marks = first.baseline, first.height, first.marks
    for row in rows[1:]:
        marks += row.marks
        if row.baseline != above or row.height != height:
            below = max(height - above, row.height - row.baseline)
            above = max(above, row.baseline)
            height = above + below
    return Row(height, above, marks)


def opened(marks: tuple[Mark, ...], rows: Sequence[Row]) -> tuple[Row, ...]:
    """Rows with marks before the first, on its baseline, that need no more height than it has."""
    first = rows[0]
    return (Row(first.height, first.baseline, marks + first.marks), *rows[1:])


def under(row: Row, *more: Row) -> Row:
    """One row that no page end cuts, of several one under the other."""
    marks = list(row.marks)
    height = row.height
    for other in more:
        fall = height + other.baseline - row.baseline
        marks += [replace(mark, y=mark.y + fall) for mark in other.marks]
        height += other.height
    return Row(height, row.baseline, tuple(marks))


def lowered(rows: Sequence[Row], space: float) -> tuple[Row, ...]:
    """The same rows with space above the first."""
    if not rows:
        return ()
    first = rows[0]
    return (Row(first.height + space, first.baseline + space, first.marks), *rows[1:])


def paginate(blocks: Iterable[Block], height: float) -> tuple[tuple[tuple[float, Row], ...], ...]:
    """Rows with their tops, page by page, each page `height` points high.

    A block stays whole, and with its heading. Only what is together higher than a page is parted: between blocks where
    that is enough, else between rows, never leaving one row alone; it begins on the page at hand if half of that is
    free.
    """
    stack = _Stack(height)
    for chain in _chains(blocks):
        stack.add(chain)
    return tuple(tuple(page) for page in stack.pages if page)


def _chains(blocks: Iterable[Block]) -> Iterator[list[Block]]:
    chain: list[Block] = []
    for block in blocks:
        if block.rows:
            chain.append(block)
            if not block.keep_with_next:
                yield chain
                chain = []
    if chain:
        yield chain


class _Stack:
    """Pages being filled from the top."""

    def __init__(self, height: float) -> None:
        self.height = height
        self.pages: list[list[tuple[float, Row]]] = [[]]
        self.used = 0.0
        self.begun = False
        """Whether anything stands on the page at hand that is not repeated."""

    def add(self, chain: Sequence[Block]) -> None:
        need = sum(block.before + block.height for block in chain)
        whole = need - chain[0].before + _height(chain[0].again) <= self.height
        if self.begun and self.used + need > self.height and (whole or self.used > self.height / 2):
            self._turn(chain[0])
        for block in chain:
            if not whole and self.begun and self._parted(block):
                self._turn(block)
            self.used += block.before if self.begun else 0.0
            for index, row in enumerate(block.rows):
                self._put(row, block.rows[index + 1 :], block)

    def _parted(self, block: Block) -> bool:
        """Whether the end of this page would part a block that the next one can hold."""
        return self.used + block.before + block.height > self.height >= _height(block.again) + block.height

    def _put(self, row: Row, rest: Sequence[Row], block: Block) -> None:
        room = self.height - self.used + _ROUNDING
        last_but_one = len(rest) == 1 and row.height <= room < row.height + rest[0].height
        if self.begun and (row.height > room or last_but_one):
            self._turn(block)
        self._set(row)
        self.begun = True

    def _turn(self, block: Block) -> None:
        self.pages.append([])
        self.used = 0.0
        self.begun = False
        for row in block.again:
            self._set(row)

    def _set(self, row: Row) -> None:
        self.pages[-1].append((self.used, row))
        self.used += row.height


def _height(rows: Sequence[Row]) -> float:
    return sum(row.height for row in rows)


_ROUNDING = 1e-6


def dump(pages: Iterable[Page]) -> str:
    """Pages as text, a mark a line: x, y, what it is, and what it says or measures."""
    lines: list[str] = []
    for number, page in enumerate(pages, 1):
        lines.append(f"page {number}")
        for placed in page:
            x, y = placed.left, placed.top + placed.row.baseline
            lines.extend(f"{mark.x + x:8.1f} {mark.y + y:7.1f}  {_named(mark)}" for mark in placed.row.marks)
    return "\n".join(lines) + "\n" if lines else ""


def _named(mark: Mark) -> str:
    match mark:
        case Text(text=text, lettering=lettering):
            heavy = "" if lettering.weight is Weight.REGULAR else f" {lettering.weight}"
            return f"{lettering.name}{heavy} {lettering.size:g}: {text.rstrip()}"
        case Rule(width=width):
            return f"rule {width:.1f}"
        case Ring(radius=radius):
            return f"ring {radius:.1f}"
        case Box(side=side):
            return f"box {side:.1f}"
        case Stroke(right=right, down=down):
            return f"stroke {right:.1f} {down:.1f}"
