"""Decks in Anki itself: the real importer, the real renderer, and a learner whose progress must survive."""

import html
import re
import time
from collections import Counter
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from anki.collection import Collection, ImportAnkiPackageOptions, ImportAnkiPackageRequest
from anki.import_export_pb2 import IMPORT_ANKI_PACKAGE_UPDATE_CONDITION_ALWAYS as ALWAYS
from click.testing import CliRunner
from conftest import ARTICLES, DATA
from samples import AT, BRIDGE, CITATION, RESPONSES, TURNED, checked, item, items

from quizgen.cli import main
from quizgen.forms.plans import Deck, Subdecks
from quizgen.language import phrasing
from quizgen.model import (
    Blank,
    Cloze,
    Matching,
    MultipleResponse,
    Open,
    Option,
    Ordering,
    Pair,
    ShortAnswer,
    SingleChoice,
    State,
    TrueFalse,
)
from quizgen.outputs import anki
from quizgen.outputs.anki import (
    comparison,
    decks,
    notes,
    notetypes,
    reading,
)
from quizgen.outputs.anki.comparison import Sort
from quizgen.richtext import literal, parse

LATER = datetime.now(UTC).replace(microsecond=0) + timedelta(days=1)
"""After whatever a learner does in a test: Anki stamps that with its own clock, and the newer side wins."""
QUOTATION = "“The bridge at Elm Ford opened on 4 May 1911 and cost 86.8 thousand crowns.”"
REFERENCE = "Mayor Ada Quill, in A bridge for Elm Ford, The Ford Courier, [May 1911], paragraph\u00a02"


@contextmanager
def profile(folder: Path):
    """A learner's collection, closed at the end."""
    collection = Collection(str(folder / "collection.anki2"))
    try:
        yield collection
    finally:
        collection.close()


@pytest.fixture
def learner(tmp_path: Path):
    """A learner who has nothing yet."""
    with profile(tmp_path) as collection:
        yield collection


def receive(learner, *chosen, bank=None, always=False, **changes):
    """Imports a deck of these questions as the dialog of a new profile would; how Anki sorted its notes."""
    chosen = chosen or items()
    path = Path(learner.path).parent / "deck.apkg"
    path.write_bytes(anki.write(bank or checked(*chosen), replace(Deck(title="Elm Ford", items=chosen), **changes)))
    options = ImportAnkiPackageOptions(update_notes=ALWAYS) if always else ImportAnkiPackageOptions()
    log = learner.import_anki_package(ImportAnkiPackageRequest(package_path=str(path), options=options)).log
    assert len(log.conflicting) == 0
    return {"new": len(log.new), "updated": len(log.updated), "same": len(log.duplicate)}


def note(learner, id):
    """The note of a question."""
    (found,) = learner.find_notes(f"Id:{id}")
    return learner.get_note(found)


def cards(learner):
    """All cards, in the order of the bank."""
    return [learner.get_card(id) for id in learner.find_cards("deck:*", order="c.due asc, c.ord asc")]


SCRIPTS = [(Path(anki.__file__).parent / name).read_text(encoding="utf-8") for name in ("card.js", "typed.js")]


def bare(rendered):
    """A rendered card without the scripts that are ours."""
    for script in SCRIPTS:
        rendered = rendered.replace(f"<script>\n{script}</script>", "")
    return rendered


def read(rendered):
    """What a reader sees of a rendered card: text without style sheet, script, hidden parts, and without elements."""
    body = re.sub(r"<(style|template)\b.*?</\1>", "", bare(rendered), flags=re.DOTALL)
    return html.unescape(re.sub(r"<[^>]*>", "", body))


def progress(learner):
    """All that a learner has achieved: the rows of cards and of the review log."""
    columns = "id,nid,did,ord,type,queue,due,ivl,factor,reps,lapses,left,data"
    return learner.db.all(f"select {columns} from cards order by id"), learner.db.all(
        "select * from revlog order by id"
    )


def study(learner, name="Elm Ford", times=3):
    """Answers the next cards of a deck; the ids of their notes."""
    learner.decks.select(learner.decks.id_for_name(name))
    studied = []
    for _ in range(times):
        card = learner.sched.getCard()
        studied.append(card.nid)
        learner.sched.answerCard(card, 4)
    return studied


