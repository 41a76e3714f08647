"""Suggestions for rooms of the document, as a person would ask for them and judge them."""

import math
from dataclasses import replace

import pytest

from vrplanner.core.document import Document
from vrplanner.core.errors import Cancelled, InvalidInput, NotFound
from vrplanner.core.furniture import BY_NAME
from vrplanner.core.geometry import front_of
from vrplanner.core.item import Item
from vrplanner.core.proposal import Proposal
from vrplanner.core.room import room_from_corners
from vrplanner.core.scene import Scene
from vrplanner.layout.diverse import displacement_m
from vrplanner.layout.from_scene import place_of, pose_of, problem_from_scene
from vrplanner.layout.problem import current_layout
from vrplanner.layout.suggest import suggest_layouts
from vrplanner.layout.validity import is_valid


def placed(scene: Scene, kind: str, x: float, z: float, **changes: object) -> Scene:
    """The scene with one more thing of a usual size."""
    item_id = scene.fresh_id(kind.replace(" ", "_"))
    fields = {"position": (x, 0.0, z), "size": BY_NAME[kind].usual_size, "name": kind.capitalize(), **changes}
    return scene.with_entity("items", item_id, Item(id=item_id, kind=kind, **fields))


@pytest.fixture(scope="module")
def proposals(living_room: Scene) -> list[Proposal]:
    return suggest_layouts(living_room, "living")


def test_three_layouts_that_work_and_differ(living_room, proposals):
    """Each leaves a valid room; any two move the average piece by more than half a metre."""
    assert len(proposals) == 3
    assert len({proposal.title for proposal in proposals}) == 3
    after = [problem_from_scene(proposal.preview(living_room), "living").problem for proposal in proposals]
    layouts = [current_layout(problem) for problem in after]
    start = problem_from_scene(living_room, "living").problem
    assert not is_valid(start, current_layout(start))
    assert all(is_valid(problem, layout) for problem, layout in zip(after, layouts, strict=True))
    for i, j in ((0, 1), (0, 2), (1, 2)):
        assert displacement_m(after[0], layouts[i], layouts[j]) > 0.4
    assert [p.score for p in proposals] == sorted((p.score for p in proposals), reverse=True)


def test_the_sofa_faces_the_television_and_says_so(living_room, proposals):
    after = proposals[0].preview(living_room)
    sofa, stand, tv = after.item("sofa_1"), after.item("tv_stand_1"), after.item("tv_1")
    dx, dz = stand.position[0] - sofa.position[0], stand.position[2] - sofa.position[2]
    distance = math.hypot(dx, dz)
    ahead = front_of(sofa.yaw_rad)
    assert (dx * ahead[0] + dz * ahead[1]) / distance > math.cos(math.radians(25))
    assert f"The sofa faces the TV stand at {distance:.1f} m." in proposals[0].reasons
    assert tv.plan_position == pytest.approx(stand.plan_position)
    assert tv.yaw_rad == pytest.approx(stand.yaw_rad)


def test_what_stands_on_something_travels_with_it_and_pictures_stay(living_room, proposals):
    before, after = living_room, proposals[0].preview(living_room)
    assert after.item("picture_1") == before.item("picture_1")
    for rider, support in (("vase_1", "side_table_1"), ("cushion_1", "sofa_1")):
        old = math.dist(before.item(rider).position, before.item(support).position)
        assert math.dist(after.item(rider).position, after.item(support).position) == pytest.approx(old)
        assert after.item(support).footprint.buffer(1e-6).covers(after.item(rider).footprint.centroid)


def test_accepting_one_is_one_step_to_undo(living_room, proposals):
    document = Document(living_room)
    document.execute(proposals[0].as_command())
    assert document.scene == proposals[0].preview(living_room)
    document.undo()
    assert document.scene == living_room


def test_same_seed_same_suggestions_and_both_languages(living_room):
    first = suggest_layouts(living_room, "living", count=1, seed=3, effort=0.3)
    again = suggest_layouts(living_room, "living", count=1, seed=3, effort=0.3, language="zh")
    assert first[0].commands == again[0].commands
    assert len(first[0].reasons) == len(again[0].reasons)
    assert any("沙发" in reason for reason in again[0].reasons)


