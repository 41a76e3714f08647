"""Several rooms at once: doors between them serve both sides, and what one cannot hold goes to another."""

from dataclasses import replace

import pytest
from shapely.geometry import box

from tests.layout.conftest import items_of
from vrplanner.core.document import Document
from vrplanner.core.errors import InvalidInput
from vrplanner.core.room import Opening, room_from_corners, with_opening
from vrplanner.core.scene import Scene
from vrplanner.layout.flat import suggest_flat
from vrplanner.layout.from_scene import items_in_room, problem_from_scene
from vrplanner.layout.problem import current_layout
from vrplanner.layout.validity import is_valid

GAP_M = 0.12
"""How thick the wall between the two rooms is."""


def two_rooms(placed, *, width_m: float = 4.0) -> Scene:
    """West 4 by 4 m, east as wide as said, joined by a door of 0.9 m that the west room holds and that opens into it;
    a front door in the west room's south wall.
    """
    west = room_from_corners("west", [(0, 0), (4, 0), (4, 4), (0, 4)], name="West")
    start = 4 + GAP_M
    corners = [(start, 0), (start + width_m, 0), (start + width_m, 4), (start, 4)]
    between = Opening(id="between", kind="door", offset_m=1.5, width_m=0.9, height_m=2.0, swing="in_left")
    front = Opening(id="front", kind="door", offset_m=2.5, width_m=0.9, height_m=2.0, swing="in_left")
    west = with_opening(with_opening(west, "west.wall_2", between), "west.wall_3", front)
    return Scene(rooms={"west": west, "east": room_from_corners("east", corners, name="East")}, items=items_of(placed))


@pytest.fixture(scope="module")
def flat() -> Scene:
    return two_rooms([
        ("sofa", 2, 0, 2), ("coffee table", 2, 0, 2), ("bookcase", 1, 0, 1), ("bed", 6, 0, 2), ("wardrobe", 4.6, 0, 2),
        ("nightstand", 5, 0, 1),
    ])  # fmt: skip


def works(scene: Scene, room_id: str) -> bool:
    problem = problem_from_scene(scene, room_id).problem
    return is_valid(problem, current_layout(problem))


def test_a_door_between_rooms_keeps_its_floor_free_on_both_sides(flat):
    """The wardrobe stood in the way on the side that does not hold the door."""
    assert [door.id for door in problem_from_scene(flat, "east").problem.doors] == ["between"]
    before, landing = box(4.12, 1.5, 4.62, 2.4), box(3.5, 1.5, 4.0, 2.4)
    assert flat.item("wardrobe_1").footprint.intersects(before)
    proposals = suggest_flat(flat, effort=0.4)
    assert proposals
    for proposal in proposals:
        after = proposal.preview(flat)
        assert works(after, "west")
        assert works(after, "east")
        for item in after.items.values():
            assert item.footprint.intersection(before.union(landing)).area < 0.001, item.id
        for room_id in ("west", "east"):
            ids = {item.id for item in items_in_room(flat, flat.room(room_id))}
            assert ids == {item.id for item in items_in_room(after, after.room(room_id))}


def test_accepting_is_one_step_to_undo_and_same_seed_same_result(flat):
    first, again = (suggest_flat(flat, count=1, seed=2, effort=0.3)[0] for _ in range(2))
    assert first == again
    document = Document(flat)
    document.execute(first.as_command())
    assert document.scene == first.preview(flat)
    document.undo()
    assert document.scene == flat
    chinese = suggest_flat(flat, count=1, seed=2, effort=0.3, language="zh")[0]
    assert chinese.commands == first.commands
    assert len(chinese.reasons) == len(first.reasons)
    assert all(reason.endswith("。") for reason in chinese.reasons)
    assert first.scores["fits"] == 1.0
    assert first.score > 0.7


def test_what_does_not_fit_in_one_room_goes_to_the_other():
    """Three sofas, a bed and a wardrobe in the smaller one; the larger one is nearly empty."""
    placed = [("plant", 1, 0, 1), ("bed", 5, 0, 2), ("sofa", 5, 0, 2), ("wardrobe", 5, 0, 2), ("sofa", 5, 0, 1)]
    scene = two_rooms(placed, width_m=2.6)
    best = suggest_flat(scene, count=1, effort=0.4)[0]
    after = best.preview(scene)
    inside = {item.id for room in after.rooms.values() for item in items_in_room(after, room)}
    assert inside == set(after.items)
    assert works(after, "west")
    assert works(after, "east")
    assert len(items_in_room(after, after.room("west"))) > 1


def test_fixed_things_stay_and_a_flat_without_anything_to_move_is_refused(flat):
    still = flat
    for item_id, item in flat.items.items():
        if item_id != "nightstand_1":
            still = still.with_entity("items", item_id, replace(item, fixed=True))
    for item_id in flat.items:
        still = still.with_entity("items", item_id, replace(still.item(item_id), fixed=True))
    with pytest.raises(InvalidInput, match="nothing to arrange"):
        suggest_flat(still)
    with pytest.raises(InvalidInput, match="nothing to arrange"):
        suggest_flat(Scene(rooms=flat.rooms))
