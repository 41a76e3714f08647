"""Whether a layout really works: exact checks with shapely, written apart from the sampler's terms.

Hard rules: nothing overlaps (a chair may tuck under its table), nothing leaves the room, doors open onto a free
landing, fixed pieces have not moved, and someone 0.6 m wide can walk from every door to every side that must be
reached. Soft rules, reported but not refused: uncovered windows, free space before fronts, walls at backs, relations.
"""

import itertools
import math
from dataclasses import dataclass
from typing import Literal

import shapely
from shapely.geometry import LineString, Polygon
from shapely.ops import unary_union

from vrplanner.layout.problem import SIDES, Layout, Piece, Problem, Relation, Side, piece_corners
from vrplanner.layout.tables import WALKABLE_HEIGHT_M, landing_corners, swing_corners, window_corners

TOLERATED_M2 = 0.001
UNMOVED_M = 1e-4
TUCK_SHARE = 0.4
WALKER_RADIUS_M = 0.3
MAIN_WAY_RADIUS_M = 0.45
ACCESS_STRIP_M = 0.2
WALL_GAP_M, WALL_ANGLE_RAD = 0.10, math.radians(5)
VIEW_BLOCKING_M = 1.0

Rule = Literal["overlap", "outside", "door", "moved", "unreachable", "turning", "window", "clearance", "wall",
               "relation", "left_out"]  # fmt: skip
HARD_RULES: tuple[Rule, ...] = ("overlap", "outside", "door", "moved", "unreachable", "turning")


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One rule that is broken, by which pieces (indices), and by how much (m², m or rad, as the rule goes)."""

    rule: Rule
    pieces: tuple[int, ...] = ()
    amount: float = 0.0
    detail: str = ""

    @property
    def hard(self) -> bool:
        return self.rule in HARD_RULES


def check_layout(problem: Problem, layout: Layout) -> tuple[Finding, ...]:
    """Everything that is wrong with a layout, hard rules first."""
    shapes = [Polygon(piece_corners(piece, pose)) for piece, pose in zip(problem.pieces, layout.pose, strict=True)]
    here = [i for i in range(len(problem)) if layout.present[i]]
    findings = [
        *_overlaps(problem, shapes, here),
        *_outside(problem, shapes, here),
        *_doors(problem, shapes, here),
        *_moved(problem, layout, here),
        *_unreachable(problem, layout, shapes, here),
        *_windows(problem, shapes, here),
        *_clearances(problem, layout, shapes, here),
        *_walls(problem, layout, here),
        *(f for r in problem.relations if not r.wish and (f := _relation(problem, layout, shapes, r))),
        *(Finding(rule="left_out", pieces=(i,)) for i in range(len(problem)) if not layout.present[i]),
    ]
    return tuple(sorted(findings, key=lambda finding: not finding.hard))


def is_valid(problem: Problem, layout: Layout) -> bool:
    """No hard rule is broken by what is present."""
    return not any(finding.hard for finding in check_layout(problem, layout))


def walkable(problem: Problem, layout: Layout, *, radius_m: float = WALKER_RADIUS_M) -> Polygon:
    """Where the centre of a walker of that radius can be, coming from all doors; empty if the doors are cut apart."""
    shapes = [Polygon(piece_corners(piece, pose)) for piece, pose in zip(problem.pieces, layout.pose, strict=True)]
    here = [i for i in range(len(problem)) if layout.present[i]]
    return _walkable(problem, shapes, here, radius_m)


def side_strip(piece: Piece, corners: shapely.Polygon | object, side: Side, depth_m: float) -> Polygon:
    """The strip of floor of that depth along one side of a footprint."""
    back_left, back_right, front_right, front_left = corners  # type: ignore[misc]
    depth = (front_left - back_left) / piece.depth_m
    across = (back_right - back_left) / piece.width_m
    start, end, out = {
        "front": (front_left, front_right, depth),
        "back": (back_left, back_right, -depth),
        "left": (back_left, front_left, -across),
        "right": (back_right, front_right, across),
    }[side]
    return Polygon([start, end, end + depth_m * out, start + depth_m * out])


def _may_overlap(problem: Problem, i: int, j: int) -> bool:
    a, b = problem.pieces[i], problem.pieces[j]
    soft = a.rug or b.rug or not a.solid or not b.solid
    apart = a.base_m >= b.base_m + b.height_m or b.base_m >= a.base_m + a.height_m
    return soft or apart or (a.fixed and b.fixed)


def _tucks(problem: Problem) -> set[tuple[int, int]]:
    return {(r.a, r.b) for r in problem.relations if r.type == "at"}


def _overlaps(problem, shapes, here):
    tucks = _tucks(problem)
    for i in here:
        for j in here:
            if j <= i or _may_overlap(problem, i, j):
                continue
            area = shapes[i].intersection(shapes[j]).area
            chair = i if (i, j) in tucks else (j if (j, i) in tucks else None)
            allowed = TOLERATED_M2 if chair is None else TUCK_SHARE * shapes[chair].area
            if area > allowed:
                yield Finding(rule="overlap", pieces=(i, j), amount=area)


def _outside(problem, shapes, here):
    for i in here:
        area = shapes[i].difference(problem.floor).area
        if area > TOLERATED_M2 and not problem.pieces[i].fixed:
            yield Finding(rule="outside", pieces=(i,), amount=area)


def _doors(problem, shapes, here):
    for door in problem.doors:
        keep = Polygon(landing_corners(problem, door))
        if door.swing == "in":
            keep = keep.union(Polygon(swing_corners(problem, door)))
        for i in here:
            piece = problem.pieces[i]
            if piece.rug or piece.fixed or not piece.solid:
                continue
            area = shapes[i].intersection(keep).area
            if area > TOLERATED_M2:
                yield Finding(rule="door", pieces=(i,), amount=area, detail=door.id)


def _moved(problem, layout, here):
    for i in here:
        shift = float(abs(layout.pose[i] - problem.current[i]).max())
        if problem.pieces[i].fixed and shift > UNMOVED_M:
            yield Finding(rule="moved", pieces=(i,), amount=shift)


def _free(problem, shapes, here, radius_m):
    """Where a walker's centre can be at all."""
    free = problem.floor.buffer(-radius_m + 1e-6, join_style="mitre")
    blocking = [
        shapes[i].buffer(radius_m - 1e-6, join_style="mitre")
        for i in here
        if not problem.pieces[i].rug and problem.pieces[i].solid and problem.pieces[i].base_m < WALKABLE_HEIGHT_M
    ]
    return free.difference(unary_union(blocking))


