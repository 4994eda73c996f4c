"""What a YAML parser's refusal means in an author's words, and how the line should read.

Parsers report where they gave up; the fault is a character or a line before. So the line itself is looked at, and the
parser's own words choose only between families of faults: the finding is the same with libyaml and with PyYAML alone.
"""

import re
from collections.abc import Iterator

import yaml

from quizgen.diagnostics import error
from quizgen.reading import yamllayout
from quizgen.reading.yamllayout import Fault
from quizgen.reading.yamllines import BLOCK, CLOSED, Place, brackets
from quizgen.reading.yamltext import name, refuse
from quizgen.span import Span

_LINE = re.compile(r"(?P<lead> *(?:- +)*)(?P<key>[A-Za-z_][\w.-]*:(?: +|$))?(?P<value>.*)")
_TIGHT_COLON = re.compile(r" *(?:- +)*(?P<key>[A-Za-z_][\w.-]*)(?P<colon>[:：])(?P<next>[^\r\n ])(?!/)")
_ODD = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"  # spaces that are none to YAML
_ODD_INDENT = re.compile(f" *(?P<odd>[{_ODD}])[ {_ODD}]*")
_ESCAPE = re.compile(
    r"\\(?:[0abtnvfre \"/\\N_LP\t]|x[0-9A-Fa-f]{2}|u(?![Dd][89A-Fa-f])[0-9A-Fa-f]{4}"
    r"|U00(?:0[0-9A-Fa-f]|10)[0-9A-Fa-f]{4})"
    r"|\\u(?P<half>[Dd][89A-Fa-f][0-9A-Fa-f]{2})|(?P<bad>\\.?)"
)
_LAYOUT = ("expected key", "<block end>", "'-' indicator", "not allowed", "document start")
_SPECIAL = "@`%*&!|>,]}[{"

MAX_SHOWN = 100
"""Characters of a mended line in a help."""


def fault(lines: list[str], problem: yaml.MarkedYAMLError) -> Fault:
    """The fault behind a parser's refusal of the text that has these lines."""
    said = problem.problem or ""
    assert problem.problem_mark
    at = _place(lines, problem.problem_mark)
    since = _place(lines, problem.context_mark) if problem.context_mark else at
    if _is_tab(lines[at[0]], at[1]):
        return _tab(lines, at)
    if "escape" in said or "hex" in said:
        return _bad_escape(lines, since)
    slipped = slip(lines, at[0])
    if slipped:
        return slipped
    in_flow = "flow" in (problem.context or "") or ("cannot start" in said and _is_inside(lines, at))
    for line in _candidates(lines, at[0], since[0]):
        found = _line_fault(lines, line, in_flow)
        if found:
            return found
    return _flow_fault(lines, said, at, since) if in_flow else _layout_fault(lines, said, at, since)


def slip(lines: list[str], last: int) -> Fault | None:
    """The first line, as far as the one of number `last`, that does not stand as it should."""
    slipped = yamllayout.slip(lines, last)
    odd = slipped and _odd_space(lines, slipped.line)
    if odd:
        return odd
    if slipped and slipped.diagnostic.rule == "missing-colon":
        return _tight_colon(slipped.line, lines[slipped.line]) or slipped
    return slipped


def quoted(value: str) -> str:
    """A value in the quotes that need the fewest escapes."""
    value = value.rstrip()
    if '"' not in value and "\\" not in value:
        return f'"{value}"'
    return "'" + value.replace("'", "''") + "'"


def shortened(line: str) -> str:
    """A line short enough for a help."""
    return line if len(line) <= MAX_SHOWN else f"{line[:MAX_SHOWN]}…"


def _place(lines: list[str], mark: yaml.Mark) -> Place:
    """A parser's mark; one behind the end is moved to the last line that holds anything."""
    if mark.line < len(lines):
        return Place(mark.line, mark.column)
    last = max((number for number, line in enumerate(lines) if line.strip()), default=0)
    return Place(last, len(lines[last]))


def _is_inside(lines: list[str], at: Place) -> bool:
    """Whether a place is behind the start of its line's value: in a list or mapping in brackets."""
    parts = _LINE.match(lines[at[0]])
    return parts is not None and at[1] > parts.start("value")


def _candidates(lines: list[str], at: int, since: int) -> Iterator[int]:
    """Lines that may hold the fault: where the parser gave up, the last one written before, and where it began."""
    above = next((number for number in range(at - 1, -1, -1) if lines[number].strip()), at)
    for line in dict.fromkeys((at, above, since)):
        if not lines[line].lstrip().startswith("#"):
            yield line


