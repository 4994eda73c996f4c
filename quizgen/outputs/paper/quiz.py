"""The learner's paper: a header to fill in, and each question with the room that its answer needs."""

from collections.abc import Sequence
from itertools import zip_longest
from typing import assert_never

from quizgen import phrasing
from quizgen.forms import Choices, Columns, Form, Question, Scramble, Section, letter
from quizgen.layout import Block, Box, Gap, Inline, Role, Row, Rule, Tag, Words, baseline, beside, lowered
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
from quizgen.outputs.paper.galley import Galley, Part, stacked, words
from quizgen.outputs.paper.style import Style
from quizgen.richtext import RichText


def quiz(galley: Galley, form: Form, *, even: bool) -> Part:
    """One version of a quiz; with `even`, on an even number of pages."""
    name = f"Version {form.version}"
    whole = Tag(Role.PART)
    blocks = [header(galley, form, whole)]
    for section in form.sections:
        blocks.append(heading(galley, section, whole))
        if section.words:
            blocks.append(_word_bank(galley, section, whole))
        several = whole.child(Role.NUMBERED)
        blocks.extend(
            question_block(galley, question, several.child(Role.ENTRY), first=index == 0)
            for index, question in enumerate(section.questions)
        )
    draft = phrasing.DRAFT if form.draft else ""
    return galley.part(name, blocks, form.title, (name, phrasing.dated(form.dated)), draft=draft, even=even)


def header(galley: Galley, form: Form, whole: Tag) -> Block:
    """Title and version, and what the learner fills in."""
    fields = (("Name", 42.0), ("Class", 18.0), ("Date", 24.0))
    rows = stacked(
        banner(galley, form.title, f"Version {form.version}", whole, draft=form.draft),
        _fields(galley, fields, "Score", f"/ {form.points}", whole.child(Role.PARAGRAPH)),
        galley.hairline(),
        space=galley.style.between,
    )
    return Block(rows)


def banner(galley: Galley, title: str, aside: str, whole: Tag, *, draft: bool) -> tuple[Row, ...]:
    """What a paper opens with: its title at the left, its version at the right."""
    style = galley.style
    marked = galley.line(phrasing.DRAFT, style.draft, 0.0, whole.child(Role.PARAGRAPH)) if draft else ()
    tag = whole.child(Role.TITLE)
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
        if rows[-1] and used + need > galley.width + style.gutter:
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
        return f"{points(values.pop())} each"
    return points(sum(question.points for question in section.questions))


def points(number: int) -> str:
    """`1 point`, `2 points`."""
    return "1 point" if number == 1 else f"{number} points"


def question_block(galley: Galley, question: Question, tag: Tag, *, first: bool) -> Block:
    """A question, whole; the first of a section stands near its heading."""
    style = galley.style
    label = str(question.number)
    left = max(style.indent, galley.measure(label, style.number) + style.within * 2)
    body = tag.child(Role.BODY)
    rows = stacked(_asked(galley, question, left, body), _room(galley, question, left, body), space=style.within)
    return Block(
        galley.hung(label, style.number, 0.0, rows, tag.child(Role.LABEL)),
        before=style.between * (_FIRST if first else 1.0),
    )


def _asked(galley: Galley, question: Question, left: float, body: Tag) -> tuple[Row, ...]:
    """The words of the question; at the end of its last line, what it is worth, or what to circle."""
    style = galley.style
    aside = _aside(galley, question, body)
    room = max((galley.width - mark.x for row in aside for mark in row.marks), default=0.0)
    right = galley.width - (room + style.gutter if aside else 0.0)
    lettering = style.cloze if isinstance(question.item.response, Cloze) else style.stem
    rows = galley.rows(_stem(style, question), left, right, lettering, body.child(Role.PARAGRAPH))
    return (*rows[:-1], *beside(rows[-1:], aside)) if aside else rows


def _aside(galley: Galley, question: Question, body: Tag) -> tuple[Row, ...]:
    style = galley.style
    tag = body.child(Role.PARAGRAPH)
    if isinstance(question.item.response, TrueFalse):
        false = galley.flush_right(phrasing.FALSE, style.option, galley.width, tag)
        edge = galley.width - galley.measure(phrasing.FALSE, style.option) - style.gutter
        return beside(galley.flush_right(f"{phrasing.TRUE} ", style.option, edge, tag), false)
    return galley.flush_right(points(question.points), style.small, galley.width, tag) if question.points > 1 else ()


