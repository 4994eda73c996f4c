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
