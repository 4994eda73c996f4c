"""What decks are called and say of themselves. Anki knows a deck by its name alone, so names never change."""

import hashlib
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import assert_never

from quizgen.forms.plans import Deck, Subdecks
from quizgen.language import phrasing
from quizgen.model import (
    Article,
    CheckedBank,
    Cloze,
    Item,
    State,
)
from quizgen.outputs.anki import markup, revision

_UPDATES = (
    "<p>When you import a newer version, flags, suspended cards and cards that you moved stay. A mark (*), a tag or "
    "words of your own are edits to Anki: it skips older corrections of that note, and a newer one replaces them. "
    "“Update notes: Always” fetches every correction.</p>"
)
"""How Anki takes a learner's own changes: told in the deck, which is what they read before they make any."""


def described(checked: CheckedBank, deck: Deck) -> Mapping[str, str]:
    """The decks of a package with the description of each, in HTML; first the one that holds the others."""
    names = [root(deck), *(name(checked, deck, item) for item in deck.items)]
    return {**dict.fromkeys(names, ""), root(deck): _description(checked, deck)}


def root(deck: Deck) -> str:
    """The name of the deck that holds the others."""
    return titled(deck.title)


def titled(title: str) -> str:
    """The name that a title gives: `Biology::Unit 3` is Unit 3 within Biology. A level without a name is left out."""
    return "::".join(filter(None, map(_level, title.split("::")))) or "-"


def name(checked: CheckedBank, deck: Deck, item: Item) -> str:
    """The whole name of the deck in which a question starts; the learner may move it.

    An article called as the deck is has no deck of its own: below one of that name a learner would find another.
    """
    match deck.subdecks:
        case Subdecks.NONE:
            part = ""
        case Subdecks.TAG:
            part = item.tags[0] if item.tags else ""
        case Subdecks.ARTICLE:
            article = checked.article(item.citations[0])
            part = article.label or article.id
        case _ as unreachable:
            assert_never(unreachable)
    above = root(deck)
    within = level(part) if part else ""
    same = within.casefold() == above.rpartition("::")[2].casefold()
    return above if same or not within else f"{above}::{within}"


def id_of(bank: str, name: str) -> int:
    """From the bank's id and the name, whatever its case, as Anki compares names; below 2^48, not 0 or 1: taken.

    A deck that is there already Anki finds by its name alone, and gives it no other id.
    """
    return int.from_bytes(hashlib.sha256(f"{bank}\n{name.casefold()}".encode()).digest()[:6]) | 2


def level(text: str) -> str:
    """One level of a name: to Anki `::` begins the next, and a colon at the edge would stray into it."""
    return _level(text) or "-"


def _level(text: str) -> str:
    return re.sub("::+", ":", text.replace('"', "”")).strip(": ")


def _description(checked: CheckedBank, deck: Deck) -> str:
    cited = {citation.article for item in deck.items for citation in item.citations}
    articles = [article for article in checked.bank.articles if article.id in cited]
    sources = markup.items("ul", map(_source, articles))
    whose = "" if all(article.own for article in articles) else _PUBLISHERS
    own = f"<p>{markup.text(deck.description)}</p>" if deck.description else ""
    licence = f"<p>Licence: {markup.text(deck.licence)}</p>" if deck.licence else ""
    added = phrasing.brackets([sources, *map(_asked, deck.items)])
    brackets = f"<p>{added}</p>" if added else ""
    return (
        f"{own}<p>{markup.text(checked.bank.title)}: {_count(checked, deck)}. {_version(checked, deck)}</p>"
        f"<p>Sources:</p>{sources}{brackets}{licence}{whose}{_KEYS}{_UPDATES}"
    )


def _asked(item: Item) -> str:
    if isinstance(item.response, Cloze):
        return phrasing.cloze_text(item.response, filled=True).plain
    return item.stem.plain


_PUBLISHERS = "<p>Quotations are short, marked as such, and remain their publishers’.</p>"
_KEYS = "<p>On a computer, Alt with a number chooses an option.</p>"


def _version(checked: CheckedBank, deck: Deck) -> str:
    """What tells two builds apart: the latest revision of any question."""
    latest = max((revision.of(checked, deck, item) for item in deck.items), default=0)
    return f"Version {datetime.fromtimestamp(latest, UTC):%Y-%m-%d %H:%M} UTC." if latest else ""


def _count(checked: CheckedBank, deck: Deck) -> str:
    asked = [item for item in deck.items if not item.retired]
    drafts = sum(checked.states[item.id] is not State.CHECKED for item in asked)
    questions = "1 question" if len(asked) == 1 else f"{len(asked)} questions"
    return f"{questions}, {drafts} of them {phrasing.DRAFT}" if drafts else questions


def _source(article: Article) -> str:
    known = filter(None, (article.author, article.publisher, article.issued))
    return ", ".join([f"<em>{markup.text(article.title)}</em>", *map(markup.text, known)])
