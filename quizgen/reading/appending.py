"""A new entry at the end of one of a bank's lists, spliced into its text: every other byte stays as it was.

What comes out is read again, and must be the old bank and the entry, nothing more or less; where it is not, or the list
is written in a way that leaves no safe place, there is no result, and a person adds the entry.
"""

import re
from collections.abc import Mapping as Mapping_
from collections.abc import Sequence as Sequence_
from typing import Any

from quizgen.reading.yamlnodes import Mapping, Node, Scalar, Sequence, parse

INDENT = "  "
"""Of a list under its key, where the list has no entries yet that show it."""

_LINE = re.compile(r"[^\n]*\n|[^\n]+")  # not splitlines, which breaks at more than an editor does


def append(text: str, node: Node, key: str, entry: Sequence_[str], in_braces: str | None = None) -> str | None:
    """The text with an entry added to the list under one of its top keys, or None if that cannot be done safely.

    `node` is the text, parsed. `entry` is lines of YAML, the first with its dash; `in_braces` the same on one line, for
    a list in brackets. Line ends are the text's own.
    """
    held = next((one.value for one in node.entries if one.key.text == key), None) if isinstance(node, Mapping) else None
    if held is None:
        return None
    new = _in_brackets(text, held, in_braces) if _is_flow(text, held) else _on_lines(text, held, entry)
    return new if new is not None and _holds(new, node, key, entry) else None


def plain(node: Node) -> Any:
    """What a node holds, without places: texts, lists, mappings."""
    match node:
        case Scalar(text=text):
            return text
        case Sequence(items=items):
            return [plain(one) for one in items]
        case Mapping(entries=entries):
            return {entry.key.text: plain(entry.value) for entry in entries}


def _is_flow(text: str, held: Node) -> bool:
    """Whether a list stands in brackets and has entries; an empty one may as well go on in lines."""
    at = _offset(text, held.span.line, held.span.column)
    return isinstance(held, Sequence) and bool(held.items) and text[at] == "["


def _in_brackets(text: str, held: Node, entry: str | None) -> str | None:
    """Behind the last entry, if nothing but a comma parts it from the bracket."""
    if entry is None or not isinstance(held, Sequence):
        return None
    last = held.items[-1].span
    start = _offset(text, last.end_line, last.end_column)
    end = _offset(text, held.span.end_line, held.span.end_column) - 1
    comma = re.match(r"\s*,", text[start:end])
    if text[start:end].replace(",", "", 1).strip():
        return None
    at = start + (comma.end() if comma else 0)
    return f"{text[:at]}{'' if comma else ','} {entry}{text[at:]}"


def _on_lines(text: str, held: Node, entry: Sequence_[str]) -> str:
    """On lines of its own behind the last entry, as far from that as the others are from each other."""
    if isinstance(held, Sequence) and not held.items:
        at = _offset(text, held.span.line, held.span.column)
        text = text[:at].rstrip(" ") + text[_offset(text, held.span.end_line, held.span.end_column) :]
    lines = _LINE.findall(text)
    items = held.items if isinstance(held, Sequence) else ()
    indent = " " * (held.span.column - 1) if items else INDENT
    last = _with_comments(lines, held.span.end_line, len(indent)) if items else held.span.line
    ending = "\r\n" if lines[0].endswith("\r\n") else "\n"
    parted = len(items) > 1 and not lines[items[-1].span.line - 2].strip()
    new = [f"{indent}{line}".rstrip(" ") + ending for line in entry]
    before = "" if lines[last - 1].endswith("\n") else ending
    lines[last:last] = [before, *([ending] if parted else ()), *new]
    return "".join(lines)


def _with_comments(lines: Sequence_[str], last: int, indent: int) -> int:
    """The line up to which an entry goes: comments that are indented like its keys are its own."""
    own = re.compile(rf" {{{indent + 1},}}#")
    while last < len(lines) and own.match(lines[last]):
        last += 1
    return last


def _holds(new: str, node: Node, key: str, entry: Sequence_[str]) -> bool:
    """Whether the new text is the old one and the entry."""
    after, faults = parse(new)
    [added] = plain(parse("\n".join(entry))[0] or Scalar("", node.span))
    before: Mapping_[str, Any] = plain(node)
    return not faults and after is not None and plain(after) == {**before, key: [*(before[key] or ()), added]}


def _offset(text: str, line: int, column: int) -> int:
    """Where a place is, counted from the start of the text."""
    return sum(len(one) for one in _LINE.findall(text)[: line - 1]) + column - 1
