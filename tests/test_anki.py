"""The Anki output without Anki: identities, revisions, decks, literal text, and the bytes of the package."""

import hashlib
import html
import io
import json
import re
import sqlite3
import tempfile
import zipfile
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from types import SimpleNamespace

import pytest
from conftest import DATA
from hypothesis import given
from hypothesis import strategies as st
from samples import AT, BRIDGE, CITATION, RESPONSES, TURNED, checked, item, items, options

from quizgen.forms.plans import Deck, Subdecks
from quizgen.language import phrasing
from quizgen.model import (
    Blank,
    Cloze,
    Option,
    ShortAnswer,
    SingleChoice,
    State,
)
from quizgen.outputs import anki
from quizgen.outputs.anki import markup
from quizgen.outputs.anki.database import canonical
from quizgen.outputs.anki.notetypes import CONTENT_REVISED, LOOK_REVISED, NOTE_TYPES
from quizgen.richtext import literal, parse


def deck(*chosen, **changes):
    """A deck of these questions, or of one of each kind."""
    return replace(Deck(title="Elm Ford", items=chosen or items()), **changes)


def build(*chosen, **changes):
    """The package of a bank of these questions, or of one of each kind."""
    chosen = chosen or items()
    return anki.write(checked(*chosen), deck(*chosen, **changes))


def database(package):
    """A connection to the collection inside a package."""
    connection = sqlite3.connect(":memory:")
    connection.deserialize(zipfile.ZipFile(io.BytesIO(package)).read("collection.anki2"))
    connection.row_factory = sqlite3.Row
    return connection


def note_types(package):
    """The note types of a package, as Anki's JSON, by name."""
    (models,) = database(package).execute("SELECT models FROM col").fetchone()
    return {model["name"]: model for model in json.loads(models).values()}


def decks(package):
    """The decks of a package without Anki's own, as Anki's JSON, by name."""
    (found,) = database(package).execute("SELECT decks FROM col").fetchone()
    return {deck["name"]: deck for deck in json.loads(found).values() if deck["id"] != 1}


def rows(package):
    """The notes of a package by question id; each has its columns and its fields by name."""
    names = {model["id"]: [field["name"] for field in model["flds"]] for model in note_types(package).values()}
    found = {}
    for note in map(dict, database(package).execute("SELECT * FROM notes ORDER BY id")):
        fields = note["flds"].split("\x1f")
        assert len(fields) == len(names[str(note["mid"])])
        note |= dict(zip(names[str(note["mid"])], fields, strict=True))
        found[note["Id"]] = note
    return found


def shown(markup_text):
    """What a reader sees of HTML."""
    return html.unescape(re.sub(r"<[^>]*>", "", markup_text))


TOKENS = ("{{", "}}", "c1::", "::", ":", "[[", "]]", "[sound:", "\\(", "<", ">", "&", "&amp;", '"', "'", " ", "/", "b")
LATEX = ("[$]", "[/$$]")
LETTERS = st.characters(codec="utf-8", exclude_characters="\0\x1f")
TEXTS = st.lists(st.sampled_from(TOKENS + LATEX) | LETTERS, max_size=12).map("".join)


# --- identity ---


def test_identity_hangs_on_ids_alone() -> None:
    """A question whose every word and kind changes keeps its guid; the same id in another bank has another."""
    before = build(item("choice", id="q"))
    after = build(item("open", id="q", stem=parse("Something else"), why=parse("Why not"), tags=()))
    elsewhere = anki.write(checked(item("choice", id="q"), id="oak-ford"), deck(item("choice", id="q")))

    assert rows(before)["q"]["guid"] == rows(after)["q"]["guid"] != rows(elsewhere)["q"]["guid"]


def test_one_identity_twice_is_refused() -> None:
    """Two questions with one id never become two notes with one guid, which Anki would both keep."""
    twins = (item("choice", id="twin"), item("open", id="twin"))

    with pytest.raises(ValueError, match="'twin' and 'twin' would have one identity"):
        build(*twins)
    with pytest.raises(ValueError, match="would have one identity"):
        anki.dump(checked(*twins), deck(*twins))