def test_fixed_items_are_not_touched(living_room):
    sofa = replace(living_room.item("sofa_1"), fixed=True, position=(2.5, 0.0, 3.7), yaw_rad=math.pi)
    scene = living_room.with_entity("items", "sofa_1", sofa)
    for proposal in suggest_layouts(scene, "living", effort=0.5):
        assert proposal.preview(scene).item("sofa_1") == sofa


def test_a_room_that_is_too_small_says_what_is_left_out_and_sets_it_down_outside():
    room = room_from_corners("small", [(0, 0), (2.6, 0), (2.6, 3.0), (0, 3.0)], name="Small room")
    scene = Scene(rooms={"small": room})
    for kind in ("bed", "wardrobe", "desk", "office chair", "armchair", "dresser", "bookcase", "plant"):
        scene = placed(scene, kind, 1.3, 1.5)
    best = suggest_layouts(scene, "small", count=1)[0]
    assert "left out" in best.reasons[0]
    after = best.preview(scene)
    outside = [item for item in after.items.values() if not room.polygon.intersects(item.footprint)]
    inside = [item for item in after.items.values() if room.polygon.buffer(1e-6).covers(item.footprint)]
    assert outside
    assert len(inside) + len(outside) == len(after.items)
    told = " ".join(reason for reason in best.reasons if "left out" in reason).lower()
    assert all(item.name.lower() in told for item in outside)
    assert "bed" in {item.kind for item in inside}
    problem = problem_from_scene(after, "small").problem
    assert is_valid(problem, current_layout(problem))


def test_items_of_other_rooms_are_left_alone(living_room):
    neighbour = room_from_corners("hall", [(5.3, 0), (7, 0), (7, 4.2), (5.3, 4.2)], name="Hall")
    scene = placed(living_room.with_entity("rooms", "hall", neighbour), "dresser", 6.2, 2.0)
    moved = {command.item_id for p in suggest_layouts(scene, "living", effort=0.3) for command in p.commands}
    assert "sofa_1" in moved
    assert "dresser_1" not in moved


def test_an_empty_room_and_an_unknown_room_are_refused_in_words():
    room = room_from_corners("bare", [(0, 0), (3, 0), (3, 3), (0, 3)], name="Bare room")
    with pytest.raises(InvalidInput, match="nothing to arrange"):
        suggest_layouts(Scene(rooms={"bare": room}), "bare")
    with pytest.raises(NotFound):
        suggest_layouts(Scene(), "nowhere")
    closet = room_from_corners("closet", [(0, 0), (1, 0), (1, 1), (0, 1)], name="Closet")
    assert suggest_layouts(placed(Scene(rooms={"closet": closet}), "bed", 0.5, 0.5), "closet", effort=0.2) == []
    only_sink = placed(Scene(rooms={"bare": room}), "sink", 1.5, 0.3)
    with pytest.raises(InvalidInput, match="moved"):
        suggest_layouts(only_sink, "bare")


def test_cancelling_gets_through(living_room):
    def stop(fraction: float, message: str = "", /) -> None:
        if fraction > 0.1:
            raise Cancelled("Stopped.")

    with pytest.raises(Cancelled):
        suggest_layouts(living_room, "living", progress=stop)


def test_both_frames_agree(living_room):
    """There and back is the same place, and the front of a piece looks the same way in both frames."""
    for x, z, yaw in ((1.0, 2.0, 0.0), (0.5, 3.0, 1.0), (2.0, 2.0, -2.5)):
        item = replace(living_room.item("sofa_1"), position=(x, 0.0, z), yaw_rad=yaw)
        pose = pose_of(item)
        (back_x, back_z), back_yaw = place_of(pose)
        assert (back_x, back_z, back_yaw) == pytest.approx((x, z, yaw))
        front_x, front_z = front_of(yaw)
        assert (-math.sin(pose[2]), -math.cos(pose[2])) == pytest.approx((front_x, front_z))


def test_the_door_opens_where_the_room_says(living_room):
    """The door of the south wall, hinged on the left as seen from inside: at its eastern end."""
    problem = problem_from_scene(living_room, "living").problem
    door, window = problem.doors[0], problem.windows[0]
    assert door.hinge == pytest.approx((4.9, -4.2))
    assert door.leaf == pytest.approx((4.0, -4.2))
    assert {window.start, window.end} == {(1.5, 0.0), (3.3, 0.0)}
