"""What a question says to a learner, piece by piece, as the rules of wording read it; taken apart once for all."""

import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from quizgen.language import phrasing
from quizgen.model import (
    Article,
    Bank,
    Cloze,
    Item,
    Matching,
    MultipleResponse,
    Numeric,
    Open,
    Ordering,
    ShortAnswer,
    SingleChoice,
    TrueFalse,
)
from quizgen.richtext import RichText
from quizgen.span import Span

GAP = "_____"
_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"")
_BRACKETED = re.compile(r"\[[^\]]*\]")


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a question, without its markup."""

    text: str
    span: Span

    @property
    def bare(self) -> str:
        """The words in our own voice: what stands in quotation marks is left out."""
        return bare(self.text)


@dataclass(frozen=True)
class Question:
    """A question as a learner meets it."""

    item: Item
    articles: tuple[Article, ...]
    """Those that it cites, each once."""

    @cached_property
    def source(self) -> str:
        """The line above it; empty where it is hidden."""
        return "" if self.item.source_hidden else phrasing.source_line(self.articles)

    @cached_property
    def stem(self) -> Part:
        """What is asked; of a cloze the text, its blanks open."""
        return Part(_stem(self.item, filled=False), self.item.stem_span)

    @cached_property
    def statement(self) -> Part:
        """The stem; of a cloze the text as it reads when the blanks are filled."""
        return Part(_stem(self.item, filled=True), self.item.stem_span)

    @cached_property
    def keys(self) -> tuple[Part, ...]:
        """What is right: the key, the answer, each blank, pair, entry or point, the true or corrected statement."""
        return tuple(_keys(self.item))

    @cached_property
    def wrong(self) -> tuple[Part, ...]:
        """What is offered and wrong."""
        match self.item.response:
            case SingleChoice(options=options, key=key):
                return tuple(Part(one.text.plain, one.span) for one in options if one is not key)
            case MultipleResponse(options=options, key=keys):
                right = set(keys)
                return tuple(Part(one.text.plain, one.span) for one in options if one not in right)
            case Matching(extra=extra):
                return tuple(Part(one.plain, self.item.answer_span) for one in extra)
            case _:
                return ()

    @cached_property
    def shown(self) -> tuple[Part, ...]:
        """What stands on the paper before it is answered: the stem and what it offers."""
        offered = SingleChoice | MultipleResponse | Matching | Ordering
        return (self.stem, *(self.keys if isinstance(self.item.response, offered) else ()), *self.wrong)

    @cached_property
    def reverse(self) -> tuple[Part, ...]:
        """The front of the second card, if there is one."""
        return (Part(self.item.reverse.plain, self.item.reverse_span),) if self.item.reverse else ()

    @cached_property
    def ours(self) -> tuple[Part, ...]:
        """All that we say in our own voice, before and after the answer."""
        seen = dict.fromkeys((self.statement, *self.keys, *self.wrong, *self.reverse))
        return (*seen, Part(self.item.why.plain, self.item.why_span), *_reasons(self.item))

    @cached_property
    def voice(self) -> str:
        """All of it as one text, without what stands in quotation marks: to see at a glance what it does not hold."""
        return "\n".join(part.bare for part in self.ours)

    @cached_property
    def passage(self) -> str:
        """The words cited, one quotation a line."""
        return "\n".join(citation.quote for citation in self.item.citations)

    @cached_property
    def passage_folded(self) -> str:
        """The same, whatever its case."""
        return self.passage.casefold()

    @property
    def claims(self) -> bool:
        """Whether an article that it cites reports what people claim."""
        return any(article.claims for article in self.articles)

    @cached_property
    def about(self) -> str:
        """What the bank itself says of the articles cited: their titles, labels, authors, publishers."""
        return "\n".join(f"{one.title}\n{one.label}\n{one.author}\n{one.publisher}" for one in self.articles)


def questions(bank: Bank) -> tuple[Question, ...]:
    """The questions of a bank that are still asked.

    The last two banks are remembered, for each rule asks for the same: the whole, and its questions on claims.
    """
    for known, read in _last:
        if known is bank:
            return read
    articles = {article.id: article for article in bank.articles}
    read = tuple(Question(item, _cited(item, articles)) for item in bank.items if not item.retired)
    _last.append((bank, read))
    return read


# By identity: to hash a bank takes longer than to read it.
_last: deque[tuple[Bank, tuple[Question, ...]]] = deque(maxlen=2)


def bare(text: str) -> str:
    """A text without what stands in quotation marks; the marks stay, as a sign that something stood there."""
    return _QUOTED.sub("“”", text) if "“" in text or '"' in text else text


def unbracketed(text: str) -> str:
    """A text without what we added in [brackets]."""
    return _BRACKETED.sub("[]", text) if "[" in text else text


def _cited(item: Item, articles: dict[str, Article]) -> tuple[Article, ...]:
    ids = dict.fromkeys(citation.article for citation in item.citations)
    return tuple(articles[id] for id in ids if id in articles)


def _stem(item: Item, *, filled: bool) -> str:
    if not isinstance(item.response, Cloze):
        return item.stem.plain
    parts = item.response.parts
    return "".join(part.plain if isinstance(part, RichText) else part.answer.plain if filled else GAP for part in parts)


def _keys(item: Item) -> Iterator[Part]:
    at = item.answer_span
    match item.response:
        case SingleChoice(key=key):
            yield Part(key.text.plain, key.span)
        case MultipleResponse(key=keys):
            yield from (Part(key.text.plain, key.span) for key in keys)
        case TrueFalse(correction=correction):
            yield Part(correction.plain, at) if correction else Part(item.stem.plain, item.stem_span)
        case ShortAnswer(answer=answer):
            yield Part(answer.plain, at)
        case Numeric(answer=number, unit=unit):
            yield Part(f"{number} {unit}".strip(), at)
        case Cloze(blanks=blanks):
            yield from (Part(blank.answer.plain, blank.span) for blank in blanks)
        case Matching(pairs=pairs):
            yield from (Part(text.plain, pair.span) for pair in pairs for text in (pair.left, pair.right))
        case Ordering(items=texts) | Open(points=texts):
            yield from (Part(text.plain, at) for text in texts)


def _reasons(item: Item) -> Iterator[Part]:
    match item.response:
        case SingleChoice(options=options) | MultipleResponse(options=options):
            yield from (Part(one.why.plain, one.span) for one in options if one.why)
        case _:
            return
