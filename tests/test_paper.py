"""Printed quizzes and keys: the placed lines, and the finished PDF read back."""

import dataclasses
import io
import os
import re
import subprocess
import sys
from collections import defaultdict
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import pypdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from samples import BRIDGE, CITATION, RESPONSES, checked, item, items, options

from quizgen import explanations
from quizgen.diagnostics import Severity
from quizgen.forms.assembly import arrange, assemble
from quizgen.forms.form import Form, Question, Section, version_name
from quizgen.forms.plans import Blueprint
from quizgen.language import phrasing
from quizgen.model import (
    Article,
    Blank,
    Cloze,
    Matching,
    MultipleResponse,
    Numeric,
    Open,
    Ordering,
    Pair,
    ShortAnswer,
    SingleChoice,
    TrueFalse,
)
from quizgen.outputs import paper
from quizgen.outputs.paper.fonts import source_sans
from quizgen.outputs.paper.galley import Galley
from quizgen.outputs.paper.layout import (
    PAGES,
    POINTS_PER_MM,
    Block,
    Compositor,
    Row,
    Rule,
    Weight,
)
from quizgen.outputs.paper.style import LARGE, NORMAL, Style
from quizgen.richtext import RichText, literal, parse
from quizgen.span import Span

NINE = checked(*items())


def forms_of(bank, *, title="Elm Ford", versions=1, seed=7):
    made, problems = assemble(bank, bank.bank.items, Blueprint(id="quiz", title=title, versions=versions, seed=seed))
    assert problems == ()
    return made


def form_of(*chosen, title="Elm Ford", version="A", sources=("",)):
    """A form of these questions as they come, a section for each kind, with no question left out.

    The sources stand above them by turns.
    """
    sections, number = [], 1
    for kind in RESPONSES:
        of_kind = [one for one in chosen if one.kind == kind]
        questions = tuple(
            Question(
                number=at, item=one, points=2, arrangement=arrange(one, version), source=sources[at % len(sources)]
            )
            for at, one in enumerate(of_kind, number)
        )
        number += len(of_kind)
        if questions:
            told = phrasing.instruction(of_kind[0].response)
            sections.append(Section(kind=kind, instruction=told, questions=questions))
    return Form(title=title, version=version, sections=tuple(sections))


def read(pdf):
    return pypdf.PdfReader(io.BytesIO(pdf))


def page_texts(pdf):
    return [page.extract_text() for page in read(pdf).pages]


def flat(text):
    """One space between words, so that line ends do not matter."""
    return " ".join(text.split())


def whole_text(pdf):
    return flat(" ".join(page_texts(pdf)))


# The nine kinds


def test_every_kind_is_asked():
    """Each kind stands in the quiz's own text, under what is to be done and with the room it needs."""
    (text,) = [whole_text(paper.write_quiz(NINE, forms_of(NINE), "A4"))]

    for kind, response in RESPONSES.items():
        assert phrasing.on_paper(response) in text
        assert kind == "cloze" or f"the bridge ({kind})?" in text
    assert "True False" in text
    assert "thousand crowns" in text
    assert "It opened on (day and month) 1911 at ." in text
    assert all(word in text for word in ("Ashlar", "Thursday", "Ferryman", "Wren", "keystone"))


def test_every_kind_is_answered():
    """The key has each answer in the words of the bank, what else counts, and the marking points."""
    text = whole_text(paper.write_key(NINE, forms_of(NINE), "A4"))

    for words in (
        "Ashlar ford-choice",
        "False. It cost 86.8 thousand crowns.",
        "Ada Quill ford-short · 1 point also: Quill",
        "86.80 thousand crowns (± 0.5)",
        "1. 4 May ford-cloze · 2 points 2. Elm Ford",
        "Mason → Tarn",
        "1. survey 2. quarry 3. keystone 4. opening",
        "– names the cost – names who paid",
    ):
        assert words in text


def test_no_answer_stands_in_the_quiz():
    """What only the key may say is not in the learner's paper."""
    text = whole_text(paper.write_quiz(NINE, forms_of(NINE), "A4"))

    assert not any(word in text for word in ("Ada Quill", "86.8", "4 May", "names the cost", "named both"))


def marks(text):
    """The marks of a dump: page (counted through the file), x, y, style, size, words."""
    page = 0
    for line in text.splitlines():
        if line.startswith("page "):
            page += 1
        elif line and not line.startswith("=="):
            found = re.fullmatch(r" *(\S+) +(\S+)  (.*)", line)
            yield page, float(found[1]), float(found[2]), found[3]


def shapes(text, name):
    return [float(what.split()[1]) for _, _, _, what in marks(text) if what.startswith(f"{name} ")]


def dumped(*chosen):
    return paper.dump_quiz(checked(*chosen), [form_of(*chosen)], "A4")


def test_one_choice_has_circles_and_several_have_squares():
    """The shape around a letter says whether one or more may be chosen."""
    one, several = dumped(item("choice")), dumped(item("multiple"))

    assert (len(shapes(one, "ring")), len(shapes(one, "box"))) == (3, 0)
    assert (len(shapes(several, "ring")), len(shapes(several, "box"))) == (0, 4)


def test_an_order_has_a_box_for_each_entry():
    """A number can be written before each entry."""
    assert len(shapes(dumped(item("order")), "box")) == 4


def test_open_questions_have_lines_by_their_points():
    """Two lines a point, 8.5 mm apart."""
    rules = [y for _, _, y, what in marks(dumped(item("open"))) if what.startswith("rule")][-4:]
    assert {round((below - above) / POINTS_PER_MM, 1) for above, below in pairwise(rules)} == {8.5}


