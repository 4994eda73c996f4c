"""The shipped bank: sound, checked, proved, and true to what learners already have."""

import html
import json
import re
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from anki.collection import Collection, ImportAnkiPackageOptions, ImportAnkiPackageRequest
from click.testing import CliRunner
from conftest import DATA
from pypdf import PdfReader

from quizgen import pipeline, sources
from quizgen.cli import main
from quizgen.diagnostics import Severity
from quizgen.forms import assembly
from quizgen.forms.giveaways import clashes
from quizgen.forms.plans import Deck, Plan
from quizgen.language import phrasing
from quizgen.model import CheckedBank, State, TrueFalse
from quizgen.outputs import anki
from quizgen.pipeline import Loaded
from quizgen.reading import deckfile, yamlnodes
from quizgen.rules.gaps import unquoted

ROOT = Path(__file__).parents[1]
DECKS = sorted((ROOT / "decks").glob("*.yaml"))
PUBLISHED = DATA / "published.json"


def load(texts: dict[str, str] | None = None) -> Loaded:
    bank, lock = ROOT / "question_bank.yaml", ROOT / "question_bank.lock"
    find = None if texts is None else lambda _: texts
    return pipeline.load(bank.read_bytes(), bank.name, lock.read_text(encoding="utf-8"), lock.name, find)


def mistakes(loaded: Loaded) -> list[str]:
    """What `check --strict` refuses; facts that fail nothing are left to the authors."""
    found = (one for report in loaded.reports for one in report.diagnostics)
    return [one.message for one in found if one.severity is not Severity.INFO]


@pytest.fixture(scope="module")
def shipped() -> CheckedBank:
    loaded = load()
    assert loaded.checked is not None, [report.diagnostics for report in loaded.reports]
    return loaded.checked


def plans(shipped: CheckedBank) -> list[Plan]:
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
    assert mistakes(load()) == []


def test_every_question_is_checked(shipped: CheckedBank) -> None:
    """What is shipped was read by a person other than its writer, as it stands."""
    assert set(shipped.states.values()) == {State.CHECKED}
    assert all(item.checked and item.checked.by for item in shipped.bank.items)


ARTICLES = {
    "growing-integration": 24,
    "minsk-visit": 50,
    "sham-vote": 32,
    "puppet-regime": 28,
    "police-reserve": 40,
}
"""The least number of questions that cite each article."""

OTHER_KINDS = {
    "true-false": 12,
    "short": 12,
    "numeric": 12,
    "cloze": 12,
    "multiple": 6,
    "match": 6,
    "order": 6,
    "open": 6,
}
"""The least number of questions of each kind but `choice`."""


def test_it_is_large_and_broad_enough(shipped: CheckedBank) -> None:
    """The bank never shrinks below these counts: by article, by kind, above mere remembering, across articles.

    A choice can be guessed, so many questions want a short answer instead; still a quarter are choices.
    """
    items = [item for item in shipped.bank.items if not item.retired]
    kinds = Counter(item.kind for item in items)
    cited = Counter(id for item in items for id in {citation.article for citation in item.citations})
    compared = [item for item in items if len({citation.article for citation in item.citations}) > 1]

    assert len(items) >= 180
    assert {id: least for id, least in ARTICLES.items() if cited[id] < least} == {}
    assert {kind: least for kind, least in OTHER_KINDS.items() if kinds[kind] < least} == {}
    assert 0.25 <= kinds["choice"] / len(items) <= 0.6
    assert len(compared) >= 15
    assert sum(item.level != "remember" for item in items) / len(items) >= 0.4


def test_true_is_as_likely_as_false(shipped: CheckedBank) -> None:
    """Who marks every statement the same way gets half of them right, and no more."""
    keys = [
        item.response.key for item in shipped.bank.items if isinstance(item.response, TrueFalse) and not item.retired
    ]

    assert abs(keys.count(True) - keys.count(False)) <= 2


def test_stems_are_short(shipped: CheckedBank) -> None:
    """A card is read many times: few words in the mean, and none that wants a second breath. A cloze has no stem."""
    asked = [item for item in shipped.bank.items if item.kind != "cloze" and not item.retired]
    words = {item.id: len(item.stem.plain.split()) for item in asked}

    assert {id: count for id, count in words.items() if count > 30} == {}
    assert sum(words.values()) / len(words) <= 14.5


def test_no_stem_says_its_source_again() -> None:
    """What the line above a question says is not repeated; the rule only informs, so `--strict` would let it pass."""
    found = [one for report in load().reports for one in report.diagnostics]
    assert "coverage" in {one.rule for one in found}, "without advice the rule would not have run"

    assert [one.message for one in found if one.rule == "source-restated"] == []


PARAGRAPHS = {
    "growing-integration": 8,
    "minsk-visit": 31,
    "sham-vote": 9,
    "puppet-regime": 10,
    "police-reserve": 11,
}
"""The least number of paragraphs of each article that a question quotes."""


def test_questions_are_asked_of_most_paragraphs(shipped: CheckedBank) -> None:
    """Not of all: headings and greetings tell nothing, and a bank that quoted every paragraph would reprint it."""
    lock = load().lock
    gaps = unquoted(shipped.bank, lock, shipped.places)
    quoted = {id: len(lock.articles[id].paragraphs) - len(gaps.get(id, ())) for id in PARAGRAPHS}

    assert {id: quoted[id] for id, least in PARAGRAPHS.items() if quoted[id] < least} == {}


