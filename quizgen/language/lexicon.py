"""The English words that rules go by, in one place; a bank in another language would bring its own.

Plain tuples and mappings, sorted where order means nothing. Patterns are made of them where they are used.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cached_property


class Words:
    """Words or pieces of pattern in small letters, looked for in any case, each as a whole word.

    Most texts hold none of them. So their literal beginnings are looked for first, which takes a tenth of the time.
    """

    def __init__(self, *words: str) -> None:
        self._words = words
        self._beginnings = tuple(sorted({_LITERAL.match(word)[0] for word in words}))  # type: ignore[index]
        assert all(self._beginnings), "a word starts with letters"

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        # Compiled when a text may hold one of the words: many a list is never needed.
        return re.compile(rf"(?<![\w’'-])(?:{'|'.join(self._words)})(?![\w-])")

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """Each of the words in a text, in small letters."""
        lower = text.lower()
        for beginning in self._beginnings:
            if beginning in lower:
                return self._pattern.finditer(lower)
        return iter(())

    def findall(self, text: str) -> tuple[str, ...]:
        """The words that a text holds, in small letters, each once."""
        return tuple(dict.fromkeys(found[0] for found in self.finditer(text)))

    def search(self, text: str) -> re.Match[str] | None:
        """The first of the words in a text."""
        return next(self.finditer(text), None)

    def fullmatch(self, word: str) -> bool:
        """Whether a word is one of them."""
        return bool(self._pattern.fullmatch(word.lower()))


_LITERAL = re.compile(r"[a-z -]*(?![?*])")

# --- who says it

SAYING = (
    r"accus\w+",
    r"admit\w*",
    r"allege\w*",
    r"announc\w+",
    r"argu\w+",
    r"ask(?:s|ed|ing)?",
    r"assert\w*",
    r"assur\w+",
    r"attribut\w+",
    r"believ\w+",
    r"blam\w+",
    r"call(?:s|ed|ing)?",
    r"characteri[sz]\w+",
    r"cit(?:e|es|ed|ing)",
    r"claim\w*",
    r"consider\w*",
    r"critici[sz]\w+",
    r"critics?",
    r"declar\w+",
    r"demand\w*",
    r"den(?:y|ies|ied|ying)",
    r"describ\w+",
    r"disput(?:e|es|ing)",
    r"expect\w*",
    r"forecast\w*",
    r"hop(?:e|es|ed)",
    r"insist\w*",
    r"interview\w*",
    r"introduced as",
    r"judg\w+",
    r"opinions?",
    r"predict\w*",
    r"proclaim\w*",
    r"promis\w+",
    r"quot\w+",
    r"reject\w*",
    r"remarks?",
    r"respon[ds]\w*",
    r"said",
    r"say(?:s|ing)?",
    r"see(?:s|n)?",
    r"statements?",
    r"suggest\w*",
    r"tell(?:s|ing)?",
    r"think(?:s|ing)?",
    r"told",
    r"urg(?:e|es|ed|ing)",
    r"views?",
    r"voic\w+",
    r"warn\w*",
    r"whose",
    r"words?",
)
"""Words which show that somebody speaks, or which ask who does."""

SOURCE = (
    r"(?:article|author|headline|interview|newspaper|outlet|paper|passage|piece|report|sentence|source|text|writer)"
)
"""What a question calls the text that it is about."""

ARTICLE = r"(?:article|passage|text)"
"""The same where it can mean nothing else: a river has a source, a thief a sentence, a book an author."""
NAMED_TEXT = r"(?:article|interview|passage|piece|report|text)"
"""The same where it says which: rivers have a source, too."""

TITLES = frozenset(
    [
        "a",
        "an",
        "and",
        "as",
        "at",
        "by",
        "dr",
        "expert",
        "for",
        "former",
        "from",
        "his",
        "her",
        "in",
        "introduced",
        "its",
        "mr",
        "mrs",
        "ms",
        "of",
        "on",
        "our",
        "own",
        "the",
        "their",
        "to",
        "with",
    ]
)
"""Words of a voice that name nobody."""

# --- when

_DAYS = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_SEASON = r"(?:autumn|day|decade|fall|month|quarter|spring|summer|week|weekend|winter|year)s?"

RELATIVE_DATES = (
    r"as of now",
    r"at the moment",
    r"days ago",
    r"last (?:month|week|weekend)(?! of)",
    r"months ago",
    r"over the weekend",
    r"recently",
    r"tonight",
    r"upcoming",
    r"weeks? ago",
    r"yesterday",
)
"""Words that mean another day for each reader, whatever they are about."""

AGES = (
    r"at present",
    r"at the present",
    rf"coming {_SEASON}",
    r"currently",
    r"decades? ago",
    rf"last (?:{_SEASON}|{_DAYS})",
    r"month ago",
    r"most recent(?:ly)?",
    rf"next (?:{_SEASON}|{_DAYS})",
    r"now(?! and then)",
    r"nowadays",
    rf"past {_SEASON}",
    r"so far",
    r"the latest(?<!at the latest)",
    r"these days",
    r"to date",
    r"tomorrow",
    r"years? ago(?<!illion years ago)(?<!000 years ago)(?<!many years ago)",
)
"""The same in a report; a textbook may mean our age by them, a story its own days."""

THIS = (rf"this (?:{_SEASON}|{_DAYS})",)
"""The same in a stem; an explanation may mean the year that was asked for."""

TODAY = re.compile(r"(?<!\w)(?:today(?!\w)|Today(?=,| (?:he|it|she|the|they)\b))")
"""The same, but Today is part of names."""

WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"

MONTH = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"

# --- how sure

HEDGES: Mapping[str, tuple[str, ...]] = {
    "a lower bound": (
        r"at least",
        r"at the least",
        r"minimum",
        r"more than",
        r"no (?:fewer|less) than",
        r"over(?= (?:a |an )?[\d$€£])",
        r"or more",
    ),
    "an upper bound": (
        r"at most",
        r"at the most",
        r"maximum",
        r"fewer than",
        r"less than",
        r"no more than",
        r"under(?= \d)",
        r"up to(?= \d)",
    ),
    "a rough figure": (
        r"about(?= \d)",
        r"almost",
        r"approximately",
        r"around(?= \d)",
        r"nearly",
        r"roughly",
        r"some(?= \d)",
    ),
    "a figure that is not final": (r"initial(?:ly)?", r"preliminary", r"provisional(?:ly)?"),
    "an unproved charge": (
        r"allegations?",
        r"alleged(?:ly)?",
        r"purported(?:ly)?",
        r"reportedly",
    ),
    "something uncertain": (
        r"apparent(?:ly)?",
        r"appears? to",
        r"likely",
        r"maybe",
        r"perhaps",
        r"possibly",
        r"presumably",
        r"probably",
        r"seem(?:s|ed)?",
        r"unlikely",
    ),
}
"""Words with which an article says less than everything, by what they make of a statement."""

ASKS_ROUGHLY = tuple(rf"{word}(?= (?:how|what|when|which)\b)" for word in ("about", "around", "roughly", "some"))
"""How a question asks for a rough figure, which stands in its answer."""

SURENESS = (
    *HEDGES["something uncertain"],
    r"accus\w+",
    r"charg\w+",
    r"claim\w*",
    r"reported(?:ly)?",
    r"ask\w*",
    r"believ\w+",
    r"can",
    r"chances?",
    r"could",
    r"doubt\w*",
    r"expect\w*",
    r"fear\w*",
    r"guess\w*",
    r"hop(?:e|es|ed)",
    r"hypothe\w+",
    r"may",
    r"might",
    r"possib\w+",
    r"probab\w+",
    r"risks?",
    r"suggest\w*",
    r"suppos\w+",
    r"tentativ\w+",
    r"think\w*",
    r"uncertain\w*",
    r"view\w*",
    r"would",
)
"""Words that keep an uncertainty alive in a question, whichever the article had."""

# --- how it sounds

LOADED: Mapping[str, str] = {
    "brainwash(?:ed|ing)?": "say what was done",
    "brutal(?:ly)?": "say what was done",
    "butcher(?:s|ed)?": "say what was done",
    "cron(?:y|ies)": "write `ally`, or the office",
    "dictators?": "write `leader`, or the office",
    "dictatorships?": "write `government`",
    "extremists?": "name the charge, and who makes it",
    "fanatics?": "write `supporters`",
    "heinous": "say what was done",
    "henchm[ae]n": "write `allies`, or the office",
    "illegitimate": "say who does not recognise it",
    "junta": "write `military government`",
    "notorious": "say what is known of it",
    "propaganda": "write `state media`, or who calls it so",
    "puppets?": "write `ally`, or who calls it so",
    "rabble": "write `crowd`",
    "regimes?": "write `government`",
    "rigged": "write `disputed`",
    "shams?": "write `disputed`, or who calls it so",
    "so-called": "leave it out",
    "stooges?": "write `ally`",
    "strongm[ae]n": "write `leader`",
    "terrorists?": "name the charge, and who makes it",
    "thugs?": "say what was done",
    "tyran(?:ts?|ny)": "write `leader` or `government`",
    "warmongers?": "say what was done",
}
"""Words that judge, with what to do instead in our own voice."""

LOADED_SAYING: Mapping[str, str] = {
    "admit(?:s|ted)? that": "write `said that`",
    "boast(?:s|ed)?": "write `said`",
    "confess(?:es|ed)?": "write `said`",
    "insist(?:s|ed)?": "write `said`",
    "lied": "write `said`, and what speaks against it",
    "rant(?:s|ed)?": "write `said`",
    "whin(?:es|ed)": "write `said`",
}
"""Verbs of saying that judge the speaker."""

# --- how it is asked


def _judged(word: str) -> str:
    """What a statement may be; there are also false ribs, and what was wrong with a harbour."""
    after = "(?= (?:answer|claim|description|explanation|option|sentence|statement)s?)"
    return rf"{word}(?:{after}|(?:(?<=is {word})|(?<=are {word}))(?! with))"


NEGATIVES = (
    r"cannot",
    r"except",
    *map(_judged, ("false", "incorrect")),
    r"least(?= (?:accurate|appropriate|correct|likely|probable|true)\b)",
    r"neither",
    r"never",
    r"none",
    r"nobody",
    r"nor",
    r"not(?! only| so much| yet)",
    _judged("untrue"),
    *(
        rf"{verb}n[’']t"
        for verb in ("are", "could", "did", "do", "does", "has", "have", "is", "should", "was", "were", "wo")
    ),
    _judged("wrong"),
)
"""Words by which a stem asks for what is not so."""

PLAIN_NEGATIVES = ("never", "nobody", "none")
"""Those that nobody overlooks in a statement."""

NAMING = (r"called", r"known as", r"named", r"the (?:name|term|word)(?: for \w+)? is")
"""Words behind which a name or term follows."""

QUESTION_WORDS = ("how", "what", "when", "where", "which", "who", "whom", "whose", "why")

PRONOUNS = (
    r"he",
    r"her",
    r"here",
    r"his",
    r"it(?! (?:is|was|takes|took) .*\b(?:that|to|who)\b)",
    r"its",
    r"she",
    r"that",
    r"their",
    r"there(?! (?:are|exist\w*|had|has|have|is|was|were)\b)",
    r"these",
    r"they",
    r"this",
    r"those(?! (?:that|which|who)\b)",
)
"""As the first word of a stem these point at something that the learner does not see."""

YES_NO = r"are|can|could|did|do|does|had|has|have|is|may|might|must|shall|should|was|were|will|would"
"""A question that starts so is answered with yes or no."""

OFFICES = (
    "ambassador",
    "chancellor",
    "chief of staff",
    "commander",
    "defen[cs]e minister",
    "foreign minister",
    "general",
    "governor",
    "interior minister",
    "king",
    "mayor",
    "minister",
    "pope",
    "president",
    "prime minister",
    "queen",
    "secretary of state",
    "senator",
    "spokesm[ae]n",
    "spokesperson",
    "spokeswoman",
)
"""What a person may be called beside the name."""

SEATS: Mapping[str, str] = {
    "beijing": "china",
    "berlin": "germany",
    "brussels": "eu",
    "ankara": "turkey",
    "kremlin": "russia",
    "kyiv": "ukraine",
    "london": "britain",
    "moscow": "russia",
    "paris": "france",
    "tehran": "iran",
    "vilnius": "lithuania",
    "warsaw": "poland",
    "uk": "british",
    "us": "american",
    "washington": "american",
}
"""What reporters say for a state, most often the place it is governed from; with a word of its own.

