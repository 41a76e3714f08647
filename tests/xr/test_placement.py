"""Where dragged things come to stand."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vrplanner.core.geometry import rotate_plan
from vrplanner.core.item import Item
from vrplanner.core.room import room_from_corners
from vrplanner.xr.placement import Standing, settled

ROOM = room_from_corners("r", [(0.0, 0.0), (5.0, 0.0), (5.0, 4.0), (0.0, 4.0)])
ANGLE_RAD = math.radians(20)
TURNED = room_from_corners("r", [rotate_plan(p, ANGLE_RAD) for p in ((0.0, 0.0), (5.0, 0.0), (5.0, 4.0), (0.0, 4.0))])


def sofa(kind: str = "sofa") -> Item:
    return Item(id="s", kind=kind, name="S", position=(2.0, 0.0, 2.0), size=(2.0, 0.8, 0.9))


def test_a_sofa_near_a_wall_stands_flush_with_its_back_to_it() -> None:
    placed = settled(sofa(), Standing((2.0, 0.6), math.radians(10)), ROOM)
    assert placed.at == pytest.approx((2.0, 0.45))
    assert placed.yaw_rad == pytest.approx(0.0)


def test_the_walls_of_a_turned_room_turn_the_sofa_too() -> None:
    placed = settled(sofa(), Standing(rotate_plan((2.0, 0.6), ANGLE_RAD), math.radians(15)), TURNED)
    assert placed.at == pytest.approx(rotate_plan((2.0, 0.45), ANGLE_RAD))
    assert placed.yaw_rad == pytest.approx(ANGLE_RAD)


def test_what_does_not_belong_to_a_wall_is_left_alone() -> None:
    for item, standing in (
        (sofa("coffee table"), Standing((2.0, 0.6), 0.1)),
        (sofa(), Standing((2.0, 2.0), 0.1)),
        (sofa(), Standing((2.0, 1.2), math.radians(90))),
    ):
        assert settled(item, standing, ROOM) == standing
    assert settled(sofa(), Standing((50.0, 50.0), 1.0), None) == Standing((50.0, 50.0), 1.0)


@settings(max_examples=60, deadline=None)
@given(x=st.floats(-3, 8), z=st.floats(-3, 7), yaw=st.floats(-3.2, 3.2))
def test_furniture_never_leaves_its_room(x: float, z: float, yaw: float) -> None:
    item = sofa()
    placed = settled(item, Standing((x, z), yaw), ROOM)
    moved = Item(
        id="s",
        kind="sofa",
        name="S",
        position=(placed.at[0], 0.0, placed.at[1]),
        yaw_rad=placed.yaw_rad,
        size=item.size,
    )
    assert ROOM.polygon.buffer(2e-3).contains(moved.footprint)
