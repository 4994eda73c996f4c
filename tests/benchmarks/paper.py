"""Times printing beside Platypus, which lays out the same questions, without tags, for the same canvas of reportlab's.

    python tests/benchmarks/paper.py [--sizes 20 1000 10000] [--runs 3]

Each size and side is a process of its own, in turn; of each the fastest run counts, and its largest memory. Ours is all
of it, from bank values to a tagged file; theirs from strings. The start of Python and imports are left out of both but
in the last three lines, which are whole processes of `quizgen quiz`, with the key: medians, beside Python's own start.
"""

import argparse
import json
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from xml.sax.saxutils import escape

sys.path.insert(0, str(Path(__file__).parents[1]))  # samples.py

OPTIONS = ("words that were said", "sort, as the paper has it", "length, which varies from one to the next", "kind")


def questions(count: int) -> list[tuple[str, list[str]]]:
    """Stems with four options each, all different."""
    return [
        (
            f"What did article number {number} report about the bridge across the river at the ford and its opening?",
            [f"an answer {number} of some {words}" for words in OPTIONS],
        )
        for number in range(count)
    ]


def ours(count: int) -> Callable[[], bytes]:
    """Our tagged paper."""
    from samples import checked, item, options

    from quizgen.forms.assembly import arrange
    from quizgen.forms.form import Form, Question, Section
    from quizgen.model import SingleChoice
    from quizgen.outputs.paper import Press
    from quizgen.richtext import literal

    asked = []
    for number, (stem, texts) in enumerate(questions(count), 1):
        offered = options(*texts)
        response = SingleChoice(options=offered, key=offered[number % 4])
        one = item("choice", id=f"q-{number}", stem=literal(stem), response=response)
        asked.append(Question(number=number, item=one, points=1, arrangement=arrange(one, "A")))
    section = Section(kind="choice", instruction="Choose one.", questions=tuple(asked))
    form = Form(title="Elm Ford", version="A", sections=(section,))
    bank = checked(*(question.item for question in asked))
    return lambda: Press("A4").quiz(bank, [form])


def platypus(count: int) -> Callable[[], bytes]:
    """Paragraphs kept together, in the same face and sizes."""
    import font_source_sans_pro
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.platypus import KeepTogether, Paragraph, SimpleDocTemplate

    asked = questions(count)
    regular = Path(font_source_sans_pro.font_directory) / "SourceSansPro-Regular.ttf"

    def style(name: str, indent: float, hang: float) -> ParagraphStyle:
        return ParagraphStyle(
            name, fontName="S", fontSize=11.5, leading=15, leftIndent=hang, bulletIndent=indent, bulletFontName="S"
        )

    def foot(canvas: "Canvas", document: "Document") -> None:  # type: ignore[name-defined]  # noqa: F821
        canvas.setFont("S", 9)
        canvas.drawString(57, 40, "Version A · Elm Ford")
        canvas.drawRightString(538, 40, f"Page {document.page}")

    def made() -> bytes:
        pdfmetrics.registerFont(TTFont("S", str(regular)))
        buffer, stem, option = BytesIO(), style("stem", 0, 24), style("option", 24, 44)
        story = [
            KeepTogether(
                [
                    Paragraph(escape(text), stem, bulletText=str(number)),
                    *(Paragraph(escape(words), option, bulletText=sign) for sign, words in zip("ABCD", offered)),  # noqa: B905
                ]
            )
            for number, (text, offered) in enumerate(asked, 1)
        ]
        SimpleDocTemplate(buffer, invariant=1).build(story, onFirstPage=foot, onLaterPages=foot)
        return buffer.getvalue()

    return made


def measured(side: str, count: int) -> None:
    """One run in this process; prints seconds, megabytes of memory, bytes of the file."""
    import gc

    gc.disable()  # as quizgen's commands do
    make = {"ours": ours, "platypus": platypus}[side](count)
    start = time.perf_counter()
    size = len(make())
    seconds = time.perf_counter() - start
    print(json.dumps([seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, size]))


def run(side: str, count: int) -> tuple[float, float, int]:
    """The same in a process of its own."""
    command = [sys.executable, __file__, "--measure", side, "--sizes", str(count)]
    seconds, memory, size = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
    return seconds, memory, size


def whole(bank: Path, out: Path, *how: str) -> float:
    """Seconds of `quizgen quiz` as a process."""
    command = [sys.executable, "-m", "quizgen", "quiz", "--bank", str(bank), "-o", str(out), *how]
    start = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)
    return time.perf_counter() - start


def started() -> float:
    """Seconds in which Python starts and ends."""
    start = time.perf_counter()
    subprocess.run([sys.executable, "-c", "pass"], check=True)
    return time.perf_counter() - start


def few(bank: Path, folder: Path, count: int) -> Path:
    """A bank of some questions of another, from all over it."""
    head, mark, rest = bank.read_text(encoding="utf-8").partition("questions:\n")
    each = re.split(r"(?m)^(?=  - id: )", rest)[1:]
    path = folder / bank.name
    path.write_text(head + mark + "".join(each[:: len(each) // count][:count]), encoding="utf-8")
    path.with_suffix(".lock").write_bytes(bank.with_suffix(".lock").read_bytes())
    return path


def main() -> None:
    """Both sides in turn, so that a slow moment of the machine strikes each alike."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", type=int, nargs="+", default=[20, 1000, 10000])
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--measure", choices=["ours", "platypus"], help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.measure:
        measured(given.measure, given.sizes[0])
        return
    for count in given.sizes:
        rounds = [(run("ours", count), run("platypus", count)) for _ in range(given.runs)]
        our, their = min(each[0] for each in rounds), min(each[1] for each in rounds)
        print(f"{count:>6} questions  ours {our[0]:.3f} s {our[1]:.0f} MB {our[2] / 1e6:.2f} MB file, tagged", end="; ")
        print(f"Platypus {their[0]:.3f} s {their[1]:.0f} MB {their[2] / 1e6:.2f} MB file; {their[0] / our[0]:.1f} x")
    bank = Path(__file__).parents[2] / "question_bank.yaml"
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder, "quiz.pdf")
        for name, source, how in (
            ("20 questions of a bank of 30", few(bank, Path(folder), 30), ("--count", "20")),
            ("20 questions of the shipped bank", bank, ("--count", "20")),
            ("30 versions of 40 of the shipped bank", bank, ("--count", "40", "--versions", "30")),
        ):
            rounds = [(whole(source, out, *how), started()) for _ in range(given.runs)]
            seconds, floor = (statistics.median(each) for each in zip(*rounds, strict=True))
            size = out.stat().st_size / 1e6
            print(f"quizgen quiz, {name}: {seconds:.2f} s, {seconds / floor:.0f} x python -c pass, {size:.2f} MB")


if __name__ == "__main__":
    main()
