"""Inline markup is parsed once; whatever is no markup stays as written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizgen.richtext import (
    EMPTY,
    Run,
    join,
    literal,
    parse,
    parse_around,
)


@pytest.mark.parametrize(
    ("source", "runs"),
    [
        ("plain", [Run("plain")]),
        ("a **b** c", [Run("a "), Run("b", strong=True), Run(" c")]),
        ("a *b* c", [Run("a "), Run("b", emphasis=True), Run(" c")]),
        ("**a *b***", [Run("a ", strong=True), Run("b", strong=True, emphasis=True)]),
        ("**NOT**,", [Run("NOT", strong=True), Run(",")]),
        ("(*b*)", [Run("("), Run("b", emphasis=True), Run(")")]),
    ],
)
def test_markup_becomes_runs(source: str, runs: list[Run]) -> None:
    """Stars around words make them strong or stressed."""
    assert list(parse(source).runs) == runs


@pytest.mark.parametrize(
    "source", ["2 * 3 * 4", "a*b*c", "* item *", "**", "a **b", "5 ** 2", "<b>x</b>", "_x_", "****"]
)
def test_what_is_no_markup_stays(source: str) -> None:
    """Arithmetic, lone stars and the markup of other languages are only characters."""
    assert parse(source).runs == (Run(source),)


def test_a_star_can_be_written() -> None:
    """A backslash before a star makes it a star."""
    assert parse(r"a \*b\* c").plain == "a *b* c"


def test_marks_go_across_what_is_held() -> None:
    """Stars that open in one text and close in a later one mark all between them, and what is held keeps its own."""
    texts, held = ("so **much", " and", " more** and *", "*"), (parse("*a*"), parse("b"), parse("c"))

    parts = [part.runs for part in parse_around(texts, held)]

    assert parts == [
        (Run("so "), Run("much", strong=True)),
        (Run("a", strong=True, emphasis=True),),
        (Run(" and", strong=True),),
        (Run("b", strong=True),),
        (Run(" more", strong=True), Run(" and ")),
        (Run("c", emphasis=True),),
        (),
    ]


@pytest.mark.parametrize("texts", [("2 * ", " * 4"), ("a*", "*b"), ("*", " a"), ("*a", "b"), ("\\*", "*"), ("\0", "")])
def test_lone_stars_beside_what_is_held_stay(texts: tuple[str, str]) -> None:
    """What is no markup stays as written, and nobody's text is taken for a place where something is held."""
    before, held, after = parse_around(texts, [literal("x")])

    assert before.plain + "|" + after.plain == "|".join(texts).replace("\\", "").replace("\0", "\ufffd")
    assert not any(run.strong or run.emphasis for part in (before, held, after) for run in part.runs)


@given(st.lists(st.text(alphabet="a *\\é\n\0"), min_size=1, max_size=5))
def test_texts_stay_apart(texts: list[str]) -> None:
    """Each text and each thing held comes back, in turn, with its source and its letters."""
    held = [literal(str(place)) for place in range(len(texts) - 1)]
    parts = parse_around(texts, held)

    assert [part.source for part in parts[::2]] == texts
    assert [part.plain for part in parts[1::2]] == [one.plain for one in held]
    assert [part.plain.count("a") for part in parts[::2]] == [text.count("a") for text in texts]


@given(st.text(alphabet="a *\\é\n"))
def test_no_character_is_lost(source: str) -> None:
    """Reading markup drops stars and escapes, and nothing else."""
    kept = [sign for sign in source if sign not in "*\\"]

    assert [sign for sign in parse(source).plain if sign not in "*\\"] == kept


def test_many_stars_cost_no_more_than_they_should() -> None:
    """A text of the greatest length that is read, all stars, is parsed at once."""
    assert parse("*" * 4000).plain
    assert parse("*a " * 1300).plain
    assert parse("**a " * 1000).plain


def test_joining_keeps_order() -> None:
    """Texts joined read one after the other; an empty one adds nothing."""
    assert join(literal("a*"), EMPTY, parse("*b*")).plain == "a*b"
