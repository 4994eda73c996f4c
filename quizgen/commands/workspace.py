"""A bank on disk, loaded for a command."""

import os
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from difflib import get_close_matches
from pathlib import Path

import click

from quizgen import pipeline, reporters
from quizgen.commands import files
from quizgen.diagnostics import Diagnostic, Report, Severity, warning
from quizgen.forms.plans import Plan
from quizgen.model import Bank, CheckedBank
from quizgen.pipeline import Loaded
from quizgen.reading import deckfile, yamlnodes
from quizgen.reading.holdings import Holdings

Find = Callable[[Bank], Mapping[str, str]]
"""A bank → the whole articles that are at hand, by id."""

LIKE = 0.8
"""From 0 to 1: how like the name of a file must be to one that is not there, to be taken for it."""

COLOURS: Mapping[str, str] = {"error": "red", "warning": "yellow", "info": "cyan", "help": "green", "note": "cyan"}


def load(path: Path, articles: Path | Find | None = None, *, advice: bool = False) -> Loaded:
    """A bank and the lock beside it, proved against the articles that are at hand.

    These lie in a folder that was named, or else in the bank's own if it is there; `shelf` reads either only once.

    `advice` is for who wants to see warnings and remarks: the bank is held to every rule, not only to those that may
    find an error.
    """
    data, lock = files.read(path), files.lock_of(path)
    find = articles if callable(articles) else shelf(path, articles)
    return pipeline.load(data, str(path), files.read_lock(lock), str(lock), find, now(), advice=advice)


def shelf(path: Path, articles: Path | None) -> Find:
    """A folder of articles, else the bank's own, which is read once, however often the bank is loaded.

    It is read again only when the bank has come to name other files.
    """
    read: dict[tuple[Path | None, tuple[tuple[str, str], ...]], Mapping[str, str]] = {}

    def find(bank: Bank) -> Mapping[str, str]:
        named = tuple((article.id, article.file) for article in bank.articles)
        folder = articles or files.articles_of(path, bank)
        if (folder, named) not in read:
            read[folder, named] = _texts(folder, bank) if folder else {}
        return read[folder, named]

    return find


def _texts(articles: Path, bank: Bank) -> Mapping[str, str]:
    """The articles that a folder holds; those that it should hold and lacks are told."""
    texts = files.read_articles(articles, bank)
    for article in bank.articles:
        if article.id not in texts:
            lacks = f"{articles} holds no `{article.file}`" if article.file else "it names no `file`"
            click.echo(f"only the lock can prove what is quoted from `{article.id}`: {lacks}", err=True)
    return texts


def misspelt_files(bank: Bank, folder: Path) -> Iterator[Diagnostic]:
    """Names of article files that a folder does not hold, where it holds one like it that no article names.

    A folder need not hold every article, so a name that is like none is no mistake.
    """
    there = {path.name for path in folder.iterdir() if path.is_file()} - {article.file for article in bank.articles}
    for article in bank.articles:
        if article.file and not (folder / article.file).is_file():
            for near in get_close_matches(article.file, sorted(there), 1, LIKE):
                message = f"`{folder}` holds no `{article.file}`, but `{near}`, which no article names"
                help = f"write `file: {near}` if that is the text of `{article.id}`"
                yield warning("article-file", article.file_span, message, help=help)


def now() -> datetime:
    """The clock, UTC; SOURCE_DATE_EPOCH stands in for it where everything must be repeatable."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    return datetime.fromtimestamp(int(epoch), UTC) if epoch.isdecimal() else datetime.now(UTC)


def sound(loaded: Loaded) -> CheckedBank:
    """The checked bank, or the end of the command with all errors told."""
    if loaded.checked is None:
        tell_errors(*loaded.reports)
        raise click.exceptions.Exit(1)
    return loaded.checked


def tell_errors(*reports: Report) -> None:
    """Errors on standard error; warnings are the business of `quizgen check`."""
    for report in reports:
        click.echo(reporters.full(report.only(Severity.ERROR), paint), nl=False, err=True)


def deck_files(bank: Path, *, needed: bool = False) -> list[Path]:
    """Those in the folder beside the bank; if they are needed, there is one at least."""
    folder = bank.parent / "decks"
    paths = sorted(folder.glob("*.yaml"))
    if needed and not paths:
        raise click.ClickException(f"there is no deck file in {folder}; write one, or use `quizgen deck`")
    return paths


def read_deck_file(path: Path, bank: Bank | Holdings) -> tuple[Plan | None, Report]:
    """What a deck file asks for, None if anything is wrong with it, and all that is."""
    text, faults = yamlnodes.decode(files.read(path))
    node, findings = (None, ()) if faults else yamlnodes.parse(text)
    plan, mistakes = deckfile.read(node, path.stem, bank) if node is not None else (None, ())
    return None if findings else plan, Report.of(str(path), text, (*faults, *findings, *mistakes))


def read_decks(loaded: Loaded, bank: Path) -> list[tuple[Plan | None, Report]]:
    """What each deck file beside a bank asks for, and all there is to say of it, whatever is wrong with the bank."""
    if loaded.bank and loaded.readable:
        held = Holdings.of(loaded.bank)
    else:
        held = Holdings.of_part(loaded.bank, loaded.node, loaded.reports[0].text)
    return [read_deck_file(path, held) for path in deck_files(bank)]


def paint(text: str, part: str) -> str:
    """A text in the colour of its part; click takes colours away where no terminal listens."""
    return click.style(text, fg=COLOURS.get(part), bold=part in ("error", "place"))
