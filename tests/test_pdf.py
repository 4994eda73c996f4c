"""The PDF file around the pages: structure, outline, fonts, size, and what the checkers of PyPI say of it."""

import io
import re
import subprocess
import sys
from collections import defaultdict
from itertools import pairwise
from pathlib import Path

import pypdf
import pytest
from pypdf.generic import ContentStream
from samples import CITATION, checked, item, options
from test_paper import NINE, SOURCE, forms_of, many, of_two_sources, page_texts

from quizgen.forms.plans import CardPlan
from quizgen.model import SingleChoice
from quizgen.outputs import paper
from quizgen.outputs.paper.fonts import source_sans
from quizgen.outputs.paper.layout import Weight
from quizgen.richtext import literal


def read(pdf):
    return pypdf.PdfReader(io.BytesIO(pdf))


def told(pdf):
    """What a reader by ear is told: each element of the structure with its role and depth, and its text."""
    reader = read(pdf)
    spoken = [stretches(page) for page in reader.pages]
    numbers = {page.indirect_reference.idnum: index for index, page in enumerate(reader.pages)}
    return list(walk(reader.trailer["/Root"]["/StructTreeRoot"]["/K"].get_object(), spoken, numbers, 0))


def walk(element, spoken, numbers, depth):
    kids = element["/K"]
    own = []
    within = []
    for kid in kids if isinstance(kids, list) else [kids]:
        kid = kid.get_object()
        if isinstance(kid, int):
            own.append(spoken[numbers[element.raw_get("/Pg").idnum]][kid])
        elif "/MCID" in kid:
            own.append(spoken[numbers[kid.raw_get("/Pg").idnum]][kid["/MCID"]])
        else:
            within.append(kid)
    yield depth, element["/S"], "".join(own).strip(), element.get("/ActualText", "")
    for kid in within:
        yield from walk(kid, spoken, numbers, depth + 1)


def stretches(page):
    """The text of each marked stretch of a page."""
    tables = {name: unicode_of(font) for name, font in page["/Resources"]["/Font"].items()}
    found = defaultdict(str)
    number = table = None
    for operands, operator in ContentStream(page.get_contents(), page.pdf).operations:
        if operator in (b"BDC", b"BMC"):
            number = operands[1].get("/MCID") if operator == b"BDC" else None
            found[number] += ""
        elif operator == b"Tf":
            table = tables[operands[0]]
        elif operator == b"Tj" and number is not None:
            found[number] += "".join(table[code] for code in operands[0].original_bytes)
    return found


def unicode_of(font):
    """What a font's codes mean, by its own table."""
    table = font["/ToUnicode"].get_data().decode("ascii")
    return {int(code, 16): chr(int(sign, 16)) for code, sign in re.findall(r"^<(\w\w)> <(\w{4})>$", table, re.M)}


def test_the_structure_is_that_of_the_paper():
    """Headings, lists of questions, lists of options with their letters, blanks that are read as such."""
    heard = told(paper.write_quiz(NINE, forms_of(NINE), "A4"))

    roles = [(role, text) for _, role, text, _ in heard]
    assert roles[0] == ("/Document", "")
    assert [text for role, text in roles if role == "/H1"] == ["Elm Ford Version A"]
    assert [text for role, text in roles if role == "/H2"][:2] == [
        "Choose one: circle its letter.",
        "Choose all that apply: mark each.",
    ]
    assert ("/LBody", "A Ashlar") in roles or ("/LBody", "B Ashlar") in roles or ("/LBody", "C Ashlar") in roles
    assert [says for _, role, _, says in heard if role == "/Span"] == ["blank", "blank"]
    depths = [depth for depth, *_ in heard]
    assert all(behind <= before + 1 for before, behind in pairwise(depths))


def test_a_source_is_read_before_its_questions():
    """Once, as a paragraph before the list of them; what a page repeats is no part of what is read."""
    bank = of_two_sources(60)
    heard = [(depth, role, text) for depth, role, text, _ in told(paper.write_quiz(bank, forms_of(bank), "A4"))]
    sources = [
        place for place, (_, _, text) in enumerate(heard) if text in (SOURCE, "The harbour that moved · The Gull")
    ]

    assert len(sources) == 2
    for place in sources:
        depth, role, _ = heard[place]
        assert (role, heard[place + 1][:2]) == ("/P", (depth, "/L"))


