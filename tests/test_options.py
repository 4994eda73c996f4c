"""Which options are said of other options: those must neither be shuffled nor be offered without a warning."""

import pytest

from quizgen.language.options import speaking
from quizgen.language.quantities import stay
from quizgen.model import Option
from quizgen.richtext import literal

OTHERS = ("the lamp", "the stairs", "the paint")

SPEAK = (
    "All of the above",
    "none of these.",
    "None of them is right",
    "None mentioned",
    "All of these are correct",
    "the first two",
    "A and B only",
    "Only A and B",
    "Both A and B are correct",
    "both a and b",
    "A, C",
    "A & C",
    "A, B and C",
    "B only",
    "All but B",
    "Neither (a) nor (b)",
    "Keine der genannten",
    "Alle Antworten sind richtig",
    "Nur A und C",
    "Aucune de ces réponses",
    "Ninguna de las anteriores",
    "Żadna z powyższych",
    "Жодна з відповідей",
    "А і Б",
    "Тільки А",
    "Усе пералічанае",
    "всё вышеперечисленное",
    "ни один из вариантов",
)

SAY_SOMETHING = (
    "A right",
    "a choice",
    "A bridge",
    "vitamin A and D",
    "hepatitis B",
    "Plan B",
    "none",
    "three",
    "only two",
    "both sides",
    "each other",
    "the others",
    "some others",
    "no answer",
    "one of the two",
    "the last two years",
    "not given",
    "all day",
)


@pytest.mark.parametrize("option", SPEAK)
def test_an_option_that_speaks_of_others_is_known(option: str) -> None:
    """In whatever order of words, and in the languages that we know; then none of the options is shuffled."""
    assert speaking([*OTHERS, option]) == (3,)
    assert stay([Option(text=literal(text)) for text in (*OTHERS, option)], fixed=False)


@pytest.mark.parametrize("option", SAY_SOMETHING)
def test_an_option_that_answers_is_left_alone(option: str) -> None:
    """It would be an error on a line that is right."""
    assert speaking([*OTHERS, option]) == ()


@pytest.mark.parametrize(
    "options", [("A", "B", "AB", "A and B"), ("B and C", "A, D and E", "A and C"), ("a", "the", "a or the")]
)
def test_letters_may_be_the_matter(options: tuple[str, ...]) -> None:
    """Blood groups, vitamins, articles of grammar: a letter points at an option only if that says something itself."""
    assert speaking(options) == ()
