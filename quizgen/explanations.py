"""What `quizgen explain` says of each finding that is no rule's: what it is, why it matters, what is bad and good.

A rule, in `quizgen/rules/`, is explained by the docstring of its function.
"""

from collections.abc import Mapping

YAML: Mapping[str, str] = {
    "not-utf-8": """\
The file is not UTF-8.

The same bytes mean other letters in other encodings, and a guess would be printed. Save the file as UTF-8, with or
without a byte order mark; editors offer it under "Save with encoding".

Bad: `Łukasz` saved as Windows-1250, a bank saved as UTF-16. Good: the same, saved as UTF-8.""",
    "forbidden-character": """\
A character stands in the text that nobody can see, or that changes how the rest is shown.

Control characters break Anki's fields and a terminal; direction marks show `86` as `68`; other programs count lines by
U+2028, so that every place in a message would be wrong; a zero-width space makes two equal answers different; a sign
for private use, as PDF files have them, is another sign in every font.

Bad: `stem: "Who\\u202E won?"`. Good: `stem: "Who won?"`.""",
    "tab-indent": """\
A line is indented with a tab.

YAML counts columns, and a tab has no fixed width. Set the editor to insert spaces.

Bad: a tab before `why:`. Good: two spaces before `why:`.""",
    "unquoted-colon": """\
A text with a colon and a space in it is not in quotes.

In YAML a colon followed by a space ends a key.

Bad: `stem: Who said: we win?`. Good: `stem: "Who said: we win?"`.""",
    "special-sign": """\
A text that starts with a sign of YAML's own is not in quotes.

At the start of a value each of `@ % * & ! | > - ? , [ ] { }` and the backtick has a meaning of its own.

Bad: `stem: *Why* was it built?`. Good: `stem: "*Why* was it built?"`.""",
    "unquoted-braces": """\
A text that starts with `{{` is not in quotes.

At the start of a value `{` opens a mapping. A cloze that begins with its blank is put in quotes.

Bad: `text: {{c1::Minsk}} is a city`. Good: `text: "{{c1::Minsk}} is a city"`.""",
    "split-at-comma": """\
A comma within `[ ]` or `{ }` splits a text or a number in two.

There commas part the entries. The rest of a quotation would be an entry of its own, and a piece of an answer would
count as a whole one. A text that holds a comma is put in quotes, and so is an entry that only looks like a piece.

Bad: `options: [1,250, 1,300]`, `{article: bridge, quote: so he said, and went}`.
Good: `options: ["1,250", "1,300"]`, `{article: bridge, quote: "so he said, and went"}`.""",
    "bad-escape": """\
A backslash in double quotes is followed by something that YAML does not know.

In double quotes a backslash starts an escape. Write it twice, or use single quotes, where it is an ordinary sign.

Bad: `file: "C:\\Users"`. Good: `file: 'C:\\Users'`.""",
    "unbalanced-quotes": """\
A quotation mark at the start of a value has no partner at its end.

A value that starts with `"` or `'` ends with the next one. In single quotes an apostrophe is written twice.

Bad: `stem: 'Whose isn't it?'`. Good: `stem: "Whose isn't it?"`.""",
    "unclosed-bracket": """\
A `[` or `{` is not closed.

In such a list entries are parted by commas; an entry with a comma, a colon or ` #` in it needs quotes.

Bad: `options: [C #, F #]`. Good: `options: ["C #", "F #"]`.""",
    "missing-colon": """\
A line has no key, or no space after its colon.

A key ends in a colon and a space. A text that goes on in the next line is indented more than its key.

Bad: `kind:choice`. Good: `kind: choice`.""",
    "missing-dash": """\
A line in a list has no dash, or no space after its dash.

Each entry of a list starts with a dash and a space, all dashes of a list in one column. Without them the line would be
read as a part of the entry above.

Bad: `-id: ford-day`. Good: `- id: ford-day`.""",
    "bad-indent": """\
A line is indented unlike the lines it belongs to.

The keys of one mapping start in one column, and so do the dashes of one list.

Bad: `id:` in column 3 and `kind:` in column 4. Good: both in column 3.""",
    "yaml-syntax": """\
The file is not YAML from here on.

Compare the line and the one above with their neighbours: quotes, brackets, colons, indentation.

Bad: `%FOO` in the first line. Good: `bank:` in the first line.""",
    "yaml-tag": """\
A value carries a YAML tag.

A tag tells a YAML program what to make of a value. Here every value is text, and its key says what it means.

Bad: `stem: !important Who won?`. Good: `stem: "!important: who won?"`, `stem: Who won?`.""",
    "yaml-anchor": """\
A value has an anchor, or is an alias for one.

A value that stands elsewhere cannot be reviewed where it is used, and a few lines of aliases can stand for millions
of values. Write the text out.

Bad: `why: &same Because.` and `why: *same`. Good: `why: Because.` twice.""",
    "merge-key": """\
A mapping takes in another with `<<`.

What a question holds must stand in the question. Write the keys out.

Bad: `<<: *easy`. Good: `difficulty: easy`.""",
    "second-document": """\
A line `---` or `...` starts a second document.

A bank is one document; what followed would be lost.

Bad: `---` between two questions. Good: a comment between two questions.""",
    "too-deep": """\
Lists and mappings stand in one another more than 32 deep.

Nothing in a bank needs more than six; so many are a slip of the keyboard or an attack.

Bad: `[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[x]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]`. Good: `[x]`.""",
    "duplicate-key": """\
A mapping has the same key twice.

Other programs keep the last and say nothing; here neither is guessed to be meant.

Bad: `why: One reason.` and `why: Another.` in one question. Good: one `why`.""",
    "bad-key": """\
A key is not a short piece of text.

A key is one word of ours, or the name of a rule; a list or a mapping is none.

Bad: `[stem]: Who won?`. Good: `stem: Who won?`.""",
}
"""Of the text of a file, and of YAML."""

