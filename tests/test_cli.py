"""The commands as people type them: what they see, what is written, and that bad input harms nothing."""

import json
import os
import re
import sys
from collections.abc import Callable
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result
from conftest import ARTICLES, DATA
from pypdf import PdfReader

from quizgen import rules
from quizgen.cli import main
from quizgen.commands import files
from quizgen.model import Bank

KINDS = sorted((DATA / "kinds").glob("*/item.yaml"))

Run = Callable[..., Result]


def whole_bank() -> str:
    """One bank of all the kinds' questions."""
    head = KINDS[0].read_text(encoding="utf-8").split("questions:\n")[0]
    return (
        head + "questions:\n" + "\n".join(path.read_text(encoding="utf-8").split("questions:\n")[1] for path in KINDS)
    )


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Types a command in a folder that holds an unchecked bank and its lock."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1796000000")
    (tmp_path / "question_bank.yaml").write_text(whole_bank(), encoding="utf-8")

    def type_in(*words: str, input: str | None = None, status: int | None = 0) -> Result:
        result = CliRunner().invoke(main, words, input=input, catch_exceptions=False)
        if status is not None:
            assert result.exit_code == status, result.output
        assert "Traceback" not in result.output
        return result

    type_in("cite", "--articles", str(ARTICLES))
    return type_in


@pytest.fixture
def bank() -> Path:
    return Path("question_bank.yaml")


def ids() -> list[str]:
    return [line.split()[-1] for line in whole_bank().splitlines() if line.startswith("  - id: ford")]


def check_all(run: Run) -> None:
    for id in ids():
        run("review", id, "--by", "AB", "--yes")


@pytest.fixture
def at_hand(run: Run, bank: Path) -> Run:
    """The same, where the bank names the folder of its articles, and that is there."""
    replace_in(bank, "  language: en\n", "  language: en\n  articles: articles\n")
    Path("articles").symlink_to(ARTICLES)
    return run


def test_texts_at_hand_are_used_without_being_named(at_hand: Run, bank: Path) -> None:
    """Proving, checking and handing out take the bank's own folder; nothing is said of it."""
    replace_in(bank, "quote: The bridge at Elm Ford opened", "quote: at Elm Ford opened")
    at_hand("cite")
    at_hand("check")
    at_hand("quiz", "--handout", "passages", "--drafts")

    assert Path("build/quiz-handout.pdf").exists()


def test_texts_at_hand_are_held_against_the_lock(at_hand: Run, bank: Path) -> None:
    """A wrong letter is found against the text, and what is to be typed names no folder."""
    replace_in(bank, "quote: The bridge at Elm Ford opened", "quote: The bridge at Elm Ford opend")

    assert "did you mean `The bridge at Elm Ford opened" in at_hand("check", status=1).output
    assert at_hand("cite", status=1).output.count("quote-not-found") == len(ids())


def test_a_folder_that_is_not_there_is_no_fault(at_hand: Run, bank: Path) -> None:
    """Who has no texts checks by the lock, silently; only `cite` wants them, and says where it looked."""
    Path("articles").unlink()

    assert at_hand("check").stderr == ""
    assert "articles is not there" in at_hand("cite", status=2).output


def test_a_text_that_its_folder_lacks_is_told(at_hand: Run, bank: Path) -> None:
    """A misspelt file is no reason to stop, nor to be silent."""
    replace_in(bank, "file: bridge.txt", "file: brigde.txt")

    assert "articles holds no `brigde.txt`" in at_hand("check").stderr


def test_an_article_without_a_file_is_told_what_to_do(run: Run, bank: Path) -> None:
    """It is not blamed on the folder, nor on what was pasted."""
    replace_in(bank, "    file: bridge.txt\n", "")
    Path("question_bank.lock").unlink()

    assert ":7:9: no article names the file of its text" in run("cite", "--articles", ".", status=1).output
    assert "`bridge`: it names no `file`" in run("check", "--articles", ".", status=1).output
    pasted = run("cite", "ford-opening", "--paragraph", "-", input="Some words", status=1).output
    assert "the lock knows nothing of article `bridge`" in pasted
    assert "such as `file: bridge.txt`, put its text as `bridge.txt` into a folder DIR" in pasted


