"""What counts as the same words: the folding that undoes a printer's habits, paragraphs, and words in them.

Folding is version 1 (`FOLD`). Digests of folded text stand in people's locks, so any change of what it returns is a
new version. Rules and figures: 2,146 harmless copies of 202 sentences were all accepted and 9,468 wrong edits all
refused, where "letters and digits only" accepts a quarter of the wrong ones (`86.8%` as `868%`) and NFKC reads
`10²` as `102`.
"""

import hashlib
import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import Self

FOLD = 1
"""Version of `fold` and `words`, kept in the lock."""

_SPELLINGS = {
    "'": "‘’‚‛`´ʼ",  # quotation marks and apostrophes; primes are left alone, for they measure
    '"': "“”„‟«»",
    "-": "‐‑‒–—―−",
    "...": "…",
    "ff": "ﬀ",
    "fi": "ﬁ",
    "fl": "ﬂ",
    "ffi": "ﬃ",
    "ffl": "ﬄ",
    "st": "ﬅﬆ",
    "": "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff",  # soft hyphen, zero width, direction marks
}
_FOLDED = {variant: plain for plain, variants in _SPELLINGS.items() for variant in variants}
_VARIANT = re.compile(f"[{''.join(_FOLDED)}]")
_TWINS = ("μµ", "Δ∆", "·⋅∙")
"""Signs that mean the same. Locks of before know them apart, so they are made one when texts are compared, and not
folded; each is one character, so that places stay."""
_ALIKE = {ord(twin): twins[0] for twins in _TWINS for twin in twins[1:]} | {ord(minus): "-" for minus in "﹣－"}
_WRITTEN = [{ord(twin): twins[min(way, len(twins) - 1)] for twins in _TWINS for twin in twins} for way in range(3)]
_LETTER = r"[\w\u0300-\u036f]"
# A mark outside a word; inside one it is an apostrophe. British and American quotation marks become one.
_SINGLE_QUOTE = re.compile(rf"(?<!{_LETTER})'|'(?!{_LETTER})")
_PUNCTUATION = re.compile(r" *[,;:.!?()\"-][ ,;:.!?()\"-]*")
_DASHES = re.compile(r"-(?: *-)+")
_WORD = re.compile(
    r"(?:(?<![^ =<>≈~/\[(])[-+﹣－](?=[$€£¥₽]?\d))?(?:[$€£¥₽](?=\d))?"  # a sign, a currency
    r"(?:\d{1,3}(?: \d{3})+(?!\w)(?:[.,]\d+)?"  # 1 250 000
    rf"|{_LETTER}+(?:(?:(?<=\d)[.,:/-](?=\d)|'(?={_LETTER})){_LETTER}+)*)"  # 86.8; 10:30; 1911-12; don't
    r"(?:(?<=\d)[%‰°])?"
)
_RUN = re.compile(r"\w+")
_PARTED = re.compile(rf"({_LETTER}+)[-‐]\n({_LETTER}+)")
_LINE_END = re.compile(r"\r\n|\r|\n")


def fold(text: str) -> str:
    """The form in which two texts are compared.

    Undone: NFD, ligatures, curly quotation marks, kinds of dashes and spaces, soft hyphens, zero-width characters,
    line breaks, space around `, ; : . ! ? - ( ) "`. Kept: case, decimal points, signs, superscripts, every letter and
    digit, and a space between two digits, so that `2020, 5` is not `2020,5`.
    """
    folded = unicodedata.normalize("NFC", text)
    if not folded.isascii() or "`" in folded:
        folded = unicodedata.normalize("NFC", _VARIANT.sub(lambda variant: plain(variant[0]), folded))
    folded = " ".join(folded.split())
    if "'" in folded:
        folded = _SINGLE_QUOTE.sub('"', folded)
    return _PUNCTUATION.sub(_close_up, _DASHES.sub("-", folded))


def alike(folded: str) -> str:
    """A folded text with one of each pair of twins, so that µ is μ; every character at its place."""
    return folded if folded.isascii() else folded.translate(_ALIKE)


def spellings(folded: str) -> tuple[str, ...]:
    """A folded text as it is, and as it may be written with other twins: a digest of each may be known."""
    return tuple(dict.fromkeys((folded, *map(folded.translate, () if folded.isascii() else _WRITTEN))))


