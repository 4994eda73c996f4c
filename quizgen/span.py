"""A stretch of a text file, so that every message can point at the author's own words."""

from dataclasses import dataclass
from typing import Self


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """From one place to another; lines and columns count from 1, columns in characters, the end is outside."""

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
