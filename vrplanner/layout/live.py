"""While a person holds something, where the rest should go so that the room still works."""

from dataclasses import replace

import numpy as np

from vrplanner.core.progress import Progress, silent
from vrplanner.core.proposal import Proposal
from vrplanner.core.scene import Scene
from vrplanner.layout.anneal import cost_by_term
from vrplanner.layout.chains import Schedule, run_chains, seeds_from
from vrplanner.layout.from_scene import commands_for, problem_from_scene
from vrplanner.layout.problem import Array, Problem, current_layout
from vrplanner.layout.scores import score_of, scores_of
from vrplanner.layout.search import Found, judge
from vrplanner.layout.tables import Tables, layout_of, make_state, make_tables
from vrplanner.layout.term_words import Language

STEPS = 5000
CHAINS = 4
HOT = 1.5
KEEP = 0.4
WORTH_IT = 1.0
"""How much better the room must become before anything else is moved for it."""


def adapt_layout(
    scene: Scene, room_id: str, held_id: str, *, language: Language = "en", progress: Progress = silent
) -> Proposal | None:
    """What else should move when the item `held_id` stands where the scene has it; None when all may stay, or when
    nothing that was found works. As little moves as possible. Ends as soon as `progress` raises.
    """
    room_problem = problem_from_scene(scene, room_id, keep=KEEP)
    problem = _holding(room_problem.problem, held_id)
    if all(piece.fixed for piece in problem.pieces):
        return None
    now = judge(problem, current_layout(problem))
    best = _adapted(problem, progress)
    if best is None or now.cost - best.cost < WORTH_IT:
        return None
    commands = commands_for(replace(room_problem, problem=problem), best.layout)
    if not commands:
        return None
    scores = scores_of(best)
    title = {"en": "Make room", "zh": "腾出位置"}[language]
    return Proposal(title=title, commands=commands, scores=scores, before=scores_of(now), score=score_of(scores))


def _holding(problem: Problem, held_id: str) -> Problem:
    pieces = tuple(replace(piece, fixed=True) if piece.id == held_id else piece for piece in problem.pieces)
    return replace(problem, pieces=pieces)


def _adapted(problem: Problem, progress: Progress) -> Found | None:
    """The best of a few short chains that breaks nothing anew: what is held may well stand in the way of a door."""
    tables = make_tables(problem)
    start = make_state(problem, current_layout(problem))
    schedule = Schedule(steps=STEPS, hot=HOT)
    results = run_chains(tables, [start] * CHAINS, seeds_from(0, 2, count=CHAINS), schedule, progress=progress)
    unmoved = _broken(judge(problem, current_layout(problem)))
    for _cost, state in sorted(results, key=lambda result: result[0]):
        found = judge(problem, layout_of(problem, _settled(tables, state, start)))
        if _broken(found) <= unmoved:
            return found
    return None


def _broken(found: Found) -> set[tuple[str, tuple[int, ...]]]:
    return {(finding.rule, finding.pieces) for finding in found.findings if finding.hard}


def _settled(tables: Tables, state: Array, start: Array) -> Array:
    """A state (N, 7) with everything back where it was in `start` that has no need to be elsewhere."""
    best, best_cost = state, float(cost_by_term(tables, state).sum())
    for i in range(len(state)):
        trial = best.copy()
        trial[i] = start[i]
        cost = float(cost_by_term(tables, trial).sum())
        if not np.array_equal(trial, best) and cost <= best_cost:
            best, best_cost = trial, cost
    return best
