"""How good a layout is, by term: shares that a person can read, from the costs that the sampler adds up."""

import math
from collections.abc import Iterator, Mapping

import numpy as np

from vrplanner.layout import columns as t
from vrplanner.layout.problem import Layout, Problem
from vrplanner.layout.search import Found
from vrplanner.layout.validity import MAIN_WAY_RADIUS_M, missed_sides, walkable

SCALES = {
    "overlap": 5.0, "outside": 5.0, "doors": 5.0, "reach": 6.0, "wheelchair": 6.0, "windows": 3.0, "clearance": 3.0,
    "walls": 2.5, "alignment": 1.5, "view": 1.5, "seating": 1.5, "beside": 1.5, "in_front": 1.5, "under": 2.0,
    "nearness": 1.5, "conversation": 1.5, "symmetry": 1.5, "balance": 1.0, "focus": 1.0, "daylight": 1.0,
    "sockets": 2.0, "changes": 4.0, "choice": 4.0, "budget": 6.0,
}  # fmt: skip
"""The cost at which a term's score has fallen to 1/e."""
SHARES = {
    "overlap": 2.0, "outside": 2.0, "doors": 2.0, "reach": 2.0, "wheelchair": 2.0, "windows": 1.0, "clearance": 1.5,
    "walkways": 1.5, "walls": 1.0, "alignment": 0.5, "view": 3.0, "seating": 2.0, "beside": 1.0, "in_front": 1.0,
    "under": 0.5, "nearness": 0.4, "conversation": 0.8, "symmetry": 0.6, "balance": 0.5, "focus": 0.5, "daylight": 0.5,
    "sockets": 0.5, "choice": 1.0, "budget": 1.0, "fits": 2.0,
}  # fmt: skip
"""How much each term counts in the score of the whole. `changes` does not: it says nothing about the room."""
_RELATIONS_OF = {
    "view": ("view",), "seating": ("at",), "beside": ("beside",), "in_front": ("front_of", "foot_of"),
    "under": ("under",), "nearness": ("near", "apart"), "conversation": ("around", "circle"), "focus": ("focus",),
    "daylight": ("daylight",),
}  # fmt: skip
_ABOUT_SCORE = {1: 4.0, 2: 2.0, 3: 1.0}


def scores_of(found: Found) -> dict[str, float]:
    """0..1 by term, 1 is best; only terms that mean something in this room. `fits` is the share of pieces that stand in
    the room, weighted by what matters; `taste` sums up what this person cares about more or less than others.
    """
    problem = found.problem
    scores = {
        name: math.exp(-float(found.costs[t.TERMS.index(name)]) / (SCALES[name] * problem.taste.get(name, 1.0)))
        for name in _relevant(problem)
    }
    scores["walkways"] = _main_way_share(problem, found.layout)
    weights = np.array([_ABOUT_SCORE[piece.priority] for piece in problem.pieces])
    scores["fits"] = float((weights * found.layout.present).sum() / weights.sum())
    rounded = {name: round(min(1.0, score), 3) for name, score in scores.items()}
    return {**rounded, **_taste(problem.taste, rounded)}


def score_of(scores: Mapping[str, float]) -> float:
    """All terms as one, 0..1."""
    counted = {name: score for name, score in scores.items() if name in SHARES}
    return round(sum(SHARES[name] * score for name, score in counted.items()) / sum(SHARES[n] for n in counted), 3)


def narrow_ways(problem: Problem, layout: Layout) -> list[int]:
    """The pieces that no way 0.9 m wide leads to."""
    ground = walkable(problem, layout, radius_m=MAIN_WAY_RADIUS_M)
    here = [i for i in range(len(problem)) if layout.present[i]]
    return [i for i in here if missed_sides(problem, layout, i, ground, MAIN_WAY_RADIUS_M)]


def _relevant(problem: Problem) -> Iterator[str]:
    kinds = {relation.type for relation in problem.relations}
    absent = {name for name, types in _RELATIONS_OF.items() if not kinds.intersection(types)}
    shared = [r.b for r in problem.relations if r.type == "at"]
    conditions = {
        "wheelchair": problem.turning_m > 0, "windows": bool(problem.windows), "doors": bool(problem.doors),
        "sockets": bool(problem.sockets) and any(piece.cable_m is not None for piece in problem.pieces),
        "changes": problem.keep > 0, "choice": any(piece.misfit > 0 for piece in problem.pieces),
        "budget": problem.budget > 0, "symmetry": "mirror" in kinds or len(shared) > len(set(shared)),
    }  # fmt: skip
    absent |= {name for name, holds in conditions.items() if not holds}
    yield from (name for name in SCALES if name not in absent)


def _main_way_share(problem: Problem, layout: Layout) -> float:
    """The share of pieces that a 0.9 m wide way leads to."""
    here = [i for i in range(len(problem)) if layout.present[i] and not problem.pieces[i].rug]
    return 1.0 - len(narrow_ways(problem, layout)) / len(here) if here else 1.0


def _taste(taste: Mapping[str, float], scores: Mapping[str, float]) -> dict[str, float]:
    cared = {name: weight for name, weight in taste.items() if name in scores and abs(weight - 1.0) > 0.02}
    if not cared:
        return {}
    return {"taste": round(sum(cared[name] * scores[name] for name in cared) / sum(cared.values()), 3)}
