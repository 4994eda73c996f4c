"""How the time and memory of `quizgen check` grow: with the questions of a bank, and with all that a file may repeat.

    python tests/benchmarks/growth.py [--sizes 1000 10000 100000] [--shapes NAME …] [--most 60]

First banks of all nine kinds, whose quotations a lock proves: microseconds and bytes of peak memory a question, and how
many times those of the smallest bank. Then shapes that no author writes, each at a size and at four times that size:
four times the time is linear, about 4.6 is n log n, 16 is quadratic. Each is a process of its own, and `--most` seconds
end it. Start, imports and the making of the files are left out.
"""

import argparse
import gc
import json
import resource
import subprocess
import sys
import tempfile
import time
import zlib
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from itertools import cycle, islice
from pathlib import Path

from quizgen import pipeline, reporters, sources
from quizgen.forms.assembly import arrange, draw
from quizgen.forms.plans import Blueprint
from quizgen.model import Bank
from quizgen.reading import yamlnodes
from quizgen.reading.bank import read

AT = datetime(2026, 11, 22, 9, 30, 0, tzinfo=UTC)
PER_ARTICLE = 100
SYLLABLES = ("ba", "ce", "di", "fo", "gu", "ha", "ke", "li", "mo", "nu", "pa", "re", "si", "to", "vu", "we")
THINGS = ("bridge", "mill", "school", "harbour", "market", "tower", "canal", "library", "station", "quarry", "well")
OFFICES = ("mason", "ferryman", "painter", "surveyor", "gardener", "printer", "baker")

Job = Callable[[], object]


# --- sound banks


def word(number: int) -> str:
    """A word of its own for each number."""
    sounds = SYLLABLES[number % 16]
    while number := number // 16:
        sounds += SYLLABLES[number % 16]
    return f"{sounds}n"


def told(number: int) -> dict[str, str]:
    """What there is to tell in one paragraph of an article."""
    return {
        "thing": THINGS[number % len(THINGS)],
        "place": word(number * 7919 % 1_000_003 + 4096).title(),
        "who": f"{word(number % 997 + 256).title()} {word(number % 4999 + 4096).title()}",
        "other": f"{word((number + 31) % 997 + 256).title()} {word((number + 77) % 4999 + 4096).title()}",
        "office": OFFICES[number % len(OFFICES)],
        "year": str(1600 + number % 400),
        "cost": str(20_000 + number % 50_000),
        "article": f"a{number // PER_ARTICLE}",
    }


QUOTE = "The {thing} at {place} was opened in {year} by the {office} {who} and cost {cost} crowns"
PARAGRAPH = f"{QUOTE}, which {{other}} thought too much for a {{thing}} of its kind.\n"

BODIES = (
    "kind: choice\n    stem: Who opened the {thing} at {place}, as reported there?\n"
    "    options: [The {office} {who}, The owner {other}, The county]\n    key: The {office} {who}",
    "kind: multiple\n    stem: What is reported of the {thing} at {place} in the county?\n"
    "    options: [It cost {cost} crowns, It opened in {year}, It burned down]\n"
    "    key: [It cost {cost} crowns, It opened in {year}]",
    "kind: true-false\n    stem: The {thing} at {place} was opened by a {office} called {other}.\n    key: false\n"
    "    correction: The {thing} at {place} was opened by {who}.",
    "kind: short\n    stem: Which {office} opened the {thing} at {place} to the public?\n    answer: {who}",
    "kind: numeric\n    stem: How much did the {thing} at {place} cost in the end?\n    answer: {cost}\n"
    "    unit: crowns",
    'kind: cloze\n    text: "The {thing} at {place} was opened to the public in {{{{c1::{year}}}}}."',
    "kind: match\n    stem: What belongs together in what is told of the {thing} at {place}?\n    pairs:\n"
    "      - {{left: year, right: '{year}'}}\n      - {{left: crowns, right: '{cost}'}}\n    extra: ['{place}']",
    "kind: order\n    stem: In what order did these things happen to the {thing} at {place}?\n"
    "    items: [It was planned, It was built, It was opened]",
    "kind: open\n    stem: Why might people at {place} have thought their {thing} too dear?\n"
    "    points: [names the cost, names who paid it]",
)


