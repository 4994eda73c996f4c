"""What we tell an author about a file: values that are collected, never raised."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from quizgen.span import Span


class Severity(StrEnum):
    """How much a finding matters: an error stops a build, a warning fails `--strict`, information never fails."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnostic:
    """One finding at one place."""

    rule: str
    """The bad thing's name in kebab case, as `quizgen explain` knows it."""
    severity: Severity
    span: Span
    message: str
    """What is wrong: lower case, no full stop, the author's words in backticks."""
    help: str | None = None
    """What to do."""
    notes: tuple[str, ...] = ()
    """Other places and facts."""


def error(rule: str, span: Span, message: str, *notes: str, help: str | None = None) -> Diagnostic:
    """A finding that stops a build."""
    return Diagnostic(rule=rule, severity=Severity.ERROR, span=span, message=message, help=help, notes=notes)


def warning(rule: str, span: Span, message: str, *notes: str, help: str | None = None) -> Diagnostic:
    """A finding that a careful author mends; it fails only `--strict`."""
    return Diagnostic(rule=rule, severity=Severity.WARNING, span=span, message=message, help=help, notes=notes)


def info(rule: str, span: Span, message: str, *notes: str, help: str | None = None) -> Diagnostic:
    """A fact worth knowing, which fails nothing."""
    return Diagnostic(rule=rule, severity=Severity.INFO, span=span, message=message, help=help, notes=notes)


@dataclass(frozen=True, slots=True)
class Report:
    """All findings of one file, in the order of the file."""

    path: str
    text: str
    """The file as read, for excerpts."""
    diagnostics: tuple[Diagnostic, ...]

    @classmethod
    def of(cls, path: str, text: str, diagnostics: Iterable[Diagnostic]) -> "Report":
        """Sorted by place and free of repetitions."""
        unique = dict.fromkeys(diagnostics)
        return cls(path, text, tuple(sorted(unique, key=lambda one: (one.span, one.rule, one.message))))

    def only(self, *severities: Severity) -> "Report":
        """The same, without the findings of any other severity."""
        return replace(self, diagnostics=tuple(one for one in self.diagnostics if one.severity in severities))

    def count(self, severity: Severity) -> int:
        """How many findings of this severity there are."""
        return sum(one.severity is severity for one in self.diagnostics)

    def fails(self, *, strict: bool = False) -> bool:
        """Whether a build must stop, or with `strict` a contributor's change be refused."""
        return bool(self.count(Severity.ERROR) or (strict and self.count(Severity.WARNING)))
