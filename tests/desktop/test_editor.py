"""Who but looks at a note in Anki's editor changes nothing, and loses nothing: no tap, and no later correction."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner
from samples import AT, CITATION, RESPONSES, checked, item, items
from test_real_anki import HOSTILE, hostile

from desktop.conftest import Desktop
from quizgen.cli import main
from quizgen.forms.plans import Deck
from quizgen.model import Item
from quizgen.outputs import anki
from quizgen.richtext import literal

ROOT = Path(__file__).parents[2]
SHIPPED = sorted(path.stem for path in (ROOT / "decks").glob("*.yaml"))
TAPPED = ("choice", "multiple", "true-false", "match", "order")
TEXT = HOSTILE.rstrip("<") + "\n  and\n    lines"
"""What is code to a browser, to Anki or to a cloze, without the thousands of signs that only cost time; and lines."""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the shipped decks, as `quizgen build` makes them."""
    out = tmp_path_factory.mktemp("shipped")
    words = ["build", "--bank", str(ROOT / "question_bank.yaml"), "--out", str(out)]
    told = CliRunner().invoke(main, [*words, *(str(ROOT / "decks" / f"{name}.yaml") for name in SHIPPED)])
    assert told.exit_code == 0, told.output
    return out


def look_through(desktop: Desktop) -> dict[str, list[object]]:
    """Opens every note in the editor; those that changed, as they were and as they are."""
    before = desktop("return notes('deck:*')")
    assert desktop("return browse_all('deck:*')") == len(before)
    after = desktop("return notes('deck:*')")
    return {id: [before[id], after[id]] for id in before if before[id] != after[id]}


def test_the_editor_writes_back(empty: Desktop) -> None:
    """A field that the editor spells otherwise is changed by looking at it: so what follows can fail."""
    empty(
        """
        note = mw.col.new_note(mw.col.models.by_name("Basic"))
        note.fields = ["&#91;a&#93;", "b"]
        mw.col.add_note(note, mw.col.decks.id("Spelt"))
        """
    )

    ((before, after),) = look_through(empty).values()

    assert [before[1], after[1]] == [["&#91;a&#93;", "b"], ["[a]", "b"]]


def test_looking_changes_no_shipped_note(empty: Desktop, built: Path) -> None:
    """Every field of every note is spelled as the editor would write it, and its moment stays that of its check."""
    for name in SHIPPED:
        assert "found in file" in empty("return bring(path)", path=str(built / f"{name}.apkg"))

    assert look_through(empty) == {}


def questions(why: str = TEXT, later: int = 0) -> tuple[Item, ...]:
    """One of each kind as it should be, and one all of whose texts are code elsewhere."""
    plain = [replace(question, id=f"plain-{question.kind}") for question in items()]
    citations = (replace(CITATION, quote=TEXT, voice=TEXT),)
    bad = [
        item(
            kind,
            id=f"bad-{kind}",
            stem=literal("" if kind == "cloze" else TEXT),
            response=response,
            reverse=literal(TEXT if kind == "short" else ""),
            citations=citations,
        )
        for kind, response in hostile(TEXT).items()
    ]
    made = (replace(question, why=literal(why)) for question in (*plain, *bad))
    return tuple(
        replace(one, checked=replace(one.checked, at=AT + timedelta(days=later)) if one.checked else None)
        for one in made
    )


def package(folder: Path, chosen: tuple[Item, ...]) -> str:
    """A deck of these questions, in a file."""
    path = folder / "deck.apkg"
    deck = Deck(title="Elm Ford", items=chosen, reversed=True, typed=True)
    path.write_bytes(anki.write(checked(*chosen, title=TEXT), deck))
    return str(path)


def test_hostile_text_survives_a_look(empty: Desktop, tmp_path: Path) -> None:
    """No field and no moment changes; every card still answers to a tap; and the next correction arrives."""
    first = questions()
    assert {question.kind for question in first} == set(RESPONSES)
    empty("return bring(path)", path=package(tmp_path, first))
    assert look_through(empty) == {}

    assert empty(TAP_ALL) == {f"{sort}-{kind}": True for sort in ("plain", "bad") for kind in TAPPED}

    empty("return bring(path)", path=package(tmp_path, questions("The mason said so.", later=300)))
    whys = empty(
        """
        found = [mw.col.get_note(id) for id in mw.col.find_notes("deck:*")]
        return {note["Id"]: note["Why"] for note in found}
        """
    )
    assert set(whys.values()) == {"The mason said so."}


TAP_ALL = """
    found = {}
    for id in mw.col.find_cards("deck:* card:1"):
        card = mw.col.get_card(id)
        note = card.note()
        if note["Kind"] in ("choice", "multiple", "true-false", "match", "order"):
            study(card)
            name = json.dumps(note["Id"])
            see(mw.web, note["Id"], f"Boolean(document.querySelector('.quizgen.live[data-id={name}]'))")
            click(".quizgen .options li")
            marks = ":is(.chosen, .active, .right, .wrong, .used)"
            found[note["Id"]] = bool(see(mw.web, "a mark", f"Boolean(document.querySelector('.options li{marks}'))"))
    mw.moveToState("deckBrowser")
    return found
"""
