"""What sets a paper and prints it: each of its methods makes one PDF file of forms, cards or articles."""

from collections.abc import Sequence
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING

from quizgen.diagnostics import Diagnostic
from quizgen.forms.form import Form, last_checked
from quizgen.forms.plans import Blueprint, CardPlan
from quizgen.language import phrasing
from quizgen.model import Bank, CheckedBank, Citation, Item
from quizgen.outputs.paper import characters
from quizgen.outputs.paper import flashcards as cards
from quizgen.outputs.paper.galley import Galley, Part
from quizgen.outputs.paper.handout import Lines, Reading, handout
from quizgen.outputs.paper.key import keys
from quizgen.outputs.paper.layout import PAGES, Compositor
from quizgen.outputs.paper.quiz import quiz
from quizgen.outputs.paper.style import NORMAL, Style

if TYPE_CHECKING:
    from quizgen.outputs.paper.fonts import EmbeddedFace


NO_LINES: Lines = MappingProxyType({})


def citations_of(forms: Sequence[Form]) -> tuple[Citation, ...]:
    """What the questions of a quiz cite, each citation once."""
    questions = (question for form in forms for question in form.questions)
    return tuple(dict.fromkeys(citation for question in questions for citation in question.item.citations))


class Press:
    """What a paper is printed with: page, style and font. Each product is made by one of its methods."""

    def __init__(self, page: str = "A4", style: Style = NORMAL, face: "EmbeddedFace | None" = None) -> None:
        """`page` is a name in `PAGES`; without a face it is our own, Source Sans."""
        from quizgen.outputs.paper.fonts import source_sans

        self._size = PAGES[page]
        self._style = style
        self._face = face or source_sans()
        self.replaced: set[str] = set()
        """Characters, the bank's and others, that were printed as `?` so far, because the face lacks them."""

    def unprintable(self, bank: Bank, items: Sequence[Item], source: str = "") -> tuple[Diagnostic, ...]:
        """The questions with characters that the face has no letter for; see `characters`."""
        return tuple(characters.unprintable(bank, items, self._face.lacking, source))

    def unprintable_title(self, blueprint: Blueprint) -> tuple[Diagnostic, ...]:
        """The same for a quiz's title."""
        return tuple(characters.unprintable_title(blueprint.title, blueprint.span, self._face.lacking))

    def quiz(self, checked: CheckedBank, forms: Sequence[Form]) -> bytes:
        """One PDF with all versions of a quiz, one after the other."""
        return self._pdf(checked, forms, self.quiz_parts(forms), "Quiz")

    def key(self, checked: CheckedBank, forms: Sequence[Form], lines: Lines = NO_LINES) -> bytes:
        """One PDF with the answers of every version, and what settles them; `lines` are those of a handout."""
        return self._pdf(checked, forms, self.key_parts(checked, forms, lines), "Answer key")

    def handout(self, checked: CheckedBank, forms: Sequence[Form], readings: Sequence[Reading]) -> tuple[bytes, Lines]:
        """One PDF of the articles to read, lines numbered, and the lines of each quotation, for the key."""
        about = (phrasing.dated(forms[0].dated), phrasing.DRAFT if forms[0].draft else "")
        parts, lines = handout(self._galley(), checked, citations_of(forms), readings, about)
        return self._pdf(checked, forms, parts, "Handout"), lines

    def unreadable(self, readings: Sequence[Reading]) -> tuple[Diagnostic, ...]:
        """Every character of a handout that the face has no letter for."""
        return tuple(characters.unreadable(readings, self._face.lacking))

    def cards(self, checked: CheckedBank, items: Sequence[Item], plan: CardPlan) -> tuple[bytes, tuple[str, ...]]:
        """One PDF of cards to cut out, fronts and backs in turn, and the ids of questions too long for a card.

        No bytes if none fits.
        """
        dated = last_checked(items)
        parts, full = cards.flashcards(self._galley(), checked, items, plan, phrasing.dated(dated))
        title = f"{checked.bank.title} · flashcards"
        language = checked.bank.language
        return self._drawn(parts, title, "Flashcards", language, dated) if parts else b"", full

    def calibration(self, plan: CardPlan) -> bytes:
        """A sheet by which a printer's offset is found."""
        return self._drawn(cards.calibration(self._galley(), plan), "Calibration sheet", "Calibration", "en", None)

    def quiz_parts(self, forms: Sequence[Form]) -> list[Part]:
        """The pages of a quiz, version by version."""
        galley = self._galley()
        return [quiz(galley, form, even=len(forms) > 1) for form in forms]

    def key_parts(self, checked: CheckedBank, forms: Sequence[Form], lines: Lines = NO_LINES) -> list[Part]:
        """The pages of a key."""
        return keys(self._galley(), checked, forms, lines)

    def _galley(self) -> Galley:
        return Galley(Compositor(self._face), self._style, self._size)

    def _pdf(self, checked: CheckedBank, forms: Sequence[Form], parts: Sequence[Part], what: str) -> bytes:
        title = forms[0].title if what == "Quiz" else f"{forms[0].title} · {what.lower()}"
        versions = ", ".join(form.version for form in forms)
        subject = f"{what}, version{'s' if len(forms) > 1 else ''} {versions}. From: {checked.bank.title}"
        return self._drawn(parts, title, subject, checked.bank.language, forms[0].dated)

    def _drawn(self, parts: Sequence[Part], title: str, subject: str, language: str, dated: date | None) -> bytes:
        from quizgen.outputs.paper.drawing import About, draw

        return draw(parts, self._size, self._face, About(title, subject, language, dated), self.replaced)
