"""Proving that each quotation of a bank stands in its article: by the lock alone, or by the articles' text."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import lru_cache
from itertools import islice, repeat

from quizgen.diagnostics import Diagnostic, error, warning
from quizgen.language.phrasing import percents
from quizgen.model import (
    Article,
    Bank,
    Citation,
    Item,
    Place,
)
from quizgen.sources import blanks
from quizgen.sources.folding import (
    ArticleText,
    Paragraph,
    find,
    fold,
    paragraphs,
    words,
)
from quizgen.sources.hints import comes_near, nearest, not_found, numbered
from quizgen.sources.lock import (
    Attestation,
    Lock,
    LockedArticle,
    key,
)

SHORTEST, LONGEST = 3, 60
"""Words of a quotation, both included: fewer stand anywhere, more are not a quotation but a reprint."""

MAX_NAMED = 50
"""Articles that the help on an unknown one names."""
MAX_HINTS = 100
"""Quotations that stand nowhere for which all of all articles is searched, for where they may have come from."""

_ATTEST = "run `{cite}`, or paste its paragraph to `quizgen cite {id} --paragraph -`"


def text_of(article: Article, printed: str) -> ArticleText:
    """An article's file, taken apart as the bank says."""
    return ArticleText.of(printed, article.skip, wrapped=article.wrapped)


class CitationState(StrEnum):
    """How a quotation fares in its article today, against what the lock says."""

    OK = "ok"
    MOVED = "moved"
    """It stands there, in another paragraph than the lock says, or in a changed one."""
    DRIFTED = "drifted"
    """It does not stand there; something like it does."""
    ORPHAN = "orphan"
    """Neither it nor anything like it stands there; or nothing is known of the article."""


def prove(
    bank: Bank, lock: Lock, texts: Mapping[str, str] | None = None
) -> tuple[Mapping[Citation, Place], tuple[Diagnostic, ...]]:
    """Where each proved quotation stands, and what is wrong with the others.

    An article whose text is in `texts` (by article id) is read again and compared with the lock; of any other the
    lock alone speaks, and what only the text could show is left unsaid.
    """
    shelf = _Shelf.of(bank, texts or {})
    lock = _with_parts(bank, lock)
    findings = [*_copied(bank, lock), *blanks.renumbered(bank, lock), *_articles_against_lock(bank, lock, shelf)]
    places: dict[Citation, Place] = {}
    for item in bank.items:
        for citation in item.citations:
            findings += _form(citation, shelf)
            place, found = _prove(citation, item, lock, shelf)
            findings += found
            if place:
                places[citation] = place
    findings += _quoted_too_much(bank, lock, places)
    return places, tuple(findings)


def attest(bank: Bank, lock: Lock, texts: Mapping[str, str]) -> tuple[Lock, tuple[Diagnostic, ...]]:
    """A lock for all quotations of the bank, and what is wrong with those that it does not hold.

    Articles whose text is not in `texts` (by article id) keep what `lock` knows of them; what nobody uses is dropped.
    The lock of another bank with this bank's id stays as it is, so that it goes on telling.
    """
    if copied := tuple(_copied(bank, lock)):
        return lock, copied
    shelf = _Shelf.of(bank, texts)
    articles = {id: one for id, one in lock.articles.items() if id in shelf.articles}
    articles |= {id: LockedArticle.of(text) for id, text in shelf.texts.items()}
    known = _with_parts(bank, Lock(articles, lock.quotations))
    quotations: dict[str, Attestation] = {}
    findings: list[Diagnostic] = [*blanks.renumbered(bank, lock), *_not_locked(bank, known, shelf)]
    for item in bank.items:
        for citation in item.citations:
            findings += _form(citation, shelf)
            attestation, found = _attest(citation, item, known, shelf)
            findings += found
            if attestation:
                quotations[key(citation)] = attestation
    return Lock(articles, quotations, bank.id, blanks.remembered(bank, lock)), tuple(findings)


