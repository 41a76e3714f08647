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
    """Three or four splayed legs with rungs under a round or square seat, or a column on a round foot."""
    high = piece.has("high") or piece.height > 0.58
    share = 0.86 if high else 1.0
    under = _stool_seat(piece, piece.width * share, piece.depth * share)
    legs = _stool_legs(piece)
    if piece.choice("legs", "tapered") == "pedestal":
        foot = piece.width * 0.44
        profile = [(0, 0), (foot, 0), (foot, 0.008), (0.03, 0.022), (0.026, under), (0, under)]
        piece.add(legs, lathe(profile, segments=32), _ring(piece.width * 0.32, piece.height * 0.36, 0.01))
        return
    count = 3 if piece.has("tripod") else 4
    feet = min(piece.width, piece.depth) / 2 - 0.014
    if count == 4:
        feet *= math.sqrt(2) * 0.98
    top = min(piece.width, piece.depth) / 2 * share * 0.62
    _splayed_legs(piece, legs, count, radii=(feet, top), under=under, rung=piece.height * (0.34 if high else 0.42))


def _stool_seat(piece: Piece, w: float, d: float) -> float:
    """The seat; gives the height of its underside."""
    rounded = piece.has("round", not piece.has("square"))
    if piece.family == "textile":
        thick = 0.06
        if rounded:
            pad = smooth(slab(ellipse(w, d, segments=32), thick, bevel_m=0.026, steps=4))
        else:
            pad = cushion((w, thick, d), seed=piece.seed(), crown_m=0.012, radius_m=0.025)
        piece.add(piece.main, pad.moved(y=piece.height - thick))
        return piece.height - thick
    thick = 0.034
    wood = piece.main if piece.family != "metal" else piece.part("top", "oak", "#8a6240")
    outline = ellipse(w, d, segments=36) if rounded else rectangle(w, d, corner_m=0.03)
    piece.add(wood, slab(outline, thick, bevel_m=0.011, steps=3).moved(y=piece.height - thick))
    return piece.height - thick


def _stool_legs(piece: Piece) -> Finish:
    if piece.family == "metal" or (piece.family == "wood" and not piece.style("industrial")):
        return piece.part("leg", piece.spec.material, piece.spec.color)
    return piece.part("leg", "oak" if piece.family == "textile" and not piece.style("industrial") else "metal")


def _splayed_legs(
    piece: Piece, finish: Finish, count: int, *, radii: tuple[float, float], under: float, rung: float
) -> None:
    """Legs from one circle (`radii`: at the floor, under the seat) to another, and rungs between neighbours."""
    feet, top = radii
    turn = math.pi / 4 if count == 4 else math.pi / 2
    ends = []
    for i in range(count):
        angle = turn + math.tau * i / count
        x, z = math.cos(angle), math.sin(angle)
        away = feet - top
        piece.add(finish, splayed(_stool_leg(under + 0.004), x=x * away, z=z * away).moved(x * top, 0, z * top))
        out = top + away * (1 - rung / under)
        ends.append((x * out, rung, z * out))
    for start, end in zip(ends, [*ends[1:], ends[0]], strict=True):
        piece.add(finish, rod(start, end, 0.009, segments=8))


def _stool_leg(height: float, *, thick: float = 0.034) -> Shape:
    r = thick / 2
    profile = [(0, 0), (r * 0.66, 0), (r * 0.72, 0.004), (r, height * 0.55), (r * 0.92, height), (0, height)]
    return lathe(profile, segments=12)


def _ring(radius: float, y: float, thick: float) -> Shape:
    angles = np.linspace(0, math.tau, 28, endpoint=False)
    circle = np.stack([radius * np.cos(angles), np.full(28, y), radius * np.sin(angles)], -1)
    return tube(circle, thick, segments=8, closed=True)


def bench(piece: Piece) -> None:
    """A plank or slats on legs; padded when upholstered; with a back where it is tall enough for one."""
    w, h, d = piece.width, piece.height, piece.depth
    seat = min(0.45, h)
    backed = piece.has("back", h > 0.62) and h > 0.6
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
