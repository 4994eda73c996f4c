"""What quizgen itself says: one answer, one citation, in the same words everywhere."""

from dataclasses import replace
from decimal import Decimal

import pytest
from samples import BRIDGE, CITATION, RESPONSES, checked, item

from quizgen.language import phrasing
from quizgen.model import OPINION, Article, TrueFalse

ANSWERS = {
    "choice": ["Ashlar"],
    "multiple": ["Tuesday", "Wednesday"],
    "true-false": ["False. It cost 86.8 thousand crowns."],
    "short": ["Ada Quill", "also: Quill"],
    "numeric": ["86.80 thousand crowns (± 0.5)"],
    "cloze": ["4 May", "Elm Ford"],
    "match": ["Mayor → Quill", "Mason → Tarn", "Ferryman → Oss"],
    "order": ["1. survey", "2. quarry", "3. keystone", "4. opening"],
    "open": ["names the cost", "names who paid"],
}


@pytest.mark.parametrize("kind", RESPONSES)
def test_answers_in_words(kind: str) -> None:
    """The right answer of each kind, as a person would say it."""
    assert [line.plain for line in phrasing.answer(RESPONSES[kind])] == ANSWERS[kind]


def test_instructions_differ() -> None:
    """Every kind tells what to do, and no two kinds the same."""
    told = [phrasing.instruction(response) for response in RESPONSES.values()]

    assert len(set(told)) == len(RESPONSES)
    assert phrasing.instruction(RESPONSES["choice"]) == "Choose one."
    assert phrasing.instruction(RESPONSES["multiple"]) == "Choose all that apply."


def test_a_true_statement_needs_no_correction() -> None:
    """True is all there is to say."""
    assert [line.plain for line in phrasing.answer(TrueFalse(key=True))] == ["True"]


@pytest.mark.parametrize(
    ("article", "voice", "told"),
    [
        ({}, "", "A bridge for Elm Ford, The Ford Courier, [May 1911], paragraph\u00a02"),
        (
            {},
            "Mayor Ada Quill",
            "Mayor Ada Quill, in A bridge for Elm Ford, The Ford Courier, [May 1911], paragraph\u00a02",
        ),
        ({"publisher": "", "issued": ""}, OPINION, "the article’s own view, A bridge for Elm Ford, paragraph\u00a02"),
        ({"author": "A. Oss"}, "", "A bridge for Elm Ford, A. Oss, The Ford Courier, [May 1911], paragraph\u00a02"),
    ],
)
def test_a_reference_prints_what_is_known(article: dict[str, str], voice: str, told: str) -> None:
    """Voice, title, author, publisher, date, paragraph; nothing that is not known."""
    citation = replace(CITATION, voice=voice)
    bank = checked(item("choice", citations=(citation,)), articles=(replace(BRIDGE, **article),))  # type: ignore[arg-type]

    assert phrasing.reference(bank, citation).plain == told


@pytest.mark.parametrize(
    ("quote", "told"),
    [
        ("He said no", "“He said no”"),
        ("“No,” he said", "“‘No,’ he said”"),
        ("“I will not go there”", "“I will not go there”"),
        ("“One,” he said, “two”", "“‘One,’ he said, ‘two’”"),
        ("a painful day,” she said", "“a painful day,’ she said”"),
    ],
)
def test_quotation_marks_are_not_doubled(quote: str, told: str) -> None:
    """Words that stand in quotation marks as a whole get no second pair; in others, inner marks become single."""
    assert phrasing.quotation(replace(CITATION, quote=quote)) == told


@pytest.mark.parametrize(
    ("share", "bound", "told"),
    [
        (0.62, "0.5", ("62%", "50%")),
        (0.1449, "0.14", ("14.5%", "14.0%")),
        (0.5001, "0.5", ("50.01%", "50.00%")),
        (0.15, "0.145", ("15.0%", "14.5%")),
        (1.0, "0", ("100%", "0%")),
        (0.14000001, "0.14", ("14.000001%", "14.000000%")),
    ],
)
def test_percentages_show_which_is_more(share: float, bound: str, told: tuple[str, str]) -> None:
    """Never “14 %, more than 14 %”, however little it is."""
    assert phrasing.percents(share, Decimal(bound)) == told


BARE = Article(id="harbour", title="The harbour that moved")


@pytest.mark.parametrize(
    ("articles", "line"),
    [
        ((BRIDGE,), "The bridge · The Ford Courier, [May 1911]"),
        ((replace(BRIDGE, publisher=""),), "The bridge · [May 1911]"),
        ((replace(BRIDGE, issued=""),), "The bridge · The Ford Courier"),
        ((BARE,), "The harbour that moved"),
        ((BARE, BRIDGE), "The bridge; The harbour that moved"),
        ((BRIDGE, BARE), "The bridge; The harbour that moved"),
    ],
)
def test_the_source_line_says_what_is_known(articles: tuple[Article, ...], line: str) -> None:
    """Name, publisher, date; a title where there is no short name; of several articles the names, in one order."""
    assert phrasing.source_line(articles) == line


def test_a_hidden_source_is_not_said() -> None:
    """A question that its source would answer has an empty line; another of the same article has it."""
    bank = checked(item("short"), item("choice", source_hidden=True))

    assert [phrasing.source_of(bank, one) for one in bank.bank.items] == [
        "The bridge · The Ford Courier, [May 1911]",
        "",
    ]


def test_brackets_are_explained_where_they_show() -> None:
    """And only there."""
    assert phrasing.brackets(["The bridge", "[May 1911]"]) == phrasing.BRACKETS
    assert phrasing.brackets(["The bridge (1911)"]) == ""
