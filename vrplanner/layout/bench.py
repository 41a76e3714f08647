"""How fast and how good: `python -m vrplanner.layout.bench [ROOM.json …]`. Without rooms it makes its own.

Prints for each room the proposals a second, the share of chains that end in a valid layout, the time to three
suggestions and how far they are apart, and what scipy's dual annealing reaches on the same cost in the same time.
"""

import sys
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from rich.console import Console
from rich.table import Table
from scipy.optimize import dual_annealing

from vrplanner.core.furniture import BY_NAME
from vrplanner.layout import columns as t
from vrplanner.layout.anneal import cost_by_term, run_chain
from vrplanner.layout.diverse import displacement_m
from vrplanner.layout.infer import infer_relations
from vrplanner.layout.neutral import read_room
from vrplanner.layout.problem import SIDES, Door, Layout, Piece, Problem, Window, current_layout
from vrplanner.layout.rules import rule_for
from vrplanner.layout.search import search_layouts
from vrplanner.layout.tables import Tables, make_state, make_tables
from vrplanner.layout.validity import is_valid
from vrplanner.layout.warm_up import warm_up

STEPS = 20_000
CHAINS = 10
SETS = (
    ("sofa", "tv stand", "coffee table", "armchair", "rug", "bookcase", "floor lamp", "plant"),
    ("bed", "nightstand", "nightstand", "wardrobe", "dresser", "plant"),
    ("dining table", "chair", "chair", "chair", "chair", "sideboard", "plant"),
    ("desk", "office chair", "bookcase", "bookcase", "armchair", "floor lamp"),
    ("sofa", "tv stand", "coffee table", "rug", "dining table", "chair", "chair", "chair", "chair", "bookcase",
     "sideboard", "plant"),
)  # fmt: skip


def main(paths: list[str]) -> None:
    warm_up()
    rooms = [read_room(Path(path)) for path in paths] or list(random_rooms(12, seed=0))
    table = Table("room", "things", "proposals/s", "chains valid", "3 found in", "apart", "cost", "dual annealing")
    for problem in rooms:
        table.add_row(*_measure(problem))
    Console(width=120).print(table)


def random_rooms(count: int, *, seed: int) -> Iterator[Problem]:
    """Furnished rooms, every third of them L-shaped, with a door and a window."""
    random = np.random.default_rng(seed)
    for number in range(count):
        kinds = SETS[number % len(SETS)]
        area = sum(BY_NAME[kind].usual_size[0] * BY_NAME[kind].usual_size[2] for kind in kinds if kind != "rug")
        width = float(random.uniform(3.2, 5.5))
        depth = max(3.0, float(area / random.uniform(0.25, 0.33) / width))
        corners = [(0.0, 0.0), (width, 0.0), (width, depth), (0.0, depth)]
        if number % 3 == 2:
            corners[2:3] = [(width, depth * 0.7), (width * 0.7, depth * 0.7), (width * 0.7, depth)]
        yield _room(f"{kinds[0]} {number}", np.array(corners), kinds, random)


def _room(name: str, polygon: np.ndarray, kinds: tuple[str, ...], random: np.random.Generator) -> Problem:
    width, depth = polygon.max(axis=0)
    pieces = tuple(_piece(kind, i) for i, kind in enumerate(kinds))
    current = np.column_stack([random.uniform((0.5, 0.5), (width - 0.5, depth - 0.5), (len(kinds), 2)),
                               random.uniform(0, 6.28, len(kinds))])  # fmt: skip
    windows = (Window(id="window", start=(0.0, depth * 0.8), end=(0.0, depth * 0.4), sill_m=0.9),)
    return Problem(
        id=name,
        polygon=polygon,
        doors=(Door(id="door", hinge=(0.3, 0.0), leaf=(1.2, 0.0), swing="in"),),
        windows=windows,
        pieces=pieces,
        relations=infer_relations(pieces, current, windows),
        current=current,
    )


def _piece(kind: str, number: int) -> Piece:
    width_m, height_m, depth_m = BY_NAME[kind].usual_size
    rule = rule_for(kind, width_m=width_m)
    return Piece(
        id=f"{kind}_{number}", kind=kind, name=kind, width_m=width_m, depth_m=depth_m, height_m=height_m,
        wall=rule.wall, corner=rule.corner, access_all=rule.access_all,
        access_any=() if kind == "rug" else (rule.access_any or (() if rule.access_all else SIDES)),
        clear_m={side: clear for side, clear in rule.clear_m.items() if clear > 0}, priority=rule.priority,
        rug=kind == "rug",
    )  # fmt: skip


def _measure(problem: Problem) -> tuple[str, ...]:
    tables = make_tables(problem)
    start = time.process_time()
    states = []
    for seed in range(CHAINS):
        states.append(make_state(problem, current_layout(problem)))
        run_chain(tables, states[-1], steps=STEPS, seed=seed)
    spent_s = time.process_time() - start
    valid = sum(is_valid(problem, Layout(pose=state[:, :3], present=state[:, t.PRESENT] > 0)) for state in states)
    start = time.process_time()
    found = search_layouts(problem)
    search_s = time.process_time() - start
    pairs = [displacement_m(problem, a.layout, b.layout) for i, a in enumerate(found) for b in found[:i]]
    return (
        problem.id, str(len(problem)), f"{CHAINS * STEPS / spent_s:,.0f}", f"{valid}/{CHAINS}",
        f"{len(found)} in {search_s:.1f} s", f"{min(pairs):.1f} m" if pairs else "-",
        f"{found[0].cost:.1f}" if found else "-", f"{_peer(problem, tables, search_s):.1f}",
    )  # fmt: skip


def _peer(problem: Problem, tables: Tables, seconds: float) -> float:
    """The cost scipy's dual annealing reaches in as much processor time."""
    low_x, low_y, high_x, high_y = problem.floor.bounds
    free = [i for i, piece in enumerate(problem.pieces) if not piece.fixed]
    pose = problem.current.copy()
    deadline = time.process_time() + seconds
    best = np.inf

    def cost(numbers: np.ndarray) -> float:
        nonlocal best
        pose[free] = numbers.reshape(-1, 3)
        value = float(
            cost_by_term(tables, make_state(problem, Layout(pose=pose, present=np.ones(len(problem), bool)))).sum()
        )
        best = min(best, value)
        return value

    bounds = [(low_x, high_x), (low_y, high_y), (0.0, 6.2832)] * len(free)
    dual_annealing(
        cost, bounds, seed=0, callback=lambda *_: time.process_time() > deadline, maxiter=10**6, maxfun=10**6
    )
    return best


if __name__ == "__main__":
    main(sys.argv[1:])
