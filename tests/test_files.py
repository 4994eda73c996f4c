"""The disk: files are written whole or not at all, and what cannot be read is named."""

import os
import stat
from pathlib import Path

import click
import pytest
from samples import checked, items

from quizgen.commands import files


def test_files_are_written_whole(tmp_path: Path) -> None:
    """A new file and a replaced one, in a folder that had to be made; no temporary file is left."""
    old, new = tmp_path / "old.pdf", tmp_path / "a" / "b" / "new.pdf"
    old.write_bytes(b"before")

    files.write_all({old: b"after", new: b"new"})

    assert old.read_bytes() == b"after"
    assert new.read_bytes() == b"new"
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["a", "b", "new.pdf", "old.pdf"]


def test_one_bad_target_leaves_all_untouched(tmp_path: Path) -> None:
    """If one file cannot be written, the others stay as they were."""
    good, bad = tmp_path / "good.pdf", tmp_path / "folder"
    good.write_bytes(b"before")
    bad.mkdir()

    with pytest.raises(click.ClickException, match=r"cannot write .*folder: is a directory"):
        files.write_all({good: b"after", bad: b"x"})

    assert good.read_bytes() == b"before"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["folder", "good.pdf"]


@pytest.mark.parametrize(
    ("data", "told"),
    [
        ("One.\nA café".encode("cp1252"), r"a.txt:2:6: the file is not UTF-8: byte 0xE9 .* Windows-1252; save"),
        ("One café".encode("utf-16"), r"a.txt:1:1: the file is not UTF-8: it is UTF-16; save the file as UTF-8"),
        (b"%PDF\x00\xff", r"a.txt:1:6: the file is not UTF-8: it looks like no text"),
    ],
)
def test_what_is_not_utf_8_is_told_with_its_place(data: bytes, told: str) -> None:
    """Line and column, what it looks like, and what to do."""
    with pytest.raises(click.ClickException, match=told):
        files.text_of(data, "a.txt")


def test_a_lock_that_is_not_utf_8_is_made_anew(tmp_path: Path) -> None:
    """Nobody is told to save it: it is never edited by hand."""
    (tmp_path / "a.lock").write_bytes(b"\xff{")

    with pytest.raises(click.ClickException, match=r"a.lock:1:1: the file is not UTF-8.*; never edit the lock by hand"):
        files.read_lock(tmp_path / "a.lock")


def test_a_disk_that_fills_up_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A write that breaks off in the middle harms nothing."""
    target = tmp_path / "deck.apkg"
    target.write_bytes(b"before")

    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)

    with pytest.raises(click.ClickException, match="no space left on device"):
        files.write_all({target: b"after"})

    assert target.read_bytes() == b"before"
    assert [path.name for path in tmp_path.iterdir()] == ["deck.apkg"]


def test_a_new_file_has_the_usual_rights(tmp_path: Path) -> None:
    """A product can be read by whoever may read other new files; a replaced one keeps its rights."""
    new, old, plain = tmp_path / "new", tmp_path / "old", tmp_path / "plain"
    plain.write_bytes(b"")
    old.write_bytes(b"")
    old.chmod(0o600)

    files.write_all({new: b"x", old: b"x"})

    assert stat.S_IMODE(new.stat().st_mode) == stat.S_IMODE(plain.stat().st_mode)
    assert stat.S_IMODE(old.stat().st_mode) == 0o600


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    """The file behind a link is written and keeps its mode, also where the link's own folder is another one."""
    shared, mine = tmp_path / "shared", tmp_path / "mine"
    shared.mkdir()
    mine.mkdir()
    (shared / "bank").write_bytes(b"before")
    (shared / "bank").chmod(0o640)
    (mine / "bank").symlink_to("../shared/bank")
    (mine / "alias").symlink_to("bank")

    files.write_back(mine / "alias", b"before", b"after")

    assert (shared / "bank").read_bytes() == b"after"
    assert stat.S_IMODE((shared / "bank").stat().st_mode) == 0o640
    assert (mine / "bank").is_symlink()
    assert (mine / "alias").is_symlink()
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["alias", "bank", "bank", "mine", "shared"]


