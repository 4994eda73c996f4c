"""`new bank`: a folder with a bank that works at once, to be changed into one's own."""

import os
import shlex
from collections.abc import Mapping
from pathlib import Path

import click

from quizgen import pipeline, sources
from quizgen.commands import files, naming
from quizgen.sources import Lock

STARTER = Path(__file__).with_name("starter")
SCHEMAS = Path(__file__).parents[1] / "schema"
ARTICLE = "danube"

ABOUT: Mapping[str, str] = {
    "question_bank.yaml": "nine questions, one of each kind, with notes on every field",
    "question_bank.lock": "where each quotation stands; written by the tool",
    "articles/danube.txt": "the text that they are drawn from",
    "decks/all.yaml": "what is made of them: a deck, a quiz and its key",
    "schema/bank.schema.json": "which keys there are, for your editor: the first line of the bank names it",
    "schema/deck.schema.json": "the same of deck files",
    ".gitignore": "what git leaves alone",
}
NEXT = ("quizgen check", "quizgen build --drafts", "quizgen review")
ASK_ID = "Id of the bank (Anki knows its notes by it: it never changes, and no two banks share one)"
ASK_SHARED = "May everybody who gets this folder by git have the texts of your articles, too?"


def new_bank(folder: Path, id: str | None, private: bool | None) -> None:
    """Writes the folder; asks at a terminal for what was not said."""
    name = folder.resolve().name
    known = naming.checked_id(id) if id else _asked_id(naming.as_id(name))
    hidden = _asked_privacy() if private is None else private
    made = _files(known, naming.printable(name) or known, hidden)
    targets = {folder / path: text.encode() for path, text in made.items()}
    kept = _kept(folder, targets)
    files.write_all({path: data for path, data in targets.items() if path not in kept})
    _tell(folder, kept, made[".gitignore"])


def _asked_id(proposed: str) -> str:
    if naming.at_terminal():
        asked: str = click.prompt(ASK_ID, default=proposed or None, value_proc=naming.checked_id)
        return asked
    if not proposed:
        raise click.UsageError("the folder's name gives no id: name one with --id")
    return proposed


def _asked_privacy() -> bool:
    return naming.at_terminal() and not click.confirm(ASK_SHARED, default=False)


def _files(id: str, title: str, private: bool) -> dict[str, str]:
    """Each file of the folder, by its name there; the lock last, for it is made of the others."""
    text = _starter(f"{ARTICLE}.txt")
    named = naming.quoted(title)
    bank = _starter("question_bank.yaml").replace("BANK_ID".ljust(29), f"{id:<27}  ").replace("BANK_TITLE", named)
    return {
        files.BANK: bank,
        files.lock_of(Path(files.BANK)).name: _lock(bank, text),
        f"articles/{ARTICLE}.txt": text,
        "decks/all.yaml": _starter("all.yaml").replace("BANK_TITLE", named),
        **{f"schema/{path.name}": path.read_text(encoding="utf-8") for path in sorted(SCHEMAS.glob("*.json"))},
        ".gitignore": "/build/\n" + ("/articles/\n" if private else ""),
    }


def _starter(name: str) -> str:
    return (STARTER / name).read_text(encoding="utf-8")


def _lock(bank: str, text: str) -> str:
    loaded = pipeline.load(bank.encode(), "", None, "", lambda _: {ARTICLE: text}, advice=False)
    assert loaded.bank is not None
    lock, problems = sources.attest(loaded.bank, Lock(), {ARTICLE: text})
    assert not problems
    return sources.write_lock(lock)


def _kept(folder: Path, targets: Mapping[Path, bytes]) -> set[Path]:
    """A `.gitignore` that is there stays; where anything else is, nothing is written."""
    there = [path for path in targets if os.path.lexists(path)]
    if others := [path for path in there if path != folder / ".gitignore"]:
        named = ", ".join(map(str, others))
        raise click.ClickException(f"already there: {named}; name a new folder, nothing was written")
    return set(there)


def _tell(folder: Path, kept: set[Path], ignored: str) -> None:
    for name, about in ABOUT.items():
        if folder / name not in kept:
            click.echo(f"{folder / name}  {click.style(f'({about})', dim=True)}")
    if kept:
        click.echo(f"{folder / '.gitignore'} was there and stays; it should hold {' and '.join(ignored.split())}")
    steps = NEXT if folder.resolve() == Path.cwd() else (f"cd {shlex.quote(str(folder))}", *NEXT)
    click.echo("Now type:\n" + "\n".join(f"  {step}" for step in steps))
