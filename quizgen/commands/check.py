"""`check`, `explain` and `stats`: what there is to know of a bank."""

import difflib
from pathlib import Path

import click

from quizgen import pipeline, reporters
from quizgen.commands import files
from quizgen.commands.workspace import load, paint, sound
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


def explain(rule: str | None) -> None:
    """Prints one explanation, or all."""
    known = pipeline.explained()
    if rule is not None and rule not in known:
        near = difflib.get_close_matches(rule, known, n=1)
        hint = f"did you mean `{near[0]}`?" if near else "`quizgen explain` shows them all"
        raise click.ClickException(f"there is no rule `{rule}`; {hint}")
    for name in [rule] if rule else known:
        click.echo(f"{click.style(name, bold=True)}\n{_indented(known[name])}")


def stats(bank: Path | None, style: str) -> None:
    """Prints the numbers of a bank without errors."""
    from quizgen import stats as counting

    loaded = load(files.find_bank(bank))
    numbers = counting.stats(sound(loaded), loaded.lock)
    click.echo((counting.to_json if style == "json" else counting.to_text)(numbers), nl=False)


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


def _indented(text: str) -> str:
    return "".join(f"    {line}\n" if line else "\n" for line in text.strip().split("\n"))
