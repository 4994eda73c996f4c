"""An add-on for Anki's desktop program: it runs what comes over a socket, on Anki's own thread, and answers.

It is copied into the folder of add-ons of a profile made for the tests. What is sent is the body of a function: it sees
`mw` and the helpers below, and what it returns comes back as JSON.
"""

import contextlib
import json
import os
import socket
import subprocess
import textwrap
import threading
import time
import traceback

from aqt import dialogs, gui_hooks, mw
from aqt.qt import QApplication, QEventLoop, QMenu, QMessageBox, QPoint, QTimer

STEP = 0.02  # seconds between two looks


class BoxError(Exception):
    """What Anki said in a box over everything else."""


_said = []


def _listen_to_anki():
    """Closes such boxes, which hold up all else until somebody does, and keeps what they say."""
    for box in QApplication.topLevelWidgets():
        if isinstance(box, QMessageBox) and box.isVisible():
            _said.append(box.text())
            box.accept()


def wait(seconds):
    """Lets Anki work."""
    loop = QEventLoop()
    QTimer.singleShot(int(seconds * 1000), loop.quit)
    loop.exec()


def until(what, condition, seconds=20):
    """Lets Anki work until something is so; its value."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if value := condition():
            return value
        wait(STEP)
        if _said:
            raise BoxError(_said.pop())
    raise TimeoutError(f"waited {seconds} s for {what}")


def js(web, code):
    """What a page answers to a piece of JavaScript."""
    found = []
    web.page().runJavaScript(code, found.append)
    until("the page to answer", lambda: found)
    return found[0]


def see(web, what, code):
    """Waits until the page says that something is so."""
    return until(what, lambda: js(web, code))


def shot(path, window=None):
    """A picture of a window."""
    (window or mw).grab().save(path)
    return path


def key(*names):
    """Real keys, through the X server: `space`, `alt+1`, `Escape`."""
    for name in names:
        subprocess.run(["xdotool", "key", name], check=True)
        wait(0.25)


def write(text):
    """Real keys, one a letter."""
    subprocess.run(["xdotool", "type", text], check=True)
    wait(0.25)


PLACE = """(() => {
    const found = document.querySelectorAll(SELECTOR)[INDEX];
    if (!found) return null;
    found.scrollIntoView({block: 'center'});
    const box = found.getBoundingClientRect();
    return [box.x + box.width / 2, box.y + box.height / 2];
})()"""


def click(selector, index=0, web=None):
    """A real click of the mouse on an element of the page."""
    web = web or mw.web
    code = PLACE.replace("SELECTOR", json.dumps(selector)).replace("INDEX", str(index))
    place = see(web, selector, code)
    zoom = web.zoomFactor()
    at = web.mapToGlobal(QPoint(int(place[0] * zoom), int(place[1] * zoom)))
    subprocess.run(["xdotool", "mousemove", str(at.x()), str(at.y()), "click", "1"], check=True)
    wait(0.3)


def windows():
    """All windows but the main one."""
    return [
        one
        for one in QApplication.topLevelWidgets()
        if one.isVisible() and one is not mw and not isinstance(one, QMenu)
    ]


def close_all():
    """All windows but the main one, closed."""
    for window in windows():
        window.close()
    until("the windows to close", lambda: not windows())


BUTTON = "[...document.querySelectorAll('button')].find(one => /Import/.test(one.innerText))"


def bring(path):
    """Imports a package through Anki's own dialog, with the choices it offers; what its log says."""
    for _ in range(3):
        # Now and then the dialog's page cannot reach Anki's own server: `TypeError: Failed to fetch`.
        with contextlib.suppress(BoxError):
            return _bring(path)
        close_all()
    return _bring(path)


def _bring(path):
    from aqt.import_export.importing import import_file

    import_file(mw, path)
    dialog = until("the import dialog", windows)[0]
    see(dialog.web, "its button", f"Boolean({BUTTON})")
    js(dialog.web, f"{BUTTON}.click()")
    code = f"!{BUTTON} && /notes? found in file/.test(document.body.innerText) && document.body.innerText"
    said = see(dialog.web, "the log", code.replace("notes? found", ".?notes?.? found"))
    close_all()
    return said


def begin(deck):
    """Begins to study a deck, by its id; when this returns the reviewer's page shows its first card."""
    for _ in range(2):
        with contextlib.suppress(TimeoutError):
            return _begin(deck)
    return _begin(deck)


