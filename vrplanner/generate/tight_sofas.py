"""Sofas without loose back cushions: tufted (chesterfield) and channelled."""

import math

import numpy as np

from vrplanner.generate.materials import Finish
from vrplanner.generate.piece import Piece
from vrplanner.generate.shapes.soft import cushion, dimpled
from vrplanner.generate.shapes.solids import box, cylinder
from vrplanner.generate.sofa_parts import (
    SofaPlan,
    add_arms,
    add_chaise_base,
    add_feet,
    chaise_side,
    chaise_width,
    seat_spans,
)


def tight_backed(piece: Piece) -> None:
    """Tufted (chesterfield) or channelled: the back and arms are one height and have no loose cushions."""
    plan = SofaPlan(piece)
    cloth = piece.upholstery("velvet")
    tufted = piece.has("tufted")
    if tufted:
        plan.arms, plan.arm_width = "rolled", min(0.22, piece.width * 0.16)
        plan.arm_top = piece.height
    else:
        plan.arm_width = min(0.12, piece.width * 0.14)
        plan.arm_top = min(0.62, piece.height - 0.12)
    inner = piece.width - 2 * plan.arm_width
    top = plan.seat - plan.pad
    deck = box((inner + 0.02, top - plan.leg, plan.depth - 0.012), bevel_m=0.012, steps=2)
    piece.add(cloth, deck.moved(0, plan.leg, plan.rear + plan.depth / 2 - 0.006))
    if plan.chaise != "none":
        add_chaise_base(piece, plan, inner, top)
    add_arms(piece, plan)
    (_tufted_back if tufted else _channelled_back)(piece, plan, cloth, inner)
    seats = piece.count("seats", max(1, round(inner / 0.62)))
    back_front = plan.rear + plan.back + 0.05
    chaise = chaise_width(piece, inner) if plan.chaise != "none" else 0.0
    for x, width, is_chaise in seat_spans(
        inner, max(1, min(seats, int(inner / 0.34))), chaise, chaise_side(plan) if chaise else 0
    ):
        deep = (piece.depth / 2 if is_chaise else plan.front) - back_front
        pad = cushion((width - 0.004, plan.pad + 0.02, deep), seed=piece.seed(), crown_m=0.028)
        piece.add(cloth, pad.moved(x, plan.seat - plan.pad - 0.008, back_front + deep / 2))
    add_feet(piece, plan)


def _tufted_back(piece: Piece, plan: SofaPlan, cloth: Finish, inner: float) -> None:
    radius = min(0.11, plan.depth * 0.14)
    tall = piece.height - radius - plan.leg
    thick = plan.back + 0.04
    columns = max(2, round(inner / 0.16))
    panel = box((inner + 0.02, tall, thick), bevel_m=0.02, steps=2, cells=(columns * 3, 10, 1))
    rows = [
        plan.seat - plan.leg + 0.05 + i * 0.11 for i in range(max(1, int((tall - plan.seat + plan.leg - 0.04) / 0.11)))
    ]
    buttons = np.array(
        [
            (-inner / 2 + inner * (i + (0.5 if row % 2 == 0 else 1.0)) / columns, y, thick / 2)
            for row, y in enumerate(rows)
            for i in range(columns - row % 2)
        ]
    )
    at = (0.0, plan.leg, plan.rear + thick / 2)
    piece.add(cloth, dimpled(panel, buttons, depth_m=0.03, reach_m=0.04).moved(*at))
    for x, y, z in buttons:
        piece.add(
            cloth,
            cylinder(0.011, 0.008, bevel_m=0.004, segments=8)
            .turned("x", math.pi / 2)
            .moved(x, y + plan.leg, plan.rear + thick / 2 + z - 0.03),
        )
    roll = (
        cylinder(radius, inner + 0.04, bevel_m=0.01, segments=24).turned("z", math.pi / 2).moved(x=(inner + 0.04) / 2)
    )
    piece.add(cloth, roll.moved(0, piece.height - radius, plan.rear + radius))


def _channelled_back(piece: Piece, plan: SofaPlan, cloth: Finish, inner: float) -> None:
    """Upright rolls over the whole width, the outer ones a little lower, that lean back."""
    count = max(3, round(piece.width / 0.13))
    width = piece.width / count
    thick = plan.back + 0.07
    for i in range(count):
        out = abs(2 * i / (count - 1) - 1)
        tall = piece.height - plan.leg - 0.05 * out**2.5
        rib = box((width, tall, thick), bevel_m=min(width * 0.49, thick * 0.45), steps=4)
        piece.add(cloth, rib.moved(-piece.width / 2 + width * (i + 0.5), plan.leg, plan.rear + thick / 2))
