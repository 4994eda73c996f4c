"""An entry under `questions:` → `Item`: what all questions have, and what each of the nine kinds has of its own.

What one question says is checked here; what questions say of one another, and of the articles, is for the rules.
"""

import collections.abc
import re
from dataclasses import replace
from decimal import Decimal
from itertools import islice, zip_longest

from quizgen import richtext
from quizgen.language.terms import skimmed
from quizgen.model import (
    KINDS,
    REVERSIBLE,
    Allowance,
    Blank,
    Check,
    Citation,
    Cloze,
    Difficulty,
    Item,
    Level,
    Matching,
    MultipleResponse,
    Numeric,
    Open,
    Option,
    Ordering,
    Pair,
    Response,
    ShortAnswer,
    SingleChoice,
    TrueFalse,
)
from quizgen.reading import commas
from quizgen.reading.bankkeys import HIDDEN, OPTION, OWN_KEYS, QUESTION
from quizgen.reading.fields import (
    Fields,
    Located,
    did_you_mean,
    listed,
    shown,
    tidy,
)
from quizgen.reading.yamlnodes import (
    Mapping,
    Node,
    Scalar,
    Sequence,
)
from quizgen.richtext import EMPTY, RichText

MAX_SHOWN = 10
"""Options named in a help."""

Reader = collections.abc.Callable[[Fields], Response | None]


def question(fields: Fields) -> Item | None:
    """A question, or None if it cannot be asked as it stands."""
    commas.mend(fields)
    id = fields.slug("id")
    kind = fields.text("kind", prose=False)
    read_response = READERS.get(kind.text)
    if kind.text and read_response is None:
        help = did_you_mean(kind.text, READERS) or f"the kinds are {listed(READERS)}"
        fields.report("unknown-kind", kind.span, f"unknown kind `{shown(kind.text)}`", help=help)
    fields.table = QUESTION.kinds.get(kind.text, QUESTION)
    stem = EMPTY if kind.text == "cloze" else fields.rich("stem")
    response = read_response(fields) if read_response else None
    reverse = _reverse(fields, stem) if isinstance(response, REVERSIBLE) else EMPTY
    why = fields.rich("why")
    citations = _citations(fields)
    difficulty, level = fields.one_of("difficulty", Difficulty), fields.one_of("level", Level)
    tags, allow, checked = _tags(fields), _allow(fields), _check(fields)
    source_hidden = _hides_source(fields)
    retired = fields.text("retired").text
    fields.finish(_ELSEWHERE)
    if response is None or not fields.sound:
        return None
    return Item(
        id=id.text,
        stem=stem,
        response=response,
        reverse=reverse,
        why=why,
        citations=citations,
        difficulty=difficulty,
        level=level,
        tags=tags,
        allow=allow,
        checked=checked,
        source_hidden=source_hidden,
        retired=retired,
        span=id.span,
        stem_span=fields.value_span("text" if kind.text == "cloze" else "stem"),
        reverse_span=fields.value_span("reverse"),
        why_span=fields.value_span("why"),
        answer_span=fields.value_span(next((key for key in _ANSWERS[kind.text] if key in fields.names()), "id")),
        extent=fields.extent,
    )


def _reverse(fields: Fields, stem: RichText) -> RichText:
    """What the second card asks; the first card's question stands behind it, and so not on it."""
    reverse = fields.rich("reverse")
    if reverse and _asks_alike(reverse.plain, stem.plain):
        help = "ask for the question from its answer, or take `reverse` out"
        fields.report("reverse-is-stem", fields.value_span("reverse"), "`reverse` asks what the stem asks", help=help)
    return reverse


def _asks_alike(one: str, other: str) -> bool:
    return one.casefold().split() == other.casefold().split()


def _citations(fields: Fields) -> tuple[Citation, ...]:
    """One mapping, or a list of them."""
    if isinstance(fields.peek("cite"), Sequence):
        each = fields.each("cite")
    else:
        one = fields.fields("cite")
        each = (one,) if one else ()
    read = [_citation(one) for one in each]
    fields.sound &= all(one.sound for one in each)
    return tuple(read)