def attest_paragraph(bank: Bank, lock: Lock, item_id: str, paragraph: str) -> tuple[Lock, tuple[Diagnostic, ...]]:
    """The lock with the quotations of one question of the bank attested by a paragraph that somebody pasted.

    The paragraph must be one that the lock lists for an article which the question cites, or else a quotation that it
    proves, of which the question quotes a part now. Nothing of it is kept. Line breaks in it do not matter,
    also where they part a word.
    """
    item = next(one for one in bank.items if one.id == item_id)
    joined = paragraphs(paragraph, wrapped=True)
    pasted = [Paragraph(0, one) for one in (paragraph, *joined[: len(joined) == 1])]
    listed = ((one, _listed(lock, one.article, way)) for one in item.citations for way in pasted)
    cited = {one: text for one, text in listed if text.paragraphs}
    if not cited:
        parts = {key(one): part for one in item.citations if (part := _part_of_pasted(one, paragraph, lock))}
        found = () if parts else (_unlisted(item, bank, lock, pasted[-1]),)
        return replace(lock, quotations={**lock.quotations, **parts}), found
    outcomes = [(citation, *_attest_by(citation, text, lock)) for citation, text in cited.items()]
    proved = {key(citation): attestation for citation, attestation, _ in outcomes if attestation}
    # A question may cite several paragraphs: those of its quotations that stand elsewhere wait for theirs.
    findings = () if proved else tuple(found for _, _, found in outcomes if found)
    numbered = blanks.remembered(replace(bank, items=(item,)), lock)
    return replace(lock, quotations={**lock.quotations, **proved}, blanks={**lock.blanks, **numbered}), findings


def enter(bank: Bank, lock: Lock, article: Article, text: str) -> tuple[Lock, tuple[Diagnostic, ...]]:
    """The lock with one more article of the bank, and its text; unchanged, with a finding, if it is another bank's."""
    if copied := tuple(_copied(bank, lock)):
        return lock, copied
    locked = LockedArticle.of(text_of(article, text))
    return replace(lock, articles={**lock.articles, article.id: locked}, bank=bank.id), ()


def states(bank: Bank, lock: Lock, texts: Mapping[str, str] | None = None) -> Mapping[Citation, CitationState]:
    """How each quotation of the bank fares; see `CitationState`. What the lock does not know yet may be OK."""
    shelf = _Shelf.of(bank, texts or {})
    lock = _with_parts(bank, lock)
    return {citation: _state(citation, lock, shelf) for item in bank.items for citation in item.citations}


def quoted_shares(bank: Bank, lock: Lock, places: Mapping[Citation, Place]) -> Mapping[str, float]:
    """The share of each locked article's words that the bank quotes, from 0 to 1; overlaps count once."""
    quoted: dict[str, set[tuple[int, int]]] = {article.id: set() for article in bank.articles}
    for citation, place in places.items():
        if citation.article in quoted:
            quoted[citation.article] |= {(place.paragraph, word) for word in range(place.first, place.last + 1)}
    return {
        id: len(quoted[id]) / lock.articles[id].words if lock.articles[id].words else 0.0
        for id in quoted
        if id in lock.articles
    }


@dataclass(frozen=True, slots=True)
class _Shelf:
    """The bank's articles, and the texts of those that are at hand."""

    articles: Mapping[str, Article]
    texts: Mapping[str, ArticleText] = field(default_factory=dict)
    cite: str = "quizgen cite --articles DIR"
    """What proves quotations against these texts."""
    folder: str = "a folder DIR"
    """Where they lie."""
    hints: Iterator[bool] = field(default_factory=lambda: repeat(True, MAX_HINTS))
    """True for each quotation that may still be searched for everywhere."""

    @classmethod
    def of(cls, bank: Bank, texts: Mapping[str, str]) -> "_Shelf":
        """Each text taken apart once."""
        articles = {article.id: article for article in bank.articles}
        read = {id: text_of(one, texts[id]) for id, one in articles.items() if id in texts}
        own = ("quizgen cite", f"`{bank.folder}`") if bank.folder else ()
        return cls(articles, read, *own)


