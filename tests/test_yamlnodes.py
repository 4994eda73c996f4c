"""Bytes → text → nodes: what is refused, where it is pointed at, and that nothing makes it crash."""

import gzip
import time
from collections.abc import Iterator

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quizgen.diagnostics import Diagnostic
from quizgen.reading import yamlnodes
from quizgen.reading.yamlnodes import (
    Entry,
    Mapping,
    Node,
    Scalar,
    Sequence,
    Style,
    decode,
    parse,
)
from quizgen.span import Span

LOADERS = {"libyaml": yaml.CLoader, "pure": yaml.SafeLoader}


@pytest.fixture(params=LOADERS, autouse=True)
def each_loader(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every test here is run with libyaml's events and with PyYAML's own."""
    monkeypatch.setattr(yamlnodes, "LOADER", LOADERS[request.param])


def found(text: str) -> list[tuple[str, int, int]]:
    """Rule, line and column of each finding."""
    return [(one.rule, one.span.line, one.span.column) for one in parse(text)[1]]


def only(text: str) -> Diagnostic:
    _, diagnostics = parse(text)
    assert len(diagnostics) == 1
    return diagnostics[0]


def values(node: Node | None) -> list[str]:
    """The texts of a mapping's values."""
    assert isinstance(node, Mapping)
    return [entry.value.text for entry in node.entries if isinstance(entry.value, Scalar)]


def scalars(node: Node) -> Iterator[Scalar]:
    match node:
        case Scalar():
            yield node
        case Sequence():
            for item in node.items:
                yield from scalars(item)
        case Mapping():
            for entry in node.entries:
                yield entry.key
                yield from scalars(entry.value)


class TestText:
    @pytest.mark.parametrize("word", ["no", "1:30", "001", "1.10", "2025-02-30", "~", "null", "0x1F", "1_000", "86.80"])
    def test_values_stay_text(self, word: str) -> None:
        """What YAML programs take for a truth value, a number or a date stays what the author wrote."""
        node, diagnostics = parse(f"a: {word}\nb: [{word}]\n")

        assert diagnostics == ()
        assert isinstance(node, Mapping)
        assert [one.text for one in scalars(node)] == ["a", word, "b", word]

    def test_styles_and_spans(self) -> None:
        """Each key and value knows its place, in characters from 1, whatever letters stand before it."""
        node, _ = parse("é: ł x\nq: 'it''s'\nl:\n  - ü\n")

        assert node == Mapping(
            (
                Entry(Scalar("é", Span(1, 1, 1, 2)), Scalar("ł x", Span(1, 4, 1, 7))),
                Entry(Scalar("q", Span(2, 1, 2, 2)), Scalar("it's", Span(2, 4, 2, 11), Style.QUOTED)),
                Entry(Scalar("l", Span(3, 1, 3, 2)), Sequence((Scalar("ü", Span(4, 5, 4, 6)),), Span(4, 3, 4, 6))),
            ),
            Span(1, 1, 4, 6),
        )

    def test_block_ends_with_its_last_words(self) -> None:
        """A block's place does not run on into the lines below it."""
        node, _ = parse("a: |\n  one\n  two\n\n\nb: c\n")

        assert isinstance(node, Mapping)
        assert node.entries[0].value == Scalar("one\ntwo\n", Span(1, 4, 3, 6), Style.LITERAL)

    def test_windows_line_ends(self) -> None:
        """A file with CRLF is read as the same file with LF."""
        text = "a: b\nc: >\n  d\n  e\nf: [g,\n  h]\n"

        assert parse(text.replace("\n", "\r\n")) == parse(text)

    @pytest.mark.parametrize("text", ["", "\n", "# nothing\n", "---\n", "--- # nothing\n"])
    def test_nothing_is_an_empty_text(self, text: str) -> None:
        """An empty file is an empty scalar, for the reader to complain of."""
        node, diagnostics = parse(text)

        assert isinstance(node, Scalar)
        assert (node.text, diagnostics) == ("", ())

    def test_cut_text_is_marked(self) -> None:
        """One space before `#` is marked as a likely cut; two spaces, quotes and `C#` are not."""
        node, _ = parse('a: C #1 \nb: C  #1\nc: "C" #1\nd: C#1\ne: #1\n')

        assert isinstance(node, Mapping)
        cuts = [entry.value.cut for entry in node.entries if isinstance(entry.value, Scalar)]
        assert cuts == [Span(1, 6, 1, 8), None, None, None, Span(5, 4, 5, 6)]


class TestRefused:
    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("a: !t b\n", [("yaml-tag", 1, 4)]),
            ("a: !!binary [b]\n", [("yaml-tag", 1, 4)]),
            ("a: &x b\nc: *x\n", [("yaml-anchor", 1, 4), ("yaml-anchor", 2, 4)]),
            ("<<: {a: b}\n", [("merge-key", 1, 1)]),
            ("a: b\n---\nc: d\n", [("second-document", 2, 1)]),
            ("[a]: b\n", [("bad-key", 1, 1)]),
            ("{a: b}: c\n", [("bad-key", 1, 1)]),
            (f"{'k' * 201}: b\n", [("bad-key", 1, 1)]),
            ("a: {{c1::x}}\n", [("unquoted-braces", 1, 4)]),
            ("a: [b, [c, {{c1::x}}]]\n", [("unquoted-braces", 1, 12)]),
        ],
    )
    def test_refused_and_read_on(self, text: str, expected: list[tuple[str, int, int]]) -> None:
        """What a bank must not hold is one finding at its place, and the rest of the file is still read."""
        node, _ = parse(text)

        assert node is not None
        assert found(text) == expected

    def test_duplicate_key_names_both_lines(self) -> None:
        """The second of two equal keys is pointed at, the first is named, and the first value is kept."""
        finding = only("a: 1\nb: 2\na: 3\n")

        assert (finding.rule, finding.span) == ("duplicate-key", Span(3, 1, 3, 2))
        assert finding.notes == ("first given here, line 1",)
        assert values(parse("a: 1\nb: 2\na: 3\n")[0]) == ["1", "2"]

    def test_alias_bomb_is_never_expanded(self) -> None:
        """Nine aliases of nine aliases are findings, not millions of values."""
        lines = ["l0: &l0 [x]"]
        lines += [f"l{n}: &l{n} [{', '.join([f'*l{n - 1}'] * 9)}]" for n in range(1, 9)]

        assert {rule for rule, _, _ in found("\n".join(lines))} == {"yaml-anchor"}

    @pytest.mark.parametrize("sign", ["[", "{", "- ", "? ", "[{"])
    def test_depth_is_capped_while_reading(self, sign: str) -> None:
        """200,000 opening brackets are answered in under a second."""
        start = time.perf_counter()
        finding = only(sign * 200_000)

        assert time.perf_counter() - start < 1
        assert (finding.rule, finding.span.line) == ("too-deep", 1)

    def test_depth_of_32_is_read(self) -> None:
        """The cap is where it says it is."""
        assert found("[" * 32 + "]" * 32) == []
        assert found("[" * 33 + "]" * 33) == [("too-deep", 1, 33)]


