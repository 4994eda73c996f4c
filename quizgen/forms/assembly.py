"""Choosing questions and arranging them: checked bank + blueprint + seed → forms and their answer keys."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import islice

from quizgen.diagnostics import Diagnostic, error
from quizgen.forms.chance import APART, places, rank, shuffled
from quizgen.forms.form import Arrangement, Choices, Columns, Form, Question, Scramble, Section, version_name
from quizgen.forms.giveaways import clashes
from quizgen.forms.plans import Blueprint
from quizgen.language import phrasing
from quizgen.language.quantities import stay
from quizgen.model import (
    KINDS,
    CheckedBank,
    Cloze,
    Item,
    Matching,
    MultipleResponse,
    Numeric,
    Open,
    Option,
    Ordering,
    Response,
    ShortAnswer,
    SingleChoice,
    State,
    TrueFalse,
)
from quizgen.richtext import RichText
from quizgen.span import Span


def ready(checked: CheckedBank, *, drafts: bool = False) -> tuple[Item, ...]:
    """The questions that may reach a learner, retired ones included; with `drafts`, all of them."""
    return tuple(item for item in checked.bank.items if drafts or checked.states[item.id] is State.CHECKED)


def assemble(
    checked: CheckedBank, items: Iterable[Item], blueprint: Blueprint
) -> tuple[tuple[Form, ...], tuple[Diagnostic, ...]]:
    """The forms of a quiz, drawn from `items`, each version with the same questions in its own order.

    No two of the questions give each other away. If there are too few, there is no form but a diagnostic that says so.
    """
    drawn, problems = draw(items, blueprint)
    if problems:
        return (), problems
    names = [version_name(index) for index in range(blueprint.versions)]
    return tuple(_form(checked, drawn, blueprint, name) for name in names), ()


def draw(items: Iterable[Item], blueprint: Blueprint) -> tuple[tuple[Item, ...], tuple[Diagnostic, ...]]:
    """The questions of a quiz, in the order in which chance took them."""
    asked = tuple(items)
    candidates = _candidates(asked, blueprint)
    if not candidates:
        return (), (nothing_selected(f"quiz `{blueprint.id}`", blueprint.span),)
    ranked = sorted(candidates, key=lambda item: rank(str(blueprint.seed), "draw", item.id))
    clashing = clashes([item for item in asked if not item.retired])
    taken: list[Item] = []
    problems = []
    quotas: Mapping[str, int | None] = {**blueprint.mix} or {"": blueprint.count}
    for kind, wanted in quotas.items():
        found = _take((item for item in ranked if kind in ("", item.kind)), wanted, clashing, taken)
        if wanted is not None and found < wanted:
            lost = _lost((item for item in ranked if kind in ("", item.kind)), taken, clashing)
            problems.append(_too_few(blueprint, wanted, found, lost, kind))
    return tuple(taken), tuple(problems)


def kept_apart(items: Iterable[Item], blueprint: Blueprint, form: Form) -> Mapping[str, tuple[str, ...]]:
    """What a quiz without numbers asked for and lost, because it would give another question away, or be given away.

    Of each question that was lost its id, with those of the questions that it cannot stand beside.
    """
    if blueprint.mix or blueprint.count is not None:
        return {}
    asked = tuple(items)
    drawn = [question.item for question in form.questions]
    candidates = _candidates(asked, blueprint)
    if len(drawn) == len(candidates):
        return {}
    return _lost(candidates, drawn, clashes([item for item in asked if not item.retired]))


def _lost(
    candidates: Iterable[Item], drawn: Sequence[Item], clashing: Mapping[str, frozenset[str]]
) -> Mapping[str, tuple[str, ...]]:
    """Of each question that clashes with some that were drawn, the ids of these."""
    beside = {item.id: tuple(one.id for one in drawn if one.id in clashing.get(item.id, ())) for item in candidates}
    return {id: others for id, others in beside.items() if others}


def _candidates(items: Iterable[Item], blueprint: Blueprint) -> list[Item]:
    return [item for item in items if item in blueprint.select and not item.retired]


def points_of(response: Response) -> int:
    """What a full answer is worth: a point for each thing to find, and never a hint of how many are right."""
    match response:
        case Cloze(blanks=blanks):
            return len(blanks)
        case Matching(pairs=pairs):
            return len(pairs)
        case Open(points=points):
            return len(points)
        case MultipleResponse() | Ordering():
            return 2
        case SingleChoice() | TrueFalse() | ShortAnswer() | Numeric():
            return 1


def nothing_selected(product: str, span: Span) -> Diagnostic:
    """Why a deck or quiz is not made: there is no question for it."""
    return error(
        "nothing-selected",
        span,
        f"{product} selects no question that is ready",
        help="widen the selection, check questions with `quizgen review`, or take unchecked ones with `--drafts`",
    )


def _too_few(
    blueprint: Blueprint, wanted: int, found: int, lost: Mapping[str, Sequence[str]], kind: str = ""
) -> Diagnostic:
    of_kind = f" of kind `{kind}`" if kind else ""
    return error(
        "too-few-questions",
        blueprint.span,
        f"quiz `{blueprint.id}` wants {wanted} questions{of_kind}, but {found} can be drawn",
        "questions that are unchecked, or that give another one away, are not drawn",
        *(f"`{id}` does not stand beside `{others[0]}`" for id, others in islice(lost.items(), _SHOWN_LOST)),
        help="ask for fewer, or widen `select`",
    )


_SHOWN_LOST = 5
"""Questions that are named where a quiz finds too few: enough to see why."""


def _take(ranked: Iterable[Item], wanted: int | None, clashing: Mapping[str, frozenset[str]], taken: list[Item]) -> int:
    """Adds to `taken` up to `wanted` questions that clash with none there; how many were found."""
    before = len(taken)
    blocked = {id for item in taken for id in clashing.get(item.id, ())}
    for item in ranked:
        if len(taken) - before == wanted:
            break
        if item.id not in blocked:
            taken.append(item)
            blocked |= clashing.get(item.id, frozenset())
    return len(taken) - before


def _form(checked: CheckedBank, items: Sequence[Item], blueprint: Blueprint, version: str) -> Form:
    sections: list[Section] = []
    number = 1
    for kind in KINDS:
        chosen = [item for item in items if item.kind == kind]
        if chosen:
            section = _section(checked, chosen, blueprint, version, number)
            number += len(chosen)
            sections.append(section)
    draft = any(checked.states[item.id] is not State.CHECKED for item in items)
    return Form(
        title=blueprint.title, version=version, sections=tuple(sections), draft=draft, minutes=blueprint.minutes
    )


def _section(checked: CheckedBank, items: Sequence[Item], blueprint: Blueprint, version: str, first: int) -> Section:
    seed = str(blueprint.seed)
    ordered = _ordered(_by_source(checked, items), seed, version)
    questions = tuple(
        Question(
            number=number,
            item=item,
            points=blueprint.points.get(item.kind, points_of(item.response)),
            arrangement=_arranged(item, f"{seed}{APART}{version}"),
            source=source,
        )
        for number, (source, item) in enumerate(ordered, first)
    )
    kind, words = items[0].kind, _word_bank(items) if blueprint.word_bank else ()
    told = phrasing.WORD_BANK if words else phrasing.on_paper(items[0].response)
    return Section(
        kind=kind,
        instruction=blueprint.instructions.get(kind, told),
        questions=_spread(questions, seed, version),
        words=words,
    )


def _arranged(item: Item, seed: str) -> Arrangement:
    """As `arrange`; but of an order, one with no entry in its place: an exercise that is half solved asks half.

    Not on cards, which would all have to be sent out anew; they shuffle for themselves.
    """
    first = arrange(item, seed)
    again = (arrange(item, f"{seed}{APART}{number}") for number in range(_TRIES)) if _half_solved(first) else ()
    return next((other for other in again if not _half_solved(other)), first)


def _half_solved(arrangement: Arrangement) -> bool:
    return isinstance(arrangement, Scramble) and any(
        place == number for number, place in enumerate(arrangement.places, 1)
    )


_TRIES = 40
"""Shuffles: about one in three leaves no entry in its place, however many there are."""


_Runs = list[tuple[str, list[Item]]]
"""Questions of one source each, under the line that says which."""


def _by_source(checked: CheckedBank, items: Iterable[Item]) -> _Runs:
    runs: dict[str, list[Item]] = defaultdict(list)
    for item in items:
        runs[phrasing.source_of(checked, item)].append(item)
    return list(runs.items())


def _ordered(runs: _Runs, seed: str, version: str) -> list[tuple[str, Item]]:
    """The order of one version; never that of the first, which the neighbour may have."""
    order = _shuffled(runs, seed, version)
    if version != version_name(0) and order == _shuffled(runs, seed, version_name(0)):
        order = _turned(order)
    return [(source, item) for source, run in order for item in run]


def _shuffled(runs: _Runs, seed: str, version: str) -> _Runs:
    """Runs, and the questions in each, as chance has them."""
    within = [(source, sorted(run, key=lambda item: rank(seed, version, item.id))) for source, run in runs]
    return _unnamed_first(sorted(within, key=lambda run: rank(seed, version, "source", run[0])))


def _turned(runs: _Runs) -> _Runs:
    """Another order: the first question of each run last, or where no run has two, the last run first."""
    if all(len(run) == 1 for _, run in runs):
        return _unnamed_first([runs[-1], *runs[:-1]])
    return [(source, [*run[1:], run[0]]) for source, run in runs]


def _unnamed_first(runs: _Runs) -> _Runs:
    """What hides its source stands first: further down it would be taken for a question on the source above."""
    return sorted(runs, key=lambda run: run[0] != "")


def _word_bank(items: Iterable[Item]) -> tuple[RichText, ...]:
    clozes = [item.response for item in items if isinstance(item.response, Cloze)]
    words = {blank.answer.plain: blank.answer for cloze in clozes for blank in cloze.blanks}
    return tuple(words[plain] for plain in sorted(words, key=lambda word: (word.casefold(), word)))


def _spread(questions: Sequence[Question], seed: str, version: str) -> tuple[Question, ...]:
    """Evens out where keys stand: who guesses one letter throughout gets no more than a fair share.

    A key that stands at one of the rarest places stays; any other one changes places with the option at such a place.
    Options in a fixed order and pinned keys count, and stay.
    """
    used: dict[int, Counter[int]] = defaultdict(Counter)
    spread: dict[str, Question] = {}
    ranked = sorted(questions, key=lambda one: rank(seed, version, "spread", one.item.id))
    for question in sorted(ranked, key=lambda one: _is_free(_choices_of(one))):
        choices = _choices_of(question)
        if len(choices.keys) == 1:
            counts = used[len(choices.options)]
            (key,) = choices.keys
            is_free = _is_free(choices)
            place = _rarest(counts, choices, seed + version + question.item.id) if is_free else key
            counts[place] += 1
            spread[question.item.id] = replace(question, arrangement=_exchanged(choices, key, place))
    return tuple(spread.get(question.item.id, question) for question in questions)


def _choices_of(question: Question) -> Choices:
    return question.arrangement if isinstance(question.arrangement, Choices) else Choices(options=(), keys=())


def _is_free(choices: Choices) -> bool:
    return any(key in choices.free for key in choices.keys)


def _rarest(counts: Mapping[int, int], choices: Choices, seed: str) -> int:
    fewest = min(counts[place] for place in choices.free)
    rarest = [place for place in choices.free if counts[place] == fewest]
    return choices.keys[0] if choices.keys[0] in rarest else min(rarest, key=lambda place: rank(seed, str(place)))


def _exchanged(choices: Choices, key: int, place: int) -> Choices:
    options = list(choices.options)
    options[key], options[place] = options[place], options[key]
    return replace(choices, options=tuple(options), keys=(place,))


def arrange(item: Item, seed: str) -> Arrangement:
    """Shuffles what may be shuffled: numbers and dates, and what the author fixed or pinned, stay in order."""
    match item.response:
        case SingleChoice(options=options, key=key, fixed=fixed):
            return _choices(item, options, (key,), fixed, seed)
        case MultipleResponse(options=options, key=keys, fixed=fixed):
            return _choices(item, options, keys, fixed, seed)
        case Matching(pairs=pairs, extra=extra):
            lefts = shuffled(pairs, seed, item.id, "left")
            rights = shuffled((*(pair.right for pair in pairs), *extra), seed, item.id, "right")
            stands = places(rights)
            partners = tuple(stands[pair.right] for pair in lefts)
            return Columns(left=tuple(pair.left for pair in lefts), right=rights, partners=partners)
        case Ordering(items=entries):
            return _scramble(entries, seed, item.id)
        case TrueFalse() | ShortAnswer() | Numeric() | Cloze() | Open():
            return None


def _choices(item: Item, options: tuple[Option, ...], keys: tuple[Option, ...], fixed: bool, seed: str) -> Choices:
    stays = stay(options, fixed=fixed)
    shown = options if stays else _around_pinned(options, seed, item.id)
    wanted = set(keys)
    right = tuple(index for index, option in enumerate(shown) if option in wanted)
    several = isinstance(item.response, MultipleResponse)
    return Choices(options=shown, keys=right, fixed=stays, several=several)


def _around_pinned(options: tuple[Option, ...], seed: str, id: str) -> tuple[Option, ...]:
    free = iter(shuffled([option for option in options if not option.pinned], seed, id, "options"))
    return tuple(option if option.pinned else next(free) for option in options)


def _scramble(entries: tuple[RichText, ...], seed: str, id: str) -> Scramble:
    shown = shuffled(entries, seed, id, "order")
    if shown == entries:  # an exercise that is already solved asks nothing
        shown = (*shown[1:], shown[0])
    stands = places(entries)
    return Scramble(items=shown, places=tuple(stands[entry] + 1 for entry in shown))
