"""The things that stand in a room, as boxes: surface that is neither floor, wall nor ceiling, in connected clusters."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from shapely.geometry import Polygon

from vrplanner.core.color import hex_from_srgb
from vrplanner.core.geometry import Point2, footprint, front_of, wrap_angle, yaw_facing
from vrplanner.scan.clusters import clusters_of, extent, merged, split, tightest_yaw, to_local
from vrplanner.scan.fusion import Surface
from vrplanner.scan.structure import FoundWall, Structure

FLOOR_CLEARANCE_M = 0.06
WALL_CLEARANCE_M = 0.07
STANDS_BELOW_M = 0.35
SNAP_M = 0.14
WIDE_M = 0.65
SNAP_RAD = np.radians(12)


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundObject:
    """A thing's box: `centre` (x, z) and `bottom_m`, `size` (width, height, depth) m, `yaw_rad` of its supposed front.

    `against_wall` number of the wall its back stands at (None: free); `seen_share` of its footprint was seen from
    above; `color` is its sRGB colour, "#rrggbb".
    """

    centre: Point2
    bottom_m: float
    size: tuple[float, float, float]
    yaw_rad: float
    against_wall: int | None
    points: int
    seen_share: float
    color: str = ""

    @property
    def outline(self) -> Polygon:
        return footprint(self.centre, self.size[0], self.size[2], self.yaw_rad)


def find_objects(surface: Surface, structure: Structure) -> list[FoundObject]:
    """Boxes of what stands in the room, largest first, from a levelled surface."""
    points = _things_only(surface, structure)
    clusters = [piece for cluster in merged(clusters_of(points)) for piece in split(cluster)]
    found = [_boxed(cluster, structure.walls) for cluster in clusters]
    large = [thing for thing in found if _is_furniture(thing)]
    large.sort(key=lambda thing: -thing.size[0] * thing.size[1] * thing.size[2])
    own = [thing for n, thing in enumerate(large) if not any(_within(thing, other) for other in large[:n])]
    return [replace(thing, color=_color(thing, surface)) for thing in own]


def _within(small: FoundObject, large: FoundObject) -> bool:
    """Whether a box is a crumb of a larger one: mostly over its footprint and no higher."""
    over = small.outline.intersection(large.outline.buffer(0.06)).area > 0.7 * small.outline.area
    return over and small.bottom_m + small.size[1] < large.bottom_m + large.size[1] + 0.15


def points_in_box(points: NDArray[np.floating], thing: FoundObject, *, margin_m: float = 0.02) -> NDArray[np.bool_]:
    """Which of the points (n, 3) lie in a thing's box, grown by a margin but not into the floor."""
    local = to_local(points[:, [0, 2]] - np.array(thing.centre), thing.yaw_rad)
    half = np.array([thing.size[0], thing.size[2]]) / 2 + margin_m
    low, high = max(thing.bottom_m - margin_m, 0.04), thing.bottom_m + thing.size[1] + margin_m
    return (np.abs(local) < half).all(axis=1) & (points[:, 1] > low) & (points[:, 1] < high)


def _color(thing: FoundObject, surface: Surface) -> str:
    inside = points_in_box(surface.points, thing, margin_m=-0.02)
    if not inside.any():
        return ""
    red, green, blue = np.median(surface.colors[inside], axis=0).tolist()
    return hex_from_srgb((red, green, blue))


def _things_only(surface: Surface, structure: Structure) -> NDArray[np.float64]:
    """Points (n, 3) inside the room, clear of floor, ceiling and walls."""
    points = surface.points.astype(float)
    clear = (points[:, 1] > FLOOR_CLEARANCE_M) & (points[:, 1] < structure.height_m - 0.1)
    plan = points[:, [0, 2]]
    for wall in structure.walls:
        place, offset = wall.face.measure_points(plan)
        clearance = WALL_CLEARANCE_M + (2 * wall.line.residual_m if wall.line else 0.0)
        clear &= ~((offset < clearance) & (place > -0.2) & (place < wall.length_m + 0.2) & (offset > -0.5))
    from shapely import contains_xy

    clear &= contains_xy(structure.polygon, plan[:, 0], plan[:, 1])
    return points[clear]


