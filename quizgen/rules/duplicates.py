"""A rule on questions that ask the same thing twice."""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass, field

from quizgen.diagnostics import Diagnostic, warning
from quizgen.language import phrasing
from quizgen.language.terms import asked, terms
from quizgen.model import (
    Bank,
    Cloze,
    Item,
    Matching,
    Open,
    Ordering,
    TrueFalse,
)
from quizgen.rules import thresholds
from quizgen.rules.scope import ENGLISH, is_one_of


def near_duplicate(bank: Bank) -> Iterator[Diagnostic]:
    """Two questions have nearly equal stems, or the same answer out of the same quotation.

    With one answer, the second only costs time. With different ones, learners mix the two up for ever: the same cue
    must bring the same thing to mind. Words that are rare in the bank weigh more, so that an introduction which many
    stems share does not count. Of stems that have no rarer word in common than one that hundreds hold, only the first
    hundred are compared. In other languages than English stems must be equal.

    Bad: `stem: When did the bridge at Elm Ford open?` twice. Good: the second asks what the bridge cost.
    """
    items = asked(bank)
    settled: dict[Hashable, Item] = {}
    stems = _Stems([_stem(item) for item in items], terms if is_one_of(bank.language, ENGLISH) else _whole)
    for index, item in enumerate(items):
        like = stems.like_before(index)
        same = settled.setdefault(_settlement(item), item)
        if like is not None:
            message = f"the stem is nearly that of `{items[like].id}`"
            help = "ask for something else, or in words that cannot be mixed up"
            yield warning("near-duplicate", item.stem_span, message, _line(items[like]), help=help)
        elif same is not item:
            message = f"the question has answer and quotation of `{same.id}`"
            yield warning("near-duplicate", item.stem_span, message, _line(same), help="keep one of them")


def _stem(item: Item) -> str:
    """What a question says before it is answered: entries too, where the stem is only `Who said what?`."""
    stem = _WHEN.sub("when", item.stem.plain)
    match item.response:
        case Cloze() as cloze:
            return phrasing.cloze_text(cloze, filled=False).plain
        case Matching(pairs=pairs):
            return " ".join((stem, *(f"{pair.left.plain} {pair.right.plain}" for pair in pairs)))
        case Ordering(items=entries):
            return " ".join((stem, *(entry.plain for entry in entries)))
        case _:
            return stem


_WHEN = re.compile(r"\b(?:in|on) (?:what|which) (?:year|month|day|date)\b", re.IGNORECASE)


def _settlement(item: Item) -> Hashable:
    """What is answered, and by which words of which articles; a question’s own where many questions answer so."""
    if isinstance(item.response, TrueFalse | Matching | Ordering | Open):
        return item.id
    answers = tuple(line.plain.casefold().strip(" .") for line in phrasing.answer(item.response))
    return answers, frozenset((citation.article, citation.quote) for citation in item.citations)


def _whole(text: str) -> frozenset[str]:
    """A text as one word, where we do not know which of its words tell something."""
    return frozenset({text.casefold().strip(" .?")})


def _line(item: Item) -> str:
    return f"it stands in line {item.span.line}"


@dataclass(frozen=True, slots=True)
class _Weighed:
    """The words of a text, with what they weigh together."""

    words: frozenset[str]
    weight: float = field(compare=False)
    asks: frozenset[str]
    """Its question words; `what` and `which` may stand for any."""


def _asks(text: str) -> frozenset[str]:
    return frozenset("who" if word.startswith("who") else word for word in _QUESTION_WORD.findall(text.lower()))


_QUESTION_WORD = re.compile(r"\b(?:who|whom|whose|when|where|how|why)\b")
_NEVER_WHAT = frozenset({"how", "why"})
"""`When` may be asked as `In what year`, but `How` asks for something else than `Which`."""


def _ask_differently(one: frozenset[str], other: frozenset[str]) -> bool:
    return one & _NEVER_WHAT != other & _NEVER_WHAT or (bool(one and other) and one != other)


_CLOSE = thresholds.LIKE - 0.01
"""A little less than is needed, for sums of weights are not exact."""


class _Stems:
    """Texts, compared without comparing each with each.

    Two texts that are alike share one of the rarest words of either, for what remains weighs too little; so only
    those are kept in an index, and only texts that share one are compared. Of equal texts the first stands for all.
    """

    def __init__(self, texts: Sequence[str], words: Callable[[str], frozenset[str]] = terms) -> None:
        split = [words(text) for text in texts]
        often = Counter(word for one in split for word in one)
        self._weights = {word: math.log(1 + len(texts) / times) for word, times in often.items()}
        self._texts = [self._weighed(*one) for one in zip(split, map(_asks, texts), strict=True)]
        self._index: dict[str, list[int]] = defaultdict(list)
        self._first: dict[_Weighed, int] = {}
        """Of each text, the one before it that it is like, or it itself."""

    def like_before(self, index: int) -> int | None:
        """The first text before this one, all of which must have been asked for, that is much like it."""
        text = self._texts[index]
        if text not in self._first:
            like = self._like(index, list(self._rarest(text)))
            self._first[text] = index if like is None else like
            return like
        return self._first[text] if text.weight else None

    def _like(self, index: int, rare: Sequence[str]) -> int | None:
        text = self._texts[index]
        near = sorted({other for word in rare for other in self._index[word]})
        for word in rare:
            if len(self._index[word]) < thresholds.ALIKE_STEMS:
                self._index[word].append(index)
        return next((other for other in near if self._alike(text, self._texts[other])), None)

    def _weighed(self, split: frozenset[str], asks: frozenset[str]) -> _Weighed:
        return _Weighed(split, sum(self._weights[word] for word in sorted(split)), asks)

    def _rarest(self, text: _Weighed) -> Iterator[str]:
        left = text.weight
        for word in sorted(text.words, key=lambda word: (-self._weights[word], word)):
            if left < thresholds.LIKE * text.weight:
                return
            yield word
            left -= self._weights[word]

    def _alike(self, one: _Weighed, other: _Weighed) -> bool:
        if min(one.weight, other.weight) < _CLOSE * max(one.weight, other.weight):
            return False  # they cannot share enough
        return self._likeness(one, other) >= thresholds.LIKE and not _ask_differently(one.asks, other.asks)

    def _likeness(self, one: _Weighed, other: _Weighed) -> float:
        shared = sum(self._weights[word] for word in one.words & other.words)
        whole = one.weight + other.weight - shared
        return shared / whole if whole else 0.0
