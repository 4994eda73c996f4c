"""Rules on what the articles bear out: numbers and names of an answer, quotations in a question, added context."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cached_property, lru_cache
from heapq import heapify, heappop, heappush

from quizgen.diagnostics import Diagnostic, error, warning
from quizgen.language import lexicon
from quizgen.language.figures import Figure, figures, spelt_figures
from quizgen.model import Bank, Cloze, Open, TrueFalse
from quizgen.reading.fields import shown
from quizgen.rules.phrases import Phrases
from quizgen.rules.questions import (
    Part,
    Question,
    questions,
    unbracketed,
)
from quizgen.rules.scope import ENGLISH, is_one_of
from quizgen.rules.thresholds import LONG_NUMBER, PHRASE_WORDS, SUMMED_NUMBERS
from quizgen.sources import fold

_NAME = re.compile(r"(?<![\w’'-])[^\W\d_a-z][\w’'-]*[^\W\d_]")
_SENTENCE_END = re.compile(r"(?:^|[.?!:;…]\s*|\n)[“\"(]*$")
_YEAR = re.compile(r"(?<![\d.,])(?:1[5-9]|20)\d\d(?![\d%]|[.,]\d)")
_OFFICE = lexicon.Words(*lexicon.OFFICES)
_QUOTATION = re.compile(r"“([^”]+)”|\"([^\"]+)\"")
_ELLIPSIS = re.compile(r"\[?(?:…|\.\.\.)\]?|\[[^\]]*\]")
_SAME_LETTERS = 5
"""Letters from which on two names count as forms of one: Russia and Russian."""
_FORMED = 4
"""Letters of the shortest name that has other forms."""


def key_unsupported(bank: Bank) -> Iterator[Diagnostic]:
    """A number or a name of the answer stands neither in the quotation nor in the question.

    Then the quotation does not settle the answer, or the answer holds a slip. Numbers count in digits and in words, and
    may be the sum or the difference of two that are quoted, if these are not hundreds; names count in every spelling of
    `people`. A sign belongs to its number: `40` is not in `−40 °C`, but in `40 degrees below zero` and in `30–40`. In
    other languages than English only long numbers are looked for, digit by digit, and a strange one is a warning.

    Bad: `answer: 1912`, `quote: opened on 4 May 1911`. Good: `answer: 1911`.
    """
    if not is_one_of(bank.language, ENGLISH):
        yield from _strange_digits(bank)
        return
    people = _People(bank)
    for question in questions(bank):
        for part, number in _strange_numbers(question):
            message = f"the number `{shown(number.printed)}` of the answer is not in the quotation"
            yield error("key-unsupported", part.span, message, *_opposite(number, question), help=_SUPPORT_HELP)
        for part, name in _strange_names(people, question):
            message = f"the name `{shown(name)}` of the answer is not in the quotation"
            yield warning("key-unsupported", part.span, message, help=_SUPPORT_HELP)


_SUPPORT_HELP = "quote the words that hold it as well, or mend the answer"


def _strange_numbers(question: Question) -> Iterator[tuple[Part, Figure]]:
    """The numbers of an answer that are neither quoted nor given, nor follow from two that are quoted."""
    numbers = [(part, number) for part in _answers(question) for number in figures(unbracketed(part.text))]
    if numbers:
        quoted = _numbers(question.passage)
        given = quoted | _numbers(_given(question)) | _sizes(question, quoted)
        summed = quoted if len(quoted) <= SUMMED_NUMBERS else set()
        yield from (
            (part, number)
            for part, number in numbers
            if not number.values & given and not any(_computed(value, summed) for value in number.values)
        )


def _strange_digits(bank: Bank) -> Iterator[Diagnostic]:
    """The same for long numbers of a bank whose words and signs between thousands we do not know."""
    for question in questions(bank):
        known = _digits(f"{question.passage}\n{_given(question)}")
        for part in _answers(question):
            for number in _GROUPED.findall(unbracketed(part.text)):
                if len(digits := _telling(number)) >= LONG_NUMBER and digits not in known:
                    message = f"the number `{shown(number)}` of the answer is not in the quotation"
                    yield warning("key-unsupported", part.span, message, help=_SUPPORT_HELP)


_GROUPED = re.compile(r"\d+(?:[.,'’\s]\d{3}(?!\d))*(?:[.,]\d+)?")


def _digits(text: str) -> set[str]:
    """The digits of each number of a text, whatever its signs mean: `40.000` may be forty thousand, or `10.3` a day."""
    return {_telling(number) for found in (_GROUPED, _RUN) for number in found.findall(text)}


def _telling(number: str) -> str:
    """Without the noughts at either end, which `86,80` and forty thousand in letters do not have."""
    return re.sub(r"\D", "", number).strip("0")


_RUN = re.compile(r"\d+")


def _opposite(number: Figure, question: Question) -> Iterator[str]:
    """A note where the quotation has the number with the other sign."""
    printed = _printed(question.passage)
    for value in sorted(number.values):
        if quoted := printed.get(value.copy_negate()):
            yield f"the quotation has `{shown(quoted)}`: the sign belongs to the number"
            return


@lru_cache(maxsize=1)  # each strange number of an answer asks for the same
def _printed(passage: str) -> Mapping[Decimal, str]:
    """How a passage prints what its numbers may mean."""
    return {value: number.printed for number in figures(passage) for value in number.values}


_ASKS_SIZE = re.compile(r"\bbelow (?:zero|freezing|sea level)|\bby (?:how (?:much|many)|what)\b", re.I)


def _sizes(question: Question, quoted: set[Decimal]) -> set[Decimal]:
    """The quoted numbers without their signs, where a question prints the sign itself or asks how far below zero."""
    if isinstance(question.item.response, Cloze):  # −{{c1::40}} °C
        return set(map(abs, quoted & _numbers(question.statement.text)))
    return set(map(abs, quoted)) if _ASKS_SIZE.search(question.stem.text) else set()


def _strange_names(people: "_People", question: Question) -> Iterator[tuple[Part, str]]:
    """The names of an answer that are neither quoted nor given; a point of an `open` question may be of our making."""
    if isinstance(question.item.response, Open):
        return
    unquoted = [
        (part, names)
        for part in _answers(question)
        if (names := [name for name in _proper(unbracketed(part.text)) if name not in question.passage])
    ]
    known = _Names(_names(people, question) if unquoted else ())
    for part, names in unquoted:
        if strange := " ".join(name for name in names if name not in known):
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
    said = [
        (question, part, words)
        for question in questions(bank)
        for part in question.ours
        for words in _quotations(part.text)
    ]
    sought = Phrases(words for _, _, words in said)
    printed = {words for text in folded.values() for words in sought.within(text)}
    for question, part, words in said:
        if words not in printed and words not in fold(question.about).casefold():
            message = f"`{shown(words)}` is in quotation marks, but in no article"
            help = "copy the words as printed, or take the quotation marks away"
            yield error("quote-not-verbatim", part.span, message, help=help)


def added_context(bank: Bank, texts: Mapping[str, str]) -> Iterator[Diagnostic]:
    """A question adds a year or an office that its articles do not print, and does not say so.

    What comes from elsewhere is not proved by the quotation. It helps, but stands in [brackets], so that learners can
    tell it from what the article says. Offices are looked for where an article is cited with `claims: true`.

    Bad: `stem: Who asked for a bridge in 1897?`. Good: `stem: Who asked for a bridge in [1897]?`.
    """
    articles = {id: _Printed(text) for id, text in texts.items()}
    for question in questions(bank):
        if not all(article.id in articles for article in question.articles):
            continue
        voices = "\n".join(citation.voice for citation in question.item.citations)
        about = _Printed(f"{unbracketed(question.about)}\n{voices}")
        printed = [*(articles[article.id] for article in question.articles), about]
        for part in dict.fromkeys((*_stated(question), *question.keys)):
            yield from _added_years(part, printed)
        if question.claims:
            yield from _added_offices(question.stem, printed)


class _Printed:
    """A text in which years and offices are looked for again and again."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._offices: dict[str, bool] = {}

    @cached_property
    def years(self) -> frozenset[str]:
        """All numbers of four digits, with or without a sign between thousands."""
        return frozenset(_FOUR_DIGITS.findall(_THOUSANDS.sub("", self._text)))

    def holds(self, office: str) -> bool:
        """Whether an office is named, in whatever case. There are few; each is looked for once."""
        if office not in self._offices:
            self._offices[office] = office in self._folded
        return self._offices[office]

    @cached_property
    def _folded(self) -> str:
        return self._text.casefold()


