"""Reads the entries of a mapping by its table, types what it finds, and reports what is missing, wrong or unknown.

Every method gives back a value, a stand-in where the file has none that will do; `sound` then turns false, so that
a reader asks for everything it wants, reports every mistake, and decides once at the end whether to keep the whole.
"""

import collections.abc
import re
import unicodedata
from datetime import datetime
from decimal import Decimal
from difflib import get_close_matches
from enum import StrEnum
from typing import NamedTuple, TypeVar

from quizgen import richtext
from quizgen.diagnostics import Diagnostic, error
from quizgen.reading import strays
from quizgen.reading.tables import (
    ID,
    INTEGER,
    MAX_ID,
    NUMBER,
    NUMBER_HELP,
    TIMESTAMP,
    TIMESTAMP_HELP,
    Either,
    Flag,
    Integer,
    List,
    Moment,
    Number,
    Table,
    Words,
)
from quizgen.reading.yamlnodes import (
    Entry,
    Mapping,
    Node,
    Scalar,
    Sequence,
    Style,
)
from quizgen.richtext import EMPTY, RichText
from quizgen.span import Span

MAX_TEXT = 4000
"""Characters of one value: two printed pages. Longer is a paste gone wrong, and slow to set."""
MAX_WORD = 200
"""Characters without a space. A line breaker takes minutes over a word of a megabyte."""
MAX_HINTS = 20
"""Unknown keys of one mapping for which a near one is sought: seeking takes its time."""


_SPACES = re.compile(r"[ \t\r\n]+")
_BLANK = re.compile(r"[\s\u00ad\u200b-\u200d\u2060\u2800\u3164\ufeff]*")
_SHOWN = 60
_TIGHT = re.compile(r"(?P<key>\w+)(?P<colon>:?)[^\w.-]")
_NAMES: dict[type[Node], str] = {Scalar: "a text", Sequence: "a list", Mapping: "a mapping"}

Word = TypeVar("Word", bound=StrEnum)
AForm = TypeVar("AForm", Flag, Integer, List, Moment, Number, Table, Words)


class Located(NamedTuple):
    """A text with its place; empty where there was none that would do."""

    text: str
    """NFC, stripped, each run of spaces and line ends one space; of a literal block, where they count, the lines."""
    span: Span
    source: Scalar | None = None
    """What it was read from."""

    def part(self, start: int, end: int) -> Span:
        """The place of some of its characters, or of the whole where YAML has rewritten them."""
        if self.source is None or self.source.text != self.text or not _is_literal(self.source):
            return self.span
        quote = 1 if self.source.style is Style.QUOTED else 0
        return Span.of(self.span.line, self.span.column + quote + start, max(end - start, 1))


