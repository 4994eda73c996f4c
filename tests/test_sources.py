"""What the articles say: folding, the lock, and the proof of a quotation.

Two invented articles are always here, tests/data/articles/bridge.txt and harbour.txt. They hold on purpose: a heading,
a by-line, empty lines, furniture (bridge: lines 3, 9 and 21; harbour: line 9), words that stand twice (“it was said at
the time”), curly quotation marks, no-break spaces, bold marks, a minus sign, `86.8`, `1,250`, `2 400` and a long
number. The articles of the first bank belong to their publishers and are not in the project.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest
from conftest import ARTICLES as INVENTED
from conftest import FULL_ARTICLES as REAL
from hypothesis import example, given, settings
from hypothesis import strategies as st

from quizgen import explanations
from quizgen.model import (
    Article,
    Bank,
    Blank,
    Check,
    Citation,
    Cloze,
    Difficulty,
    Item,
    Level,
    Place,
    TrueFalse,
)
from quizgen.reading import yamlnodes
from quizgen.reading.bank import read as read_bank
from quizgen.richtext import literal, parse
from quizgen.sources import (
    ArticleText,
    Attestation,
    CitationState,
    Lock,
    LockedArticle,
    Paragraph,
    attest,
    attest_paragraph,
    find,
    fold,
    furniture,
    key,
    looks_wrapped,
    nearest,
    paragraphs,
    prove,
    quoted_shares,
    read_lock,
    states,
    words,
    write_lock,
)
from quizgen.sources.folding import cut_words
from quizgen.sources.prove import MAX_HINTS, MAX_NAMED
from quizgen.span import Span

BRIDGE = Article(id="bridge", title="A bridge for Elm Ford", file="bridge.txt", skip=(range(3, 4), range(9, 10)))
PLAIN = replace(BRIDGE, skip=())
HARBOUR = Article(id="harbour", title="The harbour that moved", file="harbour.txt", skip=(range(9, 10),))
TEXTS = {id: (INVENTED / f"{id}.txt").read_text(encoding="utf-8") for id in ("bridge", "harbour")}
OPENING = "The bridge at Elm Ford opened on 4 May 1911 and cost 86.8 thousand crowns."
TWICE = "it was said at the time"


def cite(quote: str, article: str = "bridge", **more: str) -> Citation:
    return Citation(article=article, quote=quote, span=Span.of(7, 14, 5), article_span=Span.of(6, 16, 6), **more)


def bank(*citations: Citation, **changes: object) -> Bank:
    """A question for each citation."""
    items = tuple(
        Item(
            id=f"q{number}",
            stem=parse("So it is."),
            response=TrueFalse(key=True),
            why=parse("It says so."),
            citations=(citation,),
            difficulty=Difficulty.EASY,
            level=Level.REMEMBER,
        )
        for number, citation in enumerate(citations, start=1)
    )
    made = Bank(id="valley", title="The valley", language="en", articles=(BRIDGE, HARBOUR), items=items)
    return replace(made, **changes)


def rules(*citations: Citation, **changes: object) -> list[str]:
    """What is found wrong when the texts are at hand and the lock was made from them."""
    asked = bank(*citations, **changes)
    lock, _ = attest(asked, Lock(), TEXTS)
    return [one.rule for one in prove(asked, lock, TEXTS)[1]]


def one_finding(citation: Citation) -> tuple[str, str, str, str]:
    """Rule, message, notes and help of the one thing wrong with a citation."""
    [found] = attest(bank(citation), Lock(), TEXTS)[1]
    assert found.span == citation.span
    return found.rule, found.message, "; ".join(found.notes), found.help or ""


# --- folding -------------------------------------------------------------------------------------------------------

SAME = [
    ("“We do not,” he wrote", '"We do not," he wrote'),
    ("the ‘last dictator’ of Europe", 'the "last dictator" of Europe'),
    ("the builder’s ledger", "the builder's ledger"),
    ("a figure – that nobody", "a figure-that nobody"),
    ("a figure -- that nobody", "a figure — that nobody"),
    ("Arden\u00a0&\u00a0Sons", "Arden & Sons"),
    ("Arden &\r\n  Sons\t", "Arden & Sons"),
    ("ther\u00admo\u200bmeter\ufeff", "thermometer"),
    ("the ﬁrst ﬂood, an oﬃce", "the first flood, an office"),
    ("Belarus,as both", "Belarus, as both"),
    ("ankles.He destroys", "ankles. He destroys"),
    ("and so on… then", "and so on... then"),
    ("Cafe\u0301 Minsk", "Café Minsk"),
    ("( in brackets )", "(in brackets)"),
    ("showed \u221231 degrees", "showed -31 degrees"),
    ("1 250 people", "1\u202f250 people"),
]

DIFFERENT = [
    ("86.8%", "868%"),
    ("86.8", "86. 8"),
    ("2020, 5", "2020,5"),
    ("1,250", "1250"),
    ("1,250", "1, 250"),
    ("10²", "102"),
    ("1½", "11/2"),
    ("Elm Ford", "elm Ford"),
    ("won't", "wont"),
    ("5′ tall", "5' tall"),
    ("it rose. It", "it rose? It"),
    ("a, b", "a b"),
    ("10:30", "10: 30"),
    ("1990–1995", "19901995"),
    ("fell to -5", "fell to 5"),
    ("naïve", "naive"),
    ("Œuvre", "Oeuvre"),
]


@pytest.mark.parametrize(("printed", "copied"), SAME)
def test_printing_makes_no_difference(printed: str, copied: str) -> None:
    """What a printer may do either way folds to one form."""
    assert fold(printed) == fold(copied)


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_meaning_makes_a_difference(one: str, other: str) -> None:
    """Case, decimal points, signs, superscripts, and a space between digits are kept."""
    assert fold(one) != fold(other)


@pytest.mark.parametrize(
    ("printed", "quote"),
    [
        ("A cell is 5 µm wide.", "is 5 μm wide"),
        ("A cell is 5 μm wide.", "is 5 µm wide"),
        ("A force of 3 N⋅m turns it.", "of 3 N·m turns"),
        ("A rise ∆T of it is felt.", "rise ΔT of it"),
        ("It fell to －40 degrees.", "fell to -40 degrees"),
        ("It fell to −40 degrees.", "fell to -40 degrees"),
    ],
)
def test_twins_are_one(printed: str, quote: str) -> None:
    """Proved by the text; and where a lock of before has the one, the other is proved by the lock and by a paste."""
    asked, texts = bank(cite(quote), articles=(PLAIN,), max_quoted_share=1.0), {"bridge": printed}
    as_printed, _ = attest(bank(cite(quote.translate(SWAPPED)), articles=(PLAIN,)), Lock(), texts)

    assert attest(asked, Lock(), texts)[1] == ()
    assert prove(asked, as_printed)[1] == prove(asked, as_printed, texts)[1] == ()
    locked_only = replace(as_printed, quotations={})
    assert attest_paragraph(asked, locked_only, "q1", printed.translate(SWAPPED))[1] == ()
    proved, _ = attest_paragraph(asked, locked_only, "q1", printed.translate(SWAPPED))
    assert prove(asked, proved)[1] == ()


SWAPPED = str.maketrans("µμ·⋅Δ∆", "μµ⋅·∆Δ")


@pytest.mark.parametrize(
    ("printed", "quote", "told"),
    [
        ("He is 5′ tall, so they say.", "is 5' tall, so", "`′` (U+2032 PRIME) where the quotation has `'` (U+0027 AP"),
        ("It was 20° C on that day.", "was 20º C on", "`°` (U+00B0 DEGREE SIGN) where the quotation has `º`"),
        ("A slab of 3×4 metres.", "slab of 3x4 metres", "`×` (U+00D7 MULTIPLICATION SIGN)"),
        (
            "The way to Minsk is long.",
            "way to Мinsk is",
            "`M` (U+004D LATIN CAPITAL LETTER M) where the quotation has `М` (U+041C",
        ),
    ],
)
def test_what_only_looks_alike_is_named(printed: str, quote: str, told: str) -> None:
    """It is not the same, and nobody sees why."""
    [found] = attest(bank(cite(quote), articles=(PLAIN,)), Lock(), {"bridge": printed})[1]

    assert found.rule == "quote-not-found"
    assert told in "; ".join(found.notes)


@pytest.mark.parametrize("printed", ["cold (−40 °C) here", "cold “−40 °C” here", "t=−40 °C in it", "was －40 °C here"])
def test_a_quotation_does_not_lose_a_sign(printed: str) -> None:
    """Who begins behind it cuts a number."""
    [found] = attest(bank(cite(f"40 {fold(printed).split('40 ')[1]}"), articles=(PLAIN,)), Lock(), {"bridge": printed})[
        1
    ]

    assert found.rule == "quote-cuts-number"


MARKS = st.text(alphabet="ab1 2.,:;-–−'’\"“()!?%$\u00a0\u00ad\u0301\u200bﬁ…`\n", max_size=30)


@settings(max_examples=500, deadline=None)
@given(st.one_of(st.text(max_size=40), MARKS))
def test_folding_twice_is_folding_once(text: str) -> None:
    """A folded text is its own folded form, so digests do not depend on how often it was folded."""
    assert fold(fold(text)) == fold(text)


@settings(max_examples=300, deadline=None)
@given(MARKS)
def test_folding_keeps_letters_and_digits(text: str) -> None:
    """No letter or digit is lost, changed or moved."""
    kept = unicodedata.normalize("NFC", text.replace("ﬁ", "fi").replace("\u00ad", "").replace("\u200b", ""))

    assert [sign for sign in fold(text) if sign.isalnum()] == [sign for sign in kept if sign.isalnum()]


def test_words_and_numbers_are_whole() -> None:
    """A number with its marks, sign and unit is one word, and so is a word with an apostrophe."""
    folded = fold("Don’t pay 86.8%, 1,250 or 2 400 at -5° on 10:30; pro-war ‘B52’ $3.5 Лукаше́нко")

    found = [folded[start:end] for start, end in words(folded)]

    numbers = ["86.8%", "1,250", "or", "2 400", "at", "-5°", "on", "10:30"]
    assert found == ["Don't", "pay", *numbers, "pro", "war", "B52", "$3.5", "Лукаше́нко"]


def test_paragraphs_are_lines_of_the_article_itself() -> None:
    """Empty lines and skipped lines are no paragraphs; line numbers are an editor's."""
    text = "\ufeffOne\r\n\r\n \u00a0\r\nTwo \u2028 two\nad\rThree"

    assert paragraphs(text, (range(5, 6),)) == ("\ufeffOne", "Two \u2028 two", "Three")
    assert len(paragraphs(text)) == 4


