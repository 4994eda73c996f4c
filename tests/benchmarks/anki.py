"""Times the writing of Anki decks against a plain SQLite and zip writer of the same rows, in the same run.

    python tests/benchmarks/anki.py [--runs 7] [--notes 10000]

Prints ratios: machines differ, and other work disturbs them, the ratios less so. The least time of all runs counts.
"""

import argparse
import gc
import io
import re
import sqlite3
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from genanki.apkg_col import APKG_COL
from genanki.apkg_schema import APKG_SCHEMA

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "tests"))

from samples import BRIDGE, CITATION, checked, item  # noqa: E402 - a folder of tests, not a package

from quizgen.forms.plans import Deck  # noqa: E402
from quizgen.model import CheckedBank  # noqa: E402
from quizgen.outputs import anki  # noqa: E402
from quizgen.outputs.anki import decks, notes, package  # noqa: E402

KINDS = ("choice", "short", "open", "match", "true-false")
_COLUMNS = {"notes": 11, "cards": 18}


def bank(size: int, articles: int) -> tuple[CheckedBank, Deck]:
    """Questions of several kinds, spread over as many articles and so decks, no two of them with the same words."""
    sources = tuple(replace(BRIDGE, id=f"a{number}", label=f"Article {number}") for number in range(articles))
    quotations = [replace(CITATION, article=source.id) for source in sources]
    asked = tuple(
        item(KINDS[number % len(KINDS)], id=f"question-{number}", citations=(quotations[number % articles],))
        for number in range(size)
    )
    return checked(*asked, articles=sources), Deck(title="Elm Ford", items=asked)


def rows(made: bytes) -> dict[str, list[tuple[object, ...]]]:
    """What a package holds, table by table."""
    connection = sqlite3.connect(":memory:")
    connection.deserialize(zipfile.ZipFile(io.BytesIO(made)).read("collection.anki2"))
    return {table: connection.execute(f"SELECT * FROM {table} ORDER BY id").fetchall() for table in _COLUMNS}


def plainly(tables: dict[str, list[tuple[object, ...]]]) -> bytes:
    """The least that writes these rows: no thought of decks, note types, time or order."""
    connection = sqlite3.connect(":memory:")
    connection.executescript(APKG_SCHEMA + APKG_COL)
    for table, content in tables.items():
        connection.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * _COLUMNS[table])})", content)
    connection.commit()
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("collection.anki2", connection.serialize())
        archive.writestr("media", b"{}")
    connection.close()
    return buffer.getvalue()


def least(runs: int, *jobs: Callable[[], object]) -> list[float]:
    """Seconds of processor time of each job; all in turn, so that a slow moment of the machine strikes each alike."""
    times: list[list[float]] = [[] for _ in jobs]
    for _ in range(runs):
        for job, taken in zip(jobs, times, strict=True):
            start = time.process_time()
            job()
            taken.append(time.process_time() - start)
    return [min(taken) for taken in times]


def against_plain(runs: int, asked: CheckedBank, deck: Deck) -> tuple[float, float]:
    """How many times the plain writer's time it takes to write these notes, and how far they are deflated."""
    ready, names = tuple(notes.of(asked, deck)), decks.described(asked, deck)
    made = package.write(asked.bank.id, names, ready)
    tables = rows(made)
    plain, writing = least(runs, lambda: plainly(tables), lambda: package.write(asked.bank.id, names, ready))
    stored = zipfile.ZipFile(io.BytesIO(made)).getinfo("collection.anki2")
    return writing / plain, stored.compress_size / stored.file_size


def making(runs: int, asked: CheckedBank, deck: Deck) -> float:
    """How many times the time of writing them it takes to make notes of questions, and write them."""
    ready, names = tuple(notes.of(asked, deck)), decks.described(asked, deck)
    writing, whole = least(runs, lambda: package.write(asked.bank.id, names, ready), lambda: anki.write(asked, deck))
    return whole / writing


def many_decks(runs: int, size: int = 6000, articles: int = 2000) -> float:
    """How many times the time of one deck it takes to write as many notes in many decks."""
    (one, in_one), (many, in_many) = bank(size, 1), bank(size, articles)
    single, several = least(runs, lambda: anki.write(one, in_one), lambda: anki.write(many, in_many))
    return several / single


_PEAK = """
import sys
sys.path.insert(0, sys.argv[1])
import anki as benchmark
print(benchmark.peak(int(sys.argv[2])))
"""


def peak(size: int) -> float:
    """Megabytes above what the questions take, of this whole process, SQLite's own included."""
    asked, deck = bank(size, 100)
    anki.write(*bank(10, 1))  # what is loaded once
    before = _kilobytes("VmRSS")
    anki.write(asked, deck)
    return (_kilobytes("VmHWM") - before) / 1024


def _kilobytes(name: str) -> int:
    """A line of what Linux says of this process: its size, or the largest it ever had."""
    found = re.search(rf"{name}:\s+(\d+)", Path("/proc/self/status").read_text(encoding="ascii"))
    assert found
    return int(found[1])


def peak_of_its_own(size: int) -> float:
    """`peak`, in a process of its own."""
    command = [sys.executable, "-c", _PEAK, str(Path(__file__).parent), str(size)]
    return float(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def main() -> None:
    """Prints each ratio."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--notes", type=int, default=10_000)
    given = parser.parse_args()
    gc.disable()  # as the commands do
    asked, deck = bank(given.notes, 100)
    writing, deflated = against_plain(given.runs, asked, deck)
    print(f"{given.notes} notes in 100 decks, to a plain writer of the same rows:")
    print(f"  writing them               {writing:5.2f} x")
    print(f"  deflated to                {deflated:5.2f}")
    print(f"making and writing, to writing {making(given.runs, asked, deck):3.1f} x")
    print(f"6000 notes, 2000 decks to 1  {many_decks(given.runs):5.2f} x")
    print(f"peak above the questions     {peak_of_its_own(given.notes):5.1f} MB")


if __name__ == "__main__":
    main()
