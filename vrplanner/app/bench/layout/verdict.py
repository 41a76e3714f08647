"""What is right and wrong with a layout, seen plainly: only footprints, apart from the optimiser's own judge."""

import itertools

import numpy as np
from shapely.geometry import Polygon

from vrplanner.layout.problem import Array, Layout, Problem, piece_corners
from vrplanner.layout.validity import MAIN_WAY_RADIUS_M, is_valid, missed_sides, walkable

TOLERATED_M2 = 0.001
TUCK_SHARE = 0.4
"""So much of a chair may be under the table it belongs to."""


def whole(problem: Problem, layout: Layout) -> bool:
    """Everything is there and no hard rule is broken."""
    return bool(layout.present.all()) and is_valid(problem, layout)


def connected(problem: Problem, layout: Layout, *, radius_m: float = MAIN_WAY_RADIUS_M) -> bool:
    """Whether a walker of that radius gets from every door to every side that must be reached of all that is there."""
    ground: Polygon = walkable(problem, layout, radius_m=radius_m)
    here = np.flatnonzero(layout.present)
    return not ground.is_empty and not any(missed_sides(problem, layout, int(i), ground, radius_m) for i in here)


def collisions(problem: Problem, layout: Layout) -> int:
    """Pairs of things that stand in each other on over 10 cm²; rugs lie under things, chairs go under their tables."""
    shapes = _footprints(problem, layout)
    seated = {frozenset((r.a, r.b)): r.a for r in problem.relations if r.type == "at"}
    count = 0
    for i, j in itertools.combinations(shapes, 2):
        if problem.pieces[i].rug or problem.pieces[j].rug:
            continue
        chair = seated.get(frozenset((i, j)))
        allowed_m2 = TOLERATED_M2 if chair is None else TUCK_SHARE * shapes[chair].area
        count += shapes[i].intersection(shapes[j]).area > allowed_m2
    return count


def outside(problem: Problem, layout: Layout) -> int:
    """Movable things of which over 10 cm² are not in the room."""
    floor = problem.floor
    shapes = _footprints(problem, layout)
    return sum(
        shape.difference(floor).area > TOLERATED_M2 for i, shape in shapes.items() if not problem.pieces[i].fixed
    )


def plain_displacement_m(problem: Problem, a: Layout, b: Layout) -> float:
    """The mean distance between a movable piece's two places, metres, over pieces that stand in both."""
    movable = np.array([not piece.fixed for piece in problem.pieces]) & a.present & b.present
    shift: Array = np.hypot(*(a.pose[movable, :2] - b.pose[movable, :2]).T)
    return float(shift.mean()) if len(shift) else 0.0


def _footprints(problem: Problem, layout: Layout) -> dict[int, Polygon]:
    here = np.flatnonzero(layout.present)
    return {int(i): Polygon(piece_corners(problem.pieces[i], layout.pose[i])) for i in here}