def test_kinds_share_a_note_type() -> None:
    """All kinds but the cloze are of one note type, so a changed kind is an ordinary update."""
    types = {question["Kind"]: question["mid"] for question in rows(build()).values()}

    assert len({id for kind, id in types.items() if kind != "cloze"}) == 1
    assert types["cloze"] not in {id for kind, id in types.items() if kind != "cloze"}


def test_a_question_added_leaves_the_others_as_they_are() -> None:
    """Guid, revision, deck and fields of a question do not depend on the questions around it."""
    few = rows(build(*items()))
    many = rows(build(item("open", id="first"), *items(), item("choice", id="last")))

    for id, note in few.items():
        assert {key: many[id][key] for key in ("guid", "mod", "flds", "tags")} == {
            key: note[key] for key in ("guid", "mod", "flds", "tags")
        }


# --- revision ---

LATER = AT + timedelta(days=30)


def test_cards_are_added_on_the_day_of_the_bank() -> None:
    """Anki shows a card's id, in milliseconds, as the day it was added: that of the latest check, not any other."""
    late = item("open")
    assert late.checked is not None
    late = replace(late, checked=replace(late.checked, at=LATER))

    with database(build(item("choice"), late)) as connection:
        ids = [id for table in ("notes", "cards") for (id,) in connection.execute(f"SELECT id FROM {table}")]

    assert {datetime.fromtimestamp(id / 1000, UTC).date() for id in ids} == {LATER.date()}
    assert len(set(ids)) == 4


def test_revision_is_the_moment_of_the_check() -> None:
    """An unchanged question has an unchanged `mod`, in seconds since 1970, UTC."""
    assert {note["mod"] for note in rows(build()).values()} == {int(AT.timestamp())}


def test_revision_follows_article_and_deck() -> None:
    """What an article or a deck prints on a card counts from when it was revised, if that is later."""
    question = item("open", id="q")
    bank = checked(question, articles=(replace(BRIDGE, revised=LATER),))

    assert rows(anki.write(bank, deck(question)))["q"]["mod"] == int(LATER.timestamp())
    assert rows(build(question, revised=LATER))["q"]["mod"] == int(LATER.timestamp())
    assert rows(build(question, revised=AT - timedelta(days=1)))["q"]["mod"] == int(AT.timestamp())


def test_a_first_check_is_newer_than_any_draft() -> None:
    """A question never checked is older than all checks, so checking it reaches those who have the draft."""
    draft = item("open", id="q", checked=None)

    assert rows(build(draft))["q"]["mod"] == int(CONTENT_REVISED.timestamp()) < int(AT.timestamp())


# --- the look of drafts and of retired questions ---


def test_a_draft_says_so() -> None:
    """A question that is not checked as it stands has DRAFT and its state in a field; a checked one has it empty."""
    questions = items()
    drafts = rows(anki.write(checked(*questions, state=State.CHANGED), deck()))

    assert {note["Draft"] for note in drafts.values()} == {"DRAFT (changed)"}
    assert {note["Draft"] for note in rows(build()).values()} == {""}


def test_a_note_says_what_it_is_about() -> None:
    """Every kind has the line, as text; a question that it would answer has it empty."""
    article = replace(BRIDGE, label="Bridge & <ferry>")
    asked = (*items(), item("short", id="q", source_hidden=True))
    notes = rows(anki.write(checked(*asked, articles=(article,)), deck(*asked)))

    assert notes.pop("q")["Source line"] == ""
    assert {note["Source line"] for note in notes.values()} == {
        "Bridge &amp; &lt;ferry&gt; · The Ford Courier, [May 1911]"
    }


def test_a_retired_question_stays_and_says_so() -> None:
    """A retired question keeps its note and card, with a tag to find it by and the reason to read."""
    package = build(item("open", id="q", retired="replaced by `r`"))

    assert rows(package)["q"]["Retired"] == "replaced by `r`"
    assert " elm-ford::retired " in rows(package)["q"]["tags"]
    assert database(package).execute("SELECT count(*) FROM cards").fetchone()[0] == 1


