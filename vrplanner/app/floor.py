"""What stands in the way: whether a footprint is free, inside its room, and leaves the doors usable."""

import math
from collections.abc import Iterable
from dataclasses import dataclass

from shapely.geometry import Polygon
from shapely.prepared import PreparedGeometry, prep

from vrplanner.core.furniture import BY_NAME, Stands
from vrplanner.core.geometry import Point2, footprint
from vrplanner.core.item import Item
from vrplanner.core.room import Opening, Room
from vrplanner.core.scene import Scene

FLAT_M = 0.05
"""What is lower than this may be stood on."""
DOOR_CLEAR_M = 0.8
_SLACK_M = 0.01


@dataclass(frozen=True, slots=True)
class Body:
    """A thing to find a place for: its class, its (width, height, depth)."""

    kind: str
    size: tuple[float, float, float]

    @property
    def stands(self) -> Stands:
        entry = BY_NAME.get(self.kind)
        return entry.stands if entry else "floor"

    @property
    def likes_walls(self) -> bool:
        entry = BY_NAME.get(self.kind)
        return bool(entry and entry.against_wall)

    @property
    def flat(self) -> bool:
        return self.size[1] < FLAT_M


class Floor:
    """The room as one thing that is looking for a place finds it. `without` are items that are not in its way."""

    def __init__(self, scene: Scene, room: Room, *, without: Iterable[str] = ()) -> None:
        self.scene, self.room, self.without = scene, room, frozenset(without)
        self.polygon = room.polygon
        self._inside: PreparedGeometry[Polygon] = prep(self.polygon.buffer(_SLACK_M, join_style="mitre"))
        self._items = [item for item in scene.items.values() if item.id not in self.without]
        self._doors = door_zones(room)

    def is_free(self, body: Body, at: Point2, yaw_rad: float, *, height_m: float = 0.0) -> bool:
        """Inside the room, touching nothing that reaches to its height, not before a door."""
        shape = footprint(at, body.size[0], body.size[2], yaw_rad)
        if not self._inside.contains(shape):
            return False
        if body.flat:
            return True
        tight = shape.buffer(-_SLACK_M, join_style="mitre")
        if height_m < 1.9 and any(zone.intersects(tight) for zone in self._doors):
            return False
        return not any(item.footprint.intersects(tight) for item in self._items if _meet(item, body, height_m))

    def blocker(self, body: Body, at: Point2, yaw_rad: float) -> str:
        """What keeps a body from standing there, in words; "" if nothing does."""
        shape = footprint(at, body.size[0], body.size[2], yaw_rad)
        if not self._inside.contains(shape):
            return "wall"
        tight = shape.buffer(-_SLACK_M, join_style="mitre")
        for item in self._items:
            if _meet(item, body, 0.0) and item.footprint.intersects(tight):
                return item.name
        return "door" if any(zone.intersects(tight) for zone in self._doors) else ""


def _meet(item: Item, body: Body, height_m: float) -> bool:
    if item.size[1] < FLAT_M:
        return False
    low, high = item.position[1], item.position[1] + item.size[1]
    return low < height_m + body.size[1] - 1e-6 and height_m < high - 1e-6


def door_zones(room: Room) -> list[Polygon]:
    """The floor that each door and passage needs on the room's side."""
    return [
        _zone(start, end, opening)
        for wall, start, end in room.segments()
        for opening in wall.openings
        if opening.kind != "window"
    ]


def _zone(start: Point2, end: Point2, opening: Opening) -> Polygon:
    along, inward = wall_directions(start, end)
    near, far = opening.offset_m, opening.offset_m + opening.width_m
    deep = DOOR_CLEAR_M if opening.swing.startswith("in") else 0.5
    corners = [(near, 0.0), (far, 0.0), (far, deep), (near, deep)]
    return Polygon(
        [(start[0] + along[0] * t + inward[0] * d, start[1] + along[1] * t + inward[1] * d) for t, d in corners]
    )


def wall_directions(start: Point2, end: Point2) -> tuple[Point2, Point2]:
    """Unit directions (x, z) along a wall and from it into the room, which lies to the right of the walk."""
    length_m = math.dist(start, end) or 1.0
    along = ((end[0] - start[0]) / length_m, (end[1] - start[1]) / length_m)
    return along, (-along[1], along[0])
