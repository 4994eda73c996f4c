"""The tables of keys: each key is asked for by a reader, and says what it is for."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from samples import checked, items

from quizgen.model import KINDS
from quizgen.reading import bank, deckfile, yamlnodes
from quizgen.reading.bankkeys import BANK, OPTION, QUESTION
from quizgen.reading.deckkeys import DECK
from quizgen.reading.fields import Fields
from quizgen.reading.tables import FLAG, TEXT, Either, Form, Key, List, Table

KIND_FILES = sorted((Path(__file__).parent / "data" / "kinds").glob("*/item.yaml"))
WHOLE_DECK = """\
title: Elm Ford
anki: {subdecks: tag}
flashcards: {page: A4}
quizzes:
  - {id: a, title: A, select: {}, mix: {choice: 1}, points: {choice: 1}, instructions: {choice: Circle one.}}
"""
BESIDES = """\
bank: {}
articles: [{}]
people: [{}]
disputes: [{sides: [{}, {}]}]
questions: [{kind: choice, options: [{text: a}, b], checked: {}, allow: {clang: So it is.}}]
"""


def tables(form: Form) -> Iterator[Table]:
    """A table, and all that stand within it."""
    match form:
        case Table(kinds=kinds) if kinds:
            for kind in kinds.values():
                yield from tables(kind)
        case Table(keys=keys):
            yield form
            for key in keys:
                yield from tables(key.holds)
        case List(of=of):
            yield from tables(of)
        case Either(either=either):
            for one in either:
                yield from tables(one)


def node(text: str) -> yamlnodes.Node:
    read, found = yamlnodes.parse(text)
    assert read is not None
    assert found == ()
    return read


def test_every_key_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """No key stands in a table that its reader would drop without a word."""
    asked: set[tuple[str, str, str]] = set()
    plain = Table.key

    def key(self: Table, name: str) -> Key:
        found = plain(self, name)
        asked.add((self.owner, name, found.about))
        return found

    monkeypatch.setattr(Table, "key", key)
    for text in (BESIDES, *(path.read_text(encoding="utf-8") for path in KIND_FILES)):
        bank.read(node(text))
    deckfile.read(node(WHOLE_DECK), "deck", checked(*items()).bank)

    wanted = {(table.owner, key.name, key.about) for top in (BANK, DECK) for table in tables(top) for key in table.keys}
    assert len(KIND_FILES) == len(KINDS)
    assert len(wanted) > 100
    assert wanted - asked == set()


def test_every_key_says_what_it_is_for() -> None:
    """A sentence each, for editors and manuals, with a full stop."""
    told = [(table, key) for top in (BANK, DECK) for table in tables(top) for key in table.keys]

    assert {key.about for _, key in told if not key.about.endswith(".")} == set()
    assert {table.about for table, _ in told if not table.about.endswith(".")} == set()


def test_kinds_have_tables() -> None:
    """Each kind of question has one, in the order of the kinds."""
    assert list(QUESTION.kinds) == list(KINDS)


def test_a_reader_and_its_table_agree() -> None:
    """What a table lacks, or holds in another form, cannot be asked for: our own mistake, found at once."""
    option = Fields.of(node("text: a"), [], OPTION)

    assert option is not None
    with pytest.raises(KeyError):
        option.text("colour")
    with pytest.raises(AssertionError):
        option.flag("text")
    assert Table("a thing", "", (Key("a", FLAG, ""),), others=TEXT).key("b").holds is TEXT
