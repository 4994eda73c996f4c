"""The street from the bytes of a bank to a checked bank, and from each rule's name to its explanation."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from quizgen import checks, explanations, rules, sources
from quizgen.diagnostics import Diagnostic, Report, Severity
from quizgen.model import Bank, CheckedBank, State
from quizgen.reading import yamlnodes
from quizgen.reading.bank import read as read_bank
from quizgen.rules.gaps import coverage
from quizgen.sources import Lock


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """What came of a bank file and its lock."""

    reports: tuple[Report, ...]
    """Of the bank, and of the lock if there is anything to say of it."""
    node: yamlnodes.Node | None
    """The bank as YAML, for writing records back; None if it could not be parsed."""
    bank: Bank | None
    """As far as it could be read."""
    lock: Lock
    data: bytes
    """The bank file as read."""
    texts: Mapping[str, str]
    """Whole articles by id, as far as they were at hand."""
    states: Mapping[str, State]
    """Of each question that could be read, by its id."""
    readable: bool
    """Nothing of the bank had to be left out."""
    checked: CheckedBank | None
    """There only if no error was found."""

    def fails(self, *, strict: bool = False) -> bool:
        """Whether any of the reports stops a build, or with `strict` a contributor's change."""
        return any(report.fails(strict=strict) for report in self.reports)


def load(
    data: bytes,
    path: str,
    lock: str | None,
    lock_path: str,
    find: Callable[[Bank], Mapping[str, str]] | None = None,
    now: datetime | None = None,
    *,
    advice: bool = True,
) -> Loaded:
    """A bank file → all that is wrong with it, and a checked bank if nothing is.

    `find` gives whole articles by id; without it the lock alone must prove the quotations. Paths are for messages.
    `now` (UTC) is for finding checks of a day that has not come; without it none is looked for. Without `advice`, what
    could only be a warning or a remark is not looked for.
    """
    text, faults = yamlnodes.decode(data)
    node, findings = (None, ()) if faults else yamlnodes.parse(text)
    bank, mistakes = read_bank(node) if node is not None else (None, ())
    known, lock_faults = sources.read_lock(lock) if lock is not None else (Lock(), ())
    reading = (*faults, *findings, *mistakes)
    texts = (find(bank) or None) if bank and find else None
    candidate, doubts = _check(bank, known, texts, advice=advice) if bank and known else (None, ())
    shape = tuple(rules.check(bank, texts, advice=advice)) if bank else ()
    future = tuple(checks.from_the_future(bank, now)) if bank and now else ()
    reports = (
        Report.of(path, text, (*reading, *shape, *doubts, *future)),
        *([Report.of(lock_path, lock or "", lock_faults)] if lock_faults else ()),
    )
    return Loaded(
        reports=reports,
        node=node,
        bank=bank,
        lock=known or Lock(),
        data=data,
        texts=texts or {},
        states=candidate.states if candidate else {},
        readable=not any(one.severity is Severity.ERROR for one in reading),
        checked=candidate if not any(report.fails() for report in reports) else None,
    )


def _check(
    bank: Bank, lock: Lock, texts: Mapping[str, str] | None, *, advice: bool
) -> tuple[CheckedBank, tuple[Diagnostic, ...]]:
    """The bank beside its proofs and checks, and what is to be said of these."""
    places, doubts = sources.prove(bank, lock, texts)
    states = checks.states(bank, lock.digest_of)
    gaps = coverage(bank, lock, places) if advice else ()
    found = (*doubts, *checks.findings(bank, states), *gaps)
    return CheckedBank(bank=bank, places=places, states=states), found


def explained() -> Mapping[str, str]:
    """What `quizgen explain` says of each finding, by its name, in the order of the alphabet."""
    return dict(sorted({**explanations.ALL, **rules.EXPLANATIONS}.items()))