def _form(citation: Citation, shelf: _Shelf) -> Iterator[Diagnostic]:
    """What can be told without article or lock."""
    if citation.article not in shelf.articles:
        named = [f"`{id}`" for id in islice(shelf.articles, MAX_NAMED)]
        known = ", ".join([*named, "…"] if len(shelf.articles) > MAX_NAMED else named)
        help = f"the articles are {known}" if known else "list the article under `articles`"
        yield error("unknown-article", citation.article_span, f"there is no article `{citation.article}`", help=help)
    count = _length(citation.quote)
    if not SHORTEST <= count <= LONGEST:
        help = "quote enough to settle the answer, and no more: one run of words, with its speaker and its hedge"
        message = f"a quotation has {SHORTEST} to {LONGEST} words, and this one {count}"
        yield error("quote-length", citation.span, message, help=help)


@lru_cache(maxsize=16)
def _length(quote: str) -> int:
    """Words of a quotation. Asked twice in a row for each, and a third of what proving by the lock costs."""
    return len(words(fold(quote)))


def _copied(bank: Bank, lock: Lock) -> Iterator[Diagnostic]:
    """The lock beside the bank was made for this id and for none of these articles: one bank grew out of another."""
    here = {article.id for article in bank.articles}
    if lock.bank == bank.id and lock.articles and here and not here & lock.articles.keys():
        yield error(
            "copied-bank",
            bank.span,
            f"the lock knows bank `{bank.id}` by other articles, and none of these",
            f"it holds {', '.join(f'`{id}`' for id in islice(lock.articles, MAX_NAMED))}",
            help="give this bank an `id` of its own; if it is the old one, delete the lock and run `quizgen cite`",
        )


def _articles_against_lock(bank: Bank, lock: Lock, shelf: _Shelf) -> Iterator[Diagnostic]:
    """What is wrong with the lock's entries for articles."""
    yield from _not_locked(bank, lock, shelf)
    for id, text in shelf.texts.items():
        if id in lock.articles and lock.articles[id].digest != text.digest:
            yield _article_changed(id, lock.articles[id], text, shelf)


def _not_locked(bank: Bank, lock: Lock, shelf: _Shelf) -> Iterator[Diagnostic]:
    """Articles that are cited, and of which the lock knows nothing."""
    cited = Counter(citation.article for item in bank.items for citation in item.citations)
    for id, article in shelf.articles.items():
        if id not in lock.articles and (count := cited[id]):
            waiting = "a quotation waits" if count == 1 else f"{count} quotations wait"
            message = f"the lock knows nothing of article `{id}`, and {waiting} for it"
            yield error("article-not-locked", article.span, message, help=_lock_help(article, shelf))


def _lock_help(article: Article, shelf: _Shelf) -> str:
    """What makes an article known to the lock."""
    if article.id in shelf.texts:
        return f"run `{shelf.cite}`"
    name = article.file or f"{article.id}.txt"
    file = f"put its text as `{name}` into {shelf.folder}"
    if not article.file:
        file = f"name the file of its text in the bank, such as `file: {name}`, {file}"
    return f"{file} and run `{shelf.cite}`"


def _article_changed(id: str, locked: LockedArticle, text: ArticleText, shelf: _Shelf) -> Diagnostic:
    """The text at hand is not the text that was locked."""
    new = [paragraph.number for paragraph in text.paragraphs if paragraph.digest not in locked.numbers]
    notes = [f"the lock does not know {numbered(new)}"] if new else ["paragraphs were moved or taken away"]
    return error(
        "article-changed",
        shelf.articles[id].span,
        f"the text of `{id}` is not the one that the lock was made from",
        *notes,
        help=f"if the text, `skip` or `wrapped` was changed on purpose, run `{shelf.cite}`",
    )


