"""The pictures at the head of the README, made from the shipped bank: `python tests/pictures.py`, then look at them.

It wants Chromium, for the card, and `pdftoppm` of Debian's `poppler-utils`, for the papers.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

import reviewer
from anki.collection import Collection, ImportAnkiPackageRequest
from click.testing import CliRunner
from PIL import Image, ImageChops, ImageOps

from quizgen.cli import main

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "tests" / "data" / "pictures"
DECK = "belarus-and-russia"
QUESTION, CHOSEN = "protest-condition", "If foreign forces intervene"
"""The one that is tapped is wrong, and says why."""
PAPERS = {"page": f"{DECK}-elections.pdf", "key": f"{DECK}-elections-key.pdf"}
WIDTH, HEIGHT = 440, 1200
"""Of the screen on which a card is played: high enough that nothing of it scrolls."""
MARGIN = 8
"""Of a page in a browser; then come the screens, one beside another."""
EDGE = 16
GREYS = 16


def build(folder: Path) -> None:
    """Makes the products of the deck file, as `quizgen build` does."""
    words = ("build", str(ROOT / "decks" / f"{DECK}.yaml"), "--bank", str(ROOT / "question_bank.yaml"))
    result = CliRunner().invoke(main, [*words, "--out", str(folder)], catch_exceptions=False)
    assert result.exit_code == 0, result.output


def sides(package: Path, folder: Path) -> dict[str, str]:
    """Both sides of the question's card, as Anki renders them."""
    collection = Collection(str(folder / "collection.anki2"))
    try:
        collection.import_anki_package(ImportAnkiPackageRequest(package_path=str(package)))
        (found,) = collection.find_cards(f"Id:{QUESTION}")
        card = collection.get_card(found)
        return {"question": card.question(), "answer": card.answer()}
    finally:
        collection.close()


def card(package: Path, folder: Path, cache: Path) -> Image.Image:
    """The question, and beside it the answer after a wrong option was tapped."""
    asked = [["chance"], ["question", QUESTION]]
    steps = {"front": asked, "back": [*asked, ["text", CHOSEN], ["answer", QUESTION]]}
    stories = {name: {"width": WIDTH, "height": HEIGHT, "dark": False, "steps": told} for name, told in steps.items()}
    seen = folder / "seen.png"
    page = reviewer.Reviewer(reviewer.reviewer_page(cache), folder)
    size = f"{len(stories) * WIDTH + 2 * MARGIN},{HEIGHT + 2 * MARGIN}"
    page.picture(seen, {QUESTION: sides(package, folder)}, stories, size)
    screen = Image.open(seen).convert("RGB")
    lefts = (MARGIN + place * WIDTH for place in range(len(stories)))
    return beside([screen.crop((left, MARGIN, left + WIDTH, MARGIN + HEIGHT)) for left in lefts])


def beside(screens: list[Image.Image]) -> Image.Image:
    """Each in a frame, all as high as what stands on the fullest."""
    high = max(filled(screen) for screen in screens) + EDGE
    frames = [framed(screen.crop((0, 0, WIDTH, high))) for screen in screens]
    wide, high = frames[0].size
    whole = Image.new("RGB", (len(frames) * (wide + EDGE) - EDGE, high), "white")
    for place, frame in enumerate(frames):
        whole.paste(frame, (place * (wide + EDGE), 0))
    return whole


def filled(screen: Image.Image) -> int:
    """How far down something stands."""
    ground = Image.new(screen.mode, screen.size, screen.getpixel((0, 0)))
    box = ImageChops.difference(screen, ground).getbbox()
    assert box is not None, "the screen is empty"
    assert box[3] < HEIGHT - EDGE, "the card is higher than the screen"
    return box[3]


def paper(path: Path, folder: Path) -> Image.Image:
    """The first page, in a frame, in few greys."""
    made = folder / path.stem
    command = ["pdftoppm", "-png", "-gray", "-singlefile", "-r", "96", str(path), str(made)]
    subprocess.run(command, check=True)
    return framed(Image.open(made.with_suffix(".png"))).quantize(GREYS)


def framed(image: Image.Image) -> Image.Image:
    """The picture in a thin line, so that white paper ends somewhere on a white page."""
    return ImageOps.expand(image, border=1, fill="silver")


def draw(target: Path, cache: Path) -> None:
    """Writes the three pictures into a folder."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        build(folder)
        shown = {"card": card(folder / f"{DECK}.apkg", folder, cache).quantize(64)}
        shown |= {name: paper(folder / file, folder) for name, file in PAPERS.items()}
    target.mkdir(parents=True, exist_ok=True)
    for name, image in shown.items():
        image.save(target / f"{name}.png", optimize=True)


if __name__ == "__main__":
    draw(Path(sys.argv[1]) if sys.argv[1:] else FOLDER, ROOT / ".pytest_cache" / "d" / "aqt")
