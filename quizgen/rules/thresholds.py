"""Every number that a rule goes by, in one place, with what it was chosen for. All are of characters or words."""

# --- wording

LIFTED_WORDS = 7
"""Words in a row that stem and key may not share with the quotation they are answered from."""
LIFTED_CLOZE_WORDS = 10
"""The same for a cloze, which is a sentence by nature and so shares more."""
STEM_WORDS = 6
"""A stem of fewer words leaves open what is asked."""

# --- attribution

PHRASE_WORDS = 2
"""Words between quotation marks from which on they count as a quotation; a single word may be named as a word."""
