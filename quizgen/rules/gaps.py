"""What a bank asks and what it leaves out: facts for its authors, which `check` tells and `stats` counts."""

from collections.abc import Iterator, Mapping

from quizgen.diagnostics import Diagnostic, info
from quizgen.language.quantities import quantity
from quizgen.language.terms import asked
from quizgen.model import (
    Bank,
    Citation,
    Cloze,
    Item,
    Level,
    MultipleResponse,
    Numeric,
    Place,
    ShortAnswer,
    SingleChoice,
)
from quizgen.rules import thresholds
from quizgen.rules.options import offered
from quizgen.sources import Lock


def coverage(bank: Bank, lock: Lock, places: Mapping[Citation, Place]) -> Iterator[Diagnostic]:
    """Paragraphs of an article that no question quotes; a bank that mostly asks for numbers, names and memory.

    Nobody asks about everything, so this is only information: it shows where the next question may be found, and
    whether the bank asks what is easily asked instead of what matters.

    Bad: twenty questions on the first three paragraphs. Good: every paragraph that holds a fact is quoted once.
    """
    items = asked(bank)
    if len(items) < thresholds.ENOUGH:
        return
    gaps = unquoted(bank, lock, places)
    notes = [f"`{id}`: {runs(numbers)} of {len(lock.articles[id].paragraphs)}" for id, numbers in gaps.items()]
    if notes:
        count = sum(map(len, gaps.values()))
        paragraphs = "one paragraph is" if count == 1 else f"{count} paragraphs, headings included, are"
        yield info("coverage", bank.span, f"{paragraphs} quoted by no question", *notes)
    remembered = sum(item.level is Level.REMEMBER for item in items) / len(items)
    if remembered > thresholds.REMEMBER_SHARE:
        yield info("coverage", bank.span, f"{remembered:.0%} of the questions ask to remember", help=_DEEPER)
    if (bare := bare_share(bank)) > thresholds.BARE_SHARE:
        yield info("coverage", bank.span, f"{bare:.0%} of the keys are a bare number or name", help=_DEEPER)


_DEEPER = "ask for reasons, for who says so, for what differs"


def unquoted(bank: Bank, lock: Lock, places: Mapping[Citation, Place]) -> Mapping[str, tuple[int, ...]]:
    """For each article that the lock knows, the paragraphs in which no quotation stands, if there are any."""
    quoted = {
        (citation.article, places[citation].paragraph)
        for item in asked(bank)
        for citation in item.citations
        if citation in places
    }
    gaps = {
        article.id: tuple(
            number
            for number, _ in enumerate(lock.articles[article.id].paragraphs, 1)
            if (article.id, number) not in quoted
        )
        for article in bank.articles
        if article.id in lock.articles
    }
    return {id: numbers for id, numbers in gaps.items() if numbers}


def bare_share(bank: Bank) -> float:
    """How many of the keys that are a few words are nothing but a number or a name, from 0 to 1."""
    keys = [(key, bool(offered(item))) for item in asked(bank) if (key := _key(item))]
    return sum(_is_bare(key, among_options) for key, among_options in keys) / len(keys) if keys else 0.0


def _key(item: Item) -> str:
    match item.response:
        case SingleChoice(key=key):
            return key.text.plain
        case MultipleResponse(key=keys):
            return keys[0].text.plain
        case ShortAnswer(answer=answer):
            return answer.plain
        case Numeric(answer=number):
            return number
        case Cloze(blanks=blanks):
            return blanks[0].answer.plain
        case _:
            return ""


def _is_bare(key: str, among_options: bool) -> bool:
    """Whether a key is a number or a name. An option has a capital anyway, so one word of it may be no name."""
    names = [word for word in key.split() if word[0].isupper()]
    return quantity(key) is not None or (len(names) == len(key.split()) > among_options)


def runs(numbers: tuple[int, ...]) -> str:
    """`3, 7-9` for 3, 7, 8, 9."""
    known = set(numbers)
    starts = [number for number in numbers if number - 1 not in known]
    ends = [number for number in numbers if number + 1 not in known]
    return ", ".join(
        str(first) if first == last else f"{first}-{last}" for first, last in zip(starts, ends, strict=True)
    )
