"""The disk: where a bank is found, how a file is read, how one is written whole or not at all."""

import os
import stat
import tempfile
from collections.abc import Iterable, Mapping
from contextlib import suppress
from errno import EACCES, EISDIR
from pathlib import Path

import click

from quizgen.model import Bank
from quizgen.reading.yamlnodes import decode
from quizgen.sources import LOCK_REMEDY

BANK = "question_bank.yaml"
MAX_SIZE = 64 * 2**20
"""Bytes; a larger file is some other file."""


def find_bank(given: Path | None) -> Path:
    """The bank that was named, else the one in the current folder or the nearest folder above it."""
    if given is not None:
        return given
    here = Path.cwd()
    for folder in (here, *here.parents):
        if (folder / BANK).is_file():
            return _short(folder / BANK)
    raise click.ClickException(
        f"there is no {BANK} here or in a folder above; name one with --bank FILE, or begin one: `quizgen new bank DIR`"
    )


def lock_of(bank: Path) -> Path:
    """The lock that belongs to a bank: beside it, or where the bank is but a link, beside the file behind it."""
    here = bank.with_suffix(".lock")
    if not bank.is_symlink() or os.path.lexists(here):
        return here
    return Path(os.path.realpath(bank)).with_suffix(".lock")


def read(path: Path) -> bytes:
    """A file's bytes, or a plain word on why not."""
    try:
        if path.stat().st_size > MAX_SIZE:
            raise click.ClickException(f"{path} is larger than {MAX_SIZE // 2**20} MB; is it the right file?")
        if not path.is_file():
            raise click.ClickException(f"{path} is {_sort_of(path)}, not a file")
        return path.read_bytes()
    except OSError as fault:
        raise click.ClickException(f"cannot read {path}: {_reason(fault)}") from None


def read_text(path: Path) -> str:
    """A UTF-8 file's text."""
    return text_of(read(path), str(path))


def text_of(data: bytes, name: str, remedy: str = "") -> str:
    """The text of bytes in UTF-8, or where they are not, what they look like, and what to do."""
    text, faults = decode(data)
    if faults:
        fault = faults[0]
        raise click.ClickException(
            f"{name}:{fault.span.line}:{fault.span.column}: {fault.message}; {remedy or fault.help}"
        )
    return text


def read_lock(path: Path) -> str | None:
    """The lock's text; None if there is none yet."""
    return text_of(read(path), str(path), LOCK_REMEDY) if path.exists() else None


def articles_of(path: Path, bank: Bank) -> Path | None:
    """The folder of the texts that the bank names, if it is there."""
    folder = path.parent / bank.folder
    return folder if bank.folder and folder.is_dir() else None


def read_articles(folder: Path, bank: Bank) -> Mapping[str, str]:
    """Whole articles by id, of those that the folder holds."""
    if not folder.is_dir():
        raise click.ClickException(f"{folder} is not a folder")
    named = {article.id: folder / article.file for article in bank.articles if article.file}
    return {id: read_text(path) for id, path in named.items() if path.is_file()}


def write_all(files: Mapping[Path, bytes]) -> None:
    """Each file beside its target first, then all of them renamed into place: whole files or untouched ones.

    Where a path is a symbolic link, the file behind it is the target; the link stays.
    """
    waiting: dict[Path, Path] = {}
    try:
        for path, data in files.items():
            target = _behind(path)
            waiting[target] = _beside(target, data)
        for path, temporary in waiting.items():
            temporary.replace(path)
    except OSError as fault:
        raise click.ClickException(f"cannot write {fault.filename2 or path}: {_reason(fault)}") from None
    finally:
        for temporary in waiting.values():
            temporary.unlink(missing_ok=True)


def holds(paths: Iterable[Path], other: Path) -> bool:
    """Whether one of the paths is that other file, by whatever name."""
    return any(path.exists() and path.samefile(other) for path in paths)


def write_back(path: Path, before: bytes, after: bytes, others: Mapping[Path, bytes] | None = None) -> None:
    """A changed file and what goes with it, unless somebody else changed it in the meantime."""
    if read(path) != before:
        raise click.ClickException(f"{path} was changed by somebody else meanwhile; nothing was written")
    write_all({path: after, **(others or {})})


def _behind(path: Path) -> Path:
    return Path(os.path.realpath(path)) if path.is_symlink() else path


def _beside(path: Path, data: bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.is_dir():
        raise IsADirectoryError(EISDIR, os.strerror(EISDIR), str(path))
    if path.exists() and not (os.access(path, os.W_OK) and path.stat().st_mode & _WRITABLE):
        raise PermissionError(EACCES, "it is read-only", str(path))
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        _hand_over(Path(name), path)
    except BaseException:
        with suppress(OSError):
            Path(name).unlink()
        raise
    return Path(name)


_WRITABLE = stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH
"""A file that nobody may write is not replaced either, not even by an administrator."""


def _hand_over(new: Path, old: Path) -> None:
    """Gives a new file the mode, and as far as the system lets us the owner and group, of the one that it replaces.

    If it replaces none, what the user's mask leaves of rw-rw-rw-.
    """
    if not old.exists():
        mask = os.umask(0)
        os.umask(mask)
        new.chmod(0o666 & ~mask)
        return
    was = old.stat()
    for owner, group in ((-1, was.st_gid), (was.st_uid, -1)):
        with suppress(OSError, AttributeError):  # another's file; a system without owners
            os.chown(new, owner, group)
    new.chmod(stat.S_IMODE(was.st_mode))


def _short(path: Path) -> Path:
    """Relative to the current folder where that is possible, as a person would type it."""
    return Path(os.path.relpath(path))


def _sort_of(path: Path) -> str:
    return "a folder" if path.is_dir() else "a device"


def _reason(fault: OSError) -> str:
    return (fault.strerror or str(fault)).lower()
