"""Places along walls, and the outline that thick walls give a room."""

import math

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from vrplanner.core.geometry import Point2
from vrplanner.core.room import Opening, Socket, room_from_corners, with_socket
from vrplanner.core.walls import offset_outline, outer_corners, outer_outline, socket_places, wall_face

OBLONG = [(0.0, 0.0), (4.0, 0.0), (4.0, 3.0), (0.0, 3.0)]
points = st.tuples(st.floats(-10, 10), st.floats(-10, 10))


def near(x: float, z: float) -> object:
    return pytest.approx((x, z))


def test_a_wall_s_face_looks_into_the_room() -> None:
    room = room_from_corners("r", OBLONG)
    faces = [wall_face(start, end) for _, start, end in room.segments()]
    assert [face.length_m for face in faces] == [4, 3, 4, 3]
    assert [face.inward for face in faces] == [(0, 1), (-1, 0), (0, -1), (1, 0)]


@given(start=points, end=points, place=points)
def test_measuring_a_place_undoes_going_there(start: Point2, end: Point2, place: Point2) -> None:
    assume(math.dist(start, end) > 0.01)
    face = wall_face(start, end)
    assert face.measure(face.at(*place)) == pytest.approx(place, abs=1e-9)
    assert math.hypot(*face.inward) == pytest.approx(1)


def test_many_places_measured_at_once() -> None:
    face = wall_face((4.0, 0.0), (4.0, 3.0))
    along_m, inward_m = face.measure_points(np.array([(4.0, 1.0), (3.0, 2.0)]))
    assert along_m.tolist() == [1.0, 2.0]
    assert inward_m.tolist() == [0.0, 1.0]


def test_a_wall_without_length_has_a_face_nobody_trips_over() -> None:
    face = wall_face((1.0, 2.0), (1.0, 2.0))
    assert face.length_m == 0
    assert face.at(5.0, 5.0) == (1.0, 2.0)


def test_the_ends_of_an_opening() -> None:
    face = wall_face((4.0, 0.0), (4.0, 3.0))
    door = Opening(id="d", kind="door", offset_m=0.5, width_m=0.9, height_m=2.0)
    assert face.ends_of(door) == ((4.0, 0.5), (4.0, 1.4))
    assert face.ends_of(door, 0.2) == ((3.8, 0.5), (3.8, 1.4))


def test_sockets_lie_on_the_inner_faces_of_their_walls() -> None:
    room = room_from_corners("r", OBLONG)
    for wall_id, socket in (("r.wall_2", Socket(id="b", offset_m=1.0)), ("r.wall_1", Socket(id="a", offset_m=0.5))):
        room = with_socket(room, wall_id, socket)
    assert [(socket.id, place) for socket, place in socket_places(room)] == [("a", (0.5, 0.0)), ("b", (4.0, 1.0))]
    assert wall_face((4.0, 0.0), (4.0, 3.0)).place_of(Socket(id="b", offset_m=1.0), 0.2) == (3.8, 1.0)


def test_the_outer_faces_stand_off_by_the_thickness() -> None:
    room = room_from_corners("r", OBLONG, thickness_m=0.2)
    assert outer_corners(room) == [near(-0.2, -0.2), near(4.2, -0.2), near(4.2, 3.2), near(-0.2, 3.2)]
    assert outer_outline(room).area == pytest.approx(4.4 * 3.4)


def test_each_wall_moves_by_its_own_distance() -> None:
    room = room_from_corners("r", OBLONG)
    moved = offset_outline(room, [0.5, 0.0, -1.0, 0.25])
    assert moved == [near(0.25, 0.5), near(4.0, 0.5), near(4.0, 4.0), near(0.25, 4.0)]


def test_walls_in_one_line_meet_square() -> None:
    room = room_from_corners("r", [(0, 0), (2, 0), (4, 0), (4, 3), (0, 3)])
    assert offset_outline(room, [-0.1] * 5)[1] == pytest.approx((2, -0.1))


def test_a_needle_s_point_is_cut_off() -> None:
    room = room_from_corners("r", [(0.0, 0.0), (5.0, 0.1), (0.0, 0.2)], thickness_m=0.1)
    outline = outer_outline(room)
    assert outline.contains(room.polygon.buffer(-1e-9))
    assert outline.bounds[2] < 5.5


def test_walls_thicker_than_a_niche_fill_it() -> None:
    niche = [(0.0, 0.0), (1.9, 0.0), (1.9, 1.0), (2.1, 1.0), (2.1, 0.0), (4.0, 0.0), (4.0, 3.0), (0.0, 3.0)]
    room = room_from_corners("r", niche, thickness_m=0.2)
    outline = outer_outline(room)
    assert outline.is_valid
    assert outline.contains(room.polygon)
