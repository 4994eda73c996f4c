"""The desk: `quizgen review` at a terminal, keys pressed one by one, and what stands on the screen and in the bank."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import click
import pexpect
import pytest
from click.testing import CliRunner
from conftest import ARTICLES, DATA
from samples import CITATION, RESPONSES, checked, item
from wcwidth import wcswidth

from quizgen.cli import main
from quizgen.commands import files, showing, terminal
from quizgen.model import Cloze, Ordering
from quizgen.richtext import parse

SHOWN = "[space] shows the key"
UNCOVERED = "[a]ccept"
CTRL_C, CTRL_D = "\x03", "\x04"
LEAVING = ["q", CTRL_C, CTRL_D]
PARAGRAPH = "… The bridge at Elm Ford opened on 4 May 1911 and cost 86.8 thousand crowns."


class Desk:
    """A terminal at which `quizgen` was typed."""

    def __init__(self, *words: str, columns: int = 80, **environment: str) -> None:
        self.screen = ""
        self._child = pexpect.spawn(
            sys.executable,
            ["-m", "quizgen", *words],
            env={**os.environ, "TERM": "xterm", **environment},
            dimensions=(24, columns),
            encoding="utf-8",
            codec_errors="replace",
            # Tests that run in the background of a shell ignore Ctrl-C, and what they start would, too.
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
            timeout=60,
        )

    def sees(self, text: str) -> str:
        """Waits until a text stands on the screen; all that came before it, without colours."""
        self._child.expect_exact(text)
        return self._keep(self._child.before + self._child.after)

    def press(self, key: str) -> None:
        """Presses a key once the program listens to keys, which it does when it has said so: see to that first."""
        assert self._child.waitnoecho(30)
        self._child.send(key)

    def uncover(self) -> str:
        """Answers a question for oneself; what is shown then."""
        self.sees(SHOWN)
        self.press(" ")
        return self.sees(UNCOVERED)

    def write(self, text: str) -> None:
        """Writes into a line."""
        self._child.send(text)

    def kill(self, number: int) -> None:
        """Sends a signal while the program waits for a key."""
        assert self._child.waitnoecho(30)
        self._child.kill(number)

    def end(self, status: int = 0) -> str:
        """Waits for the end; what was still said."""
        self._child.expect(pexpect.EOF)
        told = self._keep(self._child.before)
        self.echoes = self._child.getecho()
        self._child.close()
        assert self._child.exitstatus == status, self.screen
        assert "Traceback" not in self.screen
        return told

    def _keep(self, told: str) -> str:
        self.screen += told
        return click.unstyle(told.replace("\r\n", "\n"))


def question(kind: str) -> str:
    """A question of a kind, as a bank writes it."""
    return (DATA / "kinds" / kind / "item.yaml").read_text(encoding="utf-8").split("questions:\n")[1]


def bank_of(*kinds: str) -> str:
    """A bank with one question of each of these kinds."""
    head = (DATA / "kinds" / "choice" / "item.yaml").read_text(encoding="utf-8").split("questions:\n")[0]
    return f"{head}questions:\n" + "\n".join(map(question, kinds))


def type_in(*words: str, status: int = 0) -> str:
    """A command that asks nothing; what it prints."""
    result = CliRunner().invoke(main, words, catch_exceptions=False)
    assert result.exit_code == status, result.output
    return result.output


@pytest.fixture
def bank(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A bank of three questions, proved and unchecked, in the current folder."""
    monkeypatch.chdir(tmp_path)
    path = Path("question_bank.yaml")
    path.write_text(bank_of("choice", "short", "match"), encoding="utf-8")
    type_in("cite", "--articles", str(ARTICLES))
    return path


def text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def change(path: Path, old: str, new: str) -> None:
    assert old in text(path)
    path.write_text(text(path).replace(old, new), encoding="utf-8")


def test_one_key_decides(bank: Path) -> None:
    """The question, its passage, then the key; accepting, disputing and skipping; what was done and what is left."""
    desk = Desk("review")
    desk.sees("initials, for the bank: ")
    desk.write("A  B\r")
    shown = desk.sees(SHOWN)
    assert "1 of 3" in shown
    assert shown.index("did the bridge open?") < shown.index("“The bridge at Elm Ford opened on 4 May 1911")
    assert "The Courier gives" not in shown
    desk.press(" ")
    assert "key\n  B  on 4 May 1911\nwhy\n  The Courier gives" in desk.sees(UNCOVERED)
    desk.press("a")
    assert "accepted" in desk.sees("2 of 3")
    desk.press("\r")
    desk.sees(UNCOVERED)
    desk.press("R")
    desk.sees("What is wrong (nothing to go back): ")
    desk.write("“Names” no: year\r")
    assert "disputed" in desk.sees("3 of 3")
    desk.press("s")

    assert "1 accepted, 1 disputed, 1 skipped; left in the bank: 1 disputed, 1 unchecked" in desk.end()
    assert 'checked: {by: "A B", at: 20' in text(bank)
    assert 'disputed: "“Names” no: year"}' in text(bank)
    assert "unasked" not in text(bank)


