"""The lock, `question_bank.lock`: digests of the articles, where in them each quotation stands, what blanks ask for.

Only digests of whole paragraphs and of quotations are published. Never those of overlapping windows of words: from
such a chain most of an article can be won back with a list of words.
"""

import json
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Any, TypeVar

from quizgen.diagnostics import Diagnostic, error
from quizgen.model import Citation
from quizgen.sources.folding import (
    FOLD,
    ArticleText,
    digest,
    fold,
    spellings,
)
from quizgen.span import START, Span

VERSION = 1
"""Of the lock's own form."""

_DIGEST = re.compile(r"[0-9a-f]{16}")
_NUMBER = re.compile(r"[1-9][0-9]{0,8}")
_CONFLICT = re.compile(r"^(?:<{7}|={7}|>{7}|\|{7})(?: |$)", re.MULTILINE)
LOCK_REMEDY = (
    "never edit the lock by hand: delete it and run `quizgen cite --articles DIR`, or take it from version control"
)
"""What helps a lock that cannot be read."""

_AFTER_CONFLICT = "take the lock of either side whole, then prove what it lacks with `quizgen cite`"

_ENOUGH = 20
"""More faults than this tell nobody more: the lock is made again as a whole."""

_Entry = TypeVar("_Entry")


@dataclass(frozen=True)
class LockedArticle:
    """What the lock knows of an article."""

    digest: str
    """Of its folded paragraphs, joined."""
    words: int
    paragraphs: tuple[str, ...]
    """A digest each, in order."""

    @cached_property
    def numbers(self) -> Mapping[str, Sequence[int]]:
        """By each digest, the paragraphs that have it, from 1."""
        numbers: dict[str, list[int]] = defaultdict(list)
        for number, paragraph in enumerate(self.paragraphs, start=1):
            numbers[paragraph].append(number)
        return dict(numbers)

    @classmethod
    def of(cls, text: ArticleText) -> "LockedArticle":
        """The entry for an article's text."""
        return cls(text.digest, text.word_count, tuple(paragraph.digest for paragraph in text.paragraphs))


@dataclass(frozen=True, slots=True)
class Attestation:
    """That a quotation stood, when somebody looked, in a paragraph with this digest."""

    paragraph: str
    first: int
    last: int
    """Words of the paragraph, from 1, both included."""


@dataclass(frozen=True, slots=True)
class Lock:
    """All that is known of the articles where their text is not at hand."""

    articles: Mapping[str, LockedArticle] = field(default_factory=dict)
    """By article id."""
    quotations: Mapping[str, Attestation] = field(default_factory=dict)
    """By `key`."""
    bank: str = ""
    """The id of the bank whose articles these are; empty in a lock of before this was written down."""
    blanks: Mapping[str, Mapping[int, str]] = field(default_factory=dict)
    """By question id, a digest of what stands in each numbered blank; see `blanks`."""

    def attestation(self, citation: Citation) -> Attestation | None:
        """The entry of a quotation, whatever twins it is written with."""
        return next((found for name in _keys(citation) if (found := self.quotations.get(name))), None)

    def digest_of(self, article: str) -> str:
        """The digest of an article's text; empty for one that the lock does not know."""
        return self.articles[article].digest if article in self.articles else ""


def key(citation: Citation) -> str:
    """The name of a citation's entry: the article's id, and a digest of the folded quote, prefix and suffix."""
    return _keys(citation)[0]


@lru_cache(maxsize=20_000)  # proving asks twice for each
def _keys(citation: Citation) -> tuple[str, ...]:
    """Its own name, and those of the same words with other twins."""
    selector = "\n".join(map(fold, (citation.quote, citation.prefix, citation.suffix)))
    return tuple(f"{citation.article}/{digest(one)}" for one in spellings(selector))


def write_lock(lock: Lock) -> str:
    """The lock as JSON: an entry a line, sorted, so that two people's additions merge line by line."""
    articles = {
        id: {"digest": one.digest, "words": one.words, "paragraphs": one.paragraphs}
        for id, one in lock.articles.items()
    }
    quotations = {
        name: {"paragraph": one.paragraph, "first": one.first, "last": one.last}
        for name, one in lock.quotations.items()
    }
    head = f'{{\n"lock": {VERSION},\n"fold": {FOLD},\n'
    if lock.bank:
        head += f'"bank": {_json(lock.bank)},\n'
    blanks = {id: dict(sorted(numbered.items())) for id, numbered in lock.blanks.items()}
    tables: dict[str, Mapping[str, object]] = {"articles": articles, "quotations": quotations}
    if blanks:
        tables["blanks"] = blanks
    return head + ",\n".join(f'"{name}": {_entries(table)}' for name, table in tables.items()) + "\n}\n"


def _entries(table: Mapping[str, object]) -> str:
    lines = [f"{_json(name)}: {_json(table[name])}" for name in sorted(table)]
    return "{\n" + ",\n".join(lines) + "\n}" if lines else "{}"


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def read_lock(text: str) -> tuple[Lock | None, tuple[Diagnostic, ...]]:
    """The text of a lock → its values, or none and what is wrong with it. Places are those of the lock's own file."""
    reading = _Reading(text)
    lock = reading.lock()
    return (None if reading.findings else lock), tuple(reading.findings)


