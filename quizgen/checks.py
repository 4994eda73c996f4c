"""The record of a check: what a person saw, whether it still stands, and the one line that says so in the bank.

A digest cannot prove that somebody looked; it proves that what they looked at is what learners get.
"""

import hashlib
import json
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import assert_never

from quizgen.diagnostics import Diagnostic, error, warning
from quizgen.model import (
    Bank,
    Check,
    Citation,
    Cloze,
    Item,
    Matching,
    MultipleResponse,
    Numeric,
    Open,
    Option,
    Ordering,
    Response,
    ShortAnswer,
    SingleChoice,
    State,
    TrueFalse,
)
from quizgen.reading.yamlnodes import Mapping as Mapping_
from quizgen.reading.yamlnodes import Node, Scalar, Sequence
from quizgen.richtext import RichText

VERSION = "v1"
"""Of the way the digest is made. A later version must still verify the earlier ones."""

SourceDigest = Callable[[str], str]
"""An article's id → the digest of its text, as the lock holds it."""


def digest(item: Item, source: SourceDigest) -> str:
    """What a check vouches for: a digest of all that a learner sees, and one of the articles it rests on.

    White space counts for nothing, and neither do tags, difficulty or level: re-wrapping and filing change no question.
    """
    return f"{_question_part(item)}-{_source_part(item, source)}"


def vouches(check: Check, item: Item) -> bool:
    """Whether the check was of this very question, whatever became of the articles since."""
    return check.digest.startswith(f"{_question_part(item)}-")


def state(item: Item, source: SourceDigest) -> State:
    """Where a question stands with those who check it."""
    if item.checked is None:
        return State.UNCHECKED
    if item.checked.disputed:
        return State.DISPUTED
    if not vouches(item.checked, item):
        return State.CHANGED
    same = item.checked.digest.endswith(f"-{_source_part(item, source)}")
    return State.CHECKED if same else State.STALE_SOURCE


def states(bank: Bank, source: SourceDigest) -> Mapping[str, State]:
    """The state of each question, by its id."""
    return {item.id: state(item, source) for item in bank.items}


def findings(bank: Bank, states: Mapping[str, State]) -> Iterator[Diagnostic]:
    """A warning for each question that stays out of what is built."""
    for item in bank.items:
        now = states[item.id]
        if now is not State.CHECKED:
            message, notes = _message(item, now)
            yield warning(now, item.span, message, *notes, help=f"run `quizgen review {item.id}`")


def from_the_future(bank: Bank, now: datetime) -> Iterator[Diagnostic]:
    """An error for each check whose moment has not come, give or take a day for clocks that differ."""
    for item in bank.items:
        if item.checked and item.checked.at > now + timedelta(days=1):
            message = f"question `{item.id}` was checked on a day that has not come"
            yield error("checked-in-future", item.checked.span, message, help=f"run `quizgen review {item.id}`")


def _message(item: Item, now: State) -> tuple[str, tuple[str, ...]]:
    match now:
        case State.UNCHECKED:
            return f"question `{item.id}` has not been checked", ()
        case State.CHANGED:
            return f"question `{item.id}` was changed after it was checked", ()
        case State.DISPUTED:
            note = item.checked.disputed if item.checked else ""
            return f"question `{item.id}` is disputed", (note,)
        case State.STALE_SOURCE:
            return f"an article that question `{item.id}` cites was changed after it was checked", ()
        case _:
            raise AssertionError(now)


def record(check: Check) -> str:
    """The value of `checked:` as one line of YAML; JSON strings are YAML strings."""
    disputed = f", disputed: {json.dumps(check.disputed, ensure_ascii=False)}" if check.disputed else ""
    by = json.dumps(check.by, ensure_ascii=False) if check.by != "maintainers" else check.by
    unasked = ", unasked: true" if check.unasked else ""
    return f"{{by: {by}, at: {timestamp(check.at)}, digest: {check.digest}{unasked}{disputed}}}"


