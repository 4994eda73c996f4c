"""Who is meant: the names of people, in every spelling that a bank knows, and rules on how they are written."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from quizgen.diagnostics import Diagnostic, error
from quizgen.language import lexicon
from quizgen.model import (
    Bank,
    Matching,
    MultipleResponse,
    Ordering,
    Person,
    SingleChoice,
)
from quizgen.reading.fields import shown
from quizgen.rules.questions import Question, questions

_WORD = re.compile(r"[^\W\d_][\w’'-]*")


def alias_clash(bank: Bank) -> Iterator[Diagnostic]:
    """A person is written in another spelling than the bank's own, or stands twice among the options of a question.

    Learners take two spellings for two people, and who chooses the one that is not the key is marked wrong for a right
    answer. A spelling that is itself the matter stands in quotation marks.

    Bad: `people: [{name: Hanna Wick, also: [Hannah Wicke]}]`, `stem: What did Hannah Wicke say?`.
    Good: `stem: What did Hanna Wick say?`.
    """
    forms = _Forms.of(bank)
    if forms is None:
        return
    for question in questions(bank):
        yield from _misspelt(question, forms)
        yield from _rivals(question, forms)


Aliases = Mapping[str, tuple[str, ...]]
"""Every spelling of a person, by each of them in small letters."""


def aliases(bank: Bank) -> Aliases:
    """Those of a bank's people; a spelling that two share is the first one's."""
    known: dict[str, tuple[str, ...]] = {}
    for person in bank.people:
        spellings = (person.name, *person.also)
        for spelling in spellings:
            known.setdefault(spelling.casefold(), spellings)
    return known


def telling_words(name: str) -> frozenset[str]:
    """The words of a name by which it is known again, in small letters: its proper names if it has any."""
    words = [word for word in _WORD.findall(name) if word.casefold() not in lexicon.TITLES]
    proper = [word for word in words if word[0].isupper()]
    return frozenset(word.casefold().removesuffix("’s") for word in proper or words)


@dataclass(frozen=True, slots=True)
class _Forms:
    """Each spelling of each person."""

    owners: dict[str, Person]
    lengths: Mapping[str, list[int]]
    """Of the spellings that begin with a word, how long they are, longest first: before a surname its whole name."""

    @classmethod
    def of(cls, bank: Bank) -> "_Forms | None":
        """Those of a bank; None if it tells of nobody."""
        owners = {form: person for person in bank.people for form in _short(person)}
        owners |= {form: person for person in bank.people for form in (*person.also, person.name)}
        if not owners:
            return None
        lengths: dict[str, set[int]] = defaultdict(set)
        for form in owners:
            lengths[_first(form)].add(len(form))
        return cls(owners, {first: sorted(known, reverse=True) for first, known in lengths.items()})

    def within(self, text: str) -> Iterator[str]:
        """The spellings in a text, each as whole words."""
        end = 0
        for token in _TOKEN.finditer(text):
            start = token.start()
            for length in self.lengths.get(token[0], ()) if start >= end else ():
                form = text[start : start + length]
                if form in self.owners and not _GOES_ON.match(text, start + length):
                    yield form
                    end = start + length
                    break

    def is_preferred(self, form: str) -> bool:
        """Whether a spelling is the bank's own, whole or cut to the surname."""
        person = self.owners[form]
        return form == person.name or form in _short(person)


_TOKEN = re.compile(r"[\w-]+|(?<![\w-])[^\w-]")
"""Where a spelling can begin: a word, or another sign that follows none."""
_GOES_ON = re.compile(r"[\w-]")


def _first(form: str) -> str:
    found = _TOKEN.match(form)
    assert found, "no spelling is empty"
    return found[0]


def _short(person: Person) -> tuple[str, ...]:
    """A person's surname, unless it is the whole name."""
    words = person.name.split()
    return (words[-1],) if len(words) > 1 else ()


def _misspelt(question: Question, forms: _Forms) -> Iterator[Diagnostic]:
    for part in question.ours:
        for form in dict.fromkeys(forms.within(part.bare)):
            if not forms.is_preferred(form):
                name = forms.owners[form].name
                help = f"write `{shown(name)}`, and keep the other spelling for quotations and `accept`"
                yield error(
                    "alias-clash", part.span, f"`{shown(form)}` is another spelling of `{shown(name)}`", help=help
                )


def _rivals(question: Question, forms: _Forms) -> Iterator[Diagnostic]:
    if not isinstance(question.item.response, SingleChoice | MultipleResponse | Matching | Ordering):
        return
    seen: dict[str, str] = {}
    for part in (*question.keys, *question.wrong):
        person = forms.owners.get(part.text)
        if person is None:
            continue
        first = seen.setdefault(person.name, part.text)
        if first != part.text:
            message = f"`{shown(part.text)}` and `{shown(first)}` are one person"
            yield error("alias-clash", part.span, message, help=f"offer `{shown(person.name)}` once")