_FOUR_DIGITS = re.compile(r"(?<!\d)\d{4}(?!\d)")
_THOUSANDS = re.compile(r"(?<=\b\d)[,.'’ \u00a0\u202f](?=\d{3}\b)")


def _added_years(part: Part, printed: Sequence[_Printed]) -> Iterator[Diagnostic]:
    for year in dict.fromkeys(_YEAR.findall(unbracketed(part.bare))):
        if not any(year in text.years for text in printed):
            message = f"the year `{year}` is not printed in the article"
            yield error("added-context", part.span, message, help=f"put it in brackets: `[{year}]`")


def _added_offices(stem: Part, printed: Sequence[_Printed]) -> Iterator[Diagnostic]:
    for office in _OFFICE.findall(unbracketed(stem.bare)):
        if not any(text.holds(office) for text in printed):
            message = f"`{office}` is nobody’s title in the article"
            yield error("added-context", stem.span, message, help=f"put it in brackets: `[{office}]`")


def _stated(question: Question) -> Iterable[Part]:
    """What a question says as a fact; a false statement may err in its year."""
    return () if isinstance(question.item.response, TrueFalse) else (question.statement, *question.reverse)


def _answers(question: Question) -> Iterable[Part]:
    """What must be borne out: a right statement, or the answer."""
    if isinstance(question.item.response, TrueFalse) and question.item.response.key:
        return (question.stem,)
    return question.keys


