"""Every number that a rule goes by, in one place, with what it was chosen for. All are of characters or words."""

# --- wording

LIFTED_WORDS = 7
"""Words in a row that stem and key may not share with the quotation they are answered from."""
LIFTED_CLOZE_WORDS = 10
"""The same for a cloze, which is a sentence by nature and so shares more."""
LIFTED_NAMES = 2
"""How many of so many words may have capital letters, since a name cannot be said otherwise."""
LIFTED_TELLING = 5
"""How many different words that tell something there must be among them: “into a right and a left half” has three."""
STEM_WORDS = 6
"""A stem of fewer words leaves open what is asked, where it must say who claims it."""

# --- attribution

PHRASE_WORDS = 2
"""Words between quotation marks from which on they count as a quotation; a single word may be named as a word."""

SUMMED_NUMBERS = 200
"""Quoted numbers of which the sums are sought; of more, almost any number is one."""

LONG_NUMBER = 3
"""Digits, but for noughts at either end, from which on a number is not spelt in a word or two in any language."""

# --- options

CHOICE_OPTIONS = range(3, 5)
"""Three options do; a fourth only where somebody really errs that way."""
MULTIPLE_OPTIONS = range(3, 7)
"""Each option of a `multiple` is judged by itself, so there may be more."""
OVERLAP_OPTIONS = 30
"""Options of a question that are compared each with each: far more than anybody can choose from."""
UNEVEN_RATIO = 2.0
"""An option with more than this many times the characters of the nearest one does not look like the others …"""
UNEVEN_CHARACTERS = 15
"""… if they also differ by more characters than this: among words of a few letters it means nothing."""
DATE_WORDS = 5
"""Words up to which an option with a digit in it is a number or a date, in whatever form: `in the winter of 1929`."""

# --- cues

LONG_KEY_RATIO = 1.25
"""Characters of a key against the mean of its distractors. On 40 sound questions 1.10 hit two and 1.25 none."""
LONG_KEYS_RATIO = 1.5
"""The same for the mean of the several keys of a `multiple`, whose options need not be alike."""
LONG_KEY_CHARACTERS = 5
"""A key that is longer by fewer characters does not stand out."""
SKEW_WARNING = 2.0
"""Standard errors above chance at which the keys' lengths are told: one sound bank in forty gets there."""
SKEW_ERROR = 3.0
"""Standard errors above chance that no sound bank reaches: one in seven hundred."""
COMMON_STEMS = 3
"""A word in more stems than this, and than `COMMON_SHARE` of all, is what the bank is about, and no echo."""
COMMON_SHARE = 0.05

# --- answers

CARD_WORDS = 6
"""An answer of more words than this is not recalled as one thing."""
CARD_WORDS_MOST = 12
"""Nobody writes more words than this and has them right."""
CARD_COMMAS = 2
"""More commas than this make an answer a list."""
WHY_WORDS = 5
"""A reason of fewer words teaches nothing …"""
WHY_CHARACTERS = 20
"""… if it is shorter than this, too: other languages say in three words what takes English six."""

# --- balance

ENOUGH = 15
"""Questions from which on a share says something."""
UNLIKELY = 0.05
"""The probability below which chance does not explain a skew."""
TRUE_SHARE = (0.35, 0.65)
"""Outside it, guessing one answer throughout pays."""
TRUE_LENGTH_RATIO = 1.3
"""How much longer statements of one answer may be in the mean than those of the other."""
LIKE = 0.75
"""The share of their words, rare ones weighing more, that two stems have in common when they ask the same."""
ALIKE_STEMS = 100
"""Stems with a word in common that others are compared with."""
REMEMBER_SHARE = 0.5
"""More `remember` than this is a bank of trivia."""
BARE_SHARE = 0.4
"""More keys than this that are a bare number or name are, too."""
SHOWN = 10
"""Pairs or places that a finding on the whole bank names."""
