"""A column of set type before it is cut into pages: the words that quiz and key are both built from."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from quizgen.language.phrasing import LEFT_BLANK
from quizgen.model import Response, ShortAnswer
from quizgen.outputs.paper.layout import (
    HALF_A_CAPITAL,
    Block,
    Box,
    Compositor,
    Inline,
    Lettering,
    Mark,
    Page,
    Placed,
    Ring,
    Row,
    Rule,
    Tag,
    Text,
    Weight,
    Words,
    baseline,
    beside,
    lowered,
    paginate,
    weighted,
)
from quizgen.outputs.paper.style import Style
from quizgen.richtext import RichText

# Invisible, and the printed face has no glyph for them: soft hyphen, zero-width signs, byte order mark.
IGNORED = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
_SPELLED = str.maketrans({"\t": " ", "\r": None} | dict.fromkeys(IGNORED))


def printed(text: str) -> str:
    """A text as paper shows it: a tab is a space, what has no width is left out, and a short bracket is not broken."""
    if "[" in text or ". " in text:
        text = _held_together(text)
    return text if text.isprintable() else text.translate(_SPELLED)  # the question is quick, the answer mostly yes


@lru_cache(maxsize=2000)  # the versions of a quiz have the same texts
def _held_together(text: str) -> str:
    return _TOGETHER.sub(_unbroken, text)


def _unbroken(found: re.Match[str]) -> str:
    return found[0].replace(" ", "\N{NO-BREAK SPACE}")


# `[Kyiv Post]`, `Dr. Anya`, `p. 5`: what a reader would stumble over, were it parted by the end of a line.
_TOGETHER = re.compile(r"\[[^\[\]\n]{1,24}\]|\b(?:Dr|Mr|Mrs|Ms|Prof|St|p|pp|No)\. (?=[\w\d])")


def one_line(text: str) -> str:
    """The same, where the author's line ends cannot be kept."""
    return printed(text).replace("\n", " ")


@dataclass(frozen=True, slots=True)
class Part:
    """Pages that are numbered together: one version of a quiz, or of its key."""

    title: str
    """As the outline of the file shows it."""
    pages: tuple[Page, ...]
    count: int = 0
    """Of these pages, those that are not left blank."""


