"""Why a quotation was not found, said so that its author can mend it.

Only here is anything compared loosely, and only to help: what is proved is proved letter by letter.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from quizgen.diagnostics import Diagnostic, error
from quizgen.model import Citation
from quizgen.sources.copying import looks_wrapped
from quizgen.sources.folding import (
    ArticleText,
    Paragraph,
    cut_words,
    find,
    fold,
    plain,
    words,
)

CUT_OFF = 65.0
"""Least likeness, of 100, at which words of the article are offered. Measured on seven articles: of 1,680 quotations
of 8 to 30 words, with a letter or up to 30 % of their words changed, 1,671 were offered words of the right paragraph;
of 3,360 taken from another article, 13 were offered anything. Of 4 to 7 words one foreign quotation in ten is, because
much the same words stand in both articles. A hint costs about 3 ms."""

_LOOSE_CUT_OFF = 50.0
"""Least likeness at which a paragraph is looked at closely."""

_ELISION = re.compile(r"\[?\.{3}\]?|\[…\]|…")


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Words of the article that stand where the quotation was looked for."""

    paragraph: int
    words: str
    """As printed."""
    likeness: float
    """From 0 to 100."""


def not_found(
    citation: Citation, article: ArticleText, others: Mapping[str, ArticleText], *, thoroughly: bool = True
) -> Diagnostic:
    """The one finding that says best why a quotation does not stand in its article's text.

    Thoroughly, every paragraph is read for it; else only those that hold its words.
    """
    reasons = (_misplaced, _cut, *((_in_furniture, _over_lines, _across, _elsewhere) if thoroughly else ()))
    found = (reason(citation, article, others) for reason in reasons)
    return next((one for one in found if one), None) or (_drifted if thoroughly else _gone)(citation, article)


def comes_near(citation: Citation, article: ArticleText) -> bool:
    """Whether a quotation that does not stand in a text is at least meant to: its words do, or words like them."""
    asked = (_misplaced(citation, article, {}), _cut(citation, article, {}), nearest(citation.quote, article))
    return any(asked) or _all_parts_stand(citation.quote, article)


def nearest(quote: str, article: ArticleText) -> Suggestion | None:
    """The words of the article that a quotation may be meant to be, if any come near."""
    found = [one for paragraph in article.paragraphs if (one := _nearest_in(quote, paragraph))]
    best = max(found, key=lambda one: one.likeness, default=None)
    return best if best and best.likeness >= CUT_OFF else None


def shown(text: str, most: int = 80) -> str:
    """A quotation for a message: on one line, its middle left out where it is long."""
    line = " ".join(text.split())
    return f"`{line}`" if len(line) <= most else f"`{line[: most // 2].rstrip()} … {line[-most // 3 :].lstrip()}`"


def numbered(paragraphs: Iterable[int]) -> str:
    """`paragraph 3`, `paragraphs 3 and 5`, `paragraphs 1, 3 and 5`."""
    *most, last = [str(number) for number in sorted(set(paragraphs))]
    return f"paragraphs {', '.join(most)} and {last}" if most else f"paragraph {last}"


def _standing(citation: Citation, article: ArticleText) -> list[Paragraph]:
    """The paragraphs that hold the quotation, whatever stands around it."""
    quote = fold(citation.quote)
    return [paragraph for paragraph in article.holding(quote) if find(quote, "", "", paragraph)]


def _misplaced(citation: Citation, article: ArticleText, _: Mapping[str, ArticleText]) -> Diagnostic | None:
    """The words stand there, but not behind that prefix, or before that suffix."""
    standing = _standing(citation, article)
    if not standing:
        return None
    wanted = [f"behind prefix {shown(citation.prefix)}"] if citation.prefix else []
    wanted += [f"before suffix {shown(citation.suffix)}"] if citation.suffix else []
    needless = "; or leave it out, for the quotation stands there only once" if len(standing) == 1 else ""
    return error(
        "context-not-found",
        citation.span,
        f"the quotation stands in `{citation.article}`, but not {' and '.join(wanted)}",
        f"it stands in {numbered(one.number for one in standing)}",
        help=f"copy as prefix or suffix what stands right before or behind the quotation{needless}",
    )


