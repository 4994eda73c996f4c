"""`new article`: a text copied into the bank's folder, entered in the bank and in the lock, and shown as it counts."""

import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import click

from quizgen import sources
from quizgen.commands import files, naming, texts
from quizgen.commands.adding import Source, added, open_source
from quizgen.commands.workspace import tell_errors
from quizgen.diagnostics import Report
from quizgen.language.phrasing import counted
from quizgen.model import Article, Bank
from quizgen.reading import yamlnodes
from quizgen.reading.bank import read as read_bank
from quizgen.rules.gaps import runs
from quizgen.sources import ArticleText, Lock

FOLDER = "articles"
"""Of a bank that names none."""
MAX_TITLE = 20
"""Words of a first line that is taken for the title; longer ones are paragraphs."""
MAX_LINES = 12
"""Of a text in which no line is empty, and which may still be a single paragraph."""
BROKEN = "The lines look as if they were broken to a width"
OF_PAGE = "These lines look as if they belonged to the page and not to the text"
NOTE = (
    "# also, as far as known: label (a short name), author, publisher, issued, URL, accessed; own: true if it is yours"
)


def new_article(path: Path | None, file: Path, id: str | None, title: str | None, *, own: bool, yes: bool) -> None:
    """Copies, enters, locks and shows a text; asks at a terminal about what it looks like."""
    source = open_source(files.find_bank(path))
    data = files.read(file)
    text = texts.text_of(file, data)
    known = _id(source, file, id)
    article = Article(id=known, title=naming.printable(title or ""), own=own, file=_name(source, file, known))
    article = _titled(_as_seen(article, text, yes=yes), file, text)
    new = added(source, "articles", _entry(article), _in_braces(article))
    bank = _bank(source, new)
    target = texts.target(source.path.parent / (bank.folder or FOLDER), file, article.file, data)
    lock = _lock(source, bank, article, text)
    others = {files.lock_of(source.path): sources.write_lock(lock).encode()}
    others |= {} if target.exists() else {target: data}
    files.write_back(source.path, source.data, source.bytes_of(new), others)
    _tell(source, bank, article, target, text)


def _id(source: Source, file: Path, given: str | None) -> str:
    """The one that was given, else one made of the file's name; free, whatever its case."""
    id = naming.checked_id(given) if given else naming.as_id(file.stem)
    if not id:
        raise click.UsageError(f"the name of {file} gives no id: name one with --id")
    if id.casefold() in map(str.casefold, source.ids("articles")):
        raise click.UsageError(f"the bank has an article `{id}` already: name another id with --id")
    return id


def _name(source: Source, file: Path, id: str) -> str:
    """How the copy is called; no other article's file."""
    name = texts.copied_name(file, id)
    for other in source.entries("articles"):
        if other.get("file") == name:
            raise click.ClickException(f"article `{other.get('id')}` has the file {name} already")
    return name


def _as_seen(article: Article, text: str, *, yes: bool) -> Article:
    """The article with what its text looks like, as far as somebody agrees."""
    whole = ArticleText.of(text)
    lines, furniture = whole.lines, sources.furniture(whole.lines)
    if _is_wrapped(whole) and _agreed(BROKEN, "Join them up to each empty line?", "wrapped: true", yes):
        article = replace(article, wrapped=True)
    for number, why in furniture.items():
        click.echo(f"{number:5}: {_short(lines[number - 1])}  {click.style(f'({why})', dim=True)}")
    skip = f"skip: [{runs(tuple(furniture))}]"
    if furniture and _agreed(OF_PAGE, f"Leave them out ({skip})?", skip, yes):
        article = replace(article, skip=tuple(range(number, number + 1) for number in furniture))
    return article


def _is_wrapped(text: ArticleText) -> bool:
    """Whether lines broken to a width may be joined: not if all of a long text would be one paragraph."""
    if not sources.looks_wrapped(text.lines):
        return False
    if len(text.unwrapped.paragraphs) > 1 or len(text.paragraphs) <= MAX_LINES:
        return True
    click.echo(f"{BROKEN}, and no empty line parts its paragraphs: put one between them in the file")
    return False


