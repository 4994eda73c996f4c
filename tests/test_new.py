"""A bank of one's own: the folder works at once, and what is added to it leaves every other byte alone."""

import json
import os
import pty
import re
import select
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result
from jsonschema import Draft7Validator
from pypdf import PdfReader

from quizgen import cli
from quizgen.cli import main
from quizgen.commands import naming, new_bank, new_question
from quizgen.model import KINDS
from quizgen.reading import yamlnodes
from quizgen.span import START

BANK, LOCK = Path("question_bank.yaml"), Path("question_bank.lock")
TEXT = """\
How cells divide

A cell divides into two daughter cells.
Advertisement
Each of them has a nucleus of its own.
"""
WRAPPED = """\
A cell divides into two daugh-
ter cells, each of which
has a nucleus.

This is called mitosis, and
it takes an hour.
"""

Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Types a command in a folder of its own, where nobody is at a terminal."""
    monkeypatch.chdir(tmp_path)

    def type_in(*words: str, status: int = 0) -> Result:
        result = CliRunner().invoke(main, words, catch_exceptions=False)
        assert result.exit_code == status, result.output
        return result

    return type_in


@pytest.fixture
def bank(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """The same in a new bank."""
    run("new", "bank", "biology")
    monkeypatch.chdir(tmp_path / "biology")
    return run


def at_terminal(*words: str, answers: str) -> str:
    """What somebody sees who types a command at a terminal, and answers line by line."""
    child, terminal = pty.fork()
    if child == 0:
        os.execv(sys.executable, [sys.executable, "-m", "quizgen", *words])
    os.write(terminal, answers.encode())
    seen = b""
    while select.select([terminal], [], [], 60)[0]:
        try:
            seen += os.read(terminal, 65536)
        except OSError:  # its end, on Linux
            break
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0, seen
    return re.sub(r"\x1b\[[0-9;]*m", "", seen.decode().replace("\r", ""))


def lines_added(before: bytes, after: bytes) -> bytes:
    """The one stretch of bytes that was put in; nothing else may differ."""
    start = next((at for at, (old, new) in enumerate(zip(before, after, strict=False)) if old != new), len(before))
    assert after.endswith(before[start:])
    return after[start : start + len(after) - len(before)]


def empty(node: yamlnodes.Node) -> int:
    """How many values of a node are empty."""
    match node:
        case yamlnodes.Scalar(text=text):
            return not text
        case yamlnodes.Sequence(items=items):
            return sum(map(empty, items))
        case yamlnodes.Mapping(entries=entries):
            return sum(empty(entry.value) for entry in entries)


class TestBank:
    """`new bank`."""

    def test_it_works_at_once(self, bank: Run) -> None:
        """As the manual says: no error, only that nobody has checked it, and a deck, a quiz and its key."""
        told = bank("check").output
        built = bank("build", "--drafts").output

        assert set(re.findall(r"(?:error|warning|info)\[([a-z-]+)\]", told)) == {"unchecked"}
        assert "9 questions, 0 checked: 0 errors, 9 warnings" in told
        assert "marked DRAFT, unchecked: danube-01" in built
        assert "left out" not in built
        assert sorted(path.name for path in Path("build").iterdir()) == ["all-quiz-key.pdf", "all-quiz.pdf", "all.apkg"]
        assert "Into which sea does the Danube flow?" in PdfReader("build/all-quiz.pdf").pages[0].extract_text()

    def test_it_has_a_question_of_each_kind_and_every_note_is_true(self, bank: Run) -> None:
        """What the article's lines are said to be (`skip`, `wrapped`) and the fields named are those that are read."""
        text = BANK.read_text(encoding="utf-8")

        assert set(re.findall(r"kind: (\S+)", text)) == set(KINDS)
        assert 150 <= len(Path("articles/danube.txt").read_text(encoding="utf-8").split()) <= 250
        BANK.write_text(re.sub(r"    # (skip|wrapped)", r"    \1", text).replace("[3, 9-12]", "[12]"), encoding="utf-8")
        bank("cite")
        bank("check")

    def test_an_editor_finds_the_schemas_and_they_fit(self, bank: Run) -> None:
        """The first line of either file leads to a schema in the folder, which refuses nothing in it."""
        for path in (Path("question_bank.yaml"), Path("decks/all.yaml")):
            text = path.read_text(encoding="utf-8")
            named = re.match(r"# yaml-language-server: \$schema=(\S+)\n", text)
            assert named, text[:80]
            schema = json.loads((path.parent / named[1]).read_text(encoding="utf-8"))

            assert list(Draft7Validator(schema).iter_errors(yaml.safe_load(text))) == []

    def test_its_names_are_the_folders(self, run: Run) -> None:
        """The id is made of letters that an id may have, the title is the name as it is."""
        run("new", "bank", "Über “Zellen” 9b")

        text = (Path("Über “Zellen” 9b") / BANK).read_text(encoding="utf-8")
        assert re.search(r"^  id: uber-zellen-9b  +#", text, re.MULTILINE)
        assert '  title: "Über “Zellen” 9b"\n' in text
        assert "cd 'a b'" in run("new", "bank", "a b").output

    def test_a_name_without_letters_wants_an_id(self, run: Run) -> None:
        """Nothing is invented, and a bad id is told what a good one looks like."""
        assert "name one with --id" in run("new", "bank", "Биология", status=2).output
        assert "letters a to z" in run("new", "bank", "x", "--id", "Био", status=2).output
        run("new", "bank", "Биология", "--id", "biology")

    @pytest.mark.parametrize(
        "name", ["question_bank.yaml", "question_bank.lock", "decks/all.yaml", "articles/danube.txt"]
    )
    def test_nothing_is_written_over(self, run: Run, name: str) -> None:
        """A file in the way, or a link to nowhere, stops everything."""
        path = Path("mine") / name
        path.parent.mkdir(parents=True)
        path.symlink_to("nowhere")

        assert f"already there: mine/{name}" in run("new", "bank", "mine", status=1).output
        assert [one for one in Path("mine").rglob("*") if not one.is_dir()] == [path]

    def test_a_gitignore_stays(self, run: Run) -> None:
        """A folder under git keeps its own, and is told what it should hold."""
        Path(".gitignore").write_text("*.log\n")

        told = run("new", "bank", ".", "--id", "mine", "--private").output

        assert Path(".gitignore").read_text() == "*.log\n"
        assert "it should hold /build/ and /articles/" in told
        assert "cd" not in told.split("Now type:")[1].split()

    @pytest.mark.parametrize(("words", "ignored"), [((), "/build/\n"), (("--private",), "/build/\n/articles/\n")])
    def test_git_leaves_alone_what_may_not_be_shared(self, run: Run, words: tuple[str, ...], ignored: str) -> None:
        """The texts, if somebody says so."""
        run("new", "bank", "mine", *words)

        assert Path("mine/.gitignore").read_text() == ignored

    def test_a_terminal_is_asked(self, run: Run) -> None:
        """For an id, until it is one, and whether the texts may be shared: Enter says no."""
        seen = at_terminal("new", "bank", "Biology", answers="no id\nbio-9b\n\n")

        assert "[biology]" in seen
        assert "`no id` cannot be an id" in seen
        assert "  id: bio-9b " in (Path("Biology") / BANK).read_text(encoding="utf-8")
        assert Path("Biology/.gitignore").read_text() == "/build/\n/articles/\n"


