"""What the benchmark needs of the optimiser's inside, in one place: proposals and the full cost."""

import time
from collections.abc import Callable

import numpy as np

from vrplanner.layout.anneal import cost_by_term, run_chain
from vrplanner.layout.problem import Array, Layout, Problem, current_layout
from vrplanner.layout.tables import make_state, make_tables


def full_cost(problem: Problem) -> Callable[[Array], float]:
    """A function from poses (N, 3) of everything to the cost the optimiser minimises, compiled, every term taken."""
    tables = make_tables(problem)
    present = np.ones(len(problem), bool)

    def cost(pose: Array) -> float:
        return float(cost_by_term(tables, make_state(problem, Layout(pose=pose, present=present))).sum())

    return cost


def proposing(problem: Problem) -> Callable[[int, int], float]:
    """A function that makes so many proposals (steps, seed) in one thread and gives the wall seconds they took."""
    tables = make_tables(problem)

    def run(steps: int, seed: int) -> float:
        state = make_state(problem, current_layout(problem))
        start = time.perf_counter()
        run_chain(tables, state, steps=steps, seed=seed)
        return time.perf_counter() - start

    return run
