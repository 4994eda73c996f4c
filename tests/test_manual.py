"""The README as a manual: every key stands in its tables, every sample is read, every command can be typed."""

import re
from collections.abc import Iterator

import pytest
from test_readme import README

from quizgen.model import KINDS
from quizgen.reading.bankkeys import BANK, OWN_KEYS, QUESTION
from quizgen.reading.deckkeys import DECK
from quizgen.reading.tables import Either, Form, List, Table


def rows() -> list[list[str]]:
    """The cells of each row of each table."""
    lines = re.findall(r"^\|( .*)\|$", README, re.MULTILINE)
    return [[cell.strip() for cell in line.split(" |")] for line in lines]


def told() -> dict[str, tuple[set[str], set[str]]]:
    """By whose they are, the keys that the tables tell of, and those of them in bold, which must be there."""
    found: dict[str, tuple[set[str], set[str]]] = {}
    whose = ""
    for first, keys, *_ in rows():
        whose = first or whose
        all, bold = found.setdefault(whose, (set(), set()))
        all |= set(re.findall(r"`([\w-]+)`", keys))
        bold |= set(re.findall(r"\*\*`([\w-]+)`\*\*", keys))
    return found


def tables(form: Form) -> Iterator[Table]:
    """All tables that a form leads to, itself among them."""
    match form:
        case List(of=held):
            yield from tables(held)
        case Either(either=forms):
            for one in forms:
                yield from tables(one)
        case Table(keys=keys):
            yield form
            for key in keys:
                yield from tables(key.holds)


def listed() -> dict[str, Table]:
    """The tables whose keys are ours and not the kinds of question, by whose they are."""
    found = {table.owner: table for table in (*tables(BANK), *tables(DECK))}
    return {owner: one for owner, one in found.items() if one.keys and one.by_name.keys() != KINDS.keys()}


TOLD = told()
FRAME = {owner: table for owner, table in listed().items() if table is not QUESTION}


def test_the_tables_are_found() -> None:
    """None of those below looks at nothing."""
    assert len(FRAME) == 15
    assert FRAME.keys() <= TOLD.keys()


@pytest.mark.parametrize("owner", FRAME)
def test_every_key_has_its_row(owner: str) -> None:
    """What may stand in a bank or a deck file stands in the manual, and nothing else; in bold what must."""
    keys = FRAME[owner].keys

    assert TOLD[owner] == ({key.name for key in keys}, {key.name for key in keys if key.needed})


@pytest.mark.parametrize("kind", KINDS)
def test_every_key_of_a_question_has_its_row(kind: str) -> None:
    """Of each kind: the keys that all have in one table, its own in that of the kinds."""
    common, bold = TOLD["a question"]
    (row,) = (cells[2] for cells in rows() if cells[0] == f"`{kind}`")
    own = set(re.findall(r"`([\w-]+)(?:: true)?`", row)) & OWN_KEYS.keys()
    needed = set(re.findall(r"\*\*`([\w-]+)`\*\*", row))
    stem = {"stem"} if kind == "cloze" else set()
    keys = QUESTION.kinds[kind].keys

    assert common - stem | own == {key.name for key in keys}
    assert bold - stem | needed == {key.name for key in keys if key.needed}
