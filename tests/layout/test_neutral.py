"""Real rooms of the neutral format: every one gets layouts that an independent judge accepts."""

import json
from pathlib import Path

import numpy as np
import pytest

from vrplanner.core.errors import InvalidFile, InvalidInput
from vrplanner.layout import neutral
from vrplanner.layout.explain import reasons_of
from vrplanner.layout.scores import score_of, scores_of
from vrplanner.layout.search import search_layouts
from vrplanner.layout.validity import is_valid

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