BANK: Mapping[str, str] = {
    "unknown-key": """\
A mapping has a key that means nothing there.

What stands under it would be left out without a word.

Bad: `dificulty: easy`. Good: `difficulty: easy`.""",
    "missing-key": """\
A key that is needed is not there.

Without it the question cannot be asked, marked or proved.

Bad: a question without `why`. Good: `why: The council counted the votes twice.`.""",
    "empty-value": """\
A key has nothing, or only blanks, for its value.

A card with an empty side is dropped by Anki, and a blank stem is a blank page. What is not known is left out, key and
all.

Bad: `stem:`, `stem: "  "`. Good: `stem: Who won?`.""",
    "line-break": """\
A title or a label has a line break of its own.

It names a deck in Anki, a line of a list, the top of a page: each is one line, and the break would be lost. Lines that
are only wrapped, in quotes or after `>`, are one line.

Bad: `title: |` with two lines below it. Good: `title: A bridge for Elm Ford`.""",
    "wrong-shape": """\
A value is a text where a list is wanted, or a list where a text is, and so on.

Nothing is turned into something else, because the guess might be wrong.

Bad: `tags: elections`, `title: [Untitled]`. Good: `tags: [elections]`, `title: "[Untitled]"`.""",
    "unknown-value": """\
A key that takes one of a few words has another.

Bad: `difficulty: tricky`, `fixed: yes`. Good: `difficulty: hard`, `fixed: true`.""",
    "bad-id": """\
An id is not made of letters a to z, digits and single hyphens.

Ids become part of file names, links and Anki's identities, on every system, for years; so they are short words of
plain letters, of at most 64 characters.

Bad: `id: Vote 2025`, `id: -vote`. Good: `id: vote-2025`.""",
    "bad-number": """\
A number is not written in digits, or lies outside what makes sense there.

Numbers have a point for their decimals and no signs between thousands, so that nobody has to guess.

Bad: `answer: 86,8`, `skip: [12-11]`. Good: `answer: 86.8`, `skip: [11-12]`.""",
    "bad-timestamp": """\
A moment is not written as a UTC date and time to the second, or does not exist.

It becomes the revision of a card, which must be the same wherever the deck is built.

Bad: `at: 2025-02-30T10:00:00Z`, `at: yesterday`. Good: `at: 2025-02-28T10:00:00Z`.""",
    "text-cut": """\
A text ends where ` #` starts a comment, most likely by accident.

In YAML a space and `#` end a value that is not in quotes. Put the text in quotes; before a comment that is meant, put
two spaces.

Bad: `stem: What is C #?`. Good: `stem: "What is C #?"`, `stem: What is it?  # easy`.""",
    "text-too-long": """\
A text has more than 4,000 characters, or a word of more than 200.

It fits neither a card nor a page, and a line breaker takes minutes over it.

Bad: a whole article as `why`. Good: two sentences as `why`.""",
    "empty-bank": """\
The file holds no questions.

Nothing can be made of it, and an empty deck would hide that a wrong file was named.

Bad: an empty file, `questions: []`. Good: one question.""",
    "unknown-kind": """\
A question has a kind that does not exist.

There are nine: choice, multiple, true-false, short, numeric, cloze, match, order, open.

Bad: `kind: truefalse`. Good: `kind: true-false`.""",
    "bad-tag": """\
A tag is not made of lower-case letters, digits and single hyphens.

Anki splits tags at spaces and nests them at `::`, and takes tags that differ in case for one.

Bad: `tags: [Public Vote]`. Good: `tags: [public-vote]`.""",
    "bad-language": """\
The bank's language is not a language tag.

Screen readers and hyphenation go by it.

Bad: `language: English`. Good: `language: en`, `language: pt-BR`.""",
    "bad-url": """\
A URL does not start with `http://` or `https://`, or has a space in it.

It becomes a link on cards; other schemes can run programs.

Bad: `URL: javascript:alert(1)`. Good: `URL: https://example.org/bridge`.""",
    "bad-file-name": """\
An article's file is not the bare name of a file, or the bank's `articles` is a folder of one machine alone.

Articles are looked for in one folder, and nowhere else; that folder is named from where the bank is.

Bad: `file: ../secret.txt`, `articles: C:\\texts`. Good: `file: bridge.txt`, `articles: articles`.""",
    "article-file": """\
An article names a file that the folder of articles does not hold, and the folder holds one of nearly that name.

Without its text an article's quotations are proved by the lock alone, so a slip in the name goes unnoticed for long.

Bad: `file: brigde.txt` beside `bridge.txt`. Good: `file: bridge.txt`.""",
    "key-not-an-option": """\
The key of a question is not one of its options.

No answer would count as right. The key is the text of the option, letter for letter.

Bad: `options: [mitosis, meiosis]`, `key: miosis`. Good: `key: meiosis`.""",
    "repeated-key": """\
The key of a question names one option twice.

Either it stands for another option, or it is one too many.

Bad: `key: [1911, 1911]`. Good: `key: [1911, 1912]`.""",
    "too-few": """\
A question has too few options, pairs, items or points to ask anything.

A choice has two options at least, a match two pairs, an order two items.

Bad: `items: [first]`. Good: `items: [first, second]`.""",
    "correction-missing": """\
A false statement has no correction.

Who learns only that it is false, learns nothing; and a false sentence read often is remembered as true.

Bad: `key: false` alone. Good: `key: false`, `correction: The bridge opened in 1911.`.""",
    "correction-unwanted": """\
A true statement has a correction.

One of the two is wrong.

Bad: `key: true`, `correction: It opened in 1911.`. Good: `key: true` alone.""",
    "cloze-without-blank": """\
A cloze text has no blank.

There is nothing to ask; Anki would make no card.

Bad: `text: The bridge opened in 1911.`. Good: `text: The bridge opened in {{c1::1911}}.`.""",
    "cloze-bad-blank": """\
A blank of a cloze is not written `{{c1::answer}}` or `{{c1::answer::hint}}`.

Anki cuts a blank at the first `}}` and at `::`, so an answer cannot hold either; the number runs from 1 to 99; one
blank does not stand in another.

Bad: `{{c1::ratio 2::1::hint}}`, `{{1911}}`, `{{c1::1911}`. Good: `{{c1::2 to 1::a ratio}}`.""",
    "reverse-is-stem": """\
The second card of a question asks what its first one asks.

Behind it stand the stem and its answer, so it starts from the answer and asks what is said of it.

Bad: `stem: Who opened the bridge?`, `reverse: Who opened the bridge?`. Good: `reverse: What did Ada Quill open?`.""",
    "equal-pairs": """\
Two entries on one side of a match are equal, or the two sides of a pair.

Equal entries cannot be told apart, so there are two right answers; a pair of equal sides gives itself away.

Bad: `{left: Elm, right: river}` and `{left: Ash, right: River}`. Good: `river` and `stream`.""",
}
"""Of the bank file: its frame, its articles and people, one question."""

