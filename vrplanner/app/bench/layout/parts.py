"""The parts of the layout benchmark. Each takes `quick` (a few rooms, to see that it works) and `progress`."""

import itertools
import os
import statistics
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context

import numpy as np

from vrplanner.app.bench.figure import Figure, timed
from vrplanner.app.bench.layout.depth_first import LIMIT_S, GridResult, solve
from vrplanner.app.bench.layout.gpu import gpu
from vrplanner.app.bench.layout.homes import random_home
from vrplanner.app.bench.layout.peers import PEERS, single_threaded_workers
from vrplanner.app.bench.layout.sampler import proposing
from vrplanner.app.bench.layout.varied import connectable, varied_rooms
from vrplanner.app.bench.layout.verdict import collisions, connected, outside, plain_displacement_m, whole
from vrplanner.app.bench.rooms import living_room
from vrplanner.core.progress import Progress, silent
from vrplanner.layout.diverse import displacement_m
from vrplanner.layout.problem import Problem
from vrplanner.layout.search import Found, first_valid, search_layouts
from vrplanner.layout.suggest import suggest_layouts
from vrplanner.layout.validity import is_valid

SPEED_ITEMS = 12
FIRST_SEEDS = 10
PROPOSALS = 5
MANY_ITEMS = 12
HOMES = 500
EQUAL_COST = 0.05
"""Two layouts whose costs differ by less count as equally good."""


def suggestions(*, quick: bool = False, progress: Progress = silent) -> list[Figure]:
    """What a person waits for: three suggestions for a room of the document with eight pieces."""
    scene = living_room().scene
    progress(0.2, "arranging")
    return [timed("three suggestions", lambda: suggest_layouts(scene, "room_1", seed=0), runs=1 if quick else 5)]


def speed(*, quick: bool = False, progress: Progress = silent) -> list[Figure]:
    """Proposals a second in rooms of twelve things."""
    rooms = [problem for problem in varied_rooms() if len(problem) == SPEED_ITEMS]
    rooms, steps = (rooms[:1], 5_000) if quick else (rooms, 200_000)
    single, together = [], []
    threads = os.cpu_count() or 1
    with ThreadPoolExecutor(threads) as pool:
        for k, problem in enumerate(rooms):
            progress(k / len(rooms), problem.id)
            run = proposing(problem)
            run(1, 0)
            single.append(steps / run(steps, 0))
            start = time.perf_counter()
            list(pool.map(run, [steps] * threads, range(threads)))
            together.append(threads * steps / (time.perf_counter() - start))
    rooms_said = f"{len(rooms)} rooms of {SPEED_ITEMS} things, slowest {min(single):,.0f}"
    return [
        Figure("proposals a second, one thread", statistics.median(single), "", note=rooms_said),
        Figure(f"proposals a second, {threads} threads", statistics.median(together), ""),
    ]


def first(*, quick: bool = False, progress: Progress = silent) -> list[Figure]:
    """How soon there is a first layout that holds everything and breaks no hard rule."""
    rooms, seeds = (varied_rooms()[:2], 1) if quick else (varied_rooms(), FIRST_SEEDS)
    walls, cpus = np.zeros(0), np.zeros(0)
    missed = []
    runs = [(problem, seed) for seed in range(seeds) for problem in rooms]
    first_valid(rooms[0], seed=0)
    for k, (problem, seed) in enumerate(runs):
        progress(k / len(runs), f"{problem.id}, seed {seed}")
        wall, cpu = time.perf_counter(), time.process_time()
        found = first_valid(problem, seed=seed)
        walls = np.append(walls, time.perf_counter() - wall)
        cpus = np.append(cpus, time.process_time() - cpu)
        if found is None or not whole(problem, found.layout):
            missed.append(f"{problem.id} (seed {seed})")
            walls[-1] = np.nan
    worst = int(np.nanargmax(walls))
    return [
        _share("first valid layout within 0.5 s", int((walls <= 0.5).sum()), len(runs), asked="100 %"),
        _share("first valid layout within 0.1 s", int((walls <= 0.1).sum()), len(runs)),
        _share("first layout is valid", len(runs) - len(missed), len(runs), asked="100 %", note=_named(missed)),
        Figure("first valid layout, median", float(np.nanmedian(walls)), "s", float(np.median(cpus))),
        Figure("first valid layout, worst", float(walls[worst]), "s", float(cpus[worst]), note=_run_name(runs[worst])),
    ]


