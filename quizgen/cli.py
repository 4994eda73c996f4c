"""The commands that people type. Each imports what it needs when it runs, so that `--help` answers at once."""

import gc
import io
import math
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

F = TypeVar("F", bound=Callable[..., Any])

FILE = click.Path(path_type=Path)


class Millimetres(click.FloatRange):
    """A length by which a printer may be off; `nan` is none."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        """The number, within the range."""
        number: float = super().convert(value, param, ctx)
        if math.isnan(number):
            self.fail(f"{value} is not a number", param, ctx)
        return number


class Title(click.types.StringParamType):
    """The name of a deck, or what stands at the top of a quiz."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The title, without spaces around it."""
        from quizgen.reading.titles import fault

        title: str = super().convert(value, param, ctx).strip(" ")
        wrong = fault(title)
        if wrong:
            self.fail(f"{wrong[0]}; {wrong[1]}", param, ctx)
        return title


BANK = click.option("--bank", type=FILE, help="The bank; by default question_bank.yaml here or in a folder above.")
DRAFTS = click.option("--drafts", is_flag=True, help="Include questions that nobody has checked, marked DRAFT.")
STRICT = click.option("--strict", is_flag=True, help="Fail on warnings and unchecked questions too.")


class Commands(click.Group):
    """The group, with `--debug` for a traceback of our own mistakes; without it one line says what broke."""

    def invoke(self, ctx: click.Context) -> Any:
        """Runs the command; a mistake of ours ends in a sentence, and in exit status 1."""
        try:
            return super().invoke(ctx)
        except (click.ClickException, click.exceptions.Exit, click.Abort, BrokenPipeError):
            raise
        except Exception as fault:
            if ctx.params.get("debug"):
                raise
            message = f"quizgen broke: {type(fault).__name__}: {fault} (run with --debug, and report it)"
            raise click.ClickException(message) from None


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--debug", is_flag=True, help="Show a traceback when quizgen itself breaks.")
@click.version_option(package_name="quizgen")
@click.pass_context
def main(ctx: click.Context, debug: bool) -> None:
    """Compile a hand-checked question bank into Anki decks and printed quizzes.

    \b
    Example, in a folder with a question_bank.yaml:
        quizgen check
        quizgen build
    """
    # One run makes no garbage worth collecting, and looking for it would double the time of reading a large bank.
    gc.disable()
    if os.environ.get("NO_COLOR"):
        ctx.color = False
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a terminal that lacks a letter gets a question mark, not a crash


KINDS = ("choice", "multiple", "true-false", "short", "numeric", "cloze", "match", "order", "open")
"""Those of the model, which is not imported for `--help`."""
HANDOUTS = ("whole", "passages")


def printing(command: F) -> F:
    """The options by which papers are printed."""
    options = (
        click.option("--page", type=click.Choice(["A4", "Letter"]), help="In place of the deck file's; else A4."),
        click.option("--preset", type=click.Choice(["normal", "large"]), help="How it is set; large is 18 points."),
        click.option("--font", type=FILE, help="A TrueType file to print with, in place of Source Sans."),
        click.option("--handout", type=click.Choice(HANDOUTS), help="Print the texts to read, with numbered lines."),
        click.option("--articles", "texts", type=FILE, help="The folder of the whole articles, which a handout needs."),
        click.option("--separate", is_flag=True, help="A file for each version."),
        click.option("--replace-missing", is_flag=True, help="Print ? for a character that the font lacks."),
    )
    for option in reversed(options):
        command = option(command)
    return command


PRINTING = ("page", "preset", "font", "handout", "texts", "separate", "replace_missing")
"""What `printing` adds."""


@main.group()
def new() -> None:
    """Begin a bank, or add an article or a question to it. Nothing is ever written over.

    \b
    Example:
        quizgen new bank biology
        quizgen new article ~/texts/cells.txt
        quizgen new question choice
    """


@new.command("bank")
@click.argument("folder", metavar="[DIR]", required=False, type=FILE, default=Path())
@click.option("--id", help="The bank's id in Anki, which never changes; by default made of the folder's name.")
@click.option(
    "--private/--shared",
    default=None,
    help="Whether git leaves the texts of the articles alone; by default it does not.",
)
def new_bank(folder: Path, id: str | None, private: bool | None) -> None:
    """Make a folder with a bank that works at once: an article, nine questions, a deck file.

    DIR is made if it is not there; by default it is the current folder.

    \b
    Example:
        quizgen new bank biology
        quizgen new bank biology --id biology-9b --private
    """
    from quizgen.commands.new_bank import new_bank

    new_bank(folder, id, private)