DECK_FILES: Mapping[str, str] = {
    "unknown-name": """A deck file names something that the bank does not hold.

A misspelt tag would select nothing, and a misspelt id leave a question out, without a word.

Bad: `select: {tags: [electons]}`. Good: `select: {tags: [elections]}`.""",
    "duplicate-quiz": """Two quizzes of one deck file share an id.

The id names the file that is printed: the second would take the place of the first.

Bad: `- id: week-1` twice. Good: `- id: week-1`, `- id: week-2`.""",
    "mix-and-count": """A quiz says both how many questions it wants of each kind and how many in all.

The two can differ, and then nobody knows which is meant.

Bad: `mix: {choice: 8, open: 2}` beside `count: 12`. Good: either of them.""",
    "not-one-to-one": """Two second cards of a reversed deck ask the same.

Each has its own question behind it, so there are two answers, and nobody can know which is meant.

Bad: `reverse: What is Minsk?` on two questions of a deck with `anki: {reversed: true}`. Good: another `reverse` for one
of them, or `select: {except: [one-of-them]}`.""",
    "not-reversed": """Short answers or numbers of a reversed deck have no `reverse`, and so no second card.

The bare answer asks nothing, so the front of a second card is written by hand. That is as it should be where an answer
leads back to no question, such as a number that counts many things.

Bad: `answer: the West` alone in a deck with `anki: {reversed: true}`. Good: the same beside `reverse: What did
Lukashenko say about the West?`.""",
    "unrevised": """A deck file switches on typing or reversed cards, and does not say since when.

Anki rewrites a note only where its revision is later than that of the note it has, but adds new cards at once. Reversed
cards that are switched on without a new `revised` come with nothing on their front; typed answers do not come at all.
Whenever `typed` or `reversed` changes, `revised` becomes the moment of the change. Whether it did, `quizgen diff` tells
from the deck that learners have.

Bad: `anki: {reversed: true}`. Good: the same beside `revised: 2026-11-22T09:30:00Z`.""",
    "nothing-selected": """A deck or a quiz selects no question.

Several conditions are all to be met, and only questions that were checked by hand count. An empty deck or a blank
page is never made.

Bad: `select: {tags: [elections], kinds: [open]}` where no open question bears the tag. Good: `select: {tags:
[elections]}`.""",
    "bad-title": """A title cannot name a deck.

Anki shows it in a list of decks, where `::` parts the levels; a level without a name would be left out, and the deck be
another one. At most 200 characters.

Bad: `title: "Biology::"`. Good: `title: Biology::Unit 3`.""",
    "selected-and-excepted": """A selection asks for a question by its id, and excepts it.

`except` wins, so the question would be left out without a word.

Bad: `select: {ids: [ford-day], except: [ford-day]}`. Good: either of them.""",
    "too-few-questions": """A quiz wants more questions than there are.

Questions that are unchecked, retired, or that give another one of the quiz away are not drawn.

Bad: `mix: {choice: 40}` where 28 can be drawn. Good: `mix: {choice: 20}`.""",
}
"""Of deck files."""

