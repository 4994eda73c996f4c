"""Nodes → Bank: each kind is read to the letter, and every mistake of a file is found in one run."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quizgen import explanations
from quizgen.diagnostics import Diagnostic
from quizgen.language.phrasing import cloze_text
from quizgen.model import (
    KINDS,
    Allowance,
    Article,
    Bank,
    Blank,
    Check,
    Citation,
    Cloze,
    Difficulty,
    Dispute,
    Item,
    Level,
    Matching,
    MultipleResponse,
    Numeric,
    Open,
    Option,
    Ordering,
    Pair,
    Person,
    Response,
    ShortAnswer,
    Side,
    SingleChoice,
    TrueFalse,
)
from quizgen.outputs.anki.markup import cloze
from quizgen.reading import yamlnodes
from quizgen.reading.bank import read as read_bank
from quizgen.reading.questions import READERS
from quizgen.richtext import parse as rich
from quizgen.span import Span

HEAD = """\
bank: {id: elm-ford, title: Elm Ford, language: en}
articles:
  - {id: bridge, title: A bridge for Elm Ford, file: bridge.txt}
questions:
"""
CITE = "    cite: {article: bridge, quote: The bridge at Elm Ford opened on 4 May 1911}\n"
LINES = 4
"""Lines of HEAD."""


def question(kind: str, own: str, id: str = "q") -> str:
    """A question of a kind, with its own lines."""
    stem = "" if kind == "cloze" else "    stem: So?\n"
    lines = "".join(f"    {line}\n" for line in own.splitlines())
    return (
        f"  - id: {id}\n    kind: {kind}\n{stem}{lines}    why: Thus.\n{CITE}    difficulty: easy\n    level: apply\n"
    )


def read(text: str) -> tuple[Bank | None, list[Diagnostic]]:
    node, faults = yamlnodes.parse(text)
    assert node is not None
    bank, mistakes = read_bank(node)
    return bank, [*faults, *mistakes]


def sound(text: str) -> Bank:
    bank, diagnostics = read(text)
    assert diagnostics == []
    assert bank is not None
    return bank


def response(kind: str, own: str) -> Response:
    return sound(HEAD + question(kind, own)).items[0].response


def rules(text: str) -> list[str]:
    return [one.rule for one in read(text)[1]]


A, B = Option(text=rich("a")), Option(text=rich("b"))
AB, CD = Pair(left=rich("a"), right=rich("b")), Pair(left=rich("c"), right=rich("d"))

RESPONSES: dict[str, tuple[str, Response]] = {
    "choice": (
        "options: [{text: 80%, pinned: true}, 86.8%, {text: 88%, why: Putin’s share.}]\nkey: 86.8%\nfixed: true",
        SingleChoice(
            options=(
                Option(text=rich("80%"), pinned=True),
                Option(text=rich("86.8%")),
                Option(text=rich("88%"), why=rich("Putin’s share.")),
            ),
            key=Option(text=rich("86.8%")),
            fixed=True,
        ),
    ),
    "multiple": (
        "options: [no, 1:30, 001, 1.10]\nkey: [001, no]",
        MultipleResponse(
            options=tuple(Option(text=rich(text)) for text in ("no", "1:30", "001", "1.10")),
            key=(Option(text=rich("no")), Option(text=rich("001"))),
        ),
    ),
    "true-false": (
        "key: false\ncorrection: It opened in **1911**.",
        TrueFalse(key=False, correction=rich("It opened in **1911**.")),
    ),
    "short": (
        "answer: Lukashenko\naccept: [Lukashenka, Łukaszenka]\ntype: true",
        ShortAnswer(answer=rich("Lukashenko"), accept=(rich("Lukashenka"), rich("Łukaszenka")), typed=True),
    ),
    "numeric": (
        'answer: 86.80\nunit: "%"\ntolerance: 0.5',
        Numeric(answer="86.80", value=Decimal("86.8"), unit="%", tolerance=Decimal("0.5")),
    ),
    "cloze": (
        'text: "{{c1::Minsk}} is **the** capital of {{c2:: Belarus :: a country }}."',
        Cloze(
            parts=(
                Blank(number=1, answer=rich("Minsk")),
                rich(" is **the** capital of "),
                Blank(number=2, answer=rich("Belarus"), hint=rich("a country")),
                rich("."),
            )
        ),
    ),
    "match": (
        "pairs:\n  - {left: a, right: b}\n  - {left: b, right: a}\nextra: [c]",
        Matching(
            pairs=(Pair(left=rich("a"), right=rich("b")), Pair(left=rich("b"), right=rich("a"))), extra=(rich("c"),)
        ),
    ),
    "order": ("items: [1994, 2020, 2025]", Ordering(items=(rich("1994"), rich("2020"), rich("2025")))),
    "open": ("points:\n  - one\n  - two", Open(points=(rich("one"), rich("two")))),
}


def test_every_kind_has_a_reader() -> None:
    """Readers, the model's kinds and the cases below are the same nine."""
    assert set(READERS) == set(KINDS) == set(RESPONSES)