# --- what a learner sees ---


def test_every_question_gives_sound_cards(learner) -> None:
    """Each kind imports as a new note with a card, and no template, card or table has a problem."""
    assert receive(learner) == {"new": 9, "updated": 0, "same": 0}

    assert {card.note()["Id"] for card in cards(learner)} == {question.id for question in items()}
    for card in cards(learner):
        assert "problem" not in card.question() + card.answer()
        assert "{{" not in card.question() + card.answer()
        assert card.question().count("<script") == (1 if "<li" in card.question() else 0)
        assert card.answer().count("<script") == (1 if re.search(r"<li|\[\[type:", card.question()) else 0)
    assert list(learner.get_empty_cards().notes) == []
    assert learner.fix_integrity()[1]


def test_every_back_proves_its_answer(learner) -> None:
    """Question, answer, why, quotation, reference and id stand on each answer side; the id and proof on no front."""
    receive(learner)

    for card in cards(learner):
        front, back = read(card.question()), read(card.answer())
        question = next(one for one in items() if one.id == card.note()["Id"])
        assert question.stem.plain in front
        assert question.stem.plain in back
        for proof in (question.why.plain, QUOTATION, REFERENCE, question.id):
            assert proof in back
            assert proof not in front
        assert '<div class="passages"><figure>' in card.answer()
        assert 'lang="en"' in card.question()


ANSWERS = {
    "choice": ["Ashlar"],
    "multiple": ["Tuesday", "Wednesday"],
    "true-false": ["False. It cost 86.8 thousand crowns."],
    "short": ["Ada Quill", "also: Quill"],
    "numeric": ["86.80 thousand crowns (± 0.5)"],
    "match": ["Mayor → Quill", "Mason → Tarn", "Ferryman → Oss"],
    "order": ["1. survey", "2. quarry", "3. keystone", "4. opening"],
    "open": ["names the cost", "names who paid"],
}


@pytest.mark.parametrize("kind", ANSWERS)
def test_the_answer_is_marked_in_words(kind: str, learner) -> None:
    """Under a sign and the word `Answer` stands what is right; no colour is needed to see it, and no front tells it."""
    receive(learner, item(kind))
    (card,) = cards(learner)
    (marked,) = re.findall(r'✓</span> Answer</h2>\s*<div class="text">(.*?)</div>', card.answer(), re.DOTALL)

    assert re.findall(r"<(?:p|li)[^>]*>(.*?)</(?:p|li)>", marked) == ANSWERS[kind]
    assert "✓" not in read(card.question())


def test_options_are_a_list_on_the_front(learner) -> None:
    """What is offered can be read without any script."""
    receive(learner)

    for kind, offered in {
        "choice": ["Ashlar", "Brick", "Cedar"],
        "true-false": ["True", "False"],
        "match": ["Mayor", "Mason", "Ferryman", "Quill", "Tarn", "Oss", "Wren"],
        "order": ["survey", "quarry", "keystone", "opening"],
    }.items():
        front = bare(note(learner, f"ford-{kind}").cards()[0].question())
        assert sorted(re.findall(r"<li[^>]*>(.*?)</li>", front)) == sorted(offered)
        assert "<script" not in bare(front)


def test_each_blank_is_asked_on_its_own_card(learner) -> None:
    """A cloze hides the blank of its card behind the hint, and fills it on the back."""
    receive(learner, item("cloze"))
    first, second = cards(learner)

    assert "It opened on [day and month] 1911 at Elm Ford." in read(first.question())
    assert "It opened on 4 May 1911 at [...]." in read(second.question())
    assert "It opened on 4 May 1911 at Elm Ford." in read(second.answer())
    assert '<span class="cloze" data-ordinal="2">Elm Ford</span>' in second.answer()


