"""The rules that a bank is held to. Each is a function named for the bad thing; its docstring is its explanation.

To add one: the function, a line in `RULES`, a folder in tests/data/rules.
"""

from collections.abc import Callable, Iterator, Mapping
from inspect import getdoc

from quizgen.diagnostics import Diagnostic
from quizgen.model import Bank
from quizgen.rules.identity import duplicate_id, id_differs_in_case
from quizgen.rules.options import equal_options

Rule = Callable[[Bank], Iterator[Diagnostic]]

RULES: tuple[Rule, ...] = (
    duplicate_id,
    id_differs_in_case,
    equal_options,
)


def check(bank: Bank) -> Iterator[Diagnostic]:
    """What all rules find."""
    for rule in RULES:
        yield from rule(bank)


def name(rule: Rule) -> str:
    """How authors know a rule: `duplicate_id` → `duplicate-id`."""
    return rule.__name__.replace("_", "-")


EXPLANATIONS: Mapping[str, str] = {name(rule): getdoc(rule) or "" for rule in RULES}