def _prove(citation: Citation, item: Item, lock: Lock, shelf: _Shelf) -> tuple[Place | None, tuple[Diagnostic, ...]]:
    """One quotation, by the text if that is at hand, else by the lock."""
    attestation = lock.attestation(citation)
    text = shelf.texts.get(citation.article)
    if text is None:
        place = _attested_place(citation, attestation, lock)
        known = citation.article in shelf.articles and citation.article in lock.articles
        return place, (_unproved(citation, item, attestation, shelf),) if known and not place else ()
    found = _stands(citation, text)
    if len(found) != 1:
        return None, (_absent_or_ambiguous(citation, found, text, shelf),)
    [(paragraph, place)] = found
    if attestation is None:
        locked = citation.article in lock.articles
        return place, (_unproved(citation, item, attestation, shelf),) if locked else ()
    article = lock.articles.get(citation.article)
    moved = _moved(paragraph, place, attestation, article)
    return place, (_quote_moved(citation, place, attestation, shelf, article),) if moved else ()


def _attest(
    citation: Citation, item: Item, known: Lock, shelf: _Shelf
) -> tuple[Attestation | None, tuple[Diagnostic, ...]]:
    """The entry for one quotation, from the text if that is at hand, else kept from the lock."""
    text = shelf.texts.get(citation.article)
    if text is None:
        place, findings = _prove(citation, item, known, shelf)
        return (known.attestation(citation) if place else None), findings
    found = _stands(citation, text)
    if len(found) != 1:
        return None, (_absent_or_ambiguous(citation, found, text, shelf),)
    [(paragraph, place)] = found
    return Attestation(paragraph.digest, place.first, place.last), ()


def _stands(citation: Citation, text: ArticleText) -> list[tuple[Paragraph, Place]]:
    """Every place where the quotation stands, between its prefix and suffix."""
    quote, prefix, suffix = fold(citation.quote), fold(citation.prefix), fold(citation.suffix)
    return [
        (paragraph, Place(paragraph.number, match.first, match.last))
        for paragraph in text.holding(quote)
        for match in find(quote, prefix, suffix, paragraph)
    ]


def _absent_or_ambiguous(
    citation: Citation, found: list[tuple[Paragraph, Place]], text: ArticleText, shelf: _Shelf
) -> Diagnostic:
    if not found:
        return not_found(citation, text, shelf.texts, thoroughly=next(shelf.hints, False))
    repeated = len({paragraph.digest for paragraph, _ in found}) < len({place.paragraph for _, place in found})
    notes = ["a whole paragraph is repeated: if it is page furniture, list its line under `skip`"] if repeated else []
    return error(
        "quote-ambiguous",
        citation.span,
        f"the quotation stands {len(found)} times in `{citation.article}`",
        f"it stands in {numbered(place.paragraph for _, place in found)}",
        *notes,
        help="add as `prefix` or `suffix` what stands right before or behind the one that is meant, or quote more",
    )


def _with_parts(bank: Bank, lock: Lock) -> Lock:
    """The lock with those quotations too that stand within another one of the bank, which it proves.

    That their words stand elsewhere as well only the text can show; then it is `quote-ambiguous`.
    """
    cited = [citation for item in bank.items for citation in item.citations]
    unproved = [one for one in cited if one.article in lock.articles and not lock.attestation(one)]
    proved: dict[str, dict[Citation, Attestation]] = defaultdict(dict)
    for citation in cited if unproved else ():
        attestation = lock.attestation(citation)
        if attestation and _attested_place(citation, attestation, lock):
            proved[citation.article][citation] = attestation
    wholes = {id: _Wholes.of(quotations) for id, quotations in proved.items()}
    parts = {key(one): wholes[one.article].part(one) for one in unproved if one.article in wholes}
    found = {name: part for name, part in parts.items() if part}
    return replace(lock, quotations={**lock.quotations, **found}) if found else lock


