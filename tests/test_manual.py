"""The README as a manual: every key of a file stands in its tables, and every sample is read as it stands."""

import re
from collections.abc import Iterator
from textwrap import dedent, indent

import pytest
from test_readme import README, ROOT

from quizgen.model import KINDS
from quizgen.reading import bank, deckfile, yamlnodes
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


BLOCKS = [
    (language, dedent(text))
    for language, text in re.findall(r"^ *```(\w+)\n(.*?)^ *```", README, re.DOTALL | re.MULTILINE)
]
SAMPLES = [text for language, text in BLOCKS if language == "yaml"]
HEAD = "bank: {id: votes, title: Votes, language: en}\n"
ARTICLES = "articles:\n  - {id: sham-vote, title: The vote, file: vote.txt}\n  - {id: minsk-visit, title: The visit}\n"


def sample(start: str) -> str:
    """The one sample that begins so."""
    (found,) = (text for text in SAMPLES if text.startswith(start))
    return found


def a_list(text: str) -> str:
    """Entries, as they stand under a key."""
    return indent(text, "  ")


WALK = sample("- id: vote-2025-share\n")
SHORT = sample("- id: protest-condition")
ELBE = sample("- id: elbe-01")
BANKS = {
    "the head of a bank": sample("bank:") + "questions:\n" + a_list(ELBE),
    "a question with notes": HEAD + ARTICLES + "questions:\n" + a_list(SHORT),
    "a question, step by step": HEAD + ARTICLES + "questions:\n" + a_list(WALK),
    "a waiver": HEAD + ARTICLES + "questions:\n" + a_list(WALK + indent(sample("allow:"), "  ")),
    "a dispute": HEAD + ARTICLES + sample("disputes:") + "questions:\n" + a_list(WALK),
}


def test_each_sample_is_looked_at() -> None:
    """None is added that nothing below reads."""
    read = (
        "bank:",
        "- id: elbe-01",
        "- id: protest-condition",
        "- id: vote-2025-share",
        "allow:",
        "disputes:",
        "title:",
        "# yaml-language-server",
    )

    assert [text for text in SAMPLES if not text.startswith(read)] == []


@pytest.mark.parametrize("name", BANKS)
def test_samples_of_a_bank_are_read(name: str) -> None:
    """Each is taken as it stands, without a word."""
    node, found = yamlnodes.parse(BANKS[name])
    assert node is not None

    read, mistakes = bank.read(node)

    assert read is not None
    assert [*found, *mistakes] == []


def test_the_sample_of_a_deck_file_is_read() -> None:
    """Of the shipped bank, whose tags it names."""
    node, found = yamlnodes.parse(sample("title:"))
    whole = yamlnodes.parse((ROOT / "question_bank.yaml").read_text(encoding="utf-8"))[0]
    assert node is not None
    assert whole is not None
    read = bank.read(whole)[0]
    assert read is not None

    plan, mistakes = deckfile.read(node, "week-1", read)

    assert plan is not None
    assert [*found, *mistakes] == []


def test_the_schema_that_is_named_is_there() -> None:
    """The line for editors is the one that `quizgen new bank` writes; the shipped bank's leads to the same schema."""
    starter = (ROOT / "quizgen" / "commands" / "starter" / "question_bank.yaml").read_text(encoding="utf-8")
    shipped = (ROOT / "question_bank.yaml").read_text(encoding="utf-8")

    assert starter.startswith(sample("# yaml-language-server"))
    assert shipped.startswith("# yaml-language-server: $schema=quizgen/schema/bank.schema.json\n")
