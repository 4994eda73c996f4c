"""What quizgen itself says about a question, in the same words on card, paper and screen."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import assert_never

from quizgen.model import (
    OPINION,
    Article,
    Blank,
    CheckedBank,
    Citation,
    Cloze,
    Item,
    Matching,
    MultipleResponse,
    Numeric,
    Open,
    Ordering,
    Response,
    ShortAnswer,
    SingleChoice,
    TrueFalse,
)
from quizgen.richtext import (
    RichText,
    Run,
    join,
    literal,
)

TRUE = "True"
FALSE = "False"
DRAFT = "DRAFT"
"""Stands on every page and card that holds a question nobody has checked as it is."""

WORD_BANK = "Fill in each blank with an entry from the list."

GAP = literal("_____")
"""A blank of a cloze, of one width whatever its answer."""


def dated(day: date | None) -> str:
    """Of what day the bank was that something was made from; empty if none of it was ever checked."""
    return f"Bank {day}" if day else ""


def coded(code: str) -> str:
    """What a paper and its key have in common, and no other paper."""
    return f"Form {code}"


def instruction(response: Response) -> str:
    """What the learner is to do."""
    match response:
        case SingleChoice():
            return "Choose one."
        case MultipleResponse():
            return "Choose all that apply."
        case TrueFalse():
            return "True or false?"
        case ShortAnswer():
            return "Answer in a few words."
        case Numeric():
            return "Answer with a number."
        case Cloze():
            return "Fill in each blank."
        case Matching():
            return "Match each entry with the one that belongs to it. Some may be left over."
        case Ordering():
            return "Put the entries in order."
        case Open():
            return "Answer in a few sentences."
        case _ as unreachable:
            assert_never(unreachable)


def on_card(response: Response) -> str:
    """What the learner is to do with a card, which asks for the blanks of one number."""
    if isinstance(response, Cloze):
        numbers = [blank.number for blank in response.blanks]
        return instruction(response) if len(set(numbers)) < len(numbers) else "Fill in the blank."
    return instruction(response)


def on_paper(response: Response) -> str:
    """What the learner is to do with a pen."""
    match response:
        case SingleChoice():
            return "Choose one: circle its letter."
        case MultipleResponse():
            return "Choose all that apply: mark each."
        case TrueFalse():
            return "True or false? Circle one."
        case Matching():
            return "Write one letter on each line. Some letters may be left over."
        case Ordering():
            return "Number the boxes: 1 for what comes first."
        case ShortAnswer() | Numeric() | Cloze() | Open():
            return instruction(response)
        case _ as unreachable:
            assert_never(unreachable)


def answer(response: Response) -> tuple[RichText, ...]:
    """The right answer in words, in as many lines as it has parts; letters and numbers are a form's matter."""
    match response:
        case SingleChoice(key=key):
            return (key.text,)
        case MultipleResponse(key=keys):
            return tuple(option.text for option in keys)
        case TrueFalse(key=key, correction=correction):
            verdict = literal(TRUE if key else FALSE)
            return (verdict,) if correction is None else (join(verdict, literal(". "), correction),)
        case ShortAnswer(answer=text, accept=accept):
            return (text, *([join(literal("also: "), *_listed(accept))] if accept else []))
        case Numeric():
            return (literal(number(response)),)
        case Cloze(blanks=blanks):
            return tuple(blank.answer for blank in blanks)
        case Matching(pairs=pairs):
            return tuple(join(pair.left, literal(" → "), pair.right) for pair in pairs)
        case Ordering(items=items):
            return tuple(join(literal(f"{place}. "), item) for place, item in enumerate(items, 1))
        case Open(points=points):
            return points
        case _ as unreachable:
            assert_never(unreachable)


def _listed(texts: tuple[RichText, ...]) -> tuple[RichText, ...]:
    """Texts with semicolons between them."""
    return tuple(part for text in texts for part in (literal("; "), text))[1:]


def number(response: Numeric) -> str:
    """A number with its unit and how far off counts, as `86.8 %` or `1250 people (± 50)`."""
    shown = f"{response.answer} {response.unit}".strip()
    return f"{shown} (± {response.tolerance})" if response.tolerance else shown


def cloze_text(response: Cloze, *, filled: bool, hinted: bool = False) -> RichText:
    """A cloze as one line of text, its blanks filled with their answers, or open, with their hints or without."""

    def shown(blank: Blank) -> RichText:
        if filled:
            return blank.answer
        return join(GAP, literal(" ("), blank.hint, literal(")")) if hinted and blank.hint else GAP

    return join(*(part if isinstance(part, RichText) else shown(part) for part in response.parts))


END = "End of the questions"
LEFT_BLANK = "This page is left blank."
BRACKETS = "What stands in [brackets] is added here: the article itself does not print it."


