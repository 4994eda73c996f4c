"""What the rules count with: numbers and dates as answers state them, chance, and words that weigh."""

import math
from decimal import Decimal
from statistics import NormalDist

import pytest
from hypothesis import given
from hypothesis import strategies as st
from samples import checked, item, items, options

from quizgen.diagnostics import Severity
from quizgen.language.quantities import (
    Quantity,
    in_order,
    interval,
    quantity,
)
from quizgen.language.terms import terms
from quizgen.model import (
    Item,
    ShortAnswer,
    SingleChoice,
    TrueFalse,
)
from quizgen.richtext import parse
from quizgen.rules import (
    Rule,
    balance,
    duplicates,
    thresholds,
)
from quizgen.rules.balance import position_skew, tf_skew
from quizgen.rules.cues import key_longest
from quizgen.rules.duplicates import near_duplicate
from quizgen.rules.gaps import (
    bare_share,
    coverage,
    runs,
    unquoted,
)
from quizgen.sources import Lock, LockedArticle

ENOUGH = thresholds.ENOUGH
LOCK = Lock(articles={"bridge": LockedArticle("0" * 16, 300, tuple("123456789"))})


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("86.8%", "86.8", "%"),
        ("86.8 percent", "86.8", "%"),
        ("about 2 400 workers", "2400", "worker"),
        ("1,250,000 crowns", "1250000", "crown"),
        ("1.25 million crowns", "1250000", "crown"),
        ("three hundred years", "300", "year"),
        ("−31 degrees", "-31", "degree"),
        ("$5 billion", "5000000000", "$"),
        ("1911", "1911", ""),
        ("on 4 May 1911", "19110504", "date"),
        ("May 4th, 1911", "19110504", "date"),
        ("August 9th", "809", "day"),
        ("May 1911", "19110500", "month"),
        ("in May", "500", "month"),
        ("the 19th century", "19", "century"),
        ("the 1990s", "199", "0s"),
        ("less than 10%", "10", "%"),
    ],
)
def test_quantities(text: str, value: str, unit: str) -> None:
    """Numbers and dates are read as a reader would."""
    found = quantity(text)

    assert found is not None
    assert (found.value, found.unit) == (Decimal(value), unit)


@pytest.mark.parametrize(
    "text", ["the county", "in spring 1912", "1926 and 1929", "20 men of the village council", "", "Maybe", "two"]
)
def test_no_quantities(text: str) -> None:
    """What says more than a number or a date, or less, is neither."""
    assert quantity(text) == ({"two": Quantity(Decimal(2), "")}.get(text))


@pytest.mark.parametrize(
    ("texts", "ordered"),
    [
        (("two", "three", "four"), True),
        (("1990–1992", "1993–1995", "1996–1998"), True),
        (("March", "May", "June"), True),
        (("18th century", "19th century", "20th century"), True),
        (("on 9 August 2020", "in 1994", "May 1996"), True),
        (("3 years", "1911", "always"), False),
        (("1990–1992", "later", "never"), False),
    ],
)
def test_what_readers_look_for_in_its_order(texts: tuple[str, ...], ordered: bool) -> None:
    """Numbers, dates, months, centuries and ranges, in figures or words; nothing where one of them is none."""
    assert in_order(options(*texts)) is ordered


@given(low=st.integers(0, 10**6), width=st.integers(1, 10**6), dash=st.sampled_from(["–", "-", " to ", " – "]))
def test_intervals(low: int, width: int, dash: str) -> None:
    """Both ends and the unit of a range; a range that runs backwards is none."""
    assert interval(f"{low}{dash}{low + width} men") == (Decimal(low), Decimal(low + width), "men")
    assert interval(f"{low + width}{dash}{low}") is None


@given(st.text(max_size=40))
def test_any_text_can_be_read(text: str) -> None:
    """Nothing that an author may write stops the rules."""
    assert quantity(text) is None or isinstance(quantity(text), Quantity)
    assert interval(text) is None or interval(text)
    assert all(terms(text))


