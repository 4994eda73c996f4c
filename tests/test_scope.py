"""Which rules look at which bank: by its language, and by whether its articles report claims."""

from collections.abc import Mapping

import pytest
from conftest import DATA

from quizgen import rules
from quizgen.diagnostics import Diagnostic
from quizgen.model import Bank
from quizgen.reading import yamlnodes
from quizgen.reading.bank import read as read_bank

RULES = DATA / "rules"


def read(text: str) -> Bank:
    node, _ = yamlnodes.parse(text)
    assert node is not None
    bank, _ = read_bank(node)
    assert bank is not None
    return bank


def bad(rule: str) -> str:
    """The bank that fires a rule."""
    return (RULES / rule / "bad.yaml").read_text(encoding="utf-8")


def found(bank: Bank, rule: str) -> list[Diagnostic]:
    return [one for one in rules.check(bank) if one.rule == rule]


@pytest.mark.parametrize("rule", sorted(map(rules.name, rules.CLAIMS)))
def test_claims_are_looked_for_where_there_are_some(rule: str) -> None:
    """One bank, with and without the word that its articles report claims."""
    text = bad(rule)

    assert found(read(text), rule)
    assert found(read(text.replace("  claims: true\n", "")), rule) == []


@pytest.mark.parametrize(
    ("bank", "article", "claims"),
    [("", "", False), ("", "true", True), ("true", "", True), ("true", "false", False), ("false", "true", True)],
)
def test_an_article_may_say_otherwise_than_its_bank(bank: str, article: str, claims: bool) -> None:
    """The word of the bank is for all articles that say nothing themselves."""
    top, own = (f"claims: {word}" if word else "# nothing" for word in (bank, article))
    text = bad("hedge-lost").replace("claims: true", top).replace("file: bridge.txt", f"file: bridge.txt\n    {own}")

    assert read(text).articles[0].claims is claims


def test_only_questions_on_claims_are_looked_at() -> None:
    """Of two articles one reports claims: the same flaw in a question on the other is none."""
    text = bad("hedge-lost").replace("claims: true", "claims: false")
    one = read(text.replace("file: bridge.txt", "file: bridge.txt\n    claims: true"))

    assert [diagnostic.span.line for diagnostic in found(one, "hedge-lost")] == [30]


@pytest.mark.parametrize("rule", sorted(map(rules.name, rules.LANGUAGES)))
def test_rules_of_words_are_silent_in_a_language_they_do_not_know(rule: str) -> None:
    """The bank that fires a rule, said to be in Welsh: no finding, and the one remark names the rule."""
    text = bad(rule)
    welsh = read(text.replace("language: en\n", "language: cy\n"))

    assert found(read(text), rule)
    assert found(welsh, rule) == []
    (told,) = (one for one in found(welsh, "not-run") if "language" in one.message)
    assert f"`{rule}`" in told.notes[0]
    assert told.notes[1].startswith("of `key-unsupported`, `option-overlap`")
    assert told.span == welsh.language_span


LANGUAGES: Mapping[str, bool] = {"en": True, "en-GB": True, "EN": True, "eng": False, "de": False, "e": False}


@pytest.mark.parametrize(("language", "known"), LANGUAGES.items())
def test_a_language_has_many_tags(language: str, known: bool) -> None:
    """Region and case make no other language."""
    assert rules.knows(rules.negative_stem, language) is known
