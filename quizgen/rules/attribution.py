"""Rules on whose word something is and how sure it was: what a careless question turns into a fact."""

import re
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator
from functools import cached_property

from quizgen.diagnostics import Diagnostic, error, warning
from quizgen.language import lexicon
from quizgen.model import OPINION, Bank, Citation, Dispute, Numeric, Side
from quizgen.reading.fields import shown
from quizgen.rules.names import Aliases, aliases, telling_words
from quizgen.rules.phrases import Phrases
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
_ASKS_ROUGHLY = lexicon.Words(*lexicon.ASKS_ROUGHLY)
_ROUGH = "a rough figure"
_FIGURES = ("a lower bound", "an upper bound", _ROUGH)
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
    people = aliases(bank)
    for question in questions(bank):
        for voice in dict.fromkeys(citation.voice for citation in question.item.citations if citation.voice):
            if voice == OPINION and not _as_opinion(question):
                message = "the article’s own view is asked as a fact"
                help = "say that it is the article’s: “how does the article judge …”"
                yield error("claim-unattributed", question.stem.span, message, help=help)
            elif voice != OPINION and not _names(people, question, voice):
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
        asked = _Asked(question)
        for citation in question.item.citations:
            for kind, word in _lost(citation, asked):
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
    if not bank.disputes:
        return
    accounts, people = _Accounts(bank), aliases(bank)
    for question in questions(bank):
        taken = {account for citation in question.item.citations for account in accounts.of(citation)}
        for dispute in accounts.disputed(taken):
            others = [side for side in dispute.sides if _account(side) not in taken]
            if others and not _names_account(people, question, {side.article for side in others}):
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
    accounts = _Accounts(bank)
    quoted = {account for item in bank.items for one in item.citations for account in accounts.of(one)}
    for dispute in bank.disputes:
        for side in dispute.sides:
            if _account(side) not in quoted:
                message = f"no question quotes these words of `{shown(side.article)}`"
                help = "ask a question that cites this side, or copy words that one quotes"
                yield warning("dispute-unquoted", side.span, message, f"disputed: {shown(dispute.about)}", help=help)


_Account = tuple[str, str]
"""An article, and words of it, folded."""


def _account(side: Side) -> _Account:
    return side.article, fold(side.words)


class _Accounts:
    """The sides of all disputes, to be found in quotations."""

    def __init__(self, bank: Bank) -> None:
        self._disputes = bank.disputes
        self._matters: dict[_Account, list[int]] = defaultdict(list)
        words: dict[str, list[str]] = defaultdict(list)
        for number, dispute in enumerate(bank.disputes):
            for article, folded in dict.fromkeys(map(_account, dispute.sides)):
                self._matters[article, folded].append(number)
                words[article].append(folded)
        self._words = {article: Phrases(each) for article, each in words.items()}

    def of(self, citation: Citation) -> Iterator[_Account]:
        """Those whose words stand in a quotation."""
        if citation.article in self._words:
            for words in self._words[citation.article].within(fold(citation.quote)):
                yield citation.article, words

    def disputed(self, taken: Iterable[_Account]) -> list[Dispute]:
        """The disputes of which one of these is a side, in the order of the bank."""
        return [self._disputes[number] for number in sorted({one for each in taken for one in self._matters[each]})]


def _names_account(people: Aliases, question: Question, others: Container[str]) -> bool:
    """Whether a question says whose account it takes. Its article will do, unless that gives the other account too."""
    if not any(article.id in others for article in question.articles) and _as_opinion(question):
        return True
    return any(_names(people, question, voice) for voice in {citation.voice for citation in question.item.citations})


def _as_opinion(question: Question) -> bool:
    text = question.stem.text
    return bool(_SOURCE.search(text) or _SAYING.search(text)) or any(
        article.publisher and article.publisher.strip("[]") in text for article in question.articles
    )


def _names(people: Aliases, question: Question, voice: str) -> bool:
    """Whether a question says whose claim it asks for, or asks just that."""
    stem = _NAMES_TEXT.sub("", question.stem.text)
    if _SAYING.search(stem):
        return True
    words = {word for name in people.get(voice.casefold(), (voice,)) for word in telling_words(name)}
    shown = "\n".join(part.text for part in (question.statement, *question.keys, *question.wrong))
    return any(word.casefold() in words for word in _WORDS.findall(shown.replace("’s", "")))


class _Asked:
    """A question, as hedges are looked for in it: for each of its quotations again."""

    def __init__(self, question: Question) -> None:
        self._question = question
        self._kept: dict[str, bool] = {}

    @cached_property
    def text(self) -> str:
        """All that it says, in small letters."""
        question = self._question
        return "\n".join(part.text for part in (question.statement, *question.keys, *question.wrong)).lower()

    @cached_property
    def answers(self) -> str:
        """What is right, without what we added."""
        return " ".join(unbracketed(key.text) for key in self._question.keys)

    def holds(self, figure: str) -> bool:
        """Whether a figure is asked for or told."""
        return figure in self.answers or figure in self._question.statement.text

    @property
    def _asks_roughly(self) -> bool:
        """Whether it asks “about how many”, or counts what is near as right."""
        response = self._question.item.response
        near = isinstance(response, Numeric) and response.tolerance > 0
        return near or bool(_ASKS_ROUGHLY.search(self._question.stem.text))

    def keeps(self, kind: str) -> bool:
        """Whether it says something equal to a hedge of this kind."""
        if kind not in self._kept:
            hedged = _HEDGES[kind].search(self.text) or (kind not in _FIGURES and _SURENESS.search(self.text))
            self._kept[kind] = bool(hedged) or (kind == _ROUGH and self._asks_roughly)
        return self._kept[kind]


def _lost(citation: Citation, asked: _Asked) -> Iterator[tuple[str, str]]:
    """Hedges of a quotation of which the question has no equal."""
    for kind, hedge in _HEDGES.items():
        for found in hedge.finditer(citation.quote):
            if _matters(kind, citation.quote, found.end(), asked) and not asked.keeps(kind):
                yield kind, found[0]
                break


def _matters(kind: str, quote: str, at: int, asked: _Asked) -> bool:
    """Whether what a hedge limits is asked for: a figure in the answer, a charge that the question mentions."""
    if kind in _FIGURES:
        figure = re.match(r"\D{0,12}(\d[\d.,]*\d|\d)", quote[at:])
        return figure is not None and figure[1] in asked.answers
    if kind == _NOT_FINAL:
        figures = re.findall(r"\d[\d.,]*\d|\d", quote)
        return not figures or any(map(asked.holds, figures))
    if kind == _CHARGE:
        charged = [word[:_STEM] for word in _WORDS.findall(quote[at:].lower())[:2] if len(word) >= _STEM]
        return all(word in asked.text for word in charged)
    return True