class Fields:
    """The entries of one mapping, asked for by name. Call `finish` when all have been asked for."""

    def __init__(self, mapping: Mapping, found: list[Diagnostic], table: Table) -> None:
        self.table = table
        """Which keys there may be. A reader that has learnt more of what it reads may put a closer one in its place."""
        self.sound = True
        """Whether every value that was asked for could be read."""
        self.found = found
        """Where findings are put, for readers of what stands within."""
        self._entries = {entry.key.text: entry for entry in mapping.entries}
        self.told = strays.Told(mapping)
        self._missing: list[str] = []
        first = mapping.entries[0].key.span if mapping.entries else Span.of(mapping.span.line, mapping.span.column)
        identity = self._entries.get("id")
        self.span = identity.value.span if identity and isinstance(identity.value, Scalar) else first
        """Where the mapping as a whole is pointed at: its id, or its first key."""
        self.extent = mapping.span
        """From its first key to its last value."""

    @classmethod
    def of(cls, node: Node, found: list[Diagnostic], table: Table) -> "Fields | None":
        """The entries of a node, or None, reported, if it is no mapping."""
        if isinstance(node, Mapping):
            return cls(node, found, table)
        found.append(_wrong_shape(node, table.owner, "a mapping", "write `key: value` lines"))
        return None

    def has(self, name: str) -> bool:
        """Whether the key is there, with whatever value."""
        return self.table.key(name).name in self._entries

    def names(self) -> tuple[str, ...]:
        """The keys as they stand in the file; for a mapping whose keys are the author's."""
        return tuple(self._entries)

    def value_span(self, name: str) -> Span:
        """The place of a value; of the whole where it is missing."""
        entry = self._entries.get(name)
        return entry.value.span if entry else self.span

    def key_span(self, name: str) -> Span:
        """The place of a key; of the whole where it is missing."""
        entry = self._entries.get(name)
        return entry.key.span if entry else self.span

    def text(self, name: str, *, prose: bool = True, lines: bool = False) -> Located:
        """A text. One that is not prose (an id, a date, a file name) may have a comment one space behind it.

        With `lines` those of a literal block stay as they are: verse, code, a dialogue.
        """
        entry = self._entry(name)
        if entry is None:
            return Located("", self.span)
        read = read_text(entry.value, self.found, f"`{name}`", at=entry.key.span, prose=prose, lines=lines)
        if not isinstance(entry.value, Scalar):
            self.told.unknown[name] = self.found[-1]
        return self._checked(read)

    def line(self, name: str) -> Located:
        """A text that names something, on one line wherever it is shown; reported if its author has broken it."""
        found = self.text(name)
        if found.source and "\n" in found.source.text.strip() and found.source.style is not Style.BLOCK:
            help = "write it on one line, in quotes if it holds a colon"
            self.report("line-break", found.span, f"`{name}` has a line break", help=help)
        return found

    def rich(self, name: str) -> RichText:
        """A text with its markup taken apart; EMPTY where there is none."""
        text = self.text(name, lines=True).text
        return richtext.parse(text) if text else EMPTY

    def slug(self, name: str) -> Located:
        """An id: letters, digits and hyphens, either case."""
        found = self.text(name, prose=False)
        if not found.text or ID.fits(found.text):
            return found
        self.report("bad-id", found.span, f"`{shown(found.text)}` cannot be `{name}`", help=ID.wanted)
        return Located("", found.span)

    def flag(self, name: str, default: bool = False) -> bool:
        """`true` or `false`."""
        self._form(name, Flag)
        found = self.text(name, prose=False)
        if found.text and found.text not in ("true", "false"):
            message = f"`{name}` is `true` or `false`, not `{shown(found.text)}`"
            self.report("unknown-value", found.span, message, help="write `true` or `false`")
        return found.text == "true" if found.text else default

    def one_of(self, name: str, words: type[Word]) -> Word:
        """One of a few words; the first of them stands in."""
        assert self._form(name, Words).words.keys() == set(words)
        found = self.text(name, prose=False)
        if found.text in words.__members__.values():
            return words(found.text)
        if found.text:
            help = did_you_mean(found.text, words) or f"write {listed(words, 'or')}"
            self.report("unknown-value", found.span, f"unknown {name} `{shown(found.text)}`", help=help)
        return next(iter(words))

    def number(self, name: str) -> tuple[Located, Decimal]:
        """A number, as written and as a value."""
        self._form(name, Number)
        found = self.text(name, prose=False)
        return found, self._decimal(name, found, Decimal(0))

    def decimal(self, name: str, default: Decimal) -> Decimal:
        """A number that need not be there, within the bounds of its table."""
        least, most = self._form(name, Number).bounds
        found = self.text(name, prose=False)
        value = self._decimal(name, found, default)
        if (least is not None and value < least) or (most is not None and value > most):
            bounds = f"at least {least}" if most is None else f"from {least} to {most}"
            self.report("bad-number", found.span, f"`{name}` is {found.text}", help=f"it is {bounds}")
            return default
        return value

    def integer(self, name: str, default: int | None = None) -> int:
        """A whole number within the bounds of its table."""
        least, most = self._form(name, Integer).bounds
        found = self.text(name, prose=False)
        value = int(found.text) if INTEGER.fullmatch(found.text) else None
        if value is not None and value >= least and (most is None or value <= most):
            return value
        if found.text:
            bounds = f"from {least} up" if most is None else f"from {least} to {most}"
            message = f"`{shown(found.text)}` cannot be `{name}`"
            self.report("bad-number", found.span, message, help=f"write a whole number {bounds}")
        return default or least

    def timestamp(self, name: str) -> datetime | None:
        """A moment, UTC to the second, written `2026-11-22T09:30:00Z`."""
        self._form(name, Moment)
        found = self.text(name, prose=False)
        if not found.text:
            return None
        what = "is not a moment in UTC"
        if TIMESTAMP.fullmatch(found.text):
            try:
                moment = datetime.fromisoformat(found.text)
            except ValueError:
                what = "is not in the calendar"
            else:
                if 1980 <= moment.year <= 2107:
                    return moment
                # Zip archives, which Anki's decks are, know no others.
                what = "is not within the years 1980 to 2107"
        self.report("bad-timestamp", found.span, f"`{shown(found.text)}` {what}", help=TIMESTAMP_HELP)
        return None

    def nodes(self, name: str) -> tuple[Node, ...]:
        """The entries of a list. A single value is not silently a list."""
        self._form(name, List)
        entry = self._entry(name)
        if entry is None or self._is_empty(entry):
            return ()
        if isinstance(entry.value, Sequence):
            if not entry.value.items and self.table.key(name).needed:
                self.report("empty-value", entry.value.span, f"`{name}` is empty", help="put an entry into it")
            return entry.value.items
        example = entry.value.text if isinstance(entry.value, Scalar) and len(entry.value.text) < 20 else "…"
        self._refuse(
            entry.value, f"`{name}`", "a list", f"write `{name}: [{example}]`, or a line with a dash for each entry"
        )
        return ()

    def texts(self, name: str, *, prose: bool = True, lines: bool = False) -> tuple[Located, ...]:
        """The entries of a list, each a text; those that are none are left out."""
        what = f"an entry of `{name}`"
        nodes = self.nodes(name)
        found = [read_text(node, self.found, what, prose=prose, lines=lines) for node in nodes]
        return tuple(text for text in map(self._checked, found) if text.text)

    def riches(self, name: str) -> tuple[RichText, ...]:
        """The entries of a list, each a text with its markup taken apart."""
        return tuple(richtext.parse(text.text) for text in self.texts(name, lines=True))

    def fields(self, name: str) -> "Fields | None":
        """The entries of a mapping; None where it is not there or is none."""
        table = self._form(name, Table)
        entry = self._entry(name)
        if entry is None or self._is_empty(entry):
            return None
        if isinstance(entry.value, Mapping):
            return self._holding(name, Fields(entry.value, self.found, table))
        self._refuse(entry.value, f"`{name}`", "a mapping", "write `key: value` lines under it")
        return None

    def each(self, name: str) -> tuple["Fields", ...]:
        """The entries of a list, each a mapping; those that are none are left out."""
        table = self._form(name, List).of
        assert isinstance(table, Table)
        read = [Fields.of(node, self.found, table) for node in self.nodes(name)]
        self.sound &= None not in read
        return tuple(self._holding(name, one) for one in read if one is not None)

    def _holding(self, name: str, inner: "Fields") -> "Fields":
        """The entries of a mapping under a key, which may have slipped out of ours, or ours into it."""
        inner.told.name = name
        self.told.inner.append(inner.told)
        return inner

    def entry(self, node: Node, name: str) -> Located:
        """One entry of the list `name`, as a text."""
        return self._checked(read_text(node, self.found, f"an entry of `{name}`", lines=True))

    def at_least(self, name: str) -> None:
        """Reports a list that has entries, but fewer than its table wants; an empty one is reported as such."""
        least = self._form(name, List).least
        node = self.peek(name)
        if isinstance(node, Sequence) and 0 < len(node.items) < least:
            message = f"`{name}` has only {len(node.items)} entry"
            self.report("too-few", self.key_span(name), message, help=f"give at least {least}")

    def peek(self, name: str) -> Node | None:
        """Whatever stands under a key, if it is there: to tell its shape before it is read."""
        entry = self._entries.get(self.table.key(name).name)
        return entry.value if entry else None

    def value(self, name: str) -> Node | None:
        """Whatever stands under a key, also under one that has no place here: for a look at it before it is read."""
        entry = self._entries.get(name)
        return entry.value if entry else None

    def put(self, name: str, node: Node) -> None:
        """Takes another node for what stands under a key."""
        self._entries[name] = self._entries[name]._replace(value=node)

    def report(self, rule: str, span: Span, message: str, *notes: str, help: str | None = None) -> None:
        """Report a value that cannot be kept."""
        self.sound = False
        self.found.append(error(rule, span, message, *notes, help=help))

    def finish(self, elsewhere: collections.abc.Mapping[str, str] | None = None) -> None:
        """Report what is missing and what the table lacks; `elsewhere` has help on keys that belong to others."""
        missing = dict.fromkeys(self._missing)
        known = self.told.known = self.table.by_name
        slipped = self._slipped()
        for name in slipped:
            missing.pop(name, None)
        unknown = [entry for name, entry in self._entries.items() if name not in known and name not in slipped]
        for number, entry in enumerate(unknown):
            name = entry.key.text
            near = (_nearest(name, missing) or _nearest(name, known)) if number < MAX_HINTS else None
            help = (elsewhere or {}).get(name) or (f"did you mean `{near}`?" if near else None)
            help = help or f"the keys of {self.table.owner} are {listed(known)}"
            told = error("unknown-key", entry.key.span, f"unknown key `{shown(name)}`", help=help)
            if (tight := _TIGHT.match(name)) and self.told.lacks(tight["key"]):
                near, told = tight["key"], _colonless(entry.key, tight)
            self.told.unknown[name] = told
            self.found.append(told)
            # One slip of the pen is one finding: the misspelt key is not also missing.
            missing.pop(near or "", None)
        for name in missing:
            message = f"{self.table.owner} has no `{name}`"
            self.told.missing[name] = error("missing-key", self.span, message, help=f"add `{name}: …`")
            self.found.append(self.told.missing[name])

    def _slipped(self) -> set[str]:
        """Says of keys that stand too deep, or not deep enough, just that; gives their names."""
        unknown = [entry for name, entry in self._entries.items() if name not in self.told.known]
        names = set()
        for name, said, instead in (*strays.too_deep(self.told), *strays.not_deep_enough(self.told, unknown)):
            if said in self.found:
                self.found.remove(said)
            self.found += [instead] if instead else []
            names.add(name)
        return names

    def _form(self, name: str, form: type[AForm]) -> AForm:
        """What a key holds; of a key that holds either of two forms, this one."""
        holds = self.table.key(name).holds
        forms = holds.either if isinstance(holds, Either) else (holds,)
        found = next((one for one in forms if isinstance(one, form)), None)
        assert found is not None, f"the table has another form for `{name}`"
        return found

    def _entry(self, name: str) -> Entry | None:
        key, entry = self.table.key(name), self._entries.get(name)
        if entry is None and key.needed:
            self._missing.append(name)
            self.sound = False
        return entry

    def _is_empty(self, entry: Entry) -> bool:
        if not isinstance(entry.value, Scalar) or entry.value.text:
            return False
        self.report(
            "empty-value", entry.key.span, f"`{entry.key.text}` is empty", help="give it a value, or take it out"
        )
        self.told.empty[entry.key.text] = self.found[-1]
        return True

    def _checked(self, found: Located | None) -> Located:
        if found is None:
            self.sound = False
            return Located("", self.span)
        return found

    def _refuse(self, node: Node, what: str, wanted: str, help: str) -> None:
        self.sound = False
        self.found.append(_wrong_shape(node, what, wanted, help))

    def _decimal(self, name: str, found: Located, default: Decimal) -> Decimal:
        if NUMBER.fullmatch(found.text):
            return Decimal(found.text.replace("−", "-"))
        if found.text:
            self.report("bad-number", found.span, f"`{shown(found.text)}` is not a number", help=NUMBER_HELP)
        return default


