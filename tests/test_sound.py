"""Sound questions of many subjects, each of a kind that a rule once blamed; beside them flawed ones."""

import json
from collections.abc import Mapping

import pytest

from quizgen import rules
from quizgen.reading import yamlnodes
from quizgen.reading.bank import read

QUOTE = "The weir at Elm Ford was built long ago"


def told(
    language: str = "en",
    claims: bool = False,
    quote: str = QUOTE,
    texts: Mapping[str, str] | None = None,
    **question: object,
) -> set[str]:
    """The rules that find something in a question; JSON is YAML."""
    rest = {
        "id": "q",
        "why": "The text says so, and nothing else would explain what was found there.",
        "cite": {"article": "weir", "quote": quote},
        "difficulty": "easy",
        "level": "remember",
    }
    bank = {
        "bank": {"id": "elm-ford", "title": "Elm Ford", "language": language, "claims": claims},
        "articles": [{"id": "weir", "title": "The weir"}, {"id": "mill", "title": "The mill"}],
        "questions": [{**rest, **question}],
    }
    node, faults = yamlnodes.parse(json.dumps(bank, ensure_ascii=False))
    assert node is not None, faults
    values, mistakes = read(node)
    assert values is not None
    assert mistakes == ()
    return {f"{one.severity}: {one.rule}" for one in rules.check(values, texts)} - {"info: not-run"}


@pytest.mark.parametrize(
    "stem",
    [
        "Where is the sinus node?",
        "What is a sonnet?",
        "There are four seasons in a year of that climate?",
        "It is the left half of the heart that pumps harder?",
        "Those who pay no toll are called what?",
        "What was the paper made of?",
        "What is the sentence for theft?",
        "Which metal did most smiths use at the time of Henry I?",
    ],
)
def test_a_term_is_enough_in_a_textbook(stem: str) -> None:
    """A stem need not name anybody, nor be long, to be understood by itself."""
    assert told(kind="short", stem=stem, answer="sand") == set()


@pytest.mark.parametrize(
    "stem",
    [
        "They refused it for which reason?",
        "What does the article hold against it?",
        "What did most smiths of the time use?",
    ],
)
def test_a_stem_that_points_at_nothing(stem: str) -> None:
    """A pronoun, one of several articles, a time that nothing tells; no line above says which article it is."""
    assert told(kind="short", stem=stem, answer="sand", source="hidden") == {"warning: not-self-contained"}


@pytest.mark.parametrize(
    "stem", ["Snow claimed what about the handle of the pump?", "What did Snow claim of the pump?"]
)
def test_a_first_word_may_be_a_name(stem: str) -> None:
    """Where claims are reported and no line names the article, somebody must be named, wherever the name stands."""
    asked = {"claims": True, "kind": "short", "answer": "sand", "source": "hidden"}

    assert told(stem=stem, **asked) == set()
    assert "warning: not-self-contained" in told(stem=stem.replace("Snow", "they"), **asked)


LONG = "The ground plan was laid out in the far west and the far east by masons who came from distant towns"


@pytest.mark.parametrize(
    "question",
    [
        {"kind": "open", "stem": "Who did it?", "points": ["It was laid out by masons who came from distant towns."]},
        {
            "kind": "true-false",
            "stem": "Local people laid it out.",
            "key": False,
            "correction": "It was laid out by masons who came from distant towns.",
        },
        {"kind": "short", "stem": "What was in the far west and the far east?", "answer": "the ground plan"},
    ],
)
def test_the_words_of_the_text_where_they_tell_nothing(question: dict[str, object]) -> None:
    """A point and a correction are seen afterwards; a run of small words is no sentence of the text."""
    assert "warning: lifted" not in told(quote=LONG, **question)


def test_the_words_of_the_text_in_what_is_asked() -> None:
    """A statement to be judged is seen before it is answered."""
    stem = "It was made by masons who came from distant towns and laid out in the far west."
    assert "warning: lifted" in told(quote=stem, kind="true-false", stem=stem, key=True)


OPTIONS = {"options": ["It did not stick.", "It was dear.", "It dried slowly."], "key": "It did not stick."}


