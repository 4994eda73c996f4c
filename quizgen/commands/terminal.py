"""The terminal at which a person sits: lines of 80 columns, one key or one line at a time, and a way out at any moment.

A key is read as it is pressed, a line as it is sent. Ctrl-C, Ctrl-D and a terminal that has gone raise `Left`.
"""

import os
import re
import shutil
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import click
from wcwidth import wrap

WIDTH = 80
"""Columns that are filled, however many there are."""
NARROWEST = 40
"""Columns below which options and passages are torn into shreds."""
QUIT = "q"
_LEAVING = frozenset("\x03\x04")
"""What a terminal sends for Ctrl-C and Ctrl-D while keys are read."""


class Left(Exception):  # noqa: N818 - no mistake: a person may leave whenever they wish
    """The person has left."""


def demand() -> None:
    """Ends the command if nobody can read here what is shown, or nobody can answer."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        told = (
            "a review shows a question and waits for a key, which takes a terminal at both ends, not a pipe or a file"
        )
        raise click.UsageError(f"{told}; to record one check without being asked: ID --by NAME --yes")
    columns = shutil.get_terminal_size().columns
    if columns < NARROWEST:
        raise click.UsageError(f"the terminal is {columns} columns wide, and a review needs {NARROWEST}; widen it")


@contextmanager
def kept() -> Iterator[None]:
    """Gives the terminal back as it was, also if the program is told to end while it waits for a key."""
    before = signal.signal(signal.SIGTERM, lambda number, _: sys.exit(128 + number))
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def say(text: str = "") -> None:
    """Prints a text in lines that fit; further ones stand below the first one's words, behind a label."""
    width = min(shutil.get_terminal_size().columns, WIDTH)
    for line in text.split("\n"):
        lead = _LEAD.match(click.unstyle(line))
        margin = " " * (lead.end() if lead else 0)
        click.echo("\n".join(wrap(line, width, subsequent_indent=margin)))


_LEAD = re.compile(r" *(?:\S{1,5}  )?")
"""Spaces, and a letter, a number or a sign with two spaces behind it."""


def choose(told: str, keys: str) -> str:
    """Which of the keys is pressed, `q` to leave; Enter counts as the space bar. Any other key does nothing.

    What was typed before is thrown away, so that nobody decides on what they have not seen.
    """
    say(told)
    while True:
        key = _pressed()
        if key == QUIT:
            raise Left
        if key in keys:
            return key
        click.echo("\a", nl=False)


def line(told: str) -> str:
    """What is typed until Enter; `q` alone leaves."""
    click.echo(f"{told}: ", nl=False)
    try:
        typed = os.read(sys.stdin.fileno(), _LONGEST).decode(sys.stdin.encoding, "replace")
    except (KeyboardInterrupt, OSError):
        raise Left from None
    # Not `input`, which takes a line that Ctrl-D breaks off for a whole one.
    if not typed.endswith("\n") or typed.strip() == QUIT:
        raise Left
    return typed


_LONGEST = 2**16
"""Bytes of a line; a terminal itself takes fewer."""


def _pressed() -> str:
    try:
        key = click.getchar()
    except (KeyboardInterrupt, EOFError, OSError):
        raise Left from None
    if not key or _LEAVING & set(key):  # several keys at once come as one string
        raise Left
    return " " if key in ("\r", "\n") else key.lower()
