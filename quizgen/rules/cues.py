"""Rules on what tells the right answer to somebody who has not read the article."""

import math
import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from functools import cached_property
from statistics import mean

from quizgen.diagnostics import Diagnostic, Severity, warning
from quizgen.language.quantities import all_quantities
from quizgen.language.terms import asked, terms, words
from quizgen.model import (
    Bank,
    Item,
    MultipleResponse,
    Option,
    SingleChoice,
    TrueFalse,
)
from quizgen.richtext import RichText
from quizgen.rules import thresholds
from quizgen.rules.options import all_names, offered
from quizgen.span import Span


def key_longest(bank: Bank) -> Iterator[Diagnostic]:
    """The key of a question is longer than its distractors, or throughout the bank keys are the longest or shortest.

    Authors qualify what is right until nobody can object, and write distractors in haste; learners who notice choose
    the longest. One such question means little, a bank of them can be passed without reading.

    Bad: `options: [the county, the parish council under its chairman]`, the second being the key. Good: the second
    says `the parish council`.
    """
    responses = [item.response for item in asked(bank)]
    for several in (one for one in responses if isinstance(one, MultipleResponse)):
        yield from _long_keys(several)
    choices = [one for one in responses if isinstance(one, SingleChoice) and not all_quantities(one.options)]
    for choice in choices:
        yield from _long_key(choice)
    longest = [len(choice.options) for choice in choices if _length(choice.key) > max(_other_lengths(choice))]
    shortest = [len(choice.options) for choice in choices if _length(choice.key) < min(_other_lengths(choice))]
    yield from _skewed_lengths(bank.span, choices, "longest", len(longest))
    yield from _skewed_lengths(bank.span, choices, "shortest", len(shortest))


def _long_key(choice: SingleChoice) -> Iterator[Diagnostic]:
    key, others = _length(choice.key), _other_lengths(choice)
    stands_out = key >= max(others) + thresholds.LONG_KEY_CHARACTERS and not all_names(choice.options)
    if stands_out and key > thresholds.LONG_KEY_RATIO * sum(others) / len(others):
        message = f"key `{choice.key.text.plain}` is the longest option by far"
        note = f"it has {key} characters, the distractors have {' and '.join(map(str, others))}"
        help = "shorten it, or let a distractor say as much"
        yield warning("key-longest", choice.key.span, message, note, help=help)


def _long_keys(several: MultipleResponse) -> Iterator[Diagnostic]:
    """Options of a `multiple` differ in length, being judged one by one; but its keys must not all be the long ones."""
    right = [_length(option) for option in several.key]
    keys = set(several.key)
    wrong = [_length(option) for option in several.options if option not in keys]
    if not wrong or min(right) <= max(wrong) or all_names(several.options):
        return
    if mean(right) > thresholds.LONG_KEYS_RATIO * mean(wrong) and not all_quantities(several.options):
        longest = max(several.key, key=_length)
        note = f"the keys have {mean(right):.0f} characters in the mean, the distractors {mean(wrong):.0f}"
        help = "shorten the keys, or let distractors say as much"
        yield warning("key-longest", longest.span, "the keys are longer than the distractors by far", note, help=help)


def _skewed_lengths(span: Span, choices: Sequence[SingleChoice], which: str, found: int) -> Iterator[Diagnostic]:
    if len(choices) < thresholds.ENOUGH:
        return
    chances = [1 / len(choice.options) for choice in choices]
    spread = math.sqrt(sum(chance * (1 - chance) for chance in chances))
    beyond = (found - sum(chances)) / spread
    if beyond > thresholds.SKEW_WARNING:
        yield Diagnostic(
            rule="key-longest",
            severity=Severity.ERROR if beyond > thresholds.SKEW_ERROR else Severity.WARNING,
            span=span,
            message=f"the key is the {which} option in {found} of {len(choices)} questions",
            help=f"let about {round(sum(chances))} keys be the {which}, as chance would have it",
        )


def clang(bank: Bank) -> Iterator[Diagnostic]:
    """A word of the stem comes back in the key and in no distractor.

    The ear finds the key. Words that many stems share, or that the article's title and label hold, tell nothing, and
    do not count.

    Bad: `stem: What did the council ask the county for?`, `options: [a council house, a ferry, a road]`. Good: the
    key says what it means in words that the stem does not have, or a distractor has the word, too.
    """
    items = asked(bank)
    stems = [terms(item.stem.plain) for item in items]
    about = _common(stems, len(items))
    titles = {article.id: terms(f"{article.title} {article.label} {article.publisher}") for article in bank.articles}
    for item, stem in zip(items, stems, strict=True):
        if isinstance(item.response, SingleChoice):
            known = about.union(*(titles.get(citation.article, frozenset()) for citation in item.citations))
            yield from _echoes(item.response, stem - known)


