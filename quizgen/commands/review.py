"""`review`: a person reads a question as a learner would, answers it, and then sees the key."""

import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from quizgen import checks, sources
from quizgen.commands import files
from quizgen.commands.workspace import Find, load, now, shelf, sound
from quizgen.forms.assembly import arrange
from quizgen.forms.form import Choices, Columns, Scramble, letter
from quizgen.language import phrasing
from quizgen.model import (
    Check,
    CheckedBank,
    Citation,
    Cloze,
    Item,
    State,
)
from quizgen.pipeline import Loaded

CHOICES = "[a]ccept, [r]eject with a note, [e]dit, [s]kip, [q]uit"


def record(path: Path | None, id: str, by: str, dispute: str, articles: Path | None) -> None:
    """Writes the check of one question, without asking."""
    bank_path = files.find_bank(path)
    loaded = load(bank_path, articles)
    item = _named(sound(loaded), id)
    _write(bank_path, loaded, item, by, dispute)
    click.echo(f"{item.id}: {'disputed' if dispute else 'checked'} by {by}")


def walk(path: Path | None, ids: Sequence[str], by: str | None, only: str | None, articles: Path | None) -> None:
    """Goes through the named questions, else through all that await a check; saves after each."""
    bank_path = files.find_bank(path)
    texts = shelf(articles) if articles else None
    checked = sound(load(bank_path, texts))
    waiting = [_named(checked, id).id for id in ids] or _waiting(checked, only)
    if not waiting:
        click.echo("no question awaits a check")
        return
    name = by or click.prompt("Your name or initials, as they shall stand in the bank")
    for place, id in enumerate(waiting, 1):
        click.echo(click.style(f"\n{place} of {len(waiting)}", dim=True))
        if not _one(bank_path, id, name, texts):
            break


def _waiting(checked: CheckedBank, only: str | None) -> list[str]:
    wanted = {State(only)} if only else set(State) - {State.CHECKED}
    return [id for id, state in checked.states.items() if state in wanted]


def _one(path: Path, id: str, by: str, articles: Find | None) -> bool:
    """Shows one question until it is decided; False to stop."""
    while True:
        loaded = load(path, articles)
        checked = sound(loaded)
        item = _named(checked, id)
        _show(loaded, checked, item, within=articles is not None)
        match click.prompt(CHOICES, type=click.Choice(list("aresq")), show_choices=False):
            case "a":
                _write(path, loaded, item, by, "")
                return True
            case "r":
                _write(path, loaded, item, by, click.prompt("What is wrong"))
                return True
            case "e":
                click.edit(filename=str(path))
            case "s":
                return True
            case _:
                return False


def _show(loaded: Loaded, checked: CheckedBank, item: Item, *, within: bool) -> None:
    """The question, its quotations (`within` their paragraphs), and when a key is pressed, its key."""
    for line in question_lines(item):
        _say(line)
    click.echo()
    for citation in item.citations:
        _say(f"  {phrasing.quotation(citation)}")
        _say(click.style(f"  {phrasing.reference(checked, citation).plain}", dim=True))
        if within:
            _say(click.style(f"  … {_paragraph(loaded, checked, citation)}", dim=True))
    click.pause("\nAnswer it for yourself, then press a key to see the key.")
    for line in answer_lines(item):
        _say(line)


def _say(text: str) -> None:
    """Prints a text as broad as can be read with ease, its further lines below the first one's words."""
    width = min(shutil.get_terminal_size().columns, 90)
    for line in text.split("\n"):
        plain = click.unstyle(line)
        margin = " " * (len(plain) - len(plain.lstrip()))
        click.echo(click.wrap_text(line, width, subsequent_indent=margin))


def question_lines(item: Item) -> Iterator[str]:
    """What a learner sees before answering, shuffled as on a card."""
    yield click.style(f"{item.id}  ({item.kind}, {item.difficulty}, {item.level})", bold=True)
    if isinstance(item.response, Cloze):
        yield phrasing.cloze_text(item.response, filled=False).plain
        yield from (f"  hint: {blank.hint.plain}" for blank in item.response.blanks if blank.hint)
    else:
        yield item.stem.plain
    yield click.style(phrasing.instruction(item.response), italic=True)
    match arrange(item, item.id):
        case Choices(options=options):
            yield from (f"  {letter(place)}  {option.text.plain}" for place, option in enumerate(options))
        case Columns(left=lefts, right=rights):
            yield from (f"  {place}  {entry.plain}" for place, entry in enumerate(lefts, 1))
            yield from (f"  {letter(place)}  {entry.plain}" for place, entry in enumerate(rights))
        case Scramble(items=entries):
            yield from (f"  –  {entry.plain}" for entry in entries)
        case None:
            pass


def answer_lines(item: Item) -> Iterator[str]:
    """What a learner sees afterwards."""
    yield click.style("key", bold=True)
    yield from (f"  {line.plain}" for line in phrasing.answer(item.response))
    if item.reverse:
        yield f"second card\n  {item.reverse.plain}"
    yield f"why\n  {item.why.plain}"
    arranged = arrange(item, item.id)
    if isinstance(arranged, Choices):
        yield from (f"  not {phrasing.quoted(one.text.plain)}: {one.why.plain}" for one in arranged.options if one.why)


def _paragraph(loaded: Loaded, checked: CheckedBank, citation: Citation) -> str:
    article = checked.article(citation)
    text = loaded.texts.get(article.id)
    if text is None:
        return "(the folder does not hold this article)"
    return sources.paragraphs(text, article.skip)[checked.places[citation].paragraph - 1]


def _write(path: Path, loaded: Loaded, item: Item, by: str, dispute: str) -> None:
    assert loaded.node is not None
    check = Check(by=by, at=now(), digest=checks.digest(item, loaded.lock.digest_of), disputed=dispute)
    text = checks.splice(loaded.data.decode("utf-8"), loaded.node, item.id, check)
    if text is None:
        raise click.ClickException(f"question `{item.id}` is written in braces; write it on lines of its own first")
    files.write_back(path, loaded.data, text.encode())


def _named(checked: CheckedBank, id: str) -> Item:
    for item in checked.bank.items:
        if item.id == id:
            return item
    raise click.ClickException(f"there is no question `{id}`")