def read_text(
    node: Node,
    found: list[Diagnostic],
    what: str,
    *,
    at: Span | None = None,
    prose: bool = True,
    lines: bool = False,
) -> Located | None:
    """The text that a node is, tidied; None, reported, if it is no text or an empty one.

    `what` names it in messages; `at` is where an empty value is pointed at. Text that is prose must not be cut by ` #`.
    """
    if not isinstance(node, Scalar):
        found.append(_wrong_shape(node, what, "a text", _text_help(node)))
        return None
    if prose and node.cut:
        help = "put the whole text in quotes, or two spaces before a comment"
        found.append(error("text-cut", node.cut, f"{what} is cut off at ` #`", help=help))
        if not node.text:
            return None
    text = _tidy_lines(node.text) if lines and node.style is Style.LITERAL else tidy(node.text)
    if not text or (not text.isascii() and _BLANK.fullmatch(text)):
        place = node.span if text or node.text or at is None else at
        help = "give it a value, or take it out"
        found.append(error("empty-value", _visible(place), f"{what} is empty", help=help))
        return None
    if len(text) > MAX_WORD and _is_too_long(text, node, found, what):
        return None
    return Located(text, node.span, node)


def tidy(text: str) -> str:
    """NFC, stripped, each run of spaces and line ends one space; a no-break space stays, it means something."""
    if text.isascii():
        if text.isprintable() and "  " not in text:  # most texts, and a tenth of the time
            return text.strip()
    else:
        text = unicodedata.normalize("NFC", text)
    return _SPACES.sub(" ", text).strip()


