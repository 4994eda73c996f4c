"""`diff`: what the deck as it would be built now changes for those who have an older one."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import click

from quizgen.commands import files
from quizgen.commands.workspace import deck_files, load, read_deck_file, sound, tell_errors
from quizgen.forms.plans import AnkiPlan
from quizgen.model import CheckedBank
from quizgen.outputs import anki
from quizgen.outputs.anki.comparison import (
    BROKEN,
    Change,
    Sort,
    compare,
)
from quizgen.outputs.anki.reading import Packed, UnreadableError, read

COLOURS: Mapping[Sort, str] = {
    Sort.NEW: "green",
    Sort.CORRECTED: "yellow",
    Sort.MOVED: "cyan",
    Sort.RENAMED: "cyan",
    Sort.RETIRED: "magenta",
    Sort.HELD_BACK: "red",
    Sort.CONFLICTING: "red",
    Sort.MISSING: "red",
    Sort.EMPTIED: "red",
    Sort.BLANK: "red",
    Sort.SWAPPED: "red",
}
ADVICE: Mapping[Sort, str] = {
    Sort.MOVED: "cards that learners have stay where they are",
    Sort.RENAMED: "to Anki another deck: new notes go there, cards that learners have stay where they are",
    Sort.HELD_BACK: "not newer: learners keep the old words; check the question again, or set `revised`",
    Sort.LEFT_OUT: "learners keep it as it is",
    Sort.CONFLICTING: "Anki will never update it; give the question a new id, and retire this one",
    Sort.MISSING: "gone from the bank; give the question its id back, or retire it (`retired: reason`)",
    Sort.EMPTIED: "learners get rid of it with Tools → Empty Cards",
    Sort.BLANK: "Anki adds cards but keeps the old words; set the deck file’s `revised`, or check the question again",
    Sort.SWAPPED: "give each blank its old number back, or the question a new id, and retire this one",
}


def diff(package: Path, bank: Path | None, deck: Path | None, style: str) -> int:
    """Prints all changes; the exit status."""
    bank_path = files.find_bank(bank)
    checked = sound(load(bank_path))
    old = _read(package)
    _same_bank(package, old, checked)
    name = min((note.deck for note in old), default="")
    plan = _named(deck, checked) if deck else _of_name(name, bank_path, checked)
    made = anki.make(checked, plan).files
    new = read(made[""].data) if made else ()
    in_bank = {item.id: _absence(checked, item.id) for item in checked.bank.items}
    changes = tuple(compare(old, new, in_bank))
    same = len({note.guid for note in new} & {note.guid for note in old}) - len(_touched(changes))
    click.echo((_json if style == "json" else _text)(changes, same), nl=False)
    return int(any(change.sort in BROKEN for change in changes))


def _read(package: Path) -> tuple[Packed, ...]:
    try:
        return read(files.read(package))
    except UnreadableError as fault:
        raise click.ClickException(f"cannot read {package}: {fault}") from None


def _same_bank(package: Path, old: Sequence[Packed], checked: CheckedBank) -> None:
    banks = sorted({note.bank for note in old})
    if banks != [checked.bank.id]:
        held = f"of bank {', '.join(banks)}" if banks else "not of quizgen"
        raise click.ClickException(f"the notes of {package} are {held}; this bank is {checked.bank.id}")
    theirs, ours = frozenset().union(*(note.articles for note in old)), {one.id for one in checked.bank.articles}
    if theirs and not theirs & ours:
        told = f"{package} is of another bank: it bears the id {checked.bank.id} too, and cites other articles"
        raise click.ClickException(f"{told} ({', '.join(sorted(theirs))}); give this bank an id of its own")


def _named(path: Path, checked: CheckedBank) -> AnkiPlan:
    plan = _plan(path, checked)
    if plan is None:
        raise click.ClickException(f"{path} makes no Anki deck: it has no `anki:`")
    return plan


def _plan(path: Path, checked: CheckedBank) -> AnkiPlan | None:
    """The Anki deck of a deck file, if it makes one; its mistakes end the command."""
    plan, report = read_deck_file(path, checked.bank)
    if plan is None:
        tell_errors(report)
        raise click.exceptions.Exit(1)
    return plan.anki


def _of_name(name: str, bank: Path, checked: CheckedBank) -> AnkiPlan:
    """The deck that is this one in Anki or holds it: of a deck file, or of `quizgen deck` where there are none."""
    paths = deck_files(bank)
    plans = (
        [plan for path in paths if (plan := _plan(path, checked))] if paths else [AnkiPlan(title=checked.bank.title)]
    )
    names = [anki.deck_name(plan.title) for plan in plans]
    holders = [plan for plan in plans if f"{name}::".startswith(f"{anki.deck_name(plan.title)}::")]
    if holders:
        return max(holders, key=lambda plan: len(plan.title))
    there = ", ".join(f"`{other}`" for other in names) or "none"
    told = "under another title, new notes go to a second deck and cards that learners have stay"
    remedy = "take the old title back, or compare with what replaces it: --deck FILE"
    raise click.ClickException(
        f"nothing makes a deck `{name.partition('::')[0]}` any more (there is {there}): {told}; {remedy}"
    )


def _absence(checked: CheckedBank, id: str) -> str:
    state = checked.states[id]
    return f"{state}, so not built" if state != "checked" else "not selected"


def _touched(changes: Sequence[Change]) -> set[str]:
    return {change.id for change in changes if change.sort not in (Sort.NEW, Sort.LEFT_OUT, Sort.MISSING, Sort.RENAMED)}


def _text(changes: Sequence[Change], same: int) -> str:
    return "".join(map(_lines, changes)) + _summary(changes, same)


def _lines(change: Change) -> str:
    sort = click.style(f"{change.sort:<11}", fg=COLOURS.get(change.sort), bold=True)
    told = "; ".join(filter(None, (change.reason, ADVICE.get(change.sort, ""))))
    edits = (f"    {edit.name}\n      - {edit.old}\n      + {edit.new}\n" for edit in change.edits)
    return f"{sort} {change.id}{'  (' + told + ')' if told else ''}\n{''.join(edits)}"


def _summary(changes: Sequence[Change], same: int) -> str:
    counts = _counts(changes)
    return ", ".join([*(f"{number} {sort}" for sort, number in counts.items() if number), f"{same} the same"]) + "\n"


def _counts(changes: Sequence[Change]) -> dict[str, int]:
    return {str(sort): sum(change.sort is sort for change in changes) for sort in Sort}


def _json(changes: Sequence[Change], same: int) -> str:
    found = [
        {
            "id": change.id,
            "change": str(change.sort),
            "reason": change.reason,
            "edits": [{"name": edit.name, "old": edit.old, "new": edit.new} for edit in change.edits],
        }
        for change in changes
    ]
    summary = {**_counts(changes), "same": same}
    return json.dumps({"changes": found, "summary": summary}, ensure_ascii=False, indent=2) + "\n"
