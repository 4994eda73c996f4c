"""Forms: what is drawn, how it is arranged, and that the key follows every shuffle."""

from collections import Counter
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from samples import BRIDGE, CITATION, RESPONSES, checked, item, items, options

from quizgen.forms.assembly import arrange, assemble, draw, kept_apart, points_of, ready
from quizgen.forms.chance import places, rank, shuffled
from quizgen.forms.form import Choices, Columns, Scramble, version_name
from quizgen.forms.plans import Blueprint, Select
from quizgen.model import (
    Article,
    Blank,
    CheckedBank,
    Cloze,
    Difficulty,
    Item,
    Level,
    Matching,
    MultipleResponse,
    Numeric,
    Ordering,
    ShortAnswer,
    SingleChoice,
    State,
)
from quizgen.richtext import literal, parse


def many(count: int) -> tuple[Item, ...]:
    return tuple(item("choice", id=f"ford-{number}") for number in range(count))


def blueprint(**changes: object) -> Blueprint:
    return Blueprint(**{"id": "quiz", "title": "Elm Ford", **changes})  # type: ignore[arg-type]


@given(seed=st.text(max_size=5), count=st.integers(2, 6))
def test_the_key_follows_a_shuffle(seed: str, count: int) -> None:
    """Shuffling moves the options, and the marked place still holds the right one."""
    offered = options(*(f"option {letter}" for letter in "abcdef"[:count]))
    asked = item("choice", response=SingleChoice(options=offered, key=offered[1]))

    shown = arrange(asked, seed)

    assert isinstance(shown, Choices)
    assert sorted(option.text.plain for option in shown.options) == sorted(option.text.plain for option in offered)
    assert [shown.options[place] for place in shown.keys] == [offered[1]]


def with_last_pinned(*texts: str, key: int = 0) -> SingleChoice:
    offered = options(*texts)
    offered = (*offered[:-1], replace(offered[-1], pinned=True))
    return SingleChoice(options=offered, key=offered[key])


def test_the_others_are_shuffled_around_a_pinned_option() -> None:
    """A pinned option keeps its place; the other three come in each of their six orders."""
    asked = item("choice", response=with_last_pinned("Ashlar", "Brick", "Cedar", "Dale"))
    shown = [arrange(asked, f"seed {number}") for number in range(60)]
    texts = {tuple(option.text.plain for option in each.options) for each in shown if isinstance(each, Choices)}

    assert {text[-1] for text in texts} == {"Dale"}
    assert len(texts) == 6


@pytest.mark.parametrize(
    ("texts", "stays"),
    [
        (("Ashlar", "Brick", "Cedar", "None of the above"), False),
        (("1911", "1912", "1913", "None of the above"), True),
        (("Ashlar", "Brick", "Cedar", "Only A and B"), True),
        (("Ashlar", "Brick", "Cedar", "The first two"), True),
        (("Granit", "Ziegel", "Zeder", "Nur die ersten beiden"), True),
        (("Granito", "Ladrillo", "Cedro", "Ninguna de las anteriores"), False),
    ],
)
def test_a_pinned_option_does_not_bind_the_others(texts: tuple[str, ...], stays: bool) -> None:
    """`None of the above`, pinned, lets others be shuffled, but neither numbers nor what it names by its place."""
    shown = arrange(item("choice", response=with_last_pinned(*texts)), "seed")

    assert isinstance(shown, Choices)
    assert shown.fixed == stays


@given(seed=st.integers(0, 10**6))
def test_spreading_leaves_pinned_options(seed: int) -> None:
    """To even out letters no pinned option is moved, be it the key or not; the other letters are even."""
    asked = [
        item("choice", id=f"q-{n}", response=with_last_pinned("Ashlar", "Brick", "Cedar", "Dale", key=n % 4))
        for n in range(12)
    ]
    (form,), _ = assemble(checked(*asked), asked, blueprint(seed=seed))
    shown = [one.arrangement for one in form.questions if isinstance(one.arrangement, Choices)]

    assert {each.options[3].text.plain for each in shown} == {"Dale"}
    assert Counter(each.keys[0] for each in shown) == dict.fromkeys(range(4), 3)