SOURCES: Mapping[str, str] = {
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

The file may be another edition, `skip` may name other lines than it did, or `wrapped` may have come. Quotations proved
by the one need not stand in the other, and what stands around them may have changed.

Bad: a corrected file of the article, and the lock as it was. Good: the same after `quizgen cite --articles DIR`.""",
    "quote-length": """\
A quotation has fewer than 3 words, or more than 60.

Two words stand anywhere and settle nothing; more than sixty are not a quotation but a reprint. Quote the shortest run
of words that settles the answer, with its speaker and its hedge.

Bad: `quote: in 1911`. Good: `quote: The bridge at Elm Ford opened on 4 May 1911`.""",
    "quote-not-found": """\
The words of a quotation do not stand in its article.

A quotation is copied as printed, misprints included. Curly or straight quotation marks, kinds of dashes and spaces,
line breaks and the two signs for µ make no difference; every letter, digit, capital and comma does. So does what only
looks alike, as `′` and `'` or letters of two alphabets; it is named. Nothing may be left out of its middle.

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
the sentence under it, were never one statement. A paragraph is a line of the article's file, unless the article says
`wrapped: true`, as it should where an editor or an e-mail broke the lines: then it goes on to the next empty line.

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
check it. A quotation that was changed since, or that is new, is not in the lock, unless it is a
part of another quotation of the bank that is. A pasted paragraph must be whole, from its first word to its last, for
digests say nothing of a part; nothing of it is kept. For a quotation that was shortened, paste it as it was.

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
    "copied-bank": """\
A bank bears the id of another one, from which it was copied.

In Anki a note is known by the bank's id and the question's. Two banks that share their ids write their notes over each
other on every machine that has both, and the answers that a learner earned count for other questions. The lock keeps
the bank's id beside the digests of its articles; where none of these is left, it was made for another bank.

Bad: a folder copied and given new articles, with `bank: {id: elm-ford}` as it was.
Good: the same with `bank: {id: oak-ford}`.""",
    "blanks-renumbered": """\
The blanks of a cloze changed their numbers among them.

Each number is a card in Anki. One that takes the number of another takes its card, and asks for something else at the
interval that a learner earned with the other. A blank that goes leaves its number free; a new one takes a number that
was never used. What the numbers asked for, the lock keeps since the last `quizgen cite`. A question that bears no
record of a check may be numbered anew: take away its `checked:`, run `quizgen cite`, and review it again.

Bad: `{{c1::red and white}}`, where it was `{{c2::…}}` and c1 asked for the month. Good: `{{c2::red and white}}`.""",
    "broken-lock": """\
The lock cannot be read, or holds something that quizgen does not write.

It is written by `quizgen cite` and by nothing else. After a merge with conflicts, or an edit by hand, it proves
nothing.

Bad: lines such as `<<<<<<< HEAD` in the lock. Good: the lock made again by `quizgen cite --articles DIR`.""",
}
"""Of articles, quotations and the lock."""

