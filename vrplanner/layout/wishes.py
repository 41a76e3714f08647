"""What a person asked for about how things stand, merged with what the program takes for granted."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace

from vrplanner.core.errors import NotFound
from vrplanner.core.relation import Relation as Wished
from vrplanner.layout.infer import AROUND_GAP_M, COFFEE_GAP_M, VIEW_ANGLE_RAD, VIEW_M
from vrplanner.layout.problem import Piece, Problem, Relation

USUAL_M: Mapping[str, tuple[float, float]] = {
    "view": VIEW_M,
    "front_of": COFFEE_GAP_M,
    "around": AROUND_GAP_M,
    "near": (0.0, 0.4),
    "foot_of": (0.0, 0.15),
    "daylight": (0.0, 1.5),
    "apart": (1.0, math.inf),
}
FAR_M = 1e6


def merged(pieces: Sequence[Piece], inferred: Sequence[Relation], wished: Sequence[Wished]) -> tuple[Relation, ...]:
    """Inferred relations, without those that the person does not want or words differently, and the person's own."""
    index = {piece.id: i for i, piece in enumerate(pieces)}
    said = [each for each in wished if each.item_id in index and (each.target_id is None or each.target_id in index)]
    answered = {(each.kind, each.item_id, each.target_id) for each in said}
    kept = [
        relation
        for relation in inferred
        if (relation.type, pieces[relation.a].id, _target_id(pieces, relation)) not in answered
    ]
    return (*kept, *(_relation(each, index) for each in said if each.wanted))


def _target_id(pieces: Sequence[Piece], relation: Relation) -> str | None:
    return None if relation.type == "daylight" else pieces[relation.b].id


def _relation(wished: Wished, index: Mapping[str, int]) -> Relation:
    a = index[wished.item_id]
    low, high = USUAL_M.get(wished.kind, (0.0, 0.0))
    return Relation(
        type=wished.kind,
        a=a,
        b=a if wished.target_id is None else index[wished.target_id],
        low_m=low if wished.near_m is None else wished.near_m,
        high_m=min(FAR_M, high if wished.far_m is None else wished.far_m),
        max_angle_rad=VIEW_ANGLE_RAD if wished.max_angle_rad is None else wished.max_angle_rad,
    )


def asked_for(problem: Problem, *, keep: float, only: frozenset[str]) -> Problem:
    """The problem when so much should stay where it is, and nothing but the pieces of these ids may move."""
    unknown = only - {piece.id for piece in problem.pieces}
    if unknown:
        raise NotFound(f"There is nothing called {', '.join(sorted(unknown))} here.")
    return replace(problem, pieces=only_moving(problem.pieces, only), keep=keep)


def only_moving(pieces: Sequence[Piece], ids: frozenset[str]) -> tuple[Piece, ...]:
    """The pieces with all but those of these ids held in place; no ids, no change."""
    if not ids:
        return tuple(pieces)
    return tuple(piece if piece.id in ids else replace(piece, fixed=True) for piece in pieces)
