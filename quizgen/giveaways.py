"""Which questions give each other away: the answer of one can be read off what another one says."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import assert_never

from quizgen import phrasing
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
"""An answer that so many questions mention is a main actor's name, not a cue."""


def clashes(items: Sequence[Item]) -> Mapping[str, frozenset[str]]:
    """For each question's id, the ids of those that must not stand in one form with it.

    An answer tells if it has two words or more, or a number. It counts as given away where another question says it
    in its stem or text. Options offer and do not say, so a key among another question's distractors tells nothing.
    """
    texts = {item.id: f" {_folded(' '.join(part.plain for part in _says(item)))} " for item in items}
    index = _index(texts)
    found: dict[str, set[str]] = defaultdict(set)
    for item in items:
        for answer in filter(None, map(_telling, _answers(item))):
            hits = {id for id in _having(answer, index) if f" {answer} " in texts[id]} - {item.id}
            for other in hits if len(hits) < COMMON_FROM else ():
                found[item.id].add(other)
                found[other].add(item.id)
    return {id: frozenset(others) for id, others in found.items()}


def _says(item: Item) -> tuple[RichText, ...]:
    match item.response:
        case Cloze() as cloze:
            return (phrasing.cloze_text(cloze, filled=False),)
        case Ordering(items=entries):
            return (item.stem, *entries)
        case _:
            return (item.stem,)


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


def _telling(answer: RichText) -> str:
    folded = _folded(answer.plain)
    return folded if " " in folded or any(sign.isdigit() for sign in folded) else ""


def _folded(text: str) -> str:
    return " ".join(re.findall(r"\w+(?:[.,]\d+)*", text.casefold()))


def _index(texts: Mapping[str, str]) -> Mapping[str, set[str]]:
    index: dict[str, set[str]] = defaultdict(set)
    for id, text in texts.items():
        for word in text.split():
            index[word].add(id)
    return index


def _having(answer: str, index: Mapping[str, set[str]]) -> Iterable[str]:
    """Where all words of an answer occur, in whatever order: the few places worth a closer look."""
    return sorted(set.intersection(*(index.get(word, set()) for word in answer.split())))
