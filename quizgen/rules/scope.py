"""What rules look at: those on claims only at questions on claims, those of words only at languages that they know."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from quizgen.diagnostics import Diagnostic, info
from quizgen.model import Bank

ENGLISH = ("en",)


def claiming(bank: Bank) -> Bank:
    """The bank as rules on claims see it: only the questions that cite an article which reports claims."""
    articles = {article.id for article in bank.articles if article.claims}
    items = tuple(item for item in bank.items if any(citation.article in articles for citation in item.citations))
    return bank if items == bank.items else replace(bank, items=items)


def is_one_of(language: str, known: Collection[str]) -> bool:
    """Whether a bank's language is among these: `en-GB` is English, whatever its case."""
    return language.partition("-")[0].casefold() in known


def not_run(
    bank: Bank, of_words: Sequence[str], in_part: Sequence[str], of_claims: Sequence[str]
) -> Iterator[Diagnostic]:
    """Some rules did not look at this bank.

    Rules that go by words know the words of some languages, and are silent in a bank of any other: what they would have
    found, somebody has to find by reading. Rules on who says what look only at questions that cite an article with
    `claims: true`, as reports that may err need it and textbooks do not.

    Bad: a newspaper's report, cited for what a minister says, without `claims: true`. Good: the same with it.
    """
    if of_words:
        message = f"rules that go by words do not know the language `{bank.language}`, and did not run"
        part = [f"of {_listed(in_part)} what goes by words"] if in_part else []
        yield info("not-run", bank.language_span, message, _listed(of_words), *part)
    if of_claims:
        help = "if an article reports what people claim, say so of it: `claims: true`"
        message = "no question cites an article with `claims: true`, so the rules on who says what did not run"
        yield info("not-run", bank.span, message, _listed(of_claims), help=help)


def _listed(names: Sequence[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)
