"""`quiz`: one printed quiz and its key, without a deck file."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from quizgen.commands.making import Made, open_bank, selection
from quizgen.commands.printing import printing
from quizgen.forms.plans import Blueprint
from quizgen.outputs import paper


def quiz(
    bank: Path | None,
    output: Path,
    select: Mapping[str, tuple[str, ...]],
    *,
    title: str | None,
    drafts: bool,
    count: int | None,
    seed: int,
    versions: int,
    word_bank: bool,
    minutes: int | None,
    texts: Path | None,
    font: Path | None,
    **how: Any,
) -> None:
    """Makes the quiz; its key and its handout are named after it."""
    bench = open_bank(bank, drafts=drafts, articles=texts)
    blueprint = Blueprint(
        id=output.stem,
        title=title or bench.checked.bank.title,
        select=selection(bench.checked, select),
        count=count,
        seed=seed,
        versions=versions,
        word_bank=word_bank,
        minutes=minutes,
    )
    made = Made(bench)
    made.add(output, paper.make_quiz(bench.checked, blueprint, printing(bench, font, drafts=drafts, **how)))
    made.finish()