# --- order, cards, tags ---


def test_new_cards_come_in_the_order_of_the_bank() -> None:
    """`due` counts the questions from 1, whatever their decks."""
    found = database(build()).execute(
        "SELECT n.flds, c.due, c.ord FROM cards c JOIN notes n ON n.id = c.nid ORDER BY c.id"
    )
    places = [(row["flds"].split("\x1f")[0], row["due"], row["ord"]) for row in found]

    assert [(id, due) for id, due, ord in places if ord == 0] == [
        (question.id, place) for place, question in enumerate(items(), 1)
    ]
    assert ("ford-cloze", 6, 1) in places


def test_blanks_of_one_number_share_a_card() -> None:
    """A cloze has a card for each number, once, in order, and no card between numbers."""
    parts = (*(Blank(number=number, answer=parse("x")) for number in (9, 1, 9)), parse(" end"))
    package = build(item("cloze", response=Cloze(parts=parts)))

    assert [row["ord"] for row in database(package).execute("SELECT ord FROM cards ORDER BY id")] == [0, 8]


def test_tags_are_hierarchical() -> None:
    """Article, topic, kind, difficulty and level are tags below the bank's own, without spaces or quotes."""
    question = item("open", id="q", tags=("foreign  policy", 'so "called"'))

    assert rows(build(question))["q"]["tags"].split() == [
        "elm-ford::article::bridge",
        "elm-ford::topic::foreign_policy",
        "elm-ford::topic::so_”called”",
        "elm-ford::kind::open",
        "elm-ford::difficulty::easy",
        "elm-ford::level::remember",
    ]


# --- decks ---


def test_subdecks() -> None:
    """A question goes to the deck of its first article's label or id, of its first tag, or to the one deck."""
    plain = replace(BRIDGE, id="tower", label="")
    questions = (
        item("open", id="a"),
        item("open", id="b", citations=(replace(CITATION, article="tower"), CITATION), tags=()),
    )
    bank = checked(*questions, articles=(BRIDGE, plain))

    def names(subdecks):
        return list(decks(anki.write(bank, deck(*questions, subdecks=subdecks))))

    assert sorted(names(Subdecks.ARTICLE)) == ["Elm Ford", "Elm Ford::The bridge", "Elm Ford::tower"]
    assert sorted(names(Subdecks.TAG)) == ["Elm Ford", "Elm Ford::history"]
    assert names(Subdecks.NONE) == ["Elm Ford"]


@pytest.mark.parametrize("label", ["Elm Ford", "ELM FORD", " Elm Ford:"])
def test_no_deck_bears_its_parents_name(label: str) -> None:
    """An article called as the deck is has no deck of its own below it: a learner would see the name twice."""
    question = item("open")
    package = anki.write(
        checked(question, articles=(replace(BRIDGE, label=label),)), deck(question, title="History::Elm Ford")
    )

    assert list(decks(package)) == ["History::Elm Ford"]


@pytest.mark.parametrize(
    ("title", "label", "name"),
    [
        ("Rome", "Bridges::Tiber", "Rome::Bridges:Tiber"),
        ("Rome:", ":Bridges: old", "Rome::Bridges: old"),
        ("Rome:::", "a::::b", "Rome::a:b"),
        ("::", ": a", "-::a"),
        (' "Rome" ', "Брод", "”Rome”::Брод"),
    ],
)
def test_colons_make_no_level(title: str, label: str, name: str) -> None:
    """However many colons stand in a title or label, a deck's name has the levels that we mean."""
    question = item("open")
    package = anki.write(checked(question, articles=(replace(BRIDGE, label=label),)), deck(question, title=title))

    assert max(decks(package), key=len) == name
    assert name.count("::") == 1


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Biology::Unit 3", "Biology::Unit 3::The bridge"),
        ("Biology: cells :: Unit 3: walls", "Biology: cells::Unit 3: walls::The bridge"),
        ("A::B::C", "A::B::C::The bridge"),
        ("::A::: ::B:", "A::B::The bridge"),
    ],
)
def test_a_title_may_have_levels(title: str, name: str) -> None:
    """`Biology::Unit 3` is the deck Unit 3 within Biology; it bears the description, and its first level none."""
    question = item("open")
    package = anki.write(checked(question), deck(question, title=title))

    assert max(decks(package), key=len) == name
    assert [one["name"] for one in decks(package).values() if one["desc"]] == [name.removesuffix("::The bridge")]