@new.command("article")
@click.argument("file", type=FILE)
@BANK
@click.option("--id", help="The article's id; by default made of the file's name.")
@click.option("--title", help="As printed; by default the first line, or the file's name in [brackets].")
@click.option("--own", is_flag=True, help="You wrote it or may share it: no paper calls it a publisher's.")
@click.option("--yes", is_flag=True, help="Agree to what the text looks like, without being asked.")
def new_article(file: Path, bank: Path | None, id: str | None, title: str | None, own: bool, yes: bool) -> None:
    """Copy a text into the bank's folder of articles, and enter it in the bank and its lock.

    FILE is plain text. Lines that are broken to a width, and lines that belong to a page, are noticed and asked about.

    \b
    Example:
        quizgen new article ~/texts/cells.txt
        quizgen new article ~/texts/cells.txt --id cells --title "How cells divide"
    """
    from quizgen.commands.new_article import new_article

    new_article(bank, file, id, title, own=own, yes=yes)


@new.command("question")
@click.argument("kind", metavar="KIND", type=click.Choice(KINDS))
@BANK
@click.option("--article", metavar="ID", help="What it asks about; by default the last article of the bank.")
@click.option("--print", "only_print", is_flag=True, help="Show the question, and write nothing.")
def new_question(kind: str, bank: Path | None, article: str | None, only_print: bool) -> None:
    """Add an empty question, with a note on each field and the next free id.

    KIND is choice, multiple, true-false, short, numeric, cloze, match, order or open.

    \b
    Example:
        quizgen new question choice
        quizgen new question match --article cells --print
    """
    from quizgen.commands.new_question import new_question

    new_question(bank, kind, article, only_print=only_print)


@main.command()
@click.argument("decks", nargs=-1, type=FILE)
@BANK
@DRAFTS
@click.option("--strict", is_flag=True, help="Stop if any question or handout would be left out.")
@click.option("--out", type=FILE, default=Path("build"), show_default=True, help="The folder to write to.")
@printing
def build(decks: tuple[Path, ...], bank: Path | None, drafts: bool, strict: bool, out: Path, **how: Any) -> None:
    """Make everything that the deck files ask for: decks, quizzes, keys.

    DECKS are deck files; by default all in the folder decks/ beside the bank.

    \b
    Example:
        quizgen build
        quizgen build decks/elections.yaml --out ~/quizzes
        quizgen build --preset large --page Letter --separate
    """
    from quizgen.commands.build import build

    build(bank, decks, out, drafts=drafts, strict=strict, **how)


def selection(command: F) -> F:
    """The options by which one product chooses its questions."""
    options = (
        ("--article", "articles", "Questions that cite this article; may be given several times, like all of these."),
        ("--tag", "tags", "Questions with this tag."),
        ("--kind", "kinds", "Questions of this kind."),
        ("--difficulty", "difficulty", "Questions this hard."),
        ("--level", "levels", "Questions of this level."),
        ("--id", "ids", "The question of this id."),
        ("--except", "exclude", "Leave out the question of this id."),
    )
    for name, field, help in reversed(options):
        command = click.option(name, field, multiple=True, help=help)(command)
    return command


@main.command()
@selection
@BANK
@DRAFTS
@click.option("--title", type=Title(), help="The deck's name in Anki; by default the bank's title.")
@click.option("--subdecks", type=click.Choice(["article", "tag", "none"]), default="article", show_default=True)
@click.option("-o", "--output", type=FILE, default=Path("build/deck.apkg"), show_default=True)
def deck(
    bank: Path | None, drafts: bool, title: str | None, subdecks: str, output: Path, **select: tuple[str, ...]
) -> None:
    """Make one Anki deck, without a deck file.

    \b
    Example:
        quizgen deck --tag elections --difficulty easy -o elections.apkg
    """
    from quizgen.commands.deck import deck

    deck(bank, output, select, title=title, subdecks=subdecks, drafts=drafts)


