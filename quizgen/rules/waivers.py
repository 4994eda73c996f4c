"""`allow:` on a question: an author's word that a finding is known and right as it stands, and why."""

from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Mapping

from quizgen.diagnostics import Diagnostic, warning
from quizgen.fields import did_you_mean
from quizgen.model import Allowance, Bank, Item
from quizgen.span import Span

EXPLANATIONS: Mapping[str, str] = {
    "unused-allow": """\
A question waives a rule that finds nothing in it.

The question was mended, or the waiver stands in the wrong one. Left there, it would hide the next slip of its kind.

Bad: `allow: {negative-stem: …}` on a stem without a negative. Good: no `allow` for it.""",
    "unknown-rule": """\
A question waives a rule that does not exist, or one that cannot be waived.

What is wrong with ids, quotations and the form of the file is wrong for everybody; rules of good wording may have an
exception, which gives its reason.

Bad: `allow: {negativ-stem: …}`, `allow: {duplicate-id: …}`. Good: `allow: {negative-stem: The exception is asked.}`.""",
}


def apply(
    bank: Bank, found: Iterable[Diagnostic], rules: Collection[str], idle: Collection[str]
) -> Iterator[Diagnostic]:
    """The findings that no question waives, then the waivers that waive nothing.

    `rules` can be waived; those that are `idle` were not asked this time, so nothing is said of their waivers.
    """
    owners = _Owners(bank)
    used: set[tuple[Span, str]] = set()
    for one in found:
        item = owners.of(one.span)
        if item and any(allowance.rule == one.rule for allowance in item.allow):
            used.add((item.span, one.rule))
        else:
            yield one
    for item in bank.items:
        for allowance in item.allow if not item.retired else ():
            if allowance.rule not in rules:
                yield _unknown(allowance, rules)
            elif (item.span, allowance.rule) not in used and allowance.rule not in idle:
                yield _unused(allowance)


def _unknown(allowance: Allowance, rules: Collection[str]) -> Diagnostic:
    help = did_you_mean(allowance.rule, rules) or "`quizgen explain` lists the rules"
    return warning("unknown-rule", allowance.span, f"there is no rule `{allowance.rule}` to waive", help=help)


def _unused(allowance: Allowance) -> Diagnostic:
    message = f"`{allowance.rule}` finds nothing to waive here"
    return warning("unused-allow", allowance.span, message, help="take the waiver out")


class _Owners:
    """Which question a place of the file belongs to."""

    def __init__(self, bank: Bank) -> None:
        self._items = sorted(bank.items, key=lambda item: item.extent)
        self._starts = [_start(item.extent) for item in self._items]

    def of(self, span: Span) -> Item | None:
        """The question within whose first and last character a place lies."""
        at = bisect_right(self._starts, _start(span)) - 1
        return self._items[at] if at >= 0 and _start(span) <= _end(self._items[at].extent) else None


def _start(span: Span) -> tuple[int, int]:
    return span.line, span.column


def _end(span: Span) -> tuple[int, int]:
    return span.end_line, span.end_column