def test_every_quotation_stands_in_its_article(full_articles: Path) -> None:
    """Against the full texts, every quotation is found where the lock says."""
    first = load()
    assert first.bank is not None
    texts = {article.id: (full_articles / article.file).read_text(encoding="utf-8") for article in first.bank.articles}

    assert mistakes(load(texts)) == []
    states = sources.states(first.bank, first.lock, texts)
    assert {str(state) for state in states.values()} == {"ok"}
    assert len(texts) == 5


def test_it_quotes_and_does_not_reprint(shipped: CheckedBank) -> None:
    """Under 0.6 of the words of the most quoted article stand in the bank, and under 0.52 of all articles' together."""
    lock = load().lock
    shares = sources.quoted_shares(shipped.bank, lock, shipped.places)
    words = {id: lock.articles[id].words for id in shares}

    assert max(shares.values()) < 0.6
    assert sum(shares[id] * words[id] for id in shares) / sum(words.values()) < 0.52


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
            items = tuple(item for item in assembly.ready(shipped) if item in plan.anki.select)
            deck = Deck(title=plan.anki.title, items=items, subdecks=plan.anki.subdecks)
            rows = anki.dump(shipped, deck).splitlines()
            names |= {line.removeprefix("deck: ") for line in rows if line.startswith("deck: ")}

    assert set(published["decks"]) - names == set(), (
        "decks were renamed: learners' cards stay in the old decks, and new questions start a second set of decks"
    )
    assert names - set(published["decks"]) == set(), "put new deck names on record in tests/data/published.json"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """All that `quizgen build` makes of the shipped bank, by file name."""
    out = tmp_path_factory.mktemp("build")
    bank = ROOT / "question_bank.yaml"
    told = CliRunner().invoke(main, ["build", *map(str, DECKS), "--bank", str(bank), "--out", str(out), "--strict"])
    assert told.exit_code == 0, told.output
    return {path.name: path for path in out.iterdir()}


def test_shipped_decks_are_sound_in_anki(built: dict[str, Path], shipped: CheckedBank, tmp_path: Path) -> None:
    """Anki imports each deck; every question has a card, no card is broken or empty, each back shows its passages."""
    collection = Collection(str(tmp_path / "collection.anki2"))
    try:
        for package in (path for name, path in built.items() if name.endswith(".apkg")):
            asked = ImportAnkiPackageRequest(package_path=str(package), options=ImportAnkiPackageOptions())
            collection.import_anki_package(asked)
        assert len(collection.get_empty_cards().notes) == 0
        backs: dict[str, list[str]] = {}
        for id in collection.find_cards("deck:*"):
            card = collection.get_card(id)
            assert "template has a problem" not in card.question() + card.answer()
            backs.setdefault(card.note()["Id"], []).append(read(card.answer()))
    finally:
        collection.close()

    assert set(backs) == {item.id for item in shipped.bank.items}
    for item in shipped.bank.items:
        for back in backs[item.id]:
            assert all(read(phrasing.quotation(citation)) in back for citation in item.citations)
            assert read(item.why.plain) in back


def test_shipped_keys_hold_every_quotation(built: dict[str, Path], shipped: CheckedBank) -> None:
    """Read back from the finished PDF: each question of a quiz has its quotations and its reason in the key."""
    for plan, path in zip(plans(shipped), DECKS, strict=True):
        for blueprint in plan.quizzes:
            versions, _ = assembly.assemble(shipped, assembly.ready(shipped), blueprint)
            pages = PdfReader(built[f"{path.stem}-{blueprint.id}-key.pdf"]).pages
            text = unspaced(" ".join(page.extract_text() for page in pages))
            for question in versions[0].questions:
                assert all(unspaced(phrasing.quotation(citation)) in text for citation in question.item.citations)
                assert unspaced(question.item.why.plain) in text


def test_shipped_papers_embed_all_fonts(built: dict[str, Path]) -> None:
    """No printer has to guess a font, and every page says which paper it belongs to."""
    for path in (path for name, path in built.items() if name.endswith(".pdf")):
        for page in PdfReader(path).pages:
            fonts = [font.get_object() for font in page["/Resources"]["/Font"].values()]
            assert all("/FontFile2" in font["/FontDescriptor"] for font in fonts)
            told = page.extract_text()
            assert re.search(r"Page \d+ of \d+|(Question|Answer) [a-z]", told) or phrasing.LEFT_BLANK in told


def read(text: str) -> str:
    """Words as a reader sees them: no markup, one space where there are several or a line ends."""
    return " ".join(html.unescape(re.sub(r"<style.*?</style>|<[^>]+>", " ", text, flags=re.DOTALL)).split())


def unspaced(text: str) -> str:
    """Words run together: a line may have ended anywhere, behind a hyphen too."""
    return "".join(text.split())


def test_every_quiz_can_be_assembled(shipped: CheckedBank) -> None:
    """Each deck file finds its questions."""
    for plan in plans(shipped):
        for blueprint in plan.quizzes:
            versions, problems = assembly.assemble(shipped, assembly.ready(shipped), blueprint)
            assert problems == ()
            assert len(versions) == blueprint.versions


def test_no_form_gives_itself_away(shipped: CheckedBank) -> None:
    """In each quiz of each deck file, with several seeds, no question tells the answer of another."""
    clashing = clashes(shipped.bank.items)
    assert clashing, "the bank has such pairs, or this test would prove nothing"
    for plan in plans(shipped):
        for blueprint in plan.quizzes:
            for seed in range(blueprint.seed, blueprint.seed + 5):
                versions, _ = assembly.assemble(shipped, assembly.ready(shipped), replace(blueprint, seed=seed))
                drawn = {question.item.id for form in versions for question in form.questions}
                assert not any(drawn & clashing[id] for id in drawn & clashing.keys())
