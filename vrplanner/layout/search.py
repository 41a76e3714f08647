"""From a problem to a few good layouts that differ: chains, choosing, finishing. Nothing here knows the document."""

import itertools
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from vrplanner.core.errors import InvalidInput
from vrplanner.core.progress import Progress, part, silent
from vrplanner.layout import columns as t
from vrplanner.layout.anneal import HOT, cost_by_term
from vrplanner.layout.chains import Schedule, run_chains, seeds_from
from vrplanner.layout.diverse import choose_diverse
from vrplanner.layout.leaving_out import left_out, loss_of, overfull, smaller_losses, without_offenders
from vrplanner.layout.problem import Array, Layout, Problem, as_chosen, current_layout
from vrplanner.layout.tables import Tables, layout_of, make_state, make_tables
from vrplanner.layout.tidy import UNTIDY_COST, tidy_seats
from vrplanner.layout.validity import Finding, check_layout, is_valid

CHAINS = 12
CHAINS_BY_THE_CLOCK = 4
KEPT_BY_THE_CLOCK = 40
STEPS, STEPS_PER_PIECE = 12_000, 600
QUICK_STEPS = 3000
QUICK_ROUNDS = 8
DROP_HEAT = 12.0
SLACKS = (1.5, 3.5, 8.0)
"""How much worse than the best the others may be; the next only when the one before leaves too few."""
LEAST_DIFFERENCE_M = 0.5
MOST_ROUNDS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A valid layout, its costs by term (in the order of `columns.TERMS`), and the soft rules it still breaks.

    `problem` has the pieces that were chosen where there was a choice.
    """

    problem: Problem
    layout: Layout
    costs: Array
    findings: tuple[Finding, ...]

    @property
    def cost(self) -> float:
        return float(self.costs.sum())


@dataclass(frozen=True, slots=True, eq=False)
class _Candidate:
    cost: float
    layout: Layout


def search_layouts(
    problem: Problem,
    *,
    count: int = 3,
    seed: int = 0,
    effort: float = 1.0,
    time_s: float | None = None,
    progress: Progress = silent,
) -> list[Found]:
    """Up to `count` valid layouts, best first; fewer when there are no more that differ visibly.

    When nothing valid holds all pieces, those that matter least are left out (`Layout.present`); none at all means
    that not even one piece can be placed. Same seed and effort, same result. With `time_s` it goes on for about so many
    seconds instead (and what comes out depends on the machine). Raises InvalidInput when there is nothing to move.
    """
    if all(piece.fixed for piece in problem.pieces):
        raise InvalidInput(
            f"There is nothing in {problem.id} that may be moved.", hint="Put something in, or release what is fixed."
        )
    search = _Search(problem, count=count, seed=seed, effort=effort, time_s=time_s, progress=part(progress, 0.0, 0.9))
    chosen = search.run()
    progress(0.92, "Comparing the arrangements")
    found = _finished(problem, chosen)
    progress(1.0, "Done")
    return found


def first_valid(problem: Problem, *, seed: int = 0, threads: int | None = None) -> Found | None:
    """Any valid layout that holds everything, as soon as there is one; None when short chains find none."""
    tables = make_tables(problem)
    start = make_state(problem, current_layout(problem))
    for round_ in range(QUICK_ROUNDS):
        seeds = seeds_from(seed, 1, round_, count=2)
        schedule = Schedule(steps=QUICK_STEPS * 2**round_)
        for _cost, state in sorted(
            run_chains(tables, [start] * 2, seeds, schedule, threads=threads), key=lambda result: result[0]
        ):
            found = _judged(problem, tables, layout_of(problem, state))
            if not any(finding.hard for finding in found.findings):
                return found
    return None


class _Search:
    """One search: rounds of chains until enough valid layouts that differ are there, or the time is over."""

    def __init__(
        self, problem: Problem, *, count: int, seed: int, effort: float, time_s: float | None, progress: Progress
    ) -> None:
        self.problem = problem
        self.count = count
        self.seed = seed
        # By the clock: short rounds, so that the last one does not overrun by much.
        self.chains = max(2, round(effort * CHAINS)) if time_s is None else CHAINS_BY_THE_CLOCK
        self.steps = STEPS + STEPS_PER_PIECE * len(problem)
        self.deadline = None if time_s is None else time.monotonic() + 0.8 * time_s
        self.progress = progress
        # Who wants few changes gets layouts that are alike.
        self.least_m = LEAST_DIFFERENCE_M * (1.0 - 0.8 * problem.keep)
        self.rounds = MOST_ROUNDS if problem.keep == 0 else 2
        self._valid: dict[_Candidate, bool] = {}

    def run(self) -> list[Layout]:
        chosen: list[Layout] = []
        if not overfull(self.problem):
            chosen = self._by_rounds() if self.deadline is None else self._by_the_clock(self.deadline)
        return chosen or self._with_less()

    def _by_rounds(self) -> list[Layout]:
        """Rounds until enough differ, or until it is plain that not everything fits."""
        pool: list[_Candidate] = []
        chosen: list[Layout] = []
        for round_ in range(self.rounds):
            pool += self._round(round_)
            chosen = self._choose(pool)
            if len(chosen) >= self.count or (not chosen and round_ >= 1):
                break
        return chosen

    def _by_the_clock(self, deadline: float) -> list[Layout]:
        """Rounds until the time is over, of which the best are kept; two without anything valid are enough."""
        pool: list[_Candidate] = []
        for round_ in itertools.count():
            pool = sorted((*pool, *self._round(round_)), key=lambda each: each.cost)[:KEPT_BY_THE_CLOCK]
            if time.monotonic() >= deadline or (round_ == 1 and not any(map(self._check, pool))):
                break
        return self._choose(pool)

    def _round(
        self,
        number: int,
        *,
        may_drop: bool = False,
        out: frozenset[int] = frozenset(),
        chains: int | None = None,
    ) -> list[_Candidate]:
        """So many chains, with what is `out` left out from the start."""
        tables = make_tables(self.problem, may_drop=may_drop)
        start = make_state(self.problem, current_layout(self.problem))
        start[list(out), t.PRESENT] = 0.0
        schedule = Schedule(steps=self.steps, hot=DROP_HEAT * HOT if may_drop else HOT, may_drop=may_drop)
        seeds = seeds_from(self.seed, 0, number, count=chains or self.chains)
        done = min(number, MOST_ROUNDS)
        progress = part(self.progress, done / (MOST_ROUNDS + 1), (done + 1) / (MOST_ROUNDS + 1))
        results = run_chains(tables, [start] * len(seeds), seeds, schedule, progress=progress)
        return [_Candidate(cost, layout_of(self.problem, state)) for cost, state in results]

    def _choose(self, pool: list[_Candidate]) -> list[Layout]:
        """Layouts that differ, each checked by the exact judge; what it refuses is out for good."""
        picks: list[int] = []
        for slack in SLACKS:
            while True:
                open_ = [i for i in range(len(pool)) if self._valid.get(pool[i], True)]
                layouts, costs = [pool[i].layout for i in open_], [pool[i].cost for i in open_]
                chosen = choose_diverse(
                    self.problem, layouts, costs, count=self.count, slack=slack, least_m=self.least_m
                )
                picks = [open_[k] for k in chosen]
                if all(self._check(pool[i]) for i in picks):
                    break
            if len(picks) == self.count:
                break
        return [pool[i].layout for i in picks]

    def _check(self, candidate: _Candidate) -> bool:
        if candidate not in self._valid:
            layout = candidate.layout
            problem = as_chosen(self.problem, layout)
            self._valid[candidate] = is_valid(problem, layout) and _places_something(problem, layout)
        return self._valid[candidate]

    def _with_less(self) -> list[Layout]:
        """Layouts that leave something out: as little as chance finds, or less if that can be had."""
        pool = self._least_left_out(self._round(MOST_ROUNDS, may_drop=True))
        if pool and not self.problem.alternatives:
            for number, out in enumerate(smaller_losses(self.problem, left_out(pool[0].layout))):
                chosen = self._choose(self._round(MOST_ROUNDS + 1 + number, out=out, chains=max(2, self.chains // 3)))
                if chosen:
                    return chosen
        return self._choose(pool)

    def _least_left_out(self, pool: list[_Candidate]) -> list[_Candidate]:
        """Only those that leave out as little as the best does, and nothing that still breaks a hard rule."""
        mended = [without_offenders(self.problem, each.layout) for each in pool]
        lost = [loss_of(self.problem, left_out(layout)) for layout in mended]
        least = min(lost, default=0.0)
        tables = make_tables(self.problem)
        return [
            _Candidate(float(cost_by_term(tables, make_state(self.problem, layout)).sum()), layout)
            for layout, loss in zip(mended, lost, strict=True)
            if loss <= least
        ]


def judge(problem: Problem, layout: Layout) -> Found:
    """A layout with its costs and what it breaks, hard rules included."""
    return _judged(problem, make_tables(problem), layout)


def _judged(problem: Problem, tables: Tables, layout: Layout) -> Found:
    costs = cost_by_term(tables, make_state(problem, layout))
    chosen = as_chosen(problem, layout)
    return Found(problem=chosen, layout=layout, costs=costs, findings=check_layout(chosen, layout))


def _finished(problem: Problem, layouts: Sequence[Layout]) -> list[Found]:
    """Chairs spread evenly, then the last centimetres. What the exact judge would refuse stays as it was."""
    if problem.alternatives:
        found = [each for layout in layouts for each in _finish(as_chosen(problem, layout), [layout])]
    else:
        found = _finish(problem, layouts)
    return sorted(found, key=lambda each: each.cost)


def _finish(problem: Problem, layouts: Sequence[Layout]) -> list[Found]:
    """The same for layouts of one choice of pieces, all polished in one batch."""
    from vrplanner.layout.polish import polish

    tables = make_tables(problem)
    found = [_judged(problem, tables, layout) for layout in layouts]
    tidy = [tidy_seats(problem, tables, make_state(problem, replace(each, chosen=None))) for each in layouts]
    polished = polish(problem, tables, tidy)
    return [
        _better(_better(each, tables, ordered, UNTIDY_COST), tables, smooth, 0.0)
        for each, ordered, smooth in zip(found, tidy, polished, strict=True)
    ]


def _better(found: Found, tables: Tables, state: Array, allowed_cost: float) -> Found:
    """The layout of `state` if it works and costs no more than allowed above what is there, else what is there."""
    layout = replace(found.layout, pose=state[:, :3].copy())
    if np.array_equal(layout.pose, found.layout.pose):
        return found
    other = _judged(found.problem, tables, layout)
    works = not any(finding.hard for finding in other.findings)
    return other if works and other.cost <= found.cost + allowed_cost else found


def _places_something(problem: Problem, layout: Layout) -> bool:
    return any(here and not piece.fixed for here, piece in zip(layout.present, problem.pieces, strict=True))
