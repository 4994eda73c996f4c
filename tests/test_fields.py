"""Entries of a mapping, asked for by name: what is typed, what is tidied, what is reported and where."""

from datetime import UTC, datetime
from decimal import Decimal
from enum import StrEnum

import pytest

from quizgen.diagnostics import Diagnostic
from quizgen.reading.fields import (
    Fields,
    did_you_mean,
    listed,
    shown,
    tidy,
)
from quizgen.reading.tables import FLAG, MOMENT, TEXT, TEXTS, Form, Integer, Key, List, Number, Table, words
from quizgen.reading.yamlnodes import Node, parse
from quizgen.span import Span


class Size(StrEnum):
    SMALL = "small"
    LARGE = "large"


def node(text: str) -> Node:
    read, diagnostics = parse(text)
    assert read is not None
    assert diagnostics == ()
    return read


def fields(text: str, **holds: Form) -> Fields:
    """The entries of a thing, whose keys need not be there; where none are named, any may stand there, a text each."""
    return reading(text, *(Key(name, form, "") for name, form in holds.items()))


def reading(text: str, *keys: Key) -> Fields:
    found: list[Diagnostic] = []
    read = Fields.of(node(text), found, Table("a thing", "", keys, others=None if keys else TEXT))
    assert read is not None
    return read


def rules(read: Fields) -> list[tuple[str, int, int]]:
    """Rule, line and column of what was found."""
    return [(one.rule, one.span.line, one.span.column) for one in read.found]


class TestText:
    def test_lines_of_a_literal_block_stay(self) -> None:
        """Where lines count `|` keeps ends and indentation; `>`, quotes and a block of one line are folded as ever."""
        read = fields(
            "a: |\n\n  one  two \n    three\n\n\tfour\nb: >\n  one\n  two\nc: |\n   one  two\n".replace("\t", "  ")
        )

        assert read.rich("a").source == "one  two\n  three\n\nfour"
        assert read.rich("b").source == "one two"
        assert read.rich("c").source == "one two"

    @pytest.mark.parametrize(
        ("source", "text"),
        [
            ("a:  one  two ", "one two"),
            ("a: |\n  one\n\n  two\n", "one two"),
            ('a: "one\\n\\ttwo"', "one two"),
            ("a: cafe\u0301", "caf\u00e9"),
            ("a: 86.8\u00a0%", "86.8\u00a0%"),
            ("a: ~", "~"),
            ("a: 001", "001"),
        ],
    )
    def test_is_tidied_and_stays_text(self, source: str, text: str) -> None:
        """NFC, stripped, line ends and runs of spaces folded; a no-break space and a zero stay."""
        read = fields(source)

        assert read.text("a").text == text
        assert read.sound

    @pytest.mark.parametrize(
        "source", ["a:", 'a: ""', 'a: "  "', 'a: "\\_"', "a: \u00a0\u3000", "a: \u200c\u200d", "a: |\n\n"]
    )
    def test_blank_is_empty(self, source: str) -> None:
        """A value that shows nothing is an empty one, whatever it is made of."""
        read = fields(source)

        assert read.text("a").text == ""
        assert [rule for rule, _, _ in rules(read)] == ["empty-value"]
        assert not read.sound

    def test_empty_is_pointed_at_by_its_key(self) -> None:
        """Where there is no value, the key is pointed at."""
        read = fields("x: y\nstem:\n")
        read.text("stem")

        assert read.found[0].span == Span(2, 1, 2, 5)

    def test_cut_text(self) -> None:
        """A comment one space behind prose is an error at the `#`; behind an id it is a comment."""
        prose, id = fields("a: C #1"), fields("a: c-1 # first")
        prose.text("a")

        assert rules(prose) == [("text-cut", 1, 6)]
        assert id.slug("a").text == "c-1"
        assert id.found == []

    def test_caps(self) -> None:
        """4,000 characters and words of 200 are read; one more is an error, at once also for a megabyte."""
        read = fields(f"a: {'x' * 201}\nb: {'x ' * 2001}\nc: {'x' * 2**20}\nd: {'x ' * 2000}\ne: {'x' * 200}\n")
        texts = [read.text(name).text for name in "abcde"]

        assert rules(read) == [("text-too-long", 1, 4), ("text-too-long", 2, 4), ("text-too-long", 3, 4)]
        assert [len(text) for text in texts] == [0, 0, 0, 3999, 200]

    def test_part_of_a_text(self) -> None:
        """A part is pointed at where the source has the same characters, else the whole is."""
        plain, quoted, escaped = (fields(f"a: {value}").text("a") for value in ("one two", '"one two"', '"one\\ttwo"'))

        assert plain.part(4, 7) == Span(1, 8, 1, 11)
        assert quoted.part(4, 7) == Span(1, 9, 1, 12)
        assert escaped.part(4, 7) == escaped.span

    def test_markup_is_taken_apart(self) -> None:
        """Rich text comes with its markup parsed."""
        assert fields("a: so **much**").rich("a").plain == "so much"


