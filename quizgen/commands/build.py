"""`build`, `deck`, `quiz`, `preview`: all is made in memory first, and written only if all of it could be made."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import click

from quizgen import sources
from quizgen.commands import files
from quizgen.commands.workspace import load, sound, tell_errors
from quizgen.diagnostics import Diagnostic, Report
from quizgen.forms import assembly
from quizgen.forms.form import Form
from quizgen.forms.plans import AnkiPlan, Blueprint, CardPlan, Deck, Plan, Select, Subdecks
from quizgen.language.phrasing import counted
from quizgen.model import CheckedBank, Item, State
from quizgen.pipeline import Loaded
from quizgen.reading import deckfile, yamlnodes
from quizgen.span import START

if TYPE_CHECKING:
    from quizgen.outputs.paper import Press
    from quizgen.outputs.paper.handout import Lines, Reading


@dataclass(frozen=True, slots=True, kw_only=True)
class Printing:
    """How papers are to be printed, beside what a deck file says."""

    preset: str | None = None
    """In place of the deck file's."""
    page: str | None = None
    """In place of the deck file's."""
    font: Path | None = None
    separate: bool = False
    """A file for each version."""
    handout: str | None = None
    """`whole` articles or the `passages` quoted, with numbered lines, in place of the deck file's."""
    texts: Path | None = None
    """The folder of the articles' texts."""
    replace_missing: bool = False
    """Print a sign in place of characters that the font lacks."""
    strict: bool = False
    """Leave nothing out that was asked for: rather stop."""


@dataclass(slots=True)
class Made:
    """What a command is about to write, and what stands in the way."""

    files: dict[Path, bytes] = field(default_factory=dict)
    lines: list[str] = field(default_factory=list)
    """What is in each file, for the user."""
    of_bank: list[Diagnostic] = field(default_factory=list)
    of_deck: list[Diagnostic] = field(default_factory=list)
    """Findings that point into the bank, and into the deck file."""

    def add(self, path: Path, data: bytes, questions: int, versions: int | None = None) -> None:
        """A file to be written; two products of one name are refused."""
        if path in self.files:
            raise click.ClickException(f"two products would be written to {path}; rename a deck file or a quiz")
        in_versions = f", {counted(versions, 'version')}" if versions else ""
        self.files[path] = data
        self.lines.append(f"{path}  ({counted(questions, 'question')}{in_versions})")

    def problems(self) -> bool:
        """Whether anything stands in the way."""
        return bool(self.of_bank or self.of_deck)


def build(bank: Path | None, paths: Sequence[Path], out: Path, printing: Printing, *, drafts: bool) -> None:
    """Makes all that the deck files ask for."""
    bank_path, loaded, checked = _open(bank, drafts=drafts, strict=printing.strict, articles=printing.texts)
    made = Made()
    reports = [
        _add_file(made, checked, path, out, printing, drafts=drafts) for path in paths or _all_deck_files(bank_path)
    ]
    _finish(made, loaded, *reports)


def deck(
    bank: Path | None,
    output: Path,
    select: Mapping[str, tuple[str, ...]],
    *,
    title: str | None,
    subdecks: str,
    drafts: bool,
) -> None:
    """Makes one Anki deck."""
    _, loaded, checked = _open(bank, drafts=drafts)
    plan = Plan(title=title or checked.bank.title, select=_selection(checked, select))
    made = Made()
    _add_deck(made, checked, output, plan, AnkiPlan(subdecks=Subdecks(subdecks)), drafts=drafts)
    _finish(made, loaded)


def quiz(
    bank: Path | None,
    output: Path,
    select: Mapping[str, tuple[str, ...]],
    *,
    title: str | None,
    drafts: bool,
    count: int | None,
    seed: int,
    versions: int,
    word_bank: bool,
    minutes: int | None,
    printing: Printing,
) -> None:
    """Makes one printed quiz and its key."""
    _, loaded, checked = _open(bank, drafts=drafts, articles=printing.texts)
    blueprint = Blueprint(
        id=output.stem,
        title=title or checked.bank.title,
        select=_selection(checked, select),
        count=count,
        seed=seed,
        versions=versions,
        word_bank=word_bank,
        minutes=minutes,
    )
    made = Made()
    _add_quiz(made, checked, output, blueprint, printing, drafts=drafts)
    _finish(made, loaded)


def preview(bank: Path | None, output: Path, select: Mapping[str, tuple[str, ...]], *, drafts: bool) -> None:
    """Makes one page of questions, to be read in a browser."""
    _, loaded, checked = _open(bank, drafts=drafts)
    chosen = _selection(checked, select)
    items = tuple(item for item in assembly.ready(checked, drafts=drafts) if item in chosen)
    made = Made()
    if items:
        from quizgen.outputs import preview

        made.add(output, preview.write(checked, items), len(items))
    else:
        made.of_deck.append(assembly.nothing_selected("the preview", START))
    _finish(made, loaded)


