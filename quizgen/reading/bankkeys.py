"""The keys of a bank file: of its frame, of articles and people, and of the nine kinds of question."""

import re
from collections.abc import Mapping
from decimal import Decimal

from quizgen.model import KINDS, Difficulty, Level
from quizgen.reading.tables import FLAG, ID, MOMENT, TEXT, TEXTS, Either, Key, List, Number, Spelt, Table, Words, words

LANGUAGE = Spelt(re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,4}"), "write `en`, `pt-BR` or the like")
URL = Spelt(re.compile(r"https?://\S+"), "start it with `https://`; leave it out if it is not known")
FILE = Spelt(
    re.compile(r"(?!\.\.?$)[^/\\:]+"), "give the bare name of a file; `articles:` under `bank:` names the folder"
)
FOLDER = Spelt(
    re.compile(r"(?![/~]|[A-Za-z]:)[^\\]+"),
    "give its way from the bank with `/`, such as `articles`; a folder of one machine alone is for `--articles`",
)
LINES = Spelt(
    re.compile(r"([1-9][0-9]{0,8})(?:-([1-9][0-9]{0,8}))?"),
    "write a line number, such as `5`, or the first and the last, such as `11-12`",
)

HEAD = Table(
    "`bank`",
    "What the bank is.",
    (
        Key(
            "id",
            ID,
            "Part of every note's identity in Anki. It never changes, and no two banks share one.",
            needed=True,
            examples=("cell-biology",),
        ),
        Key("title", TEXT, "What the bank is called, in reports and previews.", needed=True),
        Key(
            "language",
            LANGUAGE,
            "The language of the questions, as a tag.",
            needed=True,
            examples=("en", "de", "pt-BR"),
        ),
        Key(
            "articles",
            FOLDER,
            "The folder of the articles' texts, from the bank; it may be absent. `--articles` names another.",
            examples=("articles",),
        ),
        Key(
            "max_quoted_share",
            Number(Decimal(0), Decimal(1)),
            "How much of an article may be quoted before `quizgen check` warns; 0.5, half of it, if left out.",
            examples=(0.6,),
        ),
        Key(
            "claims",
            FLAG,
            "`true` if the articles report what people claim, so that questions must say who says it, and how surely.",
        ),
    ),
)
ARTICLE = Table(
    "an article",
    "A text that questions rest on, with only what is known of it. What it does not print itself stands in [brackets].",
    (
        Key(
            "id",
            ID,
            "By which questions cite the article. It never changes: decks name it too.",
            needed=True,
            examples=("mitosis-intro",),
        ),
        Key("title", TEXT, "As printed; in [brackets] where the article prints none.", needed=True),
        Key(
            "label",
            TEXT,
            "A short name. With publisher and date it stands above each question; in Anki it names the subdeck, and "
            "so does not change.",
            examples=("Mitosis",),
        ),
        Key("author", TEXT, "Who wrote it; leave it out if that is not known."),
        Key("publisher", TEXT, "Who published it.", examples=("Kyiv Post",)),
        Key("issued", TEXT, "When it was published, as it is to be printed.", examples=("27 January 2025", "[1911]")),
        Key("accessed", TEXT, "When it was read, for a page that may change.", examples=("3 March 2025",)),
        Key("URL", URL, "Where it stands on the web.", examples=("https://example.org/mitosis",)),
        Key(
            "file",
            FILE,
            "The name of the file that holds its text, in the bank's folder of articles or that of `--articles`.",
            examples=("mitosis.txt",),
        ),
        Key(
            "skip",
            List(LINES),
            "Lines of the file, from 1, that are not the article's: advertisements, captions, links.",
            examples=(["5", "11-12"],),
        ),
        Key("wrapped", FLAG, "`true` where the file breaks its lines: paragraphs end at empty lines."),
        Key(
            "own",
            FLAG,
            "`true` of a text that is yours, or that you may share: no paper says that it is a publisher's.",
        ),
        Key(
            "claims",
            FLAG,
            "`true` if it reports what people claim, so that questions must say who says it, and how surely; "
            "`false` if it does not where the bank says so of all.",
        ),
        Key(
            "revised",
            MOMENT,
            "When what cards print of the article (title, publisher, date …) last changed, in UTC: Anki then takes it.",
            examples=("2026-11-22T09:30:00Z",),
        ),
    ),
)
PERSON = Table(
    "a person",
    "Somebody whom the articles spell in several ways.",
    (
        Key("name", TEXT, "The spelling that questions use.", needed=True, examples=("Sviatlana Tsikhanouskaya",)),
        Key("also", TEXTS, "Other spellings, as articles have them.", examples=(["Svetlana Tikhanovskaya"],)),
    ),
)
SIDE = Table(
    "a side",
    "One account of the matter.",
    (
        Key("article", TEXT, "The id of the article that gives it.", needed=True),
        Key("words", TEXT, "Some of its words, as printed, which a question on the matter must quote.", needed=True),
    ),
)
DISPUTE = Table(
    "a dispute",
    "A matter on which the articles contradict each other, or themselves.",
    (
        Key(
            "about",
            TEXT,
            "What the matter is, for reports.",
            needed=True,
            examples=("how many people came",),
        ),
        Key("sides", List(SIDE, least=2), "The accounts that there are, two at least.", needed=True),
    ),
)
CITATION = Table(
    "a citation",
    "The words of an article that settle the answer.",
    (
        Key("article", TEXT, "The id of an article.", needed=True),
        Key(
            "quote",
            TEXT,
            "3 to 60 words of one paragraph, copied as printed, mistakes included: the fewest that settle the answer.",
            needed=True,
        ),
        Key("prefix", TEXT, "The words before, where the quotation stands more than once."),
        Key("suffix", TEXT, "The words behind, where the quotation stands more than once."),
        Key(
            "voice",
            TEXT,
            "Whose claim it is; `opinion` for the article's own view. Left out where it is plainly reported.",
            examples=("Alexander Lukashenko", "opinion"),
        ),
    ),
)
OPTION = Table(
    "an option",
    "An answer that is offered, with more said of it.",
    (
        Key("text", TEXT, "What the option says.", needed=True),
        Key("why", TEXT, "Of a wrong option: why it tempts, and where it errs."),
        Key("pinned", FLAG, "`true` keeps it in its place while the others are shuffled."),
    ),
)
PAIR = Table(
    "a pair",
    "Two things that belong together.",
    (
        Key("left", TEXT, "What is asked about.", needed=True),
        Key("right", TEXT, "What belongs to it.", needed=True),
    ),
)
CHECKED = Table(
    "`checked`",
    "A person's word that the question is right as it stands. `quizgen review` writes it; nobody types it.",
    (
        Key("by", TEXT, "Who looked.", needed=True),
        Key("at", MOMENT, "When, in UTC.", needed=True),
        Key("digest", TEXT, "Of all that a learner sees, as it was then.", needed=True),
        Key("unasked", FLAG, "`true` where the record was made without showing the question: `quizgen review --yes`."),
        Key("disputed", TEXT, "Why that person holds the question to be wrong."),
    ),
)
ALLOW = Table("`allow`", "The names of rules, each with the reason why it does not hold here.", others=TEXT)

