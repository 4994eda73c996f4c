"""The bank as values: what is asked, what answers it, what proves it. No file, no clock, no format.

All values are frozen. Each that a rule may point at carries a `span`, which takes no part in comparison, so that
tests compare banks without caring where things stood.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from quizgen.richtext import EMPTY, RichText
from quizgen.span import START, Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """An offered answer."""

    text: RichText
    why: RichText | None = None
    """For a wrong one: why it tempts and where it errs."""
    pinned: bool = False
    """It keeps its place while the others are shuffled."""
    span: Span = field(compare=False, repr=False, default=START)


@dataclass(frozen=True, slots=True, kw_only=True)
class SingleChoice:
    """One option is right; the others, the distractors, are there to be chosen by mistake."""

    options: tuple[Option, ...]
    """In the author's order, which may mean something (dates, numbers): forms shuffle only where they may."""
    key: Option
    """One of `options`; the reader has seen to that."""
    fixed: bool = False
    """The author's order is part of the question."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MultipleResponse:
    """Any number of options is right, and all of them are wanted."""

    options: tuple[Option, ...]
    key: tuple[Option, ...]
    """Some of `options`, in their order; at least one."""
    fixed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TrueFalse:
    """The stem is a statement, to be judged."""

    key: bool
    correction: RichText | None = None
    """How a false statement would be right; there exactly when `key` is false."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShortAnswer:
    """A few words, written by the learner."""

    answer: RichText
    accept: tuple[RichText, ...] = ()
    """Other wordings that count as right."""
    typed: bool = False
    """On a card, the answer is typed in and compared."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Numeric:
    """A number, written by the learner."""

    answer: str
    """As the author wrote it: `86.80` stays `86.80`."""
    value: Decimal
    unit: str = ""
    tolerance: Decimal = Decimal(0)
    """How far off an answer may be and still count, in the same unit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Blank:
    """A hole in a cloze text."""

    number: int
    """From 1. In Anki blanks with one number are asked together, on one card."""
    answer: RichText
    hint: RichText | None = None
    span: Span = field(compare=False, repr=False, default=START)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cloze:
    """A text with holes; it has no other stem."""

    parts: tuple[RichText | Blank, ...]
    """Text and blanks in turn; at least one blank."""

    @property
    def blanks(self) -> tuple[Blank, ...]:
        """The holes, in the order of the text."""
        return tuple(part for part in self.parts if isinstance(part, Blank))


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """What belongs together."""

    left: RichText
    right: RichText
    span: Span = field(compare=False, repr=False, default=START)


@dataclass(frozen=True, slots=True, kw_only=True)
class Matching:
    """Each left-hand entry is given its right-hand one; no entry of either side occurs twice."""

    pairs: tuple[Pair, ...]
    extra: tuple[RichText, ...] = ()
    """Right-hand entries that belong to none, so that the last pair is not free."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ordering:
    """Entries to be put in order."""

    items: tuple[RichText, ...]
    """In the right order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Open:
    """A few sentences, judged by a person."""

    points: tuple[RichText, ...]
    """What a good answer holds, one mark each."""


Response = SingleChoice | MultipleResponse | TrueFalse | ShortAnswer | Numeric | Cloze | Matching | Ordering | Open

KINDS: Mapping[str, type[Response]] = {
    "choice": SingleChoice,
    "multiple": MultipleResponse,
    "true-false": TrueFalse,
    "short": ShortAnswer,
    "numeric": Numeric,
    "cloze": Cloze,
    "match": Matching,
    "order": Ordering,
    "open": Open,
}
"""The closed set of kinds, as the bank file names them."""

REVERSIBLE = (ShortAnswer, Numeric)
"""The kinds whose answer can be asked about: a few words or a number."""

_NAMES = {cls: name for name, cls in KINDS.items()}


class Difficulty(StrEnum):
    """How hard a question is for its intended learner."""

    EASY = "easy"
    MEDIUM = "medium"
    HARD = "hard"


class Level(StrEnum):
    """What the learner must do, after Bloom's revised taxonomy."""

    REMEMBER = "remember"
    UNDERSTAND = "understand"
    APPLY = "apply"
    ANALYZE = "analyze"
    EVALUATE = "evaluate"


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """A pointer to the words of an article that settle an answer: a W3C text quote selector."""

    article: str
    """An article's id."""
    quote: str
    """The words, as printed there."""
    prefix: str = ""
    suffix: str = ""
    """What stands before and behind, needed only where the quote stands more than once."""
    voice: str = ""
    """Whose claim this is; `opinion` for the article's own view; empty where it is plainly reported."""
    span: Span = field(compare=False, repr=False, default=START)
    """Of the quote."""
    article_span: Span = field(compare=False, repr=False, default=START)


OPINION = "opinion"
"""The `voice` of a citation in which the article itself judges."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """A person's word that a question is right as it stands."""

    by: str
    at: datetime
    """UTC, to the second. Also the question's revision in Anki."""
    digest: str
    """Of what that person saw; see `review`."""
    unasked: bool = False
    """Recorded without showing the question: quizgen has only the word of whoever typed the command."""
    disputed: str = ""
    """Why that person holds it to be wrong, if so."""
    span: Span = field(compare=False, repr=False, default=START)


