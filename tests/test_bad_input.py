"""What bad input gets: file, line, column, exit status 1, nothing written, no traceback. One case a mistake."""

import time
from pathlib import Path

import pytest
from click.testing import CliRunner
from conftest import ARTICLES

from quizgen.cli import main
from quizgen.reading import yamlnodes

HEAD = """\
bank: {id: elm, title: Elm, language: en}
articles:
  - {id: bridge, title: A bridge for Elm Ford, file: bridge.txt}
  - {id: harbour, title: The harbour, file: harbour.txt}
questions:
"""
QUOTE = "The bridge at Elm Ford opened on 4 May 1911"
BODY = f"""\
    why: The Courier gives the day.
    cite: {{article: bridge, quote: {QUOTE}}}
    difficulty: easy
    level: remember
"""
STEM = """\
  - id: ford-day
    kind: choice
    stem: Which year saw Elm Ford open?
    options: [one, two, three]
    key: one
"""
GOOD = HEAD + STEM + BODY


def kind(name: str, fields: str, stem: str = "    stem: Which?\n") -> str:
    """A bank of one question of a kind, its own fields as given."""
    return f"{HEAD}  - id: ford-day\n    kind: {name}\n{stem}{fields}{BODY}"


def cited(quote: str) -> str:
    """The good bank with another quotation."""
    return GOOD.replace(QUOTE, quote)


CASES: dict[str, tuple[str | bytes, str]] = {
    "empty bank": ("", "1:1: error[empty-bank]"),
    "only comments": ("# nothing yet\n", "1:1: error[empty-bank]"),
    "top level a list": ("- id: elm\n", "1:1: error[wrong-shape]"),
    "unknown key": (GOOD.replace("difficulty", "dificulty"), "13:5: error[unknown-key]: unknown key `dificulty`"),
    "missing key": (GOOD.replace("    level: remember\n", ""), "6:9: error[missing-key]: a question has no `level`"),
    "empty value": (GOOD.replace(" Which year saw Elm Ford open?", ""), "8:5: error[empty-value]"),
    "blank value": (GOOD.replace("Which year saw Elm Ford open?", '" \u00a0"'), "error[empty-value]"),
    "duplicate key": (GOOD.replace("    key: one\n", "    key: one\n    key: two\n"), "11:5: error[duplicate-key]"),
    "duplicate id": (GOOD + STEM + BODY, "15:9: error[duplicate-id]: id `ford-day` is already taken"),
    "id that differs in case": (GOOD + STEM.replace("ford-day", "Ford-Day") + BODY, "15:9: error[id-differs-in-case]"),
    "unknown kind": (GOOD.replace("kind: choice", "kind: choise"), "7:11: error[unknown-kind]: unknown kind `choise`"),
    "key not an option": (GOOD.replace("key: one", "key: four"), "10:10: error[key-not-an-option]: key `four`"),
    "equal options": (
        GOOD.replace("three]", "“ONE ”]").replace("[one", "['\"one\"'").replace("key: one", "key: two"),
        "9:29: error[equal-options]",
    ),
    "unknown article": (GOOD.replace("article: bridge", "article: brigde"), "error[unknown-article]"),
    "quotation absent": (cited("Nothing of the kind is said here"), "error[quote-not-found]"),
    "quotation standing twice": (cited("TWICE"), "error[quote-ambiguous]"),
    "quotation in another article": (cited("OTHER"), "error[quote-in-another-article]"),
    "quotation off by one letter": (cited(QUOTE.replace("opened", "openod")), "error[quote-not-found]"),
    "quotation cut inside a number": (cited("opened on 4 May 1911 and cost 86"), "error[quote-cuts-number]"),
    "cloze without a blank": (kind("cloze", "    text: No blank at all.\n", ""), "error[cloze-without-blank]"),
    "cloze with }} in an answer": (kind("cloze", '    text: "It is {{c1::a}}b}}."\n', ""), "error[cloze-bad-blank]"),
    "cloze with :: in an answer": (kind("cloze", '    text: "It is {{c1::a::b::c}}."\n', ""), "error[cloze-bad-blank]"),
    "match with equal lefts": (
        kind("match", "    pairs: [{left: a, right: b}, {left: A, right: c}]\n"),
        "error[equal-pairs]",
    ),
    "match with equal rights": (
        kind("match", "    pairs: [{left: a, right: b}, {left: c, right: b}]\n"),
        "error[equal-pairs]",
    ),
    "tab indentation": (GOOD.replace("    kind", "\tkind"), "7:1: error[tab-indent]"),
    "unquoted colon": (GOOD.replace("Which year saw Elm Ford open?", "Which: year?"), "8:"),
    "text cut by #": (GOOD.replace("Which year saw Elm Ford open?", "Which #1 year?"), "error[text-cut]"),
    "tag": (GOOD.replace("stem: ", "stem: !x "), "8:11: error[yaml-tag]"),
    "anchor": (GOOD.replace("stem: ", "stem: &x "), "8:11: error[yaml-anchor]"),
    "alias": (GOOD.replace("stem: Which year saw Elm Ford open?", "stem: *x"), "8:11: error[yaml-"),
    "merge key": (GOOD.replace("    stem:", "    <<: {a: b}\n    stem:"), "8:5: error[merge-key]"),
    "a second document": (GOOD + "---\nbank: {}\n", "15:1: error[second-document]"),
    "200,000 opening brackets": ("[" * 200_000, "error[too-deep]"),
    "UTF-16": (GOOD.encode("utf-16"), "UTF-16"),
    "Windows-1252": (GOOD.replace("Which", "“Which”").encode("cp1252"), "Windows-1252"),
    "NUL": (GOOD.replace("Which", "Wh\0ich"), "8:13: error[forbidden-character]"),
    "ESC": (GOOD.replace("Which", "Wh\x1bich"), "8:13: error[forbidden-character]"),
    "an escaped lone surrogate": (
        GOOD.replace("Which year saw Elm Ford open?", '"Wh\\uD800ich"'),
        "error[forbidden-character]",
    ),
    "bidi control": (GOOD.replace("Which", "Wh\u202eich"), "8:13: error[forbidden-character]"),
    "U+2028": (GOOD.replace("Which", "Wh\u2028ich"), "8:13: error[forbidden-character]"),
    "a word of 1 MB": (GOOD.replace("Which", "W" * 2**20), "8:11: error[text-too-long]"),
}


