"""The page to read a bank on: whole, literal, the same each time, silent in a browser."""

import html
import re
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
import reviewer
from click.testing import CliRunner
from samples import BRIDGE, CITATION, RESPONSES, TURNED, checked, item, items
from test_real_anki import HOSTILE, HOSTILE_RESPONSES
from test_seen import ARABIC_PAIRS, LONG, WHYS

from quizgen.cli import main
from quizgen.language import phrasing
from quizgen.model import Option, SingleChoice, State
from quizgen.outputs import preview
from quizgen.richtext import literal, parse

ROOT = Path(__file__).parents[1]
WORDS = (Option(text=parse(LONG)), Option(text=parse("جسر من حجر")))
MEASURES = """<!doctype html><body><script>
const frame = document.createElement("iframe");
frame.style.width = "320px";
frame.src = "preview.html";
frame.onload = () => {
  const page = frame.contentDocument;
  page.querySelectorAll("details").forEach((one) => { one.open = true; });
  document.title = `${page.documentElement.scrollWidth} ${page.querySelectorAll("article").length}`;
};
document.body.append(frame);
</script>"""


def written(*questions, **changes) -> str:
    """The page of these questions."""
    return preview.write(checked(*questions, **changes), questions).decode()


def words(page: str) -> str:
    """What is to be read on a page: no style, no tags, no line ends."""
    bare = re.sub(r"<style>.*?</style>|\n", "", page, flags=re.DOTALL)
    return html.unescape(re.sub(r"<[^>]*>", "", bare))


def part(page: str, kind: str) -> str:
    """The words of the one part of this class."""
    (found,) = re.findall(rf'<section class="{kind}">(.*?)</section>', page, re.DOTALL)
    return words(found)


@pytest.mark.parametrize("kind", RESPONSES)
def test_every_kind_is_shown_whole(kind: str) -> None:
    """Name and facts of a question, its card with answer, why and quotation, and its paper item."""
    question = item(kind)
    bank = checked(question)
    page = written(question)
    card, paper = part(page, "card"), part(page, "paper")

    assert f"ford-{kind}{kind} · easy · remember · history, elections" in words(page)
    assert question.stem.plain in card
    assert question.stem.plain in paper
    assert all(line.plain in card for line in phrasing.answer(question.response))
    assert question.why.plain in card
    assert phrasing.quotation(CITATION) in card
    assert phrasing.reference(bank, CITATION).plain in card
    assert phrasing.instruction(question.response) in card
    assert phrasing.instruction(question.response) in paper
    assert (card.count(SOURCE), paper.count(SOURCE)) == (1, 1)


SOURCE = "The bridge · The Ford Courier, [May 1911]"


def test_a_hidden_source_stands_nowhere_above() -> None:
    """Neither on the card nor on the paper; the reference behind the answer stays."""
    page = written(item("short", source_hidden=True, reverse=TURNED))

    assert SOURCE not in words(page)
    assert "The Ford Courier, [May 1911], paragraph" in words(page)


@pytest.mark.parametrize(
    ("kind", "card", "paper"),
    [
        ("cloze", "on [day and month] 1911 at Elm Ford.It opened on 4 May 1911 at […].", "on  (day and month) 1911"),
        ("numeric", "86.80", "thousand crowns"),
        ("true-false", "TrueFalse", "True False"),
    ],
)
def test_card_and_paper_differ_as_in_use(kind: str, card: str, paper: str) -> None:
    """Letters, blanks, numbers and units stand where a learner finds them."""
    page = written(item(kind))

    assert card in part(page, "card")
    assert paper in part(page, "paper")


@pytest.mark.parametrize(("kind", "shape", "signs"), [("choice", "circle", "ABC"), ("multiple", "square", "ABCD")])
def test_what_is_marked_on_paper(kind: str, shape: str, signs: str) -> None:
    """Letters in circles where one is right, in squares where several may be."""
    assert "".join(re.findall(rf'class="{shape}">(\w)<', written(item(kind)))) == signs


def test_the_answer_is_folded() -> None:
    """Who reads the page meets each question before its answer."""
    page = written(*items())

    assert page.count('<details class="back">') == len(RESPONSES)
    assert "names who paid" not in words(re.sub(r'<details class="back">.*?</details>', "", page, flags=re.DOTALL))


def test_the_second_card_is_folded() -> None:
    """Its front tells the first one's answer, so it is not met before that; one fold holds all of it."""
    page = written(item("short", reverse=TURNED))
    asked = "What was Ada Quill of Elm Ford?"

    assert f"reversed deck{SOURCE}{asked}What does the Courier say of the bridge (short)?Ada Quill" in words(page)
    assert asked not in words(re.sub(r'<details class="back">.*?</details>', "", page, flags=re.DOTALL))
    assert "Second card" not in written(item("short"))


def test_reasons_of_wrong_options_are_told() -> None:
    """Each wrong option with its why."""
    shown = part(written(item("choice", response=WHYS)), "card")

    assert "Brick: Brick came later." in shown
    assert "Cedar: It rots." in shown


def test_drafts_and_retired_questions_say_so() -> None:
    """The state of a question is seen at once, and a retired one has no paper item."""
    question = item("choice", retired="replaced by another")
    page = written(question, state=State.CHANGED)

    assert "DRAFT (changed)Retired question: replaced by another" in words(page)
    assert part(page, "paper") == "PaperRetired questions are not printed."
    assert "DRAFT" not in words(written(item("choice")))


