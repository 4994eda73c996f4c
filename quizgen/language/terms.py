"""Words as they are compared: without case, marks and endings, and without those that say nothing by themselves."""

import re
from functools import lru_cache

from quizgen.language.figures import SIGN, signed
from quizgen.model import Bank, Item

_WORD = re.compile(rf"{SIGN}?\w+(?:[.,]\d+)*(?:[’'-]\w+)*")
_ENDING = re.compile(r"(?:ations?|ments?|ings?|ed|es|s|ly)$")
_SHORTEST = 3

_SILENT = """
a about after against all also an and any are as at be because been before being between both but by can could did do
does during each for from had has have he her him his how i if in into is it its may more most no nor not of off on
once one only or other our out over own same say says said she should so some such than that the their them then there
these they this those through to too under until up was we were what when where which while who whom whose why will
with without would you
according article articles report reports give gives given name names describe describes call calls
"""
SILENT = frozenset(_SILENT.split())
"""Words that stand in any sentence, and those with which a question points at its article."""

_SPELT = "two three four five six seven eight nine ten eleven twelve"
SPELT = {word: str(number) for number, word in enumerate(_SPELT.split(), 2)}
"""Numbers that are printed as words. `one` is not there: it seldom counts."""


def asked(bank: Bank) -> tuple[Item, ...]:
    """The questions that learners still meet."""
    return tuple(item for item in bank.items if not item.retired)


def words(text: str) -> list[str]:
    """All words, in order, in small letters; `1,250`, `−40` and `law-enforcement` are one each."""
    return _WORD.findall(signed(text).casefold().replace("’", "'"))


@lru_cache(maxsize=20_000)  # several rules ask for the same stems and options
def telling_words(text: str) -> tuple[str, ...]:
    """The words that carry what a text says, in order, without their endings; small numbers as digits."""
    return tuple(_bare(word) for word in words(text) if word not in SILENT)


def terms(text: str) -> frozenset[str]:
    """The same, in no order."""
    return frozenset(telling_words(text))


@lru_cache(maxsize=10_000)
def _bare(word: str) -> str:
    if word.startswith(SIGN):
        return SIGN + _bare(word.removeprefix(SIGN))
    word = word.removesuffix("'s").removesuffix("'")
    bare = re.sub("y$", "i", _ENDING.sub("", word).removesuffix("e"))
    return SPELT.get(word) or (bare if len(bare) >= _SHORTEST else word)


def skimmed(text: str) -> str:
    """As a hurried reader sees it: no case, no spaces, straight quotation marks, one kind of dash."""
    straight = text.translate(str.maketrans("“”„‟‘’‚‛–—−‑", '""""' + "''''" + "----"))
    return re.sub(r"\s+", "", straight).casefold()