def folded_cases() -> dict[str, tuple[bytes, str]]:
    """The cases as bytes, with phrases that stand in the invented articles."""
    harbour = (ARTICLES / "harbour.txt").read_text(encoding="utf-8")
    other = next(line for line in harbour.splitlines() if line.count(" ") > 6)
    phrases = {"OTHER": '"' + " ".join(other.split()[:6]).replace('"', '\\"') + '"', "TWICE": twice()}
    found = {}
    for name, (text, told) in CASES.items():
        for word, phrase in phrases.items():
            text = text.replace(word, phrase) if isinstance(text, str) and f"quote: {word}" in text else text
        found[name] = (text.encode() if isinstance(text, str) else text, told)
    return found


def twice() -> str:
    """Four words that stand more than once in the invented article."""
    words = (ARTICLES / "bridge.txt").read_text(encoding="utf-8").split()
    runs = [" ".join(words[at : at + 4]) for at in range(len(words) - 3)]
    return next(run for run in runs if runs.count(run) > 1 and run.replace(" ", "").isalpha())


@pytest.mark.parametrize("name", CASES)
def test_bad_input_is_told_and_harms_nothing(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`check` points at the mistake, `build` writes nothing, and both are quick about it."""
    data, told = folded_cases()[name]
    monkeypatch.chdir(tmp_path)
    Path("question_bank.yaml").write_bytes(data)
    Path("decks").mkdir()
    Path("decks/all.yaml").write_text("title: All\nanki: {}\n")
    start = time.process_time()

    checked = CliRunner().invoke(main, ["check", "--articles", str(ARTICLES)])
    built = CliRunner().invoke(main, ["build"])

    assert (checked.exit_code, built.exit_code) == (1, 1)
    assert told in checked.output
    assert all(len(line) < 300 for line in checked.output.splitlines())
    assert "Traceback" not in checked.output + built.output
    assert "quizgen broke" not in checked.output + built.output
    assert sorted(path.name for path in Path().iterdir()) == ["decks", "question_bank.yaml"]
    assert time.process_time() - start < 10  # not a benchmark: some of these once took minutes


@pytest.mark.parametrize("value", ["no", "1:30", "001", "1.10", "2025-02-30", "0x1F", "~", "1_000", "null", "Yes"])
def test_every_value_stays_the_authors_text(value: str) -> None:
    """What other YAML programs turn into something else is printed as it was written."""
    node, found = yamlnodes.parse(f"answer: {value}\n")

    assert found == ()
    assert node.entries[0].value.text == value  # type: ignore[union-attr]


def test_a_bom_is_accepted(tmp_path: Path) -> None:
    """An editor's byte order mark is no mistake."""
    bank = tmp_path / "question_bank.yaml"
    bank.write_bytes(b"\xef\xbb\xbf" + GOOD.encode())

    told = CliRunner().invoke(main, ["check", str(bank), "--format", "concise"]).output

    assert "forbidden" not in told
    assert "bank: " not in told
    assert "1 question, 0 checked" in told


def test_the_good_bank_is_good(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The bank that the cases above break has no error of its own."""
    monkeypatch.chdir(tmp_path)
    Path("question_bank.yaml").write_text(GOOD, encoding="utf-8")

    CliRunner().invoke(main, ["cite", "--articles", str(ARTICLES)])

    assert "1 question, 0 checked: 0 errors, 1 warning" in CliRunner().invoke(main, ["check"]).output


def test_all_mistakes_of_a_file_are_told_in_one_run(tmp_path: Path) -> None:
    """Five mistakes, five findings."""
    bank = tmp_path / "question_bank.yaml"
    text = GOOD.replace("difficulty: easy", "difficulty: tricky").replace("key: one", "key: four")
    text += STEM.replace("kind: choice", "kind: choise") + BODY.replace("level", "levle")
    bank.write_text(text.replace("article: bridge", "article: brigde", 1), encoding="utf-8")

    told = CliRunner().invoke(main, ["check", str(bank), "--format", "concise"]).output

    for rule in ("unknown-value", "key-not-an-option", "unknown-kind"):
        assert f"error[{rule}]" in told