class TestArticle:
    """`new article`."""

    def test_it_is_copied_entered_locked_and_shown(self, bank: Run) -> None:
        """Nothing else of the bank changes, and a question about it can be proved at once."""
        Path("../cells.txt").write_text(TEXT)
        before = BANK.read_bytes()

        told = bank("new", "article", "../cells.txt", "--own", "--yes").output

        entry = lines_added(before, BANK.read_bytes()).decode()
        assert entry.startswith(
            '  - id: cells\n    title: "How cells divide"\n    file: cells.txt\n    own: true\n    skip: [4]'
        )
        assert Path("articles/cells.txt").read_text() == TEXT
        assert '"cells": {"digest"' in LOCK.read_text()
        assert "    4: Advertisement" in told
        assert "    3  Each of them has a nucleus of its own." in told
        assert "9 questions, 0 checked: 0 errors, 9 warnings" in bank("check").output

    def test_lines_broken_to_a_width_are_joined_if_somebody_agrees(self, bank: Run) -> None:
        """At a terminal Enter agrees; the paragraphs are shown joined, and can be quoted over the ends of lines."""
        Path("cells.txt").write_text(WRAPPED)

        seen = at_terminal("new", "article", "cells.txt", answers="\n")

        assert "Join them up to each empty line? [Y/n]" in seen
        assert "1  A cell divides into two daughter cells, each of which has a nucleus." in seen
        assert "    wrapped: true\n" in BANK.read_text(encoding="utf-8")
        assert '    title: "[cells]"\n' in BANK.read_text(encoding="utf-8")

    def test_where_nobody_is_asked_nothing_is_assumed(self, bank: Run) -> None:
        """What the lines look like is told, with what would say so; typed, it holds."""
        Path("cells.txt").write_text(WRAPPED + "\nAdvertisement\n")

        told = bank("new", "article", "cells.txt").output
        assert "add `wrapped: true` to the article, and type `quizgen cite`" in told
        assert "add `skip: [8]` to the article" in told
        text = BANK.read_text(encoding="utf-8")
        BANK.write_text(text.replace("file: cells.txt\n", "file: cells.txt\n    wrapped: true\n    skip: [8]\n"))
        bank("cite")
        bank("check")

    def test_a_long_text_without_empty_lines_is_not_one_paragraph(self, bank: Run) -> None:
        """It is told to be parted; joined, nothing could be found in it."""
        Path("cells.txt").write_text("".join(f"the {number}. cell divides and\n" for number in range(20)))

        assert "no empty line parts its paragraphs" in bank("new", "article", "cells.txt", "--yes").output
        assert "wrapped: true\n" not in BANK.read_text(encoding="utf-8").replace("# wrapped", "")

    @pytest.mark.parametrize(
        ("name", "data", "told"),
        [
            ("my cells.pdf", b"%PDF-1.7", "is a PDF file; type `pdftotext 'my cells.pdf' 'my cells.txt'`"),
            ("a.docx", b"PK\x03\x04", "is a Word, LibreOffice or e-book file; open it"),
            ("a.doc", b"\xd0\xcf\x11\xe0", "is an old Word file"),
            ("a.rtf", b"{\\rtf1", "is a file with formatting (RTF)"),
            ("a.png", b"\x89PNG\r\n", "is a picture"),
            ("a.html", b"\xef\xbb\xbf<!-- x -->\n<!DOCTYPE html>", "is a web page; open it in a browser"),
            ("a.txt", "Zürich".encode("cp1252"), "line 1: the file is not UTF-8"),
            ("a.txt", "cells".encode("utf-16"), "it is UTF-16; save the file as UTF-8"),
            ("a.bin", b"cells\0", "is no text"),
            ("a.txt", b" \n\n", "holds no words"),
        ],
    )
    def test_what_is_no_text_is_told_what_to_do(self, bank: Run, name: str, data: bytes, told: str) -> None:
        """Nothing is copied or entered."""
        Path(name).write_bytes(data)
        before = BANK.read_bytes(), LOCK.read_bytes()

        assert told in bank("new", "article", name, status=1).output
        assert (BANK.read_bytes(), LOCK.read_bytes()) == before
        assert not (Path("articles") / name).exists()

    def test_nothing_is_taken_twice_or_written_over(self, bank: Run) -> None:
        """An id, a file of another article, and another text in the folder are in the way, and stay."""
        Path("articles/cells.txt").write_text("Another text.")
        Path("cells.txt").write_text(TEXT)
        before = BANK.read_bytes()

        assert "`Danube` already" in bank("new", "article", "cells.txt", "--id", "Danube", status=2).output
        assert "holds another text" in bank("new", "article", "cells.txt", status=1).output
        told = bank("new", "article", "articles/danube.txt", "--id", "other", status=1).output
        assert "article `danube` has the file danube.txt already" in told
        assert BANK.read_bytes() == before
        assert Path("articles/cells.txt").read_text() == "Another text."

    def test_a_text_that_lies_in_the_folder_is_not_copied(self, bank: Run) -> None:
        """It is entered as it lies there."""
        Path("articles/cells.txt").write_text(TEXT)

        bank("new", "article", "articles/cells.txt", "--yes")

        assert sorted(path.name for path in Path("articles").iterdir()) == ["cells.txt", "danube.txt"]

    def test_a_bank_behind_a_link_with_other_line_ends_stays_what_it_is(self, bank: Run) -> None:
        """The file behind the link is written, with its own line ends, its mark and its mode."""
        Path("shared").mkdir()
        shared = Path("shared/bank.yaml")
        shared.write_bytes(b"\xef\xbb\xbf" + BANK.read_bytes().replace(b"\n", b"\r\n"))
        shared.chmod(0o640)
        BANK.unlink()
        BANK.symlink_to(shared)
        Path("cells.txt").write_text(TEXT)
        before = shared.read_bytes()

        bank("new", "article", "cells.txt")

        assert BANK.is_symlink()
        assert lines_added(before, shared.read_bytes()).count(b"\r\n") == 4
        assert b"\n" not in shared.read_bytes().replace(b"\r\n", b"")
        assert shared.stat().st_mode & 0o777 == 0o640
        bank("check")

    def test_a_list_in_brackets_is_gone_on_with(self, bank: Run) -> None:
        """Also where the bank has no questions left, and no folder of articles named."""
        BANK.write_text("bank: {id: m, title: M, language: en}\narticles: [{id: a, title: A}]\nquestions:\n")
        LOCK.unlink()
        Path("cells.txt").write_text(TEXT)

        told = bank("new", "article", "cells.txt").output

        added = '[{id: a, title: A}, {id: cells, title: "How cells divide", file: cells.txt}]'
        assert f"articles: {added}\n" in BANK.read_text()
        assert "Add `articles: articles` under `bank:`" in told

    def test_where_nothing_can_be_added_safely_it_is_told_what_to_type(self, bank: Run) -> None:
        """The whole entry, to be copied."""
        BANK.write_text(
            "bank: {id: m, title: M, language: en}\narticles: [{id: a, title: A}  # why\n  ]\nquestions: []\n"
        )
        Path("cells.txt").write_text(TEXT)
        before = BANK.read_bytes()

        told = bank("new", "article", "cells.txt", status=1).output

        assert "`articles:` has no place" in told
        assert '  - id: cells\n    title: "How cells divide"\n' in told
        assert BANK.read_bytes() == before
        assert not Path("articles/cells.txt").exists()

    @pytest.mark.parametrize(
        ("spoil", "told"),
        [
            (lambda: LOCK.write_text("<<<<<<< mine\n"), "merge conflict"),
            (lambda: BANK.write_text("bank: [\n"), "error["),
            (lambda: BANK.write_text("articles:\nquestions:\n"), "error[missing-key]"),
            (
                lambda: BANK.write_text(BANK.read_text().replace("- id: danube\n", "- id: rhine\n")),
                "error[copied-bank]",
            ),
        ],
    )
    def test_a_bank_that_is_not_in_order_stays_as_it_is(self, bank: Run, spoil: Callable[[], int], told: str) -> None:
        """Nothing is half done."""
        spoil()
        Path("cells.txt").write_text(TEXT)
        before = BANK.read_bytes(), LOCK.read_bytes()

        assert told in bank("new", "article", "cells.txt", status=1).output
        assert (BANK.read_bytes(), LOCK.read_bytes()) == before
        assert not Path("articles/cells.txt").exists()

    def test_the_mistakes_of_questions_are_no_hindrance(self, bank: Run) -> None:
        """A stub that waits to be filled does not keep an article out."""
        bank("new", "question", "open")
        Path("cells.txt").write_text(TEXT)

        bank("new", "article", "cells.txt")


