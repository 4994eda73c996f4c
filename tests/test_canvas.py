"""What we take from reportlab's insides, its settings and its list of fonts, one for the whole process."""

import hashlib
import inspect
import io
import os
import re
from importlib.metadata import version
from pathlib import Path

import font_source_sans_pro
import pypdf
import pytest
from reportlab import rl_config
from reportlab.pdfbase import pdfdoc, pdfmetrics, ttfonts
from reportlab.pdfgen import canvas as pdfcanvas
from reportlab.pdfgen import pathobject, pdfgeom, textobject
from test_paper import NINE, forms_of, run

from quizgen.outputs import paper
from quizgen.outputs.paper.canvas import MOMENT, PAGE_ENTRIES, SETTINGS, document_of, lent, settled
from quizgen.outputs.paper.fonts import source_sans
from quizgen.outputs.paper.layout import Weight

FOLDER = Path(font_source_sans_pro.font_directory)


def printed() -> bytes:
    return paper.write_quiz(NINE, forms_of(NINE), "A4")


# Insides


def test_reportlab_still_has_the_insides_that_we_use() -> None:
    """No type names them. Should one be gone, or a page know our entries, `canvas.py` is to be written anew."""
    told = f"reportlab {version('reportlab')} has changed what quizgen/outputs/paper/canvas.py relies on"
    made = pdfcanvas.Canvas(io.BytesIO())

    assert isinstance(document_of(made), pdfdoc.PDFDocument), told
    made.showPage()
    page = document_of(made).Pages[-1]  # type: ignore[attr-defined]
    assert isinstance(page, pdfdoc.PDFPage), told
    assert isinstance(page.stream, str), told
    assert isinstance(document_of(made).info, pdfdoc.PDFInfo), told
    assert "MediaBox" in page.__NoDefault__, told
    assert set(page.__NoDefault__).isdisjoint(PAGE_ENTRIES), told


def test_each_page_says_its_place_in_the_structure() -> None:
    """And that one steps through it in that order."""
    pages = pypdf.PdfReader(io.BytesIO(paper.write_key(NINE, forms_of(NINE, versions=2), "A4"))).pages

    assert [(page["/StructParents"], page["/Tabs"]) for page in pages] == [(at, "/S") for at in range(len(pages))]


# Settings

ARGUMENTS = {"canvas_basefontname", "defaultPageSize", "documentLang", "pageCompression", "ttfAsciiReadable"}
UNUSED = {
    "TTFSearchPath": "fonts are opened by their paths",
    "autoGenerateTTFMissingTTFName": "misspelt: there is no such setting",
    "decimalSymbol": "nothing is aligned at it",
    "errorOnDuplicatePageLabelPage": "pages have no labels",
    "reserveTTFNotdef": "stands in a comment",
    "unShapedFontGlob": "nothing is shaped",
}


def test_every_setting_is_held_or_told_or_has_no_part_in_it() -> None:
    """Those that reportlab's source looks up where a paper passes through it, whatever else a newer one reads."""
    modules = (pdfcanvas, pdfdoc, pathobject, pdfgeom, textobject, ttfonts)
    code = "\n".join(inspect.getsource(module) for module in modules)
    read = set(re.findall(r"rl_config\.(\w+)", code))
    for names in re.findall(r"from reportlab\.rl_config import (.+)", code):
        read |= {name.strip() for name in names.split(",")}

    assert read - {"register_reset"} == set(SETTINGS) | ARGUMENTS | set(UNUSED)
    assert all(hasattr(rl_config, name) for name in (*SETTINGS, *ARGUMENTS))


SCRIPT = """
import hashlib
from reportlab import rl_config
from test_canvas import printed
print(hashlib.sha256(printed()).hexdigest(), rl_config.useA85, rl_config.canvas_basefontname)
"""
HOSTILE = {
    "allowTTFSubsetting": "SourceSansPro-Regular.ttf",
    "canvas_baseColor": "red",
    "canvas_basefontname": "Courier",
    "defaultImageCaching": 1,
    "defaultPageSize": "A3",
    "documentLang": "fr",
    "invariant": 0,
    "pageCompression": 0,
    "pdfComments": 1,
    "pdfMultiLine": 1,
    "std14Embed": True,
    "ttfAsciiReadable": 1,
    "unShapedFontGlob": "*",
    "useA85": 1,
    "wrapA85": 1,
}


@pytest.mark.parametrize("where", ["environment", "home"])
def test_no_setting_changes_a_byte(tmp_path: Path, where: str) -> None:
    """Each of them changed at once, in the environment or in a file of the home folder, and the file is the same."""
    assert set(SETTINGS) <= set(HOSTILE)
    (tmp_path / ".reportlab_settings").write_text(
        "\n".join(f"{name} = {value!r}" for name, value in HOSTILE.items()) if where == "home" else "", encoding="utf-8"
    )
    changed = {f"RL_{name}": str(value) for name, value in HOSTILE.items()} if where == "environment" else {}

    digest, *settings = run(SCRIPT, tmp_path, HOME=str(tmp_path), **changed).split()

    assert settings == ["1", "Courier"]
    assert digest == hashlib.sha256(printed()).hexdigest()


@pytest.mark.parametrize("moment", ["1796000000", "yesterday"])
def test_the_moment_of_a_build_is_no_part_of_a_file(monkeypatch: pytest.MonkeyPatch, moment: str) -> None:
    """SOURCE_DATE_EPOCH stands in for the clock, which a paper does not look at."""
    before = printed()
    monkeypatch.setenv(MOMENT, moment)

    assert printed() == before
    assert os.environ[MOMENT] == moment


# What is one for the process


def test_all_is_put_back(monkeypatch: pytest.MonkeyPatch) -> None:
    """Settings, environment and fonts are those of before, also where writing fails."""
    monkeypatch.setattr(rl_config, "useA85", "mine")
    monkeypatch.setenv(MOMENT, "1796000000")
    fonts = pdfmetrics.getRegisteredFontNames()

    def fail() -> None:
        with settled(), lent(source_sans().fonts):
            assert rl_config.useA85 == 0
            assert MOMENT not in os.environ
            assert len(pdfmetrics.getRegisteredFontNames()) == len(fonts) + len(Weight)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()

    assert rl_config.useA85 == "mine"
    assert os.environ[MOMENT] == "1796000000"
    assert pdfmetrics.getRegisteredFontNames() == fonts


def test_a_font_of_the_same_name_steps_aside() -> None:
    """Somebody else's font that calls itself as ours does is not printed with, and is there again afterwards."""
    before = printed()
    theirs = ttfonts.TTFont("Theirs", str(FOLDER / "SourceSansPro-Black.ttf"))
    theirs.face.name = b"SourceSansPro-Regular"
    pdfmetrics.registerFont(theirs)
    try:
        assert printed() == before
        assert pdfmetrics.getFont("Theirs") is theirs
    finally:
        theirs.unregister()
