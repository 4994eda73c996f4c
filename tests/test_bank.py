"""The shipped bank: sound, checked, proved, and true to what learners already have."""

import json
from collections import Counter
from pathlib import Path

import pytest
from conftest import DATA

from quizgen import deckfile, forms, pipeline, sources, yamlnodes
from quizgen.forms import Deck
from quizgen.model import KINDS, CheckedBank, State
from quizgen.outputs import anki
from quizgen.pipeline import Loaded

ROOT = Path(__file__).parents[1]
DECKS = sorted((ROOT / "decks").glob("*.yaml"))
PUBLISHED = DATA / "published.json"


def load(texts: dict[str, str] | None = None) -> Loaded:
    bank, lock = ROOT / "question_bank.yaml", ROOT / "question_bank.lock"
    return pipeline.load(bank.read_bytes(), bank.name, lock.read_text(encoding="utf-8"), lock.name, texts)


@pytest.fixture(scope="module")
def shipped() -> CheckedBank:
    loaded = load()
    assert loaded.checked is not None, [report.diagnostics for report in loaded.reports]
    return loaded.checked


def plans(shipped: CheckedBank) -> list[deckfile.Plan]:
    found = []
    for path in DECKS:
        node, _ = yamlnodes.parse(path.read_text(encoding="utf-8"))
        assert node is not None
        plan, mistakes = deckfile.read(node, path.stem, shipped.bank)
        assert plan is not None, mistakes
        found.append(plan)
    return found


def test_it_has_no_finding() -> None:
    """No error, no warning, no question that is not checked as it stands."""
    assert [one.message for report in load().reports for one in report.diagnostics] == []


def test_every_question_is_checked(shipped: CheckedBank) -> None:
    """What is shipped was read by a person other than its writer, as it stands."""
    assert set(shipped.states.values()) == {State.CHECKED}
    assert all(item.checked and item.checked.by for item in shipped.bank.items)


def test_it_is_large_and_broad_enough(shipped: CheckedBank) -> None:
    """At least fifty questions, all five articles, each kind at least three times."""
    kinds = Counter(item.kind for item in shipped.bank.items)
    cited = Counter(citation.article for item in shipped.bank.items for citation in item.citations)

    assert len(shipped.bank.items) >= 50
    assert min(kinds[kind] for kind in KINDS) >= 3
    assert len(cited) == 5
    assert min(cited.values()) >= 6


def test_every_quotation_stands_in_its_article(full_articles: Path) -> None:
    """Against the full texts, every quotation is found where the lock says."""
    first = load()
    assert first.bank is not None
    texts = {article.id: (full_articles / article.file).read_text(encoding="utf-8") for article in first.bank.articles}

    assert load(texts).reports[0].diagnostics == ()
    states = sources.states(first.bank, first.lock, texts)
    assert {str(state) for state in states.values()} == {"ok"}
    assert len(texts) == 5


def test_it_quotes_and_does_not_reprint(shipped: CheckedBank) -> None:
    """Less than half of each article's words stand in the bank."""
    shares = sources.quoted_shares(shipped.bank, load().lock, shipped.places)

    assert max(shares.values()) < 0.5


def test_published_ids_live_on(shipped: CheckedBank) -> None:
    """An id that learners have is never lost: the question is changed or retired under it."""
    published = json.loads(PUBLISHED.read_text(encoding="utf-8"))
    lost = sorted(set(published["questions"]) - {item.id for item in shipped.bank.items})

    assert shipped.bank.id == published["bank"], (
        "the bank's id is part of every note's identity in Anki: with another one every learner gets all notes a "
        "second time, and none of them with its history"
    )
    assert lost == [], (
        "these ids were published; without them learners keep the old wording for ever and get a new card without "
        "history beside it. Give the questions their ids back, or retire them (`retired: reason`)"
    )


def test_new_ids_are_put_on_record(shipped: CheckedBank) -> None:
    """From the day it is shipped a question's id is guarded: add it to tests/data/published.json."""
    published = json.loads(PUBLISHED.read_text(encoding="utf-8"))

    assert [item.id for item in shipped.bank.items if item.id not in published["questions"]] == []


def test_deck_names_are_kept(shipped: CheckedBank) -> None:
    """Anki matches decks by name alone."""
    published = json.loads(PUBLISHED.read_text(encoding="utf-8"))
    names = set()
    for plan in plans(shipped):
        if plan.anki:
            items = tuple(item for item in forms.ready(shipped) if item in plan.select)
            deck = Deck(title=plan.title, items=items, subdecks=plan.anki.subdecks)
            rows = anki.dump(shipped, deck).splitlines()
            names |= {line.removeprefix("deck: ") for line in rows if line.startswith("deck: ")}

    assert set(published["decks"]) - names == set(), (
        "decks were renamed: learners' cards stay in the old decks, and new questions start a second set of decks"
    )
    assert names - set(published["decks"]) == set(), "put new deck names on record in tests/data/published.json"


def test_every_quiz_can_be_assembled(shipped: CheckedBank) -> None:
    """Each deck file finds its questions."""
    for plan in plans(shipped):
        for blueprint in plan.quizzes:
            versions, problems = forms.assemble(shipped, forms.ready(shipped), blueprint)
            assert problems == ()
            assert len(versions) == blueprint.versions
