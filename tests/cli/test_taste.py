"""`taste`: told, as a sentence and as an object, and forgotten."""

import json
from pathlib import Path

import pytest

from vrplanner.app.settings import Settings, save_settings
from vrplanner.cli.main import main
from vrplanner.recommend import store
from vrplanner.recommend.taste import Taste, learn

SHOWN = [{"windows": 0.95}, {"windows": 0.8}]


@pytest.fixture(autouse=True)
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("VRPLANNER_HOME", str(tmp_path))
    return tmp_path / "data" / "taste.json"


@pytest.fixture
def taught(file: Path) -> Taste:
    taste = Taste()
    for _ in range(9):
        taste = learn(taste, SHOWN, 0)
    store.save(file, taste)
    return taste


def test_nothing_learned_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["taste"]) == 0
    assert "Nothing has been learned yet" in capsys.readouterr().out


def test_what_was_learned_from_how_many_choices_and_where_it_is(
    file: Path, taught: Taste, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["taste"]) == 0
    told = capsys.readouterr().out
    assert "windows that nothing stands before (learned from 9 choices)" in told
    assert "Choices so far: 9" in told
    assert str(file) in told
    assert main(["taste", "--language", "zh"]) == 0
    assert "窗前不被遮挡" in capsys.readouterr().out


def test_programs_get_one_object(file: Path, taught: Taste, capsys: pytest.CaptureFixture[str]) -> None:
    save_settings(Settings(learn_taste=False))
    assert main(["taste", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["choices"] == 9
    assert 1.2 < told["weights"]["windows"] <= 2.0
    assert told["learning"] is False
    assert told["file"] == str(file)


def test_forgetting_deletes_the_file(file: Path, taught: Taste, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["taste", "--forget"]) == 0
    assert "is deleted" in capsys.readouterr().out
    assert not file.exists()
    assert main(["taste", "--forget", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["forgotten"] is False
