"""What a person says about how things stand, beside what is taken for granted."""

import math

import pytest

from vrplanner.core.relation import Relation as Wished
from vrplanner.layout.from_scene import problem_from_scene
from vrplanner.layout.problem import Relation


def relations_of(scene) -> dict[tuple[str, str, str], Relation]:
    problem = problem_from_scene(scene, "living").problem
    return {(r.type, problem.pieces[r.a].id, problem.pieces[r.b].id): r for r in problem.relations}


def saying(scene, *wished: Wished):
    for each in wished:
        scene = scene.with_entity("relations", each.id, each)
    return scene


def test_what_is_wished_is_added_with_what_is_usual(living_room):
    wish = Wished(id="r", kind="apart", item_id="plant_1", target_id="tv_stand_1")
    found = relations_of(saying(living_room, wish))
    key = ("apart", "plant_1", "tv_stand_1")
    assert set(found) - set(relations_of(living_room)) == {key}
    assert found[key].low_m == 1.0
    assert math.isfinite(found[key].high_m)
    assert not found[key].wish


def test_what_is_not_wanted_is_not_inferred(living_room):
    key = ("front_of", "coffee_table_1", "sofa_1")
    assert key in relations_of(living_room)
    refused = Wished(id="r", kind="front_of", item_id="coffee_table_1", target_id="sofa_1", wanted=False)
    assert set(relations_of(living_room)) - set(relations_of(saying(living_room, refused))) == {key}


def test_other_words_for_what_is_inferred_take_its_place(living_room):
    """One relation remains, with the person's figures."""
    wish = Wished(
        id="r", kind="view", item_id="sofa_1", target_id="tv_stand_1", near_m=2.5, far_m=3.0, max_angle_rad=0.2
    )
    problem = problem_from_scene(saying(living_room, wish), "living").problem
    views = [r for r in problem.relations if r.type == "view"]
    assert [(r.low_m, r.high_m, r.max_angle_rad) for r in views] == [(2.5, 3.0, 0.2)]


def test_daylight_has_no_target_and_can_be_refused(living_room):
    wish = Wished(id="r", kind="daylight", item_id="armchair_1", far_m=1.0)
    found = relations_of(saying(living_room, wish))
    assert found["daylight", "armchair_1", "armchair_1"].high_m == 1.0
    refused = Wished(id="r", kind="daylight", item_id="armchair_1", wanted=False)
    assert set(relations_of(saying(living_room, refused))) == set(relations_of(living_room))


@pytest.mark.parametrize("gone", ["item_id", "target_id"])
def test_wishes_about_what_is_not_in_the_room_are_left_alone(living_room, gone):
    names = {"item_id": "plant_1", "target_id": "tv_stand_1", gone: "elsewhere"}
    assert set(relations_of(saying(living_room, Wished(id="r", kind="near", **names)))) == set(
        relations_of(living_room)
    )
