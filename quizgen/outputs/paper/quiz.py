"""The learner's paper: a header to fill in, and each question with the room that its answer needs."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import assert_never

from quizgen.forms.form import Choices, Columns, Form, Question, Scramble, Section, letter
from quizgen.language import phrasing
from quizgen.model import (
    Blank,
    Cloze,
    Matching,
    MultipleResponse,
    Numeric,
    Open,
    Ordering,
    ShortAnswer,
    SingleChoice,
    TrueFalse,
)
from quizgen.outputs.paper.galley import (
    Galley,
    Part,
    one_line,
    stacked,
    words,
)
from quizgen.outputs.paper.layout import (
    Block,
    Box,
    Gap,
    Inline,
    Mark,
    Role,
    Row,
    Rule,
    Tag,
    Text,
    Words,
    baseline,
    beside,
    lowered,
    opened,
)
from quizgen.outputs.paper.style import Style
from quizgen.richtext import RichText


@dataclass(frozen=True, slots=True)
class _Common:
    """What a question must know of the others of its section."""

    first: Question
    alike: bool
    """Each is worth the same, so that the heading says it for all."""
    longest: int
    """Characters of the longest short answer."""

    @classmethod
    def of(cls, section: Section) -> "_Common":
        responses = [question.item.response for question in section.questions]
        return cls(
            section.questions[0],
            len({question.points for question in section.questions}) == 1,
            max((len(one.answer.plain) for one in responses if isinstance(one, ShortAnswer)), default=0),
        )


def quiz(galley: Galley, form: Form, *, even: bool) -> Part:
    """One version of a quiz; with `even`, on an even number of pages."""
    name = f"Version {form.version}"
    whole = Tag(Role.PART)
    blocks: list[Block] = []
    source = form.source
    for section in form.sections:
        blocks.append(heading(galley, section, whole))
        if section.words:
            blocks.append(_word_bank(galley, section, whole))
        common = _Common.of(section)
        for run in section.runs:
            several = whole.child(Role.NUMBERED)
            asked = (question_block(galley, common, question, several.child(Role.ENTRY)) for question in run.questions)
            blocks += under_source(galley, "" if source else run.source, asked, whole)
    blocks.insert(0, header(galley, form, whole, phrasing.brackets(_printed(form, blocks))))
    draft = phrasing.DRAFT if form.draft else ""
    marks, head = (name, phrasing.dated(form.dated)), (draft, phrasing.coded(form.code))
    return galley.part(name, blocks, form.title, marks, head=head, end=phrasing.END, even=even)


def _printed(form: Form, blocks: Iterable[Block]) -> Iterator[str]:
    """Every text of a paper."""
    yield from (form.title, form.source)
    yield from (mark.text for block in blocks for row in block.rows for mark in row.marks if isinstance(mark, Text))


def header(galley: Galley, form: Form, whole: Tag, brackets: str) -> Block:
    """Title, source and version, what the learner fills in, and what there is to know before the first question."""
    fields = (("Name", 42.0), ("Class", 18.0), ("Date", 24.0))
    style = galley.style
    opening = banner(galley, form.title, f"Version {form.version}", whole, draft=form.draft)
    rows = stacked(
        (*opening, *said(galley, form.source, whole)),
        _fields(galley, fields, "Score", f"/ {form.points}", whole.child(Role.PARAGRAPH)),
        galley.hairline(),
        stacked(
            *(
                galley.paragraph(told, style.small, 0.0, galley.width, whole.child(Role.PARAGRAPH))
                for told in _beforehand(form, brackets)
            )
        ),
        space=style.between,
    )
    return Block(rows, keep_with_next=True)


def _beforehand(form: Form, brackets: str) -> Iterator[str]:
    """How much there is to do and in what time; what square brackets mean, if there are any."""
    questions, worth = phrasing.counted(len(form.questions), "question"), phrasing.counted(form.points, "point")
    allowed = f" · {phrasing.counted(form.minutes, 'minute')}" if form.minutes else ""
    yield f"{questions} · {worth}{allowed}"
    if brackets:
        yield brackets


def banner(galley: Galley, title: str, aside: str, whole: Tag, *, draft: bool) -> tuple[Row, ...]:
    """What a paper opens with: its title at the left; its version at the right, or in large print below."""
    style = galley.style
    marked = galley.line(phrasing.DRAFT, style.draft, 0.0, whole.child(Role.PARAGRAPH)) if draft else ()
    tag = whole.child(Role.TITLE)
    if not style.side_by_side:
        below = galley.line(aside, style.subtitle, 0.0, tag)
        return (*marked, *galley.paragraph(f"{title} ", style.title, 0.0, galley.width, tag), *below)
    corner = galley.flush_right(aside, style.subtitle, galley.width, tag)
    room = galley.width - galley.measure(aside, style.subtitle) - style.gutter
    return (*marked, *beside(galley.paragraph(f"{title} ", style.title, 0.0, room, tag), corner))


def _fields(galley: Galley, fields: Sequence[tuple[str, float]], score: str, total: str, tag: Tag) -> tuple[Row, ...]:
    """Labels with lines to write on, in as many rows as they need; the first one of a row takes what is left over."""
    style = galley.style
    millimetre = style.side / 20
    parts = [(label, width * millimetre, "") for label, width in fields] + [(score, 14 * millimetre, f" {total}")]
    rows: list[list[tuple[str, float, str]]] = [[]]
    used = 0.0
    for label, width, tail in parts:
        need = galley.measure(f"{label} {tail}", style.option) + width + style.gutter
        name_alone = not style.side_by_side and len(rows) == 1
        if rows[-1] and (name_alone or used + need > galley.width + style.gutter):
            rows.append([])
            used = 0.0
        rows[-1].append((label, width, tail))
        used += need
    return stacked(*(_field_row(galley, row, tag) for row in rows), space=style.within)


def _field_row(galley: Galley, fields: Sequence[tuple[str, float, str]], tag: Tag) -> tuple[Row, ...]:
    style = galley.style
    lettering = style.option
    fixed = sum(galley.measure(f"{label} {tail}", lettering) + width for label, width, tail in fields)
    spare = max(0.0, galley.width - fixed - style.gutter * (len(fields) - 1))
    inlines: list[tuple[Row, ...]] = []
    x = 0.0
    for label, width, tail in fields:
        start = x + galley.measure(f"{label} ", lettering)
        end = start + width + (spare if label == "Name" else 0.0)
        inlines.append(galley.line(f"{label} ", lettering, x, tag))
        inlines.append((Row(lettering.leading, baseline(lettering), (Rule(start, 2.0, end - start),)),))
        if tail:
            inlines.append(galley.line(f"{tail} ", lettering, end, tag))
        x = end + galley.measure(tail, lettering) + style.gutter
    return beside(*inlines)


def heading(galley: Galley, section: Section, whole: Tag) -> Block:
    """What is to be done in a section, and what that is worth."""
    style = galley.style
    worth = worth_of(section)
    room = galley.width - galley.measure(worth, style.small) - style.gutter
    rows = beside(
        galley.paragraph(section.instruction, style.heading, 0.0, room, whole.child(Role.HEADING)),
        galley.flush_right(worth, style.small, galley.width, whole.child(Role.PARAGRAPH)),
    )
    return Block(rows, before=style.between * 1.7, keep_with_next=True)


def _word_bank(galley: Galley, section: Section, whole: Tag) -> Block:
    """What the blanks are filled with, no entry broken by the end of a line."""
    style = galley.style
    joined = " · ".join(word.plain.replace(" ", NO_BREAK) for word in section.words)
    rows = galley.paragraph(joined, style.option, style.indent, galley.width, whole.child(Role.PARAGRAPH))
    return Block(rows, before=style.within * 2, keep_with_next=True)


def worth_of(section: Section) -> str:
    """`1 point each`, or the sum where the questions of a section differ or there is only one."""
    values = {question.points for question in section.questions}
    if len(values) == 1 and len(section.questions) > 1:
        return f"{phrasing.counted(values.pop(), 'point')} each"
    return phrasing.counted(sum(question.points for question in section.questions), "point")


def said(galley: Galley, source: str, whole: Tag | None) -> tuple[Row, ...]:
    """What is asked about, small; no rows if that is not said."""
    if not source:
        return ()
    tag = whole.child(Role.PARAGRAPH) if whole else None
    return galley.paragraph(source, galley.style.small, 0.0, galley.width, tag)


def _repeated(galley: Galley, source: str) -> tuple[Row, ...]:
    """The same at the head of a further page; a title as long as a paragraph is cut short there."""
    small = galley.style.small
    rows = said(galley, source, None)
    if len(rows) > _MOST_REPEATED:
        rows = galley.line(galley.compositor.shorten(one_line(source), small, galley.width), small, 0.0)
    return tuple(replace(row, height=row.height + galley.style.within * (row is rows[-1])) for row in rows)


_MOST_REPEATED = 3


def under_source(galley: Galley, source: str, blocks: Iterable[Block], whole: Tag) -> Iterator[Block]:
    """Blocks on one source, its line above the first and again where a page begins among them; if it is to be said."""
    first, *others = blocks
    if source:
        yield Block(said(galley, source, whole), before=first.before, keep_with_next=True)
        first = replace(first, before=galley.style.within)
    again = _repeated(galley, source)
    yield from (replace(block, again=again) for block in (first, *others))


def question_block(galley: Galley, common: _Common, question: Question, tag: Tag) -> Block:
    """A question, whole; the first of a section stands near its heading."""
    style = galley.style
    label = str(question.number)
    left = max(style.indent, galley.measure(label, style.number) + style.within * 2)
    body = tag.child(Role.BODY)
    worth = "" if common.alike else phrasing.counted(question.points, "point")
    rows = stacked(
        _asked(galley, question, worth, left, body), _room(galley, common, question, left, body), space=style.within
    )
    first = question is common.first
    return Block(
        galley.hung(label, style.number, 0.0, rows, tag.child(Role.LABEL)),
        before=style.between * (_FIRST if first else 1.0),
    )


def _asked(galley: Galley, question: Question, worth: str, left: float, body: Tag) -> tuple[Row, ...]:
    """The words of the question; at the end of its last line what it is worth, beside a statement what to circle."""
    style = galley.style
    lettering = style.cloze if isinstance(question.item.response, Cloze) else style.stem
    if isinstance(question.item.response, TrueFalse):
        return _judged(galley, question, worth, left, body)
    rows = galley.rows(_stem(style, question), left, galley.width, lettering, body.child(Role.PARAGRAPH))
    if not worth:
        return rows
    aside = galley.flush_right(worth, style.small, galley.width, body.child(Role.PARAGRAPH))
    end = max(ending(galley, mark) for mark in rows[-1].marks)
    fits = end + style.gutter + galley.measure(worth, style.small) <= galley.width
    return (*rows[:-1], *beside(rows[-1:], aside)) if fits else (*rows, *aside)


def ending(galley: Galley, mark: Mark) -> float:
    """Where a mark of a line ends."""
    match mark:
        case Text(x=x, text=text, lettering=lettering):
            return x + galley.measure(text.rstrip(" "), lettering)
        case Rule(x=x, width=width):
            return x + width
        case _:
            return mark.x


def _judged(galley: Galley, question: Question, worth: str, left: float, body: Tag) -> tuple[Row, ...]:
    """A statement, and beside its last line, or in large print below it, what to circle."""
    style = galley.style
    said: list[Inline] = list(words(question.item.stem, style.stem))
    said += [Words(f"  ({worth})", style.small)] if worth else []
    true, false = f"{phrasing.TRUE} ", phrasing.FALSE
    apart = galley.measure(true, style.option) + style.gutter
    room = apart + galley.measure(false, style.option)
    start, right = (galley.width - room, galley.width - room - style.gutter)
    if not style.side_by_side:
        start, right = left, galley.width
    rows = galley.rows(said, left, right, style.stem, body.child(Role.PARAGRAPH))
    tag = body.child(Role.PARAGRAPH)
    circled = beside(galley.line(true, style.option, start, tag), galley.line(false, style.option, start + apart, tag))
    below = lowered(circled, style.within * 2)
    return (*rows[:-1], *beside(rows[-1:], circled)) if style.side_by_side else (*rows, *below)


def _stem(style: Style, question: Question) -> list[Inline]:
    if isinstance(question.item.response, Cloze):
        return [inline for part in question.item.response.parts for inline in _cloze_part(style, part)]
    return list(words(question.item.stem, style.stem))


def _cloze_part(style: Style, part: RichText | Blank) -> list[Inline]:
    if isinstance(part, RichText):
        return list(words(part, style.cloze))
    hint = [] if part.hint is None else words(part.hint, style.small)
    return [Gap(style.blank), *([Words(f"{NO_BREAK}(", style.small), *hint, Words(")", style.small)] if hint else [])]


def _room(galley: Galley, common: _Common, question: Question, left: float, body: Tag) -> tuple[Row, ...]:
    """Where the answer goes."""
    arrangement = question.arrangement
    match question.item.response:
        case SingleChoice() | MultipleResponse():
            assert isinstance(arrangement, Choices)
            return _options(galley, arrangement, left, body)
        case TrueFalse() | Cloze():
            return ()  # answered within the words
        case ShortAnswer():
            return _written(galley, common.longest, left)
        case Numeric(unit=unit):
            return _number(galley, unit, left, body)
        case Matching():
            assert isinstance(arrangement, Columns)
            return _matching(galley, arrangement, left, body)
        case Ordering():
            assert isinstance(arrangement, Scramble)
            return _ordering(galley, arrangement, left, body)
        case Open():
            return galley.ruling(left, galley.width, min(max(3, 2 * question.points), _MOST_LINES))
        case _ as unreachable:
            assert_never(unreachable)


NO_BREAK = "\N{NO-BREAK SPACE}"
_MOST_LINES = 20
_FIRST = 0.6


def _options(galley: Galley, choices: Choices, left: float, body: Tag) -> tuple[Row, ...]:
    """Options in as few rows as their widest one allows, read along the rows, none alone in the last one."""
    style = galley.style
    hang = style.bubble + style.within * 2
    texts = [words(option.text, style.option) for option in choices.options]
    widest = max(map(galley.measure_words, texts))
    count = len(texts)
    columns = next(
        columns
        for columns in style.option_columns
        if columns == style.option_columns[-1]
        or (
            (count <= columns or count % columns != 1)
            and widest + hang + style.gutter <= (galley.width - left) / columns
        )
    )
    step = (galley.width - left) / columns
    cells: list[tuple[Row, ...]] = []
    offered = body.child(Role.LIST)  # letters are read with their options: elements of their own cost a fifth of a file
    for index, text in enumerate(texts):
        x = left + step * (index % columns)
        entry = offered.child(Role.ALL_BODY)
        bubble = galley.bubble(letter(index), x, entry, square=choices.several)
        cells.append(opened(bubble, galley.rows(text, x + hang, x + step, style.option, entry)))
    grouped = cells if columns == 1 else [beside(*cells[at : at + columns]) for at in range(0, count, columns)]
    return stacked(*grouped, space=style.within)


def _written(galley: Galley, characters: int, left: float) -> tuple[Row, ...]:
    """Lines for a few words, alike for a whole section, so that none gives away how long its answer is.

    A hand needs about twice the width of print.
    """
    room = galley.width - left
    wanted = characters * galley.style.option.size
    share = next((share for share in (1 / 2, 3 / 4) if wanted <= room * share), 1.0)
    return galley.ruling(left, left + room * share, 1 if wanted <= room else 2)


def _number(galley: Galley, unit: str, left: float, body: Tag) -> tuple[Row, ...]:
    style = galley.style
    right = left + style.blank
    (rule,) = galley.ruling(left, right)
    beyond = right + style.within * 2
    named = galley.paragraph(unit, style.option, beyond, galley.width, body.child(Role.PARAGRAPH))
    return beside((rule,), named)


def _matching(galley: Galley, columns: Columns, left: float, body: Tag) -> tuple[Row, ...]:
    """The entries to answer at the left, each with a line for its letter; what they are matched with at the right."""
    style = galley.style
    line = style.bubble * 1.6
    number = line + style.within * 2
    hang = number + galley.measure(f"{len(columns.left)}  ", style.entry)
    widest = max(galley.measure_rich(entry, style.option) for entry in columns.left)
    least, most = ((galley.width - left) * share for share in _LEFT_SHARE)
    wanted = min(max(hang + widest + style.gutter, least), most)
    middle = left + wanted if style.side_by_side else left
    end = middle - style.gutter if style.side_by_side else galley.width
    numbered, lettered = body.child(Role.NUMBERED), body.child(Role.LETTERED)
    entries = [numbered.child(Role.ENTRY) for _ in columns.left]
    lefts = [
        beside(
            (Row(style.option.leading, baseline(style.option), (Rule(left, 2.0, line),)),),
            galley.line(str(index), style.entry, left + number, tag.child(Role.LABEL)),
            galley.paragraph(entry, style.option, left + hang, end, tag.child(Role.BODY)),
        )
        for index, (entry, tag) in enumerate(zip(columns.left, entries, strict=True), 1)
    ]
    rights = lettered_list(galley, columns.right, middle, galley.width, lettered)
    first, second = stacked(*lefts, space=style.within), stacked(*rights, space=style.within)
    lists = beside(first, second) if style.side_by_side else stacked(first, second, space=style.between)
    return lowered(lists, style.within)


def lettered_list(
    galley: Galley, entries: Sequence[RichText], left: float, right: float, tag: Tag
) -> list[tuple[Row, ...]]:
    """Entries with letters hanging before them."""
    style = galley.style
    sign = max(galley.measure(f"{letter(index)} ", style.entry) for index in range(len(entries))) + style.within
    tags = [tag.child(Role.ENTRY) for _ in entries]
    return [
        galley.hung(
            f"{letter(index)} ",
            style.entry,
            left,
            galley.paragraph(entry, style.option, left + sign, right, own.child(Role.BODY)),
            own.child(Role.LABEL),
        )
        for index, (entry, own) in enumerate(zip(entries, tags, strict=True))
    ]


_LEFT_SHARE = (1 / 3, 0.55)  # of the width, at least and at most, for the left of two lists


def _ordering(galley: Galley, scramble: Scramble, left: float, body: Tag) -> tuple[Row, ...]:
    style = galley.style
    side = style.bubble * 1.15
    box = Box(left + side / 2, -style.option.size / 3, side)
    listed = body.child(Role.LIST)
    tags = [listed.child(Role.ALL_BODY) for _ in scramble.items]
    entries = [
        beside(
            (Row(style.option.leading, baseline(style.option), (box,)),),
            galley.paragraph(entry, style.option, left + side + style.within * 2, galley.width, tag),
        )
        for entry, tag in zip(scramble.items, tags, strict=True)
    ]
    return lowered(stacked(*entries, space=style.within * 1.5), style.within)
