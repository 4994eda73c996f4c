"""Rules on answers that learners write themselves, and on the reason that they are given."""

import re
from collections.abc import Iterator

from quizgen.diagnostics import Diagnostic, error, info, warning
from quizgen.language import lexicon
from quizgen.language.terms import asked, words
from quizgen.model import (
    Bank,
    Blank,
    Cloze,
    Item,
    Matching,
    Numeric,
    Open,
    Ordering,
    ShortAnswer,
    TrueFalse,
)
from quizgen.richtext import RichText
from quizgen.rules import thresholds
from quizgen.rules.cues import keys
from quizgen.rules.questions import questions
from quizgen.span import Span


def cloze_open(bank: Bank) -> Iterator[Diagnostic]:
    """A blank has more than one sensible fill, or hides a word of a quotation.

    A number or a name is one of its kind, and so is what a text “is called”; for any other word there are others that
    fit as well, unless a hint says what is wanted. A term of a subject may have no equal: where no article is cited
    with `claims: true`, this is only a remark. Words quoted in a report may be reworded or translated already, so
    nobody can be held to one of them.

    Bad: `The bridge was {{c1::glad}} news.`, `It was “a {{c1::way}} to the doctor”.`. Good:
    `The piers are of {{c1::granite::a stone}}.`.
    """
    for question in questions(bank):
        if isinstance(question.item.response, Cloze):
            yield from _open_blanks(question.item.response, claims=question.claims)


def _open_blanks(cloze: Cloze, *, claims: bool) -> Iterator[Diagnostic]:
    before, report = "", warning if claims else info
    for part in cloze.parts:
        if isinstance(part, RichText):
            before += part.plain
            continue
        answer = part.answer.plain
        if claims and before.count("“") > before.count("”"):
            message = f"blank `{answer}` hides words of a quotation"
            yield warning("cloze-open", part.span, message, help="ask outside the quotation marks")
        elif not (part.hint or _ONE_OF_ITS_KIND.search(answer) or _NAMING.search(before)):
            message = f"blank `{answer}` may be filled with other words as well"
            yield report("cloze-open", part.span, message, help=f"give a hint: `{_hinted(part)}`")
        before += answer


_ONE_OF_ITS_KIND = re.compile(r"\d|[^\W\d_a-z]")
_NAMING = re.compile(rf"\b(?:{'|'.join(lexicon.NAMING)})(?: an?| the)? $", re.I)


def _hinted(blank: Blank) -> str:
    return f"{{{{c{blank.number}::{blank.answer.plain}::…}}}}"


def card_long(bank: Bank) -> Iterator[Diagnostic]:
    """An answer that is to be recalled has more than six words, or is a list.

    Nobody reproduces a sentence or a list word by word: learners judge themselves right with half of it, or wrong
    for a comma, and cards that are always failed are given up. From thirteen words on it is an error.

    Bad: `answer: three hundred years of carrying people, carts and cattle across`. Good: `answer: a ferry`.
    """
    for item in asked(bank):
        for answer, span in _recalled(item):
            count = len(words(answer))
            if count > thresholds.CARD_WORDS:
                report = error if count > thresholds.CARD_WORDS_MOST else warning
                help = "ask for less; to have it explained, make the kind `open`"
                yield report("card-long", span, f"the answer has {count} words: `{answer}`", help=help)
            elif ";" in answer or answer.count(",") > thresholds.CARD_COMMAS:
                help = "ask for one thing; for several, make the kind `multiple` or `match`"
                yield warning("card-long", span, f"the answer is a list: `{answer}`", help=help)


def _recalled(item: Item) -> list[tuple[str, Span]]:
    """What learners must have in their heads, with where it stands."""
    match item.response:
        case ShortAnswer(answer=answer):
            return [(answer.plain, item.answer_span)]
        case Cloze(blanks=blanks):
            return [(blank.answer.plain, blank.span) for blank in blanks]
        case _:
            return []


def thin_why(bank: Bank) -> Iterator[Diagnostic]:
    """The `why` of a question is shorter than a short sentence, or says no more than the answer.

    Feedback with the reason is what undoes a wrong answer; the bare answer is told anyway.

    Bad: `why: Because it is so.`, `key: the county`, `why: The county.`. Good: `why: The county refused twice; the
    parish only asked.`.
    """
    for item in asked(bank):
        why = item.why.plain
        if len(why.split()) < thresholds.WHY_WORDS and len(why) < thresholds.WHY_CHARACTERS:
            help = "say in a sentence what settles the answer, and why the tempting one is wrong"
            yield warning("thin-why", item.why_span, f"the reason is only `{item.why.plain}`", help=help)
        elif any(_folded(item.why.plain) == _folded(answer) for answer in _answers(item)):
            help = "say what settles the answer, and why the tempting one is wrong"
            yield warning("thin-why", item.why_span, "the reason only repeats the answer", help=help)


def _folded(text: str) -> str:
    return text.casefold().strip(" .")


def _answers(item: Item) -> list[str]:
    match item.response:
        case ShortAnswer(answer=answer):
            return [answer.plain]
        case TrueFalse(correction=correction):
            return [item.stem.plain, *([correction.plain] if correction else [])]
        case Cloze() | Numeric() | Matching() | Ordering() | Open():
            return []
        case _:
            return [option.text.plain for option in keys(item)]
