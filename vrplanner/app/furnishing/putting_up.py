"""What does not stand on the floor: lamps and screens on furniture, curtains at windows, pictures and mirrors."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace

from shapely.geometry import Point

from vrplanner.app.floor import Body, Floor
from vrplanner.app.placement import PICTURE_MIDDLE_M, Wish, find_spot
from vrplanner.core.errors import CommandRefused
from vrplanner.core.geometry import Point2, yaw_facing
from vrplanner.core.item import Item
from vrplanner.core.room import Room, Wall
from vrplanner.core.scene import Scene
from vrplanner.core.walls import WallFace, wall_face
from vrplanner.layout.from_scene import items_in_room

STEP_M = 0.1
OFF_WALL_M = 0.01
OFF_CEILING_M = 0.03
LOW_M = 1.25
"""A picture hangs above what is no higher."""
ABOVE_KINDS = ("sofa", "bed", "sideboard", "dresser", "desk", "dining table", "cabinet")
"""What a picture hangs above best, the first one found."""


def put_up(scene: Scene, room: Room, items: Sequence[Item], on: Sequence[str]) -> tuple[Item, ...]:
    """Those of the items for which there is a place, in it: each on a piece of its own of one of the classes
    `on`, or at the widest free window ("window"), or on a wall ("wall").
    """
    placed: list[Item] = []
    for item in items:
        found = next(_places(scene, room, item, on, taken=placed), None)
        if found is not None:
            placed.append(found)
            scene = scene.with_entity("items", found.id, found)
    return tuple(placed)


def _places(scene: Scene, room: Room, item: Item, on: Sequence[str], *, taken: Sequence[Item]) -> Iterator[Item]:
    if "window" in on:
        yield from _at_windows(scene, room, item)
    elif "wall" in on:
        yield from _on_walls(scene, room, item)
    else:
        used = {other.id for other in scene.items.values() for one in taken if _carries(other, one)}
        for support in items_in_room(scene, room):
            if support.kind in on and support.id not in used and not _is_laden(scene, support):
                yield from _on_top(scene, room, item, support)


def _carries(support: Item, other: Item) -> bool:
    return other.position[1] > 0.1 and support.footprint.contains(Point(other.plan_position))


def _is_laden(scene: Scene, support: Item) -> bool:
    """Whether a lamp or a screen stands on it already."""
    return any(_carries(support, other) and other.id != support.id for other in scene.items.values())


def _on_top(scene: Scene, room: Room, item: Item, support: Item) -> Iterator[Item]:
    try:
        spot = find_spot(scene, room, Body(item.kind, item.size), Wish(relation="on", anchors=(support.id,)))
    except CommandRefused:
        return
    at = spot.at
    if support.kind == "desk":
        at = _back_corner(support, item)
    yield replace(item, position=(at[0], spot.height_m, at[1]), yaw_rad=spot.yaw_rad)


def _back_corner(support: Item, item: Item) -> Point2:
    """Where a lamp leaves a desk free: its back left corner, seen by who sits there."""
    dx = support.size[0] / 2 - item.size[0] / 2 - 0.06
    dz = -(support.size[2] / 2 - item.size[2] / 2 - 0.04)
    c, s = math.cos(support.yaw_rad), math.sin(support.yaw_rad)
    x, z = support.plan_position
    return x + dx * c + dz * s, z - dx * s + dz * c


def _at_windows(scene: Scene, room: Room, item: Item) -> Iterator[Item]:
    """Before the widest window first, where nothing that is as high stands against that wall."""
    windows = [
        (opening.width_m, opening, wall_face(start, end))
        for wall, start, end in room.segments()
        for opening in wall.openings
        if opening.kind == "window"
    ]
    low_m = room.height_m - OFF_CEILING_M - item.size[1]
    for _, opening, face in sorted(windows, key=lambda entry: -entry[0]):
        middle_m = opening.offset_m + opening.width_m / 2
        if low_m < 0 or min(middle_m, face.length_m - middle_m) < item.size[0] / 2:
            continue
        hung = _on_face(item, face, middle_m, low_m)
        if not any(_in_the_way(other, hung) for other in scene.items.values()):
            yield hung


def _in_the_way(other: Item, hung: Item) -> bool:
    return not other.is_flat and other.footprint.buffer(-OFF_WALL_M).intersects(hung.footprint)


def _on_walls(scene: Scene, room: Room, item: Item) -> Iterator[Item]:
    """Free stretches of wall: a picture above low furniture, a mirror where floor is before it."""
    stands = item.kind == "mirror" and item.size[1] > 1.2
    low_m = 0.0 if stands else max(PICTURE_MIDDLE_M - item.size[1] / 2, LOW_M if item.kind == "picture" else 0.0)
    body = Body(item.kind, item.size)
    floor = Floor(scene, room)
    hung = [
        _on_face(item, wall_face(start, end), along_m, low_m)
        for wall, start, end in room.segments()
        for along_m in _free_along(wall, wall_face(start, end), item.size[0])
    ]
    goal = _goal(scene, room) if not stands else None
    for each in sorted(hung, key=lambda h: 0.0 if goal is None else math.dist(h.plan_position, goal)):
        if floor.is_free(body, each.plan_position, each.yaw_rad, height_m=low_m) and (
            not stands or _free_before(scene, each)
        ):
            yield each


def _free_along(wall: Wall, face: WallFace, width_m: float) -> Iterator[float]:
    """Middles along a wall where something of this width covers no opening, from the wall's middle outwards."""
    half_m = width_m / 2 + 0.05
    steps = int(max(face.length_m - 2 * half_m, -STEP_M) / STEP_M) + 1
    middles = sorted((half_m + STEP_M * n for n in range(steps)), key=lambda m: abs(m - face.length_m / 2))
    for middle_m in middles:
        spans = ((o.offset_m - half_m, o.offset_m + o.width_m + half_m) for o in wall.openings)
        if not any(low < middle_m < high for low, high in spans):
            yield middle_m


def _goal(scene: Scene, room: Room) -> Point2 | None:
    there = {item.kind: item for item in items_in_room(scene, room) if item.size[1] <= LOW_M}
    return next((there[kind].plan_position for kind in ABOVE_KINDS if kind in there), None)


def _free_before(scene: Scene, mirror: Item) -> bool:
    """Whether one can stand before a mirror: nothing within 0.6 m of its front."""
    ahead = (math.sin(mirror.yaw_rad) * 0.35, math.cos(mirror.yaw_rad) * 0.35)
    x, _, z = mirror.position
    zone = replace(mirror, position=(x + ahead[0], 0.0, z + ahead[1]), size=(mirror.size[0], 1.0, 0.6)).footprint
    return not any(zone.intersects(other.footprint) and not other.is_flat for other in scene.items.values())


def _on_face(item: Item, face: WallFace, along_m: float, low_m: float) -> Item:
    x, z = face.at(along_m, item.size[2] / 2 + OFF_WALL_M)
    return replace(item, position=(x, low_m, z), yaw_rad=yaw_facing(face.inward))