def test_a_question_is_lettered_as_on_paper(bank: Path) -> None:
    """The key names options and entries by the letters under which the question showed them."""
    desk = Desk("review", "ford-pairs", "ford-opening", "--by", "AB")
    asked = desk.sees(SHOWN).split("\n")
    desk.press(" ")
    told = desk.sees(UNCOVERED)
    matched = [line.split("  ") for line in told.split("\n") if " → " in line]
    desk.press("q")
    desk.end()

    assert len(matched) == 3
    for _, label, words in matched:
        number, letter = label.split("-")
        left, right = words.split(" → ")
        assert {f"  {number}  {left}", f"  {letter}  {right}"} <= set(asked)


@pytest.mark.parametrize("key", LEAVING)
def test_leaving_a_covered_question(bank: Path, key: str) -> None:
    """Who leaves before answering does not see the key, and nothing is recorded."""
    before = bank.read_bytes()
    desk = Desk("review", "--by", "AB")
    desk.sees(SHOWN)
    desk.press(key)

    told = desk.end()

    assert "0 accepted, 0 disputed, 0 skipped; left in the bank: 3 unchecked" in told
    assert "The Courier gives" not in click.unstyle(desk.screen)
    assert bank.read_bytes() == before


@pytest.mark.parametrize("key", LEAVING)
def test_leaving_an_uncovered_question(bank: Path, key: str) -> None:
    """Who leaves before deciding has decided nothing; what was decided before stays."""
    desk = Desk("review", "--by", "AB")
    desk.uncover()
    desk.press("a")
    desk.sees("2 of 3")
    desk.uncover()
    desk.press(key)

    assert "1 accepted, 0 disputed, 0 skipped; left in the bank: 2 unchecked" in desk.end()
    assert text(bank).count("checked:") == 1


@pytest.mark.parametrize("key", ["q\r", CTRL_C, CTRL_D, f"it has no{CTRL_C}", f"it has no{CTRL_D}"])
def test_leaving_a_note(bank: Path, key: str) -> None:
    """A note that was broken off is no note."""
    before = bank.read_bytes()
    desk = Desk("review", "--by", "AB")
    desk.uncover()
    desk.press("r")
    desk.sees("What is wrong (nothing to go back): ")
    desk.write(key)

    assert "0 accepted, 0 disputed, 0 skipped" in desk.end()
    assert bank.read_bytes() == before


@pytest.mark.parametrize("key", ["q\r", CTRL_C, CTRL_D, f"A{CTRL_C}", f"A{CTRL_D}"])
def test_leaving_before_one_has_a_name(bank: Path, key: str) -> None:
    """Who does not wish to give a name sees no question."""
    desk = Desk("review")
    desk.sees("initials, for the bank: ")
    desk.write(key)

    assert "ford-opening" not in desk.end()


def test_several_keys_at_once_decide_nothing(bank: Path) -> None:
    """A pasted word is no decision, and a Ctrl-C within it leaves."""
    before = bank.read_bytes()
    desk = Desk("review", "--by", "AB")
    desk.uncover()
    desk.press("aa")
    desk.sees("\a")
    desk.press(f"a{CTRL_C}")

    assert "0 accepted" in desk.end()
    assert bank.read_bytes() == before


def test_an_empty_note_goes_back(bank: Path) -> None:
    """Who chose to dispute and thought better of it decides anew."""
    desk = Desk("review", "ford-opening", "--by", "AB")
    desk.uncover()
    desk.press("r")
    desk.sees("What is wrong (nothing to go back): ")
    desk.write("\r")
    desk.sees(UNCOVERED)
    desk.press("a")

    assert "1 accepted, 0 disputed" in desk.end()


def test_what_cannot_stand_in_a_bank_is_asked_for_again(bank: Path) -> None:
    """An arrow key pressed in a line would make the bank unreadable."""
    desk = Desk("review", "ford-opening")
    desk.sees("initials, for the bank: ")
    desk.write("A\x1b[D\r")
    desk.sees("U+001B ESCAPE cannot stand in a bank; write it again")
    desk.sees("initials, for the bank: ")
    desk.write("AB\r")
    desk.uncover()
    desk.press("a")

    assert "1 accepted" in desk.end()
    assert 'by: "AB"' in text(bank)


