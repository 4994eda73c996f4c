"""A learner's real life: a deck is imported, studied with mouse and keys, marked, moved about, and then corrected."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from samples import AT, TURNED, checked, item, items

from desktop.conftest import Desktop
from quizgen.forms.plans import Deck
from quizgen.model import Item
from quizgen.outputs import anki
from quizgen.richtext import literal

LATER = AT + timedelta(days=2)
"""When a question was checked again: before the learner does anything, for these tests have a clock like any other."""
TOMORROW = datetime.now(UTC) + timedelta(days=1)
"""When it was checked once more: after all that the learner does."""
WORDS = "The mason said so."

Receive = Callable[..., str]


@pytest.fixture
def receive(empty: Desktop, tmp_path: Path) -> Receive:
    """Imports a deck of these questions through Anki's own dialog; what its log says."""

    def bring(*chosen: Item, **changes: Any) -> str:
        path = tmp_path / "deck.apkg"
        path.write_bytes(anki.write(checked(*chosen), Deck(title="Elm Ford", items=chosen, **changes)))
        return str(empty("return bring(path)", path=str(path)))

    return bring


def corrected(question: Item, at: datetime) -> Item:
    """The question with another reason, checked at that moment."""
    assert question.checked
    return replace(question, why=literal(WORDS), checked=replace(question.checked, at=at))


QUESTION = item("choice", id="q")

LOOK = """
    (id,) = mw.col.find_notes("Id:q")
    note = mw.col.get_note(id)
    card = note.cards()[0]
    deck = mw.col.decks.name(card.did)
    return {"why": note["Why"], "tags": note.tags, "flag": card.user_flag(), "queue": card.queue, "deck": deck}
"""


def test_flag_suspended_and_moved_cards_stay_so(empty: Desktop, receive: Receive) -> None:
    """None of these counts as an edit to Anki: the correction arrives, and all three are as the learner left them."""
    receive(QUESTION)
    empty(
        """
        (id,) = mw.col.find_cards("Id:q")
        mw.col.set_user_flag_for_cards(3, [id])
        mw.col.sched.suspend_cards([id])
        mw.col.set_deck([id], mw.col.decks.id("My own"))
        """
    )

    receive(corrected(QUESTION, LATER))

    seen = empty(LOOK)
    assert seen["why"] == WORDS
    assert (seen["flag"], seen["queue"], seen["deck"]) == (3, -1, "My own")


def test_a_mark_keeps_an_older_correction_away(empty: Desktop, receive: Receive) -> None:
    """`*` puts a tag on the note, an edit to Anki: what was checked before is skipped, what is newer takes it away."""
    receive(QUESTION)
    empty("study(mw.col.get_card(mw.col.find_cards('Id:q')[0])); see(mw.web, 'the card', LIVE); key('asterisk')")
    assert "marked" in empty(LOOK)["tags"]

    receive(corrected(QUESTION, LATER))
    assert empty(LOOK)["why"] != WORDS

    receive(corrected(QUESTION, TOMORROW))
    seen = empty(LOOK)
    assert seen["why"] == WORDS
    assert "marked" not in seen["tags"]


def test_a_retired_question_says_so_where_it_is(empty: Desktop, receive: Receive) -> None:
    """It keeps its card and progress, bears the tag, and shows the notice on its front."""
    receive(QUESTION)
    receive(replace(corrected(QUESTION, LATER), retired="replaced by another"))

    empty("study(mw.col.get_card(mw.col.find_cards('Id:q')[0])); see(mw.web, 'the card', LIVE)")
    assert "elm-ford::retired" in empty(LOOK)["tags"]
    assert "replaced by another" in empty("return js(mw.web, 'document.body.innerText')")


@pytest.mark.parametrize("by", ["mouse", "keys"])
def test_a_card_of_each_kind_is_studied_and_taken_back(by: str, empty: Desktop, receive: Receive) -> None:
    """Its front is answered, Space turns it over, 3 grades it, and undo brings it back; the page makes no mistake."""
    receive(*items())
    count = empty("return mw.col.card_count()")
    done = empty(STUDY[by].replace("COUNT", str(count)))

    assert len(done) == count
    assert {kind: told for kind, told in done.items() if told != [True, True, 1, 0]} == {}


_EACH = """
    begin(mw.col.decks.id_for_name("Elm Ford"))
    done = {}
    for _ in range(COUNT):
        card = until("a card", lambda: mw.state == "review" and mw.reviewer.card)
        id, kind = card.id, card.note()["Kind"]
        name = kind + str(card.ord)
        see(mw.web, name, f"Boolean(document.querySelector('.quizgen[data-kind={json.dumps(kind)}]'))"
            " && !document.querySelector('.quizgen-back')")
        answered = kind not in ("choice", "multiple", "true-false", "match", "order")
        if not answered:
            see(mw.web, "the script", LIVE)
            ANSWER
            marks = ":is(.chosen, .active, .right, .wrong, .used)"
            answered = bool(see(mw.web, "a mark", f"Boolean(document.querySelector('.options li{marks}'))"))
        turned = turn_over()
        key("3")
        reps = until("the grade", lambda: mw.col.get_card(id).reps)
        mw.undo()
        until("it to come back", lambda: mw.reviewer.card and mw.reviewer.card.id == id)
        wait(0.5)
        done[name] = [answered, turned, reps, mw.col.get_card(id).reps]
        turn_over()
        key("4")
        until("the next card", lambda: not mw.reviewer.card or mw.reviewer.card.id != id)
    mw.moveToState("deckBrowser")
    return done
"""
STUDY = {
    "mouse": _EACH.replace("ANSWER", "click('.quizgen .options li')"),
    "keys": _EACH.replace("ANSWER", "mw.web.setFocus(); key('alt+1')"),
}


