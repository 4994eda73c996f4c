"""What the articles say: folding, paragraphs, digests, the lock, and the proof that a quotation stands there.

Knows articles as text and banks as values; opens no file. rapidfuzz is imported only where a quotation was not found.
"""

from quizgen.sources.copying import furniture, looks_wrapped
from quizgen.sources.folding import (
    ArticleText,
    Match,
    Paragraph,
    digest,
    find,
    fold,
    paragraphs,
    words,
)
from quizgen.sources.hints import Suggestion, nearest
from quizgen.sources.lock import (
    LOCK_REMEDY,
    Attestation,
    Lock,
    LockedArticle,
    key,
    read_lock,
    write_lock,
)
from quizgen.sources.prove import (
    CitationState,
    attest,
    attest_paragraph,
    enter,
    prove,
    quoted_shares,
    states,
    text_of,
)

__all__ = [
    "LOCK_REMEDY",
    "ArticleText",
    "Attestation",
    "CitationState",
    "Lock",
    "LockedArticle",
    "Match",
    "Paragraph",
    "Suggestion",
    "attest",
    "attest_paragraph",
    "digest",
    "enter",
    "find",
    "fold",
    "furniture",
    "key",
    "looks_wrapped",
    "nearest",
    "paragraphs",
    "prove",
    "quoted_shares",
    "read_lock",
    "states",
    "text_of",
    "words",
    "write_lock",
]