def test_columns_are_read_one_after_the_other():
    """All that is to be matched is read before what it is matched with, though the rows are printed side by side."""
    heard = [
        text
        for _, role, text, _ in told(paper.write_quiz(checked(item("match")), forms_of(checked(item("match"))), "A4"))
        if role == "/LBody"
    ]
    assert set(heard[1:4]) == {"Mayor", "Mason", "Ferryman"}
    assert set(heard[4:]) == {"Quill", "Tarn", "Oss", "Wren"}


def test_every_word_is_told_once():
    """What is tagged is the text of the pages without their feet, no word lost where a line ends."""
    long = " ".join(f"word{number}" for number in range(300))
    bank = checked(item("short", stem=literal(long)))
    heard = " ".join(text for _, _, text, _ in told(paper.write_quiz(bank, forms_of(bank), "A4")))
    assert re.findall(r"word\d+", heard) == long.split()


def test_text_of_all_sorts_survives():
    """Brackets, backslashes, Cyrillic and Greek, and more characters than one subset of a font can hold."""
    signs = "".join(sign for sign in map(chr, range(0x21, 0x530)) if not source_sans().lacking([sign]))
    signs = "".join(sign for sign in signs if sign.isprintable())
    bank = checked(item("short", stem=literal(f"(a\\b) {' '.join(signs)} end")))

    text = " ".join(page_texts(paper.write_quiz(bank, forms_of(bank), "A4")))

    assert len([sign for sign in signs if ord(sign) > 126]) > 256
    assert "(a\\b)" in text
    assert "".join(signs) in "".join(text.split())


def test_a_file_says_what_it_is():
    """Title, language, tags, and the day of the bank; a program that opens it shows the title."""
    reader = read(paper.write_key(NINE, forms_of(NINE), "A4"))
    root = reader.trailer["/Root"]

    assert reader.metadata.title == "Elm Ford · answer key"
    assert reader.metadata["/CreationDate"].startswith("D:20261122")
    assert (root["/Lang"], root["/MarkInfo"]["/Marked"]) == ("en", True)
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert b"<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_data()


def test_a_file_says_no_more_than_is_known():
    """No author is made up, nor a day for a sheet that has none."""
    dated, undated = (
        read(pdf).metadata
        for pdf in (paper.write_quiz(NINE, forms_of(NINE), "A4"), paper.Press().calibration(CardPlan()))
    )
    assert set(undated) == {"/Title", "/Subject", "/Creator", "/Producer"}
    assert set(dated) == set(undated) | {"/CreationDate"}


def test_a_file_is_named_by_what_it_holds():
    """Two quizzes of one title have two ids."""
    ids = {str(read(paper.write_quiz(bank, forms_of(bank), "A4")).trailer["/ID"][0]) for bank in (many(2), many(3))}
    assert len(ids) == 2


def test_every_font_is_embedded():
    """None of the standard fonts, which each printer replaces as it likes."""
    reader = read(paper.write_quiz(NINE, forms_of(NINE), "Letter"))
    fonts = reader.pages[0]["/Resources"]["/Font"]
    assert len(fonts) == len(Weight)
    for font in fonts.values():
        assert re.fullmatch(r"/[A-Z]{6}\+SourceSansPro-\w+", font["/BaseFont"])
        assert "/FontFile2" in font["/FontDescriptor"]


def test_versions_lie_on_sheets_of_their_own():
    """Printed on both sides, each version begins on a new sheet; the outline says where."""
    bank = many(9)
    reader = read(paper.write_quiz(bank, forms_of(bank, versions=3), "A4"))

    starts = [reader.get_destination_page_number(entry) for entry in reader.outline]

    assert [entry.title for entry in reader.outline] == ["Version A", "Version B", "Version C"]
    assert all(start % 2 == 0 for start in starts)
    assert len(reader.pages) % 2 == 0
    assert all(re.search(r"Version [ABC] · Bank 2026-11-22 · Elm Ford", page.extract_text()) for page in reader.pages)