@dataclass(frozen=True, slots=True)
class _Wholes:
    """Proved quotations of an article, in which others may stand."""

    text: ArticleText
    """A paragraph each."""
    attestations: Sequence[Attestation]

    @classmethod
    def of(cls, quotations: Mapping[Citation, Attestation]) -> "_Wholes":
        texts = (Paragraph(number, citation.quote) for number, citation in enumerate(quotations))
        return cls(ArticleText(tuple(texts)), tuple(quotations.values()))

    def part(self, citation: Citation) -> Attestation | None:
        """The entry for a quotation that stands once in one of these."""
        places = [(self.attestations[paragraph.number], place) for paragraph, place in _stands(citation, self.text)]
        found = {
            Attestation(whole.paragraph, whole.first + place.first - 1, whole.first + place.last - 1)
            for whole, place in places
        }
        return found.pop() if len(found) == 1 else None


def _attested_place(citation: Citation, attestation: Attestation | None, lock: Lock) -> Place | None:
    """What the lock alone proves."""
    article = lock.articles.get(citation.article)
    if attestation is None or article is None or attestation.paragraph not in article.numbers:
        return None
    if attestation.last - attestation.first + 1 != _length(citation.quote):
        return None
    return Place(article.numbers[attestation.paragraph][0], attestation.first, attestation.last)


def _unproved(citation: Citation, item: Item, attestation: Attestation | None, shelf: _Shelf) -> Diagnostic:
    message = f"nothing proves yet that this stands in `{citation.article}`"
    notes = ["what the lock says of it fits no paragraph of the article"] if attestation else []
    return error("quote-unproved", citation.span, message, *notes, help=_ATTEST.format(cite=shelf.cite, id=item.id))


def _moved(paragraph: Paragraph, place: Place, attestation: Attestation, article: LockedArticle | None) -> bool:
    """Whether the lock says something else of this quotation."""
    if Attestation(paragraph.digest, place.first, place.last) != attestation or article is None:
        return True
    return article.paragraphs[place.paragraph - 1 : place.paragraph] != (paragraph.digest,)


def _quote_moved(
    citation: Citation, place: Place, attestation: Attestation, shelf: _Shelf, article: LockedArticle | None
) -> Diagnostic:
    number = place.paragraph
    stayed = article and article.paragraphs[number - 1 : number] == (attestation.paragraph,)
    message = "stands in a changed paragraph" if stayed else "does not stand where the lock says"
    return warning(
        "quote-moved",
        citation.span,
        f"the quotation {message}",
        f"it stands in paragraph {number} of `{citation.article}` now",
        help=f"see that it still means the same there, then run `{shelf.cite}`",
    )


def _state(citation: Citation, lock: Lock, shelf: _Shelf) -> CitationState:
    attestation, text = lock.attestation(citation), shelf.texts.get(citation.article)
    if text is None:
        return CitationState.OK if _attested_place(citation, attestation, lock) else CitationState.ORPHAN
    found = _stands(citation, text)
    if len(found) != 1:
        near = found or nearest(citation.quote, text)
        return CitationState.DRIFTED if near else CitationState.ORPHAN
    moved = attestation and _moved(*found[0], attestation, lock.articles.get(citation.article))
    return CitationState.MOVED if moved else CitationState.OK


def _listed(lock: Lock, article: str, pasted: Paragraph) -> ArticleText:
    """The pasted paragraph, as often and at such numbers as the lock lists it for the article."""
    known = lock.articles[article].numbers if article in lock.articles else {}
    numbers = next((known[digest] for digest in pasted.digests if digest in known), ())
    return ArticleText(tuple(Paragraph(number, pasted.printed) for number in numbers))


def _part_of_pasted(citation: Citation, pasted: str, lock: Lock) -> Attestation | None:
    """The entry for a quotation that was cut from the pasted one, which the lock proves."""
    whole = replace(citation, quote=pasted, prefix="", suffix="")
    attestation = lock.attestation(whole)
    if attestation and _attested_place(whole, attestation, lock):
        return _Wholes.of({whole: attestation}).part(citation)
    return None


