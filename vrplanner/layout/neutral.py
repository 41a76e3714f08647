"""The neutral room.json and layout.json: how scripts and other tools hand rooms over and get layouts back.

What is clear is taken even if it is not quite as the format says: a polygon that runs clockwise or is closed by its
first corner again, a side that is not in a list, a thing that stands nowhere yet.
"""

import json
import math
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from shapely.geometry import LineString, Polygon

from vrplanner.core.errors import InvalidFile, InvalidInput
from vrplanner.layout.infer import COFFEE_GAP_M, VIEW_ANGLE_RAD, VIEW_M, infer_wishes
from vrplanner.layout.needs import without_hopeless_needs
from vrplanner.layout.neutral_fields import Point, entries, field, name, number, numbers, point, words, yes
from vrplanner.layout.problem import (
    OFF_WALL_M,
    SIDES,
    Array,
    Door,
    Layout,
    Piece,
    Problem,
    Relation,
    Window,
    piece_corners,
)
from vrplanner.layout.rules import ALIASES, CABLES_M, rule_for

SWINGS = ("in", "out", "slide")
RELATIONS = {"view": VIEW_M, "at": (0.0, 0.0), "beside": (0.0, 0.0), "front_of": COFFEE_GAP_M, "under": (0.0, 0.0)}
"""The relations of the format, and the distance or gap that is usual where none is given, metres."""
MOST_CORNERS, LARGEST_ROOM_M, LARGEST_ITEM_M = 500, 100.0, 50.0
NARROWEST_M = 0.05
LEAST_INSIDE = 0.5
"""The share of a fixed thing that must be in the room: a kitchen may well reach into its walls."""
FLAT_M = 0.005


def read_room(path: Path) -> Problem:
    """The problem a room.json describes. Raises InvalidFile or InvalidInput."""
    try:
        plain = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, json.JSONDecodeError) as error:
        raise InvalidFile(f"{path.name} cannot be read as a room.", hint=str(error)) from error
    return problem_from_plain(plain)


def problem_from_plain(plain: object) -> Problem:
    """The same from parsed JSON."""
    if not isinstance(plain, Mapping):
        raise InvalidInput("This is not a room in the neutral format.", hint="It is a JSON object with a polygon.")
    room = name(field(plain, "id", "The room"), "The room")
    polygon = _polygon(field(plain, "polygon", room), room)
    field(plain, "items", room)
    listed = entries(plain, "items", room)
    pieces = tuple(_piece(entry, room) for entry in listed)
    index = _index(pieces, room)
    current = np.array([_current(e, p, polygon) for e, p in zip(listed, pieces, strict=True)]).reshape(-1, 3)
    windows = tuple(_window(entry, polygon) for entry in entries(plain, "windows", room))
    given = tuple(_relation(entry, index, room) for entry in entries(plain, "relations", room))
    problem = Problem(
        id=room,
        polygon=polygon,
        doors=tuple(_door(entry, polygon) for entry in entries(plain, "doors", room)),
        windows=windows,
        pieces=pieces,
        relations=(*given, *infer_wishes(pieces, current, windows, given)),
        current=current,
        turning_m=_turning_m(plain, polygon, room),
        sockets=_sockets(plain.get("sockets"), room),
    )
    return without_hopeless_needs(problem)


def layout_to_plain(problem: Problem, layout: Layout) -> dict[str, Any]:
    """`{room, items: {id: [x, y, yaw]}, dropped: [ids]}`."""
    return {"room": problem.id, **_placed(problem, layout)}


