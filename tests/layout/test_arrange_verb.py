"""`arrange` on the command line: a project, and a room in the neutral format."""

import json
from pathlib import Path

import pytest

from vrplanner.cli.main import main
from vrplanner.core.document import Document
from vrplanner.core.item import Item
from vrplanner.core.room import room_from_corners
from vrplanner.core.scene import Scene
from vrplanner.formats import vrplan
from vrplanner.layout import neutral

ROOM = {
    "id": "study",
    "polygon": [[0, 0], [3.2, 0], [3.2, 3.6], [0, 3.6]],
    "doors": [{"id": "door", "p0": [0.3, 0], "p1": [1.2, 0], "swing": "in"}],
    "windows": [{"id": "window", "p0": [2.4, 3.6], "p1": [1.0, 3.6], "sill": 0.9}],
    "items": [
        {"id": "desk", "class": "desk", "w": 1.4, "d": 0.7, "h": 0.75, "current": [1, 1, 0], "wall": True,
         "access": ["front"], "clear": {"front": 0.75}, "priority": 1},
        {"id": "seat", "class": "deskchair", "w": 0.6, "d": 0.6, "h": 1, "current": [2, 2, 0], "access": ["any"]},
        {"id": "shelf", "class": "shelf", "w": 0.8, "d": 0.3, "h": 1.9, "current": [2, 1, 0], "wall": True,
         "access": ["front"], "clear": {"front": 0.6}},
    ],
    "relations": [{"type": "at", "a": "seat", "b": "desk"}],
}  # fmt: skip


def test_arranging_a_project_and_carrying_a_suggestion_out(living_room, tmp_path: Path, capsys) -> None:
    path, out, picture = tmp_path / "home.vrplan", tmp_path / "new.vrplan", tmp_path / "plans.png"
    vrplan.save(path, Document(living_room))
    words = [
        "arrange",
        str(path),
        "--effort",
        "0.4",
        "--apply",
        "1",
        "-o",
        str(out),
        "--picture",
        str(picture),
        "--json",
    ]
    assert main(words) == 0
    result = json.loads(capsys.readouterr().out)
    assert result["suggestions"][0]["score"] > 0.8
    moved = {step["item_id"]: step["position"] for step in result["suggestions"][0]["commands"]}
    after = vrplan.load(out).scene
    assert all(after.item(item_id).position == pytest.approx(at) for item_id, at in moved.items())
    assert vrplan.load(path).scene.items == living_room.items
    assert picture.read_bytes().startswith(b"\x89PNG")


def test_arranging_a_neutral_room_writes_a_layout(tmp_path: Path, capsys) -> None:
    room, layout = tmp_path / "room.json", tmp_path / "layout.json"
    room.write_text(json.dumps(ROOM))
    assert main(["arrange", str(room), "--suggestions", "2", "-o", str(layout)]) == 0
    assert "The office chair stands at the desk." in capsys.readouterr().out
    written = json.loads(layout.read_text())
    assert written["room"] == "study"
    assert set(written["suggestions"][0]["items"]) == {"desk", "seat", "shelf"}


def test_wrong_wishes_are_refused_in_words(tmp_path: Path, capsys) -> None:
    room = tmp_path / "room.json"
    room.write_text(json.dumps(ROOM))
    assert main(["arrange", str(room), "--count", "0"]) == 2
    assert main(["arrange", str(tmp_path / "missing.vrplan")]) != 0
    assert main(["arrange", str(room), "--effort", "0.2", "--apply", "9"]) == 2
    assert "no suggestion 9" in capsys.readouterr().err


def arranged(tmp_path: Path, capsys: pytest.CaptureFixture[str], *words: str, room: object = ROOM) -> dict:
    """What `arrange … -o` wrote for a neutral room."""
    file, out = tmp_path / "room.json", tmp_path / "layout.json"
    file.write_text(json.dumps(room))
    assert main(["arrange", str(file), "-o", str(out), *words]) == 0
    capsys.readouterr()
    return json.loads(out.read_text())


def test_the_same_seed_writes_the_same_file_and_another_one_another(tmp_path: Path, capsys) -> None:
    first, again, other = (arranged(tmp_path, capsys, "--effort", "0.3", "--seed", seed) for seed in ("5", "5", "6"))
    assert first == again
    assert first["suggestions"] != other["suggestions"]


