"""Rules on what a question or an article is called. An id outlives every rewording: learners' progress hangs on it."""

from collections.abc import Callable, Iterable, Iterator

from quizgen.diagnostics import Diagnostic, error
from quizgen.model import Article, Bank, Item

Named = Item | Article


def duplicate_id(bank: Bank) -> Iterator[Diagnostic]:
    """Two questions, or two articles, share an id.

    Anki finds a note again by its question's id: at the next import it would write both questions over one note, and
    a citation could mean either article.

    Bad: `- id: cell-07` twice. Good: `- id: cell-07`, `- id: cell-08`.
    """
    for things in (bank.articles, bank.items):
        for first, again in _repeated(things, str):
            if first.id == again.id:
                yield error("duplicate-id", again.span, f"id `{again.id}` is already taken", _first(first))


def id_differs_in_case(bank: Bank) -> Iterator[Diagnostic]:
    """Two ids differ only in capital letters.

    People read them as one, and so do file systems; sooner or later the wrong one is corrected, cited or retired.

    Bad: `- id: Vote-2025`, `- id: vote-2025`. Good: `- id: vote-2025-share`, `- id: vote-2025-winner`.
    """
    for things in (bank.articles, bank.items):
        for first, again in _repeated(things, str.casefold):
            if first.id != again.id:
                message = f"id `{again.id}` differs from `{first.id}` only in case"
                yield error("id-differs-in-case", again.span, message, _first(first), help="choose another id")


def _repeated(things: Iterable[Named], fold: Callable[[str], str]) -> Iterator[tuple[Named, Named]]:
    """Each thing whose id, folded, has stood before, with the first that bore it."""
    seen: dict[str, Named] = {}
    for thing in things:
        key = fold(thing.id)
        if key in seen:
            yield seen[key], thing
        else:
            seen[key] = thing


def _first(thing: Named) -> str:
    return f"first used here, line {thing.span.line}"
