"""The pictures of the README: there, small, and made anew by the script."""

import re
import shutil
from pathlib import Path

import pictures
import pytest
import reviewer
from PIL import Image

README = (pictures.ROOT / "README.md").read_text(encoding="utf-8")
KEPT = sorted(pictures.FOLDER.iterdir())


def test_the_readme_shows_each_and_says_what_is_seen() -> None:
    """Every picture that is kept is linked, with words for those who do not see it; no link leads to nothing."""
    shown = re.findall(r'<img src="([^"]*)" width="[0-9.]+%" alt="([^"]*)">', README)

    assert sorted(pictures.ROOT / path for path, _ in shown) == KEPT
    assert README.count("<img") + README.count("![") == len(KEPT)
    assert all(len(words.split()) > 8 for _, words in shown)


def test_they_are_small() -> None:
    """A clone stays quick: 120 kB each, 300 kB together."""
    sizes = [path.stat().st_size for path in KEPT]

    assert len(sizes) == 3
    assert max(sizes) < 120_000
    assert sum(sizes) < 300_000


def test_the_script_draws_them(request: pytest.FixtureRequest, tmp_path: Path) -> None:
    """Whatever the bank and the look have become, each picture can be made anew, and something stands on it."""
    reviewer.browser()
    if shutil.which("pdftoppm") is None:
        reviewer.missing("there is no pdftoppm here to draw papers with")

    pictures.draw(tmp_path, request.config.cache.mkdir("aqt"))

    assert sorted(path.name for path in tmp_path.iterdir()) == [path.name for path in KEPT]
    for path in tmp_path.iterdir():
        drawn = Image.open(path).convert("L")
        assert min(drawn.size) > 500
        assert sum(drawn.histogram()[:128]) > 5_000