def test_deck_ids_follow_names() -> None:
    """An id comes from the name alone, is one that Anki takes, and the cards point to it."""
    first, second = decks(build()), decks(build(item("open")))

    assert first["Elm Ford"]["id"] == second["Elm Ford"]["id"] != first["Elm Ford::The bridge"]["id"]
    assert all(1 < deck["id"] < 2**53 for deck in first.values())
    assert {row["did"] for row in database(build()).execute("SELECT did FROM cards")} == {
        first["Elm Ford::The bridge"]["id"]
    }


def test_description_says_what_the_deck_file_says() -> None:
    """The deck's own words, its licence, and as its version the latest revision of a question: no clock."""
    later = item("open", id="q", checked=replace(item("open").checked, at=LATER))
    text = shown(
        decks(build(item("open"), later, description="For <week> one.", licence="CC BY 4.0"))["Elm Ford"]["desc"]
    )

    assert text.startswith("For <week> one.")
    assert "2 questions. Version 2026-12-22 09:30 UTC." in text
    assert "Licence: CC BY 4.0" in text
    assert "Licence" not in decks(build())["Elm Ford"]["desc"]


def test_description_names_bank_count_and_sources() -> None:
    """The deck that holds the others says what it is made of; retired questions are not counted, drafts are named."""
    questions = (item("open", id="a"), item("open", id="b"), item("open", id="c", retired="old"))
    bank = checked(*questions, title="Elm <Ford>", articles=(BRIDGE, replace(BRIDGE, id="unused", title="Unused")))
    bank = replace(bank, states={**bank.states, "b": State.UNCHECKED})
    found = decks(anki.write(bank, deck(*questions)))

    text = shown(found["Elm Ford"]["desc"])
    own = replace(bank, bank=replace(bank.bank, articles=(replace(BRIDGE, own=True),)))

    assert "Elm <Ford>: 2 questions, 1 of them DRAFT." in text
    assert "publishers" not in decks(anki.write(own, deck(*questions)))["Elm Ford"]["desc"]
    assert "A bridge for Elm Ford, The Ford Courier, [May 1911]" in text
    assert "Quotations are short" in text
    assert "Unused" not in text
    assert found["Elm Ford::The bridge"]["desc"] == ""


def test_description_explains_brackets_that_show() -> None:
    """Once, in the deck that holds the others; not where nothing stands in brackets."""
    plain = replace(BRIDGE, issued="May 1911")

    def described(*questions):
        return shown(decks(anki.write(checked(*questions, articles=(plain,)), deck(*questions)))["Elm Ford"]["desc"])

    asked = item("open", stem=parse("What was said in [1911]?"))
    filled = item("cloze", response=Cloze(parts=(parse("In "), Blank(number=1, answer=parse("[1911]")))))

    assert phrasing.BRACKETS in shown(decks(build())["Elm Ford"]["desc"])
    assert phrasing.BRACKETS in described(asked)
    assert phrasing.BRACKETS in described(filled)
    assert phrasing.BRACKETS not in described(item("open"))


# --- fields ---


def data(note):
    """What Data tells scripts: each word with its numbers."""
    told = re.findall(r"([a-z]+)((?: \d+)*)", note["Data"])
    return {word: [int(number) for number in numbers.split()] for word, numbers in told}


def test_the_key_is_the_answer() -> None:
    """The option that is marked right, in HTML and in Data, is the text of the answer."""
    for kind in ("choice", "multiple"):
        note = rows(build())[f"ford-{kind}"]
        offered = re.findall(r"<li[^>]*>(.*?)</li>", note["Options"])
        marked = re.findall(r'<li dir="auto" class="right">(.*?)</li>', note["Options"])
        right = data(note)["right"]

        assert [offered[place] for place in right] == marked
        assert set(marked) == set(re.findall(r"<(?:p|li)[^>]*>(.*?)</(?:p|li)>", note["Answer"]))