@pytest.mark.parametrize("kind", RESPONSES)
def test_kind_is_read(kind: str) -> None:
    """A question of each kind is read to the letter."""
    own, expected = RESPONSES[kind]

    assert response(kind, own) == expected


@pytest.mark.parametrize(
    ("kind", "own", "expected"),
    [
        ("choice", "options: [a, b]\nkey: b", SingleChoice(options=(A, B), key=B)),
        ("true-false", "key: true", TrueFalse(key=True)),
        ("short", "answer: ~", ShortAnswer(answer=rich("~"))),
        ("numeric", "answer: 001", Numeric(answer="001", value=Decimal(1))),
        ("match", "pairs: [{left: a, right: b}, {left: c, right: d}]", Matching(pairs=(AB, CD))),
        (
            "match",
            "pairs:\n  - {left: a, right: b}\n  - left: |\n      c\n        c\n    right: d\n"
            "extra:\n  - |\n    e\n    f",
            Matching(pairs=(AB, Pair(left=rich("c\n  c"), right=rich("d"))), extra=(rich("e\nf"),)),
        ),
    ],
)
def test_what_may_be_left_out(kind: str, own: str, expected: Response) -> None:
    """Optional fields have the model's defaults."""
    assert response(kind, own) == expected


@pytest.mark.parametrize("kind", ["short", "numeric"])
def test_a_second_card(kind: str) -> None:
    """Whose answer can be asked about may carry the front of a second card, marked up and on several lines."""
    one, other = (
        sound(HEAD + question(kind, f"answer: 1{own}")).items[0]
        for own in ("\nreverse: |\n      *1*:\n        of what?", "")
    )

    assert one.reverse == rich("*1*:\n  of what?")
    assert one.reverse_span.line == LINES + 5
    assert not other.reverse


