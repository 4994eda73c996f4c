"""Every measure of a printed page, in one value: nothing else on the way to paper knows a size."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

from quizgen.outputs.paper.layout import POINTS_PER_MM, Lettering, Weight


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """Sizes, spaces and letterings of a paper, in points."""

    title: Lettering
    subtitle: Lettering
    heading: Lettering
    number: Lettering
    stem: Lettering
    cloze: Lettering
    """A stem to be written into."""
    option: Lettering
    letter: Lettering
    """Within a bubble."""
    entry: Lettering
    """Numbers and letters before entries to be matched."""
    answer: Lettering
    note: Lettering
    """What is said about a question: why, quotations."""
    small: Lettering
    """Points, labels, footers."""
    draft: Lettering
    side: float = 20 * POINTS_PER_MM
    """Left, right and upper margin."""
    foot: float = 22 * POINTS_PER_MM
    """From the last line to the lower edge."""
    footer: float = 13 * POINTS_PER_MM
    """From the footer's baseline to the lower edge; the running head keeps the same distance from the upper one."""
    indent: float
    """From a question's number to its words."""
    gutter: float
    """Between columns."""
    bubble: float
    """Across the circle or square around an option's letter."""
    between: float
    """Questions."""
    within: float
    """A question, between its parts."""
    ruling: float
    """From one line to write on to the next: between the two usual sorts of ruled paper, more for large print."""
    blank: float
    """A cloze blank."""
    option_columns: tuple[int, ...] = (4, 2, 1)
    """In how many columns options may stand, the best first; the last one always fits."""
    rule_grey: float = 0.35
    """Of lines to write on."""
    side_by_side: bool = True
    """Whether anything may stand beside anything else: two lists, true and false, points, an id."""

    @classmethod
    def of(
        cls,
        size: float = 11.5,
        spacing: float = 15 / 11.5,
        option_columns: tuple[int, ...] = (4, 2, 1),
        *,
        grey: bool = True,
        side: float = 20 * POINTS_PER_MM,
    ) -> Self:
        """A style built about one size of letters; `spacing` is the leading as a multiple of it.

        One column and no grey is for people who see badly, or read with effort.
        """

        def lettering(
            name: str, scale: float, weight: Weight = Weight.REGULAR, grey: float = 0.0, lead: float = spacing
        ) -> Lettering:
            scaled = round(size * scale, 2)
            return Lettering(name=name, size=scaled, leading=round(scaled * lead, 2), weight=weight, grey=grey)

        return cls(
            title=lettering("title", 1.75, Weight.BOLD),
            subtitle=lettering("subtitle", 1.1, Weight.SEMIBOLD),
            heading=lettering("heading", 1.1, Weight.SEMIBOLD),
            number=lettering("number", 1.0, Weight.BOLD),
            stem=lettering("stem", 1.0),
            cloze=lettering("stem", 1.0, lead=spacing * 1.4),
            option=lettering("option", 1.0),
            entry=lettering("letter", 1.0, Weight.SEMIBOLD),
            letter=lettering("letter", 0.8 if grey else 1.0, Weight.SEMIBOLD),
            answer=lettering("answer", 1.0, Weight.SEMIBOLD),
            note=lettering("note", 0.9 if grey else 1.0),
            small=lettering("small", 0.83 if grey else 1.0, grey=0.3 if grey else 0.0),
            draft=lettering("draft", 2.4, Weight.BOLD),
            indent=2.1 * size,
            gutter=1.4 * size,
            bubble=(1.15 if grey else 1.45) * size,
            between=1.1 * size,
            within=0.3 * size,
            side=side,
            ruling=max(8.5 * POINTS_PER_MM, 1.15 * size * spacing),
            blank=8 * size,
            option_columns=option_columns,
            rule_grey=0.35 if grey else 0.0,
            side_by_side=len(option_columns) > 1,
        )


INCH = 72.0

NORMAL = Style.of()
"""11.5 on 15 points: the middle of what universities ask of accessible papers."""

LARGE = Style.of(18, 1.5, (1,), grey=False, side=INCH)
"""18 points on 27, all in one column and black, an inch of margin: what is asked of large print."""

PRESETS: Mapping[str, Style] = {"normal": NORMAL, "large": LARGE}
"""What a deck file or a command can ask for."""
