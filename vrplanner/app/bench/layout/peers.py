"""Two general optimisers on the same cost, from the same start, for the same processor time.

Dual annealing: Xiang et al. 1997 as scipy has it, with its local search. CMA-ES: Hansen 2016, restarted with twice the
population when it has converged (Auger and Hansen 2005), as the package `cma` has it.
"""

import math
import os
import time
import warnings
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_context

import numpy as np
from scipy import optimize

from vrplanner.app.bench.layout.sampler import full_cost
from vrplanner.core.errors import Unavailable
from vrplanner.layout.problem import Array, Layout, Problem
from vrplanner.layout.validity import is_valid
from vrplanner.layout.warm_up import warm_up

FIRST_SPREAD = 0.25
"""CMA-ES starts with a deviation of this share of the room's sides."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PeerResult:
    layout: Layout
    cost: float
    valid: bool
    evaluations: int
    cpu_s: float


class _TimeUp(Exception):
    """Ends an optimiser from within its own call of the cost."""


class _Course:
    """The cost as a function of the movable pieces' numbers (3M,); remembers the best, raises _TimeUp at the end.

    Time is that of this thread, so that a linear algebra library that spins in others takes nothing from a peer.
    """

    CLOCK_EVERY = 16  # reading it takes as long as a small room's cost

    def __init__(self, problem: Problem, *, seconds: float) -> None:
        self.problem = problem
        self.free = [i for i, piece in enumerate(problem.pieces) if not piece.fixed]
        self._cost = full_cost(problem)
        self.best = problem.current.copy()
        self.best_cost = self._cost(self.best)
        self.evaluations = 0
        self.start_s = time.thread_time()
        self.deadline_s = self.start_s + seconds

    @property
    def start(self) -> Array:
        return self.problem.current[self.free].copy()

    @property
    def bounds(self) -> tuple[Array, Array]:
        """Low and high (M, 3)."""
        low_x, low_y, high_x, high_y = self.problem.floor.bounds
        low = np.tile((low_x, low_y, 0.0), (len(self.free), 1))
        return low, np.tile((high_x, high_y, math.tau), (len(self.free), 1))

    def __call__(self, numbers: Array) -> float:
        if self.evaluations % self.CLOCK_EVERY == 0 and time.thread_time() > self.deadline_s:
            raise _TimeUp
        pose = self.problem.current.copy()
        pose[self.free] = np.reshape(numbers, (-1, 3))
        value = self._cost(pose)
        self.evaluations += 1
        if value < self.best_cost:
            self.best, self.best_cost = pose, value
        return value

    def result(self) -> PeerResult:
        layout = Layout(pose=self.best, present=np.ones(len(self.problem), bool))
        return PeerResult(
            layout=layout, cost=self.best_cost, valid=is_valid(self.problem, layout), evaluations=self.evaluations,
            cpu_s=time.thread_time() - self.start_s,
        )  # fmt: skip


def dual_annealing(problem: Problem, *, seconds: float, seed: int = 0) -> PeerResult:
    """scipy's dual annealing for so many seconds of processor time."""
    course = _Course(problem, seconds=seconds)
    low, high = course.bounds
    start = np.column_stack([course.start[:, :2], np.mod(course.start[:, 2], math.tau)])
    bounds = list(zip(low.ravel(), high.ravel(), strict=True))

    def run(attempt: int) -> None:
        first = np.clip(start, low, high).ravel()
        optimize.dual_annealing(course, bounds, x0=first, seed=seed + attempt, maxiter=10**6, maxfun=10**9)

    return _until_time_is_up(course, run)


def cma_es(problem: Problem, *, seconds: float, seed: int = 0) -> PeerResult:
    """CMA-ES for so many seconds of processor time. Raises Unavailable if the package `cma` is not installed."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            import cma
    except ImportError as error:
        raise Unavailable(
            "The package cma, which this benchmark compares with, is not installed.", hint="pip install cma"
        ) from error
    course = _Course(problem, seconds=seconds)
    low, high = course.bounds
    spread = FIRST_SPREAD * (high - low).ravel()
    # Places stay within the walls' bounds; an angle has none.
    low[:, 2], high[:, 2] = -np.inf, np.inf
    random = np.random.default_rng(seed)

    def run(attempt: int) -> None:
        start = course.start
        if attempt > 0:
            start = np.column_stack([random.uniform(low[:, :2], high[:, :2]), random.uniform(0, math.tau, len(low))])
        options = {
            "bounds": [list(low.ravel()), list(high.ravel())], "CMA_stds": spread, "seed": seed + attempt + 1,
            "popsize": (4 + int(3 * math.log(spread.size))) * 2**attempt, "verbose": -9, "maxfevals": math.inf,
        }  # fmt: skip
        inside = np.column_stack([np.clip(start[:, :2], low[:, :2] + 0.01, high[:, :2] - 0.01), start[:, 2]])
        strategy = cma.CMAEvolutionStrategy(inside.ravel(), 1.0, options)
        while not strategy.stop():
            numbers = strategy.ask()
            strategy.tell(numbers, [course(one) for one in numbers])

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return _until_time_is_up(course, run)


@contextmanager
def single_threaded_workers(count: int) -> Iterator[ProcessPoolExecutor]:
    """Processes whose linear algebra stays in one thread: in several it wastes most of CMA-ES's time on waiting."""
    wanted = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
    before = {name: os.environ.get(name) for name in wanted}
    os.environ.update(wanted)
    try:
        with ProcessPoolExecutor(count, mp_context=get_context("spawn"), initializer=warm_up) as pool:
            yield pool
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


PEERS: dict[str, Callable[..., PeerResult]] = {"dual annealing": dual_annealing, "CMA-ES": cma_es}


def _until_time_is_up(course: _Course, run: Callable[[int], None]) -> PeerResult:
    """Again and again, since an optimiser that has converged would give its time away."""
    attempt = 0
    try:
        while True:
            run(attempt)
            attempt += 1
    except _TimeUp:
        return course.result()