def test_a_typed_answer_is_compared(learner) -> None:
    """A question that wants typing has Anki's input on its front; the others have none; signs in it compare as such."""
    typed = ShortAnswer(answer=literal("Quill & <Sons> {{a}}"), typed=True)
    receive(
        learner,
        item("short", id="typed", response=typed),
        item("short", id="not", response=replace(typed, typed=False)),
    )
    asked, plain = (note(learner, id).cards()[0] for id in ("typed", "not"))

    assert "[[type:Typed answer]]" in asked.question()
    assert "[[type:" not in plain.question() + plain.answer()
    compared = learner.compare_answer(asked.note()["Typed answer"], "Quill & <Sons> {{a}}")
    assert "typeGood" in compared
    assert not re.search("typeBad|typeMissed", compared)


@pytest.mark.parametrize(
    ("answer", "keys"),
    [
        ("the keeper’s", "the keeper's"),
        ("May–June", "May-June"),
        ("No.\u00a0one", "No. one"),
        ("1\u202f250 “souls”…", '1 250 "souls"...'),
        ("a\n  b\u2009c\u00ad", "a b c"),
        ("`ls`", "`ls`"),
    ],
)
def test_what_a_keyboard_gives_compares_equal(answer: str, keys: str, learner) -> None:
    """Marks, dashes and spaces that no key gives are compared as what is typed for them, and shown as they are."""
    receive(learner, item("short", response=ShortAnswer(answer=literal(answer), typed=True)))
    told = note(learner, "ford-short")

    assert learner.compare_answer(told["Typed answer"], keys) == (
        f"<code id=typeans><span class=typeGood>{html.escape(keys)}</span></code>"
    )
    assert answer in read(told.cards()[0].answer())


def test_a_minus_sign_is_typed_as_a_hyphen(learner) -> None:
    """A number is compared without its unit, its sign as a keyboard has it."""
    below = replace(RESPONSES["numeric"], answer="−86", value=Decimal(-86))
    receive(learner, item("numeric", response=below), typed=True)

    assert note(learner, "ford-numeric")["Typed answer"] == "-86"
    assert "−86 thousand crowns" in read(note(learner, "ford-numeric").cards()[0].answer())


def test_a_blank_can_be_typed(learner) -> None:
    """In a deck of typed answers Anki asks for the blank of each card on both sides."""
    receive(learner, item("cloze"), typed=True)
    cloze = note(learner, "ford-cloze")

    for card in cloze.cards():
        assert card.question().count("[[type:cloze:Question]]") == card.answer().count("[[type:cloze:Question]]") == 1
    assert learner.extract_cloze_for_typing(cloze["Question"], 2) == "Elm Ford"


def test_drafts_and_retired_questions_say_so_on_both_sides(learner) -> None:
    """DRAFT, and the reason for retirement, are read before the question is."""
    questions = (item("cloze", retired="replaced by `q2`"), item("open"))
    bank = checked(*questions, state=State.UNCHECKED)
    receive(learner, *questions, bank=bank)

    for card in cards(learner):
        assert read(card.question()).strip().startswith("DRAFT (unchecked)")
        assert read(card.answer()).strip().startswith("DRAFT (unchecked)")
    retired = note(learner, "ford-cloze").cards()[0]
    assert "Retired question: replaced by `q2`" in read(retired.question())
    assert "Retired question: replaced by `q2`" in read(retired.answer())


def test_a_reversed_card_asks_in_the_author_s_words(learner) -> None:
    """A reversed deck has a second, sound card of a question that words it, with the same proof; no other deck has."""
    turned = item("short", reverse=TURNED)
    receive(learner, turned)
    assert len(note(learner, "ford-short").cards()) == 1

    receive(learner, turned, reversed=True, revised=LATER)

    first, second = note(learner, "ford-short").cards()
    assert [line.strip() for line in read(second.question()).splitlines() if line.strip()] == [
        SOURCE_LINE,
        "What was Ada Quill of Elm Ford?",
    ]
    for text in ("What does the Courier say", "also: Quill", QUOTATION, "ford-short"):
        assert text in read(second.answer())
    assert first.did == second.did
    assert list(learner.get_empty_cards().notes) == []


