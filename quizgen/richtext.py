"""Inline markup, `**strong**` and `*emphasis*`, parsed once, so that each output only escapes what it draws."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import chain

# A star opens before a word and closes behind one, so that `2 * 3` and `a*b*c` stay as they are.
_MARKED = re.compile(
    r"(?<![\w*\\])(?:\*\*(?=[^\s*])(?P<strong>.+?)(?<=\S)\*\*|\*(?=[^\s*])(?P<emphasis>[^*]+?)(?<=[^\s\\])\*)(?![\w*])"
)


@dataclass(frozen=True, slots=True)
class Run:
    """Characters in one style, to be shown literally."""

    text: str
    strong: bool = False
    emphasis: bool = False


@dataclass(frozen=True, slots=True)
class RichText:
    """A piece of text with its markup already taken apart."""

    source: str
    """As the author wrote it."""
    runs: tuple[Run, ...] = field(compare=False, repr=False)

    @property
    def plain(self) -> str:
        """The words without their markup."""
        return self.runs[0].text if len(self.runs) == 1 else "".join([run.text for run in self.runs])

    def __bool__(self) -> bool:
        return bool(self.runs)


def parse(source: str) -> RichText:
    """Text of the bank → runs. What is no markup stays as written; `\\*` is a star."""
    return RichText(source, tuple(_runs(source)))


def parse_around(texts: Sequence[str], held: Sequence[RichText]) -> tuple[RichText, ...]:
    """Texts and what is held between them, one less, in turn: stars before it that close behind it mark it as well."""
    outer = [list[Run]() for _ in texts]
    inner: list[RichText] = []
    for run in _runs(_HELD.join(text.replace(_HELD, "\ufffd") for text in texts)):
        first, *rest = run.text.split(_HELD)
        outer[len(inner)].append(replace(run, text=first))
        for piece in rest:
            inner.append(_within(run, held[len(inner)]))
            outer[len(inner)].append(replace(run, text=piece))
    around = [RichText(text, tuple(filter(_shown, runs))) for text, runs in zip(texts, outer, strict=True)]
    return (*chain.from_iterable(zip(around, inner, strict=False)), around[-1])


_HELD = "\0"
"""Stands for what is held: no letter, no space and no star; and no bank file has it."""


def _shown(run: Run) -> bool:
    return bool(run.text)


def _within(around: Run, text: RichText) -> RichText:
    """A text in the midst of a run."""
    runs = (Run(run.text, run.strong or around.strong, run.emphasis or around.emphasis) for run in text.runs)
    return RichText(text.source, tuple(runs))


def literal(text: str) -> RichText:
    """Words that hold no markup, such as a quotation, whatever stars stand in them."""
    return RichText(text, (Run(text),) if text else ())


def join(*parts: RichText) -> RichText:
    """One text after the other."""
    return RichText("".join(part.source for part in parts), tuple(run for part in parts for run in part.runs))


EMPTY = literal("")


def _runs(source: str, strong: bool = False) -> list[Run]:
    runs: list[Run] = []
    end = 0
    for found in _MARKED.finditer(source):
        runs.extend(_text(source[end : found.start()], strong, False))
        if found["strong"]:
            runs.extend(_runs(found["strong"], strong=True))
        else:
            runs.extend(_text(found["emphasis"], strong, True))
        end = found.end()
    runs.extend(_text(source[end:], strong, False))
    return runs


def _text(source: str, strong: bool, emphasis: bool) -> list[Run]:
    return [Run(source.replace("\\*", "*"), strong, emphasis)] if source else []
