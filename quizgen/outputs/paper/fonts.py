"""The printed face: Source Sans Pro, open to all under the OFL; its widths, and which characters it has.

Regular, semibold and bold cover Latin, Cyrillic and Greek. Files are found through their package, wherever that is.
Imports reportlab, which reads TrueType files and embeds what a document uses of them; it takes a tenth of a second:
import this module only where something is printed.
"""

import struct
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

import font_source_sans_pro
from reportlab.pdfbase.ttfonts import TTFError, TTFont, TTFontFace

from quizgen.outputs.paper.canvas import settled
from quizgen.outputs.paper.layout import Weight

_FILES: Mapping[Weight, str] = {
    Weight.REGULAR: "SourceSansPro-Regular.ttf",
    Weight.SEMIBOLD: "SourceSansPro-Semibold.ttf",
    Weight.BOLD: "SourceSansPro-Bold.ttf",
}

# A no-break space is printed as a space, and so must we measure it.
_NO_BREAK_SPACE, _SPACE = 0xA0, 0x20


class EmbeddedFace:
    """A family of TrueType files, one a weight, of which a PDF file embeds what it uses."""

    def __init__(self, files: Mapping[Weight, Path]) -> None:
        with settled():
            loaded = {path: _loaded(path) for path in set(files.values())}
        self._thickened = frozenset(weight for weight in files if files[weight] == files[Weight.REGULAR])
        self._fonts = {weight: loaded[path] for weight, path in files.items()}
        self._widths = {weight: _widths(font.face) for weight, font in self._fonts.items()}
        self._has = frozenset.intersection(*(frozenset(font.face.charToGlyph) for font in loaded.values()))

    def advance(self, text: str, weight: Weight) -> float:
        """The width of a text, in multiples of the font size."""
        return sum(map(self._widths[weight].__getitem__, text))

    @property
    def varies(self) -> bool:
        """Whether the file holds many weights in one."""
        return any("fvar" in font.face.table for font in self._fonts.values())

    def lacking(self, texts: Iterable[str]) -> list[str]:
        """The characters of these texts that some weight cannot print, in the order of their code points."""
        return sorted(sign for sign in set().union(*texts) if ord(sign) not in self._has)

    def thickened(self, weight: Weight) -> bool:
        """Whether a heavier weight has no letters of its own, and is to be drawn with a thicker pen."""
        return weight is not Weight.REGULAR and weight in self._thickened

    @property
    def fonts(self) -> frozenset[TTFont]:
        """Those of all weights."""
        return frozenset(self._fonts.values())

    def font(self, weight: Weight) -> str:
        """The name by which reportlab knows the font of a weight, once it is lent to it."""
        return self._fonts[weight].fontName

    def printable(self, weight: Weight, replaced: set[str]) -> "_Printable":
        """For `str.translate`: `?` for what a weight lacks, which is added to `replaced`."""
        return _Printable(self._fonts[weight].face, replaced)


class _Printable(dict[int, int]):
    """Of each character, the one to print."""

    def __init__(self, face: TTFontFace, replaced: set[str]) -> None:
        self._face = face
        self._replaced = replaced

    def __missing__(self, sign: int) -> int:
        self[sign] = _SPACE if sign == _NO_BREAK_SPACE else sign
        if self[sign] not in self._face.charToGlyph:
            self._replaced.add(chr(sign))
            self[sign] = ord(REPLACEMENT)
        return self[sign]


def _loaded(path: Path) -> TTFont:
    """A font under a name that is nobody else's, of which a file embeds what it uses, and not all of ASCII besides."""
    return TTFont(f"quizgen {path}", str(path), asciiReadable=False)


REPLACEMENT = "?"
"""Stands for a character that the face lacks, if anybody wants to print such a text."""


class BadFontError(Exception):
    """A file that we cannot print with; says why."""


@cache
def face_of(path: Path | None) -> EmbeddedFace:
    """The face of a TrueType file, its heavier weights drawn with a thicker pen; without a file, our own face."""
    if path is None:
        return source_sans()
    try:
        face = EmbeddedFace(dict.fromkeys(Weight, path))
    except (TTFError, OSError, struct.error) as fault:
        reason = str(fault).replace(str(path), path.name)
        raise BadFontError(f"{path} is no TrueType font that can be printed with: {reason}") from None
    if face.varies:
        raise BadFontError(f"{path} is a variable font, which would print in some weight of its own; use a static one")
    return face


@cache
def source_sans() -> EmbeddedFace:
    """The face that all papers are set in."""
    folder = Path(font_source_sans_pro.font_directory)
    return EmbeddedFace({weight: folder / file for weight, file in _FILES.items()})


class _Widths(dict[str, float]):
    """Of each character, as a multiple of the font size; in place of one that the font lacks stands another."""

    def __missing__(self, sign: str) -> float:
        return self.get(REPLACEMENT, 0.0)


def _widths(face: TTFontFace) -> _Widths:
    widths = _Widths({chr(code): width / 1000 for code, width in face.charWidths.items()})
    widths[chr(_NO_BREAK_SPACE)] = widths[chr(_SPACE)]
    return widths