KIND_ABOUT: Mapping[str, str] = {
    "choice": "One of several options is right.",
    "multiple": "Any number of the options is right, and all of them are wanted.",
    "true-false": "A statement, to be judged.",
    "short": "A few words, written by the learner.",
    "numeric": "A number, written by the learner.",
    "cloze": "A text with blanks to be filled.",
    "match": "Entries of two columns, to be paired.",
    "order": "Entries, to be put in order.",
    "open": "A few sentences, judged by a person.",
}
assert KIND_ABOUT.keys() == KINDS.keys()
DIFFICULTY = words(Difficulty)
LEVEL = words(
    Level,
    remember="Recall what the text says.",
    understand="Say it in other words, explain it, sum it up.",
    apply="Use it in a case that the text does not have.",
    analyze="Take apart who says what, and how things hang together.",
    evaluate="Judge by what the text gives to judge by.",
)

HIDDEN = "hidden"

_ID = Key(
    "id",
    ID,
    "Never changes: a learner's progress hangs on it.",
    needed=True,
    examples=("vote-2025-share",),
)
_KIND = "How the question is answered; it decides which other keys there are."
_STEM = "What is asked. `**strong**` and `*emphasis*` are all the markup; lines of a block after `|` stay lines."
_OPTIONS = Key(
    "options",
    List(Either((TEXT, OPTION)), least=2),
    "What is offered, each a text, or `{text: …, why: …}` to say why a wrong one tempts.",
    needed=True,
)
_FIXED = Key("fixed", FLAG, "`true` keeps the options in this order.")
_REVERSE = Key(
    "reverse",
    TEXT,
    "What a second card asks, from the answer back, in decks with `reversed: true`; without it there is none.",
    examples=("What did the mayor say of the ford?",),
)
_OWN: Mapping[str, tuple[Key, ...]] = {
    "choice": (
        _OPTIONS,
        Key("key", TEXT, "The right option, word for word.", needed=True),
        _FIXED,
    ),
    "multiple": (
        _OPTIONS,
        Key("key", List(TEXT, least=1), "The right options, word for word.", needed=True),
        _FIXED,
    ),
    "true-false": (
        Key("key", FLAG, "Whether the statement is true.", needed=True),
        Key("correction", TEXT, "Of a false statement, where it is needed: the statement as it would be true."),
    ),
    "short": (
        Key("answer", TEXT, "What is to be written.", needed=True),
        Key("accept", TEXTS, "Other wordings that count as right."),
        Key("type", FLAG, "`true` has the answer typed in on a card, and compared."),
        _REVERSE,
    ),
    "numeric": (
        Key("answer", Number(), "The number, as it is to be printed.", needed=True, examples=(86.8,)),
        Key("unit", TEXT, "What it is a number of; printed behind the line.", examples=("%", "km")),
        Key("tolerance", Number(Decimal(0)), "How far off an answer may be and still count, in the same unit."),
        _REVERSE,
    ),
    "cloze": (
        Key(
            "text",
            TEXT,
            "The text with its blanks, `{{c1::answer}}` or `{{c1::answer::hint}}`. Blanks of one number are one card.",
            needed=True,
            examples=("Water boils at {{c1::100 °C}} at the level of {{c2::the sea::where?}}.",),
        ),
    ),
    "match": (
        Key("pairs", List(PAIR, least=2), "What belongs together; no entry of either side twice.", needed=True),
        Key("extra", TEXTS, "Right-hand entries that belong to none, so that the last pair is not free."),
    ),
    "order": (Key("items", List(TEXT, least=2), "The entries, in the right order.", needed=True),),
    "open": (Key("points", List(TEXT, least=1), "What a good answer holds, one mark each.", needed=True),),
}
OWN_KEYS: Mapping[str, tuple[str, ...]] = {
    name: tuple(kind for kind, keys in _OWN.items() if name in {key.name for key in keys})
    for name in dict.fromkeys(key.name for keys in _OWN.values() for key in keys)
}
"""The keys that some kinds have and others do not: by each, the kinds that have it."""
assert _OWN.keys() == KINDS.keys()
_REST = (
    Key("why", TEXT, "What the learner should take away, and why the tempting answer is wrong.", needed=True),
    Key(
        "cite",
        Either((CITATION, List(CITATION, least=1))),
        "The words of an article that settle the answer: one citation, or a list of them.",
        needed=True,
    ),
    Key("difficulty", DIFFICULTY, "How hard it is for the learner it is meant for.", needed=True),
    Key("level", LEVEL, "What the learner must do, after Bloom's taxonomy as revised.", needed=True),
    Key(
        "tags",
        TEXTS,
        "By which decks and quizzes choose: lower-case letters, digits and single hyphens.",
        examples=(["elections", "week-3"],),
    ),
    Key(
        "allow",
        ALLOW,
        "Rules that are wrong about this question, each with the reason.",
        examples=({"negative-stem": "The speaker's own “not” is what is asked."},),
    ),
    Key(
        "source",
        Words({HIDDEN: "No line above the question names its articles."}),
        "`hidden` where the line above the question, which names its articles, would give the answer away.",
    ),
    Key("checked", CHECKED, CHECKED.about),
    Key("retired", TEXT, "Why the question is no longer asked: papers drop it, its note in Anki stays and says so."),
)