@pytest.mark.parametrize(("statistic", "freedom"), [(3.841, 1), (5.991, 2), (7.815, 3), (9.488, 4), (11.070, 5)])
def test_chi_square_against_the_printed_table(statistic: float, freedom: int) -> None:
    """The tail at the critical values of every textbook is five in a hundred."""
    assert balance._tail(statistic / 2, freedom) == pytest.approx(0.05, abs=1e-4)


def test_chi_square_of_even_places() -> None:
    """What is spread evenly is as likely as can be; one place for all is not."""
    assert balance._chi_square([0, 1, 2] * 5, 3) == 1.0
    assert balance._chi_square([1] * 15, 3) == pytest.approx(math.exp(-15))


@given(count=st.integers(1, 60), share=st.floats(0, 1))
def test_binomial_is_a_probability(count: int, share: float) -> None:
    """Both tails of a fair coin: symmetric, at most one, and what the normal law says of many throws."""
    found = round(count * share)
    tail = balance._binomial(found, count)

    assert 0 < tail <= 1
    assert tail == balance._binomial(count - found, count)


def test_binomial_against_known_values() -> None:
    """Three heads of sixteen by counting, 4,900 of 10,000 by the normal law."""
    assert balance._binomial(3, 16) == pytest.approx(2 * (1 + 16 + 120 + 560) / 2**16)
    assert balance._binomial(4900, 10_000) == pytest.approx(2 * NormalDist(5000, 50).cdf(4900.5), rel=0.01)


def statement(number: int, key: bool, text: str = "It has five piers.") -> Item:
    correction = None if key else parse("It has five.")
    return item("true-false", id=f"q-{number}", stem=parse(text), response=TrueFalse(key=key, correction=correction))


def choice(number: int, place: int, texts: tuple[str, ...], *, fixed: bool = False) -> Item:
    offered = options(*texts)
    return item("choice", id=f"q-{number}", response=SingleChoice(options=offered, key=offered[place], fixed=fixed))


@pytest.mark.parametrize("rule", [tf_skew, position_skew, key_longest])
def test_fourteen_questions_say_nothing(rule: Rule) -> None:
    """Shares are told of fifteen questions and more, however skewed fewer are."""
    statements = [statement(number, key=True) for number in range(ENOUGH)]
    choices = [choice(number, 1, ("ash", "elm or oak", "yew"), fixed=True) for number in range(ENOUGH)]

    def found(*items: Item) -> list[str]:
        return [one.message for one in rule(checked(*items).bank) if one.span.line == 1 and "by far" not in one.message]

    assert found(*statements[1:], *choices[1:]) == []
    assert len(found(*statements, *choices)) == 1


def test_numbers_keep_their_order_and_so_their_skew_is_seen() -> None:
    """Of options that are shuffled a skew is information, of numbers and `fixed` ones a warning."""
    shuffled = [choice(number, 1, ("ash", "elm", "yew")) for number in range(ENOUGH)]
    ordered = [choice(number, 1, ("1911", "1912", "1923")) for number in range(ENOUGH)]

    assert [one.severity for one in position_skew(checked(*shuffled).bank)] == [Severity.INFO]
    assert [one.severity for one in position_skew(checked(*ordered).bank)] == [Severity.WARNING]


def test_retired_questions_count_for_nothing() -> None:
    """What is no longer asked skews nothing."""
    retired = [item("true-false", id=f"q-{n}", response=TrueFalse(key=True), retired="old") for n in range(ENOUGH)]

    assert list(tf_skew(checked(*retired).bank)) == []


