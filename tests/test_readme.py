"""The README's commands are the ones that are run, and what it says of the program is so."""

import re
import shlex
import tomllib
from pathlib import Path

import pytest
from click.testing import CliRunner
from test_review import Desk

from quizgen import pipeline
from quizgen.cli import main

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def commands() -> list[str]:
    """The README's shell blocks, in order."""
    return [block.strip() for block in re.findall(r"```sh\n(.*?)```", README, re.DOTALL)]


def test_the_first_two_blocks_build_and_test() -> None:
    """A newcomer finds the two commands at once, each whole."""
    build, test = commands()[:2]

    assert build == "python3 -m venv .venv && .venv/bin/pip install . && .venv/bin/quizgen build"
    assert test.endswith(".venv/bin/pytest")


def test_ci_runs_the_test_command_as_printed() -> None:
    """What the README promises is what guards the project."""
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()

    assert commands()[1] in script


@pytest.mark.parametrize("name", sorted(main.commands))
def test_every_command_has_its_place_and_an_example(name: str) -> None:
    """Each command stands in the README's table, and its help shows how to type it."""
    told = CliRunner().invoke(main, [name, "--help"])

    assert f"| `quizgen {name}" in README
    assert told.exit_code == 0
    assert "Example:" in told.output
    assert f"quizgen {name}" in told.output


def test_its_links_lead_somewhere() -> None:
    """Each link within the page names one of its headings, as GitHub makes a name of it."""
    headings = re.findall(r"^#+ (.*)$", README, re.MULTILINE)
    anchors = {re.sub(r"[^\w -]", "", heading).lower().replace(" ", "-") for heading in headings}
    links = re.findall(r"\]\(#([^)]*)\)", README)

    assert len(links) > 5
    assert set(links) <= anchors


@pytest.mark.parametrize("name", ["Studying", "Printing"])
def test_those_who_write_nothing_read_one_screen(name: str) -> None:
    """What studying and printing take stands in a section of its own, linked from the head."""
    section = re.search(rf"^## {name}\n(.*?)^## ", README, re.MULTILINE | re.DOTALL)
    head = README[: README.index("<img")]

    assert section is not None
    assert len(section[1].strip().splitlines()) <= 25
    assert f"(#{name.lower()})" in head


OWN = README[README.index("## Your own bank in ten minutes") : README.index("## The bank file\n")]
ELBE = "The Elbe\n\nThe Elbe is 1094 kilometres long. It flows from the Giant Mountains to the North Sea.\n"


def accept_all() -> None:
    """Sits down at `quizgen review`, and takes each question for right."""
    desk = Desk("review")
    desk.sees("initials, for the bank: ")
    desk.write("AB\r")
    for _ in range(10):
        desk.uncover()
        desk.press("a")
    assert "10 accepted" in desk.end()


def test_ones_own_bank_comes_about_as_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every command of the section, in order, in an empty folder, with the question filled in as shown."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "elbe.txt").write_text(ELBE, encoding="utf-8")
    bank = tmp_path / "rivers" / "question_bank.yaml"
    told = {}

    for step, block in re.findall(r"```(sh|yaml)\n(.*?)```", OWN, re.DOTALL):
        if step == "yaml":
            stub = bank.read_text(encoding="utf-8")
            bank.write_text(stub[: stub.index("  - id: elbe-01")] + block, encoding="utf-8")
            continue
        for line in block.splitlines():
            program, *words = shlex.split(line.replace("~", str(tmp_path)))
            if program == "cd":
                monkeypatch.chdir(words[0])
                continue
            if words == ["review"]:
                accept_all()
                continue
            result = CliRunner().invoke(main, words)
            assert (program, result.exit_code) == ("quizgen", 0), result.output
            told[words[0]] = result.output

    assert "10 questions, 0 checked: 0 errors, 10 warnings" in told["check"]
    assert "build/all.apkg  (10 questions)" in told["build"]
    assert "left out" not in told["build"]


def test_dependencies_say_why() -> None:
    """Each library has a lower bound and, on its line, a reason."""
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    project = tomllib.loads(text)["project"]
    lines = [line for line in text.splitlines() if re.match(r'    "[\w-]+>=', line)]

    assert len(lines) >= len(project["dependencies"])
    assert all(">=" in one for one in project["dependencies"])
    assert all("#" in line for line in lines[: len(project["dependencies"])])


def test_the_rules_it_names_are_known() -> None:
    """All thirty rules of item writing are there, and each name can be given to `explain`."""
    section = README[README.index("### The rules\n") : README.index("### Checking by hand\n")]
    thirty, whole = section.split("\n\n")[2:4]
    known = set(pipeline.explained())

    assert len(thirty.split()) == 28
    assert {name.strip("`") for name in thirty.split()} <= known
    assert set(re.findall(r"`([a-z]+-[a-z-]+)`", whole)) <= known
