"""What stands in the fields of a note: a question as HTML that is readable without any script.

The field Data is for scripts: words, each with the numbers that follow it, places counted from 0 in the order in which
Options shows the entries. `right`: where the right options stand, `fixed` if their order is part of the question, else
`pinned`: where options stand that keep their places; `partners`: for each left-hand entry, where its right-hand one
stands; `places`: for each entry, its place in the right order; `tolerance`: how far off a typed number may be. No
quotation mark and no brace: whatever an editor does to it, it can be read.
"""

from collections.abc import Mapping, Sequence
from typing import assert_never
from urllib.parse import quote, urlsplit

from quizgen.forms import assembly
from quizgen.forms.form import Arrangement, Choices, Columns, Scramble
from quizgen.forms.plans import Deck
from quizgen.language import phrasing
from quizgen.model import (
    CheckedBank,
    Citation,
    Cloze,
    Item,
    Option,
    State,
    TrueFalse,
)
from quizgen.outputs.anki import markup, typed
from quizgen.richtext import literal

_TRUE, _FALSE = (Option(text=literal(verdict)) for verdict in (phrasing.TRUE, phrasing.FALSE))


def of(checked: CheckedBank, deck: Deck, item: Item) -> Mapping[str, str]:
    """The fields of a question's note by name, in HTML, without the empty ones."""
    own = _cloze(item.response, deck) if isinstance(item.response, Cloze) else _offered(checked, deck, item)
    return {name: value for name, value in {**_common(checked, item), **own}.items() if value}


def _common(checked: CheckedBank, item: Item) -> dict[str, str]:
    state = checked.states[item.id]
    return {
        "Id": markup.attribute(item.id),
        "Bank": markup.attribute(checked.bank.id),
        "Language": markup.attribute(checked.bank.language),
        "Source line": markup.text(phrasing.source_of(checked, item)),
        "Kind": item.kind,
        "What to do": phrasing.on_card(item.response),
        "Why": markup.rich(item.why),
        "Passages": _passages(checked, item.citations),
        "Draft": "" if state is State.CHECKED else f"{phrasing.DRAFT} ({state})",
        "Retired": markup.text(item.retired),
    }


def _cloze(response: Cloze, deck: Deck) -> dict[str, str]:
    # Anki compares with the blank itself; here the field only says that it shall.
    return {"Question": markup.cloze(response), "Typed answer": "yes" if deck.typed else ""}


def _offered(checked: CheckedBank, deck: Deck, item: Item) -> dict[str, str]:
    shown = _arrangement(checked, item)
    return {
        "Question": markup.rich(item.stem),
        "Options": _options(shown),
        "Answer": markup.lines(phrasing.answer(item.response)),
        "Why not the others": _option_whys(shown),
        "Data": _data(shown),
        **typed.fields(item, deck),
        **(_reverse(item) if deck.reversed and item.reverse else {}),
    }


def _reverse(item: Item) -> dict[str, str]:
    return {"Reverse question": markup.rich(item.reverse), "Reverse answer": markup.rich(item.stem)}


def _arrangement(checked: CheckedBank, item: Item) -> Arrangement:
    """What a card offers, shuffled as always: a rebuilt card has its options where they were."""
    if isinstance(item.response, TrueFalse):
        return Choices(options=(_TRUE, _FALSE), keys=(0 if item.response.key else 1,), fixed=True)
    return assembly.arrange(item, checked.bank.id)


def _options(shown: Arrangement) -> str:
    match shown:
        case Choices(options=options, keys=keys):
            return markup.items("ol", [markup.rich(option.text) for option in options], right=keys)
        case Columns(left=left, right=right):
            return "".join(markup.items("ol", [markup.rich(entry) for entry in side]) for side in (left, right))
        case Scramble(items=entries):
            return markup.items("ul", [markup.rich(entry) for entry in entries])
        case None:
            return ""
        case _ as unreachable:
            assert_never(unreachable)


def _option_whys(shown: Arrangement) -> str:
    options = shown.options if isinstance(shown, Choices) else ()
    whys = [f"<b>{markup.rich(option.text)}</b> {markup.rich(option.why)}" for option in options if option.why]
    return markup.items("ul", whys) if whys else ""


def _data(shown: Arrangement) -> str:
    match shown:
        case Choices(keys=keys, fixed=True):
            return f"{_told('right', keys)} fixed"
        case Choices(options=options, keys=keys):
            pinned = [place for place, option in enumerate(options) if option.pinned]
            return " ".join([_told("right", keys), *([_told("pinned", pinned)] if pinned else [])])
        case Columns(partners=partners):
            return _told("partners", partners)
        case Scramble(places=places):
            return _told("places", [place - 1 for place in places])
        case None:
            return ""
        case _ as unreachable:
            assert_never(unreachable)


def _told(word: str, numbers: Sequence[int]) -> str:
    return " ".join([word, *map(str, numbers)])


def _passages(checked: CheckedBank, citations: Sequence[Citation]) -> str:
    """Each quotation with its reference; so many that they would bury the rest are folded, to be opened by a tap."""
    shown = "".join(_passage(checked, citation) for citation in citations)
    if len(citations) < _MANY:
        return shown
    return f"<details><summary>{len(citations)} passages</summary>{shown}</details>"


_MANY = 3


def _passage(checked: CheckedBank, citation: Citation) -> str:
    quotation = markup.text(phrasing.quotation(citation))
    reference = markup.rich(phrasing.reference(checked, citation))
    link = _link(checked.article(citation).url)
    return (
        f'<figure><blockquote dir="auto">{quotation}</blockquote>'
        f'<figcaption dir="auto">{reference}{link}</figcaption></figure>'
    )


def _link(url: str) -> str:
    # Only what opens a page: an address such as `javascript:…` would run.
    if not url.startswith(("https://", "http://")):
        return ""
    return f' <a href="{markup.attribute(quote(url, safe=_IN_URLS))}">{markup.text(urlsplit(url).netloc)}</a>'


_IN_URLS = "%/:?#@!$&'()*+,;=~"
"""Signs that stay in an address: of the others, some mean something to Anki, and some are respelled by its editor."""