def _citation(fields: Fields) -> Citation:
    article = fields.text("article", prose=False)
    quote = fields.text("quote")
    citation = Citation(
        article=article.text,
        quote=quote.text,
        prefix=fields.text("prefix").text,
        suffix=fields.text("suffix").text,
        voice=fields.text("voice").text,
        span=quote.span,
        article_span=article.span,
    )
    fields.finish()
    return citation


def _tags(fields: Fields) -> tuple[str, ...]:
    tags: dict[str, None] = {}
    for tag in fields.texts("tags", prose=False):
        if re.fullmatch(r"[^\W_]+(?:-[^\W_]+)*", tag.text) and tag.text == tag.text.lower():
            tags[tag.text] = None
        else:
            help = "use lower-case letters, digits and single hyphens"
            fields.report("bad-tag", tag.span, f"`{shown(tag.text)}` cannot be a tag", help=help)
    return tuple(tags)


def _allow(fields: Fields) -> tuple[Allowance, ...]:
    waived = fields.fields("allow")
    if waived is None:
        return ()
    allowances = [
        Allowance(rule=rule, reason=waived.text(rule).text, span=waived.key_span(rule)) for rule in waived.names()
    ]
    fields.sound &= waived.sound
    return tuple(allowances)


def _hides_source(fields: Fields) -> bool:
    source = fields.text("source", prose=False)
    if source.text and source.text != HIDDEN:
        help = did_you_mean(source.text, [HIDDEN]) or f"write `{HIDDEN}`, or leave it out: `cite` names the article"
        fields.report("unknown-value", source.span, f"unknown source `{shown(source.text)}`", help=help)
    return source.text == HIDDEN


def _check(fields: Fields) -> Check | None:
    record = fields.fields("checked")
    if record is None:
        return None
    by, at = record.text("by"), record.timestamp("at")
    digest = record.text("digest", prose=False).text
    unasked = record.flag("unasked")
    disputed = record.text("disputed").text
    record.finish()
    fields.sound &= record.sound
    if at is None:
        return None
    return Check(by=by.text, at=at, digest=digest, unasked=unasked, disputed=disputed, span=record.span)


def _options(fields: Fields) -> tuple[Option, ...]:
    """Two or more options, each a text or a mapping of `text`, `why` and `pinned`."""
    options = [_option(node, fields) for node in fields.nodes("options")]
    fields.at_least("options")
    return tuple(option for option in options if option)


def _option(node: Node, fields: Fields) -> Option | None:
    if isinstance(node, Mapping) and any(entry.key.text in OPTION.by_name for entry in node.entries):
        own = Fields(node, fields.found, OPTION)
        text, why, pinned = (
            own.text("text", lines=True),
            own.rich("why"),
            own.flag("pinned"),
        )
        own.finish()
        fields.sound &= own.sound
        if not text.text:
            return None
        return Option(text=richtext.parse(text.text), why=why or None, pinned=pinned, span=text.span)
    found = fields.entry(node, "options")
    return Option(text=richtext.parse(found.text), span=found.span) if found.text else None


def _by_text(fields: Fields, options: tuple[Option, ...]) -> dict[str, Option]:
    """Options by their words, the first of equal ones, which a rule reports.

    None at all where one could not be read: a key that names no other may have meant that one.
    """
    offered = fields.peek("options")
    named: dict[str, Option] = {}
    if isinstance(offered, Sequence) and len(offered.items) == len(options):
        for option in options:
            named.setdefault(tidy(option.text.source), option)
    return named


def _find(fields: Fields, key: Located, named: collections.abc.Mapping[str, Option]) -> Option | None:
    """The option that a key names."""
    if not key.text or not named:
        return None
    if key.text not in named:
        words = [f"`{shown(text)}`" for text in islice(named, MAX_SHOWN)]
        help = f"the options are {', '.join(words)}{', …' if len(named) > MAX_SHOWN else ''}"
        fields.report("key-not-an-option", key.span, f"key `{shown(key.text)}` is not one of the options", help=help)
    return named.get(key.text)


def _choice(fields: Fields) -> SingleChoice | None:
    options = _options(fields)
    key = _find(fields, fields.text("key"), _by_text(fields, options))
    fixed = fields.flag("fixed")
    return SingleChoice(options=options, key=key, fixed=fixed) if key else None


