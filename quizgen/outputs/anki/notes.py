"""A question → its note: identity, revision, deck, tags, order. Its cards are what genanki finds in its fields."""

from collections.abc import Iterator, Mapping
from operator import attrgetter
from typing import Any

import genanki

from quizgen.forms.plans import Deck
from quizgen.model import CheckedBank, Cloze, Item
from quizgen.outputs.anki import decks, fields, revision
from quizgen.outputs.anki.notetypes import CLOZE, QUESTION, NoteType

RETIRED = "retired"
"""The tag, below the bank's own, of a question that is no longer asked: what to search for, if one wants it gone."""


class Note(genanki.Note):  # type: ignore[misc]  # genanki carries no types
    """A note with a moment and a deck of its own, where genanki has one of each for all that is written together."""

    def __init__(self, *, mod: int, bank: str, deck: str, **what: Any) -> None:
        """`mod`: seconds since 1970, UTC; Anki rewrites a note that it has only where this is later.

        `deck`: its whole name, levels divided by `::`.
        """
        super().__init__(**what)
        self.mod = mod
        self.bank = bank
        self.deck = deck

    @property
    def cards(self) -> list[Any]:
        """Those that Anki itself would make of these fields, in order: of a cloze, genanki has them in a set."""
        return sorted(super().cards, key=attrgetter("ord"))

    def write_to_db(self, cursor: Any, timestamp: float, deck_id: int, id_gen: Iterator[int]) -> None:
        """The note's row and those of its cards."""
        super().write_to_db(cursor, self.mod, decks.id_of(self.bank, self.deck), id_gen)

    def _check_invalid_html_tags_in_fields(self) -> None:
        """Nothing to check: every tag is `markup`'s, every other `<` an entity.

        genanki's search takes the square of a list's length, and for it a line break in an attribute is a fault. The
        one private name of genanki's here; without it that search would be back, and nothing else.
        """


def of(checked: CheckedBank, deck: Deck) -> Iterator[Note]:
    """The notes of a deck, in the order of the bank. Raises ValueError where two would be one to Anki."""
    taken: dict[str, str] = {}
    for due, item in enumerate(deck.items, 1):
        note = _note(checked, deck, item, due)
        if note.guid in taken:
            raise ValueError(f"questions {taken[note.guid]!r} and {item.id!r} would have one identity in Anki")
        taken[note.guid] = item.id
        yield note


def _note(checked: CheckedBank, deck: Deck, item: Item, due: int) -> Note:
    type = CLOZE if isinstance(item.response, Cloze) else QUESTION
    filled = fields.of(checked, deck, item)
    return Note(
        # Anki merges notes by GUID, so it must outlive rewording: made from ids, never from the text.
        guid=genanki.guid_for(checked.bank.id, item.id),
        model=type.model,
        mod=revision.of(checked, deck, item),
        bank=checked.bank.id,
        deck=decks.name(checked, deck, item),
        tags=_tags(checked.bank.id, item),
        due=due,  # the order in which new cards are met
        fields=_in_order(type, filled),
        sort_field=filled[type.sorted_by],
    )


def _in_order(type: NoteType, filled: Mapping[str, str]) -> list[str]:
    return [filled.get(field.name, "") for field in type.fields]


def _tags(bank: str, item: Item) -> tuple[str, ...]:
    """All below one that bears the bank's id, so that they stay apart from those of a learner's other decks."""
    tags = [
        *(f"article::{citation.article}" for citation in item.citations),
        *(f"topic::{tag}" for tag in item.tags),
        f"kind::{item.kind}",
        f"difficulty::{item.difficulty}",
        f"level::{item.level}",
        *([RETIRED] if item.retired else []),
    ]
    return tuple(dict.fromkeys(f"{bank}::{_level(tag)}" for tag in tags))


def _level(tag: str) -> str:
    """Without white space, which parts tags, and quotation marks, which a search cannot hold."""
    return "_".join(tag.replace('"', "”").split())
