"""A line that slipped is named, and no line that is right; what could be read all the same is read."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from conftest import DATA

from quizgen.diagnostics import Diagnostic
from quizgen.reading import yamlnodes
from quizgen.reading.bank import read
from quizgen.reading.yamllines import Walk

BANK = """\
bank:
  id: elm
  title: Elm Ford
  language: en
articles:
  - id: bridge
    title: A bridge for Elm Ford
    file: bridge.txt
  - id: harbour
    title: "The harbour: a history"
    file: harbour.txt
# the questions
questions:
  - id: ford-day
    kind: choice
    stem: "Which year saw Elm Ford open?"
    options: [1909, 1910, 1911]
    key: 1911
    why: The Courier gives the day, and nothing else.
    cite: {article: bridge, quote: "The bridge at Elm Ford opened on 4 May 1911"}
    difficulty: easy
    level: remember
    tags: [history, bridges]

  - id: ford-cost
    kind: multiple
    stem: Which of these were built of stone?
    options:
      - {text: the bridge, why: "It was of stone: grey stone."}
      - the tower
      - text: the mill
        why: It was of timber.
    key:
      - the bridge
      - the tower
    why: >
      The Courier gives the stone,
      and nothing else.
    cite:
      article: bridge
      quote: The bridge at Elm Ford opened on 4 May 1911
    difficulty: easy
    level: remember

  - id: ford-match
    kind: match
    stem: 'Who did what?'
    pairs:
      - {left: Mayor, right: Quill}
      - left: Mason
        right: Tarn
    extra: [Wren, Oss]
    why: "The Courier names them all,
      in one sentence."
    cite:
      - article: bridge
        quote: "The bridge at Elm Ford opened on 4 May 1911"
      - article: harbour
        quote: "The bridge at Elm Ford opened on 4 May 1911"
    difficulty: easy
    level: remember
