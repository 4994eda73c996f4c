"""Whether everything that would be printed can be printed: a missing glyph is a box on paper, and nobody notices."""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import fields, is_dataclass
from itertools import chain

from quizgen.diagnostics import Diagnostic, error
from quizgen.model import Article, Bank, Cloze, Item
from quizgen.outputs.paper.galley import printed
from quizgen.outputs.paper.handout import Reading, texts_of
from quizgen.richtext import RichText
from quizgen.span import START, Span

Lacking = Callable[[Iterable[str]], list[str]]
"""Says which characters of some texts a face has no letters for."""

RULE = "unprintable-character"
_SHOWN = 5
"""Characters of one question that are named: of a text in another script, enough to see that it is one."""
_HELP = "put it in words, or print with `--font FILE`, a font that has it, or `--replace-missing`, a `?` in its place"
_SURE = re.compile(r"[\x00-\u017f‐-‧−€\u00a0\u202f]*")

Texts = Iterable[tuple[str, Span]]
"""What is printed, each with the span of the value that it comes from."""


def unprintable(bank: Bank, items: Sequence[Item], lacking: Lacking, source: str = "") -> Iterator[Diagnostic]:
    """One finding for each question that has such characters, and for each article that it cites.

    `source` is the text of the bank's file; with it the very characters are pointed at, else the values they stand in.
    """
    places = _Places(bank, source)
    for item in items:
        extents = (item.extent, places.own(item.span))
        yield from _finding(lacking, f"question `{item.id}`", extents, _texts(item), places)
    cited = {citation.article for item in items for citation in item.citations}
    for article in bank.articles:
        if article.id in cited:
            texts = ((text, article.span) for text in _reference(article))
            yield from _finding(lacking, f"article `{article.id}`", (places.own(article.span),), texts, places)


def surely_printable(bank: Bank, items: Sequence[Item]) -> bool:
    """Whether all of it is of letters and signs that any face has; of others only the face itself can tell."""
    references = (text for article in bank.articles for text in _reference(article))
    asked = (text for item in items for text, _ in _texts(item))
    return all(_SURE.fullmatch(text) for text in chain(references, asked))


def unprintable_title(title: str, span: Span, lacking: Lacking) -> Iterator[Diagnostic]:
    """The same for the title of a quiz."""
    yield from _finding(lacking, f"the title `{title}`", (), [(title, span)], _Places(None, ""))


def unreadable(readings: Iterable[Reading], lacking: Lacking) -> Iterator[Diagnostic]:
    """The same for the articles of a handout."""
    for reading in readings:
        texts = ((text, reading.article.span) for text in texts_of(reading))
        yield from _finding(lacking, f"the text of `{reading.article.id}`", (), texts, _Places(None, ""))


class _Places:
    """Where in the bank's file characters stand."""

    def __init__(self, bank: Bank | None, source: str) -> None:
        self._lines = _LINE_END.split(source) if source else []
        spans = [one.span for one in bank.articles] + [one.span for one in bank.items] if bank else []
        self._starts = sorted(span.line for span in spans)

    def own(self, id: Span) -> Span:
        """From an id to where the next question or article begins."""
        after = bisect_right(self._starts, id.line)
        end = self._starts[after] if after < len(self._starts) else id.line + 1
        return Span(id.line, 1, max(id.line, end - 1), 1)

    def of(self, sign: str, value: Span, extents: Sequence[Span]) -> Span:
        """The first place of a character in a value, or around it; the value, where it is not written as itself."""
        found = (place for span in (value, *extents) if (place := self._first(sign, span)))
        return next(found, value)

    def _first(self, sign: str, span: Span) -> Span | None:
        for number, line in enumerate(self._lines[span.line - 1 : span.end_line], span.line):
            column = line.find(sign, span.column - 1 if number == span.line else 0)
            if column >= 0:
                return Span.of(number, column + 1)
        return None


_LINE_END = re.compile(r"\r\n|\r|\n")


def _finding(
    lacking: Lacking, what: str, extents: Sequence[Span], texts: Texts, places: _Places
) -> Iterator[Diagnostic]:
    """All such characters of one thing, at the first of their places."""
    shown = [(printed(text).replace("\n", ""), span) for text, span in texts]
    if not lacking(text for text, _ in shown):
        return
    signs: dict[str, Span] = {}
    for text, span in shown:
        for sign in lacking([text]):
            signs.setdefault(sign, places.of(sign, span, extents))
    (_, first), *others = sorted(signs.items(), key=lambda found: found[1])[:_SHOWN]
    names = [f"`{sign}` ({point(sign)})" for sign in sorted(signs, key=lambda sign: signs[sign])[:_SHOWN]]
    more = [f"{len(signs) - _SHOWN} more"] if len(signs) > _SHOWN else []
    *most, last = [*names, *more]
    named = f"{', '.join(most)} and {last}" if most else last
    notes = [f"`{sign}` stands in line {place.line}, column {place.column}" for sign, place in others]
    yield error(RULE, first, f"{what} has {named}, which paper cannot print", *notes, help=_HELP)


def point(sign: str) -> str:
    """A character's number and name, as Unicode has them."""
    unnamed = "PRIVATE USE" if unicodedata.category(sign) == "Co" else "no name"
    return f"U+{ord(sign):04X} {unicodedata.name(sign, unnamed)}"


def _reference(article: Article) -> tuple[str, ...]:
    return (article.title, article.label, article.author, article.publisher, article.issued)


def _texts(item: Item) -> Texts:
    """All that paper and key print of a question, except its article."""
    yield from _strings(item.stem, item.stem_span)
    yield from _strings(item.response, item.stem_span if isinstance(item.response, Cloze) else item.answer_span)
    yield from _strings(item.why, item.why_span)
    yield from ((text, citation.span) for citation in item.citations for text in (citation.quote, citation.voice))
    yield item.id, item.span


def _strings(value: object, span: Span) -> Texts:
    """Every text in a value of the model, so that a field added there is not forgotten here."""
    if isinstance(value, RichText):
        yield value.plain, span
    elif isinstance(value, str):
        yield value, span
    elif isinstance(value, tuple):
        for part in value:
            yield from _strings(part, span)
    elif is_dataclass(value):
        own = getattr(value, "span", span)
        for field in fields(value):
            yield from _strings(getattr(value, field.name), span if own == START else own)
