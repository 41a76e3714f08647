"""Snapping, finding places, cameras: no widgets."""

import math
from dataclasses import replace

import pytest
from fake_services import furnished_scene
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPointF, QRectF

from vrplanner.core.furniture import CLASSES
from vrplanner.core.item import Item
from vrplanner.core.room import room_from_corners
from vrplanner.core.scene import Scene
from vrplanner.desktop.placing import place_command
from vrplanner.desktop.plan_camera import PlanCamera, scene_bounds
from vrplanner.desktop.plan_paint import clearances
from vrplanner.desktop.scene_camera import OrbitCamera, WalkCamera
from vrplanner.desktop.snapping import back_to_wall, is_blocked, snap_move
from vrplanner.render.camera import view_from_camera


def item(kind: str = "chair", size: tuple[float, float, float] = (0.5, 0.9, 0.4), **fields: object) -> Item:
    return Item(**{"id": "it", "kind": kind, "name": kind, "position": (0.0, 0.0, 0.0), "size": size} | fields)


def empty_room() -> Scene:
    room = room_from_corners("r", [(-2.5, -2), (2.5, -2), (2.5, 2), (-2.5, 2)])
    return Scene(rooms={"r": room})


def test_into_a_corner_it_touches_both_walls() -> None:
    snapped = snap_move(empty_room(), item(), (2.20, -1.75), reach_m=0.1)
    assert snapped.position == pytest.approx((2.25, -1.8))
    assert len(snapped.guides) == 2


def test_a_turned_thing_touches_with_its_corner() -> None:
    turned = item(size=(1.0, 1.0, 1.0), yaw_rad=math.pi / 4)
    x, _ = snap_move(empty_room(), turned, (1.75, 0.0), reach_m=0.1).position
    assert x == pytest.approx(2.5 - math.sqrt(0.5))


def test_it_lines_up_with_a_neighbour() -> None:
    other = item("desk", (1.2, 0.7, 0.6), id="other", position=(0.0, 0.0, 0.5))
    scene = replace(empty_room(), items={"other": other})
    snapped = snap_move(scene, item(), (0.03, -0.4), reach_m=0.06)
    assert snapped.position[0] == pytest.approx(0.0)  # middles in line
    assert snapped.guides


def test_far_from_everything_it_keeps_to_the_grid() -> None:
    assert snap_move(empty_room(), item(), (0.512, 0.488), reach_m=0.05).position == pytest.approx((0.5, 0.5))
    free = snap_move(empty_room(), item(), (0.512, 0.488), reach_m=0.05, grid=False)
    assert free.position == pytest.approx((0.512, 0.488))


def test_what_stands_against_walls_turns_its_back_to_the_nearest() -> None:
    sofa = item("sofa", (2.0, 0.8, 0.9))
    assert back_to_wall(empty_room(), sofa, (2.0, 0.0)).yaw_rad == pytest.approx(-math.pi / 2)
    assert back_to_wall(empty_room(), sofa, (0.0, 0.0)).yaw_rad == 0.0
    assert back_to_wall(empty_room(), item("chair"), (2.2, 0.0)).yaw_rad == 0.0


def test_blocked_tells_overlaps_walls_and_lets_rugs_lie() -> None:
    scene = furnished_scene()
    chair = scene.item("chair_1")
    assert not is_blocked(scene, chair)
    assert is_blocked(scene, replace(chair, position=(0.0, 0.0, -1.5)))  # in the sofa
    assert is_blocked(scene, replace(chair, position=(2.5, 0.0, 0.8)))  # in the wall
    assert not is_blocked(scene, replace(scene.item("rug_1"), position=(0.2, 0.0, -0.3)))