def _begin(deck):
    _settle()
    mw.col.decks.set_current(deck)
    mw.moveToState("overview")
    see(mw.web, "the deck's page", "!document.getElementById('qa') && Boolean(document.querySelector('button'))")
    _settle()
    mw.reviewer.card = None  # that of an earlier test
    mw.moveToState("review")
    until("a card", lambda: mw.state == "review" and mw.reviewer.card)
    see(mw.web, "the first card", "Boolean(document.querySelector('#qa .quizgen'))")


def _settle():
    """Waits until the page has said that it is there: later, Anki would take it for the next one, and lose its card."""
    until("the page to settle", lambda: mw.web._domDone and not mw.web._pendingActions)


def study(card):
    """Shows the front of this card in the reviewer, as if it were its turn."""
    begin(card.did)
    card.start_timer()
    mw.reviewer.card = card
    mw.reviewer._showQuestion()  # private, but there is no other way to choose a card


def turn_over():
    """Turns the card by Space, with the page in focus but nothing on it; whether its back is seen."""
    if mw.reviewer.state == "question":
        mw.activateWindow()
        mw.web.setFocus()
        js(mw.web, "document.activeElement && document.activeElement.blur()")
        key("space")
    until("the back", lambda: mw.reviewer.state == "answer")
    return bool(see(mw.web, "the back's page", "Boolean(document.querySelector('.quizgen-back'))"))


def notes(search):
    """Of each note of a search, when it changed, and its fields."""
    return {str(id): [mw.col.get_note(id).mod, mw.col.get_note(id).fields] for id in mw.col.find_notes(search)}


def browse_all(search):
    """Opens each note of a search in the browser's editor, as somebody does who looks through a deck; how many."""
    browser = dialogs.open("Browser", mw)
    until("the browser", lambda: browser.isVisible() and browser.editor and browser.editor.web)
    browser.search_for(search)
    count = until("the rows", lambda: browser.form.tableView.model().rowCount())
    seen = set()
    for row in range(count):
        browser.form.tableView.selectRow(row)
        (id,) = browser.selected_notes()
        if id not in seen:  # else another card of it
            seen.add(id)
            until(f"row {row}", lambda id=id: browser.editor.note and browser.editor.note.id == id)
            _look(browser.editor)
    close_all()
    return len(seen)


def _look(editor):
    """Waits until the editor shows all fields, and until it has saved them, as for one who goes on to the next."""
    count = len(editor.note.fields)
    see(editor.web, "the fields", f"document.querySelectorAll('.field-container').length === {count}")
    wait(0.12)
    saved = []
    editor.call_after_note_saved(lambda: saved.append(True), keepFocus=False)
    until("the note to be saved", lambda: saved)


LIVE = "Boolean(document.querySelector('.quizgen.live'))"

NAMES = {"mw": mw, "json": json, "LIVE": LIVE}
NAMES |= {
    one.__name__: one
    for one in (
        wait,
        until,
        js,
        see,
        shot,
        key,
        write,
        click,
        windows,
        close_all,
        bring,
        begin,
        study,
        turn_over,
        notes,
        browse_all,
    )
}


def _run(code, connection):
    try:
        space = dict(NAMES)
        exec(compile(f"def asked():\n{textwrap.indent(code, '    ')}\n", "<sent>", "exec"), space)
        answer = {"value": space["asked"]()}
    except BaseException:
        answer = {"fault": traceback.format_exc()}
    with contextlib.suppress(OSError):
        connection.sendall(json.dumps(answer).encode())
        connection.close()


def _listen():
    server = socket.socket(socket.AF_UNIX)
    server.bind(os.environ["ANKI_DRIVER"])
    server.listen(5)
    while True:
        connection, _ = server.accept()
        data = b""
        while piece := connection.recv(65536):
            data += piece
        mw.taskman.run_on_main(
            lambda data=data, connection=connection: QTimer.singleShot(0, lambda: _run(data.decode(), connection))
        )


_started = []


_timer = QTimer()
_timer.timeout.connect(_listen_to_anki)


def _once():
    if not _started:
        _started.append(True)
        _timer.start(200)
        threading.Thread(target=_listen, daemon=True).start()


gui_hooks.profile_did_open.append(_once)