def sound(count: int) -> tuple[str, dict[str, str]]:
    """A bank of so many questions, and its articles."""
    texts: dict[str, str] = {}
    questions = []
    for number, body in enumerate(islice(cycle(BODIES), count)):
        facts = told(number)
        texts[facts["article"]] = texts.get(facts["article"], "") + PARAGRAPH.format(**facts)
        questions.append(question(f"q-{number}", body.format(**facts), facts["article"], QUOTE.format(**facts)))
    return bank(questions, texts), texts


def question(id: str, body: str = "", article: str = "a0", quote: str = "", more: str = "") -> str:
    """One entry of a bank file."""
    return (
        f"  - id: {id}\n    {body or asked(id)}\n    why: The article says so in as many words as one could wish.\n"
        f"    cite:\n      article: {article}\n      quote: {quote or 'It opened on that day in May'}\n"
        f"    difficulty: easy\n    level: remember\n    tags: [history]\n{more}"
    )


def asked(about: str) -> str:
    """A short question in words of its own."""
    name = word(zlib.crc32(about.encode())).title()
    return f"kind: short\n    stem: What is it that {name} is known for?\n    answer: ferry"


def bank(questions: Iterable[str], articles: Iterable[str] = ("a0",), more: str = "") -> str:
    """A bank file."""
    listed = "".join(f"  - {{id: {id}, title: About {id}, file: {id}.txt}}\n" for id in articles)
    return (
        f"bank: {{id: growth, title: Growth, language: en, max_quoted_share: 1}}\narticles:\n{listed}{more}"
        f"questions:\n{''.join(questions)}"
    )


def bank_of(text: str) -> Bank:
    """The values of a bank file."""
    node, found = yamlnodes.parse(text)
    assert node is not None, found
    made, found = read(node)
    assert made is not None, found[:3]
    return made


def locked(text: str, texts: dict[str, str]) -> str:
    """The lock of a bank."""
    return sources.write_lock(sources.attest(bank_of(text), sources.Lock(), texts)[0])


def checking(text: str, lock: str | None = None, texts: dict[str, str] | None = None) -> Job:
    """What `check` does with a file, its report included."""
    data = text.encode()
    find = None if texts is None else lambda _: texts

    def job() -> object:
        loaded = pipeline.load(data, "bank.yaml", lock, "bank.lock", find, AT, advice=True)
        for report in loaded.reports:
            reporters.full(report)
        return loaded

    return job


# --- shapes that no author writes


def one_of(lead: str, count: int, entry: str = "the {word} of {number}", behind: str = "") -> str:
    """A bank of one question, with a list of so many entries."""
    entries = "".join(f"      - {entry.format(word=word(number + 300), number=number)}\n" for number in range(count))
    return bank([question("q", f"{lead}\n{entries}{behind}".rstrip("\n"))])


STEM = "stem: What is told of the bridge at Elm Ford?"


def choices(count: int) -> str:
    """Options of one question."""
    return one_of(f"kind: choice\n    {STEM}\n    options:", count, behind=f"    key: the {word(300)} of 0")


def multiples(count: int) -> str:
    """Options of one question, of which half are right."""
    keys = ", ".join(f"the {word(number + 300)} of {number}" for number in range(0, count, 2))
    return one_of(f"kind: multiple\n    {STEM}\n    options:", count, behind=f"    key: [{keys}]")


def absolutes(count: int) -> str:
    """Options that each give themselves away."""
    keys = ", ".join(f"all the {word(number + 300)} of {number}" for number in range(0, count, 2))
    entry = "all the {word} of {number}"
    return one_of(f"kind: multiple\n    {STEM}\n    options:", count, entry, f"    key: [{keys}]")


def ranges(count: int) -> str:
    """Options that are ranges of numbers, each of which meets each other."""
    return one_of(f"kind: multiple\n    {STEM}\n    options:", count, "1–{number}9", "    key: [1–09]")


def pairs(count: int) -> str:
    """Pairs of one question."""
    entry = "{{left: the {word} of {number}, right: '{word} {number}'}}"
    return one_of(f"kind: match\n    {STEM}\n    pairs:", count, entry)


def named_points(count: int) -> str:
    """Entries of one question, each with a name that nothing bears out."""
    return one_of(f"kind: order\n    {STEM}\n    items:", count, "the town of K{word}x")