def test_only_and_keep_hold_the_rest_in_place(tmp_path: Path, capsys) -> None:
    """`--only` moves nothing else; with `--keep 1` what stands well stays."""
    best = arranged(tmp_path, capsys, "--effort", "0.5")["suggestions"][0]["items"]
    items = [{**item, "current": best[item["id"]]} for item in ROOM["items"]]
    items[1] = {**items[1], "current": [0.7, 0.6, 0.3]}  # the chair stands in the door
    room = {**ROOM, "items": items}
    for words in (("--only", "seat"), ("--keep", "1")):
        found = arranged(tmp_path, capsys, "--effort", "0.5", "--suggestions", "1", *words, room=room)
        placed = found["suggestions"][0]["items"]
        assert placed["desk"] == pytest.approx(best["desk"], abs=1e-5)
        assert placed["shelf"] == pytest.approx(best["shelf"], abs=1e-5)
        assert placed["seat"][:2] != pytest.approx([0.7, 0.6], abs=0.1)
        assert found["before"]["doors"] < found["suggestions"][0]["terms"]["doors"] == 1.0
    file = tmp_path / "room.json"
    assert main(["arrange", str(file), "--only", "harpsichord"]) == 2
    assert "harpsichord" in capsys.readouterr().err


def test_a_layout_that_is_written_is_read_back_the_same(tmp_path: Path, capsys) -> None:
    written = arranged(tmp_path, capsys, "--effort", "0.3", "--apply", "1")
    problem = neutral.problem_from_plain(ROOM)
    layout = neutral.layout_from_plain(problem, written)
    assert layout.present.all()
    assert neutral.layout_to_plain(problem, layout) == written
    assert written["dropped"] == []


@pytest.mark.parametrize(
    "words",
    [("--time", "0"), ("--time", "nan"), ("--keep", "2"), ("--keep", "nan"), ("--effort", "nan"), ("--count", "99")],
)
def test_numbers_out_of_range_are_refused(words: tuple[str, str], tmp_path: Path, capsys) -> None:
    room = tmp_path / "room.json"
    room.write_text(json.dumps(ROOM))
    assert main(["arrange", str(room), *words]) == 2
    assert "Traceback" not in capsys.readouterr().err


def test_a_time_limit_is_kept_and_reasons_come_in_chinese(tmp_path: Path, capsys) -> None:
    found = arranged(tmp_path, capsys, "--time", "0.5", "--language", "zh")
    assert all(reason.endswith("。") for each in found["suggestions"] for reason in each["why"])


def test_a_whole_flat_is_arranged_and_carried_out_as_one_project(living_room, tmp_path: Path, capsys) -> None:
    hall = room_from_corners("hall", [(5.3, 0), (8, 0), (8, 4.2), (5.3, 4.2)], name="Hall")
    dresser = Item(id="dresser_1", kind="dresser", name="Dresser", position=(6.6, 0, 2.0), size=(0.9, 0.8, 0.45))
    flat = living_room.with_entity("rooms", "hall", hall).with_entity("items", "dresser_1", dresser)
    path, out, picture = tmp_path / "flat.vrplan", tmp_path / "new.vrplan", tmp_path / "plans.png"
    vrplan.save(path, Document(flat))
    words = ["arrange", str(path), "--room", "all", "--effort", "0.3", "--count", "1", "--apply", "1", "-o", str(out)]
    assert main([*words, "--picture", str(picture), "--json"]) == 0
    result = json.loads(capsys.readouterr().out)
    assert result["room"] == "all"
    assert {reason.split(":")[0] for reason in result["suggestions"][0]["why"]} == {"Living room", "Hall"}
    assert picture.exists()
    after = vrplan.load(out).scene
    assert after.items["dresser_1"].position != dresser.position
    assert hall.polygon.buffer(1e-6).covers(after.items["dresser_1"].footprint)


def test_a_flat_without_rooms_and_wishes_for_one_room_are_refused(tmp_path: Path, capsys) -> None:
    path = tmp_path / "empty.vrplan"
    vrplan.save(path, Document(Scene()))
    assert main(["arrange", str(path), "--room", "all"]) == 2
    assert "nothing to arrange" in capsys.readouterr().err
    assert main(["arrange", str(path), "--room", "all", "--time", "1"]) == 2
    assert "one room" in capsys.readouterr().err


def test_a_place_that_cannot_be_written_is_told_before_the_search(tmp_path: Path, capsys, monkeypatch) -> None:
    room = tmp_path / "room.json"
    room.write_text(json.dumps(ROOM))
    monkeypatch.setattr("vrplanner.layout.search.search_layouts", lambda *_, **__: pytest.fail("it searched"))
    assert main(["arrange", str(room), "-o", str(tmp_path)]) == 2
    assert "is a folder" in capsys.readouterr().err
