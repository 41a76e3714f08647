"""Whether a layout really works: exact checks with shapely, written apart from the sampler's terms.

Hard rules: nothing overlaps (a chair may tuck under its table), nothing leaves the room, doors open onto a free
landing, fixed pieces have not moved, the budget holds, and someone 0.6 m wide can walk from every door to every side
that must be reached. Soft rules, reported but not refused: uncovered windows, free space before fronts, walls at backs,
relations.
"""

import itertools
import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import shapely
from shapely.geometry import LineString, Polygon
from shapely.ops import unary_union

from vrplanner.layout.problem import SIDES, Array, Layout, Piece, Problem, Relation, Side, piece_corners
from vrplanner.layout.room_tables import landing_corners, swing_corners, window_corners
from vrplanner.layout.tables import WALKABLE_HEIGHT_M

TOLERATED_M2 = 0.001
UNMOVED_M = 1e-4
TUCK_SHARE = 0.4
WALKER_RADIUS_M = 0.3
MAIN_WAY_RADIUS_M = 0.45
ACCESS_STRIP_M = 0.2
WALL_GAP_M, WALL_ANGLE_RAD = 0.10, math.radians(5)
VIEW_BLOCKING_M = 1.0

Rule = Literal["overlap", "outside", "door", "moved", "unreachable", "turning", "window", "clearance", "wall",
               "relation", "left_out", "budget"]  # fmt: skip
HARD_RULES: tuple[Rule, ...] = ("overlap", "outside", "door", "moved", "unreachable", "turning", "budget")


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


@dataclass(frozen=True, slots=True)
class _Plan:
    """A layout with its footprints; `here` are the indices of what is present."""

    problem: Problem
    layout: Layout
    shapes: list[Polygon]
    here: list[int]


def _plan(problem: Problem, layout: Layout) -> _Plan:
    shapes = [Polygon(piece_corners(piece, pose)) for piece, pose in zip(problem.pieces, layout.pose, strict=True)]
    return _Plan(problem, layout, shapes, [i for i in range(len(problem)) if layout.present[i]])


def check_layout(problem: Problem, layout: Layout) -> tuple[Finding, ...]:
    """Everything that is wrong with a layout, hard rules first."""
    plan = _plan(problem, layout)
    findings = [finding for check in _CHECKS for finding in check(plan)]
    findings += [f for r in problem.relations if not r.wish and (f := _relation(plan, r))]
    findings += [Finding(rule="left_out", pieces=(i,)) for i in range(len(problem)) if not layout.present[i]]
    return tuple(sorted(findings, key=lambda finding: not finding.hard))


def is_valid(problem: Problem, layout: Layout) -> bool:
    """No hard rule is broken by what is present."""
    return not any(finding.hard for finding in check_layout(problem, layout))


def walkable(problem: Problem, layout: Layout, *, radius_m: float = WALKER_RADIUS_M) -> Polygon:
    """Where the centre of a walker of that radius can be, coming from all doors; empty if the doors are cut apart."""
    return _walkable(_plan(problem, layout), radius_m)


def side_strip(piece: Piece, corners: Array, side: Side, depth_m: float) -> Polygon:
    """The strip of floor of that depth along one side of a footprint."""
    back_left, back_right, front_right, front_left = corners
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


def _overlaps(plan: _Plan) -> Iterator[Finding]:
    tucks = _tucks(plan.problem)
    for i in plan.here:
        for j in plan.here:
            if j <= i or _may_overlap(plan.problem, i, j):
                continue
            area = plan.shapes[i].intersection(plan.shapes[j]).area
            chair = i if (i, j) in tucks else (j if (j, i) in tucks else None)
            allowed = TOLERATED_M2 if chair is None else TUCK_SHARE * plan.shapes[chair].area
            if area > allowed:
                yield Finding(rule="overlap", pieces=(i, j), amount=area)


def _outside(plan: _Plan) -> Iterator[Finding]:
    for i in plan.here:
        area = plan.shapes[i].difference(plan.problem.floor).area
        if area > TOLERATED_M2 and not plan.problem.pieces[i].fixed:
            yield Finding(rule="outside", pieces=(i,), amount=area)


