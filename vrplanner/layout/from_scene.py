"""A room of the document as a furnishing problem, and a layout of it back as commands.

The only place that knows both frames: a plan point (x, z) becomes (x, -z), a yaw becomes yaw + 180° (there a front
at yaw 0 looks along +z, here along +y, and z points down the page); both turn counter-clockwise seen from above.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import cast

import numpy as np
from shapely.geometry import Point, box

from vrplanner.core.commands.items import MoveItem
from vrplanner.core.errors import InvalidInput
from vrplanner.core.furniture import BY_NAME
from vrplanner.core.geometry import Point2, rotate_plan, wrap_angle
from vrplanner.core.item import Item
from vrplanner.core.room import Opening, Room, Swing
from vrplanner.core.scene import Scene
from vrplanner.core.shared_walls import borrowed_openings, neighbours_of, walls_behind
from vrplanner.core.walls import socket_places, wall_face
from vrplanner.layout.infer import infer_relations
from vrplanner.layout.needs import without_hopeless_needs
from vrplanner.layout.problem import Array, Door, DoorSwing, Layout, Piece, Problem, Relation, Window
from vrplanner.layout.rules import CABLES_M, FLAT_KINDS, rule_for
from vrplanner.layout.wishes import merged, only_moving

ON_FLOOR_M = 0.05
MOVED_M, TURNED_RAD = 0.005, 0.005
NEAR_ROOM_M = 0.15
PARKING_GAP_M = 0.5
PARKING_STEP_M = 0.2
CONNECTED_M = 0.15


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomProblem:
    """A problem with what is needed to go back: `riders` maps an item to those that stand on it."""

    problem: Problem
    scene: Scene
    riders: Mapping[str, tuple[str, ...]]


def pose_of(item: Item) -> tuple[float, float, float]:
    """An item's place in the optimiser's frame."""
    return item.position[0], -item.position[2], item.yaw_rad + math.pi


def place_of(pose: Array) -> tuple[Point2, float]:
    """The reverse: (x, z) and yaw."""
    return (float(pose[0]), -float(pose[1])), wrap_angle(float(pose[2]) - math.pi)


def problem_from_scene(
    scene: Scene,
    room_id: str,
    *,
    only: frozenset[str] = frozenset(),
    keep: float = 0.0,
    taste: Mapping[str, float] | None = None,
) -> RoomProblem:
    """What stands in a room, as a problem; see `suggest_layouts` for `only`, `keep` and `taste`. Raises NotFound, or
    InvalidInput for an impossible or empty room.
    """
    room = scene.room(room_id)
    room.check()
    items = items_in_room(scene, room)
    riders, hung = _riders_and_hung(items)
    carried = {rider for ids in riders.values() for rider in ids}
    standing = [item for item in items if item.id not in carried and item.id not in hung]
    screens = [item for item in items if item.id in hung and item.kind == "tv"]
    chosen = [*standing, *screens]
    if not chosen:
        raise InvalidInput(f"There is nothing to arrange in {room.name}.", hint="Put some furniture in first.")
    seen = [_piece(item, room, hung=item.id in hung, seen_as=_seen_as(item, scene, riders)) for item in chosen]
    pieces = only_moving(seen, only)
    current = np.array([pose_of(item) for item in chosen]).reshape(-1, 3)
    doors, windows = _openings(room, neighbours_of(room, tuple(scene.rooms.values())))
    problem = Problem(
        id=room.name,
        polygon=np.array([(x, -z) for x, z in reversed(room.corners)]),
        doors=doors,
        windows=windows,
        pieces=pieces,
        relations=_relations(scene, pieces, current, windows),
        current=current,
        sockets=tuple((x, -z) for _socket, (x, z) in socket_places(room)),
        keep=keep,
        taste=taste or {},
    )
    return RoomProblem(problem=without_hopeless_needs(problem), scene=scene, riders=riders)


def items_in_room(scene: Scene, room: Room) -> list[Item]:
    """The items whose centre is in a room, or so near that they hang on its walls and on no other's."""
    inside = []
    for item in scene.items.values():
        at = Point(item.plan_position)
        distances = {other.id: other.polygon.distance(at) for other in scene.rooms.values()}
        nearest = min(distances, key=lambda room_id: (distances[room_id], room_id != room.id))
        if nearest == room.id and distances[room.id] <= NEAR_ROOM_M:
            inside.append(item)
    return inside