def _walkable(problem, shapes, here, radius_m) -> Polygon:
    free = _free(problem, shapes, here, radius_m)
    parts = [part for part in getattr(free, "geoms", [free]) if part.area > 0]
    if not parts:
        return Polygon()
    if not problem.doors:
        return max(parts, key=lambda part: part.area)
    landings = [Polygon(landing_corners(problem, door)).buffer(0.05) for door in problem.doors]
    good = [part for part in parts if all(part.intersects(landing) for landing in landings)]
    return unary_union(good) if good else Polygon()


def _unreachable(problem, layout, shapes, here):
    ground = _walkable(problem, shapes, here, WALKER_RADIUS_M)
    if ground.is_empty and problem.doors and here:
        yield Finding(rule="unreachable", pieces=(), detail="doors")
    for i in here:
        yield from (Finding(rule="unreachable", pieces=(i,), detail=side)
                    for side in missed_sides(problem, layout, i, ground, WALKER_RADIUS_M))  # fmt: skip
    if problem.turning_m > 0 and not _free(problem, shapes, here, problem.turning_m / 2).intersects(ground):
        yield Finding(rule="turning", amount=problem.turning_m)


def missed_sides(problem: Problem, layout: Layout, i: int, ground: Polygon, radius_m: float) -> list[str]:
    """The sides of piece i that must be and cannot be stepped up to from `ground`; "any" when none of several can."""
    piece = problem.pieces[i]
    corners = piece_corners(piece, layout.pose[i])
    open_sides = {
        side for side in SIDES if side_strip(piece, corners, side, radius_m + ACCESS_STRIP_M).intersects(ground)
    }
    missed: list[str] = [side for side in piece.access_all if side not in open_sides]
    if piece.access_any and not open_sides.intersection(piece.access_any):
        missed.append("any")
    return missed


def _windows(problem, shapes, here):
    for window in problem.windows:
        strip = Polygon(window_corners(problem, window))
        for i in here:
            piece = problem.pieces[i]
            tall = piece.base_m + piece.height_m > window.sill_m + 1e-6
            area = shapes[i].intersection(strip).area
            if tall and piece.solid and not piece.fixed and not piece.rug and area > TOLERATED_M2:
                yield Finding(rule="window", pieces=(i,), amount=area, detail=window.id)


