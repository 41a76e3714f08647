"""Runs short chains in rooms that between them use every rule, and writes what comes out: `python … out.npz`.

A program of its own, since numba decides as it is loaded whether a simulator stands in for a graphics card. With
NUMBA_ENABLE_CUDASIM=1 (and NUMBA_DISABLE_JIT=1) the chains run on that one, without on the processor.
"""

import os
import sys
import warnings

import numpy as np

from vrplanner.core.errors import Cancelled
from vrplanner.layout.chains import Schedule, run_chains, seeds_from
from vrplanner.layout.cuda_chains import run_on_card
from vrplanner.layout.problem import Door, Piece, Problem, Relation, Window, current_layout
from vrplanner.layout.tables import make_state, make_tables

EMULATED = os.environ.get("NUMBA_ENABLE_CUDASIM") == "1"
STEPS, CHAINS, SAMPLES = 500, 2, 7
STOP_AT = 0.25


def _piece(kind: str, width_m: float, depth_m: float, height_m: float = 0.8, **rest) -> Piece:
    return Piece(id=kind, kind=kind, name=kind, width_m=width_m, depth_m=depth_m, height_m=height_m, **rest)


def _problem(polygon: list[tuple[float, float]], pieces: tuple[Piece, ...], **rest) -> Problem:
    middle = np.mean(polygon, axis=0)
    current = np.array([(*middle, 0.3 * i) for i in range(len(pieces))])
    fields = {"id": "room", "doors": (), "windows": (), "relations": (), "current": current}
    return Problem(polygon=np.array(polygon, float), pieces=pieces, **{**fields, **rest})


def living() -> Problem:
    """Convex, with a door, a window, a socket, and relations of most kinds."""
    pieces = (
        _piece("sofa", 1.8, 0.8, clear_m={"front": 0.4}, access_any=("front",)),
        _piece("tv stand", 1.2, 0.4, wall="must", cable_m=1.0),
        _piece("rug", 1.6, 1.2, 0.02, rug=True),
        _piece("coffee table", 0.8, 0.5, 0.4),
        _piece("floor lamp", 0.3, 0.3, 1.6, corner=True, cable_m=1.5),
        _piece("bookcase", 0.8, 0.3, 1.8, fixed=True),
    )
    relations = (
        Relation(type="view", a=0, b=1, low_m=1.0, high_m=3.0, max_angle_rad=0.4),
        Relation(type="front_of", a=3, b=0, low_m=0.3, high_m=0.5), Relation(type="under", a=2, b=3),
        Relation(type="near", a=4, b=0, high_m=0.5), Relation(type="focus", a=0, b=0, point=(2.0, 0.0)),
    )  # fmt: skip
    current = np.array([(1, 2, 0.1), (3, 0.4, 3), (2, 2, 0), (2, 1, 1), (0.5, 0.5, 0), (3.4, 0.2, 0)], float)
    return _problem(
        [(0, 0), (4, 0), (4, 3), (0, 3)], pieces, relations=relations, current=current, sockets=((4.0, 1.0),),
        doors=(Door(id="door", hinge=(0.4, 0.0), leaf=(1.2, 0.0)),), keep=0.3,
        windows=(Window(id="window", start=(1.0, 3.0), end=(2.5, 3.0), sill_m=0.9),),
    )  # fmt: skip


def dining() -> Problem:
    """An L without a door in which a wheelchair turns; chairs at a table, one mirrored."""
    pieces = (_piece("table", 1.2, 0.8), *(_piece("chair", 0.45, 0.5) for _ in range(3)))
    relations = (*(Relation(type="at", a=i, b=0) for i in (1, 2, 3)), Relation(type="mirror", a=1, b=2, about=0))
    corners = [(0, 0), (4, 0), (4, 2), (2.5, 2), (2.5, 3.5), (0, 3.5)]
    return _problem(corners, pieces, relations=relations, turning_m=1.5)


def shop() -> Problem:
    """A choice of models within a budget."""
    pieces = (_piece("sofa", 2.2, 0.9, price=900.0), _piece("desk", 1.2, 0.6, price=200.0, wall="wish"))
    others = ((_piece("sofa", 1.5, 0.8, price=500.0, misfit=0.2),), ())
    doors = (Door(id="door", hinge=(0.2, 0.0), leaf=(1.0, 0.0), swing="out"),)
    return _problem([(0, 0), (3, 0), (3, 2.5), (0, 2.5)], pieces, alternatives=others, budget=800.0, doors=doors)


def crowded() -> Problem:
    """Too much for its floor."""
    pieces = tuple(_piece("box", 1.0 + 0.1 * i, 0.8, priority=1 + i % 3) for i in range(4))
    return _problem([(0, 0), (2.4, 0), (2.4, 2), (0, 2)], pieces)


ROOMS = {"living": (living, False), "dining": (dining, False), "shop": (shop, False), "crowded": (crowded, True)}


def chains(problem: Problem, *, may_drop: bool) -> dict[str, np.ndarray]:
    tables, start = make_tables(problem, may_drop=may_drop), make_state(problem, current_layout(problem))
    traces = np.zeros((CHAINS, SAMPLES))
    run = run_on_card if EMULATED else run_chains
    results = run(
        tables, [start] * CHAINS, seeds_from(7, count=CHAINS), Schedule(steps=STEPS, may_drop=may_drop), traces=traces
    )
    costs, states = zip(*results, strict=True)
    return {"costs": np.array(costs), "states": np.array(states), "traces": traces}


def last_seen_when_stopped() -> float:
    """How far a run on the card says it is when it is told to stop at a quarter."""
    problem, seen = crowded(), []

    def stop(fraction: float, message: str = "", /) -> None:
        seen.append(fraction)
        if fraction >= STOP_AT:
            raise Cancelled("stopped")

    try:
        start = make_state(problem, current_layout(problem))
        run_on_card(make_tables(problem), [start], [1], Schedule(steps=STEPS), progress=stop)
    except Cancelled:
        return seen[-1]
    return 1.0


if __name__ == "__main__":
    warnings.filterwarnings("ignore", "overflow encountered", RuntimeWarning)  # hashes run over, compiled or not
    found = {}
    for name, (make, may_drop) in ROOMS.items():
        found |= {f"{name} {key}": array for key, array in chains(make(), may_drop=may_drop).items()}
    if EMULATED:
        found["stopped at"] = np.array(last_seen_when_stopped())
    np.savez(sys.argv[1], **found)
