"""How papers are printed: what was typed, its font read, as the paper output takes it."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from quizgen.commands.making import Bench
from quizgen.outputs.paper import Printing

if TYPE_CHECKING:
    from quizgen.outputs.paper.fonts import EmbeddedFace


def printing(bench: Bench, font: Path | None, *, drafts: bool, **rest: Any) -> Printing:
    """`rest` are the options that `Printing` knows by the same name."""
    source = bench.loaded.reports[0].text
    return Printing(face=_face(font) if font else None, texts=bench.texts, source=source, drafts=drafts, **rest)


def _face(font: Path) -> "EmbeddedFace":
    from quizgen.outputs.paper.fonts import BadFontError, face_of

    try:
        return face_of(font)
    except BadFontError as fault:
        raise click.ClickException(str(fault)) from None
