"""Cards to cut out: questions on the fronts, answers behind them, printed on both sides of a sheet.

The grid stands in the middle of the page, so that a back lies behind its front whichever side the printer turns over;
what the printer is off by, it is off by always, and an offset takes it back.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from quizgen.forms.assembly import arrange
from quizgen.forms.form import Choices, Columns, Scramble
from quizgen.forms.plans import CardPlan
from quizgen.language import phrasing
from quizgen.model import (
    CheckedBank,
    Cloze,
    Item,
    Numeric,
    State,
)
from quizgen.outputs.paper.galley import (
    Galley,
    Part,
    of_answer,
    one_line,
    stacked,
)
from quizgen.outputs.paper.layout import (
    POINTS_PER_MM,
    Lettering,
    Page,
    Placed,
    Role,
    Row,
    Stroke,
    Tag,
    beside,
)
from quizgen.outputs.paper.quiz import lettered_list, said
from quizgen.outputs.paper.style import Style
from quizgen.richtext import RichText


@dataclass(frozen=True, slots=True)
class Layout:
    """How cards lie on a sheet, in millimetres."""

    width: float
    height: float
    padding: float = 4.0
    """Between a cut and the letters."""


LAYOUTS: Mapping[str, Layout] = MappingProxyType(
    {
        "a7": Layout(105.0, 74.0, 6.0),
        "8-up": Layout(90.0, 65.0),
        "10-up": Layout(90.0, 52.0),
        "2-up": Layout(190.0, 122.0),
    }
)
"""A7 fills an A4 sheet, so its letters keep away from what printers do not reach; the others leave a margin."""

LARGE_LAYOUT = "2-up"
"""That of large print, whatever is asked for: letters of 18 points need the room."""

_SIZES = (11.0, 10.0, 9.0, 8.5)
_LARGE = (18.0,)


@dataclass(frozen=True, slots=True)
class Grid:
    """Where cards are cut out of a page."""

    page: tuple[float, float]
    card: tuple[float, float]
    columns: int
    rows: int
    inset: float
    """From a cut to the letters, in points like all of these."""

    @classmethod
    def of(cls, page: tuple[float, float], layout: Layout) -> "Grid":
        """As many cards as the page holds, in its middle."""
        card = (layout.width * POINTS_PER_MM, layout.height * POINTS_PER_MM)
        columns, rows = int(page[0] / card[0] + _ROUNDING), int(page[1] / card[1] + _ROUNDING)
        return cls(page, card, columns, rows, layout.padding * POINTS_PER_MM)

    @property
    def count(self) -> int:
        """Cards on a sheet."""
        return self.columns * self.rows

    def corner(self, place: int) -> tuple[float, float]:
        """The upper left corner of a card, by its place on the front, row by row."""
        row, column = divmod(place, self.columns)
        left = (self.page[0] - self.columns * self.card[0]) / 2
        top = (self.page[1] - self.rows * self.card[1]) / 2
        return left + column * self.card[0], top + row * self.card[1]

    def behind(self, place: int, edge: str) -> int:
        """The place on the back that lies behind one on the front, the sheet turned over its long or short edge."""
        row, column = divmod(place, self.columns)
        upright = self.page[1] >= self.page[0]
        if (edge == "long") == upright:
            return row * self.columns + self.columns - 1 - column
        return (self.rows - 1 - row) * self.columns + column


_ROUNDING = 1e-6


def flashcards(
    galley: Galley, checked: CheckedBank, items: Sequence[Item], plan: CardPlan, dated: str
) -> tuple[list[Part], tuple[str, ...]]:
    """Sheets of cards, each front page followed by its back; and the ids of questions too long for a card.

    A card that is cut off would teach something wrong, so these are left out, to be named to whoever prints.
    """
    grid = Grid.of(galley.page, LAYOUTS[LARGE_LAYOUT if _is_large(galley) else plan.layout])
    card = _Card(galley, grid, dated)
    made: list[tuple[_Side, _Side]] = []
    full: list[str] = []
    for item in items:
        front, back = card.front(checked, item), card.back(checked, item)
        if front is None or back is None:
            full.append(item.id)
        else:
            made.append((front, back))
    sheets = [made[at : at + grid.count] for at in range(0, len(made), grid.count)]
    title = " · ".join(one for one in (checked.bank.title, dated) if one)
    lacking = f" · Without {phrasing.counted(len(full), 'card')}" if full else ""
    pages = [
        page
        for number, sheet in enumerate(sheets, 1)
        for page in _sheet(galley, grid, sheet, plan, (title, f"Sheet {number} of {len(sheets)}", lacking))
    ]
    return [Part("Flashcards", tuple(pages))] if pages else [], tuple(full)


def _is_large(galley: Galley) -> bool:
    return not galley.style.side_by_side


_Side = tuple[Row, ...]


def _sheet(
    galley: Galley, grid: Grid, sheet: Sequence[tuple[_Side, _Side]], plan: CardPlan, told: tuple[str, str, str]
) -> Iterator[Page]:
    inset = grid.inset
    shift = (plan.offset[0] * POINTS_PER_MM, plan.offset[1] * POINTS_PER_MM)
    marks = Placed(0.0, 0.0, Row(0.0, 0.0, tuple(crop_marks(grid))))
    title, number, lacking = told
    fronts: list[Placed] = [
        marks,
        *_said(galley, grid, title, f"{number} · Front · Turn over: {plan.edge.capitalize()} edge"),
    ]
    backs: list[Placed] = [*_said(galley, grid, title, f"{number} · Back{lacking}")]
    for place, (front, back) in enumerate(sheet):
        left, top = grid.corner(place)
        fronts += _column(front, left + inset, top + inset)
        left, top = grid.corner(grid.behind(place, plan.edge))
        backs += _column(back, left + inset + shift[0], top + inset + shift[1])
    yield tuple(fronts)
    yield tuple(backs)


def _said(galley: Galley, grid: Grid, above: str, below: str) -> Iterator[Placed]:
    """What sheet this is, in the margins above and below the first column, if they are such as printers reach."""
    left, top = grid.corner(0)
    if top < _REACHED:
        return
    lettering = galley.style.small
    end = top + grid.rows * grid.card[1]
    for text, edge in ((above, top - _AWAY - lettering.leading), (below, end + _AWAY)):
        shown = galley.compositor.shorten(one_line(text), lettering, grid.card[0] - 2 * _MARK)
        yield from _column(galley.line(shown, lettering, 0.0), left + _MARK, edge)


def _column(rows: Sequence[Row], left: float, top: float) -> Iterator[Placed]:
    for row in rows:
        yield Placed(left, top, row)
        top += row.height


def crop_marks(grid: Grid) -> Iterator[Stroke]:
    """Where to cut: strokes in the margin, or where there is none a small cross at each corner."""
    left, top = grid.corner(0)
    right, bottom = left + grid.columns * grid.card[0], top + grid.rows * grid.card[1]
    for column in range(grid.columns + 1):
        x = left + column * grid.card[0]
        yield from _cut((x, top), (x, bottom), (0.0, 1.0), room=top)
    for row in range(grid.rows + 1):
        y = top + row * grid.card[1]
        yield from _cut((left, y), (right, y), (1.0, 0.0), room=left)
    for row in range(1, grid.rows):
        for column in range(1, grid.columns):
            x, y = left + column * grid.card[0], top + row * grid.card[1]
            yield Stroke(x - _CROSS, y, 2 * _CROSS, 0.0)
            yield Stroke(x, y - _CROSS, 0.0, 2 * _CROSS)


def _cut(
    start: tuple[float, float], end: tuple[float, float], way: tuple[float, float], room: float
) -> Iterator[Stroke]:
    """Strokes at both ends of one cut: away from the cards if there is room, else into them."""
    outside = room > _MARK + _AWAY
    length, away = (_MARK, _AWAY) if outside else (-_CROSS, 0.0)
    for (x, y), sign in ((start, -1.0), (end, 1.0)):
        yield Stroke(x + sign * away * way[0], y + sign * away * way[1], sign * length * way[0], sign * length * way[1])


_MARK, _AWAY, _CROSS = 4 * POINTS_PER_MM, 1.5 * POINTS_PER_MM, 1.5 * POINTS_PER_MM
_REACHED = 9 * POINTS_PER_MM


class _Card:
    """Sets one side of a card in the largest letters in which it fits."""

    def __init__(self, galley: Galley, grid: Grid, dated: str) -> None:
        self._room = (grid.card[0] - 2 * grid.inset, grid.card[1] - 2 * grid.inset)
        self._dated = dated
        self._galleys = tuple(self._of(galley, size) for size in (_LARGE if _is_large(galley) else _SIZES))

    def _of(self, galley: Galley, size: float) -> Galley:
        style = Style.of(size, grey=galley.style.small.grey > 0)
        return replace(galley, style=replace(style, side=0.0), page=self._room)

    def front(self, checked: CheckedBank, item: Item) -> _Side | None:
        """The question; None if it does not fit."""
        return self._largest([lambda galley: _front(galley, checked, item, self._dated)])

    def back(self, checked: CheckedBank, item: Item) -> _Side | None:
        """The answer, why, the quotation and its place; where they do not fit, only the place of all but the answer."""
        return self._largest(
            [
                lambda galley: _back(galley, checked, item, self._dated, why=True, quoted=True),
                lambda galley: _back(galley, checked, item, self._dated, why=False, quoted=True),
                lambda galley: _back(galley, checked, item, self._dated, why=True, quoted=False),
                lambda galley: _back(galley, checked, item, self._dated, why=False, quoted=False),
            ]
        )

    def _largest(self, ways: Sequence[Callable[[Galley], _Side]]) -> _Side | None:
        """The fullest way that fits, in the largest letters in which it does."""
        for way in ways:
            for galley in self._galleys:
                rows = way(galley)
                if sum(row.height for row in rows) <= self._room[1]:
                    return rows
        return None


def _named(checked: CheckedBank, item: Item, dated: str) -> str:
    """The id that card, paper and bank have in common; of what day the bank was; DRAFT, if nobody has checked it."""
    draft = "" if checked.states[item.id] is State.CHECKED else phrasing.DRAFT
    return " · ".join(part for part in (item.id, dated, draft) if part)


def _front(galley: Galley, checked: CheckedBank, item: Item, dated: str) -> _Side:
    style = galley.style
    whole = Tag(Role.PART)
    name = galley.paragraph(
        f"Question {_named(checked, item, dated)}", style.small, 0.0, galley.width, whole.child(Role.TITLE)
    )
    told, asked = phrasing.instruction(item.response), item.stem
    if isinstance(item.response, Cloze):
        asked = phrasing.cloze_text(item.response, filled=False, hinted=True)
    elif isinstance(item.response, Numeric) and item.response.unit:
        told = f"{told} ({item.response.unit})"
    return stacked(
        name,
        said(galley, phrasing.source_of(checked, item), whole),
        galley.paragraph(asked, style.stem, 0.0, galley.width, whole.child(Role.PARAGRAPH)),
        _offered(galley, item, whole),
        galley.paragraph(told, style.small, 0.0, galley.width, whole.child(Role.PARAGRAPH)),
        space=style.within,
    )


def _offered(galley: Galley, item: Item, whole: Tag) -> tuple[Row, ...]:
    """What there is to choose from, to match or to put in order, shuffled as on paper."""
    arrangement = arrange(item, _SHUFFLE)
    if isinstance(arrangement, Columns):
        return _lists(galley, arrangement, whole)
    entries = _choices(arrangement)
    listed = whole.child(Role.LETTERED)
    rows = lettered_list(galley, entries, 0.0, galley.width, listed) if entries else []
    return stacked(*rows, space=galley.style.within / 2)


def _lists(galley: Galley, columns: Columns, whole: Tag) -> tuple[Row, ...]:
    """Numbered entries at the left, the lettered ones that belong to them at the right."""
    style = galley.style
    middle = galley.width / 2
    hang = galley.measure("9  ", style.entry)
    numbered = whole.child(Role.NUMBERED)
    lefts = []
    for index, text in enumerate(columns.left, 1):
        entry = numbered.child(Role.ENTRY)
        words = galley.paragraph(text, style.option, hang, middle - style.gutter, entry.child(Role.BODY))
        lefts.append(galley.hung(f"{index} ", style.entry, 0.0, words, entry.child(Role.LABEL)))
    rights = lettered_list(galley, columns.right, middle, galley.width, whole.child(Role.LETTERED))
    space = style.within / 2
    return beside(stacked(*lefts, space=space), stacked(*rights, space=space))


def _choices(arrangement: Choices | Scramble | None) -> tuple[RichText, ...]:
    match arrangement:
        case Choices(options=options):
            return tuple(option.text for option in options)
        case Scramble(items=items):
            return items
        case None:
            return ()


_SHUFFLE = "card"


def _back(galley: Galley, checked: CheckedBank, item: Item, dated: str, *, why: bool, quoted: bool) -> _Side:
    style = galley.style
    whole = Tag(Role.PART)
    texts = phrasing.answer(item.response)

    def said(text: RichText | str, lettering: Lettering) -> tuple[Row, ...]:
        return galley.paragraph(text, lettering, 0.0, galley.width, whole.child(Role.PARAGRAPH))

    answers = [said(text, of_answer(style, item.response, place)) for place, text in enumerate(texts)]
    reason = said(item.why, style.note) if why else ()
    if quoted:
        cited = [
            (*said(phrasing.quotations(group), style.note), *said(phrasing.reference(checked, group[0]), style.small))
            for group in phrasing.together(checked, item.citations)
        ]
    else:
        cited = [said(text, style.small) for text in phrasing.references(checked, item.citations)]
    name = said(f"Answer {_named(checked, item, dated)}", style.small)
    return stacked(name, stacked(*answers), reason, *cited, space=style.within)


def calibration(galley: Galley, plan: CardPlan) -> list[Part]:
    """A sheet to print on both sides and hold against the light: how far the back is off, to be given as offset."""
    pages = [_scale(galley, (0.0, 0.0), "Front"), _scale(galley, _points(plan.offset), "Back")]
    return [Part("Calibration", tuple(pages))]


def _points(offset: tuple[float, float]) -> tuple[float, float]:
    return offset[0] * POINTS_PER_MM, offset[1] * POINTS_PER_MM


def _scale(galley: Galley, shift: tuple[float, float], side: str) -> Page:
    """A cross in the middle of the page, a stroke for each millimetre, a longer one for each fifth; tenths numbered."""
    style = galley.style
    x, y = galley.page[0] / 2 + shift[0], galley.page[1] / 2 + shift[1]
    reach = _REACH * POINTS_PER_MM
    strokes = [Stroke(x - reach, y, 2 * reach, 0.0), Stroke(x, y - reach, 0.0, 2 * reach)]
    numbers: list[Placed] = []
    for step in range(-_REACH, _REACH + 1):
        half = (3.0 if step % 5 == 0 else 1.5) * POINTS_PER_MM / 2
        at = step * POINTS_PER_MM
        strokes += [Stroke(x + at, y - half, 0.0, 2 * half), Stroke(x - half, y + at, 2 * half, 0.0)]
        if step and step % 10 == 0:
            (row,) = galley.line(str(abs(step)), style.small, 0.0)
            middle = galley.measure(str(abs(step)), style.small) / 2
            numbers += [Placed(x + at - middle, y + half, row), Placed(x + 2 * half, y + at - row.height / 2, row)]
    whole = Tag(Role.PART)
    rows = stacked(
        galley.paragraph(
            f"{side} of the calibration sheet", style.subtitle, 0.0, galley.width, whole.child(Role.TITLE)
        ),
        *(galley.paragraph(one, style.note, 0.0, galley.width, whole.child(Role.PARAGRAPH)) for one in _HOW),
        space=style.within,
    )
    told = _column(rows, style.side, style.side)
    return (Placed(0.0, 0.0, Row(0.0, 0.0, tuple(strokes))), *told, *numbers)


_REACH = 20
_HOW = (
    "Print both pages on one sheet, at 100 %, and hold it against the light with the back towards you. Each stroke is "
    "a millimetre.",
    "If the back’s cross lies to the right of the front’s by 2 and above it by 1, its backs must be moved to the left "
    "and down: make the cards with --back-offset -2 1. The first number moves backs to the right, the second down.",
)
