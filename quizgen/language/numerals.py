"""English numbers in letters, from their words: `forty-two`, `three hundred and five`, `the twenty-first`."""

from collections.abc import Mapping, Sequence

from quizgen.language.lexicon import NUMBER_WORDS

SCALES: Mapping[str, int] = {"billion": 10**9, "million": 10**6, "thousand": 1000, "hundred": 100}

_TENS = "|".join(word for word, number in NUMBER_WORDS.items() if number.endswith("0") and int(number) > 10)
_ONES = "|".join(word for word, number in NUMBER_WORDS.items() if 0 < int(number) < 10)
_TO_99 = rf"(?:(?:{_TENS})[ -](?:{_ONES})|{'|'.join(NUMBER_WORDS)})"
_TO_999 = rf"(?:(?:{_TO_99}[ -])?hundred(?: (?:and )?{_TO_99})?|{_TO_99})"
_ROUND = rf"(?:{_TO_999}[ -])?(?:thousand|million|billion)"
NUMERAL = rf"(?:{_ROUND}(?: {_ROUND})*(?: (?:and )?{_TO_999})?|{_TO_999})"
"""A pattern of a whole number: `five and six` are two of them."""


def value(words: Sequence[str]) -> int:
    """What the words of a number, in small letters, make together."""
    for scale, times in SCALES.items():
        if scale in words:
            at = words.index(scale)
            return (value(words[:at]) or 1) * times + value(words[at + 1 :])
    return sum(int(NUMBER_WORDS[word]) for word in words if word != "and")