def _boxed(points: NDArray[np.float64], walls: Sequence[FoundWall]) -> FoundObject:
    voxels = np.unique(np.floor(points / 0.02), axis=0) * 0.02 + 0.01
    plan = voxels[:, [0, 2]]
    bottom, top = np.percentile(points[:, 1], [0.5, 99.7])
    bottom = 0.0 if bottom < STANDS_BELOW_M else float(bottom)
    yaw = tightest_yaw(plan)
    centre, width, depth = extent(plan, yaw)
    yaw, width, depth = _facing(voxels, centre, yaw, width, depth)
    thing = FoundObject(
        centre=centre, bottom_m=bottom, size=(width, float(top) - bottom, depth), yaw_rad=yaw, against_wall=None,
        points=len(points), seen_share=_seen_share(plan, centre, width, depth, yaw),
    )  # fmt: skip
    thing = _snapped(thing, walls)
    if thing.bottom_m > 0 and thing.against_wall is None:  # nothing floats: what it stands on was too thin to see
        thing = replace(thing, bottom_m=0.0, size=(thing.size[0], float(top), thing.size[2]))
    return thing


def _facing(
    voxels: NDArray[np.float64], centre: Point2, yaw: float, width: float, depth: float
) -> tuple[float, float, float]:
    """Of the four ways a box can face, the one whose back is highest (a backrest), else with its long side in front."""
    local = voxels[:, [0, 2]] - np.array(centre)
    best = (0.0, 0)
    for turn in range(4):
        front = front_of(yaw + turn * np.pi / 2)
        place = local @ np.array(front)
        reach = depth if turn % 2 == 0 else width
        back, fore = place < -0.3 * reach, place > 0.0
        if back.any() and fore.any():
            rise = float(np.percentile(voxels[back, 1], 95) - np.percentile(voxels[fore, 1], 90))
            best = max(best, (rise, turn))
    turn = best[1] if best[0] > 0.15 else (1 if depth > 1.15 * width else 0)
    if turn % 2:
        width, depth = depth, width
    return wrap_angle(yaw + turn * np.pi / 2), width, depth


def _snapped(thing: FoundObject, walls: Sequence[FoundWall]) -> FoundObject:
    """The box drawn back to the walls it nearly touches (nobody sees behind a cupboard), and turned off its wall."""
    backs = []
    for turn in range(4):
        outward = np.array(front_of(thing.yaw_rad + turn * np.pi / 2))
        reach, wide = (thing.size[2] / 2, thing.size[0]) if turn % 2 == 0 else (thing.size[0] / 2, thing.size[2])
        for index, wall in enumerate(walls):
            x, z = np.array(thing.centre) + outward * reach
            place, gap = wall.face.measure((float(x), float(z)))
            beside = -0.1 < place < wall.length_m + 0.1
            near = -0.15 < gap < (SNAP_M if wide > WIDE_M else SNAP_M / 3)
            if outward @ np.array(wall.face.inward) < -np.cos(SNAP_RAD) and near and beside:
                backs.append((turn, index, gap))
    for turn, index, gap in backs:
        thing = _stretched(thing, turn, gap, walls[index])
    if not backs:
        return thing
    longest = max(backs, key=lambda b: thing.size[0] if b[0] % 2 == 0 else thing.size[2])
    # A chair that shows its back to the room keeps it; anything deeper than tall has its back at the wall.
    return _turned_from(thing, walls[longest[1]], longest[1])


def _stretched(thing: FoundObject, turn: int, gap: float, wall: FoundWall) -> FoundObject:
    """One side moved to a wall."""
    (x, z), (inward_x, inward_z) = thing.centre, wall.face.inward
    centre = x - inward_x * gap / 2, z - inward_z * gap / 2
    width, height, depth = thing.size
    width, depth = (width, depth + gap) if turn % 2 == 0 else (width + gap, depth)
    return replace(thing, centre=centre, size=(width, height, depth))


def _turned_from(thing: FoundObject, wall: FoundWall, index: int) -> FoundObject:
    """Facing away from its wall, with width and depth to match."""
    yaw = yaw_facing(wall.face.inward)
    quarters = round((yaw - thing.yaw_rad) / (np.pi / 2))
    width, height, depth = thing.size
    size = (depth, height, width) if quarters % 2 else thing.size
    return replace(thing, yaw_rad=yaw, size=size, against_wall=index)


def _seen_share(plan: NDArray[np.float64], centre: Point2, width: float, depth: float, yaw: float) -> float:
    cells = np.unique(np.floor(plan / 0.05).astype(int), axis=0)
    return float(min(1.0, len(cells) * 0.05**2 / max(width * depth, 0.01)))


def _is_furniture(thing: FoundObject) -> bool:
    width, height, depth = thing.size
    if thing.bottom_m + height < 0.2 or max(width, depth, height) < 0.25:
        return False
    return min(width, depth) > 0.04 and width * depth * height > 0.008
