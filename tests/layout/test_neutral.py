"""Real rooms of the neutral format: every one gets layouts that an independent judge accepts."""

import json
import math
from pathlib import Path

import numpy as np
import pytest

from vrplanner.core.errors import InvalidFile, InvalidInput
from vrplanner.layout import neutral
from vrplanner.layout.explain import reasons_of
from vrplanner.layout.scores import score_of, scores_of
from vrplanner.layout.search import search_layouts
from vrplanner.layout.validity import is_valid

PLAIN = {
    "id": "room",
    "polygon": [[0, 0], [5, 0], [5, 4], [0, 4]],
    "items": [{"id": "a", "class": "sofa", "w": 1.0, "d": 0.5, "h": 0.5, "current": [1, 1, 0]}],
}
ROOMS = ("L_livdin", "accessible_bed", "bedroom_small", "cut", "fixed_kitchen", "living", "narrow_office", "overfull")


@pytest.mark.shared_data
@pytest.mark.parametrize("name", ROOMS)
def test_every_sample_room_gets_valid_layouts(shared_data: Path, name: str) -> None:
    path = shared_data / "layouts" / "neutral_rooms" / f"sample_{name}.json"
    problem = neutral.read_room(path)
    expected_to_fit = json.loads(path.read_text())["expect"] == "fit"
    found = search_layouts(problem)
    assert found
    for each in found:
        assert is_valid(problem, each.layout)
        assert each.layout.present.all() == expected_to_fit
        back = neutral.layout_from_plain(problem, json.loads(json.dumps(neutral.layout_to_plain(problem, each.layout))))
        assert np.allclose(back.pose[back.present], each.layout.pose[each.layout.present], atol=1e-3)
        assert is_valid(problem, back)
        assert 0 < score_of(scores_of(each)) <= 1
        assert len(reasons_of(each)) == len(reasons_of(each, language="zh")) >= 3
    if expected_to_fit:
        assert len(found) == 3


def test_a_room_file_that_is_none_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "room.json"
    path.write_text("{not json")
    with pytest.raises(InvalidFile):
        neutral.read_room(path)
    path.write_text('{"id": "x", "polygon": [[0,0],[1,0],[1,1]], "items": [{"id": "a"}]}')
    with pytest.raises(InvalidInput, match="neutral"):
        neutral.read_room(path)


@pytest.mark.parametrize(
    ("said", "kind"),
    [("floor_lamp", "floor lamp"), ("TV-stand", "tv stand"), ("chair12", "chair"), ("Couch", "sofa"), ("x y", "x y")],
)
def test_a_class_is_known_however_it_is_spelled(said: str, kind: str) -> None:
    room = {**PLAIN, "items": [{**PLAIN["items"][0], "class": said}]}
    assert neutral.problem_from_plain(room).pieces[0].kind == kind


@pytest.mark.parametrize(
    ("said", "rad"), [(25, math.radians(25)), (0.4, 0.4), (math.pi, math.pi), (4, math.radians(4))]
)
def test_an_angle_of_a_view_is_in_degrees_unless_it_must_be_in_radians(said: float, rad: float) -> None:
    second = {**PLAIN["items"][0], "id": "b"}
    relation = {"type": "view", "a": "a", "b": "b", "dist": [1, 3], "max_angle": said}
    room = {**PLAIN, "items": [PLAIN["items"][0], second], "relations": [relation]}
    assert neutral.problem_from_plain(room).relations[0].max_angle_rad == pytest.approx(rad)
