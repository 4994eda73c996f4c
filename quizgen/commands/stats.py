"""`stats`: the numbers of a bank."""

from pathlib import Path

import click

from quizgen import stats as counting
from quizgen.commands import files
from quizgen.commands.workspace import load, sound


def stats(bank: Path | None, style: str) -> None:
    """Prints the numbers of a bank without errors."""
    loaded = load(files.find_bank(bank))
    numbers = counting.stats(sound(loaded), loaded.lock)
    click.echo((counting.to_json if style == "json" else counting.to_text)(numbers), nl=False)
