"""Whether everything that would be printed can be printed: a missing glyph is a box on paper, and nobody notices."""

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import fields, is_dataclass

from quizgen.diagnostics import Diagnostic, error
from quizgen.forms.form import Form
from quizgen.model import Article, CheckedBank, Item
from quizgen.outputs.paper.galley import printed
from quizgen.outputs.paper.handout import Reading, texts_of
from quizgen.richtext import RichText
from quizgen.span import START, Span

Lacking = Callable[[Iterable[str]], list[str]]
"""Says which characters of some texts a face has no letters for."""

RULE = "unprintable-character"


def unprintable(checked: CheckedBank, forms: Sequence[Form], lacking: Lacking) -> Iterator[Diagnostic]:
    """One finding for each such character of each question, article and title."""
    for title in dict.fromkeys(form.title for form in forms):
        yield from _findings(lacking, "the title", title, START, [title])
    items = {question.item.id: question.item for form in forms for question in form.questions}
    for item in items.values():
        yield from _findings(lacking, "question", item.id, item.stem_span, _texts(item))
    articles = {citation.article: checked.article(citation) for item in items.values() for citation in item.citations}
    for article in articles.values():
        yield from _findings(lacking, "article", article.id, article.span, _reference(article))


def unprintable_cards(checked: CheckedBank, items: Sequence[Item], lacking: Lacking) -> Iterator[Diagnostic]:
    """The same for questions on cards."""
    for item in items:
        yield from _findings(lacking, "question", item.id, item.stem_span, _texts(item))
    for article in {
        citation.article: checked.article(citation) for one in items for citation in one.citations
    }.values():
        yield from _findings(lacking, "article", article.id, article.span, _reference(article))


def unreadable(readings: Iterable[Reading], lacking: Lacking) -> Iterator[Diagnostic]:
    """The same for the articles of a handout."""
    for reading in readings:
        article = reading.article
        yield from _findings(lacking, "article", article.id, article.span, texts_of(reading))


def _findings(lacking: Lacking, what: str, name: str, span: Span, texts: Iterable[str]) -> Iterator[Diagnostic]:
    for sign in lacking(printed(text).replace("\n", "") for text in texts):
        yield error(
            RULE,
            span,
            f"{what} `{name}` has `{sign}` ({point(sign)}), which paper cannot print",
            help="write it in Latin, Cyrillic or Greek letters, or leave the question out of what is printed",
        )


def point(sign: str) -> str:
    """A character's number and name, as Unicode has them."""
    return f"U+{ord(sign):04X} {unicodedata.name(sign, 'no name')}"


def _reference(article: Article) -> tuple[str, ...]:
    return (article.title, article.author, article.publisher, article.issued)


def _texts(item: Item) -> Iterator[str]:
    """All that paper and key print of a question, except its article."""
    quoted = tuple((citation.quote, citation.voice) for citation in item.citations)
    for part in (item.stem, item.response, item.why, quoted):
        yield from _strings(part)
    yield item.id


def _strings(value: object) -> Iterator[str]:
    """Every text in a value of the model, so that a field added there is not forgotten here."""
    if isinstance(value, RichText):
        yield value.plain
    elif isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from _strings(part)
    elif is_dataclass(value):
        for field in fields(value):
            yield from _strings(getattr(value, field.name))