def test_blanks_are_of_one_width():
    """The width of a blank says nothing about its answer."""
    long = item("cloze", response=Cloze(parts=tuple(Blank(number=n, answer=literal("x" * n**3)) for n in (1, 2, 3))))
    assert len(set(shapes(dumped(long), "rule")[-3:])) == 1


def short(*lengths):
    """Short questions with answers of these lengths."""
    return [
        item("short", id=f"s-{n}", response=ShortAnswer(answer=literal("x" * length)))
        for n, length in enumerate(lengths)
    ]


def test_lines_for_short_answers_fit_the_longest_of_the_section():
    """The lines are long enough for each answer, and none tells how long its own is."""
    widths = {}
    for length in (2, 12, 25, 40, 200):
        rules = shapes(dumped(*short(length)), "rule")
        widths[length] = rules[5:]  # behind the header's
    assert widths[2] == widths[12]
    assert widths[12] < widths[25] < widths[40]
    assert len(widths[200]) == 2
    assert shapes(dumped(*short(2, 25, 12)), "rule")[5:] == 3 * widths[25]


@pytest.mark.parametrize(
    ("texts", "columns"),
    [
        (("1911", "1912", "1913", "1914"), 4),
        (("1911", "1912", "1913"), 3),
        (("the survey of the valley", "the opening", "the quarry", "the keystone"), 2),
        (("a" * 60, "b", "c", "d"), 1),
        (("a", "b", "c", "d", "e"), 1),
    ],
)
def test_columns_of_options_by_the_widest(texts, columns):
    """Four, two or one column; never one option alone in a row of its own behind others."""
    made = options(*texts)
    rings = [
        x
        for _, x, _, what in marks(dumped(item("choice", response=SingleChoice(options=made, key=made[0]))))
        if what.startswith("ring")
    ]
    assert len(set(rings)) == columns


# What a teacher relies on


def test_every_quotation_and_reference_is_in_the_key():
    """Each citation of each question can be read in the key, with its article."""
    bank = many(12)
    for versions in (1, 3):
        text = whole_text(paper.write_key(bank, forms_of(bank, versions=versions), "A4"))
        for one in bank.bank.items:
            for citation in one.citations:
                assert flat(phrasing.quotation(citation)) in text
                assert flat(phrasing.reference(bank, citation).plain) in text
            assert flat(one.why.plain) in text


def test_two_places_of_one_paragraph_have_one_reference():
    """A voice that is quoted twice from one paragraph is named once; another voice or paragraph by itself."""
    first, second = (replace(CITATION, quote=quote) for quote in ("The bridge at Elm Ford", "86.8 thousand crowns"))
    other = replace(CITATION, quote="It was so", voice="")
    bank = checked(item("choice", citations=(first, other, second)))
    text = whole_text(paper.write_key(bank, forms_of(bank), "A4"))

    reference = flat(phrasing.reference(bank, first).plain)
    assert f"“The bridge at Elm Ford” … “86.8 thousand crowns” — {reference}" in text
    assert text.count(reference) == 1
    assert f"“It was so” — {flat(phrasing.reference(bank, other).plain)}" in text


def test_reasons_say_what_number_a_question_has_in_each_version():
    """In a key of several versions the reasons stand once, under each version's number."""
    bank = many(6)
    versions = forms_of(bank, versions=3)

    text = whole_text(paper.write_key(bank, versions, "A4"))

    for one in bank.bank.items:
        numbers = [next(q.number for q in form.questions if q.item is one) for form in versions]
        places = " · ".join(f"{name} {number}" for name, number in zip("ABC", numbers, strict=True))
        assert f"{places} {one.id}" in text
        assert text.count(flat(one.why.plain)) == 1


def test_why_a_wrong_option_is_wrong_is_in_the_key():
    """An option's own `why` follows its words, whether one is right or several."""
    made = (*options("Ashlar", "Cedar"), replace(options("Brick.")[0], why=parse("Brick came later.")))
    for response in (
        SingleChoice(options=made, key=made[0]),
        MultipleResponse(options=made, key=made[:2]),
    ):
        kind = next(kind for kind, one in RESPONSES.items() if type(one) is type(response))
        bank = checked(item(kind, response=response))
        assert "Not “Brick”: Brick came later." in whole_text(paper.write_key(bank, forms_of(bank), "A4"))


def many(count):
    """Choice questions whose options and reasons can be told apart in any text."""
    made = []
    for number in range(1, count + 1):
        given_options = options(*(f"opt{number}{sign}" for sign in "wxyz"))
        cited = replace(item("choice").citations[0], quote=f"the words that settle number {number} here")
        made.append(
            item(
                "choice",
                id=f"ford-{number}",
                stem=literal(f"stem{number}?"),
                response=SingleChoice(options=given_options, key=given_options[number % 4]),
                why=literal(f"reason {number} for it."),
                citations=(cited,),
            )
        )
    return checked(*made)


def by_version(pdf):
    """The text of each version's pages, by the footer they carry."""
    found = {}
    for text in page_texts(pdf):
        version = re.findall(r"Version ([A-Z]+) · Bank 2026-11-22 · Elm Ford Page \d+ of \d+", text)
        if version:
            found[version[-1]] = f"{found.get(version[-1], '')} {flat(text)}"
    return found