def _agreed(seen: str, question: str, key: str, yes: bool) -> bool:
    """Whether somebody agrees to what was seen; where nobody is asked, it is only told, with what would say so."""
    if not yes and not naming.at_terminal():
        click.echo(f"{seen}. If so, add `{key}` to the article, and type `quizgen cite`")
        return False
    return yes or click.confirm(f"{seen}. {question}", default=True)


def _titled(article: Article, file: Path, text: str) -> Article:
    """With the first line as its title, if it looks like one, else the file's name in brackets: it is not printed."""
    read = sources.text_of(article, text)
    paragraphs = (read.unwrapped if sources.looks_wrapped(read.lines) else read).paragraphs
    if not paragraphs:
        raise click.ClickException(f"{file} holds nothing but lines of a page")
    first = naming.printable(paragraphs[0].printed)
    is_title = len(first.split()) <= MAX_TITLE and not re.search(r"[.!?:;,…][\"'”’»)]*$", first)
    made = first.strip("#* ") if is_title else f"[{naming.printable(re.sub(r'[-_]+', ' ', file.stem))}]"
    return replace(article, title=article.title or made or article.id)


def _fields(article: Article) -> Iterator[tuple[str, str]]:
    """The keys of the entry, as YAML."""
    yield "id", article.id
    yield "title", naming.quoted(article.title)
    yield "file", naming.quoted(article.file) if " " in article.file else article.file
    if article.own:
        yield "own", "true"
    if article.wrapped:
        yield "wrapped", "true"
    if article.skip:
        yield "skip", f"[{runs(tuple(lines.start for lines in article.skip))}]"


def _entry(article: Article) -> list[str]:
    lines = [f"{key}: {value}" for key, value in _fields(article)]
    return [f"- {lines[0]}", *(f"  {line}" for line in lines[1:]), f"  {NOTE}"]


def _in_braces(article: Article) -> str:
    return f"{{{', '.join(f'{key}: {value}' for key, value in _fields(article))}}}"


def _bank(source: Source, text: str) -> Bank:
    """The new text as a bank; mistakes in the frame of the bank end the command, those of its questions do not."""
    node, _ = yamlnodes.parse(text)
    bank, mistakes = read_bank(node) if node is not None else (None, ())
    if bank is None:
        tell_errors(Report.of(str(source.path), text, mistakes))
        raise click.exceptions.Exit(1)
    return bank


def _lock(source: Source, bank: Bank, article: Article, text: str) -> Lock:
    """The lock with the article; one that cannot be read, or is another bank's, ends the command."""
    path = files.lock_of(source.path)
    written = files.read_lock(path)
    old, faults = sources.read_lock(written) if written is not None else (Lock(), ())
    lock, copied = sources.enter(bank, old, article, text) if old else (Lock(), ())
    if faults or copied:
        tell_errors(Report.of(str(path), written or "", faults), Report.of(str(source.path), source.text, copied))
        raise click.exceptions.Exit(1)
    return lock


def _tell(source: Source, bank: Bank, article: Article, target: Path, text: str) -> None:
    read = sources.text_of(article, text)
    size = f"{counted(len(read.paragraphs), 'paragraph')}, {counted(read.word_count, 'word')}"
    click.echo(f"{target}: {size}")
    click.echo(f"{source.path}: article `{article.id}` entered, with the title {article.title}")
    click.echo(f"{files.lock_of(source.path)}: the article is locked")
    for paragraph in read.paragraphs:
        click.echo(f"{paragraph.number:5}  {_short(paragraph.printed)}")
    if not bank.folder:
        click.echo(f"Add `articles: {FOLDER}` under `bank:`, and the text is found without --articles")
    click.echo(f"Now type:\n  quizgen new question KIND --article {article.id}")


def _short(text: str) -> str:
    """The beginning of a line, as broad as the terminal lets it be."""
    width = min(shutil.get_terminal_size().columns, 100) - 12
    line = naming.printable(text)
    return line if len(line) <= width else f"{line[: width - 2].rstrip()} …"
