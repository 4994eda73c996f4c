"""Rules on whether the options of a question look alike: what looks different is chosen, or not, for its looks."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from quizgen.diagnostics import (
    Diagnostic,
    error,
    info,
    warning,
)
from quizgen.language.quantities import Quantity, of_one_measure, quantity
from quizgen.language.terms import asked
from quizgen.model import (
    Bank,
    Item,
    Option,
    SingleChoice,
)
from quizgen.rules import thresholds
from quizgen.rules.options import all_names, offered
from quizgen.rules.scope import ENGLISH, is_one_of


def numeric_order(bank: Bank) -> Iterator[Diagnostic]:
    """Options that are numbers or dates do not ascend, or are in different units.

    A reader looks for a number at its place, and forms therefore leave numbers in the order of the bank. Where they
    are in different units of one measure, the question becomes one of conversion. A key that alone has decimals stands
    out; that is only information, because the numbers may have been printed so.

    Bad: `options: [88%, 80%, 86%]`, `options: [2 days, 1 week]`. Good: `options: [80%, 86%, 88%]`.
    """
    for item in asked(bank):
        options = offered(item)
        amounts = [amount for option in options if (amount := quantity(option.text.plain))]
        if options and len(amounts) == len(options):
            yield from _order(item, options, amounts)


def _order(item: Item, options: Sequence[Option], amounts: Sequence[Quantity]) -> Iterator[Diagnostic]:
    for option, (before, after) in zip(options[1:], pairwise(amounts), strict=True):
        text = option.text.plain
        if before.unit != after.unit:
            if of_one_measure(before.unit, after.unit):
                message = f"option `{text}` is in another unit than the one before it"
                yield error("numeric-order", option.span, message, help="give all options in one unit")
            return
        if before.value > after.value:
            ordered = sorted(zip(amounts, options, strict=True), key=lambda pair: pair[0].value)
            help = f"let them ascend: {', '.join(f'`{option.text.plain}`' for _, option in ordered)}"
            yield error("numeric-order", option.span, f"option `{text}` is less than the one before it", help=help)
            return
    yield from _decimals(item, options, amounts)


def _decimals(item: Item, options: Sequence[Option], amounts: Sequence[Quantity]) -> Iterator[Diagnostic]:
    counts = Counter(amount.decimals for amount in amounts)
    for option, amount in zip(options, amounts, strict=True):
        if len(counts) == 2 and counts[amount.decimals] == 1 and _is_key(item, option):
            how = "more" if amount.decimals else "less"
            message = f"key `{option.text.plain}` is given {how} exactly than the other options"
            yield info("numeric-order", option.span, message, help="where the sources allow, give all as exactly")


def options_unlike(bank: Bank) -> Iterator[Diagnostic]:
    """The options of a question differ in kind or form, or one of a `choice` is twice as long as any other, or half.

    A number among names, a sentence among phrases, one quotation: what stands out is chosen or left for its looks,
    and the learner who does so has recalled nothing.

    Bad: `options: [in 1911, It was never opened., in 1923]`. Good: `options: [in 1911, in 1923, in 1926]`.
    """
    for item in asked(bank):
        options = offered(item)
        if len(options) > 2:
            odd = _odd_form(options) or (_odd_gerund(options) if is_one_of(bank.language, ENGLISH) else ())
            yield from odd or (_odd_length(options) if item.kind == "choice" else ())


def _odd_form(options: Sequence[Option]) -> list[Diagnostic]:
    forms = [_form(option.text.plain) for option in options]
    counts = Counter(forms)
    if len(counts) == 1:
        return []
    common = counts.most_common(1)[0][0]
    odd = next(option for option, form in zip(options, forms, strict=True) if form != common)
    message = f"option `{odd.text.plain}` is {_form(odd.text.plain)}, others are {_PLURALS[common]}"
    return [warning("options-unlike", odd.span, message, help="put all options in one form")]


def _odd_gerund(options: Sequence[Option]) -> list[Diagnostic]:
    """Among `Being …`, `Leading …` an option without a verb stands out; the other way round it may be a noun."""
    odd = [option for option in options if not _GERUND.match(option.text.plain)]
    if len(odd) != 1:
        return []
    message = f"option `{odd[0].text.plain}` does not start with a verb in -ing, as the others do"
    return [warning("options-unlike", odd[0].span, message, help="put all options in one form")]


def _odd_length(options: Sequence[Option]) -> list[Diagnostic]:
    *_, second, longest = sorted(options, key=_length)
    shortest, next_short, *_ = sorted(options, key=_length)
    if all_names(options) or any(quantity(option.text.plain) for option in options):
        return []
    if _uneven(second, longest):
        odd, how, other = longest, "more than twice as long as", second
    elif _uneven(shortest, next_short):
        odd, how, other = shortest, "less than half as long as", next_short
    else:
        return []
    message = f"option `{odd.text.plain}` is {how} `{other.text.plain}`, which is nearest to it"
    return [warning("options-unlike", odd.span, message, help="make the options about equally long")]


def _uneven(shortest: Option, longest: Option) -> bool:
    short, long = _length(shortest), _length(longest)
    return long > thresholds.UNEVEN_RATIO * short and long - short > thresholds.UNEVEN_CHARACTERS


def _form(text: str) -> str:
    if re.search(r"\d", text) and (quantity(text) or len(text.split()) <= thresholds.DATE_WORDS):
        return "a number or date"
    if text.startswith("“") and text.endswith("”"):
        return "a quotation"
    if text.startswith("To "):
        return "an infinitive"
    whole = re.search(r"[.!?]”?$", text) and not _ABBREVIATED.search(text) and " " in text
    return "a sentence" if whole else "a phrase"


_ABBREVIATED = re.compile(r"(?:\w\.\w|\b(?:Co|Inc|Jr|Ltd|Sr|St|etc))\.$")
_PLURALS = {
    "a number or date": "numbers or dates",
    "a quotation": "quotations",
    "an infinitive": "infinitives",
    "a sentence": "sentences",
    "a phrase": "phrases",
}
_GERUND = re.compile(r"[A-Za-z]{2,}ing\b(?= )(?! (?:of|in)\b)")


def _length(option: Option) -> int:
    return len(option.text.plain)


def _is_key(item: Item, option: Option) -> bool:
    return isinstance(item.response, SingleChoice) and option is item.response.key