Not every seat is here: where an article tells of things that happen in Minsk, Minsk is a town."""

NUMBER_WORDS: Mapping[str, str] = {
    "zero": "0",
    "one": "1",
    "two": "2",
    "three": "3",
    "four": "4",
    "five": "5",
    "six": "6",
    "seven": "7",
    "eight": "8",
    "nine": "9",
    "ten": "10",
    "eleven": "11",
    "twelve": "12",
    "thirteen": "13",
    "fourteen": "14",
    "fifteen": "15",
    "sixteen": "16",
    "seventeen": "17",
    "eighteen": "18",
    "nineteen": "19",
    "twenty": "20",
    "first": "1",
    "second": "2",
    "third": "3",
    "fourth": "4",
    "fifth": "5",
    "sixth": "6",
    "seventh": "7",
    "eighth": "8",
    "ninth": "9",
    "tenth": "10",
    "eleventh": "11",
    "twelfth": "12",
    "thirteenth": "13",
    "fourteenth": "14",
    "fifteenth": "15",
    "sixteenth": "16",
    "seventeenth": "17",
    "eighteenth": "18",
    "nineteenth": "19",
    "twentieth": "20",
    "dozen": "12",
    "thirty": "30",
    "forty": "40",
    "fifty": "50",
    "sixty": "60",
    "seventy": "70",
    "eighty": "80",
    "ninety": "90",
    "once": "1",
    "twice": "2",
    "both": "2",
    "half": "50",
}
"""Numbers as an article may spell them."""

FURNITURE = (
    r"(?:continue reading below )?(?:advert|advertisement|sponsored(?: content)?)",
    r"(?:top|bottom|end) of (?:the )?(?:page|article)|back to (?:the )?top|skip to (?:main )?content",
    r"table of contents|menu|home|search|loading|close|play video|privacy policy|terms of (?:use|service)",
    r"(?:click to )?(?:share|tweet|e-?mail|print|copy link|save|bookmark)(?: (?:this|on|via|to|with)\b.{0,40})?",
    r"facebook|twitter|whatsapp|telegram|linkedin|instagram|reddit|(?:like|follow|join|find) us (?:on|at)\b.{0,40}",
    r"(?:subscribe|sign up|log in|sign in|register)(?: (?:to|for|now|here|today)\b.{0,60})?",
    r"(?:read|see|watch) (?:more|also|next)\b.{0,80}|more (?:on this (?:story|topic)|from\b.{0,40})",
    r"(?:related|recommended|popular|trending|latest|other|most read)"
    r" (?:articles?|news|posts?|stories|content|reading|topics?(?: of interest)?)",
    r"(?:add|leave|post|write) a (?:comment|reply)|(?:\d+ )?comments?|your email address will not be published.*",
    r"(?:filed under|posted|posted (?:by|on)|published|(?:last )?updated)",
    r"(?:previous|next)(?: (?:article|page|post|story))?|page \d+(?: of \d+)?|\d+ min(?:ute)?s? read",
    r"(?:©|copyright\b).{0,100}|.{0,80}\ball rights reserved|(?:we use|this (?:web)?site uses) cookies.*",
    r"(?:photo|photograph|image|picture)(?: credit)?: ?.{0,80}|.{0,100}[.)|](?:source|credit|photo): ?[\w ]{1,40}",
    r"(?:to suggest a correction|you can also highlight).*",
)
"""Lines that stand on a page beside its text, folded, in small letters and without marks at their ends."""

JOINING = frozenset(("although", "and", "because", "but", "nor", "or", "whereas", "which"))
"""Words that go on with what was said; an entry of a list that begins so was cut off from the one before."""

PREPOSITIONS = frozenset(
    (
        "above",
        "after",
        "against",
        "at",
        "before",
        "behind",
        "below",
        "by",
        "during",
        "for",
        "from",
        "in",
        "into",
        "near",
    )
) | {"of", "on", "over", "through", "to", "under", "until", "with", "without"}
"""The same for lists of clauses."""
