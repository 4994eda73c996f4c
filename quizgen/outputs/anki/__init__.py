"""Anki decks: checked questions → one `.apkg`, whose notes outlive every rewording.

Promises: a question keeps its note, and a learner's progress, for as long as bank and question keep their ids; an
import does not touch an unchanged question; all text shows literally; same input, same bytes. Opens no file. Alone
imports genanki, and of it only public names but for one, in `notes`.
"""

from quizgen.forms.assembly import nothing_selected, ready
from quizgen.forms.plans import AnkiPlan, Deck
from quizgen.model import CheckedBank
from quizgen.outputs.anki import decks, notes, package
from quizgen.outputs.product import File, Product


def make(checked: CheckedBank, plan: AnkiPlan, *, drafts: bool = False) -> Product:
    """The deck of a plan: its questions that are ready; with `drafts`, those too that nobody has checked."""
    items = tuple(item for item in ready(checked, drafts=drafts) if item in plan.select)
    if not items:
        return Product(of_plan=(nothing_selected(f"deck `{plan.title}`", plan.span),))
    deck = Deck(
        title=plan.title,
        items=items,
        subdecks=plan.subdecks,
        typed=plan.typed,
        reversed=plan.reversed,
        description=plan.description,
        licence=plan.licence,
        revised=plan.revised,
    )
    return Product(files={"": File(data=write(checked, deck), questions=len(items))})


def write(checked: CheckedBank, deck: Deck) -> bytes:
    """A whole `.apkg`.

    A question whose state is not CHECKED is a draft: its cards say so on both sides. Raises ValueError where two
    questions share an id, because Anki would keep both under one identity.
    """
    return package.write(checked.bank.id, decks.described(checked, deck), tuple(notes.of(checked, deck)))


def deck_name(title: str) -> str:
    """The name in Anki of the deck that holds all others of a package."""
    return decks.titled(title)


def dump(checked: CheckedBank, deck: Deck) -> str:
    """What `write` packs, as text: the decks with their descriptions, then the notes, a field a line."""
    made = (f"deck: {name}\n  {text}\n" for name, text in decks.described(checked, deck).items())
    return "\n".join([*made, *map(package.dump, notes.of(checked, deck))])
