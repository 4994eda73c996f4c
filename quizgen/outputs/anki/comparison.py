"""Two packages → what a learner who has the first and imports the second will see change."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from quizgen.outputs.anki.reading import Packed, plain


class Sort(StrEnum):
    """What becomes of a note."""

    NEW = "new"
    CORRECTED = "corrected"
    MOVED = "moved"
    """To another deck. Cards that a learner has stay where they are."""
    RENAMED = "renamed"
    """A deck, not a question: all that stood in it stands in one of another name. Cards that a learner has stay."""
    RETIRED = "retired"
    HELD_BACK = "held-back"
    """Other words than before, but no later revision: Anki keeps the old ones."""
    LEFT_OUT = "left-out"
    """Still in the bank, but not in the new package: nothing changes for who has it."""
    CONFLICTING = "conflicting"
    """Of another note type than before: Anki will never update it."""
    MISSING = "missing"
    """Gone from the bank without being retired."""
    EMPTIED = "emptied"
    """Cards that a learner has lose their front; Anki keeps them until it is told to delete such cards."""
    BLANK = "blank"
    """Cards come that have nothing on their front: Anki adds them, but keeps the old words of the note."""
    SWAPPED = "swapped"
    """A card will ask for what another one asked, at the interval that was earned with something else."""


BROKEN = (Sort.CONFLICTING, Sort.MISSING, Sort.EMPTIED, Sort.BLANK, Sort.SWAPPED)
"""What costs learners something that no later correction gives back by itself."""


@dataclass(frozen=True, slots=True)
class Edit:
    """A text before and after."""

    name: str
    """Of the field; or Deck, Tags, Note type, Card and its number."""
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Change:
    """What becomes of one question, or of one deck."""

    id: str
    """The question's; of a deck its old name."""
    sort: Sort
    edits: tuple[Edit, ...] = ()
    reason: str = ""


def compare(old: Iterable[Packed], new: Iterable[Packed], in_bank: Mapping[str, str]) -> Iterator[Change]:
    """All changes: renamed decks, those of new notes in their order, then notes that are no longer there.

    `in_bank`: for each question of the bank, why it might not be in a package.
    """
    before = {note.guid: note for note in old}
    after = {note.guid: note for note in new}
    renamed = _renamed([(before[guid].deck, note.deck) for guid, note in after.items() if guid in before])
    for name, other in renamed.items():
        yield Change(name, Sort.RENAMED, (Edit("Deck", name, other),))
    for guid, note in after.items():
        if guid not in before:
            yield Change(note.id, Sort.NEW)
            continue
        yield from _changes(before[guid], note)
        if before[guid].deck not in {note.deck, *renamed}:
            yield Change(note.id, Sort.MOVED, (Edit("Deck", before[guid].deck, note.deck),))
    for guid, note in before.items():
        if guid not in after:
            yield _absent(note, in_bank)


def _renamed(moves: Sequence[tuple[str, str]]) -> Mapping[str, str]:
    """Decks of which each note went to one other deck, with its name; `moves` are the old and new deck of each note.

    Of a deck that held one note nobody can tell whether the deck was renamed or the note moved: it counts as moved.
    """
    targets: dict[str, list[str]] = {}
    for old, new in moves:
        targets.setdefault(old, []).append(new)
    known = {new for old, new in moves if old == new}
    return {
        old: new[0]
        for old, new in targets.items()
        if len(new) > 1 and len(set(new)) == 1 and new[0] not in {old, *known}
    }


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
        return
    if new.retired and not old.retired and new.mod > old.mod:
        yield Change(new.id, Sort.RETIRED, edits, plain(new.fields.get("Retired", "")))
    elif edits:
        yield Change(new.id, Sort.CORRECTED if new.mod > old.mod else Sort.HELD_BACK, edits)
    yield from _corrected_cards(old, new) if new.mod > old.mod else _kept_cards(old, new)


def _corrected_cards(old: Packed, new: Packed) -> Iterator[Change]:
    """What an update of a note makes of the cards that a learner has: Anki never deletes one."""
    if lost := old.cards - new.cards:
        yield Change(
            new.id, Sort.EMPTIED, reason=f"{_cards(lost)} {'loses its' if len(lost) == 1 else 'lose their'} front"
        )
    # Another answer in its place may be a correction; the answer of another blank is another question.
    others = {answer: number for number, answer in old.blanks.items()}
    swapped = [
        number
        for number, answer in sorted(new.blanks.items())
        if number in old.cards and others.get(answer, number) != number and answer != old.blanks.get(number)
    ]
    if swapped:
        edits = tuple(Edit(f"Card {number}", old.blanks[number], new.blanks[number]) for number in swapped)
        yield Change(new.id, Sort.SWAPPED, edits, f"{_cards(swapped)} will ask something else")


def _kept_cards(old: Packed, new: Packed) -> Iterator[Change]:
    """What comes of a note that Anki does not update: it adds the new cards to the old words."""
    if added := new.cards - old.cards:
        yield Change(new.id, Sort.BLANK, reason=f"{_cards(added)} will have nothing on the front")


def _cards(numbers: Iterable[int]) -> str:
    ordered = sorted(numbers)
    return f"{'card' if len(ordered) == 1 else 'cards'} {', '.join(map(str, ordered))}"


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