def test_contents_count_by_article() -> None:
    """Each article with its questions, in the order of the bank; those cited by none are not there."""
    mill = replace(BRIDGE, id="mill", label="The mill")
    idle = replace(BRIDGE, id="idle", label="Nothing")
    about_mill = item("open", citations=(replace(CITATION, article="mill"),))
    page = written(about_mill, item("choice"), item("short"), articles=(BRIDGE, idle, mill))
    (contents,) = re.findall(r"<nav.*?</nav>", page, re.DOTALL)

    assert words(contents) == "The bridge 2 questionsford-choiceford-shortThe mill 1 questionford-open"
    assert set(re.findall(r'href="#([^"]+)"', page)) == set(re.findall(r'<article id="([^"]+)"', page))
    assert re.findall(r"<b>(\d)</b>", page) == ["1", "2", "3"]


@pytest.mark.parametrize("kind", HOSTILE_RESPONSES)
def test_hostile_text_is_only_text(kind: str) -> None:
    """Text that is code elsewhere is read letter by letter."""
    text = literal(HOSTILE)
    question = item(
        kind,
        stem=literal("") if kind == "cloze" else text,
        response=HOSTILE_RESPONSES[kind],
        reverse=text if kind in ("short", "numeric") else literal(""),
        why=text,
        tags=(HOSTILE,),
        retired=HOSTILE if kind == "choice" else "",
        citations=(replace(CITATION, quote=HOSTILE, voice=HOSTILE),),
    )
    article = replace(BRIDGE, title=HOSTILE, label=HOSTILE, publisher=HOSTILE)
    page = written(question, articles=(article,), title=HOSTILE, language=HOSTILE)

    assert words(page).count(HOSTILE) >= 11
    assert phrasing.quoted(HOSTILE) in words(page)
    assert not re.search(r"<script|<img|<b<|<!--", page)


def test_questions_are_chosen_on_the_command_line(tmp_path: Path) -> None:
    """With the options of `quizgen deck`; what nobody checked is left out and named."""
    page = tmp_path / "preview.html"
    bank = ["--bank", str(ROOT / "question_bank.yaml"), "-o", str(page)]
    told = CliRunner().invoke(main, ["preview", "--id", "vote-2025-share", "--drafts", *bank])

    assert told.exit_code == 0, told.output
    assert f"{page}  (1 question)" in told.output
    assert re.findall(r'<article id="([^"]+)"', page.read_text(encoding="utf-8")) == ["question-vote-2025-share"]


def test_same_questions_same_bytes() -> None:
    """Nothing but the bank decides what the page is."""
    assert written(*items()) == written(*items())


def contrast(one: str, other: str) -> float:
    """By the measure of WCAG."""

    def light(colour: str) -> float:
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))

    dark, bright = sorted((light(one), light(other)))
    return (bright + 0.05) / (dark + 0.05)


def test_colours_are_readable_by_day_and_by_night() -> None:
    """Every text colour on every ground that it may stand on."""
    day, night = (
        dict(re.findall(r"--([\w-]+): (#\w{6})", one)) for one in re.findall(r":root {(.*?)}", written(), re.S)
    )

    for colours in (day, night):
        pairs = [(text, ground) for text in ("text", "quiet", "link") for ground in ("ground", "panel")]
        for text, ground in (*pairs, ("notice", "notice-ground")):
            assert contrast(colours[text], colours[ground]) >= 4.5, (text, ground)


def opened(page: Path, *how: str) -> tuple[str, list[str]]:
    """The page in Chromium: its elements, and what the browser had to complain of."""
    command = [reviewer.browser(), *reviewer.FLAGS, f"--user-data-dir={page.parent / 'profile'}"]
    listening = ["--enable-logging=stderr", "--dump-dom", *how, page.as_uri()]
    done = subprocess.run([*command, *listening], capture_output=True, text=True, timeout=240, check=True)
    return done.stdout, [line for line in done.stderr.splitlines() if "CONSOLE" in line]


def test_the_page_opens_silently(tmp_path: Path) -> None:
    """The shipped bank's page makes no error and asks for nothing; one that is tampered with would be told of."""
    page = tmp_path / "preview.html"
    told = CliRunner().invoke(
        main, ["preview", "--drafts", "--bank", str(ROOT / "question_bank.yaml"), "-o", str(page)]
    )
    assert told.exit_code == 0, told.output
    shown, complaints = opened(page)

    assert complaints == []
    assert shown.count("<article") == page.read_text(encoding="utf-8").count("<article") >= 72
    assert not re.search(r"<(?:script|img|link|iframe|object|form)|\bsrc=|url\(|@import", shown)
    bad = tmp_path / "bad.html"
    intruders = '<img src="https://example.org/x.png"><script>1</script>'
    bad.write_text(page.read_text(encoding="utf-8").replace("</header>", f"{intruders}</header>"), encoding="utf-8")
    assert len(opened(bad)[1]) == 2


def test_a_narrow_screen_holds_the_page(tmp_path: Path) -> None:
    """At 320 px nothing is wider than the screen, be it a word without end or text from right to left."""
    more = (
        item("choice", id="long", response=SingleChoice(options=WORDS, key=WORDS[0])),
        item("match", id="arabic", response=ARABIC_PAIRS),
    )
    (tmp_path / "preview.html").write_text(written(*items(), *more), encoding="utf-8")
    host = tmp_path / "host.html"
    host.write_text(MEASURES, encoding="utf-8")

    shown, _ = opened(host)

    assert f"<title>320 {len(RESPONSES) + 2}</title>" in shown
