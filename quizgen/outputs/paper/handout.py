"""The text to read beside a quiz, its lines numbered, and where in it each quotation stands.

The articles belong to their publishers, and the first thing that a handout says is so.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from quizgen.layout import Block, Role, Row, Tag, Text, beside, lowered
from quizgen.model import Article, CheckedBank, Citation
from quizgen.outputs.paper.galley import Galley, Part, stacked
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
        )
        for article in checked.bank.articles
        if article.id in wanted and article.id in texts
    )


def handout(
    galley: Galley, checked: CheckedBank, citations: Iterable[Citation], read: Sequence[Reading], dated: str
) -> tuple[list[Part], Lines]:
    """The pages of all readings, and the lines of each quotation."""
    cited = tuple(citations)
    lines: dict[Citation, tuple[int, int]] = {}
    parts = [_part(galley, checked, reading, cited, lines, dated) for reading in read]
    return parts, lines


def _part(
    galley: Galley,
    checked: CheckedBank,
    reading: Reading,
    citations: Sequence[Citation],
    lines: dict[Citation, tuple[int, int]],
    dated: str,
) -> Part:
    style, article = galley.style, reading.article
    whole = Tag(Role.PART)
    blocks = [_opening(galley, article, whole)]
    left = galley.measure("0000", style.small) + style.gutter / 2
    count, before = 0, 0
    for number, text in reading.paragraphs.items():
        if before and number != before + 1:
            blocks.append(Block(galley.paragraph("[…]", style.note, left, galley.width, whole.child(Role.PARAGRAPH))))
        rows = galley.paragraph(text, style.stem, left, galley.width, whole.child(Role.PARAGRAPH))
        here = [citation for citation in citations if citation.article == article.id]
        for citation in here:
            if checked.places[citation].paragraph == number:
                first, last = _standing(rows, checked.places[citation].first, checked.places[citation].last)
                lines[citation] = (count + first, count + last)
        numbered = [_numbered(galley, row, count + index) for index, row in enumerate(rows, 1)]
        blocks += [Block((row,)) for row in lowered(numbered, style.between * 0.5)]
        count, before = count + len(rows), number
    return galley.part(article.title, blocks, article.title, ("Handout", dated))


def _opening(galley: Galley, article: Article, whole: Tag) -> Block:
    style = galley.style
    known = ", ".join(part for part in (article.author, article.publisher, article.issued, article.url) if part)
    rows = stacked(
        galley.paragraph(article.title, style.title, 0.0, galley.width, whole.child(Role.TITLE)),
        galley.paragraph(known, style.note, 0.0, galley.width, whole.child(Role.PARAGRAPH)) if known else (),
        galley.paragraph(NOTICE, style.note, 0.0, galley.width, whole.child(Role.PARAGRAPH)),
        galley.hairline(),
        space=style.within,
    )
    return Block(rows, keep_with_next=True)


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
    return (article.title, article.author, article.publisher, article.issued, article.url, *reading.paragraphs.values())
