"""Simulated annealing of one layout: Metropolis with only the touched costs taken anew.

The threshold is drawn before the costs are known (Kirkpatrick et al. 1983, drawn the other way round), so that a
proposal whose cheap costs already fail never pays for the flood fill; the chain is the same as without that.
"""

import math

import numpy as np

from vrplanner.layout import tables as t
from vrplanner.layout.kernels import kernel
from vrplanner.layout.moves import propose, uniform
from vrplanner.layout.reach import reach_cost
from vrplanner.layout.relations import relation_cost
from vrplanner.layout.tables import Tables
from vrplanner.layout.terms import balance_cost, cheap_costs, item_cost, pair_cost

HOT, COLD = 4.0, 0.01
RESUM_EVERY = 4096


@kernel
def full_cost(tables, state, out):
    """The cost of a whole layout, its parts by term added to `out`."""
    count = state.shape[0]
    rows = tables.free_rows.shape[1]
    free, reached = np.zeros(rows, np.int64), np.zeros(rows, np.int64)
    items, pairs, related = np.zeros(count), np.zeros((count, count)), np.zeros(tables.relations.shape[0])
    cheap = cheap_costs(tables, state, out, items, pairs, related)
    return cheap + reach_cost(tables, state, out, 1e18, free, reached)


@kernel
def _touched(relation, moved):
    """Whether a relation's cost may have changed. A view depends on whatever is between, a spread on all chairs."""
    kind = int(relation[t.REL_TYPE])
    either = moved[int(relation[t.REL_A])] or moved[int(relation[t.REL_B])]
    return either or kind == t.VIEW or kind == t.SPREAD


@kernel
def run_chain(tables, state, steps, hot, cold, seed, may_drop):
    """One chain from `state` (changed in place to the best found). Gives its cost and how many proposals it took."""
    count = state.shape[0]
    rows = tables.free_rows.shape[1]
    free, reached = np.zeros(rows, np.int64), np.zeros(rows, np.int64)
    relations = tables.relations.shape[0]
    random = np.zeros(1, np.uint64)
    random[0] = np.uint64(seed)
    movable = np.nonzero(tables.pieces[:, t.FIXED] == 0.0)[0]
    out = np.zeros(12)
    moved = np.zeros(count, np.uint8)
    items, pairs, related = np.zeros(count), np.zeros((count, count)), np.zeros(relations)
    new_items, new_pairs, new_related = np.zeros(count), np.zeros((count, count)), np.zeros(relations)
    trial = state.copy()
    cheap = cheap_costs(tables, state, out, items, pairs, related)
    cost = cheap + reach_cost(tables, state, out, 1e18, free, reached)
    best, best_cost = state.copy(), cost
    balance = balance_cost(tables, state, out)
    for step in range(steps):
        part = step / steps
        temperature = hot * (cold / hot) ** part
        limit = cost - temperature * math.log(1.0 - uniform(random))
        propose(tables, trial, movable, 1.0 - part, random, may_drop, moved)
        delta = balance_cost(tables, trial, out) - balance
        new_balance = balance + delta
        for i in range(count):
            if not moved[i]:
                continue
            new_items[i] = item_cost(tables, trial, i, out)
            delta += new_items[i] - items[i]
            for j in range(count):
                if j == i or (moved[j] and j < i):
                    continue
                a, b = (i, j) if i < j else (j, i)
                new_pairs[a, b] = pair_cost(tables, trial, a, b, out)
                delta += new_pairs[a, b] - pairs[a, b]
        for r in range(relations):
            row = tables.relations[r]
            if _touched(row, moved):
                new_related[r] = relation_cost(tables, trial, r, out)
                delta += new_related[r] - related[r]
        new_cheap = cheap + delta
        accepted = new_cheap <= limit
        if accepted:
            new_cost = new_cheap + reach_cost(tables, trial, out, limit - new_cheap, free, reached)
            accepted = new_cost <= limit
        if not accepted:
            for i in range(count):
                if moved[i]:
                    trial[i] = state[i]
            continue
        cheap, cost, balance = new_cheap, new_cost, new_balance
        for i in range(count):
            if not moved[i]:
                continue
            state[i] = trial[i]
            items[i] = new_items[i]
            for j in range(count):
                if j != i:
                    a, b = (i, j) if i < j else (j, i)
                    pairs[a, b] = new_pairs[a, b]
        for r in range(relations):
            row = tables.relations[r]
            if _touched(row, moved):
                related[r] = new_related[r]
        if cost < best_cost:
            best_cost = cost
            best[:] = state
        if step % RESUM_EVERY == 0:
            cheap = balance + items.sum() + pairs.sum() + related.sum()
    state[:] = best
    return best_cost


def cost_by_term(tables: Tables, state: np.ndarray) -> np.ndarray:
    """(12,) weighted costs in the order of `tables.TERMS`."""
    out = np.zeros(len(t.TERMS))
    full_cost(tables, state, out)
    return out
