"""A stretch of a text file, so that every message can point at the author's own words."""

from typing import NamedTuple, Self


class Span(NamedTuple):
    """From one place to another; lines and columns count from 1, columns in characters, the end is outside.

    Here, as in the nodes of a file, a named tuple and no frozen dataclass: there is one for every value of a bank, and
    it takes a third of the time to make.
    """

    line: int
    column: int
    end_line: int
    end_column: int

    @classmethod
    def of(cls, line: int, column: int, width: int = 1) -> Self:
        """`width` characters of one line."""
        return cls(line, column, line, column + width)


START = Span.of(1, 1, 0)
"""The top of a file: where we point when the whole of it is meant."""