class TestFaults:
    @pytest.mark.parametrize(
        ("line", "rule", "column", "fixed"),
        [
            ("stem: Who said: we win?", "unquoted-colon", 15, 'stem: "Who said: we win?"'),
            ('stem: Who said: "we win"?', "unquoted-colon", 15, "stem: 'Who said: \"we win\"?'"),
            ("stem: Which of these:", "unquoted-colon", 21, 'stem: "Which of these:"'),
            ("stem: @Ada", "special-sign", 7, 'stem: "@Ada"'),
            ("stem: %", "special-sign", 7, 'stem: "%"'),
            ("stem: `x`", "special-sign", 7, 'stem: "`x`"'),
            ("stem: *Why* so?", "special-sign", 7, 'stem: "*Why* so?"'),
            ("stem: **Why** so: x?", "special-sign", 7, 'stem: "**Why** so: x?"'),
            ("stem: & co", "special-sign", 7, 'stem: "& co"'),
            ("stem: > 5", "special-sign", 7, 'stem: "> 5"'),
            ("stem: | 5", "special-sign", 7, 'stem: "| 5"'),
            ("stem: - 5", "special-sign", 7, 'stem: "- 5"'),
            ("stem: [a] b", "special-sign", 7, 'stem: "[a] b"'),
            ("stem: {a} b", "special-sign", 7, 'stem: "{a} b"'),
            ("stem: ]", "special-sign", 7, 'stem: "]"'),
            ("text: {{c1::Minsk}} is", "unquoted-braces", 7, 'text: "{{c1::Minsk}} is"'),
            ("stem: 'don't'", "unbalanced-quotes", 11, 'stem: "don\'t"'),
            ('stem: "Elm" Ford', "unbalanced-quotes", 11, "stem: '\"Elm\" Ford'"),
            ("kind:choice", "missing-colon", 5, "kind: choice"),
            ("kind：choice", "missing-colon", 5, "kind: choice"),
            ("kind:\u00a0choice", "missing-colon", 5, "kind: choice"),
        ],
    )
    def test_line_is_mended_in_the_help_and_read_on(self, line: str, rule: str, column: int, fixed: str) -> None:
        """The fault is pointed at, the help shows the line as it should be, and reading goes on with it."""
        text = f"- id: a\n  {line}\n  last: one\n- id: b\n"
        node, diagnostics = parse(text)

        assert [(one.rule, one.span.line, one.span.column) for one in diagnostics] == [(rule, 2, column + 2)]
        assert fixed in (diagnostics[0].help or "")
        assert node == parse(text.replace(line, fixed))[0]

    @pytest.mark.parametrize(
        ("text", "rule", "line", "column"),
        [
            ("a: b\n\tc: d\n", "tab-indent", 2, 1),
            ("a:\n  b: c\n  \td: e\n", "tab-indent", 3, 3),
            ("- a: b\n\u00a0\u00a0c: d\n", "bad-indent", 2, 1),
            ("a:\n  b: c\n \u2003d: e\n\u00a0 f: g\n", "bad-indent", 3, 2),
            ("a: b\n c: d\n", "bad-indent", 2, 2),
            ("a:\n    b: c\n  d: e\n", "bad-indent", 2, 5),
            ("a:\n  - b\n c: d\n", "bad-indent", 3, 2),
            ("a: |\n  x\n y\nb: c\n", "bad-indent", 3, 2),
            ("a: b\nfoo\nc: d\n", "missing-colon", 2, 1),
            ('a: "b\nc: d\n', "unbalanced-quotes", 1, 4),
            ("a: [b\nc: d\n", "unclosed-bracket", 1, 4),
            ("a: [C #, F]\nc: d\n", "unclosed-bracket", 1, 4),
            ("a: [b: c: d]\n", "unquoted-colon", 1, 9),
            ("a: [b, 'it's']\n", "unbalanced-quotes", 1, 12),
            ("a: [@b]\n", "special-sign", 1, 5),
            ("a: [b,, c]\n", "special-sign", 1, 7),
            ("a: b\n...\nc: d\n", "second-document", 3, 1),
            ("a: b: c\n  goes on\n", "unquoted-colon", 1, 5),
        ],
    )
    def test_place_of_the_line_at_fault(self, text: str, rule: str, line: int, column: int) -> None:
        """One finding, at the line that is at fault, not where the parser gave up."""
        assert found(text) == [(rule, line, column)]

    def test_every_broken_line_in_one_run(self) -> None:
        """Faults of different kinds are all found at once, with what is wrong in sound YAML."""
        text = "- a: Who: me\n  b: @x\n- a: 'don't'\n  a: y\n- c: {{c1::z}} z\n"

        assert {(rule, line) for rule, line, _ in found(text)} == {
            ("unquoted-colon", 1),
            ("special-sign", 2),
            ("unbalanced-quotes", 3),
            ("duplicate-key", 4),
            ("unquoted-braces", 5),
        }

    @pytest.mark.parametrize(("value", "column"), [(r'"C:\Users"', 7), (r'"50\%"', 7), (r'"a\u12"', 6)])
    def test_bad_escape(self, value: str, column: int) -> None:
        """A backslash that starts no escape is pointed at, and reading goes on as if it were doubled."""
        assert found(f"a: {value}\nb: c\n") == [("bad-escape", 1, column)]
        assert values(parse(f"a: {value}\n")[0]) == [value.strip('"')]