@given(seed=st.text(max_size=5))
def test_several_keys_follow_a_shuffle(seed: str) -> None:
    """All right options of a question stay marked, and no wrong one is."""
    asked = item("multiple")
    assert isinstance(asked.response, MultipleResponse)

    shown = arrange(asked, seed)

    assert isinstance(shown, Choices)
    assert {shown.options[place] for place in shown.keys} == set(asked.response.key)


@given(seed=st.text(max_size=5))
def test_partners_follow_a_shuffle(seed: str) -> None:
    """Each left-hand entry is still given its own right-hand one, and the left-over entries are shown too."""
    asked = item("match")
    assert isinstance(asked.response, Matching)

    shown = arrange(asked, seed)

    assert isinstance(shown, Columns)
    pairs = {(left, shown.right[partner]) for left, partner in zip(shown.left, shown.partners, strict=True)}
    assert pairs == {(pair.left, pair.right) for pair in asked.response.pairs}
    assert len(shown.right) == 4


@given(seed=st.text(max_size=5))
def test_places_follow_a_shuffle(seed: str) -> None:
    """The key's numbers put the entries shown back into the right order, which is never the order shown."""
    asked = item("order")
    assert isinstance(asked.response, Ordering)

    shown = arrange(asked, seed)

    assert isinstance(shown, Scramble)
    assert tuple(entry for _, entry in sorted(zip(shown.places, shown.items, strict=True))) == asked.response.items
    assert shown.items != asked.response.items


@pytest.mark.parametrize(
    "texts",
    [
        ("80%", "86.8%", "88%"),
        ("about 250 people", "over 1,250 people", "2,500 people"),
        ("9 August 2020", "20 January 2025", "27 January 2025"),
        ("1994", "2020", "2025"),
        ("$5", "$10", "$20"),
        ("two", "three", "four"),
        ("on 9 August 2020", "20 January 2025", "May 2025"),
        ("1994–1996", "1997–1999", "2000–2002"),
        ("less than 10%", "about 20%", "over 30%"),
        ("January", "June", "December"),
    ],
)
def test_numbers_and_dates_stay_in_order(texts: tuple[str, ...]) -> None:
    """Readers look for a number in its order, so such options are never shuffled."""
    offered = options(*texts)
    asked = item("choice", response=SingleChoice(options=offered, key=offered[2]))

    for seed in "abcdefgh":
        shown = arrange(asked, seed)
        assert isinstance(shown, Choices)
        assert shown.options == offered


def test_fixed_options_stay() -> None:
    """What the author fixed is not shuffled."""
    offered = options("north", "east", "south", "west")
    asked = item("choice", response=SingleChoice(options=offered, key=offered[2], fixed=True))

    assert all(arrange(asked, seed).options == offered for seed in "abcdefgh")  # type: ignore[union-attr]


@pytest.mark.parametrize("last", ["All of the above", "None of these", "Both A and B"])
def test_options_that_speak_of_others_keep_all_in_place(last: str) -> None:
    """A letter that an option names is the letter that it was written for, and nothing stands below `above`."""
    offered = options("north", "east", last)
    asked = checked(item("choice", response=SingleChoice(options=offered, key=offered[0])))

    for seed in range(8):
        (form,), _ = assemble(asked, asked.bank.items, Blueprint(id="q", title="T", seed=seed))
        assert form.questions[0].arrangement.options == offered  # type: ignore[union-attr]


