"""Rules on what the articles bear out: numbers and names of an answer, quotations in a question, added context."""

import re
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from quizgen.diagnostics import Diagnostic, error, warning
from quizgen.language import lexicon
from quizgen.model import Bank, Open, TrueFalse
from quizgen.reading.fields import shown
from quizgen.rules.questions import (
    Part,
    Question,
    questions,
    unbracketed,
)
from quizgen.rules.thresholds import PHRASE_WORDS
from quizgen.sources import fold

_NUMBER = re.compile(r"\d{1,3}(?:[,\s]\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?")
_SPELT = re.compile(rf"\b(?:{'|'.join(lexicon.NUMBER_WORDS)})\b", re.I)
_NAME = re.compile(r"(?<![\w’'-])[^\W\d_a-z][\w’'-]*[^\W\d_]")
_SENTENCE_END = re.compile(r"(?:^|[.?!:;…]\s*|\n)[“\"(]*$")
_YEAR = re.compile(r"(?<![\d.,])(?:1[5-9]|20)\d\d(?![\d%]|[.,]\d)")
_OFFICE = lexicon.Words(*lexicon.OFFICES)
_QUOTATION = re.compile(r"“([^”]+)”|\"([^\"]+)\"")
_ELLIPSIS = re.compile(r"\[?(?:…|\.\.\.)\]?|\[[^\]]*\]")
_SAME_LETTERS = 5
"""Letters from which on two names count as forms of one: Russia and Russian."""


def key_unsupported(bank: Bank) -> Iterator[Diagnostic]:
    """A number or a name of the answer stands neither in the quotation nor in the question.

    Then the quotation does not settle the answer, or the answer holds a slip. Numbers count in digits and in words, and
    may be the sum or the difference of two that are quoted; names count in every spelling of `people`.

    Bad: `answer: 1912`, `quote: opened on 4 May 1911`. Good: `answer: 1911`.
    """
    for question in questions(bank):
        for part, number in _strange_numbers(question):
            message = f"the number `{shown(number)}` of the answer is not in the quotation"
            yield error("key-unsupported", part.span, message, help=_SUPPORT_HELP)
        for part, name in _strange_names(bank, question):
            message = f"the name `{shown(name)}` of the answer is not in the quotation"
            yield warning("key-unsupported", part.span, message, help=_SUPPORT_HELP)


_SUPPORT_HELP = "quote the words that hold it as well, or mend the answer"


def _strange_numbers(question: Question) -> Iterator[tuple[Part, str]]:
    """The numbers of an answer that are neither quoted nor given, nor follow from two that are quoted."""
    numbers = [(part, number) for part in _answers(question) for number in _NUMBER.findall(unbracketed(part.text))]
    if numbers:
        quoted = _numbers(question.passage)
        given = quoted | _numbers(_given(question))
        yield from (
            (part, number)
            for part, number in numbers
            if _plain(number) not in given and not _computed(_plain(number), quoted)
        )


def _strange_names(bank: Bank, question: Question) -> Iterator[tuple[Part, str]]:
    """The names of an answer that are neither quoted nor given; a point of an `open` question may be of our making."""
    if isinstance(question.item.response, Open):
        return
    for part in _answers(question):
        names = [name for name in _proper(unbracketed(part.text)) if name not in question.passage]
        known = _names(bank, question) if names else set()
        if strange := " ".join(name for name in names if not _is_named(name, known)):
            yield part, strange


def _given(question: Question) -> str:
    """The stem, unless it is the very statement that must be borne out."""
    return "" if question.stem in _answers(question) else unbracketed(question.stem.text)


def quote_not_verbatim(bank: Bank, texts: Mapping[str, str]) -> Iterator[Diagnostic]:
    """A question puts words into quotation marks that no article holds.

    Quotation marks say that somebody used just these words. What is put in other words needs none; what is left out is
    marked by “…”, what is added by [brackets]. Single words, and titles of the articles, are no quotations.

    Bad: `stem: Who called the bridge “a saved village”?`. Good: `stem: Who said that it “probably saved the village”?`.
    """
    folded = {id: fold(text).casefold() for id, text in texts.items()}
    if not all(article.id in folded for article in bank.articles):
        return  # the words may stand in an article that is not at hand
    for question in questions(bank):
        said = [*folded.values(), fold(question.about).casefold()]
        for part in question.ours:
            for words in _quotations(part.text):
                if not any(words in text for text in said):
                    message = f"`{shown(words)}` is in quotation marks, but in no article"
                    help = "copy the words as printed, or take the quotation marks away"
                    yield error("quote-not-verbatim", part.span, message, help=help)


