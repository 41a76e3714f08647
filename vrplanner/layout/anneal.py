"""Simulated annealing of one layout: Metropolis with only the touched costs taken anew.

The threshold is drawn before the costs are known (Kirkpatrick et al. 1983, drawn the other way round), so that a
proposal is given up as soon as its costs so far are over it, and one whose cheap costs fail never pays for the flood
fill; the chain is the same as without that.
"""

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from vrplanner.layout import columns as t
from vrplanner.layout.kernels import inner_kernel, kernel
from vrplanner.layout.moves import propose, uniform
from vrplanner.layout.problem import Array
from vrplanner.layout.reach import reach_cost
from vrplanner.layout.relations import relation_cost
from vrplanner.layout.tables import Tables
from vrplanner.layout.terms import item_cost, pair_cost, whole_cost

HOT, COLD = 4.0, 0.01
RESUM_EVERY = 4096
EVERYTHING = 1e18


class Memory(NamedTuple):
    """What a chain writes to besides its state; two of each cache: of the current layout and of the proposed one."""

    trial: Array  # (N, 7)
    best: Array  # (N, 7)
    items: Array  # (2, N)
    pairs: Array  # (2, N, N), upper triangles
    related: Array  # (2, R)
    whole: Array  # (2,)
    costs: Array  # (3,): the current one, the same without reachability, and the best
    terms: Array  # (terms,)
    cells: NDArray[np.int64]  # (4, rows)
    blocked: NDArray[np.int64]  # (2, walkers, N, rows): cells that each piece keeps each walker from
    moved: NDArray[np.uint8]  # (N,)
    random: NDArray[np.uint64]  # (1,)
    trace: Array  # (samples,): the cost over the run, for those who want to see it
    stop: NDArray[np.uint8]  # (1,): another thread sets it to 1 when the result is no longer wanted


def new_memory(
    tables: Tables, count: int, seed: int = 0, stop: NDArray[np.uint8] | None = None, trace: Array | None = None
) -> Memory:
    relations = len(tables.relations)
    return Memory(
        trial=np.zeros((count, t.STATE_COLUMNS)),
        best=np.zeros((count, t.STATE_COLUMNS)),
        items=np.zeros((2, count)),
        pairs=np.zeros((2, count, count)),
        related=np.zeros((2, relations)),
        whole=np.zeros(2),
        costs=np.array([0.0, 0.0, EVERYTHING]),
        terms=np.zeros(len(t.TERMS)),
        cells=np.zeros((4, tables.free_rows.shape[1]), np.int64),
        blocked=np.zeros((2, 2, count, tables.free_rows.shape[1]), np.int64),
        moved=np.zeros(count, np.uint8),
        random=np.array([seed], np.uint64),
        trace=np.zeros(0) if trace is None else trace,
        stop=np.zeros(1, np.uint8) if stop is None else stop,
    )


def run_chain(
    tables: Tables,
    state: Array,
    *,
    steps: int,
    hot: float = HOT,
    cold: float = COLD,
    seed: int,
    may_drop: bool = False,
    stop: NDArray[np.uint8] | None = None,
    trace: Array | None = None,
) -> float:
    """One chain from `state` (N, 7), which is changed in place to the best layout found. Gives that one's cost.

    Ends early once `stop[0]` is not 0. `trace` is filled with the cost at even steps of the run. Holds no lock, so that
    chains may run on several threads.
    """
    movable = np.flatnonzero(tables.pieces[: len(state), t.FIXED] == 0.0)
    memory = new_memory(tables, len(state), seed, stop, trace)
    return float(_chain(tables, memory, state, movable, steps, hot, cold, may_drop))


def cost_by_term(tables: Tables, state: Array) -> Array:
    """(terms,) weighted costs in the order of `columns.TERMS`."""
    memory = new_memory(tables, len(state))
    # A chain of no steps: one kernel to compile instead of two.
    _chain(tables, memory, state.copy(), np.zeros(0, np.int64), 0, HOT, COLD, False)
    return memory.terms


@inner_kernel
def _copy(source, target):
    for i in range(source.shape[0]):
        for k in range(t.STATE_COLUMNS):
            target[i, k] = source[i, k]


@inner_kernel
def _touched(tables, r, moved):
    """Whether a relation's cost may have changed."""
    for i in range(moved.shape[0]):
        if moved[i] and tables.touches[r, i]:
            return True
    return False


@inner_kernel
def _untouched_cost(tables, memory, cheap):
    """What of the current costs, without reachability, stays as it is when the marked items move."""
    items, pairs, related, moved = memory.items, memory.pairs, memory.related, memory.moved
    count = moved.shape[0]
    rest = cheap - memory.whole[0]
    for i in range(count):
        if moved[i]:
            rest -= items[0, i]
            for j in range(count):
                if j != i and not (moved[j] and j < i):
                    rest -= pairs[0, min(i, j), max(i, j)]
    for r in range(related.shape[1]):
        if _touched(tables, r, moved):
            rest -= related[0, r]
    return rest