def test_whole_bank() -> None:
    """Every field of the format reaches its place in the model."""
    bank = sound(
        """\
bank:
  id: belarus-russia
  title: Belarus and Russia, 2020–2025
  language: en
  max_quoted_share: 0.25
  articles: ../texts
  claims: true
articles:
  - id: sham-vote
    title: "[Untitled]"
    label: Sham vote
    author: A. Writer
    publisher: The Paper
    issued: "[2025-01-27]"  # not printed
    accessed: 2025-02-30
    URL: https://example.org/a#b
    file: 002.txt
    skip: [5, 11-12]
    wrapped: true
    own: true
    revised: 2026-11-22T09:30:00Z
people:
  - name: Sviatlana Tsikhanouskaya
    also: [Svetlana Tikhanovskaya]
disputes:
  - about: the share
    sides:
      - {article: a, words: 88}
      - {article: b, words: 86.8%}
questions:
  - id: Share-2025
    kind: short
    stem: What share?
    answer: 86.8%
    why: >
      It is
      so.
    cite:
      - {article: sham-vote, quote: received 86.8% of, prefix: He, suffix: the vote, voice: opinion}
      - {article: sham-vote, quote: 'the "vote"'}
    difficulty: hard
    level: evaluate
    tags: [elections, y-2025, elections]
    allow: {give-away: It cannot be helped.}
    checked: {by: A B, at: 2026-11-22T09:30:00Z, digest: v1-5d9dc9f81818e811, unasked: true, disputed: Is it?}
    retired: Asked elsewhere.
"""
    )

    moment = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
    assert bank == Bank(
        id="belarus-russia",
        title="Belarus and Russia, 2020–2025",
        language="en",
        max_quoted_share=Decimal("0.25"),
        folder="../texts",
        articles=(
            Article(
                id="sham-vote",
                title="[Untitled]",
                label="Sham vote",
                author="A. Writer",
                publisher="The Paper",
                issued="[2025-01-27]",
                accessed="2025-02-30",
                url="https://example.org/a#b",
                file="002.txt",
                skip=(range(5, 6), range(11, 13)),
                wrapped=True,
                own=True,
                claims=True,
                revised=moment,
            ),
        ),
        people=(Person(name="Sviatlana Tsikhanouskaya", also=("Svetlana Tikhanovskaya",)),),
        disputes=(Dispute(about="the share", sides=(Side(article="a", words="88"), Side(article="b", words="86.8%"))),),
        items=(
            Item(
                id="Share-2025",
                stem=rich("What share?"),
                response=ShortAnswer(answer=rich("86.8%")),
                why=rich("It is so."),
                citations=(
                    Citation(
                        article="sham-vote", quote="received 86.8% of", prefix="He", suffix="the vote", voice="opinion"
                    ),
                    Citation(article="sham-vote", quote='the "vote"'),
                ),
                difficulty=Difficulty.HARD,
                level=Level.EVALUATE,
                tags=("elections", "y-2025"),
                allow=(Allowance(rule="give-away", reason="It cannot be helped."),),
                checked=Check(by="A B", at=moment, digest="v1-5d9dc9f81818e811", unasked=True, disputed="Is it?"),
                retired="Asked elsewhere.",
            ),
        ),
    )


def test_markup_goes_across_a_blank() -> None:
    """Stars that open before a blank and close behind it mark it, on cards and on paper; its source stays as it is."""
    read = response("cloze", 'text: "*The {{c1::Courier}} of* {{c2::*1911*}} and *{{c1::May}}*"')
    assert isinstance(read, Cloze)

    assert cloze_text(read, filled=True).plain == "The Courier of 1911 and May"
    assert [run.text for run in cloze_text(read, filled=True).runs if run.emphasis] == [
        *("The ", "Courier", " of", "1911", "May"),
    ]
    assert cloze_text(read, filled=False).plain == "The _____ of _____ and _____"
    assert cloze(read) == (
        "<em>The </em>{{c1::<em>Courier</em>}}<em> of</em> {{c2::<em>1911</em>}} and {{c1::<em>May</em>}}"
    )
    assert [blank.answer.source for blank in read.blanks] == ["Courier", "*1911*", "May"]


@pytest.mark.parametrize(
    ("folder", "wrong"), [("/texts", 1), ("C:/texts", 1), ("~/texts", 1), (r"my\texts", 1), ("a/b", 0)]
)
def test_the_folder_of_the_texts_is_named_from_the_bank(folder: str, wrong: int) -> None:
    """What only one machine has is no place for everybody's bank; `--articles` is there for it."""
    assert rules(f"bank: {{articles: '{folder}'}}").count("bad-file-name") == wrong


def test_spans_point_at_the_words() -> None:
    """Each thing that a rule may point at knows where its words stand."""
    item = sound(HEAD + question("cloze", "text: It opened in {{c1::1911}}.")).items[0]
    choice = sound(HEAD + question("choice", "options: [ab, cd]\nkey: cd")).items[0].response

    assert item.span == Span(LINES + 1, 9, LINES + 1, 10)
    assert item.stem_span == Span(LINES + 3, 11, LINES + 3, 37)
    assert isinstance(item.response, Cloze)
    assert item.response.blanks[0].span == Span(LINES + 3, 24, LINES + 3, 36)
    assert item.citations[0].article_span == Span(LINES + 5, 21, LINES + 5, 27)
    assert item.citations[0].span == Span(LINES + 5, 36, LINES + 5, 79)
    assert isinstance(choice, SingleChoice)
    assert choice.key.span == Span(LINES + 4, 19, LINES + 4, 21)


