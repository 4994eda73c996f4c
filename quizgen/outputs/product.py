"""What an output gives back to whoever asked for a product, so that all outputs look alike from outside."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from quizgen.diagnostics import Diagnostic


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """A finished file."""

    data: bytes
    questions: int = 0
    """How many it holds."""
    versions: int = 0
    """How many versions of a quiz; 0 where that is no question."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Product:
    """A deck, a quiz with its key, a set of cards: its files, or what stands in the way, and what there is to tell."""

    files: Mapping[str, File] = field(default_factory=dict)
    """By what each adds to the product's name: nothing, `-key`, `-A`, `-handout`. None if anything is in the way."""
    of_bank: tuple[Diagnostic, ...] = ()
    of_plan: tuple[Diagnostic, ...] = ()
    """What stands in the way, at its place in the bank, and in what was asked for."""
    stops: tuple[str, ...] = ()
    """What stands in the way and has no place in either."""
    missing: tuple[str, ...] = ()
    """What was asked for and is not there; the rest is."""
    left_out: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Ids of the questions that were left out, by the reason."""
    replaced: tuple[Diagnostic, ...] = ()
    """Characters that are printed as another, because the user would have it so."""
