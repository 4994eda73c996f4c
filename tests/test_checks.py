"""Checks: what a digest vouches for, where a question stands, and the one line written into the bank."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from samples import BRIDGE, CITATION, RESPONSES, checked, item, items, options

from quizgen import checks
from quizgen.model import (
    Check,
    Difficulty,
    Level,
    Numeric,
    SingleChoice,
    State,
)
from quizgen.reading import yamlnodes
from quizgen.richtext import parse

AT = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)


def source(article: str) -> str:
    """A lock that knows each article by its own name."""
    return f"digest of {article}"


def stamped(kind: str = "choice", **changes: object):
    """A question with a true record of its check."""
    plain = item(kind, checked=None, **changes)
    return replace(plain, checked=Check(by="AB", at=AT, digest=checks.digest(plain, source)))


def test_a_checked_question_is_checked() -> None:
    """What was checked and not touched since may be built."""
    assert checks.state(stamped(), source) is State.CHECKED


def test_no_record_is_unchecked() -> None:
    """A question without a record has not been checked."""
    assert checks.state(item("choice", checked=None), source) is State.UNCHECKED


@pytest.mark.parametrize("kind", RESPONSES)
def test_each_kind_has_its_own_digest(kind: str) -> None:
    """A record copied to a question of another kind does not hold there."""
    others = [other for other in items() if other.kind != kind]

    assert all(checks.digest(other, source) != checks.digest(item(kind), source) for other in others)


_OTHER = options("Ashlar", "Brick", "Slate")
_SAME = options("Ashlar", "Brick", "Cedar")


@pytest.mark.parametrize(
    "changes",
    [
        {"id": "another"},
        {"stem": parse("What else?")},
        {"why": parse("For another reason.")},
        {"response": SingleChoice(options=_OTHER, key=_OTHER[0])},
        {"response": SingleChoice(options=(*_SAME[:2], replace(_SAME[2], pinned=True)), key=_SAME[0])},
        {"citations": (replace(CITATION, quote="The bridge at Elm Ford opened"),)},
        {"citations": (replace(CITATION, voice="opinion"),)},
        {"retired": "out of date"},
        {"reverse": parse("What is said of the bridge?")},
        {"source_hidden": True},
    ],
)
def test_whatever_a_learner_sees_counts(changes: dict[str, object]) -> None:
    """A change of anything on the card takes the check away."""
    assert checks.state(replace(stamped(), **changes), source) is State.CHANGED  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "changes",
    [
        {"tags": ("other",)},
        {"difficulty": Difficulty.HARD},
        {"level": Level.APPLY},
        {"stem": parse("What does the  *Courier* say\nof the **bridge** (choice)?")},
    ],
)
def test_filing_and_wrapping_count_for_nothing(changes: dict[str, object]) -> None:
    """Tags, difficulty and white space can be tidied without reading the question again."""
    assert checks.state(replace(stamped(), **changes), source) is State.CHECKED  # type: ignore[arg-type]


def test_a_check_from_before_options_were_pinned_holds() -> None:
    """The digest of a question without pinned options is what it always was: records outlive the new word."""
    assert checks.digest(item("choice"), source) == "v1-a2f207d269cb9f7b-0fd0cb83"


def test_a_check_from_before_there_were_second_cards_holds() -> None:
    """The digest of a question without `reverse` is what it always was."""
    assert checks.digest(item("short"), source) == "v1-4a7b85d3b87d0ab1-0fd0cb83"


def test_another_number_is_a_change() -> None:
    """86.8 and 86.80 differ on the card."""
    one = stamped("numeric")

    changed = replace(one, response=Numeric(answer="86.8", value=Decimal("86.8"), unit="thousand crowns"))

    assert checks.state(changed, source) is State.CHANGED


def test_a_disputed_question_is_disputed() -> None:
    """A record that carries a dispute is no check."""
    one = stamped()
    assert one.checked is not None

    assert checks.state(replace(one, checked=replace(one.checked, disputed="no year")), source) is State.DISPUTED


def test_a_check_vouches_for_a_question_whatever_its_articles_became() -> None:
    """Old words are found again by the record, also if the article was changed since."""
    one = stamped()
    assert one.checked is not None

    assert checks.vouches(one.checked, one)
    assert not checks.vouches(one.checked, replace(one, stem=parse("Other?")))
    assert checks.vouches(replace(one.checked, digest=checks.digest(one, lambda _: "another")), one)


def test_a_changed_article_makes_a_check_stale() -> None:
    """If the article is no longer what the checker read, the check no longer holds."""
    assert checks.state(stamped(), lambda article: "another digest") is State.STALE_SOURCE


def test_findings_never_tell_the_digest() -> None:
    """A digest that `check` printed could be pasted without reading the question."""
    one = replace(stamped(), stem=parse("Other?"))
    bank = checked(one).bank

    findings = list(checks.findings(bank, checks.states(bank, source)))

    assert [finding.rule for finding in findings] == ["changed"]
    assert checks.digest(one, source)[3:19] not in str(findings)


def write(text: str, id: str = "ford", **changes: object) -> str | None:
    """The text with a record spliced in."""
    node, found = yamlnodes.parse(text)
    assert node is not None, found
    check = Check(by="AB", at=AT, digest="v1-0123456789abcdef-01234567")
    return checks.splice(text, node, id, replace(check, **changes))  # type: ignore[arg-type]


RECORD = 'checked: {by: "AB", at: 2026-11-22T09:30:00Z, digest: v1-0123456789abcdef-01234567}'


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            "questions:\n  - id: ford\n    stem: Who?\n\n  # next\n  - id: other\n",
            f"questions:\n  - id: ford\n    stem: Who?\n    {RECORD}\n\n  # next\n  - id: other\n",
        ),
        (
            "questions:\n- id: ford\n  why: |\n    a\n    b\n",
            f"questions:\n- id: ford\n  why: |\n    a\n    b\n  {RECORD}\n",
        ),
        (
            "questions:\n- id: ford\n  cite: {article: a,\n    quote: b}",
            f"questions:\n- id: ford\n  cite: {{article: a,\n    quote: b}}\n  {RECORD}\n",
        ),
        (
            "questions:\n- id: ford\n  checked: {by: X,\n    at: y}  # old\n  stem: Who?\n",
            f"questions:\n- id: ford\n  {RECORD}  # old\n  stem: Who?\n",
        ),
        (
            "questions:\r\n- id: ford\r\n  stem: Who?\r\n- id: b\r\n",
            f"questions:\r\n- id: ford\r\n  stem: Who?\r\n  {RECORD}\r\n- id: b\r\n",
        ),
        (
            "questions:\n-   id: ford\n    stem: Who?   # why\n",
            f"questions:\n-   id: ford\n    stem: Who?   # why\n    {RECORD}\n",
        ),
    ],
)
def test_one_line_is_spliced(before: str, after: str) -> None:
    """The record is written at its place, and every other byte stays: comments, line ends, blocks, wrapping."""
    assert write(before) == after


def test_a_question_in_braces_is_refused() -> None:
    """Where there is no line to write, nothing is written."""
    assert write("questions:\n- {id: ford, stem: Who?}\n") is None
    assert write("questions:\n- {id: ford,\n   stem: Who?}\n") is None


def test_an_unknown_question_is_refused() -> None:
    """A record without its question is written nowhere."""
    assert write("questions:\n- id: ford\n  stem: Who?\n", id="bridge") is None


def test_a_check_without_asking_says_so() -> None:
    """Whoever reads the bank sees which records rest on nobody's having been asked."""
    assert f"{RECORD[:-1]}, unasked: true}}\n" in str(write("questions:\n- id: ford\n  stem: Who?\n", unasked=True))


@given(by=st.text(st.characters(exclude_categories=["C", "Zl", "Zp"]), min_size=1), disputed=st.text("a: #\"'{}é,"))
def test_a_record_reads_back(by: str, disputed: str) -> None:
    """Any name and any note come back from the YAML as they were given."""
    text = write("questions:\n- id: ford\n  stem: Who?\n", by=by, disputed=disputed)
    assert text is not None
    node, found = yamlnodes.parse(text)

    assert found == ()
    record = node.entries[0].value.items[0].entries[-1].value  # type: ignore[union-attr]
    values = {entry.key.text: entry.value.text for entry in record.entries}  # type: ignore[union-attr]
    assert values["by"] == by
    assert values.get("disputed", "") == disputed


def test_articles_that_only_print_otherwise_do_not_count() -> None:
    """A corrected title is the article's `revised`, not a change of each question."""
    one = stamped()
    bank = checked(one, articles=(replace(BRIDGE, title="The bridge"),)).bank

    assert checks.states(bank, source)[one.id] is State.CHECKED