class TestCharacters:
    @pytest.mark.parametrize(
        ("character", "named"),
        [
            ("\0", "U+0000 NUL"),
            ("\x1b", "U+001B ESCAPE"),
            ("\x1f", "U+001F a control character"),
            ("\x7f", "U+007F DELETE"),
            ("\x85", "U+0085 a control character"),
            ("\u061c", "U+061C ARABIC LETTER MARK"),
            ("\u200b", "U+200B ZERO WIDTH SPACE"),
            ("\u200e", "U+200E LEFT-TO-RIGHT MARK"),
            ("\u2028", "U+2028 LINE SEPARATOR"),
            ("\u2029", "U+2029 PARAGRAPH SEPARATOR"),
            ("\u202e", "U+202E RIGHT-TO-LEFT OVERRIDE"),
            ("\u2066", "U+2066 LEFT-TO-RIGHT ISOLATE"),
            ("\ufeff", "U+FEFF ZERO WIDTH NO-BREAK SPACE"),
            ("\ufdd0", "U+FDD0 not a character"),
            ("\U0010ffff", "U+10FFFF not a character"),
            ("\ue000", "U+E000 a sign for private use"),
            ("\U000f0001", "U+F0001 a sign for private use"),
            ("\ud800", "U+D800 half of a surrogate pair"),
        ],
    )
    def test_refused_in_the_text(self, character: str, named: str) -> None:
        """A character that nobody sees is named, with its place, and does not reach a value."""
        node, diagnostics = parse(f"é: x\nb: 'y{character}z'\n")

        assert [(one.rule, one.span) for one in diagnostics] == [("forbidden-character", Span(2, 6, 2, 7))]
        assert named in diagnostics[0].message
        assert values(node) == ["x", "y\ufffdz"]

    @pytest.mark.parametrize("escape", [r"\0", r"\e", r"\x07", r"\u202E", r"\uD800", r"\uFEFF", r"\N", r"\L", r"\P"])
    def test_refused_as_an_escape(self, escape: str) -> None:
        """An escape does not get in what the text must not hold; its own place is pointed at."""
        node, diagnostics = parse(f'a: "y{escape}z"\n')

        assert [(one.rule, one.span) for one in diagnostics] == [
            ("forbidden-character", Span(1, 6, 1, 6 + len(escape)))
        ]
        assert values(node) == ["y\ufffdz"]

    def test_escapes_on_a_later_line(self) -> None:
        """An escape is found on its own line of a quoted text."""
        assert found('a: "one\n  two\\0"\n') == [("forbidden-character", 2, 6)]

    @pytest.mark.parametrize("text", ['a: "\\t \\" \\\\ \\u00e9 \\U0001F600"\n', "a: '\\0'\n", "a: \\0 \\u202E\n"])
    def test_sound_escapes_pass(self, text: str) -> None:
        """Ordinary escapes, and backslashes outside double quotes, are no findings."""
        assert found(text) == []

    def test_lone_carriage_return(self) -> None:
        """A carriage return that ends no line would set the tool's line count apart from the editor's."""
        assert found("a: b\rc: d\n")[0] == ("forbidden-character", 1, 5)

    def test_a_damaged_file_is_not_a_flood(self) -> None:
        """A file full of NUL gets fifty findings and one on the rest."""
        _, diagnostics = parse("a: " + "\0" * 1000)

        assert len(diagnostics) == 51
        assert "950 more" in diagnostics[-1].message