def test_no_entry_of_an_order_stands_in_its_place() -> None:
    """A learner who leaves the boxes as they stand has nothing right; with the same seed it is the same order."""
    for count in (3, 4, 7):
        entries = tuple(parse(f"entry {number}") for number in range(count))
        asked = checked(item("order", response=Ordering(items=entries)))
        for seed in range(30):
            one, again = (
                assemble(asked, asked.bank.items, Blueprint(id="q", title="T", seed=seed))[0][0] for _ in range(2)
            )
            assert one == again
            places = one.questions[0].arrangement.places  # type: ignore[union-attr]
            assert sorted(places) == list(range(1, count + 1))
            assert all(place != number for number, place in enumerate(places, 1))


def test_no_version_has_the_order_of_the_first() -> None:
    """Also of two questions, which chance alone would leave as they are every second time."""
    bank = checked(*many(2))
    for seed in range(10):
        forms, _ = assemble(bank, bank.bank.items, Blueprint(id="q", title="T", seed=seed, versions=3))
        first, *others = ([question.item.id for question in form.questions] for form in forms)
        assert len(first) == 2
        assert all(other != first for other in others)


HARBOUR = Article(id="harbour", title="The harbour that moved")
AT_HARBOUR = replace(CITATION, article="harbour")


def mixed(count: int) -> tuple[CheckedBank, tuple[Item, ...]]:
    """A bank of this many questions on either article, in turn, and of some that hide theirs."""
    asked = (
        *(item("choice", id=f"q-{n}", citations=(CITATION if n % 2 else AT_HARBOUR,)) for n in range(2 * count)),
        *(item("choice", id=f"hidden-{n}", source_hidden=True) for n in range(2)),
    )
    return checked(*asked, articles=(BRIDGE, HARBOUR)), asked


@given(seed=st.integers(0, 10**6))
def test_questions_of_one_source_stand_together(seed: int) -> None:
    """Each line stands once in a section; what hides its source comes first, where no line is above it."""
    bank, asked = mixed(6)
    forms, _ = assemble(bank, asked, blueprint(versions=3, seed=seed))

    for form in forms:
        (section,) = form.sections
        hidden, *named = section.runs
        assert (hidden.source, len(hidden.questions)) == ("", 2)
        assert {run.source: len(run.questions) for run in named} == {
            "The bridge · The Ford Courier, [May 1911]": 6,
            "The harbour that moved": 6,
        }
        assert [question.number for question in form.questions] == list(range(1, 15))
        assert all(question.source == run.source for run in section.runs for question in run.questions)


def test_versions_shuffle_runs_and_what_they_hold() -> None:
    """Over many versions each source comes first about as often, and so does each question of a source."""
    bank, asked = mixed(3)
    forms, _ = assemble(bank, asked, blueprint(versions=120))
    runs = [form.sections[0].runs[1:] for form in forms]

    firsts = Counter(first.source for first, _ in runs)
    assert all(35 < count < 85 for count in firsts.values())
    led = Counter(run.questions[0].item.id for each in runs for run in each)
    assert sorted(led) == [f"q-{n}" for n in range(6)]
    assert all(20 < count < 65 for count in led.values())


def test_no_version_of_runs_has_the_order_of_the_first() -> None:
    """Be it that runs have several questions or one each; what hides its source stays first."""
    bank, asked = mixed(2)
    for chosen in (asked, asked[:2], (*asked[:2], asked[-1])):
        for seed in range(12):
            forms, _ = assemble(bank, chosen, blueprint(versions=3, seed=seed))
            first, *others = ([question.item.id for question in form.questions] for form in forms)
            assert all(other != first for other in others)
            assert all(named == sorted(named) for named in ([bool(q.source) for q in form.questions] for form in forms))


def test_one_source_is_that_of_the_whole_form() -> None:
    """Only if every question has it, and shows it."""

    def source(*asked: Item) -> str:
        bank = checked(*asked, articles=(BRIDGE, HARBOUR))
        return assemble(bank, asked, blueprint())[0][0].source

    assert source(item("choice"), item("open")) == "The bridge · The Ford Courier, [May 1911]"
    assert source(item("choice"), item("open", citations=(AT_HARBOUR,))) == ""
    assert source(item("choice"), item("open", source_hidden=True)) == ""
    assert source(item("choice", source_hidden=True)) == ""


