"""The lines of a file, followed by their columns alone: what belongs to what, and the first that belongs nowhere.

A parser tells of the line at which it gave up, and that is often a right one. So a file that cannot be read is walked
through here from the top. One that YAML can read is walked through to its end, but for its rarest forms.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum
from typing import NamedTuple

BLOCK = re.compile(r"[|>][+-]?[1-9]?[+-]?(?: .*)?")
"""What stands behind a key whose text follows in lines of its own."""
CLOSED = {'"': re.compile(r'"(?:[^"\\]|\\.)*"'), "'": re.compile(r"'(?:[^']|'')*'")}
"""A text in quotes on one line, by its mark."""
RESTS = 8
"""Entries of the outermost list before which a walk may begin again."""
CLOSERS = {"[": "]", "{": "}"}

_REST = {'"': re.compile(r'(?:[^"\\]|\\.)*"'), "'": re.compile(r"(?:[^']|'')*'")}
_DASHES = re.compile(r" *(?P<dashes>(?:-(?: +|$))*)")
_COLON = re.compile(r":(?=[ \t]|$)")
_MEMBER = re.compile(r" *(?:- |-$|[\w.-]+:(?: |$))")


class Place(NamedTuple):
    """A line and a column, both from 0."""

    line: int
    column: int


class Brackets(NamedTuple):
    """How a list or mapping in brackets ends."""

    end: Place
    """Behind its last bracket; where it does not end so, the place of what is wrong: a bracket, a quotation mark."""
    wrong: str = ""
    """What stands open at that place, or closes the wrong thing; empty if all is well."""
    wanting: str = ""
    """The brackets that would close what is open there."""


class Line(NamedTuple):
    """A line, taken apart."""

    number: int
    column: int
    """Of its first sign, from 0."""
    dashes: tuple[int, ...]
    """Their columns."""
    start: int
    """The column behind the dashes."""
    key: str
    value: str
    value_column: int

    @property
    def is_member(self) -> bool:
        """Whether a dash or a key shows to what it belongs."""
        return bool(self.dashes or self.key)


@dataclass(slots=True)
class Level:
    """A list or a mapping whose end has not come yet."""

    column: int
    is_list: bool
    first: int
    """The number of the line that began it."""
    last: int
    """Of the latest line that belongs to it."""
    is_open: bool = True
    """Its latest key, or dash, has no value yet."""


class Wrong(Enum):
    """Why a line stops the walk."""

    PLACE = "a dash or a key stands where no list or mapping is"
    BLOCK = "a line of a block stands left of the first"
    BARE = "a line has neither dash nor key, nor goes on with a text"
    QUOTES = "a quotation mark is not closed"
    BRACKETS = "a bracket is not closed, or by another one"


class Stop(NamedTuple):
    """The end of a walk before the end of the file."""

    wrong: Wrong
    line: Line
    levels: Sequence[Level]
    """All to which the line could belong, outermost first."""
    above: Line | None
    """The line before it that is no part of a text or of what is in brackets."""
    at: Place
    mark: str = ""
    wanting: str = ""


def column(line: str) -> int:
    """The column of a line's first sign."""
    return len(line) - len(line.lstrip(" "))


def is_idle(line: str) -> bool:
    """Whether a line is empty or a comment."""
    return line.strip()[:1] in ("", "#")


def is_member(line: str) -> bool:
    """Whether a line looks as if it began an entry of a list or of a mapping."""
    return bool(_MEMBER.match(line))


def read(number: int, line: str) -> Line:
    """A line's parts; in one that is no member everything is value."""
    head = _DASHES.match(line)
    assert head
    dashes = tuple(head.start("dashes") + one.start() for one in re.finditer("-", head["dashes"]))
    start = head.end() if dashes else column(line)
    key, value_at = _key(line, start)
    value = line[value_at:].lstrip(" \t")
    return Line(number, column(line), dashes, start, key, value, len(line) - len(value))


def _key(line: str, start: int) -> tuple[str, int]:
    """The key that stands at a column, and where what follows its colon begins."""
    if line[start : start + 1] in CLOSED:
        closed = CLOSED[line[start]].match(line, start)
        colon = _COLON.match(line, closed.end()) if closed else None
    else:
        colon = _COLON.search(line, start)
    if not colon or line[start] in "[{#|>" or " #" in line[start : colon.start()]:
        return "", start
    return line[start : colon.start()], colon.end()


def brackets(lines: Sequence[str], at: Place, floor: int) -> Brackets:
    """The end of what is in brackets from a place on; it has none where a line below belongs to something else.

    Such a line looks like a member of a list or mapping, and stands in the column `floor` or left of it.
    """
    opened: list[tuple[Place, str]] = []
    at_start = True  # where an entry may begin with a quotation mark
    number, here = at
    while True:
        line = lines[number]
        while here < len(line):
            sign = line[here]
            if sign == "#" and line[here - 1 : here] in ("", " "):
                break
            if at_start and sign in CLOSED:
                end = quotation(lines, Place(number, here), floor)
                if end is None:
                    return Brackets(Place(number, here), sign, _wanting(opened))
                (number, here), at_start = end, False
                line = lines[number]
                continue
            if sign in CLOSERS:
                opened.append((Place(number, here), sign))
            elif sign in "]}":
                if sign != CLOSERS[opened[-1][1]]:
                    return Brackets(Place(number, here), sign, CLOSERS[opened[-1][1]])
                opened.pop()
                if not opened:
                    return Brackets(Place(number, here + 1))
            at_start = sign in "[{,:" or (at_start and sign.isspace())
            here += 1
        number, here = number + 1, 0
        if number == len(lines) or _is_elsewhere(lines[number], floor):
            return Brackets(*opened[-1], _wanting(opened))


