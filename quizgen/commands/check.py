"""`check`: all that is wrong with a bank and with the deck files beside it, in one run."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path

import click

from quizgen import reporters
from quizgen.commands import files
from quizgen.commands.workspace import load, misspelt_files, paint, read_decks
from quizgen.diagnostics import Diagnostic, Report, Severity
from quizgen.forms.plans import Both, Plan, Select
from quizgen.language.phrasing import counted
from quizgen.model import State
from quizgen.pipeline import Loaded, explained


def check(bank: Path | None, style: str, *, strict: bool, articles: Path | None, info: bool) -> int:
    """Prints all findings, information only where it is asked for; the exit status."""
    path = files.find_bank(bank)
    loaded = load(path, articles, advice=True)
    decks = read_decks(loaded, path)
    loaded = _with_files(_with_papers(loaded, [plan for plan, _ in decks if plan]), path, articles)
    reports = (*loaded.reports, *(report for _, report in decks))
    counts = _counts(loaded)
    if style == "json":
        click.echo(reporters.to_json(reports, counts), nl=False)
    elif style == "sarif":
        click.echo(reporters.to_sarif(reports, explained(), version("quizgen")), nl=False)
    else:
        shown = tuple(Severity) if info else (Severity.ERROR, Severity.WARNING)
        for report in reports:
            click.echo(reporters.FORMATS[style](report.only(*shown), paint), nl=False)
        click.echo(_summary(reports, counts, info=info))
    return int(any(report.fails(strict=strict) for report in reports))


def _with_papers(loaded: Loaded, plans: Sequence[Plan]) -> Loaded:
    """What was loaded, with warnings of characters that the papers of the plans cannot print.

    No errors, for another font may have them.
    """
    if loaded.bank is None:
        return loaded
    from quizgen.outputs import paper

    papers = _papers(plans)
    printed = [item for item in loaded.bank.items if not item.retired and any(item in select for select in papers)]
    found = paper.unprintable(loaded.bank, printed, loaded.reports[0].text)
    return _with(loaded, (replace(one, severity=Severity.WARNING) for one in found))


def _with_files(loaded: Loaded, path: Path, articles: Path | None) -> Loaded:
    """What was loaded, with warnings of article files whose names the folder at hand spells otherwise."""
    folder = articles or (files.articles_of(path, loaded.bank) if loaded.bank else None)
    if loaded.bank is None or folder is None:
        return loaded
    return _with(loaded, misspelt_files(loaded.bank, folder))


def _with(loaded: Loaded, found: Iterable[Diagnostic]) -> Loaded:
    """What was loaded, with more findings on the bank."""
    report, *others = loaded.reports
    whole = Report.of(report.path, report.text, (*report.diagnostics, *found))
    return replace(loaded, reports=(whole, *others))


def _papers(plans: Iterable[Plan]) -> list[Select | Both]:
    """What each quiz and each set of cards selects."""
    quizzes = [quiz.select for plan in plans for quiz in plan.quizzes]
    return [*quizzes, *(plan.cards.select for plan in plans if plan.cards)]


def _counts(loaded: Loaded) -> dict[str, int]:
    states = loaded.states.values()
    return {"questions": len(states), "checked": sum(state is State.CHECKED for state in states)}


def _summary(reports: Sequence[Report], counts: dict[str, int], *, info: bool) -> str:
    def total(severity: Severity) -> int:
        return sum(report.count(severity) for report in reports)

    questions = f"{counted(counts['questions'], 'question')}, {counts['checked']} checked"
    errors, warnings = counted(total(Severity.ERROR), "error"), counted(total(Severity.WARNING), "warning")
    hidden = 0 if info else total(Severity.INFO)
    more = f" (and {counted(hidden, 'remark')}: --info)" if hidden else ""
    return f"{questions}: {errors}, {warnings}{more}"
