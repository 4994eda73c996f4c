"""The marker's paper: every version's answers at a glance and in words, and what settles each of them.

A key of one version gives the reasons with the answers. In a key of several, each version has its answers in full, for
they differ in letters and numbers; the reasons and quotations, which do not, follow once, under the number that the
question has in each version. Repeated, they would make the key of four versions as long as a chapter, and a class that
goes through its papers looks at all versions at once.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from typing import assert_never

from quizgen.forms.form import Choices, Columns, Form, Question, Scramble, letter
from quizgen.language import phrasing
from quizgen.model import (
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
    TrueFalse,
)
from quizgen.outputs.paper.galley import (
    Galley,
    Part,
    of_answer,
    one_line,
    printed,
    stacked,
    words,
)
from quizgen.outputs.paper.handout import Lines
from quizgen.outputs.paper.layout import (
    Block,
    Inline,
    Lettering,
    Role,
    Row,
    Tag,
    Text,
    Words,
    beside,
    lowered,
    opened,
    under,
)
from quizgen.outputs.paper.quiz import (
    NO_BREAK,
    banner,
    ending,
    heading,
    said,
    under_source,
)
from quizgen.richtext import RichText, join, literal

KEY = "Key"
ALL_VERSIONS = "All versions: why, and the words that settle it"


@dataclass(frozen=True, slots=True)
class Proof:
    """What the reasons are taken from."""

    checked: CheckedBank
    lines: Lines

    def place(self, citations: Sequence[Citation]) -> RichText:
        """Where quotations of one paragraph stand: in its article, and in the handout if there is one."""
        reference = phrasing.reference(self.checked, citations[0])
        lines = dict.fromkeys(phrasing.lines(*self.lines[one]) for one in citations if one in self.lines)
        return join(reference, literal("".join(f", {line}" for line in lines)))


def keys(galley: Galley, checked: CheckedBank, forms: Sequence[Form], lines: Lines) -> list[Part]:
    """The key of each version, and where there are several, one part with the reasons for all of them."""
    proof = Proof(checked, lines)
    if len(forms) == 1:
        return [_answers(galley, forms[0], proof, {})]
    reasons, pages = _reasons(galley, proof, forms)
    return [*(_answers(galley, form, None, pages) for form in forms), reasons]


def _answers(galley: Galley, form: Form, reasons: Proof | None, pages: Mapping[str, int]) -> Part:
    name = f"Version {form.version}"
    whole = Tag(Role.PART)
    told = phrasing.counted(form.points, "point")
    source = form.source
    blocks = [_opening(galley, form, name, told, whole), *_grid(galley, form, whole)]
    for section in form.sections:
        blocks.append(heading(galley, section, whole))
        for run in section.runs:
            several = whole.child(Role.NUMBERED)
            entries = (
                block
                for question in run.questions
                for block in _entry(galley, question, reasons, pages.get(question.item.id), several.child(Role.ENTRY))
            )
            blocks += under_source(galley, "" if source else run.source, entries, whole)
    marks = (KEY, name, phrasing.dated(form.dated))
    head = (phrasing.DRAFT if form.draft else "", phrasing.coded(form.code))
    return galley.part(name, blocks, form.title, marks, head=head)


def _reasons(galley: Galley, proof: Proof, forms: Sequence[Form]) -> tuple[Part, Mapping[str, int]]:
    """The reasons for all versions, and on which of their pages each question's begin."""
    first = forms[0]
    numbers: dict[str, list[str]] = {}
    for form in forms:
        for question in form.questions:
            numbers.setdefault(question.item.id, []).append(f"{form.version} {question.number}")
    asked = {question.item.id: question for form in forms for question in form.questions}
    whole = Tag(Role.PART)
    why = "why, and the words that settle it"
    blocks = [_opening(galley, first, "All versions", why, whole)]
    heads = {id: whole.child(Role.HEADING) for id in asked}
    several = not first.source
    for source, run in groupby(asked.values(), attrgetter("source")):
        reasons = (
            block
            for item in (question.item for question in run)
            for block in _reason(galley, proof, item, numbers[item.id], heads[item.id])
        )
        blocks += under_source(galley, source if several else "", reasons, whole)
    marks = (KEY, "All versions", phrasing.dated(first.dated))
    part = galley.part(ALL_VERSIONS, blocks, first.title, marks, head=(phrasing.DRAFT if first.draft else "",))
    return part, _begun(part, {head: id for id, head in heads.items()})


