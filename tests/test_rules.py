"""Every rule has a bank that fires it and a near miss that stays silent; glob complete, messages to the letter."""

import ast
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from conftest import ARTICLES, DATA, Golden

from quizgen import (
    explanations,
    pipeline,
    reporters,
    rules,
    sources,
)
from quizgen.diagnostics import Report, Severity
from quizgen.model import Bank
from quizgen.pipeline import Loaded

FOLDERS = sorted(path for path in (DATA / "rules").iterdir() if path.is_dir())
DECK_RULES = {
    "not-one-to-one",
    "not-reversed",
    "unrevised",
    "unknown-name",
    "duplicate-quiz",
    "mix-and-count",
    "nothing-selected",
    "selected-and-excepted",
    "bad-title",
    "too-few-questions",
}
PRINT_RULES = {"unprintable-character"}
FOLDER_RULES = {"article-file"}


def texts(bank: Bank) -> Mapping[str, str]:
    """The invented articles of tests/data/articles, by id."""
    found = {article.id: ARTICLES / article.file for article in bank.articles if article.file}
    return {id: path.read_text(encoding="utf-8") for id, path in found.items() if path.is_file()}


NOW = datetime(2026, 11, 22, tzinfo=UTC)


def load(path: Path, *, advice: bool = True) -> Loaded:
    """A bank beside its lock if it has one, else beside the lock that its sound quotations give."""
    lock = path.with_suffix(".lock")
    data = path.read_bytes()
    if lock.is_file():
        find = None if (path.parent / "lock-only").exists() else texts
        return pipeline.load(data, path.name, lock.read_text(encoding="utf-8"), lock.name, find, advice=advice)
    first = pipeline.load(data, path.name, None, lock.name, advice=advice)
    if first.bank is None:
        return first
    attested, _ = sources.attest(first.bank, sources.Lock(), texts(first.bank))
    return pipeline.load(data, path.name, sources.write_lock(attested), lock.name, texts, NOW, advice=advice)


ADVICE = {*explanations.CHECKS, *map(rules.name, rules.WAIVABLE), "coverage", "not-run"}


def without_advice(report: Report, rule: str) -> Report:
    """Without the findings that these small banks, which nobody checked or polished, would bear beside the rule's."""
    kept = tuple(one for one in report.diagnostics if one.rule == rule or one.rule not in ADVICE)
    return replace(report, diagnostics=kept)


def fired(loaded: Loaded) -> set[str]:
    return {one.rule for report in loaded.reports for one in report.diagnostics}


def reported() -> set[str]:
    """The names that the package's source gives to findings, whether or not anybody explains them."""
    names = set()
    for path in (Path(__file__).parents[1] / "quizgen").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", getattr(node.func, "attr", "")) in {
                "error",
                "warning",
                "info",
                "report",
                "_report",
            }:
                first = node.args[0] if node.args else None
                if isinstance(first, ast.Constant) and isinstance(first.value, str):
                    names.add(first.value)
    return names


def test_every_rule_has_its_folder() -> None:
    """What `explain` knows, and what is tested here, are the same rules."""
    assert {path.name for path in FOLDERS} == set(pipeline.explained()) - DECK_RULES - PRINT_RULES - FOLDER_RULES


def test_every_finding_is_explained() -> None:
    """No message names a rule that `quizgen explain` has never heard of."""
    assert reported() <= set(pipeline.explained())


@pytest.mark.parametrize("name", sorted(pipeline.explained()))
def test_explanations_have_what_and_example(name: str) -> None:
    """An explanation starts with one sentence, says why, and shows a bad and a good example."""
    text = pipeline.explained()[name]
    first, blank, *_ = text.splitlines()

    assert first.endswith(".")
    assert blank == ""
    assert "Bad:" in text
    assert "Good:" in text


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda path: path.name)
def test_bad_bank_fires(folder: Path, golden: Golden) -> None:
    """The rule fires on its bad bank, in exactly these words."""
    loaded = load(folder / "bad.yaml")

    assert folder.name in fired(loaded)
    told = (reporters.full(without_advice(report, folder.name)) for report in loaded.reports)
    golden(f"rules/{folder.name}/bad.txt", "".join(told))


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda path: path.name)
def test_without_advice_every_error_is_found(folder: Path) -> None:
    """A build, which asks for no advice, stops at whatever `check` calls an error."""
    with_advice, without = (
        {one for report in load(folder / "bad.yaml", advice=advice).reports for one in report.diagnostics}
        for advice in (True, False)
    )

    assert {one for one in with_advice if one.severity is Severity.ERROR} <= without
    assert without <= with_advice


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda path: path.name)
def test_near_miss_is_silent(folder: Path) -> None:
    """The rule is silent on its near miss, which can be read whole."""
    loaded = load(folder / "good.yaml")

    assert folder.name not in fired(loaded)
    assert loaded.readable
