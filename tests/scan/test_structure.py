"""Plans, heights and openings of rooms that were seen perfectly."""

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from vrplanner.core.errors import InvalidFile
from vrplanner.core.room import Opening, Room, room_from_corners, with_opening
from vrplanner.scan.fusion import Surface
from vrplanner.scan.openings import find_openings
from vrplanner.scan.rays import Rays
from vrplanner.scan.space import carve
from vrplanner.scan.structure import Structure, find_structure

Look = Callable[..., tuple[Surface, Rays, np.ndarray]]


def structure_of(look_round: Look, room: Room, boxes=()) -> tuple[Structure, Surface, Rays]:
    surface, rays, cameras = look_round(room, boxes)
    return find_structure(surface, carve(rays, max_depth_m=7.0), cameras), surface, rays


def rectangle(width: float, depth: float, height: float = 2.5) -> Room:
    corners = [(0, 0), (width, 0), (width, depth), (0, depth)]
    return room_from_corners("r", corners, height_m=height, thickness_m=0.14)


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(width=st.floats(2.6, 6.0), depth=st.floats(2.6, 5.0), height=st.floats(2.2, 3.0))
def test_a_rectangle_is_measured(look_round: Look, width: float, depth: float, height: float) -> None:
    found, _, _ = structure_of(look_round, rectangle(width, depth, height))
    x0, z0, x1, z1 = found.polygon.bounds
    assert len(found.walls) == 4
    assert (x1 - x0, z1 - z0) == (pytest.approx(width, abs=0.02), pytest.approx(depth, abs=0.02))
    assert found.ceiling_seen
    assert found.height_m == pytest.approx(height, abs=0.02)
    assert all(wall.line is not None and wall.coverage > 0.8 for wall in found.walls)


def test_an_l_shaped_room_keeps_its_corner(look_round: Look) -> None:
    corners = [(0.0, 0.0), (5.0, 0.0), (5.0, 2.2), (2.4, 2.2), (2.4, 4.4), (0.0, 4.4)]
    room = room_from_corners("r", corners)
    found, _, _ = structure_of(look_round, room)
    assert len(found.walls) == 6
    overlap = found.polygon.intersection(room.polygon).area / found.polygon.union(room.polygon).area
    assert overlap > 0.98


def test_a_slanting_wall_is_not_forced_square(look_round: Look) -> None:
    room = room_from_corners("r", [(0.0, 0.0), (5.0, 0.0), (5.0, 3.0), (3.5, 4.2), (0.0, 4.2)])
    found, _, _ = structure_of(look_round, room)
    overlap = found.polygon.intersection(room.polygon).area / found.polygon.union(room.polygon).area
    assert len(found.walls) == 5
    assert overlap > 0.97


def test_cupboards_do_not_move_the_walls(look_round: Look) -> None:
    boxes = [(0.3, 1.5, 0.6, 1.9, 1.6), (2.5, 0.2, 1.8, 0.5, 0.4), (2.4, 2.0, 1.2, 0.75, 0.8)]
    found, _, _ = structure_of(look_round, rectangle(4.6, 3.6), boxes)
    x0, z0, x1, z1 = found.polygon.bounds
    assert (x1 - x0, z1 - z0) == (pytest.approx(4.6, abs=0.03), pytest.approx(3.6, abs=0.03))
    assert len(found.walls) == 4


def test_no_free_space_is_no_room() -> None:
    rng = np.random.default_rng(0)
    points = rng.normal(size=(500, 3)).astype(np.float32)
    normals = np.tile(np.array([[0, 1, 0]], np.float32), (500, 1))
    nothing = Surface(points, normals, np.zeros((500, 3), np.float32), np.zeros((0, 3), np.uint32))
    zero = np.zeros((10, 3), np.float32)
    rays = Rays(zero, zero + 0.01, np.full(10, 0.1, np.float32), np.zeros(10, np.uint8), np.zeros(10, np.int32))
    with pytest.raises(InvalidFile, match="No room"):
        find_structure(nothing, carve(rays), zero.astype(float))


def test_doors_and_windows_are_found_and_measured(look_round: Look) -> None:
    room = rectangle(4.5, 3.8)
    room = with_opening(
        room, "r.wall_1", Opening(id="w", kind="window", offset_m=1.2, width_m=1.4, height_m=1.2, sill_m=0.9)
    )
    room = with_opening(room, "r.wall_4", Opening(id="d", kind="passage", offset_m=0.5, width_m=0.9, height_m=2.05))
    found, surface, rays = structure_of(look_round, room)
    empty = Surface(surface.points[:3], surface.normals[:3], surface.colors[:3], np.array([[0, 1, 2]], np.uint32))
    openings = {o.kind: o for o in find_openings(found.walls, found.height_m, rays, empty)}
    assert set(openings) == {"door", "window"}
    door, window = openings["door"], openings["window"]
    assert (door.width_m, door.height_m) == (pytest.approx(0.9, abs=0.08), pytest.approx(2.05, abs=0.08))
    assert (window.width_m, window.sill_m) == (pytest.approx(1.4, abs=0.08), pytest.approx(0.9, abs=0.08))
    start, along = np.array(found.walls[window.wall].start), None
    along = np.subtract(found.walls[window.wall].end, start) / found.walls[window.wall].length_m
    near = start + along * window.offset_m
    assert near == pytest.approx([1.2, 0.0], abs=0.08), "offsets run from the wall's start"


def test_a_plain_wall_has_no_opening(look_round: Look) -> None:
    found, surface, rays = structure_of(look_round, rectangle(4.0, 3.5))
    empty = Surface(surface.points[:3], surface.normals[:3], surface.colors[:3], np.array([[0, 1, 2]], np.uint32))
    assert find_openings(found.walls, found.height_m, rays, empty) == []
