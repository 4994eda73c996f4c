"""Notes → the bytes of an `.apkg`: a zip around an SQLite database, made in memory.

Tables, note types and decks are genanki's; the writing is ours, because genanki's reads and writes all decks again for
each deck, leaves its temporary file behind, and stamps everything with the clock.
"""

import hashlib
import io
import json
import sqlite3
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Set
from datetime import UTC, datetime
from functools import cache
from itertools import count, islice
from typing import Any

import genanki
from genanki.apkg_col import APKG_COL
from genanki.apkg_schema import APKG_SCHEMA

from quizgen.outputs.anki.database import canonical
from quizgen.outputs.anki.notes import Note
from quizgen.outputs.anki.notetypes import NOTE_TYPES

FIRST_ID = 1_795_000_000_000
"""Ids of notes and of cards count from here: milliseconds since 1970 to Anki, which gives new ones where taken."""

_SETTINGS = """
    PRAGMA encoding = 'UTF-8';
    PRAGMA page_size = 4096;
    PRAGMA secure_delete = ON;  -- zeroes what is deleted, so that it is the same each time
"""

_NOTE = "INSERT INTO notes VALUES (?, ?, ?, ?, -1, ?, ?, ?, 0, 0, '')"
_CARD = "INSERT INTO cards VALUES (?, ?, ?, ?, ?, -1, 0, 0, ?, 0, 0, 0, 0, 0, 0, 0, 0, '')"

_AT_ONCE = 500
"""Notes that are turned into rows together: enough to be quick, few enough to need no memory."""


def write(decks: Mapping[str, str], notes: Iterable[Note]) -> bytes:
    """A package of these notes; `decks` are all of theirs, by name, each with its description in HTML."""
    connection = sqlite3.connect(":memory:")
    try:
        connection.executescript(_SETTINGS + APKG_SCHEMA + APKG_COL)
        _describe(connection, decks, _add(connection, iter(notes)))
        connection.commit()
        database = connection.serialize()
    finally:
        connection.close()
    return _zip({"collection.anki2": canonical(database), "media": b"{}"})


def _add(connection: sqlite3.Connection, notes: Iterator[Note]) -> Set[int]:
    """Notes and their cards, never all of them in memory; the note types that they use."""
    deck_ids = cache(deck_id)
    ids, card_ids = count(FIRST_ID), count(FIRST_ID)
    used: set[int] = set()
    empty = {type.id: {field.name: "" for field in type.fields} for type in NOTE_TYPES}
    # The notes first: what `zip` asks last is not asked in vain when they end.
    while some := list(zip(islice(notes, _AT_ONCE), ids, strict=False)):
        connection.executemany(_NOTE, [_note_row(id, note, empty[note.type.id]) for note, id in some])
        connection.executemany(
            _CARD,
            [
                (next(card_ids), id, deck_ids(note.deck), ord, note.mod, note.due)
                for note, id in some
                for ord in note.cards
            ],
        )
        used |= {note.type.id for note, _ in some}
    return used


def _describe(connection: sqlite3.Connection, decks: Mapping[str, str], used: Set[int]) -> None:
    types = {str(type.id): type.json() for type in NOTE_TYPES if type.id in used}
    (default,) = connection.execute("SELECT decks FROM col").fetchone()
    # The other way round names that differ in nothing but case, one deck to Anki, would keep the last description.
    made = {str(deck_id(name)): _deck(name, text) for name, text in reversed(tuple(decks.items()))}
    connection.execute("UPDATE col SET models = ?, decks = ?", (_json(types), _json(json.loads(default) | made)))


def deck_id(name: str) -> int:
    """From the name alone, whatever its case, as Anki compares names; below 2^48, and not 0 or 1, which are taken."""
    return int.from_bytes(hashlib.sha256(name.casefold().encode()).digest()[:6]) | 2


def _deck(name: str, description: str) -> Any:
    return genanki.Deck(deck_id(name), name, description).to_json()


def _note_row(id: int, note: Note, empty: Mapping[str, str]) -> tuple[int | str, ...]:
    """`empty`: all fields of the note type, in its order, with nothing in them."""
    fields = "\x1f".join({**empty, **note.fields}.values())
    return (id, note.guid, note.type.id, note.mod, f" {' '.join(note.tags)} ", fields, note.fields[note.type.sorted_by])


def _json(value: object) -> str:
    return json.dumps(value, sort_keys=True, ensure_ascii=False)


def _zip(files: Mapping[str, bytes | bytearray]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in files.items():
            package.writestr(_entry(name), content)
    return buffer.getvalue()


def _entry(name: str) -> zipfile.ZipInfo:
    """A file without a past: the first date that a zip can hold, the rights of a plain file, on every system."""
    entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.create_system = 3
    entry.external_attr = 0o644 << 16
    return entry


def dump(note: Note) -> str:
    """A note for people and for tests, a line for each of its properties and each field that is not empty."""
    properties = {
        "note": note.type.name,
        "guid": note.guid,
        "mod": f"{datetime.fromtimestamp(note.mod, UTC):%Y-%m-%dT%H:%M:%SZ}",
        "deck": note.deck,
        "due": note.due,
        "cards": " ".join(str(ord) for ord in note.cards),
        "tags": " ".join(note.tags),
    }
    fields = {f"  {field.name}": note.fields[field.name] for field in note.type.fields if field.name in note.fields}
    lines = (f"{name}: {value}" for name, value in {**properties, **fields}.items())
    return "".join(line.replace("\n", "\\n") + "\n" for line in lines)