@settings(max_examples=6, deadline=None)
@given(seed=st.integers(0, 10**6), versions=st.integers(1, 4))
def test_the_key_names_the_letter_of_the_right_option(seed, versions):
    """Read from the text of both files: the letter in the key stands in the quiz before the key's words."""
    bank = many(9)
    versions_made = forms_of(bank, versions=versions, seed=seed)
    quiz = by_version(paper.write_quiz(bank, versions_made, "A4"))
    key = by_version(paper.write_key(bank, versions_made, "A4"))

    assert set(quiz) == set(key) == {version_name(index) for index in range(versions)}
    for version, text in quiz.items():
        asked = re.findall(r"(\d+) stem(\d+)\?((?: [A-D] opt\w+)+)", text)
        assert len(asked) == 9
        for number, stem, offered in asked:
            shown = dict(re.findall(r"([A-D]) (opt\w+)", offered))
            (glance,) = re.findall(rf"\b{number} ([A-D]) 1 p\b", key[version])
            right = bank.bank.items[int(stem) - 1].response.key.text.plain
            assert shown[glance] == right
            assert f"{number} {glance} {right} ford-{stem}" in key[version]


@settings(max_examples=6, deadline=None)
@given(seed=st.integers(0, 10**6))
def test_the_key_of_matching_and_ordering_holds_for_the_printed_lists(seed):
    """Read from the text of both files: matched letters and written numbers undo the shuffling of that version."""
    matching, ordering = item("match"), item("order")
    bank = checked(matching, ordering)
    versions = forms_of(bank, versions=2, seed=seed)
    quiz = by_version(paper.write_quiz(bank, versions, "Letter"))
    key = by_version(paper.write_key(bank, versions, "Letter"))

    for version, text in quiz.items():
        lefts = dict(re.findall(r"\b(\d) (Mayor|Mason|Ferryman)\b", text))
        rights = dict(re.findall(r"\b([A-D]) (Quill|Tarn|Oss|Wren)\b", text))
        (glance,) = re.findall(r"\b1 ((?:\d-[A-D] ?){3})", key[version])[:1]
        matched = {(lefts[number], rights[sign]) for number, sign in re.findall(r"(\d)-([A-D])", glance)}
        assert matched == {(pair.left.plain, pair.right.plain) for pair in matching.response.pairs}

        shown = re.findall(r"\b(survey|quarry|keystone|opening)\b", text)
        (numbers,) = re.findall(r"from the top: ([\d ]+?) ford-order", key[version])
        written = sorted(zip(map(int, numbers.split()), shown, strict=True))
        assert [word for _, word in written] == [entry.plain for entry in ordering.response.items]


@settings(max_examples=6, deadline=None)
@given(seed=st.integers(0, 10**6))
def test_the_key_of_the_other_kinds_holds_for_the_paper(seed):
    """Read from the text of both files: several letters, true or false and the words of blanks, by their numbers."""
    bank = checked(item("multiple"), item("true-false"), item("cloze"))
    versions = forms_of(bank, versions=2, seed=seed)
    quiz = by_version(paper.write_quiz(bank, versions, "A4"))
    key = by_version(paper.write_key(bank, versions, "A4"))

    for version, text in quiz.items():
        shown = dict(re.findall(r"\b([A-D]) (Monday|Tuesday|Wednesday|Thursday)\b", text))
        (letters,) = re.findall(r"\b1 ((?:[A-D] )+)2 p\b", key[version])
        assert {shown[letter] for letter in letters.split()} == {"Tuesday", "Wednesday"}
        assert re.search(r"\b2 What does the Courier say of the bridge \(true-false\)", text)
        assert "2 False 1 p" in key[version]
        assert "3 4 May; Elm Ford 2 p" in key[version]


def test_each_page_says_its_version_and_number():
    """Pages are counted within each version, and a dropped stack can be sorted again."""
    bank = many(40)

    forms = forms_of(bank, versions=2)
    codes = {form.version: form.code for form in forms}
    pages = page_texts(paper.write_quiz(bank, forms, "A4"))

    half = len(pages) // 2
    for version, texts in (("A", pages[:half]), ("B", pages[half:])):
        printed = [text for text in texts if phrasing.LEFT_BLANK not in text]
        assert len(printed) > 1
        for number, text in enumerate(printed, 1):
            foot = f"Version {version} · Bank 2026-11-22 · Elm Ford"
            assert text.splitlines()[-1] == f"{foot} Page {number} of {len(printed)}"
            assert f"Form {codes[version]}" in text.splitlines()
        assert phrasing.END in printed[-1]
        assert not any(phrasing.END in text for text in printed[:-1])


def test_a_key_bears_the_code_of_its_paper():
    """On every page of a version; a key of another draw, under the same letter, cannot be taken for it."""
    bank = many(30)
    for seed, style in ((1, NORMAL), (2, LARGE)):
        forms = forms_of(bank, versions=2, seed=seed)
        quiz = page_texts(paper.write_quiz(bank, forms, "A4", style))
        key = page_texts(paper.write_key(bank, forms, "A4", style))
        for form in forms:
            for texts in (quiz, key):
                mine = [text for text in texts if f"Version {form.version} · Bank 2026-11-22" in text]
                assert mine
                assert all(f"Form {form.code}" in text for text in mine)


def test_the_key_says_on_what_page_the_reasons_are():
    """In a key of several versions, each answer names the page of the last part on which its reasons begin."""
    bank = many(30)
    pages = page_texts(paper.write_key(bank, forms_of(bank, versions=2), "A4"))
    reasons = [flat(text) for text in pages if "All versions · " in text]
    assert len(reasons) > 2
    for text in pages[: -len(reasons)]:
        for name, page in re.findall(r"(ford-\d+) · 1 point · why: page (\d+)", flat(text)):
            assert re.search(rf"A \d+ · B \d+ {name}\b", reasons[int(page) - 1])