class TestFrame:
    @pytest.mark.parametrize("text", ["", "# only a comment\n", "---\n"])
    def test_empty_file(self, text: str) -> None:
        """An empty file is an empty bank, not an empty deck."""
        assert read(text)[0] is None
        assert rules(text) == ["empty-bank"]

    @pytest.mark.parametrize("questions", ["", "questions:\n", "questions: []\n"])
    def test_no_questions(self, questions: str) -> None:
        """A bank without questions is empty, in each way to write that."""
        text = HEAD.replace("questions:\n", "") + questions
        bank, _ = read(text)

        assert bank is not None
        assert bank.items == ()
        assert rules(text) == ["empty-bank"]

    @pytest.mark.parametrize("text", ["- a\n", "just words\n", "[bank]\n"])
    def test_top_level_is_no_mapping(self, text: str) -> None:
        """A list or a text at the top is one finding, with the keys to start with."""
        bank, (finding,) = read(text)

        assert bank is None
        assert (finding.rule, finding.span.line) == ("wrong-shape", 1)
        assert "`questions:`" in (finding.help or "")

    def test_articles_are_no_list(self) -> None:
        """Without articles to cite the bank is not handed on: every citation would be blamed."""
        text = HEAD.replace("articles:\n  - ", "articles:\n    ") + question("short", "answer: a")

        assert read(text)[0] is None
        assert rules(text) == ["wrong-shape"]

    def test_article_with_a_mistake_is_kept(self) -> None:
        """An article that lacks its title is still there to be cited."""
        bank, _ = read(HEAD.replace("title: A bridge for Elm Ford, ", "") + question("short", "answer: a"))

        assert bank is not None
        assert bank.article("bridge") is not None