CHECKS: Mapping[str, str] = {
    "unchecked": """A question bears no record of a check.

Only questions that a person has read beside their passage reach a learner; this one is left out of what is built.

Bad: a new question, as written. Good: the same after `quizgen review ID`.""",
    "changed": """A question was changed after it was checked.

The check was of other words, so the question is left out of what is built until somebody has read it again.

Bad: `key:` corrected, `checked:` left as it was. Good: the same after `quizgen review ID`.""",
    "disputed": """The person who checked a question holds it to be wrong.

It is left out of what is built until it is mended and reviewed again.

Bad: `checked: {…, disputed: the quotation names no year}`. Good: the stem mended, and `quizgen review ID`.""",
    "stale-source": """An article was changed after a question about it was checked.

The quotation may still stand there, but what surrounds it may now say something else: the question is left out of
what is built until somebody has read it again.

Bad: a new text of the article, and `quizgen cite`, but no review. Good: the same after `quizgen review ID`.""",
    "checked-in-future": """A check bears a moment that has not come yet.

That moment is the question's revision in Anki: a later, true correction would look older and never arrive.

Bad: `at: 2099-01-01T00:00:00Z`. Good: the moment that `quizgen review` writes.""",
}
"""Of the record of a hand-check."""

WAIVERS: Mapping[str, str] = {
    "unused-allow": """\
A question waives a rule that finds nothing in it.

The question was mended, or the waiver stands in the wrong one. Left there, it would hide the next slip of its kind.

Bad: `allow: {negative-stem: …}` on a stem without a negative. Good: no `allow` for it.""",
    "unknown-rule": """\
A question waives a rule that does not exist, or one that cannot be waived.

What is wrong with ids, quotations and the form of the file is wrong for everybody; rules of good wording may have an
exception, which gives its reason.

Bad: `allow: {lifts: …}`, `allow: {duplicate-id: …}`. Good: `allow: {lifted: The wording is the law's own.}`.""",
}
"""Of `allow:`."""

PAPER: Mapping[str, str] = {
    "unprintable-character": """\
A character that the printed face has no letter for.

Paper is set in Source Sans, which has Latin, Cyrillic and Greek letters and the usual signs. Anything else would be
printed as an empty box, and a teacher would see it only in front of the class. So that paper is not made until the
character is gone, or a font that has it is named with `--font`; everything else is. `check` warns of it where a deck
file prints the question. Anki decks are not concerned: a screen finds another face.

Bad: `stem: What does 🗳 stand for on the ballot?`
Good: `stem: What does the ballot box stand for on the ballot?`""",
}
"""Of what is printed."""

ALL: Mapping[str, str] = {**YAML, **BANK, **DECK_FILES, **SOURCES, **CHECKS, **WAIVERS, **PAPER}