def suggestions_to_plain(problem: Problem, suggestions: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """`{room, suggestions: [{items, dropped, terms, why}]}` from mappings with layout, scores and reasons."""
    listed = [
        {**_placed(problem, s["layout"]), "score": s["score"], "terms": dict(s["scores"]), "why": list(s["reasons"])}
        for s in suggestions
    ]
    return {"room": problem.id, "suggestions": listed}


def layout_from_plain(problem: Problem, plain: Mapping[str, Any]) -> Layout:
    """A layout.json back. What it does not name counts as left out."""
    placed = plain.get("items", {})
    present = np.array([piece.id in placed for piece in problem.pieces], bool)
    pose = problem.current.copy()
    for i, piece in enumerate(problem.pieces):
        if present[i]:
            pose[i] = placed[piece.id]
    return Layout(pose=pose, present=present)


def _placed(problem: Problem, layout: Layout) -> dict[str, Any]:
    pairs = list(zip(problem.pieces, layout.pose, layout.present, strict=True))
    items = {piece.id: [round(float(v), 6) for v in pose] for piece, pose, here in pairs if here}
    return {"items": items, "dropped": [piece.id for piece, _pose, here in pairs if not here]}


def _polygon(value: object, room: str) -> Array:
    """Counter-clockwise, without corners that are given twice in a row."""
    if not isinstance(value, list) or len(value) > MOST_CORNERS:
        raise InvalidInput(f"The polygon of {room} is not a list of corners.", hint=f"At most {MOST_CORNERS} will do.")
    corners = [point(corner, f"A corner of {room}") for corner in value]
    corners = [corner for i, corner in enumerate(corners) if corner != corners[i - 1]]
    if len(corners) < 3:
        raise InvalidInput(f"The walls of {room} do not enclose a floor.", hint="Give three corners or more.")
    floor = Polygon(corners)
    if not floor.is_valid:
        raise InvalidInput(f"The walls of {room} cross or touch each other.", hint="Give its corners in order.")
    size_m = max(np.ptp(corners, axis=0))
    if size_m > LARGEST_ROOM_M:
        raise InvalidInput(
            f"{room} is {size_m:.0f} m long; {LARGEST_ROOM_M:.0f} m is the most.", hint="Lengths are metres."
        )
    return np.array(corners if floor.exterior.is_ccw else corners[::-1])


def _opening(entry: Mapping[str, Any], kind: str, polygon: Array) -> tuple[str, Point, Point]:
    """Id and ends of a door or window; its ends and its middle lie on the outline."""
    id_ = name(field(entry, "id", f"A {kind}"), f"A {kind}")
    where = f"The {kind} {id_}"
    p0, p1 = (point(field(entry, end, where), f'"{end}" of the {kind} {id_}') for end in ("p0", "p1"))
    if math.dist(p0, p1) < NARROWEST_M:
        raise InvalidInput(f"{where} has no width.", hint="p0 and p1 are its two ends.")
    along = [LineString([p0, p1]).interpolate(share, normalized=True) for share in (0.0, 0.5, 1.0)]
    outline = Polygon(polygon).exterior
    if max(outline.distance(at) for at in along) > OFF_WALL_M:
        raise InvalidInput(f"{where} is not in a wall.", hint="Both its ends must lie on one side of the polygon.")
    return id_, p0, p1


def _door(entry: Mapping[str, Any], polygon: Array) -> Door:
    id_, hinge, leaf = _opening(entry, "door", polygon)
    (swing,) = words(str(entry.get("swing") or "in"), SWINGS, f"The swing of the door {id_}")
    return Door(id=id_, hinge=hinge, leaf=leaf, swing=swing)  # type: ignore[arg-type]


def _window(entry: Mapping[str, Any], polygon: Array) -> Window:
    id_, start, end = _opening(entry, "window", polygon)
    sill = 0.9 if entry.get("sill") is None else number(entry["sill"], f"The sill of the window {id_}")
    return Window(id=id_, start=start, end=end, sill_m=sill)


def _sockets(value: object, room: str) -> tuple[Point, ...]:
    if not isinstance(value, list | None):
        raise InvalidInput(f'"sockets" of {room} is not a list of points.')
    return tuple(point(socket, f"A socket of {room}") for socket in value or ())


def _turning_m(plain: Mapping[str, Any], polygon: Array, room: str) -> float:
    needs = plain.get("accessibility") or {}
    if not isinstance(needs, Mapping):
        raise InvalidInput(f'"accessibility" of {room} is not a set of named values.', hint='Such as {"turning": 1.5}.')
    turning_m = number(needs.get("turning") or 0.0, f"The turning circle of {room}", low=0.0)
    if Polygon(polygon).buffer(-turning_m / 2).is_empty:
        raise InvalidInput(f"A wheelchair cannot turn in a circle of {turning_m:g} m in {room}, even if it is empty.")
    return turning_m


def _index(pieces: Sequence[Piece], room: str) -> dict[str, int]:
    index: dict[str, int] = {}
    for i, piece in enumerate(pieces):
        if piece.id in index:
            raise InvalidInput(f'Two items of {room} are called "{piece.id}".', hint="Give each an id of its own.")
        index[piece.id] = i
    return index


def _piece(entry: Mapping[str, Any], room: str) -> Piece:
    id_ = name(field(entry, "id", f"An item of {room}"), f"An item of {room}")
    kind = " ".join(
        str(entry.get("class") or "").lower().replace("_", " ").replace("-", " ").rstrip("0123456789 ").split()
    )
    kind = ALIASES.get(kind, kind)
    rug = yes(entry.get("rug"), f'"rug" of {id_}')
    sides = words(_or(entry.get("access"), ["any"]), (*SIDES, "any"), f'"access" of {id_}')
    wall = yes(entry.get("wall"), f'"wall" of {id_}')
    return Piece(
        id=id_,
        kind=kind,
        name=kind or id_,
        width_m=_size_m(entry, "w", id_),
        depth_m=_size_m(entry, "d", id_),
        height_m=_size_m(entry, "h", id_, least=FLAT_M if rug else 0.0),
        fixed=yes(entry.get("fixed"), f'"fixed" of {id_}'),
        wall="must" if wall else ("wish" if rule_for(kind).wall == "wish" else "no"),
        corner=rule_for(kind).corner,
        access_all=tuple(side for side in SIDES if side in sides),
        access_any=SIDES if "any" in sides else (),
        clear_m=_clear_m(entry.get("clear"), id_),
        priority=round(min(3.0, max(1.0, number(_or(entry.get("priority"), 2), f"The priority of {id_}")))),
        rug=rug,
        cable_m=CABLES_M.get(kind),
    )


def _or(value: Any, usual: Any) -> Any:
    return usual if value is None else value


def _size_m(entry: Mapping[str, Any], key: str, id_: str, *, least: float = 0.0) -> float:
    """A rug may be given with no height at all."""
    size_m = max(least, number(field(entry, key, id_), f'"{key}" of {id_}', high=LARGEST_ITEM_M))
    if size_m <= 0:
        raise InvalidInput(f"{id_} has no size.", hint="Width, depth and height must be above zero.")
    return size_m


def _clear_m(value: object, id_: str) -> dict[Any, float]:
    if value is None:
        return {}
    if not isinstance(value, Mapping):
        raise InvalidInput(f'"clear" of {id_} is not a length for each side.', hint='Such as {"front": 0.6}.')
    words([*value], SIDES, f'"clear" of {id_}')
    return {side: number(m, f'"clear" of {id_}', low=0.0, high=LARGEST_ITEM_M) for side, m in value.items()}


def _current(entry: Mapping[str, Any], piece: Piece, polygon: Array) -> tuple[float, ...]:
    """Where it stands; what stands nowhere yet is taken from the middle of the room."""
    if entry.get("current") is None and not piece.fixed:
        middle = Polygon(polygon).representative_point()
        return middle.x, middle.y, 0.0
    pose = numbers(field(entry, "current", piece.id), 3, f'"current" of {piece.id}')
    shape = Polygon(piece_corners(piece, np.array(pose)))
    if piece.fixed and shape.intersection(Polygon(polygon)).area < LEAST_INSIDE * shape.area:
        raise InvalidInput(f"{piece.id} is fixed but stands outside the room.", hint="Release it, or give its place.")
    return pose


def _relation(entry: Mapping[str, Any], index: Mapping[str, int], room: str) -> Relation:
    kind = field(entry, "type", f"A relation of {room}")
    if not isinstance(kind, str) or kind not in RELATIONS:
        raise InvalidInput(f'"{kind}" is not a relation known here.', hint=", ".join(RELATIONS))
    a, b = (name(field(entry, end, f'A relation "{kind}"'), f'A relation "{kind}"') for end in ("a", "b"))
    for id_ in (a, b):
        if id_ not in index:
            raise InvalidInput(f'The relation "{kind}" names "{id_}", which is no item here.')
    if a == b:
        raise InvalidInput(f'The relation "{kind}" is of "{a}" to itself.', hint="Name another item.")
    given = _or(entry.get("dist"), entry.get("gap"))
    low, high = RELATIONS[kind] if given is None else sorted(numbers(given, 2, f'The distance of "{kind}"'))
    angle = _or(entry.get("max_angle"), math.degrees(VIEW_ANGLE_RAD))
    return Relation(
        type=kind,  # type: ignore[arg-type]
        a=index[a],
        b=index[b],
        low_m=low,
        high_m=high,
        max_angle_rad=_angle_rad(number(angle, f'"max_angle" of "{kind}"', low=0.0, high=180.0)),
    )


def _angle_rad(angle: float) -> float:
    """The format gives degrees here and radians elsewhere: what would be under 3.2 degrees must be meant as radians."""
    return angle if angle <= math.pi else math.radians(angle)
