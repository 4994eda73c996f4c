"""What a checker sees of a question: what is asked, the passages, the key, and what changed since the last check."""

from collections.abc import Iterable, Iterator, Mapping
from difflib import SequenceMatcher
from itertools import zip_longest

import click

from quizgen import sources
from quizgen.forms.assembly import arrange
from quizgen.forms.form import Choices, Columns, Scramble, letter
from quizgen.language import phrasing
from quizgen.model import CheckedBank, Citation, Cloze, Item, Matching, MultipleResponse, Numeric, SingleChoice, State
from quizgen.pipeline import Loaded


def heading(item: Item, state: State) -> str:
    """Which question it is, and where it stands."""
    head = click.style(f"{item.id}  ({item.kind}, {item.difficulty}, {item.level})", bold=True)
    return "\n".join((head, *_standing(item, state)))


def _standing(item: Item, state: State) -> Iterator[str]:
    if item.checked is None:
        return
    who = f"{item.checked.by} on {item.checked.at.date()}"
    match state:
        case State.CHANGED:
            yield click.style(f"changed since it was checked by {who}; what changed is shown with the key", fg="yellow")
        case State.DISPUTED:
            yield click.style(f"disputed by {who}; the reason is shown with the key", fg="yellow")
        case State.STALE_SOURCE:
            yield click.style(f"an article that it cites was changed since it was checked by {who}", fg="yellow")
        case State.CHECKED:
            yield click.style(f"checked by {who}", dim=True)
        case State.UNCHECKED:
            return


def question(checked: CheckedBank, item: Item) -> Iterator[str]:
    """What a learner sees before answering, shuffled as on a card, lettered as on paper."""
    if source := phrasing.source_of(checked, item):
        yield click.style(source, dim=True)
    if isinstance(item.response, Cloze):
        yield phrasing.cloze_text(item.response, filled=False).plain
        yield from (f"  hint: {blank.hint.plain}" for blank in item.response.blanks if blank.hint)
    else:
        yield item.stem.plain
    yield click.style(phrasing.instruction(item.response), italic=True)
    match arrange(item, item.id):
        case Choices(options=options):
            yield from (f"  {letter(place)}  {option.text.plain}" for place, option in enumerate(options))
        case Columns(left=lefts, right=rights):
            yield from (f"  {place}  {entry.plain}" for place, entry in enumerate(lefts, 1))
            yield ""
            yield from (f"  {letter(place)}  {entry.plain}" for place, entry in enumerate(rights))
        case Scramble(items=entries):
            yield from (f"  –  {entry.plain}" for entry in entries)
        case None:
            pass


def passages(loaded: Loaded, checked: CheckedBank, item: Item) -> Iterator[str]:
    """Each quotation, where it stands, and its paragraph where the article is at hand; an empty line behind each."""
    for citation in item.citations:
        yield f"  {phrasing.quotation(citation)}"
        yield click.style(f"  {phrasing.reference(checked, citation).plain}", dim=True)
        paragraph = _paragraph(loaded, checked, citation)
        if paragraph:
            before, quote, behind = paragraph.partition(citation.quote)
            yield f"  … {click.style(before, dim=True)}{quote}{click.style(behind, dim=True)}"
        yield ""


def _paragraph(loaded: Loaded, checked: CheckedBank, citation: Citation) -> str:
    article = checked.article(citation)
    text = loaded.texts.get(article.id)
    paragraphs = sources.paragraphs(text, article.skip, wrapped=article.wrapped) if text else ()
    return paragraphs[checked.places[citation].paragraph - 1] if paragraphs else ""


def key(item: Item) -> Iterator[str]:
    """What a learner sees afterwards, with the letters under which `question` showed it."""
    yield click.style("key", bold=True)
    yield from (f"  {line}" for line in _answers(item))
    if item.reverse:
        yield f"second card\n  {item.reverse.plain}"
    yield f"why\n  {item.why.plain}"
    arranged = arrange(item, item.id)
    if isinstance(arranged, Choices):
        for place, option in enumerate(arranged.options):
            if option.why:
                yield f"  not {letter(place)} {phrasing.quoted(option.text.plain)}: {option.why.plain}"