@given(
    st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\0\x1f"), min_size=1), min_size=2, unique=True)
)
def test_the_key_is_the_answer_whatever_the_options_say(texts: list[str]) -> None:
    """However options read, the place in Data is that of the answer."""
    offered = tuple(Option(text=literal(text)) for text in texts)
    note = rows(build(item("choice", response=SingleChoice(options=offered, key=offered[0]))))["ford-choice"]
    entries = re.findall(r"<li[^>]*>(.*?)</li>", note["Options"], re.DOTALL)
    (right,) = data(note)["right"]

    assert sorted(map(shown, entries)) == sorted(texts)
    assert shown(entries[right]) == shown(note["Answer"]) == texts[0]


def test_data_says_what_is_pinned() -> None:
    """Places at which options stand that no card may move; nothing of it where all keep their order."""
    offered = options("Ashlar", "Brick", "Cedar", "Dale")
    last = (*offered[:3], replace(offered[3], pinned=True))
    asked = (
        item("choice", id="last", response=SingleChoice(options=last, key=last[0])),
        item("choice", id="fixed", response=SingleChoice(options=last, key=last[0], fixed=True)),
    )
    notes = rows(build(*asked))

    assert data(notes["last"])["pinned"] == [3]
    assert "Dale</li></ol>" in notes["last"]["Options"]
    assert notes["fixed"]["Data"] == "right 0 fixed"


def test_data_describes_what_is_shown() -> None:
    """Scripts learn the right verdict, each entry's partner and each entry's place, in the order of Options."""

    def read(kind):
        note = rows(build())[f"ford-{kind}"]
        return re.findall(r"<li[^>]*>(.*?)</li>", note["Options"]), data(note)

    verdicts, told = read("true-false")
    assert [verdicts[place] for place in told["right"]] == ["False"]
    entries, told = read("match")
    pairs = {entry: entries[3:][partner] for entry, partner in zip(entries[:3], told["partners"], strict=True)}
    assert pairs == {"Mayor": "Quill", "Mason": "Tarn", "Ferryman": "Oss"}
    entries, told = read("order")
    assert [entries[told["places"].index(place)] for place in range(4)] == [
        step.plain for step in RESPONSES["order"].items
    ]


def test_the_key_is_not_always_first() -> None:
    """Options are shuffled once and for all, by question; numbers stay in order."""
    offered = options("Ashlar", "Brick", "Cedar")
    choice = SingleChoice(options=offered, key=offered[0])
    questions = tuple(item("choice", id=f"q{number}", response=choice) for number in range(30))
    places = {data(note)["right"][0] for note in rows(build(*questions)).values()}
    years = options("1911", "1912", "1913")
    ordered = rows(build(item("choice", response=SingleChoice(options=years, key=years[2]))))["ford-choice"]

    assert places == {0, 1, 2}
    assert shown(ordered["Options"]) == "191119121913"


def test_each_wrong_option_says_why() -> None:
    """The why of an option stands beside its text; an option without one is not listed."""
    brick = Option(text=parse("Brick"), why=parse("Brick came *later*."))
    ashlar, cedar = options("Ashlar", "Cedar")
    question = item("choice", response=SingleChoice(options=(ashlar, brick, cedar), key=ashlar))

    assert rows(build(question))["ford-choice"]["Why not the others"] == (
        '<ul><li dir="auto"><b>Brick</b> Brick came <em>later</em>.</li></ul>'
    )


def test_only_a_typed_answer_is_typed() -> None:
    """The field that makes Anki ask for typing is filled where the question says so, with the bare words."""
    typed = ShortAnswer(answer=parse("*Ada* Quill"), typed=True)

    assert rows(build(item("short", response=typed)))["ford-short"]["Typed answer"] == "Ada Quill"
    assert rows(build(item("short", response=replace(typed, typed=False))))["ford-short"]["Typed answer"] == ""