def _doors(plan: _Plan) -> Iterator[Finding]:
    for door in plan.problem.doors:
        keep = Polygon(landing_corners(plan.problem, door))
        if door.swing == "in":
            keep = keep.union(Polygon(swing_corners(plan.problem, door)))
        for i in plan.here:
            piece = plan.problem.pieces[i]
            if piece.rug or piece.fixed or not piece.solid:
                continue
            area = plan.shapes[i].intersection(keep).area
            if area > TOLERATED_M2:
                yield Finding(rule="door", pieces=(i,), amount=area, detail=door.id)


def _moved(plan: _Plan) -> Iterator[Finding]:
    for i in plan.here:
        shift = float(abs(plan.layout.pose[i] - plan.problem.current[i]).max())
        if plan.problem.pieces[i].fixed and shift > UNMOVED_M:
            yield Finding(rule="moved", pieces=(i,), amount=shift)


def _free(plan: _Plan, radius_m: float) -> Polygon:
    """Where a walker's centre can be at all."""
    free = plan.problem.floor.buffer(-radius_m + 1e-6, join_style="mitre")
    blocking = [
        plan.shapes[i].buffer(radius_m - 1e-6, join_style="mitre")
        for i in plan.here
        if not plan.problem.pieces[i].rug
        and plan.problem.pieces[i].solid
        and plan.problem.pieces[i].base_m < WALKABLE_HEIGHT_M
    ]
    return free.difference(unary_union(blocking))


def _walkable(plan: _Plan, radius_m: float) -> Polygon:
    free = _free(plan, radius_m)
    parts = [part for part in getattr(free, "geoms", [free]) if part.area > 0]
    if not parts:
        return Polygon()
    if not plan.problem.doors:
        return max(parts, key=lambda part: part.area)
    landings = [Polygon(landing_corners(plan.problem, door)).buffer(0.05) for door in plan.problem.doors]
    good = [part for part in parts if all(part.intersects(landing) for landing in landings)]
    return unary_union(good) if good else Polygon()


def _unreachable(plan: _Plan) -> Iterator[Finding]:
    ground = _walkable(plan, WALKER_RADIUS_M)
    if ground.is_empty and plan.problem.doors and plan.here:
        yield Finding(rule="unreachable", pieces=(), detail="doors")
    for i in plan.here:
        yield from (Finding(rule="unreachable", pieces=(i,), detail=side)
                    for side in missed_sides(plan.problem, plan.layout, i, ground, WALKER_RADIUS_M))  # fmt: skip
    if plan.problem.turning_m > 0 and not _free(plan, plan.problem.turning_m / 2).intersects(ground):
        yield Finding(rule="turning", amount=plan.problem.turning_m)


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


def _budget(plan: _Plan) -> Iterator[Finding]:
    price = sum(plan.problem.pieces[i].price for i in plan.here)
    if 0 < plan.problem.budget < price:
        yield Finding(rule="budget", amount=price - plan.problem.budget)


def _windows(plan: _Plan) -> Iterator[Finding]:
    for window in plan.problem.windows:
        strip = Polygon(window_corners(plan.problem, window))
        for i in plan.here:
            piece = plan.problem.pieces[i]
            tall = piece.base_m + piece.height_m > window.sill_m + 1e-6
            area = plan.shapes[i].intersection(strip).area
            if tall and piece.solid and not piece.fixed and not piece.rug and area > TOLERATED_M2:
                yield Finding(rule="window", pieces=(i,), amount=area, detail=window.id)


def _clearances(plan: _Plan) -> Iterator[Finding]:
    together = {frozenset((r.a, r.b)) for r in plan.problem.relations}
    for i in plan.here:
        piece = plan.problem.pieces[i]
        corners = piece_corners(piece, plan.layout.pose[i])
        for side, clear_m in piece.clear_m.items():
            if clear_m <= 0 or piece.fixed:
                continue
            strip = side_strip(piece, corners, side, clear_m)
            others = [
                plan.shapes[j]
                for j in plan.here
                if j != i and frozenset((i, j)) not in together and not _may_overlap(plan.problem, i, j)
            ]
            taken = strip.area - strip.intersection(plan.problem.floor).difference(unary_union(others)).area
            if taken > 0.1 * strip.area:
                yield Finding(rule="clearance", pieces=(i,), amount=taken / strip.area, detail=side)


