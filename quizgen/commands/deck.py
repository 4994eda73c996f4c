"""`deck`: one Anki deck, without a deck file."""

from collections.abc import Mapping
from pathlib import Path

from quizgen.commands.making import Made, open_bank, selection
from quizgen.forms.plans import AnkiPlan, Subdecks
from quizgen.outputs import anki


def deck(
    bank: Path | None,
    output: Path,
    select: Mapping[str, tuple[str, ...]],
    *,
    title: str | None,
    subdecks: str,
    drafts: bool,
) -> None:
    """Makes the deck of the questions that were chosen."""
    bench = open_bank(bank, drafts=drafts)
    checked = bench.checked
    plan = AnkiPlan(title=title or checked.bank.title, select=selection(checked, select), subdecks=Subdecks(subdecks))
    made = Made(bench)
    made.add(output, anki.make(checked, plan, drafts=drafts))
    made.finish()