def test_a_deck_may_want_typing() -> None:
    """In a deck of typed answers short answers, numbers and blanks are compared, and nothing else is typed."""
    typed = {note["Kind"]: note["Typed answer"] for note in rows(build(typed=True)).values()}

    assert {kind: value for kind, value in typed.items() if value} == {
        "short": "Ada Quill",
        "numeric": "86.80",
        "cloze": "yes",
    }


def cards_of(package, note):
    """The places of a note's cards, from 0."""
    cards = database(package).execute("SELECT ord FROM cards WHERE nid = ? ORDER BY ord", (note["id"],))
    return [card["ord"] for card in cards]


def test_what_is_right_too_is_told_where_it_is_typed() -> None:
    """Other wordings and the number with its unit stand in `Also right`, what a number may be off by in Data."""
    plain, typed = (rows(build(typed=typed)) for typed in (False, True))

    assert plain["ford-numeric"]["Also right"] == plain["ford-numeric"]["Data"] == ""
    assert typed["ford-short"]["Also right"] == '<ul><li dir="auto">Quill</li></ul>'
    assert typed["ford-numeric"]["Also right"] == '<ul><li dir="auto">86.80 thousand crowns</li></ul>'
    assert typed["ford-numeric"]["Data"] == "tolerance 0.5"


def test_a_deck_may_be_reversed() -> None:
    """Questions that word a second card get it, with the question behind it; others, and other decks, have none."""
    turned = (item("short", reverse=TURNED), item("numeric", reverse=parse("What cost 86.80?")), item("short", id="q"))
    package = build(*turned, reversed=True)
    notes = rows(package)

    assert [note.get("Reverse question") for note in notes.values()] == [
        "What was <strong>Ada Quill</strong> of Elm Ford?",
        "What cost 86.80?",
        "",
    ]
    assert notes["ford-short"]["Reverse answer"] == notes["ford-short"]["Question"]
    assert [cards_of(package, note) for note in notes.values()] == [[0, 1], [0, 1], [0]]
    plain = build(*turned)
    assert [cards_of(plain, note) for note in rows(plain).values()] == [[0]] * 3


def test_many_passages_are_folded() -> None:
    """From three on they would bury what there is to learn: one tap opens them."""
    voices = [replace(CITATION, voice=f"Speaker {number}") for number in range(3)]
    two, three = (
        rows(build(item("open", citations=tuple(some))))["ford-open"]["Passages"] for some in (voices[:2], voices)
    )

    assert two.startswith("<figure>")
    assert three.startswith("<details><summary>3 passages</summary><figure>")


def test_every_citation_is_shown() -> None:
    """Each quotation stands in quotation marks above its own reference."""
    second = replace(CITATION, quote="“No toll,” she said.", voice="opinion")
    passage = rows(build(item("open", citations=(CITATION, second))))["ford-open"]["Passages"]

    assert passage.count("<blockquote") == passage.count("<figcaption") == 2
    assert "“The bridge at Elm Ford" in shown(passage)
    assert "Mayor Ada Quill, in A bridge for Elm Ford, The Ford Courier, [May 1911], paragraph" in shown(passage)
    assert "the article’s own view, A bridge for Elm Ford" in shown(passage)


@pytest.mark.parametrize(
    ("url", "link"),
    [
        ("https://example.org/a?b=1&c=\"'", ' <a href="https://example.org/a?b=1&amp;c=%22\'">example.org</a>'),
        ("javascript:alert(1)", ""),
        ("data:text/html,x", ""),
        ("", ""),
    ],
)
def test_only_pages_are_linked(url: str, link: str) -> None:
    """A known address is a link where it opens a page, and nothing where it would run something."""
    question = item("open")
    package = anki.write(checked(question, articles=(replace(BRIDGE, url=url),)), deck(question))

    assert rows(package)["ford-open"]["Passages"].endswith(f"2{link}</figcaption></figure>")


# --- text is literal ---

SYNTAX = re.compile(
    r"\{\{|\}\}|::|\[(?:sound:|/?anki:|/?latex\]|/?\${1,2}\]|\[type:)|\\[()\[\]]|<(?!/?(?:strong|em|wbr)>)",
    re.IGNORECASE,
)
"""What Anki or a browser would act on."""


