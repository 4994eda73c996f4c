"""Printed quizzes and their keys, as PDF files.

A form is set in a column (`quiz`, `key`, on `galley`), cut into pages (`layout`), and drawn (`drawing`) or dumped as
text for tests. Only `fonts` and `drawing` import reportlab, and this module only when something is to be printed: a
command that prints nothing does not wait for it.
"""

from collections.abc import Mapping, Sequence

from quizgen.diagnostics import Diagnostic
from quizgen.forms import Form
from quizgen.layout import PAGES as PAGES
from quizgen.layout import Compositor, dump
from quizgen.model import CheckedBank
from quizgen.outputs.paper import characters
from quizgen.outputs.paper.galley import Galley, Part
from quizgen.outputs.paper.key import keys
from quizgen.outputs.paper.quiz import quiz
from quizgen.outputs.paper.style import NORMAL, Style

EXPLANATIONS: Mapping[str, str] = {characters.RULE: characters.EXPLANATION}
"""What `quizgen explain` says of this output's rules."""


def write_quiz(checked: CheckedBank, forms: Sequence[Form], page: str, style: Style = NORMAL) -> bytes:
    """One PDF with all versions of a quiz, one after the other. `page` is a name in `PAGES`."""
    return _pdf(checked, forms, _quiz(forms, page, style), page, "Quiz")


def write_key(checked: CheckedBank, forms: Sequence[Form], page: str, style: Style = NORMAL) -> bytes:
    """One PDF with the answers of every version, and what settles them."""
    return _pdf(checked, forms, _key(checked, forms, page, style), page, "Answer key")


def dump_quiz(checked: CheckedBank, forms: Sequence[Form], page: str, style: Style = NORMAL) -> str:
    """What `write_quiz` draws, as text: each mark with its page, place and style."""
    return _dump(_quiz(forms, page, style))


def dump_key(checked: CheckedBank, forms: Sequence[Form], page: str, style: Style = NORMAL) -> str:
    """What `write_key` draws, as text."""
    return _dump(_key(checked, forms, page, style))


def unprintable(checked: CheckedBank, forms: Sequence[Form]) -> tuple[Diagnostic, ...]:
    """Every character that would be printed and that the face has no letter for, by question."""
    from quizgen.outputs.paper.fonts import source_sans

    return tuple(characters.unprintable(checked, forms, source_sans().lacking))


def _quiz(forms: Sequence[Form], page: str, style: Style) -> list[Part]:
    galley = _galley(page, style)
    return [quiz(galley, form, even=len(forms) > 1) for form in forms]


def _key(checked: CheckedBank, forms: Sequence[Form], page: str, style: Style) -> list[Part]:
    return list(keys(_galley(page, style), checked, forms))


def _galley(page: str, style: Style) -> Galley:
    from quizgen.outputs.paper.fonts import source_sans

    return Galley(Compositor(source_sans()), style, PAGES[page])


def _pdf(checked: CheckedBank, forms: Sequence[Form], parts: Sequence[Part], page: str, what: str) -> bytes:
    from quizgen.outputs.paper.drawing import About, draw
    from quizgen.outputs.paper.fonts import source_sans

    title = forms[0].title if what == "Quiz" else f"{forms[0].title} · answer key"
    versions = ", ".join(form.version for form in forms)
    subject = f"{what}, version{'s' if len(forms) > 1 else ''} {versions}. From: {checked.bank.title}"
    return draw(parts, PAGES[page], source_sans(), About(title, subject, checked.bank.language, forms[0].dated))


def _dump(parts: Sequence[Part]) -> str:
    return "\n".join(f"== {part.title}\n{dump(part.pages)}" for part in parts)