def _begun(part: Part, heads: Mapping[Tag, str]) -> Mapping[str, int]:
    """On which page, from 1, each of these headings stands."""
    pages: dict[str, int] = {}
    for number, page in enumerate(part.pages, 1):
        for mark in (mark for placed in page for mark in placed.row.marks if isinstance(mark, Text)):
            if mark.tag is not None and mark.tag in heads:
                pages.setdefault(heads[mark.tag], number)
    return pages


def _opening(galley: Galley, form: Form, aside: str, below: str, whole: Tag) -> Block:
    tag = whole.child(Role.PARAGRAPH)
    opening = banner(galley, form.title, aside, whole, draft=form.draft)
    rows = stacked(
        (*opening, *said(galley, form.source, whole)),
        beside(
            galley.line("Answer key ", galley.style.subtitle, 0.0, tag),
            galley.flush_right(below, galley.style.small, galley.width, tag),
        ),
        galley.hairline(),
        space=galley.style.within,
    )
    return Block(rows, keep_with_next=True)


# At a glance


@dataclass(frozen=True, slots=True)
class _Cell:
    number: str
    answer: str
    points: str


def _grid(galley: Galley, form: Form, whole: Tag) -> Iterator[Block]:
    """Number, answer and points of every question, section by section."""
    style = galley.style
    for number, section in enumerate(form.sections, 1):
        cells = [_Cell(str(one.number), _brief(one), _brief_points(one)) for one in section.questions]
        caption = galley.paragraph(section.instruction, style.small, 0.0, galley.width, whole.child(Role.PARAGRAPH))
        line = lowered(galley.hairline(), style.between) if number == len(form.sections) else ()
        rows = _cells(galley, cells, whole.child(Role.NUMBERED))
        rows = (*rows[:-1], under(rows[-1], *line))
        yield Block((*caption, *rows[:1]), before=style.between * 0.7, keep_with_next=len(rows) > 1)
        for index, row in enumerate(rows[1:], 2):
            yield Block((row,), keep_with_next=index < len(rows) <= _SHORT_TABLE)


_SHORT_TABLE = 8
_CELL_COLUMNS = (8, 6, 5, 4, 3, 2, 1)


def _brief_points(question: Question) -> str:
    return f"{question.points} p"


def _cells(galley: Galley, cells: Sequence[_Cell], listed: Tag) -> tuple[Row, ...]:
    """Cells of one width, as many in a row as the widest allows."""
    style = galley.style
    hang = galley.measure("000 ", style.number)
    tail = style.gutter + max(galley.measure(cell.points, style.small) for cell in cells)
    widest = max(galley.measure(cell.answer, style.answer) for cell in cells)
    columns = next((n for n in _CELL_COLUMNS if hang + widest + tail + style.gutter <= galley.width / n), 1)
    step = galley.width / columns
    rows: list[tuple[Row, ...]] = []
    for index, cell in enumerate(cells):
        x = step * (index % columns)
        room = step - hang - tail - style.gutter / 2
        answer = galley.compositor.shorten(one_line(cell.answer), style.answer, room)
        end = x + hang + galley.measure(answer, style.answer) + style.gutter / 2
        tag = listed.child(Role.ENTRY)
        body = tag.child(Role.BODY)
        rows.append(
            beside(
                galley.line(cell.number, style.number, x, tag.child(Role.LABEL)),
                galley.line(f"{answer} ", style.answer, x + hang, body),
                galley.line(cell.points, style.small, end, body),
            )
        )
    return tuple(row for start in range(0, len(rows), columns) for row in beside(*rows[start : start + columns]))


