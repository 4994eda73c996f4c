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


def from_articles(path: Path | None, named: Path | None) -> int:
    """Proves every quotation whose article is in the named folder, else in the bank's own; the exit status."""
    bank_path = files.find_bank(path)
    loaded, bank = _readable(bank_path)
    folder = named or _own_folder(bank_path, bank)
    texts = files.read_articles(folder, bank)
    if not texts:
        raise click.ClickException(_nothing_read(folder, bank, bank_path))
    states = sources.states(bank, loaded.lock, texts)
    lock, problems = sources.attest(bank, loaded.lock, texts)
    for state in dict.fromkeys(states.values()):
        click.echo(f"{sum(other is state for other in states.values()):5} {state}")
    return _finish(bank_path, loaded, lock, problems)


def _nothing_read(folder: Path, bank: Bank, path: Path) -> str:
    """Why a folder has no text for a bank."""
    if names := ", ".join(article.file for article in bank.articles if article.file):
        return f"{folder} holds none of the bank's articles ({names})"
    if not bank.articles:
        return f"{path} has no articles to look for in {folder}"
    first = bank.articles[0]
    place = f"{path}:{first.span.line}:{first.span.column}"
    told = f"no article names the file of its text, so nothing in {folder} is read"
    return f"{place}: {told}; add it to each, such as `file: {first.id}.txt`, or use `quizgen new article FILE`"


def from_paragraph(path: Path | None, id: str, pasted: bytes, name: str) -> int:
    """Proves one question's quotation in one pasted paragraph, of which only the lock's digest is kept.

    `name` is that of the file it came from.
    """
    paragraph = files.text_of(pasted, name)
    bank_path = files.find_bank(path)
    loaded, bank = _readable(bank_path)
    if all(item.id != id for item in bank.items):
        raise click.ClickException(f"there is no question `{id}` in {bank_path}")
    lock, problems = sources.attest_paragraph(bank, loaded.lock, id, paragraph)
    return _finish(bank_path, loaded, lock, problems)


def _own_folder(bank_path: Path, bank: Bank) -> Path:
    folder = files.articles_of(bank_path, bank)
    if folder is None:
        gone = f"{bank_path.parent / bank.folder} is not there: " if bank.folder else ""
        told = "give either --articles DIR, the folder of the articles, or a question's ID with --paragraph FILE"
        raise click.UsageError(f"{gone}{told}")
    return folder


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