"""
LINES = BANK.splitlines()
TEXT = {37, 38, 54}
"""Lines of a block and of a text in quotes: these may be indented as the author likes."""


@pytest.fixture(params=[yaml.CLoader, yaml.SafeLoader], ids=["libyaml", "pure"])
def each_loader(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """The test is run with libyaml's events and with PyYAML's own."""
    monkeypatch.setattr(yamlnodes, "LOADER", request.param)


def findings(text: str) -> list[Diagnostic]:
    node, faults = yamlnodes.parse(text)
    _, mistakes = read(node) if node is not None else (None, ())
    return sorted((*faults, *mistakes), key=lambda one: one.span)


def blamed(text: str) -> set[int]:
    """The lines at which anything is found."""
    return {one.span.line for one in findings(text)}


def with_line(number: int, *lines: str) -> str:
    return "\n".join([*LINES[: number - 1], *lines, *LINES[number:]]) + "\n"


def members() -> Iterator[tuple[int, str]]:
    """The lines that have a dash or a key, by their numbers."""
    for number, line in enumerate(LINES, start=1):
        if line.strip() and not line.startswith("#") and number not in TEXT:
            yield number, line


def test_the_bank_is_sound() -> None:
    """What the tests below break has no fault of its own."""
    assert findings(BANK) == []


# Lines that are read as what could stand there: `cite` as words of the block above, `why` as the question's own.
SWALLOWED = {(39, 2), (39, 3), (32, -4)}


@pytest.mark.parametrize("by", [-4, -3, -2, -1, 1, 2, 3])
def test_one_line_slips(by: int) -> None:
    """Whichever line is moved, by whatever columns: it alone is blamed."""
    wrong = {}
    for number, line in members():
        indent = len(line) - len(line.lstrip())
        if indent + by < 0 or (number, by) in SWALLOWED or (by == -4 and line.lstrip() == "- the tower"):
            continue
        lines = blamed(with_line(number, " " * (indent + by) + line.lstrip()))
        if lines != {number}:
            wrong[number] = lines

    assert wrong == {}


def test_a_line_in_the_first_column() -> None:
    """A line that lost all of its indentation is found, a dash in column 1 among them."""
    swallowed = {32}  # see above
    wrong = {n: lines for n, line in members() if (lines := blamed(with_line(n, line.lstrip()))) - {n}}

    assert set(wrong) <= swallowed


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize(("first", "last"), [(14, 23), (25, 43), (45, 61)])
@pytest.mark.parametrize("by", [-2, -1, 1, 2])
def test_a_whole_question_slips(first: int, last: int, by: int, end: str) -> None:
    """A question moved as a whole is blamed at its dash, and the others are read."""
    moved = [(" " * by + line if by > 0 else line[-by:]) if line else line for line in LINES[first - 1 : last]]
    text = end.join([*LINES[: first - 1], *moved, *LINES[last:], ""])

    assert blamed(text) == {first}


@pytest.mark.parametrize("old", ["- ", ": "])
def test_no_space(old: str) -> None:
    """A dash or a colon without its space is found where it stands."""
    wrong = {n: lines for n, line in members() if (lines := blamed(with_line(n, line.replace(old, old[0], 1)))) - {n}}

    assert wrong == {}


def test_no_colon() -> None:
    """A key without a colon is found, whatever stands below it."""
    plain = ((number, line) for number, line in members() if "{" not in line)
    wrong = {n: lines for n, line in plain if (lines := blamed(with_line(n, line.replace(":", "", 1)))) - {n}}

    assert wrong == {}


def test_no_dash() -> None:
    """An entry whose dash was forgotten is found; one of text alone is read as a part of the entry above it."""
    dashed = ((n, line) for n, line in members() if line.lstrip().startswith("- ") and n != 35)
    wrong = {n: lines for n, line in dashed if (lines := blamed(with_line(n, line.replace("- ", "  ", 1)))) != {n}}

    assert wrong == {}


@pytest.mark.parametrize("mark", ["'", '"', "]", "}"])
def test_nothing_closes(mark: str) -> None:
    """A quotation mark or a bracket that is not closed is named where it opens, not where another one closes it."""
    marked = ((n, line) for n, line in members() if mark in line and n != 53)  # 53 has only the one that opens
    broken = [(n, line[: line.rindex(mark)] + line[line.rindex(mark) + 1 :]) for n, line in marked]
    wrong = {n: lines for n, line in broken if (lines := blamed(with_line(n, line))) != {n}}

    assert wrong == {}


def test_nothing_closes_below() -> None:
    """A text of two lines that is not closed is named where it opens too."""
    assert blamed(with_line(54, LINES[53][:-1])) == {53}


def test_the_wrong_bracket_closes() -> None:
    """A `]` for a `}` is found at its place, and the rest is read."""
    for number, line in members():
        for old, new in (("]", "}"), ("}", "]")):
            if line.endswith(old):
                assert blamed(with_line(number, line[:-1] + new)) == {number}


CASES = {
    "a dash in the first column": (
        "questions:\n  - id: one\n    key: true\n    cite: {article: a, quote: b c d}\n\n- id: two\n  key: true\n",
        ("bad-indent", 6, 1, "start it in column 3, as line 2 shows"),
    ),
    "one space too few": (
        "questions:\n  - id: one\n    options: [1909, 1910]\n   key: 1909\n    why: so\n",
        ("bad-indent", 4, 4, "start it in column 5, as line 3 shows"),
    ),
    "the first of several": (
        "bank:\n   id: elm\n  title: Elm\n  language: en\n",
        ("bad-indent", 2, 4, "start it in column 3, as line 3 shows"),
    ),
    "a block whose first line is too deep": (
        "a:\n  why: |\n     one\n    two\n  b: c\n",
        ("bad-indent", 3, 6, "start it in column 5, as line 4 shows"),
    ),
    "a tab": ("a:\n  b: c\n\td: e\n", ("tab-indent", 3, 1, "indent with spaces; an editor can be set to")),
    "a quotation mark within brackets": (
        'a:\n  - {b: "c}\n  - {b: "d"}\n',
        ("unbalanced-quotes", 2, 9, 'close it with another `"`, or put the whole value in other quotes'),
    ),
    "a quotation mark in the last line": (
        'a:\n  b: c\n  d: "e\n',
        ("unbalanced-quotes", 3, 6, 'close it with another `"`, or put the whole value in other quotes'),
    ),
    "a quotation mark that takes in a whole key": (
        'a:\n  b: "c\n  d: e\n  f: say"\n  g: h\n',
        ("unbalanced-quotes", 2, 6, 'close it with another `"`, or put the whole value in other quotes'),
    ),
    "a dash that goes on with the text above": (
        "a:\n  - b\n    - c\n  - d\n",
        ("bad-indent", 3, 5, "start it in column 3, as line 2 shows"),
    ),
}


@pytest.mark.usefixtures("each_loader")
@pytest.mark.parametrize("name", CASES)
def test_place_and_help(name: str) -> None:
    """One finding, at the line that slipped, with the column in which it belongs."""
    text, expected = CASES[name]
    _, found = yamlnodes.parse(text)

    assert [(one.rule, one.span.line, one.span.column, one.help) for one in found] == [expected]


@pytest.mark.usefixtures("each_loader")
def test_what_slipped_is_read() -> None:
    """The bank with a line that slipped is the bank without: nothing else is said of it, and nothing is lost."""
    text = BANK.replace("    key: 1911", "   key: 1911")

    assert read(yamlnodes.parse(text)[0]) == read(yamlnodes.parse(BANK)[0])  # type: ignore[arg-type]


@pytest.mark.parametrize("path", sorted(DATA.rglob("*.yaml")), ids=lambda path: str(path.relative_to(DATA)))
def test_nothing_slipped_in_what_can_be_read(path: Path) -> None:
    """A file that YAML can read is walked through to its end."""
    text = yamlnodes.decode(path.read_bytes())[0]
    if not yamlnodes.parse(text)[1]:
        lines = text.split("\n")
        assert Walk(lines).go(len(lines)) is None