def test_an_accepted_wording_is_typed(empty: Desktop, receive: Receive) -> None:
    """Typed with real keys, it is told to be right as the back opens, without scrolling; another is only compared."""
    receive(item("short", id="q"))

    told = [empty(TYPE, words=words, shown=SHOWN) for words in ("Quill", "Mill")]

    assert told[0][0] == "Quill | ✓ Right."
    assert told[1][0].startswith("Mi")
    assert "Right" not in told[1][0]
    assert all(0 <= top < bottom <= height for _, top, bottom, height in told)


TYPE = """
    study(mw.col.get_card(mw.col.find_cards("Id:q")[0]))
    see(mw.web, "the field", "Boolean(document.querySelector('input#typeans'))")
    click("#typeans")
    key(*words, "Return")
    until("the back", lambda: mw.reviewer.state == "answer")
    see(mw.web, "the comparison", "Boolean(document.querySelector('.quizgen-back code#typeans'))")
    wait(0.3)
    return js(mw.web, shown)
"""
SHOWN = """(() => {
    const shown = [...document.querySelectorAll("code#typeans, .verdict")];
    const boxes = shown.map((one) => one.getBoundingClientRect());
    const words = shown.map((one) => one.innerText).join(" | ");
    return [words, boxes[0].top, boxes[boxes.length - 1].bottom, innerHeight];
})()"""


def test_anki_finds_nothing_to_mend(empty: Desktop, receive: Receive) -> None:
    """Check Database, Empty Cards and Check Media have nothing to say of an imported and corrected deck."""
    questions = (*items(), item("short", id="turned", reverse=TURNED))
    receive(*questions, reversed=True)
    receive(*(corrected(question, LATER) for question in questions), reversed=True)

    found = empty(
        """
        problems, sound = mw.col.fix_integrity()
        media = mw.col.media.check()
        return [sound, problems, len(mw.col.get_empty_cards().notes), list(media.missing), list(media.unused)]
        """
    )
    assert found[0] is True
    assert found[2:] == [0, [], []]


def test_own_words_keep_an_older_correction_away(empty: Desktop, receive: Receive) -> None:
    """Typed into the editor by real keys: kept against what was checked before, lost to what is newer, as we say."""
    receive(QUESTION)
    empty(
        """
        study(mw.col.get_card(mw.col.find_cards("Id:q")[0]))
        see(mw.web, "the card", LIVE)
        key("e")
        window = until("the editor", lambda: [one for one in windows() if hasattr(one, "editor")])[0]
        editor = window.editor
        until("the note", lambda: editor.note)
        place = editor.note.keys().index("Why")
        see(editor.web, "the fields", "document.querySelectorAll('.field-container').length > 0")
        editor.web.eval(f"focusField({place})")
        see(editor.web, "the field to have the cursor", "document.activeElement.tagName === 'ANKI-EDITABLE'"
            " || Boolean(document.activeElement.shadowRoot)")
        key("ctrl+End")
        write("mine")
        key("Escape")
        until("the editor to close", lambda: not windows())
        """
    )
    assert empty(LOOK)["why"].endswith("mine")

    receive(corrected(QUESTION, LATER))
    assert empty(LOOK)["why"].endswith("mine")

    receive(corrected(QUESTION, TOMORROW))
    assert empty(LOOK)["why"] == WORDS


@pytest.mark.parametrize("theme", ["LIGHT", "DARK"])
def test_cards_fit_a_narrow_screen_by_day_and_by_night(
    theme: str, empty: Desktop, receive: Receive, pytestconfig: pytest.Config
) -> None:
    """400 px wide, both sides of each card: nothing reaches over the edge, and text is light where the page is dark."""
    receive(*items())
    folder = str(pytestconfig.getoption("--pictures") or "")

    seen = empty(NARROW, theme=theme, folder=folder)

    assert len(seen) == 2 * empty("return mw.col.card_count()")
    assert {name: told for name, told in seen.items() if told != [0, theme == "DARK"]} == {}


NARROW = """
    from pathlib import Path
    from aqt.theme import Theme
    mw.set_theme(Theme[theme])
    mw.resize(400, 800)
    found = {}
    over = "Math.max(0, document.documentElement.scrollWidth - window.innerWidth)"
    light = ("(() => { const [r, g, b] = getComputedStyle(document.querySelector('.quizgen')).color.match(/[0-9.]+/g);"
        " return +r + +g + +b > 384; })()")
    for id in mw.col.find_cards("deck:*"):
        card = mw.col.get_card(id)
        study(card)
        for side in ("front", "back"):
            name = f"{card.note()['Kind']}{card.ord}-{side}"
            wait(0.2)
            found[name] = [js(mw.web, over), js(mw.web, light)]
            if folder:
                shot(str(Path(folder) / f"desktop-{theme.lower()}-{name}.png"))
            turn_over()
    mw.set_theme(Theme.FOLLOW_SYSTEM)
    mw.resize(900, 900)
    mw.moveToState("deckBrowser")
    return found
"""
