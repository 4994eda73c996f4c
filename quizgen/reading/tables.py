"""Tables of what may stand in a mapping: its keys, which of them are needed, what each holds and is for.

`bankkeys` and `deckkeys` write them out, and are the one place that says so: `Fields` reads a file by them and knows no
other key, `schema` makes of them what an editor is told. What depends on other values is the reader's.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

MAX_ID = 64
"""Characters of an id: it becomes part of file names."""


@dataclass(frozen=True, slots=True)
class Text:
    """Words, whatever they look like: `no`, `001` and `86.80` are texts too."""


@dataclass(frozen=True, slots=True)
class Spelt:
    """A text of which not every spelling will do."""

    pattern: re.Pattern[str]
    """What the whole of it must be; written so that editors, which are no Python, understand it."""
    wanted: str
    """What to write instead of one that is not."""
    most: int | None = None
    """Characters."""

    def fits(self, text: str) -> bool:
        """Whether a text is spelt so."""
        return bool(self.pattern.fullmatch(text)) and (self.most is None or len(text) <= self.most)


@dataclass(frozen=True, slots=True)
class Flag:
    """`true` or `false`."""


@dataclass(frozen=True, slots=True)
class Number:
    """A number, with a point for decimals."""

    least: Decimal | None = None
    most: Decimal | None = None

    @property
    def bounds(self) -> tuple[Decimal | None, Decimal | None]:
        """The least and the most; None where there is no such bound."""
        return self.least, self.most


@dataclass(frozen=True, slots=True)
class Integer:
    """A whole number."""

    least: int = 0
    most: int | None = None

    @property
    def bounds(self) -> tuple[int, int | None]:
        """The least and the most."""
        return self.least, self.most


@dataclass(frozen=True, slots=True)
class Moment:
    """A moment in UTC, to the second."""


@dataclass(frozen=True, slots=True)
class Words:
    """One of a few words, each with what it means (empty where it says so itself)."""

    words: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class List:
    """Entries of one form."""

    of: "Form"
    least: int = 0


@dataclass(frozen=True, slots=True)
class Either:
    """Something short, or something that says more."""

    either: "tuple[Form, Form]"


@dataclass(frozen=True, slots=True)
class Key:
    """A key of a mapping."""

    name: str
    holds: "Form"
    about: str
    """What it is for, as an editor and a manual say it."""
    needed: bool = False
    examples: tuple[object, ...] = ()


@dataclass(frozen=True)
class Table:
    """The keys of a mapping, in the order in which messages name them."""

    owner: str
    """Whose keys these are, in messages: `an article`."""
    about: str
    keys: tuple[Key, ...] = ()
    others: "Form | None" = None
    """What stands under keys of the author's own; None where there are none."""
    kinds: "Mapping[str, Table]" = field(default_factory=dict)
    """What takes this table's place, by the word under `kind`."""
    by_name: Mapping[str, Key] = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_name", {key.name: key for key in self.keys})

    def key(self, name: str) -> Key:
        """The key of this name. A KeyError is our own mistake: a reader asked for what the table lacks."""
        return Key(name, self.others, "") if self.others else self.by_name[name]


Form = Text | Spelt | Flag | Number | Integer | Moment | Words | List | Either | Table

TEXT = Text()
TEXTS = List(TEXT)
FLAG = Flag()
MOMENT = Moment()
NUMBER = re.compile(r"[+\-−]?[0-9]{1,30}(?:\.[0-9]{1,30})?")
INTEGER = re.compile(r"-?[0-9]{1,18}")
TIMESTAMP = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z")
NUMBER_HELP = "write digits, with a point for decimals and nothing between thousands: `1234.5`"
TIMESTAMP_HELP = "write it like `2026-11-22T09:30:00Z`"
ID = Spelt(
    re.compile(r"[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*"),
    f"use letters a to z, digits and single hyphens, at most {MAX_ID}",
    most=MAX_ID,
)


def words(all: Iterable[str], **about: str) -> Words:
    """Words that stand in a list already, with what some of them mean; an empty one says that the key is left out."""
    return Words({str(word): about.get(word, "") for word in all if word})
