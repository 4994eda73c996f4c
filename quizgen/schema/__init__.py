"""The tables of keys → JSON Schema, draft 7, for editors: bank.schema.json and deck.schema.json beside this file.

What the reader accepts is accepted. As every scalar is a text to the reader, `001`, `no` and `86.8` are texts here too;
what an editor can know only from other values of the file (a key among the options) is left to `quizgen check`.
"""

import json
import re
from collections.abc import Mapping
from decimal import Decimal
from typing import assert_never

from quizgen.reading.bankkeys import BANK
from quizgen.reading.deckkeys import DECK
from quizgen.reading.tables import (
    INTEGER,
    NUMBER,
    NUMBER_HELP,
    TIMESTAMP,
    TIMESTAMP_HELP,
    Either,
    Flag,
    Form,
    Integer,
    Key,
    List,
    Moment,
    Number,
    Spelt,
    Table,
    Text,
    Words,
)

Schema = dict[str, object]

FILES: Mapping[str, Table] = {"bank.schema.json": BANK, "deck.schema.json": DECK}
"""The schemas that are shipped, by the names of their files."""

_SCALAR = ["string", "number", "boolean", "null"]
"""What an editor may take a plain scalar for. (An empty value is null to it, and only `quizgen check` knows better.)"""


def write(table: Table) -> str:
    """The schema of a file, as JSON."""
    whole = {"$schema": "http://json-schema.org/draft-07/schema#", **_object(table), "definitions": _definitions(table)}
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def _form(form: Form) -> Schema:
    match form:
        case Text():
            return {"type": _SCALAR, "errorMessage": "write one text, in quotes if it has brackets or a colon"}
        case Spelt(pattern=pattern, wanted=wanted, most=most):
            return {"type": _SCALAR, **_spelt(pattern, wanted), **({"maxLength": most} if most else {})}
        case Flag():
            return {"type": ["boolean", "string"], **_spelt(re.compile("true|false"), "write `true` or `false`")}
        case Number(least=least, most=most):
            return {"type": ["number", "string"], **_spelt(NUMBER, NUMBER_HELP), **_bounds(least, most)}
        case Integer(least=least, most=most):
            return {"type": ["integer", "string"], **_spelt(INTEGER, "write a whole number"), **_bounds(least, most)}
        case Moment():
            return {"type": "string", **_spelt(TIMESTAMP, TIMESTAMP_HELP)}
        case Words(words=words):
            told = {"enumDescriptions": list(words.values())} if any(words.values()) else {}
            return {"enum": list(words), **told}
        case List(of=of, least=least):
            return {"type": "array", **({"minItems": least} if least else {}), "items": _form(of)}
        case Either(either=either):
            return {"anyOf": [_form(one) for one in either]}
        case Table():
            return {"$ref": f"#/definitions/{_name(form)}"}
        case _ as unreachable:
            assert_never(unreachable)


def _spelt(pattern: re.Pattern[str], wanted: str) -> Schema:
    """White space around a value is not part of it."""
    return {"pattern": rf"^\s*(?:{pattern.pattern})\s*$", "patternErrorMessage": wanted, "errorMessage": wanted}


def _bounds(least: Decimal | int | None, most: Decimal | int | None) -> Schema:
    """Bounds of a number; one in quotes is a text to an editor, and not held to them."""
    bounds = {"minimum": least, "maximum": most}
    return {name: float(bound) if bound % 1 else int(bound) for name, bound in bounds.items() if bound is not None}


def _object(table: Table) -> Schema:
    """A mapping. One that has kinds asks for the kind first, and holds the rest to what that kind has."""
    shape: Schema = {**_about(table.about), "type": "object"}
    if table.kinds:
        kind = {"kind": _key(table.key("kind"))}
        chosen = [
            {"if": {"properties": {"kind": {"const": name}}, "required": ["kind"]}, "then": _form(one)}
            for name, one in table.kinds.items()
        ]
        return {**shape, "properties": kind, "required": ["kind"], "allOf": chosen}
    needed = [key.name for key in table.keys if key.needed]
    return {
        **shape,
        "properties": {key.name: _key(key) for key in table.keys},
        **({"required": needed} if needed else {}),
        "additionalProperties": _form(table.others) if table.others else False,
    }


def _key(key: Key) -> Schema:
    told: Schema = {"examples": list(key.examples)} if key.examples else {}
    if isinstance(key.holds, Table):  # draft 7 hears nothing of what stands beside a `$ref`
        return {**_about(key.about), "type": "object", "allOf": [_form(key.holds)], **told}
    return {**_about(key.about), **_form(key.holds), **told}


def _about(about: str) -> Schema:
    """Said twice where it has markup: as plain text an editor would show its signs."""
    return {"description": about, **({"markdownDescription": about} if "`" in about else {})}


def _definitions(table: Table) -> Schema:
    """Every table that stands within, by its name."""
    within = [one for key in table.keys for one in _tables(key.holds)]
    return {_name(one): _object(one) for one in within}


def _tables(form: Form) -> list[Table]:
    match form:
        case Table(keys=keys, kinds=kinds):
            inner = [*kinds.values(), *(key.holds for key in keys if not kinds)]
            return [form, *(one for each in inner for one in _tables(each))]
        case List(of=of):
            return _tables(of)
        case Either(either=either):
            return [one for each in either for one in _tables(each)]
        case _:
            return []


def _name(table: Table) -> str:
    """Of a table among the definitions, which editors show: `article`, or the kind of a question."""
    kind = table.by_name.get("kind")
    if kind and isinstance(kind.holds, Words) and len(kind.holds.words) == 1:
        return next(iter(kind.holds.words))
    return re.sub(r"^(?:an?) |`", "", table.owner)
