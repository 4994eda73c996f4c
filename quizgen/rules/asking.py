"""Rules on how a question is asked: whether it can be understood by itself, and in one way only."""

import re
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from quizgen.diagnostics import Diagnostic, error, warning
from quizgen.language import lexicon
from quizgen.language.terms import SILENT, telling_words, terms
from quizgen.model import (
    Bank,
    Cloze,
    MultipleResponse,
    Open,
    ShortAnswer,
    SingleChoice,
    TrueFalse,
)
from quizgen.reading.fields import shown
from quizgen.richtext import RichText
from quizgen.rules.questions import (
    GAP,
    Part,
    Question,
    bare,
    questions,
)
from quizgen.rules.thresholds import (
    LIFTED_CLOZE_WORDS,
    LIFTED_NAMES,
    LIFTED_TELLING,
    LIFTED_WORDS,
    STEM_WORDS,
)

_NEGATIVE = lexicon.Words(*lexicon.NEGATIVES)
_REPORTED = re.compile(r"\w (?:because|if|that|whether|which|who|whose)\b", re.I)
_PRONOUN = re.compile(rf"(?:{'|'.join(lexicon.PRONOUNS)})(?![\w-])", re.I)
_TEXTS = {
    claims: re.compile(rf"\b(?:the|this) {words}\b(?! (?:about|by|from|in|of|on|that|with)\b)", re.I)
    for claims, words in {True: lexicon.SOURCE, False: lexicon.ARTICLE}.items()
}
_CAPITAL = re.compile(r"(?<=[\s“\"(\[])[^\W\d_a-z]|\[|\d")
_FIRST = re.compile(r"[^\W\d_a-z][\w’'-]*")
_THAT_TIME = re.compile(r"\b(?:of|at) (?:the|that|this) time\b(?! (?:of|that|when)\b)", re.I)
_ASKS_AGAIN = re.compile(rf"\band,? (?:{'|'.join(lexicon.QUESTION_WORDS)})\b(?=[^.?]*\?)", re.I)
_COMPOUND = re.compile(r";|, (?:and|but|while|whereas)\b", re.I)
_SERIES = re.compile(r"\w+(?: \w+){0,3}(?:, \w+(?: \w+){0,3})+, and\b", re.I)
_ASKS_REASON = re.compile(r"\b(?:why|how)\b(?! (?:many|much)\b)", re.I)
_WORD = re.compile(r"[^\W_]+(?:['.,-][^\W_]+)*")
_ARTICLE_END = re.compile(r"\b(an?)[\s:…_.]*$", re.I)
_ARTICLE_BEFORE_GAP = re.compile(rf"\b(an?) {GAP}", re.I)
_YES_NO = re.compile(rf"(?:{lexicon.YES_NO})\b(?!.* or )", re.I)
_VOWEL = re.compile(r"[aeiou](?!ne\b|nion|niv|se|urop)|hour|heir|honest|honou?r|8|11\b|18\b", re.I)


def negative_stem(bank: Bank) -> Iterator[Diagnostic]:
    """A stem asks by a negative which nothing sets off; or an option denies what the stem denies already.

    Hurried readers miss a “not” and then know the opposite. Set it in `**not**` where it must be; but turn the question
    round if you can. A denial of a denial is a riddle, and an error. Why something is not so may be asked.

    Bad: `stem: Who did not pay the toll?`. Good: `stem: Who crossed free of charge?`.
    """
    for question in questions(bank):
        if not isinstance(question.item.response, SingleChoice | MultipleResponse | TrueFalse):
            continue
        word = _denial(bare(question.stem.text))
        judged = isinstance(question.item.response, TrueFalse)
        if not word or (judged and word.lower() in lexicon.PLAIN_NEGATIVES):
            continue
        if not _is_set_off(question.item.stem, word):
            help = f"ask for what is so, or set it off: `**{word}**`"
            yield warning("negative-stem", question.stem.span, f"the stem asks by `{word}`", help=help)
        for option in question.shown[1:]:
            second = _NEGATIVE.search(option.bare)
            if second:
                message = f"stem and option both deny: `{word}`, `{second[0]}`"
                yield error("negative-stem", option.span, message, help="turn the stem into a positive one")


