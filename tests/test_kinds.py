"""Each kind's whole story in one folder: the question as written, and what each output makes of it."""

from pathlib import Path

import pytest
from conftest import DATA, Golden
from test_rules import load

from quizgen.forms import assembly
from quizgen.forms.plans import Blueprint, Deck
from quizgen.model import KINDS, CheckedBank
from quizgen.outputs import anki, paper, preview

FOLDERS = sorted(path for path in (DATA / "kinds").iterdir() if path.is_dir())


def bank(folder: Path) -> CheckedBank:
    loaded = load(folder / "item.yaml")
    assert loaded.checked is not None, [report.diagnostics for report in loaded.reports]
    return loaded.checked


def test_every_kind_has_its_folder() -> None:
    """A kind without a story here would be a kind without a test of its outputs."""
    assert {path.name for path in FOLDERS} == set(KINDS)


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda path: path.name)
def test_folder_holds_its_kind(folder: Path) -> None:
    """The questions of a folder are of its kind."""
    assert {item.kind for item in bank(folder).bank.items} == {folder.name}


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda path: path.name)
def test_anki_notes(folder: Path, golden: Golden) -> None:
    """The note rows of an Anki deck, just above the binary."""
    checked = bank(folder)

    deck = Deck(title=checked.bank.title, items=assembly.ready(checked, drafts=True), reversed=True)
    rows = anki.dump(checked, deck)

    golden(f"kinds/{folder.name}/anki.txt", rows)


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda path: path.name)
def test_paper_lines(folder: Path, golden: Golden) -> None:
    """The placed lines of a quiz and of its key, just above the binary."""
    checked = bank(folder)
    blueprint = Blueprint(id="quiz", title=checked.bank.title, versions=2, seed=1)

    versions, problems = assembly.assemble(checked, assembly.ready(checked, drafts=True), blueprint)

    assert problems == ()
    golden(f"kinds/{folder.name}/paper.txt", paper.dump_quiz(checked, versions, "A4"))
    golden(f"kinds/{folder.name}/key.txt", paper.dump_key(checked, versions, "A4"))


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda path: path.name)
def test_preview_page(folder: Path, golden: Golden) -> None:
    """What the page to read shows, without its style."""
    checked = bank(folder)

    golden(f"kinds/{folder.name}/preview.html", preview.dump(checked, assembly.ready(checked, drafts=True)))
