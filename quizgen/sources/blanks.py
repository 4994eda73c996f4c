"""The blanks of a cloze as the lock remembers them: each number is a card, and what it asks for stays its own."""

from collections.abc import Iterator, Mapping

from quizgen.diagnostics import Diagnostic, error
from quizgen.model import Bank, Cloze, Item
from quizgen.sources.folding import digest
from quizgen.sources.lock import Lock


def of(item: Item) -> Mapping[int, str]:
    """A digest of what stands in each numbered blank of a question; nothing for one that is no cloze."""
    answers: dict[int, list[str]] = {}
    for blank in item.response.blanks if isinstance(item.response, Cloze) else ():
        answers.setdefault(blank.number, []).append(" ".join(blank.answer.plain.split()))
    return {number: digest("\n".join(found)) for number, found in answers.items()}


def remembered(bank: Bank, lock: Lock) -> Mapping[str, Mapping[int, str]]:
    """What the lock is to hold of the bank's clozes: a renumbered one as it was, so that it goes on being told."""
    kept = {item.id: lock.blanks[item.id] if _moved(item, lock) else of(item) for item in bank.items}
    return {id: blanks for id, blanks in kept.items() if blanks}


def renumbered(bank: Bank, lock: Lock) -> Iterator[Diagnostic]:
    """An error for each cloze whose blanks changed their numbers among them."""
    for item in bank.items:
        if moved := _moved(item, lock):
            told = (f"{{{{c{new}}}}} asks for what {{{{c{old}}}}} asked for" for new, old in moved.items())
            message = f"the blanks of `{item.id}` changed their numbers"
            help = "give each blank its old number, or the question a new id; see `quizgen explain blanks-renumbered`"
            yield error("blanks-renumbered", item.span, message, *told, help=help)


def _moved(item: Item, lock: Lock) -> Mapping[int, int]:
    """The numbers that ask for what another one asked, with that one; none for a question that nobody ever checked."""
    before = lock.blanks.get(item.id, {}) if item.checked else {}
    numbers = {answer: number for number, answer in before.items()}
    return {
        number: numbers[answer]
        for number, answer in of(item).items()
        if answer in numbers and before.get(number) != answer
    }
