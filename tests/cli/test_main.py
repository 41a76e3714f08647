"""The command line as a person meets it: sentences, exit codes, one JSON object, never a traceback."""

import json
from pathlib import Path

import pytest

from vrplanner.cli import doctor
from vrplanner.cli.main import VERBS, main
from vrplanner.core.document import Document
from vrplanner.core.errors import InvalidInput
from vrplanner.formats import vrplan


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "home"
    monkeypatch.setenv("VRPLANNER_HOME", str(folder))
    return folder


def test_help_names_every_verb(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--help"])
    assert ended.value.code == 0
    text = capsys.readouterr().out
    assert all(verb in text for verb in VERBS)


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_has_help_of_its_own(verb: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main([verb, "--help"])
    assert ended.value.code == 0
    assert "--json" in capsys.readouterr().out


def test_a_missing_file_is_a_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["export", str(tmp_path / "ghost.vrplan"), "-o", str(tmp_path / "out.glb")])
    captured = capsys.readouterr()
    assert code == 2
    assert "There is no file" in captured.err
    assert "Traceback" not in captured.err


def test_with_json_an_error_is_an_object(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["export", str(tmp_path / "ghost.vrplan"), "-o", str(tmp_path / "out.glb"), "--json"])
    assert code == 2
    assert "no file" in json.loads(capsys.readouterr().out)["error"]


def test_an_ending_nobody_writes_is_refused_and_nothing_is_left(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    vrplan.save(tmp_path / "a.vrplan", Document())
    assert main(["export", str(tmp_path / "a.vrplan"), "-o", str(tmp_path / "out.docx")]) == 2
    assert ".glb" in capsys.readouterr().err
    assert not (tmp_path / "out.docx").exists()


def test_an_interruption_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(args: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(doctor, "run", interrupted)
    assert main(["doctor"]) == 130
    assert "Stopped" in capsys.readouterr().err


def test_a_bug_becomes_a_sentence_and_a_crash_file(
    home: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(args: object) -> int:
        raise ZeroDivisionError("one over nothing")

    monkeypatch.setattr(doctor, "run", broken)
    assert main(["doctor"]) == 1
    message = capsys.readouterr().err
    assert "one over nothing" in message
    assert "Traceback" not in message
    (crash,) = (home / "log").glob("crash-*.txt")
    assert "ZeroDivisionError" in crash.read_text()


def test_errors_know_their_exit_codes() -> None:
    assert InvalidInput("x").exit_code == 2


def test_an_import_and_export_by_command_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from vrplanner.core.model import Model
    from vrplanner.formats.gltf import read_model, write_model

    from ..formats.test_gltf import box_part

    (tmp_path / "kitchenChair.glb").write_bytes(write_model(Model((box_part((45.0, 85.0, 50.0)),))))
    project = tmp_path / "home.vrplan"
    assert main(["import", str(tmp_path / "kitchenChair.glb"), "-o", str(project), "--at", "1", "2", "--json"]) == 0
    result = json.loads(capsys.readouterr().out)
    assert result["size_m"] == pytest.approx([0.45, 0.85, 0.5])
    assert "not in metres" in result["doubt"]
    item = vrplan.load(project).scene.item(result["item"])
    assert item.kind == "chair"
    assert item.position == (1.0, 0.0, 2.0)
    assert main(["export", str(project), "-o", str(tmp_path / "home.glb")]) == 0
    low, high = read_model(tmp_path / "home.glb").bounds
    assert (high - low).tolist() == pytest.approx([0.45, 0.85, 0.5], abs=1e-5)
    assert main(["export", str(project), "-o", str(tmp_path / "home.svg")]) == 0
    assert "Kitchen chair" in (tmp_path / "home.svg").read_text()
