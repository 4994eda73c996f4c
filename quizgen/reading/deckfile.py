"""A deck file, `decks/*.yaml`: which questions of the bank are wanted, and what is to be made of them."""

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import replace

from quizgen.diagnostics import Diagnostic, Severity, error, info
from quizgen.forms.plans import (
    CARD_EDGES,
    CARD_LAYOUTS,
    HANDOUTS,
    PAGES,
    PRESETS,
    AnkiPlan,
    Blueprint,
    Both,
    CardPlan,
    Plan,
    Select,
    Subdecks,
)
from quizgen.model import (
    KINDS,
    REVERSIBLE,
    Bank,
    Item,
)
from quizgen.reading import titles
from quizgen.reading.deckkeys import DECK
from quizgen.reading.fields import (
    MAX_HINTS,
    Fields,
    Located,
    did_you_mean,
    shown,
)
from quizgen.reading.holdings import Holdings
from quizgen.reading.tables import ID
from quizgen.reading.yamlnodes import Mapping as Entries
from quizgen.reading.yamlnodes import Node
from quizgen.span import START, Span


def read(node: Node, name: str, bank: Bank | Holdings) -> tuple[Plan | None, tuple[Diagnostic, ...]]:
    """A deck file's YAML → what it asks for, and all there is to say of it. None if anything is wrong.

    `name` is the file's, without its ending: what is made of it is named so too.
    """
    found: list[Diagnostic] = []
    if not ID.pattern.fullmatch(name):
        help = "rename the file: letters, digits and single hyphens"
        found.append(error("bad-id", START, f"`{name}` cannot be the name of a deck file", help=help))
    fields = Fields.of(node, found, DECK)
    held = bank if isinstance(bank, Holdings) else Holdings.of(bank)
    plan = _plan(fields, held, found) if fields else None
    wrong = any(one.severity is Severity.ERROR for one in found)
    return (None if wrong else plan), tuple(found)


def _plan(fields: Fields, bank: Holdings, found: list[Diagnostic]) -> Plan:
    title = _title(fields)
    select = _select(fields, bank)
    revised = fields.timestamp("revised")
    plan = Plan(
        anki=_anki(fields, AnkiPlan(title=title.text, select=select, revised=revised, span=title.span), bank),
        quizzes=_quizzes(fields, bank, select, found),
        cards=_cards(fields, select),
    )
    fields.finish()
    return plan


def _title(fields: Fields) -> Located:
    """A deck's name, in which `::` stands between the levels."""
    title = fields.line("title")
    wrong = titles.fault(title.text) if title.text else None
    if wrong:
        fields.report("bad-title", title.span, wrong[0], help=wrong[1])
    return title


def _anki(fields: Fields, plain: AnkiPlan, bank: Holdings) -> AnkiPlan | None:
    """`plain` is what the deck file says of all its products."""
    if not fields.has("anki"):
        return None
    options = fields.fields("anki")
    if options is None:
        return plain
    plan = replace(
        plain,
        subdecks=options.one_of("subdecks", Subdecks) if options.has("subdecks") else Subdecks.ARTICLE,
        typed=options.flag("typed"),
        reversed=options.flag("reversed"),
        description=options.text("description").text,
        licence=options.text("licence").text,
    )
    if plan.revised is None and not fields.has("revised"):
        _unrevised(options, {"typed": plan.typed, "reversed": plan.reversed})
    if plan.reversed:
        asked = [item for item in bank.items if item in plan.select and not item.retired]
        _one_to_one(options, asked)
        _not_reversed(options, asked)
    options.finish()
    return plan


def _unrevised(options: Fields, switches: Mapping[str, bool]) -> None:
    """Reports each switch that is on without a moment at which it came to be so.

    What stood in an earlier version of the file nobody knows here, so the moment is asked for from the start.
    """
    for key, on in switches.items():
        if on:
            message = f"`{key}` without `revised`: Anki would not take the change on notes that it has"
            help = (
                "add `revised`, the moment (UTC) at which it was switched on; if it always was, one before all checks"
            )
            options.report("unrevised", options.key_span(key), message, help=help)