@given(TEXTS)
def test_any_text_survives_as_html(text: str) -> None:
    """What is shown is what was written, and nothing of it is syntax to Anki or to a browser."""
    for escaped in (markup.text(text), markup.rich(literal(text))):
        assert shown(escaped) == text
        assert not SYNTAX.search(escaped)
        assert spelled_again(escaped) == escaped
    assert html.unescape(markup.attribute(text)) == text
    assert '"' not in markup.attribute(text)


def spelled_again(field):
    """As a browser writes text and such elements back: with four entities, and no other."""
    parts = re.split(r"(<[^<>]*>)", field)
    plain = (html.unescape(part) for part in parts[::2])
    again = [html.escape(part, quote=False).replace("\u00a0", "&nbsp;") for part in plain]
    return "".join(text + tag for text, tag in zip(again, [*parts[1::2], ""], strict=True))


@given(TEXTS, TEXTS.filter(bool), TEXTS)
def test_any_text_survives_in_a_cloze(before: str, answer: str, hint: str) -> None:
    """The only braces and double colons of a cloze are those that make its blank."""
    blank = Blank(number=2, answer=literal(answer), hint=literal(hint))
    made = markup.cloze(Cloze(parts=(literal(before), blank, literal(before))))
    found = re.fullmatch(r"(.*)\{\{c2::(.*?)(?:::(.*?))?\}\}(.*)", made, re.DOTALL)

    assert found
    assert [shown(part or "") for part in found.groups()] == [before, answer, hint, before]
    assert not any(SYNTAX.search(part or "") for part in found.groups())


def test_emphasis_is_html_and_stars_are_not() -> None:
    """Parsed markup becomes elements; literal words with stars stay literal."""
    assert markup.rich(parse("**a *b*** and 2 * 3")) == "<strong>a </strong><strong><em>b</em></strong> and 2 * 3"
    assert markup.rich(literal("**a**")) == "**a**"


def test_a_field_separator_shifts_no_field() -> None:
    """Even a character that no bank file can hold leaves the fields where they are."""
    note = rows(build(item("open", stem=literal("a\x1fb\0c"), why=literal("w\x1f"))))["ford-open"]

    assert (note["Question"], note["Why"]) == ("a\ufffdb\ufffdc", "w\ufffd")


def test_a_thousand_signs_cost_no_more_than_their_length() -> None:
    """A text of 200,000 `<` is packed at once; a checker of tags that looks for their ends would take minutes."""
    package = build(item("open", stem=literal("<" * 200_000), why=literal("{" * 200_000)))

    assert rows(package)["ford-open"]["Question"] == "&lt;" * 200_000


# --- what is frozen ---

FROZEN = DATA / "anki" / "notetypes.json"
LOST = """
The schema of a note type is not what learners have in their collections. With this change Anki would call every note
of every learner `conflicting`: at their next import nothing is corrected any more, an empty second note type appears,
and new questions land on that one, for good. Put the field or template back where it was; use a spare field (rename it,
keep its id and place). Only a deck that nobody has yet imported may change {path}.
"""


def schema(package):
    """Of each note type what Anki compares."""
    return [
        {
            "id": int(model["id"]),
            "name": model["name"],
            "cloze": model["type"] == 1,
            "sorted_by": model["flds"][model["sortf"]]["name"],
            "fields": [[field["id"], field["name"]] for field in sorted(model["flds"], key=lambda one: one["ord"])],
            "templates": [[one["id"], one["name"]] for one in sorted(model["tmpls"], key=lambda one: one["ord"])],
        }
        for model in note_types(package).values()
    ]


def test_schema_is_frozen() -> None:
    """Ids, names and order of fields and templates are those that learners have."""
    assert schema(build()) == json.loads(FROZEN.read_text(encoding="utf-8"))["schema"], LOST.format(path=FROZEN.name)