def test_every_side_says_what_it_is_about(learner) -> None:
    """The line stands above the question on each front and each back, of reversed cards too; a hidden one on none."""
    asked = (item("short", reverse=TURNED), item("cloze"), item("choice"), item("open", source_hidden=True))
    receive(learner, *asked, reversed=True)

    told = {
        (card.note()["Id"], card.ord): [read(side).count(SOURCE_LINE) for side in (card.question(), card.answer())]
        for card in cards(learner)
    }
    assert told.pop(("ford-open", 0)) == [0, 0]
    assert len(told) == 5
    assert set(map(tuple, told.values())) == {(1, 1)}


SOURCE_LINE = "The bridge · The Ford Courier, [May 1911]"


def test_decks_say_what_they_hold(learner) -> None:
    """The deck that holds the others arrives with its description; cards lie in the subdeck of their article."""
    receive(learner)

    assert "Elm Ford: 9 questions." in learner.decks.by_name("Elm Ford")["desc"]
    assert {learner.decks.name(card.did) for card in cards(learner)} == {"Elm Ford::The bridge"}


@pytest.mark.parametrize(
    ("title", "label", "name"),
    [("A::B", "c::d", "A::B::c:d"), ("Default", "c", "Default::c"), ("A:", ":b", "A::b"), ('A "b"', "c", "A ”b”::c")],
)
def test_deck_names_arrive_as_they_are_written(title: str, label: str, name: str, learner) -> None:
    """Anki makes neither more nor fewer levels of a name than we mean, and changes nothing in it."""
    question = item("open")
    bank = checked(question, articles=(replace(BRIDGE, label=label),))
    receive(learner, question, bank=bank, title=title)

    assert learner.decks.name(cards(learner)[0].did) == name


def test_names_that_differ_only_in_case_are_one_deck(learner) -> None:
    """Two tags that Anki takes for one name do not make a package that cannot be imported."""
    questions = (item("open", id="a", tags=("Élections",)), item("open", id="b", tags=("élections",)))

    assert receive(learner, *questions, subdecks=Subdecks.TAG)["new"] == 2
    assert {learner.decks.name(card.did) for card in cards(learner)} == {"Elm Ford::Élections"}


# --- cards are those that Anki makes ---


def test_cards_are_those_that_anki_makes(learner) -> None:
    """Added by hand with the same fields, each note gets just the cards that the package gave it."""
    shared = Cloze(parts=(Blank(number=2, answer=parse("a")), parse(" b "), Blank(number=2, answer=parse("c"))))
    receive(learner, *items(), item("cloze", id="shared", response=shared))

    for id in learner.find_notes("deck:*"):
        packed = learner.get_note(id)
        added = learner.new_note(packed.note_type())
        added.fields = list(packed.fields)
        learner.add_note(added, learner.decks.id("by hand"))
        assert [card.ord for card in added.cards()] == [card.ord for card in packed.cards()]


# --- text is literal ---

HOSTILE = (
    r"<script>throw 1</script> <img src=x onerror='throw 2'> & &amp; {{Front}} {{c1::x}} {{#Id}} a::b a:b \(x\) \[y\] "
    r"[sound:x.mp3] [latex]q[/latex] [$]z[/$] [anki:tts lang=en]t[/anki:tts] [[type:Id]] }} ]] <!-- two  spaces "
    "“Беларусь” مرحبا 🙂 <b" + "<" * 8000
)


def hostile(text):
    """One response of each kind, all of whose texts are this one."""
    shown = literal(text)
    offered = tuple(Option(text=literal(f"{number} {text}"), why=shown) for number in range(3))
    return {
        "choice": SingleChoice(options=offered, key=offered[0]),
        "multiple": MultipleResponse(options=offered, key=offered[:2]),
        "true-false": TrueFalse(key=False, correction=shown),
        "short": ShortAnswer(answer=shown, accept=(shown,), typed=True),
        "numeric": replace(RESPONSES["numeric"], unit=text),
        "cloze": Cloze(parts=(literal(text + ":"), Blank(number=1, answer=literal(f":{text}:"), hint=shown), shown)),
        "match": Matching(pairs=(Pair(left=shown, right=literal("1")), Pair(left=literal("2"), right=shown))),
        "order": Ordering(items=(shown, literal("2"))),
        "open": Open(points=(shown, literal("2"))),
    }