class TestTypes:
    @pytest.mark.parametrize("id", ["a", "A-1", "001", "no", "x" * 64])
    def test_good_id(self, id: str) -> None:
        """Letters of either case, digits and hyphens make an id."""
        assert fields(f"id: {id}").slug("id").text == id

    @pytest.mark.parametrize("id", ["a b", "-a", "a-", "a--b", "ä", "a/b", "..", "a_b", "x" * 65, '"a\\nb"'])
    def test_bad_id(self, id: str) -> None:
        """What cannot be part of a file name everywhere is no id."""
        read = fields(f"id: {id}")

        assert read.slug("id").text == ""
        assert rules(read) == [("bad-id", 1, 5)]

    @pytest.mark.parametrize(
        ("text", "value"), [("86.80", "86.80"), ("-5", "-5"), ("−5", "-5"), ("+1", "1"), ("001", "1")]
    )
    def test_good_number(self, text: str, value: str) -> None:
        """A number keeps its writing beside its value."""
        located, number = fields(f"a: {text}", a=Number()).number("a")

        assert (located.text, number) == (text, Decimal(value))

    @pytest.mark.parametrize(
        "text", ["1,5", "1 000", "1e3", "inf", "NaN", "0x1F", "1_000", "٣", ".5", "5.", "9" * 5000]
    )
    def test_bad_number(self, text: str) -> None:
        """What other readers would take for a number, or differ on, is none."""
        read = fields(f"a: {text}", a=Number())
        read.number("a")

        assert [rule for rule, _, _ in rules(read)] in (["bad-number"], ["text-too-long"])

    def test_decimal_bounds(self) -> None:
        """A share beyond its bounds is reported and its default stands in."""
        read = fields("a: 1.1", a=Number(Decimal(0), Decimal(1)))

        assert read.decimal("a", Decimal("0.5")) == Decimal("0.5")
        assert rules(read) == [("bad-number", 1, 4)]

    @pytest.mark.parametrize("text", ["0", "11", "1.0", "x", "9" * 30])
    def test_bad_integer(self, text: str) -> None:
        """A count is a whole number within its bounds."""
        read = fields(f"a: {text}", a=Integer(1, 10))

        assert read.integer("a") == 1
        assert rules(read) == [("bad-number", 1, 4)]

    def test_good_integers(self) -> None:
        """Bounds are included, and a default stands in for what is not there."""
        read = fields("a: 1\nb: 10\n", a=Integer(1), b=Integer(0, 10), c=Integer())

        assert [read.integer("a"), read.integer("b"), read.integer("c", 7)] == [1, 10, 7]

    def test_timestamp(self) -> None:
        """A moment is UTC to the second."""
        assert fields("a: 2026-11-22T09:30:00Z", a=MOMENT).timestamp("a") == datetime(2026, 11, 22, 9, 30, tzinfo=UTC)

    @pytest.mark.parametrize(
        "text",
        [
            "2025-02-30T10:00:00Z",
            "2025-02-03",
            "2025-02-03T10:00:00",
            "2025-02-03T24:00:00Z",
            "2025-02-03T10:00:60Z",
            "2025-02-03T10:00:00+00:00",
            "0000-00-00T00:00:00Z",
            "1979-12-31T23:59:59Z",
            "2108-01-01T00:00:00Z",
            "now",
        ],
    )
    def test_bad_timestamp(self, text: str) -> None:
        """A day that does not exist, another zone, and years that no archive knows are reported."""
        read = fields(f"a: {text}", a=MOMENT)

        assert read.timestamp("a") is None
        assert rules(read) == [("bad-timestamp", 1, 4)]

    @pytest.mark.parametrize("text", ["yes", "True", "1", "on", "~"])
    def test_flag_is_true_or_false(self, text: str) -> None:
        """Nothing but the two words is a truth value."""
        read = fields(f"a: {text}\nb: true\nc: false\n", a=FLAG, b=FLAG, c=FLAG)

        assert (read.flag("b"), read.flag("c"), read.flag("a")) == (True, False, False)
        assert rules(read) == [("unknown-value", 1, 4)]

    def test_one_of(self) -> None:
        """One of a few words; a near one is offered, else all are."""
        sizes = words(Size)
        read = fields("a: small\nb: Lrage\nc: x\n", a=sizes, b=sizes, c=sizes)

        assert [read.one_of(name, Size) for name in "abc"] == [Size.SMALL, Size.SMALL, Size.SMALL]
        assert [one.help for one in read.found] == ["did you mean `large`?", "write `small` or `large`"]


