"""A report as text for people, as lines for GitHub, as JSON or SARIF for programs. Knows nothing of banks."""

import json
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from urllib.parse import quote

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


def github(report: Report, paint: Paint = plain) -> str:
    """A command of GitHub's for each finding, which shows it beside its line in a pull request."""
    return "".join(_command(report.path, one) for one in report.diagnostics)


def to_json(reports: Sequence[Report], counts: Mapping[str, int]) -> str:
    """All findings of all files as one JSON object; `counts` (`questions`, `checked`) join the summary."""
    findings = [_record(report.path, one) for report in reports for one in report.diagnostics]
    totals = {f"{severity}s": sum(report.count(severity) for report in reports) for severity in _COUNTED}
    return json.dumps({"diagnostics": findings, "summary": {**counts, **totals}}, ensure_ascii=False, indent=2) + "\n"


def to_sarif(reports: Sequence[Report], explained: Mapping[str, str], version: str) -> str:
    """All findings of all files as SARIF 2.1.0; `explained` has a text for each rule, `version` is quizgen's."""
    found = [(report.path, one) for report in reports for one in report.diagnostics]
    names = sorted({one.rule for _, one in found})
    rules = [{"id": name, **_described(explained.get(name, name))} for name in names]
    driver = {"name": "quizgen", "version": version, "rules": rules}
    results = [_result(path, one, names.index(one.rule)) for path, one in found]
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    log = {"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=2) + "\n"


FORMATS: Mapping[str, Callable[[Report, Paint], str]] = {"full": full, "concise": concise, "github": github}
"""The text formats of `check`, by the name of the option; `json` and `sarif` take all files at once."""

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


# What GitHub and SARIF call a finding of each severity.
_COMMANDS: Mapping[Severity, str] = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}
_LEVELS: Mapping[Severity, str] = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


def _command(path: str, one: Diagnostic) -> str:
    span = one.span
    place = f"file={_escaped(path, ',:')},line={span.line},col={span.column}"
    end = f",endLine={span.end_line},endColumn={span.end_column}"
    return f"::{_COMMANDS[one.severity]} {place}{end},title={one.rule}::{_escaped(_told(one))}\n"


def _escaped(text: str, more: str = "") -> str:
    """What would end a value of a command is written as `%` and its code."""
    return "".join(f"%{ord(sign):02X}" if sign in f"%\r\n{more}" else sign for sign in text)


def _told(one: Diagnostic) -> str:
    """A finding with its help and notes, a line each."""
    lines = (one.message, *([f"help: {one.help}"] if one.help else ()), *(f"note: {note}" for note in one.notes))
    return "\n".join(map(_shown, lines))


def _described(text: str) -> dict[str, object]:
    """A rule's explanation: its first line, and the whole."""
    first = text.strip().partition("\n")[0]
    return {"shortDescription": {"text": first}, "fullDescription": {"text": text.strip()}}


def _result(path: str, one: Diagnostic, rule: int) -> dict[str, object]:
    span = one.span
    region = {
        "startLine": span.line,
        "startColumn": span.column,
        "endLine": span.end_line,
        "endColumn": span.end_column,
    }
    uri = ("file://" if path.startswith("/") else "") + quote(path)
    place = {"physicalLocation": {"artifactLocation": {"uri": uri}, "region": region}}
    message = {"text": _told(one)}
    return {
        "ruleId": one.rule,
        "ruleIndex": rule,
        "level": _LEVELS[one.severity],
        "message": message,
        "locations": [place],
    }


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
