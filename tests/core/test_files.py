"""Files that are there whole or not at all."""

import os
from pathlib import Path

import pytest

from vrplanner.core.errors import InvalidInput
from vrplanner.core.files import write_atomic


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_what_is_no_file_is_never_replaced(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with pytest.raises(InvalidInput, match="not a file"):
        write_atomic(pipe, b"x")
    with pytest.raises(InvalidInput, match="folder"):
        write_atomic(tmp_path, b"x")
    assert pipe.is_fifo()
    assert [path.name for path in tmp_path.iterdir()] == ["pipe"]


def test_a_link_stays_one_and_its_file_is_written(tmp_path: Path) -> None:
    file, link = tmp_path / "there" / "room.vrplan", tmp_path / "room.vrplan"
    file.parent.mkdir()
    file.write_bytes(b"old")
    link.symlink_to(file)
    write_atomic(link, b"new")
    assert link.is_symlink()
    assert file.read_bytes() == b"new"


def test_a_file_keeps_who_may_read_it(tmp_path: Path) -> None:
    file = tmp_path / "diary.vrplan"
    file.write_bytes(b"old")
    file.chmod(0o600)
    write_atomic(file, b"new")
    assert file.stat().st_mode & 0o777 == 0o600


def test_a_read_only_file_is_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "kept.vrplan"
    file.write_bytes(b"old")
    file.chmod(0o444)
    with pytest.raises(InvalidInput, match="read-only"):
        write_atomic(file, b"new")
    assert file.read_bytes() == b"old"


@pytest.mark.parametrize("name", ["x" * 300, "a\0b"])
def test_an_impossible_name_is_refused_in_words(tmp_path: Path, name: str) -> None:
    with pytest.raises(InvalidInput, match="cannot be written"):
        write_atomic(tmp_path / name, b"x")
    assert not list(tmp_path.iterdir())
