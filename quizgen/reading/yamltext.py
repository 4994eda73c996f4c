"""Bytes of a file → text that is fit to be read as YAML, with every character named that must not stand in it.

A bank is UTF-8. What an editor may have made of it instead is told apart and named, not guessed at: text taken for
another encoding would be printed wrong for years. Characters that nobody sees, or that change the order or the count
of what is seen, are refused wherever they stand.
"""

import codecs
import re
import unicodedata
from collections.abc import Iterator, Mapping
from itertools import islice

from quizgen.diagnostics import Diagnostic, error
from quizgen.span import START, Span

MAX_REPORTED = 50
"""Forbidden characters named one by one; a file that has more is damaged as a whole."""
STAND_IN = "\ufffd"
"""What takes the place of a character that is refused, so that columns stay."""

# Controls but tab and line ends (U+0085 is YAML's line end and no editor's), marks that turn the direction of text,
# what has no width (the two joiners stay: Persian and Hindi are spelt with them), the line ends of Unicode, halves of
# a surrogate pair, the code points that will never be characters, and those which each font fills as it likes.
_NEAR = (
    "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufeff"
    "\ufdd0-\ufdef\ufff9-\ufffb\ufffe\uffff\ue000-\uf8ff"
)
_PRIVATE = "\U000f0000-\U0010ffff"
_FAR = "".join(chr(plane * 0x10000 + last) for plane in range(1, 17) for last in (0xFFFE, 0xFFFF))
FORBIDDEN = re.compile(f"[{_NEAR}{_FAR}{_PRIVATE}]|\r(?!\n)")
# Three searches that run at full speed over a text in which nothing is wrong; together they miss nothing of the above.
_SUSPECT = tuple(map(re.compile, (f"[{_NEAR}]", "[\U0001fffe-\U0010ffff]", "\r(?!\n)")))

_CONTROL_NAMES: Mapping[int, str] = {
    0x00: "NUL",
    0x07: "BELL",
    0x08: "BACKSPACE",
    0x0D: "CARRIAGE RETURN",
    0x1B: "ESCAPE",
    0x7F: "DELETE",
}
_UNNAMED: Mapping[str, str] = {"Cc": "a control character", "Co": "a sign for private use"}


def decode(data: bytes) -> tuple[str, tuple[Diagnostic, ...]]:
    """The text of a file. With a finding the text is a best effort, good for excerpts only."""
    wide = _wide_encoding(data)
    if wide:
        return data.decode(wide, "replace").removeprefix("\ufeff"), (_not_utf_8(START, f"it is {wide.upper()}"),)
    data = data.removeprefix(codecs.BOM_UTF8)
    try:
        return data.decode(), ()
    except UnicodeDecodeError as problem:
        return _damaged(data, problem.start)


def forbidden(text: str) -> tuple[Diagnostic, ...]:
    """Every character that must not stand in a text file, in order, up to `MAX_REPORTED` and one line on the rest."""
    if not any(suspect.search(text) for suspect in _SUSPECT):
        return ()
    found = []
    line, line_start = 1, 0
    matches = list(FORBIDDEN.finditer(text))
    for match in matches[:MAX_REPORTED]:
        line += text.count("\n", line_start, match.start())
        line_start = text.rfind("\n", 0, match.start()) + 1
        found.append(refuse(match[0], Span.of(line, match.start() - line_start + 1)))
    if len(matches) > MAX_REPORTED:
        rest = len(matches) - MAX_REPORTED
        found.append(error("forbidden-character", START, f"{rest} more characters that cannot stand here"))
    return tuple(found)


def refuse(character: str, span: Span) -> Diagnostic:
    """The finding on one forbidden character."""
    is_private = unicodedata.category(character) == "Co"
    help = "type the sign that is meant: each font has another here" if is_private else "delete the character"
    return error("forbidden-character", span, f"{name(character)} cannot stand in a bank", help=help)


