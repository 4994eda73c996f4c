"""Counts of a bank, for people and for programs."""

import json
from dataclasses import replace

from samples import CITATION, checked, item, items

from quizgen.model import State
from quizgen.sources import Lock, LockedArticle
from quizgen.stats import stats, to_json, to_text

LOCK = Lock(articles={"bridge": LockedArticle("0" * 16, 300, ("1" * 16, "2" * 16))})


def test_counts() -> None:
    """Each table counts the questions that are asked; zeros are told too."""
    second = replace(CITATION, article="harbour")
    bank = checked(
        *items(), item("open", id="two", citations=(CITATION, second)), item("choice", id="x", retired="old")
    )

    told = stats(bank, LOCK)

    assert told.questions == 10
    assert told.kinds["open"] == 2
    assert told.articles == {"bridge": 10, "harbour": 1}
    assert told.tags == {"elections": 10, "history": 10}
    assert told.voices == {"Mayor Ada Quill": 10}
    assert told.levels == {"remember": 10, "understand": 0, "apply": 0, "analyze": 0, "evaluate": 0}
    assert told.states["checked"] == 10
    assert told.compared == 1
    assert told.key_positions == {"1 of 3": 1}


def test_shares_are_told() -> None:
    """Fifteen of three hundred words are quoted."""
    told = stats(checked(*items()), LOCK)

    assert told.quoted_share == {"bridge": 0.05}
    assert "bridge                     5%" in to_text(told)


def test_what_is_not_quoted_is_told() -> None:
    """Of two paragraphs the second is quoted; of five short keys one is a name and two begin with a number."""
    told = stats(checked(*items()), LOCK)

    assert told.unquoted == {"bridge": (1,)}
    assert told.bare_keys == 0.6
    assert "  bridge                   1\n" in to_text(told)
    assert "bare number or name: 60%" in to_text(told)
    assert json.loads(to_json(told))["unquoted"] == {"bridge": [1]}


def test_checks_without_asking_are_counted() -> None:
    """Of two records that say so, the one of a question that was changed since counts no more."""
    one, two = item("choice", id="one"), item("open", id="two")
    assert one.checked is not None
    unasked = replace(one.checked, unasked=True)
    bank = checked(replace(one, checked=unasked), replace(two, checked=unasked), item("short"))
    told = stats(replace(bank, states={**bank.states, "two": State.CHANGED}), LOCK)

    assert told.unasked == 1
    assert "recorded without asking: 1\n" in to_text(told)


def test_json_has_every_table() -> None:
    """The machine format holds what the text shows."""
    told = json.loads(to_json(stats(checked(*items()), LOCK)))

    assert told["kinds"]["choice"] == 1
    assert told["quoted_share"] == {"bridge": 0.05}
    assert set(told) >= {"questions", "articles", "tags", "difficulty", "levels", "states", "compared", "voices"} | {
        "key_positions"
    }
