"""`check`: all that is wrong with a bank, in one run."""

from pathlib import Path

import click

from quizgen import reporters
from quizgen.commands import files
from quizgen.commands.workspace import load, paint
from quizgen.diagnostics import Severity
from quizgen.language.phrasing import counted
from quizgen.model import State
from quizgen.pipeline import Loaded


def check(bank: Path | None, style: str, *, strict: bool, articles: Path | None, info: bool) -> int:
    """Prints all findings, information only where it is asked for; the exit status."""
    loaded = load(files.find_bank(bank), articles, advice=True)
    counts = _counts(loaded)
    if style == "json":
        click.echo(reporters.to_json(loaded.reports, counts), nl=False)
    else:
        shown = tuple(Severity) if info else (Severity.ERROR, Severity.WARNING)
        for report in loaded.reports:
            click.echo(reporters.FORMATS[style](report.only(*shown), paint), nl=False)
        click.echo(_summary(loaded, counts, info=info))
    return int(loaded.fails(strict=strict))


def _counts(loaded: Loaded) -> dict[str, int]:
    states = loaded.states.values()
    return {"questions": len(states), "checked": sum(state is State.CHECKED for state in states)}


def _summary(loaded: Loaded, counts: dict[str, int], *, info: bool) -> str:
    def total(severity: Severity) -> int:
        return sum(report.count(severity) for report in loaded.reports)

    questions = f"{counted(counts['questions'], 'question')}, {counts['checked']} checked"
    errors, warnings = counted(total(Severity.ERROR), "error"), counted(total(Severity.WARNING), "warning")
    hidden = 0 if info else total(Severity.INFO)
    more = f" (and {counted(hidden, 'remark')}: --info)" if hidden else ""
    return f"{questions}: {errors}, {warnings}{more}"