def replace_in(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_from_a_written_bank_to_decks_and_papers(run: Run) -> None:
    """The whole street: cite, review, check, build; the products are there, whole, and nothing else is."""
    check_all(run)
    Path("decks").mkdir()
    Path("decks/elm.yaml").write_text("title: Elm\nanki: {}\nquizzes:\n  - {id: week, title: Week, versions: 2}\n")

    told = run("check", "--strict").output + run("build").output

    assert "10 questions, 10 checked: 0 errors, 0 warnings" in told
    assert sorted(path.name for path in Path("build").iterdir()) == ["elm-week-key.pdf", "elm-week.pdf", "elm.apkg"]
    assert "build/elm.apkg  (10 questions)" in told
    assert "build/elm-week.pdf  (7 questions, 2 versions)" in told
    assert re.search(r"left out of build/elm-week.pdf, would give another question away: ford-\S+ \(beside \S+\)", told)


def test_questions_nobody_checked_stay_out_and_are_named(run: Run) -> None:
    """A build says which questions it leaves out; with --strict it stops; with --drafts it marks them."""
    run("review", "ford-cost", "--by", "AB", "--yes")

    made = run("deck", "-o", "elm.apkg")
    Path("elm.apkg").unlink()

    assert "left out, unchecked: ford-opening," in made.output
    assert "ford-cost" not in made.output
    assert "elm.apkg  (1 question)" in made.output
    Path("decks").mkdir()
    Path("decks/elm.yaml").write_text("title: Elm\nanki: {}\n")
    run("build", "--strict", status=1)
    assert not Path("build").exists()
    drafts = run("quiz", "--drafts", "-o", "quiz.pdf")
    assert "marked DRAFT, unchecked:" in drafts.output
    assert all("DRAFT" in page.extract_text() for page in PdfReader("quiz.pdf").pages)


def test_a_changed_question_stays_out(run: Run, bank: Path) -> None:
    """A question edited after its check does not reach a learner."""
    check_all(run)
    replace_in(bank, "answer: 86.80", "answer: 86.8")

    told = run("check", "--strict", status=1)

    assert "warning[changed]: question `ford-cost` was changed after it was checked" in told.output
    assert "left out, changed: ford-cost" in run("deck", "-o", "elm.apkg").output


def imported(package: str, folder: Path) -> object:
    """What Anki itself says of a deck that a learner imports, once more, with the options of its dialog."""
    from anki.collection import Collection, ImportAnkiPackageOptions, ImportAnkiPackageRequest

    collection = Collection(str(folder / "collection.anki2"))
    try:
        asked = ImportAnkiPackageRequest(package_path=package, options=ImportAnkiPackageOptions())
        return collection.import_anki_package(asked).log
    finally:
        collection.close()


def test_a_correction_reaches_a_learner_as_one_update(
    run: Run, bank: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """From the bank's text to Anki: rebuilt unchanged, nothing is updated; one answer corrected, exactly one note."""
    learner = tmp_path / "learner"
    learner.mkdir()
    check_all(run)
    run("deck", "-o", "first.apkg")
    first = imported("first.apkg", learner)
    run("deck", "-o", "again.apkg")
    again = imported("again.apkg", learner)

    replace_in(bank, "answer: 86.80", "answer: 86.8")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1796100000")
    run("review", "ford-cost", "--by", "AB", "--yes")
    run("deck", "-o", "mended.apkg")
    mended = imported("mended.apkg", learner)

    counts = [(len(log.new), len(log.updated), len(log.duplicate)) for log in (first, again, mended)]  # type: ignore[attr-defined]
    assert counts == [(10, 0, 0), (0, 0, 10), (0, 1, 9)]


def test_a_review_writes_one_line(run: Run, bank: Path) -> None:
    """Only the record is new in the file."""
    before = bank.read_text(encoding="utf-8").splitlines()

    run("review", "ford-cost", "--by", "AB", "--yes")

    after = bank.read_text(encoding="utf-8").splitlines()
    new = [line for line in after if line not in before]
    assert len(after) == len(before) + 1
    assert new[0].startswith('    checked: {by: "AB", at: 2026-11-30T00:53:20Z, digest: v1-')
    assert new[0].endswith(", unasked: true}")


def test_a_dispute_is_recorded(run: Run, bank: Path) -> None:
    """A checker who finds a question wrong says so in the bank."""
    run("review", "ford-cost", "--by", "AB", "--yes", "--dispute", "the unit is missing")

    assert 'disputed: "the unit is missing"' in bank.read_text(encoding="utf-8")
    assert "question `ford-cost` is disputed" in run("check").output


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["ford-cost", "--by", "AB", "--dispute", "x"], "--dispute goes with --yes"),
        (["ford-cost", "ford-day", "--by", "AB", "--yes"], "--yes goes with --by NAME and one ID"),
        (["--by", "AB", "--yes"], "--yes goes with --by NAME and one ID"),
        (["ford-cost", "--yes"], "--yes goes with --by NAME and one ID"),
        (["ford-cost", "--by", " ", "--yes"], "--yes goes with --by NAME and one ID"),
        (["ford-cost", "--by", "A\u202eB", "--yes"], "U+202E RIGHT-TO-LEFT OVERRIDE cannot stand in a bank"),
    ],
)
def test_one_check_is_recorded_at_a_time(run: Run, bank: Path, words: list[str], told: str) -> None:
    """What is recorded without asking is of one question and has a name that the bank can hold."""
    assert told in run("review", *words, status=2).output
    assert "checked:" not in bank.read_text(encoding="utf-8")


