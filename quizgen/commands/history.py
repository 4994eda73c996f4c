"""What a question said when it was checked: asked of git, where the bank lies in a repository. Imports subprocess."""

import subprocess
from collections.abc import Iterator
from pathlib import Path

from quizgen import checks
from quizgen.model import Check, Item
from quizgen.reading import bank, yamlnodes

MOST = 20
"""Commits looked at; one or two are the rule."""
PATIENCE = 10.0
"""Seconds that git may take."""


def as_checked(path: Path, id: str, check: Check) -> Item | None:
    """The question as it was when somebody checked it; None if no version of the bank fits the record of that."""
    file = path.resolve()
    found = (item for commit in _commits(file, check.digest) for item in _questions(file, commit) if item.id == id)
    return next((item for item in found if checks.vouches(check, item)), None)


def _commits(file: Path, digest: str) -> list[str]:
    """Where to look: the last commit, those that brought or took the record, and what stood before each of them."""
    touched = _git(file, "log", "--format=%H", f"--max-count={MOST}", f"-S{digest}", "--", file.name).split()
    return ["HEAD", *(name for commit in touched for name in (commit, f"{commit}^"))]


def _questions(file: Path, commit: str) -> Iterator[Item]:
    """All that could be read of the bank as it was then."""
    node, _ = yamlnodes.parse(_git(file, "show", f"{commit}:./{file.name}"))
    read = bank.read(node)[0] if node is not None else None
    return iter(read.items if read else ())


def _git(file: Path, *words: str) -> str:
    """What git prints; empty if it fails, takes too long or is not there.

    A repository may name programs that git should run for it; these are left alone.
    """
    command, *rest = words
    call = ["git", "--literal-pathspecs", "-C", str(file.parent), command, "--no-ext-diff", "--no-textconv", *rest]
    try:
        told = subprocess.run(call, capture_output=True, stdin=subprocess.DEVNULL, timeout=PATIENCE, check=True)
    except (OSError, subprocess.SubprocessError):
        return ""
    return told.stdout.decode("utf-8", "replace")
