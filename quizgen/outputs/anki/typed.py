"""What a typed answer is compared with: by Anki sign by sign, and by `typed.js` as a person would."""

from quizgen.forms.plans import Deck
from quizgen.model import Item, Numeric, ShortAnswer
from quizgen.outputs.anki import markup
from quizgen.richtext import RichText, literal
from quizgen.sources import folding

_TYPED_AS_THEY_ARE = "\u200c\u200d"
"""Joiners: keyboards have them where a script needs them."""


def fields(item: Item, deck: Deck) -> dict[str, str]:
    """The fields of a question that is typed, by name; none for another, nor for a cloze, whose blanks Anki takes."""
    match item.response:
        case ShortAnswer(answer=answer, accept=accept, typed=typed) if typed or deck.typed:
            return _compared(answer, *accept)
        case Numeric(answer=number, unit=unit, tolerance=tolerance) if deck.typed:
            wordings = [literal(number), *([literal(f"{number} {unit}")] if unit else [])]
            return {**_compared(*wordings), "Data": f"tolerance {tolerance:f}"}
        case _:
            return {}


def _compared(answer: RichText, *others: RichText) -> dict[str, str]:
    also = markup.items("ul", map(markup.rich, others)) if others else ""
    return {"Typed answer": markup.text(keyboard(answer.plain)), "Also right": also}


def keyboard(text: str) -> str:
    """A text as it is typed: straight marks, hyphens for dashes and minus signs, single ordinary spaces."""
    return " ".join("".join(map(_key, text)).split())


def _key(sign: str) -> str:
    return sign if sign.isascii() or sign in _TYPED_AS_THEY_ARE else folding.plain(sign)
