"""`build`: all that the deck files ask for."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from quizgen.commands.making import Made, open_bank
from quizgen.commands.printing import printing
from quizgen.commands.workspace import deck_files, read_deck_file
from quizgen.forms.plans import Plan
from quizgen.model import CheckedBank
from quizgen.outputs.paper import Printing
from quizgen.outputs.product import Product


def build(
    bank: Path | None,
    paths: Sequence[Path],
    out: Path,
    *,
    drafts: bool,
    strict: bool,
    texts: Path | None,
    font: Path | None,
    **how: Any,
) -> None:
    """Makes every product of every deck file."""
    bench = open_bank(bank, drafts=drafts, strict=strict, articles=texts)
    printed = printing(bench, font, drafts=drafts, **how)
    made = Made(bench, strict=strict)
    for path in paths or deck_files(bench.path, needed=True):
        plan, report = read_deck_file(path, bench.checked.bank)
        if plan is None:
            made.refuse(report)
            continue
        for name, product in _products(bench.checked, plan, path.stem, printed):
            made.add(out / name, product, report)
    made.finish()


def _products(checked: CheckedBank, plan: Plan, stem: str, how: Printing) -> Iterator[tuple[str, Product]]:
    """Each product of a deck file, with its name."""
    if plan.anki is not None:
        from quizgen.outputs import anki

        yield f"{stem}.apkg", anki.make(checked, plan.anki, drafts=how.drafts)
    if plan.cards is not None or plan.quizzes:
        from quizgen.outputs import paper

        if plan.cards is not None:
            yield f"{stem}-flashcards.pdf", paper.make_cards(checked, plan.cards, how)
        for blueprint in plan.quizzes:
            yield f"{stem}-{blueprint.id}.pdf", paper.make_quiz(checked, blueprint, how)