class TestDecode:
    def test_byte_order_mark_is_accepted(self) -> None:
        """A UTF-8 mark at the start is dropped and shifts no column."""
        assert decode("\ufeffa: b".encode()) == ("a: b", ())

    @pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
    def test_wide_encodings_are_named(self, encoding: str) -> None:
        """UTF-16 is named as such, with a byte order mark or without, and still shown in excerpts."""
        text, (finding,) = decode("bank:\n  id: elm\n".encode(encoding))

        assert text == "bank:\n  id: elm\n"
        assert finding.rule == "not-utf-8"
        assert encoding[:6].upper() in finding.message

    def test_windows_1252_is_named(self) -> None:
        """The first byte that is not UTF-8 is pointed at, and the encoding it comes from is named."""
        text, (finding,) = decode("a: b\nc: é “quoted”\n".encode("cp1252"))

        assert text == "a: b\nc: é “quoted”\n"
        assert (finding.rule, finding.span) == ("not-utf-8", Span(2, 4, 2, 5))
        assert "Windows-1252" in finding.message

    @pytest.mark.parametrize("data", [gzip.compress(b"bank: x" * 9), b"PK\x03\x04\xff\xfe", b"%PDF-1.7\n\xe2\xe3\x00"])
    def test_no_text_at_all(self, data: bytes) -> None:
        """An archive or a PDF in place of a bank is not taken for an encoding."""
        _, (finding,) = decode(data)

        assert "no text at all" in finding.message

    def test_encoded_surrogate(self) -> None:
        """Half of a surrogate pair, encoded as if it were a character, is named."""
        text, (finding,) = decode(b"a: \xed\xa0\x80\n")

        assert text == "a: \ufffd\n"
        assert (finding.rule, finding.span) == ("forbidden-character", Span(1, 4, 1, 5))


