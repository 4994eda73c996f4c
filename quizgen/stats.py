"""How a bank is made up: counts, what is quoted of each article and what is not, where the keys stand."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from quizgen import sources
from quizgen.model import (
    KINDS,
    CheckedBank,
    Difficulty,
    Item,
    Level,
    SingleChoice,
    State,
)
from quizgen.rules.gaps import bare_share, runs, unquoted
from quizgen.sources import Lock

Counts = Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stats:
    """Numbers of questions by what they have in common. A question counts for each article it cites."""

    questions: int
    articles: Counts
    kinds: Counts
    tags: Counts
    voices: Counts
    """Whose claims are asked about, most often first: whether each side is heard, for an author to judge."""
    difficulty: Counts
    levels: Counts
    states: Counts
    unasked: int
    """Checks that hold and were recorded without showing the question."""
    compared: int
    """Questions that cite two articles or more."""
    quoted_share: Mapping[str, float]
    """Of each article's words, from 0 to 1."""
    unquoted: Mapping[str, tuple[int, ...]]
    """Paragraphs of each article, headings included, in which no quotation stands."""
    bare_keys: float
    """The share of the keys of a few words that are nothing but a number or a name, from 0 to 1."""
    key_positions: Counts
    """Of `choice` questions, as the author ordered the options; `1 of 3` is the first of three."""


def stats(checked: CheckedBank, lock: Lock) -> Stats:
    """Counts over all questions that are not retired."""
    items = [item for item in checked.bank.items if not item.retired]
    heard = Counter(voice for item in items for voice in {one.voice for one in item.citations if one.voice})
    cited = [{citation.article for citation in item.citations} for item in items]
    return Stats(
        questions=len(items),
        articles=_count((id for ids in cited for id in ids), [article.id for article in checked.bank.articles]),
        kinds=_count((item.kind for item in items), KINDS),
        tags=_count(sorted(tag for item in items for tag in item.tags)),
        voices=dict(sorted(heard.items(), key=lambda one: (-one[1], one[0]))),
        difficulty=_count((item.difficulty for item in items), Difficulty),
        levels=_count((item.level for item in items), Level),
        states=_count((checked.states[item.id] for item in items), State),
        unasked=sum(_unasked(item, checked.states[item.id]) for item in items),
        compared=sum(len(ids) > 1 for ids in cited),
        quoted_share=sources.quoted_shares(checked.bank, lock, checked.places),
        unquoted=unquoted(checked.bank, lock, checked.places),
        bare_keys=bare_share(checked.bank),
        key_positions=_count(
            sorted(_position(item.response) for item in items if isinstance(item.response, SingleChoice))
        ),
    )


def to_text(stats: Stats) -> str:
    """A table for people."""
    lines = [f"{stats.questions} questions, {stats.compared} of them compare articles", ""]
    for title, counts in _tables(stats):
        lines.append(title)
        width = max(24, *map(len, counts), 0)
        lines.extend(f"  {name:<{width}} {count:>4}" for name, count in counts.items())
        lines.append("")
    lines.append("share of each article quoted")
    lines.extend(f"  {name:<24}{share:>5.0%}" for name, share in stats.quoted_share.items())
    lines += ["", "paragraphs that no question quotes, headings included"]
    lines.extend(f"  {name:<24} {runs(numbers)}" for name, numbers in stats.unquoted.items())
    lines += ["", f"keys that are a bare number or name: {stats.bare_keys:.0%}"]
    lines.append(f"checks that were recorded without asking: {stats.unasked}")
    return "\n".join(lines) + "\n"


def to_json(stats: Stats) -> str:
    """The same for programs: an object whose keys are the fields of `Stats`, shares rounded to four places."""
    shares = {name: round(share, 4) for name, share in stats.quoted_share.items()}
    record = {name: getattr(stats, name) for name in Stats.__slots__}
    rounded = {"quoted_share": shares, "bare_keys": round(stats.bare_keys, 4)}
    return json.dumps({**record, **rounded}, ensure_ascii=False, indent=2) + "\n"


def _tables(stats: Stats) -> tuple[tuple[str, Counts], ...]:
    return (
        ("by article", stats.articles),
        ("by kind", stats.kinds),
        ("by tag", stats.tags),
        ("by voice", stats.voices),
        ("by difficulty", stats.difficulty),
        ("by level", stats.levels),
        ("by state", stats.states),
        ("where the keys of choice questions stand", stats.key_positions),
    )


def _count(values: Iterable[str], names: Iterable[str] = ()) -> Counts:
    """How often each value occurs, the expected names first and with 0 where they do not."""
    counts = Counter(str(value) for value in values)
    return {**{str(name): 0 for name in names}, **counts}


def _unasked(item: Item, state: State) -> bool:
    return state is State.CHECKED and item.checked is not None and item.checked.unasked


def _position(response: SingleChoice) -> str:
    return f"{response.options.index(response.key) + 1} of {len(response.options)}"