def _unlisted(item: Item, bank: Bank, lock: Lock, pasted: Paragraph) -> Diagnostic:
    """Why a pasted text is no paragraph of the articles that a question cites."""
    cited = {citation.article: citation for citation in item.citations}
    if not cited.keys() & lock.articles.keys():
        return _proves_nothing_yet(next(iter(cited.values())), bank)
    here, there = ({id: found for id in ids if (found := _made_of(lock, id, pasted))} for ids in (cited, lock.articles))
    no = f"the pasted text is no paragraph of {' or '.join(f'`{id}`' for id in cited)}"
    if here:
        id, found = next(iter(here.items()))
        message = f"the pasted text is {len(found)} paragraphs of `{id}`, each line one"
        help = "paste only the one that the quotation stands in"
    elif there:
        id, found = next(iter(there.items()))
        message, help = f"{no}, but {numbered(found)} of `{id}`", f"paste the paragraph that is quoted, or cite `{id}`"
    else:
        message = f"{no} that the lock knows"
        help = "paste one whole paragraph, from its first word to its last, as printed"
    return error("quote-unproved", item.citations[0].span, message, help=help)


def _proves_nothing_yet(citation: Citation, bank: Bank) -> Diagnostic:
    """Of an article that is not locked no paragraph can be known again."""
    article = next((one for one in bank.articles if one.id == citation.article), None)
    if article is None:
        return next(_form(citation, _Shelf.of(bank, {})))
    message = f"the lock knows nothing of article `{article.id}` yet, so no pasted paragraph can be told to be its own"
    return error("article-not-locked", citation.article_span, message, help=_lock_help(article, _Shelf.of(bank, {})))


def _made_of(lock: Lock, id: str, pasted: Paragraph) -> list[int]:
    """Which paragraphs of an article a pasted text is made of: one, or one in each of its lines; none if it is not."""
    if whole := _listed(lock, id, pasted).paragraphs:
        return [paragraph.number for paragraph in whole]
    lines = [_listed(lock, id, Paragraph(0, line)).paragraphs for line in paragraphs(pasted.printed)]
    return [paragraph.number for line in lines for paragraph in line] if all(lines) else []


def _attest_by(citation: Citation, pasted: ArticleText, lock: Lock) -> tuple[Attestation | None, Diagnostic | None]:
    """The entry for a quotation that stands once in what was pasted."""
    found = _stands(citation, pasted)
    if not found and not comes_near(citation, pasted):
        return None, _another_paragraph(citation, pasted, lock)
    if len(found) != 1:
        return None, _absent_or_ambiguous(citation, found, pasted, _Shelf({}))
    [(_, place)] = found
    known = lock.articles[citation.article].paragraphs[place.paragraph - 1]
    return Attestation(known, place.first, place.last), None


def _another_paragraph(citation: Citation, pasted: ArticleText, lock: Lock) -> Diagnostic:
    """The pasted paragraph is one of the article, and nothing like the quotation stands there."""
    known = _attested_place(citation, lock.attestation(citation), lock)
    notes = [f"the lock has it in paragraph {known.paragraph}, where it is proved already"] if known else []
    which = numbered(paragraph.number for paragraph in pasted.paragraphs)
    return error(
        "quote-unproved",
        citation.span,
        f"the pasted text is {which} of `{citation.article}`, and the quotation does not stand there",
        *notes,
        help="paste the paragraph that it stands in; if it should be this one, copy the quotation from it",
    )


def _quoted_too_much(bank: Bank, lock: Lock, places: Mapping[Citation, Place]) -> Iterator[Diagnostic]:
    """More of an article is quoted than its publisher may bear with, unless there is none to ask."""
    shares = quoted_shares(bank, lock, places)
    for article in bank.articles:
        share = shares.get(article.id, 0.0)
        if share > bank.max_quoted_share and not article.own:
            quoted, most = percents(share, bank.max_quoted_share)
            yield warning(
                "quoted-too-much",
                article.span,
                f"{quoted} of the words of `{article.id}` are quoted, more than {most}",
                help="shorten its quotations to the words that settle each answer, or raise `max_quoted_share`",
            )
