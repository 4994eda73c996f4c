"""Inline markup, `**strong**` and `*emphasis*`, parsed once, so that each output only escapes what it draws."""

import re
from dataclasses import dataclass, field

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
