"""The schemas that editors are given: current, and of the same mind as the reader about every file that there is."""

import json
import re
from pathlib import Path

import pytest
from conftest import Golden
from jsonschema import Draft7Validator
from samples import checked, items

from quizgen import schema
from quizgen.reading import bank, deckfile, yamlnodes
from quizgen.reading.yamlnodes import Mapping, Node, Scalar, Sequence, Style

ROOT = Path(__file__).parents[1]
FOLDER = Path(schema.__file__).parent
BANK, DECK = (
    Draft7Validator(json.loads((FOLDER / f"{name}.schema.json").read_text(encoding="utf-8")))
    for name in ("bank", "deck")
)
BANKS = [ROOT / "question_bank.yaml", *sorted((ROOT / "tests" / "data").glob("*/*/*.yaml"))]
KINDS = sorted((ROOT / "tests" / "data" / "kinds").glob("*/item.yaml"))
DECKS = sorted((ROOT / "decks").glob("*.yaml"))
BLOCKS = re.findall(r"^( *)```yaml\n(.*?)^ *```", (ROOT / "README.md").read_text(encoding="utf-8"), re.DOTALL | re.M)

# How YAML 1.2 reads a plain scalar, which is what editors go by; to quizgen each is a text.
CORE = (
    (re.compile(r"~|null|Null|NULL|"), lambda text: None),
    (re.compile(r"true|True|TRUE|false|False|FALSE"), lambda text: text.lower() == "true"),
    (re.compile(r"[-+]?[0-9]+"), int),
    (re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?"), float),
)


def seen(node: Node) -> object:
    """A file as an editor takes it."""
    match node:
        case Mapping(entries=entries):
            return {entry.key.text: seen(entry.value) for entry in entries}
        case Sequence(items=entries):
            return [seen(entry) for entry in entries]
        case Scalar(text=text, style=Style.PLAIN):
            return next((read(text) for pattern, read in CORE if pattern.fullmatch(text)), text)
        case Scalar(text=text):
            return text
    raise AssertionError(node)


def parse(text: str) -> Node:
    node, found = yamlnodes.parse(text)
    assert node is not None
    assert found == ()
    return node


def refused(text: str) -> set[str]:
    """What the reader says of a bank that an editor can know too: rules, by their names."""
    told = {"missing-key", "unknown-key", "wrong-shape", "unknown-kind", "too-few", "bad-id", "bad-language", "bad-url"}
    return {one.rule for one in bank.read(parse(text))[1]} & told


@pytest.mark.parametrize("name", schema.FILES)
def test_what_is_shipped_is_current(name: str, golden: Golden) -> None:
    """The files in the package are what the tables make; `--update-golden` writes them."""
    golden(f"../../quizgen/schema/{name}", schema.write(schema.FILES[name]))


@pytest.mark.parametrize("validator", [BANK, DECK])
def test_they_are_schemas(validator: Draft7Validator) -> None:
    """Each is a schema of the draft that it names, and leads into no table that is not there."""
    Draft7Validator.check_schema(validator.schema)
    names = set(re.findall(r'"#/definitions/([^"]+)"', json.dumps(validator.schema)))

    assert names == set(validator.schema["definitions"])


def test_every_bank_that_is_read_is_accepted() -> None:
    """The shipped bank and all samples: what the reader reads no editor marks; keys that it misses an editor misses."""
    accepted, marked = 0, 0
    for path in BANKS:
        text = path.read_text(encoding="utf-8", errors="replace")
        node, found = yamlnodes.parse(text)
        if node is None or found:
            continue
        mistakes = list(BANK.iter_errors(seen(node)))
        if not bank.read(node)[1]:
            assert mistakes == [], path
            accepted += 1
        elif refused(text):
            assert mistakes != [], path
            marked += 1

    assert accepted > 100
    assert marked > 0


@pytest.mark.parametrize("path", DECKS, ids=lambda path: path.stem)
def test_every_deck_file_is_accepted(path: Path) -> None:
    """The shipped deck files."""
    assert list(DECK.iter_errors(seen(parse(path.read_text(encoding="utf-8"))))) == []


def test_the_samples_of_the_readme_are_accepted() -> None:
    """Whole questions and the deck file, as printed there."""
    head = "bank: {id: a, title: A, language: en}\narticles: [{id: a, title: A}]\nquestions:\n"
    questions = [text for _, text in BLOCKS if text.strip().startswith("- id:")]
    decks = [text for _, text in BLOCKS if text.startswith("title:")]

    assert (len(questions), len(decks)) == (3, 1)
    for text in questions:
        whole = text if "why:" in text and "level:" in text else pytest.fail("a sample is not whole")
        assert list(BANK.iter_errors(seen(parse(head + whole)))) == []
    assert list(DECK.iter_errors(seen(parse(decks[0])))) == []


@pytest.mark.parametrize("path", KINDS, ids=lambda path: path.parent.name)
def test_reader_and_schema_want_the_same_keys(path: Path) -> None:
    """Of each kind: with any one key taken out or added, the schema refuses exactly what the reader does."""
    whole = seen(parse(path.read_text(encoding="utf-8")))
    assert isinstance(whole, dict)
    question = whole["questions"][0]
    for name in question:
        changed = {**whole, "questions": [{key: value for key, value in question.items() if key != name}]}
        assert bool(refused(json.dumps(changed))) == (not BANK.is_valid(changed)), name
    for name in ("xyzzy", "options", "answer", "text", "pairs", "stem", "correction", "fixed", "extra", "points"):
        if name not in question:
            changed = {**whole, "questions": [{**question, name: "x"}]}
            assert "unknown-key" in refused(json.dumps(changed)) or name in ("fixed", "extra", "correction"), name
            assert bool(refused(json.dumps(changed))) <= (not BANK.is_valid(changed)), name


QUESTION = "id: x, why: y, cite: {article: a, quote: b c d}, difficulty: easy, level: apply"


@pytest.mark.parametrize(
    ("question", "sound"),
    [
        ("kind: short, stem: s, answer: no", True),
        ("kind: short, stem: 1911, answer: 86.8", True),
        ("kind: short, stem: ~, answer: null, accept: [1, true, ~, x]", True),
        ("kind: short, stem: s, answer: a, type: true", True),
        ('kind: short, stem: s, answer: a, type: "true"', True),
        ("kind: short, stem: s, answer: a, type: yes", False),
        ("kind: short, stem: s, answer: [a]", False),
        ("kind: short, stem: s, answer: a, retired: {a: b}", False),
        ("kind: numeric, stem: s, answer: 86.8, tolerance: 0.1", True),
        ("kind: numeric, stem: s, answer: −5", True),
        ('kind: numeric, stem: s, answer: " 007 "', True),
        ('kind: numeric, stem: s, answer: "86,8"', False),
        ("kind: numeric, stem: s, answer: no", False),
        ("kind: numeric, stem: s, answer: 1, tolerance: -1", False),
        ("kind: choice, stem: s, options: [1, 2.50], key: 2.50", True),
        ("kind: choice, stem: s, options: [{text: 1, pinned: true}, b], key: b", True),
        ("kind: choice, stem: s, options: [b], key: b", False),
        ("kind: choice, stem: s, options: [a, {txt: b, why: c}], key: a", False),
        ("kind: multiple, stem: s, options: [a, b], key: a", False),
        ("kind: true-false, stem: s, key: true", True),
        ("kind: true-false, stem: s, key: True story", False),
        ("kind: cloze, text: '{{c1::a}} b'", True),
        ("kind: cloze, stem: s, text: '{{c1::a}} b'", False),
        ("kind: match, stem: s, pairs: [{left: 1, right: 2}, {left: no, right: yes}]", True),
        ("kind: match, stem: s, pairs: [{left: 1}, {left: no, right: yes}]", False),
        ("kind: order, stem: s, items: [1, 2]", True),
        ("kind: order, stem: s, items: [1]", False),
        ("kind: open, stem: s, points: [1]", True),
        ("kind: open, stem: s, points: []", False),
        ("kind: opne, stem: s, points: [1]", False),
        ("stem: s, points: [1]", False),
    ],
)
def test_a_question_to_both(question: str, sound: bool) -> None:
    """The reader and the schema say the same of what an author may write, numbers and truth values included."""
    text = (
        "{bank: {id: 001, title: no, language: en}, articles: [{id: a, title: 1984, skip: [5, 7-9]}], "
        f"questions: [{{{question}, {QUESTION}}}]}}"
    )

    assert (not bank.read(parse(text))[1]) == sound
    assert BANK.is_valid(seen(parse(text))) == sound


@pytest.mark.parametrize(
    ("deck", "sound"),
    [
        ("title: 2025", True),
        ("title: t, select: {}, anki: {subdecks: none}, flashcards: {layout: a7}", True),
        ("title: t, quizzes: [{id: 1, title: 1, mix: {choice: 1}, versions: 702, seed: 0}]", True),
        ("title: t, quizzes: [{id: 1, title: 1, mix: {choice: 0}}]", False),
        ("title: t, quizzes: [{id: 1, title: 1, versions: 703}]", False),
        ("title: t, quizzes: [{id: a b, title: 1}]", False),
        ("title: t, quizzes: [{id: 1, title: 1, mix: {choise: 5}}]", False),
        ("title: t, quizzes: [{id: 1, title: 1, count: many}]", False),
        ("title: t, quizzes: [{id: 1, title: 1, word_bank: maybe}]", False),
        ("title: t, quizzes: [{id: 1, title: 1, page: A5}]", False),
        ("title: t, select: {kinds: [chioce]}", False),
        ("title: t, revised: 2026-11-22T09:30:00Z", True),
        ("title: t, revised: 2026-11-22", False),
        ("titel: t", False),
        ("select: {}", False),
    ],
)
def test_a_deck_file_to_both(deck: str, sound: bool) -> None:
    """The same, of deck files."""
    node = parse(f"{{{deck}}}")

    assert (not deckfile.read(node, "deck", checked(*items()).bank)[1]) == sound
    assert DECK.is_valid(seen(node)) == sound
