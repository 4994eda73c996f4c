"""Which questions give each other away, and that no form holds two that do."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from samples import CITATION, checked, item, options

from quizgen.forms import giveaways
from quizgen.forms.assembly import assemble
from quizgen.forms.giveaways import COMMON_FROM, COMMON_MOST, clashes
from quizgen.forms.plans import Blueprint
from quizgen.model import (
    Blank,
    Citation,
    Cloze,
    Item,
    Matching,
    Numeric,
    Pair,
    Response,
    ShortAnswer,
    SingleChoice,
)
from quizgen.richtext import parse


def asking(id: str, stem: str, response: Response) -> Item:
    """A question of any kind, answered by a quotation of its own."""
    kind = "cloze" if isinstance(response, Cloze) else "choice"
    return item(kind, id=id, stem=parse(stem), response=response, citations=(replace(CITATION, quote=f"of {id}"),))


def short(id: str, stem: str, *answers: str) -> Item:
    answer, *accept = map(parse, answers)
    return asking(id, stem, ShortAnswer(answer=answer, accept=tuple(accept)))


def choice(id: str, stem: str, *texts: str) -> Item:
    offered = options(*texts)
    return asking(id, stem, SingleChoice(options=offered, key=offered[0]))


def number(id: str, stem: str, answer: str, unit: str) -> Item:
    return asking(id, stem, Numeric(answer=answer, value=Decimal(answer), unit=unit))


def cloze(id: str, before: str, answer: str, behind: str) -> Item:
    return asking(id, "", Cloze(parts=(parse(before), Blank(number=1, answer=parse(answer)), parse(behind))))


PIERS = choice("piers", "Of what are the piers?", "grey granite", "red brick", "old oak")


@pytest.mark.parametrize(
    ("asked", "tells"),
    [
        pytest.param(PIERS, short("cost", "What did the piers of grey granite cost?", "much"), id="in a stem"),
        pytest.param(
            choice("vote", "What did the county do?", "It refused bridges", "It paid", "It built"),
            short("why", "Why was the county refusing a bridge?", "for its cost"),
            id="with other endings",
        ),
        pytest.param(
            number("count", "How many piers are there?", "5", "piers"),
            short("stone", "Of what stone are the five piers?", "granite"),
            id="a number in words",
        ),
        pytest.param(
            number("frost", "How cold is it in winter?", "-20", "degrees"),
            short("iced", "What freezes at minus 20 degrees?", "the Lenn"),
            id="a sign in another form",
        ),
        pytest.param(
            cloze("river", "The ferry crossed the ", "Lenn", "."),
            short("ice", "When did the Lenn freeze?", "in winter"),
            id="one word that is to be recalled",
        ),
        pytest.param(
            short("chairman", "Who was the chairman?", "Josef Arden"),
            choice("poet", "Who wrote the hymn?", "Vera Kolm", "Josef Arden", "Tomas Brill"),
            id="among options, where the answer is to be recalled",
        ),
        pytest.param(
            number("year", "When did the bridge open?", "1911", ""),
            asking(
                "years",
                "What happened when?",
                Matching(
                    pairs=tuple(Pair(left=parse(a), right=parse(b)) for a, b in (("one", "1911"), ("two", "1926")))
                ),
            ),
            id="in a match, where a number is to be recalled",
        ),
    ],
)
def test_told(asked: Item, tells: Item) -> None:
    """Either order, and both are told of each other."""
    assert clashes([asked, tells]) == {asked.id: {tells.id}, tells.id: {asked.id}}
    assert clashes([tells, asked]) == clashes([asked, tells])


@pytest.mark.parametrize(
    ("asked", "other"),
    [
        pytest.param(
            PIERS, choice("quay", "Of what is the quay?", "old oak", "grey granite", "clay"), id="offered only"
        ),
        pytest.param(PIERS, short("town", "Which town is grey, and sells granite?", "Arden"), id="not in a row"),
        pytest.param(
            choice("who", "Who refused?", "Arden", "Brill", "Kolm"),
            short("house", "Where does Arden live?", "at the ford"),
            id="one word that is to be chosen",
        ),
        pytest.param(
            number("share", "What share was lost?", "86", "%"),
            short("cost", "What cost 86.8 thousand crowns?", "the bridge"),
            id="part of a number",
        ),
        pytest.param(
            number("share", "What share has maize at 40 °C?", "20", "%"),
            choice("cold", "Where do conifers stop?", "−6 °C", "−40 °C", "−20 %"),
            id="another sign",
        ),
        pytest.param(
            number("frost", "How cold is it there?", "-20", "°C"),
            short("warm", "Where is it 20 °C in May?", "at the ford"),
            id="a sign that is lost",
        ),
        pytest.param(
            short("land", "In which valley is it?", "Lenn"),
            choice("river", "Which river is the widest?", "the Lenn", "the Elm", "the Sallow"),
            id="one word among options",
        ),
        pytest.param(
            short("again", "Whose piers of grey granite are the piers of grey granite?", "grey granite"),
            short("else", "What did the piers of grey granite cost?", "much"),
            id="what the question itself says",
        ),
    ],
)
def test_not_told(asked: Item, other: Item) -> None:
    """What is offered, met by chance, or in the question itself gives nothing away."""
    assert clashes([asked, other]) == {}


def test_main_actors_are_no_cue() -> None:
    """A name that many questions mention tells nothing, in whatever form it is asked for."""
    mayor = short("mayor", "Who wrote to the county?", "Mayor Ada Quill", "Quill")
    others = [short(f"q-{n}", f"What did Quill do in month {n}?", f"she went to river {n}") for n in range(COMMON_FROM)]
    whole = short("whole", "When was Mayor Ada Quill born?", "in spring")

    assert "mayor" in clashes([mayor, whole])
    assert clashes([mayor, whole, *others]) == {}


def test_one_quotation_answers_alike() -> None:
    """Two questions with the same answer from the same words are one question."""
    cited = (Citation(article="bridge", quote="piers of grey granite"),)
    twice = [replace(PIERS, citations=cited), replace(PIERS, id="again", stem=parse("What stone?"), citations=cited)]

    assert clashes(twice) == {"piers": {"again"}, "again": {"piers"}}
    assert clashes([twice[0], replace(twice[1], citations=(CITATION,))]) == {}


@given(seed=st.integers(0, 1000), wanted=st.integers(1, 6))
def test_no_form_holds_such_a_pair(seed: int, wanted: int) -> None:
    """Whatever is drawn, in whatever number: no two questions of a form give each other away."""
    names = ["Arden", "Brill", "Kolm", "Wick", "Oran", "Marsh"]
    bank = checked(
        *(
            short(f"q-{n}", f"What did {names[n - 1]} Quill, {n + 1} years old, build?", f"{names[n]} Quill")
            for n in range(len(names))
        )
    )
    clashing = clashes(bank.bank.items)
    blueprint = Blueprint(id="quiz", title="Elm Ford", count=wanted, seed=seed)

    forms, problems = assemble(bank, bank.bank.items, blueprint)

    drawn = [question.item.id for form in forms for question in form.questions]
    assert len(clashing) == len(names)
    assert bool(forms) != bool(problems)
    assert not any(other in drawn for id in drawn for other in clashing.get(id, ()))


def test_what_a_hundred_questions_say_is_no_cue() -> None:
    """Of a large bank, a twentieth is more than anybody has to hear to know an answer."""
    others = [short(f"q-{n}", f"Who saw Ada Quill in year {n}?", f"river {n} x") for n in range(COMMON_MOST)]
    more = [short(f"r-{n}", f"What of place {n}?", f"hill {n} y") for n in range(20 * COMMON_MOST)]
    whole = short("whole", "Who opened the bridge?", "Ada Quill")

    assert set(clashes([whole, *others[1:], *more])["whole"]) == {other.id for other in others[1:]}
    assert "whole" not in clashes([whole, *others, *more])


@given(
    answers=st.lists(st.text(alphabet="ab ", min_size=1, max_size=5).map(str.split).map(" ".join).filter(bool)),
    texts=st.lists(st.text(alphabet="ab |", max_size=12), max_size=4),
)
def test_answers_are_found_word_by_word(answers: list[str], texts: list[str]) -> None:
    """One walk over each text finds what looking for each answer in each text would find."""
    lines = {str(number): f" {' '.join(text.split())} " for number, text in enumerate(texts)}

    assert giveaways._holders(set(answers), lines) == {
        answer: {id for id, line in lines.items() if f" {answer} " in line} for answer in answers
    }