class TestMistakes:
    def test_key_not_an_option(self) -> None:
        """The message names the key, the help every option, as the author wrote them."""
        own = "options: [mitosis, meiosis, binary fission]\nkey: miosis"
        _, (finding,) = read(HEAD + question("choice", own))

        assert finding.message == "key `miosis` is not one of the options"
        assert finding.help == "the options are `mitosis`, `meiosis`, `binary fission`"
        assert finding.span == Span(LINES + 5, 10, LINES + 5, 16)

    def test_key_is_the_first_of_equal_options(self) -> None:
        """Equal options are another rule's finding; the key still names one of them."""
        item = sound(HEAD + question("choice", "options: [a, {text: a, why: b}]\nkey: a")).items[0]

        assert isinstance(item.response, SingleChoice)
        assert item.response.key is item.response.options[0]

    def test_key_is_not_blamed_for_an_option(self) -> None:
        """Where an option cannot be read, the key may have meant that one."""
        assert rules(HEAD + question("choice", "options: [a, [b]]\nkey: b")) == ["wrong-shape"]

    def test_unknown_kind(self) -> None:
        """A kind of no name is pointed at, with the nearest; the keys of that question are not judged."""
        _, (finding,) = read(HEAD + question("truefalse", "key: true\nitems: [a]"))

        assert (finding.message, finding.help) == ("unknown kind `truefalse`", "did you mean `true-false`?")

    def test_key_of_another_kind(self) -> None:
        """A key that belongs to another kind is unknown here, and the help says where it belongs."""
        _, (finding,) = read(HEAD + question("short", "answer: a\nitems: [a, b]"))

        assert (finding.rule, finding.help) == ("unknown-key", "`items` belongs to the kind `order`")

    @pytest.mark.parametrize(
        ("kind", "own", "rule"),
        [
            ("choice", "options: [a]\nkey: a", "too-few"),
            ("choice", "options: []\nkey: a", "empty-value"),
            ("choice", "options: a\nkey: a", "wrong-shape"),
            ("choice", "options: [a, b]\nkey: [a]", "wrong-shape"),
            ("choice", "options: [a, b]\nkey: a\nfixed: yes", "unknown-value"),
            ("choice", "options: [{text: a, pinned: yes}, b]\nkey: a", "unknown-value"),
            ("choice", "options: [{pinned: true}, b]\nkey: b", "missing-key"),
            ("choice", "options: [a, b, {why: c}]\nkey: a", "missing-key"),
            ("choice", "options: [a, b, {text: c, foo: d}]\nkey: a", "unknown-key"),
            ("choice", "options: [a, 'b': c]\nkey: a", "wrong-shape"),
            ("multiple", "options: [a, b]\nkey: a", "wrong-shape"),
            ("multiple", "options: [a, b]\nkey: []", "empty-value"),
            ("multiple", "options: [a, b]\nkey: [a, a]", "repeated-key"),
            ("multiple", "options: [a, b]\nkey: [a, c]", "key-not-an-option"),
            ("true-false", "key: no", "unknown-value"),
            ("true-false", "key: false", "correction-missing"),
            ("true-false", "key: false\ncorrection:", "empty-value"),
            ("true-false", "key: true\ncorrection: a", "correction-unwanted"),
            ("short", "answer: a\naccept: b", "wrong-shape"),
            ("short", "answer: a\nreverse:", "empty-value"),
            ("choice", "options: [a, b]\nkey: a\nreverse: c", "unknown-key"),
            ("cloze", "text: a {{c1::b}}\nreverse: c", "unknown-key"),
            ("numeric", "answer: 86,8", "bad-number"),
            ("numeric", "answer: 1\ntolerance: -1", "bad-number"),
            ("match", "pairs: [{left: a, right: b}]", "too-few"),
            ("match", "pairs: [{left: a}, {left: c, right: d}]", "missing-key"),
            ("match", "pairs: [a, {left: c, right: d}]", "wrong-shape"),
            ("match", "pairs: [{left: a, right: b}, {left: A, right: c}]", "equal-pairs"),
            ("match", "pairs: [{left: a, right: b}, {left: c, right: b}]", "equal-pairs"),
            ("match", "pairs: [{left: a, right: b}, {left: c, right: d}]\nextra: ['*B*']", "equal-pairs"),
            ("match", "pairs: [{left: a, right: A}, {left: c, right: d}]", "equal-pairs"),
            ("order", "items: [a]", "too-few"),
            ("open", "points: []", "empty-value"),
            ("cloze", "text: a", "cloze-without-blank"),
            ("cloze", "text: a {{c1::b", "cloze-bad-blank"),
            ("cloze", "text: a}} b {{c1::c}}", "cloze-bad-blank"),
            ("cloze", "text: a {{c1::b::c::d}}", "cloze-bad-blank"),
            ("cloze", "text: a {{c1::}}", "cloze-bad-blank"),
            ("cloze", "text: a {{c1::b::}}", "cloze-bad-blank"),
            ("cloze", "text: a {{c0::b}}", "cloze-bad-blank"),
            ("cloze", "text: a {{c100::b}}", "cloze-bad-blank"),
            ("cloze", "text: a {{c01::b}}", "cloze-bad-blank"),
            ("cloze", "text: a {{b}}", "cloze-bad-blank"),
            ("cloze", "text: a {{c1:b}}", "cloze-bad-blank"),
            ("cloze", "text: a {{c1::b}}}} {{c2::c}}", "cloze-bad-blank"),
        ],
    )
    def test_one_mistake_is_one_finding(self, kind: str, own: str, rule: str) -> None:
        """A mistake gives one finding and takes out the question it stands in, and no other."""
        text = HEAD + question(kind, own) + question("short", "answer: a", id="sound")
        bank, diagnostics = read(text)

        assert [one.rule for one in diagnostics] == [rule]
        assert bank is not None
        assert bank.items[-1].id == "sound"

    def test_nested_blank(self) -> None:
        """A blank in a blank is found, and so is the end that is then one too many."""
        assert rules(HEAD + question("cloze", "text: a {{c1::b {{c2::c}} d}}")) == ["cloze-bad-blank"] * 2

    def test_everything_in_one_run(self) -> None:
        """Mistakes of frame, article, person and questions are all found at once, beside faults of YAML."""
        text = """\
bank: {id: a b, title: X, language: English}
articles:
  - {id: bridge, title: X, URL: "javascript:x", file: ../x, skip: [0]}
people:
  - {nam: X}
questions:
  - {id: q1, kind: essay}
  - id: q2
    kind: short
    stem: Who: me
    answer: C #1
    why:
    cite: bridge
    difficulty: tricky
    level: apply
    tags: [A b]
    checked: {by: X, at: 2025-02-30T00:00:00Z, digest: x}
  - just words
"""

        assert set(rules(text)) == {
            "bad-id", "bad-language", "bad-url", "bad-file-name", "bad-number", "unknown-key", "unknown-kind",
            "missing-key", "unquoted-colon", "text-cut", "empty-value", "wrong-shape", "unknown-value", "bad-tag",
            "bad-timestamp",
        }  # fmt: skip

    def test_item_with_a_harmless_mistake_is_kept(self) -> None:
        """An unknown key does not keep other rules from looking at the question."""
        bank, diagnostics = read(HEAD + question("short", "answer: a\nxyzzy: 1"))

        assert [one.rule for one in diagnostics] == ["unknown-key"]
        assert bank is not None
        assert len(bank.items) == 1


