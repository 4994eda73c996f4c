"""Cards to cut out: backs behind their fronts, everything within the card, a citation on each back."""

import io
import re
from dataclasses import replace

import pypdf
import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st
from samples import checked, item, items
from test_paper import VERSE, banks, extent, flat, marks

from quizgen.cli import main
from quizgen.forms.plans import CARD_EDGES, CARD_LAYOUTS, CardPlan
from quizgen.language import phrasing
from quizgen.model import State
from quizgen.outputs.paper import Press
from quizgen.outputs.paper.flashcards import (
    LAYOUTS,
    Grid,
    crop_marks,
    flashcards,
)
from quizgen.outputs.paper.fonts import source_sans
from quizgen.outputs.paper.galley import Galley
from quizgen.outputs.paper.layout import (
    PAGES,
    POINTS_PER_MM,
    Compositor,
    dump,
)
from quizgen.outputs.paper.style import LARGE, NORMAL
from quizgen.richtext import literal

TENTH = 0.1 * POINTS_PER_MM


def sheets(bank, plan):
    """The finished file's pages, front and back in turn, each as its words with their places."""
    data, full = Press(plan.page).cards(bank, bank.bank.items, plan)
    assert full == ()
    return [placed(page) for page in pypdf.PdfReader(io.BytesIO(data)).pages]


def placed(page):
    found = []
    page.extract_text(visitor_text=lambda text, cm, tm, font, size: found.append((text.strip(), tm[4], tm[5])))
    told = [(text.removeprefix("Question ").removeprefix("Answer "), x, y) for text, x, y in found if text]
    return [(text, x, y) for text, x, y in told if not text.startswith(("Elm Ford ·", "Sheet "))]


def many(count):
    return checked(*(item("short", id=f"c-{n}x", stem=literal(f"stem {n}?")) for n in range(count)))


