"""Notes → the bytes of an `.apkg`: a zip around a collection that genanki writes, in memory."""

import io
import itertools
import json
import sqlite3
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

import genanki

from quizgen.outputs.anki import decks, notetypes
from quizgen.outputs.anki.database import canonical
from quizgen.outputs.anki.notes import Note

_SETTINGS = """
    PRAGMA encoding = 'UTF-8';
    PRAGMA page_size = 4096;
    PRAGMA secure_delete = ON;  -- zeroes what is deleted, so that it is the same each time
"""


class _Package(genanki.Package):  # type: ignore[misc]  # genanki carries no types
    """A package that is written as if of one deck: genanki's own reads and writes all decks again for each deck."""

    decks: Sequence[genanki.Deck]

    def write_to_db(self, cursor: sqlite3.Cursor, timestamp: float, id_gen: Iterator[int]) -> None:
        """The collection with the notes of the first deck, each in its own, and the other decks told of together."""
        every = self.decks
        self.decks = every[:1]
        super().write_to_db(cursor, timestamp, id_gen)
        (known,) = cursor.execute("SELECT decks FROM col").fetchone()
        # The other way round names that differ in nothing but case, one deck to Anki, would keep the last description.
        told = json.loads(known) | {str(deck.deck_id): deck.to_json() for deck in reversed(every)}
        cursor.execute("UPDATE col SET decks = ?", (json.dumps(told),))


def write(bank: str, described: Mapping[str, str], notes: Sequence[Note]) -> bytes:
    """A package of these notes of a bank; `described` are all their decks, by name, each described in HTML.

    Ids of notes and cards count from the latest revision, in milliseconds since 1970: the day that Anki shows as that
    on which they were added. Where an id is taken, Anki gives another.
    """
    ids = itertools.count(1000 * max((note.mod for note in notes), default=0) + 1)
    made = [genanki.Deck(decks.id_of(bank, name), name, text) for name, text in described.items()]
    for note in notes:
        made[0].add_note(note)  # which knows its deck
    connection = sqlite3.connect(":memory:")
    try:
        cursor = connection.cursor()
        cursor.executescript(_SETTINGS)
        _Package(made).write_to_db(cursor, notetypes.LOOK_REVISED.timestamp(), ids)
        connection.commit()
        database = connection.serialize()
    finally:
        connection.close()
    return _zip({"collection.anki2": canonical(database), "media": b"{}"})


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
    properties: dict[str, Any] = {
        "note": note.model.name,
        "guid": note.guid,
        "mod": f"{datetime.fromtimestamp(note.mod, UTC):%Y-%m-%dT%H:%M:%SZ}",
        "deck": note.deck,
        "due": note.due,
        "cards": " ".join(str(card.ord) for card in note.cards),
        "tags": " ".join(note.tags),
    }
    names = (f"  {field['name']}" for field in note.model.fields)
    filled = {name: value for name, value in zip(names, note.fields, strict=True) if value}
    lines = (f"{name}: {value}" for name, value in {**properties, **filled}.items())
    return "".join(line.replace("\n", "\\n") + "\n" for line in lines)