def _wanting(opened: Sequence[tuple[Place, str]]) -> str:
    return "".join(CLOSERS[sign] for _, sign in reversed(opened))


def quotation(lines: Sequence[str], at: Place, floor: int) -> Place | None:
    """The place behind the closing mark of a text in quotes; None if another member of the file comes first."""
    rest = _REST[lines[at.line][at.column]]
    number, start = at.line, at.column + 1
    while True:
        end = rest.match(lines[number], start)
        if end:
            return Place(number, end.end())
        number, start = number + 1, 0
        if number == len(lines) or _is_elsewhere(lines[number], floor):
            return None


def _is_elsewhere(line: str, floor: int) -> bool:
    return is_member(line) and column(line) <= floor


class Walk:
    """The lines of one text, followed from the top or from where another walk was."""

    def __init__(self, lines: Sequence[str], number: int = 0, levels: Sequence[Level] = ()) -> None:
        self.lines = lines
        self.number = number
        self.levels = [replace(level) for level in levels]
        self.rests: list[tuple[int, list[Level]]] = [(number, [replace(level) for level in levels])]
        """Where a walk may begin again: before the latest entries of the outermost list, by number and levels."""
        self._above: Line | None = None
        self._stop: Stop | None = None

    def go(self, last: int) -> Stop | None:
        """What stops the walk up to a line; None where nothing does, or where it is followed no further."""
        while self.number <= last and self.number < len(self.lines):
            text = self.lines[self.number]
            if is_idle(text) or (not self.number and text.startswith("---")):
                self.number += 1
                continue
            if text.lstrip(" ").startswith(("\t", "? ")) or text.startswith(("---", "...", "%")):
                return None
            line = read(self.number, text)
            after = self._follow(line)
            if self._stop:
                return self._stop
            self.number, self._above = after, line
        return None

    def _follow(self, line: Line) -> int:
        """Takes a line in; the number of the next one that is to be followed."""
        if not line.is_member:
            return self._text(line)
        before = [replace(level) for level in self.levels[:2]] if line.dashes else []
        for dash in line.dashes:
            self._place(line, dash, is_list=True)
        if line.key:
            self._place(line, line.start, is_list=False)
        if self._stop:
            return line.number
        if len(before) > 1 and before[1].is_list and self.levels[1].last == line.number:
            self.rests = [*self.rests[1 - RESTS :], (line.number, before)]
        return self._value(line)

    def _place(self, line: Line, at: int, *, is_list: bool) -> None:
        """Makes a dash or a key a member of a level, or the first of a new one."""
        if self._stop:
            return
        known = list(self.levels)
        while self.levels and (self.levels[-1].column > at or self._ends_list(at, is_list=is_list)):
            self.levels.pop()
        level = self.levels[-1] if self.levels else None
        if level and (level.column, level.is_list) == (at, is_list):
            level.last, level.is_open = line.number, True
        elif not known or (
            level and level is known[-1] and level.is_open and level.column < at + _may_share(level, is_list)
        ):
            if level:
                level.is_open = False
            self.levels.append(Level(at, is_list, line.number, line.number))
        else:
            self._halt(Wrong.PLACE, line, known, Place(line.number, at))

    def _ends_list(self, at: int, *, is_list: bool) -> bool:
        """Whether a key ends a list whose dashes stand in the column of the keys."""
        if is_list or len(self.levels) < 2 or not self.levels[-1].is_list:
            return False
        return self.levels[-1].column == at == self.levels[-2].column

    def _value(self, line: Line) -> int:
        """Passes over what a key or dash is given; the number of the next line."""
        level, value = self.levels[-1], line.value
        if not value or value.startswith("#"):
            return line.number + 1
        level.is_open = False
        if BLOCK.fullmatch(value):
            return self._block(line, level.column)
        if value[0] in CLOSED:
            end = quotation(self.lines, Place(line.number, line.value_column), level.column)
            if end:
                return end.line + 1
            self._halt(Wrong.QUOTES, line, self.levels, Place(line.number, line.value_column), value[0])
        elif value[0] in CLOSERS and not value.startswith("{{"):
            found = brackets(self.lines, Place(line.number, line.value_column), level.column)
            if not found.wrong:
                return found.end.line + 1
            wrong = Wrong.QUOTES if found.wrong in CLOSED else Wrong.BRACKETS
            self._halt(wrong, line, self.levels, found.end, found.wrong, found.wanting)
        return line.number + 1

    def _block(self, line: Line, floor: int) -> int:
        """The lines of a text behind `|` or `>` stand right of its key, and none left of the first."""
        number, left = line.number + 1, -1
        while number < len(self.lines) and (not self.lines[number].strip() or column(self.lines[number]) > floor):
            text = self.lines[number]
            if text.strip():
                left = column(text) if left < 0 else left
                if column(text) < left:
                    self._halt(Wrong.BLOCK, read(number, text), self.levels, Place(line.number + 1, left))
                    break
            number += 1
        return number

    def _text(self, line: Line) -> int:
        """A line with neither dash nor key goes on with the text above it, or is the value of the key above."""
        level = self.levels[-1] if self.levels else None
        if level is None or line.column <= level.column:
            self._halt(Wrong.BARE, line, self.levels, Place(line.number, line.column))
        elif level.is_open:
            return self._value(line)
        return line.number + 1

    def _halt(
        self, wrong: Wrong, line: Line, levels: Sequence[Level], at: Place, mark: str = "", wanting: str = ""
    ) -> None:
        self._stop = Stop(wrong, line, tuple(levels), self._above, at, mark, wanting)


def _may_share(level: Level, is_list: bool) -> bool:
    """Whether a list may stand in the column of the key that it belongs to."""
    return is_list and not level.is_list