def _open(
    bank: Path | None, *, drafts: bool, strict: bool = False, articles: Path | None = None
) -> tuple[Path, Loaded, CheckedBank]:
    """The bank without errors, its questions that stay out told by name."""
    path = files.find_bank(bank)
    loaded = load(path, articles)
    checked = sound(loaded)
    left_out = _left_out(checked)
    what = "marked DRAFT" if drafts else "left out"
    for state, ids in left_out.items():
        click.echo(f"{what}, {state}: {', '.join(ids)}", err=True)
    if strict and left_out:
        raise click.ClickException("--strict: questions await a check; run `quizgen review`")
    return path, loaded, checked


def _left_out(checked: CheckedBank) -> Mapping[State, list[str]]:
    by_state: dict[State, list[str]] = {}
    for id, state in checked.states.items():
        if state is not State.CHECKED:
            by_state.setdefault(state, []).append(id)
    return by_state


def _add_file(made: Made, checked: CheckedBank, path: Path, out: Path, printing: Printing, *, drafts: bool) -> Report:
    """What one deck file asks for; the report is of that file."""
    before = len(made.of_deck)
    text, faults = yamlnodes.decode(files.read(path))
    node, findings = (None, ()) if faults else yamlnodes.parse(text)
    plan, mistakes = deckfile.read(node, path.stem, checked.bank) if node is not None else (None, ())
    made.of_deck.extend((*faults, *findings, *mistakes))
    if plan is not None and not findings:
        _add_plan(made, checked, plan, out / path.stem, printing, drafts=drafts)
    return Report.of(str(path), text, made.of_deck[before:])


def _add_plan(made: Made, checked: CheckedBank, plan: Plan, stem: Path, printing: Printing, *, drafts: bool) -> None:
    if plan.anki is not None:
        _add_deck(made, checked, stem.with_name(f"{stem.name}.apkg"), plan, plan.anki, drafts=drafts)
    if plan.cards is not None:
        path = stem.with_name(f"{stem.name}-flashcards.pdf")
        _add_cards(made, checked, path, plan.select, plan.cards, printing, drafts=drafts)
    for blueprint in plan.quizzes:
        path = stem.with_name(f"{stem.name}-{blueprint.id}.pdf")
        _add_quiz(made, checked, path, blueprint, printing, drafts=drafts)


def _add_deck(made: Made, checked: CheckedBank, path: Path, plan: Plan, how: AnkiPlan, *, drafts: bool) -> None:
    items = tuple(item for item in assembly.ready(checked, drafts=drafts) if item in plan.select)
    if not items:
        made.of_deck.append(assembly.nothing_selected(f"deck `{plan.title}`", plan.span))
        return
    from quizgen.outputs import anki

    made.add(path, anki.write(checked, deck_of(plan, how, items)), len(items))


def deck_of(plan: Plan, how: AnkiPlan, items: tuple[Item, ...]) -> Deck:
    """What a deck file says of its Anki deck, with the questions that go into it."""
    return Deck(
        title=plan.title,
        items=items,
        subdecks=how.subdecks,
        typed=how.typed,
        reversed=how.reversed,
        description=how.description,
        licence=how.licence,
        revised=plan.revised,
    )


def flashcards(
    bank: Path | None,
    output: Path,
    select: Mapping[str, tuple[str, ...]],
    plan: CardPlan,
    printing: Printing,
    *,
    drafts: bool,
    calibrate: bool,
) -> None:
    """Makes cards to cut out, or the sheet by which a printer's offset is found."""
    _, loaded, checked = _open(bank, drafts=drafts)
    made = Made()
    if calibrate:
        press = _press(plan.page, "normal", printing.font)
        made.files[output], made.lines = press.calibration(plan), [f"{output}  (calibration sheet)"]
        _had_all(press, output, replace=printing.replace_missing)
    else:
        _add_cards(made, checked, output, _selection(checked, select), plan, printing, drafts=drafts)
    _finish(made, loaded)


def _add_cards(
    made: Made,
    checked: CheckedBank,
    path: Path,
    select: Select,
    plan: CardPlan,
    printing: Printing,
    *,
    drafts: bool,
) -> None:
    items = tuple(item for item in assembly.ready(checked, drafts=drafts) if item in select and not item.retired)
    if not items:
        made.of_deck.append(assembly.nothing_selected("flashcards", START))
        return
    press = _press(printing.page or plan.page, printing.preset or "normal", printing.font)
    if not _all_printable(made, press.unprintable_cards(checked, items), replace=printing.replace_missing):
        return
    data, full = press.cards(checked, items, plan)
    _had_all(press, path, replace=printing.replace_missing)
    if full:
        click.echo(f"left out of {path}, too long for a card: {', '.join(full)}", err=True)
    if data:
        made.add(path, data, len(items) - len(full))


