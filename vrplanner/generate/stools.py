"""Stools and benches."""

import math

import numpy as np

from vrplanner.generate.armchairs import tapered_bar
from vrplanner.generate.fittings import add_legs, corners
from vrplanner.generate.materials import Finish
from vrplanner.generate.piece import Builder, Piece
from vrplanner.generate.shapes.shape import Shape
from vrplanner.generate.shapes.soft import cushion
from vrplanner.generate.shapes.solids import (
    box,
    ellipse,
    lathe,
    rectangle,
    rod,
    slab,
    smooth,
    splayed,
    tube,
)


def stool(piece: Piece) -> None:
    """Three or four splayed legs with rungs under a round or square seat; high ones have a footrest."""
    w, h, d = piece.width, piece.height, piece.depth
    high = piece.has("high") or h > 0.58
    padded = piece.family == "textile"
    seat_thick = 0.06 if padded else 0.034
    under = h - seat_thick
    rounded = piece.has("round", not piece.has("square"))
    seat_w, seat_d = (w * 0.86, d * 0.86) if high else (w, d)
    legs = piece.part(
        "leg",
        "metal"
        if piece.family in ("metal", "paint") or piece.style("industrial")
        else "oak"
        if padded
        else piece.spec.material,
        None if padded else piece.spec.color if piece.family in ("metal", "wood") else None,
    )
    if padded:
        pad = (
            slab(ellipse(seat_w, seat_d, segments=32), seat_thick, bevel_m=0.026, steps=4)
            if rounded
            else cushion((seat_w, seat_thick, seat_d), seed=piece.seed(), crown_m=0.012, radius_m=0.025)
        )
        piece.add(piece.main, smooth(pad).moved(y=under))
    else:
        wood = piece.main if piece.family != "metal" else piece.part("top", "oak", "#8a6240")
        outline = ellipse(seat_w, seat_d, segments=36) if rounded else rectangle(seat_w, seat_d, corner_m=0.03)
        piece.add(wood, slab(outline, seat_thick, bevel_m=0.011, steps=3).moved(y=under))
    if piece.choice("legs", "tapered") == "pedestal":
        piece.add(
            legs,
            lathe([(0, 0), (w * 0.44, 0), (w * 0.44, 0.008), (0.03, 0.022), (0.026, under), (0, under)], segments=32),
        )
        piece.add(legs, _ring(w * 0.32, h * 0.36, 0.01))
        return
    count = 3 if piece.has("tripod") else 4
    thick, foot = 0.034, min(w, d) / 2 - 0.012
    top = min(seat_w, seat_d) / 2 * 0.62
    turn = math.pi / 4 if count == 4 else math.pi / 2
    for i in range(count):
        angle = turn + math.tau * i / count
        reach = min(foot * math.sqrt(2) if count == 4 else foot, foot * 1.4)
        start = np.array([math.cos(angle) * top, 0, math.sin(angle) * top])
        away = np.array([math.cos(angle) * reach * 0.98, 0, math.sin(angle) * reach * 0.98]) - start
        piece.add(legs, splayed(_stool_leg(under + 0.004, thick), x=away[0], z=away[2]).moved(*start))
    rung = h * (0.34 if high else 0.42)
    share = 1 - rung / under
    radius = (top + ((foot * math.sqrt(2) if count == 4 else foot) * 0.98 - top) * share) * (
        math.cos(math.pi / count) if count == 4 else 1
    )
    _rungs(piece, legs, count, turn, top, foot, rung, under, radius)


def _stool_leg(height: float, thick: float) -> Shape:
    r = thick / 2
    return lathe(
        [(0, 0), (r * 0.66, 0), (r * 0.72, 0.004), (r, height * 0.55), (r * 0.92, height), (0, height)], segments=12
    )


def _ring(radius: float, y: float, thick: float) -> Shape:
    angles = np.linspace(0, math.tau, 28, endpoint=False)
    return tube(
        np.stack([radius * np.cos(angles), np.full(28, y), radius * np.sin(angles)], -1), thick, segments=8, closed=True
    )


def _rungs(
    piece: Piece, wood: Finish, count: int, turn: float, top: float, foot: float, y: float, under: float, radius: float
) -> None:
    reach = foot * math.sqrt(2) * 0.98 if count == 4 else foot * 0.98
    ends = []
    for i in range(count):
        angle = turn + math.tau * i / count
        out = top + (reach - top) * (1 - y / under)
        ends.append((math.cos(angle) * out, y, math.sin(angle) * out))
    for a, b in zip(ends, [*ends[1:], ends[0]], strict=True):
        piece.add(wood, rod(a, b, 0.009, segments=8))


def bench(piece: Piece) -> None:
    """A plank or slats on legs; padded when upholstered; with a back where it is tall enough for one."""
    w, h, d = piece.width, piece.height, piece.depth
    seat = min(0.45, h)
    backed = h > 0.62
    if piece.family == "textile":
        pad = min(0.11, seat * 0.3)
        piece.add(
            piece.main,
            cushion((w, pad, d), seed=piece.seed(), crown_m=0.02, radius_m=0.035, cells=10, welts=(1, -1)).moved(
                y=seat - pad
            ),
        )
        wood, under = piece.part("leg", "oak"), seat - pad + 0.004
        piece.add(wood, box((w - 0.06, 0.03, d - 0.06), bevel_m=0.003, grain="x").moved(y=under - 0.03))
        under -= 0.028
    else:
        wood, under = piece.wooden(), seat - 0.034
        boards = 1 if piece.style("modern", "minimalist", "industrial") and not backed else max(2, round(d / 0.1))
        pitch = d / boards
        for i in range(boards):
            piece.add(
                wood,
                box((w, 0.034, pitch - (0.01 if boards > 1 else 0)), bevel_m=0.005, steps=2, grain="x").moved(
                    0, under, -d / 2 + pitch * (i + 0.5)
                ),
            )
    style = piece.choice(
        "legs",
        "sled" if piece.style("industrial") else "tapered" if piece.style("scandinavian", "mid-century") else "square",
    )
    legs = (
        piece.part("leg", "metal")
        if style in ("sled", "hairpin")
        else piece.part(
            "leg",
            piece.spec.material if piece.family == "wood" else "oak",
            piece.spec.color if piece.family == "wood" else None,
        )
    )
    inset = 0.06
    add_legs(
        piece,
        legs,
        style,
        corners(w, d, inset_m=inset),
        under + 0.002,
        thick_m=0.05,
        lean_m=0.02 if style == "tapered" else 0.0,
    )
    if backed:
        _bench_back(piece, seat)


def _bench_back(piece: Piece, seat: float) -> None:
    w, h, d = piece.width, piece.height, piece.depth
    wood = piece.wooden()
    for sign in (-1, 1):
        piece.add(wood, tapered_bar(0.045, h, lean=0.0).moved(sign * (w / 2 - 0.03), 0, -d / 2 + 0.03))
    if piece.family == "textile":
        back = cushion((w - 0.02, h - seat - 0.02, 0.09), seed=piece.seed(), crown_m=0.02, lying=False, cells=8)
        piece.add(piece.main, back.moved(0, seat + 0.02, -d / 2 + 0.06))
        return
    for share in (0.3, 0.6, 0.9):
        piece.add(
            wood,
            box((w - 0.04, 0.07, 0.018), bevel_m=0.004, grain="x").moved(
                0, seat + (h - seat) * share - 0.05, -d / 2 + 0.03
            ),
        )


BUILDERS: dict[str, Builder] = {"stool": stool, "bench": bench}
