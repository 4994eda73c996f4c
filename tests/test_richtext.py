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
