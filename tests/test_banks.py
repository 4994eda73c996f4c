"""Banks of other subjects, by another hand than the rules: their quotations hold, whatever a rule says of the rest."""

import shutil
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner
from conftest import DATA

from quizgen import pipeline, rules
from quizgen.cli import main
from quizgen.diagnostics import Diagnostic, Severity
from quizgen.model import KINDS, Bank
from quizgen.reading import yamlnodes
from quizgen.reading.bank import read as read_bank

BANKS = sorted((DATA / "banks").iterdir())


def read(path: Path) -> tuple[Bank, tuple[Diagnostic, ...]]:
    """A bank, and what is found in its form."""
    node, _ = yamlnodes.parse(path.read_text(encoding="utf-8"))
    assert node is not None
    bank, mistakes = read_bank(node)
    assert bank is not None
    return bank, mistakes


def texts(folder: Path, bank: Bank) -> Mapping[str, str]:
    """The articles of a bank."""
    return {one.id: (folder / "articles" / one.file).read_text(encoding="utf-8") for one in bank.articles}


def test_there_are_banks() -> None:
    assert len(BANKS) == 5


@pytest.mark.parametrize("folder", BANKS, ids=lambda folder: folder.name)
def test_the_texts_give_the_lock(folder: Path, tmp_path: Path) -> None:
    """Every quotation stands in its text, and the lock beside the bank is what `cite` makes of both."""
    bank = tmp_path / "question_bank.yaml"
    shutil.copy(folder / bank.name, bank)

    ran = CliRunner().invoke(main, ["cite", "--bank", str(bank), "--articles", str(folder / "articles")])

    assert ran.exit_code == 0, ran.output
    assert bank.with_suffix(".lock").read_text() == (folder / "question_bank.lock").read_text()


@pytest.mark.parametrize("folder", BANKS, ids=lambda folder: folder.name)
def test_every_kind_is_asked(folder: Path) -> None:
    """No kind is missing, or a rule that is wrong about that kind would not show itself here."""
    bank, mistakes = read(folder / "question_bank.yaml")

    assert mistakes == ()
    assert {type(item.response) for item in bank.items} == set(KINDS.values())


FOUND: Mapping[str, tuple[int, int]] = {
    "absolute-distractor": (3, 0),
    "clang": (2, 0),
    "grammar-cue": (1, 0),
    "key-longest": (3, 0),
    "key-unsupported": (3, 0),
    "lifted": (2, 0),
    "not-self-contained": (1, 0),
    "numeric-order": (1, 0),
    "option-count": (1, 0),
    "split-at-comma": (1, 0),
}
"""Errors and warnings of each rule on these banks: how many there are, and how many of them are wrong.

What is found in `question_bank.yaml` is wrong, for its questions are sound. In `flawed.yaml` stand those in which
`check` once found rightly what was mended since. Fourteen of these are not found any more: stems that name nobody and
nothing, and a lost “about”, which only matter where an article reports claims.
"""


def sound(folder: Path) -> Iterator[Diagnostic]:
    """What is found in a sound bank, but that nobody has checked it."""
    bank, lock = folder / "question_bank.yaml", folder / "question_bank.lock"
    found = pipeline.load(
        bank.read_bytes(), bank.name, lock.read_text(encoding="utf-8"), lock.name, lambda bank: texts(folder, bank)
    )
    yield from (one for report in found.reports for one in report.diagnostics if one.rule != "unchecked")


def flawed(folder: Path) -> Iterator[Diagnostic]:
    """What is found in the questions that were mended since."""
    bank, mistakes = read(folder / "flawed.yaml")
    yield from mistakes
    yield from rules.check(bank, texts(folder, bank))


def test_what_rules_find() -> None:
    """A change to a rule shows here; at most one finding in ten may be wrong."""
    told = {
        which: Counter(one.rule for folder in BANKS for one in find(folder) if one.severity is not Severity.INFO)
        for which, find in (("sound", sound), ("flawed", flawed))
    }

    all_told = told["sound"] + told["flawed"]
    assert {rule: (all_told[rule], told["sound"][rule]) for rule in sorted(all_told)} == FOUND
    assert told["sound"].total() <= all_told.total() / 10