ALL = HEAD + "".join(question(kind, own, id=kind) for kind, (own, _) in RESPONSES.items())
SLIPS = ["[", "{", "- ", "\n", ": ", "}}", "{{", "::", " #", "~", "[]", "{}"]
PLACES = st.integers(0, len(ALL))


@given(
    slips=st.lists(
        st.tuples(
            PLACES,
            st.integers(0, 15),
            st.one_of(st.text(max_size=3), st.sampled_from(SLIPS)),
        ),
        max_size=3,
    )
)
@settings(suppress_health_check=[HealthCheck.too_slow], max_examples=300, deadline=None)
def test_any_slips_are_answered(slips: list[tuple[int, int, str]]) -> None:
    """A bank with up to three slips of the pen is read or answered with findings; nothing raises."""
    text = ALL
    for place, width, new in slips:
        text = text[:place] + new + text[place + width :]
    node, faults = yamlnodes.parse(text)
    bank, mistakes = read_bank(node) if node is not None else (None, ())

    assert bank is not None or faults or mistakes
    assert all(one.rule in {**explanations.YAML, **explanations.BANK} for one in (*faults, *mistakes))


@given(kind=st.sampled_from(sorted(RESPONSES)), data=st.data())
@settings(suppress_health_check=[HealthCheck.too_slow], max_examples=300, deadline=None)
def test_any_shape_anywhere_is_answered(kind: str, data: st.DataObject) -> None:
    """Any node in place of any value of a question is read or answered; nothing raises."""
    shapes = st.sampled_from(
        ["~", "[]", "{}", "[[]]", "[{}]", "{a: {}}", "''", "x", "{text: []}", "[x, x]", '"{{"', "1"]
    )
    lines = question(kind, RESPONSES[kind][0]).splitlines()
    number = data.draw(st.integers(0, len(lines) - 1))
    head, colon, _ = lines[number].partition(": ")
    lines[number] = f"{head}{colon or ': '}{data.draw(shapes)}"
    node, faults = yamlnodes.parse(HEAD + "\n".join(lines) + "\n")

    if node is None:
        assert faults
    else:
        read_bank(node)


def told(text: str) -> list[tuple[str, int, int]]:
    """Rule, line and column of each finding in a text."""
    node, faults = yamlnodes.parse(text)
    assert node is not None
    return [(one.rule, one.span.line, one.span.column) for one in (*faults, *read_bank(node)[1])]


def test_equal_items_are_told_at_their_place_whatever_else_is_wrong() -> None:
    """The second of two items that say the same is pointed at, in a question that has other mistakes as well."""
    items = "[One, two, “ONE”, '\"one\"']"

    found = told(f"questions:\n  - id: a\n    kind: order\n    items: {items}\n")

    assert [one for one in found if one[0] == "equal-options"] == [("equal-options", 4, 30)]


TITLED = "bank:\n  id: a\n  title: {}\n  language: en\narticles:\n  - id: b\n    title: {}\n"


@pytest.mark.parametrize("value", ["|\n      Elm\n      Ford", '"Elm\\nFord"'])
def test_a_title_is_one_line(value: str) -> None:
    """A title with a line break of its own is told at its place; one that is only wrapped is one line."""
    assert ("line-break", 3, 10) in told(TITLED.format(value, "B"))
    assert ("line-break", 7, 12) in told(TITLED.format("A", value))
    assert "line-break" not in {one[0] for one in told(TITLED.format('"Elm\n      Ford"', ">\n      Elm\n      Ford"))}
