"""`cite`: prove quotations and write the lock."""

from pathlib import Path

import click

from quizgen import sources
from quizgen.commands import files
from quizgen.commands.workspace import load, tell_errors
from quizgen.diagnostics import Diagnostic, Report
from quizgen.language.phrasing import counted
from quizgen.model import Bank
from quizgen.pipeline import Loaded
from quizgen.sources import Lock


def from_articles(path: Path | None, folder: Path) -> int:
    """Proves every quotation whose article the folder holds; the exit status."""
    bank_path = files.find_bank(path)
    loaded, bank = _readable(bank_path)
    texts = files.read_articles(folder, bank)
    if not texts:
        names = ", ".join(article.file or article.id for article in bank.articles)
        raise click.ClickException(f"{folder} holds none of the bank's articles ({names})")
    states = sources.states(bank, loaded.lock, texts)
    lock, problems = sources.attest(bank, loaded.lock, texts)
    for state in dict.fromkeys(states.values()):
        click.echo(f"{sum(other is state for other in states.values()):5} {state}")
    return _finish(bank_path, loaded, lock, problems)


def from_paragraph(path: Path | None, id: str, paragraph: str) -> int:
    """Proves one question's quotation in one pasted paragraph, of which only the lock's digest is kept."""
    bank_path = files.find_bank(path)
    loaded, bank = _readable(bank_path)
    if all(item.id != id for item in bank.items):
        raise click.ClickException(f"there is no question `{id}` in {bank_path}")
    lock, problems = sources.attest_paragraph(bank, loaded.lock, id, paragraph)
    return _finish(bank_path, loaded, lock, problems)


def _readable(path: Path) -> tuple[Loaded, Bank]:
    loaded = load(path)
    if loaded.bank is None or not loaded.readable:
        tell_errors(*loaded.reports)
        raise click.exceptions.Exit(1)
    return loaded, loaded.bank


def _finish(bank_path: Path, loaded: Loaded, lock: Lock, problems: tuple[Diagnostic, ...]) -> int:
    tell_errors(Report.of(str(bank_path), loaded.reports[0].text, problems))
    path = files.lock_of(bank_path)
    if lock != loaded.lock:
        files.write_all({path: sources.write_lock(lock).encode()})
    said = "written" if lock != loaded.lock else "unchanged"
    click.echo(f"{path}: {said}, {counted(len(lock.quotations), 'quotation')} proved")
    return int(bool(problems))
