"""What stands in the way: whether a footprint is free, inside its room, and leaves the doors usable."""

from collections.abc import Iterable
from dataclasses import dataclass

from shapely.geometry import Polygon
from shapely.prepared import PreparedGeometry, prep

from vrplanner.core.free_floor import HEADROOM_M
from vrplanner.core.furniture import BY_NAME, Stands
from vrplanner.core.geometry import Point2, footprint
from vrplanner.core.item import FLAT_M, Item
from vrplanner.core.room import Opening, Room
from vrplanner.core.scene import Scene
from vrplanner.core.walls import WallFace, wall_face

INWARD_DOOR_CLEAR_M, DOOR_CLEAR_M = 0.8, 0.5
"""How deep the floor before a door stays free: for its leaf, or just to walk through."""
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
        return self.size[1] <= FLAT_M


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
        if height_m < HEADROOM_M and any(zone.intersects(tight) for zone in self._doors):
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
    if item.is_flat:
        return False
    low, high = item.position[1], item.position[1] + item.size[1]
    return low < height_m + body.size[1] - 1e-6 and height_m < high - 1e-6


def door_zones(room: Room) -> list[Polygon]:
    """The floor that each door and passage needs on the room's side."""
    return [
        _zone(wall_face(start, end), opening)
        for wall, start, end in room.segments()
        for opening in wall.openings
        if opening.kind != "window"
    ]


def _zone(face: WallFace, opening: Opening) -> Polygon:
    deep_m = INWARD_DOOR_CLEAR_M if opening.swing.startswith("in") else DOOR_CLEAR_M
    return Polygon([*face.ends_of(opening), *face.ends_of(opening, deep_m)[::-1]])
