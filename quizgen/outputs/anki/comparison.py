"""Two packages → what a learner who has the first and imports the second will see change."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from quizgen.outputs.anki.reading import Packed, plain


class Sort(StrEnum):
    """What becomes of a note."""

    NEW = "new"
    CORRECTED = "corrected"
    MOVED = "moved"
    """To another deck. Cards that a learner has stay where they are."""
    RETIRED = "retired"
    HELD_BACK = "held-back"
    """Other words than before, but no later revision: Anki keeps the old ones."""
    LEFT_OUT = "left-out"
    """Still in the bank, but not in the new package: nothing changes for who has it."""
    CONFLICTING = "conflicting"
    """Of another note type than before: Anki will never update it."""
    MISSING = "missing"
    """Gone from the bank without being retired."""


BROKEN = (Sort.CONFLICTING, Sort.MISSING)
"""What no correction will ever reach."""


@dataclass(frozen=True, slots=True)
class Edit:
    """A text before and after."""

    name: str
    """Of the field; or Deck, Tags, Note type."""
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Change:
    """What becomes of one question."""

    id: str
    sort: Sort
    edits: tuple[Edit, ...] = ()
    reason: str = ""


def compare(old: Iterable[Packed], new: Iterable[Packed], in_bank: Mapping[str, str]) -> Iterator[Change]:
    """All changes: those of new notes in their order, then notes that are no longer there.

    `in_bank`: for each question of the bank, why it might not be in a package.
    """
    before = {note.guid: note for note in old}
    after = {note.guid: note for note in new}
    for guid, note in after.items():
        yield from _changes(before[guid], note) if guid in before else [Change(note.id, Sort.NEW)]
    for guid, note in before.items():
        if guid not in after:
            yield _absent(note, in_bank)


def _absent(note: Packed, in_bank: Mapping[str, str]) -> Change:
    if note.id in in_bank:
        return Change(note.id, Sort.LEFT_OUT, reason=in_bank[note.id])
    if note.retired:
        return Change(note.id, Sort.LEFT_OUT, reason="retired before, and no longer in the bank")
    return Change(note.id, Sort.MISSING)


def _changes(old: Packed, new: Packed) -> Iterator[Change]:
    edits = tuple(_edits(old, new))
    if old.type != new.type:
        yield Change(new.id, Sort.CONFLICTING, (Edit("Note type", old.type, new.type),))
    elif new.retired and not old.retired and new.mod > old.mod:
        yield Change(new.id, Sort.RETIRED, edits, plain(new.fields.get("Retired", "")))
    elif edits:
        yield Change(new.id, Sort.CORRECTED if new.mod > old.mod else Sort.HELD_BACK, edits)
    if old.deck != new.deck:
        yield Change(new.id, Sort.MOVED, (Edit("Deck", old.deck, new.deck),))


def _edits(old: Packed, new: Packed) -> Iterator[Edit]:
    for name in dict.fromkeys((*old.fields, *new.fields)):
        yield from _edit(name, old.fields.get(name, ""), new.fields.get(name, ""))
    if set(old.tags) != set(new.tags):
        yield Edit("Tags", " ".join(old.tags), " ".join(new.tags))


def _edit(name: str, old: str, new: str) -> Iterator[Edit]:
    if old != new:
        # Where only the markup differs, that is what there is to show.
        same = plain(old) == plain(new)
        yield Edit(name, *((plain(text.replace("<", "&lt;")) if same else plain(text)) for text in (old, new)))
