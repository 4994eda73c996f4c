"""Rules on the line above a question, which says what it is about: whether it tells too much, too little, or twice."""

import re
from collections.abc import Iterator

from quizgen.diagnostics import Diagnostic, info, warning
from quizgen.language import lexicon, phrasing
from quizgen.language.terms import telling_words, terms
from quizgen.model import Article, Bank, Matching, Ordering, ShortAnswer, TrueFalse
from quizgen.reading.fields import shown
from quizgen.rules.questions import Part, Question, questions

_THE_TEXT = re.compile(rf"\b(?:the|this) (?:\S+ ){{0,4}}{lexicon.NAMED_TEXT}\b[^,;:?.]*", re.I)
_MAY = re.compile(r"\bMay\b")
"""A month; in small letters a word that any sentence may hold."""
_FEW_DIGITS = re.compile(r"\d{1,2}")


def sources_alike(bank: Bank) -> Iterator[Diagnostic]:
    """Two articles look the same above their questions.

    A line with the article's label, publisher and date stands there, as far as they are known. If two articles have the
    same, nobody knows which is meant, and on paper their questions stand together.

    Bad: `title: Editorial` twice, and no more of either. Good: one has `label: On the bridge`, one `label: On fish`.
    """
    first: dict[str, Article] = {}
    for article in bank.articles:
        line = phrasing.source_line([article])
        other = first.setdefault(line.casefold(), article)
        if other is not article:
            message = f"`{other.id}` and `{article.id}` look the same above their questions: `{shown(line)}`"
            help = "give each a short `label` of its own"
            yield warning("sources-alike", article.span, message, f"`{other.id}`: line {other.span.line}", help=help)


def answer_in_source(bank: Bank) -> Iterator[Diagnostic]:
    """The line above a question says its answer.

    Then it is answered by reading on, not by knowing. A wrong option that stands there as well takes the hint away, and
    what the stem says itself is none.

    Bad: `label: The bridge of 1911`, `answer: 1911`. Good: the same question with `source: hidden`.
    """
    for question in questions(bank):
        for part in _told(question) if question.source else ():
            message = f"the line above the question says the answer: `{shown(part.text)}`"
            help = "write `source: hidden`, or give the article another `label`"
            yield warning("answer-in-source", part.span, message, f"the line: {question.source}", help=help)


def source_restated(bank: Bank) -> Iterator[Diagnostic]:
    """A stem says again what the line above it says: which article it is about.

    A card is read many times, a quiz has twenty stems. A stem says what is asked, and whose claim it is if it is one.

    Bad: `stem: When, according to the Courier’s article on the bridge, did it open?`. Good: `stem: When did it open?`.
    """
    for question in questions(bank):
        if question.source and len(question.articles) == 1 and (words := _restated(question, *question.articles)):
            message = f"the stem says again what stands above it: `{shown(words)}`"
            yield info(
                "source-restated", question.stem.span, message, help="leave it out; say whose claim it is, if any"
            )


def _told(question: Question) -> Iterator[Part]:
    """The answers of a question that its line says, and its stem does not."""
    line, label, stem = map(_folded, (question.source, question.source.partition(" · ")[0], question.stem.text))
    if any(_folded(wrong.text) in line for wrong in question.wrong):
        return
    for part in dict.fromkeys(_answers(question)):
        answer = _folded(part.text)
        # A day of the month is no hint at a number of anything.
        told = answer in (label if _FEW_DIGITS.fullmatch(answer.strip()) else line)
        if told and answer.strip() and answer not in stem:
            yield part


def _answers(question: Question) -> tuple[Part, ...]:
    """What counts as right; nothing where one mention does not tell it: a match, an order, a true statement."""
    match question.item.response:
        case ShortAnswer(accept=accept):
            return (*question.keys, *(Part(text.plain, question.item.answer_span) for text in accept))
        case Matching() | Ordering() | TrueFalse(key=True):
            return ()
        case _:
            return question.keys


def _folded(text: str) -> str:
    """The words that tell something, each between spaces, whatever their case, marks and endings."""
    return f" {' '.join(telling_words(_MAY.sub('fifth-month', text)))} "


def _restated(question: Question, article: Article) -> str:
    """The words that name the article, if a stem names it by its publisher or its label."""
    label, publisher = terms(phrasing.called(article)), article.publisher.strip("[]").casefold()
    for found in _THE_TEXT.finditer(question.stem.text):
        words = found[0]
        if (publisher and publisher in words.casefold()) or (label and label <= terms(words)):
            return words.strip()
    return ""