def _multiple(fields: Fields) -> MultipleResponse | None:
    options = _options(fields)
    named = _by_text(fields, options)
    keys: set[str] = set()
    for key in fields.texts("key"):
        if key.text in keys:
            fields.report("repeated-key", key.span, f"key `{shown(key.text)}` is given twice", help="leave one out")
        elif _find(fields, key, named):
            keys.add(key.text)
    fixed = fields.flag("fixed")
    right = tuple(option for text, option in named.items() if text in keys)
    return MultipleResponse(options=options, key=right, fixed=fixed) if right else None


def _true_false(fields: Fields) -> TrueFalse:
    key = fields.flag("key")
    correction = fields.rich("correction") or None
    if fields.has("correction") and key:
        help = "take the correction out, or set `key: false`"
        fields.report("correction-unwanted", fields.key_span("correction"), "a true statement is corrected", help=help)
    is_false = isinstance(said := fields.peek("key"), Scalar) and said.text == "false"
    if is_false and not fields.has("correction"):
        help = "add `correction: …`, the statement as it would be true"
        fields.report("correction-missing", fields.value_span("key"), "a false statement is not corrected", help=help)
    return TrueFalse(key=key, correction=correction)


def _short(fields: Fields) -> ShortAnswer:
    return ShortAnswer(
        answer=fields.rich("answer"),
        accept=fields.riches("accept"),
        typed=fields.flag("type"),
    )


def _numeric(fields: Fields) -> Numeric:
    answer, value = fields.number("answer")
    unit = fields.text("unit").text
    tolerance = fields.decimal("tolerance", Decimal(0))
    return Numeric(answer=answer.text, value=value, unit=unit, tolerance=tolerance)


def _matching(fields: Fields) -> Matching:
    each = fields.each("pairs")
    fields.at_least("pairs")
    pairs = [_pair(one) for one in each]
    fields.sound &= all(one.sound for one in each)
    extra = fields.texts("extra", lines=True)
    _tell_apart(fields, [left for left, _ in pairs], "left-hand entry")
    _tell_apart(fields, [*(right for _, right in pairs), *extra], "right-hand entry")
    for left, right in pairs:
        if left.text and _folded(left) == _folded(right):
            help = "give the pair two different sides"
            fields.report("equal-pairs", right.span, f"`{shown(right.text)}` is paired with itself", help=help)
    return Matching(
        pairs=tuple(
            Pair(left=richtext.parse(left.text), right=richtext.parse(right.text), span=left.span)
            for left, right in pairs
        ),
        extra=tuple(richtext.parse(one.text) for one in extra),
    )


def _pair(fields: Fields) -> tuple[Located, Located]:
    pair = fields.text("left", lines=True), fields.text("right", lines=True)
    fields.finish()
    return pair


def _tell_apart(
    fields: Fields, entries: collections.abc.Iterable[Located], what: str, rule: str = "equal-pairs"
) -> None:
    seen: dict[str, Located] = {}
    for entry in entries:
        first = seen.setdefault(_folded(entry), entry)
        if entry.text and first is not entry:
            message = f"{what} `{shown(entry.text)}` stands twice"
            note = f"first given here, line {first.span.line}"
            fields.report(rule, entry.span, message, note, help="give each entry once")


def _folded(entry: Located) -> str:
    return skimmed(richtext.parse(entry.text).plain)


def _ordering(fields: Fields) -> Ordering:
    items = fields.texts("items", lines=True)
    fields.at_least("items")
    _tell_apart(fields, items, "item", "equal-options")
    return Ordering(items=tuple(richtext.parse(one.text) for one in items))


def _open(fields: Fields) -> Open:
    return Open(points=fields.riches("points"))


_OPENING = re.compile(r"\{\{c([1-9][0-9]?)::")
_LAST_BRACE = "`}}}` closes the blank before its last brace, which would be lost from the answer"
_LAST_BRACE_HELP = "part them by a space, as in `{{c1::{a, b} }}`"
_BLANK_HELP = "a blank is written `{{c1::answer}}` or `{{c1::answer::hint}}`"


def _cloze(fields: Fields) -> Cloze | None:
    text = fields.text("text", lines=True)
    if not text.text:
        return None
    spans = list(_blank_spans(fields, text))
    blanks = [blank for span in spans if (blank := _blank(fields, text, *span))]
    if not spans and fields.sound:
        help = "mark what is asked: `{{c1::answer}}`"
        fields.report("cloze-without-blank", text.span, "the text has no blank", help=help)
    return Cloze(parts=_parts(text.text, spans, blanks)) if len(blanks) == len(spans) else None


