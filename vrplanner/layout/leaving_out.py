"""What to leave out when a room cannot hold everything."""

import itertools
from collections.abc import Iterable

import numpy as np

from vrplanner.layout.problem import Layout, Problem, as_chosen
from vrplanner.layout.tables import drop_cost
from vrplanner.layout.validity import check_layout

MOST_TOGETHER = 3
MOST_TRIALS = 6
OVERFULL = 0.75
ENOUGH_FLOOR = 0.5
"""A set is only worth a try if it frees this share of the floor that `out` frees."""


def overfull(problem: Problem) -> bool:
    """Whether so much stands on the floor that nobody could walk: no need to try it all."""
    standing = [piece for piece in problem.pieces if piece.solid and not piece.rug and not piece.fixed]
    if problem.alternatives:
        return False
    return sum(piece.area_m2 for piece in standing) > OVERFULL * problem.floor.area


def left_out(layout: Layout) -> frozenset[int]:
    return frozenset(int(i) for i in np.flatnonzero(~layout.present))


def loss_of(problem: Problem, out: Iterable[int]) -> float:
    """How much a room loses with these pieces: what matters more counts more."""
    return sum(drop_cost(problem.pieces[i]) for i in out)


def smaller_losses(problem: Problem, out: frozenset[int]) -> list[frozenset[int]]:
    """Sets of pieces that would be a smaller loss than `out`, the smallest first, at most `MOST_TRIALS`.

    What stands at or beside a piece goes with it; of sets that are alike (two of six equal chairs) one is enough. Sets
    of the same loss are ordered by how much floor they free.
    """
    movable = [i for i, piece in enumerate(problem.pieces) if not piece.fixed and not piece.rug]
    limit = loss_of(problem, out)
    sets = {
        _with_companions(problem, group)
        for count in range(1, MOST_TOGETHER + 1)
        for group in itertools.combinations(movable, count)
        if loss_of(problem, group) < limit
    }
    areas = {group: _area_m2(problem, group) for group in sets if loss_of(problem, group) < limit}
    worthwhile = [group for group, area in areas.items() if area >= ENOUGH_FLOOR * _area_m2(problem, out)]
    ordered = sorted(worthwhile, key=lambda group: (loss_of(problem, group), -areas[group], sorted(group)))
    unlike: dict[tuple[tuple[str, float, float], ...], frozenset[int]] = {}
    for group in ordered:
        unlike.setdefault(_looks(problem, group), group)
    return list(unlike.values())[:MOST_TRIALS]


def _area_m2(problem: Problem, group: Iterable[int]) -> float:
    return sum(problem.pieces[i].area_m2 for i in group)


def _looks(problem: Problem, group: Iterable[int]) -> tuple[tuple[str, float, float], ...]:
    """What a set consists of, whichever of several alike it holds."""
    pieces = (problem.pieces[i] for i in group)
    return tuple(sorted((piece.kind, round(piece.width_m, 2), round(piece.depth_m, 2)) for piece in pieces))


def without_offenders(problem: Problem, layout: Layout) -> Layout:
    """Leave out, least needed first, what still breaks a hard rule."""
    present = layout.present.copy()
    chosen = as_chosen(problem, layout)
    while True:
        trial = Layout(pose=layout.pose, present=present, chosen=layout.chosen)
        hard = [finding for finding in check_layout(chosen, trial) if finding.hard]
        blamed = [i for finding in hard for i in finding.pieces if not problem.pieces[i].fixed]
        blamed = blamed or [i for i in range(len(problem)) if present[i] and not problem.pieces[i].fixed]
        if not hard or not blamed:
            return trial
        worst = min(blamed, key=lambda i: (drop_cost(problem.pieces[i]), -blamed.count(i), i))
        for i in _with_companions(problem, (worst,)):
            present[i] = False


def _with_companions(problem: Problem, group: Iterable[int]) -> frozenset[int]:
    """A group and what has no use without it: chairs without their table, night stands without their bed."""
    useless = {
        r.a
        for r in problem.relations
        if r.b in set(group) and r.type in ("at", "beside") and not problem.pieces[r.a].fixed
    }
    return frozenset(group) | useless
