"""What every sofa has: its measures, arms, a chaise's base, feet, and where its seats are."""

import math

import numpy as np

from vrplanner.generate.fittings import add_legs
from vrplanner.generate.piece import Piece
from vrplanner.generate.shapes.shape import Shape, joined
from vrplanner.generate.shapes.solids import box, cylinder, tube

SEAT_HEIGHT_M = 0.44


class SofaPlan:
    """The measures of a sofa that do not grow with its width."""

    def __init__(self, piece: Piece) -> None:
        w, h, d = piece.width, piece.height, piece.depth
        slim = piece.style("scandinavian", "mid-century", "minimalist", "japanese")
        self.arms = piece.choice("arms", "rolled" if piece.style("classic") else "slim" if slim else "track")
        self.leg = min((0.15 if slim else 0.1 if self.arms == "rolled" else 0.06), h * 0.2)
        self.seat = min(SEAT_HEIGHT_M, h * 0.56)
        self.pad = min(0.17, (self.seat - self.leg) * 0.55)
        self.arm_width = {"none": 0.0, "slim": 0.11, "rolled": 0.2}.get(self.arms, 0.19)
        self.arm_width = min(self.arm_width, w * 0.16)
        self.arm_top = min(0.64 if self.arms != "slim" else 0.6, h - 0.06)
        self.chaise = piece.choice("chaise", "none")
        self.depth = min(d, max(0.85, d * 0.58)) if self.chaise != "none" else d
        self.back = min(0.15, self.depth * 0.18)
        self.rear = -d / 2
        self.front = self.rear + self.depth


def chaise_side(plan: SofaPlan) -> int:
    return -1 if plan.chaise == "left" else 1


def chaise_width(piece: Piece, inner: float) -> float:
    return min(max(0.75, inner / max(2, round(inner / 0.72))), inner * 0.6)


def add_chaise_base(piece: Piece, plan: SofaPlan, inner: float, top: float) -> None:
    side, width = chaise_side(plan), chaise_width(piece, inner)
    long = piece.depth - plan.depth + 0.04
    x = side * (inner / 2 - width / 2)
    base = box((width + 0.02, top - plan.leg, long), bevel_m=0.012, steps=2)
    piece.add(piece.upholstery(), base.moved(x, plan.leg, piece.depth / 2 - long / 2 - 0.006))


def add_arms(piece: Piece, plan: SofaPlan) -> None:
    if plan.arms == "none":
        return
    cloth, t = piece.upholstery(), plan.arm_width
    x = piece.width / 2 - t / 2
    tall = plan.arm_top - plan.leg
    z = plan.rear + plan.depth / 2
    if plan.arms == "rolled":
        piece.assembly.mirrored_pair(cloth, _rolled_arm(t, tall, plan.depth).moved(x, plan.leg, z))
        return
    soft = 0.028 if plan.arms == "slim" else 0.045
    arm = box((t, tall, plan.depth), bevel_m=min(soft, t * 0.45), steps=3, cells=2)
    piece.assembly.mirrored_pair(cloth, arm.moved(x, plan.leg, z))
    ridge = soft * (1 - math.sqrt(0.5))
    hw, hz = t / 2 - ridge, plan.depth / 2 - ridge
    for edge in (-hw, hw):
        line = [
            (edge, 0.02, hz),
            (edge, tall - ridge - 0.02, hz),
            (edge, tall - ridge, hz - 0.02),
            (edge, tall - ridge, -hz + 0.05),
        ]
        piece.assembly.mirrored_pair(cloth, tube(line, 0.0042, segments=5).moved(x, plan.leg, z))


def _rolled_arm(thick: float, tall: float, deep: float) -> Shape:
    radius = thick * 0.5
    panel = box((thick * 0.72, tall - radius, deep * 0.985), bevel_m=0.02, steps=2).moved(x=-thick * 0.1)
    roll = cylinder(radius, deep, bevel_m=0.018, segments=28).turned("x", math.pi / 2)
    face = tube(
        [
            (radius * 0.86 * math.sin(a), radius * 0.86 * math.cos(a), 0)
            for a in np.linspace(0, math.tau, 24, endpoint=False)
        ],
        0.004,
        segments=5,
        closed=True,
    )
    return joined([panel, roll.moved(y=tall - radius, z=-deep / 2), face.moved(y=tall - radius, z=deep / 2 - 0.002)])


def seat_spans(inner: float, seats: int, chaise: float, side: int) -> list[tuple[float, float, bool]]:
    """(middle x, width, is the chaise) of every seat."""
    if not chaise:
        width = inner / seats
        return [(-inner / 2 + width * (i + 0.5), width, False) for i in range(seats)]
    rest = inner - chaise
    count = max(1, min(seats - 1, round(rest / 0.62)))
    width = rest / count
    start = -inner / 2 if side > 0 else -inner / 2 + chaise
    row = [(start + width * (i + 0.5), width, False) for i in range(count)]
    return [*row, (side * (inner / 2 - chaise / 2), chaise, True)]


def add_feet(piece: Piece, plan: SofaPlan) -> None:
    wood = piece.style("scandinavian", "mid-century", "classic", "rustic", "japanese")
    style = piece.choice("legs", "tapered" if wood else "block")
    if style == "none":
        style, thick = "square", 0.05
    else:
        thick = 0.05
    feet = piece.part("leg", "walnut" if piece.style("mid-century", "classic") else "oak" if wood else "metal")
    inset = 0.07
    x = piece.width / 2 - inset
    places = [(-x, plan.rear + inset), (x, plan.rear + inset), (x, plan.front - inset), (-x, plan.front - inset)]
    if plan.chaise != "none":
        side = chaise_side(plan)
        outer = side * (piece.width / 2 - plan.arm_width - 0.06)
        inner_x = outer - side * (chaise_width(piece, piece.width - 2 * plan.arm_width) - 0.12)
        places += [(outer, piece.depth / 2 - inset), (inner_x, piece.depth / 2 - inset)]
    if piece.width > 2.2:
        places += [(0.0, plan.rear + inset), (0.0, plan.front - inset)]
    lean = 0.025 if style == "tapered" and plan.leg > 0.09 else 0.0
    add_legs(piece, feet, style, places, plan.leg + 0.003, thick_m=thick, lean_m=lean)
