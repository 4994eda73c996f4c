"""The layout core, with a face of its own: no font, no PDF."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizgen.outputs.paper.layout import (
    LONGEST_LINE,
    PAGES,
    Block,
    Compositor,
    Gap,
    Lettering,
    Placed,
    Row,
    Rule,
    Text,
    Weight,
    Words,
    beside,
    dump,
    lowered,
    paginate,
    weighted,
)

PLAIN = Lettering(name="stem", size=10, leading=12)
HEAVY = weighted(PLAIN, Weight.BOLD)


class Typewriter:
    """Every letter is half as wide as it is high, a bold one two thirds."""

    def advance(self, text, weight):
        return len(text) * (2 / 3 if weight is Weight.BOLD else 0.5)


FACE = Typewriter()


def broken(*inlines, width):
    return Compositor(FACE).lines(inlines, 0, width)


def texts(lines):
    return ["".join(mark.text for mark in line if isinstance(mark, Text)) for line in lines]


def ink(line):
    """Where the last visible letter or rule of a line ends."""
    ends = [mark.x + mark.width for mark in line if isinstance(mark, Rule)]
    ends += [
        mark.x + FACE.advance(mark.text.rstrip(), mark.lettering.weight) * mark.lettering.size
        for mark in line
        if isinstance(mark, Text) and mark.text.strip()
    ]
    return max(ends, default=0)


def test_lines_break_at_spaces():
    """A line ends at the last space that fits, which hangs at its end."""
    assert texts(broken(Words("one two three four five", PLAIN), width=40)) == ["one two ", "three ", "four ", "five"]


def test_hyphens_part_words_and_not_figures():
    """A line may end behind a hyphen between letters; a span of years stays whole."""
    assert texts(broken(Words("half-hearted 2020–2025", PLAIN), width=40)) == ["half-", "hearted ", "2020–202", "5"]
    assert texts(broken(Words("from 2020–2025 on", PLAIN), width=60)) == ["from ", "2020–2025 on"]


def test_runs_of_spaces_are_kept():
    """Two spaces stay two, in the line and at its beginning."""
    assert texts(broken(Words("  a  b   c", PLAIN), width=100)) == ["  a  b   c"]


def test_a_newline_ends_a_line():
    """The author's line ends are kept, an empty line among them."""
    assert texts(broken(Words("a\n\nb c", PLAIN), width=100)) == ["a", "", "b c"]


def test_a_change_of_weight_within_a_word_is_no_place_to_break():
    """`**bri**dge` stays one word."""
    lines = broken(Words("an old ", PLAIN), Words("bri", HEAVY), Words("dge", PLAIN), width=50)
    assert texts(lines) == ["an old ", "bridge"]


def test_a_full_stop_stays_with_its_gap():
    """What follows a blank without a space is not parted from it."""
    lines = broken(Words("It is a ", PLAIN), Gap(30), Words(", now", PLAIN), width=70)
    assert texts(lines) == ["It is a ", ", now"]
    assert lines[1][0] == Rule(0, 2.0, 30)


def test_a_last_word_has_company():
    """A short word that would stand alone in the last line takes the one before it along."""
    lines = texts(broken(Words("aaaaa aaaaa aaaaa aaaaa aaaaa bb", PLAIN), width=149))
    assert lines == ["aaaaa aaaaa aaaaa aaaaa ", "aaaaa bb"]


def test_an_accent_stays_on_its_letter():
    """A word longer than the line is broken before a letter, never before the accent on it."""
    (first, second) = texts(broken(Words("aaae\u0301\u0323i", PLAIN), width=25))
    assert (first, second) == ("aaa", "e\u0301\u0323i")


LETTERS = st.text(alphabet="ab -–é\n\u0301Ж.,/", max_size=150)
INLINES = st.lists(
    st.one_of(
        st.builds(Words, LETTERS, st.sampled_from([PLAIN, HEAVY])),
        st.builds(Gap, st.floats(5, 39)),
    ),
    max_size=5,
)


@settings(max_examples=200, deadline=None)
@given(INLINES, st.floats(40, 600))
def test_no_letter_is_lost_and_none_stands_past_the_edge(inlines, width):
    """The lines are the text, newlines aside; no line is wider than allowed or has more than 90 characters."""
    lines = broken(*inlines, width=width)
    whole = "".join(inline.text for inline in inlines if isinstance(inline, Words))

    assert "".join(texts(lines)) == whole.replace("\n", "")
    assert sum(isinstance(mark, Rule) for line in lines for mark in line) == sum(isinstance(i, Gap) for i in inlines)
    for line, text in zip(lines, texts(lines), strict=True):
        assert ink(line) <= width + 0.001
        assert len(text.rstrip()) <= LONGEST_LINE


@settings(max_examples=100, deadline=None)
@given(INLINES, st.floats(60, 400))
def test_marks_of_a_line_follow_one_another(inlines, width):
    """Neighbouring letterings neither overlap nor leave a hole."""
    for line in broken(*inlines, width=width):
        for before, behind in pairwise(line):
            wide = before.width if isinstance(before, Rule) else Compositor(FACE).width(before.text, before.lettering)
            assert behind.x == pytest.approx(before.x + wide, abs=0.01)


