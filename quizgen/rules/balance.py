"""Rules on the bank as a whole: what no single question shows."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from statistics import mean

from quizgen.diagnostics import Diagnostic, info, warning
from quizgen.forms.giveaways import clashes
from quizgen.language.quantities import stay
from quizgen.language.terms import asked
from quizgen.model import Bank, SingleChoice, TrueFalse
from quizgen.rules import thresholds


def giveaway(bank: Bank) -> Iterator[Diagnostic]:
    """One question tells the answer of another.

    In one quiz, the first hands the second to everybody who reads on. In the bank this is only information: a
    printed quiz never holds such a pair, whatever it asks for.

    Bad: `stem: How long is the bridge of 1911?` beside `stem: When did the bridge open?`. Good: the first asks
    `How long is the bridge?`.
    """
    pairs = sorted({tuple(sorted((id, other))) for id, others in clashes(asked(bank)).items() for other in others})
    if pairs:
        shown = [f"`{one}` and `{other}`" for one, other in pairs[: thresholds.SHOWN]]
        if more := len(pairs) - len(shown):
            shown.append(f"and {more} more")
        count = "one pair of questions gives" if len(pairs) == 1 else f"{len(pairs)} pairs of questions give"
        yield info("giveaway", bank.span, f"{count} each other away; no quiz will hold both", *shown)


def position_skew(bank: Bank) -> Iterator[Diagnostic]:
    """The keys stand at one place among the options far more often than chance would put them.

    Papers and cards shuffle options, so this is only information, except for options that keep their order, `fixed`
    ones and numbers, and keys that are `pinned`: there learners meet it, and those who notice choose the middle one.

    Bad: fifteen `fixed` questions whose second option is the key. Good: keys at each place about equally often.
    """
    groups: dict[tuple[bool, int], list[int]] = defaultdict(list)
    for item in asked(bank):
        if isinstance(item.response, SingleChoice):
            choice = item.response
            stays = choice.key.pinned or stay(choice.options, fixed=choice.fixed)
            groups[stays, len(choice.options)].append(choice.options.index(choice.key))
    for (stays, size), places in sorted(groups.items()):
        if len(places) >= thresholds.ENOUGH and _chi_square(places, size) < thresholds.UNLIKELY:
            place, count = Counter(places).most_common(1)[0]
            message = f"the key is option {place + 1} of {size} in {count} of {len(places)} questions"
            if stays:
                help = "write other distractors, so that the key comes to stand elsewhere"
                yield warning("position-skew", bank.span, f"{message} whose options keep their order", help=help)
            else:
                yield info("position-skew", bank.span, message, "options are shuffled, so no learner sees it")


def tf_skew(bank: Bank) -> Iterator[Diagnostic]:
    """Far more statements are true than false or the other way round, or those of one answer are the longer ones.

    Who answers `true` throughout then passes; and true statements grow long by what is added to make them so.

    Bad: 13 true statements and 3 false ones. Good: 8 and 8, of about equal length.
    """
    lengths: dict[bool, list[int]] = {True: [], False: []}
    for item in asked(bank):
        if isinstance(item.response, TrueFalse):
            lengths[item.response.key].append(len(item.stem.plain))
    count, true = sum(map(len, lengths.values())), len(lengths[True])
    if count < thresholds.ENOUGH:
        return
    least, most = thresholds.TRUE_SHARE
    if not least <= true / count <= most or _binomial(true, count) < thresholds.UNLIKELY:
        help = "turn some statements round"
        yield warning("tf-skew", bank.span, f"{true} of {count} statements are true", help=help)
    if all(lengths.values()):
        yield from _uneven(bank, mean(lengths[True]), mean(lengths[False]))


def _uneven(bank: Bank, true: float, false: float) -> Iterator[Diagnostic]:
    longer, shorter = max(true, false), min(true, false)
    if longer > thresholds.TRUE_LENGTH_RATIO * shorter:
        which = "true" if true > false else "false"
        message = f"{which} statements are {longer / shorter:.1f} times as long as the others"
        yield warning("tf-skew", bank.span, message, help="shorten those, or say more in the others")


def _chi_square(places: Sequence[int], size: int) -> float:
    """The probability that evenly spread places are at least so unevenly filled."""
    expected = len(places) / size
    counts = Counter(places)
    statistic = sum((counts[place] - expected) ** 2 / expected for place in range(size))
    return _tail(statistic / 2, size - 1)


def _tail(half: float, freedom: int) -> float:
    """The upper tail of the chi-square distribution at twice `half`, by the recurrence over degrees of freedom."""
    if not half:
        return 1.0
    odd = freedom % 2
    tail = math.erfc(math.sqrt(half)) if odd else math.exp(-half)
    # In logarithms: of some hundred degrees the numbers themselves are too large.
    steps = (each / 2 for each in range(3 if odd else 4, freedom + 1, 2))
    return tail + sum(math.exp((step - 1) * math.log(half) - half - math.lgamma(step)) for step in steps)


def _binomial(found: int, count: int) -> float:
    """The probability that a fair coin falls at least so unevenly, either way."""
    extreme = min(found, count - found)
    logs = (-math.log(2) * (count - 1) + _log_comb(count, heads) for heads in range(extreme + 1))
    return min(1.0, sum(map(math.exp, logs)))


def _log_comb(count: int, chosen: int) -> float:
    """In logarithms, since the numbers themselves grow to thousands of digits."""
    return math.lgamma(count + 1) - math.lgamma(chosen + 1) - math.lgamma(count - chosen + 1)