def not_self_contained(bank: Bank) -> Iterator[Diagnostic]:
    """A stem cannot be understood by itself: it starts with a pronoun, names nothing, or points at “the article”.

    Cards come in any order, among those of other articles. The line above a stem names its article, and the words of
    that name count; where it is hidden, the stem says who, what and which article by itself. A term of a subject is
    enough; but a question that cites an article with `claims: true` has six words at least, those of the name among
    them, and names somebody or something where the line does not.

    Bad: `stem: Why did they refuse it?`. Good: `stem: Why did the county refuse the bridge at Elm Ford?`.
    """
    several = len(bank.articles) > 1
    for question in questions(bank):
        for message, help in _missing(question, several):
            yield warning("not-self-contained", question.stem.span, message, help=help)


def double_barrelled(bank: Bank) -> Iterator[Diagnostic]:
    """A question asks for two things at once, or a statement to be judged makes two statements.

    Who knows one of the two is marked wrong, or right by chance; nobody can tell which of them was known. A statement
    and its reason are one.

    Bad: `stem: When did the bridge open, and what did it cost?`. Good: two questions.
    """
    for question in questions(bank):
        text = bare(question.stem.text)
        match question.item.response:
            case Open():
                continue
            case TrueFalse():
                found = _COMPOUND.search(_SERIES.sub("", text))
                message, help = "the statement makes two statements", "make two questions of it, or leave one half out"
            case _:
                found = _ASKS_AGAIN.search(text) or _second_mark(text)
                message, help = "the stem asks two questions", "make two questions of it"
        if found:
            yield warning("double-barrelled", question.stem.span, f"{message}: `{found[0].strip()}`", help=help)


def lifted(bank: Bank) -> Iterator[Diagnostic]:
    """A question repeats a long run of words from its quotation.

    It can then be answered by the look of the sentence, without its meaning. Names of offices and bodies, runs of small
    words, and what stands in quotation marks do not count; nor what is only seen afterwards, corrections and points.

    Bad: `stem: What took the ferry house but left the bridge?`. Good: `stem: What did the flood of 1926 take?`.
    """
    for question in questions(bank):
        cloze = isinstance(question.item.response, Cloze)
        least = LIFTED_CLOZE_WORDS if cloze else LIFTED_WORDS
        passages = _Passages(
            [quote.split() for quote in dict.fromkeys(_flat(one.quote) for one in question.item.citations)], least
        )
        known = {word for words in passages.texts for word in words}
        seen = () if isinstance(question.item.response, Cloze | Open | TrueFalse) else question.keys
        for part in dict.fromkeys((question.statement, *seen)):
            run = _longest_run(_stretches(part, known, least), passages)
            if run:
                message = f"{len(run)} words in a row are the article’s: `{shown(' '.join(run))}`"
                yield warning("lifted", part.span, message, help="say it in other words")


def grammar_cue(bank: Bank) -> Iterator[Diagnostic]:
    """The grammar of a question gives its answer away, or lets it be answered by yes or no.

    “A” and “an” before a blank or at the end of a stem fit one option and not the other; a card that is answered by yes
    is half known before it is read.

    Bad: `stem: The ferryman had an …`, `options: [hut, oar]`. Good: `stem: What did the ferryman have?`.
    """
    for question in questions(bank):
        match question.item.response:
            case SingleChoice() | MultipleResponse():
                yield from _unfit(question)
            case Cloze():
                if found := _ARTICLE_BEFORE_GAP.search(question.stem.text):
                    help = f"take `{found[1]}` into the blank"
                    yield warning("grammar-cue", question.stem.span, f"`{found[1]}` stands before a blank", help=help)
            case ShortAnswer() if _YES_NO.match(question.stem.text):
                message = "the question is answered by yes or no"
                help = "ask who, what, when or how; or make it `true-false`"
                yield warning("grammar-cue", question.stem.span, message, help=help)
            case _:
                continue


def _denial(text: str) -> str:
    """The word by which a stem asks for what is not so.

    One inside a clause that is reported, set against or to be given a reason for is none.
    """
    for found in _NEGATIVE.finditer(text):
        before = text[: found.start()]
        apart = _REPORTED.search(before) or _ASKS_REASON.search(before)
        if not apart and not before.rstrip().endswith(","):
            return text[found.start() : found.end()]
    return ""


def _is_set_off(stem: RichText, word: str) -> bool:
    return word.isupper() or any(word in run.text for run in stem.runs if run.strong)