def _cut(citation: Citation, article: ArticleText, _: Mapping[str, ArticleText]) -> Diagnostic | None:
    """The letters stand there, but begin or end inside a word or a number."""
    quote = fold(citation.quote)
    for paragraph in article.holding(quote):
        if cut := cut_words(quote, paragraph):
            what = "number" if any(sign.isdecimal() for sign in cut[0]) else "word"
            return error(
                "quote-cuts-number",
                citation.span,
                f"the quotation cuts the {what} `{cut[0]}` of `{citation.article}`",
                f"this is in paragraph {paragraph.number}",
                help=f"quote the whole {what}",
            )
    return None


def _in_furniture(citation: Citation, article: ArticleText, _: Mapping[str, ArticleText]) -> Diagnostic | None:
    """The words stand in a line that the bank skips."""
    if not _standing(citation, ArticleText(article.furniture)):
        return None
    return error(
        "quote-in-furniture",
        citation.span,
        f"the quotation stands only in lines of `{citation.article}` that are skipped as page furniture",
        help="quote the article itself; or, if the line belongs to it, take it out of `skip`",
    )


def _over_lines(citation: Citation, article: ArticleText, _: Mapping[str, ArticleText]) -> Diagnostic | None:
    """The words stand there, over the end of a line, in a text whose lines seem to be broken to a width."""
    if not looks_wrapped(article.lines) or not _standing(citation, article.unwrapped):
        return None
    message = f"the quotation runs across the end of a line of `{citation.article}`"
    return error("quote-crosses-paragraphs", citation.span, message, _WRAPPED, help=_UNWRAP)


def _across(citation: Citation, article: ArticleText, _: Mapping[str, ArticleText]) -> Diagnostic | None:
    """The words stand there, with the end of a paragraph among them."""
    joined = Paragraph(0, "\n".join(paragraph.printed for paragraph in article.paragraphs))
    if not find(fold(citation.quote), "", "", joined):
        return None
    return error(
        "quote-crosses-paragraphs",
        citation.span,
        f"the quotation runs across the end of a paragraph of `{citation.article}`",
        *([_LINES] if article.lines else []),
        help="quote words of one paragraph; to use two, write two citations",
    )


_LINES = "each line of the file is a paragraph"
_WRAPPED = f"{_LINES}, and many of its lines end within a sentence"
_UNWRAP = "add `wrapped: true` to the article, of which a paragraph then ends at an empty line, and cite it anew"


def _elsewhere(citation: Citation, _: ArticleText, others: Mapping[str, ArticleText]) -> Diagnostic | None:
    """The words stand in another article."""
    holders = [id for id, other in others.items() if id != citation.article and _standing(citation, other)]
    if not holders:
        return None
    named = " and ".join(f"`{id}`" for id in holders)
    return error(
        "quote-in-another-article",
        citation.span,
        f"the quotation does not stand in `{citation.article}`, but in {named}",
        help=f"name that article: `article: {holders[0]}`",
    )


def _drifted(citation: Citation, article: ArticleText) -> Diagnostic:
    """The words stand nowhere; something like them may."""
    if _all_parts_stand(citation.quote, article):
        help = "quote one unbroken run of words; to use two places, write two citations"
        return _not_found(citation, "its parts stand there, with words left out", help=help)
    if looks_wrapped(article.lines):  # words that come near in one line may be the half of what is meant
        return _not_found(citation, _WRAPPED, help=_UNWRAP)
    near = nearest(citation.quote, article)
    if near is None:
        return _gone(citation, article, "nothing in it comes near")
    notes = [f"the article has this in paragraph {near.paragraph}", *_only_difference(citation.quote, near.words)]
    help = f"did you mean `{near.words}`?"
    return _not_found(citation, *notes, help=help)


def _gone(citation: Citation, _: ArticleText, *notes: str) -> Diagnostic:
    """The words stand nowhere, and there are none to offer."""
    return _not_found(citation, *notes, help="copy the words from the article, misprints included")


def _not_found(citation: Citation, *notes: str, help: str) -> Diagnostic:
    message = f"the quotation does not stand in `{citation.article}`"
    return error("quote-not-found", citation.span, message, *notes, help=help)


def _all_parts_stand(quote: str, article: ArticleText) -> bool:
    """Whether the author left words out, as with `[…]`."""
    parts = [fold(part) for part in _ELISION.split(quote)]
    standing = [any(find(part, "", "", one) for one in article.paragraphs) for part in parts if part]
    return len(parts) > 1 and bool(standing) and all(standing)