def test_the_code_tells_forms_apart() -> None:
    """The same draw has the same four signs; another version, seed or order of options has others."""
    bank = checked(*many(9))

    def codes(seed: int) -> list[str]:
        forms, _ = assemble(bank, bank.bank.items, Blueprint(id="q", title="T", seed=seed, versions=4))
        return [form.code for form in forms]

    assert codes(1) == codes(1)
    assert len({*codes(1), *codes(2), *codes(3)}) == 12
    assert all(len(code) == 4 and code.isalnum() for code in codes(1))


def test_shuffles_spread_keys() -> None:
    """Over many questions each position holds the key about equally often."""
    places = Counter(arrange(each, "seed").keys[0] for each in many(900))  # type: ignore[union-attr]

    assert all(240 < places[place] < 360 for place in range(3))


def test_an_added_question_moves_no_other() -> None:
    """A question added to the bank leaves the others in their order; only letters of keys may change, to be even."""
    before, after = many(30), (*many(20), item("choice", id="ford-new"), *many(30)[20:])

    old = assemble(checked(*before), before, blueprint())[0][0].questions
    new = assemble(checked(*after), after, blueprint())[0][0].questions

    kept = [question.item.id for question in new if question.item.id != "ford-new"]
    assert kept == [question.item.id for question in old]
    assert len(new) == 31


@given(seed=st.integers(0, 10**6), count=st.integers(1, 40))
def test_keys_are_spread_evenly_within_a_form(seed: int, count: int) -> None:
    """In each version no letter is right more than once oftener than another, and the key still is the right option."""
    asked = many(count)
    forms, _ = assemble(checked(*asked), asked, blueprint(versions=2, seed=seed))

    for form in forms:
        choices = [question.arrangement for question in form.questions]
        places = Counter(each.keys[0] for each in choices if isinstance(each, Choices))
        assert max(places.values()) - min(places[place] for place in range(3)) <= 1
        for question, each in zip(form.questions, choices, strict=True):
            assert isinstance(each, Choices)
            assert isinstance(question.item.response, SingleChoice)
            assert [each.options[place] for place in each.keys] == [question.item.response.key]
            assert Counter(option.text.plain for option in each.options) == Counter(
                option.text.plain for option in question.item.response.options
            )


def test_spreading_leaves_numbers_and_fixed_options() -> None:
    """What stands in an order of its own is never moved for the sake of its letter."""
    years = options("1911", "1912", "1913")
    given_options = options("Ashlar", "Brick", "Cedar")
    asked = [item("choice", id=f"q-{n}", response=SingleChoice(options=years, key=years[2])) for n in range(6)]
    asked += [
        item("choice", id=f"f-{n}", response=SingleChoice(options=given_options, key=given_options[0], fixed=True))
        for n in range(3)
    ]
    (form,), _ = assemble(checked(*asked), asked, blueprint())
    for question in form.questions:
        assert isinstance(question.arrangement, Choices)
        assert isinstance(question.item.response, SingleChoice)
        assert question.arrangement.options == question.item.response.options


def test_a_word_bank_has_every_answer_once() -> None:
    """In the order of the alphabet, which says nothing about where a word belongs."""
    gaps = [Cloze(parts=(literal("x "), Blank(number=1, answer=literal(word)))) for word in ("moon", "Earth", "moon")]
    asked = [item("cloze", id=f"c-{n}", response=gap) for n, gap in enumerate(gaps)]
    (form,), _ = assemble(checked(*asked), asked, blueprint(word_bank=True))
    (section,) = form.sections
    assert [word.plain for word in section.words] == ["Earth", "moon"]
    assert section.instruction == "Fill in each blank with an entry from the list."


def test_a_teacher_words_the_instructions() -> None:
    """What a section says can be said in the teacher's own words."""
    asked = [item("choice")]
    (form,), _ = assemble(checked(*asked), asked, blueprint(instructions={"choice": "Circle one letter."}))
    assert [section.instruction for section in form.sections] == ["Circle one letter."]


