"""A look inside one search, for those who tune it: energies, costs by term, where one can walk."""

import time
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from vrplanner.core.progress import Progress, silent
from vrplanner.core.scene import Scene
from vrplanner.layout import columns as t
from vrplanner.layout.anneal import cost_by_term
from vrplanner.layout.chains import Schedule, run_chains, seeds_from
from vrplanner.layout.explain import piece_name
from vrplanner.layout.from_scene import problem_from_scene
from vrplanner.layout.problem import Array, Layout, Problem, current_layout, piece_corners
from vrplanner.layout.search import STEPS, STEPS_PER_PIECE
from vrplanner.layout.tables import layout_of, make_state, make_tables
from vrplanner.layout.term_words import Language
from vrplanner.layout.validity import MAIN_WAY_RADIUS_M, WALKER_RADIUS_M, is_valid, walkable

CHAINS = 12
SAMPLES = 400
CELL_M = 0.05


@dataclass(frozen=True, slots=True, kw_only=True)
class Study:
    """One search. `energies` (chains, samples) is the cost of each chain over its `steps` proposals; `terms` the
    weighted costs before and after; `walkable` (rows, columns) is 0 where nobody can stand, 1 where a person 0.6 m wide
    gets, 2 where one 0.9 m wide does, rows along z from `origin` (x, z). Outlines are (x, z) on the plan, metres.
    """

    energies: Array
    steps: int
    terms: Mapping[str, tuple[float, float]]
    walkable: NDArray[np.uint8]
    origin: tuple[float, float]
    cell_m: float
    outline: Array
    footprints: tuple[Array, ...]
    names: tuple[str, ...]
    proposals_per_s: float
    valid: int
    chains: int


def study_layout(
    scene: Scene, room_id: str, *, seed: int = 0, language: Language = "en", progress: Progress = silent
) -> Study:
    """Run the chains of one search and keep what they did. Raises as `suggest_layouts` does."""
    problem = problem_from_scene(scene, room_id).problem
    tables = make_tables(problem)
    start = make_state(problem, current_layout(problem))
    steps = STEPS + STEPS_PER_PIECE * len(problem)
    traces = np.zeros((CHAINS, SAMPLES))
    began = time.perf_counter()
    results = run_chains(
        tables, [start] * CHAINS, seeds_from(seed, 0, 0, count=CHAINS), Schedule(steps=steps), traces=traces,
        progress=progress,
    )  # fmt: skip
    spent_s = time.perf_counter() - began
    layouts = [layout_of(problem, state) for _cost, state in results]
    best = min(range(CHAINS), key=lambda k: results[k][0])
    before, after = cost_by_term(tables, start), cost_by_term(tables, results[best][1])
    cells, origin = _walkable_cells(problem, layouts[best])
    shapes = [piece_corners(piece, pose) for piece, pose in zip(problem.pieces, layouts[best].pose, strict=True)]
    return Study(
        energies=traces,
        steps=steps,
        terms={name: (float(before[i]), float(after[i])) for i, name in enumerate(t.TERMS)},
        walkable=cells,
        origin=origin,
        cell_m=CELL_M,
        outline=_on_plan(problem.polygon),
        footprints=tuple(_on_plan(corners) for corners in shapes),
        names=tuple(piece_name(piece, chinese=language == "zh").removeprefix("the ") for piece in problem.pieces),
        proposals_per_s=CHAINS * steps / spent_s,
        valid=sum(is_valid(problem, layout) for layout in layouts),
        chains=CHAINS,
    )


def _on_plan(points: Array) -> Array:
    return np.asarray(points) * (1.0, -1.0)


def _walkable_cells(problem: Problem, layout: Layout) -> tuple[NDArray[np.uint8], tuple[float, float]]:
    low_x, low_y, high_x, high_y = problem.floor.bounds
    xs = np.arange(low_x + CELL_M / 2, high_x, CELL_M)
    ys = np.arange(high_y - CELL_M / 2, low_y, -CELL_M)
    points = shapely.points(*(axis.ravel() for axis in np.meshgrid(xs, ys)))
    cells = np.zeros(len(points), np.uint8)
    for value, radius_m in ((1, WALKER_RADIUS_M), (2, MAIN_WAY_RADIUS_M)):
        # A person covers the floor around where their middle can be.
        ground = walkable(problem, layout, radius_m=radius_m).buffer(radius_m - 1e-6)
        cells[shapely.contains(ground, points)] = value
    return cells.reshape(len(ys), len(xs)), (low_x, -high_y)