@dataclass(frozen=True, slots=True)
class Galley:
    """Sets text in a column as wide as the page between its margins; `x` counts from the left margin."""

    compositor: Compositor
    style: Style
    page: tuple[float, float]

    @property
    def width(self) -> float:
        """Of the column."""
        return self.page[0] - 2 * self.style.side

    @property
    def column(self) -> float:
        """How high it is, from the first line to the last."""
        return self.page[1] - self.style.side - self.style.foot

    def rows(
        self, inlines: Sequence[Inline], left: float, right: float, lettering: Lettering, tag: Tag | None = None
    ) -> tuple[Row, ...]:
        """A paragraph between two edges, on the leading of `lettering`."""
        lines = self.compositor.lines(inlines, left, right - left, tag)
        stands = baseline(lettering)
        return tuple([Row(lettering.leading, stands, line) for line in lines])

    def paragraph(
        self, text: RichText | str, lettering: Lettering, left: float, right: float, tag: Tag | None = None
    ) -> tuple[Row, ...]:
        """A text of the bank, or of our own, between two edges."""
        inlines = words(text, lettering) if isinstance(text, RichText) else [Words(printed(text), lettering)]
        return self.rows(inlines, left, right, lettering, tag)

    def line(self, text: str, lettering: Lettering, left: float, tag: Tag | None = None) -> tuple[Row, ...]:
        """A word or two that are known to fit."""
        return (Row(lettering.leading, baseline(lettering), (Text(left, 0.0, one_line(text), lettering, tag),)),)

    def flush_right(self, text: str, lettering: Lettering, right: float, tag: Tag | None = None) -> tuple[Row, ...]:
        """A word or two that end at an edge."""
        return self.line(text, lettering, right - self.measure(text, lettering), tag)

    def measure(self, text: str, lettering: Lettering) -> float:
        """The width of a text in one line."""
        return self.compositor.width(one_line(text), lettering)

    def measure_rich(self, text: RichText, lettering: Lettering) -> float:
        """The width of a text of the bank in one line."""
        return self.measure_words(words(text, lettering))

    def measure_words(self, parts: Iterable[Words]) -> float:
        """The width of words of several letterings in one line."""
        return sum(self.compositor.width(part.text, part.lettering) for part in parts)

    def hung(
        self, label: str, lettering: Lettering, left: float, rows: Sequence[Row], tag: Tag | None = None
    ) -> tuple[Row, ...]:
        """Rows with a number or letter hanging before the first one."""
        return beside(self.line(label, lettering, left, tag), rows)

    def bubble(self, letter: str, left: float, tag: Tag, *, square: bool) -> tuple[Mark, ...]:
        """An option's letter within a circle, or within a square where several may be chosen."""
        style = self.style
        across = style.bubble
        centre = left + across / 2
        height = -style.option.size * HALF_A_CAPITAL
        shape: Mark = Box(centre, height, across) if square else Ring(centre, height, across / 2)
        x = centre - self.compositor.width(letter, style.letter) / 2
        return shape, Text(x, height + style.letter.size * HALF_A_CAPITAL, f"{letter} ", style.letter, tag)

    def ruling(self, left: float, right: float, count: int = 1) -> tuple[Row, ...]:
        """Lines to write on."""
        height = self.style.ruling
        line = Rule(left, 0.0, right - left, grey=self.style.rule_grey)
        return tuple(Row(height, height - _BELOW_RULE, (line,)) for _ in range(count))

    def hairline(self) -> tuple[Row, ...]:
        """A fine line across the column, to part things."""
        return (
            Row(self.style.within * 2, self.style.within, (Rule(0.0, 0.0, self.width, grey=self.style.rule_grey),)),
        )

    def part(
        self,
        name: str,
        blocks: Iterable[Block],
        title: str,
        marks: Sequence[str],
        *,
        head: Sequence[str] = (),
        end: str = "",
        even: bool = False,
    ) -> Part:
        """Cuts a column into pages, each with `marks`, `title` and its number at its foot and `head` at its head.

        `end` follows the last row where there is room for it. With `even`, a page that says it is blank makes up for an
        odd one, so that what follows begins on a new sheet of a duplex print.
        """
        style = self.style
        column = tuple(blocks)
        cut = self._cut(column)
        self._close(cut[-1], end)
        within = {id(row): block.continues for block in column for row in block.rows}
        told = " · ".join(one for one in head if one)
        pages = [
            (
                *self._head(next(within[id(row)] for _, row in rows if id(row) in within), told),
                *[Placed(style.side, style.side + top, row) for top, row in rows],
                self._foot((*marks, title), f"Page {number} of {len(cut)}"),
            )
            for number, rows in enumerate(cut, 1)
        ]
        if even and len(pages) % 2:
            pages.append((*self._head("", told), *self._blank(), self._foot((*marks, title), "")))
        return Part(name, tuple(pages), len(cut))

    def _cut(self, blocks: Sequence[Block]) -> list[list[tuple[float, Row]]]:
        """Pages; with less space between the blocks, if else a few lines would stand on a page of their own."""
        cut = paginate(blocks, self.column)
        top, last = cut[-1][-1]
        if len(cut) > 1 and top + last.height < self.column * _FEW_LINES:
            closer = (
                paginate([replace(block, before=block.before * share) for block in blocks], self.column)
                for share in _CLOSER
            )
            cut = next((fewer for fewer in closer if len(fewer) < len(cut)), cut)
        return [list(page) for page in cut]

    def _close(self, rows: list[tuple[float, Row]], end: str) -> None:
        """Adds a last line in the middle of the column, if it fits below the others."""
        if not end:
            return
        top, last = rows[-1]
        row = self._centred(end)
        room = self.column - top - last.height - row.height
        if room >= 0:
            rows.append((top + last.height + min(room, self.style.between), row))

    def _blank(self) -> tuple[Placed, ...]:
        return (Placed(self.style.side, self.page[1] / 2, self._centred(LEFT_BLANK)),)

    def _centred(self, text: str) -> Row:
        """A word to whoever leafs through the pages: no part of the text."""
        left = (self.width - self.measure(text, self.style.small)) / 2
        return self.line(text, self.style.small, left)[0]

    def _head(self, continued: str, told: str) -> Iterator[Placed]:
        """What is carried on from the page before, at the left; what each page bears, at the right."""
        small = self.style.small
        if continued:
            room = self.width - self.measure(told, small) - self.style.gutter
            shown = self.compositor.shorten(f"{one_line(continued)}, continued", small, room)
            yield self._furniture(self.line(shown, small, 0.0)[0], self.style.footer)
        if told:
            yield self._furniture(self.flush_right(told, small, self.width)[0], self.style.footer)

    def _foot(self, running: Sequence[str], number: str) -> Placed:
        """What a page is of, as far as it fits, and its number: a title that does not fit whole would be no help.

        A title of many small words is left out too: in a foot, which readers by ear are spared, it passes for prose
        that is hidden from them, and checkers of tagged files say so.
        """
        small = self.style.small
        known = [one_line(part) for part in running if part]
        room = self.width - self.measure(number, small) - self.style.gutter
        while len(known) > 1 and (self.measure(" · ".join(known), small) > room or _is_prose((*known, number))):
            known.pop()
        left = self.line(" · ".join(known), small, 0.0)
        (row,) = beside(left, self.flush_right(number, small, self.width)) if number else left
        return self._furniture(row, self.page[1] - self.style.footer)

    def _furniture(self, row: Row, line: float) -> Placed:
        return Placed(self.style.side, line - row.baseline, row)


def _is_prose(texts: Iterable[str]) -> bool:
    small = [word for text in texts for word in text.split() if word[0].islower()]
    return len(small) >= _SMALL_WORDS


_SMALL_WORDS = 4
_FEW_LINES, _CLOSER = 0.25, (0.6, 0.4)


def words(text: RichText, lettering: Lettering) -> list[Words]:
    """The runs of a text of the bank in their weights."""
    return [Words(printed(run.text), _weighed(run.strong, run.emphasis, lettering)) for run in text.runs]


def _weighed(strong: bool, emphasis: bool, lettering: Lettering) -> Lettering:
    if strong or (emphasis and lettering.weight is not Weight.REGULAR):
        return weighted(lettering, Weight.BOLD)
    return weighted(lettering, Weight.SEMIBOLD) if emphasis else lettering


def of_answer(style: Style, response: Response, place: int) -> Lettering:
    """How a line of `phrasing.answer` is set: the answer itself heavy, other wordings that count not."""
    return style.option if place and isinstance(response, ShortAnswer) else style.answer


def stacked(*groups: Sequence[Row], space: float = 0.0) -> tuple[Row, ...]:
    """Groups of rows one under the other, with space between them."""
    rows: list[Row] = []
    for group in groups:
        rows.extend(lowered(group, space) if rows and space else group)
    return tuple(rows)


_BELOW_RULE = 4.0