def commands_for(room_problem: RoomProblem, layout: Layout) -> tuple[MoveItem, ...]:
    """The moves that bring a layout about. What was left out is set down outside, in a row beside the rooms."""
    scene, problem = room_problem.scene, room_problem.problem
    moves: list[MoveItem] = []
    parked = _parking(room_problem, layout)
    for i, piece in enumerate(problem.pieces):
        if piece.fixed:
            continue
        item = scene.item(piece.id)
        (x, z), yaw_rad = parked[i] if i in parked else place_of(layout.pose[i])
        shifted = math.dist((x, z), item.plan_position) > MOVED_M
        turned = abs(wrap_angle(yaw_rad - item.yaw_rad)) > TURNED_RAD
        if shifted or turned:
            moves.append(MoveItem(item_id=item.id, position=(x, item.position[1], z), yaw_rad=yaw_rad))
            moves += _moves_of_riders(room_problem, item, (x, z), yaw_rad)
    return tuple(moves)


def _moves_of_riders(room_problem: RoomProblem, support: Item, at: Point2, yaw_rad: float) -> list[MoveItem]:
    turn = yaw_rad - support.yaw_rad
    moves = []
    for rider_id in room_problem.riders.get(support.id, ()):
        rider = room_problem.scene.item(rider_id)
        if rider.fixed:
            continue
        offset = (rider.position[0] - support.position[0], rider.position[2] - support.position[2])
        dx, dz = rotate_plan(offset, turn)
        position = (at[0] + dx, rider.position[1], at[1] + dz)
        moves.append(MoveItem(item_id=rider_id, position=position, yaw_rad=wrap_angle(rider.yaw_rad + turn)))
    return moves


def _parking(room_problem: RoomProblem, layout: Layout) -> dict[int, tuple[Point2, float]]:
    """Places for what was left out: side by side, south of everything, facing south, clear of what is there already."""
    staying = {piece.id for piece in room_problem.problem.pieces}
    there = [item.footprint for item in room_problem.scene.items.values() if item.id not in staying]
    corners = [corner for room in room_problem.scene.rooms.values() for corner in room.corners]
    x = min(corner[0] for corner in corners)
    z = max(corner[1] for corner in corners) + PARKING_GAP_M
    places = {}
    for i, piece in enumerate(room_problem.problem.pieces):
        if not layout.present[i]:
            while any(box(x, z, x + piece.width_m, z + piece.depth_m).intersects(other) for other in there):
                x += PARKING_STEP_M
            places[i] = ((x + piece.width_m / 2, z + piece.depth_m / 2), 0.0)
            x += piece.width_m + PARKING_STEP_M
    return places


def _riders_and_hung(items: Sequence[Item]) -> tuple[dict[str, tuple[str, ...]], set[str]]:
    """Who stands on whom (all the way down), and what hangs on walls and ceiling."""
    under: dict[str, str] = {}
    hung = set()
    for item in items:
        kind = BY_NAME.get(item.kind)
        if kind is not None and kind.stands in ("wall", "ceiling"):
            hung.add(item.id)
        elif item.position[1] > ON_FLOOR_M:
            support = _support(item, items)
            if support is None:
                hung.add(item.id)
            else:
                under[item.id] = support.id
    riders: dict[str, list[str]] = {}
    for item_id, support_id in under.items():
        base = support_id
        seen = {item_id}
        while base in under and base not in seen:
            seen.add(base)
            base = under[base]
        if base not in seen:
            riders.setdefault(base, []).append(item_id)
    return {base: tuple(ids) for base, ids in riders.items()}, hung