_DIFFERENCES: Mapping[str, Callable[[str], str]] = {
    "capital letters": str.casefold,
    "`*` marks, which the article prints": lambda text: text.replace("*", ""),
    "its outer quotation marks": lambda text: text.strip('"'),
    "its final mark": lambda text: text.rstrip('.,;:!?"'),
    "punctuation and spaces": lambda text: "".join(filter(str.isalnum, text)),
    "capital letters, punctuation and spaces": lambda text: "".join(filter(str.isalnum, text.casefold())),
}


_LOOKALIKES = (
    *("'′ʹ’‘", '"″ʺ”“', "°º˚", "×xх", "²2", "³3"),
    *("aа", "cс", "eе", "iі", "jј", "oоο", "pр", "sѕ", "yу", "vν", "uυ", "φϕ", "εϵ", "ßβ"),
    *("AАΑ", "BВΒ", "CС", "EЕΕ", "HНΗ", "IІΙ", "KКΚ", "MМΜ", "NΝ", "OОΟ", "PРΡ", "TТΤ", "XХΧ", "YΥ", "ZΖ"),
)
"""Characters that look alike and mean different things: minutes and apostrophes, degrees and ordinals, alphabets."""
_LOOKS = {ord(sign): signs[0] for signs in _LOOKALIKES for sign in signs}


def _mistaken(quote: str, printed: str) -> Iterator[str]:
    """The characters by which alone a quotation differs, where they look like those that are printed."""
    if fold(quote.translate(_LOOKS)) == fold(printed.translate(_LOOKS)):
        for there in dict.fromkeys(printed):
            look = _LOOKS.get(ord(there))
            here = next((sign for sign in quote if _LOOKS.get(ord(sign)) == look and sign not in printed), None)
            if look and here and there not in quote:
                yield f"the article has {_point(there)} where the quotation has {_point(here)}"


def _point(sign: str) -> str:
    return f"`{sign}` (U+{ord(sign):04X} {unicodedata.name(sign, 'no name')})"


def _only_difference(quote: str, printed: str) -> Iterator[str]:
    """A note where quotation and print are almost the same."""
    if mistaken := list(_mistaken(quote, printed)):
        yield from mistaken
        return
    for difference, without in _DIFFERENCES.items():
        if without(fold(quote)) == without(fold(printed)):
            yield f"the quotation differs only in {difference}: copy it as printed"
            return


def _nearest_in(quote: str, paragraph: Paragraph) -> Suggestion | None:
    """The run of whole words of the paragraph that is most like the quotation."""
    from rapidfuzz import fuzz  # a sound bank never needs it

    wanted, text = _comparable(quote), _comparable(paragraph.printed)
    place = fuzz.partial_ratio_alignment(wanted, text, score_cutoff=_LOOSE_CUT_OFF)
    spans = words(text)
    if place is None or not spans:
        return None
    # Where the quotation is longer than the paragraph, rapidfuzz looks for the paragraph in it.
    start, end = (place.dest_start, place.dest_end) if len(wanted) <= len(text) else (0, len(text))
    near = [index for index, (begin, finish) in enumerate(spans) if begin < end and finish > start]
    if not near:
        return None
    runs = [
        (spans[first][0], spans[last][1])
        for first in range(max(0, near[0] - 3), min(len(spans), near[0] + 3))
        for last in range(max(first, near[-1] - 3), min(len(spans), near[-1] + 4))
    ]
    begin, finish = max(runs, key=lambda run: (fuzz.ratio(wanted, text[run[0] : run[1]]), run[0] - run[1]))
    printed = max(
        _with_marks_around(paragraph.printed, begin, finish),
        key=lambda one: (fuzz.ratio(wanted, _comparable(one)), -len(one)),
    )
    likeness = fuzz.ratio(wanted, _comparable(printed))
    return Suggestion(paragraph.number, printed, likeness) if _provable(printed, paragraph) else None


def _comparable(text: str) -> str:
    """Small letters and plain marks, sign for sign, so that places in it are places in the text."""
    return "".join(one if len(one := plain(sign).lower()) == 1 else " " for sign in text)


def _with_marks_around(printed: str, begin: int, finish: int) -> list[str]:
    """The words, without and with the marks that touch them before and behind."""
    before = re.search(r"[^\w\s]*$", printed[:begin])
    behind = re.match(r"[^\w\s]*", printed[finish:])
    starts = [begin, begin - len(before[0])] if before else [begin]
    ends = [finish, finish + len(behind[0])] if behind else [finish]
    return [printed[start:end] for start in starts for end in ends]


def _provable(printed: str, paragraph: Paragraph) -> bool:
    """Whether an author who takes the suggestion is done."""
    return bool(find(fold(printed), "", "", paragraph))
