"""Ids for what is new, and what is asked at a terminal about it."""

import re
import sys
import unicodedata
from collections.abc import Collection

import click

from quizgen.reading.tables import ID, MAX_ID

FORM = f"letters a to z, digits and single hyphens, at most {MAX_ID}"


def as_id(name: str) -> str:
    """A name as an id: `Übung 3` → `ubung-3`; empty if it has no letter or digit that can stay."""
    letters = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", letters)[:MAX_ID].strip("-")


def checked_id(id: str) -> str:
    """An id that somebody typed, or a usage error that says what one looks like."""
    if len(id) > MAX_ID or not ID.pattern.fullmatch(id):
        raise click.UsageError(f"`{id}` cannot be an id: use {FORM}")
    return id


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
