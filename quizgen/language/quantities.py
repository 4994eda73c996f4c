"""Numbers and dates as answers state them: `86.8%`, `about 250 people`, `4 May 1911`, `100–200`, `19th century`."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from quizgen.language.figures import SIGN, signed
from quizgen.language.options import names_places, speaking
from quizgen.language.terms import SPELT
from quizgen.model import Option

_NAMES = "january february march april may june july august september october november december"
_MONTHS = _NAMES.split()
_MONTH = f"(?P<month>{'|'.join(_MONTHS)})"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"\[?(?P<year>\d{4})\]?"
_LEAD = r"(?:(?:on|in|by|about|over|under|nearly|almost|some|only|at least|at most|more than|less than|up to) )?"
_NUMBER = r"\d+(?:[, \u00a0\u202f]\d{3})*(?:\.\d+)?"
_DATES = tuple(
    re.compile(_LEAD + form)
    for form in (
        rf"{_DAY} (?:of )?{_MONTH}(?:,? {_YEAR})?",
        rf"{_MONTH} {_DAY}(?:,? {_YEAR})?",
        rf"{_MONTH},? {_YEAR}",
        _MONTH,
    )
)
_AGE = re.compile(rf"{_LEAD}(?:the )?(?P<number>\d+)(?P<unit>(?:st|nd|rd|th) century|0s)")
_AMOUNT = re.compile(
    rf"{_LEAD}(?P<money>[$€£]?)(?P<sign>{SIGN}?)(?P<number>{_NUMBER})"
    r"(?P<share> ?(?:%|per ?cent))?(?: (?P<scale>hundred|thousand|million|billion))?(?P<unit>(?: [^\W\d][\w-]*){0,2})"
)
_RANGE = re.compile(
    rf"(?:from |between )?(?P<low>{SIGN}?{_NUMBER})(?: ?%)? ?(?:–|-|to |and )+ ?(?P<high>{SIGN}?{_NUMBER})(?P<unit>\D*)"
)
_NUMBER_WORDS = {"one": "1", **SPELT}
_BEFORE_CHRIST = frozenset({"bc", "bce"})
_OUR_ERA = frozenset({"ad", "ce"})
_MEASURES = tuple(
    frozenset(words.split())
    for words in (
        "second minute hour day week month year decade centurie s min h",
        "millimetre centimetre metre kilometre millimeter centimeter meter kilometer mm cm m km inche foot feet mile",
        "milligram gram kilogram tonne ton pound ounce mg g kg",
        "millilitre litre milliliter liter pint gallon ml cl l",
        "date day month",
    )
)
"""Units of one measure, without the s of a plural: numbers in two of them are compared only by conversion."""
_SCALES = {"hundred": 10**2, "thousand": 10**3, "million": 10**6, "billion": 10**9}


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number, or a date written as a number that grows with it."""

    value: Decimal
    unit: str
    """What is counted; `date`, `day` or `month` for dates by what they state."""
    decimals: int = 0


def quantity(text: str) -> Quantity | None:
    """The one number or date that a text states, if that is all it does."""
    folded = _with_digits(signed(text).casefold().strip().rstrip("."))
    return _date(folded) or _age(folded) or _amount(folded)


def of_one_measure(unit: str, other: str) -> bool:
    """Whether two different units measure the same: days and weeks do, eggs and grams are things of their own."""
    return any({unit, other} <= measure for measure in _MEASURES)


def all_quantities(options: Iterable[Option]) -> bool:
    """Whether every option is a number or a date."""
    return all(quantity(option.text.plain) for option in options)


def stay(options: Sequence[Option], *, fixed: bool) -> bool:
    """Whether learners see options in the author's order: numbers and dates, and options that speak of one another.

    A pinned one does not bind the others, unless it names them by their letters or places.
    """
    texts = [option.text.plain for option in options]
    bound = [place for place in speaking(texts) if not options[place].pinned or names_places(texts[place])]
    return fixed or bool(bound) or in_order(option for option in options if not option.pinned)


def in_order(options: Iterable[Option]) -> bool:
    """Whether options have an order that a reader would look for: numbers, dates, or ranges of numbers or years."""
    texts = [option.text.plain for option in options]
    return all(map(quantity, texts)) or all(map(interval, texts))


def interval(text: str) -> tuple[Decimal, Decimal, str] | None:
    """Both ends and the unit of `100–200 people`."""
    found = _RANGE.fullmatch(signed(text).casefold().strip())
    if not found:
        return None
    low, high = _decimal(found["low"]), _decimal(found["high"])
    return (low, high, found["unit"].strip()) if low < high else None


def _date(text: str) -> Quantity | None:
    found = next(filter(None, (form.fullmatch(text) for form in _DATES)), None)
    if not found:
        return None
    parts = found.groupdict()
    year, month, day = parts.get("year"), _MONTHS.index(parts["month"]) + 1, parts.get("day")
    unit = "month" if not day else "date" if year else "day"
    return Quantity(Decimal(int(year or 0) * 10_000 + month * 100 + int(day or 0)), unit)


def _age(text: str) -> Quantity | None:
    found = _AGE.fullmatch(text)
    return Quantity(_decimal(found["number"]), found["unit"][-7:]) if found else None


def _amount(text: str) -> Quantity | None:
    found = _AMOUNT.fullmatch(text)
    if not found:
        return None
    value = _decimal(found["number"]) * _SCALES.get(found["scale"] or "", 1) * (-1 if found["sign"] else 1)
    unit = " ".join(word.removesuffix("s") for word in found["unit"].split())
    if unit in _BEFORE_CHRIST | _OUR_ERA:
        value, unit = value.copy_negate() if unit in _BEFORE_CHRIST else value, ""
    decimals = len(found["number"].partition(".")[2])
    return Quantity(value, f"{found['money']}{'%' if found['share'] else ''}{unit}", decimals)


def _with_digits(text: str) -> str:
    first, space, rest = text.partition(" ")
    return f"{_NUMBER_WORDS.get(first, first)}{space}{rest}"


def _decimal(text: str) -> Decimal:
    value = Decimal(re.sub(r"[^\d.]", "", text))
    return value.copy_negate() if text.startswith(SIGN) else value
