"""The rules that a bank is held to. Each is a function named for the bad thing; its docstring is its explanation.

To add one: the function, a line in `RULES` (in `ADVICE` if it never gives an error, in `TEXT_RULES` if it reads the
articles), one in `LANGUAGES` if it goes by words, a folder in tests/data/rules.
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from inspect import getdoc
from typing import Any

from quizgen.diagnostics import Diagnostic
from quizgen.language.options import FRAMES
from quizgen.model import Bank
from quizgen.rules import scope, waivers
from quizgen.rules.answers import card_long, cloze_open, thin_why
from quizgen.rules.asking import (
    double_barrelled,
    grammar_cue,
    lifted,
    negative_stem,
    not_self_contained,
)
from quizgen.rules.attribution import (
    claim_unattributed,
    conflict_one_sided,
    dispute_unquoted,
    hedge_lost,
)
from quizgen.rules.balance import giveaway, position_skew, tf_skew
from quizgen.rules.cues import absolute_distractor, clang, key_longest
from quizgen.rules.duplicates import near_duplicate
from quizgen.rules.gaps import coverage
from quizgen.rules.identity import duplicate_id, id_differs_in_case
from quizgen.rules.names import alias_clash
from quizgen.rules.options import (
    all_none_above,
    equal_options,
    option_count,
    option_overlap,
)
from quizgen.rules.parallel import numeric_order, options_unlike
from quizgen.rules.scope import ENGLISH
from quizgen.rules.source_lines import answer_in_source, source_restated, sources_alike
from quizgen.rules.support import added_context, key_unsupported, quote_not_verbatim
from quizgen.rules.wording import loaded_word, relative_date

Texts = Mapping[str, str]
"""Whole articles by their ids."""
Rule = Callable[[Bank], Iterator[Diagnostic]]
TextRule = Callable[[Bank, Texts], Iterator[Diagnostic]]

IDENTITY: tuple[Rule, ...] = (duplicate_id, id_differs_in_case)
"""These keep learners' progress from being overwritten: no question can waive them."""

RULES: tuple[Rule, ...] = (
    claim_unattributed,
    key_unsupported,
    relative_date,
    alias_clash,
    conflict_one_sided,
    negative_stem,
    equal_options,
    all_none_above,
    numeric_order,
    key_longest,
    card_long,
)
"""What can be seen from the bank alone, and may be an error."""

ADVICE: tuple[Rule, ...] = (
    dispute_unquoted,
    hedge_lost,
    loaded_word,
    double_barrelled,
    lifted,
    not_self_contained,
    grammar_cue,
    option_count,
    option_overlap,
    options_unlike,
    absolute_distractor,
    clang,
    cloze_open,
    thin_why,
    sources_alike,
    answer_in_source,
    source_restated,
    near_duplicate,
    giveaway,
    position_skew,
    tf_skew,
)
"""The same, but never an error: of no use to a build, which would not wait for it."""

TEXT_RULES: tuple[TextRule, ...] = (quote_not_verbatim, added_context)
"""What needs the articles, and is looked for where they are at hand."""

CLAIMS: tuple[Rule, ...] = (claim_unattributed, conflict_one_sided, hedge_lost, loaded_word)
"""Who says what, and how surely: looked for only in questions that cite an article with `claims: true`."""

LANGUAGES: Mapping[Rule, Collection[str]] = {
    claim_unattributed: ENGLISH,
    relative_date: ENGLISH,
    conflict_one_sided: ENGLISH,
    negative_stem: ENGLISH,
    all_none_above: tuple(FRAMES),
    numeric_order: ENGLISH,
    hedge_lost: ENGLISH,
    loaded_word: ENGLISH,
    double_barrelled: ENGLISH,
    lifted: ENGLISH,
    not_self_contained: ENGLISH,
    grammar_cue: ENGLISH,
    absolute_distractor: ENGLISH,
    clang: ENGLISH,
    cloze_open: ENGLISH,
    source_restated: ENGLISH,
}
"""The languages whose words a rule goes by, in which alone it runs; a rule that is not here goes by no words."""

IN_PART: Mapping[Rule, Collection[str]] = dict.fromkeys(
    (key_unsupported, option_overlap, options_unlike, near_duplicate), ENGLISH
)
"""The same of rules that go by something else as well, and run everywhere for that: digits, lengths, equal texts."""

WAIVABLE: tuple[Callable[..., Iterator[Diagnostic]], ...] = (*RULES, *ADVICE, *TEXT_RULES)
"""What `allow:` may name."""


def check(bank: Bank, texts: Texts | None = None, *, advice: bool = True) -> Iterator[Diagnostic]:
    """What all rules find and no question waives; with advice, then what did not run and what waives nothing."""
    for rule in IDENTITY:
        yield from rule(bank)
    claims = scope.claiming(bank)
    seen = [(rule, claims if rule in CLAIMS else bank) for rule in (*RULES, *(ADVICE if advice else ()))]
    found = [one for rule, part in seen if knows(rule, bank.language) for one in rule(part)]
    if texts is not None:
        found += [one for text_rule in TEXT_RULES for one in text_rule(bank, texts)]
    kept, used = waivers.apply(bank, found)
    yield from kept
    if advice:
        yield from scope.not_run(
            bank,
            [name(rule) for rule in LANGUAGES if not knows(rule, bank.language)],
            [name(rule) for rule in IN_PART if not scope.is_one_of(bank.language, IN_PART[rule])],
            () if claims.items else [name(rule) for rule in CLAIMS],
        )
        absent = {article.id for article in bank.articles} - (texts or {}).keys()
        yield from waivers.idle(bank, used, tuple(map(name, (*RULES, *ADVICE))), tuple(map(name, TEXT_RULES)), absent)


def knows(rule: Rule, language: str) -> bool:
    """Whether a rule can look at a bank in this language."""
    return rule not in LANGUAGES or scope.is_one_of(language, LANGUAGES[rule])


def name(rule: Callable[..., Any]) -> str:
    """How authors know a rule: `duplicate_id` → `duplicate-id`."""
    return rule.__name__.replace("_", "-")


EXPLANATIONS: Mapping[str, str] = {
    **{name(rule): getdoc(rule) or "" for rule in (*IDENTITY, *WAIVABLE)},
    name(coverage): getdoc(coverage) or "",
    name(scope.not_run): getdoc(scope.not_run) or "",
}
