"""A question of each kind, made without a file, for tests of what comes after reading."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

from quizgen.model import (
    Article,
    Bank,
    Blank,
    Check,
    CheckedBank,
    Citation,
    Cloze,
    Difficulty,
    Item,
    Level,
    Matching,
    MultipleResponse,
    Numeric,
    Open,
    Option,
    Ordering,
    Pair,
    Place,
    Response,
    ShortAnswer,
    SingleChoice,
    State,
    TrueFalse,
)
from quizgen.richtext import parse

AT = datetime(2026, 11, 22, 9, 30, 0, tzinfo=UTC)

BRIDGE = Article(
    id="bridge",
    title="A bridge for Elm Ford",
    label="The bridge",
    publisher="The Ford Courier",
    issued="[May 1911]",
    file="bridge.txt",
)
CITATION = Citation(
    article="bridge",
    quote="The bridge at Elm Ford opened on 4 May 1911 and cost 86.8 thousand crowns.",
    voice="Mayor Ada Quill",
)


def options(*texts: str) -> tuple[Option, ...]:
    """Options without a word on why they are wrong."""
    return tuple(Option(text=parse(text)) for text in texts)


_ASHLAR = options("Ashlar", "Brick", "Cedar")
_DAYS = options("Monday", "Tuesday", "Wednesday", "Thursday")

RESPONSES: dict[str, Response] = {
    "choice": SingleChoice(options=_ASHLAR, key=_ASHLAR[0]),
    "multiple": MultipleResponse(options=_DAYS, key=(_DAYS[1], _DAYS[2])),
    "true-false": TrueFalse(key=False, correction=parse("It cost 86.8 thousand crowns.")),
    "short": ShortAnswer(answer=parse("Ada Quill"), accept=(parse("Quill"),), typed=True),
    "numeric": Numeric(answer="86.80", value=Decimal("86.80"), unit="thousand crowns", tolerance=Decimal("0.5")),
    "cloze": Cloze(
        parts=(
            parse("It opened on "),
            Blank(number=1, answer=parse("4 May"), hint=parse("day and month")),
            parse(" 1911 at "),
            Blank(number=2, answer=parse("Elm Ford")),
            parse("."),
        )
    ),
    "match": Matching(
        pairs=(
            Pair(left=parse("Mayor"), right=parse("Quill")),
            Pair(left=parse("Mason"), right=parse("Tarn")),
            Pair(left=parse("Ferryman"), right=parse("Oss")),
        ),
        extra=(parse("Wren"),),
    ),
    "order": Ordering(items=(parse("survey"), parse("quarry"), parse("keystone"), parse("opening"))),
    "open": Open(points=(parse("names the cost"), parse("names who paid"))),
}


def item(kind: str, **changes: object) -> Item:
    """A question of this kind; `changes` replace its fields."""
    made = Item(
        id=f"ford-{kind}",
        stem=parse("" if kind == "cloze" else f"What does the *Courier* say of the **bridge** ({kind})?"),
        response=RESPONSES[kind],
        why=parse("The mayor named both the day and the cost."),
        citations=(CITATION,),
        difficulty=Difficulty.EASY,
        level=Level.REMEMBER,
        tags=("history", "elections"),
        checked=Check(by="maintainers", at=AT, digest="v1-0000000000000000-00000000"),
    )
    return replace(made, **changes)  # type: ignore[arg-type]


TURNED = parse("What was **Ada Quill** of Elm Ford?")
"""The front of a second card of the question `short`."""


def items() -> tuple[Item, ...]:
    """One question of each kind, in the order of the kinds."""
    return tuple(item(kind) for kind in RESPONSES)


def checked(*items: Item, state: State = State.CHECKED, **changes: object) -> CheckedBank:
    """A bank of these questions, every quotation of them proved."""
    bank = Bank(id="elm-ford", title="Elm Ford", language="en", articles=(BRIDGE,), items=items)
    return CheckedBank(
        bank=replace(bank, **changes),  # type: ignore[arg-type]
        places={citation: Place(2, 1, 15) for item in items for citation in item.citations},
        states={item.id: state for item in items},
    )
