"""A report as text for people or JSON for programs. Knows diagnostics, and nothing of banks."""

import json
import unicodedata
from collections.abc import Callable, Mapping, Sequence

from quizgen.diagnostics import Diagnostic, Report, Severity
from quizgen.span import Span

EXCERPT = 100
"""Characters of a long line that are shown around the place in question."""

Paint = Callable[[str, str], str]
"""A text and the part it plays (`error`, `place`, `help` …) → the text in that part's colour."""


def plain(text: str, part: str) -> str:
    """No colour."""
    return text


def full(report: Report, paint: Paint = plain) -> str:
    """Each finding with place, excerpt, caret, help and notes."""
    lines = [line.removesuffix("\r") for line in report.text.split("\n")]
    return "".join(_full(report.path, lines, one, paint) for one in report.diagnostics)


def concise(report: Report, paint: Paint = plain) -> str:
    """A line for each finding."""
    return "".join(f"{_headline(report.path, one, paint)}\n" for one in report.diagnostics)


def to_json(reports: Sequence[Report], counts: Mapping[str, int]) -> str:
    """All findings of all files as one JSON object; `counts` (`questions`, `checked`) join the summary."""
    findings = [_record(report.path, one) for report in reports for one in report.diagnostics]
    totals = {f"{severity}s": sum(report.count(severity) for report in reports) for severity in _COUNTED}
    return json.dumps({"diagnostics": findings, "summary": {**counts, **totals}}, ensure_ascii=False, indent=2) + "\n"


FORMATS: Mapping[str, Callable[[Report, Paint], str]] = {"full": full, "concise": concise}
"""The text formats of `check`, by the name of the option; `json` takes all files at once."""

_COUNTED = (Severity.ERROR, Severity.WARNING)


def _headline(path: str, one: Diagnostic, paint: Paint) -> str:
    place = paint(f"{path}:{one.span.line}:{one.span.column}:", "place")
    return f"{place} {paint(f'{one.severity}[{one.rule}]', one.severity)}: {_shown(one.message)}"


def _full(path: str, lines: Sequence[str], one: Diagnostic, paint: Paint) -> str:
    margin = " " * len(str(one.span.line))
    out = [_headline(path, one, paint), *_excerpt(lines, one.span, margin, paint)]
    if one.help:
        out.append(f"{margin} = {paint('help:', 'help')} {_shown(one.help)}")
    out.extend(f"{margin} = {paint('note:', 'note')} {_shown(note)}" for note in one.notes)
    return "\n".join(out) + "\n"


def _excerpt(lines: Sequence[str], span: Span, margin: str, paint: Paint) -> list[str]:
    line = lines[span.line - 1] if span.line <= len(lines) else ""
    if not line or line.isspace():
        return []
    start = span.column - 1
    end = span.end_column - 1 if span.end_line == span.line else len(line.rstrip())
    left = max(0, start - EXCERPT // 2) if len(line) > EXCERPT else 0
    # Never a slice to the end: a line may be a whole file, with a finding on each of its words.
    head, pointed, tail = line[left:start], line[start : min(end, start + EXCERPT)], line[end : end + EXCERPT // 2]
    bar = paint(f"{margin} |", "place")
    caret = "^" * max(1, _width(_shown(pointed)))
    cut = "…" if len(line) > left + len(head) + len(pointed) + len(tail) else ""
    shown = f"{'…' if left else ''}{_shown(head + pointed + tail)}{cut}".rstrip()
    indent = " " * (_width(_shown(head)) + bool(left))
    return [bar, f"{paint(f'{span.line} |', 'place')} {shown}", f"{bar} {indent}{paint(caret, 'error')}"]


def _record(path: str, one: Diagnostic) -> dict[str, object]:
    return {
        "rule": one.rule,
        "severity": one.severity,
        "path": path,
        "line": one.span.line,
        "column": one.span.column,
        "end_line": one.span.end_line,
        "end_column": one.span.end_column,
        "message": one.message,
        "help": one.help,
        "notes": list(one.notes),
    }


def _shown(text: str) -> str:
    """Text that moves no cursor and hides nothing: what has no glyph is spelt out."""
    return "".join(sign if sign.isprintable() else _spelt(sign) for sign in text)


def _spelt(sign: str) -> str:
    return " " if sign in "\t\n" else f"\\u{{{ord(sign):04X}}}"


def _width(text: str) -> int:
    """Columns on a terminal: wide signs take two, combining ones none."""
    return sum(
        0 if unicodedata.combining(sign) else 2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text
    )
