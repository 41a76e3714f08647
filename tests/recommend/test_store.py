"""The taste's file: kept, private, forgiven when damaged, deleted when asked."""

import json
import stat
import sys
from pathlib import Path

import pytest

from vrplanner.core.errors import InvalidInput
from vrplanner.recommend import store
from vrplanner.recommend.taste import Leaning, Taste, learn

SHOWN = [{"view": 0.9, "walls": 0.5}, {"view": 0.7, "walls": 0.8}]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "data" / store.FILE_NAME


@pytest.fixture
def taste() -> Taste:
    return learn(learn(Taste(), SHOWN, 0), SHOWN, 1)


def test_no_file_is_no_taste_yet(file: Path) -> None:
    assert store.load(file) == store.Kept(taste=Taste())
    assert not file.parent.exists()


def test_a_taste_comes_back_as_it_was(file: Path, taste: Taste) -> None:
    store.save(file, taste)
    assert store.load(file) == store.Kept(taste=taste)


def test_the_file_can_be_read_by_people(file: Path, taste: Taste) -> None:
    store.save(file, taste)
    plain = json.loads(file.read_text(encoding="utf-8"))
    assert plain["choices"] == 2
    assert plain["terms"]["view"]["mean"] == taste.terms["view"].mean


def test_what_a_newer_program_wrote_survives(file: Path, taste: Taste) -> None:
    store.save(file, taste)
    plain = json.loads(file.read_text(encoding="utf-8"))
    file.write_text(json.dumps({**plain, "colours": {"blue": 1}}), encoding="utf-8")
    store.save(file, learn(store.load(file).taste, SHOWN, 0))
    assert json.loads(file.read_text(encoding="utf-8"))["colours"] == {"blue": 1}


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps no such modes")
def test_only_its_owner_may_read_it(file: Path, taste: Taste) -> None:
    for _ in range(2):
        store.save(file, taste)
        assert stat.S_IMODE(file.stat().st_mode) == 0o600


@pytest.mark.parametrize(
    "content",
    [
        b"", b"{", b"[]", b"\xff\xfe", b'{"choices": "many"}', b'{"terms": {"view": {"mean": 1e999}}}', b"[" * 100_000,
        b'{"choices": 1, "terms": {"view": {"mean": 50, "choices": 1}}}',
        b'{"choices": 1, "terms": {"view": {"x": 1}}}',
    ],
)  # fmt: skip
def test_a_damaged_file_is_put_aside_and_told(file: Path, content: bytes) -> None:
    file.parent.mkdir()
    file.write_bytes(content)
    kept = store.load(file)
    assert kept.taste == Taste()
    assert kept.damaged == file.with_name("taste.damaged.json")
    assert kept.damaged.read_bytes() == content
    assert store.load(file) == store.Kept(taste=Taste())


def test_a_file_that_is_too_large_is_put_aside(file: Path) -> None:
    file.parent.mkdir()
    file.write_bytes(b" " * (store.LARGEST_BYTES + 1))
    assert store.load(file).damaged is not None


def test_a_folder_in_its_place_costs_nobody_their_start(file: Path) -> None:
    file.mkdir(parents=True)
    assert store.load(file).taste == Taste()


def test_forgetting_leaves_nothing(file: Path, taste: Taste) -> None:
    store.save(file, taste)
    file.write_text("{", encoding="utf-8")
    store.load(file)
    store.save(file, taste)
    assert store.forget(file)
    assert list(file.parent.iterdir()) == []
    assert not store.forget(file)


def test_a_place_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file, no folder", encoding="utf-8")
    with pytest.raises(InvalidInput, match="cannot be written"):
        store.save(tmp_path / "data" / "taste.json", Taste(terms={"view": Leaning()}, choices=1))
