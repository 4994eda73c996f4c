"""What is new in a bank: its id, how its words are written there, and whether somebody can be asked about it."""

import json
import re
import sys
import unicodedata
from collections.abc import Collection

import click

from quizgen.reading.fields import tidy
from quizgen.reading.tables import ID, MAX_ID
from quizgen.reading.yamltext import FORBIDDEN


def as_id(name: str) -> str:
    """A name as an id: `Übung 3` → `ubung-3`; empty if it has no letter or digit that can stay."""
    letters = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", letters)[:MAX_ID].strip("-")


def checked_id(id: str) -> str:
    """An id that somebody typed, or a usage error that says what one looks like."""
    if not ID.fits(id):
        raise click.UsageError(f"`{id}` cannot be an id: {ID.wanted}")
    return id


def printable(text: str) -> str:
    """Words that somebody else wrote, without what cannot stand in a bank, on one line."""
    return tidy(FORBIDDEN.sub("", text))


def quoted(text: str) -> str:
    """A text between YAML's quotation marks."""
    return json.dumps(text, ensure_ascii=False)


def numbered_id(prefix: str, taken: Collection[str]) -> str:
    """The next free id with this prefix: after `cell-07` comes `cell-08`."""
    stem = prefix[: MAX_ID - 7].rstrip("-")
    numbers = [
        found[1] for id in taken if (found := re.fullmatch(rf"{re.escape(stem)}-([0-9]{{1,6}})", id, re.IGNORECASE))
    ]
    return f"{stem}-{max(map(int, numbers), default=0) + 1:0{max(map(len, numbers), default=2)}}"


def at_terminal() -> bool:
    """Whether somebody is there to answer."""
    return sys.stdin.isatty()
