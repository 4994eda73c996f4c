"""The printed face: Source Sans Pro, open to all under the OFL; its widths, and which characters it has.

Regular, semibold and bold cover Latin, Cyrillic and Greek. Files are found through their package, wherever that is.
Imports reportlab, which reads TrueType files and cuts subsets from them; it takes a tenth of a second: import this
module only where something is printed.
"""

import struct
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from pathlib import Path

import font_source_sans_pro
from reportlab.pdfbase.ttfonts import TTFError, TTFontFace, makeToUnicodeCMap

from quizgen.outputs.paper.layout import Weight
from quizgen.outputs.paper.pdffile import PdfFile

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
        loaded = {path: TTFontFace(str(path)) for path in set(files.values())}
        self._thickened = frozenset(weight for weight in files if files[weight] == files[Weight.REGULAR])
        self._faces = {weight: loaded[path] for weight, path in files.items()}
        self._widths = {weight: _widths(face) for weight, face in self._faces.items()}
        self._has = frozenset.intersection(*(frozenset(face.charToGlyph) for face in loaded.values()))

    def advance(self, text: str, weight: Weight) -> float:
        """The width of a text, in multiples of the font size."""
        return sum(map(self._widths[weight].__getitem__, text))

    @property
    def varies(self) -> bool:
        """Whether the file holds many weights in one."""
        return any("fvar" in face.table for face in self._faces.values())

    def lacking(self, texts: Iterable[str]) -> list[str]:
        """The characters of these texts that some weight cannot print, in the order of their code points."""
        return sorted(sign for sign in set().union(*texts) if ord(sign) not in self._has)

    def thickened(self, weight: Weight) -> bool:
        """Whether a heavier weight has no letters of its own, and is to be drawn with a thicker pen."""
        return weight is not Weight.REGULAR and weight in self._thickened

    def subsets(self, weight: Weight, replaced: set[str]) -> "Subsets":
        """What one file will embed of one weight; characters that it lacks are added to `replaced`."""
        return Subsets(self._faces[weight], f"F{list(Weight).index(weight)}", replaced)


class Subsets:
    """The characters of one font that a file uses: up to 255 a subset, as PDF's simple fonts have codes of one byte."""

    def __init__(self, face: TTFontFace, name: str, replaced: set[str]) -> None:
        self._face = face
        self._name = name
        self._replaced = replaced
        self._characters: list[dict[int, int]] = [{}]
        self._codes = _Codes(self._new)

    def encoded(self, text: str) -> list[tuple[str, str]]:
        """A text as the insides of PDF strings, stretch by stretch, each with the name of its subset."""
        codes = text.translate(self._codes)
        if len(self._characters) == 1:
            return [(self._name, codes)]
        stretches: list[tuple[str, str]] = []
        for sign in text:
            number, escaped = divmod(self._codes.places[ord(sign)], _SUBSET)
            name = self._name if number == 0 else f"{self._name}.{number}"
            before = stretches.pop()[1] if stretches and stretches[-1][0] == name else ""
            stretches.append((name, before + _escaped(escaped)))
        return stretches

    def _new(self, sign: int) -> int:
        """The place of a character that was not used before: subset and code in one number."""
        code = _SPACE if sign == _NO_BREAK_SPACE else sign
        if code not in self._face.charToGlyph:
            self._replaced.add(chr(code))
            code = ord(REPLACEMENT)
        if code <= _LAST_ASCII:
            self._characters[0][code] = code
            return code
        first = _FIRST_OTHER if len(self._characters) == 1 else _SPACE
        used = len([code for code in self._characters[-1] if code >= first])
        if first + used == _SUBSET:
            self._characters.append({})
            first, used = _SPACE, 0
        self._characters[-1][first + used] = code
        return (len(self._characters) - 1) * _SUBSET + first + used

    def write(self, file: PdfFile) -> dict[str, int]:
        """Embeds the font; the number of each subset's object by its name."""
        used = [subset for subset in self._characters if subset]
        return {
            self._name if number == 0 else f"{self._name}.{number}": self._font(file, number, subset)
            for number, subset in enumerate(used)
        }

    def _font(self, file: PdfFile, number: int, subset: Mapping[int, int]) -> int:
        face = self._face
        codes = [subset.get(code, 0) for code in range(max(subset) + 1)]
        name = f"{_tag(self._name, number)}+{face.name.decode('latin-1')}"
        program = face.makeSubset(codes)
        data = file.stream(f"/Length1 {len(program)}", program)
        unicode = file.stream("", makeToUnicodeCMap(name, codes).encode("latin-1"))
        widths = " ".join(f"{face.charWidths.get(code, 0):g}" if code else "0" for code in codes)
        box = " ".join(f"{edge:g}" for edge in face.bbox)
        descriptor = file.add(
            f"<</Type/FontDescriptor/FontName/{name}/Flags {_SYMBOLIC}/FontBBox[{box}]/ItalicAngle {face.italicAngle:g}"
            f"/Ascent {face.ascent:g}/Descent {face.descent:g}/CapHeight {face.capHeight:g}/StemV {face.stemV:g}"
            f"/MissingWidth 0/FontFile2 {data} 0 R>>"
        )
        return file.add(
            f"<</Type/Font/Subtype/TrueType/BaseFont/{name}/FirstChar 0/LastChar {len(codes) - 1}/Widths[{widths}]"
            f"/FontDescriptor {descriptor} 0 R/ToUnicode {unicode} 0 R>>"
        )


class _Codes(dict[int, str]):
    """For `str.translate`: each character's code, escaped for a PDF string, given out at its first use."""

    def __init__(self, new: Callable[[int], int]) -> None:
        self._new = new
        self.places: dict[int, int] = {}

    def __missing__(self, sign: int) -> str:
        place = self.places[sign] = self._new(sign)
        self[sign] = _escaped(place % _SUBSET)
        return self[sign]


def _escaped(code: int) -> str:
    return f"\\{chr(code)}" if chr(code) in "()\\" else chr(code)


def _tag(name: str, number: int) -> str:
    """Six capitals, which must stand before the name of a font of which only a part is embedded."""
    letters = f"{name[1:]:0>3}{number:0>3}"
    return "".join(chr(ord("A") + int(letter)) for letter in letters)


_LAST_ASCII, _FIRST_OTHER = 126, 128
_SUBSET = 256
_SYMBOLIC = 4  # the codes are our own, and mean what the ToUnicode table says


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
