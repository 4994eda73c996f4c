"""Text → HTML that shows it literally, in the very spelling in which Anki's editor would write it back.

A field that its editor spells otherwise changes when a learner but looks at it; Anki then takes the note for one that
the learner has edited, and corrects it no more. So text has no entity but `&amp;`, `&lt;`, `&gt;` and `&nbsp;`, as a
browser writes what is on a page. What Anki itself would act on is parted by `<wbr>`, which shows nothing, which the
editor leaves alone, and which Anki does not see through: `{{…}}` and `::` (fields and clozes), `[sound:…]`, `[latex]`,
`[anki:…]`, `[[type:…]]`, `\\(…\\)`. MathJax reads the finished page; it is kept off by the class `IGNORED_BY_MATHJAX`
around all that a card shows, too.
"""

import re
from collections.abc import Collection, Iterable, Sequence

from quizgen.model import Blank, Cloze
from quizgen.richtext import RichText, Run

IGNORED_BY_MATHJAX = "tex2jax_ignore mathjax_ignore"
"""Classes of elements in which MathJax finds no formulas; the first is version 3's name, the second version 4's."""

_ENTITIES = str.maketrans(
    # The last two cannot come from a bank file, but would cut a note's fields or its row short.
    {"&": "&amp;", "<": "&lt;", ">": "&gt;", "\u00a0": "&nbsp;", "\x1f": "\ufffd", "\0": "\ufffd"}
)
_SPECIAL = re.compile(r"[&<>{}\[\]\\\u00a0\x1f\0]|::")
_ACTIVE = re.compile(r"([{}:])(?=\1)|\[(?=sound:|anki:|/anki:|/?latex\]|/?\${1,2}\]|\[type:)|\\(?=[()\[\]])", re.I)
_PART = "<wbr>"


def text(plain: str) -> str:
    """Plain text as HTML. Quotes stay as they are, so that a learner can search for `don't`."""
    if not _SPECIAL.search(plain):  # most text; the rest of this is slow
        return plain
    return _ACTIVE.sub(rf"\g<0>{_PART}", plain.translate(_ENTITIES))


def attribute(plain: str) -> str:
    """Plain text as the value of an attribute in double quotes; the values that we write hold no `<` and no `>`."""
    return plain.translate(_ENTITIES).replace('"', "&quot;")


def rich(content: RichText) -> str:
    """Text with its emphasis, as HTML."""
    return "".join(map(_run, content.runs))


def _run(run: Run) -> str:
    shown = text(run.text)
    shown = f"<em>{shown}</em>" if run.emphasis else shown
    return f"<strong>{shown}</strong>" if run.strong else shown


def cloze(response: Cloze) -> str:
    """A text whose blanks Anki understands, and nothing else of it."""
    return "".join(_blank(part) if isinstance(part, Blank) else _between(rich(part)) for part in response.parts)


def _between(shown: str) -> str:
    """Text beside blanks: a brace at its end would be taken for one of theirs."""
    return shown + _PART if shown.endswith("{") else shown


def _blank(blank: Blank) -> str:
    answer = _within(rich(blank.answer))
    hint = f"::{_within(rich(blank.hint))}" if blank.hint else ""
    return f"{{{{c{blank.number}::{answer}{hint}}}}}"


def _within(shown: str) -> str:
    """Part of a blank, whose colons and braces at the edge would be taken for those that divide it and close it."""
    before = _PART if shown.startswith(":") else ""
    return f"{before}{shown}{_PART if shown.endswith((':', '}')) else ''}"


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
