"""Anki's own desktop program, on a screen of its own, for tests that do what a learner does with mouse and keys."""

import json
import os
import shutil
import socket
import subprocess
import sys
import textwrap
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parent
WANTED = "QUIZGEN_WANT_DESKTOP"
PROGRAMS = ("Xvfb", "openbox", "xdotool")
PROFILE = """
import sys
from pathlib import Path
from aqt.profiles import ProfileManager
profiles = ProfileManager(Path(sys.argv[1]))
profiles.setupMeta()
profiles.setLang("en_US")
profiles.create("User 1")
"""
EMPTY = """
    close_all()
    mw.moveToState("deckBrowser")
    mw.col.remove_notes(mw.col.find_notes("deck:*"))
    options = mw.col.decks.config_dict_for_deck_id(1)
    options["new"]["perDay"] = 9999  # else the day's new cards are used up by the tests before
    mw.col.decks.update_config(options)
"""
SURROUNDINGS = {
    "QT_QPA_PLATFORM": "xcb",
    "QTWEBENGINE_DISABLE_SANDBOX": "1",
    "QTWEBENGINE_CHROMIUM_FLAGS": "--no-sandbox --disable-gpu",
    "LIBGL_ALWAYS_SOFTWARE": "1",
    "QT_QUICK_BACKEND": "software",
    "LANG": "C.UTF-8",
}


class Desktop:
    """The program as it runs."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def __call__(self, code: str, **values: Any) -> Any:
        """Runs the body of a function inside the program, which sees `values` by name; what it returns."""
        given = "".join(f"{name} = json.loads({json.dumps(value)!r})\n" for name, value in values.items())
        with socket.socket(socket.AF_UNIX) as client:
            client.settimeout(600)
            client.connect(str(self._path))
            client.sendall((given + textwrap.dedent(code)).encode())
            client.shutdown(socket.SHUT_WR)
            data = b"".join(iter(lambda: client.recv(65536), b""))
        answer = json.loads(data)
        assert "fault" not in answer, answer["fault"]
        return answer["value"]


@pytest.fixture(scope="session")
def desktop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desktop]:
    """Anki with an empty profile; skipped where it is not installed, unless it is wanted."""
    lacking = [name for name in PROGRAMS if shutil.which(name) is None]
    try:
        import aqt  # noqa: F401 - whether it is there
    except ImportError:
        lacking.append("aqt")
    if lacking and not os.environ.get(WANTED):
        pytest.skip(f"Anki's desktop program is not tried here: {', '.join(lacking)} not found")
    assert not lacking, f"{WANTED} is set, but {', '.join(lacking)} cannot be found"
    folder = tmp_path_factory.mktemp("desktop")
    started: list[subprocess.Popen[bytes]] = []
    try:
        yield Desktop(_start(folder, started))
    finally:
        for process in reversed(started):
            process.terminate()
        for process in started:
            process.wait(20)


@pytest.fixture
def empty(desktop: Desktop) -> Iterator[Desktop]:
    """The program with nothing in its collection, before and after."""
    desktop(EMPTY)
    yield desktop
    desktop(EMPTY)


def _start(folder: Path, started: list[subprocess.Popen[bytes]]) -> Path:
    """The socket of a program that listens. What is started is added to the list as it starts."""
    base = folder / "base"
    addon = base / "addons21" / "driver"
    addon.mkdir(parents=True)
    shutil.copy(HERE / "driver.py", addon / "__init__.py")
    subprocess.run([sys.executable, "-c", PROFILE, str(base)], check=True, capture_output=True)
    path = folder / "socket"
    screen = _screen(started)
    surroundings = {**os.environ, **SURROUNDINGS, "DISPLAY": screen, "ANKI_DRIVER": str(path)}
    surroundings["ANKI_SINGLE_INSTANCE_KEY"] = str(folder)  # else another Anki here would be taken for this one
    started.append(_begin(folder, ["openbox"], surroundings))
    anki = [sys.executable, "-c", "import aqt; aqt.run()", "-b", str(base), "-p", "User 1", "-l", "en"]
    started.append(_begin(folder, anki, surroundings))
    end = time.monotonic() + 90
    while not path.exists():
        assert started[-1].poll() is None, (folder / "log").read_text(encoding="utf-8")
        assert time.monotonic() < end, "Anki does not listen"
        time.sleep(0.1)
    return path


def _screen(started: list[subprocess.Popen[bytes]]) -> str:
    """A screen of our own, whose number the X server chooses."""
    ours, theirs = os.pipe()
    command = ["Xvfb", "-displayfd", str(theirs), "-screen", "0", "1400x1100x24"]
    started.append(subprocess.Popen(command, pass_fds=[theirs], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL))
    os.close(theirs)
    with os.fdopen(ours) as told:
        return f":{told.readline().strip()}"


def _begin(folder: Path, command: list[str], surroundings: dict[str, str]) -> subprocess.Popen[bytes]:
    with (folder / "log").open("ab") as log:
        return subprocess.Popen(command, env=surroundings, stdout=log, stderr=log)