_TEXT = literal(HOSTILE)
HOSTILE_RESPONSES = hostile(HOSTILE)
ON_FRONT = {"choice": 4, "multiple": 4, "match": 3, "order": 2, "cloze": 3}
"""How often the text stands on a front, where that is not once."""


def test_hostile_text_is_covered() -> None:
    """Every kind is tried with text that is code elsewhere."""
    assert set(HOSTILE_RESPONSES) == set(RESPONSES)


@pytest.mark.parametrize("kind", HOSTILE_RESPONSES)
def test_any_text_shows_literally(kind: str, learner) -> None:
    """Text that is code to a browser, to Anki or to a cloze shows on both sides just as it was written, and at once."""
    question = item(
        kind,
        stem=literal("") if kind == "cloze" else _TEXT,
        response=HOSTILE_RESPONSES[kind],
        why=_TEXT,
        retired="" if kind == "open" else HOSTILE,
        citations=(replace(CITATION, quote=HOSTILE, voice=HOSTILE),),
    )
    article = replace(BRIDGE, title=HOSTILE, label="", publisher=HOSTILE)
    started = time.process_time()
    receive(learner, question, bank=checked(question, articles=(article,), title=HOSTILE))

    (card,) = cards(learner)
    front, back = read(card.question()), read(card.answer())
    on_front = ON_FRONT.get(kind, 1) + 2 + (kind != "open")  # title and publisher above it; why it is retired
    assert front.count(HOSTILE) == on_front
    assert back.count(HOSTILE) >= on_front + 4  # why, voice, title, publisher
    assert phrasing.quoted(HOSTILE) in back
    for rendered in (card.question(), card.answer()):
        assert not re.search(r"<script|<img|<b<|\[sound|\[anki|\[latex|\[\[type:Id|has a problem", bare(rendered))
    assert card.question_av_tags() == card.answer_av_tags() == []
    assert time.process_time() - started < 5


# --- progress is sacred ---


def test_an_unchanged_rebuild_touches_nothing(learner) -> None:
    """The same bank, built and imported again, is all duplicates; no row changes."""
    receive(learner)
    study(learner)
    before = progress(learner), learner.db.all("select * from notes order by id")

    assert receive(learner) == {"new": 0, "updated": 0, "same": 9}

    assert (progress(learner), learner.db.all("select * from notes order by id")) == before


def corrected(question):
    """A question whose answer was corrected and checked again."""
    assert question.checked
    return replace(question, response=RESPONSES["open"], checked=replace(question.checked, at=LATER))


def test_a_corrected_answer_reaches_the_learner_and_costs_nothing(learner) -> None:
    """One question corrected: one note updated, every card and review as before, a learner's own words and tag kept."""
    questions = tuple(item("short", id=f"q{number}") for number in range(1, 6))
    receive(learner, *questions)
    studied = study(learner)
    assert note(learner, "q1").id in studied
    own = note(learner, "q4")
    own["Why"] = "my own words"
    learner.update_note(own)
    learner.tags.bulk_add([note(learner, "q5").id], "mine")
    before = progress(learner)

    assert receive(learner, corrected(questions[0]), *questions[1:]) == {"new": 0, "updated": 1, "same": 4}

    assert progress(learner) == before
    assert "names who paid" in read(note(learner, "q1").cards()[0].answer())
    assert note(learner, "q4")["Why"] == "my own words"
    assert note(learner, "q5").has_tag("mine")
    assert list(learner.get_empty_cards().notes) == []


def test_a_changed_kind_is_a_correction(learner) -> None:
    """A choice that becomes a short answer keeps its card and what was learned."""
    question = item("choice", id="q")
    receive(learner, question)
    study(learner, times=1)
    before = progress(learner)

    assert receive(learner, corrected(question)) == {"new": 0, "updated": 1, "same": 0}

    assert progress(learner) == before
    assert note(learner, "q")["Kind"] == "open"


