"""A judge of layouts that knows only the neutral files: written from the words of the format's description, with none
of the optimiser's code, so that what both take for right is right.

Rooms and layouts are parsed JSON (metres, radians, y up the page; an item's front is its local +y). One key more than
the format has: `access_one` lists sides of which one is enough.
"""

import itertools
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from scipy import ndimage
from shapely.geometry import LineString, Point, Polygon

CELL_M = 0.05
WALKER_M = 0.6
TOLERATED_M2 = 0.001
LANDING_M = WINDOW_M = 0.5
STRIP_M = 0.2
OUT = {"front": (0.0, 1.0), "back": (0.0, -1.0), "left": (-1.0, 0.0), "right": (1.0, 0.0)}

Plain = Mapping[str, Any]
Cells = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Fault:
    """One broken rule and whom it concerns."""

    rule: str
    who: str
    amount: float = 0.0


def hard_faults(room: Plain, layout: Plain, *, walker_m: float = WALKER_M) -> list[Fault]:
    """What makes a layout invalid."""
    return [*_overlaps(room, layout), *_outside(room, layout), *_doors(room, layout), *_moved(room, layout),
            *_not_reached(room, layout, walker_m=walker_m)]  # fmt: skip


def soft_faults(room: Plain, layout: Plain) -> list[Fault]:
    """What could be better: windows, walls and relations."""
    return [*_windows(room, layout), *_walls(room, layout), *_relations(room, layout)]


def footprint(item: Plain, pose: tuple[float, float, float]) -> Polygon:
    """The rectangle an item covers."""
    w, d = item["w"] / 2, item["d"] / 2
    return _placed([(-w, -d), (w, -d), (w, d), (-w, d)], pose)


def reached_from(room: Plain, layout: Plain, door: Plain, *, walker_m: float = WALKER_M, cell_m: float = CELL_M) -> Any:
    """Points (shapely multipoint) on which the middle of a walker who came in by this door can be."""
    points, free = _standing(room, layout, walker_m, cell_m)
    labels, _count = ndimage.label(free, structure=np.ones((3, 3)))
    landing = shapely.contains_xy(_landing(room, door).buffer(1e-6), *points) & free
    here = np.isin(labels, np.unique(labels[landing])) & free
    return shapely.multipoints(np.column_stack([axis[here] for axis in points]))


def _placed(corners: list[tuple[float, float]], pose: tuple[float, float, float]) -> Polygon:
    x, y, yaw = pose
    c, s = math.cos(yaw), math.sin(yaw)
    return Polygon([(x + c * px - s * py, y + s * px + c * py) for px, py in corners])


def _here(room: Plain, layout: Plain) -> dict[str, Plain]:
    return {item["id"]: item for item in room["items"] if item["id"] in layout["items"]}


def _shapes(room: Plain, layout: Plain) -> dict[str, Polygon]:
    return {key: footprint(item, layout["items"][key]) for key, item in _here(room, layout).items()}


def _overlaps(room: Plain, layout: Plain) -> Iterator[Fault]:
    items, shapes = _here(room, layout), _shapes(room, layout)
    chairs = {frozenset((r["a"], r["b"])): r["a"] for r in room["relations"] if r["type"] == "at"}
    for one, two in itertools.combinations(shapes, 2):
        if items[one]["rug"] or items[two]["rug"] or (items[one]["fixed"] and items[two]["fixed"]):
            continue
        shared = shapes[one].intersection(shapes[two]).area
        chair = chairs.get(frozenset((one, two)))
        if shared > (TOLERATED_M2 if chair is None else 0.4 * shapes[chair].area):
            yield Fault("overlap", f"{one} and {two}", shared)


def _outside(room: Plain, layout: Plain) -> Iterator[Fault]:
    floor = Polygon(room["polygon"])
    for key, shape in _shapes(room, layout).items():
        out = shape.difference(floor).area
        if out > TOLERATED_M2 and not _here(room, layout)[key]["fixed"]:
            yield Fault("outside", key, out)


def _inward(room: Plain, p0: Plain, p1: Plain) -> NDArray[np.float64]:
    along = np.subtract(p1, p0)
    normal = np.array([-along[1], along[0]]) / np.hypot(*along)
    middle = np.add(p0, p1) / 2
    return normal if Polygon(room["polygon"]).contains(Point(middle + 0.05 * normal)) else -normal


def _landing(room: Plain, door: Plain) -> Polygon:
    step = LANDING_M * _inward(room, door["p0"], door["p1"])
    return Polygon([door["p0"], door["p1"], np.add(door["p1"], step), np.add(door["p0"], step)])


