"""The bytes of an `.apkg` → its notes. The file comes from anywhere: nothing in it is believed, or run."""

import html
import io
import json
import re
import sqlite3
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from quizgen.outputs.anki.notes import RETIRED

MAX_SIZE = 512 * 2**20
"""Bytes of a database; a larger one is no deck of questions."""

_MEMBERS = ("collection.anki21", "collection.anki2")
_NEW_FORMAT = "collection.anki21b"
_NOTES = """
    SELECT guid, mid, mod, tags, flds, (SELECT did FROM cards WHERE nid = notes.id ORDER BY ord LIMIT 1) AS did,
        (SELECT group_concat(ord) FROM cards WHERE nid = notes.id) AS cards
    FROM notes ORDER BY notes.id
"""
_BLANK = re.compile(r"\{\{c(\d+)::(.*?)(?:::.*?)?\}\}", re.DOTALL)
_ARTICLE = "article::"


# A zip that is torn, encrypted or packed otherwise; a database that is none, or empty; other tables, other JSON.
_FAULTS = (
    *(zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, MemoryError, sqlite3.Error),
    *(LookupError, ValueError, TypeError, AttributeError),
)


class UnreadableError(Exception):
    """Why a file is not a package of ours, for people."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Packed:
    """A note as a package holds it."""

    guid: str
    type: str
    """The name of its note type."""
    mod: int
    deck: str
    """Of its first card."""
    tags: tuple[str, ...]
    fields: Mapping[str, str]
    """HTML, by name."""
    cards: frozenset[int]
    """The numbers of its cards, from 1."""

    @property
    def blanks(self) -> Mapping[int, str]:
        """What stands in the blanks of a cloze, by their numbers, which are those of its cards."""
        found: dict[int, list[str]] = {}
        for number, answer in _BLANK.findall(self.fields.get("Question", "")):
            found.setdefault(int(number), []).append(plain(answer))
        return {number: " … ".join(answers) for number, answers in found.items()}

    @property
    def articles(self) -> frozenset[str]:
        """The ids of the articles that it cites."""
        before = f"{self.bank}::{_ARTICLE}"
        return frozenset(tag.removeprefix(before) for tag in self.tags if tag.startswith(before))

    @property
    def id(self) -> str:
        """The question's id."""
        return plain(self.fields["Id"])

    @property
    def bank(self) -> str:
        """The id of its bank."""
        return plain(self.fields["Bank"])

    @property
    def retired(self) -> bool:
        """Whether it is no longer asked."""
        return f"{self.bank}::{RETIRED}" in self.tags


def read(package: bytes) -> tuple[Packed, ...]:
    """The notes of a package that quizgen made, other notes left out. Raises UnreadableError."""
    try:
        return _notes(_database(package))
    except _FAULTS as fault:
        raise UnreadableError(f"it is not an Anki package ({fault})") from fault


def plain(markup: str) -> str:
    """HTML as a line of text that is safe to print."""
    text = " ".join(html.unescape(re.sub(r"<[^<>]*>", " ", markup)).split())
    return "".join(sign if sign.isprintable() else "\ufffd" for sign in text)


def _database(package: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(package)) as members:
        if _NEW_FORMAT in members.namelist():
            raise UnreadableError("it was exported by Anki itself; name the .apkg that quizgen built")
        name = next(name for name in (*_MEMBERS, "") if name in members.namelist() or not name)
        if members.getinfo(name).file_size > MAX_SIZE:
            raise UnreadableError(f"its database is larger than {MAX_SIZE // 2**20} MB")
        return members.read(name)


def _notes(database: bytes) -> tuple[Packed, ...]:
    connection = sqlite3.connect(":memory:")
    try:
        connection.deserialize(database)
        connection.row_factory = sqlite3.Row
        connection.execute("PRAGMA trusted_schema = OFF")
        types, decks = (json.loads(text) for text in connection.execute("SELECT models, decks FROM col").fetchone())
        packed = [_packed(row, types[str(row["mid"])], decks) for row in connection.execute(_NOTES)]
    finally:
        connection.close()
    return tuple(note for note in packed if note.fields.keys() >= {"Id", "Bank"})


def _packed(row: sqlite3.Row, type: Any, decks: Any) -> Packed:
    names = [field["name"] for field in sorted(type["flds"], key=lambda field: field["ord"])]
    return Packed(
        guid=str(row["guid"]),
        type=str(type["name"]),
        mod=int(row["mod"]),
        deck=plain(decks[str(row["did"])]["name"]),
        tags=tuple(plain(row["tags"]).split()),
        fields=dict(zip(names, row["flds"].split("\x1f"), strict=True)),
        cards=frozenset(int(number) + 1 for number in row["cards"].split(",")),
    )