def _one_to_one(options: Fields, items: Iterable[Item]) -> None:
    """Reports each second card that asks what another one asks: nobody could know which answer is meant."""
    seen: dict[str, str] = {}
    for item in items:
        if item.reverse:
            first = seen.setdefault(" ".join(item.reverse.plain.casefold().split()), item.id)
            if first != item.id:
                message = f"the second cards of `{first}` and `{item.id}` both ask `{shown(item.reverse.plain)}`"
                help = "reword the `reverse` of one, or leave one of them out"
                options.report("not-one-to-one", options.key_span("reversed"), message, help=help)


def _not_reversed(options: Fields, items: Iterable[Item]) -> None:
    """Tells which questions could have a second card and have none."""
    ids = [f"`{item.id}`" for item in items if isinstance(item.response, REVERSIBLE) and not item.reverse]
    if ids:
        message = f"no second card, for want of `reverse`: {', '.join(ids)}"
        help = "give each a `reverse`, unless its answer leads back to no question"
        options.found.append(info("not-reversed", options.key_span("reversed"), message, help=help))


def _cards(fields: Fields, select: Select) -> CardPlan | None:
    if not fields.has("flashcards"):
        return None
    told = fields.fields("flashcards")
    if told is None:
        return CardPlan(select=select)
    plan = CardPlan(
        select=select,
        page=_one_of(told, "page", PAGES),
        layout=_one_of(told, "layout", CARD_LAYOUTS),
        edge=_one_of(told, "edge", CARD_EDGES),
    )
    told.finish()
    return plan


def _quizzes(fields: Fields, bank: Holdings, deck: Select, found: list[Diagnostic]) -> tuple[Blueprint, ...]:
    quizzes = tuple(_quiz(each, bank, deck) for each in fields.each("quizzes"))
    seen: dict[str, Span] = {}
    for quiz in quizzes:
        first = seen.setdefault(quiz.id.casefold(), quiz.span)
        if quiz.id and first is not quiz.span:
            note = f"first used here, line {first.line}"
            found.append(error("duplicate-quiz", quiz.span, f"quiz `{quiz.id}` is already there", note))
    return quizzes


def _quiz(fields: Fields, bank: Holdings, deck: Select) -> Blueprint:
    id = fields.slug("id")
    if fields.has("mix") and fields.has("count"):
        fields.report("mix-and-count", fields.key_span("count"), "`count` beside `mix`", help="leave one of them out")
    blueprint = Blueprint(
        id=id.text,
        title=fields.line("title").text,
        select=Both(deck, _select(fields, bank, deck)),
        mix=_by_kind(fields, "mix"),
        count=fields.integer("count") if fields.has("count") else None,
        versions=fields.integer("versions", 1),
        seed=fields.integer("seed", 0),
        page=_one_of(fields, "page", PAGES),
        handout=_one_of(fields, "handout", HANDOUTS),
        preset=_one_of(fields, "preset", PRESETS),
        points=_by_kind(fields, "points"),
        instructions=_instructions(fields),
        word_bank=fields.flag("word_bank"),
        minutes=fields.integer("minutes") if fields.has("minutes") else None,
        span=id.span,
    )
    _demand(fields, blueprint, bank)
    fields.finish()
    return blueprint


def _one_of(fields: Fields, key: str, values: Sequence[str]) -> str:
    """One of a few words; the first of them where the key is left out."""
    found = fields.text(key, prose=False)
    if found.text and found.text not in values:
        help = f"write {' or '.join(filter(None, values))}"
        fields.report("unknown-value", found.span, f"unknown {key} `{shown(found.text)}`", help=help)
    return found.text or values[0]


