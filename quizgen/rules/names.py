"""Who is meant: the names of people, in every spelling that a bank knows, and rules on how they are written."""

import re
from collections.abc import Iterator
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


def aliases(bank: Bank, name: str) -> tuple[str, ...]:
    """Every spelling of the person whom a name means, or the name alone if nobody of that name is known."""
    folded = name.casefold()
    for person in bank.people:
        spellings = (person.name, *person.also)
        if any(spelling.casefold() == folded for spelling in spellings):
            return spellings
    return (name,)


def telling_words(name: str) -> frozenset[str]:
    """The words of a name by which it is known again, in small letters: its proper names if it has any."""
    words = [word for word in _WORD.findall(name) if word.casefold() not in lexicon.TITLES]
    proper = [word for word in words if word[0].isupper()]
    return frozenset(word.casefold().removesuffix("’s") for word in proper or words)


@dataclass(frozen=True, slots=True)
class _Forms:
    """Each spelling of each person, the longest first, so that a surname is not found inside a whole name."""

    owners: dict[str, Person]
    pattern: re.Pattern[str]

    @classmethod
    def of(cls, bank: Bank) -> "_Forms | None":
        """Those of a bank; None if it tells of nobody."""
        owners = {form: person for person in bank.people for form in _short(person)}
        owners |= {form: person for person in bank.people for form in (*person.also, person.name)}
        if not owners:
            return None
        longest = sorted(owners, key=lambda form: (-len(form), form))
        return cls(owners, re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, longest))})(?![\w-])"))

    def is_preferred(self, form: str) -> bool:
        """Whether a spelling is the bank's own, whole or cut to the surname."""
        person = self.owners[form]
        return form == person.name or form in _short(person)


def _short(person: Person) -> tuple[str, ...]:
    """A person's surname, unless it is the whole name."""
    words = person.name.split()
    return (words[-1],) if len(words) > 1 else ()


def _misspelt(question: Question, forms: _Forms) -> Iterator[Diagnostic]:
    for part in question.ours:
        for form in dict.fromkeys(forms.pattern.findall(part.bare)):
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
