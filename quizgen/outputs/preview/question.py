"""One question: as a card asks it, what its back tells, and as a printed quiz asks it."""

from collections.abc import Iterator, Sequence
from typing import assert_never

from quizgen.forms import assembly
from quizgen.forms.form import Arrangement, Choices, Columns, Scramble, letter
from quizgen.language import phrasing
from quizgen.model import (
    Blank,
    CheckedBank,
    Citation,
    Cloze,
    Item,
    Matching,
    MultipleResponse,
    Numeric,
    Open,
    Option,
    Ordering,
    ShortAnswer,
    SingleChoice,
    State,
    TrueFalse,
)
from quizgen.outputs.preview.markup import (
    element,
    items,
    paragraph,
    rich,
    text,
)
from quizgen.richtext import RichText

_VERDICTS = (phrasing.TRUE, phrasing.FALSE)


def anchor(item: Item) -> str:
    """Where on the page a question stands."""
    return f"question-{item.id}"


def shown(checked: CheckedBank, number: int, item: Item) -> str:
    """A question with all that is known of it. Card and paper show one order; in use, each shuffles anew."""
    arrangement = assembly.arrange(item, checked.bank.id)
    name = element("h3", element("a", text(item.id), href=f"#{anchor(item)}"))
    facts = paragraph(text(" · ".join((item.kind, item.difficulty, item.level, ", ".join(item.tags)))), "quiet")
    source = _source(checked, item)
    sides = f"{_card(item, arrangement, source)}{_back(checked, item, arrangement)}{_second(item, source)}"
    card = f"{element('h4', 'Card')}\n{sides}"
    paper = f"{element('h4', 'Paper')}\n{_paper(number, item, arrangement, source)}"
    sides = f"{element('section', card, 'card')}\n{element('section', paper, 'paper')}"
    body = f"\n{name}\n{facts}{_notices(checked, item)}{element('div', sides, 'sides')}\n"
    return element("article", body, id=anchor(item))


def _notices(checked: CheckedBank, item: Item) -> str:
    state = checked.states[item.id]
    draft = "" if state is State.CHECKED else f"{phrasing.DRAFT} ({state})"
    retired = f"Retired question: {item.retired}" if item.retired else ""
    return "".join(paragraph(text(notice), "notice") for notice in (draft, retired) if notice)


def _source(checked: CheckedBank, item: Item) -> str:
    """What stands above the question, wherever it is asked."""
    line = phrasing.source_of(checked, item)
    return paragraph(text(line), "quiet source") if line else ""


# The card


def _card(item: Item, arrangement: Arrangement, source: str) -> str:
    told = paragraph(phrasing.instruction(item.response), "quiet")
    return f"{source}{_asked(item)}{told}{_offered(item, arrangement)}"


def _asked(item: Item) -> str:
    """The words of the question; of a cloze, the text of each of its cards."""
    if not isinstance(item.response, Cloze):
        return paragraph(rich(item.stem), "stem")
    numbers = sorted({blank.number for blank in item.response.blanks})
    return "".join(paragraph(_asking(item.response, number), "stem cloze") for number in numbers)


def _asking(cloze: Cloze, number: int) -> str:
    """A cloze as the card of this number shows it: its own blanks open, the others filled."""
    return "".join(
        rich(part)
        if isinstance(part, RichText)
        else element("span", f"[{rich(part.hint) if part.hint else '…'}]", "blank")
        if part.number == number
        else rich(part.answer)
        for part in cloze.parts
    )


def _offered(item: Item, arrangement: Arrangement) -> str:
    match arrangement:
        case Choices(options=options):
            return items("ol", (rich(option.text) for option in options))
        case Columns(left=left, right=right):
            return element("div", _list("ol", left) + _list("ol", right, "letters"), "columns")
        case Scramble(items=entries):
            return _list("ul", entries)
        case None:
            return items("ol", _VERDICTS) if isinstance(item.response, TrueFalse) else ""
        case _ as unreachable:
            assert_never(unreachable)


def _list(tag: str, entries: Sequence[RichText], kind: str = "") -> str:
    return items(tag, map(rich, entries), kind)


