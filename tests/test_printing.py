"""What a deck file or a command asks of paper, seen in the files that come out."""

import io
import re
from collections.abc import Mapping
from pathlib import Path

import pypdf
import pytest
import reportlab
from click.testing import CliRunner, Result
from conftest import ARTICLES, DATA

from quizgen.cli import main
from quizgen.language import phrasing

VERA = Path(reportlab.__file__).parent / "fonts" / "Vera.ttf"
KINDS = DATA / "kinds"


@pytest.fixture
def bank(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a bank of a question of each kind, proved and marked as drafts, and an empty folder of decks."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1796000000")
    items = [folder / "item.yaml" for folder in sorted(KINDS.iterdir()) if folder.is_dir()]
    texts = [path.read_text(encoding="utf-8") for path in items]
    head, _, _ = texts[0].partition("questions:")
    Path("question_bank.yaml").write_text(
        head + "questions:\n" + "".join(text.partition("questions:\n")[2] for text in texts), encoding="utf-8"
    )
    Path("decks").mkdir()
    run("cite", "--articles", str(ARTICLES))
    return tmp_path


def run(*words: str, status: int = 0) -> Result:
    done = CliRunner().invoke(main, words)
    assert done.exit_code == status, done.output
    return done


def build(deck: str, *words: str) -> Mapping[str, str]:
    """The text of each file that a deck file makes, by its name."""
    Path("decks/d.yaml").write_text(f"title: All\n{deck}", encoding="utf-8")
    run("build", "--drafts", *words)
    return {path.name: text(path) for path in Path("build").glob("*.pdf")}


def text(path: Path) -> str:
    return " ".join(" ".join(page.extract_text() for page in pypdf.PdfReader(path).pages).split())


def sizes(path: Path) -> set[float]:
    """Of all letters of a file, in points."""
    codes = [page.get_contents().get_data().decode("latin-1") for page in pypdf.PdfReader(path).pages]  # type: ignore[union-attr]
    return {float(size) for code in codes for size in re.findall(r"/F\S+ (\S+) Tf", code)}


QUIZ = "quizzes: [{id: q, title: Q%s}]\n"


def test_a_deck_file_says_how_a_quiz_is_printed(bank: Path) -> None:
    """Its instructions, word bank, time, preset, page and handout are those of the paper."""
    asked = ", minutes: 25, word_bank: true, preset: large, page: Letter, instructions: {choice: Underline it.}"
    made = build(QUIZ % f"{asked}, handout: whole", "--articles", str(ARTICLES))

    assert set(made) == {"d-q.pdf", "d-q-key.pdf", "d-q-handout.pdf"}
    assert "Underline it." in made["d-q.pdf"]
    assert "25 minutes" in made["d-q.pdf"]
    assert phrasing.WORD_BANK in made["d-q.pdf"]
    assert min(sizes(Path("build/d-q.pdf"))) >= 18
    for path in Path("build").glob("*.pdf"):
        assert pypdf.PdfReader(path).pages[0].mediabox.width == 612
    assert re.search(r"paragraph \d+, lines? \d+", made["d-q-key.pdf"])
    assert "DRAFT" in made["d-q-handout.pdf"]


def test_commands_take_the_same(bank: Path) -> None:
    """`quizgen quiz` has an option for each."""
    words = ["--minutes", "1", "--word-bank", "--preset", "large", "--page", "Letter", "--handout", "passages"]
    run("quiz", "--drafts", "-o", "q.pdf", "--articles", str(ARTICLES), *words)

    assert "1 minute " in text(Path("q.pdf"))
    assert phrasing.WORD_BANK in text(Path("q.pdf"))
    assert min(sizes(Path("q.pdf"))) >= 18
    assert "[…]" in text(Path("q-handout.pdf"))


def test_a_handout_whose_text_is_not_at_hand(bank: Path) -> None:
    """It is left out and told, and with --strict it stops the build."""
    Path("decks/d.yaml").write_text(f"title: All\n{QUIZ % ', handout: whole'}", encoding="utf-8")
    assert "no handout is made" in run("build", "--drafts").output
    assert "--strict" in run("build", "--drafts", "--strict", status=1).output


def test_flashcards_of_a_deck_file(bank: Path) -> None:
    """Layout and edge are those asked for; --preset large makes them two on a page."""
    asked = "flashcards: {layout: 10-up, edge: short, page: Letter}\n"
    made = build(asked)
    assert "Turn over: Short edge" in made["d-flashcards.pdf"]
    assert pypdf.PdfReader("build/d-flashcards.pdf").pages[0].mediabox.width == 612
    assert len(pypdf.PdfReader("build/d-flashcards.pdf").pages) == 2

    build(asked, "--preset", "large")
    assert min(sizes(Path("build/d-flashcards.pdf"))) >= 18
    run("flashcards", "--drafts", "--preset", "large", "-o", "c.pdf")
    assert min(sizes(Path("c.pdf"))) >= 18