def _numbers(text: str) -> set[Decimal]:
    """What the numbers of a text may mean; those spelt in letters too."""
    return {value for number in (*figures(text), *spelt_figures(text)) for value in number.values}


def _computed(value: Decimal, values: set[Decimal]) -> bool:
    """Whether a number is the sum or the difference of two others."""
    return any(value + one in values or (value - one in values and value != 2 * one) for one in values)


def _proper(text: str) -> Iterator[str]:
    """Names: words with a capital letter that does not merely begin a sentence."""
    for found in _NAME.finditer(text):
        if not _SENTENCE_END.search(text[: found.start()]):
            yield found[0]


class _People:
    """The names of a bank's people, word by word."""

    def __init__(self, bank: Bank) -> None:
        spellings = [(person.name, *person.also) for person in bank.people]
        self._forms = [{_stemmed(word) for name in names for word in name.split()} for names in spellings]
        self._by_surname: dict[str, list[int]] = defaultdict(list)
        for number, names in enumerate(spellings):
            for surname in {_stemmed(name.split()[-1]) for name in names}:
                self._by_surname[surname].append(number)

    def also(self, words: Collection[str]) -> set[str]:
        """All the names of those whose surname is among the words, or among the names of one before them."""
        known = set(words)
        waiting = [number for word in known for number in self._by_surname.get(word, ())]
        heapify(waiting)
        while waiting:
            number = heappop(waiting)
            new = self._forms[number] - known
            known |= new
            for other in (other for word in new for other in self._by_surname.get(word, ()) if other > number):
                heappush(waiting, other)
        return known


def _names(people: _People, question: Question) -> set[str]:
    """Every word that may stand for somebody in the answer, people in all their spellings."""
    voices = "\n".join(citation.voice for citation in question.item.citations)
    given = f"{question.passage}\n{_given(question)}\n{question.about}\n{voices}"
    words = people.also({_stemmed(word) for word in re.findall(r"[^\W\d_][\w-]*", given)})
    return words | {other for seat, state in _STATES if {seat, state} & words for other in (seat, state)}


def _stemmed(word: str) -> str:
    return word.casefold().removesuffix("s").rstrip("’'")


_STATES = [(_stemmed(seat), _stemmed(state)) for seat, state in lexicon.SEATS.items()]


class _Names:
    """Names, among which another form of one of them is known again."""

    def __init__(self, names: Collection[str]) -> None:
        self._names = names
        self._beginnings = {name[:_SAME_LETTERS] for name in names if len(name) >= _FORMED}

    def __contains__(self, name: str) -> bool:
        own = _stemmed(name)
        return own in self._names or (len(own) >= _FORMED and own[:_SAME_LETTERS] in self._beginnings)


def _quotations(text: str) -> Iterator[str]:
    """The pieces of what stands in quotation marks, folded, which must all stand in an article."""
    for found in _QUOTATION.finditer(text):
        for piece in _ELLIPSIS.split(found[1] or found[2]):
            folded = fold(piece).strip(" .,;:!?").casefold()
            if len(folded.split()) >= PHRASE_WORDS:
                yield folded
