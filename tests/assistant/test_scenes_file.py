"""Scenes described in JSON: places, compass names, and what is refused."""

import json
import math
from pathlib import Path

import pytest

from vrplanner.assistant.scene_view import room_spots, view_of
from vrplanner.assistant.scenes_file import context_from_plain, read_scenes
from vrplanner.core.errors import InvalidFile, InvalidInput, NotFound
from vrplanner.core.scene import Scene


def test_walls_have_their_compass_names(living_room: Scene) -> None:
    spots = {spot.anchor: spot.place for spot in room_spots(living_room.rooms["room_1"])}
    assert spots["north wall"] == pytest.approx((0, -2))
    assert spots["east wall"] == pytest.approx((2.5, 0))
    assert spots["south wall"] == pytest.approx((0, 2))
    assert spots["west wall"] == pytest.approx((-2.5, 0))
    assert spots["window"] == pytest.approx((-0.3, -2))
    assert spots["door"] == pytest.approx((1.7, 2))
    assert spots["south-east corner"] == pytest.approx((2.5, 2))


def test_things_are_where_the_file_says(living_room: Scene) -> None:
    desk = view_of(living_room).thing("desk_1")
    assert desk is not None
    assert desk.place == (-2.15, -0.5)
    assert desk.yaw_rad == pytest.approx(math.pi / 2)
    assert desk.size == (1.2, 0.74, 0.6)


def test_what_stands_on_something_stands_that_high(tmp_path: Path) -> None:
    items = [
        {"id": "tv_1", "class": "tv", "position": [0, 0], "size": [0.9, 0.06, 0.55], "on": "board_1"},
        {"id": "board_1", "class": "sideboard", "position": [0, 0], "size": [1.4, 0.4, 0.8]},
    ]
    path = tmp_path / "scenes.json"
    path.write_text(json.dumps({"scenes": {"a": {"room": {"width_x": 3, "depth_z": 3}, "items": items}}}))
    assert read_scenes(path)["a"].items["tv_1"].position[1] == pytest.approx(0.8)


@pytest.mark.parametrize(
    "text", ["{", "[]", '{"scenes": {"a": {}}}', '{"scenes": {"a": {"room": {"width_x": "wide"}}}}']
)
def test_a_damaged_file_is_refused_with_its_reason(text: str, tmp_path: Path) -> None:
    path = tmp_path / "scenes.json"
    path.write_text(text)
    with pytest.raises(InvalidFile):
        read_scenes(path)


def test_a_missing_file_and_an_odd_viewer(tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        read_scenes(tmp_path / "none.json")
    with pytest.raises(InvalidInput):
        context_from_plain({"looks": "up"})