def plain(sign: str) -> str:
    """A single character as a typewriter has it: none, one or several."""
    return " " if sign.isspace() else _FOLDED.get(sign, sign)


def _close_up(marks: re.Match[str]) -> str:
    """Punctuation without the space around it, unless digits on both sides or a sign need that space."""
    run, text = marks[0], marks.string
    if run in {"-", ".", ","}:
        return run
    bare = run.replace(" ", "")
    start, end = marks.span()
    before, after = text[max(start - 1, 0) : start], text[end : end + 1]
    if after.isdecimal():
        if run.endswith(" -") or bare.endswith(('"-', "(-")):
            return f"{bare[:-1]} -" if before or len(bare) > 1 else "-"
        if before.isdecimal() and " " in run:
            return bare + " "
    return bare


def words(folded: str) -> tuple[tuple[int, int], ...]:
    """Where each word of a folded text begins and ends; `86.8%`, `1,250`, `-5`, `$3` and `don't` are one word each."""
    return tuple(found.span() for found in _WORD.finditer(folded))


def digest(text: str) -> str:
    """16 hex digits (64 bits) of SHA-256: a wrong quotation passes by chance once in 10^19."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def paragraphs(article_text: str, skip: tuple[range, ...] = (), *, wrapped: bool = False) -> tuple[str, ...]:
    """The lines, as printed, that are neither empty nor in `skip`; the first of them is paragraph 1.

    Where they are `wrapped`, the lines between two empty ones are one paragraph.
    """
    text = ArticleText.of(article_text, skip, wrapped=wrapped)
    return tuple(paragraph.printed for paragraph in text.paragraphs)


def _unwrapped(lines: Sequence[str]) -> Iterator[str]:
    """The paragraphs that end at empty lines."""
    whole = "\n".join(lines)
    for is_empty, group in groupby(lines, key=lambda line: not line):
        if not is_empty:
            joined = "\n".join(line.strip() for line in group)
            yield _PARTED.sub(lambda parted: _rejoined(parted, whole), joined).replace("\n", " ")


def _rejoined(parted: re.Match[str], whole: str) -> str:
    """A word parted at the end of a line; the hyphen is its own before a capital, or if a line has it so within."""
    first, second = parted.groups()
    compound = f"{first}-{second}"
    return first + second if first.isalpha() and second[0].islower() and compound not in whole else compound


def _lines(article_text: str, skip: tuple[range, ...]) -> Iterator[tuple[str, bool]]:
    """Every line, emptied if it says nothing, and whether it is page furniture."""
    # Not `splitlines`, which also breaks at U+2028 and others where an editor counts no line.
    begun, ended = Counter(lines.start for lines in skip), Counter(lines.stop for lines in skip)
    skipping = 0
    for number, line in enumerate(_LINE_END.split(article_text), start=1):
        skipping += begun[number] - ended[number]
        yield line if fold(line) else "", skipping > 0


@dataclass(frozen=True)
class Paragraph:
    """One paragraph, in print and folded."""

    number: int
    """From 1, page furniture not counted; 0 for page furniture itself."""
    printed: str

    @cached_property
    def folded(self) -> str:
        """Its comparison form."""
        return fold(self.printed)

    @cached_property
    def alike(self) -> str:
        """The same as quotations are looked for in it."""
        return alike(self.folded)

    @cached_property
    def digest(self) -> str:
        """Of its folded text."""
        return digest(self.folded)

    @property
    def digests(self) -> tuple[str, ...]:
        """By which a lock may know it, whatever twins it is written with; its own first."""
        return tuple(map(digest, spellings(self.folded)))

    @cached_property
    def words(self) -> tuple[tuple[int, int], ...]:
        """Where its words stand in the folded text."""
        return words(self.folded)


@dataclass(frozen=True)
class ArticleText:
    """What an article says."""

    paragraphs: tuple[Paragraph, ...]
    furniture: tuple[Paragraph, ...] = ()
    """Advertisements, teasers, page foots: lines that a bank's `skip` names."""
    lines: tuple[str, ...] = ()
    """Of a text of which each line is taken for a paragraph, these lines, empty ones too."""

    @classmethod
    def of(cls, article_text: str, skip: tuple[range, ...] = (), *, wrapped: bool = False) -> Self:
        """The text of an article's file, taken apart."""
        lines = tuple(_lines(article_text, skip))
        furniture = tuple(Paragraph(0, line) for line, skipped in lines if line and skipped)
        kept = tuple(line for line, skipped in lines if not skipped)
        printed = tuple(_unwrapped(kept)) if wrapped else filter(None, kept)
        paragraphs = tuple(Paragraph(number, line) for number, line in enumerate(printed, start=1))
        return cls(paragraphs, furniture, () if wrapped else kept)

    @cached_property
    def unwrapped(self) -> Self:
        """The same with its lines joined up to each empty one."""
        return self.of("\n".join(self.lines), wrapped=True)

    @cached_property
    def digest(self) -> str:
        """Of the folded paragraphs, joined: it changes with the text and with what is skipped."""
        return digest("\n".join(paragraph.folded for paragraph in self.paragraphs))

    def holding(self, quote: str) -> Sequence[Paragraph]:
        """The paragraphs in which the folded quote may stand, in order: those with the rarest of its inner words."""
        # Of the first word and the last the quote may have only a part.
        inner = _RUN.findall(alike(quote))[1:-1]
        return min((self._holders.get(run, ()) for run in inner), key=len, default=self.paragraphs)

    @cached_property
    def _holders(self) -> Mapping[str, Sequence[Paragraph]]:
        """By each run of letters and digits, the paragraphs that hold it."""
        holders: dict[str, list[Paragraph]] = defaultdict(list)
        for paragraph in self.paragraphs:
            for run in dict.fromkeys(_RUN.findall(paragraph.alike)):
                holders[run].append(paragraph)
        return dict(holders)

    @cached_property
    def word_count(self) -> int:
        """Words in all paragraphs; headings count, page furniture does not."""
        return sum(len(paragraph.words) for paragraph in self.paragraphs)


