"""What a bank holds that a deck file can ask for; also of a bank with mistakes, of which only a part could be read."""

import re
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass

from quizgen.model import KINDS, Bank, Difficulty, Item, Level
from quizgen.reading.yamlnodes import Mapping as Entries
from quizgen.reading.yamlnodes import Node, Scalar, Sequence

_WORD = re.compile(r"[\w-]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Holdings:
    """The questions of a bank, and the names that it gives."""

    items: tuple[Item, ...]
    names: Mapping[str, Set[str]]
    """For each field of `Select`, those that it may hold."""
    unread: int | None = 0
    """How many questions could not be read; None where nobody knows."""

    @classmethod
    def of(cls, bank: Bank) -> "Holdings":
        """Of a bank without mistakes."""
        ids = {item.id for item in bank.items}
        tags = {tag for item in bank.items for tag in item.tags}
        return cls(items=bank.items, names=_names({article.id for article in bank.articles}, tags, ids))

    @classmethod
    def of_part(cls, bank: Bank | None, node: Node | None, text: str) -> "Holdings":
        """Of a bank with mistakes: a name that stands in it is known, whatever is wrong around it.

        Of a bank that is no YAML every word may be a name.
        """
        items = bank.items if bank else ()
        if node is None:
            words = set(_WORD.findall(text))
            return cls(items=items, names=_names(words, words, words), unread=None)
        questions = list(_mappings(node, "questions"))
        ids = {id for one in questions for id in _texts(one, "id")}
        tags = {tag for one in questions for tag in _texts(one, "tags")}
        articles = {id for one in _mappings(node, "articles") for id in _texts(one, "id")}
        return cls(items=items, names=_names(articles, tags, ids), unread=len(questions) - len(items))


def _names(articles: Set[str], tags: Set[str], ids: Set[str]) -> Mapping[str, Set[str]]:
    return {
        "articles": articles,
        "tags": tags,
        "kinds": set(KINDS),
        "difficulty": set(Difficulty),
        "levels": set(Level),
        "ids": ids,
        "exclude": ids,
    }


def _mappings(node: Node, name: str) -> Iterator[Entries]:
    """The mappings of the list under a key."""
    found = _under(node, name)
    return (one for one in found.items if isinstance(one, Entries)) if isinstance(found, Sequence) else iter(())


def _texts(node: Entries, name: str) -> Iterator[str]:
    """The text under a key, or those of the list there."""
    found = _under(node, name)
    for one in found.items if isinstance(found, Sequence) else (found,):
        if isinstance(one, Scalar):
            yield one.text


def _under(node: Node, name: str) -> Node | None:
    entries = node.entries if isinstance(node, Entries) else ()
    return next((entry.value for entry in entries if entry.key.text == name), None)
