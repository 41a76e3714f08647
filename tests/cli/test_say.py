"""`say` as people and programs call it: a sentence on a project, a batch over scenes, a recording, refusals."""

import json
from pathlib import Path

import pytest

from vrplanner.assistant.scenes_file import scene_from_plain
from vrplanner.cli.main import main
from vrplanner.core.document import Document
from vrplanner.core.resources import assets_dir
from vrplanner.formats import vrplan

STUDY = {
    "room": {"width_x": 4.0, "depth_z": 3.6, "height": 2.5},
    "items": [
        {
            "id": "desk_1",
            "class": "desk",
            "name": "Desk",
            "color": "brown",
            "position": [0, -1.4],
            "size": [1.4, 0.7, 0.74],
        },
        {
            "id": "sofa_1",
            "class": "sofa",
            "name": "Sofa",
            "color": "grey",
            "position": [0, 1.2],
            "size": [1.8, 0.9, 0.8],
        },
    ],
}


@pytest.fixture
def scenes(tmp_path: Path) -> Path:
    path = tmp_path / "scenes.json"
    path.write_text(json.dumps({"scenes": {"study": STUDY}}), encoding="utf-8")
    return path


@pytest.fixture
def project(tmp_path: Path) -> Path:
    path = tmp_path / "room.vrplan"
    vrplan.save(path, Document(scene_from_plain(STUDY)))
    return path


def test_a_sentence_changes_a_project(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["say", "move the desk 20 cm to the left", str(project), "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["expect"] == [
        {"intent": "move", "slots": {"item_id": "desk_1", "direction": "left", "amount_m": 0.2}}
    ]
    assert answer["done"] == ["Move Desk"]
    assert vrplan.load(project).scene.items["desk_1"].position[0] == pytest.approx(-0.2)


def test_a_dry_run_and_an_output_leave_the_project_alone(project: Path, tmp_path: Path) -> None:
    before = project.read_bytes()
    assert main(["say", "delete the desk", str(project), "--dry-run"]) == 0
    assert main(["say", "delete the desk", str(project), "-o", str(tmp_path / "other.vrplan")]) == 0
    assert project.read_bytes() == before
    assert set(vrplan.load(tmp_path / "other.vrplan").scene.items) == {"sofa_1"}


def test_a_batch_answers_every_line(scenes: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = [
        {"id": "a", "text": "turn it around", "scene": "study", "context": {"last": ["sofa_1"]}},
        {"id": "b", "text": "把书桌往左移动半米", "scene": "study"},
        {"id": "c", "text": "delete the wardrobe", "scene": "study"},
    ]
    batch, answers = tmp_path / "batch.jsonl", tmp_path / "answers.jsonl"
    batch.write_text("\n".join(json.dumps(line) for line in lines), encoding="utf-8")
    assert main(["say", "--batch", str(batch), "--scenes", str(scenes), "-o", str(answers)]) == 0
    told = {answer["id"]: answer for answer in map(json.loads, answers.read_text(encoding="utf-8").splitlines())}
    assert told["a"]["expect"] == [{"intent": "rotate", "slots": {"item_id": "sofa_1", "angle_deg": 180}}]
    assert told["b"]["expect"][0]["slots"] == {"item_id": "desk_1", "direction": "left", "amount_m": 0.5}
    assert told["c"]["expect"] == [{"intent": "none", "slots": {}}]
    assert all({"heard", "reply", "confidence", "engine", "ms"} <= set(answer) for answer in told.values())


@pytest.mark.weights
def test_a_recording_is_heard(scenes: Path, capsys: pytest.CaptureFixture[str]) -> None:
    recording = assets_dir() / "speech" / "move-sofa.wav"
    assert main(["say", "--audio", str(recording), "--scenes", str(scenes), "--json"]) == 0
    (record,) = json.loads(capsys.readouterr().out)["expect"]
    assert record == {"intent": "move", "slots": {"item_id": "sofa_1", "direction": "left", "amount_m": 0.5}}


@pytest.mark.parametrize(
    "words",
    [
        ["say"],
        ["say", "hello", "--audio", "x.wav"],
        ["say", "hi", "--scenes", "none.json"],
        ["say", "--batch", "none.jsonl"],
    ],
)
def test_what_cannot_be_answered_is_refused(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(words) == 2
    assert "vrplanner:" in capsys.readouterr().err
