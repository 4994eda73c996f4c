"""Banks of other subjects, by another hand than the rules: their quotations hold, whatever a rule says of the rest."""

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner
from conftest import DATA

from quizgen.cli import main
from quizgen.model import KINDS
from quizgen.reading import yamlnodes
from quizgen.reading.bank import read as read_bank

BANKS = sorted((DATA / "banks").iterdir())


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
    node, _ = yamlnodes.parse((folder / "question_bank.yaml").read_text(encoding="utf-8"))
    assert node is not None
    bank, mistakes = read_bank(node)

    assert bank is not None, mistakes
    assert {type(item.response) for item in bank.items} == set(KINDS.values())
