"""Choosing layouts that a person can tell apart."""

from collections.abc import Sequence

import numpy as np
from scipy.optimize import linear_sum_assignment

from vrplanner.layout.problem import Layout, Piece, Problem

TURN_M_PER_RAD = 0.35
"""How far a turn counts as a shift."""
ABSENT_M = 2.0
SURELY_OTHER_M = 3.0
METRES_PER_COST = 0.4
"""How much more different a layout must be to make up for a cost of one."""


def displacement_m(problem: Problem, a: Layout, b: Layout) -> float:
    """The mean way of a piece from one layout to the other, metres; what is large and matters counts for more.

    Pieces that are alike may stand in for each other: two chairs that changed places make no difference.
    """
    alike: dict[tuple[str, float, float], list[int]] = {}
    for i, piece in enumerate(problem.pieces):
        if not piece.fixed:
            alike.setdefault((piece.kind, round(piece.width_m, 2), round(piece.depth_m, 2)), []).append(i)
    total = weight = 0.0
    for members in alike.values():
        ways = np.array([[_way_m(a, b, i, j) for j in members] for i in members])
        rows, columns = linear_sum_assignment(ways)
        share = _weight(problem.pieces[members[0]])
        total += share * float(ways[rows, columns].sum())
        weight += share * len(members)
    return total / weight if weight else 0.0


def difference_m(problem: Problem, a: Layout, b: Layout) -> float:
    """How far two layouts are apart: the smaller of `displacement_m` and the plain mean way of the movable pieces, so
    that neither one large piece alone makes a difference nor a crowd of small ones.
    """
    movable = np.array([not piece.fixed for piece in problem.pieces]) & a.present & b.present
    shifts = np.hypot(*(a.pose[movable, :2] - b.pose[movable, :2]).T)
    plain = float(shifts.mean()) if len(shifts) else ABSENT_M
    return min(plain, displacement_m(problem, a, b))


def _weight(piece: Piece) -> float:
    """Rugs only follow, and people tell rooms apart by their main pieces."""
    return piece.area_m2 * (0.2 if piece.rug else {1: 2.0, 2: 1.0, 3: 0.5}[piece.priority])


def _way_m(a: Layout, b: Layout, i: int, j: int) -> float:
    if a.present[i] != b.present[j]:
        return ABSENT_M
    if not a.present[i]:
        return 0.0
    shift = float(np.hypot(*(a.pose[i, :2] - b.pose[j, :2])))
    turn = abs(float(np.remainder(a.pose[i, 2] - b.pose[j, 2] + np.pi, 2 * np.pi) - np.pi))
    return shift + TURN_M_PER_RAD * turn


def choose_diverse(
    problem: Problem, layouts: Sequence[Layout], costs: Sequence[float], *, count: int, slack: float, least_m: float
) -> list[int]:
    """Indices of up to `count` layouts: the cheapest, then always the one farthest from those chosen (farthest-first
    traversal, Gonzalez 1985) among those within `slack` of the cheapest, as long as it is `least_m` away. Best first.
    """
    if not layouts:
        return []
    order = sorted(range(len(layouts)), key=lambda i: costs[i])
    chosen = [order[0]]
    pool = [i for i in order[1:] if costs[i] <= costs[order[0]] + slack]
    nearest = {i: difference_m(problem, layouts[i], layouts[order[0]]) for i in pool}
    while pool and len(chosen) < count:
        # A cheap one that is clearly different is better than an odd one that is very different.
        farthest = max(
            pool, key=lambda i: (min(nearest[i], SURELY_OTHER_M) - METRES_PER_COST * (costs[i] - costs[order[0]]), -i)
        )
        if nearest[farthest] < least_m:
            pool.remove(farthest)
            continue
        chosen.append(farthest)
        pool.remove(farthest)
        for i in pool:
            nearest[i] = min(nearest[i], difference_m(problem, layouts[i], layouts[farthest]))
    return sorted(chosen, key=lambda i: costs[i])
