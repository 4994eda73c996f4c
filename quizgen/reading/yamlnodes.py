"""YAML → located nodes, in one pass over the parser's events: every scalar stays the text its author wrote.

The part of YAML that can surprise is refused: tags, anchors, aliases, merge keys, several documents, keys given twice,
deep nesting. No mistake in a file raises: each is a finding, and where a line's fault is plain, reading goes on.

PyYAML's `load` would read `no` as False and drop a repeated key; its `compose` takes five times as long; both
crash on a file of opening brackets. Events come from libyaml where it is there, else from PyYAML's own parser.
"""

import re
from dataclasses import dataclass, field
from enum import Enum
from itertools import pairwise
from typing import Any, NamedTuple, TypeGuard

import yaml
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from quizgen.diagnostics import Diagnostic, error
from quizgen.reading import yamlfaults, yamltext
from quizgen.reading.yamllayout import Fault
from quizgen.reading.yamltext import cleaned, decode, forbidden
from quizgen.span import START, Span

__all__ = ["Entry", "Mapping", "Node", "Scalar", "Sequence", "Style", "decode", "parse"]

LOADER: Any = yaml.CLoader if yaml.__with_libyaml__ else yaml.SafeLoader
"""Whose events we read; nothing is ever loaded."""
MAX_DEPTH = 32
"""Collections within collections. A bank needs six; libyaml dies of a hundred thousand."""
MAX_KEY = 200
"""Characters of a key. YAML itself gives up, oddly, at 1,024."""
MAX_SHOWN = 60
"""Characters of a tag, an anchor or an alias that are shown."""
MAX_REPAIRS = 20
"""Broken lines reported in one run."""
BLOCKS = ("|", ">")
DOUBTFUL = re.compile(r"\n *(?:- |[\w.-]+:(?:[ \r\n]))")
"""A line, in a text of several, that looks as if it were a member of a list or mapping."""


class Style(Enum):
    """How a scalar is written."""

    PLAIN = "plain"
    QUOTED = "quoted"
    BLOCK = "block"
    """Of lines that are folded into one, `>`."""
    LITERAL = "literal"
    """Of lines that stay lines, `|`."""