@pytest.mark.parametrize(
    "stem",
    [
        "Why could Gutenberg not use the ink of the scribes?",
        "How does a bat avoid what it cannot see?",
        "What was wrong with the old ink?",
        "What holds of the false ribs?",
        "What holds of the country with the least rain?",
    ],
)
def test_what_asks_for_no_denial(stem: str) -> None:
    """The reason of what is not so, a false rib and a least amount are no denials, and a reason may be one."""
    assert told(kind="choice", stem=stem, **OPTIONS) == set()


@pytest.mark.parametrize(
    "stem",
    [
        "Which of these does not hold?",
        "Which of these is false?",
        "Which is the wrong statement about the ink?",
        "How many inks were not used?",
    ],
)
def test_what_asks_for_a_denial(stem: str) -> None:
    """An option that denies as well makes a riddle of it."""
    assert told(kind="choice", stem=stem, **OPTIONS) == {"warning: negative-stem", "error: negative-stem"}


@pytest.mark.parametrize(
    ("statement", "two"),
    [
        ("Tibet is dry because the mountains hold back the rain.", False),
        ("The land warms faster than the sea, so air rises over it.", False),
        ("The smiths used iron, copper ore, and tin.", False),
        ("The smiths used iron, and the weavers used wool.", True),
        ("Arteries lead away from the heart, while veins lead to it.", True),
        ("The weir is old; the mill is new.", True),
    ],
)
def test_a_statement_and_its_reason_are_one(statement: str, two: bool) -> None:
    """A list is one as well; a contrast is two."""
    found = told(kind="true-false", stem=statement, key=True)
    assert found == ({"warning: double-barrelled"} if two else set())


def choice(*options: str) -> dict[str, object]:
    """A question whose key is the first of these."""
    return {"kind": "choice", "stem": "Which of these holds at Elm Ford?", "options": options, "key": options[0]}


@pytest.mark.parametrize(
    "options",
    [
        ("Hamlet", "A Midsummer Night’s Dream", "The Merchant of Venice"),
        ("The Strange Case of Dr Jekyll and Mr Hyde", "Dracula", "Frankenstein"),
        ("photosynthesis", "growth", "sap"),
        ("in the wall of the left ventricle", "in the brain", "in the septum", "in the wall of the right atrium"),
        ("Beijing", "Nanjing", "Shanghai"),
    ],
)
def test_options_that_are_as_long_as_they_must_be(options: tuple[str, ...]) -> None:
    """Titles and terms cannot be shortened; two long ones beside two short ones tell nothing."""
    assert told(**choice(*options)) & {"warning: options-unlike", "warning: key-longest"} == set()


def test_one_option_that_stands_out() -> None:
    """Much longer or much shorter than each of the others."""
    long = "because of the sand that was taken out of the river"
    assert told(**choice("a flood", long, "a storm")) == {"warning: options-unlike"}
    assert told(**choice("a flood", long, f"{long[:-5]}mill above the weir")) == {"warning: options-unlike"}


@pytest.mark.parametrize(
    ("keys", "others", "cue"),
    [
        (("oxygen", "water", "a temperature that is right"), ("light", "soil"), False),
        (("Moby Dick or The Whale", "A Tale of Two Cities"), ("Emma", "Ulysses"), False),
        (("the way to the place", "the way to the weir"), ("the hour", "the mill"), True),
    ],
)
def test_keys_that_are_all_long(keys: tuple[str, ...], others: tuple[str, ...], cue: bool) -> None:
    """One short key among them, or names throughout, tell nobody which are right."""
    found = told(kind="multiple", stem="Which of these hold at Elm Ford?", options=[*keys, *others], key=keys)
    assert ("warning: key-longest" in found) is cue


@pytest.mark.parametrize(
    ("statement", "correction", "cue"),
    [
        ("Plants respire only at night.", "Plants respire by day as well as by night.", False),
        ("All metals stick to a magnet.", "Only some metals stick to a magnet.", False),
        ("Plants always respire in the dark.", "Plants respire at any hour.", True),
    ],
)
def test_a_statement_that_is_false_by_one_word(statement: str, correction: str, cue: bool) -> None:
    """Where the rest is true, that word is the misreading itself."""
    found = told(kind="true-false", stem=statement, key=False, correction=correction)
    assert found == ({"warning: absolute-distractor"} if cue else set())


