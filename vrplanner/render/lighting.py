"""How a scene is lit: where the sun stands, which windows let light in, and plan maps of walls and room heights.

Plain values, computed when a room changes. Colours are linear and already hold the exposure of a daylit room: 1 is
about the brightest a white wall gets.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from vrplanner.core.color import linear_from_hex
from vrplanner.core.geometry import Vec3
from vrplanner.core.room import Finish, Opening, Room
from vrplanner.core.walls import WallFace, wall_face
from vrplanner.render.camera import Matrix
from vrplanner.render.uniforms import MAX_LAMPS, MAX_WINDOWS

MAP_PIXEL_M = 0.04
MOST_MAP_PIXELS = 448
MAP_MARGIN_M = 0.6
WALL_EDGE_M = 0.12
NO_CEILING_M = 1000.0
OUTSIDE = 255
GLOWS_FROM = 0.5
LAMP_STRENGTH = 0.17

SUN = np.array([1.0, 0.91, 0.76]) * 2.3
DAYLIGHT = np.array([0.97, 0.985, 1.0])
LAMPLIGHT = np.array([1.0, 0.96, 0.90])


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowLight:
    """A rectangle of daylight: `normal` points into the room; half width and height in metres."""

    centre: Vec3
    normal: Vec3
    half_width_m: float
    half_height_m: float
    room: int

    @property
    def area_m2(self) -> float:
        return 4 * self.half_width_m * self.half_height_m


@dataclass(frozen=True, slots=True, kw_only=True)
class LampLight:
    """A thing that glows strongly enough to light what is around it."""

    position: Vec3
    color: Vec3
    room: int


@dataclass(frozen=True, eq=False)
class Lighting:
    """Everything the shaders need to know about the light. `plan_rect` is (west, north, width, depth), metres; the maps
    cover it with rows from north to south: `room_map` (h, w, 2) float32 holds the distance to the nearest wall and the
    ceiling's height, `room_number` (h, w) uint8 the room's place in the scene.
    """

    to_sun: Matrix
    sun_color: Matrix
    windows: tuple[WindowLight, ...]
    window_color: Matrix
    ceiling_color: Matrix
    wall_color: Matrix
    floor_color: Matrix
    plan_rect: tuple[float, float, float, float]
    height_m: float
    room_map: NDArray[np.float32]
    room_number: NDArray[np.uint8]

    def room_at(self, x: float, z: float) -> int:
        """The number of the room at a plan point, `OUTSIDE` for none."""
        west, north, width_m, depth_m = self.plan_rect
        rows, columns = self.room_number.shape
        row, column = int((z - north) / depth_m * rows), int((x - west) / width_m * columns)
        inside = 0 <= row < rows and 0 <= column < columns
        return int(self.room_number[row, column]) if inside else OUTSIDE

    def lamps(self, glowing: Iterable[tuple[Vec3, Vec3]]) -> tuple[LampLight, ...]:
        """The brightest of the things that glow, given as (position, emission)."""
        bright = [(at, color) for at, color in glowing if max(color) >= GLOWS_FROM]
        bright.sort(key=lambda lamp: -sum(lamp[1]))
        return tuple(
            LampLight(position=at, color=color, room=self.room_at(at[0], at[2])) for at, color in bright[:MAX_LAMPS]
        )


def light_rooms(rooms: Sequence[Room], *, sun_direction: Vec3 | None = None) -> Lighting:
    """The light in these rooms. Without `sun_direction` (from the sun) the sun stands where it shines through the
    largest window.
    """
    windows = sorted(_windows(rooms), key=lambda window: -window.area_m2)
    glazed_m2 = sum(window.area_m2 for window in windows)
    floor_m2 = max(sum(room.polygon.area for room in rooms), 1.0)
    # A room with little glass gets its light from its fittings instead, so that no plan is ever too dark to judge.
    daylit = min(glazed_m2 / floor_m2 / 0.16, 1.0)
    lamps = LAMPLIGHT * (0.60 - 0.2 * daylit)
    walls = _mean_color([(wall.finish, 1.0) for room in rooms for wall in room.walls], "#f2efe9")
    floors = _mean_color([(room.floor, room.polygon.area) for room in rooms], "#c9a77c")
    ambient = 0.58 + 0.02 * daylit
    rect = _plan_rect(rooms)
    room_map, room_number = _plan_maps(rooms, rect)
    return Lighting(
        to_sun=_to_sun(windows, sun_direction),
        sun_color=SUN if windows or not rooms else SUN * 0.0,
        windows=tuple(windows[:MAX_WINDOWS]),
        window_color=DAYLIGHT * 1.5,
        ceiling_color=lamps,
        wall_color=(0.45 + 0.55 * walls) * ambient,
        floor_color=(0.55 + 0.45 * floors) * ambient * 1.1,
        plan_rect=rect,
        height_m=max((room.height_m for room in rooms), default=3.0),
        room_map=room_map,
        room_number=room_number,
    )


def _windows(rooms: Sequence[Room]) -> list[WindowLight]:
    return [
        _window(opening, wall_face(start, end), number)
        for number, room in enumerate(rooms)
        for wall, start, end in room.segments()
        for opening in wall.openings
        if opening.kind == "window"
    ]


def _window(opening: Opening, face: WallFace, room: int) -> WindowLight:
    x, z = face.at(opening.offset_m + opening.width_m / 2)
    return WindowLight(
        centre=(x, opening.sill_m + opening.height_m / 2, z),
        normal=(face.inward[0], 0.0, face.inward[1]),
        half_width_m=opening.width_m / 2,
        half_height_m=opening.height_m / 2,
        room=room,
    )


def _to_sun(windows: Sequence[WindowLight], sun_direction: Vec3 | None) -> Matrix:
    if sun_direction is not None:
        toward = -np.asarray(sun_direction, float)
        return toward / float(np.linalg.norm(toward))
    if not windows:
        return np.array([0.35, 0.8, 0.48])
    out = -np.asarray(windows[0].normal)
    side = np.array([out[2], 0.0, -out[0]])
    azimuth = out * math.cos(0.62) + side * math.sin(0.62)
    elevation = math.radians(38)
    return np.array([0.0, math.sin(elevation), 0.0]) + azimuth * math.cos(elevation)


def _mean_color(finishes: Sequence[tuple[Finish, float]], otherwise: str) -> Matrix:
    if not finishes:
        return np.array(linear_from_hex(otherwise))
    weights = np.array([weight for _, weight in finishes])
    colors = np.array([linear_from_hex(finish.color) for finish, _ in finishes])
    mean: Matrix = (colors * weights[:, None]).sum(axis=0) / max(float(weights.sum()), 1e-9)
    return mean


def _plan_rect(rooms: Sequence[Room]) -> tuple[float, float, float, float]:
    corners = np.array([corner for room in rooms for corner in room.corners] or [(-3.0, -3.0), (3.0, 3.0)])
    low, high = corners.min(axis=0) - MAP_MARGIN_M, corners.max(axis=0) + MAP_MARGIN_M
    return float(low[0]), float(low[1]), float(high[0] - low[0]), float(high[1] - low[1])


def _plan_maps(
    rooms: Sequence[Room], rect: tuple[float, float, float, float]
) -> tuple[NDArray[np.float32], NDArray[np.uint8]]:
    west, north, width_m, depth_m = rect
    columns, rows = (min(max(int(span_m / MAP_PIXEL_M), 16), MOST_MAP_PIXELS) for span_m in (width_m, depth_m))
    xs = west + (np.arange(columns) + 0.5) / columns * width_m
    zs = north + (np.arange(rows) + 0.5) / rows * depth_m
    room_map = np.full((rows, columns, 2), NO_CEILING_M, np.float32)
    number = np.full((rows, columns), OUTSIDE, np.uint8)
    for index, room in enumerate(rooms):
        low_x, low_z, high_x, high_z = room.polygon.buffer(WALL_EDGE_M).bounds
        part = np.s_[slice(*np.searchsorted(zs, (low_z, high_z))), slice(*np.searchsorted(xs, (low_x, high_x)))]
        x, z = np.meshgrid(xs[part[1]], zs[part[0]])
        distance_m, inside = _distance_to_walls(room, x, z)
        number[part][inside] = min(index, OUTSIDE - 1)
        # Outside a room its walls do not darken anything, and its ceiling is out of the way.
        reached = inside | (distance_m < WALL_EDGE_M)
        there = room_map[part]
        there[reached, 0] = np.minimum(there[reached, 0], distance_m[reached])
        there[reached, 1] = room.height_m
    return room_map, number


def _distance_to_walls(room: Room, x: Matrix, z: Matrix) -> tuple[Matrix, NDArray[np.bool_]]:
    """Metres to the nearest wall for each plan point, and which points lie inside (even-odd rule)."""
    nearest = np.full(x.shape, np.inf)
    inside = np.zeros(x.shape, bool)
    for _, (ax, az), (bx, bz) in room.segments():
        dx, dz = bx - ax, bz - az
        t = np.clip(((x - ax) * dx + (z - az) * dz) / max(dx * dx + dz * dz, 1e-12), 0, 1)
        nearest = np.minimum(nearest, np.hypot(x - ax - t * dx, z - az - t * dz))
        if az != bz:
            crosses = (az > z) != (bz > z)
            inside ^= crosses & (x < (bx - ax) * (z - az) / (bz - az) + ax)
    return nearest, inside