def short(id: str, stem: str) -> Item:
    return item("short", id=id, stem=parse(stem), response=ShortAnswer(answer=parse(f"answer {id}")))


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("When did the bridge at Elm Ford open?", "In what year did the bridge at Elm Ford open?", True),
        ("When did the bridge open?", "Where did the bridge open?", False),
        ("Which wood was used for the piers?", "How was wood used for the piers?", False),
        ("When did the bridge open?", "When did the bridge and its new toll house open?", False),
    ],
)
def test_near_duplicates(one: str, other: str, alike: bool) -> None:
    """The same words ask the same, unless the question word differs."""
    found = list(near_duplicate(checked(short("a", one), short("b", other)).bank))

    assert len(found) == alike


def test_not_each_stem_is_compared_with_each(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a thousand stems that share an introduction only those are compared that share a rare word."""
    compared = []
    likeness = duplicates._Stems._likeness

    def counted(self: duplicates._Stems, one: duplicates._Weighed, other: duplicates._Weighed) -> float:
        compared.append(1)
        return likeness(self, one, other)

    monkeypatch.setattr(duplicates._Stems, "_likeness", counted)
    stems = [f"According to the Courier, what did carter {n} bring from village {n % 500} in May?" for n in range(1000)]
    found = list(near_duplicate(checked(*(short(f"q-{n}", stem) for n, stem in enumerate(stems))).bank))

    assert found == []
    assert len(compared) <= len(stems)


@pytest.mark.parametrize(
    ("one", "other"),
    [("bridges", "bridge"), ("refused", "refusing"), ("parties", "party"), ("the county’s", "counties"), ("Five", "5")],
)
def test_endings(one: str, other: str) -> None:
    """Forms of one word are one word."""
    assert terms(one) == terms(other)


@pytest.mark.parametrize(("one", "other"), [("part", "party"), ("1911", "1912"), ("war", "warm"), ("86", "86.8")])
def test_no_endings(one: str, other: str) -> None:
    """Words that merely begin alike are two."""
    assert terms(one) != terms(other)


def test_where_words_are_unknown_stems_must_be_equal() -> None:
    """A German “wann” is no word that tells nothing, and “wo” asks for something else."""
    stems = [short("a", "Wann starb Karl?"), short("b", "Wo starb Karl?"), short("c", "wann starb Karl?")]

    found = list(near_duplicate(checked(*stems, language="de").bank))
    assert ["`a`" in one.message for one in found] == [True]


def test_an_introduction_makes_no_duplicates() -> None:
    """Words that many stems share weigh little, however many they are."""
    intro = "According to the Ford Courier’s long report on the bridge at Elm Ford of the spring of 1911,"
    asked = ["who paid", "which stone was chosen", "what did Brill lose", "when was the flood", "why was Kolm glad"]
    stems = [short(f"q-{number}", f"{intro} {one}?") for number, one in enumerate(asked)]

    assert list(near_duplicate(checked(*stems).bank)) == []


def test_what_is_not_quoted() -> None:
    """Paragraphs without a quotation are told by number, of articles that the lock knows."""
    bank = checked(*items())

    assert unquoted(bank.bank, LOCK, bank.places) == {"bridge": (1, 3, 4, 5, 6, 7, 8, 9)}
    assert unquoted(bank.bank, Lock(), bank.places) == {}
    assert runs((1, 3, 7, 8, 9)) == "1, 3, 7-9"


def test_coverage_waits_for_a_bank_of_some_size() -> None:
    """Nobody who starts a bank is told of all that it does not ask yet."""
    few = checked(*items())
    many = checked(*(item("open", id=f"q-{number}") for number in range(ENOUGH)))

    assert list(coverage(few.bank, LOCK, few.places)) == []
    assert {one.severity for one in coverage(many.bank, LOCK, many.places)} == {Severity.INFO}


def test_bare_keys() -> None:
    """A number or a name is bare; a lone option with a capital may be no name."""
    keys = [("1911",), ("Ada Quill",), ("Energy",), ("It opened",)]
    asked = [choice(number, 0, (*key, "no", "yes")) for number, key in enumerate(keys)]

    assert bare_share(checked(*asked).bank) == 0.5
    assert bare_share(checked(item("open")).bank) == 0.0
