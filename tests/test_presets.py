"""Large print, other fonts, other papers: seen in the finished file, letter by letter."""

import io
from dataclasses import replace
from pathlib import Path

import font_source_sans_pro
import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st
from pdfminer.high_level import extract_pages
from pdfminer.layout import LAParams, LTChar, LTCurve
from samples import checked, item
from test_paper import NINE, banks, form_of, forms_of, marks, page_texts, whole_text

from quizgen import pipeline
from quizgen.cli import main
from quizgen.forms import assembly
from quizgen.forms.form import Choices, Columns, Scramble
from quizgen.forms.plans import Blueprint
from quizgen.outputs import paper
from quizgen.outputs.paper import Press
from quizgen.outputs.paper.fonts import BadFontError, face_of, source_sans
from quizgen.outputs.paper.layout import PAGES, Weight
from quizgen.outputs.paper.style import (
    LARGE,
    NORMAL,
    PRESETS,
    Style,
)
from quizgen.richtext import literal

ROOT = Path(__file__).parents[1]
FONT = Path(font_source_sans_pro.font_directory) / "SourceSansPro-Regular.ttf"


def things(pdf, sort):
    """All letters or shapes of a finished file, with the size of their page."""
    found = []

    def walk(page, thing):
        if isinstance(thing, sort):
            found.append((page, thing))
        elif hasattr(thing, "__iter__"):
            for inner in thing:
                walk(page, inner)

    for page in extract_pages(io.BytesIO(pdf), laparams=None):
        walk(page, page)
    return found


@settings(max_examples=12, deadline=None)
@given(banks(), st.sampled_from(sorted(PAGES)), st.sampled_from([Style.of(11), Style.of(14), LARGE]))
def test_no_letter_of_the_finished_file_stands_past_a_margin(bank, page, style):
    """At 11, 14 and 18 points, on A4 and Letter, quiz and key: each letter and line lies within the page's margins."""
    made = [form_of(*bank.bank.items, title="A title of many words " * 5, version="AB")]
    press = Press(page, style)
    for pdf in (press.quiz(bank, made), press.key(bank, made)):
        for sheet, thing in things(pdf, (LTChar, LTCurve)):
            if isinstance(thing, LTChar) and thing.get_text().isspace():
                continue  # the space at which a line was broken hangs past its end
            assert thing.x0 >= style.side - 1
            assert thing.x1 <= sheet.width - style.side + 1
            assert thing.y0 >= style.footer - style.small.size
            assert thing.y1 <= sheet.height - style.footer + style.small.size


def test_large_print_is_large_black_and_in_one_column():
    """No letter under 18 points, none grey, options under each other, and the lists of a matching too."""
    made = forms_of(NINE)
    pdf = Press("A4", PRESETS["large"]).quiz(NINE, made)

    assert {thing.graphicstate.ncolor for _, thing in things(pdf, LTChar)} <= {0, (0,), (0.0,), None}
    dump = paper.dump_quiz(NINE, made, "A4", LARGE)
    sizes = {float(what.split(":")[0].split()[-1]) for _, _, _, what in marks(dump) if ":" in what}
    assert min(sizes) >= 18
    options = [x for _, x, _, what in marks(dump) if what.startswith(("ring", "box"))]
    assert len(set(options)) <= 2  # circles and squares of options; boxes of an order are larger
    rights = {x for _, x, _, what in marks(dump) if what.startswith("option") and "Wren" in what}
    lefts = {x for _, x, _, what in marks(dump) if what.startswith("option") and "Mayor" in what}
    assert max(rights) - min(lefts) < 40


def test_lines_of_large_print_are_apart():
    """A line and a half from one baseline to the next."""
    assert LARGE.stem.leading == 1.5 * LARGE.stem.size == 27
    assert LARGE.small.grey == LARGE.rule_grey == 0


def test_lines_of_large_print_to_write_on_are_further_apart():
    """Whoever needs large letters writes large ones."""
    apart = {}
    for name, style in PRESETS.items():
        rules = [
            y for _, _, y, what in marks(paper.dump_quiz(NINE, [form_of(item("open"))], "A4", style)) if "rule" in what
        ]
        apart[name] = rules[-1] - rules[-2]
    assert apart["large"] > apart["normal"] * 1.2


@pytest.mark.parametrize("page", sorted(PAGES))
@pytest.mark.parametrize("style", [Style.of(11), Style.of(14), LARGE], ids=["11", "14", "large"])
def test_a_shipped_question_stands_on_one_page(page, style):
    """From the finished file: what is offered is printed where it is asked."""
    loaded = pipeline.load(
        (ROOT / "question_bank.yaml").read_bytes(), "", (ROOT / "question_bank.lock").read_text(encoding="utf-8"), ""
    )
    made = forms_of(loaded.checked)
    pages = ["".join(text.split()) for text in page_texts(Press(page, style).quiz(loaded.checked, made))]

    asked = 0
    for question in made[0].questions:
        if isinstance(question.arrangement, Choices | Columns | Scramble):
            offered = [
                "".join(text.plain.split())
                for text in (
                    *(option.text for option in getattr(question.arrangement, "options", ())),
                    *getattr(question.arrangement, "right", ()),
                    *getattr(question.arrangement, "items", ()),
                )
            ]
            stem = "".join(question.item.stem.plain.split())
            assert any(stem in text and all(one in text for one in offered) for text in pages), question.item.id
            asked += 1
    assert asked > 50