def timestamp(moment: datetime) -> str:
    """A moment in UTC, to the second, as the bank writes it."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def splice(text: str, node: Node, id: str, check: Check) -> str | None:
    """The bank's text with the record of one question written in, every other byte as it was.

    `node` is the text, parsed. None if the question is not written on lines of its own, but in braces.
    """
    question = _question(node, id)
    if question is None or question.span.line == question.span.end_line:
        return None
    lines = re.findall(r"[^\n]*\n|[^\n]+", text)  # not splitlines, which breaks at more than an editor does
    if lines[question.span.line - 1][question.span.column - 1] == "{":
        return None
    indent, new = " " * (question.span.column - 1), f"checked: {record(check)}"
    old = next((entry for entry in question.entries if entry.key.text == "checked"), None)
    if old is not None:
        start, end = old.key.span, old.value.span
        before, behind = lines[start.line - 1][: start.column - 1], lines[end.end_line - 1][end.end_column - 1 :]
        lines[start.line - 1 : end.end_line] = [before + new + behind]
    else:
        ending = "\r\n" if lines[0].endswith("\r\n") else "\n"
        last = question.span.end_line
        open_end = "" if lines[last - 1].endswith("\n") else ending
        lines.insert(last, f"{open_end}{indent}{new}{ending}")
    return "".join(lines)


def _question(node: Node, id: str) -> Mapping_ | None:
    """The entries of the question with this id."""
    questions = _value(node, "questions")
    for question in questions.items if isinstance(questions, Sequence) else ():
        own = _value(question, "id")
        if isinstance(own, Scalar) and own.text == id:
            assert isinstance(question, Mapping_)
            return question
    return None


def _value(node: Node | None, key: str) -> Node | None:
    entries = node.entries if isinstance(node, Mapping_) else ()
    return next((entry.value for entry in entries if entry.key.text == key), None)


def _question_part(item: Item) -> str:
    return f"{VERSION}-{_sha(_content(item))[:16]}"


def _source_part(item: Item, source: SourceDigest) -> str:
    names = sorted({citation.article for citation in item.citations})
    return _sha([[name, source(name)] for name in names])[:8]


def _content(item: Item) -> object:
    return {
        "id": item.id,
        "kind": item.kind,
        "stem": _text(item.stem),
        "response": _response(item.response),
        # What is not there is not told, so that checks hold which are older than the words.
        **({"reverse": _text(item.reverse)} if item.reverse else {}),
        **({"source": "hidden"} if item.source_hidden else {}),
        "why": _text(item.why),
        "cite": [_citation(citation) for citation in item.citations],
        "retired": item.retired,
    }


def _response(response: Response) -> object:
    match response:
        case SingleChoice(options=options, key=key, fixed=fixed):
            return [_options(options), _text(key.text), fixed]
        case MultipleResponse(options=options, key=keys, fixed=fixed):
            return [_options(options), [_text(key.text) for key in keys], fixed]
        case TrueFalse(key=verdict, correction=correction):
            return [verdict, _text(correction)]
        case ShortAnswer(answer=answer, accept=accept, typed=typed):
            return [_text(answer), [_text(other) for other in accept], typed]
        case Numeric(answer=number, unit=unit, tolerance=tolerance):
            return [number, unit, str(tolerance)]
        case Cloze(parts=parts):
            return [
                _text(part) if isinstance(part, RichText) else [part.number, _text(part.answer), _text(part.hint)]
                for part in parts
            ]
        case Matching(pairs=pairs, extra=extra):
            return [[[_text(pair.left), _text(pair.right)] for pair in pairs], [_text(entry) for entry in extra]]
        case Ordering(items=entries):
            return [_text(entry) for entry in entries]
        case Open(points=points):
            return [_text(point) for point in points]
        case _ as unreachable:
            assert_never(unreachable)


def _options(options: tuple[Option, ...]) -> list[list[object]]:
    # What is not pinned is not told, so that checks hold which are older than the word.
    return [[_text(one.text), _text(one.why), *([True] if one.pinned else [])] for one in options]


def _citation(citation: Citation) -> list[str]:
    return [citation.article, citation.quote, citation.prefix, citation.suffix, citation.voice]


def _text(text: RichText | None) -> str:
    return " ".join(text.source.split()) if text else ""


def _sha(value: object) -> str:
    canonical = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()