@inner_kernel
def _cheap_cost(tables, memory, rest, limit):
    """`rest` and the costs of what moved, without reachability; fills the second of the caches. Given up, and then too
    low, as soon as it is over `limit`: no cost is below zero.
    """
    trial, moved, out = memory.trial, memory.moved, memory.terms
    items, pairs, related = memory.items, memory.pairs, memory.related
    count = trial.shape[0]
    total = rest
    for i in range(count):
        if moved[i]:
            items[1, i] = item_cost(tables, trial, i, out)
            total += items[1, i]
            if total > limit:
                return total
    for i in range(count):
        if not moved[i]:
            continue
        for j in range(count):
            if j == i or (moved[j] and j < i):
                continue
            a, b = min(i, j), max(i, j)
            pairs[1, a, b] = pair_cost(tables, trial, a, b, out)
            total += pairs[1, a, b]
            if total > limit:
                return total
    for r in range(related.shape[1]):
        if _touched(tables, r, moved):
            related[1, r] = relation_cost(tables, trial, r, out)
            total += related[1, r]
            if total > limit:
                return total
    memory.whole[1] = whole_cost(tables, trial, out)
    return total + memory.whole[1]


@inner_kernel
def _accept(tables, memory, state):
    """Make the proposed layout and its costs the current ones."""
    trial, moved = memory.trial, memory.moved
    items, pairs, related = memory.items, memory.pairs, memory.related
    count = state.shape[0]
    for i in range(count):
        if not moved[i]:
            continue
        for k in range(t.STATE_COLUMNS):
            state[i, k] = trial[i, k]
        items[0, i] = items[1, i]
        for j in range(count):
            a, b = min(i, j), max(i, j)
            pairs[0, a, b] = pairs[1, a, b]
        for layer in range(memory.blocked.shape[1]):
            for row in range(memory.blocked.shape[3]):
                memory.blocked[0, layer, i, row] = memory.blocked[1, layer, i, row]
    for r in range(related.shape[1]):
        if _touched(tables, r, moved):
            related[0, r] = related[1, r]
    memory.whole[0] = memory.whole[1]


@inner_kernel
def _undo(memory, state):
    for i in range(state.shape[0]):
        if memory.moved[i]:
            for k in range(t.STATE_COLUMNS):
                memory.trial[i, k] = state[i, k]


@inner_kernel
def _sum(memory):
    """The cached costs added up anew, so that rounding does not pile up."""
    total = memory.whole[0]
    for i in range(memory.items.shape[1]):
        total += memory.items[0, i]
        for j in range(i + 1, memory.items.shape[1]):
            total += memory.pairs[0, i, j]
    for r in range(memory.related.shape[1]):
        total += memory.related[0, r]
    return total


@inner_kernel
def chain(tables, memory, state, movable, first, last, steps, hot, cold, may_drop):
    """Steps `first` to `last` of 0 to `steps`; a run may take several calls. Gives the best cost so far; after the last
    step, when told to stop, or when there is nothing to move, `state` is the best. Step 0 takes the costs of the start,
    as a move of everything from costs of nothing: one place that evaluates.
    """
    out, random, trial = memory.terms, memory.random, memory.trial
    _copy(state, trial)
    cost, cheap, best_cost = memory.costs[0], memory.costs[1], memory.costs[2]
    samples = memory.trace.shape[0]
    for step in range(first, last + 1):
        limit = EVERYTHING
        if step == 0:
            for k in range(memory.moved.shape[0]):
                memory.moved[k] = 1
        else:
            if memory.stop[0] or movable.shape[0] == 0:
                break
            part = (step - 1) / steps
            temperature = hot * (cold / hot) ** part
            limit = cost - temperature * math.log(1.0 - uniform(random))
            propose(tables, trial, movable, 1.0 - part, random, may_drop, memory.moved)
        if samples > 0:
            memory.trace[step * (samples - 1) // steps] = cost
        new_cheap = _cheap_cost(tables, memory, _untouched_cost(tables, memory, cheap), limit)
        new_cost = new_cheap
        if new_cheap <= limit:
            new_cost += reach_cost(tables, trial, memory.moved, memory.blocked, out, limit - new_cheap, memory.cells)
        if new_cost > limit:
            _undo(memory, state)
            continue
        _accept(tables, memory, state)
        cheap, cost = new_cheap, new_cost
        if cost < best_cost:
            best_cost = cost
            _copy(state, memory.best)
        if step % RESUM_EVERY == 0:
            cheap = _sum(memory)
    memory.costs[0], memory.costs[1], memory.costs[2] = cost, cheap, best_cost
    if last == steps or memory.stop[0]:
        _copy(memory.best, state)
    return best_cost


@kernel
def _chain(tables, memory, state, movable, steps, hot, cold, may_drop):
    return chain(tables, memory, state, movable, 0, steps, steps, hot, cold, may_drop)
