"""reportlab's canvas as a tagged paper needs it: the same bytes whatever the settings, and pages with a structure.

What reportlab keeps for the whole process, and what it does not show to others, is dealt with here and nowhere else.
"""

import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import IO

from reportlab import rl_config
from reportlab.pdfbase.pdfdoc import PDFDocument
from reportlab.pdfbase.pdfmetrics import getFont, getRegisteredFontNames, registerFont
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

SETTINGS: Mapping[str, object] = {
    "allowTTFSubsetting": (),  # decides over fonts that forbid to embed a part
    "canvas_baseColor": None,
    "defaultImageCaching": 0,
    "invariant": 1,
    "pdfComments": 0,
    "pdfMultiLine": 0,
    "useA85": 0,  # else each page is a quarter larger
    "wrapA85": 0,
}
"""Settings that a font or a canvas looks up, other than those it is told as arguments.

The environment (`RL_useA85`) and a file in the home folder may change each of them.
"""

MOMENT = "SOURCE_DATE_EPOCH"
"""A variable of the environment that becomes part of each file's id, and is refused by reportlab if it is no number."""

PAGE_ENTRIES = ("StructParents", "Tabs")
"""What a page says of its structure, which reportlab has no entries for."""


@contextmanager
def settled() -> Iterator[None]:
    """Holds still what reportlab takes from its surroundings, and puts it back."""
    before = {name: getattr(rl_config, name) for name in SETTINGS}
    moment = os.environ.pop(MOMENT, None)
    vars(rl_config).update(SETTINGS)
    try:
        yield
    finally:
        vars(rl_config).update(before)
        if moment is not None:
            os.environ[MOMENT] = moment


@contextmanager
def lent(fonts: Iterable[TTFont]) -> Iterator[None]:
    """Makes fonts known to reportlab while a file is written.

    Its list is one for the process, and a font on it stands in for every later one that has the same name in its file:
    those of others have to step aside, and ours do not stay.
    """
    ours = set(fonts)
    names = {font.face.name for font in ours}
    known = map(getFont, getRegisteredFontNames())
    others = [font for font in known if isinstance(font, TTFont) and font.face.name in names]
    _exchange(others, ours)
    try:
        yield
    finally:
        _exchange(ours, others)


def _exchange(out: Iterable[TTFont], into: Iterable[TTFont]) -> None:
    for font in out:
        font.unregister()
    for font in into:
        registerFont(font)


def opened(file: IO[bytes], size: tuple[float, float], font: str, language: str) -> Canvas:
    """An empty canvas. Its first font is ours, for reportlab's own are not embedded."""
    return Canvas(
        file,
        size,
        pageCompression=1,
        invariant=1,
        pdfVersion=(1, 7),
        lang=language,
        initialFontName=font,  # type: ignore[arg-type]  # the types say float
    )


def document_of(canvas: Canvas) -> PDFDocument:
    """The file behind a canvas."""
    document: PDFDocument = canvas._doc  # type: ignore[attr-defined]  # private
    return document


def finish_page(canvas: Canvas, place: int) -> None:
    """Ends a page, which has this place in the structure and is stepped through in its order."""
    canvas.showPage()
    document = document_of(canvas)
    page = document.Pages[-1]  # type: ignore[attr-defined]  # private
    page.__NoDefault__ = [*page.__NoDefault__, *PAGE_ENTRIES]
    page.StructParents, page.Tabs = place, "/S"
    document.updateSignature(page.stream)  # else the file's id is that of its title
