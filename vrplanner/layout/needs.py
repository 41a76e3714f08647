"""What a room cannot give, however it is furnished."""

from dataclasses import replace

import numpy as np

from vrplanner.layout.problem import Problem, current_layout
from vrplanner.layout.validity import WALKER_RADIUS_M, missed_sides, walkable


def without_hopeless_needs(problem: Problem) -> Problem:
    """Forget the access a fixed piece would need and cannot have even with all else gone: no layout can give it."""
    empty = replace(current_layout(problem), present=np.array([piece.fixed for piece in problem.pieces], bool))
    ground = walkable(problem, empty, radius_m=WALKER_RADIUS_M)
    pieces = []
    for i, piece in enumerate(problem.pieces):
        missed = missed_sides(problem, empty, i, ground, WALKER_RADIUS_M) if piece.fixed else []
        kept = tuple(side for side in piece.access_all if side not in missed)
        pieces.append(replace(piece, access_all=kept, access_any=() if "any" in missed else piece.access_any))
    return replace(problem, pieces=tuple(pieces))
