"""`vrplanner scan`, as a person runs it."""

import json
from pathlib import Path

import pytest
from PIL import Image

from vrplanner.cli.main import main
from vrplanner.formats.vrplan import load


def test_scan_writes_a_project_and_a_picture(
    living_room: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    project, picture = tmp_path / "room.vrplan", tmp_path / "room.png"
    words = ["scan", str(living_room), "-o", str(project), "--picture", str(picture), "--every", "3", "--json"]
    assert main(words) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["width_m"] == pytest.approx(5.2, abs=0.06)
    document = load(project)
    (room,) = document.scene.rooms.values()
    assert room.scan_model in document.models
    assert len(document.scene.items) == len(told["items"])
    with Image.open(picture) as drawn:
        assert drawn.size[0] == 1400


def test_scan_of_nothing_is_a_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["scan", str(tmp_path / "nowhere")]) == 2
    assert "There is no capture" in capsys.readouterr().err


def test_a_camera_that_is_none_is_refused(living_room: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["scan", str(living_room), "--camera", "640,480"]) == 2
    assert "six numbers" in capsys.readouterr().err