@pytest.mark.parametrize(
    ("distractor", "cue"),
    [
        ("Old Captain Flint never buried it.", False),
        ("It falls all year.", False),
        ("It had only two wheels.", False),
        ("Floods never came near it.", True),
        ("It fell on all of them.", True),
    ],
)
def test_words_that_exclude_everything(distractor: str, cue: bool) -> None:
    """A never of one named person is an event; a length of time and a small number exclude nothing."""
    found = told(**choice("It lay in ruins.", distractor, "Rain washed it away."))
    assert found == ({"warning: absolute-distractor"} if cue else set())


@pytest.mark.parametrize(
    ("stem", "severity"),
    [
        ("What was recently found at Elm Ford?", "warning"),
        ("What was found at Elm Ford last week?", "warning"),
        ("Why are there so few trees at Elm Ford today?", "info"),
        ("What did Robinson do for Friday?", "info"),
        ("How many million years ago did the sea rise?", ""),
        ("What was found in the last week of the war?", "info"),
        ("What was built by 1500 at the latest?", ""),
    ],
)
def test_a_day_in_a_textbook(stem: str, severity: str) -> None:
    """What may be our age, or a day of a story, is a remark there; in a report all of them are errors."""
    found = told(kind="short", stem=stem, answer="sand")
    assert found == ({f"{severity}: relative-date"} if severity else set())
    assert ("error: relative-date" in told(claims=True, kind="short", stem=stem, answer="sand")) is bool(severity)


@pytest.mark.parametrize(
    ("text", "severity"),
    [
        ("The lake that is cut off is called an {{c1::oxbow}}.", ""),
        ("A ship of that kind was known as the {{c1::cog}}.", ""),
        ("The enzyme {{c1::amylase}} breaks it down.", "info"),
        ("The parrot screams “{{c1::Pieces of eight}}!” at all hours.", ""),
        ("It flows into the {{c1::Ötz}}.", ""),
    ],
)
def test_a_blank_in_a_textbook(text: str, severity: str) -> None:
    """What follows a naming word, and a name in any alphabet, can be nothing else; for a term there may be no equal."""
    found = told(kind="cloze", text=text)
    assert {one for one in found if one.endswith("cloze-open")} == ({f"{severity}: cloze-open"} if severity else set())


@pytest.mark.parametrize(
    ("language", "quote", "answer", "severity"),
    [
        ("en", "It stood for three hundred years", "300", ""),
        ("en", "It was built in the nineteenth century", "19", ""),
        ("en", "Some 1.5 million people live there", "1500000", ""),
        ("en", "It stood for three hundred years", "200", "error"),
        ("de", "Dort leben etwa 40.000 Tiere", "40000", ""),
        ("de", "Dort leben etwa vierzigtausend Tiere", "40000", ""),
        ("de", "Es dauert zwölf Tage", "12", ""),
        ("de", "Der Anteil beträgt 86,8 Prozent", "86.8", ""),
        ("de", "Das war am 10.3.1911 in Ulm", "1911", ""),
        ("uk", "Площа становить 603 628 кв. км", "603628", ""),
        ("de", "Das war im Jahr 1911 in Ulm", "1912", "warning"),
    ],
)
def test_a_number_as_its_language_writes_it(language: str, quote: str, answer: str, severity: str) -> None:
    """In letters, with points or spaces between thousands; where its words are not known a slip is only a warning."""
    found = told(language, quote=quote, kind="numeric", stem="Which number is right?", answer=answer)
    assert found == ({f"{severity}: key-unsupported"} if severity else set())


def test_nouns_are_no_names_where_all_have_capitals() -> None:
    """In German every noun has one; in English what has one is a name."""
    question = {"kind": "short", "stem": "Wovon berichtet sie?", "answer": "die Entfernung"}
    assert told("de", **question) == set()
    assert told("en", **question) == {"warning: key-unsupported"}