def test_versions_hold_the_same_questions_in_other_orders() -> None:
    """Versions A, B, C differ in order only; a section keeps its kind; numbers run through."""
    asked = (*many(8), *items())

    forms, problems = assemble(checked(*asked), asked, blueprint(versions=3))

    assert problems == ()
    assert [form.version for form in forms] == ["A", "B", "C"]
    assert len({frozenset(question.item.id for question in form.questions) for form in forms}) == 1
    assert len({tuple(question.item.id for question in form.questions) for form in forms}) == 3
    for form in forms:
        assert [question.number for question in form.questions] == list(range(1, 18))
        assert all(question.item.kind == section.kind for section in form.sections for question in section.questions)


def test_the_same_seed_gives_the_same_form() -> None:
    """A quiz printed again is the same quiz; another seed gives another."""
    asked = many(20)

    first, again, other = (assemble(checked(*asked), asked, blueprint(count=5, seed=seed))[0] for seed in (7, 7, 8))

    assert first == again
    assert first != other


def test_a_mix_is_met() -> None:
    """A blueprint's numbers by kind are what the form holds."""
    asked = (*many(8), *items())

    forms, problems = assemble(checked(*asked), asked, blueprint(mix={"choice": 4, "open": 1}))

    assert problems == ()
    assert Counter(question.item.kind for question in forms[0].questions) == {"choice": 4, "open": 1}


def test_too_few_questions_are_told() -> None:
    """A quiz that wants more than there is is not made smaller in silence."""
    asked = items()

    _, mix = assemble(checked(*asked), asked, blueprint(mix={"choice": 2, "open": 3}))
    _, count = assemble(checked(*asked), asked, blueprint(count=99))

    assert [one.message for one in mix] == [
        "quiz `quiz` wants 2 questions of kind `choice`, but 1 can be drawn",
        "quiz `quiz` wants 3 questions of kind `open`, but 1 can be drawn",
    ]
    assert [one.message for one in count] == ["quiz `quiz` wants 99 questions, but 9 can be drawn"]


def test_an_empty_selection_is_told() -> None:
    """A blank page is never printed."""
    asked = items()

    forms, problems = assemble(checked(*asked), asked, blueprint(select=Select(tags=frozenset({"economy"}))))

    assert forms == ()
    assert [one.rule for one in problems] == ["nothing-selected"]


def test_questions_that_give_each_other_away_are_kept_apart() -> None:
    """The question that says the answer of another is not drawn into the same form."""
    asks = item("short", id="a", response=ShortAnswer(answer=parse("Quarryman Tarn")))
    tells = item("short", id="b", stem=parse("Where did quarryman Tarn find the stone?"))

    drawn, problems = draw((asks, tells), blueprint())

    assert problems == ()
    assert len(drawn) == 1


def test_a_question_that_was_left_out_is_told_with_the_other() -> None:
    """Whoever misses it sees beside which one it would not stand, also where too few are left."""
    asks = item("short", id="a", response=ShortAnswer(answer=parse("Quarryman Tarn")))
    tells = item("short", id="b", stem=parse("Where did quarryman Tarn find the stone?"))
    other = item("open", id="c", stem=parse("Who doubted the bridge?"))
    bank = checked(asks, tells, other)
    [form], _ = assemble(bank, bank.bank.items, blueprint(versions=1))

    apart = kept_apart(bank.bank.items, blueprint(), form)
    _, [problem] = draw(bank.bank.items, blueprint(count=3))

    assert apart in ({"a": ("b",)}, {"b": ("a",)})
    assert {"`a` does not stand beside `b`", "`b` does not stand beside `a`"} & set(problem.notes)
    assert kept_apart((asks, other), blueprint(), assemble(bank, (asks, other), blueprint())[0][0]) == {}


