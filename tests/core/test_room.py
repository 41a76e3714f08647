"""Rooms that can stand, and rooms that cannot."""

import pytest

from vrplanner.core.errors import InvalidInput
from vrplanner.core.geometry import signed_area
from vrplanner.core.room import Opening, room_from_corners, with_opening

SQUARE = [(0.0, 0.0), (4.0, 0.0), (4.0, 3.0), (0.0, 3.0)]


def test_corners_in_either_order_make_the_same_way_round() -> None:
    for corners in (SQUARE, SQUARE[::-1]):
        room = room_from_corners("room_1", corners)
        room.check()
        assert signed_area(room.corners) == 12.0


def test_wall_ends_meet() -> None:
    room = room_from_corners("room_1", SQUARE)
    ends = [room.wall_ends(wall.id) for wall in room.walls]
    assert all(ends[i][1] == ends[(i + 1) % 4][0] for i in range(4))


@pytest.mark.parametrize(
    ("offset_m", "width_m", "height_m", "sill_m"),
    [(-0.1, 1, 2, 0), (3.5, 1, 2, 0), (1, 0, 2, 0), (1, 1, 2, 0.6)],
)
def test_an_opening_that_leaves_its_wall_is_refused(
    offset_m: float, width_m: float, height_m: float, sill_m: float
) -> None:
    room = room_from_corners("room_1", SQUARE, height_m=2.5)
    hole = Opening(id="o", kind="window", offset_m=offset_m, width_m=width_m, height_m=height_m, sill_m=sill_m)
    with pytest.raises(InvalidInput, match="does not fit"):
        with_opening(room, "room_1.wall_1", hole).check()


def test_crossing_walls_are_refused() -> None:
    with pytest.raises(InvalidInput, match="cross"):
        room_from_corners("room_1", [(0.0, 0.0), (4.0, 3.0), (4.0, 0.0), (0.0, 3.0)]).check()