def _stem(style: Style, question: Question) -> list[Inline]:
    match question.item.response:
        case Cloze(parts=parts):
            return [inline for part in parts for inline in _cloze_part(style, part)]
        case TrueFalse() if question.points > 1:
            worth = Words(f"  ({points(question.points)})", style.small)
            return [*words(question.item.stem, style.stem), worth]
        case _:
            return list(words(question.item.stem, style.stem))


def _cloze_part(style: Style, part: RichText | Blank) -> list[Inline]:
    if isinstance(part, RichText):
        return list(words(part, style.cloze))
    hint = [] if part.hint is None else words(part.hint, style.small)
    return [Gap(style.blank), *([Words(f"{NO_BREAK}(", style.small), *hint, Words(")", style.small)] if hint else [])]


def _room(galley: Galley, question: Question, left: float, body: Tag) -> tuple[Row, ...]:
    """Where the answer goes."""
    arrangement = question.arrangement
    match question.item.response:
        case SingleChoice():
            assert isinstance(arrangement, Choices)
            return _options(galley, arrangement, left, body, square=False)
        case MultipleResponse():
            assert isinstance(arrangement, Choices)
            return _options(galley, arrangement, left, body, square=True)
        case TrueFalse() | Cloze():
            return ()  # answered within the words
        case ShortAnswer(answer=answer):
            return _written(galley, len(answer.plain), left)
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


def _options(galley: Galley, choices: Choices, left: float, body: Tag, *, square: bool) -> tuple[Row, ...]:
    """Options in as few rows as their widest one allows, read along the rows, none alone in the last one."""
    style = galley.style
    hang = style.bubble + style.within * 2
    widest = max(galley.measure_rich(option.text, style.option) for option in choices.options)
    count = len(choices.options)
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
    for index, option in enumerate(choices.options):
        x = left + step * (index % columns)
        entry = offered.child(Role.ENTRY).child(Role.BODY)
        bubble = galley.bubble(letter(index), x, entry, square=square)
        text = galley.paragraph(option.text, style.option, x + hang, x + step, entry)
        cells.append(beside(bubble, text))
    grouped = cells if columns == 1 else [beside(*cells[at : at + columns]) for at in range(0, count, columns)]
    return stacked(*grouped, space=style.within)


def _written(galley: Galley, characters: int, left: float) -> tuple[Row, ...]:
    """Lines for a few words: a hand needs about twice the width of print; of few lengths, so that none gives away."""
    room = galley.width - left
    print_width = characters * galley.style.option.size / 2
    share = next((share for share in (1 / 3, 2 / 3) if print_width * 2 <= room * share), 1.0)
    return galley.ruling(left, left + room * share, 1 if print_width * 2 <= room else 2)


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
    middle = left + (galley.width - left) * 0.5 if style.side_by_side else left
    end = middle - style.gutter if style.side_by_side else galley.width
    line = style.bubble * 1.6
    number = line + style.within * 2
    hang = number + galley.measure(f"{len(columns.left)}  ", style.entry)
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
    sign = max(galley.measure(f"{letter(index)} ", style.entry) for index in range(len(columns.right))) + style.within
    offers = [lettered.child(Role.ENTRY) for _ in columns.right]
    rights = [
        galley.hung(
            letter(index),
            style.entry,
            middle,
            galley.paragraph(entry, style.option, middle + sign, galley.width, tag.child(Role.BODY)),
            tag.child(Role.LABEL),
        )
        for index, (entry, tag) in enumerate(zip(columns.right, offers, strict=True))
    ]
    if not style.side_by_side:
        return stacked(stacked(*lefts, space=style.within), stacked(*rights, space=style.within), space=style.between)
    pairs = [beside(left_entry, right_entry) for left_entry, right_entry in zip_longest(lefts, rights, fillvalue=())]
    return stacked(*pairs, space=style.within)


def _ordering(galley: Galley, scramble: Scramble, left: float, body: Tag) -> tuple[Row, ...]:
    style = galley.style
    side = style.bubble * 1.15
    box = Box(left + side / 2, -style.option.size / 3, side)
    listed = body.child(Role.LIST)
    tags = [listed.child(Role.ENTRY).child(Role.BODY) for _ in scramble.items]
    entries = [
        beside(
            (Row(style.option.leading, baseline(style.option), (box,)),),
            galley.paragraph(entry, style.option, left + side + style.within * 2, galley.width, tag),
        )
        for entry, tag in zip(scramble.items, tags, strict=True)
    ]
    return lowered(stacked(*entries, space=style.within * 1.5), style.within)