@dataclass(frozen=True, slots=True, kw_only=True)
class Allowance:
    """An author's waiver of one rule for one question."""

    rule: str
    reason: str
    span: Span = field(compare=False, repr=False, default=START)


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A question. (People say question; `Item` is the word in code.)"""

    id: str
    stem: RichText = EMPTY
    """What is asked; empty for a cloze, whose text asks."""
    response: Response
    reverse: RichText = EMPTY
    """The front of a second card, in the author's words, behind which this question and its answer stand."""
    why: RichText
    """What the learner should take away, and why the tempting answer is wrong."""
    citations: tuple[Citation, ...]
    """At least one."""
    difficulty: Difficulty
    level: Level
    tags: tuple[str, ...] = ()
    allow: tuple[Allowance, ...] = ()
    checked: Check | None = None
    source_hidden: bool = False
    """No line above it names its articles, since that would give the answer away."""
    retired: str = ""
    """Why the question is no longer asked; empty while it is."""
    span: Span = field(compare=False, repr=False, default=START)
    """Of the id."""
    stem_span: Span = field(compare=False, repr=False, default=START)
    """Of the stem, or of a cloze's text."""
    reverse_span: Span = field(compare=False, repr=False, default=START)
    why_span: Span = field(compare=False, repr=False, default=START)
    answer_span: Span = field(compare=False, repr=False, default=START)
    """Of what says which answer is right: the key, answer, correction, text, pairs, items or points."""
    extent: Span = field(compare=False, repr=False, default=START)
    """Of the whole question, from its first key to its last value."""

    @property
    def kind(self) -> str:
        """The kind as the bank file names it."""
        return _NAMES[type(self.response)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """A source, with only what is known of it. Names follow CSL-JSON."""

    id: str
    title: str
    """As printed; in [brackets] where the article prints none."""
    label: str = ""
    """A short name, above its questions and in lists; in a deck's name it is part of an identity and never changes."""
    author: str = ""
    publisher: str = ""
    issued: str = ""
    accessed: str = ""
    url: str = ""
    file: str = ""
    """Its name in a folder of articles."""
    claims: bool = False
    """It reports what people claim, so questions must say who says it; the bank may say so for all its articles."""
    skip: tuple[range, ...] = ()
    """Lines of that file, from 1, that are page furniture."""
    wrapped: bool = False
    """Its lines are broken to a width, so that a paragraph ends at an empty line, not at each."""
    own: bool = False
    """Who keeps the bank wrote it or may share it, so that no publisher need be named."""
    revised: datetime | None = None
    """When what a card prints of it last changed, UTC."""
    span: Span = field(compare=False, repr=False, default=START)
    """Of the id."""
    file_span: Span = field(compare=False, repr=False, default=START)


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody whom the articles spell in several ways."""

    name: str
    also: tuple[str, ...] = ()
    span: Span = field(compare=False, repr=False, default=START)


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One account of a matter on which the articles do not agree."""

    article: str
    """An article's id."""
    words: str
    """Some of its words that give this account, as printed."""
    span: Span = field(compare=False, repr=False, default=START)
    """Of the words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispute:
    """A matter on which the articles contradict each other, or themselves."""

    about: str
    sides: tuple[Side, ...]
    """Two at least."""
    span: Span = field(compare=False, repr=False, default=START)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bank:
    """A whole bank file."""

    id: str
    """Part of every identity in Anki: never changes."""
    title: str
    language: str
    articles: tuple[Article, ...]
    items: tuple[Item, ...]
    people: tuple[Person, ...] = ()
    disputes: tuple[Dispute, ...] = ()
    folder: str = ""
    """Where the articles' texts lie, from the bank's own folder; they need not be there."""
    max_quoted_share: Decimal = Decimal("0.5")
    """The share of an article's words that may be quoted before `check` warns; from 0 to 1."""
    span: Span = field(compare=False, repr=False, default=START)
    language_span: Span = field(compare=False, repr=False, default=START)

    def article(self, id: str) -> Article | None:
        """The article of this id, if there is one."""
        return next((article for article in self.articles if article.id == id), None)


class State(StrEnum):
    """Where a question stands with the people who check it. Only CHECKED ones reach a learner."""

    UNCHECKED = "unchecked"
    CHECKED = "checked"
    CHANGED = "changed"
    DISPUTED = "disputed"
    STALE_SOURCE = "stale-source"


@dataclass(frozen=True, slots=True)
class Place:
    """Where in its article a quotation stands."""

    paragraph: int
    """From 1, page furniture not counted."""
    first: int
    last: int
    """Words of the paragraph, from 1, both included."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedBank:
    """A bank without errors: all that an output is given. Every quotation in it is proved."""

    bank: Bank
    places: Mapping[Citation, Place]
    states: Mapping[str, State]
    """By question id."""
    _articles: Mapping[str, Article] = field(init=False, compare=False, repr=False)
    """By id: a bank of many articles is asked for one of them several times a question."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "_articles", {article.id: article for article in self.bank.articles})

    def article(self, citation: Citation) -> Article:
        """The article that a citation names; there is one, or the bank would not be here."""
        return self._articles[citation.article]
