"""Which room a thing stands in."""

from shapely.geometry import Point

from vrplanner.core.item import Item
from vrplanner.core.room import Room
from vrplanner.core.scene import Scene

NEAR_M = 0.3
"""What hangs on a wall may have its middle in it."""


def room_of(scene: Scene, item: Item) -> Room | None:
    """The room whose floor is under an item's middle, or the nearest if that is only just outside."""
    at = Point(item.plan_position)
    distances_m = {room.id: room.polygon.distance(at) for room in scene.rooms.values()}
    nearest = min(distances_m, key=lambda room_id: distances_m[room_id], default=None)
    return scene.rooms[nearest] if nearest is not None and distances_m[nearest] <= NEAR_M else None


def items_of(scene: Scene, room_id: str | None) -> list[Item]:
    """The items that stand in a room; with None, in any."""
    rooms = ((item, room_of(scene, item)) for item in scene.items.values())
    return [item for item, room in rooms if room is not None and room_id in (None, room.id)]