class Scalar(NamedTuple):
    """A piece of text."""

    text: str
    """As YAML understands it, quotes and line folding undone; never typed."""
    span: Span
    style: Style = Style.PLAIN
    cut: Span | None = None
    """What follows a plain scalar on its line behind exactly one space and starts with `#`: most likely its rest."""


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list."""

    items: tuple["Node", ...]
    span: Span
    is_flow: bool = field(default=False, compare=False)
    """It stands in brackets."""


class Entry(NamedTuple):
    """A key and what it is given."""

    key: Scalar
    value: "Node"


@dataclass(frozen=True, slots=True)
class Mapping:
    """Keys with values; no key stands twice."""

    entries: tuple[Entry, ...]
    span: Span


Node = Scalar | Sequence | Mapping


def parse(text: str) -> tuple[Node | None, tuple[Diagnostic, ...]]:
    """The node that a text is, and every finding. None only beside a finding; an empty text is an empty scalar."""
    damage = forbidden(text)
    if damage:
        text = cleaned(text)
    faults: dict[tuple[int, str], Diagnostic] = {}
    for _ in range(MAX_REPAIRS):
        builder = _Builder(text)
        problem = builder.run()
        lines = text.split("\n")
        fault = _fault(lines, problem) if problem else yamlfaults.slip(lines, builder.doubtful)
        if fault is None:
            return builder.root, (*damage, *faults.values(), *builder.found)
        again = faults.setdefault((fault.line, fault.diagnostic.rule), fault.diagnostic) is not fault.diagnostic
        if again or not fault.fixed:
            break
        for number, fixed in fault.fixed.items():
            lines[number] = fixed
        text = "\n".join(lines)
    return None, (*damage, *faults.values(), *builder.found)


def _fault(lines: list[str], problem: Exception) -> Fault:
    if isinstance(problem, yaml.MarkedYAMLError) and problem.problem_mark:
        return yamlfaults.fault(lines, problem)
    return Fault(error("yaml-syntax", START, "this is not YAML", help="look for odd escapes and directives"))


@dataclass(slots=True)
class _Open:
    """A list or mapping whose end has not come yet."""

    start: Any
    is_mapping: bool
    is_flow: bool | None
    children: list[Node]
    """Of a mapping: key, value, key, value."""


class _Builder:
    """One reading of one text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.found: list[Diagnostic] = []
        self.root: Node | None = None
        self.doubtful = -1
        """The last line, from 0, of a text that may have taken in lines which are none of its own."""
        self._open: list[_Open] = []
        self._bare: set[Span] = set()
        """The places of values that are not there, of keys without a colon."""

    def run(self) -> Exception | None:
        """Build `root` and `found`; what the parser could not read is handed back, not raised."""
        try:
            self._run()
        # PyYAML's own parser lets Python's errors out where an escape or a version is no number.
        except (yaml.YAMLError, ValueError, OverflowError, IndexError) as problem:
            if not _is_depth(problem):
                return problem
            self._refuse_depth(problem.problem_mark)
        if self.root is None and not self.found:
            self.root = Scalar("", START)
        return None

    def _run(self) -> None:
        """Take event after event; stop at once where the rest would not be read anyhow."""
        documents = 0
        event: Any  # what it has is known by its type
        for event in yaml.parse(self.text, Loader=LOADER):
            kind = type(event)
            node: Node
            if kind is ScalarEvent:
                node = self._scalar(event)
            elif kind is MappingStartEvent or kind is SequenceStartEvent:
                if len(self._open) == MAX_DEPTH:
                    self._refuse_depth(event.start_mark)
                    return
                self._check_properties(event)
                self._open.append(_Open(event.start_mark, kind is MappingStartEvent, event.flow_style, []))
                continue
            elif kind is MappingEndEvent or kind is SequenceEndEvent:
                node = self._close(self._open.pop(), event.end_mark)
            elif kind is AliasEvent:
                node = self._alias(event)
            else:
                documents += kind is DocumentStartEvent
                if documents == 2:
                    self._refuse_document(event)
                    return
                continue
            if self._open:
                self._open[-1].children.append(node)
            else:
                self.root = node

    def _scalar(self, event: Any) -> Scalar:
        start, end = event.start_mark, event.end_mark
        if event.tag is not None or event.anchor is not None:
            self._check_properties(event)
        style = event.style
        if end.line > start.line and style not in BLOCKS and DOUBTFUL.search(self.text, start.index, end.index):
            self.doubtful = end.line
        if not style:
            span = Span(start.line + 1, start.column + 1, end.line + 1, end.column + 1)
            if not event.value and not self.text[max(start.index - 2, 0) : start.index].rstrip().endswith(":"):
                self._bare.add(span)
            cut = self._cut(end) if self.text.startswith(" #", end.index) else None
            return Scalar(event.value, span, Style.PLAIN, cut)
        if style in BLOCKS:
            kind = Style.LITERAL if style == "|" else Style.BLOCK
            return Scalar(event.value, self._clipped(start, end), kind)
        span = Span(start.line + 1, start.column + 1, end.line + 1, end.column + 1)
        value = event.value
        if style == '"' and not value.isprintable():
            value = self._without_escaped(event)
        return Scalar(value, span, Style.QUOTED)

    def _cut(self, end: Any) -> Span:
        line_end = self.text.find("\n", end.index)
        rest = self.text[end.index + 1 : line_end if line_end >= 0 else None].rstrip()
        return Span.of(end.line + 1, end.column + 2, len(rest))

    def _clipped(self, start: Any, end: Any) -> Span:
        """A block's end mark stands at the next token, or the next line; its last words end before."""
        source = self.text[start.index : end.index].rstrip()
        breaks = source.count("\n")
        width = len(source) - source.rfind("\n") - 1
        end_column = width + 1 if breaks else start.column + width + 1
        return Span(start.line + 1, start.column + 1, start.line + breaks + 1, end_column)

    def _without_escaped(self, event: Any) -> str:
        """A double-quoted value; forbidden characters that an escape has put into it are reported and replaced."""
        start = event.start_mark
        raw = self.text[start.index : event.end_mark.index]
        line, line_start = start.line + 1, -start.column
        for begin, end, character in yamltext.forbidden_escapes(raw):
            breaks = raw.count("\n", max(line_start, 0), begin)
            if breaks:
                line, line_start = line + breaks, raw.rfind("\n", 0, begin) + 1
            self.found.append(yamltext.refuse(character, Span.of(line, begin - line_start + 1, end - begin)))
        return cleaned(event.value)

    def _close(self, done: _Open, end: Any) -> Node:
        children = done.children
        start = done.start
        if done.is_flow or not children:
            span = Span(start.line + 1, start.column + 1, end.line + 1, end.column + 1)
        else:
            # The end of a block collection is where the next thing starts, perhaps lines below.
            last = children[-1].span
            span = Span(start.line + 1, start.column + 1, last.end_line, last.end_column)
        if not done.is_mapping:
            return Sequence(tuple(children), span, bool(done.is_flow))
        if self.text.startswith("{{", start.index):
            return self._braces(start, end, span)
        if done.is_flow:
            children = self._rejoined(children)
        said = len(self.found)
        entries = self._entries(children)
        starts = self._starts(children) if 2 * len(entries) < len(children) and not done.is_flow else ()
        if not starts:
            return Mapping(entries, span)
        del self.found[said:]
        return self._parted(children, starts)

    def _rejoined(self, children: list[Node]) -> list[Node]:
        """The keys and values of a mapping in braces; what a comma cut off from a text is put back to it."""
        kept: list[Node] = []
        cut: dict[int, Scalar] = {}
        for key, value in zip(children[::2], children[1::2], strict=True):
            if (
                isinstance(key, Scalar)
                and isinstance(value, Scalar)
                and kept
                and self._is_cut_off(key, value, kept[-1])
            ):
                cut[len(kept) - 1] = value if value.text else key
            else:
                kept += (key, value)
        for at, last in cut.items():
            kept[at] = self._whole(kept[at - 1], kept[at], last)
        return kept

    def _is_cut_off(self, key: Scalar, value: Scalar, before: Node) -> bool:
        """Whether a key is none of ours but the rest of the text before it: it has no colon, or several words."""
        is_text = isinstance(before, Scalar) and bool(before.text)
        return is_text and key.style is Style.PLAIN and (" " in key.text or value.span in self._bare)

    def _whole(self, key: Node, value: Node, last: Scalar) -> Scalar:
        """A text with what was cut off from it; reported at the first comma."""
        span = _from_to(value.span, last.span)
        lines = self.text.split("\n")[span.line - 1 : span.end_line]
        lines[-1] = lines[-1][: span.end_column - 1]
        source = " ".join(line.strip() for line in (lines[0][span.column - 1 :], *lines[1:]))
        text = source.replace(source[0], "") if isinstance(value, Scalar) and value.style is Style.QUOTED else source
        name = key.text if isinstance(key, Scalar) else ""
        help = f"put the value in quotes: `{yamlfaults.shortened(f'{name}: {yamlfaults.quoted(text)}')}`"
        comma = Span.of(value.span.end_line, value.span.end_column)
        self._report("split-at-comma", comma, f"a comma splits the text of `{name}` in two", help)
        return Scalar(text, span)

    def _starts(self, children: list[Node]) -> tuple[int, ...]:
        """Where in a mapping of a list the keys of another begin anew: from there on its dash was forgotten."""
        keys = [key.text if isinstance(key, Scalar) else "" for key in children[::2]]
        starts = tuple(2 * at for at in range(1, len(keys)) if keys[at] == keys[0])
        in_list = bool(self._open) and not self._open[-1].is_mapping
        if not in_list or not starts or len(set(keys[starts[0] // 2 :]).intersection(keys[: starts[0] // 2])) < 2:
            return ()
        return starts

    def _parted(self, children: list[Node], starts: tuple[int, ...]) -> Mapping:
        """The last of several mappings; the others are added to the list in which it stands."""
        parts = [children[begin:end] for begin, end in pairwise((0, *starts, len(children)))]
        for part in parts[1:]:
            help = "an entry of a list starts with a dash and a space"
            self._report("missing-dash", part[0].span, "this line has no dash", help)
        *before, last = (Mapping(self._entries(part), _from_to(part[0].span, part[-1].span)) for part in parts)
        self._open[-1].children.extend(before)
        return last

    def _entries(self, children: list[Node]) -> tuple[Entry, ...]:
        entries: dict[str, Entry] = {}
        for key, value in zip(children[::2], children[1::2], strict=True):
            if not isinstance(key, Scalar):
                self._report("bad-key", key.span, "a list or a mapping cannot be a key", "a key is a word of text")
            elif not key.text:
                self._report("bad-key", key.span, "a key is empty", "put a word before the colon")
            elif len(key.text) > MAX_KEY:
                message = f"a key of {len(key.text)} characters is too long"
                self._report("bad-key", key.span, message, f"a key has at most {MAX_KEY} characters")
            elif key.text == "<<":
                help = "write the keys out; what a question holds stands in the question"
                self._report("merge-key", key.span, "merge keys (`<<`) are not read", help)
            elif key.text in entries:
                self._refuse_twice(key, entries[key.text].key)
            else:
                entries[key.text] = Entry(key, value)
        return tuple(entries.values())

    def _braces(self, start: Any, end: Any, span: Span) -> Scalar:
        """`{{c1::…}}` without quotes, which YAML takes for a mapping: read as the text it was meant to be."""
        text = self.text[start.index : end.index]
        help = f"put the value in quotes: `{yamlfaults.shortened(yamlfaults.quoted(text))}`"
        self._report("unquoted-braces", span, "a text that starts with `{{` is not in quotes", help)
        return Scalar(text, span, Style.QUOTED)

    def _alias(self, event: Any) -> Scalar:
        word, span = self._word(event, "*")
        help = f'write the text out; one that starts with `*` is put in quotes: `"{word}"`'
        self._report("yaml-anchor", span, f"aliases such as `{word}` are not read", help)
        return Scalar(f"*{event.anchor}", _span(event))

    def _check_properties(self, event: Any) -> None:
        """Refuse a tag and an anchor, each at its own place."""
        if event.anchor is not None:
            word, span = self._word(event, "&")
            help = "write the text out where it is wanted; one that starts with `&` is put in quotes"
            self._report("yaml-anchor", span, f"anchors such as `{word}` are not read", help)
        if event.tag is not None:
            word, span = self._word(event, "!")
            help = "leave it out; a text that starts with `!` is put in quotes"
            self._report("yaml-tag", span, f"tags such as `{word}` are not read", help)

    def _word(self, event: Any, sign: str) -> tuple[str, Span]:
        """The word that starts with a sign, among the properties before a value."""
        start = event.start_mark
        properties = self.text[start.index : start.index + 2 * MAX_SHOWN].partition("\n")[0]
        offset = max(properties.find(sign), 0)
        word = properties[offset : offset + MAX_SHOWN].partition(" ")[0]
        return word, Span.of(start.line + 1, start.column + 1 + offset, max(len(word), 1))

    def _refuse_twice(self, key: Scalar, first: Scalar) -> None:
        message = f"key `{key.text}` is already given"
        self.found.append(error("duplicate-key", key.span, message, f"first given here, line {first.span.line}"))

    def _refuse_depth(self, mark: Any) -> None:
        message = f"lists and mappings stand in one another more than {MAX_DEPTH} deep"
        self._report("too-deep", Span.of(mark.line + 1, mark.column + 1), message, "close some")
        self.root = None

    def _refuse_document(self, event: Any) -> None:
        span = Span.of(event.start_mark.line + 1, event.start_mark.column + 1, 3)
        help = "a file holds one document; delete the line, what follows it is not read"
        self._report("second-document", span, "a second document starts here", help)

    def _report(self, rule: str, span: Span, message: str, help: str) -> None:
        self.found.append(error(rule, span, message, help=help))


def _is_depth(problem: Exception) -> TypeGuard[yaml.MarkedYAMLError]:
    """Whether the parser gave up on depth: newer ones read ahead to a cap of their own before they tell us anything."""
    return isinstance(problem, yaml.MarkedYAMLError) and "nesting depth" in (problem.problem or "")


def _from_to(first: Span, last: Span) -> Span:
    return Span(first.line, first.column, last.end_line, last.end_column)


def _span(event: Any) -> Span:
    start, end = event.start_mark, event.end_mark
    return Span(start.line + 1, start.column + 1, end.line + 1, end.column + 1)