def added_context(bank: Bank, texts: Mapping[str, str]) -> Iterator[Diagnostic]:
    """A question adds a year or an office that its articles do not print, and does not say so.

    What comes from elsewhere is not proved by the quotation. It helps, but stands in [brackets], so that learners can
    tell it from what the article says.

    Bad: `stem: Who asked for a bridge in 1897?`. Good: `stem: Who asked for a bridge in [1897]?`.
    """
    for question in questions(bank):
        whole = "\n".join(texts.get(article.id, "") for article in question.articles)
        if not all(article.id in texts for article in question.articles):
            continue
        voices = "\n".join(citation.voice for citation in question.item.citations)
        printed = f"{whole}\n{unbracketed(question.about)}\n{voices}"
        for part in dict.fromkeys((*_stated(question), *question.keys)):
            yield from _added_years(part, printed)
        yield from _added_offices(question.stem, printed)


def _added_years(part: Part, printed: str) -> Iterator[Diagnostic]:
    for year in dict.fromkeys(_YEAR.findall(unbracketed(part.bare))):
        if not re.search(rf"(?<!\d){year}(?!\d)", printed):
            message = f"the year `{year}` is not printed in the article"
            yield error("added-context", part.span, message, help=f"put it in brackets: `[{year}]`")


def _added_offices(stem: Part, printed: str) -> Iterator[Diagnostic]:
    for office in _OFFICE.findall(unbracketed(stem.bare)):
        if office not in printed.casefold():
            message = f"`{office}` is nobody’s title in the article"
            yield error("added-context", stem.span, message, help=f"put it in brackets: `[{office}]`")


def _stated(question: Question) -> Iterable[Part]:
    """What a question says as a fact; a false statement may err in its year."""
    return () if isinstance(question.item.response, TrueFalse) else (question.statement,)


def _answers(question: Question) -> Iterable[Part]:
    """What must be borne out: a right statement, or the answer."""
    if isinstance(question.item.response, TrueFalse) and question.item.response.key:
        return (question.stem,)
    return question.keys


def _numbers(text: str) -> set[str]:
    """Every number of a text, without signs between thousands; those spelt in letters too."""
    spelt = {lexicon.NUMBER_WORDS[word.lower()] for word in _SPELT.findall(text)}
    return {_plain(number) for number in _NUMBER.findall(text)} | spelt


def _plain(number: str) -> str:
    """A number without signs between thousands and noughts at the end: `86.80` is `86.8`."""
    plain = re.sub(r"[,\s]", "", number)
    return plain.rstrip("0").rstrip(".") if "." in plain else plain


def _computed(number: str, quoted: set[str]) -> bool:
    """Whether a number is the sum or the difference of two others."""
    value, values = Decimal(number), set(map(Decimal, quoted))
    return any(value + one in values or (value - one in values and value != 2 * one) for one in values)


def _proper(text: str) -> Iterator[str]:
    """Names: words with a capital letter that does not merely begin a sentence."""
    for found in _NAME.finditer(text):
        if not _SENTENCE_END.search(text[: found.start()]):
            yield found[0]


def _names(bank: Bank, question: Question) -> set[str]:
    """Every word that may stand for somebody in the answer, people in all their spellings."""
    voices = "\n".join(citation.voice for citation in question.item.citations)
    given = f"{question.passage}\n{_given(question)}\n{question.about}\n{voices}"
    words = {_stemmed(word) for word in re.findall(r"[^\W\d_][\w-]*", given)}
    for person in bank.people:
        forms = {_stemmed(word) for name in (person.name, *person.also) for word in name.split()}
        surnames = {_stemmed(name.split()[-1]) for name in (person.name, *person.also)}
        if surnames & words:
            words |= forms
    return words | {other for seat, state in _STATES if {seat, state} & words for other in (seat, state)}


def _stemmed(word: str) -> str:
    return word.casefold().removesuffix("s").rstrip("’'")


_STATES = [(_stemmed(seat), _stemmed(state)) for seat, state in lexicon.SEATS.items()]


def _is_named(name: str, names: set[str]) -> bool:
    """Whether a name, or another form of it, stands among others."""
    own = _stemmed(name)
    return own in names or any(
        own[:_SAME_LETTERS] == other[:_SAME_LETTERS] for other in names if min(len(own), len(other)) >= 4
    )


def _quotations(text: str) -> Iterator[str]:
    """The pieces of what stands in quotation marks, folded, which must all stand in an article."""
    for found in _QUOTATION.finditer(text):
        for piece in _ELLIPSIS.split(found[1] or found[2]):
            folded = fold(piece).strip(" .,;:!?").casefold()
            if len(folded.split()) >= PHRASE_WORDS:
                yield folded
