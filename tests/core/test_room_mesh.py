"""A room's mesh is closed where it should be, open where its openings are, and faces the right way."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vrplanner.core.room import Finish, Opening, Room, room_from_corners, with_opening
from vrplanner.core.room_mesh import RoomPart, room_model, room_parts

L_SHAPE = [(0.0, 0.0), (5.0, 0.0), (5.0, 2.0), (3.0, 2.0), (3.0, 4.0), (0.0, 4.0)]


def furnished_walls(corners: list[tuple[float, float]] | None = None) -> Room:
    room = room_from_corners("room", corners or L_SHAPE, height_m=2.6)
    window = Opening(id="w", kind="window", offset_m=1.0, width_m=1.5, height_m=1.2, sill_m=0.9)
    room = with_opening(room, "room.wall_1", window)
    return with_opening(room, "room.wall_6", Opening(id="d", kind="door", offset_m=0.4, width_m=0.9, height_m=2.05))


def area(part: RoomPart) -> float:
    p = part.part.positions.astype(float)[part.part.triangles]
    return float(np.linalg.norm(np.cross(p[:, 1] - p[:, 0], p[:, 2] - p[:, 0]), axis=1).sum() / 2)


def by_role(room: Room, role: str) -> list[RoomPart]:
    return [part for part in room_parts(room) if part.role == role]


def test_floor_and_ceiling_have_the_rooms_area_and_face_inwards() -> None:
    room = furnished_walls()
    (floor,), (ceiling,) = by_role(room, "floor"), by_role(room, "ceiling")
    assert area(floor) == pytest.approx(room.polygon.area) == area(ceiling)
    assert (floor.part.normals[:, 1] == 1).all()
    assert (ceiling.part.normals[:, 1] == -1).all()
    assert (ceiling.part.positions[:, 1] == np.float32(2.6)).all()


def test_walls_lack_exactly_their_openings() -> None:
    room = furnished_walls()
    walls = {part.wall_ids[0]: area(part) for part in by_role(room, "wall")}
    assert walls["room.wall_1"] == pytest.approx(5.0 * 2.6 - 1.5 * 1.2)
    assert walls["room.wall_6"] == pytest.approx(4.0 * 2.6 - 0.9 * 2.05)
    assert walls["room.wall_3"] == pytest.approx(2.0 * 2.6)


def test_every_triangle_turns_the_way_its_normal_says() -> None:
    for entry in room_parts(furnished_walls()):
        p = entry.part.positions.astype(float)[entry.part.triangles]
        turned = np.cross(p[:, 1] - p[:, 0], p[:, 2] - p[:, 0])
        stored = entry.part.normals.astype(float)[entry.part.triangles[:, 0]]
        assert (np.einsum("ij,ij->i", turned, stored) > 0).all(), entry.role


def test_inner_faces_look_into_the_room() -> None:
    room = room_from_corners("room", [(0, 0), (4, 0), (4, 3), (0, 3)])
    for entry in by_role(room, "wall"):
        to_middle = np.array([2.0, 1.25, 1.5]) - entry.part.positions
        assert (np.einsum("ij,ij->i", to_middle, entry.part.normals) > 0).all()
    for entry in by_role(room, "outside"):
        to_middle = np.array([2.0, 1.25, 1.5]) - entry.part.positions
        assert (np.einsum("ij,ij->i", to_middle, entry.part.normals) < 0).all()


def test_outer_corners_are_mitred() -> None:
    room = room_from_corners("room", [(0, 0), (4, 0), (4, 3), (0, 3)], thickness_m=0.2)
    outside = np.concatenate([entry.part.positions for entry in by_role(room, "outside")])
    assert outside[:, [0, 2]].min(axis=0) == pytest.approx([-0.2, -0.2], abs=0.005)
    assert outside[:, [0, 2]].max(axis=0) == pytest.approx([4.2, 3.2], abs=0.005)


def test_walls_are_closed_at_their_corners() -> None:
    """Seen from above, rims, corners and floor cover the whole outline without overlap, also round an inner corner."""
    room = room_from_corners("room", L_SHAPE, thickness_m=0.2)
    rims = sum(area(part) for part in by_role(room, "rim")) - 12 * 0.197 * room.height_m
    outer = room.polygon.buffer(0.197, join_style="mitre")
    caps_of_mitres = 2 * (np.sqrt(2) - 1) * 0.197 * room.height_m
    assert rims == pytest.approx(outer.area - room.polygon.area + caps_of_mitres, rel=1e-3)
    corners = [part for part in by_role(room, "rim") if len(part.wall_ids) == 2]
    assert len(corners) == 5
    assert all((corner.part.normals[:, 1] == 1).all() for corner in corners)


def test_glass_is_seen_through_and_sits_in_its_window() -> None:
    (glass,) = by_role(furnished_walls(), "glass")
    assert glass.part.material.blend
    low, high = glass.part.positions.min(axis=0), glass.part.positions.max(axis=0)
    assert 1.0 < low[0] < high[0] < 2.5
    assert 0.9 < low[1] < high[1] < 2.1
    assert -0.1 < low[2] <= high[2] < 0.0


@pytest.mark.parametrize("swing", ["in_left", "in_right", "out_left", "out_right", "slide"])
def test_a_doors_handle_is_away_from_its_hinge(swing: str) -> None:
    room = room_from_corners("room", [(0, 0), (4, 0), (4, 3), (0, 3)])
    door = Opening(id="d", kind="door", offset_m=1.0, width_m=1.0, height_m=2.0, swing=swing)  # type: ignore[arg-type]
    (metal,) = by_role(with_opening(room, "room.wall_1", door), "metal")
    middle_x = float(metal.part.positions[:, 0].mean())
    assert (middle_x < 1.5) == swing.endswith("right")


def test_texture_coordinates_are_metres_on_plain_paint() -> None:
    room = replace(furnished_walls(), floor=Finish(color="#808080"))
    (floor,) = by_role(room, "floor")
    assert floor.part.uvs == pytest.approx(floor.part.positions[:, [0, 2]])


def test_the_model_is_made_of_the_parts_and_is_the_same_every_time() -> None:
    room = furnished_walls()
    assert len(room_model(room).parts) == len(room_parts(room))
    assert room_model(room).digest == room_model(replace(room)).digest


@pytest.mark.parametrize("gap_m", [0.0, 0.05, 0.1])
def test_a_shared_wall_fits_between_its_rooms_and_its_door_opens_both_sides(gap_m: float) -> None:
    west = room_from_corners("west", [(0, 0), (4, 0), (4, 3), (0, 3)], thickness_m=0.1)
    east = room_from_corners("east", [(4 + gap_m, 0), (7, 0), (7, 3), (4 + gap_m, 3)], thickness_m=0.1)
    door = Opening(id="d", kind="door", offset_m=0.5, width_m=0.9, height_m=2.0)
    west = with_opening(west, "west.wall_2", door)
    faces = {part.wall_ids: part for part in room_parts(east, [west]) if part.role == "wall"}
    shared = faces[("east.wall_4",)]
    assert area(shared) == pytest.approx(3 * 2.5 - 0.9 * 2.0)
    hole = [z for z in np.unique(shared.part.positions[:, 2]) if 0.01 < z < 2.99]
    assert hole == pytest.approx([0.5, 1.4])
    behind = [part for part in room_parts(west, [east]) if part.role == "outside" and part.wall_ids == ("west.wall_2",)]
    assert all(part.part.positions[:, 0].max() < 4 + gap_m for part in behind)


@settings(max_examples=40, deadline=None)
@given(
    count=st.integers(3, 9),
    radii=st.lists(st.floats(1.5, 4.0), min_size=9, max_size=9),
    thickness_m=st.floats(0.0, 0.4),
    share=st.floats(0.0, 0.9),
)
def test_any_room_gets_a_sound_mesh(count: int, radii: list[float], thickness_m: float, share: float) -> None:
    angles = np.arange(count) * 2 * np.pi / count
    corners = [(float(r * np.cos(a)), float(r * np.sin(a))) for r, a in zip(radii, angles, strict=False)]
    room = room_from_corners("room", corners, thickness_m=thickness_m)
    start, end = room.wall_ends("room.wall_1")
    length_m = float(np.hypot(end[0] - start[0], end[1] - start[1]))
    width_m = length_m * (1 - share) * 0.9
    opening = Opening(id="o", kind="window", offset_m=length_m * share, width_m=width_m, height_m=1.0, sill_m=0.5)
    room = with_opening(room, "room.wall_1", opening)
    room.check()
    assert area(by_role(room, "floor")[0]) == pytest.approx(room.polygon.area, rel=1e-4)
    wall = next(part for part in by_role(room, "wall") if part.wall_ids == ("room.wall_1",))
    assert area(wall) == pytest.approx(length_m * room.height_m - width_m, rel=1e-3)