def _question(kind: str) -> Table:
    stem = () if kind == "cloze" else (Key("stem", TEXT, _STEM, needed=True),)
    named = Key("kind", Words({kind: KIND_ABOUT[kind]}), _KIND, needed=True)
    return Table("a question", KIND_ABOUT[kind], (_ID, named, *stem, *_OWN[kind], *_REST))


def _any_question() -> Table:
    """Of an unknown kind nobody knows which keys belong to it: any that some kind has."""
    own = {key.name: Key(key.name, key.holds, key.about) for keys in _OWN.values() for key in keys}
    kind = Key("kind", Words(KIND_ABOUT), _KIND, needed=True)
    kinds = {name: _question(name) for name in KINDS}
    keys = (_ID, kind, Key("stem", TEXT, _STEM), *own.values(), *_REST)
    return Table("a question", "A question, of one of nine kinds.", keys, kinds=kinds)


QUESTION = _any_question()

BANK = Table(
    "a bank file",
    "A bank of questions for quizgen.",
    (
        Key("bank", HEAD, HEAD.about, needed=True),
        Key("articles", List(ARTICLE, least=1), "The texts that the questions rest on.", needed=True),
        Key("people", List(PERSON), "People whom the articles spell in several ways."),
        Key("disputes", List(DISPUTE), "Matters on which the articles contradict each other."),
        Key("questions", List(QUESTION, least=1), "The questions, in the order of decks.", needed=True),
    ),
)