def _instructions(fields: Fields) -> dict[str, str]:
    told = fields.fields("instructions")
    if told is None:
        return {}
    texts = {kind: told.text(kind).text for kind in KINDS if told.has(kind)}
    told.finish()
    return texts


def _by_kind(fields: Fields, name: str) -> dict[str, int]:
    numbers = fields.fields(name)
    if numbers is None:
        return {}
    counts = {kind: numbers.integer(kind) for kind in KINDS if numbers.has(kind)}
    numbers.finish()
    return counts


def _select(fields: Fields, bank: Holdings, deck: Select | None = None) -> Select:
    """`select` of a deck or quiz; what is left out, or `{}`, selects everything."""
    chosen = fields.fields("select")
    if chosen is None:
        return Select()
    select = Select(**{field: _names(chosen, key, bank.names[field]) for key, field in KEYS.items()})
    _contradiction(chosen, select)
    if chosen.sound and not _offered(bank, Both(deck or Select(), select)) and bank.unread == 0 and bank.items:
        message = f"no question of the bank meets {'both selections' if deck else 'this selection'}"
        help = "several conditions are all to be met, and `except` wins over them; widen them"
        chosen.report("nothing-selected", fields.key_span("select"), message, help=help)
    chosen.finish()
    return select


def _contradiction(chosen: Fields, select: Select) -> None:
    """Reports what is asked for by its id and excepted."""
    for name in chosen.texts("except", prose=False) if select.ids & select.exclude else ():
        if name.text in select.ids:
            message = f"`{shown(name.text)}` is asked for under `ids`, and excepted"
            chosen.report("selected-and-excepted", name.span, message, help="leave it out of one of them")


def _offered(bank: Holdings, select: Select | Both) -> list[Item]:
    """The questions that a selection has."""
    return [item for item in bank.items if item in select]


def _demand(fields: Fields, blueprint: Blueprint, bank: Holdings) -> None:
    """Reports numbers of questions that the bank could not meet, whatever else holds questions back."""
    if bank.unread is None or not fields.sound:
        return
    offered = [item.kind for item in _offered(bank, blueprint.select) if not item.retired]
    mix = fields.value("mix")
    for entry in mix.entries if isinstance(mix, Entries) else ():
        kind = entry.key.text
        wanted = blueprint.mix.get(kind, 0)
        _too_few(fields, entry.value.span, wanted, offered.count(kind) + bank.unread, f" of kind `{kind}`")
    if blueprint.count is not None:
        _too_few(fields, fields.value_span("count"), blueprint.count, len(offered) + bank.unread)


def _too_few(fields: Fields, span: Span, wanted: int, most: int, of_kind: str = "") -> None:
    if wanted > most:
        message = f"{wanted} questions{of_kind} are wanted, and the bank has {most} that are selected"
        fields.report("too-few-questions", span, message, help="ask for fewer, or widen `select`")


KEYS: Mapping[str, str] = {
    "articles": "articles",
    "tags": "tags",
    "kinds": "kinds",
    "difficulty": "difficulty",
    "levels": "levels",
    "ids": "ids",
    "except": "exclude",
}
"""The keys of `select`, and the field of `Select` that each fills."""


def nearest(name: str, known: Set[str]) -> str:
    """What to do about a name that the bank does not hold."""
    return did_you_mean(name, sorted(known)) or "`quizgen stats` lists what there is"


def _names(fields: Fields, key: str, known: Set[str]) -> frozenset[str]:
    names = fields.texts(key, prose=False)
    unknown = [name for name in names if name.text not in known]
    for number, name in enumerate(unknown):
        message = f"the bank has no `{shown(name.text)}` among its {key if key != 'except' else 'ids'}"
        near = known if number < MAX_HINTS else frozenset[str]()
        fields.report("unknown-name", name.span, message, help=nearest(name.text, near))
    return frozenset(name.text for name in names)
