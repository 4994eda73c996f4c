"""Which of many phrases stand in a text, found in one walk over the text, however many there are."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

_HEAD = 12
"""Characters by which a phrase is first looked for. Fewer are met too often, more fit fewer phrases."""


class Phrases:
    """Phrases to be looked for, letter by letter, also inside words."""

    def __init__(self, phrases: Iterable[str]) -> None:
        self._phrases = frozenset(phrases)
        self._lengths: dict[str, set[int]] = defaultdict(set)
        for phrase in self._phrases:
            self._lengths[phrase[:_HEAD]].add(len(phrase))
        self._widths = sorted({len(head) for head in self._lengths})

    def within(self, text: str) -> Iterator[str]:
        """Those that stand in the text, each as often as it does."""
        for width in self._widths:
            for at in range(len(text) - width + 1):
                for length in self._lengths.get(text[at : at + width], ()):
                    if (phrase := text[at : at + length]) in self._phrases:
                        yield phrase