def brackets(texts: Iterable[str]) -> str:
    """What square brackets mean, if one stands in what is shown."""
    return BRACKETS if any("[" in text for text in texts) else ""


def counted(number: int, noun: str) -> str:
    """`1 point`, `2 points`."""
    return f"{number} {noun}{'' if number == 1 else 's'}"


def quotation(citation: Citation) -> str:
    """The words of the article in quotation marks."""
    return quoted(citation.quote)


def quotations(citations: Sequence[Citation]) -> str:
    """The words of several places, what stands between them left out."""
    return " … ".join(map(quotation, citations))


def together(checked: CheckedBank, citations: Sequence[Citation]) -> tuple[tuple[Citation, ...], ...]:
    """Citations of one voice in one paragraph, which have one reference, side by side."""
    groups: dict[tuple[str, str, int], list[Citation]] = {}
    for one in citations:
        groups.setdefault((one.article, one.voice, checked.places[one].paragraph), []).append(one)
    return tuple(map(tuple, groups.values()))


def quoted(text: str) -> str:
    """Words in quotation marks. Marks among them become single ones, as usual in print; marks around all stay."""
    if text.startswith("“") and text.endswith("”") and text.count("“") == 1:
        return text
    return f"“{text.translate(_INNER_MARKS)}”"


_INNER_MARKS = str.maketrans("“”", "‘’")


def source_of(checked: CheckedBank, item: Item) -> str:
    """The line above a question; empty where it is hidden."""
    cited = {citation.article: checked.article(citation) for citation in item.citations}
    return "" if item.source_hidden else source_line(tuple(cited.values()))


def source_line(articles: Sequence[Article]) -> str:
    """What a question is about, as far as it is known: `Local elections · [Kyiv Post], [March 2025]`.

    Of several articles the names alone, in the order of the alphabet: whichever is cited first, it is one line.
    """
    names = "; ".join(sorted(map(called, articles), key=str.casefold))
    known = published(articles[0]) if len(articles) == 1 else ""
    return f"{names} · {known}" if known else names


def called(article: Article) -> str:
    """An article's short name; its title if it has none."""
    return article.label or article.title


def published(article: Article) -> str:
    """By whom and when an article was published, as far as it is known."""
    return ", ".join(part for part in (article.publisher, article.issued) if part)


def reference(checked: CheckedBank, citation: Citation) -> RichText:
    """Where a quotation stands and whose claim it is: voice, *title*, publisher, date, paragraph.

    Nothing is printed that is not known.
    """
    return _reference(checked, citation, f"paragraph\N{NO-BREAK SPACE}{checked.places[citation].paragraph}")


def references(checked: CheckedBank, citations: Sequence[Citation]) -> tuple[RichText, ...]:
    """The same where no quotation stands between them: one for each voice in each article, with all its paragraphs."""
    paragraphs: dict[tuple[str, str], set[int]] = {}
    for citation in citations:
        paragraphs.setdefault((citation.article, citation.voice), set()).add(checked.places[citation].paragraph)
    first = {(citation.article, citation.voice): citation for citation in reversed(citations)}
    return tuple(_reference(checked, first[key], _paragraphs(sorted(numbers))) for key, numbers in paragraphs.items())


def _paragraphs(numbers: Sequence[int]) -> str:
    """`paragraph 3`; `paragraphs 3, 7, 8`."""
    noun = "paragraph" if len(numbers) == 1 else "paragraphs"
    return f"{noun}\N{NO-BREAK SPACE}{', '.join(map(str, numbers))}"


def _reference(checked: CheckedBank, citation: Citation, place: str) -> RichText:
    article = checked.article(citation)
    rest = (article.author, article.publisher, article.issued, place)
    tail = ", ".join(part for part in rest if part)
    title = RichText(article.title, (Run(article.title, emphasis=True),))
    return join(literal(voice(citation)), title, literal(f", {tail}"))


def lines(first: int, last: int) -> str:
    """Where in a handout something stands."""
    return f"line\N{NO-BREAK SPACE}{first}" if first == last else f"lines\N{NO-BREAK SPACE}{first}–{last}"


def voice(citation: Citation) -> str:
    """Whose claim it is, ready to stand before the title; empty where the article plainly reports."""
    if not citation.voice:
        return ""
    return "the article’s own view, " if citation.voice == OPINION else f"{citation.voice}, in "


MAX_DIGITS = 12
"""Behind the point of a percentage: more than any article has words."""


def percents(share: float, bound: Decimal) -> tuple[str, str]:
    """A share and the bound that it is held against, in as many digits as show both the bound and which is more."""
    for digits in range(MAX_DIGITS):
        shown, limit = f"{share:.{digits}%}", f"{bound:.{digits}%}"
        if shown != limit and Decimal(limit[:-1]) / 100 == bound:
            return shown, limit
    return f"{share}", f"{bound}"