def test_a_blank_page_says_so():
    """A page that only makes up the sheet bears version and date, and no number that would have a question missed."""
    pages = page_texts(paper.write_quiz(NINE, forms_of(checked(item("choice")), versions=2), "A4"))

    assert [phrasing.LEFT_BLANK in text for text in pages] == [False, True, False, True]
    assert "Page 1 of 1" in pages[0]
    assert "Version A · Bank 2026-11-22" in pages[1]
    assert "Page" not in pages[1].replace(phrasing.LEFT_BLANK, "").replace("This page", "")


def test_what_is_to_be_known_beforehand():
    """How many questions, what they are worth, the time, and what brackets mean where there are any."""
    dated = (replace(BRIDGE, issued="May 1911"),)
    plain, timed, named = (
        whole_text(paper.write_quiz(bank, [replace(forms_of(bank)[0], minutes=minutes)], "A4"))
        for bank, minutes in (
            (checked(*items(), articles=dated), None),
            (checked(item("short", stem=literal("In [May 1911]?")), articles=dated), 10),
            (checked(item("short")), None),
        )
    )

    assert "9 questions · 15 points" in plain
    assert "minute" not in plain
    assert phrasing.BRACKETS not in plain
    assert f"1 question · 1 point · 10 minutes {phrasing.BRACKETS}" in timed
    assert named.count(phrasing.BRACKETS) == 1


