"""Rules on the answers that a question offers."""

import re
from collections.abc import Iterator

from quizgen.diagnostics import Diagnostic, error
from quizgen.model import Bank, Item, MultipleResponse, Ordering, SingleChoice
from quizgen.span import Span


def equal_options(bank: Bank) -> Iterator[Diagnostic]:
    """Two options of a question, or two entries to be put in order, say the same.

    A learner who chooses the one that is not the key is marked wrong for a right answer. Capitals, spaces and the
    shape of quotation marks make no difference to a reader, and so none here.

    Bad: `options: [80%, 86.8 %, 86.8%]`. Good: `options: [80%, 86.8%, 88%]`.
    """
    for item in bank.items:
        seen: dict[str, str] = {}
        for text, span in _offered(item):
            folded = _folded(text)
            if folded in seen:
                message = f"option `{text}` says the same as `{seen[folded]}`"
                yield error("equal-options", span, message, help="replace or remove one of them")
            seen.setdefault(folded, text)


def _offered(item: Item) -> list[tuple[str, Span]]:
    match item.response:
        case SingleChoice(options=options) | MultipleResponse(options=options):
            return [(option.text.plain, option.span) for option in options]
        case Ordering(items=entries):
            return [(entry.plain, item.stem_span) for entry in entries]
        case _:
            return []


def _folded(text: str) -> str:
    """As a hurried reader sees it: no case, no spaces, straight quotation marks, one kind of dash."""
    straight = text.translate(str.maketrans("“”„‟‘’‚‛–—−‑", '""""' + "''''" + "----"))
    return re.sub(r"\s+", "", straight).casefold()
