"""Getting about: teleport, snap turns, where a visit begins."""

import math
from dataclasses import replace

import pytest

from vrplanner.core.camera import Camera
from vrplanner.core.scene import Scene
from vrplanner.xr.backend import HandInput
from vrplanner.xr.locomotion import BLINK_S, Locomotion, Rig, arc_from, can_stand, starting_rig
from vrplanner.xr.pose import Pose, heading_rad, looking, turned

HEAD = Pose((0.3, 1.6, -0.2))


def head_at(rig: Rig) -> tuple[float, float]:
    x, _, z = rig.to_world(HEAD).position
    return x, z


def stick(right: float, forward: float, aim: Pose | None = None) -> dict[str, HandInput]:
    return {"right": HandInput(aim=aim, stick=(right, forward))}


def test_a_turn_is_about_the_head_and_once_for_each_push(document) -> None:
    walk = Locomotion(Rig((2.0, 0.0, 2.0)))
    before = head_at(walk.rig)
    for frame in range(10):
        walk.update(document.scene, HEAD, stick(1.0 if frame else 0.0, 0.0), frozenset(), frame * 0.01)
    assert math.degrees(walk.rig.yaw_rad) == pytest.approx(-30)
    assert head_at(walk.rig) == pytest.approx(before)
    walk.update(document.scene, HEAD, stick(0.0, 0.0), frozenset(), 0.2)
    walk.update(document.scene, HEAD, stick(-1.0, 0.0), frozenset(), 0.21)
    assert walk.rig.yaw_rad == pytest.approx(0.0)


def test_a_move_is_covered_by_a_blink_that_ends(document) -> None:
    walk = Locomotion()
    walk.update(document.scene, HEAD, stick(0.0, 0.0), frozenset(), 1.0)
    walk.update(document.scene, HEAD, stick(1.0, 0.0), frozenset(), 1.01)
    assert walk.darkness == 1.0
    walk.update(document.scene, HEAD, stick(1.0, 0.0), frozenset(), 1.01 + BLINK_S / 2)
    assert 0.4 < walk.darkness < 0.6
    walk.update(document.scene, HEAD, stick(1.0, 0.0), frozenset(), 1.5)
    assert walk.darkness == 0.0


def test_teleport_puts_the_head_over_the_landing(document) -> None:
    walk = Locomotion(Rig((1.2, 0.0, 3.0)))
    aim = Pose((0.3, 1.3, -0.3), turned(0.0, math.radians(-40)))
    walk.update(document.scene, HEAD, stick(0.0, 1.0, aim), frozenset(), 0.1)
    assert walk.arc is not None
    landing = walk.arc.landing
    assert landing is not None
    assert landing[1] == 0.0
    assert landing[2] < 2.5, "the arc goes forward"
    walk.update(document.scene, HEAD, stick(0.0, 0.0, aim), frozenset(), 0.2)
    assert head_at(walk.rig) == pytest.approx((landing[0], landing[2]))
    assert walk.arc is None


def test_nobody_lands_in_furniture_behind_walls_or_with_a_busy_hand(document) -> None:
    scene = document.scene
    assert can_stand(scene, (1.2, 2.3))
    assert not can_stand(scene, (2.5, 2.3)), "in the coffee table"
    assert not can_stand(scene, (-1.0, 2.0)), "outside"
    assert not can_stand(scene, (0.05, 2.5)), "in the wall"
    assert can_stand(Scene(), (100.0, 3.0)), "an empty scene is all floor"
    assert arc_from(scene, "right", looking((2.5, 1.4, 1.2), (2.5, 0.4, 2.3))).landing is None
    walk = Locomotion(Rig((1.2, 0.0, 3.0)))
    aim = Pose((0.3, 1.3, -0.3), turned(0.0, math.radians(-40)))
    walk.update(scene, HEAD, stick(0.0, 1.0, aim), frozenset({"right"}), 0.1)
    assert walk.arc is None


def test_an_arc_that_meets_no_floor_ends_in_the_air(document) -> None:
    arc = arc_from(document.scene, "left", Pose((0.0, 100.0, 0.0), turned(0.0, 1.0)))
    assert arc.landing is None
    assert len(arc.points) > 10


def test_a_visit_begins_where_one_can_stand_and_sees_the_room(document) -> None:
    rig = starting_rig(document.scene, HEAD)
    at = head_at(rig)
    assert can_stand(document.scene, at)
    gaze = rig.to_world(HEAD).forward
    to_middle = (2.5 - at[0], 2.0 - at[1])
    assert gaze[0] * to_middle[0] + gaze[2] * to_middle[1] > 0.99 * math.hypot(*to_middle)
    assert starting_rig(Scene()) == Rig()


def test_a_saved_view_is_where_a_visit_begins(document) -> None:
    camera = Camera(id="c", name="C", position=(1.0, 1.6, 2.0), target=(5.0, 1.0, 2.0))
    rig = starting_rig(replace(document.scene, cameras={"c": camera}), HEAD)
    assert head_at(rig) == pytest.approx((1.0, 2.0))
    assert heading_rad(rig.to_world(HEAD).orientation) == pytest.approx(-math.pi / 2)
