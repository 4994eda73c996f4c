"""`quizgen diff`: what becomes of each note of an older deck, told without Anki."""

import io
import json
import sqlite3
import zipfile
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from conftest import ARTICLES
from samples import AT, BRIDGE, CITATION, TURNED, checked, item, items
from test_cli import check_all, run, whole_bank  # noqa: F401 - a fixture

from quizgen.cli import main
from quizgen.forms.plans import Deck
from quizgen.model import Blank, Cloze
from quizgen.outputs import anki
from quizgen.outputs.anki.comparison import (
    Change,
    Edit,
    Sort,
    compare,
)
from quizgen.outputs.anki.reading import UnreadableError, plain, read
from quizgen.richtext import parse

LATER = AT + timedelta(days=1)
ARTICLES_OF_TWO = (BRIDGE, replace(BRIDGE, id="tower", label="Tower"))


def packed(*chosen, **changes):
    """The notes of a package of these questions, read back from its bytes."""
    bank = checked(*chosen, articles=ARTICLES_OF_TWO)
    return read(anki.write(bank, replace(Deck(title="Elm Ford", items=chosen), **changes)))


def again(question, **changes):
    """A question changed, and checked again."""
    return replace(question, checked=replace(question.checked, at=LATER), **changes)


def changes(old, new, **in_bank):
    """What becomes of each note."""
    return list(compare(packed(*old), packed(*new), in_bank))


Q, R = item("open", id="q"), item("open", id="r")


REST = "kind::open difficulty::easy level::remember"


def below(tags: str) -> str:
    """Tags of the bank of these tests."""
    return " ".join(f"elm-ford::{tag}" for tag in tags.split())


def test_a_package_is_read_back() -> None:
    """What was packed comes back: ids, revision, deck, tags and fields."""
    note = packed(Q)[0]

    assert (note.id, note.bank, note.deck, note.type) == ("q", "elm-ford", "Elm Ford::The bridge", "quizgen")
    assert note.mod == int(AT.timestamp())
    assert "elm-ford::kind::open" in note.tags
    assert note.fields["Why"] == "The mayor named both the day and the cost."
    assert len(packed(*items())) == len(items())


def test_nothing_changed() -> None:
    """An unchanged rebuild has no changes."""
    assert changes(items(), items()) == []


def test_a_new_question() -> None:
    """A question that the old deck has not is new, wherever it stands."""
    assert changes([Q], [R, Q]) == [Change("r", Sort.NEW)]


def test_a_corrected_question_shows_old_and_new_words() -> None:
    """Each field that differs, as a reader sees it."""
    corrected = again(Q, why=parse("The *mason* did."), tags=("history",))

    assert changes([Q], [corrected]) == [
        Change(
            "q",
            Sort.CORRECTED,
            (
                Edit("Why", "The mayor named both the day and the cost.", "The mason did."),
                Edit(
                    "Tags",
                    below(
                        "article::bridge topic::history topic::elections kind::open difficulty::easy level::remember"
                    ),
                    below("article::bridge topic::history " + REST),
                ),
            ),
        )
    ]


def test_markup_alone_is_shown_as_markup() -> None:
    """Where the words are the same, the difference is still to be seen."""
    (change,) = changes([again(Q, why=parse("so"))], [replace(again(Q, why=parse("*so*")))])

    assert change.edits == (Edit("Why", "so", "<em>so</em>"),)


def test_a_change_that_no_learner_gets_is_held_back() -> None:
    """Other words under the same revision are told apart: Anki would not take them."""
    (change,) = changes([Q], [replace(Q, why=parse("Because."))])

    assert change.sort is Sort.HELD_BACK


def test_a_moved_question() -> None:
    """A question whose first article changed goes to another deck, and what stands above it is corrected."""
    moved = again(Q, citations=(replace(CITATION, article="tower"),))

    assert [(change.sort, [edit.name for edit in change.edits]) for change in changes([Q], [moved])] == [
        (Sort.CORRECTED, ["Source line", "Tags"]),
        (Sort.MOVED, ["Deck"]),
    ]