def summed(count: int) -> str:
    """Numbers of an answer, and as many that are quoted."""
    quotes = "".join(f"      - {{article: a0, quote: It cost {number}.5 crowns or so}}\n" for number in range(count))
    points = "".join(f"      - it cost {number * 3 + 10**7} crowns\n" for number in range(count))
    body = f"kind: open\n    {STEM}\n    points:\n{points}".rstrip("\n")
    plain = "      article: a0\n      quote: It opened on that day in May\n"
    return bank([question("q", body).replace(plain, quotes)])


def lifting(count: int) -> str:
    """Entries of an order that are copied from as many quotations."""
    said = [f"so it was that the {word(number + 300)} at long last came home again" for number in range(count)]
    quotes = "".join(f"      - {{article: a0, quote: {one}}}\n" for one in said)
    entries = "".join(f"      - {one}\n" for one in said)
    body = f"kind: order\n    {STEM}\n    items:\n{entries}".rstrip("\n")
    plain = "      article: a0\n      quote: It opened on that day in May\n"
    return bank([question("q", body).replace(plain, quotes)])


def blanks(count: int) -> str:
    """Blanks of one text."""
    return bank([question("q", f'kind: cloze\n    text: "At Elm {" ".join(["{{c1::Ford}}"] * count)}."')])


def each(count: int, **parts: str) -> str:
    """So many questions, with `{word}` and `{number}` in any of the parts of an entry."""
    return bank(
        question(**{key: part.format(word=word(number + 300), number=number) for key, part in parts.items()})
        for number in range(count)
    )


SAME = f"kind: short\n    {STEM}\n    answer: a ferry"


def alike(count: int) -> str:
    """Stems of the same few words, in ever other choices of them."""
    return bank(
        question(f"q-{number}", f"kind: short\n    stem: What of {_several(number)}?\n    answer: ferry{number}")
        for number in range(count)
    )


def _several(number: int) -> str:
    return " ".join(word(300 + number * step % 101).title() for step in (1, 3, 7, 11, 17, 29))


def people(count: int) -> str:
    """People in several spellings, and as many questions that say whose word they ask for."""
    entries = "".join(
        f"  - {{name: Anna {word(n + 300).title()}, also: [Ann {word(n + 300).title()}]}}\n" for n in range(count)
    )
    questions = (
        question(
            f"q-{n}",
            f"kind: short\n    stem: What did Anna {word(n + 300).title()} name?\n    answer: the Old Ferry",
            quote=f"It was the ferry of that day\n      voice: Ann {word(n + 300).title()}",
        )
        for n in range(count)
    )
    return bank(questions, more=f"people:\n{entries}")


def disputes(count: int) -> str:
    """Matters in dispute, of each of which one question quotes one side."""
    entries = "".join(
        f"  - {{about: the {word(n + 300)}, sides: [{{article: a0, words: the {word(n + 300)} was sold}},"
        f" {{article: a0, words: the {word(n + 300)} was stolen}}]}}\n"
        for n in range(count)
    )
    questions = (question(f"q-{n}", quote=f"They say the {word(n + 300)} was sold then") for n in range(count))
    return bank(questions, more=f"disputes:\n{entries}")


def paragraphs(count: int) -> tuple[str, str, dict[str, str]]:
    """One article of so many paragraphs, and a question on every other one."""
    text = "".join(f"They say that the {word(n + 300)} was sold on that day.\n" for n in range(count))
    made = bank(question(f"q-{n}", quote=f"that the {word(n + 300)} was sold") for n in range(0, count, 2))
    return made, locked(made, {"a0": text}), {"a0": text}


def drifted(count: int) -> tuple[str, None, dict[str, str]]:
    """Quotations that do not stand in an article of as many paragraphs."""
    text = "".join(f"They say that the {word(n + 300)} was sold on that day.\n" for n in range(count))
    made = bank(question(f"q-{n}", quote=f"how the {word(n + 300)} was stolen") for n in range(count))
    return made, None, {"a0": text}


def marked(count: int) -> tuple[str, None, dict[str, str]]:
    """Words in quotation marks, to be looked for in an article that grows with them; each with a year to look for."""
    text = "".join(f"They say that the {word(n + 300)} was sold on that day.\n" for n in range(count))
    stem = "What of “the {word} was sold” in the year 1802?"
    made = each(
        count,
        id="q-{number}",
        body=f"kind: short\n    stem: {stem}\n    answer: ferry",
        quote="that the {word} was sold",
    )
    return made, None, {"a0": text}