def test_a_few_lines_get_no_page_of_their_own():
    """Where a little less space saves a page it is taken; where it saves none, nothing is set closer."""
    galley = Galley(Compositor(source_sans()), NORMAL, PAGES["A4"])
    fits = int((galley.column + 10) // 30)

    def pages(count):
        blocks = [Block((Row(20.0, 15.0, (Rule(0.0, 0.0, 9.0),)),), before=10.0) for _ in range(count)]
        part = galley.part("A", blocks, "T", ())
        tops = [placed.top for placed in part.pages[0] if any(isinstance(mark, Rule) for mark in placed.row.marks)]
        return part.count, tops[1] - tops[0]

    assert pages(fits) == (1, pytest.approx(30.0))
    assert pages(fits + 1) == (1, pytest.approx(26.0))
    assert pages(fits + 9) == (2, pytest.approx(30.0))


def test_the_header_of_each_version():
    """Title, version, what all of it is about, and what to fill in; the points add up."""
    pages = page_texts(paper.write_quiz(NINE, forms_of(NINE, versions=2), "A4"))

    opened = [text for text in pages if "Page 1 of" in text]
    assert len(opened) == 2
    for version, text in zip("AB", opened, strict=True):
        assert flat(text).startswith(f"Elm Ford Version {version} {SOURCE} Name Class Date Score / 15")
        assert flat(text).count(SOURCE) == 1


SOURCE = "The bridge · The Ford Courier, [May 1911]"
HARBOUR = Article(id="harbour", title="The harbour that moved", publisher="The Gull")
AT_HARBOUR = replace(CITATION, article="harbour")


def of_two_sources(count):
    """Questions on two articles by turns."""
    cited = (CITATION, AT_HARBOUR)
    return checked(
        *(item("choice", id=f"q-{n}", citations=(cited[n % 2],)) for n in range(count)), articles=(BRIDGE, HARBOUR)
    )


@pytest.mark.parametrize("style", [NORMAL, LARGE])
def test_a_line_above_questions_says_what_they_are_about(style):
    """Once for those of one source, and again where a page begins among them; never as the last line of a page."""
    bank = of_two_sources(60)
    (form,) = forms_of(bank)
    (section,) = form.sections
    begin = {run.questions[0].number: run.source for run in section.runs}
    of = {question.number: question.source for question in form.questions}

    pages = defaultdict(list)
    for number, x, _, what in marks(paper.dump_quiz(bank, [form], "A4", style)):
        if what.startswith("number"):
            pages[number].append(int(what.split(": ")[1]))
        elif what.startswith("small") and x == pytest.approx(style.side, abs=0.1) and " · The " in what:
            pages[number].append(flat(what.split(": ")[1]))

    assert sorted(begin.values()) == [SOURCE, "The harbour that moved · The Gull"]
    assert len(pages) > 3
    for page in pages.values():
        numbers = [one for one in page if isinstance(one, int)]
        wanted = [
            part
            for number in numbers
            for part in ([of[number]] if number in begin or number == numbers[0] else []) + [number]
        ]
        assert page == wanted


@pytest.mark.parametrize("versions", [1, 2])
def test_the_key_says_what_questions_are_about(versions):
    """As the paper does: above those of one source and again on further pages, or under the title, in each part."""
    bank = of_two_sources(60)
    dumped = paper.dump_key(bank, forms_of(bank, versions=versions), "A4")
    lines = (SOURCE, "The harbour that moved · The Gull")
    pages = [flat(page) for page in re.split(r"(?m)^page ", dumped)[1:]]

    for part in dumped.split("== ")[1:]:
        assert all(flat(part).count(f"small 9.54: {line}") >= 1 for line in lines)
    assert sum(any(f"small 9.54: {line}" in page for line in lines) for page in pages) >= len(pages) - versions
    one = whole_text(paper.write_key(NINE, forms_of(NINE, versions=versions), "A4"))
    assert one.count(SOURCE) == (1 if versions == 1 else 3)


def test_a_line_too_long_to_repeat_is_cut_short():
    """An article without a short name may have a title as long as a paragraph: a page does not begin with it again."""
    titled = replace(HARBOUR, title="The harbour that moved and " * 30)
    bank = of_two_sources(60)
    bank = checked(*bank.bank.items, articles=(BRIDGE, titled))
    told = [what for *_, what in marks(paper.dump_quiz(bank, forms_of(bank), "A4")) if "The harbour that" in what]

    assert sum(what.endswith("…") for what in told) > 1
    assert sum("moved and · The Gull" in what or what.endswith("· The Gull") for what in told) <= 1


def test_points_are_said():
    """A section says what each question is worth, or their sum; where they differ, each question says its own."""
    text = whole_text(paper.write_quiz(NINE, forms_of(NINE), "A4"))
    assert "circle its letter. 1 point 1 What" in text
    assert "(multiple)? A" in text
    assert "1 point each" in whole_text(paper.write_quiz(many(3), forms_of(many(3)), "A4"))
    for kind in ("open", "true-false"):
        several = (item(kind, id="one"), item(kind, id="two"))
        (section,) = form_of(*several).sections
        first, second = section.questions
        differing = replace(section, questions=(replace(first, points=1), replace(second, points=3)))
        said = whole_text(paper.write_quiz(NINE, [replace(form_of(*several), sections=(differing,))], "A4"))
        assert "4 points" in said
        assert re.search(r"\)\? \(?1 point\b.*\)\? \(?3 points\b", said)


def test_drafts_say_so_on_every_page():
    """No page of a draft can be taken for the real thing, and no other page says the word."""
    bank = many(40)
    draft = [replace(form, draft=True) for form in forms_of(bank, versions=2)]

    for pdf in (paper.write_quiz(bank, draft, "A4"), paper.write_key(bank, draft, "A4")):
        assert all(phrasing.DRAFT in text for text in page_texts(pdf))
    assert phrasing.DRAFT not in whole_text(paper.write_quiz(bank, forms_of(bank), "A4"))


# The file


def test_all_fonts_are_embedded():
    """Every font of every page brings its outlines; none of the standard fourteen is there."""
    for pdf in (paper.write_quiz(NINE, forms_of(NINE), "A4"), paper.write_key(NINE, forms_of(NINE), "A4")):
        fonts = {name: font for page in read(pdf).pages for name, font in page["/Resources"]["/Font"].items()}
        assert len(fonts) >= 3
        for font in fonts.values():
            entry = font.get_object()
            assert re.fullmatch(r"/[A-Z]{6}\+SourceSansPro-\w+", entry["/BaseFont"])
            assert len(entry["/FontDescriptor"]["/FontFile2"].get_data()) > 1000
        assert b"Helvetica" not in pdf


def test_the_file_describes_itself():
    """Language, title, subject, one outline entry a version; streams are plain deflate."""
    pdf = paper.write_quiz(NINE, forms_of(NINE, versions=3), "Letter")
    found = read(pdf)

    assert found.trailer["/Root"]["/Lang"] == "en"
    assert found.trailer["/Root"]["/ViewerPreferences"]["/DisplayDocTitle"]
    assert found.metadata.title == "Elm Ford"
    assert found.metadata.subject == "Quiz, versions A, B, C. From: Elm Ford"
    assert [entry.title for entry in found.outline] == ["Version A", "Version B", "Version C"]
    assert [round(float(side)) for side in found.pages[0].mediabox[2:]] == [612, 792]
    assert b"ASCII85" not in pdf


def run(script, folder, **environment):
    here = Path(__file__).parent
    paths = os.pathsep.join([str(here), str(here.parent)])
    return subprocess.run(
        [sys.executable, "-c", script],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": paths, **environment},
        capture_output=True,
        text=True,
        check=True,
    ).stdout


def test_reportlab_is_not_imported_before_it_is_needed(tmp_path):
    """Names of pages and explanations cost no start-up time."""
    script = "import sys; from quizgen.outputs import paper; paper.PAGES; print('reportlab' in sys.modules)"
    assert run(script, tmp_path) == "False\n"


# Text is text


LITERAL = [
    "2 < n < 5",
    "if a<b then c>d",
    "<b>x</b> a</b>c",
    "R&D & more",
    "&copy; &amp; <script>alert(1)</script>",
    "<!-- x --> <greek>a</greek> <![CDATA[y]]>",
    '<img src="/etc/passwd"/> <a href="javascript:x">y</a>',
    "{{c1::x}} \\(y\\) (a) b) (c [sound:z.mp3] %s {0}",
    "back\\slash \\101 and \\n",
    "“curly” ‘quotes’ – — … №",
    "Светлана Тихановская, Беларусь",
    "Ελλάδα ἀρχή",
    "Łódź, Śniadeckich, Škoda, İstanbul",
    "two  spaces   and    four",
]


def filled(value, text):
    """The same value of the model with another text in each of its fields that is text."""
    if isinstance(value, RichText):
        return literal(text)
    if isinstance(value, tuple):
        return tuple(filled(one, f"{text} {number}") for number, one in enumerate(value))
    if dataclasses.is_dataclass(value) and not isinstance(value, Span):
        names = [field.name for field in dataclasses.fields(value) if field.name not in ("span", "key", "answer")]
        return replace(value, **{name: filled(getattr(value, name), f"{text} {name}") for name in names})
    return value


@pytest.mark.parametrize("text", LITERAL)
@pytest.mark.parametrize("kind", RESPONSES)
def test_every_field_prints_as_it_is(kind, text):
    """Options, pairs, entries, points, hints and answers of every kind, in quiz and key; no picture comes of any."""
    response = filled(RESPONSES[kind], text)
    if isinstance(response, SingleChoice | MultipleResponse):
        right = response.options[0] if isinstance(response, SingleChoice) else response.options[:2]
        response = replace(response, key=right)
    elif isinstance(response, ShortAnswer):
        response = replace(response, answer=literal(f"{text} answer"))
    bank = checked(item(kind, stem=literal("" if kind == "cloze" else text), response=response, why=literal(text)))
    forms = forms_of(bank)
    quiz, key = paper.write_quiz(bank, forms, "A4"), paper.write_key(bank, forms, "Letter")
    printed = squeezed(whole_text(quiz) + whole_text(key))

    for wanted in strings(response):
        assert squeezed(wanted) in printed, wanted
    assert not any(page.images for pdf in (quiz, key) for page in read(pdf).pages)


def squeezed(text):
    """Without spaces, which are asked for elsewhere: a line may end within a text."""
    return "".join(text.split())


def strings(value):
    """Every rich text within a value of the model."""
    if isinstance(value, RichText):
        yield value.plain
    elif isinstance(value, tuple):
        for one in value:
            yield from strings(one)
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            yield from strings(getattr(value, field.name))


@pytest.mark.parametrize("text", LITERAL)
def test_text_prints_as_it_is(text):
    """Nothing in a text is markup, an escape or an address; spaces keep their number."""
    bank = checked(item("choice", stem=literal(text), why=literal(text)))
    if paper.unprintable(bank.bank, bank.bank.items):
        text = text.replace("ἀ", "ά")  # polytonic Greek is beyond the face
        bank = checked(item("choice", stem=literal(text), why=literal(text)))

    assert text in paper.dump_quiz(bank, forms_of(bank), "A4")
    assert flat(text) in whole_text(paper.write_quiz(bank, forms_of(bank), "A4"))
    assert flat(text) in whole_text(paper.write_key(bank, forms_of(bank), "A4"))


def test_invisible_signs_and_tabs():
    """A soft hyphen would print as a hyphen, so it is left out; a tab is a space."""
    assert "Lukashenko won" in dumped(item("choice", stem=literal("Lu\u00adka\u200bshenko\twon")))


def test_emphasis_is_weight():
    """`**strong**` is bold, `*emphasis*` semibold, because the italics lack Cyrillic."""
    text = dumped(item("choice", stem=parse("which is **not** a *bridge*?")))
    assert "stem bold 11.5: not" in text
    assert "stem semibold 11.5: bridge" in text


# What cannot be printed


def test_unprintable_characters_are_named():
    """One finding for a question: its characters, their numbers and names, at the place of the value."""
    where = Span.of(7, 11, 5)
    bank = checked(item("choice", stem=literal("Who 🗳 won 中?"), stem_span=where)).bank

    [found] = paper.unprintable(bank, bank.items)

    assert found.message == (
        "question `ford-choice` has `中` (U+4E2D CJK UNIFIED IDEOGRAPH-4E2D) and "
        "`🗳` (U+1F5F3 BALLOT BOX WITH BALLOT), which paper cannot print"
    )
    assert (found.rule, found.severity, found.span) == ("unprintable-character", Severity.ERROR, where)
    assert "--font FILE" in found.help
    assert "--replace-missing" in found.help


BALLOT = """\
articles: [{id: one, title: A 国}, {id: two, title: A}]
questions:
  - id: ballot
    kind: choice
    stem: Who
      won 中 then?
    options: [A 🗳, "B \\U0001F600"]
"""


def test_each_character_is_pointed_at_where_the_file_has_it():
    """In the order of the file; one that is written as a number, at the value that holds it."""
    offered = (replace(options("A 🗳")[0], span=Span.of(7, 15, 3)), replace(options("B 😀")[0], span=Span.of(7, 20, 14)))
    asked = item(
        "choice",
        id="ballot",
        stem=literal("Who won 中 then?"),
        span=Span.of(3, 9, 6),
        stem_span=Span(5, 11, 6, 19),
        extent=Span(3, 5, 7, 35),
        response=SingleChoice(options=offered, key=offered[0]),
    )
    articles = (
        replace(BRIDGE, title="A 国", span=Span.of(1, 17, 3)),
        replace(BRIDGE, id="two", span=Span.of(1, 41, 3)),
    )
    bank = checked(asked, articles=articles).bank

    found, title = paper.unprintable(bank, bank.items, BALLOT)

    assert found.span == Span.of(6, 11)
    assert found.notes == ("`🗳` stands in line 7, column 17", "`😀` stands in line 7, column 20")
    assert title.span == Span.of(1, 31)


def test_a_sign_for_private_use_is_named_as_such():
    """It has no name of its own, and in another font it is another sign."""
    bank = checked(item("choice", stem=literal("Who \ue000 won?"))).bank

    [found] = paper.unprintable(bank, bank.items)

    assert "(U+E000 PRIVATE USE)" in found.message


def test_a_text_in_another_script_is_one_finding():
    """Five of its characters are enough to see what it is."""
    bank = checked(item("choice", stem=literal("桥是什么时候建成的"))).bank

    [found] = paper.unprintable(bank, bank.items)

    assert "and 4 more, which" in found.message


def test_titles_and_articles_are_looked_at_too():
    """What is printed about a quiz and of an article counts like a question."""
    for changes in ({"publisher": "新"}, {"label": "新"}):
        bank = checked(item("choice"), articles=(replace(BRIDGE, **changes),))
        made = paper.make_quiz(bank, Blueprint(id="week", title="Elm Ford 😀"), paper.Printing())

        assert [one.message.split(" has")[0] for one in made.of_bank] == ["article `bridge`"]
        assert [one.split(" has")[0] for one in made.stops] == ["the title `Elm Ford 😀`"]
        assert not made.files


def test_what_can_be_printed_is_not_named():
    """The sample questions, Cyrillic, Greek and combining accents are fine."""
    bank = checked(
        *items(), item("short", id="x", stem=literal("Тихано\u0301вская, Ελλάδα\u00a0– “½ ≤ 5 €”\u00ad\t\n"))
    ).bank
    assert paper.unprintable(bank, bank.items) == ()


def leaves(value, path=()):
    """Where in a question texts stand."""
    if isinstance(value, RichText | str):
        yield path
    elif isinstance(value, tuple):
        for index, part in enumerate(value):
            yield from leaves(part, (*path, index))
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            yield from leaves(getattr(value, field.name), (*path, field.name))


def changed(value, path):
    if not path:
        return literal(value.plain + "中") if isinstance(value, RichText) else f"{value}中"
    first, *rest = path
    if isinstance(value, tuple):
        return (*value[:first], changed(value[first], rest), *value[first + 1 :])
    return replace(value, **{first: changed(getattr(value, first), rest)})


@pytest.mark.parametrize("kind", RESPONSES)
def test_whatever_is_printed_is_looked_at(kind):
    """For each text of a question: it is reported if and only if quiz or key print it."""
    for path in leaves(item(kind)):
        if path[-1] in ("article", "at") or path[0] in ("difficulty", "level") or (kind, path) == ("cloze", ("stem",)):
            continue  # not free text, or text that the kind does not have
        one = changed(item(kind), path)
        if kind in ("choice", "multiple") and path[:2] == ("response", "options"):
            one = replace(one, response=replace(one.response, key=one.response.options[0]))
            if kind == "multiple":
                one = replace(one, response=replace(one.response, key=one.response.options[:2]))
        if kind in ("choice", "multiple") and path[:2] == ("response", "key"):
            continue  # the same values as among the options
        bank = checked(one)
        printed = [paper.dump_quiz(bank, [form_of(one)], "A4"), paper.dump_key(bank, [form_of(one)], "A4")]
        assert bool(paper.unprintable(bank.bank, [one])) == any("中" in text for text in printed), path


def test_the_rule_is_explained():
    """`quizgen explain` has a text with a bad and a good example."""
    (text,) = (explanations.PAPER["unprintable-character"],)
    assert "\nBad: " in text
    assert "\nGood: " in text


# Generated banks

WORDS = st.text(alphabet="abcdefgh ijklm  nopq-–Жы“”é.", min_size=1, max_size=120).map(lambda text: literal(f"a{text}"))
LONG = st.one_of(WORDS, st.integers(1, 300).map(lambda size: literal("w" * size)))
ENTRY = st.one_of(WORDS.map(lambda text: literal(text.plain[:70])), st.integers(1, 60).map(lambda n: literal("w" * n)))
LISTS = st.lists(ENTRY, min_size=2, max_size=7)  # of a size that a page can hold


def choice_of(texts):
    made = options(*(f"{index} {text.plain}" for index, text in enumerate(texts)))
    return SingleChoice(options=made, key=made[-1])


def multiple_of(texts):
    made = options(*(f"{index} {text.plain}" for index, text in enumerate(texts)))
    return MultipleResponse(options=made, key=made[:2])


def matching_of(texts):
    pairs = tuple(Pair(left=literal(f"{n}{t.plain}"), right=literal(f"{t.plain}{n}")) for n, t in enumerate(texts))
    return Matching(pairs=pairs, extra=(literal("extra"),))


def ordering_of(texts):
    return Ordering(items=tuple(literal(f"{index} {text.plain}") for index, text in enumerate(texts)))


def cloze_of(texts):
    blanks = [Blank(number=n, answer=text, hint=text if n % 2 else None) for n, text in enumerate(texts, 1)]
    return Cloze(parts=tuple(part for text, blank in zip(texts, blanks, strict=True) for part in (text, blank)))


ANY_RESPONSE = st.one_of(
    st.builds(choice_of, LISTS),
    st.builds(multiple_of, LISTS),
    st.builds(lambda text: TrueFalse(key=False, correction=text), LONG),
    st.builds(lambda texts: ShortAnswer(answer=texts[0], accept=tuple(texts[1:])), LISTS),
    st.builds(lambda text: Numeric(answer="7", value=Decimal(7), unit=text.plain), LONG),
    st.builds(cloze_of, LISTS),
    st.builds(matching_of, LISTS),
    st.builds(ordering_of, LISTS),
    st.builds(lambda texts: Open(points=tuple(texts)), LISTS),
)


@st.composite
def banks(draw):
    made = []
    for number, response in enumerate(draw(st.lists(ANY_RESPONSE, min_size=1, max_size=6))):
        cited = replace(item("choice").citations[0], quote=draw(LONG).plain)
        kind = next(kind for kind, one in RESPONSES.items() if type(one) is type(response))
        stem = literal("") if kind == "cloze" else draw(LONG)
        id = f"q-{number}" + "x" * draw(st.sampled_from([0, 0, 90]))
        made.append(item(kind, id=id, stem=stem, response=response, why=draw(LONG), citations=(cited,)))
    return checked(*made)


LINES = st.lists(ENTRY.map(lambda text: text.plain) | st.just(""), min_size=1, max_size=3)
"""Sources, by turns: short, long, hidden; one of a whole paper, or one for each question."""


def extent(what):
    """How far a mark reaches to either side of its x, and below its y."""
    name, *_ = what.split()
    if name == "rule":
        return 0.0, float(what.split()[1])
    if name in ("ring", "box"):
        half = float(what.split()[1]) / (1 if name == "ring" else 2)
        return half, half
    style, text = what.split(": ", 1) if ": " in what else (what.rstrip(":"), "")
    *weight, size = style.split()[1:]
    heavy = Weight(weight[0]) if weight else Weight.REGULAR
    return 0.0, source_sans().advance(text, heavy) * float(size)


@settings(max_examples=40, deadline=None)
@given(banks(), LINES, st.sampled_from(sorted(PAGES)), st.sampled_from([NORMAL, Style.of(11), Style.of(14), LARGE]))
def test_nothing_stands_past_a_margin(bank, sources, page, style):
    """At 11, 11.5, 14 and 18 points, on A4 and Letter: all marks lie within the margins, the foot line apart."""
    width, height = PAGES[page]
    printed = [form_of(*bank.bank.items, title="A title of many words " * 5, version="AB", sources=sources)]

    for text in (paper.dump_quiz(bank, printed, page, style), paper.dump_key(bank, printed * 2, page, style)):
        for _, x, y, what in marks(text):
            before, behind = extent(what)
            assert x - before >= style.side - 0.1, what
            assert x + behind <= width - style.side + 0.1, what
            edges = (style.footer, height - style.footer)
            in_edges = any(y == pytest.approx(edge, abs=0.1) for edge in edges)
            assert style.side <= y <= height - style.foot or in_edges, what


@settings(max_examples=40, deadline=None)
@given(banks(), LINES, st.sampled_from(sorted(PAGES)), st.sampled_from([NORMAL, Style.of(11), Style.of(14)]))
def test_no_question_is_cut_and_no_heading_alone(bank, sources, page, style):
    """From its number to the next one, a question has one page; a heading or a source has a question behind it."""
    text = paper.dump_quiz(bank, [form_of(*bank.bank.items, sources=sources)], page, style)
    numbered = [
        (number, f"heading: {what}" if what.startswith("small") and x == pytest.approx(style.side, abs=0.1) else what)
        for number, x, y, what in marks(text)
        if style.side <= y < PAGES[page][1] - style.foot
    ]

    current = None
    for index, (number, what) in enumerate(numbered):
        if what.startswith("heading"):
            current = None
            following = next(other for other, later in numbered[index:] if later.startswith("number"))
            assert following == number
        elif what.startswith("number"):
            current = number
        assert current in (None, number), what


def test_large_reasons_are_parted_between_paragraphs():
    """What is too long to be kept whole begins a page with a paragraph, and no heading stands without its reason."""
    cited = tuple(replace(CITATION, voice=f"The mayor {name}") for name in ("Quill", "Tarn", "Oss"))
    made = [
        item("choice", id=f"q-{n}", stem=literal(f"q{n}?"), why=literal(f"reason{n} " * 60), citations=cited)
        for n in range(6)
    ]
    bank = checked(*made)
    forms = forms_of(bank, versions=2)
    dumped = paper.dump_key(bank, forms, "A4", LARGE).partition("== All versions")[2]
    pages = [part.splitlines()[1:] for part in re.split(r"(?m)^page ", dumped)[1:]]

    assert len(pages) > 6
    for lines in pages:
        inside = [line for line in lines if not re.search(r"small 18: (Key ·|Page|.*continued$)", line)]
        assert not re.search(r"number bold|small 18: q-\d$", inside[-1])
        opening = next(
            line for line in inside if not re.search(r"title|subtitle|rule|small 18: (why|Answer|The bridge ·)", line)
        )
        assert re.search(r"number bold|note 18: (reason|“The bridge|The mayor)|answer", opening), opening
        begins = "number bold" in opening or "title bold" in inside[0]
        assert any(line.endswith(", continued") for line in lines) != begins


def test_a_question_longer_than_a_page_is_printed_whole():
    """It is cut between lines and loses none of them."""
    text = " ".join(f"w{number}" for number in range(3000))
    bank = checked(item("short", stem=literal(text)), item("true-false"))

    pages = page_texts(paper.write_quiz(bank, forms_of(bank), "A4"))

    assert len(pages) > 2
    assert re.findall(r"\bw\d+", " ".join(pages)) == text.split()


def test_a_word_longer_than_a_page_is_printed_whole():
    """A word without end is broken at the margin, and quickly."""
    bank = checked(item("choice", stem=literal("w" * 100_000)))
    text = "".join(page_texts(paper.write_quiz(bank, forms_of(bank), "A4")))
    assert text.count("w") == 100_000


VERSE = item(
    "choice",
    stem=parse("Who said:\n  the bridge\n    is open?\n\nAnd when?"),
    response=SingleChoice(options=(lines := options("one\n  two", "three", "four")), key=lines[0]),
    why=parse("first\n  second"),
)


def test_lines_of_a_block_are_lines_on_paper() -> None:
    """A line end breaks the line and spaces before it indent: stem, options, the key's answer and why."""
    bank = checked(VERSE)
    (form,), _ = assemble(bank, (VERSE,), Blueprint(id="q", title="T"))
    quiz, key = paper.dump_quiz(bank, (form,), "A4"), paper.dump_key(bank, (form,), "A4")

    stem = [line.partition(": ")[2] for line in quiz.splitlines() if "  stem " in line]
    assert stem == ["Who said:", "  the bridge", "    is open?", "", "And when?"]
    assert re.search(r"option 11.5: one$(?s:.*)option 11.5:   two$", quiz, re.MULTILINE)
    assert re.search(r": one$(?s:.*):   two$(?s:.*): first$(?s:.*):   second$", key, re.MULTILINE)