def proposals(*, quick: bool = False, progress: Progress = silent) -> list[Figure]:
    """Five proposals: how long they take, how far they are apart, whether a person 0.9 m wide gets everywhere."""
    rooms = varied_rooms()[:2] if quick else varied_rooms()
    walls, cpus, apart, plainly_apart, few, cut_off = [], [], [], [], [], []
    all_connected = 0
    wide = connectable()
    search_layouts(rooms[0], count=1)
    for k, problem in enumerate(rooms):
        progress(k / len(rooms), problem.id)
        wall, cpu = time.perf_counter(), time.process_time()
        found = search_layouts(problem, count=PROPOSALS, seed=0)
        walls.append(time.perf_counter() - wall)
        cpus.append(time.process_time() - cpu)
        if len(found) < PROPOSALS:
            few.append(f"{problem.id} ({len(found)})")
        pairs = list(itertools.combinations([one.layout for one in found], 2))
        apart += [min(displacement_m(problem, a, b) for a, b in pairs)] if pairs else []
        plainly_apart += [min(plain_displacement_m(problem, a, b) for a, b in pairs)] if pairs else []
        if problem.id in wide:
            if not found or not connected(problem, found[0].layout):
                cut_off.append(problem.id)
            all_connected += bool(found) and all(connected(problem, one.layout) for one in found)
    solvable = sum(problem.id in wide for problem in rooms)
    return [
        Figure(f"{PROPOSALS} proposals, median", statistics.median(walls), "s", statistics.median(cpus)),
        Figure(f"{PROPOSALS} proposals, worst", max(walls), "s", max(cpus)),
        _share(f"rooms with {PROPOSALS} proposals", len(rooms) - len(few), len(rooms), note=_named(few)),
        Figure("two nearest of five, weighted as shown, median", statistics.median(apart), "m",
               note=f"least {min(apart):.2f} m"),
        Figure("two nearest of five, plain mean displacement, median", statistics.median(plainly_apart), "m",
               note=f"least {min(plainly_apart):.2f} m"),
        _share("connected at 0.9 m, best proposal", solvable - len(cut_off), solvable, asked="75 %",
               note=_named(cut_off)),
        _share("connected at 0.9 m, all proposals", all_connected, solvable),
    ]  # fmt: skip


def peers(*, quick: bool = False, progress: Progress = silent) -> list[Figure]:
    """Dual annealing and CMA-ES on the same cost from the same start for as much processor time."""
    rooms = [problem for problem in varied_rooms() if len(problem) >= MANY_ITEMS]
    rooms = rooms[:1] if quick else rooms
    search_layouts(rooms[0], count=1)
    ours, theirs = [], {name: [] for name in PEERS}
    with single_threaded_workers(len(PEERS)) as pool:
        for k, problem in enumerate(rooms):
            progress(k / len(rooms), problem.id)
            cpu = time.process_time()
            found = search_layouts(problem, count=1, seed=0)
            cpu = time.process_time() - cpu
            ours.append(found[0] if found and whole(problem, found[0].layout) else None)
            runs = {name: pool.submit(optimise, problem, seconds=cpu, seed=0) for name, optimise in PEERS.items()}
            for name, run in runs.items():
                theirs[name].append(run.result())
    about = f"{len(rooms)} rooms of {MANY_ITEMS} things and more, as much processor time as the search took"
    figures = [_share("search: valid", sum(one is not None for one in ours), len(rooms), note=about)]
    for name, results in theirs.items():
        ratios = [r.cost / one.cost for r, one in zip(results, ours, strict=True) if one is not None]
        note = f"least {min(ratios):.1f}, {statistics.median(r.evaluations for r in results):,.0f} evaluations"
        figures.append(_share(f"{name}: valid", sum(result.valid for result in results), len(rooms)))
        beside = statistics.median(ratios)
        figures.append(Figure(f"{name}: cost beside the search's, median", beside, "times", note=note))
    return figures


