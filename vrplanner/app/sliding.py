"""Pushing a thing along until something is in its way, and what goes with it."""

from vrplanner.app.floor import Body, Floor
from vrplanner.core.geometry import Point2, footprint
from vrplanner.core.item import Item
from vrplanner.core.room import Room
from vrplanner.core.scene import Scene

STEP_M = 0.01


def slide(scene: Scene, room: Room, item: Item, direction: Point2, by_m: float) -> tuple[Point2, str]:
    """How far an item can go along a unit direction: the plan place it reaches and what stopped it ("" for nothing).

    What already overlaps something may still be moved as far as it was told.
    """
    floor, body = Floor(scene, room, without=[item.id, *carried_by(scene, item)]), Body(item.kind, item.size)
    goal = _beyond(item.plan_position, direction, by_m)
    height_m = item.position[1]
    if floor.is_free(body, goal, item.yaw_rad, height_m=height_m):
        return goal, ""
    free_now = floor.is_free(body, item.plan_position, item.yaw_rad, height_m=height_m)
    if not free_now:
        inside = room.polygon.buffer(0.01).contains(footprint(goal, body.size[0], body.size[2], item.yaw_rad))
        return (goal, "") if inside else (item.plan_position, "wall")
    reached = item.plan_position
    for step in range(1, int(by_m / STEP_M) + 1):
        at = _beyond(item.plan_position, direction, step * STEP_M)
        if not floor.is_free(body, at, item.yaw_rad, height_m=height_m):
            return reached, floor.blocker(body, at, item.yaw_rad) or "wall"
        reached = at
    return reached, ""


def carried_by(scene: Scene, item: Item) -> list[str]:
    """What stands on an item, and so goes where it goes."""
    top_m = item.position[1] + item.size[1]
    if item.is_flat:
        return []
    return [
        other.id
        for other in scene.items.values()
        if other.id != item.id and abs(other.position[1] - top_m) < 0.05 and other.position[1] > 0.05
        and item.footprint.buffer(0.02).contains(other.footprint.centroid)
    ]  # fmt: skip


def _beyond(point: Point2, direction: Point2, by_m: float) -> Point2:
    return point[0] + direction[0] * by_m, point[1] + direction[1] * by_m