def test_a_renamed_deck_is_told_once() -> None:
    """All that stood in a deck stands in another one: that is one fact of the deck, not one of each question."""
    told = list(compare(packed(Q, R), packed(Q, R, title="Oak Ford"), {}))

    assert told == [
        Change("Elm Ford::The bridge", Sort.RENAMED, (Edit("Deck", "Elm Ford::The bridge", "Oak Ford::The bridge"),))
    ]


def blanks(*numbered: tuple[int, str]):
    """A cloze with these blanks."""
    parts = [part for number, answer in numbered for part in (Blank(number=number, answer=parse(answer)), parse("; "))]
    return item("cloze", id="q", response=Cloze(parts=tuple(parts)))


BLANKS = ((1, "June 1911"), (2, "red and white"))


@pytest.mark.parametrize(
    ("after", "told"),
    [
        (BLANKS, []),
        (((1, "June 1912"), (2, "red and white")), [(Sort.CORRECTED, "")]),
        ((*BLANKS, (3, "stripes")), [(Sort.CORRECTED, "")]),
        (BLANKS[:1], [(Sort.CORRECTED, ""), (Sort.EMPTIED, "card 2 loses its front")]),
        (((3, "both"),), [(Sort.CORRECTED, ""), (Sort.EMPTIED, "cards 1, 2 lose their front")]),
        (
            ((1, "red and white"),),
            [
                (Sort.CORRECTED, ""),
                (Sort.EMPTIED, "card 2 loses its front"),
                (Sort.SWAPPED, "card 1 will ask something else"),
            ],
        ),
        (
            ((2, "June 1911"), (1, "red and white")),
            [(Sort.CORRECTED, ""), (Sort.SWAPPED, "cards 1, 2 will ask something else")],
        ),
    ],
)
def test_blanks_are_cards(after, told) -> None:
    """A blank that goes leaves a card without a front; one that takes another's number takes its card."""
    found = changes([blanks(*BLANKS)], [again(blanks(*after))])

    assert [(change.sort, change.reason) for change in found] == told


def test_a_swapped_card_shows_what_it_will_ask() -> None:
    """Beside the card's number stand what it asked for and what it will ask for."""
    *_, swapped = changes([blanks(*BLANKS)], [again(blanks((1, "red and white")))])

    assert swapped.edits == (Edit("Card 1", "June 1911", "red and white"),)


def test_a_blank_that_anki_does_not_get_changes_no_card() -> None:
    """Renumbered without a later check, the note is held back, and so are its cards."""
    assert [change.sort for change in changes([blanks(*BLANKS)], [blanks((1, "red and white"))])] == [Sort.HELD_BACK]


def test_reversed_cards_come_and_go() -> None:
    """Switched on without `revised`, the cards come without a front; switched off with one, they lose theirs."""
    short = item("short", id="q", reverse=TURNED)
    once, both = packed(short), packed(short, reversed=True)
    later = packed(short, reversed=True, revised=LATER)
    off = packed(short, revised=LATER + timedelta(days=1))

    def told(old, new):
        return [(change.sort, change.reason) for change in compare(old, new, {})]

    assert told(once, both) == [(Sort.HELD_BACK, ""), (Sort.BLANK, "card 2 will have nothing on the front")]
    assert told(once, later) == [(Sort.CORRECTED, "")]
    assert told(later, off) == [(Sort.CORRECTED, ""), (Sort.EMPTIED, "card 2 loses its front")]


def test_a_second_card_comes_and_goes_with_its_words() -> None:
    """A `reverse` given and checked is a correction like any other; taken away, it leaves a card without a front."""
    plain, turned = item("short", id="q"), item("short", id="q", reverse=TURNED)

    def told(old, new):
        return [(one.sort, one.reason) for one in compare(packed(old, reversed=True), packed(new, reversed=True), {})]

    assert told(plain, again(turned)) == [(Sort.CORRECTED, "")]
    assert told(turned, again(plain)) == [(Sort.CORRECTED, ""), (Sort.EMPTIED, "card 2 loses its front")]


def test_a_retired_question_says_why() -> None:
    """Retiring is told with its reason."""
    (change,) = changes([Q], [again(Q, retired="no longer asked")])

    assert (change.id, change.sort, change.reason) == ("q", Sort.RETIRED, "no longer asked")


