"""Where a dragged thing would like to be: flush with a wall, in line with a neighbour, on the grid. Pure geometry."""

import math
from dataclasses import dataclass, replace

from vrplanner.core.furniture import BY_NAME
from vrplanner.core.geometry import Point2, footprint_corners, yaw_facing
from vrplanner.core.item import Item
from vrplanner.core.room import Room
from vrplanner.core.scene import Scene
from vrplanner.core.walls import WallFace, wall_face

GRID_M = 0.05
NEIGHBOUR_REACH_M = 2.5


@dataclass(frozen=True, slots=True)
class Guide:
    """A line to show why something snapped: plan points, metres."""

    start: Point2
    end: Point2


@dataclass(frozen=True, slots=True)
class Snapped:
    position: Point2
    guides: tuple[Guide, ...] = ()


def snap_move(scene: Scene, item: Item, wanted: Point2, *, reach_m: float, grid: bool = True) -> Snapped:
    """`wanted`, pulled to walls first, then to neighbours in the directions walls leave free, then to the grid."""
    at, wall_guides, held = _snap_to_walls(scene, item, wanted, reach_m)
    guides = list(wall_guides)
    for axis in (0, 1):
        if _is_held(held, axis):
            continue
        found = _snap_to_neighbours(scene, item, at, axis, reach_m)
        if found is not None:
            at, guide = found
            guides.append(guide)
        elif grid and not held:
            at = _with(at, axis, round(at[axis] / GRID_M) * GRID_M)
    return Snapped(at, tuple(guides))


def back_to_wall(scene: Scene, item: Item, near: Point2, *, reach_m: float = 0.6) -> Item:
    """The item at `near`, turned with its back to a wall within reach if it is of a kind that stands so."""
    moved = replace(item, position=(near[0], item.position[1], near[1]))
    entry = BY_NAME.get(item.kind)
    if entry is None or not entry.against_wall:
        return moved
    closest: tuple[float, Point2] | None = None
    for face in _wall_faces(scene):
        along_m, away_m = face.measure(near)
        gap_m = abs(away_m - item.size[2] / 2)
        if 0 <= along_m <= face.length_m and gap_m < reach_m and (closest is None or gap_m < closest[0]):
            closest = gap_m, face.inward
    return moved if closest is None else replace(moved, yaw_rad=yaw_facing(closest[1]))


def is_blocked(scene: Scene, item: Item) -> bool:
    """Whether the item stands inside another thing or pokes through its room's walls."""
    own = item.footprint.buffer(-0.01)
    if any(_reaches_out(room, item) for room in scene.rooms.values()):
        return True
    return any(
        _share_height(item, other) and own.intersects(other.footprint.buffer(-0.01))
        for other in scene.items.values()
        if other.id != item.id
    )


def _reaches_out(room: Room, item: Item) -> bool:
    polygon = room.polygon
    own = item.footprint.buffer(-0.01)
    return bool(polygon.intersects(own) and not polygon.contains(own))


def _share_height(a: Item, b: Item) -> bool:
    if a.is_flat or b.is_flat:
        return False
    low, high = max(a.position[1], b.position[1]), min(a.position[1] + a.size[1], b.position[1] + b.size[1])
    return high - low > 0.02


def _wall_faces(scene: Scene) -> list[WallFace]:
    return [wall_face(start, end) for room in scene.rooms.values() for _, start, end in room.segments()]


def _snap_to_walls(
    scene: Scene, item: Item, wanted: Point2, reach_m: float
) -> tuple[Point2, list[Guide], list[Point2]]:
    """The place moved flush with up to two walls in reach, and those walls' normals."""
    offers = []
    corners = footprint_corners(wanted, item.size[0], item.size[2], item.yaw_rad)
    for face in _wall_faces(scene):
        gap_m = min(face.measure(corner)[1] for corner in corners)
        share = face.measure(wanted)[0] / max(face.length_m, 1e-9)
        if abs(gap_m) <= reach_m and -0.05 <= share <= 1.05:
            offers.append((abs(gap_m), gap_m, face.inward, Guide(face.start, face.at(face.length_m))))
    at = wanted
    guides: list[Guide] = []
    held: list[Point2] = []
    for _, gap_m, normal, guide in sorted(offers, key=lambda offer: offer[0]):
        if any(abs(normal[0] * other[0] + normal[1] * other[1]) > 0.3 for other in held):
            continue
        at = at[0] - gap_m * normal[0], at[1] - gap_m * normal[1]
        guides.append(guide)
        held.append(normal)
    return at, guides, held


def _is_held(normals: list[Point2], axis: int) -> bool:
    """Whether a wall already decides this coordinate (a slanted wall decides both)."""
    return any(abs(normal[axis]) > 0.01 for normal in normals)


def _extent(item: Item, at: Point2, axis: int) -> tuple[float, float]:
    values = [corner[axis] for corner in footprint_corners(at, item.size[0], item.size[2], item.yaw_rad)]
    return min(values), max(values)


def _snap_to_neighbours(scene: Scene, item: Item, at: Point2, axis: int, reach_m: float) -> tuple[Point2, Guide] | None:
    low, high = _extent(item, at, axis)
    best: tuple[float, float, float, Item] | None = None
    for other in scene.items.values():
        if other.id == item.id or math.dist(other.plan_position, at) > NEIGHBOUR_REACH_M:
            continue
        other_low, other_high = _extent(other, other.plan_position, axis)
        pairs = [
            (low, other_low), (high, other_high), (low, other_high), (high, other_low),
            ((low + high) / 2, (other_low + other_high) / 2),
        ]  # fmt: skip
        for own_edge, line in pairs:
            delta = line - own_edge
            if abs(delta) <= reach_m and (best is None or abs(delta) < abs(best[0])):
                best = delta, line, other.plan_position[1 - axis], other
    if best is None:
        return None
    delta, line, _, other = best
    moved = _with(at, axis, at[axis] + delta)
    own_low, own_high = _extent(item, moved, 1 - axis)
    other_low, other_high = _extent(other, other.plan_position, 1 - axis)
    start, end = min(own_low, other_low), max(own_high, other_high)
    return moved, Guide(_point(axis, line, start), _point(axis, line, end))


def _point(axis: int, value: float, across: float) -> Point2:
    return (value, across) if axis == 0 else (across, value)


def _with(point: Point2, axis: int, value: float) -> Point2:
    return (value, point[1]) if axis == 0 else (point[0], value)
