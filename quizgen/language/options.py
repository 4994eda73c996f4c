"""Whether an option is said of others: `All of the above`, `Only A and B`, `the first two`, `Keine der genannten`."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache


@dataclass(frozen=True, slots=True)
class Frame:
    """The words of which such an option is made in one language, in small letters; nothing else stands in it."""

    heads: frozenset[str]
    """How many are meant."""
    pointers: frozenset[str]
    """That options are meant. One of these and one of the heads stand in each that speaks in words."""
    links: frozenset[str]
    """What may stand between, and beside letters."""

    @property
    def words(self) -> frozenset[str]:
        """All of them."""
        return self.heads | self.pointers | self.links


def _frame(heads: str, pointers: str, links: str) -> Frame:
    return Frame(*(frozenset(words.split()) for words in (heads, pointers, links)))


FRAMES: Mapping[str, Frame] = {
    "en": _frame(
        "all none both neither any either every first last nothing everything",
        "above below these those them options option answers answer others other choices choice two three preceding "
        "previous following mentioned given listed named stated correct right true wrong false incorrect apply applies",
        "of the and or nor but except not is are only all both either neither here that which together & + two three",
    ),
    "de": _frame(
        "alle alles keine keiner keines keins beide beides nichts jede jedes zwei drei nur ersten letzten",
        "genannten genannte genanntes obigen oben beiden davon diesen dieser antworten antwort aussagen optionen "
        "option zwei drei anderen angaben richtig falsch zutreffend nichts trifft treffen",
        "der die das den dem von und oder weder noch ist sind nur sowohl als auch außer beide alle zu hier nicht",
    ),
    "fr": _frame(
        "tout tous toutes aucun aucune les deux trois nulle rien seulement premiers premières premières derniers",
        "précédent précédents précédentes ci-dessus réponses réponse options propositions autres mentionnés celles "
        "ceux cela deux trois correct correcte correctes vrai fausses exactes",
        "de des la le les ces et ou ni n'est ne sont est pas sauf seulement d'entre à",
    ),
    "es": _frame(
        "todo todos todas ninguno ninguna ambos ambas nada las los dos tres solo sólo primeros primeras últimos",
        "anterior anteriores arriba respuestas respuesta opciones otras otros mencionados ellas ellos dos tres es son "
        "correcta correctas verdaderas falsas",
        "de del la las lo los y o ni es son no excepto menos solo sólo estas estos",
    ),
    "pl": _frame(
        "wszystkie żadne żadna żaden obie oba nic każda tylko pierwsze ostatnie dwie dwa trzy",
        "powyższe powyższych wymienionych odpowiedzi odpowiedź opcje pozostałe nich dwie dwa trzy prawidłowe poprawne "
        "prawdziwe fałszywe",
        "z i oraz lub ani są jest nie tylko oprócz poza obie wszystkie te tych",
    ),
    "uk": _frame(
        "усі всі усе все жоден жодна жодне жодного обидва обидві нічого тільки лише перші останні дві два три",
        "перелічені перелічених наведені наведених названих вище відповіді відповідь "
        "відповідей варіанти варіант варіантів інші "
        "них цих правильні правильна правильний дві два три",
        "з із зі і й та або чи ні не є крім окрім тільки лише ці цього",
    ),
    "be": _frame(
        "усе ўсе ніводзін ніводная ніводнае абодва абедзве нічога толькі першыя апошнія дзве два тры",
        "пералічаныя пералічаных пералічанае названых вышэй адказы адказ варыянты "
        "варыянт варыянтаў іншыя іх гэтых правільныя "
        "правільны дзве два тры",
        "з із і й ды або ці ні не ёсць акрамя апроч толькі гэтыя",
    ),
    "ru": _frame(
        "все всё ни ничего оба обе никакой никакая только первые последние два две три один одно одна",
        "перечисленное перечисленные перечисленного перечисленных указанного указанных названных вышеперечисленное "
        "вышеперечисленного выше ответы ответ варианты вариант вариантов другие них этих верны верно правильные "
        "правильный два две три",
        "из и или ни не один одного одно одна кроме только эти этого является",
    ),
}
"""By language. A bank may ask in one language for words of another, so all of them are looked at."""

_ORDINALS = re.compile(
    "first|last|ersten|letzten|premiers|premières|derniers|primeros|primeras|últimos|pierwsze|ostatnie"
    "|перші|останні|першыя|апошнія|первые|последние"
)
"""Those of the words above that say where an option stands among the others."""
_ALPHABETS = ("abcdefghij", "абвгдежз")
_TOKEN = re.compile(r"[\w'-]+|[&+]")


def speaking(texts: Sequence[str]) -> tuple[int, ...]:
    """Places, from 0, of those options that are said of others: of all or none of them, or of some, by letter or place.

    Letters count only where they name an option that says something itself: vitamins and blood groups are no letters.
    """
    named = [_letters(text) for text in texts]
    bare = [bool(letters) or len(text.strip(" .()")) == 1 for letters, text in zip(named, texts, strict=True)]
    return tuple(
        place
        for place, text in enumerate(texts)
        if _in_words(text) or (named[place] and all(at < len(texts) and not bare[at] for at in named[place]))
    )


def names_places(text: str) -> bool:
    """Whether an option that speaks of others names them by where the author put them: `A and B`, `the first two`."""
    return bool(_letters(text)) or any(_ORDINALS.fullmatch(token.casefold()) for token in _TOKEN.findall(text))


@lru_cache(maxsize=20_000)  # rules, forms and cards ask for the same options
def _letters(text: str) -> frozenset[int]:
    """The places that an option names by letters, if it does nothing else: `A, C`, `only B`, `both (a) and (b)`."""
    tokens = _TOKEN.findall(text)
    letters = {token for token in tokens if _is_letter(token, text)}
    if len(letters) < 2:
        letters = {token for token in letters if token.isupper() or f"({token})" in text}  # else `a right` were one
    others = [token.lower() for token in tokens if token not in letters]
    if not letters or not any(_joined(len(letters), others, frame) for frame in FRAMES.values()):
        return frozenset()
    return frozenset(_place(letter.lower()) for letter in letters)


def _is_letter(token: str, text: str) -> bool:
    known = len(token) == 1 and any(token.lower() in alphabet for alphabet in _ALPHABETS)
    return known and (token.isupper() or f"({token})" in text or not any(token in one.links for one in FRAMES.values()))


def _joined(letters: int, others: Sequence[str], frame: Frame) -> bool:
    """Whether these words do no more than join so many letters, or say which of the options they leave."""
    said = letters > 1 or any(word not in frame.pointers for word in others)
    return said and all(word in frame.words for word in others)


def _place(letter: str) -> int:
    return next(alphabet.index(letter) for alphabet in _ALPHABETS if letter in alphabet)


@lru_cache(maxsize=20_000)
def _in_words(text: str) -> bool:
    """`none of them is right`: how many, and of what, and no other word."""
    tokens = _TOKEN.findall(text.casefold().replace("’", "'"))
    return any(_says(tokens, frame) for frame in FRAMES.values())


def _says(tokens: Sequence[str], frame: Frame) -> bool:
    heads = [place for place, token in enumerate(tokens) if token in frame.heads]
    pointers = [place for place, token in enumerate(tokens) if token in frame.pointers]
    apart = len({*heads, *pointers}) > 1
    return bool(heads and pointers) and apart and all(token in frame.words for token in tokens)