def _back(checked: CheckedBank, item: Item, arrangement: Arrangement) -> str:
    """What a card tells after the answer: folded, so that the page can be read as a learner reads it."""
    wrong = arrangement.options if isinstance(arrangement, Choices) else ()
    parts = (
        element("summary", "Answer, why and source") + "\n",
        _list("ul", phrasing.answer(item.response), "answer"),
        paragraph(rich(item.why)),
        items("ul", _whys(wrong)) if any(option.why for option in wrong) else "",
        *(_passage(checked, citation) for citation in item.citations),
    )
    return element("details", "".join(parts), "back")


def _whys(options: Sequence[Option]) -> Iterator[str]:
    return (f"{element('b', rich(option.text))}: {rich(option.why)}" for option in options if option.why)


def _passage(checked: CheckedBank, citation: Citation) -> str:
    quotation = element("blockquote", text(phrasing.quotation(citation)), dir="auto")
    caption = element("figcaption", rich(phrasing.reference(checked, citation)), "quiet", dir="auto")
    return element("figure", f"{quotation}\n{caption}") + "\n"


def _second(item: Item, source: str) -> str:
    """The second card, folded whole, since its front tells the answer of the first; why and source are the same."""
    if not item.reverse:
        return ""
    parts = (
        element("summary", "Second card, in a reversed deck") + "\n",
        source,
        paragraph(rich(item.reverse), "stem"),
        paragraph(rich(item.stem)),
        _list("ul", phrasing.answer(item.response), "answer"),
    )
    return element("details", "".join(parts), "back")


# The paper


def _paper(number: int, item: Item, arrangement: Arrangement, source: str) -> str:
    if item.retired:
        return paragraph("Retired questions are not printed.", "quiet")
    worth = assembly.points_of(item.response)
    points = paragraph(f"{phrasing.instruction(item.response)} ({worth} point{'' if worth == 1 else 's'})", "quiet")
    stem = paragraph(f"{element('b', str(number))} {_printed(item)}", "stem")
    return f"{points}{source}{stem}{_room(item, arrangement)}"


def _printed(item: Item) -> str:
    if not isinstance(item.response, Cloze):
        return rich(item.stem)
    return "".join(rich(part) if isinstance(part, RichText) else _gap(part) for part in item.response.parts)


def _gap(blank: Blank) -> str:
    return element("span", "", "gap") + (f" ({rich(blank.hint)})" if blank.hint else "")


def _room(item: Item, arrangement: Arrangement) -> str:
    """Where the answer is written or marked."""
    match item.response:
        case SingleChoice():
            return _marks(arrangement, "circle")
        case MultipleResponse():
            return _marks(arrangement, "square")
        case TrueFalse():
            return paragraph(" ".join(element("span", verdict, "verdict") for verdict in _VERDICTS))
        case Cloze():
            return ""  # answered within the words
        case ShortAnswer():
            return _lines(1)
        case Numeric(unit=unit):
            return paragraph(f"{element('span', '', 'gap')} {text(unit)}")
        case Matching():
            assert isinstance(arrangement, Columns)
            lefts = (element("span", "", "slot") + f"{place} {rich(e)}" for place, e in enumerate(arrangement.left, 1))
            return element(
                "div", items("ul", lefts, "plain slots") + _list("ol", arrangement.right, "letters"), "columns"
            )
        case Ordering():
            assert isinstance(arrangement, Scramble)
            boxes = (element("span", "", "square") + rich(entry) for entry in arrangement.items)
            return items("ul", boxes, "plain")
        case Open(points=points):
            return _lines(max(3, 2 * len(points)))
        case _ as unreachable:
            assert_never(unreachable)


def _marks(arrangement: Arrangement, shape: str) -> str:
    """Options behind their letters, in circles where one is to be chosen, in squares where several may be."""
    assert isinstance(arrangement, Choices)
    signs = (element("span", letter(index), shape) for index in range(len(arrangement.options)))
    rows = (sign + rich(option.text) for sign, option in zip(signs, arrangement.options, strict=True))
    return items("ul", rows, "plain")


def _lines(count: int) -> str:
    return element("div", element("div", "", "line") * count, "lines", aria_hidden="true")
