"""Sofas: frames, loose cushions, throw pillows."""

import math

from vrplanner.generate.materials import finish
from vrplanner.generate.piece import Builder, Piece
from vrplanner.generate.shapes.soft import cushion, pillow
from vrplanner.generate.shapes.solids import box
from vrplanner.generate.sofa_parts import (
    SofaPlan,
    add_arms,
    add_chaise_base,
    add_feet,
    chaise_side,
    chaise_width,
    seat_spans,
)
from vrplanner.generate.tight_sofas import tight_backed

_TILT_RAD = math.radians(9)


def sofa(piece: Piece) -> None:
    """Frame, arms, one seat and one back cushion a seat, feet; with a chaise its seat runs to the full depth."""
    if piece.has("tufted") or piece.has("channelled"):
        tight_backed(piece)
        return
    plan = SofaPlan(piece)
    inner = piece.width - 2 * plan.arm_width
    seats = piece.count("seats", max(1, round(inner / 0.62)))
    shown = seats if inner / seats > 0.45 else max(1, round(inner / 0.55))
    _frame(piece, plan)
    add_arms(piece, plan)
    _cushions(piece, plan, inner, min(shown, max(1, int(inner / 0.34))))
    add_feet(piece, plan)
    if piece.has("cushions"):
        _throw_pillows(piece, plan, inner)


def _frame(piece: Piece, plan: SofaPlan) -> None:
    cloth = piece.upholstery()
    inner = piece.width - 2 * plan.arm_width
    top = plan.seat - plan.pad
    span = plan.depth - 0.012
    deck = box((inner + 0.02, top - plan.leg, span), bevel_m=0.012, steps=2)
    piece.add(cloth, deck.moved(0, plan.leg, plan.rear + span / 2))
    back_height = piece.height - 0.05 - plan.leg
    back = box((inner + 0.02, back_height, plan.back), bevel_m=min(0.05, plan.back * 0.4), steps=3, cells=2)
    piece.add(cloth, back.moved(0, plan.leg, plan.rear + plan.back / 2))
    if plan.chaise != "none":
        add_chaise_base(piece, plan, inner, top)


def _cushions(piece: Piece, plan: SofaPlan, inner: float, seats: int) -> None:
    cloth = (
        piece.part("seat", piece.spec.material, piece.spec.color) if piece.family == "textile" else piece.upholstery()
    )
    gap = 0.004
    back_front = plan.rear + plan.back
    chaise = chaise_width(piece, inner) if plan.chaise != "none" else 0.0
    spans = seat_spans(inner, seats, chaise, chaise_side(plan) if chaise else 0)
    for x, width, is_chaise in spans:
        front = piece.depth / 2 if is_chaise else plan.front
        deep = front - back_front
        pad = cushion((width - gap, plan.pad + 0.02, deep), seed=piece.seed(), crown_m=0.03, radius_m=0.05)
        piece.add(cloth, pad.moved(x, plan.seat - plan.pad - 0.008, back_front + deep / 2))
        thick = min(0.2, deep * 0.3)
        tall = piece.height - plan.seat + 0.015
        rest = cushion(
            (width - gap, tall, thick), seed=piece.seed(), crown_m=0.05, radius_m=0.06, welts=(1,), lying=False
        )
        rest = rest.turned("x", -_TILT_RAD)
        rest = rest.moved(x, piece.height - float(rest.high[1]), back_front - float(rest.low[2]) - 0.035)
        piece.add(cloth, rest)


def _throw_pillows(piece: Piece, plan: SofaPlan, inner: float) -> None:
    accents = ["#b4603f", "#c6962f", "#e6dac2", "#26385a", "#9aa68d"]
    color = accents[int(piece.rng.integers(len(accents)))]
    side = min(0.45, inner * 0.3)
    for sign in (-1, 1):
        shape = (
            pillow((side, side * 0.96, 0.15), seed=piece.seed(), dent_m=0.02)
            .turned("x", -0.35)
            .turned("y", -0.3 * sign)
        )
        z = plan.rear + plan.back + 0.3
        piece.add(
            finish("linen", color),
            shape.moved(sign * (inner / 2 - side * 0.6), plan.seat + 0.012, min(z, plan.front - 0.1)),
        )


BUILDERS: dict[str, Builder] = {"sofa": sofa}