def _clearances(problem, layout, shapes, here):
    together = {frozenset((r.a, r.b)) for r in problem.relations}
    for i in here:
        piece = problem.pieces[i]
        corners = piece_corners(piece, layout.pose[i])
        for side, clear_m in piece.clear_m.items():
            if clear_m <= 0 or piece.fixed:
                continue
            strip = side_strip(piece, corners, side, clear_m)
            others = [
                shapes[j]
                for j in here
                if j != i and frozenset((i, j)) not in together and not _may_overlap(problem, i, j)
            ]
            taken = strip.area - strip.intersection(problem.floor).difference(unary_union(others)).area
            if taken > 0.1 * strip.area:
                yield Finding(rule="clearance", pieces=(i,), amount=taken / strip.area, detail=side)


def _walls(problem, layout, here):
    for i in here:
        piece = problem.pieces[i]
        if piece.wall == "must" and not piece.fixed and not against_wall(problem, layout, i):
            yield Finding(rule="wall", pieces=(i,))


def against_wall(problem: Problem, layout: Layout, i: int) -> bool:
    """Back within 0.10 m of a wall and within 5° of parallel to it."""
    corners = piece_corners(problem.pieces[i], layout.pose[i])
    yaw = layout.pose[i, 2]
    ring = list(problem.floor.exterior.coords)
    for start, end in itertools.pairwise(ring):
        wall = LineString([start, end])
        wall_yaw = math.atan2(end[1] - start[1], end[0] - start[0])
        turned = abs(math.remainder(yaw - wall_yaw, math.tau))
        middle = shapely.Point((corners[0] + corners[1]) / 2)
        if turned <= WALL_ANGLE_RAD and wall.distance(middle) <= WALL_GAP_M:
            return True
    return False


def _relation(problem: Problem, layout: Layout, shapes, relation: Relation) -> Finding | None:
    a, b = relation.a, relation.b
    if not (layout.present[a] and layout.present[b]):
        return None
    check = _RELATION_CHECKS.get(relation.type)
    if check is None or check(problem, layout, shapes, relation):
        return None
    return Finding(rule="relation", pieces=(a, b), detail=relation.type)


def _angle_to(layout: Layout, a: int, b: int) -> float:
    """How far b lies off a's front direction, 0..pi."""
    yaw = layout.pose[a, 2]
    dx, dy = layout.pose[b, :2] - layout.pose[a, :2]
    return abs(math.remainder(math.atan2(-dx, dy) - yaw, math.tau))


def _sees(problem, layout, shapes, r) -> bool:
    distance = float(math.dist(layout.pose[r.a, :2], layout.pose[r.b, :2]))
    ray = LineString([layout.pose[r.a, :2], layout.pose[r.b, :2]])
    blocked = any(
        layout.present[k] and problem.pieces[k].height_m > VIEW_BLOCKING_M and problem.pieces[k].solid
        and shapes[k].intersects(ray)
        for k in range(len(problem)) if k not in (r.a, r.b)
    )  # fmt: skip
    angle = max(_angle_to(layout, r.a, r.b), _angle_to(layout, r.b, r.a))
    return r.low_m <= distance <= r.high_m and angle <= r.max_angle_rad and not blocked


def _sits_at(problem, layout, shapes, r) -> bool:
    """Close, and looking at the table rather than past it: a ray ahead of the chair meets the table."""
    yaw = layout.pose[r.a, 2]
    at = layout.pose[r.a, :2]
    ahead = LineString([at, (at[0] - 1.0 * math.sin(yaw), at[1] + 1.0 * math.cos(yaw))])
    return shapes[r.a].distance(shapes[r.b]) <= 0.25 and ahead.intersects(shapes[r.b])


def _stands_beside(problem, layout, shapes, r) -> bool:
    turn = abs(math.remainder(layout.pose[r.a, 2] - layout.pose[r.b, 2], math.tau))
    return shapes[r.a].distance(shapes[r.b]) <= 0.20 and turn <= math.radians(15)


def _lies_in_front(problem, layout, shapes, r) -> bool:
    gap = shapes[r.a].distance(shapes[r.b])
    slack = 0.02
    return r.low_m - slack <= gap <= r.high_m + slack and _angle_to(layout, r.b, r.a) <= math.radians(60)


def _lies_under(problem, layout, shapes, r) -> bool:
    smaller = min(shapes[r.a].area, shapes[r.b].area)
    near = math.dist(layout.pose[r.a, :2], layout.pose[r.b, :2]) <= 0.8
    return near and shapes[r.a].intersection(shapes[r.b]).area >= 0.3 * smaller


_RELATION_CHECKS = {
    "view": _sees, "at": _sits_at, "beside": _stands_beside, "front_of": _lies_in_front, "under": _lies_under,
}  # fmt: skip