def test_a_paragraph_pasted_proves_a_quotation(run: Run) -> None:
    """A contributor without the article pastes the paragraph; the lock gains a line and no text."""
    quote = "quote: The bridge at Elm Ford opened on 4 May 1911 and cost 86.8 thousand crowns."
    replace_in(Path("question_bank.yaml"), quote, "quote: opened on 4 May 1911 and cost 86.8 thousand")
    assert "error[quote-unproved]" in run("check", status=1).output
    paragraph = next(line for line in (ARTICLES / "bridge.txt").read_text("utf-8").splitlines() if "cost 86.8" in line)

    run("cite", "ford-cost", "--paragraph", "-", input=paragraph)

    assert "opened" not in Path("question_bank.lock").read_text(encoding="utf-8")
    run("check")


def test_a_wrong_paragraph_is_refused(run: Run) -> None:
    """A paragraph that is not the article's changes nothing."""
    before = Path("question_bank.lock").read_bytes()

    told = run("cite", "ford-cost", "--paragraph", "-", input="Another text altogether.", status=1)

    assert "error[" in told.output
    assert Path("question_bank.lock").read_bytes() == before


def test_a_paragraph_that_is_not_utf_8_is_told_as_such(run: Run) -> None:
    """Its bytes are named, and nothing is written."""
    before = Path("question_bank.lock").read_bytes()
    Path("pasted.txt").write_bytes("The café at Elm Ford".encode("cp1252"))

    told = run("cite", "ford-cost", "--paragraph", "pasted.txt", status=1)

    assert "pasted.txt:1:8: the file is not UTF-8" in told.output
    assert Path("question_bank.lock").read_bytes() == before


def test_whole_articles_and_lock_agree(run: Run, bank: Path) -> None:
    """`check` says the same with the lock alone and with the articles; a changed letter is found by both."""
    assert run("check").output == run("check", "--articles", str(ARTICLES)).output

    replace_in(bank, "quote: The bridge at Elm Ford opened", "quote: The bridge at Elm Ford opend")

    assert "quote-unproved" in run("check", status=1).output
    told = run("check", "--articles", str(ARTICLES), status=1).output
    assert "quote-not-found" in told
    assert "did you mean" in told


def test_json_counts(run: Run) -> None:
    """The summary of the machine format."""
    summary = json.loads(run("check", "--format", "json").output)["summary"]

    assert summary == {"questions": 10, "checked": 0, "errors": 0, "warnings": 10}


def test_concise_is_a_line_a_finding(run: Run) -> None:
    """One line for each finding, and the summary."""
    assert len(run("check", "--format", "concise").output.splitlines()) == 11


