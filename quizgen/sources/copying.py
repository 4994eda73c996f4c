"""What copying a text leaves in it beside its words: lines broken to a width, and lines that belong to the page.

Both are only guessed, from the look of a line, and people are asked; nothing here decides what is proved.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import pairwise

from quizgen.language.lexicon import FURNITURE
from quizgen.sources.folding import fold

WRAPPED_SHARE = 0.3
"""Least share of line ends at which a sentence goes on in small letters: of seventeen licences, all broken to a width,
the least has 0.33 and half have 0.75; of 54 ends of paragraphs on a page without empty lines not one is such."""
MAX_FURNITURE = 12
"""Words of a line that may stand twice because it belongs to the page; a longer one is a paragraph."""

_SENTENCE_END = re.compile(r"[.!?:;…][\"'”’»)\]]*$")


def looks_wrapped(lines: Sequence[str]) -> bool:
    """Whether the lines, empty ones too, seem to be broken to a width, with paragraphs between empty lines."""
    ends = [(one.strip(), other.strip()) for one, other in pairwise(lines) if one.strip() and other.strip()]
    going_on = [other[0].islower() and not _SENTENCE_END.search(one) for one, other in ends]
    return len(ends) > 1 and sum(going_on) >= WRAPPED_SHARE * len(ends)


def furniture(lines: Sequence[str]) -> Mapping[int, str]:
    """The lines, from 1, that seem to belong to the page and not to the text, and why each does."""
    plain = [fold(line).casefold().strip(" .*#|") for line in lines]
    times = Counter(line for line in plain if line and len(line.split()) <= MAX_FURNITURE)
    found: dict[int, str] = {}
    for number, line in enumerate(plain, 1):
        if _of_a_page().fullmatch(line.strip(":")):
            found[number] = "words of a page"
        elif times[line] > 1 and not line.endswith(":"):  # who speaks
            found[number] = "stands more than once"
    return found


@cache
def _of_a_page() -> re.Pattern[str]:
    return re.compile("|".join(FURNITURE))