def _support(item: Item, items: Sequence[Item]) -> Item | None:
    """The item this one stands on: of those below it whose footprint holds its centre, the one whose top is nearest, so
    that something dragged past does not take over what stands on another.
    """
    at = Point(item.plan_position)
    below = [
        other
        for other in items
        if other.id != item.id
        and other.position[1] < item.position[1] <= other.position[1] + other.size[1] + 0.1
        and other.footprint.buffer(0.02).contains(at)
    ]
    return min(below, key=lambda other: abs(other.position[1] + other.size[1] - item.position[1]), default=None)


def _seen_as(item: Item, scene: Scene, riders: Mapping[str, tuple[str, ...]]) -> str:
    """What carries a television is looked at like a television stand."""
    carries_screen = any(scene.item(rider).kind == "tv" for rider in riders.get(item.id, ()))
    return "tv stand" if carries_screen else item.kind


def _piece(item: Item, room: Room, *, hung: bool, seen_as: str) -> Piece:
    width_m, height_m, depth_m = item.size
    rule = rule_for(seen_as, width_m=width_m)
    rug = seen_as == "rug"
    kind = BY_NAME.get(item.kind)
    # What hangs on pipes stays where it is, unless it was only set down anywhere so far.
    connected = rule.stays and room.polygon.exterior.distance(item.footprint) < CONNECTED_M
    wall = rule.wall
    if kind is not None and kind.against_wall and wall == "no":
        wall = "wish"
    return Piece(
        id=item.id,
        kind=seen_as,
        name=item.name or item.kind,
        width_m=width_m,
        depth_m=depth_m,
        height_m=height_m,
        base_m=item.position[1] if hung else 0.0,
        fixed=item.fixed or connected or hung,
        wall=wall,
        corner=rule.corner and seen_as in FLAT_KINDS,
        access_all=() if hung or rug else rule.access_all,
        access_any=() if hung or rug else rule.access_any,
        clear_m={side: clear for side, clear in rule.clear_m.items() if clear > 0},
        priority=rule.priority,
        rug=rug,
        solid=not hung,
        cable_m=CABLES_M.get(seen_as),
    )


def _relations(
    scene: Scene, pieces: Sequence[Piece], current: Array, windows: Sequence[Window]
) -> tuple[Relation, ...]:
    relations = merged(pieces, infer_relations(pieces, current, windows), tuple(scene.relations.values()))
    return tuple(r for r in relations if not (pieces[r.a].fixed and pieces[r.b].fixed))


def _openings(room: Room, neighbours: Sequence[Room]) -> tuple[tuple[Door, ...], tuple[Window, ...]]:
    """A room's own, and those that a neighbour has in the wall between."""
    doors, windows = [], []
    for wall, start, end in room.segments():
        face = wall_face(start, end)
        behind = borrowed_openings(wall, walls_behind(start, end, neighbours))
        for opening in (*wall.openings, *map(_from_behind, behind)):
            near, far = ((x, -z) for x, z in face.ends_of(opening))
            if opening.kind == "window":
                windows.append(Window(id=opening.id, start=near, end=far, sill_m=opening.sill_m))
            else:
                doors.append(_door(opening, near, far))
    return tuple(doors), tuple(windows)


def _from_behind(opening: Opening) -> Opening:
    """A neighbour's opening as it is for those on this side: what opens in there opens out here, left is right."""
    if opening.swing == "slide":
        return opening
    way = "out" if opening.swing.startswith("in") else "in"
    side = "right" if opening.swing.endswith("left") else "left"
    return replace(opening, swing=cast(Swing, f"{way}_{side}"))


def _door(opening: Opening, near: Point2, far: Point2) -> Door:
    """Seen from inside a wall's start is on the left: the room lies to the right as one walks along it."""
    swing: DoorSwing = "slide"
    if opening.kind == "door" and opening.swing != "slide":
        swing = "in" if opening.swing.startswith("in") else "out"
    hinge, leaf = (far, near) if opening.swing.endswith("right") else (near, far)
    return Door(id=opening.id, hinge=hinge, leaf=leaf, swing=swing)
