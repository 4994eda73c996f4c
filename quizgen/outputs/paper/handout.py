"""The text to read beside a quiz, its lines numbered, and where in it each quotation stands.

Most articles belong to their publishers, and the first thing that a handout says of those is so.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from quizgen.language import phrasing
from quizgen.model import Article, CheckedBank, Citation
from quizgen.outputs.paper.galley import Galley, Part, stacked
from quizgen.outputs.paper.layout import (
    Block,
    Role,
    Row,
    Tag,
    Text,
    beside,
    lowered,
)
from quizgen.sources import fold, words

NOTICE = "This text belongs to its publisher. It is copied here for one class to read, and not to be passed on."

Lines = Mapping[Citation, tuple[int, int]]
"""The lines in which each quotation stands, first and last, counted through its article."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """An article as far as it is handed out."""

    article: Article
    paragraphs: Mapping[int, str]
    """As printed, by their number in the article."""
    count: int
    """How many the article has."""


def readings(
    checked: CheckedBank, citations: Sequence[Citation], texts: Mapping[str, Sequence[str]], *, whole: bool
) -> tuple[Reading, ...]:
    """The articles that are cited, in the bank's order: whole, or the paragraphs in which quotations stand."""
    wanted: dict[str, set[int]] = {}
    for citation in citations:
        wanted.setdefault(citation.article, set()).add(checked.places[citation].paragraph)
    return tuple(
        Reading(
            article=article,
            paragraphs={
                number: text
                for number, text in enumerate(texts[article.id], 1)
                if whole or number in wanted[article.id]
            },
            count=len(texts[article.id]),
        )
        for article in checked.bank.articles
        if article.id in wanted and article.id in texts
    )


def handout(
    galley: Galley, checked: CheckedBank, citations: Iterable[Citation], read: Sequence[Reading], about: tuple[str, str]
) -> tuple[list[Part], Lines]:
    """The pages of all readings, and the lines of each quotation; `about` is the bank's date, and DRAFT or nothing."""
    cited = tuple(citations)
    lines: dict[Citation, tuple[int, int]] = {}
    parts = [_part(galley, checked, reading, cited, lines, about) for reading in read]
    return parts, lines


def _part(
    galley: Galley,
    checked: CheckedBank,
    reading: Reading,
    citations: Sequence[Citation],
    lines: dict[Citation, tuple[int, int]],
    about: tuple[str, str],
) -> Part:
    style, article = galley.style, reading.article
    whole = Tag(Role.PART)
    headed = fold(reading.paragraphs.get(1, "")) == fold(article.title)
    blocks = [] if headed else [_title(galley, article, whole), _whose(galley, article, whole)]
    left = galley.measure("0000", style.small) + style.gutter / 2
    here = [citation for citation in citations if citation.article == article.id]
    count, before = 0, 0
    for number, text in reading.paragraphs.items():
        if number != before + 1:
            blocks.append(_left_out(galley, left, whole))
        role, lettering = (Role.TITLE, style.title) if headed and number == 1 else (Role.PARAGRAPH, style.stem)
        rows = galley.paragraph(text, lettering, left, galley.width, whole.child(role))
        for citation in here:
            if checked.places[citation].paragraph == number:
                first, last = _standing(rows, checked.places[citation].first, checked.places[citation].last)
                lines[citation] = (count + first, count + last)
        numbered = [_numbered(galley, row, count + index) for index, row in enumerate(rows, 1)]
        blocks += _in_company(lowered(numbered, style.between * 0.5))
        if headed and number == 1:
            blocks.append(_whose(galley, article, whole))
        count, before = count + len(rows), number
    if before < reading.count:
        blocks.append(_left_out(galley, left, whole))
    dated, draft = about
    return galley.part(article.title, blocks, article.title, ("Handout", dated), head=(draft,))


def _left_out(galley: Galley, left: float, whole: Tag) -> Block:
    return Block(galley.paragraph("[…]", galley.style.note, left, galley.width, whole.child(Role.PARAGRAPH)))


def _title(galley: Galley, article: Article, whole: Tag) -> Block:
    """The title, where it is not the first line of what is to be read."""
    rows = galley.paragraph(article.title, galley.style.title, 0.0, galley.width, whole.child(Role.TITLE))
    return Block(rows, keep_with_next=True)


def _whose(galley: Galley, article: Article, whole: Tag) -> Block:
    style = galley.style
    # The line that stands above the questions, unless it begins with the title, which stands here already.
    source = phrasing.source_line([article]) if article.label else phrasing.published(article)
    known = " · ".join(part for part in (source, article.author, article.url) if part)
    rows = stacked(
        galley.paragraph(known, style.note, 0.0, galley.width, whole.child(Role.PARAGRAPH)) if known else (),
        () if article.own else galley.paragraph(NOTICE, style.note, 0.0, galley.width, whole.child(Role.PARAGRAPH)),
        galley.hairline(),
        space=style.within,
    )
    return Block(rows, keep_with_next=True)


def _in_company(rows: Sequence[Row]) -> Iterator[Block]:
    """The lines of a paragraph, of which the end of a page parts neither the first two nor the last two."""
    if len(rows) <= _FEW:
        yield Block(tuple(rows))
        return
    yield Block(tuple(rows[:2]))
    yield from (Block((row,)) for row in rows[2:-2])
    yield Block(tuple(rows[-2:]))


_FEW = 3


def _numbered(galley: Galley, row: Row, number: int) -> Row:
    """A line with its number before it, which belongs to the page and not to the text."""
    style = galley.style
    right = galley.measure("0000", style.small)
    (numbered,) = beside(galley.flush_right(str(number), style.small, right), (row,))
    return numbered


def _standing(rows: Sequence[Row], first: int, last: int) -> tuple[int, int]:
    """In which of a paragraph's lines its words `first` to `last` stand, all from 1."""
    text, ends = "", []
    for row in rows:
        text += "".join(mark.text for mark in row.marks if isinstance(mark, Text))
        ends.append(len(words(fold(text))))

    def line_of(word: int) -> int:
        return next(line for line, end in enumerate(ends, 1) if end >= word)

    return line_of(first), line_of(last)


def texts_of(reading: Reading) -> tuple[str, ...]:
    """All that a handout prints of an article."""
    article = reading.article
    return (
        article.title,
        article.label,
        article.author,
        article.publisher,
        article.issued,
        article.url,
        *reading.paragraphs.values(),
    )
