"""What strangers, full disks and slips of the finger give the command line: a sentence each, and no damage."""

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from vrplanner.cli import doctor, output
from vrplanner.cli.main import main
from vrplanner.core.document import Document
from vrplanner.core.item import Item
from vrplanner.core.model import Model
from vrplanner.core.scene import Scene
from vrplanner.formats import vrplan
from vrplanner.formats.gltf import write_model

from ..formats.test_gltf import box_part

REPOSITORY = Path(__file__).resolve().parent.parent.parent


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VRPLANNER_HOME", str(tmp_path / "home"))


def refusal(capsys: pytest.CaptureFixture[str]) -> str:
    error = capsys.readouterr().err
    assert "should not" not in error
    assert "Traceback" not in error
    return error


@pytest.mark.parametrize(
    ("error", "code", "says"),
    [
        (OSError(28, "No space left on device", "/there/room.vrplan"), 2, "room.vrplan cannot be used: No space left"),
        (PermissionError(13, "Permission denied", "/there"), 2, "/there cannot be used: Permission denied"),
        (MemoryError(), 3, "not enough memory"),
        (KeyboardInterrupt(), 130, "Stopped."),
    ],
)
def test_what_the_machine_refuses_is_a_sentence(
    error: BaseException, code: int, says: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refused(args: object) -> None:
        raise error

    monkeypatch.setattr(doctor, "run", refused)
    assert main(["doctor"]) == code
    assert says in refusal(capsys)


def test_a_log_that_cannot_be_written_stops_nobody(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("not a folder", encoding="utf-8")
    monkeypatch.setenv("VRPLANNER_HOME", str(tmp_path / "file"))
    monkeypatch.setattr("logging.root.handlers", [])
    assert main(["export", str(tmp_path / "ghost.vrplan"), "-o", str(tmp_path / "a.glb")]) == 2
    assert "There is no file" in refusal(capsys)


@pytest.mark.parametrize("name", ["sofa.obj", "sofa", "sofa.vrplan"])
def test_a_file_is_not_written_under_an_ending_it_does_not_have(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        main(["import", "chair.glb", "-o", str(tmp_path / f"{name}.txt")])
    assert "should end in .vrplan" in capsys.readouterr().err


@pytest.mark.parametrize("seed", ["-1", "x", "1.5", ""])
def test_chance_starts_from_a_whole_number(seed: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["arrange", "room.vrplan", f"--seed={seed}"])
    assert "whole number" in capsys.readouterr().err


def test_names_from_strangers_do_not_steer_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    output.say("a \x1b]0;mine\x07\x1b[2Jsofa \u202eafos 沙发 😀")
    shown = capsys.readouterr().out
    assert "\x1b" not in shown
    assert "\u202e" not in shown
    assert "沙发 😀" in shown


def test_a_terminal_without_unicode_and_a_reader_that_leaves_are_no_faults(tmp_path: Path) -> None:
    surroundings = {**os.environ, "PYTHONIOENCODING": "ascii", "VRPLANNER_HOME": str(tmp_path)}
    command = [sys.executable, str(REPOSITORY / "main.py"), "say", "放一张沙发", "--scene", "none"]
    plain = subprocess.run(command, capture_output=True, text=True, env=surroundings, check=False, timeout=120)
    assert plain.returncode == 0, plain.stderr
    machine = subprocess.run([*command, "--json"], capture_output=True, text=True, env=surroundings, check=False)
    assert json.loads(machine.stdout)["heard"] == "放一张沙发"
    reading, writing = os.pipe()
    os.close(reading)
    gone = subprocess.run(command, stdout=writing, stderr=subprocess.PIPE, text=True, env=surroundings, check=False)
    os.close(writing)
    assert gone.stderr == ""


def project(folder: Path, **item: object) -> Path:
    """A project file whose only item has these fields, written by somebody who is not us."""
    path = folder / "room.vrplan"
    plain = {"id": "a", "kind": "chair", "name": "Chair", "position": [0, 0, 0], "size": [1, 1, 1]}
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("manifest.json", '{"format": "vrplan", "version": 1}')
        file.writestr("document.json", json.dumps({"items": {"a": {**plain, **item}}}))
    return path


@pytest.mark.parametrize(
    "item",
    [
        {"size": [-1, 1, 1]}, {"size": [0, 1, 1]}, {"size": [1e9, 1, 1]}, {"position": [1e300, 0, 0]},
        {"position": [10**400, 0, 0]}, {"position": [float("nan"), 0, 0]},
    ],
)  # fmt: skip
def test_a_project_with_impossible_figures_is_called_damaged(
    item: dict[str, object], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["export", str(project(tmp_path, **item)), "-o", str(tmp_path / "a.svg")]) == 2
    assert "damaged" in refusal(capsys)
    assert not (tmp_path / "a.svg").exists()


def test_half_a_character_does_not_cost_the_project(tmp_path: Path) -> None:
    path = project(tmp_path, name="\ud800 chair")
    vrplan.save(tmp_path / "copy.vrplan", vrplan.load(path))
    assert vrplan.load(tmp_path / "copy.vrplan").scene.items["a"].name == "? chair"


def test_a_project_of_a_newer_version_is_not_exported_over(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    newer, old = tmp_path / "newer.vrplan", tmp_path / "old.vrplan"
    item = Item(id="a", kind="chair", name="Chair", position=(0.0, 0.0, 0.0), size=(1.0, 1.0, 1.0))
    vrplan.save(old, Document(Scene(items={"a": item})))
    with zipfile.ZipFile(newer, "w") as file:
        file.writestr("manifest.json", '{"format": "vrplan", "version": 99}')
    before = newer.read_bytes()
    assert main(["export", str(old), "-o", str(newer)]) == 2
    assert "newer vrplanner" in refusal(capsys)
    assert newer.read_bytes() == before


@pytest.mark.parametrize("place", [["nan", "0"], ["0", "inf"], ["1e300", "0"]])
def test_a_model_is_not_put_where_nobody_finds_it(
    place: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["import", "chair.glb", "-o", str(tmp_path / "a.vrplan"), "--at", *place]) == 2
    assert "place cannot be used" in refusal(capsys)


def test_a_line_that_cannot_be_answered_says_why_and_the_others_are_answered(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = [
        {"id": 1, "text": "undo", "context": "x"},
        {"id": 2, "audio": "ghost.wav"},
        {"id": 3, "text": "put a chair " * 500},
        {"id": 4, "text": "undo"},
        {"id": 5, "text": "move the sofa -2 m left"},
    ]
    batch = tmp_path / "lines.jsonl"
    batch.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    assert main(["say", "--batch", str(batch), "--json"]) == 0
    answers = json.loads(capsys.readouterr().out)["answers"]
    assert ["error" in answer for answer in answers] == [True, True, True, False, True]
    assert answers[3]["expect"][0]["intent"] == "undo"


@pytest.mark.parametrize("content", [b"\xff\xfe", b"[" * 100_000, b"{"])
@pytest.mark.parametrize("words", [["say", "--batch"], ["say", "undo", "--scenes"], ["arrange"]])
def test_a_damaged_list_is_refused_in_words(
    words: list[str], content: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "list.json"
    path.write_bytes(content)
    assert main([*words, str(path)]) == 2
    refusal(capsys)


def test_what_another_program_saved_meanwhile_is_not_overwritten(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = project(tmp_path)
    theirs = vrplan.load(path)
    load = vrplan.load

    def loaded_and_overtaken(file: Path) -> Document:
        document = load(file)
        vrplan.save(path, Document(Scene(items=theirs.scene.items, name="theirs")))
        return document

    chair = tmp_path / "chair.glb"
    chair.write_bytes(write_model(Model((box_part(),))))
    monkeypatch.setattr(vrplan, "load", loaded_and_overtaken)
    assert main(["import", str(chair), "-o", str(path)]) == 2
    assert "changed by another program" in refusal(capsys)
    assert load(path).scene.name == "theirs"
