"""Same bank, same seed, same bytes: whatever the folder, the hash seed, the time zone, the locale and the moment."""

import os
import subprocess
import sys
from pathlib import Path

from conftest import ARTICLES
from test_cli import whole_bank

DECK = "title: Elm Ford\nanki: {}\nflashcards: {}\nquizzes:\n  - {id: week, title: Week, versions: 3, seed: 4}\n"
ENVIRONMENTS = (
    {"PYTHONHASHSEED": "0", "TZ": "UTC", "LANG": "C", "LC_ALL": "C"},
    {"PYTHONHASHSEED": "4711", "TZ": "Asia/Tokyo", "LANG": "tr_TR.UTF-8", "LC_ALL": "tr_TR.UTF-8"},
    {"PYTHONHASHSEED": "random", "TZ": "America/St_Johns", "LANG": "be_BY.UTF-8", "LC_ALL": "be_BY.UTF-8"},
)


def quizgen(folder: Path, environment: dict[str, str], *words: str) -> None:
    """Types a command as a process of its own."""
    temporary = folder / "tmp"
    temporary.mkdir(exist_ok=True)
    subprocess.run(
        [sys.executable, "-m", "quizgen", *words],
        cwd=folder,
        env={**os.environ, **environment, "TMPDIR": str(temporary)},
        check=True,
        capture_output=True,
    )
    assert list(temporary.iterdir()) == [], "a temporary file was left behind"


def test_builds_are_equal_byte_by_byte(tmp_path: Path) -> None:
    """A deck, a quiz, its key and cards, built in three folders under three environments, are the same files."""
    built = []
    for number, environment in enumerate(ENVIRONMENTS):
        folder = tmp_path / f"folder {number}"
        (folder / "decks").mkdir(parents=True)
        (folder / "decks" / "elm.yaml").write_text(DECK, encoding="utf-8")
        (folder / "question_bank.yaml").write_text(whole_bank(), encoding="utf-8")
        quizgen(folder, environment, "cite", "--articles", str(ARTICLES))
        quizgen(folder, environment, "review", "ford-cost", "--by", "AB", "--yes")
        if built:  # the moment of the check is the bank's, not the build's
            bank = (tmp_path / "folder 0" / "question_bank.yaml").read_bytes()
            (folder / "question_bank.yaml").write_bytes(bank)
        quizgen(folder, environment, "build", "--drafts")
        built.append({path.name: path.read_bytes() for path in (folder / "build").iterdir()})

    first, *others = built
    assert sorted(first) == ["elm-flashcards.pdf", "elm-week-key.pdf", "elm-week.pdf", "elm.apkg"]
    for other in others:
        assert [name for name in first if first[name] != other.get(name)] == []