def _line_fault(lines: list[str], number: int, in_flow: bool) -> Fault | None:
    """What is wrong with a line by the look of it."""
    line = lines[number].rstrip("\r")
    parts = _LINE.fullmatch(line)
    if not parts:
        return None
    value, start = parts["value"], parts.start("value")
    if value[:1] in CLOSED:
        return _quote_fault(lines, parts, number)
    if line.startswith("%"):
        span = Span.of(number + 1, 1, len(line))
        return _fault("yaml-syntax", span, f"directives such as `{line[:20]}` are not read", "delete the line", "")
    if value.startswith(":"):
        return _fault(
            "missing-colon", Span.of(number + 1, start + 1), "this line has no key", "put one before the colon"
        )
    found = _unquoted(value, in_flow)
    if not found:
        return _tight_colon(number, line)
    rule, place, width, message = found
    fixed = line[:start] + quoted(value)
    help = f"put the value in quotes: `{shortened(fixed.strip())}`"
    span = Span.of(number + 1, start + place + 1, width)
    return _fault(rule, span, message, help, None if _goes_on(lines, number, parts) else fixed)


def _unquoted(value: str, in_flow: bool) -> tuple[str, int, int, str] | None:
    """Why a value needs quotes: rule, place and width in the value, message."""
    sign = value[:1]
    if value.startswith("{{"):
        return "unquoted-braces", 0, 2, "a text that starts with `{{` is not in quotes"
    if sign and sign in "[{" and (in_flow or not _goes_on_behind(value)):
        return None
    if value.startswith(("- ", "? ")) or (sign and sign in _SPECIAL and not BLOCK.fullmatch(value)):
        return "special-sign", 0, 1, f"a text that starts with {_sign(sign)} is not in quotes"
    if BLOCK.fullmatch(value) and value.rstrip(" ")[-1] not in "|>+-" and " #" not in value:
        return "special-sign", 0, 1, f"a text that starts with {_sign(sign)} is not in quotes"
    colon = re.search(r":(?=[ \t]|$)", value)
    if colon and not in_flow:
        return "unquoted-colon", colon.start(), 1, "a text with a colon and a space in it is not in quotes"
    return None


def _goes_on_behind(value: str) -> bool:
    """Whether something stands behind the last bracket of a list or mapping."""
    found = brackets([value], Place(0, 0), -1)
    behind = value[found.end.column :].strip()
    return not found.wrong and bool(behind) and not behind.startswith("#")


def _sign(sign: str) -> str:
    return "a backtick" if sign == "`" else f"`{sign}`"


def _goes_on(lines: list[str], number: int, parts: re.Match[str]) -> bool:
    """Whether the value takes in the next line, so that quotes around this one alone would mend nothing."""
    own = len(parts["lead"]) + bool(parts["key"])
    below = next((line for line in lines[number + 1 :] if line.strip()), "")
    return len(below) - len(below.lstrip(" ")) >= max(own, 1)


def _quote_fault(lines: list[str], parts: re.Match[str], number: int) -> Fault | None:
    """A value that starts with a quotation mark and does not end with its partner."""
    line, value, start = parts.string, parts["value"], parts.start("value")
    mark = value[0]
    closed = CLOSED[mark].match(value)
    behind = value[closed.end() :].strip() if closed else ""
    if closed and behind and not behind.startswith(("#", ",", "]", "}", ":")):
        whole = value.rstrip()
        inner = whole[1:-1] if whole.endswith(mark) else whole
        fixed = line[:start] + quoted(inner)
        help = f"let other quotation marks enclose it: `{shortened(fixed.strip())}`"
        span = Span.of(number + 1, start + closed.end())
        mended = None if _goes_on(lines, number, parts) else fixed
        return _fault("unbalanced-quotes", span, f"the text goes on behind its closing `{mark}`", help, mended)
    if not closed:
        span = Span.of(number + 1, start + 1)
        help = f"close it with another `{mark}`, or put the whole value in other quotes"
        return _fault("unbalanced-quotes", span, f"this `{mark}` opens a quoted text that is not closed", help)
    return None


def _tight_colon(number: int, line: str) -> Fault | None:
    """A key whose colon is not followed by a space, or is another sign that looks like one."""
    tight = _TIGHT_COLON.match(line)
    if not tight:
        return None
    rest = tight.end("next") if tight["next"].isspace() else tight.start("next")
    if tight["colon"] != ":":
        message = f"{name(tight['colon'])} stands after `{tight['key']}` in place of a colon"
    elif tight["next"].isspace():
        message = f"{name(tight['next'])} stands after `{tight['key']}:` in place of a space"
    else:
        message = f"there is no space after `{tight['key']}:`"
    fixed = f"{line[: tight.start('colon')]}: {line[rest:].lstrip()}"
    span = Span.of(number + 1, tight.start("colon") + 1)
    return _fault("missing-colon", span, message, f"write `{shortened(fixed.strip())}`", fixed)


