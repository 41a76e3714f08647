"""Finding a place for what comes in: from the catalogue, from words, from a file."""

import math
from collections.abc import Iterator
from dataclasses import replace

from shapely.geometry import Polygon

from vrplanner.core.commands.items import PlaceItem
from vrplanner.core.furniture import BY_NAME
from vrplanner.core.geometry import Point2, Vec3, yaw_facing
from vrplanner.core.item import Item
from vrplanner.core.room import Room
from vrplanner.core.scene import Scene
from vrplanner.core.walls import wall_face
from vrplanner.desktop.snapping import back_to_wall, is_blocked, snap_move

PRODUCT_MIME = "application/x-vrplanner-product"
STEP_M = 0.25
CLEAR_OF_OPENINGS_M = 0.4


def place_command(scene: Scene, item: Item, at: Point2 | None = None) -> PlaceItem:
    """The command that puts a new item at a plan point, or where there is room for it; it gets an id of its own."""
    item = replace(item, id=scene.fresh_id(item.kind.replace(" ", "_") or "item"))
    if at is not None:
        turned = back_to_wall(scene, item, at)
        snapped = snap_move(scene, turned, at, reach_m=0.6 if turned.yaw_rad != item.yaw_rad else 0.12)
        x, z = snapped.position
        return PlaceItem(item=replace(turned, position=(x, _resting_height(scene, turned, (x, z)), z)))
    return PlaceItem(item=_find_place(scene, item))


def _find_place(scene: Scene, item: Item) -> Item:
    """The first free spot: along the walls for what stands against them, from the middle outwards for the rest."""
    entry = BY_NAME.get(item.kind)
    if not scene.rooms:
        return item
    room = max(scene.rooms.values(), key=lambda room: room.polygon.area)
    along_walls = entry is not None and entry.against_wall
    spots = (*_wall_spots(room, item), *_open_spots(room)) if along_walls else _open_spots(room)
    first: Item | None = None
    for (x, z), yaw_rad in spots:
        tried = replace(item, position=(x, 0.0, z), yaw_rad=yaw_rad)
        tried = replace(tried, position=(x, _resting_height(scene, tried, (x, z)), z))
        first = first or tried
        if not is_blocked(scene, tried) and not _before_opening(room, tried):
            return tried
    return first or item


def _wall_spots(room: Room, item: Item) -> Iterator[tuple[Point2, float]]:
    """Places flush with a wall, from its middle outwards, longest wall first."""
    for _, start, end in sorted(room.segments(), key=lambda segment: -math.dist(segment[1], segment[2])):
        face = wall_face(start, end)
        reach = face.length_m / 2 - item.size[0] / 2
        steps = int(max(0.0, reach) / STEP_M)
        for step in sorted(range(-steps, steps + 1), key=abs):
            at = face.at(face.length_m / 2 + step * STEP_M, item.size[2] / 2 + 0.005)
            yield at, yaw_facing(face.inward)


def _open_spots(room: Room) -> Iterator[tuple[Point2, float]]:
    low_x, low_z, high_x, high_z = room.polygon.bounds
    middle = room.polygon.representative_point()
    columns = [low_x + STEP_M * i for i in range(1, int((high_x - low_x) / STEP_M))]
    rows = [low_z + STEP_M * i for i in range(1, int((high_z - low_z) / STEP_M))]
    yield (middle.x, middle.y), 0.0
    for x, z in sorted(((x, z) for x in columns for z in rows), key=lambda p: math.dist(p, (middle.x, middle.y))):
        yield (x, z), 0.0


def _before_opening(room: Room, item: Item) -> bool:
    """Whether it would stand in a doorway, or tall before a window."""
    for wall, start, end in room.segments():
        face = wall_face(start, end)
        for opening in wall.openings:
            if opening.kind == "window" and item.size[1] <= opening.sill_m + 0.1:
                continue
            zone = Polygon([*face.ends_of(opening), *face.ends_of(opening, CLEAR_OF_OPENINGS_M)[::-1]])
            if zone.intersects(item.footprint):
                return True
    return False


def _resting_height(scene: Scene, item: Item, at: Point2) -> float:
    """Lamps and vases stand on what is below them, pictures and pendants hang; the rest stands on the floor."""
    entry = BY_NAME.get(item.kind)
    stands = entry.stands if entry else "floor"
    if stands == "surface":
        tried: Vec3 = (at[0], 0.0, at[1])
        own = replace(item, position=tried).footprint.centroid
        below = [
            other.position[1] + other.size[1]
            for other in scene.items.values()
            if other.footprint.contains(own) and 0.2 < other.size[1] < 1.3
        ]
        return max(below, default=0.0)
    height = max((room.height_m for room in scene.rooms.values()), default=2.5)
    if stands == "ceiling":
        return height - item.size[1]
    if stands == "wall":
        return max(0.0, min(height - item.size[1], 1.55 - item.size[1] / 2))
    return 0.0