def depth_first(*, quick: bool = False, progress: Progress = silent) -> list[Figure]:
    """A depth-first grid solver, at most 30 s a room, against the search."""
    rooms = varied_rooms()[:2] if quick else varied_rooms()
    grids: list[GridResult] = []
    with single_threaded_workers(os.cpu_count() or 1) as pool:
        for result in pool.map(partial(solve, seconds=2.0 if quick else LIMIT_S), rooms):
            grids.append(result)
            progress(0.6 * len(grids) / len(rooms), "the grid solver")
    search_layouts(rooms[0], count=1)
    better, equal, valid, ratios, ratios_to_best, beaten = 0, 0, 0, [], [], []
    first_better, first_ratios = 0, []
    for k, (problem, grid) in enumerate(zip(rooms, grids, strict=True)):
        progress(0.6 + 0.4 * k / len(rooms), problem.id)
        cpu = time.process_time()
        quick_one = first_valid(problem, seed=0)
        first_ratios.append(grid.cpu_s / (time.process_time() - cpu))
        grid_cost = grid.cost if grid.valid else np.inf
        first_better += quick_one is not None and quick_one.cost < grid_cost + EQUAL_COST
        cpu = time.process_time()
        found = search_layouts(problem, count=1, seed=0)
        cpu = time.process_time() - cpu
        valid += grid.valid and bool(grid.layout.present.all())
        gain = _cost(found) - grid_cost
        better += bool(gain < -EQUAL_COST)
        equal += bool(abs(gain) <= EQUAL_COST)
        beaten += [problem.id] if gain > EQUAL_COST else []
        ratios.append(grid.cpu_s / cpu)
        ratios_to_best.append(grid.best_after_s / cpu)
    return [
        Figure("rooms where the search is better than the grid solver", better, f"of {len(rooms)}"),
        Figure("rooms where both are as good", equal, f"of {len(rooms)}"),
        Figure("rooms where the grid solver is better", len(beaten), f"of {len(rooms)}", note=_named(beaten)),
        _share("grid solver: valid with everything placed", valid, len(rooms)),
        Figure("processor time of the grid solver beside the search's, median", statistics.median(ratios), "times"),
        Figure("the same until its best layout, median", statistics.median(ratios_to_best), "times"),
        _share("the first valid layout is no worse than its best", first_better, len(rooms)),
        Figure(
            "its processor time beside that of the first valid layout, median", statistics.median(first_ratios), "times"
        ),
    ]


def homes(*, quick: bool = False, progress: Progress = silent) -> list[Figure]:
    """Furnished rooms as in real homes: what collides, what sticks out, what is left out."""
    count = 4 if quick else HOMES
    workers = os.cpu_count() or 1
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        results: list[_Furnished] = []
        for result in pool.map(_furnish, range(count), chunksize=1 if quick else 5):
            progress(len(results) / count, result.name)
            results.append(result)
    empty = [result.name for result in results if not result.found]
    short = [result.name for result in results if result.found and result.left_out]
    broken = [result.name for result in results if result.found and not result.valid]
    return [
        _share("rooms with a collision", sum(r.collides for r in results), count, asked="0 %"),
        _share("rooms with something out of the room", sum(r.outside for r in results), count, asked="0 %"),
        _share("rooms without any layout", len(empty), count, asked="0 %", note=_named(empty)),
        _share("rooms that break a hard rule", len(broken), count, asked="0 %", note=_named(broken)),
        _share("rooms with everything placed", count - len(empty) - len(short), count, note=_named(short)),
        Figure("processor time a room, median", statistics.median(r.cpu_s for r in results), "s",
               note=f"longest {max(r.cpu_s for r in results):.1f} s, {len(results)} rooms in {workers} processes"),
    ]  # fmt: skip


MEASURES: dict[str, Callable[..., list[Figure]]] = {
    "suggestions": suggestions, "speed": speed, "first": first, "proposals": proposals, "peers": peers,
    "depth-first": depth_first, "homes": homes, "gpu": gpu,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Furnished:
    name: str
    found: bool
    left_out: int
    valid: bool
    collides: bool
    outside: bool
    cpu_s: float


def _furnish(number: int) -> _Furnished:
    """One of the random homes, in a process of its own."""
    problem = random_home(number)
    cpu = time.process_time()
    found = search_layouts(problem, count=1, seed=0)
    cpu = time.process_time() - cpu
    if not found:
        return _Furnished(problem.id, False, len(problem), False, False, False, cpu)
    layout = found[0].layout
    return _Furnished(
        problem.id, True, int((~layout.present).sum()), is_valid(problem, layout),
        collisions(problem, layout) > 0, outside(problem, layout) > 0, cpu,
    )  # fmt: skip


def _cost(found: Sequence[Found]) -> float:
    return found[0].cost if found else np.inf


def _share(name: str, part: int, whole: int, *, asked: str = "", note: str = "") -> Figure:
    return Figure(name, 100.0 * part / whole, "%", asked=asked, note=f"{part} of {whole}{': ' + note if note else ''}")


def _run_name(run: tuple[Problem, int]) -> str:
    return f"{run[0].id}, seed {run[1]}"


def _named(names: Sequence[str], *, most: int = 6) -> str:
    more = f" and {len(names) - most} more" if len(names) > most else ""
    return ", ".join(names[:most]) + more
