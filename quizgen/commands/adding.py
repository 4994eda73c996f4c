"""A bank's text with something added to it, as `new article` and `new question` write it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from quizgen.commands import files
from quizgen.commands.workspace import tell_errors
from quizgen.diagnostics import Report
from quizgen.reading import yamlnodes
from quizgen.reading.appending import append, plain
from quizgen.reading.tables import ID

MARK = "\ufeff"
"""What some editors put before a text in UTF-8."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A bank's text, which is sound as YAML, whatever else may be wrong with it."""

    path: Path
    data: bytes
    text: str
    node: yamlnodes.Node

    def entries(self, key: str) -> tuple[Mapping[str, Any], ...]:
        """The articles or the questions, as far as they are mappings."""
        held = plain(self.node) if isinstance(self.node, yamlnodes.Mapping) else {}
        listed = held.get(key)
        return tuple(one for one in (listed if isinstance(listed, list) else ()) if isinstance(one, dict))

    def ids(self, key: str) -> tuple[str, ...]:
        """Theirs, in their order, as far as they are ids."""
        named = (one.get("id") for one in self.entries(key))
        return tuple(id for id in named if isinstance(id, str) and ID.pattern.fullmatch(id))

    def bytes_of(self, text: str) -> bytes:
        """Another text, as this one was stored."""
        return f"{MARK if self.data.startswith(MARK.encode()) else ''}{text}".encode()


def open_source(path: Path) -> Source:
    """The text of a bank, or the end of the command with all that keeps it from being read."""
    data = files.read(path)
    text, faults = yamlnodes.decode(data)
    node, findings = (None, ()) if faults else yamlnodes.parse(text)
    if node is None or findings:
        tell_errors(Report.of(str(path), text, (*faults, *findings)))
        raise click.exceptions.Exit(1)
    return Source(path=path, data=data, text=text, node=node)


def added(source: Source, key: str, entry: Sequence[str], in_braces: str | None = None) -> str:
    """The text with one more entry under a key, or the end of the command with what is to be typed."""
    new = append(source.text, source.node, key, entry, in_braces)
    if new is None:
        told = f"{source.path}: the list `{key}:` has no place where an entry could be added safely"
        raise click.ClickException(f"{told}; add this to it:\n\n{shown(entry)}")
    return new


def shown(entry: Iterable[str]) -> str:
    """An entry as it stands under its key."""
    return "\n".join(f"  {line}".rstrip() for line in entry)