def test_what_is_no_longer_there() -> None:
    """Gone from the bank is missing; still in it is left out; retired before it went is nobody's loss."""
    retired = again(R, retired="old")

    assert changes([Q, R], [R]) == [Change("q", Sort.MISSING)]
    assert changes([Q, R], [R], q="not selected") == [Change("q", Sort.LEFT_OUT, reason="not selected")]
    assert [change.sort for change in changes([Q, retired], [Q])] == [Sort.LEFT_OUT]


def test_another_note_type_is_a_conflict() -> None:
    """A cloze made of another kind would never be updated by Anki."""
    (change,) = changes([Q], [again(item("cloze", id="q"))])

    assert (change.sort, change.edits) == (Sort.CONFLICTING, (Edit("Note type", "quizgen", "quizgen cloze"),))


def package(**members: bytes) -> bytes:
    """A zip of these members."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as members_of:
        for name, content in members.items():
            members_of.writestr(name.replace("_", "."), content)
    return made.getvalue()


def broken_row() -> bytes:
    """A sound database whose one note names a note type that is not there."""
    connection = sqlite3.connect(":memory:")
    connection.deserialize(zipfile.ZipFile(io.BytesIO(whole())).read("collection.anki2"))
    connection.execute("UPDATE notes SET mid = 7")
    connection.commit()
    return connection.serialize()


def whole() -> bytes:
    return anki.write(checked(Q), Deck(title="Elm Ford", items=(Q,)))


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "not an Anki package"),
        (b"no zip", "not an Anki package"),
        (package(), "not an Anki package"),
        (package(collection_anki2=b"no database"), "not an Anki package"),
        (package(collection_anki2=b""), "not an Anki package"),
        (package(collection_anki2=broken_row()), "not an Anki package"),
        (package(collection_anki2=b"", collection_anki21b=b""), "exported by Anki itself"),
        (whole()[:-200], "not an Anki package"),
    ],
)
def test_what_is_no_package_is_refused_in_words(data: bytes, why: str) -> None:
    """A file that is something else, or was cut short, ends in a sentence."""
    with pytest.raises(UnreadableError, match=why):
        read(data)


def test_text_of_a_stranger_is_safe_to_print() -> None:
    """Control characters of an old package move no cursor, and a torn one costs no time."""
    assert plain("a\x1b[2J<b>b</b>&lt;c&gt;\u202e") == "a\ufffd[2J b <c>\ufffd"
    assert plain("<" * 500_000).count("<") == 500_000


# --- the command ---


def diff(*words: str) -> Result:
    return CliRunner().invoke(main, ["diff", *words], catch_exceptions=False)


@pytest.fixture
def shipped(run):  # noqa: F811
    """A checked bank, and the deck that learners have."""
    check_all(run)
    run("deck", "-o", "old.apkg")
    return run


def write(text: str) -> None:
    Path("question_bank.yaml").write_text(text, encoding="utf-8")


def test_the_command_says_that_all_is_the_same(shipped) -> None:
    """The whole bank under the deck's own name, where no deck file has it."""
    told = diff("old.apkg")

    assert (told.exit_code, told.output) == (0, "10 the same\n")


def test_a_vanished_id_fails(shipped) -> None:
    """A question cut out of the bank fails the command, and the advice says what to do."""
    text = Path("question_bank.yaml").read_text(encoding="utf-8")
    start = text.index("  - id: ford-opening")
    write(text[:start] + text[text.index("  - id:", start + 10) :])
    shipped("cite", "--articles", str(ARTICLES))

    told = diff("old.apkg")

    assert told.exit_code == 1
    assert "missing     ford-opening  (gone from the bank; give the question its id back" in told.output
    assert told.output.endswith("1 missing, 9 the same\n")