def _tidy_lines(text: str) -> str:
    """NFC, each line with its indentation; one line alone, as most blocks have, is a text like others."""
    lines = [line.rstrip(" \t") for line in unicodedata.normalize("NFC", text.expandtabs(4)).strip("\n").split("\n")]
    return "\n".join(lines).strip("\n") if len(lines) > 1 else tidy(text)


def shown(text: str) -> str:
    """An author's words, short enough for a message."""
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"


def did_you_mean(word: str, words: collections.abc.Iterable[str]) -> str | None:
    """A help with the nearest of our words, if one is near. Never for the author's: near is not right there."""
    near = _nearest(word, words)
    return f"did you mean `{near}`?" if near else None


def _nearest(word: str, words: collections.abc.Iterable[str]) -> str | None:
    by_lower = {one.lower(): one for one in words}
    near = get_close_matches(word[:MAX_ID].lower(), by_lower, 1)
    return by_lower[near[0]] if near else None


def _colonless(key: Scalar, tight: re.Match[str]) -> Diagnostic:
    """A key with which its value was read, since its colon or the space behind it is wanting."""
    wanting = "space" if tight["colon"] else "colon"
    span = Span.of(key.span.line, key.span.column + tight.end("key"))
    message = f"there is no {wanting} after `{tight['key']}{tight['colon']}`"
    return error("missing-colon", span, message, help="a key ends in a colon and a space")


