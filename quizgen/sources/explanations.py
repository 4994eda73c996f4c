"""What `quizgen explain` says of each finding about articles, quotations and the lock."""

from collections.abc import Mapping

EXPLANATIONS: Mapping[str, str] = {
    "unknown-article": """\
A citation names an article that the bank does not list.

A quotation is proved against its article, and printed with its title: both are found by the id under `articles`.

Bad: `article: brigde`. Good: `article: bridge`, as in `articles: [{id: bridge, …}]`.""",
    "article-not-locked": """\
A question cites an article of which the lock knows nothing.

Where the text of an article is not at hand, the lock's digests of its paragraphs are all that a quotation can be
proved by. Somebody who has the text makes them, once.

Bad: a new article in the bank, and no entry for it in the lock. Good: the same after `quizgen cite --articles DIR`.""",
    "article-changed": """\
The text of an article is not the one that the lock was made from.

The file may be another edition, or `skip` may name other lines than it did. Quotations proved by the one need not
stand in the other, and what stands around them may have changed.

Bad: a corrected file of the article, and the lock as it was. Good: the same after `quizgen cite --articles DIR`.""",
    "quote-length": """\
A quotation has fewer than 3 words, or more than 60.

Two words stand anywhere and settle nothing; more than sixty are not a quotation but a reprint. Quote the shortest run
of words that settles the answer, with its speaker and its hedge.

Bad: `quote: in 1911`. Good: `quote: The bridge at Elm Ford opened on 4 May 1911`.""",
    "quote-not-found": """\
The words of a quotation do not stand in its article.

A quotation is copied as printed, misprints included. Curly or straight quotation marks, kinds of dashes and spaces
and line breaks make no difference; every letter, digit, capital and comma does. Nothing may be left out of its middle.

Bad: `quote: The bridge at Elm Ford was opened on 4 May 1911`. Good: `quote: The bridge at Elm Ford opened on 4 May
1911`.""",
    "context-not-found": """\
A quotation stands in its article, but not between its prefix and suffix.

`prefix` and `suffix` choose one place of several where the same words stand: they are what stands right before and
right behind the quotation there, in the same paragraph.

Bad: `prefix: on a day` for words that follow “on a market day, so”. Good: `prefix: market day, so`.""",
    "quote-cuts-number": """\
A quotation begins or ends inside a number or a word.

What is left over says something else: `86` is not `86.8%`, `400` is not `2 400`, and `31` is not `-31`.

Bad: `quote: opened on 4 May 1911 and cost 86`. Good: `quote: opened on 4 May 1911 and cost 86.8 thousand crowns`.""",
    "quote-ambiguous": """\
A quotation stands more than once in its article.

The key prints the paragraph that a quotation stands in, and the same words may mean one thing here and another there.

Bad: `quote: it was said at the time`, which stands twice. Good: the same with `prefix: market day, so`.""",
    "quote-crosses-paragraphs": """\
A quotation begins in one paragraph and ends in another.

Paragraphs are what the lock keeps digests of and what the key counts; and words around a break, such as a heading and
the sentence under it, were never one statement.

Bad: `quote: nobody has checked. Not everyone was glad`. Good: `quote: a figure that nobody has checked`.""",
    "quote-in-another-article": """\
A quotation does not stand in the article that it names, but in another one of the bank.

The answer would be printed with the wrong title.

Bad: `article: bridge` with words of the article `harbour`. Good: `article: harbour`.""",
    "quote-in-furniture": """\
A quotation stands only in lines that the bank skips.

`skip` names the lines of an article's file that are page furniture: advertisements, teasers, forms. They are not what
the article says.

Bad: `quote: ropes and lamps, Market Square`, an advertisement. Good: words of the article itself.""",
    "quote-unproved": """\
Nothing proves yet that a quotation stands in its article.

Whoever has the text lets quizgen find the quotation there; the lock keeps what was found, so that everybody else can
check it. A quotation that was changed since, or that is new, is not in the lock. A pasted
paragraph must be whole, from its first word to its last, for digests say nothing of a part; nothing of it is kept.

Bad: a new `quote:`, and the lock as it was. Good: the same after `quizgen cite --articles DIR`, or after
`quizgen cite ID --paragraph -` with its paragraph pasted.""",
    "quote-moved": """\
A quotation stands elsewhere in its article than the lock says.

The words are the same, but what stands around them may not be, and the paragraph that the key prints is wrong.

Bad: a new edition with its paragraphs in another order, and the lock as it was. Good: the same after
`quizgen cite --articles DIR`.""",
    "quoted-too-much": """\
The bank quotes a greater share of an article than it allows itself.

Facts are free, wording is its publisher's. A bank that quotes half of an article stands in for it. Words that several
quotations share count once. The bound is the bank's `max_quoted_share`.

Bad: whole sentences as quotations. Good: the eight words that settle the answer.""",
    "broken-lock": """\
The lock cannot be read, or holds something that quizgen does not write.

It is written by `quizgen cite` and by nothing else. After a merge with conflicts, or an edit by hand, it proves
nothing.

Bad: lines such as `<<<<<<< HEAD` in the lock. Good: the lock made again by `quizgen cite --articles DIR`.""",
}
"""By the finding's name: what it is, why it matters, a bad and a good example."""
