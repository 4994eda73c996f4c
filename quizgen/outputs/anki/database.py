"""The same tables, the same bytes, whichever SQLite wrote them."""

import struct

_HEADER_SIZES = {0x02: 12, 0x05: 12, 0x0A: 8, 0x0D: 8}
"""By the first byte of a page: branch of an index, of a table, leaf of an index, of a table. Others hold no cells."""

_WRITER = 3_040_000
"""The SQLite version that the header names: any that reads what we write."""


def canonical(database: bytes) -> bytearray:
    """A database with what readers ignore set to constants; offsets are those of SQLite's file format, section 1.

    That is: the counters of changes to content and tables, the writer's version, and in each page the gap between the
    list of cells and the cells, where old content may linger.
    """
    image = bytearray(database)
    struct.pack_into(">I", image, 24, 1)
    struct.pack_into(">I", image, 40, 1)
    struct.pack_into(">II", image, 92, 1, _WRITER)
    (size,) = struct.unpack_from(">H", image, 16)
    for page in range(0, len(image), size):
        _clear_gap(image, page, 100 if page == 0 else 0)
    return image


def _clear_gap(image: bytearray, page: int, skip: int) -> None:
    """`skip`: the file's header, in front of the first page's own."""
    header = page + skip
    if image[header] in _HEADER_SIZES:
        cells, content = struct.unpack_from(">HH", image, header + 3)
        first = header + _HEADER_SIZES[image[header]] + 2 * cells
        last = page + content
        image[first:last] = bytes(last - first)
