"""Rules on whose word something is and how sure it was: what a careless question turns into a fact."""

import re
from collections.abc import Container, Iterable, Iterator

from quizgen.diagnostics import Diagnostic, error, warning
from quizgen.language import lexicon
from quizgen.model import OPINION, Bank, Citation
from quizgen.reading.fields import shown
from quizgen.rules.names import aliases, telling_words
from quizgen.rules.questions import Question, questions, unbracketed
from quizgen.sources import fold

_SAYING = lexicon.Words(*lexicon.SAYING, "according to")
_SOURCE = re.compile(rf"\b{lexicon.SOURCE}", re.I)
# “According to the [Kyiv Post] article on elections”: this names the text, and leaves open who speaks in it.
_NAMES_TEXT = re.compile(
    rf"\b(?:according to|as \w+ (?:by|in)) [^,;:?]*?\b{lexicon.SOURCE}\b"
    rf"|\b{lexicon.SOURCE}\b[^,;:?]* (?:say|report|state|tell)s?\b",
    re.I,
)
_WORDS = re.compile(r"[^\W\d_][\w-]*")
_HEDGES = {name: lexicon.Words(*words) for name, words in lexicon.HEDGES.items()}
_SURENESS = lexicon.Words(*lexicon.SURENESS)
_FIGURES = ("a lower bound", "an upper bound", "a rough figure")
_NOT_FINAL = "a figure that is not final"
_CHARGE = "an unproved charge"
_STEM = 5
"""Letters by which a word is known again in another form."""


def claim_unattributed(bank: Bank) -> Iterator[Diagnostic]:
    """A claim or an opinion is asked as if it were a fact.

    The quotation's `voice` says whose word it is. Where the question names neither that person nor anybody's saying
    so, learners take home a fact that nobody has established.

    Bad: `stem: What ruined the old harbour?`, `voice: Lena Marsh`. Good: `stem: What, says Lena Marsh, ruined it?`.
    """
    for question in questions(bank):
        for voice in dict.fromkeys(citation.voice for citation in question.item.citations if citation.voice):
            if voice == OPINION and not _as_opinion(question):
                message = "the article’s own view is asked as a fact"
                help = "say that it is the article’s: “how does the article judge …”"
                yield error("claim-unattributed", question.stem.span, message, help=help)
            elif voice != OPINION and not _names(bank, question, voice):
                message = f"the claim of `{shown(voice)}` is asked as a fact"
                help = f"name the speaker: “according to {shown(voice)} …”"
                yield error("claim-unattributed", question.stem.span, message, help=help)


def hedge_lost(bank: Bank) -> Iterator[Diagnostic]:
    """The article says less than the question: “at least”, “initial”, “alleged”, “perhaps” are lost on the way.

    A hedge is part of what is known. “At least 57 died” does not say how many did, and a result called initial may
    have been another in the end.

    Bad: `answer: 57`, `quote: at least 57 died of fever`. Good: `stem: At least how many workers died, …`.
    """
    for question in questions(bank):
        asked = "\n".join(part.text for part in (question.statement, *question.keys, *question.wrong))
        for citation in question.item.citations:
            for kind, word in _lost(citation, question, asked):
                message = f"the quotation says `{word}`, the question does not"
                help = f"keep {kind} as such, in the stem or in the answer"
                note = f"“{shown(citation.quote)}”"
                yield warning("hedge-lost", question.stem.span, message, note, help=help)


def conflict_one_sided(bank: Bank) -> Iterator[Diagnostic]:
    """A question takes one side of a matter on which the articles do not agree, and does not say whose.

    The bank's `disputes` list such matters, each with the words of either side. Who learns one side as the truth is
    misled, whichever it is. Name the source in the stem, or cite both sides and ask how they differ.

    Bad: `stem: What ruined the harbour?`. Good: `stem: What ruined the harbour, according to Lena Marsh?`.
    """
    sides = {id(side): (side.article, fold(side.words)) for dispute in bank.disputes for side in dispute.sides}
    for question in questions(bank) if sides else ():
        cited = [(citation.article, fold(citation.quote)) for citation in question.item.citations]
        for dispute in bank.disputes:
            taken = [side for side in dispute.sides if _stands(sides[id(side)], cited)]
            others = [side for side in dispute.sides if side not in taken]
            if taken and others and not _names_account(bank, question, {side.article for side in others}):
                message = "one side of a dispute is asked as the truth"
                told = "; ".join(f"`{shown(side.words)}`, in `{side.article}`" for side in others)
                notes = (f"disputed: {shown(dispute.about)}", f"the other side: {told}")
                help = "name whose account it is, or cite both sides"
                yield error("conflict-one-sided", question.stem.span, message, *notes, help=help)


