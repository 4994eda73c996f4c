"""Numbers in running text, each with the sign that belongs to it: `−40` is not `40`, and `10–20` has two ends."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from quizgen.language.lexicon import NUMBER_WORDS
from quizgen.language.numerals import NUMERAL, SCALES, value

SIGN = "−"
"""How `signed` writes a minus that belongs to a number; it writes none for anything else."""

_SPELT = "|".join(NUMBER_WORDS)
_MINUS = re.compile(
    r"(?P<mark>[-‐‑‒–](?:[\u00a0\u2007\u202f])?|[−﹣－]\s?|\bminus\s+)"
    rf"(?P<money>[$€£¥₽]?)(?=\.?\d|(?<=\s)(?:{_SPELT})\b)",
    re.I,
)
_TRUE = "−﹣－"
"""Signs that mean minus and nothing else, or a range where they stand behind a number."""
_CLOSED = re.compile(r"[\w)\]%‰°′″”’]$")
_BEHIND_NUMBER = re.compile(r"\d\s?(?:[%‰]|°\s?[CFK]?)?\s*$")
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_EITHER = re.compile(r"\+\s?/\s?[-‐‑‒–−﹣－]")

_RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_LOWERED = str.maketrans(f"{_RAISED}⁺⁻{SIGN}", "0123456789+--")
# Behind any other number than 10 a raised figure may be the number of a footnote.
_POWER = rf"(?P<times>\s?[×·⋅*x]\s?10)?(?P<raised>(?<=10)[⁺⁻]?[{_RAISED}]{{1,2}}|\^[-+−]?\d{{1,2}})"
_BELOW = r"(?P<below>(?:\s?[^\s\d.,;]{1,20})?(?:\s[^\s\d.,;]{1,20})?\s(?:below|under)\s(?:zero|freezing|sea)\b)?"
_NUMBER = re.compile(
    r"(?P<sign>[−±]\s?)?"
    r"(?P<digits>\d{1,3}(?:[,\s]\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?|(?<!\w)\.\d+)"
    rf"(?:{_POWER}|e(?P<exponent>[-+]?\d{{1,2}})(?!\w))?(?:\s(?P<scale>{'|'.join(SCALES)})\b)?{_BELOW}",
    re.I,
)
_IN_LETTERS = re.compile(rf"(?P<sign>−)?\b(?<!\d\s)(?P<words>{NUMERAL})\b{_BELOW}", re.I)


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that a text prints."""

    printed: str
    values: frozenset[Decimal]
    """What it may mean: one number; that and its opposite for `±2` and `40 degrees below zero`; two for `5 million`."""


def signed(text: str) -> str:
    """A text with every minus that belongs to a number as `SIGN` right before its digits, however it is printed.

    A hyphen within a word, a date or a range is none; neither is a dash between words, or a minus between two numbers.
    """
    seen = _EITHER.sub("±", _UNSEEN.sub("", text))
    return _MINUS.sub(lambda found: f"{found['money']}{SIGN}" if _is_sign(found) else _no_sign(found[0]), seen)


def figures(text: str) -> Iterator[Figure]:
    """Every number in digits."""
    for found in _NUMBER.finditer(signed(text)):
        printed = found[0].removesuffix(found["below"] or "")
        bare = _values(_value(found), found["sign"], found["below"])
        scaled = {each * SCALES[found["scale"].lower()] for each in bare} if found["scale"] else ()
        yield Figure(printed, bare.union(scaled))


def spelt_figures(text: str) -> Iterator[Figure]:
    """Every number in letters."""
    for found in _IN_LETTERS.finditer(signed(text)):
        words = found["words"].lower().replace("-", " ").split()
        yield Figure(found["words"], _values(Decimal(value(words)), found["sign"], found["below"]))


def _is_sign(found: re.Match[str]) -> bool:
    mark, before = found["mark"], found.string[max(found.start() - 12, 0) : found.start()]
    if _CLOSED.search(before) or before.endswith(mark):
        return False
    return mark in _TRUE or not _BEHIND_NUMBER.search(before)


def _no_sign(mark: str) -> str:
    """The same mark, but not one that is taken for a sign later."""
    return mark.replace(SIGN, "-")


def _values(value: Decimal, sign: str | None, below: str | None) -> frozenset[Decimal]:
    if below or (sign and sign.startswith("±")):
        return frozenset((value, value.copy_negate()))
    return frozenset((value.copy_negate() if sign else value,))


def _value(found: re.Match[str]) -> Decimal:
    value = Decimal(re.sub(r"[,\s]", "", found["digits"]))
    if found["raised"]:
        exponent = int(found["raised"].lstrip("^").translate(_LOWERED))
        return value.scaleb(exponent) if found["times"] else value**exponent
    return value.scaleb(int(found["exponent"])) if found["exponent"] else value
