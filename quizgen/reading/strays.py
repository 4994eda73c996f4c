"""Keys that YAML reads and that stand one level too deep, or not deep enough: found where mappings are read.

What lacks the key is right, and so is what holds it: the one finding is at the key that slipped.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field

from quizgen.diagnostics import Diagnostic, error
from quizgen.reading.yamlnodes import Entry, Mapping


@dataclass(slots=True)
class Told:
    """What was asked of one mapping, and what was said of it."""

    mapping: Mapping
    name: str = ""
    """The key of the mapping around it that holds it, by itself or in a list."""
    known: Collection[str] = ()
    """Every key that may stand in it."""
    missing: dict[str, Diagnostic] = field(default_factory=dict)
    unknown: dict[str, Diagnostic] = field(default_factory=dict)
    """Of keys that mean nothing here, or hold what cannot stand under them here."""
    empty: dict[str, Diagnostic] = field(default_factory=dict)
    """The findings, by key."""
    inner: list["Told"] = field(default_factory=list)
    """The mappings within it."""

    def lacks(self, name: str) -> bool:
        """Whether a key could stand here and does not."""
        return name in self.known and all(entry.key.text != name for entry in self.mapping.entries)


def too_deep(outer: Told) -> Iterator[tuple[str, Diagnostic, Diagnostic]]:
    """Keys of a mapping that stand in one within it: name, what was said of it there, what is to be said instead."""
    for inner in outer.inner:
        for entry in inner.mapping.entries:
            name = entry.key.text
            if name in inner.unknown and outer.lacks(name):
                message = f"`{name}` stands within `{inner.name}`, not beside it"
                help = f"start it in the column of `{inner.name}:`"
                yield name, inner.unknown[name], error("bad-indent", entry.key.span, message, help=help)


def not_deep_enough(
    outer: Told, unknown: Iterable[Entry]
) -> Iterator[tuple[str, Diagnostic | None, Diagnostic | None]]:
    """Keys that belong to a mapping within, or to one that is empty: name, what was said of that, what is to be said.

    Of several that belong to an empty one only the first is told.
    """
    told: set[str] = set()
    for entry in unknown:
        name, owner = entry.key.text, _owner(outer, entry)
        if owner in outer.empty:
            message = f"`{name}` is not indented under `{owner}`, which is empty"
            help = f"indent it, and what goes with it, more than `{owner}:`"
            found = error("bad-indent", entry.key.span, message, help=help)
            yield name, outer.empty[owner], None if owner in told else found
            told.add(owner)
        else:
            for inner in _before(outer, entry, owner):
                message = f"`{name}` is not indented like what belongs to `{owner}`"
                help = f"start it in the column of `{inner.mapping.entries[0].key.text}:` above"
                yield name, inner.missing.get(name), error("bad-indent", entry.key.span, message, help=help)


def _owner(outer: Told, entry: Entry) -> str:
    """The last known key before an entry."""
    before = (one.key for one in outer.mapping.entries if one.key.span < entry.key.span)
    return next((key.text for key in reversed(list(before)) if key.text in outer.known), "")


def _before(outer: Told, entry: Entry, owner: str) -> Iterator[Told]:
    """The mapping right before an entry, if the key could stand there."""
    inner = [one for one in outer.inner if one.name == owner and one.mapping.span < entry.key.span]
    if inner and inner[-1].mapping.entries and inner[-1].lacks(entry.key.text):
        yield inner[-1]
