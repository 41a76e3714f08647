"""Proposals a second on a graphics card, beside those of all processors: from how many chains on the card pays.

It has not been run with a card yet. What it finds there is what `cuda_chains.CARD_CHAINS` should become.
"""

import os
import time
from collections.abc import Callable, Sequence

from vrplanner.app.bench.figure import Figure
from vrplanner.app.bench.layout.varied import varied_rooms
from vrplanner.core.progress import Progress, part, silent
from vrplanner.layout.chains import Schedule, run_chains, seeds_from
from vrplanner.layout.cuda_chains import CARD_CHAINS, has_card, has_compiler, run_on_card
from vrplanner.layout.problem import Array, Problem, current_layout
from vrplanner.layout.tables import make_state, make_tables

ITEMS = 12
CHAINS = (CARD_CHAINS // 8, CARD_CHAINS, 8 * CARD_CHAINS)
STEPS = 2_000


def gpu(*, quick: bool = False, progress: Progress = silent) -> list[Figure]:
    """In one room of twelve things; where there is no card, or no compiler for it, a single figure that says so."""
    if not has_card():
        why = "no GPU here" if has_compiler() else 'no GPU here, and the extra "gpu" is not installed'
        return [Figure("graphics cards that chains can run on", 0, "", note=why)]
    problem = next(problem for problem in varied_rooms() if len(problem) == ITEMS)
    counts, steps = (CHAINS[:1], 20) if quick else (CHAINS, STEPS)
    _seconds(run_on_card, problem, 1, 1, progress=part(progress, 0.0, 0.1))  # compiles
    figures = []
    for k, count in enumerate(counts):
        stage = part(progress, 0.1 + 0.9 * k / len(counts), 0.1 + 0.9 * (k + 1) / len(counts))
        took = _seconds(run_on_card, problem, count, steps, progress=stage)
        figures.append(Figure(f"proposals, {count} chains on the card", count * steps / took, "per s"))
    took = _seconds(_on_processors, problem, counts[0], steps)
    figures.append(Figure(f"proposals, {counts[0]} chains on all processors", counts[0] * steps / took, "per s"))
    return figures


def _seconds(
    run: Callable[..., object], problem: Problem, count: int, steps: int, *, progress: Progress = silent
) -> float:
    """Wall time, with what it takes to bring everything to the card and back."""
    tables, start = make_tables(problem), make_state(problem, current_layout(problem))
    seeds = [int(seed) for seed in seeds_from(0, count=count)]
    before = time.perf_counter()
    run(tables, [start] * count, seeds, Schedule(steps=steps), progress=progress)
    return time.perf_counter() - before


def _on_processors(*args: object, progress: Progress) -> Sequence[tuple[float, Array]]:
    return run_chains(*args, threads=os.cpu_count() or 1, progress=progress)