def test_a_question_added_in_the_middle_moves_no_other(learner) -> None:
    """Only the added question is new, and no card of another changes."""
    receive(learner)
    study(learner)
    before = progress(learner)

    assert receive(learner, *items()[:4], item("open", id="added"), *items()[4:]) == {"new": 1, "updated": 0, "same": 9}

    added = set(note(learner, "added").card_ids())
    assert ([row for row in progress(learner)[0] if row[0] not in added], progress(learner)[1]) == before
    assert note(learner, "added").cards()[0].due == 5


def test_a_learners_own_marks_stay(learner) -> None:
    """Tags, flags, suspension and edits on unchanged questions survive; on a corrected one flag and suspension do."""
    questions = tuple(item("short", id=f"q{number}") for number in range(1, 4))
    receive(learner, *questions)
    study(learner)
    ids = [note(learner, question.id).id for question in questions]
    learner.tags.bulk_add(ids, "mine marked leech")
    learner.set_user_flag_for_cards(3, [card.id for card in cards(learner)])
    learner.sched.suspend_cards([card.id for card in note(learner, "q1").cards()])
    own = note(learner, "q2")
    own["Question"] = "in my own words"
    learner.update_note(own)
    before = progress(learner)

    assert receive(learner, corrected(questions[0]), *questions[1:])["updated"] == 1

    assert progress(learner) == before
    assert {card.user_flag() for card in cards(learner)} == {3}
    assert note(learner, "q1").cards()[0].queue == -1
    assert note(learner, "q2")["Question"] == "in my own words"
    assert all(note(learner, id).has_tag(tag) for id in ("q2", "q3") for tag in ("mine", "marked", "leech"))


def test_a_renamed_deck_moves_no_card(learner) -> None:
    """A deck under another title is a second deck for new questions only: what is learned stays where it is."""
    receive(learner)
    study(learner)
    before = progress(learner)

    assert receive(learner, *items(), item("open", id="added"), title="Oak Ford") == {"new": 1, "updated": 0, "same": 9}

    added = note(learner, "added").cards()[0]
    assert learner.decks.name(added.did) == "Oak Ford::The bridge"
    assert [row for row in progress(learner)[0] if row[0] != added.id] == before[0]
    assert progress(learner)[1] == before[1]


def test_a_deck_of_another_id_is_found_by_its_name(learner, monkeypatch) -> None:
    """A deck's id says of which bank it is; the deck that a learner has, of whatever id, goes on under its name."""
    ours = decks.id_of
    monkeypatch.setattr(decks, "id_of", lambda bank, name: ours("", name))  # no bank in it, as in earlier packages
    receive(learner)
    study(learner)
    before, known = progress(learner), learner.decks.all_names_and_ids()
    monkeypatch.setattr(decks, "id_of", ours)

    assert receive(learner, *items(), item("open", id="added")) == {"new": 1, "updated": 0, "same": 9}

    added = note(learner, "added").cards()[0]
    assert [row for row in progress(learner)[0] if row[0] != added.id] == before[0]
    assert learner.decks.all_names_and_ids() == known
    assert learner.decks.name(added.did) == "Elm Ford::The bridge"


def test_two_banks_share_no_deck_id(learner) -> None:
    """Two banks whose decks are called alike share neither the decks' ids in their packages nor any note."""
    other = checked(*items(), id="oak-ford")

    assert decks.id_of("elm-ford", "A") != decks.id_of("oak-ford", "A")
    assert decks.id_of("elm-ford", "A") == decks.id_of("elm-ford", "a")
    assert receive(learner)["new"] == receive(learner, bank=other)["new"] == 9


def test_a_mark_of_ones_own_is_an_edit(learner) -> None:
    """As the description says: after it older corrections are skipped, `Always` fetches them, and tags are replaced."""
    question = item("short", id="q")
    receive(learner, question)
    learner.tags.bulk_add([note(learner, "q").id], "marked")
    between = replace(corrected(question), checked=replace(question.checked, at=AT + timedelta(days=1)))

    assert receive(learner, between)["updated"] == 0
    assert receive(learner, between, always=True)["updated"] == 1

    assert note(learner, "q")["Kind"] == "open"
    assert not note(learner, "q").has_tag("marked")