def _missing(question: Question, several: bool) -> Iterator[tuple[str, str]]:
    """What a stem lacks to be understood, and what to do."""
    text, the_text = question.statement.text, _TEXTS[question.claims]
    label = question.source.partition(" · ")[0]
    pronoun, time = _PRONOUN.match(text), _THAT_TIME.search(text)
    pointer = the_text.search(text) if several and not (label and len(question.articles) == 1) else None
    if question.claims and len(telling_words(label)) + len(text.split()) < STEM_WORDS:
        yield f"the stem has fewer than {STEM_WORDS} words", "say who, what, and in which article"
    elif pronoun:
        yield f"the stem starts with `{pronoun[0]}`, which points at nothing", "name what is meant"
    elif question.claims and not label and not _names_something(text):
        yield "the stem names nobody and nothing", "say who, where, or in which article"
    elif time and not _names_something(text):
        yield f"`{time[0]}` could be any time", "say which"
    if pointer and not the_text.sub("", text).count("article") and not _names_article(question):
        yield f"`{pointer[0]}` could be any of the articles", "say which: “the article on …”"


def _names_something(text: str) -> bool:
    """Whether a text holds a name or a number; a first word has its capital anyway, and is a name if it is no other."""
    first = _FIRST.match(text)
    return bool(_CAPITAL.search(text) or (first and first[0].casefold() not in SILENT))


def _names_article(question: Question) -> bool:
    text = question.stem.text.casefold()
    known = (
        name.strip("[]") for article in question.articles for name in (article.publisher, article.title, article.label)
    )
    return any(name and name.casefold() in text for name in known)


def _second_mark(text: str) -> re.Match[str] | None:
    """The second question mark of a text."""
    return re.search(r"(?<=\?)[^?]*\?", text)


def _flat(text: str) -> str:
    return " ".join(_WORD.findall(text.replace("’", "'")))


def _stretches(part: Part, known: Container[str], least: int) -> Iterator[list[str]]:
    """The runs of words that all occur somewhere in the passages: the only places worth a closer look."""
    for text in bare(part.text).split("“”"):
        run: list[str] = []
        for word in (*_flat(text).split(), ""):
            if word in known:
                run.append(word)
                continue
            if len(run) >= least:
                yield run
            run = []


class _Passages:
    """Words of quotations, in which runs of words are looked for by their beginnings."""

    def __init__(self, texts: Sequence[list[str]], least: int) -> None:
        self.texts = texts
        self.least = least
        """Words of a beginning."""

    @cached_property
    def _begin(self) -> Mapping[tuple[str, ...], Sequence[tuple[list[str], int]]]:
        """By each beginning, where it stands: the words, and the place among them. Few questions ask for it."""
        places: dict[tuple[str, ...], list[tuple[list[str], int]]] = defaultdict(list)
        for words in self.texts:
            for at in range(len(words) - self.least + 1):
                places[tuple(words[at : at + self.least])].append((words, at))
        return places

    def run(self, words: list[str]) -> int:
        """How many of the words, from the first on, stand in a passage in a row, if there are enough."""
        places = self._begin.get(tuple(words[: self.least]), ())
        return max((_in_common(words, passage[at:]) for passage, at in places), default=0)


def _in_common(words: list[str], others: list[str]) -> int:
    """How many words two texts have in common from their beginnings on."""
    differ = (place for place, pair in enumerate(zip(words, others, strict=False)) if pair[0] != pair[1])
    return next(differ, min(len(words), len(others)))


def _longest_run(stretches: Iterable[list[str]], passages: _Passages) -> list[str]:
    """The longest run of words that stands in a passage as it is, if it is long and no name; else nothing."""
    longest: list[str] = []
    for words in stretches:
        for start in range(len(words) - passages.least + 1):
            run = words[start : start + passages.run(words[start:])]
            longest = max(longest, run, key=len)
    return longest if _is_prose(longest, passages.least) and len(terms(" ".join(longest))) >= LIFTED_TELLING else []


def _is_prose(words: list[str], least: int) -> bool:
    """Whether enough of the words are small ones; in the name of a body they are not."""
    return sum(word[0].islower() for word in words) >= least - LIFTED_NAMES


def _unfit(question: Question) -> Iterator[Diagnostic]:
    found = _ARTICLE_END.search(question.stem.text)
    for option in question.shown[1:] if found else ():
        assert found is not None
        if bool(_VOWEL.match(option.text)) != (found[1].casefold() == "an"):
            message = f"`{found[1]}` at the end of the stem does not fit `{shown(option.text)}`"
            yield warning("grammar-cue", option.span, message, help=f"take `{found[1]}` into the options")
