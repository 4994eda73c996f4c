"""One HTML page to read a bank on: every question as on a card and as on paper, with what settles it.

The page carries its style in itself, asks for nothing and runs nothing; its own policy would forbid both.
"""

from collections.abc import Iterable, Mapping, Sequence
from importlib import resources

from quizgen.forms.assembly import nothing_selected, ready
from quizgen.forms.plans import Select
from quizgen.language.phrasing import counted
from quizgen.model import CheckedBank, Item
from quizgen.outputs.preview import question
from quizgen.outputs.preview.markup import element, items, text
from quizgen.outputs.product import File, Product
from quizgen.span import START

POLICY = "default-src 'none'; style-src 'unsafe-inline'"
"""All that a browser may do for this page is to use the style in it."""


def make(checked: CheckedBank, select: Select, *, drafts: bool = False) -> Product:
    """The page of the questions that are ready; with `drafts`, of those too that nobody has checked."""
    chosen = [item for item in ready(checked, drafts=drafts) if item in select]
    if not chosen:
        return Product(of_plan=(nothing_selected("the preview", START),))
    return Product(files={"": File(data=write(checked, chosen), questions=len(chosen))})


def write(checked: CheckedBank, chosen: Sequence[Item]) -> bytes:
    """The page, in UTF-8."""
    bank = checked.bank
    head = (
        '<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n'
        f"<title>{text(bank.title)} · preview</title>\n"
        f"<style>\n{_style()}</style>\n"
    )
    page = f"{element('head', head)}\n{element('body', dump(checked, chosen))}\n"
    return f"<!doctype html>\n{element('html', page, lang=bank.language)}\n".encode()


def dump(checked: CheckedBank, chosen: Sequence[Item]) -> str:
    """What the page shows: contents, then the questions by the article that each cites first."""
    numbered = _by_article(checked, chosen)
    title = element("h1", text(checked.bank.title), dir="auto")
    told = element("p", f"{counted(len(chosen), 'question')}, each as a card and as a paper item.", "quiet")
    header = element("header", f"{title}\n{told}\n{_contents(checked, numbered)}\n")
    sections = [_section(checked, id, group) for id, group in numbered.items()]
    return "\n".join((header, element("main", "\n".join(sections)), ""))


_Numbered = tuple[int, Item]


def _by_article(checked: CheckedBank, chosen: Iterable[Item]) -> Mapping[str, list[_Numbered]]:
    """Questions by the article's id, numbered as they stand on the page: articles in the order of the bank."""
    places = {article.id: place for place, article in enumerate(checked.bank.articles)}
    groups: dict[str, list[_Numbered]] = {}
    for number, item in enumerate(sorted(chosen, key=lambda item: places[_first(item)]), 1):
        groups.setdefault(_first(item), []).append((number, item))
    return groups


def _first(item: Item) -> str:
    return item.citations[0].article


def _contents(checked: CheckedBank, groups: Mapping[str, list[_Numbered]]) -> str:
    return element("nav", "\n".join(_chapter(checked, *each) for each in groups.items()), aria_label="Contents")


def _chapter(checked: CheckedBank, id: str, group: Sequence[_Numbered]) -> str:
    """An article in the contents: its name and count, and folded below them a link to each question."""
    links = (element("a", text(item.id), href=f"#{question.anchor(item)}") for _, item in group)
    return element("details", f"{_summary(checked, id, group)}{items('ul', links)}")


def _section(checked: CheckedBank, id: str, group: Sequence[_Numbered]) -> str:
    shown = "\n".join(question.shown(checked, number, item) for number, item in group)
    return element("details", f"{_summary(checked, id, group, 'h2')}\n{shown}\n", "chapter", open="")


def _summary(checked: CheckedBank, id: str, group: Sequence[_Numbered], tag: str = "span") -> str:
    article = checked.bank.article(id)
    name = element(tag, text(article.label or article.title) if article else text(id), dir="auto")
    return element("summary", f"{name} {element('span', counted(len(group), 'question'), 'quiet')}")


def _style() -> str:
    return (resources.files(__package__) / "style.css").read_text(encoding="utf-8")
