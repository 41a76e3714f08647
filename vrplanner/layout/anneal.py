"""Simulated annealing of one layout: Metropolis with only the touched costs taken anew.

The threshold is drawn before the costs are known (Kirkpatrick et al. 1983, drawn the other way round), so that a
proposal whose cheap costs already fail never pays for the flood fill; the chain is the same as without that.
"""

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from vrplanner.layout import tables as t
from vrplanner.layout.kernels import inner_kernel, kernel
from vrplanner.layout.moves import propose, uniform
from vrplanner.layout.problem import Array
from vrplanner.layout.reach import reach_cost
from vrplanner.layout.relations import relation_cost
from vrplanner.layout.tables import Tables
from vrplanner.layout.terms import balance_cost, item_cost, pair_cost

HOT, COLD = 4.0, 0.01
RESUM_EVERY = 4096
EVERYTHING = 1e18


class Memory(NamedTuple):
    """What a chain writes to besides its state; two of each cache: of the current layout and of the proposed one."""

    trial: Array  # (N, 6)
    best: Array  # (N, 6)
    items: Array  # (2, N)
    pairs: Array  # (2, N, N), upper triangles
    related: Array  # (2, R)
    terms: Array  # (terms,)
    cells: NDArray[np.int64]  # (4, rows)
    moved: NDArray[np.uint8]  # (N,)
    random: NDArray[np.uint64]  # (1,)


def _memory(tables: Tables, count: int, seed: int = 0) -> Memory:
    relations = len(tables.relations)
    return Memory(
        trial=np.zeros((count, 6)),
        best=np.zeros((count, 6)),
        items=np.zeros((2, count)),
        pairs=np.zeros((2, count, count)),
        related=np.zeros((2, relations)),
        terms=np.zeros(len(t.TERMS)),
        cells=np.zeros((4, tables.free_rows.shape[1]), np.int64),
        moved=np.zeros(count, np.uint8),
        random=np.array([seed], np.uint64),
    )


def run_chain(
    tables: Tables, state: Array, *, steps: int, hot: float = HOT, cold: float = COLD, seed: int, may_drop: bool = False
) -> float:
    """One chain from `state` (N, 6), which is changed in place to the best layout found. Gives that one's cost."""
    movable = np.flatnonzero(tables.pieces[:, t.FIXED] == 0.0)
    return float(_chain(tables, _memory(tables, len(state), seed), state, movable, steps, hot, cold, may_drop))


def cost_by_term(tables: Tables, state: Array) -> Array:
    """(12,) weighted costs in the order of `tables.TERMS`."""
    memory = _memory(tables, len(state))
    # A chain of no steps: one kernel to compile instead of two.
    _chain(tables, memory, state.copy(), np.zeros(0, np.int64), 0, HOT, COLD, False)
    return memory.terms


@inner_kernel
def _copy(source, target):
    for i in range(source.shape[0]):
        for k in range(6):
            target[i, k] = source[i, k]


@inner_kernel
def _touched(relation, moved):
    """Whether a relation's cost may have changed. A view depends on whatever is between, a spread on all chairs."""
    kind = int(relation[t.REL_TYPE])
    either = moved[int(relation[t.REL_A])] or moved[int(relation[t.REL_B])]
    return either or kind == t.VIEW or kind == t.SPREAD


@inner_kernel
def _change_in_cost(tables, memory):
    """What the items marked as moved change, without balance and reachability; fills the second of the caches."""
    trial, moved, out = memory.trial, memory.moved, memory.terms
    items, pairs, related = memory.items, memory.pairs, memory.related
    count = trial.shape[0]
    delta = 0.0
    for i in range(count):
        if not moved[i]:
            continue
        items[1, i] = item_cost(tables, trial, i, out)
        delta += items[1, i] - items[0, i]
        for j in range(count):
            if j == i or (moved[j] and j < i):
                continue
            a, b = min(i, j), max(i, j)
            pairs[1, a, b] = pair_cost(tables, trial, a, b, out)
            delta += pairs[1, a, b] - pairs[0, a, b]
    for r in range(tables.relations.shape[0]):
        if _touched(tables.relations[r], moved):
            related[1, r] = relation_cost(tables, trial, r, out)
            delta += related[1, r] - related[0, r]
    return delta


@inner_kernel
def _accept(tables, memory, state):
    """Make the proposed layout and its costs the current ones."""
    trial, moved = memory.trial, memory.moved
    items, pairs, related = memory.items, memory.pairs, memory.related
    count = state.shape[0]
    for i in range(count):
        if not moved[i]:
            continue
        for k in range(6):
            state[i, k] = trial[i, k]
        items[0, i] = items[1, i]
        for j in range(count):
            a, b = min(i, j), max(i, j)
            pairs[0, a, b] = pairs[1, a, b]
    for r in range(tables.relations.shape[0]):
        if _touched(tables.relations[r], moved):
            related[0, r] = related[1, r]


@inner_kernel
def _undo(memory, state):
    for i in range(state.shape[0]):
        if memory.moved[i]:
            for k in range(6):
                memory.trial[i, k] = state[i, k]


@inner_kernel
def _sum(memory):
    """The cached costs added up anew, so that rounding does not pile up."""
    total = 0.0
    for i in range(memory.items.shape[1]):
        total += memory.items[0, i]
        for j in range(i + 1, memory.items.shape[1]):
            total += memory.pairs[0, i, j]
    for r in range(memory.related.shape[1]):
        total += memory.related[0, r]
    return total


@kernel
def _chain(tables, memory, state, movable, steps, hot, cold, may_drop):
    """Step 0 takes the costs of the start, as a move of everything from costs of nothing: one place that evaluates."""
    out, random, trial = memory.terms, memory.random, memory.trial
    _copy(state, trial)
    cost = cheap = balance = 0.0
    best_cost = EVERYTHING
    for step in range(steps + 1):
        limit = EVERYTHING
        if step == 0:
            for k in range(memory.moved.shape[0]):
                memory.moved[k] = 1
        else:
            part = (step - 1) / steps
            temperature = hot * (cold / hot) ** part
            limit = cost - temperature * math.log(1.0 - uniform(random))
            propose(tables, trial, movable, 1.0 - part, random, may_drop, memory.moved)
        new_balance = balance_cost(tables, trial, out)
        new_cheap = cheap + new_balance - balance + _change_in_cost(tables, memory)
        new_cost = new_cheap
        if new_cheap <= limit:
            new_cost += reach_cost(tables, trial, out, limit - new_cheap, memory.cells)
        if new_cost > limit:
            _undo(memory, state)
            continue
        _accept(tables, memory, state)
        cheap, cost, balance = new_cheap, new_cost, new_balance
        if cost < best_cost:
            best_cost = cost
            _copy(state, memory.best)
        if step % RESUM_EVERY == 0:
            cheap = balance + _sum(memory)
    _copy(memory.best, state)
    return best_cost
