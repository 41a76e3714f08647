"""Rooms that can stand, and rooms that cannot."""

import math

import pytest

from vrplanner.core.commands.rooms import RemoveSocket, SetSocket
from vrplanner.core.document import Document
from vrplanner.core.errors import InvalidInput, NotFound
from vrplanner.core.geometry import signed_area
from vrplanner.core.room import Opening, Socket, room_from_corners, with_opening, with_socket
from vrplanner.core.scene import Scene

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


@pytest.mark.parametrize(
    ("offset_m", "height_m"),
    [(-0.1, 0.3), (4.1, 0.3), (1.0, -0.1), (1.0, 2.6), (math.nan, 0.3), (1.0, math.nan), (math.inf, 0.3)],
)
def test_a_socket_off_its_wall_is_refused(offset_m: float, height_m: float) -> None:
    room = room_from_corners("room_1", SQUARE, height_m=2.5)
    with_socket(room, "room_1.wall_1", Socket(id="s", offset_m=4.0, height_m=2.5)).check()
    with pytest.raises(InvalidInput, match="not on its wall"):
        with_socket(room, "room_1.wall_1", Socket(id="s", offset_m=offset_m, height_m=height_m)).check()


def test_a_socket_takes_the_place_of_the_one_of_its_name() -> None:
    room = room_from_corners("room_1", SQUARE)
    for socket in (Socket(id="a", offset_m=1.0), Socket(id="b", offset_m=2.0), Socket(id="a", offset_m=3.0)):
        room = with_socket(room, "room_1.wall_2", socket)
    assert [(s.id, s.offset_m, s.height_m) for s in room.walls[1].sockets] == [("b", 2.0, 0.3), ("a", 3.0, 0.3)]
    assert all(not wall.sockets for i, wall in enumerate(room.walls) if i != 1)


def test_sockets_are_set_moved_and_removed() -> None:
    room = room_from_corners("room", SQUARE)
    document = Document(Scene(rooms={"room": room}))
    for offset_m in (1.0, 2.0):
        socket = Socket(id="s", offset_m=offset_m)
        document.execute(SetSocket(room_id="room", wall_id="room.wall_1", socket=socket))
    assert [s.offset_m for s in document.scene.room("room").walls[0].sockets] == [2.0]
    for wall_id, offset_m, error in (("room.wall_9", 1.0, NotFound), ("room.wall_1", 4.5, InvalidInput)):
        with pytest.raises(error):
            document.execute(SetSocket(room_id="room", wall_id=wall_id, socket=Socket(id="s", offset_m=offset_m)))
    document.execute(RemoveSocket(room_id="room", socket_id="s"))
    assert document.scene.room("room") == room
    with pytest.raises(NotFound, match="no socket"):
        document.execute(RemoveSocket(room_id="room", socket_id="s"))


def test_crossing_walls_are_refused() -> None:
    with pytest.raises(InvalidInput, match="cross"):
        room_from_corners("room_1", [(0.0, 0.0), (4.0, 3.0), (4.0, 0.0), (0.0, 3.0)]).check()