def test_a_number_gives_away_but_not_a_part_of_it() -> None:
    """86.8 in another stem tells; 86 in it does not."""
    asks = item("numeric", id="a", response=Numeric(answer="86.8", value=Decimal("86.8")))
    tells = item("open", id="b", stem=parse("Who doubted the 86.8 thousand crowns?"))
    silent = item("open", id="c", stem=parse("Who was number 86?"))

    assert len(draw((asks, tells), blueprint())[0]) == 1
    assert len(draw((asks, silent), blueprint())[0]) == 2


def test_retired_questions_are_not_printed() -> None:
    """A retired question stays in the bank and leaves the papers."""
    asked = (item("choice"), item("short", retired="the article was withdrawn"))

    assert [each.id for each in draw(asked, blueprint())[0]] == ["ford-choice"]


def test_only_checked_questions_are_ready() -> None:
    """What nobody has checked as it stands reaches no learner, unless drafts are asked for, which say so."""
    asked = (item("choice"),)
    unchecked = checked(*asked, state=State.CHANGED)

    assert ready(unchecked) == ()
    assert ready(unchecked, drafts=True) == asked
    assert assemble(unchecked, asked, blueprint())[0][0].draft
    assert not assemble(checked(*asked), asked, blueprint())[0][0].draft


@pytest.mark.parametrize(
    ("select", "chosen"),
    [
        (Select(), True),
        (Select(articles=frozenset({"bridge", "harbour"})), True),
        (Select(articles=frozenset({"harbour"})), False),
        (Select(tags=frozenset({"history", "economy"}), kinds=frozenset({"choice"})), True),
        (Select(tags=frozenset({"history"}), kinds=frozenset({"open"})), False),
        (Select(difficulty=frozenset({Difficulty.EASY}), levels=frozenset({Level.REMEMBER})), True),
        (Select(difficulty=frozenset({Difficulty.HARD})), False),
        (Select(ids=frozenset({"ford-choice"})), True),
        (Select(ids=frozenset({"ford-choice"}), exclude=frozenset({"ford-choice"})), False),
    ],
)
def test_selecting(select: Select, chosen: bool) -> None:
    """Conditions of one sort are alternatives, those of different sorts must all be met."""
    assert (item("choice") in select) is chosen


def test_points_do_not_tell_how_many_are_right() -> None:
    """Points count what is to be found where that is plain to see, and nothing where it would be a hint."""
    assert {kind: points_of(response) for kind, response in RESPONSES.items()} == {
        "choice": 1,
        "multiple": 2,
        "true-false": 1,
        "short": 1,
        "numeric": 1,
        "cloze": 2,
        "match": 3,
        "order": 2,
        "open": 2,
    }


def test_a_blueprint_may_set_points() -> None:
    """A teacher's points take the place of ours, and add up."""
    asked = items()

    forms, _ = assemble(checked(*asked), asked, blueprint(points={"open": 6}))

    assert forms[0].points == 15 - 2 + 6


def test_version_names_go_on_behind_z() -> None:
    """The names of versions do not run out."""
    assert [version_name(index) for index in (0, 25, 26, 701)] == ["A", "Z", "AA", "ZZ"]


def test_ten_thousand_questions_are_drawn_at_once() -> None:
    """Giving each other away is looked up, not compared pair by pair."""
    asked = tuple(item("short", id=f"q{n}", response=ShortAnswer(answer=parse(f"word{n} tale"))) for n in range(10_000))

    drawn, _ = draw(asked, blueprint(count=9_000))

    assert len(drawn) == 9_000
    assert CITATION in drawn[0].citations


@given(values=st.lists(st.sampled_from("abcdef"), max_size=12), seed=st.text(max_size=3))
def test_equal_values_are_shuffled_as_one(values: list[str], seed: str) -> None:
    """A value's rank is that of the first one equal to it, so the same seed gives the paper that it always gave."""
    ranked = sorted(values, key=lambda value: rank(seed, str(values.index(value))))

    assert shuffled(values, seed) == tuple(ranked)
    assert places(values) == {value: values.index(value) for value in values}