BANK = b"""bank: {id: elm, title: "Elm: a \\u00e9", language: en}
articles:
  - id: bridge
    title: 'A bridge''s story'
    skip: [1, 2-3]
questions:
  - id: q1
    kind: choice
    stem: >
      When did it
      open? # not a comment
    options: [a, {text: b, why: c}]
    key: a # comment
"""


class TestNothingRaises:
    @given(data=st.binary(max_size=300))
    @settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=300, deadline=None)
    def test_any_bytes(self, data: bytes) -> None:
        """Bytes of any sort give a node or a finding."""
        text, _ = decode(data)
        node, diagnostics = parse(text)

        assert node is not None or diagnostics

    @given(text=st.text(st.sampled_from("ab \n\t:-?#&*!|>'\"%@`{}[],\\xuU0{<~.\r\u2028\ud800é"), max_size=60))
    @settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=800, deadline=None)
    def test_any_signs_of_yaml(self, text: str) -> None:
        """Signs of YAML in any order give a node or a finding, and every finding points into the file."""
        node, diagnostics = parse(text)

        assert node is not None or diagnostics
        for one in diagnostics:
            assert 1 <= one.span.line <= text.count("\n") + 1
            assert one.span.column >= 1
            assert (one.span.end_line, one.span.end_column) >= (one.span.line, one.span.column)

    @given(
        place=st.integers(0, len(BANK) - 1),
        width=st.integers(0, 12),
        new=st.one_of(
            st.binary(max_size=4), st.sampled_from([b"\t", b": ", b"'", b'"', b"\\x", b" #", b"\n", b"{{", b"- "])
        ),
    )
    @settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=500, deadline=None)
    def test_any_slip_in_a_bank(self, place: int, width: int, new: bytes) -> None:
        """A bank with a few bytes changed gives a node or a finding."""
        text, _ = decode(BANK[:place] + new + BANK[place + width :])
        node, diagnostics = parse(text)

        assert node is not None or diagnostics
