"""From a problem to a few good layouts that differ: chains, finishing, choosing. Nothing here knows the document."""

from dataclasses import dataclass

import numpy as np

from vrplanner.core.errors import InvalidInput
from vrplanner.core.progress import Progress, silent
from vrplanner.layout import tables as t
from vrplanner.layout.anneal import HOT, cost_by_term, run_chain
from vrplanner.layout.diverse import choose_diverse
from vrplanner.layout.problem import Array, Layout, Problem
from vrplanner.layout.tables import Tables, make_state, make_tables
from vrplanner.layout.tidy import tidy_seats
from vrplanner.layout.validity import Finding, check_layout, is_valid

PIECES_TIMES_CHAINS = 120
STEPS_PER_CHAIN = 18_000
SLACKS = (1.5, 3.5)
"""How much worse than the best the others may be; the second only when the first leaves too few."""
LEAST_DIFFERENCE_M = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A valid layout, its costs by term (in the order of `tables.TERMS`), and the soft rules it still breaks."""

    layout: Layout
    costs: Array
    findings: tuple[Finding, ...]

    @property
    def cost(self) -> float:
        return float(self.costs.sum())


def search_layouts(
    problem: Problem, *, count: int = 3, seed: int = 0, effort: float = 1.0, progress: Progress = silent
) -> list[Found]:
    """Up to `count` valid layouts, best first; fewer when there are no more that differ visibly.

    When nothing valid holds all pieces, those that matter least are left out (`Layout.present`); none at all means
    that not even one piece can be placed. Same seed and effort,
    same result. Raises InvalidInput when there is nothing to move.
    """
    if all(piece.fixed for piece in problem.pieces):
        raise InvalidInput(
            f"There is nothing in {problem.id} that may be moved.", hint="Put something in, or release what is fixed."
        )
    chains = max(2, round(effort * min(20, max(10, PIECES_TIMES_CHAINS / len(problem)))))
    pool = _anneal(problem, make_tables(problem), seed=seed, chains=chains, progress=progress, span=(0.0, 0.6))
    if not pool:
        tables = make_tables(problem, may_drop=True)
        pool = _anneal(problem, tables, seed=seed + 1, chains=chains, may_drop=True, progress=progress, span=(0.6, 0.9))
        pool = _least_left_out(problem, pool)
    elif len(_chosen(problem, pool, count)) < count:
        tables = make_tables(problem)
        pool += _anneal(problem, tables, seed=seed + 2, chains=chains, progress=progress, span=(0.6, 0.9))
    progress(0.92, "Comparing the arrangements")
    return _polished(problem, _chosen(problem, pool, count))


def _chosen(problem: Problem, pool: list[Found], count: int) -> list[Found]:
    layouts, costs = [found.layout for found in pool], [found.cost for found in pool]
    picks: list[int] = []
    for slack in SLACKS:
        picks = choose_diverse(problem, layouts, costs, count=count, slack=slack, least_m=LEAST_DIFFERENCE_M)
        if len(picks) == count:
            break
    return [pool[i] for i in picks]


def _polished(problem: Problem, chosen: list[Found]) -> list[Found]:
    """The last centimetres of each. What would no longer be valid to the exact judge stays as it was."""
    from vrplanner.layout.polish import polish

    tables = make_tables(problem)
    states = [make_state(problem, found.layout.pose, found.layout.present) for found in chosen]
    better = [judge(problem, _layout_of(state)) for state in polish(problem, tables, states)]
    pairs = zip(chosen, better, strict=True)
    kept = [new if is_valid(problem, new.layout) and new.cost <= old.cost else old for old, new in pairs]
    return sorted(kept, key=lambda found: found.cost)


def _anneal(
    problem: Problem, tables: Tables, *, seed: int, chains: int, may_drop: bool = False, progress: Progress,
    span: tuple[float, float],
) -> list[Found]:  # fmt: skip
    """The valid results of so many chains."""
    steps = STEPS_PER_CHAIN + 600 * len(problem)
    seeds = np.random.SeedSequence(seed).generate_state(chains, np.uint64)
    found = []
    for k, chain_seed in enumerate(seeds):
        progress(span[0] + (span[1] - span[0]) * k / chains, "Trying arrangements")
        state = make_state(problem, problem.current)
        hot = 12 * HOT if may_drop else HOT
        run_chain(tables, state, steps=steps, hot=hot, seed=int(chain_seed), may_drop=may_drop)
        state = tidy_seats(problem, tables, state)
        layout = _without_offenders(problem, _layout_of(state)) if may_drop else _layout_of(state)
        if is_valid(problem, layout) and _places_something(problem, layout):
            found.append(judge(problem, layout))
    return found


def judge(problem: Problem, layout: Layout) -> Found:
    """A layout with its costs and what it breaks, hard rules included."""
    tables = make_tables(problem)
    costs = cost_by_term(tables, make_state(problem, layout.pose, layout.present))
    return Found(layout=layout, costs=costs, findings=check_layout(problem, layout))


def _layout_of(state: Array) -> Layout:
    return Layout(pose=state[:, :3].copy(), present=state[:, t.PRESENT] > 0)


def _without_offenders(problem: Problem, layout: Layout) -> Layout:
    """Leave out, least needed first, what still breaks a hard rule."""
    present = layout.present.copy()
    while True:
        trial = Layout(pose=layout.pose, present=present)
        hard = [finding for finding in check_layout(problem, trial) if finding.hard]
        blamed = [i for finding in hard for i in finding.pieces if not problem.pieces[i].fixed]
        blamed = blamed or [i for i in range(len(problem)) if present[i] and not problem.pieces[i].fixed]
        if not hard or not blamed:
            return trial
        worst = max(blamed, key=lambda i: (problem.pieces[i].priority, blamed.count(i), -i))
        present[worst] = False
        for relation in problem.relations:
            if relation.b == worst and relation.type in ("at", "beside"):
                present[relation.a] = present[relation.a] and problem.pieces[relation.a].fixed


def _places_something(problem: Problem, layout: Layout) -> bool:
    return any(here and not piece.fixed for here, piece in zip(layout.present, problem.pieces, strict=True))


def _least_left_out(problem: Problem, pool: list[Found]) -> list[Found]:
    """Only those that leave out as little as the best does."""
    if not pool:
        return []
    least = min(found.costs[t.LEFT_OUT] for found in pool)
    return [found for found in pool if found.costs[t.LEFT_OUT] <= least + 1e-6]
