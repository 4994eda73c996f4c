"""Commas within brackets: what they split is told, and a list that is right is left alone."""

import pytest

from quizgen.diagnostics import Diagnostic
from quizgen.model import Bank
from quizgen.reading import yamlnodes
from quizgen.reading.bank import read

HEAD = """\
bank: {id: elm, title: Elm, language: en}
articles: [{id: bridge, title: A bridge}]
questions:
  - id: one
"""
TAIL = """\
    why: The Courier gives the day.
    cite: {article: bridge, quote: "The bridge at Elm Ford opened"}
    difficulty: easy
    level: remember
"""


def bank(fields: str, tail: str = TAIL) -> tuple[Bank, list[Diagnostic]]:
    """A bank of one question, its own fields from line 5 on, and what is found in it."""
    stem = "" if "kind: cloze" in fields else "    stem: What was said?\n"
    node, faults = yamlnodes.parse(HEAD + fields + stem + tail)
    assert node is not None
    read_bank, mistakes = read(node)
    assert read_bank is not None
    return read_bank, [*faults, *mistakes]


def told(fields: str, tail: str = TAIL) -> list[tuple[str, str, int]]:
    """Severity, rule and line of each finding."""
    return [(one.severity, one.rule, one.span.line) for one in bank(fields, tail)[1]]


SURE = [("error", "split-at-comma", 6)]
DOUBT = [("warning", "split-at-comma", 6)]
CHOICE = "    kind: choice\n    options: {}\n    key: {}\n"
LISTS = {
    "accept": "    kind: short\n    accept: {}\n    answer: many\n",
    "points": "    kind: open\n    points: {}\n",
    "items": "    kind: order\n    items: {}\n",
    "extra": "    kind: match\n    extra: {}\n    pairs: [{{left: a, right: b}}, {{left: c, right: d}}]\n",
}


@pytest.mark.parametrize(
    ("options", "key", "remedy"),
    [
        ("[1,250, 1,300, 1,400]", "1,300", '"1,250", "1,300", "1,400"'),
        ("[1,250,1,300,1,400]", "1,300", '"1,250", "1,300", "1,400"'),
        ("[Quill, Ada, Oss, Bram]", "Quill, Ada", '"Quill, Ada"'),
        ("[red, white and blue, green]", "red, white and blue", '"red, white and blue"'),
        ("[3 May, 1911, 4 May, 1911]", "3 May, 1911", '"3 May, 1911"'),
        ("[86,8 %, 80 %]", "86,8 %", '"86,8 %"'),
    ],
)
def test_the_key_tells_what_was_split(options: str, key: str, remedy: str) -> None:
    """The key is one of the options again, and the one finding is at the comma's list, with the remedy."""
    _, found = bank(CHOICE.format(options, key))

    assert [(one.rule, one.span.line) for one in found] == [("split-at-comma", 6)]
    assert f"`{remedy}`" in (found[0].help or "")


@pytest.mark.parametrize(("options", "key"), [('["1,250", "1,300", "7"]', "[1,250, 1,300]")])
def test_the_options_tell_what_was_split_of_a_key(options: str, key: str) -> None:
    """The other way round, in the list of keys."""
    fields = CHOICE.replace("choice", "multiple").format(options, key)

    assert told(fields) == [("error", "split-at-comma", 7)]


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize(
    ("entries", "expected"),
    [
        ("[1,250, 1,300]", SURE),
        ("[1,250]", DOUBT),
        ("[86,8, 80]", DOUBT),
        ("[red,white, blue]", DOUBT),
        ("[May 3, 1911, then]", DOUBT),
        ("[red stands out, and sea is grey]", DOUBT),
        ("[it was cheap, because stone was at hand]", DOUBT),
    ],
)
def test_what_looks_split(name: str, entries: str, expected: list[tuple[str, str, int]]) -> None:
    """Numbers, dates and sentences cut in two are told in every list, at its line."""
    assert told(LISTS[name].format(entries)) == expected


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize(
    "entries",
    [
        "[1909, 1910, 1911]",
        "[1909,1910,1911]",
        "[9,10,11]",
        "[x,y,z]",
        "[red, white, blue]",
        '["1,250", "1,300"]',
        '[red stands out, "and sea is grey"]',
        "[and, or, but]",
        "[and so on, or the like]",
        "[Minsk, Brest]",
        "\n      - 1,250\n      - and so on, or not",
    ],
)
def test_a_list_that_is_right(name: str, entries: str) -> None:
    """Nothing is said of entries that are what they seem, or that are in quotes."""
    assert told(LISTS[name].format(entries)) == []


