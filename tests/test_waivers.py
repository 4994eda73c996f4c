"""`allow:` on a question: what it hides, what it cannot hide, and what is said of one that hides nothing."""

from conftest import ARTICLES

from quizgen import rules
from quizgen.diagnostics import Severity
from quizgen.model import Bank
from quizgen.reading import yamlnodes
from quizgen.reading.bank import read as read_bank

HEAD = """\
bank: {id: elm-ford, title: Elm Ford, language: en}
articles:
  - {id: bridge, title: A bridge for Elm Ford, file: bridge.txt}
questions:
"""


def question(id: str, stem: str, more: str = "") -> str:
    """A question on the bridge, with a stem and more keys."""
    return f"""\
  - id: {id}
    kind: short
    stem: {stem}
    answer: 4 May 1911
    why: The article gives the day in one sentence.
    cite: {{article: bridge, quote: The bridge at Elm Ford opened on 4 May 1911}}
    difficulty: easy
    level: remember
{more}"""


def bank(*questions: str) -> Bank:
    """What the questions make, read without a mistake."""
    node, faults = yamlnodes.parse(HEAD + "".join(questions))
    assert node is not None
    read, mistakes = read_bank(node)
    assert read is not None
    assert (faults, mistakes) == ((), ())
    return read


def found(bank: Bank, *, texts: bool = False) -> list[tuple[str, int]]:
    """Rule and line of each finding that could fail a build."""
    whole = {"bridge": (ARTICLES / "bridge.txt").read_text(encoding="utf-8")} if texts else None
    return [(one.rule, one.span.line) for one in rules.check(bank, whole) if one.severity is not Severity.INFO]


def allow(rule: str) -> str:
    """A waiver of a rule."""
    return f"    allow: {{{rule}: The reason is told here.}}\n"


SOUND = "When did the bridge at Elm Ford open?"
PRONOUN = "It opened at Elm Ford on which day?"
QUOTING = "When did the bridge at Elm Ford, “a palace for carts”, open?"


def test_a_waiver_hides_one_rule_in_one_question() -> None:
    """The same flaw in the next question is still told."""
    both = bank(question("a", PRONOUN, allow("not-self-contained")), question("b", PRONOUN))

    assert [line for rule, line in found(both) if rule == "not-self-contained"] == [16]


def test_a_waiver_hides_no_other_rule() -> None:
    """A question that waives one rule is held to all others."""
    one = bank(question("a", "They opened the bridge recently, at Elm Ford?", allow("not-self-contained")))

    assert ("relative-date", 7) in found(one)
    assert "not-self-contained" not in dict(found(one))


def test_a_waiver_that_nothing_needs_is_told() -> None:
    """It is pointed at where it stands."""
    assert found(bank(question("a", SOUND, allow("not-self-contained")))) == [("unused-allow", 13)]


def test_rules_of_identity_cannot_be_waived() -> None:
    """Two questions of one id stay an error, whatever they allow."""
    twice = bank(question("a", SOUND, allow("duplicate-id")), question("a", SOUND))

    assert {"duplicate-id", "unknown-rule"} <= dict(found(twice)).keys()


def test_rules_on_texts_wait_for_the_texts() -> None:
    """Where no article is at hand, a waiver of such a rule is not called needless; where it is, it is judged."""
    needed = bank(question("a", QUOTING, allow("quote-not-verbatim")))
    needless = bank(question("a", SOUND, allow("quote-not-verbatim")))

    assert found(needed) == found(needless) == found(needed, texts=True) == []
    assert found(needless, texts=True) == [("unused-allow", 13)]
    assert ("quote-not-verbatim", 7) in found(bank(question("a", QUOTING)), texts=True)


def test_a_question_taken_out_is_left_alone() -> None:
    """Nobody mends what is no longer asked, and its waivers are not judged."""
    gone = bank(question("a", PRONOUN, allow("lifted") + "    retired: It was asked twice.\n"), question("b", SOUND))

    assert [rule for rule, line in found(gone) if line < 16] == []