def test_a_renamed_deck_file_changes_nothing(tmp_path, monkeypatch, learner) -> None:
    """The name of the deck file is the package's alone: under another one all notes are the same."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1796000000")
    bank = DATA / "kinds" / "choice" / "item.yaml"
    Path("question_bank.yaml").write_bytes(bank.read_bytes())
    logs = []
    for name in ("first", "second"):
        Path(f"{name}.yaml").write_text("title: Elm Ford\nanki: {}\n", encoding="utf-8")
        for words in (["cite", "--articles", str(ARTICLES)], ["build", f"{name}.yaml", "--drafts"]):
            told = CliRunner().invoke(main, words, catch_exceptions=False)
            assert told.exit_code == 0, told.output
        request = ImportAnkiPackageRequest(package_path=f"build/{name}.apkg", options=ImportAnkiPackageOptions())
        logs.append(learner.import_anki_package(request).log)

    assert [(len(log.new), len(log.updated), len(log.duplicate)) for log in logs] == [(1, 0, 0), (0, 0, 1)]
    assert Path("build/first.apkg").read_bytes() == Path("build/second.apkg").read_bytes()


def test_a_deleted_note_comes_back_new_and_harms_no_other(learner) -> None:
    """What a learner threw away is offered again by the next import; the rest is untouched."""
    receive(learner)
    study(learner)
    learner.remove_notes([note(learner, "ford-open").id])
    before = progress(learner)

    assert receive(learner) == {"new": 1, "updated": 0, "same": 8}

    kept = {row[0] for row in before[0]}
    assert [row for row in progress(learner)[0] if row[0] in kept] == before[0]


def test_a_retired_question_stays_where_it_was_learned(learner) -> None:
    """Retiring updates the note with tag and reason; its card and reviews stay."""
    question = item("open", id="q")
    receive(learner, question, item("choice"))
    study(learner, times=1)
    before = progress(learner)
    retired = replace(question, retired="no longer asked", checked=replace(question.checked, at=LATER))

    assert receive(learner, retired, item("choice")) == {"new": 0, "updated": 1, "same": 1}

    assert progress(learner) == before
    assert list(learner.find_notes("tag:elm-ford::retired")) == [note(learner, "q").id]
    assert "no longer asked" in read(note(learner, "q").cards()[0].question())


def test_a_question_moved_to_another_article_stays_in_its_deck(learner) -> None:
    """A new first citation changes passage and tags; the card stays where the learner has it."""
    tower = replace(BRIDGE, id="tower", label="Tower", title="A tower for Elm Ford")
    question = item("open", id="q")
    receive(learner, question, bank=checked(question, articles=(BRIDGE, tower)))
    study(learner, times=1)
    before = progress(learner)
    moved = replace(
        question, citations=(replace(CITATION, article="tower"),), checked=replace(question.checked, at=LATER)
    )

    assert receive(learner, moved, bank=checked(moved, articles=(BRIDGE, tower)))["updated"] == 1

    assert progress(learner) == before
    assert note(learner, "q").has_tag("elm-ford::article::tower")
    assert "A tower for Elm Ford" in read(note(learner, "q").cards()[0].answer())


def test_a_revised_article_reaches_its_cards(learner) -> None:
    """A corrected title, with the article's `revised`, updates the questions that print it and no others."""
    tower = replace(BRIDGE, id="tower", label="Tower")
    questions = (item("open", id="q"), item("open", id="r", citations=(replace(CITATION, article="tower"),)))
    receive(learner, *questions, bank=checked(*questions, articles=(BRIDGE, tower)))
    renamed = replace(tower, title="A tower", revised=LATER)

    assert receive(learner, *questions, bank=checked(*questions, articles=(BRIDGE, renamed)))["updated"] == 1

    assert note(learner, "r")["Passages"].count("A tower") == 1


def test_a_draft_replaces_no_checked_wording(learner) -> None:
    """A learner who has the checked question and is given a deck of drafts keeps the checked words."""
    question = item("open", id="q")
    receive(learner, question)
    draft = replace(question, stem=parse("Not checked yet"))

    assert receive(learner, draft, bank=checked(draft, state=State.CHANGED)) == {"new": 0, "updated": 0, "same": 1}


