"""`new question`: an empty question of one kind, with a note on each field, at the end of the bank."""

from pathlib import Path

import click

from quizgen.commands import files, naming
from quizgen.commands.adding import Source, added, open_source, shown
from quizgen.reading.fields import listed

STUBS = Path(__file__).with_name("starter") / "stubs"


def new_question(path: Path | None, kind: str, article: str | None, *, only_print: bool) -> None:
    """Adds the stub, or only shows it."""
    source = open_source(files.find_bank(path))
    cited = _article(source, article)
    id = naming.numbered_id(cited, source.ids("questions"))
    entry = stub(kind, id, cited)
    if only_print:
        click.echo(shown(entry))
        return
    text = added(source, "questions", entry)
    files.write_back(source.path, source.data, source.bytes_of(text))
    line = text[: text.rindex(f"id: {id} ")].count("\n") + 1
    click.echo(f"{source.path}:{line}: question `{id}` added; fill in what is empty, then type:")
    click.echo("  quizgen cite\n  quizgen check")


def stub(kind: str, id: str, article: str) -> list[str]:
    """The lines of an empty question."""
    text = (STUBS / f"{kind}.yaml").read_text(encoding="utf-8")
    first, *rest = text.replace("ARTICLE_ID", article).splitlines()
    return [first.replace("QUESTION_ID".ljust(29), f"{id:<27}  "), *rest]


def _article(source: Source, named: str | None) -> str:
    """The article that was named, else the last one of the bank, which is the newest."""
    known = source.ids("articles")
    if not known:
        raise click.ClickException("the bank has no article to ask about yet; `quizgen new article FILE` enters one")
    if named is not None and named not in known:
        raise click.UsageError(f"the bank has no article `{named}`; there is {listed(known)}")
    return named or known[-1]
