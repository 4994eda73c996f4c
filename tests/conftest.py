"""Fixtures: golden files, whose wanted text stands beside the test's data and is rewritten by `--update-golden`."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("untimed", deadline=None)  # a slow moment of the machine is no fault of the code
settings.load_profile("untimed")

DATA = Path(__file__).parent / "data"
ARTICLES = DATA / "articles"

Golden = Callable[[str, str], None]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="Write what the tests got; then read the diff.")
    parser.addoption("--pictures", type=Path, help="A folder for pictures of cards of every kind, to look at.")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Golden:
    """Compares a text with a file below tests/data, by name."""

    def compare(name: str, got: str) -> None:
        path = DATA / name
        if request.config.getoption("--update-golden"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(got, encoding="utf-8")
        assert path.is_file(), f"{name} is missing: run pytest --update-golden, then read what it wrote"
        assert got == path.read_text(encoding="utf-8")

    return compare


FULL_ARTICLES = Path(os.environ.get("QUIZGEN_ARTICLES", Path(__file__).parents[2] / "shared" / "articles"))
"""The folder of the five real articles, which belong to their publishers and so are not in the project."""


@pytest.fixture(scope="session")
def full_articles() -> Path:
    """The real articles, for tests that have nothing to say without them."""
    if not FULL_ARTICLES.is_dir():
        pytest.skip("the publishers' articles are not in the project, and no folder of them is beside it")
    return FULL_ARTICLES
