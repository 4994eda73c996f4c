"""Deck files: what they ask for, and every mistake in one run."""

from datetime import UTC, datetime

import pytest
from conftest import Golden
from samples import TURNED, checked, item, items

from quizgen import reporters
from quizgen.diagnostics import Report
from quizgen.forms.plans import AnkiPlan, Plan, Select, Subdecks
from quizgen.model import Difficulty
from quizgen.reading import deckfile, yamlnodes
from quizgen.reading.bank import read as read_bank
from quizgen.reading.holdings import Holdings
from quizgen.richtext import parse

TURNABLE = (item("short", reverse=TURNED), item("numeric", reverse=parse("What cost 86.80?")))
BANK = checked(*(one for one in items() if one.kind not in ("short", "numeric")), *TURNABLE).bank


HEAD = "title: t\nrevised: 2026-11-22T09:30:00Z\n"


def read(text: str, name: str = "deck") -> tuple[Plan | None, list[str]]:
    """A plan, and the rules that its text broke."""
    node, found = yamlnodes.parse(text)
    assert node is not None
    plan, mistakes = deckfile.read(node, name, BANK)
    return plan, [one.rule for one in (*found, *mistakes)]


@pytest.mark.parametrize("title", ["Elm::", "::Elm", "Elm::::Ford", "Elm::: ::Ford"])
def test_levels_without_a_name(title: str) -> None:
    """`::` in a title parts the levels of a deck's name: none of them may be empty."""
    assert read(f'title: "{title}"\n')[1] == ["bad-title"]
    assert read('title: "Biology: cells::Unit 3"\n')[1] == []


def test_a_title_that_no_list_of_decks_shows() -> None:
    """200 characters are a title, one more is none; nor is one of two lines, of a deck or of a quiz."""
    assert read(f"title: {'Elm ' * 50}\n")[1] == []
    assert read(f"title: {'Elm ' * 51}\n")[1] == ["bad-title"]
    assert read('title: "Elm\\nFord"\nquizzes:\n  - {id: a, title: "A\\nB"}\n')[1] == ["line-break", "line-break"]


def test_a_whole_deck_file() -> None:
    """Everything that a deck file may say arrives."""
    plan, found = read(
        "title: Elm Ford\n"
        "revised: 2026-11-22T09:30:00Z\n"
        "select: {articles: [bridge], except: [ford-open]}\n"
        "anki: {subdecks: tag, typed: true, reversed: true, description: For week one., licence: CC BY 4.0}\n"
        "quizzes:\n"
        "  - id: week-1\n"
        "    title: The first week\n"
        "    select: {tags: [history], difficulty: [easy]}\n"
        "    mix: {choice: 1, true-false: 1}\n"
        "    points: {choice: 3}\n"
        "    versions: 4\n"
        "    seed: 2025\n"
        "    page: Letter\n"
        "  - id: week-2\n"
        "    title: The second week\n"
        "    count: 5\n"
    )

    assert found == []
    assert plan is not None
    assert plan.anki == AnkiPlan(
        title="Elm Ford",
        select=Select(articles=frozenset({"bridge"}), exclude=frozenset({"ford-open"})),
        subdecks=Subdecks.TAG,
        typed=True,
        reversed=True,
        description="For week one.",
        licence="CC BY 4.0",
        revised=datetime(2026, 11, 22, 9, 30, tzinfo=UTC),
    )
    first, second = plan.quizzes
    assert (first.mix, first.points) == ({"choice": 1, "true-false": 1}, {"choice": 3})
    assert (first.versions, first.seed, first.page) == (4, 2025, "Letter")
    assert (second.count, second.versions, second.page) == (5, 1, "A4")
    chosen = [item.id for item in BANK.items if item in second.select]
    assert "ford-choice" in chosen
    assert "ford-open" not in chosen
    assert Difficulty.EASY in first.select.quiz.difficulty  # type: ignore[union-attr]


