"""The outside of a PDF file: numbered objects, packed, and the table that finds them again.

All objects but streams go into compressed object streams (ISO 32000-1, 7.5.7), without which the structure of a tagged
paper is larger than its text. Written here because it is little, and because the libraries that do it read a finished
file in first: the import alone takes longer than a whole quiz.
"""

import hashlib
import struct
import zlib
from collections.abc import Mapping

_TOGETHER = 1000
"""Objects in one object stream."""


class PdfFile:
    """Objects of a file, to be referred to by number. Packed as they come, so that they take little memory."""

    def __init__(self) -> None:
        self._body = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
        self._places: list[tuple[int, int, int]] = [(0, 0, 0)]
        self._waiting: list[tuple[int, str]] = []

    def reserve(self) -> int:
        """A number for an object that is to be written later."""
        self._places.append((0, 0, 0))
        return len(self._places) - 1

    def add(self, text: str) -> int:
        """A new object that is no stream."""
        number = self.reserve()
        self.put(number, text)
        return number

    def put(self, number: int, text: str) -> None:
        """The object of a reserved number."""
        self._waiting.append((number, text))
        if len(self._waiting) == _TOGETHER:
            self._pack()

    def stream(self, entries: str, data: bytes, *, packed: bool = True) -> int:
        """A new stream; `entries` are those of its dictionary beside length and filter."""
        number = self.reserve()
        self._stream(number, entries, data, packed)
        return number

    def _stream(self, number: int, entries: str, data: bytes, packed: bool = True) -> None:
        self._places[number] = (1, len(self._body), 0)
        content = zlib.compress(data, _LEVEL) if packed else data
        filtered = "/Filter/FlateDecode" if packed else ""
        self._body += f"{number} 0 obj\n<<{entries}{filtered}/Length {len(content)}>>\nstream\n".encode("latin-1")
        self._body += content + b"\nendstream\nendobj\n"

    def _pack(self) -> None:
        holder = self.reserve()
        offset = 0
        heads: list[str] = []
        for index, (number, text) in enumerate(self._waiting):
            heads.append(f"{number} {offset}")
            offset += len(text) + 1
            self._places[number] = (2, holder, index)
        head = " ".join(heads) + "\n"
        entries = f"/Type/ObjStm/N {len(self._waiting)}/First {len(head)}"
        self._stream(holder, entries, (head + "\n".join([text for _, text in self._waiting])).encode("latin-1"))
        self._waiting = []

    def finish(self, trailer: Mapping[str, str]) -> bytes:
        """The whole file. Its id is made of what it holds."""
        if self._waiting:
            self._pack()
        digest = hashlib.sha256(self._body).hexdigest()[:32]
        number, start = self.reserve(), len(self._body)
        self._places[number] = (1, start, 0)
        table = b"".join([struct.pack(">BIH", *place) for place in self._places])
        entries = "".join(f"/{key} {value}" for key, value in trailer.items())
        size = f"/Type/XRef/Size {len(self._places)}/W[1 4 2]/ID[<{digest}><{digest}>]"
        self._stream(number, size + entries, table)
        self._body += f"startxref\n{start}\n%%EOF\n".encode("latin-1")
        return bytes(self._body)


def text_string(text: str) -> str:
    """A text for people, such as a title, as a PDF object."""
    if text.isascii() and text.isprintable():
        return "(" + text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)") + ")"
    return f"<FEFF{text.encode('utf-16-be').hex().upper()}>"


_LEVEL = 5
"""Of packing: 6 takes half as long again for a hundredth of the size."""