def test_one_question_is_asked_too(bank: Path) -> None:
    """An id and a name do not record a check; a person's key does."""
    before = bank.read_bytes()
    desk = Desk("review", "ford-opening", "--by", "AB")
    desk.sees("1 of 1")
    desk.sees(SHOWN)
    assert bank.read_bytes() == before
    desk.press(" ")
    desk.sees(UNCOVERED)
    desk.press("a")
    desk.end()

    assert bank.read_bytes() != before


def test_a_passage_is_shown_in_its_paragraph(bank: Path) -> None:
    """With the articles the quotation is seen among its neighbours; what a folder lacks is left out."""
    desk = Desk("review", "ford-opening", "--by", "AB", "--articles", str(ARTICLES))
    assert PARAGRAPH in " ".join(desk.sees(SHOWN).split())
    desk.press("q")
    desk.end()


LONG = (
    "Что именно сообщила газета «Курьер» о мосте в Элм-Форде, https://example.org/" + "x" * 90 + " и о 漢字" + "漢" * 50
)


@pytest.mark.parametrize(("columns", "widest"), [(40, 40), (80, 80), (200, 80)])
def test_every_line_fits(bank: Path, columns: int, widest: int) -> None:
    """No line is longer than the terminal is broad or than 80 columns, whatever the letters; no word is lost."""
    bank.write_text(bank_of(*sorted(path.name for path in (DATA / "kinds").iterdir())), encoding="utf-8")
    questions = text(bank).count("kind:")
    change(bank, "Ada Quill, when", f"Ada Quill, {LONG}, when")
    desk = Desk("review", "--by", "AB", "--articles", str(ARTICLES), columns=columns)
    for _ in range(questions):
        desk.uncover()
        desk.press("s")
    desk.end()

    screen = click.unstyle(desk.screen.replace("\a", ""))
    assert max(wcswidth(line) for line in screen.split("\r\n")) <= widest
    assert "".join(LONG.split()) in "".join(screen.split())
    assert f"{questions} skipped" in " ".join(screen.split())


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "utf-8"])
def test_a_terminal_that_lacks_a_letter(bank: Path, encoding: str) -> None:
    """An old terminal gets question marks, and no crash."""
    change(bank, "stem: According", "stem: Łukasz 😀 Кто according")
    desk = Desk("review", "ford-opening", "--by", "AB", PYTHONIOENCODING=encoding)
    desk.sees("asz ")
    desk.sees(SHOWN)
    desk.press("q")
    desk.end()


@pytest.mark.parametrize("words", [(), ("ford-opening", "--by", "AB")])
def test_without_a_terminal_nobody_is_asked(bank: Path, words: tuple[str, ...]) -> None:
    """What is piped in answers no question."""
    before = bank.read_bytes()

    told = subprocess.run(
        [sys.executable, "-m", "quizgen", "review", *words], input="AB\n a", capture_output=True, text=True
    )

    assert told.returncode == 2
    assert "takes a terminal at both ends" in told.stderr
    assert "--yes" in told.stderr
    assert told.stdout == ""
    assert bank.read_bytes() == before


def test_a_terminal_may_be_too_narrow(bank: Path) -> None:
    """Below 40 columns nothing could be read, and the message says so."""
    assert "39 columns wide, and a review needs 40" in " ".join(Desk("review", columns=39).end(2).split())


def test_a_review_told_to_end_gives_the_terminal_back(bank: Path) -> None:
    """A SIGTERM while a key is awaited leaves no terminal without echo behind, and records nothing."""
    before = bank.read_bytes()
    desk = Desk("review", "--by", "AB")
    desk.sees(SHOWN)
    desk.kill(signal.SIGTERM)

    desk.end(128 + signal.SIGTERM)

    assert desk.echoes
    assert bank.read_bytes() == before
    assert sorted(path.name for path in Path().iterdir()) == ["question_bank.lock", "question_bank.yaml"]


def test_a_bank_changed_meanwhile_is_not_written(bank: Path) -> None:
    """Two people at one bank do not overwrite each other; the question is shown again as it now stands."""
    desk = Desk("review", "ford-opening", "--by", "AB")
    desk.uncover()
    change(bank, "did the **bridge** open", "did the **bridge** first open")
    mine = text(bank)
    desk.press("a")
    desk.sees("nothing was recorded: question_bank.yaml was changed by somebody else meanwhile")
    assert "did the bridge first open?" in desk.sees(SHOWN)
    assert text(bank) == mine
    desk.press(" ")
    desk.sees(UNCOVERED)
    desk.press("a")

    assert "1 accepted" in desk.end()
    assert "did the **bridge** first open" in text(bank)


