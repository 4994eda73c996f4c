"""Times quizgen's commands as whole processes, beside the start of Python itself in the same run.

    python tests/benchmarks/commands.py [--runs 7]

Prints the median of each in seconds and as a multiple of `python -c pass`; machines differ, the multiples less so.
"""

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[2]
QUIZGEN = [sys.executable, "-m", "quizgen"]


def commands(out: str) -> dict[str, list[str]]:
    """What is timed, the baseline first."""
    bank = ["--bank", str(ROOT / "question_bank.yaml")]
    return {
        "python -c pass": [sys.executable, "-c", "pass"],
        "quizgen --help": [*QUIZGEN, "--help"],
        "quizgen check": [*QUIZGEN, "check", str(ROOT / "question_bank.yaml")],
        "quizgen stats": [*QUIZGEN, "stats", *bank],
        "quizgen build": [*QUIZGEN, "build", *bank, "--out", out],
    }


def timed(command: list[str]) -> float:
    """Seconds of one run."""
    start = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return time.perf_counter() - start


def main() -> None:
    """Runs all in turn, so that a slow moment of the machine strikes each alike."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=7)
    runs = parser.parse_args().runs
    with tempfile.TemporaryDirectory() as out:
        todo = commands(out)
        rounds = [{name: timed(command) for name, command in todo.items()} for _ in range(runs + 1)][1:]
    medians = {name: statistics.median(each[name] for each in rounds) for name in todo}
    floor = medians["python -c pass"]
    for name, seconds in medians.items():
        print(f"{name:<16} {seconds:7.3f} s  {seconds / floor:5.1f} x")


if __name__ == "__main__":
    main()