def test_no_anki_no_deck() -> None:
    """A deck file without `anki` makes no Anki deck; an empty one makes the usual one."""
    assert read("title: T\n")[0].anki is None  # type: ignore[union-attr]
    assert read("title: T\nanki: {}\n")[0].anki == AnkiPlan(title="T")  # type: ignore[union-attr]


MISTAKES = {
    "names the bank does not hold": "title: T\nselect: {tags: [histroy], articles: [brigde], except: [nobody]}\n",
    "unknown keys": "titel: T\nquizes: []\n",
    "a bad kind in a mix": "title: T\nquizzes:\n  - {id: a, title: A, mix: {choise: 3}}\n",
    "a mix that is no number": "title: T\nquizzes:\n  - {id: a, title: A, mix: {choice: many}, versions: 0}\n",
    "ids that are no file names": 'title: T\nquizzes:\n  - {id: ../a, title: A}\n  - {id: "a\\nb", title: B}\n',
    "two quizzes of one id": "title: T\nquizzes:\n  - {id: a, title: A}\n  - {id: A, title: B}\n",
    "a mix and a count": "title: T\nquizzes:\n  - {id: a, title: A, mix: {choice: 1}, count: 3}\n",
    "no such paper": "title: T\nquizzes:\n  - {id: a, title: A, page: A5}\n",
    "switches on since nobody knows when": "title: T\nanki: {typed: true, reversed: true, subdecks: none}\n",
    "a list": "- title: T\n",
}


@pytest.mark.parametrize("name", MISTAKES)
def test_mistakes_are_told_with_their_place(name: str, golden: Golden) -> None:
    """A deck file with a mistake is no plan, and the message points at it."""
    text = MISTAKES[name]
    node, _ = yamlnodes.parse(text)
    assert node is not None
    plan, mistakes = deckfile.read(node, "deck", BANK)

    assert plan is None
    golden(f"deckfiles/{name.replace(' ', '-')}.txt", reporters.full(Report.of("deck.yaml", text, mistakes)))


ASKED_IN_VAIN = {
    "what is excepted": ("select: {ids: [ford-open], except: [ford-open]}\n", ("selected-and-excepted", 2, 37)),
    "nothing at all": ("select: {ids: [ford-open], kinds: [choice]}\n", ("nothing-selected", 2, 1)),
    "a quiz outside its deck": (
        "select: {kinds: [choice]}\nquizzes:\n  - {id: a, title: A, select: {kinds: [open]}}\n",
        ("nothing-selected", 4, 23),
    ),
    "more of a kind": (
        "quizzes:\n  - id: a\n    title: A\n    mix:\n      choice: 1\n      open: 2\n",
        ("too-few-questions", 7, 13),
    ),
    "a kind that is left out": (
        "select: {kinds: [choice]}\nquizzes:\n  - {id: a, title: A, mix: {open: 1}}\n",
        ("too-few-questions", 4, 35),
    ),
    "more than there are": ("quizzes:\n  - {id: a, title: A, count: 99}\n", ("too-few-questions", 3, 30)),
}


@pytest.mark.parametrize("name", ASKED_IN_VAIN)
def test_what_no_bank_could_give(name: str) -> None:
    """A selection that is its own opposite, and more questions than there are, are told where they are asked for."""
    text, expected = ASKED_IN_VAIN[name]
    node, _ = yamlnodes.parse(f"title: T\n{text}")
    assert node is not None
    plan, found = deckfile.read(node, "deck", BANK)

    assert plan is None
    places = [(one.rule, one.span.line, one.span.column) for one in found]
    assert places[0] == expected
    assert {rule for rule, _, _ in places} <= {expected[0], "nothing-selected"}


def of_part(text: str) -> Holdings:
    """What is known of a bank with mistakes."""
    node, _ = yamlnodes.parse(text)
    bank, _ = read_bank(node) if node is not None else (None, ())
    return Holdings.of_part(bank, node, text)


BROKEN = (
    "bank: {id: b}\narticles:\n  - {id: bridge}\n"
    "questions:\n  - id: ford-1\n    kind: choise\n    tags: [history, Bad Tag]\n  - id: ford-2\n"
)


