"""What is asked for: which questions, and what deck, quiz or cards to make of them. Read from a deck file or typed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from quizgen.model import Item
from quizgen.span import START, Span

PAGES = ("A4", "Letter")
"""Paper that a quiz can be printed on."""


HANDOUTS = ("", "whole", "passages")
"""How much of the articles is printed for a quiz: nothing, all, or the paragraphs in which a quotation stands."""


PRESETS = ("normal", "large")
"""How a quiz can be set."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Select:
    """Which questions are wanted. An empty set restricts nothing; several are all to be met."""

    articles: frozenset[str] = frozenset()
    tags: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()
    difficulty: frozenset[str] = frozenset()
    levels: frozenset[str] = frozenset()
    ids: frozenset[str] = frozenset()
    exclude: frozenset[str] = frozenset()
    """Ids; `except` in a deck file."""

    def __contains__(self, item: Item) -> bool:
        wanted = (
            (self.articles, {citation.article for citation in item.citations}),
            (self.tags, set(item.tags)),
            (self.kinds, {item.kind}),
            (self.difficulty, {item.difficulty}),
            (self.levels, {item.level}),
            (self.ids, {item.id}),
        )
        return item.id not in self.exclude and all(not want or want & have for want, have in wanted)


@dataclass(frozen=True, slots=True)
class Both:
    """What a deck selects, narrowed by what one of its quizzes selects."""

    deck: Select
    quiz: Select

    def __contains__(self, item: Item) -> bool:
        return item in self.deck and item in self.quiz


class Subdecks(StrEnum):
    """By what an Anki deck is divided."""

    ARTICLE = "article"
    TAG = "tag"
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Deck:
    """What goes into one Anki package."""

    title: str
    """The deck's name in Anki, part of its identity there: a changed one is a second deck."""
    items: tuple[Item, ...]
    """In the order of the bank, the retired ones among them."""
    subdecks: Subdecks = Subdecks.ARTICLE
    typed: bool = False
    """Short answers, numbers and blanks are typed in and compared."""
    reversed: bool = False
    """Questions that word a second card, their `reverse`, have it."""
    description: str = ""
    licence: str = ""
    """What a learner reads of the deck in Anki, beside what we know ourselves: count, version, sources."""
    revised: datetime | None = None
    """When what the deck file prints on cards last changed, UTC."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CardPlan:
    """Cards to cut out, and how they are printed."""

    select: Select = field(default_factory=Select)
    page: str = "A4"
    layout: str = "8-up"
    edge: str = "long"
    """Over which edge the printer turns a sheet."""
    offset: tuple[float, float] = (0.0, 0.0)
    """How far backs are moved to the right and down, in millimetres."""


CARD_LAYOUTS = ("8-up", "10-up", "a7", "2-up")


CARD_EDGES = ("long", "short")


@dataclass(frozen=True, slots=True, kw_only=True)
class Blueprint:
    """What a printed quiz must contain."""

    id: str
    title: str
    select: Select | Both = field(default_factory=Select)
    mix: Mapping[str, int] = field(default_factory=dict)
    """How many of each kind; empty for any."""
    count: int | None = None
    """How many in all; None for as many as there are, or as `mix` says."""
    versions: int = 1
    seed: int = 0
    page: str = "A4"
    preset: str = "normal"
    handout: str = ""
    """`whole` or `passages`, if the articles are to be handed out too."""
    points: Mapping[str, int] = field(default_factory=dict)
    """Points for a question of a kind, where they differ from `points_of`."""
    instructions: Mapping[str, str] = field(default_factory=dict)
    """What a section of a kind says instead of our words."""
    word_bank: bool = False
    """Whether the words that fill the blanks are printed above them."""
    minutes: int | None = None
    """The time allowed, as it is printed; None for nothing said of it."""
    span: Span = field(compare=False, repr=False, default=START)


@dataclass(frozen=True, slots=True, kw_only=True)
class AnkiPlan:
    """An Anki deck, before anybody has looked which questions are ready for it."""

    title: str
    select: Select = field(default_factory=Select)
    subdecks: Subdecks = Subdecks.ARTICLE
    typed: bool = False
    reversed: bool = False
    description: str = ""
    licence: str = ""
    revised: datetime | None = None
    span: Span = field(compare=False, repr=False, default=START)
    """Of the title."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A deck file, read: the products that it asks for."""

    anki: AnkiPlan | None = None
    """None where no Anki deck is wanted."""
    quizzes: tuple[Blueprint, ...] = ()
    cards: CardPlan | None = None
    """None where no flashcards are to be printed."""