def test_one_version_has_no_blank_page():
    """A single page stays one."""
    bank = many(3)
    assert len(read(paper.write_quiz(bank, forms_of(bank), "A4")).pages) == 1


def forty():
    made = []
    for number in range(40):
        texts = [
            f"an answer {number} with {words}" for words in ("a bridge", "the long river", "a ford", "no way over")
        ]
        offered = options(*texts)
        stem = literal(f"What did article {number} report about the bridge across the river and about its opening?")
        made.append(
            item("choice", id=f"q-{number}", stem=stem, response=SingleChoice(options=offered, key=offered[number % 4]))
        )
    return checked(*made)


def test_thirty_versions_are_a_small_file():
    """30 versions of 40 questions stay under 2.5 MB, tags and fonts included."""
    bank = forty()
    pdf = paper.write_quiz(bank, forms_of(bank, versions=30), "A4")
    assert len(read(pdf).pages) >= 90
    assert len(pdf) < 2_500_000


@pytest.fixture(scope="module")
def printed(tmp_path_factory):
    """What the shipped deck files make, some of it in large print, and papers of all kinds with their handout."""
    folder = tmp_path_factory.mktemp("printed")
    large = ["decks/belarus-and-russia.yaml", "decks/growing-integration.yaml", "--preset", "large", "--page", "Letter"]
    for name, words in (("normal", []), ("large", large)):
        quizgen = [sys.executable, "-m", "quizgen", "build", "--out", folder / name, *words]
        subprocess.run(quizgen, check=True, capture_output=True, cwd=BANK.parent)
    three = [sys.executable, "-m", "quizgen", "quiz", "--count", "20", "--versions", "3", "-o"]
    for words in ([folder / "apart" / "q.pdf", "--separate"], [folder / "joined.pdf"]):
        subprocess.run([*three, *words], check=True, capture_output=True, cwd=BANK.parent)
    for versions in (1, 2):
        made = forms_of(NINE, versions=versions)
        (folder / f"quiz-{versions}.pdf").write_bytes(paper.write_quiz(NINE, made, "A4"))
        (folder / f"key-{versions}.pdf").write_bytes(paper.write_key(NINE, made, "Letter"))
    text = {"bridge": ("A bridge for Elm Ford", CITATION.quote, "It was so.")}
    made = forms_of(NINE)
    read = paper.readings(NINE, paper.citations_of(made), text, whole=True)
    (folder / "handout.pdf").write_bytes(paper.Press().handout(NINE, made, read)[0])
    return sorted(folder.rglob("*.pdf"))


BANK = Path(__file__).parents[1] / "question_bank.yaml"


def findings(command, paths):
    """What a checker says of files that it does not pass; all in one run, since to start it takes longest."""
    program = Path(sys.executable).with_name(command[0])
    done = subprocess.run([program, *command[1:], *paths], capture_output=True, text=True)
    return done.stdout + done.stderr if done.returncode else ""


@pytest.mark.parametrize("command", [["outloud", "-q", "--fail-on", "warning"], ["pdfua", "check"]])
def test_the_checkers_of_tagged_pdf_find_nothing(printed, command):
    """Two programs, written apart from each other, look for what a reader by ear would miss."""
    papers = [path for path in printed if not _is_guessed_at(path)]

    assert findings(command, papers) == ""
    assert len(papers) == 4


# One of outloud's rules guesses: PAG-001 takes what stands at the edge of three pages for a running head or foot. On
# sheets of cards "Choose one." does so by chance; in papers of several versions what opens the same page of each, and
# the line that says what questions are about, where those begin a page. All of it is to be read.
def _is_guessed_at(path):
    return path.name not in ("quiz-1.pdf", "quiz-2.pdf", "key-1.pdf", "handout.pdf")


@pytest.mark.parametrize(
    "command", [["outloud", "-q", "--fail-on", "warning", "--skip", "PAG-001"], ["pdfua", "check"]]
)
def test_the_checkers_find_nothing_in_cards_and_many_versions(printed, command):
    """The same for cards, and for what the shipped deck files make, but for the rule that guesses."""
    guessed = [path for path in printed if _is_guessed_at(path)]

    assert findings(command, guessed) == ""
    assert len(guessed) >= 36
