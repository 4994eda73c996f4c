"""The two note types. What stands here about ids, names and order is frozen: learners' progress hangs on it.

Anki updates a note only if its note type still has the fields and templates of the collection's. Add, remove or move
one of them, and from then on every correction of every question is silently ignored for everyone who has the deck. So
there are spare fields and a spare second card. Fields and templates are recognised by their `id`: a spare one may be
renamed (a new name here, the same id, the same place) and put to use, which Anki takes for an ordinary update.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from importlib import resources
from typing import Any

import genanki

from quizgen.outputs.anki.markup import IGNORED_BY_MATHJAX

LOOK_REVISED = datetime(2026, 11, 29, 11, 0, 0, tzinfo=UTC)
"""When templates or CSS last changed, UTC. Anki takes a new look only with a later time than the one it has."""

CONTENT_REVISED = datetime(2026, 11, 1, tzinfo=UTC)
"""When the way in which a question is put into fields last changed, UTC: the earliest `mod` of any note.

A later time sends every note to every learner again and overwrites what they edited; it is raised only where the old
fields are wrong. Drafts that nobody has ever checked carry it too, so that the first check is newer than any draft.
"""


@dataclass(frozen=True, slots=True)
class Field:
    """A named text of a note."""

    id: int
    name: str
    use: str
    """What stands in it. For readers of this code: Anki does not keep it."""
    folded: bool = False
    """Nothing for people; closed in Anki's editor, left out of a plain search."""


@dataclass(frozen=True, slots=True)
class Template:
    """A card that a note makes: the sides are parts joined from files of this folder."""

    id: int
    name: str
    front: tuple[str, ...]
    back: tuple[str, ...]
    only_with: str = ""
    """A field without which there is no such card."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteType:
    """What Anki's manual calls so, and genanki a model."""

    id: int
    name: str
    cloze: bool = False
    fields: tuple[Field, ...]
    templates: tuple[Template, ...]

    sorted_by: str = "Question"
    """The field that Anki's list of notes shows and sorts by. (The first field is the one that is unique.)"""

    @property
    def model(self) -> "_Model":
        """As genanki knows it; which cards have something on their front is for genanki to find out."""
        return _model(self)


_SPARE = "nothing; kept free, so that a use may be found for it without a change of schema"

QUESTION = NoteType(
    id=1_795_000_000_001,
    name="quizgen",
    # One note type for eight kinds: a question whose kind is changed among them stays an ordinary update.
    fields=(
        Field(1001, "Id", "the question's id, as printed on paper; never empty"),
        Field(1002, "Source line", "what the question is about, above it; empty where that would answer it"),
        Field(1003, "Question", "the stem"),
        Field(1004, "What to do", "choose one, match, …"),
        Field(1005, "Options", "what is offered: lists in a fixed order, right ones of class `right`"),
        Field(1006, "Answer", "the right answer in words"),
        Field(1007, "Typed answer", "what a typed answer is compared with; empty where nothing is typed"),
        Field(1008, "Also right", "a list of what is right too, if it is typed"),
        Field(1009, "Why", "what to take away"),
        Field(1010, "Why not the others", "a list of the wrong options that say why they are wrong"),
        Field(1011, "Passages", "each quotation with its reference, and a link where one is known"),
        Field(1012, "Reverse question", "the front of the second card, which there is only if this is filled"),
        Field(1013, "Reverse answer", "what stands behind it above the answer: the stem"),
        Field(1014, "Draft", "DRAFT and the state, on a question that nobody has checked as it stands"),
        Field(1015, "Retired", "why the question is no longer asked"),
        Field(1016, "Kind", "the kind as the bank file names it", folded=True),
        Field(1017, "Bank", "the bank's id: with Id the whole identity, for what scripts remember", folded=True),
        Field(1018, "Language", "the bank's language, as in HTML's `lang`", folded=True),
        Field(1019, "Data", "what is right, in words and numbers for scripts; see `fields`", folded=True),
        Field(1020, "Spare 1", _SPARE, folded=True),
        Field(1021, "Spare 2", _SPARE, folded=True),
        Field(1022, "Spare 3", _SPARE, folded=True),
        Field(1023, "Spare 4", _SPARE, folded=True),
        Field(1024, "Spare 5", _SPARE, folded=True),
        Field(1025, "Spare 6", _SPARE, folded=True),
        Field(1026, "Spare 7", _SPARE, folded=True),
        Field(1027, "Spare 8", _SPARE, folded=True),
    ),
    templates=(
        Template(
            1101,
            "Question",
            ("notices.html", "front.html", "script.html"),
            ("back.html", "typed.html", "why.html", "others.html", "proof.html"),
        ),
        Template(
            1102,
            "Reverse",
            ("notices.html", "reverse-front.html"),
            ("reverse-back.html", "why.html", "proof.html"),
            "Reverse question",
        ),
    ),
)