def test_pieces_of_the_answer() -> None:
    """Two wordings that have the words of the answer between them are one that was split."""
    short = "    kind: short\n    accept: {}\n    answer: in red and white bands\n"

    assert told(short.format("[red and white, in bands, bands, red and white]")) == DOUBT
    assert told(short.format("[Quill, Ada]").replace("in red and white bands", "Ada Quill")) == DOUBT
    assert told(short.format("[in red, red and white]")) == []


def test_clauses_cut_off_in_points() -> None:
    """A point that begins with a preposition, behind one that does not, is a piece of it."""
    assert told("    kind: open\n    points: [bands are seen by day, from afar, red stands out]\n") == DOUBT
    assert told("    kind: open\n    points: [by day, from afar]\n") == []
    assert told("    kind: short\n    accept: [night, by night]\n    answer: at night\n") == []


def test_each_clause_that_is_cut_off_is_told() -> None:
    """One run tells all: who mends the first need not come back for the second."""
    points = "[bands are seen by day, from afar, red stands out, and shines]"

    assert told(LISTS["points"].format(points)) == [*DOUBT, *DOUBT]


def test_other_languages_have_other_words() -> None:
    """English words tell nothing in a bank of another language; numbers do."""
    fields = HEAD.replace("language: en", "language: fr") + "    kind: open\n    points: [argent massif, or pur]\n"
    node, _ = yamlnodes.parse(fields + "    stem: Quoi donc?\n" + TAIL)
    assert node is not None

    assert read(node)[1] == ()


@pytest.mark.parametrize(
    ("line", "name", "whole"),
    [
        (
            "cite: {article: bridge, quote: Putin said this, that and the other}",
            "quote",
            "Putin said this, that and the other",
        ),
        ("cite: {quote: so he said, and went, article: bridge}", "quote", "so he said, and went"),
        ("cite: {article: bridge, quote: cost 1,250 crowns in all}", "quote", "cost 1,250 crowns in all"),
        ("cite: {article: bridge, quote: one, two, three,four five}", "quote", "one, two, three,four five"),
        ("cite: {article: bridge, quote: he said, and so he did: nothing}", "quote", "he said, and so he did: nothing"),
        ("cite: [{article: bridge, quote: one two, three four}]", "quote", "one two, three four"),
        ("cite: {article: bridge, quote: one two, voice: Quill, Ada}", "voice", "Quill, Ada"),
        ("cite: {article: bridge, quote: one two,\n      three four}", "quote", "one two, three four"),
        ("cite: {article: bridge, suffix: a, b, quote: one two three}", "suffix", "a, b"),
        ("allow: {negative-stem: It is asked, and right.}", "negative-stem", "It is asked, and right."),
    ],
)
def test_a_text_in_braces(line: str, name: str, whole: str) -> None:
    """What a comma cut off is put back, is told at the comma, and is not taken for a key."""
    tail = TAIL if line.startswith("allow") else TAIL.replace(TAIL.splitlines()[1].strip(), line)
    if line.startswith("allow"):
        tail += f"    {line}\n"
    read_bank, found = bank("    kind: short\n    answer: this\n", tail)

    help = f'put the value in quotes: `{name}: "{whole}"`'
    assert [(one.rule, one.help) for one in found] == [("split-at-comma", help)]
    item = read_bank.items[0]
    kept = (
        item.citations[0].quote,
        item.citations[0].voice,
        item.citations[0].suffix,
        *(one.reason for one in item.allow),
    )
    assert whole in kept


@pytest.mark.parametrize(
    "fields",
    [
        "    kind: match\n    pairs: [{left: Quill, Ada, right: mayor}, {left: Oss, right: mason}]\n",
        "    kind: choice\n    options: [{text: 1,250}, {text: 1,300}]\n    key: 1,250\n",
        "    kind: choice\n    options: [{text: a, why: It was here, not there.}, b]\n    key: b\n",
    ],
)
def test_a_mapping_within_a_list(fields: str) -> None:
    """The same for pairs and options."""
    assert {one[1:] for one in told(fields)} == {("split-at-comma", 6)}


def test_values_that_are_wanting() -> None:
    """A key with a colon and no value is no piece of a text, nor is the first key of all."""
    assert "empty-value" in {
        one[1] for one in told("    kind: short\n    answer: this\n", TAIL.replace("article: bridge", "article: "))
    }
    assert "unknown-key" in {
        one[1] for one in told("    kind: short\n    answer: this\n", TAIL.replace("article: bridge", "bridge"))
    }
