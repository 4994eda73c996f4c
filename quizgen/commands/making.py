"""What the commands that make things share: what was made, what stands in the way, and writing what could be made."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import click

from quizgen.commands import files
from quizgen.commands.workspace import load, sound, tell_errors
from quizgen.diagnostics import Diagnostic, Report
from quizgen.forms.plans import Select
from quizgen.language.phrasing import counted
from quizgen.model import CheckedBank, State
from quizgen.outputs.product import File, Product
from quizgen.pipeline import Loaded
from quizgen.reading import deckfile
from quizgen.reading.holdings import Holdings


@dataclass(frozen=True, slots=True, kw_only=True)
class Bench:
    """A bank that things can be made of."""

    path: Path
    loaded: Loaded
    checked: CheckedBank
    texts: Mapping[str, str] | None
    """Whole articles by id, as far as the folder holds them; None if none was named."""


def open_bank(bank: Path | None, *, drafts: bool, strict: bool = False, articles: Path | None = None) -> Bench:
    """The bank without errors, its questions that stay out told by name; with `strict`, none may."""
    path = files.find_bank(bank)
    loaded = load(path, articles)
    checked = sound(loaded)
    left_out = _left_out(checked)
    what = "marked DRAFT" if drafts else "left out"
    for state, ids in left_out.items():
        click.echo(f"{what}, {state}: {', '.join(ids)}", err=True)
    if strict and left_out:
        raise click.ClickException("--strict: questions await a check; run `quizgen review`")
    return Bench(path=path, loaded=loaded, checked=checked, texts=loaded.texts or ({} if articles else None))


def _left_out(checked: CheckedBank) -> Mapping[State, list[str]]:
    by_state: dict[State, list[str]] = {}
    for id, state in checked.states.items():
        if state is not State.CHECKED:
            by_state.setdefault(state, []).append(id)
    return by_state


def selection(checked: CheckedBank, wanted: Mapping[str, tuple[str, ...]]) -> Select:
    """The options of the command line as a selection; a name that the bank does not hold is a usage error."""
    known = Holdings.of(checked.bank).names
    for name, values in wanted.items():
        for value in values:
            if value not in known[name]:
                raise click.UsageError(f"the bank has no `{value}`; {deckfile.nearest(value, known[name])}")
    return Select(**{name: frozenset(values) for name, values in wanted.items()})


@dataclass(slots=True)
class Made:
    """Products, collected until it is known whether all of them were rightly asked for."""

    bench: Bench
    strict: bool = False
    """Nothing may be missing that was asked for."""
    _files: dict[Path, File] = field(default_factory=dict)
    _of_bank: list[Diagnostic] = field(default_factory=list)
    _of_plans: list[Diagnostic] = field(default_factory=list)
    """Of what was typed: there is no file to point into."""
    _of_files: dict[str, Report] = field(default_factory=dict)
    """Of deck files, by their paths."""
    _stopped: dict[Path, list[str]] = field(default_factory=dict)
    """Products that could not be made, each with what stands in the way and has no place."""

    def add(self, path: Path, product: Product, plan: Report | None = None) -> None:
        """A product that is to bear this name; `plan` is the report of the deck file that asks for it."""
        self._tell(path, product)
        self._of_bank += product.of_bank
        if product.of_bank or product.stops:
            self._stopped[path] = list(product.stops)
        if plan is None:
            self._of_plans += product.of_plan
        else:
            self.refuse(Report.of(plan.path, plan.text, product.of_plan))
        for name, file in product.files.items():
            target = path.with_name(f"{path.stem}{name}{path.suffix}") if name else path
            if target in self._files:
                told = f"two products would be written to {target}; rename a deck file or a quiz"
                raise click.ClickException(told)
            self._files[target] = file

    def refuse(self, report: Report) -> None:
        """What is wrong with a deck file, beside what was found in it before."""
        before = self._of_files.get(report.path)
        found = (*(before.diagnostics if before else ()), *report.diagnostics)
        self._of_files[report.path] = Report.of(report.path, report.text, found)

    def _tell(self, path: Path, product: Product) -> None:
        for reason, ids in product.left_out.items():
            click.echo(f"left out of {path}, {reason}: {', '.join(ids)}", err=True)
        for told in product.missing:
            if self.strict:
                raise click.ClickException(f"--strict: {told}")
            click.echo(told, err=True)
        if product.files:
            for one in product.replaced:
                click.echo(f"replaced by a question mark: {one.message}", err=True)

    def finish(self) -> None:
        """Writes all that could be made, and tells at the end what could not; nothing, if it was wrongly asked for."""
        self._refuse_plans()
        self._write()
        if self._stopped:
            self._tell_stopped()
            raise click.exceptions.Exit(1)

    def _refuse_plans(self) -> None:
        found = [report for report in self._of_files.values() if report.diagnostics]
        tell_errors(*found)
        told = [f"{'; '.join((one.message, *one.notes))} ({one.help})" for one in self._of_plans]
        if told:
            raise click.ClickException("; ".join(told))
        if found:
            raise click.exceptions.Exit(1)

    def _tell_stopped(self) -> None:
        bank = self.bench.loaded.reports[0]
        tell_errors(Report.of(bank.path, bank.text, self._of_bank))
        for path, reasons in self._stopped.items():
            told = "".join(f": {reason}" for reason in reasons)
            before = " (the file of before is still there)" if path.exists() else ""
            click.echo(f"not made: {path}{before}{told}", err=True)

    def _write(self) -> None:
        if files.holds(self._files, self.bench.path):
            raise click.ClickException("the output would be written over the bank")
        files.write_all({path: file.data for path, file in self._files.items()})
        for path, file in self._files.items():
            click.echo(f"{path}{_held(file)}")


def _held(file: File) -> str:
    counts = [counted(number, noun) for number, noun in ((file.questions, "question"), (file.versions, "version"))]
    return f"  ({', '.join(counts[: 2 if file.versions else 1])})" if file.questions else ""