def name(character: str) -> str:
    """How a character is called, for people who cannot see it: `U+202E RIGHT-TO-LEFT OVERRIDE`."""
    point = ord(character)
    if 0xD800 <= point <= 0xDFFF:
        kind = "half of a surrogate pair"
    else:
        kind = _CONTROL_NAMES.get(point, unicodedata.name(character, ""))
    kind = kind or _UNNAMED.get(unicodedata.category(character), "not a character")
    return f"U+{point:04X} {kind}"


def cleaned(text: str) -> str:
    """The same text with a stand-in for every forbidden character."""
    return FORBIDDEN.sub(STAND_IN, text)


# Every escape of YAML's double quotes that yields a character; the rest are mistakes.
_ESCAPE = re.compile(
    r"\\(?:x(?P<x>[0-9A-Fa-f]{2})|u(?P<u>[0-9A-Fa-f]{4})|U(?P<U>[0-9A-Fa-f]{8})|(?P<letter>[0abvfreNLP])|.)", re.DOTALL
)
_LETTERS = {
    "0": "\0",
    "a": "\a",
    "b": "\b",
    "v": "\v",
    "f": "\f",
    "r": "\r",
    "e": "\x1b",
    "N": "\x85",
    "L": "\u2028",
    "P": "\u2029",
}


def forbidden_escapes(raw: str) -> Iterator[tuple[int, int, str]]:
    """Where in the source of a double-quoted value an escape yields a forbidden character: start, end, character.

    The first `MAX_REPORTED` of them.
    """
    found = ((match, character) for match in _ESCAPE.finditer(raw) if (character := _forbidden_by(match)))
    for match, character in islice(found, MAX_REPORTED):
        yield match.start(), match.end(), character


def _forbidden_by(match: re.Match[str]) -> str:
    point = match["x"] or match["u"] or match["U"]
    value = int(point, 16) if point else 0
    character = _LETTERS[match["letter"]] if match["letter"] else chr(value) if point and value < 0x110000 else ""
    return character if FORBIDDEN.fullmatch(character) else ""


def _not_utf_8(span: Span, what: str) -> Diagnostic:
    return error("not-utf-8", span, f"the file is not UTF-8: {what}", help="save the file as UTF-8")


def _wide_encoding(data: bytes) -> str:
    for mark, encoding in (
        (codecs.BOM_UTF32_LE, "utf-32"),
        (codecs.BOM_UTF32_BE, "utf-32"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if data.startswith(mark):
            return encoding
    # Without a mark: in UTF-16 every other byte of Latin text is zero.
    sample = data[:1000]
    for start, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        half, other = sample[start::2], sample[1 - start :: 2]
        if half.count(0) * 2 > len(half) and not other.count(0):
            return encoding
    return ""


def _damaged(data: bytes, start: int) -> tuple[str, tuple[Diagnostic, ...]]:
    """What can be said of bytes that are not UTF-8 from `start` on."""
    line_start = data.rfind(b"\n", 0, start) + 1
    column = len(data[line_start:start].decode()) + 1
    span = Span.of(data.count(b"\n", 0, start) + 1, column)
    try:
        text = data.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        pass
    else:
        halves = [one for one in forbidden(text) if "surrogate" in one.message]
        return re.sub("[\ud800-\udfff]", STAND_IN, text), tuple(halves)
    if re.search(rb"[\x00-\x08\x0e-\x1f]", data):
        return data.decode("utf-8", "replace"), (_not_utf_8(span, "it looks like no text at all"),)
    if re.search(rb"[\x81\x8d\x8f\x90\x9d]", data):
        return data.decode("utf-8", "replace"), (_not_utf_8(span, f"byte 0x{data[start]:02X} stands here"),)
    what = f"byte 0x{data[start]:02X} stands here, and the file looks like Windows-1252"
    return data.decode("cp1252"), (_not_utf_8(span, what),)