def test_a_record_is_written_behind_a_link(bank: Path, tmp_path: Path) -> None:
    """A bank shared by a link stays shared, and keeps its mode."""
    (tmp_path / "shared").mkdir()
    behind = bank.rename(tmp_path / "shared" / "bank.yaml")
    behind.chmod(0o660)
    bank.symlink_to("shared/bank.yaml")

    type_in("review", "ford-opening", "--by", "AB", "--yes")

    assert bank.is_symlink()
    assert 'checked: {by: "AB"' in text(behind)
    assert behind.stat().st_mode & 0o777 == 0o660


def test_a_bank_spoilt_in_the_editor_is_mended_there(bank: Path) -> None:
    """Errors are told, the editor opens again, and the sitting goes on; a question that is gone is passed over."""
    Path("spoil").write_text("#!/bin/sh\nsed -i 's/kind: choice/kind: chioce/; t; s/kind: chioce/kind: choice/' $1\n")
    Path("spoil").chmod(0o755)
    desk = Desk("review", "ford-opening", "--by", "AB", EDITOR="./spoil")
    desk.uncover()
    desk.press("e")
    assert "error[unknown-kind]" in desk.sees("[e]dit again")
    desk.press("e")
    desk.uncover()
    desk.press("a")

    assert "1 accepted" in desk.end()


def test_an_editor_that_is_not_there(bank: Path) -> None:
    """The sitting goes on without it."""
    desk = Desk("review", "ford-opening", "--by", "AB", EDITOR="no-such-editor")
    desk.uncover()
    desk.press("e")
    desk.sees("EDITOR=")
    desk.sees(SHOWN)
    desk.press("q")
    desk.end()


# What changed


def git(*words: str) -> None:
    who = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *who, *words], check=True, capture_output=True)


def changed(bank: Path) -> str:
    """What a review shows of a question behind its cover; before it, that it was changed, and no more."""
    desk = Desk("review", "ford-opening", "--by", "CD")
    shown = " ".join(desk.sees(SHOWN).split())
    assert "what changed is shown with the key" in shown
    desk.press(" ")
    told = desk.sees(UNCOVERED)
    desk.press("q")
    desk.end()
    return told


needs_git = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")

OLD_AND_NEW = """\
what changed since AB checked it
  options
    -  in spring
    +  in early spring
  why
    -  The Courier gives the day and the cost in one sentence.
    +  The Courier tells the day and the cost in one sentence.
"""


def reword(bank: Path) -> None:
    first, rest = text(bank).split("key: on 4 May", 1)
    first = first.replace("text: in spring", "text: in early spring")
    rest = rest.replace("gives the day", "tells the day", 1)
    bank.write_text(f"{first}key: on 4 May{rest}", encoding="utf-8")


@needs_git
def test_a_changed_question_shows_the_old_words_and_the_new(bank: Path) -> None:
    """Where git knows the version that was checked, it is compared with what stands there now."""
    git("init")
    git("add", ".")
    git("commit", "-m", "written")
    type_in("review", "ford-opening", "--by", "AB", "--yes")
    git("commit", "-am", "checked")
    reword(bank)
    git("commit", "-am", "reworded")

    assert OLD_AND_NEW in changed(bank)


@needs_git
def test_the_old_words_may_stand_before_the_record(bank: Path) -> None:
    """A check that was committed together with the change after it, or not at all, was of what was committed before."""
    git("init")
    git("add", ".")
    git("commit", "-m", "written")
    type_in("review", "ford-opening", "--by", "AB", "--yes")
    reword(bank)

    assert OLD_AND_NEW in changed(bank)

    git("commit", "-am", "checked and reworded")

    assert OLD_AND_NEW in changed(bank)


@needs_git
def test_words_that_git_does_not_know_are_not_made_up(bank: Path) -> None:
    """If no version fits the record, it says so instead of showing another one."""
    type_in("review", "ford-opening", "--by", "AB", "--yes")
    reword(bank)
    git("init")
    git("add", ".")
    git("commit", "-m", "checked and reworded before there was a repository")

    told = changed(bank)

    assert "the old words are not at hand" in told
    assert "in spring" not in told.split("what changed")[1]


def test_without_git_the_old_words_are_not_at_hand(bank: Path) -> None:
    """A bank in no repository is reviewed all the same."""
    type_in("review", "ford-opening", "--by", "AB", "--yes")
    reword(bank)

    assert "the old words are not at hand" in changed(bank)