@main.command()
@selection
@BANK
@DRAFTS
@click.option("--title", type=Title(), help="Printed at the top; by default the bank's title.")
@click.option("--count", type=click.IntRange(1), help="How many questions; by default as many as there are.")
@click.option("--seed", type=int, default=0, show_default=True, help="Another number, another draw and order.")
@click.option("--versions", type=click.IntRange(1, 702), default=1, show_default=True, help="A, B, C …")
@click.option("--minutes", type=click.IntRange(1), help="The time allowed, to be printed.")
@click.option("--word-bank", is_flag=True, help="Print the words that fill the blanks above them.")
@printing
@click.option("-o", "--output", type=FILE, default=Path("build/quiz.pdf"), show_default=True)
def quiz(bank: Path | None, drafts: bool, title: str | None, output: Path, **rest: Any) -> None:
    """Make one printed quiz and its key, without a deck file. The key is named like the quiz, with -key.

    \b
    Example:
        quizgen quiz --tag elections --count 10 --versions 2 --seed 7 -o elections.pdf
    """
    from quizgen.commands.quiz import quiz

    what = {name: rest.pop(name) for name in ("count", "seed", "versions", "word_bank", "minutes")}
    how = {name: rest.pop(name) for name in PRINTING}
    quiz(bank, output, rest, title=title, drafts=drafts, **what, **how)


@main.command()
@selection
@BANK
@DRAFTS
@click.option("--page", type=click.Choice(["A4", "Letter"]), default="A4", show_default=True)
@click.option("--layout", type=click.Choice(["8-up", "10-up", "a7", "2-up"]), default="8-up", show_default=True)
@click.option("--preset", type=click.Choice(["normal", "large"]), help="large: 18 points, two on a page.")
@click.option("--edge", type=click.Choice(["long", "short"]), default="long", show_default=True, help="Turned over it.")
@click.option(
    "--back-offset", nargs=2, type=Millimetres(-30, 30), default=(0.0, 0.0), help="Moves backs right and down, in mm."
)
@click.option("--calibrate", is_flag=True, help="Make the sheet by which that offset is found.")
@click.option("--font", type=FILE, help="A TrueType file to print with, in place of Source Sans.")
@click.option("--replace-missing", is_flag=True, help="Print ? for a character that the font lacks.")
@click.option("-o", "--output", type=FILE, default=Path("build/flashcards.pdf"), show_default=True)
def flashcards(bank: Path | None, drafts: bool, calibrate: bool, output: Path, **rest: Any) -> None:
    """Make cards to cut out, questions on the fronts and answers behind them, for printing on both sides.

    \b
    Example:
        quizgen flashcards --tag elections --layout 10-up -o cards.pdf
        quizgen flashcards --calibrate -o calibration.pdf
        quizgen flashcards --back-offset 0.8 -0.5
    """
    from quizgen.commands.flashcards import flashcards
    from quizgen.forms.plans import CardPlan

    how = {name: rest.pop(name) for name in ("preset", "font", "replace_missing")}
    plan = CardPlan(**{name: rest.pop(name) for name in ("page", "layout", "edge")}, offset=rest.pop("back_offset"))
    flashcards(bank, output, rest, plan, drafts=drafts, calibrate=calibrate, **how)


@main.command()
@selection
@BANK
@DRAFTS
@click.option("-o", "--output", type=FILE, default=Path("build/preview.html"), show_default=True)
def preview(bank: Path | None, drafts: bool, output: Path, **select: tuple[str, ...]) -> None:
    """Make one HTML page of all questions, each as a card and as a paper item.

    The page needs no network and no Anki: it can be mailed to somebody who reads the bank before it is used.

    \b
    Example:
        quizgen preview
        quizgen preview --drafts --tag elections -o elections.html
    """
    from quizgen.commands.preview import preview

    preview(bank, output, select, drafts=drafts)


STYLES = ("full", "concise", "github", "json", "sarif")


@main.command()
@click.argument("bank", required=False, type=FILE)
@click.option("--format", "style", type=click.Choice(STYLES), default="full", show_default=True)
@STRICT
@click.option("--articles", type=FILE, help="A folder with the whole articles, to verify every quotation against.")
@click.option("--info", is_flag=True, help="Show remarks that fail nothing too; json and sarif always have them.")
def check(bank: Path | None, style: str, strict: bool, articles: Path | None, info: bool) -> None:
    """Show every mistake in the bank and in the deck files beside it, in one run.

    \b
    Example:
        quizgen check
        quizgen check --strict --format concise
        quizgen check --articles ../articles
    """
    from quizgen.commands import check

    sys.exit(check.check(bank, style, strict=strict, articles=articles, info=info))