@pytest.mark.parametrize(
    ("options", "wrong"),
    [
        (("2 eggs", "1 cup milk", "100 g butter"), False),
        (("one atrium", "two ventricles", "three valves"), False),
        (("one in twenty", "one in ten", "one in five"), False),
        (("753 BC", "509 BC", "27 BC"), False),
        (("27 BC", "509 BC", "753 BC"), True),
        (("2 days", "3 weeks", "4 months"), True),
        (("1500 metres", "2 kilometres", "3 miles"), True),
    ],
)
def test_numbers_that_have_an_order(options: tuple[str, ...], wrong: bool) -> None:
    """Things are counted each in its own unit; years before Christ run down."""
    assert ("error: numeric-order" in told(**choice(*options))) is wrong


@pytest.mark.parametrize(
    ("stem", "claims", "error"),
    [
        ("What is the general name of it?", False, False),
        ("What is the general name of it?", True, True),
        ("What lies at 1,800 metres and at 1800 metres?", False, False),
        ("What was built in 1790?", False, True),
    ],
)
def test_what_an_article_does_not_print(stem: str, claims: bool, error: bool) -> None:
    """A number is no year for having four digits; “general” is an office only where people are reported on."""
    texts = {"weir": f"{QUOTE}, 1,800 metres above the sea.", "mill": "The mill is older."}
    found = told(claims=claims, texts=texts, kind="short", stem=stem, answer="sand")
    assert ("error: added-context" in found) is error


@pytest.mark.parametrize(
    ("stem", "tolerance", "lost"),
    [
        ("About how many millimetres of rain fell at Elm Ford?", "0", False),
        ("How many millimetres of rain fell at Elm Ford?", "50", False),
        ("How many millimetres of rain fell at Elm Ford?", "0", True),
        ("How many millimetres did a talk about Elm Ford name?", "0", True),
    ],
)
def test_a_rough_figure_is_asked_for_as_one(stem: str, tolerance: str, lost: bool) -> None:
    """In the stem, where “about” stands before no number, or in what counts as right."""
    quote = "Elm Ford receives about 700 millimetres"
    found = told(claims=True, quote=quote, kind="numeric", stem=stem, answer="700", tolerance=tolerance)
    assert found == ({"warning: hedge-lost"} if lost else set())


@pytest.mark.parametrize(
    "options",
    [
        ("It browns.", "It gains flavour.", "It dries out."),
        ("two witnesses", "a written paper", "some advice"),
        ("Acme Co.", "the county", "the parish"),
    ],
)
def test_options_of_one_form(options: tuple[str, ...]) -> None:
    """A sentence may have two words, a phrase a number in letters, a firm a full stop."""
    assert "warning: options-unlike" not in told(**choice(*options))


@pytest.mark.parametrize(
    ("why", "thin"), [("Дністер удвічі коротший.", False), ("Sie brauchen Wasser.", False), ("So ist es.", True)]
)
def test_a_reason_may_be_three_words(why: str, thin: bool) -> None:
    """Other languages say in three words what takes English six."""
    found = told("uk", kind="short", stem="Яка річка найдовша?", answer="пісок", why=why)
    assert found == ({"warning: thin-why"} if thin else set())


def test_what_needs_no_words() -> None:
    """Ranges that overlap and one option that stands out are found in any language."""
    assert told("de", **choice("100–200", "150–250", "300–400")) == {"warning: option-overlap"}
    assert told("de", **choice("ein Sturm", "wegen des Sandes, den man dem Fluss entnahm", "die Flut")) == {
        "warning: options-unlike"
    }
    assert told("de", **choice("der Hering am Riff", "die Forelle im See", "der Stör")) == set()


def test_names_within_names() -> None:
    """Two people may share a name; grey stone is stone."""
    assert "warning: option-overlap" not in told(**choice("Macbeth", "Lady Macbeth", "Banquo"))
    assert "warning: option-overlap" in told(**choice("stone", "grey stone", "timber"))


@pytest.mark.parametrize(("statement", "blamed"), [("It was mourned by nobody.", False), ("It did not move.", True)])
def test_a_negative_that_nobody_overlooks(statement: str, blamed: bool) -> None:
    """A not is read over; nobody is not."""
    found = told(kind="true-false", stem=f"The weir stood. {statement}", key=True)
    assert ("warning: negative-stem" in found) is blamed