def test_a_new_look_and_a_renamed_field_reach_the_learner(learner, monkeypatch) -> None:
    """A restyled note type with a spare field renamed is an update: nothing conflicts, no second note type appears."""
    receive(learner)
    study(learner)
    before = progress(learner)
    fields = tuple(replace(field, name=field.name.replace("Spare 1", "Tip")) for field in notetypes.QUESTION.fields)
    renamed = replace(notetypes.QUESTION, fields=fields)
    monkeypatch.setattr(notetypes, "LOOK_REVISED", LATER)
    monkeypatch.setattr(notes, "QUESTION", renamed)

    assert receive(learner) == {"new": 0, "updated": 0, "same": 9}

    assert progress(learner) == before
    assert sorted(found.name for found in learner.models.all_names_and_ids() if "quizgen" in found.name) == [
        "quizgen",
        "quizgen cloze",
    ]
    learner.close()
    with profile(Path(learner.path).parent) as reopened:  # an open one answers with the note type that it remembers
        assert "Tip" in reopened.models.field_names(reopened.models.by_name("quizgen"))


# --- what `diff` foretells is what Anki does ---


def test_anki_does_what_diff_says(learner) -> None:
    """New, corrected, retired, held back, left out: the import log counts what the comparison of packages told."""
    old = items()
    later = replace(old[0].checked, at=LATER)
    new = (
        replace(old[0], why=parse("Corrected."), checked=later),
        replace(old[1], why=parse("Not newer.")),
        replace(old[2], retired="old", checked=later),
        *old[3:-1],
        item("open", id="added"),
    )
    receive(learner, *old)
    told = [reading.read(anki.write(checked(*some), Deck(title="Elm Ford", items=some))) for some in (old, new)]
    sorts = Counter(change.sort for change in comparison.compare(*told, {old[-1].id: "not selected"}))

    log = receive(learner, *new)

    assert sorts == {Sort.CORRECTED: 1, Sort.HELD_BACK: 1, Sort.RETIRED: 1, Sort.NEW: 1, Sort.LEFT_OUT: 1}
    assert log["new"] == sorts[Sort.NEW]
    assert log["updated"] == sorts[Sort.CORRECTED] + sorts[Sort.RETIRED]
    assert note(learner, old[1].id)["Why"] == old[1].why.plain
    assert note(learner, old[-1].id)["Why"] == old[-1].why.plain


def test_cards_that_diff_calls_empty_are_those_that_anki_finds(learner) -> None:
    """Blanks gone, blanks renumbered, reversed cards switched off: what loses its front is what Empty Cards lists."""
    short, cloze = item("short", id="q", reverse=TURNED), item("cloze", id="r")
    first = cloze.response.parts[1]
    one = replace(cloze, response=Cloze(parts=(first,)), checked=replace(cloze.checked, at=LATER))
    builds = [((short, cloze), True, LATER), ((short, one), False, LATER + timedelta(days=1))]
    told = []
    for questions, both, revised in builds:
        receive(learner, *questions, reversed=both, revised=revised)
        deck = Deck(title="Elm Ford", items=questions, reversed=both, revised=revised)
        told.append(reading.read(anki.write(checked(*questions), deck)))
    emptied = {change.id: change.reason for change in comparison.compare(*told, {}) if change.sort is Sort.EMPTIED}

    found = {
        learner.get_note(one.note_id)["Id"]: [learner.get_card(id).ord + 1 for id in one.card_ids]
        for one in learner.get_empty_cards().notes
    }

    assert emptied == {"q": "card 2 loses its front", "r": "card 2 loses its front"}
    assert found == {"q": [2], "r": [2]}


def test_cards_that_diff_calls_blank_are_those_that_anki_finds(learner) -> None:
    """Reversed cards without `revised` come to a note that keeps its old fields."""
    short = item("short", id="q", reverse=TURNED)
    receive(learner, short)
    receive(learner, short, reversed=True)

    (one,) = learner.get_empty_cards().notes
    assert [learner.get_card(id).ord + 1 for id in one.card_ids] == [2]
