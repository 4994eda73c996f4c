"""`flashcards`: cards to cut out, or the sheet by which a printer's offset is found."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from quizgen.commands.making import Made, open_bank, selection
from quizgen.commands.printing import printing
from quizgen.forms.plans import CardPlan
from quizgen.outputs import paper


def flashcards(
    bank: Path | None,
    output: Path,
    select: Mapping[str, tuple[str, ...]],
    plan: CardPlan,
    *,
    drafts: bool,
    calibrate: bool,
    font: Path | None,
    **how: Any,
) -> None:
    """Makes either of the two."""
    bench = open_bank(bank, drafts=drafts)
    printed = printing(bench, font, drafts=drafts, **how)
    made = Made(bench)
    if calibrate:
        made.add(output, paper.make_calibration(plan, printed))
    else:
        made.add(
            output, paper.make_cards(bench.checked, replace(plan, select=selection(bench.checked, select)), printed)
        )
    made.finish()
