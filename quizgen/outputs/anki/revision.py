"""When what a note shows last changed: Anki's `mod`. Never the moment of a build, or each would rewrite every note."""

import calendar
from datetime import datetime

from quizgen.forms.plans import Deck
from quizgen.model import CheckedBank, Item
from quizgen.outputs.anki.notetypes import CONTENT_REVISED


def of(checked: CheckedBank, deck: Deck, item: Item) -> int:
    """Seconds since 1970, UTC: the latest of the check, the articles' revisions and the deck file's."""
    # A draft has the time of its last check, if any, so it never replaces the checked wording that a learner has.
    at = item.checked.at if item.checked else None
    revised = (checked.article(citation).revised for citation in item.citations)
    return max(_seconds(moment) for moment in (CONTENT_REVISED, at, deck.revised, *revised) if moment)


def _seconds(moment: datetime) -> int:
    # Not `timestamp()`, which takes a moment without a zone to be local: a build would depend on where it runs.
    return calendar.timegm(moment.utctimetuple())