WRAPPED = (
    "The harbour of-\nfice lit the lamp.\nIt was a well-known\nevent, a well-\nknown day in Anglo-\nSaxon\n"
    "page 2\ntowns.\n\n  Nobody came\n  in 1911-\n12.\n"
)


def test_wrapped_lines_are_joined_up_to_an_empty_one() -> None:
    """A word parted at the end of a line is whole again, unless the hyphen is its own; a skipped line parts nothing."""
    joined = paragraphs(WRAPPED, (range(7, 8),), wrapped=True)

    assert joined == (
        "The harbour office lit the lamp. It was a well-known event, a well-known day in Anglo-Saxon towns.",
        "Nobody came in 1911-12.",
    )


@pytest.mark.parametrize(
    ("text", "wrapped"),
    [
        (WRAPPED, True),
        ("One line.\nAnother line.\nA third one.\n", False),
        ("The heading\nA paragraph that is long enough and\n\nends there.", False),
        ("Flour\nSugar\nSalt\n", False),
        ("", False),
    ],
)
def test_lines_broken_to_a_width_are_noticed(text: str, wrapped: bool) -> None:
    """Sentences go on in small letters on the next line; headings, lists and paragraphs do not."""
    assert looks_wrapped(text.split("\n")) is wrapped


def test_lines_of_the_page_are_noticed() -> None:
    """Advertisements, buttons and teasers that come twice; not who speaks, nor a sentence about sharing."""
    text = "Advertisement|The text|To share is good.|A teaser|**Ann:**|A teaser |**Ann:**|Share on Facebook|© 2025 X"

    assert list(furniture(text.split("|"))) == [1, 4, 6, 8, 9]


def test_of_the_first_banks_articles_the_skipped_lines_are_noticed(full_articles: Path) -> None:
    """All that people skipped in them but one teaser, and nothing else."""
    read = read_bank(yamlnodes.parse((Path(__file__).parents[1] / "question_bank.yaml").read_text("utf-8"))[0])[0]
    assert read is not None

    for article in read.articles:
        lines = (full_articles / article.file).read_text(encoding="utf-8").split("\n")
        skipped = {line for lines in article.skip for line in lines}
        assert skipped - set(furniture(lines)) == ({18} if article.id == "growing-integration" else set())
        assert set(furniture(lines)) <= skipped


# --- finding -------------------------------------------------------------------------------------------------------

PARAGRAPH = Paragraph(
    1, "Results showed that he received 86.8% of 1,250 votes, -5 points; don’t say 2 400 (or 1911–12)."
)


@pytest.mark.parametrize(
    "quote",
    ["he received 86.8%", "of 1,250 votes", "votes, -5 points;", "say 2 400 (or", "don't say", "1911-12).", "that he"],
)
def test_whole_words_are_found(quote: str) -> None:
    """Words and numbers that stand there whole are found, once."""
    assert len(find(fold(quote), "", "", PARAGRAPH)) == 1


@pytest.mark.parametrize(
    "quote",
    [
        "he received 86",
        "he received 86.",
        "received 86.8",
        "8% of",
        ".8% of",
        "of 1",
        "of 1,25",
        "250 votes",
        "5 points",
        "t say",
        "don",
        "2",
        "400 (or",
        "or 1911",
        "12)",
        "eceived",
        "receive",
        "86.8% of 1,250 voters",
        "",
    ],
)
def test_parts_of_words_are_not_found(quote: str) -> None:
    """No quotation begins or ends inside a number or a word: `86` does not stand in `86.8%`."""
    assert find(fold(quote), "", "", PARAGRAPH) == ()


def test_place_counts_words() -> None:
    """First and last word are counted from 1 within the paragraph, headings and by-lines included."""
    asked = bank(cite("opened on 4 May 1911 and cost 86.8 thousand crowns"))

    places, found = prove(asked, attest(asked, Lock(), TEXTS)[0], TEXTS)

    assert found == ()
    assert list(places.values()) == [Place(4, 6, 15)]


@pytest.mark.parametrize(
    ("context", "paragraph"),
    [({"prefix": "market day, so"}, 6), ({"suffix": "that the young"}, 8), ({"prefix": "so", "suffix": "."}, 6)],
)
def test_prefix_and_suffix_choose_a_place(context: dict[str, str], paragraph: int) -> None:
    """Words that stand twice are proved where what stands around them says."""
    asked = bank(cite(TWICE, **context))

    [place] = prove(asked, attest(asked, Lock(), TEXTS)[0])[0].values()

    assert place.paragraph == paragraph


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet="ab1 2.,:-'%$ ", min_size=5, max_size=20), st.data())
def test_a_quotation_has_as_many_words_alone_as_in_its_paragraph(text: str, data: st.DataObject) -> None:
    """So the lock alone can tell that a range of words fits its quotation."""
    start = data.draw(st.integers(0, len(text)))
    quote = fold(text[start : data.draw(st.integers(start, len(text)))])

    for match in find(quote, "", "", Paragraph(1, text)):
        assert match.last - match.first + 1 == len(words(quote))


# --- harmless copies and wrong edits -------------------------------------------------------------------------------


def spaced(text: str, pattern: str, replacement: str) -> str:
    """A change of spaces that leaves spaces between digits alone."""
    return re.sub(rf"(?<!\d){pattern}|{pattern}(?!\d)", replacement, text)


