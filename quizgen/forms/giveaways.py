"""Which questions give each other away: the answer of one can be read off what another one says."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence, Set
from typing import assert_never

from quizgen.language import phrasing
from quizgen.language.figures import SIGN
from quizgen.language.terms import telling_words
from quizgen.model import (
    Cloze,
    Item,
    Matching,
    MultipleResponse,
    Numeric,
    Open,
    Ordering,
    ShortAnswer,
    SingleChoice,
    TrueFalse,
)
from quizgen.richtext import RichText, literal

COMMON_FROM = 4
"""A word that so many questions say is what the bank is about, not a cue."""
COMMON_SHARE = 0.05
"""The same for several words or a number: so many, and so large a share of all …"""
COMMON_MOST = 100
"""… but never more than this, whatever the share."""
LONG_WORD = 4
"""Letters from which on a single word is not met by chance."""


def clashes(items: Sequence[Item]) -> Mapping[str, frozenset[str]]:
    """For each question's id, the ids of those that must not stand in one form with it.

    An answer counts as given away where another question says it in its stem or text, whatever the endings of its
    words. Options and the sides of a match offer and do not say, so they tell nothing to somebody who chooses; but who
    must recall an answer would only have to choose it there. A statement that is itself to be judged corrects no other.
    Two questions that one quotation answers in the same way give each other away, too. What a hundred questions say is
    known to everybody, and no cue.
    """
    found: dict[str, set[str]] = defaultdict(set)
    answers = {item.id: tuple(_telling(item)) for item in items}
    for one, other in (*_told(items, answers), *_settled_alike(items, answers)):
        found[one].add(other)
        found[other].add(one)
    return {id: frozenset(others) for id, others in found.items()}


def _told(items: Sequence[Item], answers: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, str]]:
    """Each question with those that tell its answer."""
    says = {item.id: _line(_says(item)) for item in items}
    judged = {item.id for item in items if isinstance(item.response, TrueFalse)}
    known = frozenset(answer for each in answers.values() for answer in each)
    said = _holders(known, says)
    seen = _holders(known, {item.id: f"{says[item.id]}| {_line(_offers(item))}" for item in items})
    for item in items:
        hits = {answer: said[answer] for answer in answers[item.id]}
        common = {answer for answer, ids in hits.items() if len(ids) >= _common_from(answer, len(items))}
        if isinstance(item.response, ShortAnswer) and common:
            continue  # its answers are one, and that is known to everybody
        for answer in hits.keys() - common:
            told = seen[answer] if _recalled(item) and _distinct(answer) else hits[answer]
            if item.id not in hits[answer] and len(told) < _common_from(answer, len(items)):
                others = told - judged if item.id in judged else told - {item.id}
                yield from ((item.id, other) for other in others)


def _common_from(answer: str, count: int) -> float:
    """How many questions must say an answer for it to be a main actor’s name and no cue."""
    return COMMON_FROM if answer.isalpha() else min(COMMON_MOST, max(COMMON_FROM, COMMON_SHARE * count))


def _settled_alike(items: Sequence[Item], answers: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, str]]:
    """Questions that have answer and quotation in common."""
    first: dict[tuple[str, str, str], str] = {}
    for item in items:
        for answer in answers[item.id]:
            for citation in item.citations:
                holder = first.setdefault((answer, citation.article, citation.quote), item.id)
                if holder != item.id:
                    yield holder, item.id


def _holders(answers: Collection[str], texts: Mapping[str, str]) -> Mapping[str, Set[str]]:
    """For each answer the ids of the texts in which its words stand in a row, in one walk over the texts."""
    lengths: dict[str, set[int]] = defaultdict(set)
    for answer in answers:
        lengths[answer.partition(" ")[0]].add(answer.count(" ") + 1)
    found: dict[str, set[str]] = {answer: set() for answer in answers}
    for id, text in texts.items():
        words = text.split()
        for at, word in enumerate(words):
            for length in lengths.get(word, ()):
                holders = found.get(" ".join(words[at : at + length]))
                if holders is not None:
                    holders.add(id)
    return found


def _says(item: Item) -> tuple[RichText, ...]:
    match item.response:
        case Cloze() as cloze:
            return (phrasing.cloze_text(cloze, filled=False),)
        case Ordering(items=entries):
            return (item.stem, *entries)
        case _:
            return (item.stem,)


def _offers(item: Item) -> tuple[RichText, ...]:
    match item.response:
        case SingleChoice(options=options) | MultipleResponse(options=options):
            return tuple(option.text for option in options)
        case Matching(pairs=pairs, extra=extra):
            return (*(side for pair in pairs for side in (pair.left, pair.right)), *extra)
        case _:
            return ()


def _recalled(item: Item) -> bool:
    return isinstance(item.response, ShortAnswer | Numeric | Cloze)


def _answers(item: Item) -> tuple[RichText, ...]:
    match item.response:
        case SingleChoice(key=key):
            return (key.text,)
        case MultipleResponse(key=keys):
            return tuple(option.text for option in keys)
        case ShortAnswer(answer=text, accept=accept):
            return (text, *accept)
        case Numeric(answer=number, unit=unit):
            return (literal(f"{number} {unit}"),)
        case Cloze(blanks=blanks):
            return tuple(blank.answer for blank in blanks)
        case TrueFalse(correction=correction):
            return (correction,) if correction else ()
        case Matching() | Ordering() | Open():
            return ()  # their answers are relations, which no single mention gives away
        case _ as unreachable:
            assert_never(unreachable)


def _telling(item: Item) -> Iterator[str]:
    """Answers that are not met by chance: of two words or more, with a number, or one word to be recalled."""
    for answer in _answers(item):
        folded = _folded(answer)
        long = _recalled(item) and len(folded) >= LONG_WORD
        if " " in folded or long or any(sign.isdigit() for sign in folded):
            yield folded


def _distinct(answer: str) -> bool:
    """Whether it would be known again among options: a single word, or a single digit, is there for many reasons."""
    return " " in answer or (len(answer) > 1 and answer.lstrip(SIGN)[:1].isdigit())


def _line(parts: Sequence[RichText]) -> str:
    """Texts as one line of words, each between spaces, with a mark between texts that no answer holds."""
    return f" {' | '.join(map(_folded, parts))} "


def _folded(text: RichText) -> str:
    return " ".join(telling_words(text.plain))