@pytest.mark.parametrize("offset", ["nan", "inf", "31", "one"])
def test_no_printer_is_off_by_so_much(bank: Path, offset: str) -> None:
    """What is no length in millimetres is a usage error."""
    run("flashcards", "--drafts", "--back-offset", offset, "0", "-o", "c.pdf", status=2)
    assert not Path("c.pdf").exists()


def test_another_font_prints_what_it_has(bank: Path) -> None:
    """A letter that only our own words need stops the paper too, and nothing is written; replaced, it is told."""
    stopped = run("quiz", "--drafts", "--kind", "match", "--font", str(VERA), "-o", "q.pdf", status=1)
    assert "`→` (U+2192 RIGHTWARDS ARROW)" in stopped.output
    assert not Path("q.pdf").exists()

    run("quiz", "--drafts", "--kind", "match", "--font", str(VERA), "--replace-missing", "-o", "q.pdf")
    fonts = pypdf.PdfReader("q.pdf").pages[0]["/Resources"]["/Font"].values()  # type: ignore[index]
    assert ["BitstreamVeraSans" in font["/BaseFont"] for font in fonts] == [True]


def test_words_of_a_deck_file_are_looked_at(bank: Path) -> None:
    """An instruction that the face has no letters for is told, and not printed as a row of question marks."""
    Path("decks/d.yaml").write_text(f"title: All\n{QUIZ % ', instructions: {choice: 選べ}'}", encoding="utf-8")
    assert "U+9078" in run("build", "--drafts", status=1).output
    assert not Path("build").exists()


def test_handouts_and_cards_are_looked_at(bank: Path) -> None:
    """A character of an article that cannot be printed stops its handout, one of a question its card."""
    folder = bank / "texts"
    folder.mkdir()
    for path in ARTICLES.glob("*.txt"):
        (folder / path.name).write_text(path.read_text(encoding="utf-8") + "\n中\n", encoding="utf-8")
    run("cite", "--articles", str(folder))
    words = ["quiz", "--drafts", "--handout", "whole", "--articles", str(folder), "-o", "q.pdf"]
    assert "U+4E2D" in run(*words, status=1).output
    source = Path("question_bank.yaml").read_text(encoding="utf-8")
    Path("question_bank.yaml").write_text(source.replace("    stem: ", "    stem: 中 ", 1), encoding="utf-8")
    assert "U+4E2D" in run("flashcards", "--drafts", "-o", "c.pdf", status=1).output


def test_the_same_bytes_for_handouts_and_cards(bank: Path) -> None:
    """Whatever the folder: what is printed depends on what is asked for alone."""
    for out in ("one", "two/deep"):
        run("quiz", "--drafts", "--handout", "whole", "--articles", str(ARTICLES), "-o", f"{out}/q.pdf")
        run("flashcards", "--drafts", "-o", f"{out}/c.pdf")
    for name in ("q.pdf", "q-key.pdf", "q-handout.pdf", "c.pdf"):
        assert Path("one", name).read_bytes() == Path("two/deep", name).read_bytes()


def test_calibration_has_a_scale_on_both_sides(bank: Path) -> None:
    """A stroke for each of forty millimetres each way, and the offset moves those of the back."""
    run("flashcards", "--calibrate", "-o", "plain.pdf")
    run("flashcards", "--calibrate", "--back-offset", "2", "-1", "-o", "moved.pdf")
    (plain_front, plain_back), (front, back) = (strokes(Path(name)) for name in ("plain.pdf", "moved.pdf"))

    assert len(plain_front) == len(plain_back) == 2 * 41 + 2
    assert plain_front == plain_back == front
    shifts = {(round(x - other[0], 1), round(y - other[1], 1)) for (x, y), other in zip(back, front, strict=True)}
    assert shifts == {(5.7, 2.8)}


def strokes(path: Path) -> list[list[tuple[float, float]]]:
    """Where each line of each page begins."""
    found = []
    for page in pypdf.PdfReader(io.BytesIO(path.read_bytes())).pages:
        code = page.get_contents().get_data().decode("latin-1")  # type: ignore[union-attr]
        found.append([(float(x), float(y)) for x, y in re.findall(r"n (\S+) (\S+) m \S+ \S+ l S", code)])
    return found