class TestQuestion:
    """`new question`."""

    @pytest.mark.parametrize("kind", KINDS)
    def test_it_waits_to_be_filled(self, bank: Run, kind: str) -> None:
        """Only what is empty is found wrong, each field at its line; filled, there is nothing to find."""
        before = BANK.read_bytes()

        told = bank("new", "question", kind).output
        found = re.findall(r"error\[([a-z-]+)\]", bank("check", "--format", "concise", status=1).output)

        stub = lines_added(before, BANK.read_bytes()).decode()
        line = int(re.search(r":(\d+): question `danube-10` added", told)[1])  # type: ignore[index]
        assert BANK.read_text(encoding="utf-8").splitlines()[line - 1].startswith("  - id: danube-10  ")
        assert set(found) == {"empty-value"}
        assert len(found) == empty(yamlnodes.parse(stub)[0] or yamlnodes.Scalar("", START))

    def test_each_has_the_next_free_id(self, bank: Run) -> None:
        """Of its article: of the one that was named, or of the newest."""
        Path("cells.txt").write_text(TEXT)
        bank("new", "article", "cells.txt")

        bank("new", "question", "short")
        bank("new", "question", "short", "--article", "danube")
        bank("new", "question", "match")

        ids = re.findall(r"- id: (\S+-\d+)", BANK.read_text(encoding="utf-8"))
        assert ids[-3:] == ["cells-01", "danube-10", "cells-02"]

    def test_it_may_only_be_shown(self, bank: Run) -> None:
        """As it would stand in the bank, which stays."""
        before = BANK.read_bytes()

        shown = bank("new", "question", "choice", "--print").output

        assert shown.startswith("  - id: danube-10  ")
        assert BANK.read_bytes() == before
        bank("new", "question", "choice")
        assert shown == lines_added(before, BANK.read_bytes()).decode().lstrip("\n")

    def test_what_cannot_be_asked_about_is_told(self, bank: Run) -> None:
        """An unknown article, a kind that is none, a bank without articles."""
        assert "there is `danube`" in bank("new", "question", "open", "--article", "rhine", status=2).output
        assert "'true-false'" in bank("new", "question", "essay", status=2).output
        BANK.write_text("bank: {id: m, title: M, language: en}\narticles:\nquestions:\n")
        assert "`quizgen new article FILE`" in bank("new", "question", "open", status=1).output

    def test_the_first_question_of_an_empty_bank(self, bank: Run) -> None:
        """Somebody who has deleted the sample ones goes on from there."""
        text = BANK.read_text(encoding="utf-8")
        BANK.write_text(text[: text.index("  - id: danube-01")], encoding="utf-8")
        assert "add one: `quizgen new question KIND`" in bank("check", status=1).output

        bank("new", "question", "open")

        assert "- id: danube-01" in BANK.read_text(encoding="utf-8")


def test_every_kind_has_its_stub() -> None:
    """And no stub is there that no kind asks for; the command knows the same kinds as the model."""
    assert {path.stem for path in new_question.STUBS.glob("*.yaml")} == set(KINDS)
    assert tuple(KINDS) == cli.KINDS


@pytest.mark.parametrize(
    ("prefix", "taken", "id"),
    [
        ("cell", ["cell-07", "Cell-09", "cells-12", "cell-x"], "cell-10"),
        ("cell", ["cell-099"], "cell-100"),
        ("cell", [], "cell-01"),
        ("c" * 64, [], "c" * 57 + "-01"),
    ],
)
def test_the_next_id_is_behind_the_last(prefix: str, taken: list[str], id: str) -> None:
    """As many digits as the others have, whatever their case, and never too long."""
    assert naming.numbered_id(prefix, taken) == id


def test_the_starter_is_packed() -> None:
    """No file lies in its folder that nobody writes."""
    assert sorted(path.name for path in new_bank.STARTER.iterdir()) == [
        "all.yaml",
        "danube.txt",
        "question_bank.yaml",
        "stubs",
    ]