@dataclass(frozen=True, slots=True)
class Match:
    """Where a quotation stands in a paragraph."""

    first: int
    last: int
    """Words of the paragraph, from 1, both included."""


def find(quote: str, prefix: str, suffix: str, paragraph: Paragraph) -> tuple[Match, ...]:
    """Every place in the paragraph where the folded quote stands whole, between the folded prefix and suffix.

    It must begin and end at the edge of a word or number: `received 86` does not stand in `received 86.8%`.
    """
    return tuple(
        match
        for start, end in occurrences(quote, paragraph)
        if (match := _whole_words(start, end, paragraph))
        and _is_between(alike(prefix), alike(suffix), start, end, paragraph.alike)
    )


def _is_between(prefix: str, suffix: str, start: int, end: int, text: str) -> bool:
    """Whether what stands before `start` ends with the prefix and what stands from `end` on starts with the suffix."""
    while text[start - 1 : start] == " ":
        start -= 1
    while text[end : end + 1] == " ":
        end += 1
    return text.endswith(prefix, 0, start) and text.startswith(suffix, end)


def occurrences(quote: str, paragraph: Paragraph) -> Iterator[tuple[int, int]]:
    """Every stretch of the folded paragraph that is the folded quote, letter by letter, also inside words."""
    quote = alike(quote)
    start = paragraph.alike.find(quote) if quote else -1
    while start >= 0:
        yield start, start + len(quote)
        start = paragraph.alike.find(quote, start + 1)


def cut_words(quote: str, paragraph: Paragraph) -> tuple[str, ...]:
    """The words and numbers of the paragraph that the folded quote begins or ends inside of."""
    return tuple(
        paragraph.folded[begin:finish]
        for start, end in occurrences(quote, paragraph)
        for begin, finish in dict.fromkeys((_word_at(start, paragraph), _word_at(end, paragraph)))
        if begin < start < finish or begin < end < finish
    )


def _word_at(place: int, paragraph: Paragraph) -> tuple[int, int]:
    """The word that begins last before a place; none, from there to there, if none does."""
    before = bisect_left(paragraph.words, place, key=lambda word: word[0])
    return paragraph.words[before - 1] if before else (place, place)


def _whole_words(start: int, end: int, paragraph: Paragraph) -> Match | None:
    """The words from `start` to `end`, unless one of these lies inside a word or no word lies between them."""
    first = bisect_right(paragraph.words, start, key=lambda word: word[1])
    last = bisect_left(paragraph.words, end, key=lambda word: word[0]) - 1
    if first > last or paragraph.words[first][0] < start or paragraph.words[last][1] > end:
        return None
    return Match(first + 1, last + 1)
