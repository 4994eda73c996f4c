"""Commas within `[ ]` that split a number or a text in two, in the lists of a question.

What is sure to be one, since a key or an option says so, is an error, and is read as one. What only looks so is a
warning, and quotation marks around the entry are the answer to it.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from collections.abc import Sequence as Run
from itertools import pairwise
from typing import TypeGuard

from quizgen.diagnostics import Diagnostic, warning
from quizgen.language import lexicon
from quizgen.reading.fields import Fields, shown
from quizgen.reading.yamlnodes import Node, Scalar, Sequence, Style
from quizgen.span import Span

LISTS = ("options", "key", "accept", "points", "items", "extra")
"""The lists of a question whose entries are texts of the author's."""
MAX_PIECES = 6
"""Entries that one text may have become."""

_RULE = "split-at-comma"
_GROUPED = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+")
_DAY = re.compile(r"(?:.* )?[^\W\d]+ [0-9]{1,2}")
_YEAR = re.compile(r"[0-9]{4}")


def mend(fields: Fields) -> None:
    """Joins what a comma is sure to have split, so that nothing else is said of its pieces; reports it, and doubts."""
    for name in LISTS:
        node = fields.value(name)
        if not isinstance(node, Sequence) or not node.is_flow:
            continue
        joined = _joined(node.items, _wanted(fields, name))
        if len(joined) < len(node.items):
            fields.put(name, Sequence(joined, node.span, is_flow=True))
            _report(fields, node.items, joined)
        else:
            fields.found += _doubts(fields, name, node.items)


def fragments(fields: Fields) -> None:
    """Reports an entry that begins, in English, like the end of what the entry before it says."""
    for name in LISTS:
        node = fields.value(name)
        if isinstance(node, Sequence) and node.is_flow:
            first = lexicon.JOINING | (lexicon.PREPOSITIONS if name == "points" else frozenset())
            cut = [pair for pair in _plain(node.items) if _begins(pair[1], first) and not _begins(pair[0], first)]
            fields.found += [_doubt(*pair, f"`{shown(pair[1].text)}` begins like a part of it") for pair in cut]


def _begins(entry: Scalar, words: frozenset[str]) -> bool:
    first, _, rest = entry.text.partition(" ")
    return bool(rest) and first.lower() in words


def _wanted(fields: Fields, name: str) -> frozenset[str]:
    """The texts that are known to be whole: of options the key, of keys the options."""
    other = fields.value({"options": "key", "key": "options"}.get(name, ""))
    nodes = other.items if isinstance(other, Sequence) else (other,)
    return frozenset(node.text for node in nodes if isinstance(node, Scalar))


def _joined(items: tuple[Node, ...], wanted: frozenset[str]) -> tuple[Node, ...]:
    """The entries, those that were split made one again."""
    joined = _join(items, wanted.__contains__)
    # Where some commas have a space behind them and some have none, the author means two things by them.
    if len(joined) < len(items) or {_gap(*pair) for pair in _plain(items)} == {1, 2}:
        joined = _join(joined, lambda text: bool(_GROUPED.fullmatch(text)))
    return joined


def _join(items: tuple[Node, ...], is_whole: Callable[[str], bool]) -> tuple[Node, ...]:
    joined: list[Node] = []
    at = 0
    while at < len(items):
        ends = range(min(at + MAX_PIECES, len(items)), at + 1, -1)
        end = next((end for end in ends if is_whole(_text(items[at:end]))), at + 1)
        first, last = items[at], items[end - 1]
        whole = Span(first.span.line, first.span.column, last.span.end_line, last.span.end_column)
        joined.append(first if end == at + 1 else Scalar(_text(items[at:end]), whole))
        at = end
    return tuple(joined)


def _text(items: Run[Node]) -> str:
    """What entries say together; nothing if one of them was written to stand alone."""
    if not all(map(_is_plain, items)):
        return ""
    texts = [node.text for node in items if isinstance(node, Scalar)]
    gaps = [", " if _gap(*pair) > 1 else "," for pair in pairwise(items)]
    return "".join(f"{text}{gap}" for text, gap in zip(texts, [*gaps, ""], strict=True))


def _is_plain(node: Node) -> TypeGuard[Scalar]:
    return isinstance(node, Scalar) and node.style is Style.PLAIN and bool(node.text)


def _plain(items: Run[Node]) -> Iterator[tuple[Scalar, Scalar]]:
    """Neighbours of which neither is in quotes."""
    return ((one, other) for one, other in pairwise(items) if _is_plain(one) and _is_plain(other))


def _gap(one: Node, other: Node) -> int:
    """1 where nothing but a comma stands between two entries, 2 where there is more."""
    return 1 if (one.span.end_line, one.span.end_column + 1) == (other.span.line, other.span.column) else 2


def _report(fields: Fields, items: Run[Node], joined: Run[Node]) -> None:
    split = [node for node in joined if node not in items and isinstance(node, Scalar)]
    words = f"`{shown(split[0].text)}`" + (f" and {len(split) - 1} more" if len(split) > 1 else "")
    whole = ", ".join(f'"{node.text}"' for node in split)
    help = f"put {'each' if len(split) > 1 else 'it'} in quotes: `{shown(whole)}`"
    fields.report(_RULE, split[0].span, f"a comma splits {words}", help=help)


def _doubts(fields: Fields, name: str, items: tuple[Node, ...]) -> list[Diagnostic]:
    """The first pair of entries that may be one, by what they look like."""
    pairs = list(_plain(items))
    gaps = {_gap(*pair) for pair in pairs}
    answer = fields.value("answer") if name == "accept" else None
    for one, other in pairs:
        if _gap(one, other) == 1 and (gaps == {1, 2} or (_may_be_number(one, other) and not _is_series(items))):
            return [_doubt(one, other, "there is no space behind the comma")]
        if _DAY.fullmatch(one.text) and _YEAR.fullmatch(other.text):
            return [_doubt(one, other, "together they are a date")]
        if isinstance(answer, Scalar) and _make_up(answer.text, one.text, other.text):
            return [_doubt(one, other, "together they have the words of the answer")]
    return []


def _may_be_number(one: Scalar, other: Scalar) -> bool:
    return one.text[-1].isdigit() and other.text[0].isdigit()


def _is_series(items: Run[Node]) -> bool:
    """Whether the entries are three numbers or more in their order."""
    texts = [node.text for node in items if isinstance(node, Scalar) and node.text.isdecimal()]
    numbers = list(map(int, texts))
    return len(numbers) == len(items) > 2 and numbers in (sorted(set(numbers)), sorted(set(numbers), reverse=True))


def _make_up(answer: str, one: str, other: str) -> bool:
    """Whether two texts have the words of an answer between them, in another order than it."""
    words, these = answer.casefold().split(), f"{one} {other}".casefold().split()
    return these != words and Counter(these) == Counter(words)


def _doubt(one: Scalar, other: Scalar, reason: str) -> Diagnostic:
    gap = ", " if _gap(one, other) > 1 else ","
    comma = Span.of(one.span.end_line, one.span.end_column)
    message = f"`{shown(one.text)}` and `{shown(other.text)}` are two entries, and {reason}"
    whole, second = shown(f"{one.text}{gap}{other.text}"), shown(other.text)
    help = f'if they are one, put it in quotes: `"{whole}"`; if they are two, put the second in quotes: `"{second}"`'
    return warning(_RULE, comma, message, help=help)
