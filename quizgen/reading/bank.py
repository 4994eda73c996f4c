"""The frame of a bank file → `Bank`: articles, people, disputes, and the list of questions.

Every mistake of a file is told in one run; what cannot be read is left out, and nothing is guessed.
"""

from decimal import Decimal

from quizgen.diagnostics import Diagnostic, error
from quizgen.model import Article, Bank, Dispute, Item, Person, Side
from quizgen.reading import commas
from quizgen.reading.bankkeys import BANK, FILE, FOLDER, LANGUAGE, LINES, URL
from quizgen.reading.fields import Fields, Located, shown
from quizgen.reading.questions import question
from quizgen.reading.yamlnodes import Mapping, Node, Scalar, Sequence
from quizgen.span import Span


def read(node: Node) -> tuple[Bank | None, tuple[Diagnostic, ...]]:
    """The bank that a node holds, as far as it can be read, and every finding. None if its frame cannot be used."""
    found: list[Diagnostic] = []
    if isinstance(node, Scalar) and not node.text:
        found.append(
            error(
                "empty-bank",
                node.span,
                "the bank is empty",
                help="start it with the keys `bank:`, `articles:` and `questions:`",
            )
        )
        return None, tuple(found)
    if not isinstance(node, Mapping):
        kind = "a list" if isinstance(node, Sequence) else "a text"
        help = "start it with the keys `bank:`, `articles:` and `questions:`"
        place = Span.of(node.span.line, node.span.column)
        found.append(error("wrong-shape", place, f"the bank is {kind}, not a mapping", help=help))
        return None, tuple(found)
    bank = _bank(Fields(node, found, BANK), found)
    return bank, tuple(found)


def _bank(top: Fields, found: list[Diagnostic]) -> Bank | None:
    about = top.fields("bank")
    head = _head(about) if about else None
    articles = [_article(fields, claims=head is not None and head[-1]) for fields in top.each("articles")]
    people = [_person(fields) for fields in top.each("people")]
    disputes = [_dispute(fields) for fields in top.each("disputes")]
    items = _items(top, is_english=head is not None and head[2].text.lower().partition("-")[0] == "en")
    top.finish()
    if head is None or not isinstance(top.peek("articles"), Sequence) or items is None:
        return None
    id, title, language, folder, share, _ = head
    return Bank(
        id=id.text,
        title=title.text,
        language=language.text,
        articles=tuple(article for article in articles if article),
        items=items,
        people=tuple(person for person in people if person),
        disputes=tuple(dispute for dispute in disputes if dispute.about),
        folder=folder,
        max_quoted_share=share,
        span=id.span,
        language_span=language.span,
    )


def _head(about: Fields) -> tuple[Located, Located, Located, str, Decimal, bool]:
    head = (
        about.slug("id"),
        about.line("title"),
        _language(about),
        _folder(about),
        about.decimal("max_quoted_share", Decimal("0.5")),
        about.flag("claims"),
    )
    about.finish()
    return head


def _language(about: Fields) -> Located:
    language = about.text("language", prose=False)
    if language.text and not LANGUAGE.fits(language.text):
        message = f"`{shown(language.text)}` is not a language tag"
        about.report("bad-language", language.span, message, help=LANGUAGE.wanted)
    return language


def _folder(about: Fields) -> str:
    folder = about.text("articles", prose=False)
    if folder.text and not FOLDER.fits(folder.text):
        message = f"`{shown(folder.text)}` is not a folder beside the bank"
        about.report("bad-file-name", folder.span, message, help=FOLDER.wanted)
    return folder.text


def _items(top: Fields, *, is_english: bool) -> tuple[Item, ...] | None:
    """The questions; None if something else stands in the place of their list."""
    node = top.peek("questions")
    if node is None and any("questions" in inner.unknown for inner in top.told.inner):
        return None  # they stand in the wrong place, which is told there
    if node is None or node in (Scalar("", node.span), Sequence((), node.span)):
        top.report(
            "empty-bank",
            top.key_span("questions"),
            "the bank has no questions",
            help="add one: `quizgen new question KIND`",
        )
        return ()
    each = top.each("questions")
    for fields in each if is_english else ():
        commas.fragments(fields)
    items = [question(fields) for fields in each]
    return tuple(item for item in items if item) if isinstance(node, Sequence) else None


def _article(fields: Fields, *, claims: bool) -> Article | None:
    """An article; one whose id can be read is kept, so that its questions are not blamed for its mistakes.

    `claims` is what the bank says of all its articles; each may say otherwise of itself.
    """
    id = fields.slug("id")
    article = Article(
        id=id.text,
        title=fields.line("title").text,
        label=fields.line("label").text,
        author=fields.text("author").text,
        publisher=fields.text("publisher").text,
        issued=fields.text("issued").text,
        accessed=fields.text("accessed").text,
        url=_url(fields),
        file=_file(fields),
        skip=_skip(fields),
        wrapped=fields.flag("wrapped"),
        own=fields.flag("own"),
        claims=fields.flag("claims", claims),
        revised=fields.timestamp("revised"),
        span=id.span,
        file_span=fields.value_span("file"),
    )
    fields.finish()
    return article if id.text else None


def _url(fields: Fields) -> str:
    url = fields.text("URL", prose=False)
    if url.text and not URL.fits(url.text):
        fields.report("bad-url", url.span, f"`{shown(url.text)}` is not a URL", help=URL.wanted)
    return url.text


def _file(fields: Fields) -> str:
    file = fields.text("file", prose=False)
    if file.text and not FILE.fits(file.text):
        fields.report("bad-file-name", file.span, f"`{shown(file.text)}` is not the name of a file", help=FILE.wanted)
    return file.text


def _skip(fields: Fields) -> tuple[range, ...]:
    """Lines of a file: `5`, or `11-12` with both ends included."""
    lines = []
    for entry in fields.texts("skip", prose=False):
        match = LINES.pattern.fullmatch(entry.text)
        if match and int(match[1]) <= int(match[2] or match[1]):
            lines.append(range(int(match[1]), int(match[2] or match[1]) + 1))
        else:
            fields.report("bad-number", entry.span, f"`{shown(entry.text)}` names no lines", help=LINES.wanted)
    return tuple(lines)


def _person(fields: Fields) -> Person | None:
    name = fields.text("name")
    also = tuple(other.text for other in fields.texts("also"))
    fields.finish()
    return Person(name=name.text, also=also, span=name.span) if name.text else None


def _dispute(fields: Fields) -> Dispute:
    about = fields.text("about")
    sides = [_side(one) for one in fields.each("sides")]
    fields.at_least("sides")
    fields.finish()
    return Dispute(about=about.text, sides=tuple(sides), span=about.span)


def _side(fields: Fields) -> Side:
    article, words = fields.text("article", prose=False), fields.text("words")
    fields.finish()
    return Side(article=article.text, words=words.text, span=words.span)
