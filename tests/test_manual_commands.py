"""The README's commands: each can be typed, and what can be run as it stands is run."""

import re
import shlex
import shutil
from pathlib import Path

import click
import pytest
from click.testing import CliRunner
from test_manual import ARTICLES, BLOCKS, ELBE, HEAD, WALK, a_list, rows
from test_readme import README, ROOT
from test_review import Desk

from quizgen.cli import main

LINES = [line for language, text in BLOCKS if language == "sh" for line in text.splitlines()]
INLINE = re.findall(r"`(quizgen [^`]+)`", README)
TYPED = sorted({line for line in (*LINES, *INLINE) if line.startswith("quizgen ")})
FILE = Path("question_bank.yaml")
FACT = re.search(r"“(Initial results showed .*?) …”", README, re.DOTALL)
PARAGRAPH = " ".join(FACT[1].split()) + "." if FACT else ""
OTHER = "The Elbe is 1094 kilometres long, which has to do with no vote."


def parsed(words: list[str], group: click.Group = main) -> None:
    """Takes words as typed, and runs nothing; a usage error is raised."""
    name, *rest = words
    command = group.commands[name]
    if isinstance(command, click.Group) and rest:
        parsed(rest, command)
    elif not isinstance(command, click.Group):
        command.make_context(name, rest)


@pytest.mark.parametrize("line", TYPED)
def test_every_command_can_be_typed(line: str) -> None:
    """Wherever it stands in the README: its name, its options and how many words it takes."""
    parsed(shlex.split(re.sub(r"[\[\]…]", "", line))[1:])


def options(command: click.Command) -> set[str]:
    """All that a command takes, and those below it."""
    below = command.commands.values() if isinstance(command, click.Group) else ()
    return {name for one in command.params for name in one.opts}.union(*map(options, below), {"--help"})


@pytest.mark.parametrize("name", main.commands)
def test_options_in_its_row_are_its_own(name: str) -> None:
    """What the table says that a command takes, it takes."""
    (row,) = (cells for cells in rows() if re.match(rf"`quizgen {name}\b", cells[0]))
    told = {
        option for cell in row for text in re.findall(r"`[^`]*`", cell) for option in re.findall(r"--[a-z-]+", text)
    }

    assert told <= options(main.commands[name])


def test_options_elsewhere_exist() -> None:
    """No option is told of that no command has, but for those of pytest."""
    assert set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", README)) <= options(main) | {"--update-golden", "--pictures"}


ABSENT = [line for line in TYPED if not re.search(r"[A-Z\[]{2}|--articles|quizgen (new|cite|review)\b", line)]


@pytest.fixture
def shipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The bank of this project, as a contributor has it: without the articles."""
    for name in ("question_bank.yaml", "question_bank.lock"):
        shutil.copy(ROOT / name, tmp_path)
    shutil.copytree(ROOT / "decks", tmp_path / "decks")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def type_in(line: str, text: str = "", status: int = 0) -> str:
    """Types a command; what it prints."""
    program, *words = shlex.split(line)
    result = CliRunner().invoke(main, words, input=text, catch_exceptions=False)
    assert (program, result.exit_code) == ("quizgen", status), result.output
    return result.output


@pytest.mark.parametrize("line", ABSENT)
def test_commands_run_without_the_articles(line: str, shipped: Path) -> None:
    """Whatever can be typed as it stands, where the shipped bank is and its articles are not."""
    if "last-year.apkg" in line:
        type_in("quizgen deck --title 'Belarus and Russia, 2020–2025' -o last-year.apkg")

    told = type_in(line)

    assert told
    for name in re.findall(r"-o (\S+)", line):
        assert (shipped / name).stat().st_size > 10_000


def test_what_the_first_command_builds(shipped: Path) -> None:
    """The end of the first command makes the deck with which the section on studying begins."""
    type_in(LINES[0].rpartition(" && ")[2].removeprefix(".venv/bin/"))

    deck = re.search(r"## Studying\n.*?`(build/.*?)`", README, re.DOTALL)
    assert deck is not None
    assert (shipped / deck[1]).is_file()


@pytest.fixture
def votes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A bank whose lock knows the article that the manual's question cites, and the folder with its text."""
    articles = tmp_path / "articles"
    articles.mkdir()
    (articles / "vote.txt").write_text(f"The vote\n\n{PARAGRAPH}\n{OTHER}\n", encoding="utf-8")
    (tmp_path / "bank").mkdir()
    monkeypatch.chdir(tmp_path / "bank")
    first = ELBE.replace("article: elbe", "article: sham-vote")
    FILE.write_text(f"{HEAD}{ARTICLES}questions:\n{a_list(first)}", encoding="utf-8")
    told = type_in(readme("quizgen cite --articles DIR").replace("DIR", "../articles"))
    assert "1 quotation proved" in told
    return articles


def readme(line: str) -> str:
    """A command, which must stand in the README."""
    assert line in TYPED
    return line


def accept(line: str, key: str) -> str:
    """Sits down at the desk and takes the question for right; what was said at the end."""
    desk = Desk(*shlex.split(line)[1:])
    desk.sees("initials, for the bank: ")
    desk.write("AB\r")
    assert key in desk.uncover()
    desk.press("a")
    return desk.end()


def test_a_question_is_added_as_told(votes: Path) -> None:
    """From a fact to a paper: proved by a pasted paragraph, accepted by a person, printed with the text to read."""
    votes = votes.rename(votes.with_name("away"))
    FILE.write_text(FILE.read_text(encoding="utf-8") + "\n" + a_list(WALK), encoding="utf-8")
    assert "error[quote-unproved]" in type_in(readme("quizgen check"), status=1)

    assert "2 quotations proved" in type_in(readme("quizgen cite vote-2025-share --paragraph -"), PARAGRAPH)
    assert "0 errors" in type_in(readme("quizgen check"))
    assert "1 accepted" in accept(readme("quizgen review vote-2025-share"), "86.8 percent")

    votes.rename(votes.with_name("articles"))
    type_in(readme("quizgen check --articles DIR").replace("DIR", "../articles"))
    (handout,) = (line for line in LINES if "--articles" in line)
    assert "large.pdf  (1 question, 1 version)" in type_in(handout)
    assert Path("large-handout.pdf").stat().st_size > 10_000
