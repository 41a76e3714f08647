"""Many chains at once, on all processors or on a graphics card. The same seeds give the same results whatever the
number of threads."""

import os
from collections.abc import Iterable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from vrplanner.core.progress import Progress, silent
from vrplanner.layout.anneal import COLD, HOT, run_chain
from vrplanner.layout.cuda_chains import run_on_card_if_it_pays
from vrplanner.layout.problem import Array
from vrplanner.layout.tables import Tables

LOOK_UP_S = 0.05
"""How often a wait looks up to report, and to see whether it should stop."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """How a chain runs: so many proposals, from one temperature to the other."""

    steps: int
    hot: float = HOT
    cold: float = COLD
    may_drop: bool = False


def seeds_from(seed: int, *path: int, count: int) -> NDArray[np.uint64]:
    """So many seeds, independent of those for any other `path`."""
    return np.random.SeedSequence([seed, *path]).generate_state(count, np.uint64)


def run_chains(
    tables: Tables,
    starts: Sequence[Array],
    seeds: Iterable[int],
    schedule: Schedule,
    *,
    threads: int | None = None,
    traces: Array | None = None,
    progress: Progress = silent,
) -> list[tuple[float, Array]]:
    """Cost and state of the best that each chain found, in the order of `starts` (states, left as they are).

    `traces` (chains, samples) is filled with each chain's cost over its run. Compiled chains hold no lock, so threads
    are enough; very many run on a graphics card where there is one (`cuda_chains`), unless `threads` says how many
    threads to take. When `progress` raises, the chains are told to end.
    """
    seeds = [int(seed) for seed in seeds]
    if threads is None:
        found = run_on_card_if_it_pays(tables, starts, seeds, schedule, traces=traces, progress=progress)
        if found is not None:
            return found
    stop = np.zeros(1, np.uint8)
    states = [start.copy() for start in starts]

    def run(k: int, seed: int) -> tuple[float, Array]:
        state = states[k]
        cost = run_chain(
            tables, state, steps=schedule.steps, hot=schedule.hot, cold=schedule.cold, seed=seed,
            may_drop=schedule.may_drop, stop=stop, trace=None if traces is None else traces[k],
        )  # fmt: skip
        return cost, state

    with ThreadPoolExecutor(threads or os.cpu_count() or 1) as pool:
        tasks = [pool.submit(run, k, seed) for k, seed in zip(range(len(states)), seeds, strict=True)]
        try:
            _watch(tasks, progress)
        except BaseException:
            stop[0] = 1
            pool.shutdown(wait=True, cancel_futures=True)
            raise
        return [task.result() for task in tasks]


def _watch(tasks: Sequence[Future[tuple[float, Array]]], progress: Progress) -> None:
    waiting = set(tasks)
    while waiting:
        done, waiting = wait(waiting, timeout=LOOK_UP_S)
        for task in done:
            task.result()
        progress(1.0 - len(waiting) / len(tasks), "Trying arrangements")