def _quarter(room: Plain, door: Plain) -> Polygon:
    along = np.subtract(door["p1"], door["p0"])
    across = _inward(room, door["p0"], door["p1"]) * np.hypot(*along)
    turns = np.linspace(0, math.pi / 2, 91)
    return Polygon([door["p0"], *(door["p0"] + math.cos(a) * along + math.sin(a) * across for a in turns)])


def _doors(room: Plain, layout: Plain) -> Iterator[Fault]:
    items, shapes = _here(room, layout), _shapes(room, layout)
    for door in room["doors"]:
        zone = _landing(room, door)
        if door["swing"] == "in":
            zone = zone.union(_quarter(room, door))
        for key, shape in shapes.items():
            taken = shape.intersection(zone).area
            if taken > TOLERATED_M2 and not items[key]["rug"] and not items[key]["fixed"]:
                yield Fault("door", f"{key} at {door['id']}", taken)


def _moved(room: Plain, layout: Plain) -> Iterator[Fault]:
    for key, item in _here(room, layout).items():
        way = float(np.abs(np.subtract(layout["items"][key], item["current"])).max())
        if item["fixed"] and way > 1e-4:
            yield Fault("moved", key, way)
    yield from (
        Fault("moved", item["id"]) for item in room["items"] if item["fixed"] and item["id"] in layout["dropped"]
    )


def _standing(room: Plain, layout: Plain, walker_m: float, cell_m: float) -> tuple[tuple[Any, Any], Cells]:
    """Middles of the cells, and whether a walker fits there: farther than half a walker from walls and things."""
    floor = Polygon(room["polygon"])
    low_x, low_y, high_x, high_y = floor.bounds
    xs, ys = np.arange(low_x, high_x + cell_m, cell_m), np.arange(low_y, high_y + cell_m, cell_m)
    points = np.meshgrid(xs, ys)
    middles = shapely.points(*points)
    half = walker_m / 2 - 1e-6
    free = shapely.contains_xy(floor, *points) & (shapely.distance(floor.exterior, middles) >= half)
    items = _here(room, layout)
    for key, shape in _shapes(room, layout).items():
        if not items[key]["rug"]:
            free &= shapely.distance(shape, middles) >= half
    return (points[0], points[1]), free


def _not_reached(room: Plain, layout: Plain, *, walker_m: float = WALKER_M) -> Iterator[Fault]:
    empty = {"items": {k: p for k, p in layout["items"].items() if _here(room, layout)[k]["fixed"]}, "dropped": []}
    for door in room["doors"]:
        ground = reached_from(room, layout, door, walker_m=walker_m)
        if ground.is_empty:
            yield Fault("reach", f"nothing from {door['id']}")
            continue
        for other in room["doors"]:
            if not _landing(room, other).buffer(1e-6).intersects(ground):
                yield Fault("reach", f"{other['id']} from {door['id']}")
        for key, item in _here(room, layout).items():
            for side in _sides_missed(item, layout["items"][key], ground, walker_m):
                bare = reached_from(room, empty, door, walker_m=walker_m)
                hopeless = item["fixed"] and side in _sides_missed(item, item["current"], bare, walker_m)
                if not hopeless:
                    yield Fault("reach", f"{side} of {key} from {door['id']}")


def _sides_missed(item: Plain, pose: tuple[float, float, float], ground: Any, walker_m: float) -> list[str]:
    open_ = {side for side in OUT if _strip(item, pose, side, walker_m / 2 + STRIP_M).intersects(ground)}
    missed = [side for side in item["access"] if side != "any" and side not in open_]
    if ("any" in item["access"] and not open_) or (
        item.get("access_one") and not open_.intersection(item["access_one"])
    ):
        missed.append("any")
    return missed


def _strip(item: Plain, pose: tuple[float, float, float], side: str, depth_m: float) -> Polygon:
    """The floor within some depth of one side."""
    w, d = item["w"] / 2, item["d"] / 2
    x0, x1 = {"left": (-w - depth_m, -w), "right": (w, w + depth_m)}.get(side, (-w, w))
    y0, y1 = {"back": (-d - depth_m, -d), "front": (d, d + depth_m)}.get(side, (-d, d))
    return _placed([(x0, y0), (x1, y0), (x1, y1), (x0, y1)], pose)


