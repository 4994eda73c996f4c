"""Text → HTML that shows it literally."""

import html
from collections.abc import Iterable

from quizgen.richtext import RichText, Run


def text(plain: str) -> str:
    """Plain text as HTML, within an element or an attribute."""
    return html.escape(plain)


def rich(content: RichText) -> str:
    """Text with its emphasis, as HTML."""
    return "".join(map(_run, content.runs))


def _run(run: Run) -> str:
    shown = text(run.text)
    shown = f"<em>{shown}</em>" if run.emphasis else shown
    return f"<strong>{shown}</strong>" if run.strong else shown


def element(tag: str, content: str, kind: str = "", **attributes: str) -> str:
    """An element around HTML. `kind` is its class; `aria_label` is written `aria-label`."""
    named = {"class": kind, **attributes} if kind else attributes
    told = "".join(f' {name.replace("_", "-")}="{text(value)}"' for name, value in named.items())
    return f"<{tag}{told}>{content}</{tag}>"


def paragraph(content: str, kind: str = "") -> str:
    """A paragraph that finds its own direction: right to left for Arabic."""
    return element("p", content, kind, dir="auto") + "\n"


def items(tag: str, entries: Iterable[str], kind: str = "") -> str:
    """A list, `ol` or `ul`, of entries in HTML, each finding its own direction."""
    rows = (element("li", entry, dir="auto") + "\n" for entry in entries)
    return element(tag, f"\n{''.join(rows)}", kind) + "\n"