def _answers(item: Item) -> Iterator[str]:
    match arrange(item, item.id):
        case Choices(options=options, keys=keys):
            yield from (f"{letter(place)}  {options[place].text.plain}" for place in keys)
        case Columns(left=lefts, right=rights, partners=partners):
            for number, (left, place) in enumerate(zip(lefts, partners, strict=True), 1):
                yield f"{number}-{letter(place)}  {left.plain} → {rights[place].plain}"
        case _:
            yield from (line.plain for line in phrasing.answer(item.response))


def changes(old: Item, new: Item) -> Iterator[str]:
    """What differs between two versions of a question, the old words above the new ones."""
    before, after = _parts(old), _parts(new)
    differing = [name for name in {**before, **after} if before.get(name) != after.get(name)]
    for name in differing:
        yield f"  {name}"
        yield from _compared(before.get(name, ()), after.get(name, ()))
    if not differing:
        yield "  no word; only how it is asked or set: emphasis, numbers of blanks, `typed`, `prefix` or `suffix`"


def _parts(item: Item) -> Mapping[str, tuple[str, ...]]:
    """All that a check is of, in words, by its name in the bank; white space counts for nothing."""
    parts: dict[str, Iterable[str]] = {
        "kind": [item.kind],
        "stem": [item.stem.plain],
        **_asked(item),
        "key": [line.plain for line in phrasing.answer(item.response)],
        "reverse": filter(None, [item.reverse.plain]),
        "why": [item.why.plain],
        "cite": [": ".join(filter(None, (one.article, one.voice, one.quote))) for one in item.citations],
        "source": ["hidden"] if item.source_hidden else [],
        "retired": filter(None, [item.retired]),
    }
    return {name: tuple(" ".join(text.split()) for text in texts) for name, texts in parts.items()}


def _asked(item: Item) -> dict[str, Iterable[str]]:
    """What else a learner sees of some kinds."""
    match item.response:
        case SingleChoice(options=options, fixed=fixed) | MultipleResponse(options=options, fixed=fixed):
            told = [f"{one.text.plain}{' (stays in its place)' if one.pinned else ''}" for one in options]
            whys = [one.why.plain for one in options if one.why]
            return {"options": told, "why not": whys, "order": ["fixed" if fixed else "shuffled"]}
        case Cloze() as cloze:
            return {"text": [phrasing.cloze_text(cloze, filled=False, hinted=True).plain]}
        case Matching(extra=extra):
            return {"extra": [entry.plain for entry in extra]}
        case Numeric(answer=answer):
            return {"answer": [answer]}
        case _:
            return {}


def _compared(before: tuple[str, ...], after: tuple[str, ...]) -> Iterator[str]:
    """The lines that are gone beside those that are new, line by line."""
    gone, new = [one for one in before if one not in after], [one for one in after if one not in before]
    if not gone and not new:  # the same lines in another order
        gone, new = list(before), list(after)
    for old_line, new_line in zip_longest(gone, new, fillvalue=""):
        old_words, new_words = old_line.split(), new_line.split()
        blocks = SequenceMatcher(None, old_words, new_words, autojunk=False).get_matching_blocks()
        yield from _marked("-", "red", old_words, [(block.a, block.size) for block in blocks])
        yield from _marked("+", "green", new_words, [(block.b, block.size) for block in blocks])


def _marked(sign: str, colour: str, words: list[str], same: list[tuple[int, int]]) -> Iterator[str]:
    """A line with those words underlined that are not the same in the other version; none if there are no words."""
    kept = {place for start, size in same for place in range(start, start + size)}
    shown = (
        word if place in kept else click.style(word, fg=colour, underline=True) for place, word in enumerate(words)
    )
    if words:
        yield f"    {click.style(sign, fg=colour)}  {' '.join(shown)}"