class TestShapes:
    @pytest.mark.parametrize("value", ["[x]", "{x: y}", "\n  - x"])
    def test_no_text(self, value: str) -> None:
        """A list or a mapping is not silently a text."""
        read = fields(f"a: {value}")
        read.text("a")

        assert [rule for rule, _, _ in rules(read)] == ["wrong-shape"]

    def test_no_list(self) -> None:
        """A single value is not silently a list; the help shows it as one."""
        read = fields("a: x", a=TEXTS)

        assert read.texts("a") == ()
        assert read.found[0].help == "write `a: [x]`, or a line with a dash for each entry"

    def test_list(self) -> None:
        """Each entry has its place; one that is no text is reported and left out."""
        read = fields("a: [x, [y], ~]", a=TEXTS)

        assert [(one.text, one.span.column) for one in read.texts("a")] == [("x", 5), ("~", 13)]
        assert rules(read) == [("wrong-shape", 1, 8)]
        assert not read.sound

    def test_mapping(self) -> None:
        """A nested mapping is read by its own Fields; anything else is reported."""
        inside = Table("an inner thing", "", (Key("b", TEXT, ""),))
        read = fields("a: {b: c}\nd: e\nf: [{b: c}, e]\n", a=inside, d=inside, f=List(inside))
        inner = read.fields("a")

        assert inner is not None
        assert inner.text("b").text == "c"
        assert read.fields("d") is None
        assert len(read.each("f")) == 1
        assert [rule for rule, _, _ in rules(read)] == ["wrong-shape", "wrong-shape"]

    def test_top_is_no_mapping(self) -> None:
        """What is no mapping has no fields."""
        found: list[Diagnostic] = []

        assert Fields.of(node("- x"), found, Table("a thing", "")) is None
        assert found[0].message == "a thing is a list, not a mapping"


class TestFinish:
    def test_missing_is_pointed_at_by_id_or_first_key(self) -> None:
        """A missing key is reported where the thing is named, else where it starts."""
        why = Key("why", TEXT, "", needed=True)
        named, nameless = reading("b: c\nid: x\n", why), reading("b: c\nd: e\n", why)
        for read in (named, nameless):
            read.text("why")
            read.finish()

        assert [one for one in rules(named) if one[0] == "missing-key"] == [("missing-key", 2, 5)]
        assert [one for one in rules(nameless) if one[0] == "missing-key"] == [("missing-key", 1, 1)]

    def test_a_misspelt_key_is_not_also_missing(self) -> None:
        """One slip is one finding, in either case of letters."""
        for source in ("dificulty: x", "Difficulty: x"):
            read = reading(source, Key("difficulty", TEXT, "", needed=True))
            read.text("difficulty")
            read.finish()

            assert rules(read) == [("unknown-key", 1, 1)]
            assert read.found[0].help == "did you mean `difficulty`?"
            assert not read.sound

    def test_unknown_key_far_from_all(self) -> None:
        """Where nothing is near, the keys that are known are listed; where it belongs elsewhere, that is said."""
        read = fields("a: x\nxyzzy: 1\nitems: 2\n", a=TEXT, bcd=TEXT)
        read.finish({"items": "`items` belongs to another"})

        assert [one.help for one in read.found] == [
            "the keys of a thing are `a` and `bcd`",
            "`items` belongs to another",
        ]

    def test_a_flood_of_unknown_keys_is_answered(self) -> None:
        """Every unknown key is reported, though a near one is sought only for the first."""
        read = fields("".join(f"key{n}: x\n" for n in range(5000)), key=TEXT)
        read.finish()

        assert len(read.found) == 5000
        assert sum(one.help == "did you mean `key`?" for one in read.found) == 20


def test_words_in_messages() -> None:
    """Long words are shortened, lists are set as people write them, and a near word is found whatever its case."""
    assert shown("x" * 100) == "x" * 59 + "…"
    assert (listed("a"), listed("ab"), listed("abc", "or")) == ("`a`", "`a` and `b`", "`a`, `b` or `c`")
    assert did_you_mean("TRUEFALSE", ["choice", "true-false"]) == "did you mean `true-false`?"
    assert did_you_mean("x", ["choice"]) is None


def test_tidy_is_idempotent() -> None:
    """Tidying tidy text changes nothing."""
    for text in (" a  b\n", "e\u0301\u00a0 x", "\u2003x\u2003"):
        assert tidy(tidy(text)) == tidy(text)