def _windows(room: Plain, layout: Plain) -> Iterator[Fault]:
    items, shapes = _here(room, layout), _shapes(room, layout)
    for window in room["windows"]:
        step = WINDOW_M * _inward(room, window["p0"], window["p1"])
        strip = Polygon([window["p0"], window["p1"], np.add(window["p1"], step), np.add(window["p0"], step)])
        for key, shape in shapes.items():
            taken = shape.intersection(strip).area
            if items[key]["h"] > window["sill"] and not items[key]["fixed"] and taken > TOLERATED_M2:
                yield Fault("window", f"{key} at {window['id']}", taken)


def _walls(room: Plain, layout: Plain) -> Iterator[Fault]:
    for key, item in _here(room, layout).items():
        if item["wall"] and not item["fixed"] and not _backed(room, item, layout["items"][key]):
            yield Fault("wall", key)


def _backed(room: Plain, item: Plain, pose: tuple[float, float, float]) -> bool:
    """Both ends of its back within 0.10 m of one wall, and turned by at most 5° from it."""
    corners = footprint(item, pose).exterior.coords
    ring = [*room["polygon"], room["polygon"][0]]
    for start, end in itertools.pairwise(ring):
        off = abs(math.remainder(pose[2] - math.atan2(end[1] - start[1], end[0] - start[0]), math.tau))
        wall = LineString([start, end])
        if off <= math.radians(5) and max(wall.distance(Point(corners[k])) for k in (0, 1)) <= 0.10:
            return True
    return False


def _relations(room: Plain, layout: Plain) -> Iterator[Fault]:
    items, shapes = _here(room, layout), _shapes(room, layout)
    for r in room["relations"]:
        if r["a"] in shapes and r["b"] in shapes and not _KEPT[r["type"]](r, items, shapes, layout["items"]):
            yield Fault(r["type"], f"{r['a']} and {r['b']}")


def _off_front(pose: tuple[float, float, float], at: tuple[float, float, float]) -> float:
    """How far a point lies off where something looks."""
    dx, dy = at[0] - pose[0], at[1] - pose[1]
    ahead = (-math.sin(pose[2]), math.cos(pose[2]))
    return math.acos(max(-1.0, min(1.0, (dx * ahead[0] + dy * ahead[1]) / max(1e-9, math.hypot(dx, dy)))))


def _views(r: Plain, items: Plain, shapes: Plain, poses: Plain) -> bool:
    a, b = poses[r["a"]], poses[r["b"]]
    line = LineString([a[:2], b[:2]])
    between = [k for k in shapes if k not in (r["a"], r["b"]) and items[k]["h"] > 1 and shapes[k].intersects(line)]
    low, high = r["dist"]
    most = math.radians(r["max_angle"])
    return low <= math.dist(a[:2], b[:2]) <= high and max(_off_front(a, b), _off_front(b, a)) <= most and not between


def _at(r: Plain, items: Plain, shapes: Plain, poses: Plain) -> bool:
    """Within 0.25 m, and what lies straight ahead of the chair within an arm's length is the table."""
    x, y, yaw = poses[r["a"]]
    ahead = LineString([(x, y), (x - 0.9 * math.sin(yaw), y + 0.9 * math.cos(yaw))])
    return shapes[r["a"]].distance(shapes[r["b"]]) <= 0.25 and ahead.intersects(shapes[r["b"]])


def _beside(r: Plain, items: Plain, shapes: Plain, poses: Plain) -> bool:
    turn = abs(math.remainder(poses[r["a"]][2] - poses[r["b"]][2], math.tau))
    return shapes[r["a"]].distance(shapes[r["b"]]) <= 0.20 and turn <= math.radians(15)


def _front_of(r: Plain, items: Plain, shapes: Plain, poses: Plain) -> bool:
    """The gap in range (to a centimetre), and a lies before b rather than at its side."""
    gap = shapes[r["a"]].distance(shapes[r["b"]])
    low, high = r["gap"]
    before = _strip(items[r["b"]], poses[r["b"]], "front", high + 0.02)
    return low - 0.01 <= gap <= high + 0.01 and before.intersects(shapes[r["a"]])


def _under(r: Plain, items: Plain, shapes: Plain, poses: Plain) -> bool:
    a, b = shapes[r["a"]], shapes[r["b"]]
    near = math.dist(poses[r["a"]][:2], poses[r["b"]][:2]) <= 0.8
    return near and a.intersection(b).area >= 0.3 * min(a.area, b.area)


_KEPT = {"view": _views, "at": _at, "beside": _beside, "front_of": _front_of, "under": _under}