def test_shorten_ends_with_dots_only_if_it_must():
    """A running title that fits is left alone; a longer one ends in `…` and fits."""
    compositor = Compositor(FACE)
    assert compositor.shorten("title", PLAIN, 25) == "title"
    assert compositor.shorten("a long title", PLAIN, 40) == "a long…"


def row(height, mark="x"):
    return Row(height, height / 2, (Text(0, 0, mark, PLAIN),))


def block(name, *heights, **kept):
    return Block(tuple(row(height, name) for height in heights), **kept)


def named(pages):
    return [[row.marks[0].text for _, row in page] for page in pages]


def test_a_block_is_not_cut():
    """A block that does not fit any more begins the next page."""
    pages = paginate([block("a", 40, 40), block("b", 20, 20)], 100)
    assert named(pages) == [["a", "a"], ["b", "b"]]


def test_a_heading_goes_with_what_follows():
    """A heading is never alone at the foot, even one of several headings."""
    pages = paginate(
        [block("a", 60), block("h", 10, keep_with_next=True), block("k", 10, keep_with_next=True), block("b", 50)], 100
    )
    assert named(pages) == [["a"], ["h", "k", "b"]]


def test_space_above_falls_away_at_the_top():
    """The first block of a page stands at its top, whatever space it wants above."""
    pages = paginate([block("a", 90, before=9), block("b", 90, before=9)], 100)
    assert [page[0][0] for page in pages] == [0, 0]


def test_only_a_block_higher_than_a_page_is_cut():
    """It is cut between rows, loses none, and leaves no single row for the last page."""
    pages = paginate([block("a", *[30] * 4)], 100)
    assert named(pages) == [["a", "a"], ["a", "a"]]


def test_what_is_said_again_stands_above():
    """On each page that begins with its block, or within it; space above falls away; where it stands it takes room."""
    again = (row(10, "again"),)
    pages = paginate(
        [block("s", 10, keep_with_next=True), *(block("a", 40, before=9, again=again) for _ in range(4))], 100
    )
    assert named(pages) == [["s", "a"], ["again", "a", "a"], ["again", "a"]]
    assert [top for top, _ in pages[1]] == [0, 10, 59]
    assert named(paginate([block("a", *[30] * 6, again=again)], 100)) == [["a"] * 3, ["again", "a", "a", "a"]]


HEIGHTS = st.lists(st.floats(5, 40), min_size=1, max_size=12)
BLOCKS = st.lists(
    st.builds(
        lambda heights, before, keep, again: Block(tuple(map(row, heights)), before, keep, again=again),
        HEIGHTS,
        st.floats(0, 20),
        st.booleans(),
        st.sampled_from([(), (row(12, "again"), row(9, "again"))]),
    ),
    max_size=12,
)


@settings(max_examples=200, deadline=None)
@given(BLOCKS)
def test_pages_hold_all_rows_in_order_within_their_height(blocks):
    """No row is lost, doubled, laid over another or past the foot; a block stays with its headings on one page."""
    pages = paginate(blocks, 200)

    placed = [(number, top, row) for number, page in enumerate(pages) for top, row in page]
    assert [id(row) for *_, row in placed if row.marks[0].text == "x"] == [
        id(row) for one in blocks for row in one.rows
    ]
    assert all(page[-1][1].marks[0].text == "x" for page in pages)
    for (page, top, upper), (next_page, next_top, _) in pairwise(placed):
        assert page < next_page or next_top >= top + upper.height - 0.001
    assert all(top + row.height <= 200.001 for _, top, row in placed)
    where = {id(row): number for number, _, row in placed}
    for chain in chains(blocks):
        if sum(one.before + one.height for one in chain) + sum(row.height for row in chain[0].again) <= 200:
            assert len({where[id(row)] for one in chain for row in one.rows}) == 1


def chains(blocks):
    """Each heading, or several, with the block that follows."""
    chain = []
    for one in blocks:
        chain.append(one)
        if not one.keep_with_next:
            yield chain
            chain = []
    if chain:
        yield chain


def test_columns_stand_on_one_baseline():
    """Rows side by side share the lower baseline and the greater depth."""
    (merged,) = beside([Row(10, 8, ())], [Row(12, 5, ())])
    assert (merged.height, merged.baseline) == (15, 8)


def test_lowered_rows_keep_their_distance():
    """Only the first row is moved down."""
    assert [one.height for one in lowered([row(10), row(10)], 3)] == [13, 10]


def test_the_dump_says_where_everything_is():
    """A mark a line, absolute, from the upper left."""
    page = (Placed(50, 100, Row(12, 9, (Text(5, 0, "Ada ", HEAVY), Rule(20, 2, 30)))),)
    assert dump([page]) == "page 1\n    55.0   109.0  stem bold 10: Ada\n    70.0   111.0  rule 30.0\n"


def test_pages_are_the_standard_ones():
    """A4 is 210 × 297 mm, Letter 8.5 × 11 inches."""
    assert [round(side / 72 * 25.4) for side in PAGES["A4"]] == [210, 297]
    assert [side / 72 for side in PAGES["Letter"]] == [8.5, 11]
