"""A file that somebody calls an article's text: its text, or what it is instead and what to do."""

import re
import shlex
import unicodedata
from pathlib import Path

import click

from quizgen.commands import files
from quizgen.reading import yamlnodes
from quizgen.sources import fold

AS_TEXT = "open it in the program it was made with, and save it as plain text (.txt, UTF-8)"
PACKED: tuple[tuple[bytes, str, str], ...] = (
    (b"%PDF-", "a PDF file", "type `pdftotext {0} {1}`, or copy its text into an editor; then read it through"),
    (b"PK\x03\x04", "a Word, LibreOffice or e-book file", AS_TEXT),
    (b"\xd0\xcf\x11\xe0", "an old Word file", AS_TEXT),
    (b"{\\rtf", "a file with formatting (RTF)", AS_TEXT),
    (b"\x89PNG", "a picture", "let a program for text recognition read it, or type its text into an editor"),
    (b"\xff\xd8\xff", "a picture", "let a program for text recognition read it, or type its text into an editor"),
)
"""How a file begins, what it is then, and what to do; {0} is its name, {1} that of a text made of it."""
_PAGE = re.compile(rb"\s*(?:<!--.*?-->\s*)*<(?:!doctype html|html|head|body|\?xml)\b", re.DOTALL | re.IGNORECASE)
_HEAD = 4096
"""Bytes by which a kind of file is known."""


def text_of(path: Path, data: bytes) -> str:
    """The text of an article's file; anything else ends the command."""
    head = data[:_HEAD].removeprefix(b"\xef\xbb\xbf")
    for start, what, remedy in PACKED:
        if head.startswith(start):
            raise _no_text(path, what, remedy.format(*map(_typed, (path, path.with_suffix(".txt")))))
    if _PAGE.match(head):
        raise _no_text(
            path, "a web page", "open it in a browser, copy the text of the article, and save that as plain text"
        )
    text, faults = yamlnodes.decode(data)
    if faults:
        raise click.ClickException(f"{path}, line {faults[0].span.line}: {faults[0].message}; {faults[0].help}")
    if "\0" in text:
        raise _no_text(path, "no text", "name a plain-text file")
    if not fold(text):
        raise click.ClickException(f"{path} holds no words")
    return text


def _typed(path: Path) -> str:
    return shlex.quote(str(path))


def _no_text(path: Path, what: str, remedy: str) -> click.ClickException:
    return click.ClickException(f"{path} is {what}; {remedy}")


def copied_name(path: Path, id: str) -> str:
    """The name that a copy of the file gets in the folder of articles: its own, if a bank can hold that."""
    plain = re.fullmatch(r"\w+(?:[. -]\w+)*", path.name) and unicodedata.is_normalized("NFC", path.name)
    return path.name if plain else f"{id}.txt"


def target(folder: Path, path: Path, name: str, data: bytes) -> Path:
    """Where the copy goes: a file of that name that holds something else is never written over."""
    there = folder / name
    if there.exists() and files.read(there) != data:
        raise click.ClickException(f"{there} is there already and holds another text; rename {path}, or that one")
    return there
