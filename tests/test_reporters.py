"""Findings as people and programs read them."""

import json

from quizgen import reporters
from quizgen.diagnostics import Report, error, info, warning
from quizgen.span import START, Span

TEXT = "bank:\n  id: elm\nquestions:\n  - key: miosis\n  - stem: 漢字 x\n" + "y" * 500 + " here\n"


def report(*findings: object) -> Report:
    return Report.of("bank.yaml", TEXT, findings)  # type: ignore[arg-type]


def test_full_shows_place_excerpt_caret_help_and_notes() -> None:
    """The form that the style guide fixes."""
    one = error("key-not-an-option", Span.of(4, 10, 6), "key `miosis` is no option", "seen here", help="choose one")

    assert reporters.full(report(one)) == (
        "bank.yaml:4:10: error[key-not-an-option]: key `miosis` is no option\n"
        "  |\n"
        "4 |   - key: miosis\n"
        "  |          ^^^^^^\n"
        "  = help: choose one\n"
        "  = note: seen here\n"
    )


def test_carets_stand_under_wide_signs() -> None:
    """Signs that take two columns of a terminal get two carets."""
    one = error("bad", Span.of(5, 11, 2), "no")

    assert reporters.full(report(one)).splitlines()[2:] == ["5 |   - stem: 漢字 x", "  |           ^^^^"]


def test_a_long_line_is_cut_around_the_place() -> None:
    """A line of a megabyte does not fill the terminal."""
    shown = reporters.full(report(error("bad", Span.of(6, 502, 4), "no"))).splitlines()

    assert max(map(len, shown)) < 120
    assert shown[2].index("here") == shown[3].index("^^^^")


def test_what_moves_the_cursor_is_spelt_out() -> None:
    """Escapes in a bank cannot paint the reader's terminal."""
    told = Report.of("bank.yaml", "a\x1b[31m: \u202eb\n", [error("bad", Span.of(1, 1, 1), "no `\x1b[2J`")])

    assert "\x1b" not in reporters.full(told)
    assert "\\u{001B}[31m: \\u{202E}b" in reporters.full(told)


def test_a_value_of_several_lines_is_told_in_one() -> None:
    """A message is a line: where an author's words have an end of line, it has a space."""
    told = Report.of("bank.yaml", "a\n", [error("bad", START, "`The ford\n  is wide`")])

    assert "error[bad]: `The ford   is wide`\n" in reporters.full(told)


def test_a_place_in_an_empty_file_has_no_excerpt() -> None:
    """Where there is nothing to show, nothing is shown."""
    empty = Report.of("bank.yaml", "", [error("empty-bank", START, "no question")])

    assert reporters.full(empty) == "bank.yaml:1:1: error[empty-bank]: no question\n"


def test_concise_is_a_line_each() -> None:
    """One finding, one line, sorted by place; the same finding twice is told once."""
    late, early = error("b", Span.of(4, 1), "two"), warning("a", Span.of(2, 3), "one", help="do")

    assert reporters.concise(report(late, early, late)) == (
        "bank.yaml:2:3: warning[a]: one\nbank.yaml:4:1: error[b]: two\n"
    )


def test_json_is_one_object() -> None:
    """The machine format that the design documents, with counts."""
    told = json.loads(reporters.to_json([report(error("b", Span.of(4, 1, 2), "two"))], {"questions": 3, "checked": 2}))

    assert told["summary"] == {"questions": 3, "checked": 2, "errors": 1, "warnings": 0}
    assert told["diagnostics"] == [
        {
            "rule": "b",
            "severity": "error",
            "path": "bank.yaml",
            "line": 4,
            "column": 1,
            "end_line": 4,
            "end_column": 3,
            "message": "two",
            "help": None,
            "notes": [],
        }
    ]


def test_a_line_of_findings_is_cut_around_each() -> None:
    """What is shown of a long line is the same wherever in it the finding is; its rest is a sign."""
    line = "".join(f"word {number:04} " for number in range(1000))
    told = Report.of("bank.yaml", line, [error("bad", Span.of(1, 10 * at + 1, 4), "no") for at in (0, 500, 999)])

    excerpts = [one for one in reporters.full(told).splitlines() if one.startswith("1 | ")]

    assert excerpts[0] == f"1 | {line[:54]}…"
    assert excerpts[1] == f"1 | …{line[4950:5054]}…"
    assert excerpts[2] == f"1 | …{line[9940:].rstrip()}"


def test_github_shows_a_finding_beside_its_line() -> None:
    """What would end a command is escaped: percent signs and line ends, in a path commas and colons too."""
    one = error("bad", Span.of(4, 10, 6), "100%\x1b wrong", "a note", help="mend it")
    two = info("told", Span.of(1, 1, 4), "so it is")

    assert reporters.github(Report.of("a,b.yaml", TEXT, [one, two])) == (
        "::notice file=a%2Cb.yaml,line=1,col=1,endLine=1,endColumn=5,title=told::so it is\n"
        "::error file=a%2Cb.yaml,line=4,col=10,endLine=4,endColumn=16,title=bad::"
        "100%25\\u{001B} wrong%0Ahelp: mend it%0Anote: a note\n"
    )


def test_sarif_has_findings_and_what_their_rules_are() -> None:
    """Each finding names its rule, its level and its region; each rule that was broken is described once."""
    reports = [
        report(error("bad", Span.of(4, 10, 6), "no", help="yes")),
        Report.of("a b.yaml", "x", [warning("bad", START, "w")]),
    ]

    log = json.loads(reporters.to_sarif(reports, {"bad": "It is bad.\n\nVery."}, "1.2"))

    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    assert run["tool"]["driver"]["rules"] == [
        {"id": "bad", "shortDescription": {"text": "It is bad."}, "fullDescription": {"text": "It is bad.\n\nVery."}}
    ]
    first, second = run["results"]
    assert (first["ruleId"], first["ruleIndex"], first["level"]) == ("bad", 0, "error")
    assert first["message"]["text"] == "no\nhelp: yes"
    place = first["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "bank.yaml"
    assert place["region"] == {"startLine": 4, "startColumn": 10, "endLine": 4, "endColumn": 16}
    assert second["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "a%20b.yaml"
    assert second["level"] == "warning"