HARMLESS: dict[str, Callable[[str], str]] = {
    "straight marks": lambda q: q.translate(str.maketrans("“”‘’", "\"\"''")),
    "curly apostrophes": lambda q: q.replace("'", "’"),
    "guillemets": lambda q: q.replace("“", "«").replace("”", "»"),
    "no-break spaces": lambda q: q.replace(" ", "\u00a0"),
    "thin spaces": lambda q: q.replace(" ", "\u2009"),
    "double spaces": lambda q: q.replace(" ", "  "),
    "wrapped": lambda q: q.replace(" ", "\n      "),
    "wrapped, CRLF": lambda q: q.replace(" ", "\r\n"),
    "U+2028": lambda q: q.replace(" ", "\u2028"),
    "no space behind commas": lambda q: spaced(q, ", ", ","),
    "space before commas": lambda q: spaced(q, ",", " ,"),
    "no space behind stops": lambda q: spaced(q, r"\. ", "."),
    "long dashes": lambda q: q.replace("–", "—").replace(" - ", " — "),
    "double hyphens": lambda q: q.replace("–", "--"),
    "closed dashes": lambda q: spaced(q, " – ", "–"),
    "soft hyphens": lambda q: re.sub(r"(?<=[a-z]{3})(?=[a-z]{3})", "\u00ad", q),
    "zero-width spaces": lambda q: re.sub(r"(?<=[a-z])(?=[a-z])", "\u200b", q),
    "BOM": lambda q: "\ufeff" + q,
    "ligatures": lambda q: q.replace("ffi", "ﬃ").replace("fi", "ﬁ").replace("fl", "ﬂ").replace("ff", "ﬀ"),
    "ellipsis": lambda q: q.replace("...", "…"),
    "NFD": lambda q: unicodedata.normalize("NFD", q),
}


def inner(pattern: str, replacement: str | Callable[[re.Match[str]], str]) -> Callable[[str], str]:
    """A wrong edit of the first fitting place that is not at either end."""
    return lambda q: q[:1] + re.sub(pattern, replacement, q[1:-1], count=1) + q[-1:]


WRONG: dict[str, Callable[[str], str]] = {
    "decimal point lost": inner(r"(?<=\d)\.(?=\d)", ""),
    "thousands comma lost": inner(r"(?<=\d),(?=\d)", ""),
    "decimal comma for point": inner(r"(?<=\d)\.(?=\d)", ","),
    "sign lost": inner(r"(?<= )-(?=\d)", ""),
    "digit changed": inner(r"\d", lambda one: str((int(one[0]) + 1) % 10)),
    "digit lost": inner(r"\d", ""),
    "digit doubled": inner(r"\d", r"\g<0>\g<0>"),
    "space in a number": inner(r"(?<=\d)(?=[\d.,]\d)", " "),
    "letter changed": inner(r"[a-z]", lambda one: "q" if one[0] != "q" else "z"),
    "letter lost": inner(r"(?<=\w)[a-z](?=\w)", ""),
    "letter doubled": inner(r"(?<=\w)[a-z](?=\w)", r"\g<0>\g<0>"),
    "letters swapped": inner(r"([a-z])(?!\1)([a-z])", r"\2\1"),
    "case changed": inner(r"[a-zA-Z]", lambda one: one[0].swapcase()),
    "word split": inner(r"(?<=[a-z]{2})(?=[a-z]{2})", " "),
    "words joined": inner(r"(?<=[a-z]) (?=[a-z])", ""),
    "word lost": inner(r" \w+(?= \w)", ""),
    "word put in": inner(r" ", " not "),
    "words swapped": inner(r"\b([a-z]+) (?!\1\b)([a-z]+)\b", r"\2 \1"),
    "comma lost": inner(r"(?<=\w), (?=\w)", " "),
    "comma put in": inner(r"(?<=[a-z]) (?=[a-z])", ", "),
    "stop for comma": inner(r"(?<=\w), (?=\w)", ". "),
    "question for stop": inner(r"(?<=\w)\.(?= )", "?"),
    "apostrophe lost": inner(r"(?<=\w)[’'](?=\w)", ""),
    "hyphen lost": inner(r"(?<=[a-z])-(?=[a-z])", " "),
    "quotation mark lost": inner(r"[“”]", ""),
}


@cache
def invented() -> tuple[ArticleText, ...]:
    return tuple(map(ArticleText.of, TEXTS.values()))


@cache
def real() -> tuple[ArticleText, ...]:
    if not REAL.is_dir():
        pytest.skip("the publishers' articles are not in the project, and no folder of them is beside it")
    return tuple(ArticleText.of(path.read_text(encoding="utf-8")) for path in sorted(REAL.glob("0*.txt")))


def fragments(article: ArticleText) -> Iterator[tuple[Paragraph, str]]:
    """Runs of 4, 9 and 17 words, cut at spaces, all over the article; a number with a space in it stays whole."""
    for paragraph in article.paragraphs:
        parts = re.split(r"(?<!\d)\s+|\s+(?!\d{3}\b)", paragraph.printed.strip())
        for length in (4, 9, 17):
            for start in range(0, len(parts) - length + 1, 5):
                yield paragraph, " ".join(parts[start : start + length])


ARTICLES = pytest.mark.parametrize("articles", [invented, real])


@ARTICLES
@pytest.mark.parametrize("kind", HARMLESS)
def test_harmless_copies_are_accepted(articles: Callable[[], tuple[ArticleText, ...]], kind: str) -> None:
    """A fragment copied through any editor, terminal or PDF still stands in its paragraph."""
    found = [
        (HARMLESS[kind](quote), bool(find(fold(HARMLESS[kind](quote)), "", "", paragraph)))
        for article in articles()
        for paragraph, quote in fragments(article)
    ]

    assert len(found) > 50
    assert [quote for quote, stands in found if not stands] == []


@ARTICLES
@pytest.mark.parametrize("kind", WRONG)
def test_wrong_edits_are_refused(articles: Callable[[], tuple[ArticleText, ...]], kind: str) -> None:
    """A fragment with one thing wrong does not stand in its paragraph."""
    edited = [
        (paragraph, wrong)
        for article in articles()
        for paragraph, quote in fragments(article)
        if (wrong := WRONG[kind](quote)) != quote and len(wrong.split()) > 3  # three words may well stand elsewhere
    ]

    assert [wrong for paragraph, wrong in edited if find(fold(wrong), "", "", paragraph)] == []


@pytest.mark.parametrize("kind", WRONG)
def test_each_wrong_edit_is_tried(kind: str) -> None:
    """The invented articles hold something that every wrong edit can spoil."""
    assert any(WRONG[kind](quote) != quote for article in invented() for _, quote in fragments(article))


# --- what is said of a quotation that is not found -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("The bridge at Elm Fort opened on", "The bridge at Elm Ford opened on"),
        ("cost 868 thousand crowns", "cost 86.8 thousand crowns"),
        ("weighs 1.250 tonnes", "weighs 1,250 tonnes"),
        ("the builders ledger, 1386204775 rivets", "the builder’s ledger, 1386204775 rivets"),
        ("bridge 'will drown more man than the river", "bridge “will drown more men than the river"),
        ("the bridge at elm ford opened", "The bridge at Elm Ford opened"),
        ("The flood of 1926 took the ferry house", "The flood of 1926** took the ferry house"),
        ("opened on May 4 1911 and cost", "opened on 4 May 1911 and cost"),
        ("The county did not pay him anything.", "The county paid him nothing."),
        ("Josef Arden & Sons asked for a bridge in 1898", None),
    ],
)
def test_the_right_words_are_offered(wrong: str, right: str | None) -> None:
    """A quotation off by little is answered with the article's words, as printed."""
    near = nearest(wrong, ArticleText.of(TEXTS["bridge"], BRIDGE.skip))

    if right is None:
        assert near is None or wrong not in near.words
    else:
        assert near is not None
        assert near.words == right


