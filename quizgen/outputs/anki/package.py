"""Notes → the bytes of an `.apkg`: a zip around an SQLite database, made in memory.

Tables, note types and decks are genanki's; the writing is ours, because genanki's reads and writes all decks again for
each deck, leaves its temporary file behind, and stamps everything with the clock.
"""

import hashlib
import io
import json
import sqlite3
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
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

_NOTE = "INSERT INTO notes VALUES (:id, :guid, :type, :mod, -1, :tags, :fields, :sorted, 0, 0, '')"
_CARD = "INSERT INTO cards VALUES (:id, :note, :deck, :ord, :mod, -1, 0, 0, :due, 0, 0, 0, 0, 0, 0, 0, 0, '')"


def write(decks: Mapping[str, str], notes: Iterable[Note]) -> bytes:
    """A package of these notes; `decks` are all of theirs, by name, each with its description in HTML."""
    connection = sqlite3.connect(":memory:")
    try:
        connection.executescript(_SETTINGS + APKG_SCHEMA + APKG_COL)
        _fill(connection, decks, tuple(notes))
        connection.commit()
        database = connection.serialize()
    finally:
        connection.close()
    return _zip({"collection.anki2": canonical(database), "media": b"{}"})


def _fill(connection: sqlite3.Connection, decks: Mapping[str, str], notes: Sequence[Note]) -> None:
    used = {note.type.id for note in notes}
    types = {str(type.id): type.json() for type in NOTE_TYPES if type.id in used}
    (default,) = connection.execute("SELECT decks FROM col").fetchone()
    # The other way round names that differ in nothing but case, one deck to Anki, would keep the last description.
    made = {str(deck_id(name)): _deck(name, text) for name, text in reversed(tuple(decks.items()))}
    connection.execute("UPDATE col SET models = ?, decks = ?", (_json(types), _json(json.loads(default) | made)))
    connection.executemany(_NOTE, map(_note_row, range(FIRST_ID, FIRST_ID + len(notes)), notes))
    connection.executemany(_CARD, _card_rows(notes))


def deck_id(name: str) -> int:
    """From the name alone, whatever its case, as Anki compares names; below 2^48, and not 0 or 1, which are taken."""
    return int.from_bytes(hashlib.sha256(name.casefold().encode()).digest()[:6]) | 2


def _deck(name: str, description: str) -> Any:
    return genanki.Deck(deck_id(name), name, description).to_json()


def _note_row(id: int, note: Note) -> dict[str, str | int]:
    fields = [note.fields.get(field.name, "") for field in note.type.fields]
    return {
        "id": id,
        "guid": note.guid,
        "type": note.type.id,
        "mod": note.mod,
        "tags": f" {' '.join(note.tags)} ",
        "fields": "\x1f".join(fields),
        "sorted": note.fields[note.type.sorted_by],
    }


def _card_rows(notes: Sequence[Note]) -> Iterator[dict[str, int]]:
    cards = ((note_id, note, ord) for note_id, note in enumerate(notes, FIRST_ID) for ord in note.cards)
    for id, (note_id, note, ord) in enumerate(cards, FIRST_ID):
        yield {
            "id": id,
            "note": note_id,
            "deck": deck_id(note.deck),
            "ord": ord,
            "mod": note.mod,
            "due": note.due,
        }


def _json(value: object) -> str:
    return json.dumps(value, sort_keys=True, ensure_ascii=False)


def _zip(files: Mapping[str, bytes]) -> bytes:
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
