"""What an author sees in an editor: the real yaml-language-server, spoken to as editors do.

It comes from npm; where it is absent these tests skip, unless QUIZGEN_WANT_EDITOR says that it must be there.
"""

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from threading import Timer
from typing import Any

import pytest

ROOT = Path(__file__).parents[1]
SCHEMAS = ROOT / "quizgen" / "schema"
SETTINGS = {"validate": True, "hover": True, "completion": True, "schemaStore": {"enable": False}}
SHIPPED = [ROOT / "question_bank.yaml", *sorted((ROOT / "decks").glob("*.yaml"))]
PATIENCE = 120
"""Seconds after which the server is stopped, whether it has answered or hangs."""

HEAD = "bank: {id: a, title: A, language: en}\narticles: [{id: b, title: B}]\nquestions:\n"
REST = "    why: So.\n    cite: {article: b, quote: one two three}\n    difficulty: easy\n    level: remember\n"
SOUND = f"{HEAD}  - id: 001\n    kind: numeric\n    stem: no\n    answer: 86.8\n{REST}"


class Editor:
    """The little of an editor that asks a language server: files opened, and what it says of them."""

    def __init__(self, server: subprocess.Popen[bytes], folder: Path) -> None:
        self._server, self._folder = server, folder
        self._asked = 0
        self._published: dict[str, list[dict[str, Any]]] = {}
        self._ask("initialize", {"processId": None, "rootUri": None, "capabilities": {}})
        self._tell("initialized", {})

    def open(self, text: str, schema: str = "bank") -> str:
        """A new file with a modeline, as an author has it; gives back its address."""
        path = self._folder / f"{len(list(self._folder.iterdir()))}.yaml"
        path.write_text(f"# yaml-language-server: $schema={SCHEMAS}/{schema}.schema.json\n{text}", encoding="utf-8")
        return self.show(path)

    def show(self, path: Path) -> str:
        document = {"uri": path.as_uri(), "languageId": "yaml", "version": 1, "text": path.read_text(encoding="utf-8")}
        self._tell("textDocument/didOpen", {"textDocument": document})
        return path.as_uri()

    def marks(self, uri: str) -> list[tuple[int, str]]:
        """What is marked as wrong: lines of the text, from 1, and messages."""
        while uri not in self._published:
            self._hear(self._read())
        return [(one["range"]["start"]["line"], one["message"]) for one in self._published[uri]]

    def offered(self, text: str, schema: str = "bank") -> list[str]:
        """What may be completed where the text ends."""
        uri = self.open(text, schema)
        lines = text.split("\n")
        found = self._ask("textDocument/completion", self._at(uri, len(lines), len(lines[-1])))
        return [one["label"] for one in found["items"]]

    def hover(self, uri: str, line: int, column: int) -> str:
        """What is shown over a word; lines and columns of the text, from 1."""
        return str(self._ask("textDocument/hover", self._at(uri, line, column - 1))["contents"]["value"])

    def _at(self, uri: str, line: int, character: int) -> dict[str, Any]:
        """A place; the modeline is line 0."""
        return {"textDocument": {"uri": uri}, "position": {"line": line, "character": character}}

    def _ask(self, method: str, params: object) -> Any:
        self._asked += 1
        self._send({"id": self._asked, "method": method, "params": params})
        while True:
            message = self._read()
            if message.get("id") == self._asked and "method" not in message:
                assert "result" in message, message
                return message["result"]
            self._hear(message)

    def _tell(self, method: str, params: object) -> None:
        self._send({"method": method, "params": params})

    def _hear(self, message: dict[str, Any]) -> None:
        """What the server says unasked: it publishes findings, and wants to know settings."""
        if message["method"] == "textDocument/publishDiagnostics":
            self._published[message["params"]["uri"]] = message["params"]["diagnostics"]
        elif message["method"] == "workspace/configuration":
            sections = [one["section"] for one in message["params"]["items"]]
            self._send({"id": message["id"], "result": [SETTINGS if one == "yaml" else {} for one in sections]})
        elif "id" in message:
            self._send({"id": message["id"], "result": None})

    def _send(self, message: dict[str, Any]) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self._server.stdin is not None
        self._server.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self._server.stdin.flush()

    def _read(self) -> dict[str, Any]:
        output = self._server.stdout
        assert output is not None
        length = 0
        while line := output.readline().strip():
            name, _, value = line.partition(b":")
            length = int(value) if name == b"Content-Length" else length
        assert length, "the server stopped, or did not answer in time"
        found: dict[str, Any] = json.loads(output.read(length))
        return found