def test_a_misspelt_article_file(run: Run, bank: Path) -> None:
    """A name that the folder spells otherwise is told at its place; a text that is not at hand at all is not."""
    replace_in(bank, "file: bridge.txt", "file: brigde.txt")
    told = run("check", "--articles", str(ARTICLES), "--format", "concise").output
    replace_in(bank, "file: brigde.txt", "file: quarry.txt")

    (found,) = [line for line in told.splitlines() if "warning[article-file]" in line]
    assert "holds no `brigde.txt`, but `bridge.txt`, which no article names" in found
    assert "article-file" not in run("check", "--articles", str(ARTICLES)).output


def test_formats_for_programs(run: Run, bank: Path) -> None:
    """GitHub's lines and SARIF have what the text has, and the status is the same."""
    replace_in(bank, "kind: choice", "kind: choise")

    lines = run("check", "--format", "github", status=1).output.splitlines()
    log = json.loads(run("check", "--format", "sarif", status=1).output)

    assert "::error file=question_bank.yaml,line=15,col=11,endLine=15,endColumn=17,title=unknown-kind::" in lines[0]
    results = log["runs"][0]["results"]
    assert sum(one["level"] != "note" for one in results) == sum(line.startswith("::") for line in lines)


def test_remarks_are_shown_on_request(run: Run) -> None:
    """What fails nothing does not bury what does; the summary says that there is more."""
    quiet, told = run("check").output, run("check", "--info").output

    assert "info[" not in quiet
    assert "(and 1 remark: --info)" in quiet
    assert "info[" in told
    assert json.loads(run("check", "--format", "json").output)["diagnostics"][0]["severity"] == "info"


def test_explaining(run: Run) -> None:
    """A rule is explained by name; a misspelt name is met with the nearest; without a name all are told."""
    one, every = run("explain", "duplicate-id").output, run("explain").output

    assert one in every
    assert "did you mean `duplicate-id`?" in run("explain", "duplicated-id", status=1).output


def test_choosing_on_the_command_line(run: Run) -> None:
    """A product can be made without a deck file, and its key is named like it."""
    check_all(run)

    run("quiz", "--kind", "true-false", "--except", "ford-true", "--seed", "3", "--page", "Letter", "-o", "out/tf.pdf")

    assert sorted(path.name for path in Path("out").iterdir()) == ["tf-key.pdf", "tf.pdf"]
    paper = PdfReader("out/tf.pdf").pages[0]
    assert [float(side) for side in paper.mediabox[2:]] == [612, 792]
    assert "1912" in paper.extract_text()


@pytest.mark.parametrize(
    ("words", "status", "told"),
    [
        (["deck", "--tag", "histroy"], 2, "did you mean `history`?"),
        (["quiz", "--kind", "essay"], 2, "the bank has no `essay`"),
        (["quiz", "--count", "99"], 1, "wants 99 questions, but 7 can be drawn"),
        (["quiz", "--kind", "open", "--tag", "history", "--difficulty", "hard"], 1, "selects no question"),
        (["deck", "--difficulty", "hard"], 1, "selects no question"),
        (["preview", "--difficulty", "hard"], 1, "the preview selects no question"),
        (["preview", "-o", "question_bank.yaml"], 1, "written over the bank"),
        (["build"], 1, "there is no deck file in decks"),
        (["build", "nowhere.yaml"], 1, "cannot read nowhere.yaml: no such file or directory"),
        (["check", "nowhere.yaml"], 1, "cannot read nowhere.yaml: no such file or directory"),
        (["check", "."], 1, "is a folder, not a file"),
        (["check", "--articles", "nowhere"], 1, "nowhere is not a folder"),
        (["cite"], 2, "give either --articles DIR"),
        (["cite", "--articles", "."], 1, "holds none of the bank's articles (bridge.txt)"),
        (["cite", "nobody", "--paragraph", "-"], 1, "there is no question `nobody`"),
        (["review", "nobody", "--by", "AB", "--yes"], 1, "there is no question `nobody`"),
        (["quiz", "-o", "question_bank.yaml"], 1, "written over the bank"),
        (["deck", "-o", "question_bank.yaml/x.apkg"], 1, "cannot write"),
        (["deck", "-o", "."], 1, "cannot write"),
    ],
)
def test_what_cannot_be_done_is_told(run: Run, words: list[str], status: int, told: str) -> None:
    """A clear sentence, the right exit status, and every file as it was."""
    check_all(run)
    before = {path: path.read_bytes() for path in Path().rglob("*") if path.is_file()}

    result = run(*words, status=status)

    assert told in result.output
    assert {path: path.read_bytes() for path in Path().rglob("*") if path.is_file()} == before