def _brief(question: Question) -> str:
    """The answer as it fits a table: letters and numbers where the form has them, else the words."""
    arrangement = question.arrangement
    match arrangement:
        case Choices(keys=keys):
            return " ".join(letter(index) for index in keys)
        case Columns(partners=partners):
            return " ".join(f"{number}-{letter(index)}" for number, index in enumerate(partners, 1))
        case Scramble(places=places):
            return " ".join(map(str, places))
        case None:
            return _brief_words(question.item)
        case _ as unreachable:
            assert_never(unreachable)


def _brief_words(item: Item) -> str:
    match item.response:
        case TrueFalse(key=key):
            return phrasing.TRUE if key else phrasing.FALSE
        case ShortAnswer(answer=answer):
            return answer.plain
        case Numeric():
            return phrasing.number(item.response)
        case Cloze(blanks=blanks):
            return "; ".join(blank.answer.plain for blank in blanks)
        case Open(points=wanted):
            return f"{len(wanted)} marking points, below" if len(wanted) > 1 else "1 marking point, below"
        case _:
            raise AssertionError(item.kind)  # the other kinds are arranged


# In words


def _entry(galley: Galley, question: Question, reasons: Proof | None, page: int | None, entry: Tag) -> Iterator[Block]:
    """One question's answer in words, with its reasons if they are wanted here, else with their page."""
    style = galley.style
    label = str(question.number)
    left = max(style.indent, galley.measure(label, style.number) + style.within * 2)
    where = f" · why: page {page}" if page else ""
    tag = f"{question.item.id} · {phrasing.counted(question.points, 'point')}{where}"
    body = entry.child(Role.BODY)
    answer = _tagged(galley, _answer(galley, question, left, galley.width, body), tag, left, body)
    head = galley.hung(label, style.number, 0.0, answer, entry.child(Role.LABEL))
    yield from _together(galley, label, [head, *(_why(galley, reasons, question.item, left, body) if reasons else ())])


def _together(galley: Galley, label: str, groups: Sequence[tuple[Row, ...]]) -> Iterator[Block]:
    """Paragraphs about one question: on one page if they are short, else parted between any but the first two.

    A page that begins with a later one says by `label` what question it is about.
    """
    style = galley.style
    rows = stacked(*groups, space=style.within)
    if len(groups) < 3 or sum(row.height for row in rows) <= galley.column / 3:
        yield Block(rows, before=style.between * 0.8)
        return
    yield Block(stacked(*groups[:2], space=style.within), before=style.between * 0.8)
    for group in groups[2:]:
        yield Block(group, before=style.within, continues=label)


def _tagged(galley: Galley, rows: Sequence[Row], tag: str, left: float, body: Tag) -> tuple[Row, ...]:
    """Rows with the question's id and what else is known of it at the right of the first, or below if that is full."""
    small = galley.style.small
    element = body.child(Role.PARAGRAPH)
    end = max(ending(galley, mark) for mark in rows[0].marks)
    if galley.style.side_by_side and end + galley.style.gutter + galley.measure(tag, small) <= galley.width:
        return (*beside(rows[:1], galley.flush_right(tag, small, galley.width, element)), *rows[1:])
    return (*rows, *galley.paragraph(tag, small, left, galley.width, element))


def _answer(galley: Galley, question: Question, left: float, right: float, body: Tag) -> tuple[Row, ...]:
    """The right answer, as many rows as it has parts."""
    style = galley.style
    if isinstance(question.arrangement, Choices):
        return _chosen(galley, question.arrangement, left, right, body)
    rest = style.option if isinstance(question.item.response, ShortAnswer | Ordering | Open) else style.answer
    first, *others = _in_words(question)
    rows = _said(galley, first, style.answer, left, right, body)
    return (*rows, *(row for other in others for row in _said(galley, other, rest, left, right, body)))


def _chosen(galley: Galley, choices: Choices, left: float, right: float, body: Tag) -> tuple[Row, ...]:
    """The right options, their letters in the circles or squares that they have on the paper."""
    style = galley.style
    groups = []
    for index in choices.keys:
        tag = body.child(Role.PARAGRAPH)
        text = choices.options[index].text
        words = galley.paragraph(text, style.answer, left + style.bubble + style.within * 2, right, tag)
        groups.append(opened(galley.bubble(letter(index), left, tag, square=choices.several), words))
    return stacked(*groups, space=style.within)


