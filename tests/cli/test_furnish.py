"""`vrplanner furnish`: told, written, refused."""

import json
from pathlib import Path

import pytest

from vrplanner.cli.main import main
from vrplanner.core.document import Document
from vrplanner.core.room import Opening, room_from_corners, with_opening
from vrplanner.core.scene import Scene
from vrplanner.formats import vrplan


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("VRPLANNER_HOME", str(tmp_path / "home"))
    room = room_from_corners("room_1", [(0, 0), (3.2, 0), (3.2, 3.0), (0, 3.0)], name="Study")
    door = Opening(id="door_1", kind="door", offset_m=0.3, width_m=0.9, height_m=2.05)
    path = tmp_path / "study.vrplan"
    vrplan.save(path, Document(Scene(rooms={"room_1": with_opening(room, room.walls[2].id, door)})))
    return path


def furnish(project: Path, *words: str) -> int:
    return main(["furnish", str(project), "--effort", "0.3", "--count", "1", *words])


def test_a_study_is_furnished_and_saved(project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "furnished.vrplan"
    before = project.read_bytes()
    assert furnish(project, "--budget", "800", "--style", "industrial", "--apply", "1", "-o", str(out), "--json") == 0
    told = json.loads(capsys.readouterr().out)
    proposal = told["proposals"][0]
    assert proposal["price"] == sum(piece["price"] for piece in proposal["pieces"]) <= 800
    assert all(piece["guide_price"] for piece in proposal["pieces"])
    scene = vrplan.load(out).scene
    assert {item.kind for item in scene.items.values()} >= {"desk"}
    assert {item.product for item in scene.items.values()} == {piece["product"] for piece in proposal["pieces"]}
    assert sum(item.price or 0 for item in scene.items.values()) == proposal["price"]
    assert project.read_bytes() == before


def test_it_is_told_in_sentences(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert furnish(project, "--budget", "5000", "--currency", "CNY", "--rate", "0.12", "--language", "zh") == 0
    out = capsys.readouterr().out
    assert "5,000 元 按 0.12 折合 600 欧元" in out
    assert "样品参考价，并非报价。" in out


REFUSED = [
    (["--budget", "60"], "come to"),
    (["--budget", "600", "--currency", "CNY"], "prices are in EUR"),
    (["--budget", "600", "--style", "brutalist"], "no style"),
    (["--budget", "600", "--kind", "sauna"], "no kind of room"),
    (["--budget", "600", "--room", "room_9"], "room_9"),
    (["--budget", "nan"], "budget"),
    (["--budget", "600", "-o", "x.vrplan"], "--apply"),
    (["--budget", "600", "--people", "40"], "40 people"),
    (["--budget", "600", "--effort", "0"], "effort"),
]


@pytest.mark.parametrize(("words", "told"), REFUSED)
def test_what_cannot_be_done_is_said(
    project: Path, words: list[str], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert furnish(project, *words) == 2
    captured = capsys.readouterr()
    assert told in captured.err
    assert "Traceback" not in captured.err