@pytest.mark.parametrize("title", ["", "  ", "Elm\nFord", "Elm\tFord", "Elm\x07", "Elm\u202e", "Elm::", "x" * 201])
@pytest.mark.parametrize("command", ["deck", "quiz"])
def test_a_title_that_names_nothing(run: Run, command: str, title: str) -> None:
    """A typed title is held to what one in a deck file is: wrong usage, the option named, nothing written."""
    told = run(command, "--title", title, "--drafts", status=2).output

    assert "Invalid value for '--title': " in told
    assert not Path("build").exists()


def test_a_deck_file_is_judged_before_anything_is_written(run: Run) -> None:
    """One bad quiz, and the good deck beside it is not written either."""
    check_all(run)
    Path("decks").mkdir()
    Path("decks/a.yaml").write_text("title: Good\nanki: {}\n")
    Path("decks/b.yaml").write_text("title: Bad\nquizzes:\n  - {id: big, title: Big, count: 99}\n")

    told = run("build", status=1)

    assert "decks/b.yaml:3:34: error[too-few-questions]" in told.output
    assert not Path("build").exists()


@pytest.mark.parametrize("slip", ["", "kind: choise", "kind: 'choice", "\tkind: choice"])
def test_a_check_covers_the_deck_files(run: Run, bank: Path, slip: str) -> None:
    """`check` tells of deck files as `build` would, whatever it finds in the bank; its status says so."""
    Path("decks").mkdir()
    Path("decks/a.yaml").write_text("title: A\nselect: {tags: [histroy]}\n")
    if slip:
        replace_in(bank, "kind: choice", slip)

    told = run("check", "--format", "concise", status=1).output

    assert "decks/a.yaml:2:17: error[unknown-name]: the bank has no `histroy` among its tags" in told
    findings = json.loads(run("check", "--format", "json", status=1).output)
    assert findings["diagnostics"][-1]["path"] == "decks/a.yaml"


def test_a_deck_file_that_selects_nothing(run: Run) -> None:
    """An empty deck is not made, and the message points into the deck file."""
    check_all(run)
    Path("decks").mkdir()
    Path("decks/a.yaml").write_text("title: None\nselect: {tags: [history], difficulty: [hard]}\nanki: {}\n")

    assert "decks/a.yaml:2:1: error[nothing-selected]" in run("build", status=1).output
    assert not Path("build").exists()


def test_two_products_of_one_name_are_refused(run: Run) -> None:
    """A deck `a` with a quiz `b-c` and a deck `a-b` with a quiz `c` would print over each other."""
    check_all(run)
    Path("decks").mkdir()
    Path("decks/a.yaml").write_text("title: A\nquizzes:\n  - {id: b-c, title: Q}\n")
    Path("decks/a-b.yaml").write_text("title: AB\nquizzes:\n  - {id: c, title: Q}\n")

    assert "two products would be written to build/a-b-c.pdf" in run("build", status=1).output


def test_a_character_that_cannot_be_printed_stops_its_papers_only(run: Run, bank: Path) -> None:
    """The Anki deck and the other quiz are made; what is not is told at the end, at the character's place."""
    replace_in(bank, "stem: What did the bridge cost", "stem: 😀 What did the bridge cost")
    check_all(run)
    Path("decks").mkdir()
    Path("decks/a.yaml").write_text(
        "title: A\nanki: {}\nquizzes: [{id: all, title: All}, {id: few, title: Few, select: {except: [ford-cost]}}]\n"
    )

    told = run("build", status=1).output

    assert sorted(path.name for path in Path("build").iterdir()) == ["a-few-key.pdf", "a-few.pdf", "a.apkg"]
    assert told.count("error[unprintable-character]: question `ford-cost` has `😀` (U+1F600 GRINNING FACE)") == 1
    assert told.endswith("not made: build/a-all.pdf\n")
    assert "not made: build/a-all.pdf" in run("build", status=1).output