def test_the_foot_of_large_print_keeps_version_and_number():
    """A long title gives way: which version and page it is stays legible."""
    made = [replace(forms_of(NINE)[0], title="A very long title of Words And Words And Words And Words")]
    for text in page_texts(Press("A4", LARGE).quiz(NINE, made)):
        assert "Version A · Bank 2026-11-22" in text
        assert "Page " in text


def test_another_font_is_embedded_and_thickened():
    """Its regular face serves for all weights; headings are drawn with a thicker pen, and the text is all there."""
    pdf = Press(face=face_of(FONT)).quiz(NINE, forms_of(NINE))
    assert whole_text(pdf) == whole_text(Press().quiz(NINE, forms_of(NINE)))
    assert face_of(FONT).thickened(Weight.BOLD)
    assert not face_of(FONT).thickened(Weight.REGULAR)
    assert not source_sans().thickened(Weight.BOLD)


@pytest.mark.parametrize("content", [b"", b"OTTO" + b"\0" * 40, b"no font at all, only text " * 9])
def test_what_is_no_font_is_told(tmp_path, content):
    """One line that names the file, and nothing is printed."""
    path = tmp_path / "face.ttf"
    path.write_bytes(content)
    with pytest.raises(BadFontError, match=r"face\.ttf"):
        face_of(path)
    done = CliRunner().invoke(
        main, ["quiz", "--bank", str(ROOT / "question_bank.yaml"), "--font", str(path), "-o", str(tmp_path / "q.pdf")]
    )
    assert done.exit_code == 1
    assert "Traceback" not in done.output
    assert not (tmp_path / "q.pdf").exists()


def test_a_missing_letter_is_a_question_mark_if_asked():
    """The rest of the text stays, and the width of the sign is reckoned with."""
    bank = checked(item("short", stem=literal("The 中 sign")))
    assert "The ? sign" in whole_text(Press().quiz(bank, forms_of(bank)))
    assert source_sans().advance("中", Weight.REGULAR) == source_sans().advance("?", Weight.REGULAR)


def run(tmp_path, *words):
    bank = str(ROOT / "question_bank.yaml")
    done = CliRunner().invoke(main, [*words, "--bank", bank], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done


def test_a_file_for_each_version(tmp_path):
    """With --separate each version has its own paper and key, and no blank page."""
    run(tmp_path, "quiz", "--count", "4", "--versions", "3", "--separate", "-o", str(tmp_path / "q.pdf"))
    assert {path.name for path in tmp_path.iterdir()} == {f"q-{v}{k}.pdf" for v in "ABC" for k in ("", "-key")}
    for version in "ABC":
        assert f"Version {version} · " in whole_text((tmp_path / f"q-{version}.pdf").read_bytes())
        assert f"Key · Version {version} · " in whole_text((tmp_path / f"q-{version}-key.pdf").read_bytes())


def test_a_preset_and_a_page_take_the_place_of_the_deck_files(tmp_path):
    """`build --preset large --page Letter` prints all papers so."""
    run(tmp_path, "build", "--preset", "large", "--page", "Letter", "--out", str(tmp_path))
    papers = [path for path in tmp_path.glob("*.pdf") if "flashcards" not in path.name]
    assert len(papers) >= 6
    for path in papers:
        page = next(iter(extract_pages(path, maxpages=1, laparams=LAParams())))
        assert (round(page.width), round(page.height)) == (612, 792)


def test_missing_characters_can_be_replaced_by_command(tmp_path):
    """Without the option a character without a letter stops the quiz; with it, it is told and printed as `?`."""
    bank = (ROOT / "question_bank.yaml").read_text(encoding="utf-8")
    (tmp_path / "question_bank.yaml").write_text(bank.replace("    stem: ", "    stem: 中 ", 1), encoding="utf-8")
    (tmp_path / "question_bank.lock").write_bytes((ROOT / "question_bank.lock").read_bytes())
    words = ["quiz", "--drafts", "--bank", str(tmp_path / "question_bank.yaml"), "-o", str(tmp_path / "q.pdf")]

    stopped = CliRunner().invoke(main, words)
    printed = CliRunner().invoke(main, [*words, "--replace-missing"])

    assert stopped.exit_code == 1
    assert "U+4E2D" in stopped.output
    assert printed.exit_code == 0, printed.output
    assert "U+4E2D" in printed.output
    assert "? " in whole_text((tmp_path / "q.pdf").read_bytes())


def test_a_word_bank_is_printed_above_the_blanks():
    """Before the first blank, in the order of the alphabet."""
    bank = checked(item("cloze"))
    (made,), _ = assembly.assemble(bank, bank.bank.items, Blueprint(id="q", title="T", word_bank=True))
    text = whole_text(Press().quiz(bank, [made]))
    assert "Fill in each blank with an entry from the list." in text
    assert text.index("4 May · Elm Ford") < text.index("It opened on")


def test_normal_is_the_default():
    """What no one asks for is not large."""
    assert PRESETS["normal"] is NORMAL
