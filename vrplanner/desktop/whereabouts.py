"""Which room things stand in. Asked at every step of a drag, so all of them at once."""

from collections.abc import Iterable

import numpy as np
import shapely

from vrplanner.core.item import Item
from vrplanner.core.room import Room
from vrplanner.core.scene import Scene

NEAR_M = 0.3
"""What hangs on a wall may have its middle in it."""


def rooms_of(scene: Scene, items: Iterable[Item]) -> dict[str, str]:
    """By item id, the room whose floor is under its middle, or the nearest if that is only just outside."""
    things, rooms = list(items), list(scene.rooms.values())
    if not things or not rooms:
        return {}
    middles = shapely.points([item.plan_position for item in things])
    distances_m = np.array([shapely.distance(room.polygon, middles) for room in rooms])
    nearest = distances_m.argmin(axis=0)
    return {
        item.id: rooms[which].id
        for item, which, column in zip(things, nearest, distances_m.T, strict=True)
        if column[which] <= NEAR_M
    }


def room_of(scene: Scene, item: Item) -> Room | None:
    found = rooms_of(scene, [item]).get(item.id)
    return scene.rooms[found] if found is not None else None