def test_a_changed_question_is_left_out_until_it_is_checked(shipped) -> None:
    """A question edited after its check is not built; checked again it is corrected, old and new side by side."""
    text = Path("question_bank.yaml").read_text(encoding="utf-8")
    write(text.replace("when did the **bridge** open?", "on what day did it open?"))

    told = diff("old.apkg")
    assert (told.exit_code, told.output.splitlines()[0]) == (
        0,
        "left-out    ford-opening  (changed, so not built; learners keep it as it is)",
    )

    shipped("review", "ford-opening", "--by", "AB", "--yes")
    found = json.loads(diff("old.apkg", "--format", "json").output)
    (edit,) = found["changes"][0]["edits"]
    assert edit["name"] == "Question"
    assert edit["old"].endswith("when did the bridge open?")
    assert edit["new"].endswith("on what day did it open?")
    assert found["summary"]["same"] == 9


def test_the_deck_file_of_that_name_is_taken(shipped) -> None:
    """A deck file selects; another can be named."""
    Path("decks").mkdir()
    Path("decks/ford.yaml").write_text("title: Elm Ford\nselect: {kinds: [open]}\nanki: {}\n", encoding="utf-8")
    Path("all.yaml").write_text("title: Elm Ford\nanki: {subdecks: none}\n", encoding="utf-8")

    assert diff("old.apkg").output.endswith("9 left-out, 1 the same\n")
    assert diff("old.apkg", "--deck", "all.yaml").output.endswith("1 renamed, 10 the same\n")


def test_a_renamed_title_is_no_other_deck(shipped) -> None:
    """Where nothing bears the old name, nothing is compared; with its successor named, `diff` says what that means."""
    Path("decks").mkdir()
    Path("decks/ford.yaml").write_text("title: Oak Ford\nanki: {}\n", encoding="utf-8")

    told = diff("old.apkg")
    assert told.exit_code == 1
    assert "nothing makes a deck `Elm Ford` any more (there is `Oak Ford`)" in told.output
    told = diff("old.apkg", "--deck", "decks/ford.yaml")
    assert told.exit_code == 0
    assert "new notes go there, cards that learners have stay where they are" in told.output
    assert "      - Elm Ford::The bridge\n      + Oak Ford::The bridge\n" in told.output


def test_cards_without_a_front_fail(shipped) -> None:
    """`reversed` switched on without a new `revised` ends in an error that says what to do."""
    Path("decks").mkdir()
    Path("decks/ford.yaml").write_text(
        "title: Elm Ford\nrevised: 2026-11-01T00:00:00Z\nanki: {reversed: true}\n", encoding="utf-8"
    )

    told = diff("old.apkg")

    assert told.exit_code == 1
    assert "blank       ford-day  (card 2 will have nothing on the front; Anki adds cards but" in told.output


def test_a_copied_bank_with_the_same_id_is_refused(shipped) -> None:
    """A deck that cites none of the bank's articles is another bank's, whatever id that bears."""
    write(whole_bank().replace("article: bridge", "article: tower").replace("id: bridge", "id: tower"))
    Path("question_bank.lock").unlink()  # which would tell of it first
    shipped("cite", "--articles", str(ARTICLES))

    told = diff("old.apkg")

    assert told.exit_code == 1
    assert "old.apkg is of another bank: it bears the id elm-ford too, and cites other articles (bridge)" in told.output


def test_the_deck_file_of_a_deck_within_another_is_taken(shipped) -> None:
    """The name of a deck may have levels; the deck file nearest to the package's notes is the one."""
    Path("decks").mkdir()
    Path("decks/all.yaml").write_text("title: Ford\nselect: {kinds: [open]}\nanki: {}\n", encoding="utf-8")
    Path("decks/unit.yaml").write_text("title: Ford::Unit 3\nanki: {}\n", encoding="utf-8")
    shipped("build")

    assert diff("build/unit.apkg").output == "10 the same\n"


def test_another_banks_package_is_refused(shipped) -> None:
    """A package of another bank would look as if everything were new and everything missing."""
    write(whole_bank().replace("id: elm-ford", "id: oak-ford"))
    shipped("cite", "--articles", str(ARTICLES))
    told = diff("old.apkg")

    assert told.exit_code == 1
    assert "the notes of old.apkg are of bank elm-ford; this bank is oak-ford" in told.output
    Path("text.apkg").write_text("no package", encoding="utf-8")
    assert "cannot read text.apkg: it is not an Anki package" in diff("text.apkg").output
