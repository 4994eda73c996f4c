"""From a plan to a printed product: chooses and arranges the questions, and prints, or says what stands in the way."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from quizgen import sources
from quizgen.forms.assembly import assemble, kept_apart, nothing_selected, ready
from quizgen.forms.form import Form
from quizgen.forms.plans import Blueprint, CardPlan
from quizgen.model import CheckedBank
from quizgen.outputs.paper import characters
from quizgen.outputs.paper.handout import Reading, readings
from quizgen.outputs.paper.press import NO_LINES, Press, citations_of
from quizgen.outputs.paper.style import PRESETS
from quizgen.outputs.product import File, Product
from quizgen.span import START

if TYPE_CHECKING:
    from quizgen.outputs.paper.fonts import EmbeddedFace


@dataclass(frozen=True, slots=True, kw_only=True)
class Printing:
    """How papers are to be printed, whatever their plan says."""

    preset: str | None = None
    """In place of the plan's; like the next two, None for that."""
    page: str | None = None
    handout: str | None = None
    face: "EmbeddedFace | None" = None
    """None for our own."""
    separate: bool = False
    """A file for each version."""
    texts: Mapping[str, str] | None = None
    """Whole articles by id, for a handout; None if they are not at hand."""
    replace_missing: bool = False
    """Print a sign in place of characters that the font lacks."""
    source: str = ""
    """The text of the bank's file, so that a character in it can be pointed at."""
    drafts: bool = False
    """Take questions too that nobody has checked."""


def make_quiz(checked: CheckedBank, blueprint: Blueprint, how: Printing) -> Product:
    """A quiz and its key: in one file each, or in one for each version; and the handout, which all versions share."""
    items = ready(checked, drafts=how.drafts)
    versions, problems = assemble(checked, items, blueprint)
    if problems:
        return Product(of_plan=problems)
    press = Press(how.page or blueprint.page, PRESETS[how.preset or blueprint.preset], how.face)
    read, missing = _readings(checked, versions, how.handout or blueprint.handout, how.texts)
    asked = [question.item for question in versions[0].questions]
    lacking = (*press.unprintable(checked.bank, asked, how.source), *press.unreadable(read))
    titled = press.unprintable_title(blueprint)
    apart = tuple(f"{id} (beside {_some(others)})" for id, others in kept_apart(items, blueprint, versions[0]).items())
    told = Product(left_out={_GIVEAWAY: apart} if apart else {}, missing=missing, replaced=(*titled, *lacking))
    if (lacking or titled) and not how.replace_missing:
        return replace(told, of_bank=lacking, stops=tuple(f"{one.message}; {one.help}" for one in titled))
    return _finished(press, how, replace(told, files=_quiz_files(press, checked, versions, read, how.separate)))


_GIVEAWAY = "would give another question away"


def _some(ids: Sequence[str], most: int = 3) -> str:
    """The first of some ids, and how many more there are."""
    more = f" and {len(ids) - most} more" if len(ids) > most else ""
    return f"{', '.join(ids[:most])}{more}"


def make_cards(checked: CheckedBank, plan: CardPlan, how: Printing) -> Product:
    """Cards to cut out, in one file; none of questions that are no longer asked."""
    chosen = [item for item in ready(checked, drafts=how.drafts) if item in plan.select and not item.retired]
    if not chosen:
        return Product(of_plan=(nothing_selected("flashcards", START),))
    press = Press(how.page or plan.page, PRESETS[how.preset or "normal"], how.face)
    lacking = press.unprintable(checked.bank, chosen, how.source)
    if lacking and not how.replace_missing:
        return Product(of_bank=lacking)
    data, full = press.cards(checked, chosen, plan)
    files = {"": File(data=data, questions=len(chosen) - len(full))} if data else {}
    left_out = {"too long for a card": full} if full else {}
    return _finished(press, how, Product(files=files, left_out=left_out, replaced=lacking))


def make_calibration(plan: CardPlan, how: Printing) -> Product:
    """A sheet by which a printer's offset is found."""
    press = Press(plan.page, face=how.face)
    return _finished(press, how, Product(files={"": File(data=press.calibration(plan))}))


def _readings(
    checked: CheckedBank, versions: Sequence[Form], how: str, texts: Mapping[str, str] | None
) -> tuple[tuple[Reading, ...], tuple[str, ...]]:
    """What is handed out to read, and what is to be said if its text is not at hand."""
    if not how:
        return (), ()
    if texts is None:
        return (), ("no handout is made: the articles are not at hand; say where with --articles DIR",)
    parted = {
        article.id: sources.paragraphs(texts[article.id], article.skip, wrapped=article.wrapped)
        for article in checked.bank.articles
        if article.id in texts
    }
    return readings(checked, citations_of(versions), parted, whole=how == "whole"), ()


def _quiz_files(
    press: Press, checked: CheckedBank, versions: Sequence[Form], read: Sequence[Reading], separate: bool
) -> Mapping[str, File]:
    asked = len(versions[0].questions)
    files: dict[str, File] = {}
    lines = NO_LINES
    if read:
        data, lines = press.handout(checked, versions, read)
        files["-handout"] = File(data=data, questions=asked)
    parts = {f"-{form.version}": (form,) for form in versions} if separate else {"": versions}
    for name, inside in parts.items():
        files[name] = File(data=press.quiz(checked, inside), questions=asked, versions=len(inside))
        files[f"{name}-key"] = File(data=press.key(checked, inside, lines), questions=asked, versions=len(inside))
    return files


def _finished(press: Press, how: Printing, product: Product) -> Product:
    """Stopped if the face lacked a letter of what is not the bank's: a deck file's words, or our own."""
    lacked = ", ".join(f"`{sign}` ({characters.point(sign)})" for sign in sorted(press.replaced))
    if not lacked or how.replace_missing:
        return product
    told = "which instructions or the paper itself need; take another --font, or --replace-missing"
    return replace(product, files={}, stops=(f"the font has no letter for {lacked}, {told}",))
