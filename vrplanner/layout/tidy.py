"""Finishing touches that a sampler only finds by luck: chairs spread evenly round their table."""

import itertools
import math
from collections.abc import Iterator

import numpy as np
from scipy.optimize import linear_sum_assignment

from vrplanner.layout import columns as t
from vrplanner.layout.anneal import cost_by_term
from vrplanner.layout.problem import SIDES, Array, Problem
from vrplanner.layout.tables import Tables

SEAT_M = 0.5
TUCK_M = 0.04
SHIFTS_M = ((0.0, 0.0), *((x * m, y * m) for m in (0.1, 0.2, 0.3) for x, y in ((1, 0), (-1, 0), (0, 1), (0, -1))))
"""Where the table may go along, because chairs in line need a little more room than chairs anyhow."""
UNEVEN_COST = 0.35
UNTIDY_COST = 0.8
"""What a spread that is not even may be worse by before it is kept."""

Counts = tuple[int, int, int, int]
"""Chairs at the front, back, left and right side of a table."""


def tidy_seats(problem: Problem, tables: Tables, state: Array) -> Array:
    """The state with each table's chairs spread evenly over its sides, where that costs nothing that matters."""
    seated: dict[int, list[int]] = {}
    for relation in problem.relations:
        a, b = relation.a, relation.b
        if relation.type == "at" and state[a, t.PRESENT] and state[b, t.PRESENT] and not problem.pieces[a].fixed:
            seated.setdefault(b, []).append(a)
    for table, chairs in seated.items():
        state = _tidy_table(problem, tables, state, table, chairs)
    return state


def _tidy_table(problem: Problem, tables: Tables, state: Array, table: int, chairs: list[int]) -> Array:
    best, best_cost = state, _cost(tables, state) + UNTIDY_COST
    straight = _straightened(state, table, chairs)
    if _cost(tables, straight) < best_cost:
        best = straight
    shifts = SHIFTS_M if not problem.pieces[table].fixed else SHIFTS_M[:1]
    for counts, shift in itertools.product(_spreads(problem, table, chairs), shifts):
        moved = state.copy()
        moved[table, :2] += shift
        trial = _sit(moved, chairs, _seats(problem, moved[table], table, chairs, counts))
        cost = _cost(tables, trial) + _unevenness(counts)
        if cost < best_cost:
            best, best_cost = trial, cost
    return best


def _straightened(state: Array, table: int, chairs: list[int]) -> Array:
    """Every chair where it is, turned square to the table."""
    straight = state.copy()
    for chair in chairs:
        turn = state[chair, t.YAW] - state[table, t.YAW]
        yaw = state[table, t.YAW] + round(turn / (math.pi / 2)) * (math.pi / 2)
        straight[chair, t.YAW : t.SIN + 1] = yaw, math.cos(yaw), math.sin(yaw)
    return straight


def _spreads(problem: Problem, table: int, chairs: list[int]) -> Iterator[Counts]:
    piece = problem.pieces[table]
    wide = max(SEAT_M, max(problem.pieces[chair].width_m for chair in chairs) + 0.04)
    along, across = int(piece.width_m / wide + 0.1), int(piece.depth_m / wide + 0.1)
    sides = piece.access_all or SIDES
    limits = [0, 0, 0, 0]
    for side in map(SIDES.index, sides):
        limits[side] = along if side < 2 else min(across, 2)
    for counts in itertools.product(*(range(limit + 1) for limit in limits)):
        if sum(counts) == len(chairs):
            yield counts  # type: ignore[misc]


def _unevenness(counts: Counts) -> float:
    front, back, left, right = counts
    return UNEVEN_COST * (abs(front - back) + abs(left - right))


def _seats(problem: Problem, table_row: Array, table: int, chairs: list[int], counts: Counts) -> Array:
    """(chairs, 3) poses on the plan."""
    piece, chair = problem.pieces[table], problem.pieces[chairs[0]]
    half_w, half_d = piece.width_m / 2, piece.depth_m / 2
    off = chair.depth_m / 2 - TUCK_M
    seats = []
    for side, count in enumerate(counts):
        length = piece.width_m if side < 2 else piece.depth_m
        for k in range(count):
            along = ((k + 0.5) / count - 0.5) * length
            x, y, yaw = (
                (along, half_d + off, math.pi),
                (along, -half_d - off, 0.0),
                (-half_w - off, along, -math.pi / 2),
                (half_w + off, along, math.pi / 2),
            )[side]
            c, s = table_row[t.COS], table_row[t.SIN]
            seats.append((table_row[t.X] + c * x - s * y, table_row[t.Y] + s * x + c * y, table_row[t.YAW] + yaw))
    return np.array(seats)


def _sit(state: Array, chairs: list[int], seats: Array) -> Array:
    """Every chair on the seat that makes the way of all together shortest."""
    ways = np.hypot(*(state[chairs, None, :2] - seats[None, :, :2]).transpose(2, 0, 1))
    rows, columns = linear_sum_assignment(ways)
    sat = state.copy()
    for row, column in zip(rows, columns, strict=True):
        x, y, yaw = seats[column]
        sat[chairs[row], :5] = x, y, yaw, math.cos(yaw), math.sin(yaw)
    return sat


def _cost(tables: Tables, state: Array) -> float:
    return float(cost_by_term(tables, state).sum())