@pytest.mark.parametrize("text", [BROKEN, f"{BROKEN}{{\n", BROKEN.replace("bank:", "bnak:")])
def test_a_bank_with_mistakes_hides_none_of_a_deck_file(text: str) -> None:
    """Names that stand in the broken bank are known; a misspelt one is told all the same."""
    deck = "title: T\nselect: {ids: [ford-1, ford-9], tags: [history, histroy], articles: [bridge]}\nquizes: []\n"
    node, _ = yamlnodes.parse(deck)
    assert node is not None
    _, found = deckfile.read(node, "deck", of_part(text))

    assert [one.message for one in found] == [
        "the bank has no `histroy` among its tags",
        "the bank has no `ford-9` among its ids",
        "unknown key `quizes`",
    ]


def test_questions_that_could_not_be_read_are_counted() -> None:
    """Of a bank with two broken questions two can be asked for, and not three."""
    deck = "title: T\nquizzes:\n  - {id: a, title: A, count: 2}\n  - {id: b, title: B, count: 3}\n"
    node, _ = yamlnodes.parse(deck)
    assert node is not None
    _, found = deckfile.read(node, "deck", of_part(BROKEN))

    assert [(one.rule, one.span.line) for one in found] == [("too-few-questions", 4)]


@pytest.mark.parametrize("name", ["a b", "a..b", "-a", "a\nb", "ä"])
def test_a_file_name_that_cannot_name_products(name: str) -> None:
    """Products are named after the deck file, on every system."""
    assert read("title: T\n", name)[1] == ["bad-id"]


def test_two_second_cards_do_not_ask_the_same() -> None:
    """Nobody could know which answer is meant; a question that is not selected or retired is in nobody's way."""
    turned, again = TURNED, parse("what was  Ada Quill of Elm Ford?")
    bank = checked(
        item("short", id="a", reverse=turned),
        item("numeric", id="b", reverse=again),
        item("short", id="c", reverse=turned, retired="old"),
    ).bank

    def rules(text: str) -> list[str]:
        node, _ = yamlnodes.parse(text)
        assert node is not None
        return [one.rule for one in deckfile.read(node, "deck", bank)[1]]

    assert rules(f"{HEAD}anki: {{reversed: true}}\n") == ["not-one-to-one"]
    assert rules(f"{HEAD}anki: {{reversed: true}}\nselect: {{except: [b]}}\n") == []
    assert rules(f"{HEAD}anki: {{reversed: false}}\n") == []


def test_questions_without_a_second_card_are_named() -> None:
    """A reversed deck names those that could have one, in one remark, and is a plan all the same; no other does."""
    bank = checked(
        item("short", id="a"),
        item("short", id="b", reverse=TURNED),
        item("numeric", id="c"),
        item("short", id="d", retired="old"),
        item("choice", id="e"),
    ).bank

    def told(anki: str) -> tuple[Plan | None, str]:
        text = f"{HEAD}{anki}"
        node, _ = yamlnodes.parse(text)
        assert node is not None
        plan, found = deckfile.read(node, "deck", bank)
        return plan, reporters.concise(Report.of("deck.yaml", text, found))

    plan, remarks = told("anki: {reversed: true}\n")
    assert plan is not None
    assert remarks == "deck.yaml:3:8: info[not-reversed]: no second card, for want of `reverse`: `a`, `c`\n"
    assert told("anki: {}\n")[1] == ""
    assert told("anki: {reversed: true}\nselect: {ids: [b, e]}\n")[1] == ""
    assert told("anki: {reversed: true, nonsense: 1}\n")[0] is None


def test_switches_that_are_off_need_no_moment() -> None:
    """Only what is on, and without any `revised`, is told; a `revised` that is no moment is told as that alone."""
    assert read("title: T\nanki: {typed: false, reversed: false}\n")[1] == []
    assert read(f"{HEAD}anki: {{typed: true}}\n")[1] == []
    assert read("title: T\nrevised: today\nanki: {typed: true}\n")[1] == ["bad-timestamp"]
