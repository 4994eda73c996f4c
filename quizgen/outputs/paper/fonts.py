"""The printed face: Source Sans Pro, open to all under the OFL; its widths, and which characters it has.

Regular, semibold and bold cover Latin, Cyrillic and Greek. Files are found through their package, wherever that is.
Imports reportlab, which takes a tenth of a second: import this module only where something is printed.
"""

from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

import font_source_sans_pro
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.pdfdoc import PDFDocument
from reportlab.pdfbase.ttfonts import TTFont

from quizgen.layout import Weight

_FILES: Mapping[Weight, str] = {
    Weight.REGULAR: "SourceSansPro-Regular.ttf",
    Weight.SEMIBOLD: "SourceSansPro-Semibold.ttf",
    Weight.BOLD: "SourceSansPro-Bold.ttf",
}

# reportlab prints a no-break space as a space, and so must we measure it.
_NO_BREAK_SPACE, _SPACE = 0xA0, 0x20


class EmbeddedFace:
    """A family of TrueType files, one a weight, that a canvas knows by name and embeds what it uses of."""

    def __init__(self, files: Mapping[Weight, Path]) -> None:
        fonts = {weight: _registered(f"{path.stem} {weight}", path) for weight, path in files.items()}
        self._fonts = fonts
        self._widths = {weight: _widths(font) for weight, font in fonts.items()}
        self._has = frozenset.intersection(*(frozenset(font.face.charToGlyph) for font in fonts.values()))

    def name(self, weight: Weight) -> str:
        """What a canvas calls the font."""
        return self._fonts[weight].fontName

    def advance(self, text: str, weight: Weight) -> float:
        """The width of a text, in multiples of the font size."""
        widths = self._widths[weight]
        return sum(map(widths.__getitem__, text))

    def encoded(self, text: str, weight: Weight, document: PDFDocument) -> list[tuple[int, str]]:
        """A text as a document's string operands, stretch by stretch, each with the subset of the font it is in."""
        if text.isascii():  # `asciiReadable` puts these into the first subset, each as itself
            return [(0, text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)"))]
        stretches = self._fonts[weight].splitString(text, document)
        return [(subset, codes.decode("latin-1").translate(_ESCAPED)) for subset, codes in stretches]

    def subset(self, weight: Weight, number: int, document: PDFDocument) -> str:
        """What a document's pages call one subset of a font, `/F1+0`."""
        return str(self._fonts[weight].getSubsetInternalName(number, document))

    def lacking(self, texts: Iterable[str]) -> list[str]:
        """The characters of these texts that some weight cannot print, in the order of their code points."""
        return sorted(sign for sign in set().union(*texts) if ord(sign) not in self._has)


# A PDF string is bytes between brackets; we write those that are not plain ASCII by their octal number.
_ESCAPED = str.maketrans(
    {code: f"\\{code:03o}" for code in (*range(32), *range(127, 256))} | {ord(sign): f"\\{sign}" for sign in "()\\"}
)


@cache
def source_sans() -> EmbeddedFace:
    """The face that all papers are set in."""
    folder = Path(font_source_sans_pro.font_directory)
    return EmbeddedFace({weight: folder / file for weight, file in _FILES.items()})


def _registered(name: str, path: Path) -> TTFont:
    # Said in full, so that no reportlab settings file of this machine changes what is written.
    font = TTFont(name, str(path), asciiReadable=True, shapable=False)
    pdfmetrics.registerFont(font)
    return font


class _Widths(dict[str, float]):
    """Of each character, as a multiple of the font size; one that the font lacks takes no room."""

    def __missing__(self, sign: str) -> float:
        return 0.0


def _widths(font: TTFont) -> _Widths:
    widths = _Widths({chr(code): width / 1000 for code, width in font.face.charWidths.items()})
    widths[chr(_NO_BREAK_SPACE)] = widths[chr(_SPACE)]
    return widths
