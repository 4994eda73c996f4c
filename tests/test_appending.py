"""A new entry in a bank's text: the entry is there, and every other byte is as it was."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizgen.reading import yamlnodes
from quizgen.reading.appending import append, plain

ENTRY = ("- id: new  # a comment", "  list: [a, b]")
IN_BRACES = "{id: new, list: [a, b]}"
ADDED = {"id": "new", "list": ["a", "b"]}


def added(text: str, key: str = "articles") -> str | None:
    node, faults = yamlnodes.parse(text)
    assert node is not None
    assert not faults
    return append(text, node, key, ENTRY, IN_BRACES)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("articles:\n  - id: a\nx: y\n", "articles:\n  - id: a\n§x: y\n"),
        ("articles:\n  - id: a", "articles:\n  - id: a\n§"),
        ("articles:\n  - id: a\n\n# on x\nx: y\n", "articles:\n  - id: a\n§\n# on x\nx: y\n"),
        ("articles:\n  - id: a\n    # its own\n  # more\nx: y", "articles:\n  - id: a\n    # its own\n§  # more\nx: y"),
        ("articles:\n- id: a\nx: y\n", "articles:\n- id: a\n- id: new  # a comment\n  list: [a, b]\nx: y\n"),
        ("articles:\n  - {id: a}  # flow\nx: y\n", "articles:\n  - {id: a}  # flow\n§x: y\n"),
        ("articles:\n  - id: a\n    t: |\n      b\n\nx: y\n", "articles:\n  - id: a\n    t: |\n      b\n§\nx: y\n"),
        ("articles:\n  - id: a\n\n  - id: b\nx: y\n", "articles:\n  - id: a\n\n  - id: b\n\n§x: y\n"),
        ("articles:\nx: y\n", "articles:\n§x: y\n"),
        ("articles:  # none yet\nx: y\n", "articles:  # none yet\n§x: y\n"),
        ("x: y\narticles:", "x: y\narticles:\n§"),
        ("articles: []  # none yet\nx: y\n", "articles:  # none yet\n§x: y\n"),
        ("articles: [{id: a}]\nx: y\n", f"articles: [{{id: a}}, {IN_BRACES}]\nx: y\n"),
        ("articles: [\n  {id: a},\n]\nx: y\n", f"articles: [\n  {{id: a}}, {IN_BRACES}\n]\nx: y\n"),
        ("{articles: [{id: a}], x: y}\n", f"{{articles: [{{id: a}}, {IN_BRACES}], x: y}}\n"),
    ],
)
@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_only_the_entry_is_added(before: str, after: str, ending: str) -> None:
    """Comments, empty lines, blocks, brackets and line ends stay where they are; `§` is the entry's two lines."""
    wanted = after.replace("§", "  - id: new  # a comment\n    list: [a, b]\n")
    if "\n" not in before:
        ending = "\n"

    assert added(before.replace("\n", ending)) == wanted.replace("\n", ending)


@pytest.mark.parametrize(
    "text",
    ["x: y\n", "articles: [{id: a} # why\n  ]\n", "articles: word\n", "articles: {a: b}\n", "{articles: , x: y}\n"],
)
def test_where_no_place_is_safe_nothing_is_added(text: str) -> None:
    """No list, a comment before the bracket, another shape: a person is asked to do it."""
    assert added(text) is None


@given(st.lists(st.text("ab# -:[]{},\n'|>", max_size=30), max_size=6))
def test_whatever_stands_there_the_result_is_the_old_bank_and_the_entry(lines: list[str]) -> None:
    """Either nothing, or a text that reads as before with one entry more."""
    text = "\n".join(["articles:", "  - id: a", *lines])
    node, faults = yamlnodes.parse(text)
    if node is None or faults:
        return

    after = append(text, node, "articles", ENTRY, IN_BRACES)

    if after is not None:
        now = plain(yamlnodes.parse(after)[0])  # type: ignore[arg-type]
        assert now == {**plain(node), "articles": [*plain(node)["articles"], ADDED]}
        assert len(after) > len(text)
