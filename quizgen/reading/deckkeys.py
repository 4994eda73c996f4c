"""The keys of a deck file."""

from quizgen.forms.plans import CARD_EDGES, CARD_LAYOUTS, HANDOUTS, PAGES, PRESETS, Subdecks
from quizgen.reading.bankkeys import DIFFICULTY, KIND_ABOUT, LEVEL
from quizgen.reading.tables import FLAG, ID, MOMENT, TEXT, TEXTS, Form, Integer, Key, List, Table, Words, words

VERSIONS = 702
"""The most versions of one quiz: A to ZZ."""

SELECT = Table(
    "`select`",
    "Which questions are wanted. A list that is left out restricts nothing; several are all to be met.",
    (
        Key("articles", TEXTS, "Ids of articles, of which a question cites one."),
        Key("tags", TEXTS, "Tags, of which a question has one."),
        Key("kinds", List(Words(KIND_ABOUT)), "Kinds of question."),
        Key("difficulty", List(DIFFICULTY), "How hard they may be."),
        Key("levels", List(LEVEL), "What the learner must do."),
        Key("ids", TEXTS, "Ids of questions, and no others."),
        Key("except", TEXTS, "Ids of questions that are left out."),
    ),
)
ANKI = Table(
    "`anki`",
    "An Anki deck, `build/NAME.apkg`; left out: none.",
    (
        Key(
            "subdecks",
            words(Subdecks, tag="The question's first.", none="One deck."),
            "By what the deck is divided; by article if left out.",
        ),
        Key(
            "typed", FLAG, "`true` has short answers, numbers and blanks typed in; left out: where a question says so."
        ),
        Key("reversed", FLAG, "`true` asks short answers the other way round too; no two may share one."),
        Key("description", TEXT, "What stands in Anki above count, version and sources."),
        Key("licence", TEXT, "Under which terms the deck is given on.", examples=("CC BY 4.0",)),
    ),
)
_PAGE = Key("page", words(PAGES), "The paper to print on; A4 if left out.")
FLASHCARDS = Table(
    "`flashcards`",
    "Cards to cut out, `build/NAME-flashcards.pdf`; left out: none.",
    (
        _PAGE,
        Key("layout", words(CARD_LAYOUTS), "How many cards a page holds; 8-up if left out."),
        Key(
            "edge",
            words(CARD_EDGES),
            "Over which edge the printer turns a sheet; the long one if left out.",
        ),
    ),
)


def _by_kind(name: str, about: str, holds: Form) -> Table:
    keys = tuple(Key(kind, holds, told) for kind, told in KIND_ABOUT.items())
    return Table(f"`{name}`", about, keys)


MIX = _by_kind("mix", "How many questions of each kind.", Integer(least=1))
POINTS = _by_kind(
    "points", "Points for a question of a kind, where they differ from one for each thing to find.", Integer()
)
INSTRUCTIONS = _by_kind("instructions", "What the section of a kind says, instead of our words.", TEXT)
QUIZ = Table(
    "a quiz",
    "A quiz to print, and its key.",
    (
        Key("id", ID, "Names the files: `build/NAME-ID.pdf`, and `build/NAME-ID-key.pdf`.", needed=True),
        Key("title", TEXT, "Stands at the head of the paper.", needed=True),
        Key("select", SELECT, "Which of the deck's questions are wanted; all if left out."),
        Key("mix", MIX, MIX.about, examples=({"choice": 5, "true-false": 3},)),
        Key("count", Integer(least=1), "How many questions in all; not beside `mix`. Left out: as many as there are."),
        Key("versions", Integer(least=1, most=VERSIONS), "How many versions, A, B …; one if left out."),
        Key("seed", Integer(), "Any number: the same seed, the same paper."),
        _PAGE,
        Key(
            "handout",
            words(HANDOUTS, whole="The articles.", passages="The paragraphs in which a quotation stands."),
            "What is printed of the articles, to read; wants `--articles DIR`. Nothing if left out.",
        ),
        Key(
            "preset",
            words(PRESETS, large="18 points, one column, no grey."),
            "How large it is set; normal if left out.",
        ),
        Key("points", POINTS, POINTS.about, examples=({"choice": 2},)),
        Key("instructions", INSTRUCTIONS, INSTRUCTIONS.about, examples=({"choice": "Circle one letter."},)),
        Key("word_bank", FLAG, "`true` prints the words that fill the blanks above them."),
        Key("minutes", Integer(least=1), "The time allowed, printed at the top.", examples=(20,)),
    ),
)
DECK = Table(
    "a deck file",
    "What quizgen makes of a bank: which questions are wanted, and for which products.",
    (
        Key(
            "title",
            TEXT,
            "The deck's name in Anki, `Biology::Unit 3` for one within another. A changed one is a second deck.",
            needed=True,
            examples=("Biology::Unit 3",),
        ),
        Key("select", SELECT, SELECT.about, examples=({"tags": ["elections"]},)),
        Key(
            "revised",
            MOMENT,
            "When `typed` or `reversed` last changed, in UTC; wanted where either is on.",
            examples=("2026-11-22T09:30:00Z",),
        ),
        Key("anki", ANKI, ANKI.about),
        Key("quizzes", List(QUIZ), "Quizzes to print, each with its key."),
        Key("flashcards", FLASHCARDS, FLASHCARDS.about),
    ),
)
