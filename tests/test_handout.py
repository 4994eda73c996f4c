"""The handout: numbered lines, and a key that names the right ones."""

import re
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st
from samples import BRIDGE, CITATION, checked, item
from test_paper import flat, forms_of, page_texts, whole_text
from test_paper import read as read_pdf

from quizgen.model import CheckedBank, Place, State
from quizgen.outputs.paper import Press, citations_of, readings
from quizgen.outputs.paper.handout import NOTICE
from quizgen.outputs.paper.style import LARGE, NORMAL
from quizgen.sources import Paragraph, find, fold


def printed(paragraphs, quote_of, *, whole, style=NORMAL):
    """The handout and key of one question whose quotation is `quote_of` = (paragraph, first word, last word)."""
    number, first, last = quote_of
    paragraph = Paragraph(number, " ".join(paragraphs[number - 1]))
    cited = replace(CITATION, quote=" ".join(paragraphs[number - 1][first - 1 : last]))
    (match, *_) = find(fold(cited.quote), "", "", paragraph)
    bank = checked(item("choice", citations=(cited,)))
    bank = CheckedBank(bank=bank.bank, places={cited: Place(number, match.first, match.last)}, states=bank.states)
    made = forms_of(bank)
    read = readings(bank, citations_of(made), {"bridge": [" ".join(words) for words in paragraphs]}, whole=whole)
    press = Press("A4", style)
    pdf, lines = press.handout(bank, made, read)
    return pdf, lines[cited], press.key(bank, made, lines), cited


def numbered(pdf):
    """The text of each numbered line, from the finished file; of each article by its own."""
    found = {}
    for page in read_pdf(pdf).pages:
        lines = page.extract_text(extraction_mode="layout").splitlines()
        article = len(found) + any(re.search(r"Page 1 of \d+$", line) for line in lines)
        for line in lines:
            if text := re.fullmatch(r"\s*(\d+) +(\S.*)", line):
                found.setdefault(article, {})[int(text[1])] = text[2]
    return found


def letters(text):
    """Comparable, and free of spaces, of which a line may end without one."""
    return "".join(fold(text).split())


def test_only_what_is_not_ones_own_is_said_to_be_a_publishers():
    """An article that its owner may share is handed out without the notice."""
    bank = checked(item("choice", citations=(CITATION,)))
    own = replace(bank.bank, articles=tuple(replace(article, own=True) for article in bank.bank.articles))

    for asked, noticed in ((bank, True), (replace(bank, bank=own), False)):
        read = readings(asked, [CITATION], {"bridge": [CITATION.quote]}, whole=True)
        pdf, _ = Press("A4", NORMAL).handout(asked, forms_of(asked), read)
        assert (letters(NOTICE) in letters(whole_text(pdf))) is noticed


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.lists(st.sampled_from(["the", "bridge,", "over", "opened;", "river", "May"]), min_size=40, max_size=90),
        min_size=1,
        max_size=3,
    ),
    st.data(),
    st.booleans(),
    st.sampled_from([NORMAL, LARGE]),
)
def test_the_lines_that_the_key_names_hold_the_quotation(paragraphs, data, whole, style):
    """Read back from both files: the numbered lines, joined, hold the words, and the key names these lines."""
    paragraphs = [[f"p{n}w{at}{word}" for at, word in enumerate(words)] for n, words in enumerate(paragraphs, 1)]
    number = data.draw(st.integers(1, len(paragraphs)))
    first = data.draw(st.integers(1, 30))
    pdf, (begin, end), key, cited = printed(
        paragraphs, (number, first, first + data.draw(st.integers(2, 9))), whole=whole, style=style
    )

    (lines,) = numbered(pdf).values()

    assert fold(cited.quote) in fold(" ".join(lines[line] for line in range(begin, end + 1)))
    assert fold(cited.quote.split(" ")[0]) in fold(lines[begin])
    assert fold(cited.quote.split(" ")[-1]) in fold(lines[end])
    told = f"line {begin}" if begin == end else f"lines {begin}–{end}"
    assert told in whole_text(key)


def test_a_handout_says_whose_text_it_is():
    """Before anything else stands to whom the text belongs."""
    pdf, *_ = printed([["some"] * 30], (1, 1, 3), whole=True)
    assert NOTICE in flat(page_texts(pdf)[0])


def test_a_handout_names_its_publisher_and_marks_drafts():
    """Where the text is from stands on it, and DRAFT where a question of it is one; a title is printed once."""
    text = {"bridge": ("A bridge for Elm Ford", CITATION.quote, "It was so.")}
    for state, marked in ((State.CHECKED, False), (State.UNCHECKED, True)):
        bank = checked(item("choice"), state=state)
        made = forms_of(bank)
        pdf, _ = Press().handout(bank, made, readings(bank, citations_of(made), text, whole=True))
        told = flat(" ".join(page.extract_text() for page in read_pdf(pdf).pages))
        assert "The bridge · The Ford Courier, [May 1911]" in told
        assert ("DRAFT" in told) == marked
        assert told.count("A bridge for Elm Ford") == 1 + ("Handout · Bank 2026-11-22 · A bridge" in told)


def test_a_handout_says_what_stands_above_the_questions():
    """By the line of the quiz its text is found; where that begins with the title, the title is not said twice."""
    text = {"bridge": (CITATION.quote,)}
    for label, line in (
        ("The bridge", "The bridge · The Ford Courier, [May 1911]"),
        ("", "The Ford Courier, [May 1911]"),
    ):
        bank = checked(item("choice"), articles=(replace(BRIDGE, label=label, author="A. Oss"),))
        made = forms_of(bank)
        pdf, _ = Press().handout(bank, made, readings(bank, citations_of(made), text, whole=False))
        assert f"A bridge for Elm Ford {line} · A. Oss This text" in flat(page_texts(pdf)[0])


def test_passages_are_only_what_is_cited():
    """Of three paragraphs the cited one is printed, under its own first line number."""
    paragraphs = [[f"p{n}w{at}" for at in range(40)] for n in (1, 2, 3)]
    pdf, (begin, _), *_ = printed(paragraphs, (2, 1, 3), whole=False)
    text = whole_text(pdf)
    assert begin == 1
    assert "p2w39" in text
    assert "p1w" not in text
    assert "p3w" not in text


def test_every_shipped_quotation_stands_in_its_lines(full_articles):
    """With the real articles: each quotation of the bank stands in the lines that the key would name."""
    from conftest import DATA

    from quizgen import pipeline, sources
    from quizgen.commands import files
    from quizgen.forms import assembly

    root = DATA.parents[1]
    lock = (root / "question_bank.lock").read_text(encoding="utf-8")
    loaded = pipeline.load((root / "question_bank.yaml").read_bytes(), "", lock, "")
    bank = loaded.checked
    skip = {article.id: article.skip for article in bank.bank.articles}
    texts = {
        id: sources.paragraphs(text, skip[id]) for id, text in files.read_articles(full_articles, bank.bank).items()
    }
    made = forms_of(bank)
    cited = citations_of(made)
    press = Press("Letter")
    pdf, lines = press.handout(bank, made, readings(bank, cited, texts, whole=True))

    assert set(lines) == set(cited)
    assert assembly.ready(bank)
    articles = numbered(pdf).values()
    for citation, (begin, end) in lines.items():
        texts = ["".join(each.get(line, "") for line in range(begin, end + 1)) for each in articles]
        assert any(letters(citation.quote) in letters(text) for text in texts), citation.quote
