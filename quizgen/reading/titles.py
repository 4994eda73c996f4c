"""What a title must be that names a deck in Anki and stands at the top of a page, in a deck file or typed."""

from quizgen.reading.yamltext import FORBIDDEN, name

MAX_TITLE = 200
"""Characters. Anki's list of decks and a page's head show far fewer."""


def fault(title: str) -> tuple[str, str] | None:
    """What is wrong with a title, and what to do; None if nothing is."""
    if not title.strip():
        return "the title is empty", "give it a name, or take it out"
    if "\n" in title or "\r" in title or "\t" in title:
        return "the title has a line break or a tab", "write it on one line"
    if character := FORBIDDEN.search(title):
        return f"{name(character[0])} cannot stand in a title", "delete the character"
    if len(title) > MAX_TITLE:
        return f"the title has {len(title)} characters, more than {MAX_TITLE}", "shorten it"
    if not all(level.strip(": ") for level in title.split("::")):
        help = "name each: `Biology::Unit 3` is the deck Unit 3 within Biology"
        return "`::` parts levels of a deck's name, and one is empty", help
    return None
