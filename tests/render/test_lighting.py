"""Where light comes from."""

import numpy as np
import pytest

from vrplanner.core.room import Opening, Room, room_from_corners, with_opening
from vrplanner.render.lighting import NO_CEILING_M, OUTSIDE, light_rooms
from vrplanner.render.uniforms import MAX_LAMPS, MAX_WINDOWS

SQUARE = room_from_corners("room", [(0, 0), (4, 0), (4, 4), (0, 4)], height_m=2.5)


def with_window(room: Room, wall: int, *, width_m: float = 1.5, offset_m: float = 1.0) -> Room:
    opening = Opening(
        id=f"w{wall}{offset_m}", kind="window", offset_m=offset_m, width_m=width_m, height_m=1.2, sill_m=0.9
    )
    return with_opening(room, f"{room.id}.wall_{wall}", opening)


@pytest.mark.parametrize(("wall", "outward"), [(1, (0, -1)), (2, (1, 0)), (3, (0, 1)), (4, (-1, 0))])
def test_the_sun_stands_outside_the_largest_window(wall: int, outward: tuple[int, int]) -> None:
    room = with_window(with_window(SQUARE, wall, width_m=2.0), wall % 4 + 1, width_m=0.6)
    light = light_rooms([room])
    assert np.dot(light.to_sun[[0, 2]], outward) > 0.4
    assert light.to_sun[1] > 0.3
    assert np.linalg.norm(light.to_sun) == pytest.approx(1)
    assert light.sun_color.any()


def test_a_sun_asked_for_is_taken() -> None:
    light = light_rooms([with_window(SQUARE, 1)], sun_direction=(0, -2, 0))
    assert light.to_sun == pytest.approx([0, 1, 0])


def test_a_room_without_windows_has_lamps_and_no_sun() -> None:
    dark, lit = light_rooms([SQUARE]), light_rooms([with_window(SQUARE, 1, width_m=3.0, offset_m=0.5)])
    assert not dark.sun_color.any()
    assert (dark.ceiling_color > lit.ceiling_color).all()


def test_windows_know_their_room_and_face_into_it() -> None:
    other = room_from_corners("other", [(5, 0), (9, 0), (9, 4), (5, 4)])
    light = light_rooms([SQUARE, with_window(other, 2)])
    (window,) = light.windows
    assert window.room == 1
    assert window.normal == pytest.approx((-1, 0, 0))
    assert window.centre == pytest.approx((9, 1.5, 1.75))


def test_only_the_largest_windows_are_kept() -> None:
    room = room_from_corners("room", [(0, 0), (30, 0), (30, 4), (0, 4)])
    for n in range(8):
        room = with_window(room, 1, width_m=1.0 + 0.1 * n, offset_m=0.5 + 3.5 * n)
    light = light_rooms([room])
    assert len(light.windows) == MAX_WINDOWS
    assert min(window.half_width_m for window in light.windows) == pytest.approx(0.6)


def test_the_plan_maps_tell_walls_rooms_and_ceilings() -> None:
    other = room_from_corners("other", [(4.2, 0), (7, 0), (7, 4), (4.2, 4)], height_m=3.0)
    light = light_rooms([SQUARE, other])
    west, north, width_m, depth_m = light.plan_rect
    rows, columns = light.room_number.shape

    def at(x: float, z: float) -> tuple[int, int]:
        return int((z - north) / depth_m * rows), int((x - west) / width_m * columns)

    assert light.room_number[at(2, 2)] == 0
    assert light.room_number[at(5.5, 2)] == 1
    assert light.room_number[at(-0.4, 2)] == OUTSIDE
    distance_m, ceiling_m = light.room_map[at(1, 2)]
    assert distance_m == pytest.approx(1.0, abs=0.1)
    assert ceiling_m == pytest.approx(2.5)
    assert light.room_map[at(5.5, 2)][1] == pytest.approx(3.0)
    assert light.room_map[at(-0.5, -0.5)][1] == NO_CEILING_M


def test_no_rooms_at_all_still_have_light() -> None:
    light = light_rooms([])
    assert light.ceiling_color.min() > 0.1
    assert light.windows == ()


def test_lamps_are_the_brightest_things_and_know_their_room() -> None:
    light = light_rooms([SQUARE])
    glowing = [
        ((1.0, 1.5, 2.0), (0.9, 0.7, 0.5)),
        ((9.0, 1.0, 9.0), (1.0, 1.0, 1.0)),
        ((2.0, 1.0, 2.0), (0.1, 0.1, 0.1)),
    ]
    lamps = light.lamps(glowing)
    assert [(lamp.room, lamp.position) for lamp in lamps] == [(OUTSIDE, (9.0, 1.0, 9.0)), (0, (1.0, 1.5, 2.0))]
    assert len(light.lamps(glowing * 9)) == MAX_LAMPS