_Said = tuple[str, RichText]
"""A letter or number, which may be empty, and the words behind it."""


def _said(galley: Galley, said: _Said, lettering: Lettering, left: float, right: float, body: Tag) -> tuple[Row, ...]:
    label, text = said
    tag = body.child(Role.PARAGRAPH)
    if not label:
        return galley.paragraph(text, lettering, left, right, tag)
    hang = galley.measure(f"{label} ", galley.style.entry) + galley.style.within
    return galley.hung(
        f"{label} ", galley.style.entry, left, galley.paragraph(text, lettering, left + hang, right, tag), tag
    )


def _in_words(question: Question) -> list[_Said]:
    """The right answer with the letters and numbers that it has in this form; what it comes to stands first."""
    response, arrangement = question.item.response, question.arrangement
    match response:
        case Matching():
            assert isinstance(arrangement, Columns)
            matched = enumerate(zip(arrangement.left, arrangement.partners, strict=True), 1)
            return [
                (f"{number}-{letter(index)}", join(left, literal(" → "), arrangement.right[index]))
                for number, (left, index) in matched
            ]
        case Ordering(items=items):
            assert isinstance(arrangement, Scramble)
            shown = literal(f"Numbers to write, from the top: {_brief(question).replace(' ', NO_BREAK)}")
            return [("", shown), *((f"{place}.", item) for place, item in enumerate(items, 1))]
        case Open(points=wanted):
            return [("", literal("A good answer")), *(("–", point) for point in wanted)]
        case Cloze(blanks=blanks) if len(blanks) > 1:
            return [(f"{place}.", blank.answer) for place, blank in enumerate(blanks, 1)]
        case TrueFalse() | ShortAnswer() | Numeric() | Cloze():
            return [("", text) for text in phrasing.answer(response)]
        case SingleChoice() | MultipleResponse():
            raise AssertionError(response)  # set with their letters
        case _ as unreachable:
            assert_never(unreachable)


def _reason(galley: Galley, proof: Proof, item: Item, numbers: Sequence[str], head: Tag) -> Iterator[Block]:
    """Why an answer is right, once for all versions, under the question's number in each."""
    style = galley.style
    left = style.indent
    whole = head.parent
    assert whole is not None
    places = " · ".join(number.replace(" ", NO_BREAK) for number in numbers)
    numbered = galley.paragraph(places, style.number, 0.0, galley.width, head)
    answer = [
        galley.paragraph(text, of_answer(style, item.response, place), left, galley.width, whole.child(Role.PARAGRAPH))
        for place, text in enumerate(phrasing.answer(item.response))
    ]
    opening = (*_tagged(galley, numbered, item.id, 0.0, whole), *stacked(*answer))
    yield from _together(galley, places, [opening, *_why(galley, proof, item, left, whole)])


def _why(galley: Galley, proof: Proof, item: Item, left: float, body: Tag) -> list[tuple[Row, ...]]:
    """The reason, why wrong options are wrong, and each quotation with its place."""
    style = galley.style
    said = [item.why]
    said += [
        join(literal(f"Not {phrasing.quoted(option.text.plain.removesuffix('.'))}: "), option.why)
        for option in _offered(item)
        if option.why
    ]
    groups = [galley.paragraph(text, style.note, left, galley.width, body.child(Role.PARAGRAPH)) for text in said]
    for citations in phrasing.together(proof.checked, item.citations):
        inner = left + style.indent * 0.5
        cited: list[Inline] = [
            Words(f"{printed(phrasing.quotations(citations))} ", style.note),
            Words(f"—{NO_BREAK}", style.small),
            *words(proof.place(citations), style.small),
        ]
        groups.append(galley.rows(cited, inner, galley.width, style.note, body.child(Role.PARAGRAPH)))
    return groups


def _offered(item: Item) -> tuple[Option, ...]:
    match item.response:
        case SingleChoice(options=options) | MultipleResponse(options=options):
            return options
        case _:
            return ()