def test_a_link_to_what_is_not_there_yet(tmp_path: Path) -> None:
    """The file that a link names is made."""
    (tmp_path / "link").symlink_to("new")

    files.write_all({tmp_path / "link": b"x"})

    assert (tmp_path / "new").read_bytes() == b"x"
    assert (tmp_path / "link").is_symlink()


def test_the_lock_of_a_linked_bank_is_the_shared_one(tmp_path: Path) -> None:
    """Whoever has but a link to a bank proves for all; a lock beside the link, if there is one, is that of the link."""
    shared, mine = tmp_path / "shared", tmp_path / "mine"
    shared.mkdir()
    mine.mkdir()
    (shared / "bank.yaml").write_bytes(b"")
    (mine / "bank.yaml").symlink_to("../shared/bank.yaml")

    assert files.lock_of(mine / "bank.yaml") == shared / "bank.lock"
    (mine / "bank.lock").symlink_to("../shared/bank.lock")
    assert files.lock_of(mine / "bank.yaml") == mine / "bank.lock"
    assert files.lock_of(shared / "bank.yaml") == shared / "bank.lock"


@pytest.mark.skipif(os.geteuid() != 0, reason="only an administrator may give files away")
def test_a_replaced_file_keeps_its_owner(tmp_path: Path) -> None:
    """A teacher's bank stays the teacher's when an administrator writes into it."""
    bank = tmp_path / "bank"
    bank.write_bytes(b"before")
    os.chown(bank, 1234, 1235)
    bank.chmod(0o2664)

    files.write_all({bank: b"after"})

    now = bank.stat()
    assert (now.st_uid, now.st_gid, stat.S_IMODE(now.st_mode)) == (1234, 1235, 0o2664)


def test_a_read_only_file_is_not_replaced(tmp_path: Path) -> None:
    """Whoever took the right to write from a file meant it; that a rename could get round it is no reason."""
    bank = tmp_path / "bank"
    bank.write_bytes(b"before")
    bank.chmod(0o444)

    with pytest.raises(click.ClickException, match=r"cannot write .*bank: it is read-only"):
        files.write_all({bank: b"after"})

    assert bank.read_bytes() == b"before"


def test_a_file_that_changed_is_not_overwritten(tmp_path: Path) -> None:
    """What somebody else wrote meanwhile stays."""
    bank = tmp_path / "question_bank.yaml"
    bank.write_bytes(b"theirs")

    with pytest.raises(click.ClickException, match="changed by somebody else"):
        files.write_back(bank, b"as read", b"mine")

    assert bank.read_bytes() == b"theirs"


def test_what_is_no_file_is_named(tmp_path: Path) -> None:
    """A folder, a missing file, a pipe."""
    os.mkfifo(tmp_path / "pipe")

    for name, told in (("", "is a folder"), ("none", "no such file"), ("pipe", "is a device")):
        with pytest.raises(click.ClickException, match=told):
            files.read(tmp_path / name)


def test_a_huge_file_is_not_read(tmp_path: Path) -> None:
    """A file of gigabytes is some other file."""
    huge = tmp_path / "huge.yaml"
    with huge.open("wb") as file:
        file.truncate(files.MAX_SIZE + 1)

    with pytest.raises(click.ClickException, match="larger than 64 MB"):
        files.read(huge)


def test_articles_that_are_there_are_read(tmp_path: Path) -> None:
    """Texts come by the article's id; what the folder lacks is left out, and no path leads out of it."""
    bank = checked(*items()).bank
    (tmp_path / "bridge.txt").write_text("The bridge.", encoding="utf-8")

    assert files.read_articles(tmp_path, bank) == {"bridge": "The bridge."}
    assert files.read_articles(tmp_path / "..", bank) == {}