def long_line(count: int) -> tuple[str, None, dict[str, str]]:
    """One paragraph of ever more punctuation."""
    return bank([question("q")]), None, {"a0": "It opened, on that day: in May. " * count}


def skipped(count: int) -> tuple[str, None, dict[str, str]]:
    """An article of which every other line is furniture."""
    lines = ", ".join(map(str, range(2, 2 * count, 2)))
    made = bank([question("q")]).replace("file: a0.txt", f"file: a0.txt, skip: [{lines}]")
    return made, None, {"a0": "It opened on that day in May.\nbuy this\n" + "A line.\n" * 2 * count}


def articles(count: int) -> str:
    """Articles of which nothing is locked, each cited once."""
    names = [f"a{number}" for number in range(count)]
    return bank((question(f"q-{id}", article=id) for id in names), names)


def unknown_articles(count: int) -> str:
    """As many articles as citations of none of them."""
    return bank((question(f"q-{n}", article=f"b{n}") for n in range(count)), [f"a{n}" for n in range(count)])


def waivers(count: int) -> str:
    """Waivers of one question, as many as it has findings."""
    allowed = "".join(f"      rule-{number}: because\n" for number in range(count))
    made = one_of(f"kind: match\n    {STEM}\n    pairs:", count, "{{left: regime {number}, right: 'regime {number}a'}}")
    return f"{made}    allow:\n{allowed}"


def in_one_line(count: int) -> str:
    """A file of one long line, with as many findings."""
    made = ", ".join(f"{{id: q-{number}, nonsense: {number}}}" for number in range(count))
    return f"{{bank: {{id: growth, title: Growth, language: en}}, articles: [], questions: [{made}]}}"


SHAPES: dict[str, tuple[int, Callable[[int], object]]] = {
    "questions of one id": (5_000, lambda n: each(n, id="q", body=SAME)),
    "ids that differ in case": (5_000, lambda n: bank(question(cased(k)) for k in range(n))),
    "equal stems": (5_000, lambda n: each(n, id="q-{number}", body=SAME)),
    "stems of the same words": (1_000, alike),
    "equal quotations": (5_000, lambda n: each(n, id="q-{number}", quote="It opened on that day")),
    "answers that others say": (
        2_000,
        lambda n: each(
            n, id="q-{number}", body="kind: short\n    stem: Why did Ada Quill see {word}?\n    answer: the Ada Quill"
        ),
    ),
    "options of a choice": (2_000, choices),
    "options of a multiple": (2_000, multiples),
    "absolute options": (2_000, absolutes),
    "ranges as options": (1_000, ranges),
    "pairs of a match": (5_000, pairs),
    "names to bear out": (2_000, named_points),
    "numbers to bear out": (1_000, summed),
    "entries lifted": (1_000, lifting),
    "items of an order": (5_000, lambda n: one_of(f"kind: order\n    {STEM}\n    items:", n)),
    "points of an open": (5_000, lambda n: one_of(f"kind: open\n    {STEM}\n    points:", n)),
    "accepted answers": (5_000, lambda n: one_of(f"kind: short\n    {STEM}\n    answer: a ferry\n    accept:", n)),
    "blanks of a cloze": (5_000, blanks),
    "tags": (
        5_000,
        lambda n: each(1, id="q", more=f"    # {n}\n").replace("[history]", str([word(k) for k in range(n)])),
    ),
    "unknown keys": (5_000, lambda n: each(1, id="q", more="".join(f"    {word(k)}: x\n" for k in range(n)))),
    "waivers": (1_000, waivers),
    "people": (1_000, people),
    "disputes": (500, disputes),
    "articles not locked": (5_000, articles),
    "articles not known": (2_000, unknown_articles),
    "paragraphs, by the lock": (5_000, lambda n: paragraphs(n)[:2]),
    "paragraphs, by the text": (1_000, paragraphs),
    "quotations that drifted": (100, drifted),
    "quotation marks, years": (1_000, marked),
    "marks in one paragraph": (5_000, long_line),
    "lines skipped": (2_000, skipped),
    "one line": (2_000, in_one_line),
    "letters of one value": (1_000_000, lambda n: each(1, id="q", quote="word " * n)),
}
"""By name: a size, and what makes the bank file (its lock, the texts of its articles) of such a size."""


