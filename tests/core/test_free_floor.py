"""The free floor of a furnished room."""

import math

import pytest
from shapely.geometry import Point

from vrplanner.core.free_floor import free_spot
from vrplanner.core.item import Item
from vrplanner.core.person import Avatar, Measurements
from vrplanner.core.room import room_from_corners
from vrplanner.core.scene import Scene

ROOM = room_from_corners("r", [(0.0, 0.0), (4.0, 0.0), (4.0, 3.0), (0.0, 3.0)])


def furnished(*items: Item, **more: object) -> Scene:
    return Scene(rooms={"r": ROOM}, items={item.id: item for item in items}, **more)  # type: ignore[arg-type]


def thing(item_id: str, x: float, z: float, size: tuple[float, float, float], *, high_m: float = 0.0) -> Item:
    return Item(id=item_id, kind="table", name="Table", position=(x, high_m, z), size=size)


def test_an_empty_room_is_free_from_its_middle_line() -> None:
    (x, z), radius_m = free_spot(furnished(), ROOM)
    assert z == pytest.approx(1.5, abs=0.03)
    assert 1.4 < x < 2.6
    assert radius_m == pytest.approx(1.5, abs=0.03)


def test_nothing_stands_within_the_radius() -> None:
    scene = furnished(thing("a", 1.0, 1.5, (0.5, 1, 3)), thing("b", 3.2, 0.5, (0.8, 1, 0.8)))
    at, radius_m = free_spot(scene, ROOM)
    assert radius_m > 0.9
    assert all(item.footprint.distance(Point(at)) >= radius_m - 0.01 for item in scene.items.values())
    assert ROOM.polygon.exterior.distance(Point(at)) >= radius_m - 0.01


def test_the_widest_piece_counts_and_not_the_largest() -> None:
    """A long corridor has more floor than the square beside it, and less space."""
    room = room_from_corners("r", [(0.0, 0.0), (12.0, 0.0), (12.0, 3.0), (0.0, 3.0)])
    walls = (thing("a", 2.05, 1.5, (0.1, 1, 3)), thing("b", 7.05, 1.5, (9.9, 1, 1.0)))
    (x, _), radius_m = free_spot(furnished(*walls), room)
    assert x < 2
    assert radius_m == pytest.approx(1.0, abs=0.03)


def test_rugs_and_what_hangs_high_are_not_in_the_way_but_of_a_label() -> None:
    rug, lamp = thing("rug", 2, 1.5, (3, 0.02, 2)), thing("lamp", 2, 1.5, (1, 0.4, 1), high_m=2.0)
    scene = furnished(rug, lamp)
    assert free_spot(scene, ROOM)[1] == pytest.approx(1.5, abs=0.03)
    assert free_spot(scene, ROOM, below_m=math.inf)[1] < 1.2


def test_people_and_full_rooms() -> None:
    guest = Avatar(id="a", name="A", position=(2.0, 0.0, 1.5), measurements=Measurements(height_m=1.7))
    assert math.dist(free_spot(furnished(avatars={"a": guest}), ROOM)[0], (2.0, 1.5)) > 0.8
    full = furnished(thing("a", 2, 1.5, (4, 1, 3)))
    assert free_spot(full, ROOM)[1] == pytest.approx(1.5, abs=0.03)