def _walls(plan: _Plan) -> Iterator[Finding]:
    for i in plan.here:
        piece = plan.problem.pieces[i]
        if piece.wall == "must" and not piece.fixed and not against_wall(plan.problem, plan.layout, i):
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


def _relation(plan: _Plan, relation: Relation) -> Finding | None:
    a, b = relation.a, relation.b
    if not (plan.layout.present[a] and plan.layout.present[b]):
        return None
    check = _RELATION_CHECKS.get(relation.type)
    if check is None or check(plan, relation):
        return None
    return Finding(rule="relation", pieces=(a, b), detail=relation.type)


def _angle_to(layout: Layout, a: int, b: int) -> float:
    """How far b lies off a's front direction, 0..pi."""
    yaw = layout.pose[a, 2]
    dx, dy = layout.pose[b, :2] - layout.pose[a, :2]
    return abs(math.remainder(math.atan2(-dx, dy) - yaw, math.tau))


def _sees(plan: _Plan, r: Relation) -> bool:
    distance = float(math.dist(plan.layout.pose[r.a, :2], plan.layout.pose[r.b, :2]))
    ray = LineString([plan.layout.pose[r.a, :2], plan.layout.pose[r.b, :2]])
    blocked = any(
        plan.layout.present[k] and plan.problem.pieces[k].height_m > VIEW_BLOCKING_M and plan.problem.pieces[k].solid
        and plan.shapes[k].intersects(ray)
        for k in range(len(plan.problem)) if k not in (r.a, r.b)
    )  # fmt: skip
    angle = max(_angle_to(plan.layout, r.a, r.b), _angle_to(plan.layout, r.b, r.a))
    return r.low_m <= distance <= r.high_m and angle <= r.max_angle_rad and not blocked


def _sits_at(plan: _Plan, r: Relation) -> bool:
    """Close, and looking at the table rather than past it: a ray ahead of the chair meets the table."""
    yaw = plan.layout.pose[r.a, 2]
    at = plan.layout.pose[r.a, :2]
    ahead = LineString([at, (at[0] - 1.0 * math.sin(yaw), at[1] + 1.0 * math.cos(yaw))])
    return plan.shapes[r.a].distance(plan.shapes[r.b]) <= 0.25 and ahead.intersects(plan.shapes[r.b])


def _stands_beside(plan: _Plan, r: Relation) -> bool:
    turn = abs(math.remainder(plan.layout.pose[r.a, 2] - plan.layout.pose[r.b, 2], math.tau))
    return plan.shapes[r.a].distance(plan.shapes[r.b]) <= 0.20 and turn <= math.radians(15)


def _lies_in_front(plan: _Plan, r: Relation) -> bool:
    gap = plan.shapes[r.a].distance(plan.shapes[r.b])
    slack = 0.02
    return r.low_m - slack <= gap <= r.high_m + slack and _angle_to(plan.layout, r.b, r.a) <= math.radians(60)


def _lies_under(plan: _Plan, r: Relation) -> bool:
    smaller = min(plan.shapes[r.a].area, plan.shapes[r.b].area)
    near = math.dist(plan.layout.pose[r.a, :2], plan.layout.pose[r.b, :2]) <= 0.8
    return near and plan.shapes[r.a].intersection(plan.shapes[r.b]).area >= 0.3 * smaller


_RELATION_CHECKS = {
    "view": _sees, "at": _sits_at, "beside": _stands_beside, "front_of": _lies_in_front, "under": _lies_under,
}  # fmt: skip
_CHECKS = (_overlaps, _outside, _doors, _moved, _unreachable, _budget, _windows, _clearances, _walls)