def dispute_unquoted(bank: Bank) -> Iterator[Diagnostic]:
    """No question quotes one of the sides of a dispute.

    Where the articles give two accounts, so should the bank. The words may also be misspelt, or their article; then
    nobody would be warned of a question that takes one side.

    Bad: `sides: [{article: harbour, words: the monney}]`. Good: `words: the money was stolen`, which a question quotes.
    """
    if not bank.disputes:
        return
    cited = [(one.article, fold(one.quote)) for item in bank.items for one in item.citations]
    for dispute in bank.disputes:
        for side in dispute.sides:
            if not _stands((side.article, fold(side.words)), cited):
                message = f"no question quotes these words of `{shown(side.article)}`"
                help = "ask a question that cites this side, or copy words that one quotes"
                yield warning("dispute-unquoted", side.span, message, f"disputed: {shown(dispute.about)}", help=help)


def _stands(side: tuple[str, str], cited: Iterable[tuple[str, str]]) -> bool:
    """Whether the words of a side stand in a quotation from its article."""
    return any(article == side[0] and side[1] in quote for article, quote in cited)


def _names_account(bank: Bank, question: Question, others: Container[str]) -> bool:
    """Whether a question says whose account it takes. Its article will do, unless that gives the other account too."""
    if not any(article.id in others for article in question.articles) and _as_opinion(question):
        return True
    return any(_names(bank, question, voice) for voice in {citation.voice for citation in question.item.citations})


def _as_opinion(question: Question) -> bool:
    text = question.stem.text
    return bool(_SOURCE.search(text) or _SAYING.search(text)) or any(
        article.publisher and article.publisher.strip("[]") in text for article in question.articles
    )


def _names(bank: Bank, question: Question, voice: str) -> bool:
    """Whether a question says whose claim it asks for, or asks just that."""
    stem = _NAMES_TEXT.sub("", question.stem.text)
    if _SAYING.search(stem):
        return True
    words = {word for name in aliases(bank, voice) for word in telling_words(name)}
    shown = "\n".join(part.text for part in (question.statement, *question.keys, *question.wrong))
    return any(word.casefold() in words for word in _WORDS.findall(shown.replace("’s", "")))


def _lost(citation: Citation, question: Question, asked: str) -> Iterator[tuple[str, str]]:
    """Hedges of a quotation of which the question has no equal."""
    for kind, hedge in _HEDGES.items():
        for found in hedge.finditer(citation.quote):
            if not _matters(kind, citation.quote, found.end(), question, asked):
                continue
            if not hedge.search(asked) and (kind in _FIGURES or not _SURENESS.search(asked)):
                yield kind, found[0]
                break


def _matters(kind: str, quote: str, at: int, question: Question, asked: str) -> bool:
    """Whether what a hedge limits is asked for: a figure in the answer, a charge that the question mentions."""
    answers = " ".join(unbracketed(key.text) for key in question.keys)
    if kind in _FIGURES:
        figure = re.match(r"\D{0,12}(\d[\d.,]*\d|\d)", quote[at:])
        return figure is not None and figure[1] in answers
    if kind == _NOT_FINAL:
        figures = re.findall(r"\d[\d.,]*\d|\d", quote)
        return not figures or any(figure in answers or figure in question.statement.text for figure in figures)
    if kind == _CHARGE:
        charged = [word[:_STEM] for word in _WORDS.findall(quote[at:].lower())[:2] if len(word) >= _STEM]
        return all(word in asked.lower() for word in charged)
    return True
