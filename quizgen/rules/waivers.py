"""`allow:` on a question: an author's word that a finding is known and right as it stands, and why."""

from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Sequence

from quizgen import explanations
from quizgen.diagnostics import Diagnostic, warning
from quizgen.model import Allowance, Bank, Item
from quizgen.reading.fields import did_you_mean, shown
from quizgen.span import Span

_FIXED = {"duplicate-id", "id-differs-in-case", *explanations.BANK, *explanations.SOURCES}


Used = set[tuple[Span, str]]
"""Waivers that hide something: each question's place, and the rule."""


def apply(bank: Bank, found: Iterable[Diagnostic]) -> tuple[list[Diagnostic], Used]:
    """The findings that no question waives, and the waivers that hid the others."""
    owners = _Owners(bank)
    kept: list[Diagnostic] = []
    used: Used = set()
    for one in found:
        item, waived = owners.of(one.span)
        if item and one.rule in waived:
            used.add((item.span, one.rule))
        else:
            kept.append(one)
    return kept, used


def idle(
    bank: Bank, used: Used, rules: Sequence[str], text_rules: Sequence[str], absent: Collection[str]
) -> Iterator[Diagnostic]:
    """The waivers that waive nothing.

    `rules` and `text_rules` can be waived. The latter did not read articles whose text is `absent`, so nothing is said
    of their waivers there.
    """
    for item in bank.items:
        unread = any(citation.article in absent for citation in item.citations)
        for allowance in item.allow if not item.retired else ():
            if allowance.rule not in (*rules, *text_rules):
                yield _unknown(allowance, (*rules, *text_rules))
            elif (item.span, allowance.rule) not in used and not (unread and allowance.rule in text_rules):
                yield _unused(allowance)


def _unknown(allowance: Allowance, rules: Collection[str]) -> Diagnostic:
    if allowance.rule in _FIXED:
        help = "mend what it finds: it is wrong for everybody"
        return warning("unknown-rule", allowance.span, f"`{allowance.rule}` cannot be waived", help=help)
    help = did_you_mean(allowance.rule, rules) or "`quizgen explain` lists the rules"
    return warning("unknown-rule", allowance.span, f"there is no rule `{shown(allowance.rule)}`", help=help)


def _unused(allowance: Allowance) -> Diagnostic:
    message = f"`{allowance.rule}` finds nothing to waive here"
    return warning("unused-allow", allowance.span, message, help="take the waiver out")


class _Owners:
    """Which question a place of the file belongs to."""

    def __init__(self, bank: Bank) -> None:
        self._items = sorted(bank.items, key=lambda item: item.extent)
        self._starts = [_start(item.extent) for item in self._items]
        self._waived = [frozenset(allowance.rule for allowance in item.allow) for item in self._items]

    def of(self, span: Span) -> tuple[Item | None, frozenset[str]]:
        """The question within whose first and last character a place lies, and the rules that it waives."""
        at = bisect_right(self._starts, _start(span)) - 1
        if at < 0 or _start(span) > _end(self._items[at].extent):
            return None, frozenset()
        return self._items[at], self._waived[at]


def _start(span: Span) -> tuple[int, int]:
    return span.line, span.column


def _end(span: Span) -> tuple[int, int]:
    return span.end_line, span.end_column
