"""A furnished room from a few short lines, in the neutral frame (metres, y up the page, corners counter-clockwise)."""

import math
import re
import zlib
from collections.abc import Iterator

import numpy as np

from vrplanner.core.furniture import BY_NAME
from vrplanner.layout.infer import infer_relations
from vrplanner.layout.problem import SIDES, Array, Door, Piece, Problem, Window
from vrplanner.layout.rules import rule_for

_THING = re.compile(r"(?P<kind>[a-z ]+?)(?: (?P<width>[\d.]+)x(?P<depth>[\d.]+))?(?: \*(?P<count>\d+))?")
_OTHER_HEIGHTS_M = {"column": 2.5}
LEAST_FROM_WALL_M = 0.3


def room(
    name: str, *, walls: str, doors: str, windows: str = "", things: str, fixed: str = "", turning_m: float = 0.0
) -> Problem:
    """`walls` "x,y x,y …"; `doors` "hinge leaf swing; …"; `windows` "start end sill; …"; `things` "sofa 2.1x0.9; chair
    *4; …", of the class's usual size if none is given; `fixed` the same with " @ x,y,degrees". What is not fixed stands
    about as movers leave it: anywhere, turned anyhow, the same at every call.
    """
    polygon = np.array([_point(word) for word in walls.split()])
    staying = [_fixed(entry) for entry in _entries(fixed)]
    moving = [one for entry in _entries(things) for one in _things(entry)]
    named = [(f"{kind}_{i}", kind, size) for i, (kind, size) in enumerate([s[:2] for s in staying] + moving, start=1)]
    pieces = tuple(piece(id_, kind, size=size, fixed=i < len(staying)) for i, (id_, kind, size) in enumerate(named))
    random = np.random.default_rng(zlib.crc32(name.encode()))
    current = np.array([pose for *_, pose in staying] + list(scattered(polygon, len(moving), random))).reshape(-1, 3)
    return furnished(
        name, polygon, pieces, current, doors=tuple(_doors(doors)), windows=tuple(_windows(windows)),
        turning_m=turning_m,
    )  # fmt: skip


def furnished(
    name: str, polygon: Array, pieces: tuple[Piece, ...], current: Array, *, doors: tuple[Door, ...],
    windows: tuple[Window, ...], turning_m: float = 0.0,
) -> Problem:  # fmt: skip
    """A problem with the relations its pieces usually have."""
    return Problem(
        id=name, polygon=polygon, doors=doors, windows=windows, pieces=pieces, current=current, turning_m=turning_m,
        relations=infer_relations(pieces, current, windows),
    )  # fmt: skip


def piece(id_: str, kind: str, *, size: tuple[float, float] | None = None, fixed: bool = False) -> Piece:
    """One thing of a class with what its class needs; `size` is width and depth, metres."""
    usual = BY_NAME.get(kind)
    width_m, depth_m = size or (usual.width_m[1], usual.depth_m[1])
    height_m = usual.height_m[1] if usual else _OTHER_HEIGHTS_M[kind]
    rule = rule_for(kind, width_m=width_m)
    return Piece(
        id=id_, kind=kind, name=kind, width_m=width_m, depth_m=depth_m, height_m=height_m, fixed=fixed,
        wall=rule.wall, corner=rule.corner, access_all=rule.access_all,
        access_any=() if kind in ("rug", "column") else (rule.access_any or (() if rule.access_all else SIDES)),
        clear_m={side: clear for side, clear in rule.clear_m.items() if clear > 0}, priority=rule.priority,
        rug=kind == "rug",
    )  # fmt: skip


def scattered(polygon: Array, count: int, random: np.random.Generator) -> Iterator[tuple[float, float, float]]:
    """Poses anywhere within the walls' bounds, turned anyhow."""
    low, high = polygon.min(axis=0) + LEAST_FROM_WALL_M, polygon.max(axis=0) - LEAST_FROM_WALL_M
    for _ in range(count):
        x, y = random.uniform(low, high)
        yield float(x), float(y), float(random.uniform(0, math.tau))


def _entries(text: str) -> list[str]:
    return [entry.strip() for entry in text.split(";") if entry.strip()]


def _point(word: str) -> tuple[float, float]:
    x, y = word.split(",")
    return float(x), float(y)


def _doors(text: str) -> Iterator[Door]:
    for i, entry in enumerate(_entries(text), start=1):
        hinge, leaf, swing = entry.split()
        yield Door(id=f"door_{i}", hinge=_point(hinge), leaf=_point(leaf), swing=swing)


def _windows(text: str) -> Iterator[Window]:
    for i, entry in enumerate(_entries(text), start=1):
        start, end, sill = entry.split()
        yield Window(id=f"window_{i}", start=_point(start), end=_point(end), sill_m=float(sill))


def _things(entry: str) -> list[tuple[str, tuple[float, float] | None]]:
    match = _THING.fullmatch(entry)
    if match is None:
        raise ValueError(entry)
    size = (float(match["width"]), float(match["depth"])) if match["width"] else None
    return [(match["kind"], size)] * int(match["count"] or 1)


def _fixed(entry: str) -> tuple[str, tuple[float, float] | None, tuple[float, float, float]]:
    thing, place = entry.split(" @ ")
    x, y, degrees = (float(word) for word in place.split(","))
    return *_things(thing)[0], (x, y, math.radians(degrees))
