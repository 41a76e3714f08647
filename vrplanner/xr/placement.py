"""Where a thing that is being dragged may stand: inside its room, square to its wall, turned in even steps."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from shapely.geometry import Point
from shapely.ops import nearest_points

from vrplanner.core.furniture import BY_NAME
from vrplanner.core.geometry import Point2, footprint_corners, wrap_angle, yaw_facing
from vrplanner.core.item import Item
from vrplanner.core.room import Room
from vrplanner.core.scene import Scene
from vrplanner.core.walls import wall_face

WALL_REACH_M = 0.2
WALL_TILT_RAD = math.radians(20)
_SLACK_M = 1e-4


@dataclass(frozen=True, slots=True)
class Standing:
    """A place on the plan and a facing."""

    at: Point2
    yaw_rad: float


def room_for(scene: Scene, at: Point2) -> Room | None:
    """The room around a plan point, or the nearest one; None in a scene without rooms."""
    point = Point(at)
    return min(scene.rooms.values(), key=lambda room: room.polygon.distance(point), default=None)


def settled(item: Item, standing: Standing, room: Room | None) -> Standing:
    """Where a dragged item would come to stand if it were let go at `standing`: pulled flush to a wall that its back
    is near and nearly square to (only for furniture that usually stands so), then pushed inside the room.
    """
    if room is None:
        return standing
    entry = BY_NAME.get(item.kind)
    if entry is not None and entry.against_wall:
        standing = _flush_to_wall(item, standing, room)
    return replace(standing, at=_pushed_inside(item, standing, room))


def _flush_to_wall(item: Item, standing: Standing, room: Room) -> Standing:
    best: tuple[float, Standing] | None = None
    for _, start, end in room.segments():
        face = wall_face(start, end)
        yaw_rad = yaw_facing(face.inward)
        if abs(wrap_angle(standing.yaw_rad - yaw_rad)) > WALL_TILT_RAD:
            continue
        along_m, away_m = face.measure(standing.at)
        flush_m = item.size[2] / 2
        gap_m = abs(away_m - flush_m)
        if 0 <= along_m <= face.length_m and gap_m <= WALL_REACH_M and (best is None or gap_m < best[0]):
            best = gap_m, Standing(face.at(along_m, flush_m), yaw_rad)
    return best[1] if best else standing


def _pushed_inside(item: Item, standing: Standing, room: Room) -> Point2:
    """Moves the footprint by its deepest corner until all are inside; what is larger than its room stays put."""
    at = standing.at
    for _ in range(6):
        push = _deepest_push(footprint_corners(at, item.size[0], item.size[2], standing.yaw_rad), room)
        if math.hypot(*push) <= _SLACK_M:
            return at
        at = (at[0] + push[0], at[1] + push[1])
    return at


def _deepest_push(corners: Sequence[Point2], room: Room) -> Point2:
    polygon, deepest = room.polygon, (0.0, 0.0)
    for corner in corners:
        point = Point(corner)
        if polygon.distance(point) > math.hypot(*deepest):
            inside, _ = nearest_points(polygon, point)
            deepest = (inside.x - corner[0], inside.y - corner[1])
    return deepest