@pytest.mark.parametrize("kind", WRONG)
def test_what_is_offered_can_be_proved(kind: str) -> None:
    """An author who takes the words offered is done."""
    for article in invented():
        for _, quote in list(fragments(article))[::7]:
            near = nearest(WRONG[kind](quote), article)
            assert near is not None
            assert any(find(fold(near.words), "", "", one) for one in article.paragraphs)


@ARTICLES
def test_a_changed_letter_is_found_out_and_the_words_named(articles: Callable[[], tuple[ArticleText, ...]]) -> None:
    """Of fragments of 9 or 17 words with a letter changed in the middle, all get their own words offered."""
    missed = []
    for article in articles():
        for paragraph, quote in list(fragments(article))[::11]:
            middle = next((place for place in range(len(quote) // 2, len(quote)) if quote[place].isalpha()), 0)
            if len(quote.split()) < 9 or not middle:
                continue
            near = nearest(f"{quote[:middle]}§{quote[middle + 1 :]}", article)
            if near is None or fold(near.words).strip('.,;:"?') != fold(quote).strip('.,;:"?'):
                missed.append((paragraph.number, quote, near))

    assert missed == []


@pytest.mark.parametrize(
    ("quote", "difference"),
    [
        ("the bridge at elm ford opened", "capital letters"),
        ("The flood of 1926 took the ferry house", "`*` marks"),
        ("by 73.5% within a year,", "its final mark"),
        ('"For three hundred years a ferry carried people"', "its outer quotation marks"),
        ("For three hundred years, a ferry carried people", "punctuation and spaces"),
        ("the therm- ometer on its railing", "punctuation and spaces"),
    ],
)
def test_an_almost_right_quotation_is_told_what_differs(quote: str, difference: str) -> None:
    """Where only case, marks or a final stop differ, the note says which."""
    rule, _, notes, help = one_finding(cite(quote))

    assert rule == "quote-not-found"
    assert f"differs only in {difference}" in notes
    assert "did you mean" in help


def test_left_out_words_are_told() -> None:
    """An elision is no quotation, even where its parts stand in the article."""
    _, _, notes, help = one_finding(cite("We do not ask for a palace […] a way to the doctor"))

    assert "its parts stand there" in notes
    assert "one unbroken run" in help


def test_nothing_is_offered_where_nothing_comes_near() -> None:
    """Words of no article get no guess."""
    assert "nothing in it comes near" in one_finding(cite("Zebras grazed beside seven quiet lighthouses"))[2]


@pytest.mark.parametrize(
    ("citation", "rule", "part"),
    [
        (cite("on 4 May 1911 and cost 86"), "quote-cuts-number", "`86.8`"),
        (cite("granite and weighs 1"), "quote-cuts-number", "`1,250`"),
        (cite("400 workers were hired", "harbour"), "quote-cuts-number", "`2 400`"),
        (cite("people, carts and cat"), "quote-cuts-number", "word `cattle`"),
        (cite("The new harbour opened on 9 September", "bridge"), "quote-in-another-article", "in `harbour`"),
        (cite("nobody has checked. Not everyone was glad"), "quote-crosses-paragraphs", "end of a paragraph"),
        (cite("ropes and lamps, Market Square"), "quote-in-furniture", "page furniture"),
        (cite(TWICE), "quote-ambiguous", "2 times"),
        (cite(TWICE, prefix="on a day"), "context-not-found", "prefix `on a day`"),
        (cite(TWICE, prefix="so", suffix="that the young"), "context-not-found", "suffix `that the young`"),
        (cite("two words", "bridge"), "quote-length", "this one 2"),
    ],
)
def test_each_reason_has_its_name(citation: Citation, rule: str, part: str) -> None:
    """The finding says why the quotation fails, and names the words or the article concerned."""
    found = attest(bank(citation), Lock(), TEXTS)[1]

    assert found[0].rule == rule
    assert part in found[0].message


BROKEN = """The lighthouse at Cape Wren was lit for the
first time on 4 May 1911, the harbour of-
fice reported.

Its keeper said that the lamp had
cost 86 crowns.
"""


@pytest.mark.parametrize(
    "quote",
    ["was lit for the first time", "the harbour office reported", "the lamp had cost 86", "the lamp has cost 86"],
)
def test_a_text_of_broken_lines_is_named_as_such(quote: str) -> None:
    """Whoever quotes across the end of a line is told what ends there, and not to write two citations."""
    [found] = attest(bank(cite(quote), articles=(PLAIN,)), Lock(), {"bridge": BROKEN})[1]

    assert found.notes == ("each line of the file is a paragraph, and many of its lines end within a sentence",)
    assert "`wrapped: true`" in (found.help or "")


@pytest.mark.parametrize(
    "text",
    [
        "A bridge for Elm Ford\nThe bridge was lit for\nThe first time it opened.",  # headings, or verse
        "The ferry was lost. The bridge was lit for\n\nthe first time.\nIt opened.\nIt stood.\nIt fell.",
    ],
)
def test_a_paragraph_a_line_is_not_taken_for_broken_lines(text: str) -> None:
    """Its end is the end of a paragraph; one that ends in the middle of a sentence makes no rule."""
    quote = "bridge was lit for the first time" if "the first" in text else "bridge was lit for The first time"
    [found] = attest(bank(cite(quote), articles=(PLAIN,)), Lock(), {"bridge": text})[1]

    assert (found.rule, found.notes) == ("quote-crosses-paragraphs", ("each line of the file is a paragraph",))
    assert found.help == "quote words of one paragraph; to use two, write two citations"


def test_an_ambiguous_quotation_names_its_paragraphs() -> None:
    """The author is told where the words stand."""
    assert one_finding(cite(TWICE))[2] == "it stands in paragraphs 6 and 8"


def test_an_unknown_article_is_shown_at_its_name() -> None:
    """The finding points at the article's id in the citation, and lists the bank's."""
    [found] = attest(bank(cite(OPENING, "brigde")), Lock(), TEXTS)[1]

    assert (found.rule, found.span) == ("unknown-article", Span.of(6, 16, 6))
    assert found.help == "the articles are `bridge`, `harbour`"


@pytest.mark.parametrize(("count", "wrong"), [(2, True), (3, False), (60, False), (61, True)])
def test_length_is_three_to_sixty_words(count: int, wrong: bool) -> None:
    """Both bounds are allowed."""
    long = {**TEXTS, "bridge": " ".join(f"w{number}x" for number in range(80))}
    quote = " ".join(f"w{number}x" for number in range(count))

    found = attest(bank(cite(quote)), Lock(), long)[1]

    assert [one.rule for one in found] == (["quote-length"] if wrong else [])


@settings(max_examples=200, deadline=None)
@given(st.one_of(st.text(max_size=60), MARKS), st.text(max_size=10), st.text(max_size=10))
@example("", "", "")
@example("\ud800 and so on", "\ud800", "")
@example("*" * 5000, "", "")
def test_no_quotation_breaks_the_proof(quote: str, prefix: str, suffix: str) -> None:
    """Whatever an author writes is answered with a place or a finding."""
    asked = bank(cite(quote, prefix=prefix, suffix=suffix))

    lock, found = attest(asked, Lock(), TEXTS)

    assert found or lock.quotations
    assert set(states(asked, lock, TEXTS).values()) <= set(CitationState)


# --- the lock ------------------------------------------------------------------------------------------------------

MANY = (
    cite("opened on 4 May 1911"),
    cite("cost 86.8 thousand crowns"),
    cite(TWICE, prefix="so"),
    cite("“probably saved the village”"),
    cite("voted for a new harbour by 31 votes to 30", "harbour"),
)


def locked(*citations: Citation) -> tuple[Bank, Lock]:
    asked = bank(*citations)
    lock, found = attest(asked, Lock(), TEXTS)
    assert found == ()
    return asked, lock


def test_lock_alone_proves_what_the_texts_prove() -> None:
    """With the lock made from the texts, both ways give the same places and no findings."""
    asked, lock = locked(*MANY)

    assert prove(asked, lock) == prove(asked, lock, TEXTS)
    assert len(prove(asked, lock)[0]) == len(MANY)
    assert prove(asked, lock)[1] == ()


@ARTICLES
def test_every_fragment_proved_by_text_is_proved_by_lock(articles: Callable[[], tuple[ArticleText, ...]]) -> None:
    """Place by place, over whole articles, the lock says what the text says.

    Of words that stand twice in the text it may prove one place, where a longer quotation holds them.
    """
    for article in articles():
        text = "\n".join(paragraph.printed for paragraph in article.paragraphs)
        asked = bank(*(cite(quote) for _, quote in fragments(article)), articles=(PLAIN,))
        lock, _ = attest(asked, Lock(), {"bridge": text})

        assert lock.quotations
        by_lock, by_text = prove(asked, lock)[0], prove(asked, lock, {"bridge": text})[0]
        assert by_text.items() <= by_lock.items()
        for citation in by_lock.keys() - by_text.keys():
            assert [one.rule for one in prove(bank(citation, articles=(PLAIN,)), lock, {"bridge": text})[1]] == [
                "quote-ambiguous"
            ]


def test_lock_survives_writing_and_reading() -> None:
    """Nothing is lost, and writing again gives the same bytes."""
    _, lock = locked(*MANY)

    text = write_lock(lock)

    assert read_lock(text) == (lock, ())
    assert write_lock(read_lock(text)[0]) == text
    assert text.endswith("}\n")


DIGESTS = st.text("0123456789abcdef", min_size=16, max_size=16)
LOCKS = st.builds(
    Lock,
    st.dictionaries(
        st.text(), st.builds(LockedArticle, DIGESTS, st.integers(0, 10**6), st.lists(DIGESTS, max_size=4).map(tuple))
    ),
    st.dictionaries(
        st.text(), st.builds(lambda p, a, n: Attestation(p, a, a + n), DIGESTS, st.integers(1, 999), st.integers(0, 59))
    ),
    st.text(),
    st.dictionaries(st.text(), st.dictionaries(st.integers(1, 500), DIGESTS)),
)


@settings(max_examples=100, deadline=None)
@given(LOCKS)
def test_any_lock_survives_writing_and_reading(lock: Lock) -> None:
    """Whatever the ids are, and in whatever order entries came."""
    tables = (lock.articles, lock.quotations, lock.blanks)
    articles, quotations, blanks = (dict(reversed(table.items())) for table in tables)
    backwards = Lock(articles, quotations, lock.bank, {id: dict(reversed(one.items())) for id, one in blanks.items()})

    assert read_lock(write_lock(lock)) == (lock, ())
    assert write_lock(backwards) == write_lock(lock)


def test_a_lock_without_the_banks_id_is_read_as_before() -> None:
    """A lock of before the bank's id was kept proves what it proved; the next `cite` adds the id."""
    asked, lock = locked(*MANY)
    old, found = read_lock(re.sub(r'"bank": .*\n', "", write_lock(lock)))

    assert (old, found) == (replace(lock, bank=""), ())
    assert prove(asked, old) == prove(asked, lock)
    assert attest(asked, old, {}) == (lock, ())


def test_a_copied_banks_lock_stays_as_it_is() -> None:
    """`cite` does not take the lock of another bank with this id for its own, or nobody would be told again."""
    asked, lock = locked(*MANY)
    copied = replace(asked, articles=tuple(replace(one, id=f"new-{one.id}") for one in asked.articles))

    kept, [found] = attest(copied, lock, {})
    assert (kept, found.rule) == (lock, "copied-bank")
    assert "copied-bank" not in {one.rule for one in attest(replace(copied, id="own"), lock, {})[1]}


def numbered(*answers: str, checked: bool = True) -> Bank:
    """A bank of one cloze with these blanks, numbered in turn."""
    blanks = [Blank(number=number, answer=literal(answer)) for number, answer in enumerate(answers, 1) if answer]
    asked = bank(MANY[0])
    record = Check(by="AB", at=datetime(2026, 11, 20, tzinfo=UTC), digest="") if checked else None
    return replace(asked, items=(replace(asked.items[0], response=Cloze(parts=tuple(blanks)), checked=record),))


@pytest.mark.parametrize(
    ("answers", "fine"),
    [
        (("June", "red"), True),
        (("July", "red"), True),
        (("", "red"), True),
        (("June", "red", "white"), True),
        (("red",), False),
        (("red", "June"), False),
        (("red", "red"), False),
    ],
)
def test_a_number_of_a_blank_is_never_given_to_another(answers: tuple[str, ...], fine: bool) -> None:
    """Corrected, gone and added blanks are fine; one that takes another's number is told until it has its own again."""
    _, lock = locked(*MANY[:1])
    lock, _ = attest(numbered("June", "red"), lock, TEXTS)
    after = numbered(*answers)

    told = {one.rule for one in prove(after, lock)[1]}
    kept, found = attest(after, lock, TEXTS)

    assert ("blanks-renumbered" not in told) is fine
    assert {one.rule for one in found} == told
    assert (kept.blanks == lock.blanks) is (not fine or answers == ("June", "red"))
    assert {one.rule for one in prove(after, kept)[1]} == told


def test_a_draft_may_be_numbered_anew() -> None:
    """No learner has what nobody ever checked."""
    lock, _ = attest(numbered("June", "red"), Lock(), TEXTS)

    draft = numbered("red", "June", checked=False)

    assert prove(draft, lock)[1] == ()
    assert prove(numbered("red", "June"), attest(draft, lock, TEXTS)[0])[1] == ()


def test_lock_has_an_entry_a_line() -> None:
    """A new quotation is a new line, and its neighbours stay, but for a comma."""
    fewer, more = (write_lock(locked(*some)[1]).splitlines() for some in (MANY[:3], MANY[:4]))

    assert len(more) == len(fewer) + 1
    assert {line.rstrip(",") for line in fewer} < {line.rstrip(",") for line in more}


def test_lock_holds_no_words_of_the_articles() -> None:
    """Digests of paragraphs and quotations, ids and counts: no text, and no digest of each few words."""
    text = write_lock(locked(*MANY)[1])

    strings = set(re.findall(r'"([^"]*)"', text))
    top, entry = {"lock", "fold", "bank", "articles", "quotations"}, {"digest", "words", "paragraphs"}
    fields = {*top, *entry, "paragraph", "first", "last"}
    assert {one for one in strings - fields if not re.fullmatch(r"((bridge|harbour)/)?[0-9a-f]{16}", one)} == {
        "valley",
        "bridge",
        "harbour",
    }
    assert len(re.findall("[0-9a-f]{16}", text)) == 2 + (9 + 7) + 2 * len(MANY)


@cache
def lock_text() -> str:
    """A sound lock's text."""
    return write_lock(locked(*MANY)[1])


SOUND = '{"lock": 1, "fold": 1, "articles": {}, "quotations": {}, '


@pytest.mark.parametrize(
    ("text", "line", "part"),
    [
        ("", 1, "not JSON"),
        ("[]", 1, "object in braces"),
        ("{}", 1, "`lock` has no version"),
        ('{\n"lock": 1,\n"fold": 2}', 3, "`fold` has version 2"),
        ('{\n"lock": true,\n"fold": 1}', 2, "`lock` has version true"),
        ('{"lock": 1, "fold": 1, "articles": {}}', 1, "`quotations` is not an object"),
        ('{"lock": 1, "fold": 1, "articles": {}, "quotations": {},\n"more": 1}', 1, "a field `more`"),
        ('{\n"lock": 1,\n"fold": 1,\n"bank": 7, "articles": {}, "quotations": {}}', 4, "`bank` is not an id"),
        (SOUND + '"blanks": {\n"q": 7}}', 2, "`q` is not an object"),
        (SOUND + '"blanks": {\n"q": {"0": "0123456789abcdef"}}}', 2, "is not the number of a blank"),
        (SOUND + '"blanks": {\n"q": {"1": "answer"}}}', 2, "`q` holds something that is no digest"),
        ('{\n"lock": 1,\n"lock": 1}', 2, "stands 2 times"),
        ("{" * 100_000, 1, "not JSON"),
        ("[" * 100_000, 1, "not JSON"),
        ('{"lock": ' + "1" * 5000 + "}", 1, "not JSON"),
        (re.sub(r'"first": \d+', '"first": 0', lock_text(), count=1), 10, "`first` of `bridge/"),
        (lock_text().replace('"words": ', '"words": -', 1), 6, "`words` of `bridge`"),
        (re.sub(r'\["[0-9a-f]{16}"', '["UPPER"', lock_text()), 6, "`bridge` holds something that is no digest"),
        (lock_text().replace('"digest"', '"digset"', 1), 6, "a field `digset`"),
        (lock_text()[:-4], 15, "not JSON"),
    ],
)
def test_a_broken_lock_is_told_with_its_line(text: str, line: int, part: str) -> None:
    """No lock is taken from a broken text, and the first finding names the fault."""
    lock, found = read_lock(text)

    assert lock is None
    assert {one.rule for one in found} == {"broken-lock"}
    assert part in found[0].message or any(part in one.message for one in found)
    assert found[0].span.line == line


def test_a_merge_conflict_is_named_as_such() -> None:
    """The markers that git leaves are recognised before JSON is tried."""
    lines = lock_text().splitlines()
    text = "\n".join([*lines[:8], "<<<<<<< HEAD", *lines[8:9], "=======", ">>>>>>> theirs", *lines[9:]])

    lock, [found] = read_lock(text)

    assert lock is None
    assert "merge conflict" in found.message
    assert found.span == Span.of(9, 1, 7)


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_no_text_breaks_the_reading_of_a_lock(data: st.DataObject) -> None:
    """A lock with a stretch of it replaced by anything is read or refused, and never raises."""
    text = lock_text()
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, min(len(text), start + 40)))
    put = data.draw(st.one_of(st.text(max_size=20), st.sampled_from(["null", "[]", "{}", "-1", "1e999", '"x"', ","])))

    lock, found = read_lock(text[:start] + put + text[end:])

    assert (lock is None) == bool(found)


# --- proof and its loss --------------------------------------------------------------------------------------------


def test_a_paragraph_may_be_pasted_with_its_lines_broken() -> None:
    """As the file has it, words parted by hyphens and all; but only one."""
    asked = bank(cite("The harbour office lit the lamp"), articles=(replace(PLAIN, wrapped=True),))
    lock, _ = attest(asked, Lock(), {"bridge": WRAPPED.replace("page 2\n", "")})
    bare = replace(lock, quotations={})
    first, second = WRAPPED.replace("page 2\n", "").split("\n\n")

    assert attest_paragraph(asked, bare, "q1", first) == (lock, ())
    assert [one.rule for one in attest_paragraph(asked, bare, "q1", f"{first}\n\n{second}")[1]] == ["quote-unproved"]


def test_a_new_quotation_is_unproved_by_the_lock_alone() -> None:
    """What the lock does not attest is an error where the text is not at hand, and where it is."""
    asked, lock = locked(*MANY)
    more = bank(*MANY, cite("rests on five piers"))

    for texts in (None, TEXTS):
        [found] = prove(more, lock, texts)[1]
        assert found.rule == "quote-unproved"
        assert "quizgen cite q6 --paragraph -" in (found.help or "")
    assert prove(asked, lock)[1] == ()


@pytest.mark.parametrize(
    "changed",
    [cite("opened on 4 May 1912"), cite("opened on 4 May 1911", suffix="and"), cite("opened on 4 May 1911", "harbour")],
)
def test_an_attestation_is_of_one_quotation(changed: Citation) -> None:
    """Another letter, suffix or article is another quotation, which the lock does not prove."""
    _, lock = locked(*MANY, cite("voted for a new harbour", "harbour"))

    assert [one.rule for one in prove(bank(changed), lock)[1]] == ["quote-unproved"]


def test_an_attestation_must_fit_its_article() -> None:
    """A paragraph that the article's list does not hold, or a range of other length, proves nothing."""
    asked, lock = locked(MANY[0])
    [(name, one)] = lock.quotations.items()

    for wrong in (replace(one, paragraph="0" * 16), replace(one, last=one.last + 1)):
        places, [found] = prove(asked, Lock(lock.articles, {name: wrong}))
        assert (found.rule, places) == ("quote-unproved", {})


def test_an_article_that_the_lock_does_not_know_is_told_once() -> None:
    """One finding at the article, however many quotations wait for it."""
    asked, lock = locked(*MANY)
    lock = Lock({"harbour": lock.articles["harbour"]}, lock.quotations)
    assert (lock.digest_of("harbour") == "", lock.digest_of("bridge")) == (False, "")

    [found] = prove(asked, lock)[1]

    assert (found.rule, found.span) == ("article-not-locked", BRIDGE.span)
    assert "4 quotations wait" in found.message


def test_what_is_to_be_typed_fits_the_bank() -> None:
    """A bank that names its folder needs no `--articles`; an article that names no file is told to; so for a paste."""
    asked, _ = locked(MANY[0])

    [plain] = prove(asked, Lock())[1]
    [at_hand] = prove(replace(asked, folder="articles"), Lock())[1]
    nameless = replace(asked, articles=(replace(BRIDGE, file=""),))
    [pasted] = attest_paragraph(nameless, Lock(), "q1", OPENING)[1]

    put = "put its text as `bridge.txt` into"
    assert plain.help == f"{put} a folder DIR and run `quizgen cite --articles DIR`"
    assert at_hand.help == f"{put} `articles` and run `quizgen cite`"
    assert pasted.rule == "article-not-locked"
    assert (pasted.help or "").startswith("name the file of its text in the bank, such as `file: bridge.txt`, ")


def test_what_is_ones_own_may_be_quoted_at_will() -> None:
    """There is no publisher who would have to bear with it."""
    asked, lock = locked(*MANY)
    asked = replace(asked, max_quoted_share=Decimal("0.01"))
    own = replace(asked, articles=tuple(replace(article, own=True) for article in asked.articles))

    assert {one.rule for one in prove(asked, lock)[1]} == {"quoted-too-much"}
    assert prove(own, lock)[1] == ()


def test_the_proof_is_silent_on_text_it_does_not_have() -> None:
    """Where only some texts are at hand, the lock speaks for the others."""
    asked, lock = locked(*MANY)

    assert prove(asked, lock, {"harbour": TEXTS["harbour"]}) == prove(asked, lock)


@ARTICLES
def test_shuffled_paragraphs_are_moved_not_lost(articles: Callable[[], tuple[ArticleText, ...]]) -> None:
    """A new edition in another order: every quotation is still found, and called moved."""
    for article in articles():
        text = "\n\n".join(one.printed for one in article.paragraphs)
        shuffled = "\n\n".join(one.printed for one in (*article.paragraphs[3:], *article.paragraphs[:3]))
        quotes = [cite(quote) for _, quote in fragments(article)]
        lock, lost = attest(bank(*quotes, articles=(PLAIN,)), Lock(), {"bridge": text})
        sound = bank(*(quote for quote in quotes if key(quote) in lock.quotations), articles=(PLAIN,))

        places, found = prove(sound, lock, {"bridge": shuffled})

        assert len(places) == len({item.citations[0] for item in sound.items})
        assert set(states(sound, lock, {"bridge": shuffled}).values()) == {CitationState.MOVED}
        assert {one.rule for one in found} >= {"article-changed", "quote-moved"}
        assert {one.rule for one in lost} <= {"quote-ambiguous", "quote-length", "quote-cuts-number"}


def test_a_changed_paragraph_is_told_apart_from_a_moved_quotation() -> None:
    """Where the paragraph kept its number, its text is said to have changed."""
    asked, lock = locked(MANY[0])
    edited = {**TEXTS, "bridge": TEXTS["bridge"].replace("five piers", "six piers")}
    moved = {**TEXTS, "bridge": f"New line.\n{TEXTS['bridge']}"}

    assert [one.message for one in prove(asked, lock, edited)[1] if one.rule == "quote-moved"] == [
        "the quotation stands in a changed paragraph"
    ]
    assert [one.message for one in prove(replace(asked, articles=(PLAIN, HARBOUR)), lock, moved)[1]][1:] == [
        "the quotation does not stand where the lock says"
    ]


def test_other_furniture_is_another_text() -> None:
    """A change of `skip` changes what the article says, and the lock no longer fits."""
    asked, lock = locked(MANY[0])
    other = replace(asked, articles=(replace(BRIDGE, skip=(range(9, 10),)), HARBOUR))

    [changed, moved] = prove(other, lock, TEXTS)[1]

    assert (changed.rule, changed.notes) == ("article-changed", ("the lock does not know paragraph 2",))
    assert moved.rule == "quote-moved"


def test_states_say_how_each_quotation_fares() -> None:
    """ok, moved, drifted and orphan, against an article that was edited."""
    ok, moved = cite("For three hundred years a ferry"), cite("rests on five piers of grey granite")
    drifted, orphan = cite("The toll was two hellers a head"), cite("Zebras grazed beside seven lighthouses")
    lost = cite("opened on 9 September 1802", "nowhere")
    asked, lock = locked(ok, moved, drifted)
    edited = TEXTS["bridge"].replace("1,250 tonnes", "1,260 tonnes").replace("two hellers", "three hellers")

    found = states(bank(ok, moved, drifted, orphan, lost), lock, {"bridge": edited})

    assert [str(found[one]) for one in (ok, moved, drifted, orphan, lost)] == [
        "ok",
        "moved",
        "drifted",
        "orphan",
        "orphan",
    ]
    assert set(states(asked, lock).values()) == {CitationState.OK}


def test_attesting_drops_what_nobody_uses() -> None:
    """Entries of quotations and articles that left the bank leave the lock."""
    _, lock = locked(*MANY)

    left, _ = attest(bank(MANY[0], articles=(BRIDGE,)), lock, TEXTS)

    assert set(left.articles) == {"bridge"}
    assert set(left.quotations) == {key(MANY[0])}


def test_attesting_keeps_what_it_cannot_see() -> None:
    """Without an article's text its entries stay as they are; a new quotation of it is told."""
    asked, lock = locked(*MANY)
    new = cite("Digging began in April 1791", "harbour")

    kept, found = attest(bank(*MANY, new), lock, {"bridge": TEXTS["bridge"]})

    assert kept == lock
    assert [one.rule for one in found] == ["quote-unproved"]
    assert attest(asked, Lock(), {})[0] == Lock(bank=asked.id)


def test_attesting_drops_a_quotation_that_drifted() -> None:
    """A lock never says that a quotation stands where it no longer does."""
    asked, lock = locked(*MANY)
    edited = {**TEXTS, "bridge": TEXTS["bridge"].replace("4 May 1911", "5 May 1911")}

    left, [found] = attest(asked, lock, edited)

    assert found.rule == "quote-not-found"
    assert key(MANY[0]) not in left.quotations
    assert len(left.quotations) == len(MANY) - 1


# --- a pasted paragraph --------------------------------------------------------------------------------------------


def unattested() -> Lock:
    """The articles are locked, no quotation is."""
    return attest(bank(), Lock(), TEXTS)[0]


def pasted(start: str) -> str:
    """The bridge's paragraph that begins so, as a terminal or an editor may wrap it."""
    [line] = [line for line in TEXTS["bridge"].splitlines() if line.startswith(start)]
    return line.replace(" ", "\n", 3).replace("–", "-") + "\n\n"


def test_a_pasted_paragraph_proves_what_the_text_proves() -> None:
    """Without the article, its paragraph gives the same entry, and nothing of it is kept."""
    asked, whole = locked(MANY[0])

    lock, found = attest_paragraph(asked, unattested(), "q1", pasted("The bridge at Elm Ford"))

    assert found == ()
    assert lock == whole
    assert "granite" not in write_lock(lock)


def test_only_a_whole_paragraph_of_the_article_counts() -> None:
    """A sentence of it, an invented paragraph, one of another article, or a letter changed: all are refused."""
    asked, lock = bank(cite("opened on 4 May 1911")), unattested()
    whole = pasted("The bridge at Elm Ford")
    harbour = TEXTS["harbour"].splitlines()[2]

    for text in (OPENING, "", "It opened on 4 May 1911.", harbour, whole.replace("five", "six")):
        same, [found] = attest_paragraph(asked, lock, "q1", text)
        assert (same, found.rule) == (lock, "quote-unproved")
        assert "no paragraph of `bridge`" in found.message


def test_a_quotation_must_stand_in_what_was_pasted() -> None:
    """The right paragraph and the wrong words: the author is offered the right ones."""
    lock, [found] = attest_paragraph(
        bank(cite("opened on 5 May 1911")), unattested(), "q1", pasted("The bridge at Elm Ford")
    )

    assert lock == unattested()
    assert (found.rule, found.help) == ("quote-not-found", "did you mean `opened on 4 May 1911`?")
    assert found.notes == ("the article has this in paragraph 4",)


def test_another_paragraph_of_the_article_is_named() -> None:
    """Nothing like the quotation stands there, so the words may be right and the paste is not."""
    lock, [found] = attest_paragraph(
        bank(cite("opened on 4 May 1911")), unattested(), "q1", pasted("Not everyone was glad")
    )

    assert lock == unattested()
    assert found.rule == "quote-unproved"
    assert found.message == "the pasted text is paragraph 5 of `bridge`, and the quotation does not stand there"
    assert "paste the paragraph that it stands in" in (found.help or "")


@pytest.mark.parametrize(
    ("paste", "told"),
    [
        (TEXTS["harbour"].splitlines()[2], "no paragraph of `bridge`, but paragraph 2 of `harbour`"),
        ("\n".join(TEXTS["bridge"].splitlines()[10:13]), "is 2 paragraphs of `bridge`, each line one"),
    ],
)
def test_what_a_paste_is_instead_is_told(paste: str, told: str) -> None:
    """A paragraph of an article that is not cited, or several at once."""
    _, [found] = attest_paragraph(bank(cite("opened on 4 May 1911")), unattested(), "q1", paste)

    assert told in found.message


@pytest.mark.parametrize(("file", "told"), [("bridge.txt", "put its text as `bridge.txt`"), ("", "`file: bridge.txt`")])
def test_of_an_article_that_is_not_locked_no_paragraph_is_known(file: str, told: str) -> None:
    """It is locked first, and for that its text has a name; `check` says the same."""
    asked = bank(cite("opened on 4 May 1911"), articles=(replace(BRIDGE, file=file), HARBOUR))
    _, [by_paste] = attest_paragraph(asked, Lock(), "q1", pasted("The bridge at Elm Ford"))
    [by_lock] = prove(asked, Lock())[1]

    assert {by_paste.rule, by_lock.rule} == {"article-not-locked"}
    assert by_paste.help == by_lock.help
    assert told in (by_lock.help or "")


def test_a_part_of_a_proved_quotation_is_proved() -> None:
    """By the lock alone, at its own place; nothing is where it is no part, or where the whole is not proved."""
    whole, part = cite("opened on 4 May 1911 and cost 86.8 thousand crowns"), cite("on 4 May 1911 and cost")
    _, lock = locked(whole)
    places, found = prove(bank(whole, part), lock)

    assert found == ()
    assert places[part] == prove(*locked(part))[0][part]
    assert attest(bank(whole, part), lock, {})[0] == attest(bank(whole, part), lock, TEXTS)[0]
    assert set(states(bank(whole, part), lock).values()) == {CitationState.OK}
    for wrong in (cite("on 4 May 1911 or cost"), cite("4 May 1911 and cost 86"), replace(part, article="harbour")):
        assert [one.rule for one in prove(bank(whole, wrong), lock)[1]] == ["quote-unproved"]
    assert [one.rule for one in prove(bank(part), lock)[1]] == ["quote-unproved"]


def test_a_shortened_quotation_is_proved_by_the_longer_one() -> None:
    """Who has no article has the bank as it was; the lock knows it."""
    whole, part = cite("opened on 4 May 1911 and cost 86.8 thousand crowns"), cite("on 4 May 1911 and cost")
    _, lock = locked(whole)

    more, found = attest_paragraph(bank(part), lock, "q1", f"{whole.quote}\n")

    assert found == ()
    assert prove(bank(part), more)[1] == ()
    for paste in (f"{whole.quote} X", whole.quote.replace("May", "June")):
        assert [one.rule for one in attest_paragraph(bank(part), lock, "q1", paste)[1]] == ["quote-unproved"]


def test_a_question_with_two_quotations_takes_two_pastes() -> None:
    """Each paragraph proves its own quotation; the other's entry stays."""
    first, second = cite("opened on 4 May 1911"), cite("Not everyone was glad")
    asked = bank(first)
    asked = replace(asked, items=(replace(asked.items[0], citations=(first, second)),))

    lock, _ = attest_paragraph(asked, unattested(), "q1", pasted("The bridge at Elm Ford"))
    assert [one.rule for one in prove(asked, lock)[1]] == ["quote-unproved"]
    lock, _ = attest_paragraph(asked, lock, "q1", pasted("Not everyone"))
    assert prove(asked, lock)[1] == ()


def test_a_repeated_paragraph_proves_nothing() -> None:
    """A quotation in a paragraph that the article holds twice stands twice, by text and by paste."""
    texts = {"bridge": "It was said at once.\nBetween.\nIt was said at once."}
    asked = bank(cite("It was said"), articles=(PLAIN,))
    lock, [found] = attest(asked, Lock(), texts)

    assert found.rule == "quote-ambiguous"
    assert any("repeated" in note for note in found.notes)
    assert [one.rule for one in attest_paragraph(asked, lock, "q1", "It was said at once.")[1]] == ["quote-ambiguous"]


# --- shares --------------------------------------------------------------------------------------------------------


def test_words_quoted_twice_count_once() -> None:
    """The share is of the union of the quoted words."""
    texts = {"bridge": "one two three four five\nsix seven eight nine ten"}
    asked = bank(cite("one two three"), cite("two three four"), cite("six seven eight"))
    lock, _ = attest(asked, Lock(), texts)

    assert quoted_shares(asked, lock, prove(asked, lock, texts)[0]) == {"bridge": 0.7}


@pytest.mark.parametrize(("bound", "warned"), [("0.59", True), ("0.6", False), ("1", False), ("0", True)])
def test_quoting_too_much_is_a_warning(bound: str, warned: bool) -> None:
    """Above the bank's bound, not at it, the article is pointed at."""
    texts = {"bridge": "one two three four five"}
    asked = bank(cite("one two three"), max_quoted_share=Decimal(bound))
    lock, _ = attest(asked, Lock(), texts)

    found = [(one.rule, one.severity.value) for one in prove(asked, lock, texts)[1]]

    assert found == ([("quoted-too-much", "warning")] if warned else [])


# --- what is promised ----------------------------------------------------------------------------------------------


def test_a_sound_bank_needs_no_rapidfuzz(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hints are paid for only by who needs them: proving works where the library cannot be imported."""
    import builtins

    imported = builtins.__import__

    def refuse(name: str, *rest: object, **more: object) -> object:
        assert not name.startswith("rapidfuzz")
        return imported(name, *rest, **more)

    monkeypatch.setattr(builtins, "__import__", refuse)

    assert rules(*MANY) == []


def test_every_explanation_has_its_parts() -> None:
    """What, an empty line, why, and a bad and a good example."""
    for name, text in explanations.SOURCES.items():
        first, blank, *rest = text.splitlines()
        assert first.endswith("."), name
        assert blank == "", name
        assert re.search(r"^Bad: .*Good: ", "\n".join(rest), re.MULTILINE | re.DOTALL), name


def test_digests_of_the_invented_articles_stay() -> None:
    """Folding may not change by accident: people's locks hold digests made with it."""
    assert fold("“Don’t” – he said ,  at 86.8 %…") == '"Don\'t"-he said,at 86.8 %...'
    assert [ArticleText.of(TEXTS[id]).digest for id in ("bridge", "harbour")] == [
        "2cfcb050a088e6e0",
        "40f3afcb32fd510b",
    ]


LOCKED_RULES = sorted(path.parent for path in (INVENTED.parent / "rules").glob("*/good.lock"))


@pytest.mark.parametrize("folder", LOCKED_RULES, ids=lambda folder: folder.name)
def test_good_locks_are_what_attesting_writes(folder: Path) -> None:
    """The locks among the rules' examples are not out of date, so the bad ones differ from them in one thing."""
    node, _ = yamlnodes.parse((folder / "good.yaml").read_text(encoding="utf-8"))
    assert node is not None
    read, _ = read_bank(node)
    assert read is not None

    assert write_lock(attest(read, Lock(), TEXTS)[0]) == (folder / "good.lock").read_text(encoding="utf-8")


def test_every_finding_has_its_example() -> None:
    """No rule of this module is without a bad and a good bank, and seven of them bring their lock."""
    folders = INVENTED.parent / "rules"

    assert [name for name in explanations.SOURCES if not (folders / name / "bad.yaml").is_file()] == []
    assert [name for name in explanations.SOURCES if not (folders / name / "good.yaml").is_file()] == []
    assert len(LOCKED_RULES) == 7


LETTERS = st.text(alphabet="ab1 -.'", max_size=20)


@given(texts=st.lists(LETTERS, max_size=6), data=st.data())
def test_no_paragraph_that_holds_a_quotation_is_passed_over(texts: list[str], data: st.DataObject) -> None:
    """Looking only where the rarest of its words stands finds each place in which it stands."""
    article = ArticleText.of("\n".join(texts))
    held = data.draw(st.sampled_from([one.folded for one in article.paragraphs] or ["a b"]))
    start = data.draw(st.integers(0, len(held)))
    quote = fold(held[start : data.draw(st.integers(start, len(held)))])

    found = [one for one in article.paragraphs if find(quote, "", "", one)]

    assert [one for one in article.holding(quote) if find(quote, "", "", one)] == found


@given(skip=st.lists(st.builds(range, st.integers(1, 9), st.integers(10, 12)), max_size=5), size=st.integers(0, 12))
def test_lines_are_skipped_however_often_they_are_named(skip: list[range], size: int) -> None:
    """Ranges of lines may overlap, and reach beyond the end."""
    lines = [f"line {number}" for number in range(1, size + 1)]

    kept = [line for number, line in enumerate(lines, 1) if not any(number in each for each in skip)]

    assert paragraphs("\n".join(lines), tuple(skip)) == tuple(kept)


def test_hints_are_sought_for_the_first_hundred() -> None:
    """Each hint reads all articles; who has more wrong quotations has another trouble than their spelling."""
    wrong = [cite(f"The bridge at Elm Ford closed on day {number} of May") for number in range(MAX_HINTS + 1)]

    _, found = prove(bank(*wrong), Lock(), TEXTS)

    notes = [one.notes for one in found if one.rule == "quote-not-found"]
    assert [bool(one) for one in notes] == [True] * MAX_HINTS + [False]


def test_a_cut_word_is_named_wherever_the_quotation_stands() -> None:
    """The first word that a quotation begins or ends in, place by place."""
    paragraph = Paragraph(1, "Ash trees, ashes and washers, and ash.")

    assert cut_words("sh", paragraph) == ("Ash", "ashes", "washers", "ash")
    assert cut_words("shes and wash", paragraph) == ("ashes", "washers")
    assert cut_words(",", paragraph) == ()


def test_the_help_on_an_unknown_article_names_fifty() -> None:
    """A list of ten thousand articles helps nobody."""
    many = tuple(replace(BRIDGE, id=f"a{number}") for number in range(MAX_NAMED + 1))

    _, found = prove(bank(cite(OPENING, "bridges"), articles=many), Lock())
    _, few = prove(bank(cite(OPENING, "bridges"), articles=many[1:]), Lock())

    assert (found[0].help or "").endswith(f"`a{MAX_NAMED - 1}`, …")
    assert (few[0].help or "").endswith(f"`a{MAX_NAMED}`")
