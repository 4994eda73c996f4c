"""What one printed paper shows: a form, its sections, their questions, and each question as it is arranged there."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from operator import attrgetter

from quizgen.forms.chance import rank
from quizgen.model import Item, Option
from quizgen.richtext import RichText


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """Options as one form shows them."""

    options: tuple[Option, ...]
    keys: tuple[int, ...]
    """Where among `options` the right ones stand, from 0."""
    fixed: bool = False
    """Their order is part of the question: nobody downstream may shuffle them either."""
    several: bool = False
    """Any number of them may be chosen."""

    @property
    def free(self) -> tuple[int, ...]:
        """The places, from 0, among which options may be moved."""
        return () if self.fixed else tuple(place for place, one in enumerate(self.options) if not one.pinned)


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """Two lists to be matched."""

    left: tuple[RichText, ...]
    right: tuple[RichText, ...]
    partners: tuple[int, ...]
    """For each entry of `left`, where in `right` its partner stands, from 0."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scramble:
    """Entries to be put in order."""

    items: tuple[RichText, ...]
    places: tuple[int, ...]
    """For each entry shown, its right place, from 1."""


Arrangement = Choices | Columns | Scramble | None
"""What a form may shuffle of a question; None where there is nothing to shuffle."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question as one form shows it. Paper and key are both made from this object."""

    number: int
    """From 1, through the whole form."""
    item: Item
    points: int
    arrangement: Arrangement
    source: str = ""
    """What it is about, to stand above it; empty where that would answer it."""


@dataclass(frozen=True, slots=True)
class Run:
    """Questions in a row that one line stands above."""

    source: str
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """The questions of one kind, under one instruction."""

    kind: str
    instruction: str
    questions: tuple[Question, ...]
    words: tuple[RichText, ...] = ()
    """A bank of the words that fill the blanks, each once, in the order of the alphabet."""

    @property
    def runs(self) -> tuple[Run, ...]:
        """The questions, those of one source together."""
        return tuple(Run(source, tuple(run)) for source, run in groupby(self.questions, attrgetter("source")))


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """One printed version of a quiz."""

    title: str
    version: str
    """A, B, …, Z, AA, …"""
    sections: tuple[Section, ...]
    draft: bool = False
    """Some question in it has not been checked as it stands."""
    minutes: int | None = None
    """The time allowed."""

    @property
    def questions(self) -> tuple[Question, ...]:
        """All questions, in order."""
        return tuple(question for section in self.sections for question in section.questions)

    @property
    def source(self) -> str:
        """What all questions are about, to be said once; empty where they have several sources, or hide one."""
        sources = {question.source for question in self.questions}
        return sources.pop() if len(sources) == 1 else ""

    @property
    def dated(self) -> date | None:
        """The last day on which somebody checked one of the questions: the bank's date, as far as this paper goes."""
        return last_checked(one.item for one in self.questions)

    @property
    def code(self) -> str:
        """Four signs made of all that is shuffled: a key of another draw under the same letter bears other ones."""
        shown = [(one.item.id, one.points, _shown(one.arrangement)) for one in self.questions]
        number = int.from_bytes(rank(self.title, self.version, repr(shown)))
        return "".join(_SIGNS[number // len(_SIGNS) ** place % len(_SIGNS)] for place in range(4))

    @property
    def points(self) -> int:
        """What a perfect paper scores."""
        return sum(question.points for question in self.questions)


def last_checked(items: Iterable[Item]) -> date | None:
    """The last day on which somebody checked one of these questions."""
    return max((item.checked.at.date() for item in items if item.checked), default=None)


def _shown(arrangement: Arrangement) -> tuple[str, ...]:
    match arrangement:
        case Choices(options=options):
            return tuple(option.text.plain for option in options)
        case Columns(left=left, right=right):
            return tuple(entry.plain for entry in (*left, *right))
        case Scramble(items=items):
            return tuple(entry.plain for entry in items)
        case None:
            return ()


_SIGNS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""Without those that are taken for one another."""


def version_name(index: int) -> str:
    """0 → A, 25 → Z, 26 → AA, as spreadsheets name their columns."""
    name = ""
    index += 1
    while index:
        index, letter = divmod(index - 1, 26)
        name = chr(ord("A") + letter) + name
    return name


def letter(index: int) -> str:
    """The letter that stands before an option or a right-hand entry; `index` from 0."""
    return version_name(index)
