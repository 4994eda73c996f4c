"""Rules on single words: those that mean another day for each reader, and those that take sides."""

import re
from collections.abc import Iterator

from quizgen.diagnostics import Diagnostic, error, info, warning
from quizgen.language import lexicon
from quizgen.model import Bank
from quizgen.rules.questions import Question, questions, unbracketed

_RELATIVE = lexicon.Words(*lexicon.RELATIVE_DATES)
_AGES = lexicon.Words(*lexicon.AGES)
_THIS = lexicon.Words(*lexicon.THIS)
_WEEKDAY = re.compile(rf"\b{lexicon.WEEKDAY}\b")
_DATED = re.compile(rf"\d|\[|{lexicon.MONTH}")
_NEAR_DATE = 25
"""Characters around a weekday in which a date makes it definite."""


def relative_date(bank: Bank) -> Iterator[Diagnostic]:
    """A question says when by the day on which it is read: recently, last week, on Friday.

    A card is read for years. What was “last week” in an article is another week for each learner. In a question that
    cites no article with `claims: true`, this is a warning; and a remark where “today” may be our age, or “next day”
    that of a story.

    Bad: `stem: What opened last week?`. Good: `stem: What opened on 9 September 1802?`.
    """
    for question in questions(bank):
        for part in question.ours if _may_date(question.voice) else ():
            text = unbracketed(part.bare)
            this = _THIS.findall(text) if part == question.stem else ()
            plain, ages = (
                _RELATIVE.findall(text),
                (*_AGES.findall(text), *lexicon.TODAY.findall(text), *this, *_bare_weekdays(text)),
            )
            help = "give the date, in [brackets] if the article does not print it, or leave it out"
            for word in dict.fromkeys((*plain, *ages)):
                message = f"`{word}` means another day for each reader"
                report = error if question.claims else warning if word in plain else info
                yield report("relative-date", part.span, message, help=help)


def loaded_word(bank: Bank) -> Iterator[Diagnostic]:
    """A word in our own voice takes sides.

    A bank on a contested matter is used by people of every view, and must be fair to all of them. Somebody’s judgment
    stands in quotation marks, with a name; a verb of saying that judges is that of the quotation, or none.

    Bad: `stem: How long has the regime lasted?`. Good: `stem: How long has the government lasted?`.
    """
    for question in questions(bank):
        for part in question.ours if _ANY_LOADED.search(question.voice) else ():
            for word, instead in _loaded(part.bare, question):
                message = f"`{word}` takes sides"
                help = f"{instead}; or put it in quotation marks, and say whose word it is"
                yield warning("loaded-word", part.span, message, help=help)


def _may_date(text: str) -> bool:
    """Whether a text holds anything that might be a relative date."""
    if "day" in text and (lexicon.TODAY.search(text) or _WEEKDAY.search(text)):
        return True
    return bool(_RELATIVE.search(text) or _AGES.search(text) or _THIS.search(text))


def _bare_weekdays(text: str) -> Iterator[str]:
    """Weekdays that no date is near."""
    for found in _WEEKDAY.finditer(text):
        around = text[max(0, found.start() - _NEAR_DATE) : found.end() + _NEAR_DATE]
        if not _DATED.search(around):
            yield found[0]


_LOADED = {lexicon.Words(words): instead for words, instead in lexicon.LOADED.items()}
_LOADED_SAYING = {lexicon.Words(words): instead for words, instead in lexicon.LOADED_SAYING.items()}
_ANY_LOADED = lexicon.Words(*lexicon.LOADED, *lexicon.LOADED_SAYING)


def _loaded(text: str, question: Question) -> Iterator[tuple[str, str]]:
    """The words of a text that judge, each with what might stand there."""
    for word in _ANY_LOADED.findall(text):
        instead = next((help for words, help in _LOADED.items() if words.fullmatch(word)), "")
        if instead:
            yield word, instead
        elif word not in question.passage_folded:
            yield word, next(help for words, help in _LOADED_SAYING.items() if words.fullmatch(word))
