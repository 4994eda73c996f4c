"""What rules find by an index is what they would find by comparing each with each."""

import re
from dataclasses import replace
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st
from samples import CITATION, checked, item, options

from quizgen.diagnostics import Diagnostic
from quizgen.model import Bank, Dispute, Item, MultipleResponse, Person, Side, SingleChoice
from quizgen.richtext import parse
from quizgen.rules import balance, duplicates, gaps, names, support, thresholds
from quizgen.rules import options as of_options
from quizgen.rules.attribution import conflict_one_sided, dispute_unquoted
from quizgen.rules.phrases import Phrases

FEW = st.text(alphabet="ab -(", min_size=1, max_size=6)
WORDS = st.lists(st.sampled_from(["Ada", "Quill", "Oss", "Tarn", "Wren", "Bea"]), min_size=1, max_size=3).map(" ".join)


def bank(*items: Item, **changes: object) -> Bank:
    return checked(*items, **changes).bank  # type: ignore[arg-type]


@given(phrases=st.sets(st.text(alphabet="ab ", max_size=15)), text=st.text(alphabet="ab ", max_size=40))
def test_phrases_are_found_letter_by_letter(phrases: set[str], text: str) -> None:
    """A phrase is found exactly where Python finds it."""
    assert set(Phrases(phrases).within(text)) == {phrase for phrase in phrases if phrase in text}


@given(spellings=st.sets(FEW.map(str.strip).filter(bool), min_size=1), text=st.text(alphabet="ab -(", max_size=30))
def test_spellings_are_found_as_one_pattern_finds_them(spellings: set[str], text: str) -> None:
    """The longest spelling that stands at a place as whole words, then the next behind it."""
    people = tuple(Person(name=spelling) for spelling in sorted(spellings))
    forms = names._Forms.of(bank(people=people))
    assert forms is not None
    longest = sorted(forms.owners, key=lambda form: (-len(form), form))
    pattern = re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, longest))})(?![\w-])")

    assert list(forms.within(text)) == pattern.findall(text)


@given(people=st.lists(st.lists(WORDS, min_size=1, max_size=3), max_size=6), words=st.sets(WORDS))
def test_people_are_known_by_their_surnames_in_turn(people: list[list[str]], words: set[str]) -> None:
    """One after the other, whoever is known by then by a surname brings along all other names."""
    known = {support._stemmed(word) for name in words for word in name.split()}
    wanted = set(known)
    for each in people:
        if {support._stemmed(name.split()[-1]) for name in each} & wanted:
            wanted |= {support._stemmed(word) for name in each for word in name.split()}

    spelt = bank(people=tuple(Person(name=name, also=tuple(also)) for name, *also in people))

    assert support._People(spelt).also(known) == wanted


@given(
    stems=st.lists(
        st.lists(st.sampled_from(["who", "Ada", "Quill", "ferry", "bridge", "mill", "1911", "why"]), max_size=6)
    )
)
def test_like_stems_are_the_first_ones(stems: list[list[str]]) -> None:
    """Of all stems before it, a stem is likened to the first that is like it, equal ones included."""
    compared = duplicates._Stems([" ".join(stem) for stem in stems])
    texts = compared._texts

    for index, text in enumerate(texts):
        wanted = next((other for other in range(index) if compared._alike(text, texts[other])), None)
        assert compared.like_before(index) == wanted


def test_of_stems_with_common_words_a_hundred_are_compared() -> None:
    """Beyond that, no word of them is rare; a rarer one still finds its like."""
    stems = [f"mill ferry bridge {number:03}" for number in range(300)]
    compared = duplicates._Stems([*stems, stems[250]])

    assert [compared.like_before(index) for index in range(301)][-1] == 250
    assert all(len(each) <= thresholds.ALIKE_STEMS for each in compared._index.values())


def test_each_dispute_is_told_in_order() -> None:
    """A question that takes a side of several disputes is told of each, in the order of the bank."""
    said = replace(CITATION, voice="")
    matters = {"one": "opened on 4 May", "two": "is not quoted", "three": "at Elm Ford", "four": "ost 86.8"}
    disputes = tuple(
        Dispute(about=about, sides=(Side(article=said.article, words=words), Side(article="other", words="no")))
        for about, words in matters.items()
    )
    held = bank(item("short", stem=parse("When did the bridge open?"), citations=(said,)), disputes=disputes)

    assert [one.notes[0] for one in conflict_one_sided(held)] == ["disputed: one", "disputed: three", "disputed: four"]
    assert sum("disputed: two" in one.notes for one in dispute_unquoted(held)) == 2
    assert len(list(dispute_unquoted(held))) == 5


def test_thirty_options_are_compared() -> None:
    """Nobody chooses from more; the others have their own finding, that they are too many."""
    offered = options(*(f"1–{number}9" for number in range(thresholds.OVERLAP_OPTIONS + 5)))
    held = bank(item("multiple", response=MultipleResponse(options=offered, key=offered[:1])))

    found: list[Diagnostic] = list(of_options.option_overlap(held))

    assert len(found) == thresholds.OVERLAP_OPTIONS * (thresholds.OVERLAP_OPTIONS - 1) // 2


@pytest.mark.parametrize("size", [100, 400, 3000])
def test_hundreds_of_options_are_counted(size: int) -> None:
    """Chance can be reckoned for any number of options, where plain factorials are too large."""
    offered = options(*(f"way {number}" for number in range(size)))
    one = item("choice", response=SingleChoice(options=offered, key=offered[0]))
    held = bank(*(item("choice", id=f"q-{number}", response=one.response) for number in range(thresholds.ENOUGH)))

    assert [found.rule for found in balance.position_skew(held)] == ["position-skew"]


def test_runs_of_many_numbers() -> None:
    """Runs are told by their ends, single numbers by themselves."""
    numbers = tuple(number for number, _ in zip(count(1), range(50_000), strict=False) if number % 3)

    assert gaps.runs(numbers[:5]) == "1-2, 4-5, 7"
    assert gaps.runs(numbers).endswith(", 49996-49997, 49999-50000")
