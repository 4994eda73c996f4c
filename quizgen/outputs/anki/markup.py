"""Text → HTML that shows it literally, on a page where Anki has a syntax of its own.

Anki looks for `{{…}}` and `::` (fields and clozes), `[sound:…]`, `[latex]`, `[anki:…]` and `[[type:…]]` in the source
of a field, before the browser decodes entities: an entity hides them all. MathJax reads the page after that; it is kept
off by the class `IGNORED_BY_MATHJAX` around all that a card shows.
"""

import html
import re
from collections.abc import Collection, Iterable, Sequence

from quizgen.model import Blank, Cloze
from quizgen.richtext import RichText, Run

IGNORED_BY_MATHJAX = "tex2jax_ignore mathjax_ignore"
"""Classes of elements in which MathJax finds no formulas; the first is version 3's name, the second version 4's."""

# The last two cannot come from a bank file, but would cut a note's fields or its row short.
_SYNTAX = str.maketrans(
    {"{": "&#123;", "}": "&#125;", "[": "&#91;", "]": "&#93;", "\\": "&#92;", "\x1f": "\ufffd", "\0": "\ufffd"}
)
_SPECIAL = re.compile(r"[&<>{}\[\]\\\x1f\0]|::")
_COLON = "&#58;"
_COLONS = re.compile("::+")


def text(plain: str) -> str:
    """Plain text as HTML. Quotes stay as they are, so that a learner can search for `don't`."""
    if not _SPECIAL.search(plain):  # most text; the rest of this is slow
        return plain
    hidden = html.escape(plain, quote=False).translate(_SYNTAX)
    return _COLONS.sub(lambda found: _COLON * len(found[0]), hidden)


def attribute(plain: str) -> str:
    """Plain text as the value of an attribute in double quotes."""
    return text(plain).replace('"', "&quot;")


def rich(content: RichText) -> str:
    """Text with its emphasis, as HTML."""
    return "".join(map(_run, content.runs))


def _run(run: Run) -> str:
    shown = text(run.text)
    shown = f"<em>{shown}</em>" if run.emphasis else shown
    return f"<strong>{shown}</strong>" if run.strong else shown


def cloze(response: Cloze) -> str:
    """A text whose blanks Anki understands, and nothing else of it."""
    return "".join(_blank(part) if isinstance(part, Blank) else rich(part) for part in response.parts)


def _blank(blank: Blank) -> str:
    # Here a single colon tells as well: beside the `::` that divides, it would be taken for a part of it.
    answer, hint = (rich(part).replace(":", _COLON) if part else "" for part in (blank.answer, blank.hint))
    return f"{{{{c{blank.number}::{answer}{'::' if hint else ''}{hint}}}}}"


def lines(parts: Sequence[RichText]) -> str:
    """One answer as a paragraph, several as a list."""
    shown = [rich(part) for part in parts]
    return f'<p dir="auto">{shown[0]}</p>' if len(shown) == 1 else items("ul", shown)


def items(tag: str, entries: Iterable[str], right: Collection[int] = ()) -> str:
    """A list, `ol` or `ul`, of entries in HTML, each finding its own direction: right to left for Arabic.

    Those whose places are `right`, from 0, are right answers. Only the back of a card makes that visible.
    """
    marks = dict.fromkeys(right, ' class="right"')
    rows = (f'<li dir="auto"{marks.get(place, "")}>{entry}</li>' for place, entry in enumerate(entries))
    return f"<{tag}>{''.join(rows)}</{tag}>"
