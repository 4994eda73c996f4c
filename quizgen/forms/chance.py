"""What stands for chance: a hash of names, such as a seed, a version and a question's id.

So a question added to the bank moves no other one, and the same seed gives the same paper on every machine, for ever.
"""

import hashlib
from collections.abc import Hashable, Mapping, Sequence
from typing import TypeVar

T = TypeVar("T", bound=Hashable)

APART = "\x1f"
"""Stands between names that are joined, so that no two lists of names read the same."""


def rank(*names: str) -> bytes:
    """A place among others that nobody could have foreseen, and that is always the same."""
    return hashlib.sha256(APART.join(names).encode()).digest()


def shuffled(values: Sequence[T], *names: str) -> tuple[T, ...]:
    """The values in an order that the names decide. Equal ones stay as they stood to one another."""
    first = places(values)
    return tuple(sorted(values, key=lambda value: rank(*names, str(first[value]))))


def places(values: Sequence[T]) -> Mapping[T, int]:
    """Where each value stands, from 0; of equal ones the first."""
    return {value: len(values) - back for back, value in enumerate(reversed(values), 1)}