def _common(texts: Sequence[Collection[str]], count: int) -> frozenset[str]:
    often = Counter(word for text in texts for word in text)
    most = max(thresholds.COMMON_STEMS, thresholds.COMMON_SHARE * count)
    return frozenset(word for word, times in often.items() if times > most)


def _echoes(choice: SingleChoice, stem: Collection[str]) -> Iterator[Diagnostic]:
    others = frozenset[str]().union(*(terms(one.text.plain) for one in choice.options if one is not choice.key))
    if echoed := (terms(choice.key.text.plain) & frozenset(stem)) - others:
        word = next(one for one in words(choice.key.text.plain) if terms(one) & echoed)
        message = f"`{word}` of key `{choice.key.text.plain}` echoes the stem, as no distractor does"
        help = "reword stem or key, or let a distractor have the word, too"
        yield warning("clang", choice.key.span, message, help=help)


def absolute_distractor(bank: Bank) -> Iterator[Diagnostic]:
    """A distractor or a false statement holds an absolute word, which neither the key nor the quotation has.

    Little in the world is always or never so; who has learned that strikes out such an option without knowing
    anything. Where the word is the misreading itself, the distractor's `why` says so, or the correction says all that
    the false statement says but for that word, and the rule is silent.

    Bad: `options: [It never paid its cost, It paid its cost by 1923]`, the second being the key. Good: `It paid its
    cost by 1913`.
    """
    for item in asked(bank):
        quotes = [citation.quote for citation in item.citations]
        known = _Said([*quotes, *(key.text.plain for key in keys(item))])
        for option in _distractors(item):
            why = _Said([option.why.plain] if option.why else [])
            yield from _absolute(option.text.plain, option.span, "distractor", (known, why))
        if isinstance(item.response, TrueFalse) and not _falsified_by_a_word(item):
            yield from _absolute(item.stem.plain, item.stem_span, "false statement", (_Said(quotes),))


def _falsified_by_a_word(item: Item) -> bool:
    """Whether a statement is true but for its absolute words, so that these are what is asked; or true altogether."""
    match item.response:
        case TrueFalse(key=False, correction=RichText(plain=correction)):
            return terms(_ABSOLUTE.sub("", item.stem.plain)) <= terms(correction)
        case _:
            return True


class _Said:
    """The words of several texts, taken apart when one is asked for: few questions hold an absolute word."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._texts = texts

    @cached_property
    def words(self) -> frozenset[str]:
        """Those of all texts."""
        return frozenset(word for text in self._texts for word in words(text))


def _absolute(text: str, span: Span, what: str, accounted: Sequence[_Said]) -> Iterator[Diagnostic]:
    said = [found[0].lower() for found in _ABSOLUTE.finditer(text) if not _is_of_one(text, found)]
    word = next((word for word in said if not any(word in other.words for other in accounted)), None)
    if word:
        message = f"the {what} gives itself away by `{word}`"
        yield warning("absolute-distractor", span, message, help=f"say it without `{word}`")


def _is_of_one(text: str, found: re.Match[str]) -> bool:
    """Whether a “never” is said of somebody who is named: that is an event which did not happen, and no law."""
    return found[0].lower() == "never" and bool(_NAME_BEFORE.search(text[: found.start()]))


_NAME_BEFORE = re.compile(r"\S [^\W\d_a-z][\w’'-]* $")
"""Not the first word, which has its capital anyway."""


def _distractors(item: Item) -> tuple[Option, ...]:
    right = set(keys(item))
    return tuple(option for option in offered(item) if option not in right)


def keys(item: Item) -> tuple[Option, ...]:
    """The right options of a question that has any."""
    match item.response:
        case SingleChoice(key=key):
            return (key,)
        case MultipleResponse(key=keys):
            return keys
        case _:
            return ()


_ABSOLUTE_WORDS = """
absolutely all always anybody anyone anything completely entirely every everybody everyone everything everywhere
exclusively impossible invariably never nobody none nothing nowhere only solely totally wholly
"""
_NOT_ABSOLUTE = r"all (?:along|around|day|night|over|round|summer|winter|year)|only (?:\d|a|an|once|one|two|three)"
"""What measures, and excludes nothing."""
_ABSOLUTE = re.compile(rf"(?<!\bat )\b(?!{_NOT_ABSOLUTE}\b)(?:{'|'.join(_ABSOLUTE_WORDS.split())})\b", re.IGNORECASE)


def _other_lengths(choice: SingleChoice) -> list[int]:
    return [_length(option) for option in choice.options if option is not choice.key]


def _length(option: Option) -> int:
    return len(option.text.plain)