@pytest.mark.parametrize(
    ("kind", "changes", "told"),
    [
        ("choice", {"stem": parse("Who paid?")}, ["  stem", "+  Who paid?"]),
        ("choice", {"citations": (replace(CITATION, voice="opinion"),)}, ["-  bridge: Mayor", "+  bridge: opinion"]),
        ("choice", {"retired": "old"}, ["  retired\n    +  old"]),
        ("choice", {"source_hidden": True}, ["  source\n    +  hidden"]),
        ("multiple", {"response": replace(RESPONSES["multiple"], fixed=True)}, ["-  shuffled\n    +  fixed"]),
        ("order", {"response": Ordering(items=RESPONSES["order"].items[::-1])}, ["-  1. survey", "+  1. opening"]),
        ("match", {"response": replace(RESPONSES["match"], extra=())}, ["  extra\n    -  Wren"]),
        (
            "numeric",
            {"response": replace(RESPONSES["numeric"], answer="86.8")},
            ["  answer\n    -  86.80\n    + "],
        ),
        ("cloze", {"response": Cloze(parts=RESPONSES["cloze"].parts[:2])}, ["  text", "  key\n    -  Elm Ford"]),
        ("short", {"response": replace(RESPONSES["short"], typed=False)}, ["no word; only how it is asked"]),
        ("open", {"stem": parse("What does the Courier say of the *bridge* (open)?")}, ["no word"]),
    ],
)
def test_each_change_that_takes_a_check_away_is_told(kind: str, changes: dict[str, object], told: list[str]) -> None:
    """Whatever a digest covers shows as old words and new ones, or as a change that is none of words."""
    old = item(kind)
    new = replace(old, **changes)  # type: ignore[arg-type]

    shown = click.unstyle("\n".join(showing.changes(old, new)))

    assert [part for part in told if part not in shown] == []


def test_what_the_last_checker_disputed_is_told_with_the_key(bank: Path) -> None:
    """The reason of a dispute may give the answer away."""
    type_in("review", "ford-opening", "--by", "AB", "--yes", "--dispute", "it was in June")
    desk = Desk("review", "--only", "disputed", "--by", "CD")
    shown = desk.sees(SHOWN)
    assert "disputed by AB on 20" in shown
    assert "in June" not in shown
    desk.press(" ")
    assert "what AB holds to be wrong\n  it was in June" in desk.sees(UNCOVERED)
    desk.press("a")

    assert "1 accepted" in desk.end()
    assert "disputed" not in text(bank)


def test_the_source_is_shown_above_the_question() -> None:
    """As a learner sees it, and not where they do not."""
    asked, hidden = item("short"), item("cloze", source_hidden=True)
    bank = checked(asked, hidden)
    first, stem, *_ = map(click.unstyle, showing.question(bank, asked))

    assert (first, stem) == ("The bridge · The Ford Courier, [May 1911]", asked.stem.plain)
    assert not any("The Ford Courier" in line for line in showing.question(bank, hidden))


def test_the_second_card_is_shown_with_the_key() -> None:
    """Its front is part of what is checked, and tells the answer, so it stands below the key; others have none."""
    asked = item("short", reverse=parse("Who opened it?"))

    assert "second card\n  Who opened it?" in list(showing.key(asked))
    assert not any("second card" in line for line in showing.key(item("short")))
    assert click.unstyle("\n".join(showing.changes(item("short"), asked))) == "  reverse\n    +  Who opened it?"


def test_the_paragraph_is_shown_from_the_banks_own_folder(bank: Path) -> None:
    """Where the bank names its folder of articles, nobody needs to."""
    Path("articles").symlink_to(ARTICLES)
    change(bank, "  language: en\n", "  language: en\n  articles: articles\n")
    desk = Desk("review", "ford-opening", "--by", "AB")

    assert PARAGRAPH in " ".join(desk.sees(SHOWN).split())

    desk.press("q")
    desk.end()


def test_articles_are_read_once(bank: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The bank is read again for each question, for it may have been edited; the articles are not."""
    keys: Iterator[str] = iter(" a as")
    read: list[str] = []
    reading = files.read
    monkeypatch.setattr(files, "read", lambda path: [read.append(path.name), reading(path)][1])
    monkeypatch.setattr(terminal, "demand", lambda: None)
    monkeypatch.setattr(terminal, "choose", lambda told, wanted: next(keys))

    assert "2 accepted, 0 disputed, 1 skipped" in type_in("review", "--by", "AB", "--articles", str(ARTICLES))
    assert [name for name in read if name.endswith(".txt")] == ["bridge.txt"]
    assert read.count("question_bank.lock") == 5