def _flow_fault(lines: list[str], said: str, at: Place, since: Place) -> Fault:
    """A fault between brackets, where the parser knows the place well."""
    here = lines[at[0]][at[1] : at[1] + 1]
    place = Span.of(at[0] + 1, at[1] + 1)
    if here and ("cannot start" in said or "node content" in said):
        message = f"an entry that starts with {_sign(here)} is not in quotes"
        return _fault("special-sign", place, message, "put the entry in quotes, or take the sign out")
    if here == ":" and at[0] == since[0]:
        return _fault(
            "unquoted-colon", place, "an entry with a colon in it is not in quotes", "put the entry in quotes"
        )
    if here and at[0] == since[0]:
        help = "put an entry that holds a quotation mark, a comma or a colon in quotes of the other sort"
        return _fault("unbalanced-quotes", place, "an entry goes on behind its closing quotation mark", help)
    sign = lines[since[0]][since[1] : since[1] + 1] or "["
    help = f"close it with `{'}' if sign == '{' else ']'}`; entries are parted by commas"
    if any(" #" in line for line in lines[since[0] : at[0] + 1]):
        help = "put an entry with ` #` in it in quotes: the rest of its line counts as a comment"
    return _fault("unclosed-bracket", Span.of(since[0] + 1, since[1] + 1), f"this `{sign}` is not closed", help)


def _layout_fault(lines: list[str], said: str, at: Place, since: Place) -> Fault:
    """What is left when no line shows its fault: how the lines stand to one another."""
    line, column = at
    if "document start" in said and any(above.startswith("...") for above in lines[:line]):
        help = "a file holds one document; delete the line `...`"
        return _fault("second-document", Span.of(line + 1, 1), "a second document starts here", help)
    if "expected ':'" in said:
        width = max(len(lines[since[0]].strip()[:60]), 1)
        help = "a key ends in a colon and a space; a text that goes on is indented more than its key"
        return _fault("missing-colon", Span.of(since[0] + 1, since[1] + 1, width), "this line has no key", help)
    if any(words in said for words in _LAYOUT):
        indent = len(lines[line]) - len(lines[line].lstrip(" "))
        help = "the keys of one mapping start in one column, and so do the dashes of one list"
        message = "this line is not indented like those it belongs to"
        return _fault("bad-indent", Span.of(line + 1, indent + 1), message, help)
    help = "compare quotes, brackets, colons and indentation with the lines around"
    return _fault("yaml-syntax", Span.of(line + 1, column + 1), "from here on this is not YAML", help)


def _is_tab(line: str, column: int) -> bool:
    return line[column : column + 1] == "\t" or "\t" in line[: len(line) - len(line.lstrip())]


def _tab(lines: list[str], at: Place) -> Fault:
    column = lines[at[0]].index("\t")
    message = f"tab at column {column + 1}"
    return _fault("tab-indent", Span.of(at[0] + 1, column + 1), message, "indent with spaces; an editor can be set to")


def _odd_space(lines: list[str], line: int) -> Fault | None:
    """A space that only looks like one, as copied from a web page; reading goes on with plain ones on every line."""
    odd = {number: found for number, text in enumerate(lines) if (found := _ODD_INDENT.match(text))}
    if line not in odd:
        return None
    place = odd[line].start("odd")
    message = f"{name(lines[line][place])} indents this line"
    more = f"; {len(odd) - 1} more lines have such" if len(odd) > 1 else ""
    fixed = {number: " " * found.end() + lines[number][found.end() :] for number, found in odd.items()}
    help = f"indent with plain spaces{more}"
    return Fault(error("bad-indent", Span.of(line + 1, place + 1), message, help=help), fixed)


def _bad_escape(lines: list[str], since: Place) -> Fault:
    """The first escape, from the opening quote on, that yields no character."""
    number, column = since
    for line in range(number, len(lines)):
        for escape in _ESCAPE.finditer(lines[line].rstrip("\r"), column if line == number else 0):
            if escape["half"] or (escape["bad"] and escape.end() < len(escape.string)):
                return _escape_fault(line, escape)
    return _fault("bad-escape", Span.of(number + 1, column + 1), "a backslash starts nothing here", "double it")


def _escape_fault(line: int, escape: re.Match[str]) -> Fault:
    fixed = _ESCAPE.sub(_mended, escape.string)
    span = Span.of(line + 1, escape.start() + 1, len(escape[0]))
    if escape["half"]:
        # PyYAML's own parser lets these through, to be found afterwards: one name for both.
        return Fault(refuse(chr(int(escape["half"], 16)), span), {line: fixed})
    help = "write the backslash twice, or put the value in single quotes"
    return _fault("bad-escape", span, f"`{escape[0]}` is not an escape", help, fixed)


def _mended(escape: re.Match[str]) -> str:
    return "\\uFFFD" if escape["half"] else f"\\{escape[0]}" if escape["bad"] else escape[0]


def _fault(rule: str, span: Span, message: str, help: str, fixed: str | None = None) -> Fault:
    return Fault(error(rule, span, message, help=help), None if fixed is None else {span.line - 1: fixed})
