"""A question → its note: identity, revision, deck, tags, order and cards."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import genanki

from quizgen.forms.plans import Deck
from quizgen.model import CheckedBank, Cloze, Item
from quizgen.outputs.anki import decks, fields, revision
from quizgen.outputs.anki.notetypes import CLOZE, QUESTION, NoteType

RETIRED = "quizgen::retired"
"""The tag of a question that is no longer asked: what to search for, if one wants it gone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A note as it enters a package."""

    guid: str
    """Anki's only way to know the note again."""
    type: NoteType
    mod: int
    """Seconds since 1970, UTC. Anki rewrites a note that it has only where this is later."""
    deck: str
    """Its whole name, levels divided by `::`."""
    tags: tuple[str, ...]
    due: int
    """From 1: the order in which new cards are met."""
    fields: Mapping[str, str]
    """HTML, by name; a field of the note type that is not here is empty."""
    cards: tuple[int, ...]
    """Which cards it has, from 0: those that Anki itself would make of these fields."""


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
    filled = fields.of(checked, deck, item)
    return Note(
        # Anki merges notes by GUID, so it must outlive rewording: made from ids, never from the text.
        guid=genanki.guid_for(checked.bank.id, item.id),
        type=CLOZE if isinstance(item.response, Cloze) else QUESTION,
        mod=revision.of(checked, deck, item),
        deck=decks.name(checked, deck, item),
        tags=_tags(item),
        due=due,
        fields=filled,
        cards=_cards(item, filled),
    )


def _tags(item: Item) -> tuple[str, ...]:
    tags = [
        *(f"article::{citation.article}" for citation in item.citations),
        *(f"topic::{tag}" for tag in item.tags),
        f"kind::{item.kind}",
        f"difficulty::{item.difficulty}",
        f"level::{item.level}",
        *([RETIRED] if item.retired else []),
    ]
    return tuple(dict.fromkeys("_".join(tag.replace('"', "”").split()) for tag in tags))


def _cards(item: Item, filled: Mapping[str, str]) -> tuple[int, ...]:
    if isinstance(item.response, Cloze):
        return tuple(sorted({blank.number - 1 for blank in item.response.blanks}))
    return tuple(
        ord for ord, template in enumerate(QUESTION.templates) if not template.only_with or template.only_with in filled
    )
