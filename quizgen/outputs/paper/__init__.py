"""Printed quizzes and their keys, cards to cut out, articles to hand out, as PDF files.

A form is set in a column (`quiz`, `key`, on `galley`), cut into pages (`layout`), and drawn (`drawing`) or dumped as
text for tests. Only `canvas`, `fonts`, `drawing` and `structure` import reportlab, and only when something is to be
printed: a command that prints nothing does not wait for it.
"""

from collections.abc import Sequence

from quizgen.diagnostics import Diagnostic
from quizgen.forms.form import Form
from quizgen.model import Bank, CheckedBank, Item
from quizgen.outputs.paper import characters
from quizgen.outputs.paper.galley import Part
from quizgen.outputs.paper.handout import readings as readings
from quizgen.outputs.paper.layout import PAGES as PAGES
from quizgen.outputs.paper.layout import dump
from quizgen.outputs.paper.press import Press
from quizgen.outputs.paper.press import citations_of as citations_of
from quizgen.outputs.paper.printing import Printing as Printing
from quizgen.outputs.paper.printing import make_calibration as make_calibration
from quizgen.outputs.paper.printing import make_cards as make_cards
from quizgen.outputs.paper.printing import make_quiz as make_quiz
from quizgen.outputs.paper.style import NORMAL, Style
from quizgen.outputs.paper.style import PRESETS as PRESETS


def write_quiz(checked: CheckedBank, forms: Sequence[Form], page: str, style: Style = NORMAL) -> bytes:
    """A quiz in our own face."""
    return Press(page, style).quiz(checked, forms)


def write_key(checked: CheckedBank, forms: Sequence[Form], page: str, style: Style = NORMAL) -> bytes:
    """A key in our own face."""
    return Press(page, style).key(checked, forms)


def dump_quiz(checked: CheckedBank, forms: Sequence[Form], page: str, style: Style = NORMAL) -> str:
    """What `write_quiz` draws, as text: each mark with its page, place and style."""
    return _dump(Press(page, style).quiz_parts(forms))


def dump_key(checked: CheckedBank, forms: Sequence[Form], page: str, style: Style = NORMAL) -> str:
    """What `write_key` draws, as text."""
    return _dump(Press(page, style).key_parts(checked, forms))


def unprintable(bank: Bank, items: Sequence[Item], source: str = "") -> tuple[Diagnostic, ...]:
    """The questions with characters that our own face has no letter for, and the articles that they cite."""
    return () if characters.surely_printable(bank, items) else Press().unprintable(bank, items, source)


def _dump(parts: Sequence[Part]) -> str:
    return "\n".join(f"== {part.title}\n{dump(part.pages)}" for part in parts)