@main.command()
@click.argument("rule", required=False)
def explain(rule: str | None) -> None:
    """Say what a rule is, why it is there, and show a bad and a good example.

    \b
    Example:
        quizgen explain duplicate-id
    """
    from quizgen.commands.explain import explain

    explain(rule)


@main.command()
@click.argument("id", required=False)
@BANK
@click.option("--articles", type=FILE, help="The folder of the whole articles, where the bank names none.")
@click.option(
    "--paragraph",
    type=click.File("rb"),
    help="A file, or - for what is typed or piped in: the one paragraph in which question ID's quotation stands.",
)
def cite(id: str | None, bank: Path | None, articles: Path | None, paragraph: Any) -> None:
    """Prove quotations against the articles' text, and write that down in the lock.

    The lock lets everybody check the quotations, also without the articles.

    \b
    Example:
        quizgen cite
        quizgen cite --articles ../articles
        quizgen cite vote-2025-share --paragraph -
    """
    from quizgen.commands import cite

    if (articles and paragraph) or (paragraph is not None) != (id is not None):
        raise click.UsageError("give either --articles DIR, or a question's ID with --paragraph FILE")
    if paragraph is not None:
        sys.exit(cite.from_paragraph(bank, str(id), paragraph.read(), getattr(paragraph, "name", "<stdin>")))
    sys.exit(cite.from_articles(bank, articles))


@main.command()
@click.argument("ids", nargs=-1)
@BANK
@click.option("--by", help="Your name or initials, as they shall stand in the bank.")
@click.option("--only", type=click.Choice(["unchecked", "changed", "disputed", "stale-source"]), help="Of this state.")
@click.option("--yes", is_flag=True, help="With one ID and --by: record without asking; the record says so.")
@click.option("--dispute", metavar="NOTE", help="With --yes: record that the question is wrong, and why.")
@click.option("--articles", type=FILE, help="A folder with the whole articles, to see each quotation in its paragraph.")
def review(
    ids: tuple[str, ...],
    bank: Path | None,
    by: str | None,
    only: str | None,
    yes: bool,
    dispute: str | None,
    articles: Path | None,
) -> None:
    """Check questions by hand, each beside its passage: accept, dispute, edit or skip.

    Shows the question first and its key only when you have answered; one key decides. `q`, Ctrl-C and Ctrl-D leave at
    any moment, and what was decided is saved. There is no way to accept many at once.

    \b
    Example:
        quizgen review --by AB --articles ../articles
        quizgen review vote-2025-share
        quizgen review vote-2025-share --by AB --yes
    """
    from quizgen.commands import review

    if dispute is not None and not yes:
        raise click.UsageError("--dispute goes with --yes; without it, the question is shown and a key disputes it")
    if yes and (len(ids) != 1 or not (by or "").strip()):
        raise click.UsageError("--yes goes with --by NAME and one ID")
    if yes:
        review.record(bank, ids[0], by or "", dispute or "", articles)
    else:
        review.walk(bank, ids, by, only, articles)


@main.command()
@click.argument("package", metavar="OLD.apkg", type=FILE)
@BANK
@click.option("--deck", type=FILE, help="The deck file; by default the one whose deck bears the same name.")
@click.option("--format", "style", type=click.Choice(["text", "json"]), default="text", show_default=True)
def diff(package: Path, bank: Path | None, deck: Path | None, style: str) -> None:
    """Show what a learner who has OLD.apkg will see change with the next build.

    Fails if a question has vanished without being retired, or could never be updated.

    \b
    Example:
        quizgen diff last-year.apkg
        quizgen diff last-year.apkg --format json
    """
    from quizgen.commands import diff

    sys.exit(diff.diff(package, bank, deck, style))


@main.command()
@BANK
@click.option("--format", "style", type=click.Choice(["text", "json"]), default="text", show_default=True)
def stats(bank: Path | None, style: str) -> None:
    """Count the questions: by article, kind, tag, difficulty, level and state.

    \b
    Example:
        quizgen stats
        quizgen stats --format json
    """
    from quizgen.commands.stats import stats

    stats(bank, style)
