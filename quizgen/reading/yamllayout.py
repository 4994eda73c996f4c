"""Of a file that cannot be read, the line that slipped: which one it is, and how it was most likely meant.

Where a line belongs nowhere, it may be another that slipped. So each that comes into question is moved to each place
that comes into question, and what lets the walk get furthest is taken for what was meant.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from quizgen.diagnostics import Diagnostic, error
from quizgen.reading.yamllines import Level, Line, Stop, Walk, Wrong, column, is_idle, is_member, read
from quizgen.span import Span

AHEAD = 200
"""Lines below a slip through which a mended file is walked, and above it from which is learnt what is usual."""
NEAR = 12
"""Lines around a slip that show where one may stand."""
OUTER = frozenset(("articles", "bank", "disputes", "people", "questions"))
"""Keys that stand outermost in a bank."""
INNER = frozenset(("article", "quote", "prefix", "suffix", "voice", "left", "right", "by", "at", "digest"))
"""Keys that stand within what belongs to another, and nowhere else."""
USUAL = 2
"""Columns by which what belongs to a key stands right of it, where the file does not tell."""
MAX_SHOWN = 60
"""Characters of a mended line in a help."""

_TIGHT_DASH = re.compile(r" *-(?=[^\s-])")
_TIGHT_COLON = re.compile(r"[\w.-]+[:：]\S")
_WORD = re.compile(r"[\w.-]+")


@dataclass(frozen=True, slots=True)
class Fault:
    """A finding, and the lines as they were most likely meant."""

    diagnostic: Diagnostic
    fixed: Mapping[int, str] | None = None
    """By their numbers, from 0, where that is plain: reading can go on with them."""

    @property
    def line(self) -> int:
        """From 0."""
        return self.diagnostic.span.line - 1


def slip(lines: Sequence[str], last: int) -> Fault | None:
    """What is wrong with the first line, as far as the one of number `last`, that belongs nowhere."""
    walk = Walk([line.rstrip("\r") for line in lines])
    stop = walk.go(last)
    return _Slip(walk, stop).fault() if stop else None


@dataclass(frozen=True, slots=True)
class _Move:
    """A line, with those that go with it, put into another column."""

    number: int
    by: int
    end: int

    def made(self, lines: Sequence[str], end: int) -> dict[int, str]:
        """The lines that it changes, before the one of number `end`."""
        moved = (number for number in range(self.number, min(self.end, end)) if not is_idle(lines[number]))
        return {number: _shifted(lines[number], self.by) for number in moved}


def _pairs(lines: Sequence[Line]) -> Iterator[tuple[Line, Line]]:
    """Each line whose key is empty, and the one below it."""
    return ((line, below) for line, below in pairwise(lines) if line.key and not line.value)


def _shifted(line: str, by: int) -> str:
    return " " * by + line if by > 0 else line[min(-by, column(line)) :]


class _Slip:
    """One stop of a walk."""

    def __init__(self, walk: Walk, stop: Stop) -> None:
        self.walk = walk
        self.lines = walk.lines
        self.stop = stop
        self.columns = self._usual_columns()
        self.offsets = {is_list: self._offset(is_list) for is_list in (True, False)}

    def fault(self) -> Fault:
        """What is wrong, and how it was meant."""
        match self.stop.wrong:
            case Wrong.QUOTES:
                return self._unclosed_quote()
            case Wrong.BRACKETS:
                return self._other_bracket() if self.stop.mark in "]}" else self._unclosed_bracket()
            case Wrong.BLOCK:
                return self._block()
            case Wrong.BARE:
                return self._bare(self.stop.line)
            case Wrong.PLACE:
                return self._unlike() or self._moved()

    def _block(self) -> Fault:
        """Of a block whose lines differ: the first, if no other stands in its column and the next stands as usual."""
        line, (first, left) = self.stop.line, self.stop.at
        if line.key in self.columns and is_member(self.lines[line.number]):
            return self._moved()
        if line.number == first + 1 and line.column == self.stop.levels[-1].column + USUAL:
            return self._told(_Move(first, line.column - left, line.number), line.number)
        return self._told(_Move(line.number, left - line.column, line.number + 1), first)

    # A dash, a colon or a space that is wanting.

    def _bare(self, line: Line) -> Fault:
        inner = self.stop.levels[-1] if self.stop.levels else None
        if (inner and inner.is_list and inner.column == line.column) or (
            _TIGHT_DASH.match(self.lines[line.number]) and self.stop.levels
        ):
            return self._no_dash(line, line.column)
        return self._no_key(line)

    def _unlike(self) -> Fault | None:
        """Whether this line, or the one above, lacks the dash or colon that would make them alike."""
        line, above = self.stop.line, self.stop.above
        assert above
        for one in (line, above):
            if _TIGHT_DASH.match(self.lines[one.number]):
                return self._no_dash(one, one.column)
        if not above.is_member and line.dashes and above.column in (line.column, line.start):
            return self._no_dash(above, line.column)
        if not above.key and not line.dashes and line.column == above.start:
            if self._is_key(above) or (above.dashes and self._column_below(line.number) != line.column):
                return self._no_key(above)
            if above.dashes:
                return self._no_dash(line, above.dashes[-1])
        first = next((one.first for one in self.stop.levels if one.column == line.start and not one.is_list), -1)
        if line.dashes and first >= 0 and not read(first, self.lines[first]).dashes:
            return self._no_dash(read(first, self.lines[first]), line.column)
        return None

    def _no_dash(self, line: Line, at: int) -> Fault:
        text = self.lines[line.number]
        if _TIGHT_DASH.match(text):
            fixed = f"{text[: line.column]}- {text[line.column + 1 :]}"
            message, help = "there is no space after the dash", f"write `{fixed.strip()[:MAX_SHOWN]}`"
        else:
            fixed = f"{' ' * at}- {text.lstrip()}"
            message = "this line has no dash"
            help = "an entry of a list starts with a dash and a space; a text that goes on is indented more"
        span = Span.of(line.number + 1, line.column + 1)
        return Fault(error("missing-dash", span, message, help=help), {line.number: fixed})

    def _no_key(self, line: Line) -> Fault:
        text = self.lines[line.number]
        words = text[line.start :].strip()
        first, _, rest = words.partition(" ")
        wanting = _WORD.fullmatch(first) and (self._is_key(line) or line.dashes)
        fixed = {line.number: f"{text[: line.start]}{first}: {rest}".rstrip()} if wanting else None
        help = "a key ends in a colon and a space; a text that goes on is indented more than its key"
        span = Span.of(line.number + 1, line.start + 1, max(len(words[:MAX_SHOWN]), 1))
        return Fault(error("missing-colon", span, "this line has no key", help=help), fixed)

    def _is_key(self, line: Line) -> bool:
        """Whether a line that has no key looks as if it should: its first word is one elsewhere, or all there is."""
        words = self.lines[line.number][line.start :].strip()
        first, _, rest = words.partition(" ")
        known = first in self.columns or (not rest and self._column_below(line.number) > line.start)
        return bool(_TIGHT_COLON.match(words)) or (known and bool(_WORD.fullmatch(first)))

    # A mark or a bracket that is wanting.

    def _unclosed_quote(self) -> Fault:
        """Closed at the end of its line, before the brackets there; or where the text that goes on ends."""
        (number, at), mark = self.stop.at, self.stop.mark
        last = number if self.stop.wanting else self._end_of_text(number)
        text = self.lines[last].rstrip()
        bare = text.rstrip("]} ") if self.stop.wanting else text
        message = f"this `{mark}` opens a quoted text that is not closed"
        help = f"close it with another `{mark}`, or put the whole value in other quotes"
        found = error("unbalanced-quotes", Span.of(number + 1, at + 1), message, help=help)
        return Fault(found, {last: bare + mark + text[len(bare) :]})

    def _unclosed_bracket(self) -> Fault:
        number, at = self.stop.at
        last = self._end_of_text(number)
        fixed: dict[int, str] | None = {last: self.lines[last].rstrip() + self.stop.wanting}
        help = f"close it with `{self.stop.wanting[0]}`; entries are parted by commas"
        if any(" #" in line for line in self.lines[number : last + 1]):
            help = "put an entry with ` #` in it in quotes: the rest of its line counts as a comment"
            fixed = None
        message = f"this `{self.stop.mark}` is not closed"
        return Fault(error("unclosed-bracket", Span.of(number + 1, at + 1), message, help=help), fixed)

    def _other_bracket(self) -> Fault:
        (number, at), wanted = self.stop.at, self.stop.wanting
        text = self.lines[number]
        message = f"`{self.stop.mark}` stands where `{wanted}` closes what is open"
        help = f"write `{wanted}`, or put an entry that holds a bracket in quotes"
        found = error("unclosed-bracket", Span.of(number + 1, at + 1), message, help=help)
        return Fault(found, {number: f"{text[:at]}{wanted}{text[at + 1 :]}"})

    def _end_of_text(self, number: int) -> int:
        """The last line of a text: those that go on stand right of its level, and are members of nothing."""
        floor = self.stop.levels[-1].column
        while number + 1 < len(self.lines):
            below = self.lines[number + 1]
            if not below.strip() or column(below) <= floor or is_member(below):
                break
            number += 1
        return number

    # A line that slipped.

    def _moved(self) -> Fault:
        """The move that lets the walk get furthest; of equal ones that which leaves the lines most alike."""
        best = max(self._moves(), key=self._worth)
        return self._told(best, self._like(best))

    def _moves(self) -> Iterator[_Move]:
        """Each line that may have slipped, moved to each column in which something stands."""
        stop, first = self.stop, self.walk.rests[0][0]
        near = list(self._below(max(first, stop.line.number - NEAR), 2 * NEAR))
        places = {place for line in near for place in (*line.dashes, line.start)} | {
            level.column for level in stop.levels
        }
        # Of the members of a level the last may have slipped; of the outermost also the first, which opened it.
        numbers = {stop.line.number, stop.levels[0].first, *(level.last for level in stop.levels)}
        numbers |= {stop.above.number} if stop.above else set()
        for number in sorted(number for number in numbers if number >= first):
            line = read(number, self.lines[number])
            behind = line.start - line.column
            for place in places | {place - behind for place in places}:
                if place >= 0 and place != line.column:
                    yield from (_Move(number, place - line.column, end) for end in self._ends(line))

    def _ends(self, line: Line) -> set[int]:
        """Up to where lines may have slipped with one: it alone, what stands right of it, its like directly below."""
        end = deeper = alike = line.number + 1
        if line.number < self.stop.line.number:
            return {end, self.stop.line.number}
        for below in self._below(end, len(self.lines)):
            if below.column < line.column or (below.column == line.column and bool(below.dashes) != bool(line.dashes)):
                break
            alike = below.number + 1
            deeper = alike if deeper == below.number and below.column > line.column else deeper
        return {end, deeper, alike}

    def _worth(self, move: _Move) -> tuple[int, ...]:
        line = read(move.number, self.lines[move.number])
        place = line.start + move.by
        start, levels = next(
            rest for rest in reversed(self.walk.rests) if rest[0] < move.number or rest is self.walk.rests[0]
        )
        lines = self._around_with(move, start)
        return (
            self._reach(lines, levels),
            not self._repeats(line, place),
            not self._is_strange(line, place),
            move.number - min(move.end, start + len(lines)),
            -self._odd(lines, self.stop.line.number - start),
            self._usual(line.key, place),
            self._is_between(line, place),
            -abs(move.by),
            place if line.key in INNER else -place,
            move.number,
        )

    def _around_with(self, move: _Move, start: int) -> list[str]:
        """The lines from a place on to some way below the slip, with the move made."""
        lines = list(self.lines[start : self.stop.line.number + AHEAD])
        for number, text in move.made(self.lines, start + len(lines)).items():
            lines[number - start] = text
        return lines

    def _reach(self, lines: Sequence[str], levels: Sequence[Level]) -> int:
        """How many lines above the last of them a walk ends, as a negative number."""
        stop = Walk(lines, 0, levels).go(len(lines))
        return stop.line.number - len(lines) if stop else 0

    def _repeats(self, line: Line, place: int) -> bool:
        """Whether the mapping that has its keys in that column has one of this name."""
        if line.dashes or not line.key:
            return False
        around = [self._above(line.number), self._below(line.number + 1)]
        for way in around:
            for one in way:
                if one.start == place and one.key == line.key:
                    return True
                if one.start < place or (one.dashes and one.start <= place):
                    break
        return False

    def _is_strange(self, line: Line, place: int) -> bool:
        """Whether an outermost key would stand deeper, or a key with a text outermost, where no other has one."""
        outermost = min(self.stop.levels[0].column, self.stop.line.column)
        if line.key in OUTER:
            return place != outermost
        if place != outermost or not line.value or line.value[0] in "[{":
            return False
        doubtful = {self.stop.line.number, self.stop.above.number if self.stop.above else -1}
        outer = [one for one in self._around() if one.start == place and one.number not in doubtful]
        return len(outer) > 1 and all(not one.value or one.value[0] in "[{#" for one in outer)

    def _is_between(self, line: Line, place: int) -> bool:
        """Whether the lines above and below stand both in that column."""
        above = next(self._above(line.number), None) if line.number < self.stop.line.number else self.stop.above
        return above is not None and above.start == place == self._column_below(line.number)

    def _odd(self, lines: Sequence[str], slip: int) -> int:
        """How many empty keys around the slip have nothing below them, or not as far from them as is usual."""
        near = range(max(slip - NEAR, 0), min(slip + NEAR, len(lines)))
        pairs = _pairs([read(at, lines[at]) for at in near if not is_idle(lines[at])])
        return sum(below.column - line.start != self.offsets[bool(below.dashes)] for line, below in pairs)

    def _offset(self, is_list: bool) -> int:
        """How far what belongs to an empty key stands right of it, mostly."""
        found = Counter(
            below.column - line.start
            for line, below in _pairs(list(self._around()))
            if bool(below.dashes) == is_list and below.column >= line.start
        )
        found[USUAL] += 1
        return max(found, key=lambda offset: (found[offset], offset == USUAL))

    def _usual_columns(self) -> Mapping[str, Counter[int]]:
        """For each key, how often it stands in which column."""
        columns: dict[str, Counter[int]] = defaultdict(Counter)
        for line in self._around():
            if line.key:
                columns[line.key][line.start] += 1
        return columns

    def _usual(self, key: str, place: int) -> bool:
        """Whether most lines of a key stand in that column."""
        (most, times), *rest = self.columns[key].most_common() if key in self.columns else [(-1, 0)]
        return most == place and times > 1 and not (rest and rest[0][1] == times)

    def _around(self) -> Iterator[Line]:
        yield from self._below(max(self.stop.line.number - AHEAD, 0), 2 * AHEAD)

    def _below(self, number: int, count: int = AHEAD) -> Iterator[Line]:
        for at in range(number, min(number + count, len(self.lines))):
            if not is_idle(self.lines[at]):
                yield read(at, self.lines[at])

    def _above(self, number: int) -> Iterator[Line]:
        for at in range(number - 1, max(number - AHEAD, 0) - 1, -1):
            if not is_idle(self.lines[at]):
                yield read(at, self.lines[at])

    def _column_below(self, number: int) -> int:
        return next((line.column for line in self._below(number + 1)), -1)

    def _like(self, move: _Move) -> int:
        """The number of a line that shows where the moved one belongs."""
        line = read(move.number, self.lines[move.number])
        alike = [level.last for level in self.stop.levels if level.column == line.column + move.by]
        return next((number for number in alike if number != move.number), self.stop.line.number)

    def _told(self, move: _Move, like: int) -> Fault:
        now = column(self.lines[move.number])
        message = "this line is not indented like those it belongs to"
        help = f"start it in column {now + move.by + 1}, as line {like + 1} shows"
        found = error("bad-indent", Span.of(move.number + 1, now + 1), message, help=help)
        return Fault(found, move.made(self.lines, len(self.lines)))