def _add_quiz(
    made: Made, checked: CheckedBank, path: Path, blueprint: Blueprint, printing: Printing, *, drafts: bool
) -> None:
    items = assembly.ready(checked, drafts=drafts)
    versions, problems = assembly.assemble(checked, items, blueprint)
    made.of_deck.extend(problems)
    if not versions:
        return
    apart = assembly.kept_apart(items, blueprint, versions[0])
    if apart:
        click.echo(f"left out of {path}, would give another question away: {', '.join(apart)}", err=True)
    press = _press(printing.page or blueprint.page, printing.preset or blueprint.preset, printing.font)
    read = _readings(checked, versions, printing.handout or blueprint.handout, printing)
    lacking = (*press.unprintable(checked, versions), *press.unreadable(read))
    if _all_printable(made, tuple(dict.fromkeys(lacking)), replace=printing.replace_missing):
        _print(made, checked, path, versions, press, read, separate=printing.separate)
        _had_all(press, path, replace=printing.replace_missing)


def _readings(checked: CheckedBank, versions: Sequence[Form], how: str, printing: Printing) -> tuple["Reading", ...]:
    """What is handed out to read, as far as its text is at hand."""
    from quizgen.outputs import paper

    if not how:
        return ()
    articles = printing.texts
    if articles is None:
        told = "no handout is made: the articles are not at hand; say where with --articles DIR"
        if printing.strict:
            raise click.ClickException(f"--strict: {told}")
        click.echo(told, err=True)
        return ()
    known = {article.id: article.skip for article in checked.bank.articles}
    texts = {
        id: sources.paragraphs(text, known[id]) for id, text in files.read_articles(articles, checked.bank).items()
    }
    return paper.readings(checked, paper.citations_of(versions), texts, whole=how == "whole")


def _press(page: str, preset: str, font: Path | None) -> "Press":
    from quizgen.outputs import paper
    from quizgen.outputs.paper.fonts import BadFontError

    try:
        return paper.Press(page, paper.PRESETS[preset], font)
    except BadFontError as fault:
        raise click.ClickException(str(fault)) from None


def _all_printable(made: Made, found: Sequence[Diagnostic], *, replace: bool) -> bool:
    """Whether a paper can be made; characters that it would lack are told, and stop it unless they may be replaced."""
    if not replace:
        made.of_bank.extend(found)
        return not found
    for one in found:
        click.echo(f"replaced by a question mark: {one.message}", err=True)
    return True


def _had_all(press: "Press", path: Path, *, replace: bool) -> None:
    """Stops if the font lacked a letter of what is not the bank's: a deck file's words, or our own."""
    from quizgen.outputs.paper import characters

    lacked = ", ".join(f"`{sign}` ({characters.point(sign)})" for sign in sorted(press.replaced))
    if lacked and not replace:
        told = "which instructions or the paper itself need; take another --font, or --replace-missing"
        raise click.ClickException(f"{path}: the font has no letter for {lacked}, {told}")


def _print(
    made: Made,
    checked: CheckedBank,
    path: Path,
    versions: Sequence[Form],
    press: "Press",
    read: Sequence["Reading"],
    *,
    separate: bool,
) -> None:
    """Quiz and key: in one file each, or in one for each version; and the handout, which all versions share."""
    lines: Lines = {}
    if read:
        handout, lines = press.handout(checked, versions, read)
        made.add(path.with_name(f"{path.stem}-handout{path.suffix}"), handout, len(versions[0].questions))
    files = {f"{path.stem}-{form.version}": (form,) for form in versions} if separate else {path.stem: versions}
    for stem, inside in files.items():
        asked, count = len(inside[0].questions), len(inside)
        made.add(path.with_name(f"{stem}{path.suffix}"), press.quiz(checked, inside), asked, count)
        made.add(path.with_name(f"{stem}-key{path.suffix}"), press.key(checked, inside, lines), asked, count)


def _finish(made: Made, loaded: Loaded, *reports: Report) -> None:
    """Writes everything, or tells what stands in the way and writes nothing."""
    if made.problems():
        bank = loaded.reports[0]
        tell_errors(Report.of(bank.path, bank.text, made.of_bank), *reports)
        if not reports:  # no deck file to point into
            raise click.ClickException("; ".join(f"{one.message} ({one.help})" for one in made.of_deck) or "stopped")
        raise click.exceptions.Exit(1)
    if files.holds(made.files, Path(loaded.reports[0].path)):
        raise click.ClickException("the output would be written over the bank")
    files.write_all(made.files)
    for line in made.lines:
        click.echo(line)


def _selection(checked: CheckedBank, wanted: Mapping[str, tuple[str, ...]]) -> Select:
    """The options of the command line as a selection; a name that the bank does not hold is a usage error."""
    known = deckfile.selectable(checked.bank)
    for name, values in wanted.items():
        for value in values:
            if value not in known[name]:
                raise click.UsageError(f"the bank has no `{value}`; {deckfile.nearest(value, known[name])}")
    return Select(**{name: frozenset(values) for name, values in wanted.items()})


def deck_files(bank: Path) -> list[Path]:
    """Those in the folder beside the bank."""
    return sorted((bank.parent / "decks").glob("*.yaml"))


def _all_deck_files(bank: Path) -> list[Path]:
    paths = deck_files(bank)
    if not paths:
        raise click.ClickException(
            f"there is no deck file in {bank.parent / 'decks'}; write one, or use `quizgen deck`"
        )
    return paths