def cased(number: int) -> str:
    """An id of 20 letters, in the case that the bits of a number say."""
    return "".join(
        letter.upper() if number >> place & 1 else letter for place, letter in enumerate("abcdefghijklmnopqrst")
    )


def arranging(text: str) -> Job:
    """What a paper does with each question."""
    items = bank_of(text).items
    return lambda: [arrange(item, "7") for item in items]


def drawing(text: str) -> Job:
    """What a quiz does with a bank."""
    items = bank_of(text).items
    return lambda: draw(items, Blueprint(id="quiz", title="Quiz"))


FORMS: dict[str, tuple[int, Callable[[int], Job]]] = {
    "arrange a multiple": (2_000, lambda n: arranging(multiples(n))),
    "arrange a match": (2_000, lambda n: arranging(pairs(n))),
    "arrange an order": (2_000, lambda n: arranging(one_of(f"kind: order\n    {STEM}\n    items:", n))),
    "draw from equal answers": (2_000, lambda n: drawing(SHAPES["answers that others say"][1](n))),  # type: ignore[arg-type]
    "draw from a sound bank": (2_000, lambda n: drawing(sound(n)[0])),
}


# --- measuring


def job(name: str, size: int) -> Job:
    """What is timed of a shape."""
    if name in FORMS:
        return FORMS[name][1](size)
    made = SHAPES[name][1](size)
    return checking(*made) if isinstance(made, tuple) else checking(made)  # type: ignore[arg-type]


def measured(name: str, size: int, folder: Path) -> list[float]:
    """Seconds, and bytes of memory above what stood before. Without a shape, of the bank in the folder."""
    if name:
        todo = job(name, size)
    else:
        todo = checking((folder / "bank.yaml").read_text(), (folder / "bank.lock").read_text())
        checking(bank([question("q")]))()  # what is loaded once
    gc.disable()  # as quizgen's commands do
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.perf_counter()
    todo()
    seconds = time.perf_counter() - start
    return [seconds, (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) * 1024]


def run(name: str, size: int, most: float, folder: Path = Path()) -> tuple[float, float] | None:
    """The same in a process of its own; None if it takes too long."""
    command = [sys.executable, __file__, "--measure", name, "--sizes", str(size), "--folder", str(folder)]
    try:
        made = subprocess.run(command, check=True, capture_output=True, timeout=most)
    except subprocess.TimeoutExpired:
        return None
    seconds, memory = json.loads(made.stdout)
    return seconds, memory


def banks(sizes: list[int]) -> None:
    """A line for each size of a sound bank."""
    first: tuple[float, float] | None = None
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            subprocess.run([sys.executable, __file__, "--make", folder, "--sizes", str(size)], check=True)
            made = run("", size, 3600, Path(folder))
        assert made
        each = (made[0] / size, made[1] / size)
        first = first or each
        print(
            f"{size:>7} questions  {each[0] * 1e6:6.0f} µs  {each[0] / first[0]:5.2f} x  "
            f"{each[1] / 1024:6.1f} kB  {each[1] / first[1]:5.2f} x",
            flush=True,
        )


def shapes(names: Iterable[str], most: float) -> None:
    """A line for each shape."""
    for name in names:
        size = {**SHAPES, **FORMS}[name][0]
        small, large = run(name, size, most), run(name, 4 * size, most)
        times = " ".join(f"{made[0]:8.3f} s" if made else f"> {most:6.0f} s" for made in (small, large))
        ratio = f"{large[0] / small[0]:5.1f} x" if small and large else ""
        print(f"{name:<25} {size:>8} and 4 times as many: {times}  {ratio}", flush=True)


def main() -> None:
    """Sound banks, then the others."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", type=int, nargs="*", default=[1000, 10_000, 100_000])
    parser.add_argument("--shapes", nargs="*", default=[*SHAPES, *FORMS])
    parser.add_argument("--most", type=float, default=60)
    parser.add_argument("--measure", help=argparse.SUPPRESS)
    parser.add_argument("--make", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.measure is not None:
        print(json.dumps(measured(given.measure, given.sizes[0], given.folder)))
    elif given.make:
        text, texts = sound(given.sizes[0])
        (given.make / "bank.yaml").write_text(text)
        (given.make / "bank.lock").write_text(locked(text, texts))
    else:
        banks(given.sizes)
        shapes(given.shapes, given.most)


if __name__ == "__main__":
    main()