@pytest.fixture(scope="module")
def editor(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Editor]:
    command = shutil.which("yaml-language-server")
    if command is None or shutil.which("node") is None:
        if os.environ.get("QUIZGEN_WANT_EDITOR"):
            pytest.fail("QUIZGEN_WANT_EDITOR is set, but there is no node or no yaml-language-server")
        pytest.skip("node or yaml-language-server is not here: `npm install -g yaml-language-server`")
    with subprocess.Popen([command, "--stdio"], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as server:
        guard = Timer(PATIENCE, server.kill)
        guard.start()
        yield Editor(server, tmp_path_factory.mktemp("editor"))
        guard.cancel()
        server.kill()


def test_a_sound_bank_is_not_marked(editor: Editor) -> None:
    """Numbers, truth values and zeros in front are texts where the reader takes them so."""
    assert editor.marks(editor.open(SOUND)) == []


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_what_is_shipped_names_its_schema(editor: Editor, path: Path) -> None:
    """The bank and the deck files are held to theirs by their own first lines, and nothing in them is marked."""
    schema = "bank" if path.name == "question_bank.yaml" else "deck"
    lines = path.read_text(encoding="utf-8").splitlines()
    line = next(number for number, text in enumerate(lines) if text.lstrip().startswith("title:"))
    uri = editor.show(path)

    assert editor.marks(uri) == []
    assert f"[{schema}.schema.json]" in editor.hover(uri, line, lines[line].index("title") + 1)


@pytest.mark.parametrize(
    ("old", "new", "line", "message"),
    [
        ("numeric", "numberic", 5, '"choice", "multiple", "true-false", "short", "numeric", "cloze"'),
        ("answer", "anwser", 7, "Property anwser is not allowed"),
        ("answer: 86.8", "answer: 1\n    options: [a, b]", 8, "Property options is not allowed"),
        ("    why: So.\n", "", 4, 'Missing property "why"'),
        ("quote", "qoute", 9, 'Missing property "quote"'),
        ("86.8", "86,8", 7, "write digits, with a point for decimals"),
        ("easy", "esay", 10, '"easy", "medium", "hard"'),
        ("stem: no", "stem: [no]", 6, "write one text, in quotes"),
        ("language: en", "language: english", 1, "write `en`, `pt-BR` or the like"),
    ],
)
def test_a_slip_is_marked_where_it_stands(editor: Editor, old: str, new: str, line: int, message: str) -> None:
    """While the author types: at its line, with what to write."""
    marks = editor.marks(editor.open(SOUND.replace(old, new, 1)))

    assert [told for at, told in marks if at == line and message in told] != [], marks


def test_a_deck_file_is_held_to_its_own_keys(editor: Editor) -> None:
    """The schema of deck files knows its kinds and its papers."""
    marks = editor.marks(editor.open("title: t\nquizzes:\n  - {id: a, title: b, mix: {choise: 1}, page: A5}\n", "deck"))

    assert {line for line, _ in marks} == {3}
    assert "Property choise is not allowed." in [told for _, told in marks]


def test_kinds_are_offered(editor: Editor) -> None:
    """Behind `kind:` the nine kinds, and nothing else."""
    nine = ["choice", "multiple", "true-false", "short", "numeric", "cloze", "match", "order", "open"]

    assert editor.offered(f"{HEAD}  - id: x\n    kind: ") == nine


def test_keys_of_the_kind_are_offered(editor: Editor) -> None:
    """Once the kind is said, its keys and no other kind's, but for those that are there."""
    cloze = editor.offered(f"{HEAD}  - id: x\n    kind: cloze\n    ")
    short = editor.offered(f"{HEAD}  - id: x\n    kind: short\n    stem: s\n    ")

    assert {"text", "why", "cite", "difficulty", "level", "tags"} <= set(cloze)
    assert {"answer", "accept", "type", "why"} <= set(short)
    assert not {"stem", "answer", "options", "id"} & set(cloze)
    assert not {"stem", "text", "options", "id"} & set(short)


def test_words_of_a_key_are_offered(editor: Editor) -> None:
    """Where a few words are allowed, these."""
    assert editor.offered("title: t\nflashcards:\n  layout: ", "deck") == ["8-up", "10-up", "a7", "2-up"]
    assert set(editor.offered(f"{HEAD}  - id: x\n    kind: true-false\n    key: ")) == {"true", "false"}


def test_a_key_says_what_it_is_for(editor: Editor) -> None:
    """Over a key stands its description, over a kind what all of them are."""
    uri = editor.open(SOUND)

    assert "a learner's progress hangs on it" in editor.hover(uri, 4, 6)
    assert "`order`: Entries, to be put in order." in editor.hover(uri, 5, 6)
    assert "The number, as it is to be printed." in editor.hover(uri, 7, 6)
    assert "86.8" in editor.hover(uri, 7, 6)