def test_ids_are_given_once() -> None:
    """No two note types, fields or templates share an id: Anki tells them apart by it."""
    ids = [part.id for type in NOTE_TYPES for part in (type, *type.fields, *type.templates)]

    assert len(set(ids)) == len(ids)
    for type in NOTE_TYPES:
        assert sum(field.name.startswith("Spare") for field in type.fields) >= 6
        assert type.fields[0].name == "Id"


def test_a_new_look_has_a_new_revision() -> None:
    """Templates and CSS are those of the revision that note types carry: Anki takes a new look only if it is later."""
    models = note_types(build())
    look = [[model["css"], *((one["qfmt"], one["afmt"]) for one in model["tmpls"])] for model in models.values()]
    digest = hashlib.sha256(json.dumps(look).encode()).hexdigest()[:16]
    kept = json.loads(FROZEN.read_text(encoding="utf-8"))

    assert {model["mod"] for model in models.values()} == {int(LOOK_REVISED.timestamp())}
    assert {"revised": LOOK_REVISED.isoformat(), "digest": digest} == kept["look"], (
        f"templates or CSS changed: set LOOK_REVISED to a later time, or no learner gets the new look; then put that "
        f"time and {digest} into {FROZEN.name}"
    )


# --- bytes ---


def test_zip_has_no_past() -> None:
    """Both members are deflated and carry neither the moment nor the system of the build."""
    members = zipfile.ZipFile(io.BytesIO(build())).infolist()

    assert [member.filename for member in members] == ["collection.anki2", "media"]
    for member in members:
        assert member.date_time == (1980, 1, 1, 0, 0, 0)
        assert (member.compress_type, member.create_system) == (zipfile.ZIP_DEFLATED, 3)


def test_database_is_sound() -> None:
    """What is set to constants in the file is nothing that SQLite needs."""
    questions = tuple(item("choice", id=f"q{number}") for number in range(500))
    connection = database(build(*questions))

    assert connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    assert connection.execute("SELECT count(*) FROM notes").fetchone()[0] == 500


def test_old_content_leaves_no_trace() -> None:
    """Two databases that differ in what was written and deleted before are the same bytes."""

    def made(before: str) -> bytes:
        connection = sqlite3.connect(":memory:")
        connection.executescript("PRAGMA secure_delete = OFF; CREATE TABLE t (a TEXT)")
        connection.execute("INSERT INTO t VALUES (?)", (before,))
        connection.execute("DELETE FROM t")
        connection.execute("INSERT INTO t VALUES ('kept')")
        connection.commit()
        return connection.serialize()

    assert made("first" * 9) != made("other" * 9)
    assert canonical(made("first" * 9)) == canonical(made("other" * 9))


def test_another_sqlite_writes_the_same_bytes(monkeypatch) -> None:
    """Which version of SQLite a machine has leaves no trace."""
    other = pytest.importorskip("pysqlite3.dbapi2", reason="there is no second SQLite here")
    questions = tuple(item(kind, id=f"{kind}-{number}") for number in range(100) for kind in RESPONSES)
    wanted = build(*questions)

    class Connection(other.Connection):
        def serialize(self):
            with tempfile.NamedTemporaryFile() as file:
                target = other.connect(file.name)
                self.backup(target)
                target.close()
                return Path(file.name).read_bytes()

    second = SimpleNamespace(connect=partial(other.connect, factory=Connection), Connection=Connection)
    monkeypatch.setattr("quizgen.outputs.anki.package.sqlite3", second)

    assert other.sqlite_version != sqlite3.sqlite_version
    assert build(*questions) == wanted


def test_dump_reads_like_the_package() -> None:
    """Every field, tag and revision that is packed stands in the dump, a field a line."""
    lines = anki.dump(checked(*items()), deck()).splitlines()

    for note in rows(build()).values():
        assert f"guid: {note['guid']}" in lines
        assert f"tags: {note['tags'].strip()}" in lines
        assert f"mod: {datetime.fromtimestamp(note['mod'], UTC):%Y-%m-%dT%H:%M:%SZ}" in lines
        assert f"  Question: {note['Question']}" in lines
        assert f"  Passages: {note['Passages']}" in lines