@pytest.mark.parametrize("layout", CARD_LAYOUTS)
@pytest.mark.parametrize("edge", CARD_EDGES)
@pytest.mark.parametrize("page", PAGES)
def test_backs_lie_behind_their_fronts(layout, edge, page):
    """Turned over its edge, each card's back has its middle where the front has it, within a tenth of a millimetre."""
    width, height = PAGES[page]
    pages = sheets(many(9), CardPlan(page=page, layout=layout, edge=edge))
    card = LAYOUTS[layout].width * POINTS_PER_MM, LAYOUTS[layout].height * POINTS_PER_MM
    inset = LAYOUTS[layout].padding * POINTS_PER_MM

    seen = 0
    for front, back in zip(pages[::2], pages[1::2], strict=True):
        behind = {text: (x, y) for text, x, y in back}
        for text, x, y in front:
            if text in behind:  # the id stands at the same corner of both sides
                other = behind[text]
                middle, opposite = x - inset + card[0] / 2, other[0] - inset + card[0] / 2
                if edge == "long":
                    assert middle == pytest.approx(width - opposite, abs=TENTH)
                    assert y == pytest.approx(other[1], abs=TENTH)
                else:
                    assert middle == pytest.approx(opposite, abs=TENTH)
                    rise = height - y - (height - Grid.of(PAGES[page], LAYOUTS[layout]).rows * card[1]) / 2
                    fall = other[1] - (height - Grid.of(PAGES[page], LAYOUTS[layout]).rows * card[1]) / 2
                    assert rise % card[1] == pytest.approx((card[1] - fall) % card[1], abs=TENTH)
                    assert int(rise // card[1]) == int(fall // card[1])
                seen += 1
    assert seen == 9


def test_how_many_cards_lie_on_a_sheet():
    """Eight, ten, two, and as many of A7 as the paper holds."""
    counts = {(page, layout): Grid.of(PAGES[page], LAYOUTS[layout]).count for page in PAGES for layout in CARD_LAYOUTS}
    assert counts == {
        ("A4", "8-up"): 8,
        ("A4", "10-up"): 10,
        ("A4", "a7"): 8,
        ("Letter", "8-up"): 8,
        ("Letter", "10-up"): 10,
        ("Letter", "a7"): 6,
        ("A4", "2-up"): 2,
        ("Letter", "2-up"): 2,
    }


def test_an_offset_moves_backs_only():
    """What a printer is off by is taken back on the back."""
    bank = many(3)
    plain, moved = (sheets(bank, CardPlan(offset=offset)) for offset in ((0.0, 0.0), (1.0, -2.0)))
    assert plain[0] == moved[0]
    for (text, x, y), (same, right, up) in zip(plain[1], moved[1], strict=True):
        assert text == same
        assert right - x == pytest.approx(POINTS_PER_MM, abs=0.02)
        assert up - y == pytest.approx(2 * POINTS_PER_MM, abs=0.02)


def test_every_back_says_where_the_answer_is_from():
    """Of all kinds: the answer and the citation stand on the back, the question on the front."""
    bank = checked(*items())
    pages = pypdf.PdfReader(io.BytesIO(Press().cards(bank, bank.bank.items, CardPlan(layout="a7"))[0])).pages
    back = flat(" ".join(page.extract_text() for page in pages[1::2]))
    for one in bank.bank.items:
        for citation in one.citations:
            assert back.count(flat(phrasing.reference(bank, citation).plain)) == len(bank.bank.items)
        assert all(flat(text.plain) in back for text in phrasing.answer(one.response))
    front = flat(" ".join(page.extract_text() for page in pages[::2]))
    assert "Ada Quill" not in front
    assert all(word in front for word in ("Ashlar", "Mason", "Tarn", "keystone"))


@settings(max_examples=25, deadline=None)
@given(banks(), st.sampled_from(CARD_LAYOUTS), st.sampled_from(sorted(PAGES)))
def test_nothing_stands_past_its_card(bank, layout, page):
    """Whatever a card holds lies within it; what does not fit is left out and named."""
    plan = CardPlan(page=page, layout=layout)
    galley = Galley(Compositor(source_sans()), NORMAL, PAGES[page])
    parts, full = flashcards(galley, bank, bank.bank.items, plan, "Bank 2026-11-22")
    grid = Grid.of(PAGES[page], LAYOUTS[layout])
    left, top = grid.corner(0)

    assert set(full) <= {one.id for one in bank.bank.items}
    for part in parts:
        for _, x, y, what in marks(dump(part.pages)):
            in_margin = not top < y < top + grid.rows * grid.card[1]
            if not what.startswith("stroke") and not in_margin:
                _, behind = extent(what)
                across, down = (x - left) % grid.card[0], (y - top) % grid.card[1]
                assert across >= grid.inset - 0.1
                assert across + behind <= grid.card[0] - grid.inset + 0.1
                assert grid.inset <= down <= grid.card[1] - grid.inset


def test_crop_marks_lie_on_the_cuts():
    """Outside the cards where there is a margin, and on the line of a cut."""
    grid = Grid.of(PAGES["A4"], LAYOUTS["8-up"])
    left, top = grid.corner(0)
    cuts = {round(left + n * grid.card[0], 2) for n in range(3)}, {round(top + n * grid.card[1], 2) for n in range(5)}
    for stroke in crop_marks(grid):
        assert round(stroke.x, 2) in cuts[0] if stroke.right == 0 else round(stroke.y, 2) in cuts[1]
        assert 0 <= stroke.x <= grid.page[0]
        assert 0 <= stroke.y <= grid.page[1]


def test_crop_marks_and_instructions_are_printed():
    """On fronts, to be cut along; each card says what is to be done."""
    bank = checked(*items())
    parts, _ = flashcards(
        Galley(Compositor(source_sans()), NORMAL, PAGES["A4"]), bank, bank.bank.items, CardPlan(), "Bank 2026-11-22"
    )
    fronts = dump(parts[0].pages[::2])
    grid = Grid.of(PAGES["A4"], LAYOUTS["8-up"])
    assert fronts.count("stroke") == 2 * len(list(crop_marks(grid)))
    for one in bank.bank.items:
        assert phrasing.instruction(one.response).split()[0] in fronts


def test_a_draft_says_so():
    """A card of a question that nobody has checked as it is says DRAFT on both sides."""
    bank = checked(item("short"), state=State.UNCHECKED)
    pages = pypdf.PdfReader(io.BytesIO(Press().cards(bank, bank.bank.items, CardPlan())[0])).pages
    assert all("ford-short · Bank 2026-11-22 · DRAFT" in page.extract_text() for page in pages)


def test_every_card_and_sheet_says_of_what_day_it_is():
    """A stale card can be told from a new one, a dropped sheet put back, and a stack turned the right way."""
    for plan, margin in ((CardPlan(), True), (CardPlan(layout="a7", edge="short"), False)):
        bank = many(9)
        pages = pypdf.PdfReader(io.BytesIO(Press().cards(bank, bank.bank.items, plan)[0])).pages
        for number, page in enumerate(pages):
            text = flat(page.extract_text())
            assert text.count("x · Bank 2026-11-22") == (8 if number < 2 else 1)
            assert ("Elm Ford · Bank 2026-11-22" in text) == margin
            side = "Back" if number % 2 else "Front · Turn over: Long edge"
            assert (f"Sheet {number // 2 + 1} of 2 · {side}" in text) == margin


def test_cards_say_all_that_is_needed_to_answer():
    """A blank has its hint, a number its unit; what is to be matched is numbered and lettered as on paper."""
    bank = checked(*items())
    pages = pypdf.PdfReader(io.BytesIO(Press().cards(bank, bank.bank.items, CardPlan())[0])).pages
    front = flat(" ".join(page.extract_text() for page in pages[::2]))
    assert "It opened on _____ (day and month) 1911 at _____." in front
    assert "Answer with a number. (thousand crowns)" in front
    assert all(re.search(rf"\b[1-3] {left}\b", front) for left in ("Mayor", "Mason", "Ferryman"))
    assert all(re.search(rf"\b[A-D] {right}\b", front) for right in ("Quill", "Tarn", "Oss", "Wren"))


def test_a_front_says_what_it_is_about():
    """Every front, once, unless it is hidden; the back gives the whole reference."""
    bank = checked(*items(), item("choice", id="hidden", source_hidden=True))
    pages = pypdf.PdfReader(io.BytesIO(Press().cards(bank, bank.bank.items, CardPlan())[0])).pages
    front, back = (flat(" ".join(page.extract_text() for page in pages[side::2])) for side in (0, 1))

    assert front.count("The bridge · The Ford Courier, [May 1911]") == len(items())
    assert "The bridge ·" not in back


def test_large_cards_are_large():
    """Two on a page, every letter of 18 points at least, and black."""
    bank = checked(*items())
    data, full = Press(style=LARGE).cards(bank, bank.bank.items, CardPlan(layout="10-up"))
    sizes = set()
    for page in pypdf.PdfReader(io.BytesIO(data)).pages:
        code = page.get_contents().get_data().decode("latin-1")
        sizes |= {float(size) for size in re.findall(r"/F\S+ (\S+) Tf", code)}
        assert not re.search(r"^0?\.\d+ g$", code, re.M)

    assert full == ()
    assert min(sizes) >= 18
    assert len(pypdf.PdfReader(io.BytesIO(data)).pages) == 2 * 5


def test_letters_are_not_shrunk_beyond_reading():
    """What does not fit in letters of seven points is left out in part, and only then the card."""
    long = replace(items()[0], why=literal("because " * 40))
    bank = checked(long, *items()[1:])
    data, _ = Press().cards(bank, bank.bank.items, CardPlan(layout="10-up"))
    codes = [page.get_contents().get_data().decode("latin-1") for page in pypdf.PdfReader(io.BytesIO(data)).pages]

    assert min(float(size) for code in codes for size in re.findall(r"/F\S+ (\S+) Tf", code)) >= 7


def test_sheets_say_what_they_lack():
    """Whoever cuts the cards out sees that the set is not whole."""
    bank = checked(item("short"), item("open", stem=literal("word " * 400)))
    pages = pypdf.PdfReader(io.BytesIO(Press().cards(bank, bank.bank.items, CardPlan())[0])).pages
    assert "Sheet 1 of 1 · Back · Without 1 card" in pages[1].extract_text()


def test_too_long_a_question_is_named(tmp_path):
    """It is not cut off: it stays out, and the rest is printed."""
    bank = checked(item("short"), item("open", stem=literal("word " * 400)))
    data, full = Press().cards(bank, bank.bank.items, CardPlan())
    assert full == ("ford-open",)
    assert data


def test_the_command(tmp_path):
    """`quizgen flashcards` writes cards, and the sheet by which an offset is found."""
    for how in ([], ["--calibrate"], ["--layout", "10-up", "--edge", "short", "--back-offset", "0.5", "-1"]):
        out = tmp_path / "cards.pdf"
        done = CliRunner().invoke(main, ["flashcards", "--tag", "elections", "-o", str(out), *how])
        assert done.exit_code == 0, done.output
        assert len(pypdf.PdfReader(out).pages) % 2 == 0


def test_lines_of_a_block_are_lines_on_a_card():
    """A line end breaks the line and spaces before it indent, on both sides."""
    bank = checked(VERSE)
    galley = Galley(Compositor(source_sans()), NORMAL, PAGES["A4"])
    parts, _ = flashcards(galley, bank, bank.bank.items, CardPlan(), "Bank 2026-11-22")
    made = dump(parts[0].pages)

    assert re.search(r": Who said:$(?s:.*):   the bridge$(?s:.*):     is open\?$", made, re.MULTILINE)
    assert re.search(r": first$(?s:.*):   second$", made, re.MULTILINE)