class _Reading:
    """One reading of a lock's text, and what was found wrong on the way."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.findings: list[Diagnostic] = []

    def report(self, at: Span | str, message: str, help: str = LOCK_REMEDY) -> None:
        """The lock cannot be trusted, because of what stands at a place, or in the entry of a name."""
        if len(self.findings) < _ENOUGH:
            # An entry is looked for only here: a sound lock of ten thousand must not pay for it.
            span = self.place(at) if isinstance(at, str) else at
            self.findings.append(error("broken-lock", span, message, help=help))

    def lock(self) -> Lock:
        """All entries that can be read."""
        top = self.top()
        if not self.findings:
            self.known_version(top)
        if self.findings:
            return Lock()
        self.only_known(top, ("lock", "fold", "bank", "articles", "quotations", "blanks"), "")
        return Lock(
            dict(self.entries(top, "articles", self.article)),
            dict(self.entries(top, "quotations", self.attestation)),
            self.bank(top),
            dict(self.entries({"blanks": {}, **top}, "blanks", self.blanks)),
        )

    def bank(self, top: dict[str, Any]) -> str:
        """The bank's id, if the lock names one."""
        id = top.get("bank", "")
        if isinstance(id, str):
            return id
        self.report(at="bank", message=f"`bank` is not an id: `{_json(id)[:40]}`")
        return ""

    def top(self) -> dict[str, Any]:
        """The object that the whole text is."""
        if conflict := _CONFLICT.search(self.text):
            line = self.text.count("\n", 0, conflict.start()) + 1
            self.report(Span.of(line, 1, 7), "a merge conflict is left in the lock", help=_AFTER_CONFLICT)
            return {}
        try:
            top = json.loads(self.text, object_pairs_hook=self.unrepeated)
        except json.JSONDecodeError as problem:
            reason = problem.msg[:1].lower() + problem.msg[1:]
            self.report(Span.of(problem.lineno, problem.colno), f"the lock is not JSON: {reason}")
            return {}
        except (ValueError, RecursionError):  # a number of thousands of digits; brackets by the thousand
            self.report(START, "the lock is not JSON of a kind that quizgen writes")
            return {}
        return self.braces(top, "")

    def known_version(self, top: dict[str, Any]) -> None:
        """Whether this quizgen wrote such locks, and folded as it does now."""
        for name, known in (("lock", VERSION), ("fold", FOLD)):
            version = top.get(name)
            if isinstance(version, bool) or version != known:
                shown = "no version" if version is None else f"version {_json(version)[:40]}"
                self.report(
                    name,
                    f"`{name}` has {shown}, and this quizgen knows version {known}",
                    help="update quizgen, or make the lock again with `quizgen cite --articles DIR`",
                )

    def entries(
        self, top: dict[str, Any], table: str, read: Callable[[dict[str, Any], str], _Entry]
    ) -> Iterator[tuple[str, _Entry]]:
        """The entries of one table, each read by `read`, which is told its name."""
        for name, value in self.braces(top.get(table), table).items():
            yield name, read(self.braces(value, name), name)

    def article(self, entry: dict[str, Any], name: str) -> LockedArticle:
        """One article's entry."""
        self.only_known(entry, ("digest", "words", "paragraphs"), name)
        digests = entry.get("paragraphs")
        if not isinstance(digests, list):
            self.report(name, f"`paragraphs` of `{name}` is not a list")
            digests = []
        return LockedArticle(
            self.hex(entry.get("digest"), name),
            self.count(entry, "words", 0, name),
            tuple(self.hex(one, name) for one in digests),
        )

    def attestation(self, entry: dict[str, Any], name: str) -> Attestation:
        """One quotation's entry."""
        self.only_known(entry, ("paragraph", "first", "last"), name)
        paragraph = self.hex(entry.get("paragraph"), name)
        first = self.count(entry, "first", 1, name)
        return Attestation(paragraph, first, self.count(entry, "last", first, name))

    def blanks(self, entry: dict[str, Any], name: str) -> dict[int, str]:
        """One cloze's entry."""
        for number in entry:
            if not _NUMBER.fullmatch(number):
                self.report(name, f"`{_json(number)[:40]}` of `{name}` is not the number of a blank")
        return {int(number): self.hex(one, name) for number, one in entry.items() if _NUMBER.fullmatch(number)}

    def braces(self, value: object, name: str) -> dict[str, Any]:
        """The value, if it is an object."""
        if isinstance(value, dict):
            return value
        self.report(name, f"{_shown(name)} is not an object in braces")
        return {}

    def hex(self, value: object, name: str) -> str:
        """The value, if it is a digest."""
        if isinstance(value, str) and _DIGEST.fullmatch(value):
            return value
        self.report(name, f"`{name}` holds something that is no digest of 16 hex digits: `{_json(value)[:40]}`")
        return ""

    def count(self, entry: dict[str, Any], wanted: str, least: int, name: str) -> int:
        """The field, if it is a whole number of at least `least`."""
        value = entry.get(wanted)
        if isinstance(value, int) and not isinstance(value, bool) and value >= least:
            return value
        self.report(name, f"`{wanted}` of `{name}` is not a whole number from {least} on")
        return least

    def only_known(self, entry: dict[str, Any], known: tuple[str, ...], name: str) -> None:
        """No field that quizgen would not have written."""
        for unknown in entry:
            if unknown not in known:
                self.report(name, f"{_shown(name)} has a field `{unknown}` that quizgen does not write")

    def unrepeated(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        """An object whose names all differ; after a merge that kept both sides they do not."""
        entries = dict(pairs)
        if len(entries) < len(pairs):
            for name, times in Counter(name for name, _ in pairs).items():
                if times > 1:
                    self.report(name, f"`{name}` stands {times} times in one object of the lock")
        return entries

    def place(self, name: str) -> Span:
        """Where an entry of this name begins; the top, where there is none."""
        quoted = _json(name)
        at = self.text.find(f"{quoted}:")
        if at < 0:
            return START
        line_start = self.text.rfind("\n", 0, at) + 1
        return Span.of(self.text.count("\n", 0, at) + 1, at - line_start + 1, len(quoted))


def _shown(name: str) -> str:
    """An entry, for messages; the whole lock has no name."""
    return f"`{name}`" if name else "the lock"