def _parts(text: str, spans: list[tuple[int, int]], blanks: list[Blank]) -> tuple[RichText | Blank, ...]:
    """Text and blanks in turn; what is marked across a blank is one piece of markup."""
    ends = [0, *(end for _, end in spans)]
    starts = [*(start for start, _ in spans), len(text)]
    between = [text[end:start] for end, start in zip(ends, starts, strict=True)]
    parts = richtext.parse_around(between, [blank.answer for blank in blanks])
    filled = [replace(blank, answer=answer) for blank, answer in zip(blanks, parts[1::2], strict=True)]
    return tuple(part for pair in zip_longest(parts[::2], filled) for part in pair if part)


def _blank_spans(fields: Fields, text: Located) -> collections.abc.Iterator[tuple[int, int]]:
    """Where `{{` and its `}}` stand; each one without a partner is reported."""
    opened: int | None = None
    for brace in re.finditer(r"\{\{|\}\}", text.text):
        if brace[0] == "{{" and opened is None:
            opened = brace.start()
        elif brace[0] == "{{":
            _refuse_blank(fields, text, brace.span(), "a blank stands in another")
        elif opened is None:
            _refuse_blank(fields, text, brace.span(), "`}}` closes no blank")
        else:
            if re.match(r"\}(?!\})", text.text[brace.end() :]):
                place = (brace.start(), brace.end() + 1)
                fields.report("cloze-bad-blank", text.part(*place), _LAST_BRACE, help=_LAST_BRACE_HELP)
            yield opened, brace.end()
            opened = None
    if opened is not None:
        _refuse_blank(fields, text, (opened, opened + 2), "this blank is not closed with `}}`")


def _blank(fields: Fields, text: Located, start: int, end: int) -> Blank | None:
    source = text.text[start:end]
    opening = _OPENING.match(source)
    if not opening:
        _refuse_blank(fields, text, (start, end), f"`{shown(source)}` does not start with a number from 1 to 99")
        return None
    answer, *rest = source[opening.end() : -2].split("::")
    if len(rest) > 1:
        _refuse_blank(fields, text, (start, end), "`::` stands twice behind the number: it parts answer and hint")
    elif not answer.strip() or (rest and not rest[0].strip()):
        _refuse_blank(fields, text, (start, end), f"this blank has an empty {'hint' if answer.strip() else 'answer'}")
    else:
        hint = richtext.parse(rest[0].strip()) if rest else None
        span = text.part(start, end)
        return Blank(number=int(opening[1]), answer=richtext.parse(answer.strip()), hint=hint, span=span)
    return None


def _refuse_blank(fields: Fields, text: Located, place: tuple[int, int], message: str) -> None:
    fields.report("cloze-bad-blank", text.part(*place), message, help=_BLANK_HELP)


READERS: collections.abc.Mapping[str, Reader] = {
    "choice": _choice,
    "multiple": _multiple,
    "true-false": _true_false,
    "short": _short,
    "numeric": _numeric,
    "cloze": _cloze,
    "match": _matching,
    "order": _ordering,
    "open": _open,
}
assert READERS.keys() == KINDS.keys()

_ANSWERS: collections.abc.Mapping[str, tuple[str, ...]] = {
    "choice": ("key",),
    "multiple": ("key",),
    "true-false": ("correction", "key"),
    "short": ("answer",),
    "numeric": ("answer",),
    "cloze": ("text",),
    "match": ("pairs",),
    "order": ("items",),
    "open": ("points",),
}
"""Under which key of each kind it stands what is right: the first of them that there is."""
assert _ANSWERS.keys() == KINDS.keys()

_ELSEWHERE: collections.abc.Mapping[str, str] = {
    "stem": "a cloze has no stem: its `text` asks",
    **{
        key: f"`{key}` belongs to the {'kind' if len(kinds) == 1 else 'kinds'} {listed(kinds)}"
        for key, kinds in OWN_KEYS.items()
    },
}
"""The keys that not every kind has, and what to say of one that stands in the wrong kind."""
