"""Numbers of a text, each with the sign that belongs to it."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizgen.language.figures import figures, signed, spelt_figures
from quizgen.language.terms import words


def values(text: str) -> list[set[int]]:
    return [{int(value) for value in one.values} for one in (*figures(text), *spelt_figures(text))]


@pytest.mark.parametrize(
    "text",
    [
        *("−40 °C", "–40", "-40", "－40", "‑40", "minus 40", "Minus forty", "(−40)", "“−40”", "'-40'"),
        *("− 40 °C", "−\u00a040", "-\u00a040", "–\u202f40", "−\u206040"),
        *("-$40", "$-40", "−£40", "it fell to −40", "it fell to -40 °C", "-40.0", "−4×10¹", "at:-40"),
    ],
)
def test_a_sign_belongs_to_its_number(text: str) -> None:
    """Whatever dash, word or space a printer takes for it."""
    assert values(text) == [{-40}]


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("10–20", "10 20"),
        ("10 – 20", "10 20"),
        ("10-20", "10 20"),
        ("10−20", "10 20"),
        ("10 °C –20 °C", "10 20"),
        ("50 − 40 is ten", "50 40 10"),
        ("50 minus 40", "50 40"),
        ("2020-11-25", "2020 11 25"),
        ("Covid-19", "19"),
        ("mid-1911", "1911"),
        ("built – 40 years ago – and", "40"),
        ("built—40 years ago", "40"),
        ("pages 3-5", "3 5"),
        ("+5", "5"),
        ("5°", "5"),
    ],
)
def test_what_is_no_sign(text: str, held: str) -> None:
    """Ranges, dates, compounds, dashes between words, and a minus between two numbers."""
    assert values(text) == [{int(one)} for one in held.split()]


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("1,250", "1250"),
        ("1 250 000", "1250000"),
        ("86.8%", "86.8"),
        (".5", "0.5"),
        ("3×10⁻⁵", "0.00003"),
        ("3 · 10^-5", "0.00003"),
        ("3e-5", "0.00003"),
        ("10⁻⁵", "0.00001"),
        ("in 1911²", "1911"),
        ("10⁻", "10"),
    ],
)
def test_a_number_is_one_whole(text: str, held: str) -> None:
    """Neither 250 nor 86 nor 5 is in these; a raised figure behind a year is a footnote."""
    assert [value for one in figures(text) for value in one.values] == [Decimal(held)]


@pytest.mark.parametrize(
    "text", ["±40", "+/-40", "40 °C below zero", "forty degrees below zero", "40 m below sea level"]
)
def test_both_signs(text: str) -> None:
    """What says in words that it is negative may be written with a sign or without."""
    assert values(text)[0] == {40, -40}


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("forty-two years", "42"),
        ("a hundred and five", "105"),
        ("Three hundred", "300"),
        ("two thousand five hundred and six", "2506"),
        ("one hundred thousand", "100000"),
        ("two million", "2000000"),
        ("the twenty-first", "21"),
        ("the nineteenth century", "19"),
        ("sixteen", "16"),
        ("five and six", "5 6"),
        ("twenty or thirty", "20 30"),
        ("minus forty-two", "-42"),
    ],
)
def test_numbers_in_letters_are_put_together(text: str, held: str) -> None:
    """Their words make one number where English puts them together, and several where it does not."""
    assert [value for one in spelt_figures(text) for value in one.values] == [Decimal(one) for one in held.split()]


def test_a_scale_may_be_a_word() -> None:
    """It can be counted in millions, or be written out."""
    (one,) = figures("1.5 million")
    assert one.values == {Decimal("1.5"), Decimal(1_500_000)}


def test_words_have_signs() -> None:
    """−40 °C is another word than 40 °C, however either is printed."""
    assert words("–40 °C, minus 40 or 40") == ["−40", "c", "−40", "or", "40"]


@given(st.text(alphabet="0123456789-–−minus ×10⁻⁵^e.,±+/$°C()", max_size=40))
def test_any_text_has_its_numbers(text: str) -> None:
    """Nothing that is written makes it stop, and a text whose signs are marked stays as it is."""
    assert all(one.values for one in (*figures(text), *spelt_figures(text)))
    assert len(signed(text)) <= len(text)
