"""Chairs for desks."""

import math

import numpy as np

from vrplanner.generate.fittings import add_castor
from vrplanner.generate.materials import Finish, finish
from vrplanner.generate.piece import Builder, Piece
from vrplanner.generate.shapes.shape import Array
from vrplanner.generate.shapes.soft import cushion
from vrplanner.generate.shapes.solids import (
    box,
    cylinder,
    tube,
)


def office_chair(piece: Piece) -> None:
    """A star base on castors, a gas spring, a padded seat, armrests and a back of mesh or upholstery."""
    w, h, d = piece.width, piece.height, piece.depth
    dark, cloth = finish("plastic", "#232426"), piece.upholstery("fabric", piece.spec.color)
    metal = piece.part("leg", "plastic", "#232426")
    seat = min(0.47, h * 0.47)
    reach = min(w, d) / 2 - 0.03
    for i in range(5):
        angle = math.tau * i / 5 + math.pi / 2
        x, z = reach * math.cos(angle), reach * math.sin(angle)
        top = add_castor(piece, dark, (x, z))
        spoke = tube(
            [(0, top + 0.035, 0), (x * 0.55, top + 0.03, z * 0.55), (x, top - 0.008, z)],
            (0.027, 0.022, 0.014),
            segments=10,
        )
        piece.add(metal, spoke)
    piece.add(metal, cylinder(0.045, 0.06, segments=20).moved(y=0.07))
    piece.add(finish("chrome"), cylinder(0.014, seat - 0.2, segments=14).moved(y=0.12))
    piece.add(dark, cylinder(0.025, (seat - 0.2) * 0.55, segments=16).moved(y=0.12))
    piece.add(dark, box((0.16, 0.05, 0.24), bevel_m=0.012, steps=2).moved(0, seat - 0.14, 0))
    inner = min(w - 0.12, 0.5)
    deep = min(d * 0.8, 0.48)
    front = min(d / 2, deep / 2 + 0.06)
    piece.add(dark, box((inner * 0.9, 0.02, deep * 0.9), bevel_m=0.008).moved(0, seat - 0.1, front - deep / 2))
    piece.add(
        cloth,
        cushion((inner, 0.095, deep), seed=piece.seed(), crown_m=0.015, radius_m=0.042, welts=(1,)).moved(
            0, seat - 0.085, front - deep / 2
        ),
    )
    _office_back(piece, cloth, dark, seat, inner)
    if piece.choice("arms", "track") != "none":
        for side in (-1, 1):
            x = side * (w / 2 - 0.045)
            piece.add(dark, box((0.085, 0.03, min(0.26, d * 0.46)), bevel_m=0.012, steps=3).moved(x, seat + 0.19, 0.0))
            path = [
                (x, seat + 0.2, -0.02),
                (x, seat + 0.02, -0.03),
                (x * 0.82, seat - 0.11, -0.02),
                (side * 0.06, seat - 0.115, -0.02),
            ]
            piece.add(dark, tube(path, 0.016, segments=8))


def _office_back(piece: Piece, cloth: Finish, dark: Finish, seat: float, inner: float) -> None:
    h, d = piece.height, piece.depth
    tall, thick = h - seat - 0.08, 0.06
    width = inner * 0.94
    shell = box((width, tall, thick), bevel_m=0.028, steps=3, cells=(8, 10, 1))

    def warp(points: Array) -> Array:
        t = np.clip(points[:, 1] / tall, 0, 1)
        s = 2 * points[:, 0] / width
        moved = points.copy()
        moved[:, 2] += 0.045 * np.abs(s) ** 2 + 0.03 * np.sin(math.pi * t * 1.3) - 0.07 * t**1.5
        moved[:, 0] *= 1 - 0.22 * np.clip(t - 0.5, 0, 1) ** 2 * 2
        return moved

    back = shell.warped(warp)
    z = -d / 2 - float(back.low[2])
    piece.add(cloth, back.moved(0, h - float(back.high[1]), z))
    path = [
        (0, seat - 0.12, -0.05),
        (0, seat - 0.1, -d / 2 + 0.08),
        (0, seat + 0.1, -d / 2 + 0.03),
        (0, seat + tall * 0.55, -d / 2 + 0.02),
    ]
    piece.add(dark, tube(path, 0.02, segments=8))


BUILDERS: dict[str, Builder] = {"office chair": office_chair}