@pytest.mark.parametrize("entry", CLASSES, ids=lambda entry: entry.name)
def test_everything_finds_a_place_in_a_furnished_room(entry: object) -> None:
    scene = furnished_scene()
    placed = place_command(scene, item(entry.name, entry.usual_size)).item
    after = place_command(scene, item(entry.name, entry.usual_size)).apply(scene).apply(scene)
    assert placed.id in after.items
    assert placed.position[1] + placed.size[1] <= 2.5 + 1e-6
    room = next(iter(scene.rooms.values()))
    if max(entry.usual_size[0], entry.usual_size[2]) < 1.5:
        assert room.polygon.buffer(0.01).contains(placed.footprint)
        assert not is_blocked(scene, placed)


def test_a_lamp_dropped_on_a_table_stands_on_it() -> None:
    scene = furnished_scene()
    placed = place_command(scene, item("table lamp", (0.2, 0.4, 0.2)), (0.0, -0.3)).item
    assert placed.position[1] == pytest.approx(scene.item("coffee_table_1").size[1])


def test_clearances_run_from_each_side_to_its_wall() -> None:
    chair = item(position=(0.5, 0.0, 0.0))
    lengths = sorted(round(math.dist(a, b), 3) for a, b in clearances(empty_room(), chair))
    assert lengths == [1.75, 1.8, 1.8, 2.75]


@settings(max_examples=40, deadline=None)
@given(st.floats(-20, 20), st.floats(-20, 20), st.floats(0.2, 5), st.floats(0, 600), st.floats(0, 500))
def test_the_plan_camera_goes_there_and_back(x: float, z: float, factor: float, sx: float, sy: float) -> None:
    camera = PlanCamera(width=600, height=500).panned(31, -17).zoomed(factor, QPointF(sx, sy))
    assert camera.to_plan(camera.to_screen((x, z))) == pytest.approx((x, z), abs=1e-6)


def test_fitting_shows_everything() -> None:
    bounds = scene_bounds(furnished_scene())
    camera = PlanCamera(width=600, height=500).fitted(bounds, margin_px=40)
    shown = QRectF(camera.to_screen((bounds.left(), bounds.top())), camera.to_screen((bounds.right(), bounds.bottom())))
    assert QRectF(39, 39, 522, 422).contains(shown)


@pytest.mark.parametrize("aspect", [0.5, 1.0, 2.2])
def test_the_orbit_shows_the_whole_room_and_fills_the_picture(aspect: float) -> None:
    scene = furnished_scene()
    orbit = OrbitCamera().fitted(scene, aspect)
    view = view_from_camera(orbit.camera, (round(1000 * aspect), 1000))
    places = []
    for x, z in scene.room("room_1").corners:
        for y in (0.0, 2.5):
            clip = view.clip_from_world @ (x, y, z, 1.0)
            places += [abs(clip[0] / clip[3]), abs(clip[1] / clip[3])]
    assert 0.85 < max(places) <= 0.95


def test_the_orbit_turns_nears_and_never_flips() -> None:
    orbit = OrbitCamera()
    assert orbit.dragged(0, 10_000).pitch_rad < math.pi / 2
    assert orbit.zoomed(2.0).distance_m == pytest.approx(orbit.distance_m / 2)
    pushed = orbit.pushed(50, 0, 600)
    assert math.dist(pushed.target, orbit.target) > 0.1
    assert pushed.target[1] == orbit.target[1]


def test_one_enters_on_free_floor_and_walks_where_one_looks() -> None:
    scene = furnished_scene()
    walk = WalkCamera().entered(scene)
    from shapely.geometry import Point

    assert scene.room("room_1").polygon.contains(Point(walk.place))
    x, z = walk.place
    ahead = walk.walked(0.5, 0.0).place
    assert (ahead[0] - x, ahead[1] - z) == pytest.approx((math.sin(walk.yaw_rad) / 2, math.cos(walk.yaw_rad) / 2))
    right = walk.walked(0.0, 1.0).place
    to_right = view_from_camera(walk.camera, (100, 100)).view_from_world @ (right[0], walk.eye_height_m, right[1], 1.0)
    assert to_right[0] == pytest.approx(1.0)
