"""`preview`: one page of questions, to be read in a browser."""

from collections.abc import Mapping
from pathlib import Path

from quizgen.commands.making import Made, open_bank, selection
from quizgen.outputs import preview as page


def preview(bank: Path | None, output: Path, select: Mapping[str, tuple[str, ...]], *, drafts: bool) -> None:
    """Makes the page."""
    bench = open_bank(bank, drafts=drafts)
    made = Made(bench)
    made.add(output, page.make(bench.checked, selection(bench.checked, select), drafts=drafts))
    made.finish()
