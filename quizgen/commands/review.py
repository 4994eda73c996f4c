"""`review`: a person reads a question as a learner would, answers it, and then sees the key."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import click

from quizgen import checks
from quizgen.commands import files, history, showing, terminal
from quizgen.commands.workspace import Find, load, now, shelf, sound, tell_errors
from quizgen.model import Check, CheckedBank, Item, State
from quizgen.pipeline import Loaded
from quizgen.reading import yamltext

COVERED = "[space] shows the key   [s]kip   [q]uit"
UNCOVERED = "[a]ccept   [r]eject with a note   [e]dit   [s]kip   [q]uit"
BROKEN = "[e]dit again   [q]uit"
NAME = "Your name or initials, for the bank"
NOTE = "What is wrong (nothing to go back)"


def record(path: Path | None, id: str, by: str, dispute: str, articles: Path | None) -> None:
    """Writes the check of one question without asking, which the record says."""
    by, dispute = _fit("--by", by), _fit("--dispute", dispute)
    bank_path = files.find_bank(path)
    loaded = load(bank_path, articles)
    item = _named(sound(loaded), id)
    _write(bank_path, loaded, item, by, dispute, unasked=True)
    click.echo(f"{item.id}: {'disputed' if dispute else 'checked'} by {by}, recorded without asking")


def walk(path: Path | None, ids: Sequence[str], by: str | None, only: str | None, articles: Path | None) -> None:
    """Goes through the named questions, else through all that await a check; saves after each."""
    terminal.demand()
    name = _fit("--by", by or "")
    bank_path = files.find_bank(path)
    texts = shelf(bank_path, articles)
    checked = sound(load(bank_path, texts))
    waiting = [_named(checked, id).id for id in ids] or _waiting(checked, only)
    if not waiting:
        click.echo("no question awaits a check")
        return
    desk = _Desk(path=bank_path, texts=texts, by=name)
    with terminal.kept():
        try:
            desk.sit(waiting)
        except (terminal.Left, KeyboardInterrupt):
            click.echo()
        desk.tell()


@dataclass(slots=True)
class _Desk:
    """One sitting of one person."""

    path: Path
    texts: Find
    by: str
    done: Counter[str] = field(default_factory=Counter)
    """How many questions were accepted, disputed and skipped."""

    def sit(self, ids: Sequence[str]) -> None:
        """Shows one question after the other until each is decided."""
        while not self.by:
            self.by = _line(NAME)
        for place, id in enumerate(ids, 1):
            terminal.say(click.style(f"\n{place} of {len(ids)}", dim=True))
            while not self._decided(id):
                pass

    def tell(self) -> None:
        """What was done, and what is left."""
        done = ", ".join(f"{self.done[what]} {what}" for what in ("accepted", "disputed", "skipped"))
        checked = load(self.path, self.texts).checked
        if checked is None:
            terminal.say(f"{done}; the bank has errors now: run `quizgen check`")
            return
        states = Counter(state for state in checked.states.values() if state is not State.CHECKED)
        left = ", ".join(f"{number} {state}" for state, number in sorted(states.items()))
        terminal.say(f"{done}; left in the bank: {left or 'nothing, all are checked'}")

    def _decided(self, id: str) -> bool:
        """Shows a question and does what the person wishes; False if it is to be shown again."""
        loaded = load(self.path, self.texts)
        if loaded.checked is None:
            return self._mend(loaded)
        item = _find(loaded.checked, id)
        if item is None:
            terminal.say(f"question `{id}` is no longer in the bank")
            return True
        self._show(loaded, loaded.checked, item)
        if terminal.choose(COVERED, " s") == "s":
            return self._did("skipped")
        self._uncover(item)
        return self._act(loaded, item)

    def _show(self, loaded: Loaded, checked: CheckedBank, item: Item) -> None:
        _say(showing.heading(item, checked.states[item.id]), "", *showing.question(checked, item), "")
        _say(*showing.passages(loaded, checked, item))
        terminal.say("Answer it for yourself, from the words of the article alone.")

    def _uncover(self, item: Item) -> None:
        """The key, what the last checker had against it, and what changed since."""
        _say("", *showing.key(item))
        last = item.checked
        if last is not None and last.disputed:
            _say("", f"what {last.by} holds to be wrong", f"  {last.disputed}")
        if last is not None and not checks.vouches(last, item):
            old = history.as_checked(self.path, item.id, last)
            _say(
                "",
                f"what changed since {last.by} checked it",
                *(showing.changes(old, item) if old else (NO_OLD_WORDS,)),
            )
        _say("")

    def _act(self, loaded: Loaded, item: Item) -> bool:
        match terminal.choose(UNCOVERED, "ares"):
            case "a":
                return self._record(loaded, item, "")
            case "r":
                note = _line(NOTE)
                return self._record(loaded, item, note) if note else self._act(loaded, item)
            case "e":
                return self._edit()
            case _:
                return self._did("skipped")

    def _record(self, loaded: Loaded, item: Item, dispute: str) -> bool:
        try:
            _write(self.path, loaded, item, self.by, dispute)
        except click.ClickException as fault:
            terminal.say(f"nothing was recorded: {fault.message}\n")
            return False
        return self._did("disputed" if dispute else "accepted")

    def _edit(self) -> bool:
        try:
            click.edit(filename=str(self.path))
        except click.ClickException as fault:
            terminal.say(f"{fault.message}; name another one with EDITOR=…")
        return False

    def _mend(self, loaded: Loaded) -> bool:
        """What is wrong with the bank since it was edited, and the editor again."""
        tell_errors(*loaded.reports)
        terminal.choose(BROKEN, "e")
        return self._edit()

    def _did(self, what: str) -> bool:
        self.done[what] += 1
        terminal.say(click.style(what, bold=True))
        return True


NO_OLD_WORDS = "  the old words are not at hand: no version of the bank that git knows fits that record"


def _say(*texts: str) -> None:
    for text in texts:
        terminal.say(text)


def _line(told: str) -> str:
    """What is typed; what may not stand in a bank is refused, and asked for again."""
    while True:
        typed = " ".join(terminal.line(told).split())
        if not _unfit(typed):
            return typed
        terminal.say(f"{_unfit(typed)}; write it again")


def _fit(option: str, value: str) -> str:
    """What an option gives, white space straightened; the end of the command if it may not stand in a bank."""
    if _unfit(value):
        raise click.UsageError(f"{option}: {_unfit(value)}")
    return " ".join(value.split())


def _unfit(text: str) -> str:
    """Why a text may not stand in a bank: an arrow key typed by mistake is a character that nobody sees."""
    return next((found.message for found in yamltext.forbidden(text)), "")


def _waiting(checked: CheckedBank, only: str | None) -> list[str]:
    wanted = {State(only)} if only else set(State) - {State.CHECKED}
    return [id for id, state in checked.states.items() if state in wanted]


def _write(path: Path, loaded: Loaded, item: Item, by: str, dispute: str, *, unasked: bool = False) -> None:
    assert loaded.node is not None
    digest = checks.digest(item, loaded.lock.digest_of)
    check = Check(by=by, at=now(), digest=digest, unasked=unasked, disputed=dispute)
    text = checks.splice(loaded.data.decode("utf-8"), loaded.node, item.id, check)
    if text is None:
        raise click.ClickException(f"question `{item.id}` is written in braces; write it on lines of its own first")
    files.write_back(path, loaded.data, text.encode())


def _find(checked: CheckedBank, id: str) -> Item | None:
    return next((item for item in checked.bank.items if item.id == id), None)


def _named(checked: CheckedBank, id: str) -> Item:
    item = _find(checked, id)
    if item is None:
        raise click.ClickException(f"there is no question `{id}`")
    return item