def test_check_warns_of_what_a_deck_file_cannot_print(run: Run, bank: Path) -> None:
    """It fails only `--strict`, for another font may have it; where nothing prints the question, it is silent."""
    replace_in(bank, "stem: What did the bridge cost", "stem: 😀 What did the bridge cost")
    check_all(run)
    line = next(n for n, text in enumerate(bank.read_text("utf-8").splitlines(), 1) if "😀" in text)
    Path("decks").mkdir()
    deck = Path("decks/a.yaml")
    deck.write_text("title: A\nanki: {}\n")
    assert "unprintable-character" not in run("check").output

    for papers in ("flashcards: {}", "quizzes: [{id: q, title: Q}]"):
        deck.write_text(f"title: A\nanki: {{}}\n{papers}\n")
        assert f"question_bank.yaml:{line}:11: warning[unprintable-character]" in run("check").output
    run("check", "--strict", status=1)


def test_a_title_that_cannot_be_printed_is_told_with_its_paper(run: Run) -> None:
    """It stands in a deck file or on the command line, not in the bank."""
    check_all(run)

    told = run("quiz", "--title", "Elm Ford 😀", "-o", "quiz.pdf", status=1).output

    assert "not made: quiz.pdf: the title `Elm Ford 😀` has `😀` (U+1F600 GRINNING FACE)" in told
    assert not Path("quiz.pdf").exists()


@pytest.mark.skipif(os.geteuid() == 0 and sys.platform != "linux", reason="root writes everywhere")
def test_a_folder_that_cannot_be_written(run: Run) -> None:
    """A read-only place is named, and the old product stays."""
    check_all(run)
    Path("build").write_text("a file where a folder is wanted")

    assert "cannot write build/deck.apkg" in run("deck", status=1).output
    assert Path("build").read_text() == "a file where a folder is wanted"


def test_the_bank_is_found_from_a_folder_below(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """A command works wherever in the project one stands."""
    Path("decks").mkdir()
    monkeypatch.chdir("decks")

    assert "../question_bank.yaml" in run("check").output


def test_no_bank_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Outside a project, the message says how to name a bank."""
    monkeypatch.chdir(tmp_path)

    result = CliRunner().invoke(main, ["check"])

    assert result.exit_code == 1
    assert "there is no question_bank.yaml here or in a folder above" in result.output


def test_no_colours_where_none_are_wanted(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """NO_COLOR is heeded also where a terminal listens."""
    coloured = CliRunner().invoke(main, ["check"], color=True).output
    monkeypatch.setenv("NO_COLOR", "1")
    plain = CliRunner().invoke(main, ["check"], color=True).output

    assert "\x1b" in coloured
    assert plain == click.unstyle(coloured)


def test_our_own_mistake_is_one_line(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """A bug shows no traceback, unless one asks for it."""
    from quizgen import pipeline

    def breaks() -> None:
        raise RuntimeError("two\nlines")

    monkeypatch.setattr(pipeline, "explained", breaks)

    assert "quizgen broke: RuntimeError" in run("explain", status=1).output
    with pytest.raises(RuntimeError):
        run("--debug", "explain", status=None)


@pytest.mark.parametrize("command", ["check", "cite"])
def test_a_bank_with_articles_is_read_once(run: Run, monkeypatch: pytest.MonkeyPatch, command: str) -> None:
    """To prove quotations by the articles, neither bank nor articles are read a second time, and no rule runs twice."""
    read: list[str] = []
    checked: list[Bank] = []
    reading, checking = files.read, rules.check
    monkeypatch.setattr(files, "read", lambda path: [read.append(path.name), reading(path)][1])
    monkeypatch.setattr(
        rules, "check", lambda bank, *rest, **more: [checked.append(bank), checking(bank, *rest, **more)][1]
    )

    run(command, "--articles", str(ARTICLES), status=None)

    assert sorted(read) == sorted(set(read))
    assert "question_bank.yaml" in read
    assert len(checked) == 1