CLOZE = NoteType(
    id=1_795_000_000_002,
    name="quizgen cloze",
    cloze=True,
    fields=(
        Field(2001, "Id", "as above"),
        Field(2002, "Source line", "as above"),
        Field(2003, "Question", "the text with its blanks in Anki's syntax"),
        Field(2004, "What to do", "as above"),
        Field(2005, "Typed answer", "anything, if the blanks are to be typed: Anki compares with the blank itself"),
        Field(2006, "Why", "as above"),
        Field(2007, "Passages", "as above"),
        Field(2008, "Draft", "as above"),
        Field(2009, "Retired", "as above"),
        Field(2010, "Kind", "as above", folded=True),
        Field(2011, "Bank", "as above", folded=True),
        Field(2012, "Language", "as above", folded=True),
        Field(2013, "Data", "as above", folded=True),
        Field(2014, "Spare 1", _SPARE, folded=True),
        Field(2015, "Spare 2", _SPARE, folded=True),
        Field(2016, "Spare 3", _SPARE, folded=True),
        Field(2017, "Spare 4", _SPARE, folded=True),
        Field(2018, "Spare 5", _SPARE, folded=True),
        Field(2019, "Spare 6", _SPARE, folded=True),
    ),
    # Anki makes a card for each blank from this one template.
    templates=(
        Template(
            2101,
            "Cloze",
            front=("notices.html", "cloze-front.html"),
            back=("notices.html", "cloze-back.html", "cloze-typed.html", "why.html", "proof.html"),
        ),
    ),
)

NOTE_TYPES = (QUESTION, CLOZE)


class _Model(genanki.Model):  # type: ignore[misc]  # genanki carries no types
    """A note type without a deck of its own: a card goes where its note says."""

    def to_json(self, timestamp: float, deck_id: int | None) -> dict[str, Any]:
        """As it stands in a package."""
        return dict(super().to_json(timestamp, None))


@cache
def _model(type: NoteType) -> _Model:
    """Kept, because genanki tries out each template with each field."""
    return _Model(
        type.id,
        type.name,
        fields=[_field(field) for field in type.fields],
        templates=[_template(template) for template in type.templates],
        css=_part("card.css"),
        model_type=genanki.Model.CLOZE if type.cloze else genanki.Model.FRONT_BACK,
        sort_field_index=next(place for place, field in enumerate(type.fields) if field.name == type.sorted_by),
    )


def _field(field: Field) -> dict[str, Any]:
    return {
        "id": field.id,
        "name": field.name,
        "font": "Arial",
        "collapsed": field.folded,
        "excludeFromSearch": field.folded,
    }


def _template(template: Template) -> dict[str, Any]:
    front = _side(template.front)
    if template.only_with:
        front = f"{{{{#{template.only_with}}}}}{front}{{{{/{template.only_with}}}}}"
    return {"id": template.id, "name": template.name, "qfmt": front, "afmt": _side(template.back)}


def _side(parts: tuple[str, ...]) -> str:
    joined = "".join(map(_part, parts)).replace("IGNORED_BY_MATHJAX", IGNORED_BY_MATHJAX)
    return joined.replace("CARD_SCRIPT", _part("card.js")).replace("TYPED_SCRIPT", _part("typed.js"))


@cache
def _part(name: str) -> str:
    return (resources.files(__package__) / name).read_text(encoding="utf-8")
