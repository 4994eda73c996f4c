"""Rules on the answers that a question offers: how many, and each of them another one."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations

from quizgen.diagnostics import Diagnostic, error, warning
from quizgen.language.options import speaking
from quizgen.language.quantities import interval
from quizgen.language.terms import SILENT, asked, skimmed, words
from quizgen.model import (
    Bank,
    Item,
    MultipleResponse,
    Option,
    SingleChoice,
)
from quizgen.rules import thresholds
from quizgen.rules.scope import ENGLISH, is_one_of


def equal_options(bank: Bank) -> Iterator[Diagnostic]:
    """Two options of a question, or two items to be put in order, say the same.

    A learner who chooses the one that is not the key is marked wrong for a right answer. Capitals, spaces and the
    shape of quotation marks make no difference to a reader, and so none here.

    Bad: `options: [80%, 86.8 %, 86.8%]`. Good: `options: [80%, 86.8%, 88%]`.
    """
    for item in bank.items:
        seen: dict[str, str] = {}
        for option in offered(item):
            text = option.text.plain
            folded = skimmed(text)
            if folded in seen:
                message = f"option `{text}` says the same as `{seen[folded]}`"
                yield error("equal-options", option.span, message, help="replace or remove one of them")
            seen.setdefault(folded, text)


def option_count(bank: Bank) -> Iterator[Diagnostic]:
    """A `choice` offers other than three or four options, or a `multiple` other than three to six.

    With two, a coin is right half of the time. Three do as well as more, if each wrong one is an error that people
    make; options beyond that cost time, and each wrong sentence that is read is a little remembered.

    Bad: `options: [the county, the parish]`. Good: `options: [the county, the parish, the builder]`.
    """
    for item in asked(bank):
        options = offered(item)
        wanted = thresholds.CHOICE_OPTIONS if item.kind == "choice" else thresholds.MULTIPLE_OPTIONS
        if options and len(options) not in wanted:
            span = options[wanted[-1]].span if len(options) > wanted[-1] else options[-1].span
            joint = "or" if len(wanted) == 2 else "to"
            help = f"offer {wanted[0]} {joint} {wanted[-1]}, each wrong one an error that somebody makes"
            yield warning("option-count", span, f"the question offers {len(options)} options", help=help)


def option_overlap(bank: Bank) -> Iterator[Diagnostic]:
    """One option is contained in another, or two ranges overlap.

    Who chooses the one has said the other as well: either both are right, or the narrower one is wrong for a reason
    that the learner cannot know. Names are none the less two: Macbeth and Lady Macbeth. Of a question with more than
    thirty options the first thirty are compared.

    Bad: `options: [stone, grey stone, timber]`, `options: [100–200, 200–300]`. Good: `options: [100–199, 200–299]`.
    """
    english = is_one_of(bank.language, ENGLISH)
    for item in asked(bank):
        options = offered(item)[: thresholds.OVERLAP_OPTIONS]
        read = sorted(map(_Read.of, options), key=lambda one: len(one.words))
        for short, long in combinations(read, 2):
            within = english and _within(short, long) and not all_names((short.option, long.option))
            if within or _ranges_meet(short, long):
                message = f"option `{short.option.text.plain}` overlaps with `{long.option.text.plain}`"
                help = "make the options exclude one another"
                yield warning("option-overlap", short.option.span, message, help=help)


def all_none_above(bank: Bank) -> Iterator[Diagnostic]:
    """An option speaks of other options: all of them, none, both, or some by their letters or their place.

    Forms and cards shuffle options, so nothing stands above, and the letter of an option is another one each time; and
    who is sure of two options need not know the third.

    Bad: `options: [stone, timber, all of the above]`. Good: a `multiple` with `key: [stone, timber]`.
    """
    for item in asked(bank):
        options = offered(item)
        for place in speaking([option.text.plain for option in options]):
            message = f"option `{options[place].text.plain}` speaks of other options"
            help = "offer an answer of its own; if several are right, make the kind `multiple`"
            yield error("all-none-above", options[place].span, message, help=help)


def offered(item: Item) -> tuple[Option, ...]:
    """The options of a question that has any."""
    match item.response:
        case SingleChoice(options=options) | MultipleResponse(options=options):
            return options
        case _:
            return ()


def all_names(options: Iterable[Option]) -> bool:
    """Whether every option is a name or a single word, which nobody can make shorter or longer."""
    said = (_SPACE.sub(" ", option.text.plain).split() for option in options)
    return all(len(words) == 1 or all(word[0].isupper() for word in words if word not in SILENT) for words in said)


_SPACE = re.compile(r"[\s“”\"]+")


@dataclass(frozen=True, slots=True)
class _Read:
    """An option taken apart."""

    option: Option
    words: list[str]
    content: list[str]
    """Without articles."""
    range: tuple[Decimal, Decimal, str] | None

    @classmethod
    def of(cls, option: Option) -> "_Read":
        """What an option says."""
        said = words(option.text.plain)
        return cls(option, said, [word for word in said if word not in _ARTICLES], interval(option.text.plain))


_ARTICLES = frozenset({"a", "an", "the", "his", "her", "its", "their"})
_NEGATIONS = frozenset({"no", "not", "none", "never", "nobody", "nothing", "neither", "nor", "without", "cannot"})


def _within(short: _Read, long: _Read) -> bool:
    """Whether the longer option says all that the shorter says, in the same order, and does not negate it."""
    rest = iter(long.content)
    return (
        0 < len(short.content) < len(long.words)
        and all(word in rest for word in short.content)
        and _NEGATIONS.isdisjoint(short.words) == _NEGATIONS.isdisjoint(long.words)
    )


def _ranges_meet(one: _Read, other: _Read) -> bool:
    if one.range is None or other.range is None or one.range[2] != other.range[2]:
        return False
    return one.range[0] <= other.range[1] and other.range[0] <= one.range[1]