def listed(words: collections.abc.Iterable[str], link: str = "and") -> str:
    """`a`, `b` and `c`."""
    *most, last = [f"`{word}`" for word in words]
    return f"{', '.join(most)} {link} {last}" if most else last


def _is_literal(node: Scalar) -> bool:
    """Whether the characters of a scalar stand in the file as they are, on one line."""
    if node.style in (Style.BLOCK, Style.LITERAL) or node.span.line != node.span.end_line:
        return False
    quotes = 2 if node.style is Style.QUOTED else 0
    return node.span.end_column - node.span.column == len(node.text) + quotes


def _is_too_long(text: str, node: Scalar, found: list[Diagnostic], what: str) -> bool:
    if len(text) > MAX_TEXT:
        message = f"{what} has {len(text)} characters, more than {MAX_TEXT}"
    elif (longest := max(map(len, text.split()))) > MAX_WORD:
        message = f"{what} has a word of {longest} characters, more than {MAX_WORD}"
    else:
        return False
    start = Span.of(node.span.line, node.span.column)
    found.append(error("text-too-long", start, message, help="shorten it: it must fit a card and a page"))
    return True


def _wrong_shape(node: Node, what: str, wanted: str, help: str) -> Diagnostic:
    return error("wrong-shape", _head(node), f"{what} is {_NAMES[type(node)]}, not {wanted}", help=help)


def _text_help(node: Node) -> str:
    if isinstance(node, Sequence):
        return "if it is one text in brackets, put it in quotes"
    return "a colon and a space make a mapping: if it is one text, put it in quotes"


def _head(node: Node) -> Span:
    """Where a node starts: all of it on one line, the first key or entry of a longer one."""
    if node.span.line == node.span.end_line:
        return _visible(node.span)
    if isinstance(node, Mapping) and node.entries:
        return node.entries[0].key.span
    return Span.of(node.span.line, node.span.column)


def _visible(span: Span) -> Span:
    """The same place, at least one column wide."""
    return span if span.line != span.end_line or span.column < span.end_column else Span.of(span.line, span.column)
