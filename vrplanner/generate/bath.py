"""Bathtubs, toilets and washbasins."""

import math

import numpy as np

from vrplanner.generate.fittings import add_front, add_pull, handle_style
from vrplanner.generate.kitchen import mixer_tap
from vrplanner.generate.materials import Finish, finish
from vrplanner.generate.piece import Builder, Piece
from vrplanner.generate.shapes.shape import Array, Shape, grid
from vrplanner.generate.shapes.solids import box, cylinder, lathe, rectangle, rod, slab


def superellipse(w: float, d: float, power: float, *, segments: int = 56) -> Array:
    """An outline between an ellipse (2) and a rectangle (large), counter-clockwise seen from above, (n, 2)."""
    angles = -np.linspace(0, math.tau, segments, endpoint=False)
    c, s = np.cos(angles), np.sin(angles)
    return np.stack([np.sign(c) * np.abs(c) ** (2 / power) * w / 2, np.sign(s) * np.abs(s) ** (2 / power) * d / 2], -1)


def loft(outlines: list[tuple[Array, float]]) -> Shape:
    """A skin through outlines (n, 2) at heights, in order; outside where heights grow going round counter-clockwise."""
    rings = np.array([np.stack([o[:, 0], np.full(len(o), y), o[:, 1]], -1) for o, y in outlines])
    closed = np.concatenate([rings, rings[:, :1]], axis=1)
    girth = np.concatenate([[0.0], np.cumsum(np.linalg.norm(np.diff(closed.max(axis=0), axis=0), axis=1))])
    rise = np.concatenate([[0.0], np.cumsum(np.linalg.norm(np.diff(closed, axis=0), axis=-1).mean(axis=1))])
    uvs = np.stack(np.broadcast_arrays(girth[None, :], rise[:, None]), -1)
    return grid(closed, uvs)


def _lid(outline: Array, y: float, *, up: bool) -> Shape:
    plate = slab(outline, 0.002, bevel_m=0.0005, steps=1)
    return plate.moved(y=y - (0.002 if up else 0.0))


def bathtub(piece: Piece) -> None:
    """A built-in tub with a front panel, or a free-standing one with a flared hull; its long side is along x."""
    w, h, d = piece.width, piece.height, piece.depth
    skin = piece.main
    standing = piece.has("freestanding") or piece.has("oval") or piece.style("classic")
    inner_power = 2.6 if standing else 4.0
    wall = 0.035 if standing else 0.06
    deep = h - 0.12

    def bowl(factor: float, y: float) -> tuple[Array, float]:
        return superellipse((w - 2 * wall) * factor, (d - 2 * wall) * factor, inner_power), y

    if standing:
        lift = 0.1 if piece.style("classic") else 0.0
        hull = [
            (superellipse(w * f, d * f, 2.6), y)
            for f, y in (
                (0.1, lift),
                (0.6, lift),
                (0.68, lift + 0.012),
                (0.74, lift + 0.08),
                (0.82, lift + (h - lift) * 0.4),
                (0.9, lift + (h - lift) * 0.75),
                (0.975, h - 0.03),
                (1.0, h - 0.012),
            )
        ]
        rim = [(superellipse(w * f, d * f, 2.6), y) for f, y in ((0.995, h - 0.003), (0.985, h))]
        inside = [
            bowl(1.0, h),
            bowl(0.985, h - 0.01),
            bowl(0.94, h - 0.1),
            bowl(0.86, h - deep * 0.7),
            bowl(0.74, h - deep * 0.94),
            bowl(0.5, h - deep),
            bowl(0.04, h - deep),
        ]
        piece.add(skin, loft([*hull, *rim, *inside]))
        if lift:
            for sx in (-1, 1):
                for sz in (-1, 1):
                    foot = lathe(
                        [(0, 0), (0.028, 0.004), (0.032, 0.03), (0.018, 0.06), (0.03, lift + 0.05), (0, lift + 0.06)],
                        segments=14,
                    )
                    piece.add(piece.part("leg", "brass"), foot.moved(sx * w * 0.24, 0, sz * d * 0.2))
    else:
        block = [(rectangle(w, d, corner_m=0.015), y) for y in (h - 0.03, h - 0.006)]
        block.append((rectangle(w - 0.012, d - 0.012, corner_m=0.012), h))
        piece.add(skin, loft(block))
        _deck(piece, skin, wall=wall, power=inner_power)
        inside = [
            bowl(1.0, h),
            bowl(0.985, h - 0.012),
            bowl(0.93, h - 0.12),
            bowl(0.86, h - deep * 0.7),
            bowl(0.76, h - deep * 0.95),
            bowl(0.5, h - deep),
            bowl(0.04, h - deep),
        ]
        piece.add(skin, loft(inside))
        _panels(piece, skin, w, h, d)
    chrome = finish("chrome")
    piece.add(chrome, cylinder(0.025, 0.004, segments=18).moved(-w * 0.3, h - deep + 0.002, 0))


def _deck(piece: Piece, skin: Finish, *, wall: float, power: float) -> None:
    """The flat rim between the tub's rectangle and its bowl."""
    w, h, d = piece.width, piece.height, piece.depth
    bowl = superellipse(w - 2 * wall, d - 2 * wall, power, segments=112)
    # every bowl point looks straight out to the rectangle, so that the strip never folds
    reach = np.minimum(
        (w / 2 - 0.006) / np.maximum(np.abs(bowl[:, 0]), 1e-9), (d / 2 - 0.006) / np.maximum(np.abs(bowl[:, 1]), 1e-9)
    )
    outer = bowl * reach[:, None]
    piece.add(skin, loft([(outer, h), (bowl, h)]))


def _panels(piece: Piece, skin: Finish, w: float, h: float, d: float) -> None:
    panel = h - 0.02
    for sign in (-1, 1):
        piece.add(skin, box((w - 0.02, panel, 0.012), bevel_m=0.003).moved(0, 0, sign * (d / 2 - 0.014)))
        piece.add(skin, box((0.012, panel, d - 0.02), bevel_m=0.003).moved(sign * (w / 2 - 0.014), 0, 0))


def toilet(piece: Piece) -> None:
    """A close-coupled toilet: a cistern against the wall, a bowl on its foot, seat and lid."""
    w, h, d = piece.width, piece.height, piece.depth
    skin = piece.main
    seat = min(0.42, h * 0.56) if h > 0.5 else h - 0.035
    hung = h <= 0.5
    tank = 0.0 if hung else min(0.17, d * 0.27)
    bowl = d - tank
    z = -d / 2 + tank + bowl / 2
    width = w * 0.96

    def egg(factor_w: float, factor_d: float, shift: float = 0.0) -> Array:
        outline = superellipse(width * factor_w, bowl * factor_d, 2.4, segments=44)
        outline[:, 0] *= 1 - 0.14 * np.clip(outline[:, 1] / (bowl / 2), 0, 1)
        return np.asarray(outline + np.array([0.0, z + shift]))

    low = seat * 0.25 if hung else 0.0
    foot = [
        (egg(0.05, 0.05, -bowl * 0.05), low),
        (egg(0.56, 0.74, -bowl * 0.05), low),
        (egg(0.57, 0.75, -bowl * 0.05), low + 0.012),
        (egg(0.58, 0.74, -bowl * 0.06), seat * 0.35),
        (egg(0.72, 0.82, -bowl * 0.04), seat * 0.62),
        (egg(0.95, 0.97), seat * 0.9),
        (egg(0.98, 0.99), seat - 0.012),
        (egg(0.96, 0.975), seat),
    ]
    piece.add(skin, loft([*foot, (egg(0.05, 0.05), seat)]))
    for y, thick, factor in ((seat + 0.002, 0.016, 1.0), (seat + 0.02, 0.014, 0.985)):
        piece.add(skin, slab(egg(factor * w / width, factor), thick, bevel_m=0.006, steps=3).moved(y=y))
    chrome = finish("chrome")
    for sign in (-1, 1):
        piece.add(chrome, cylinder(0.011, 0.04, segments=12).moved(sign * 0.075, seat, z - bowl * 0.43))
    if hung:
        return
    top = h - 0.03
    piece.add(
        skin,
        slab(rectangle(w, tank, corner_m=0.03), top - seat + 0.04, bevel_m=0.012, steps=3).moved(
            0, seat - 0.04, -d / 2 + tank / 2
        ),
    )
    piece.add(
        skin,
        slab(rectangle(w, tank + 0.006, corner_m=0.03), 0.028, bevel_m=0.01, steps=3).moved(
            0, top - 0.001, -d / 2 + tank / 2 + 0.003
        ),
    )
    piece.add(chrome, cylinder(0.02, 0.005, segments=18).moved(0, h - 0.005, -d / 2 + tank / 2))
    piece.add(
        skin, box((w * 0.5, seat - 0.02, tank + 0.1), bevel_m=0.02, steps=2).moved(0, 0, -d / 2 + tank / 2 + 0.05)
    )


def sink(piece: Piece) -> None:
    """A washbasin: on a vanity with drawers when it is tall, otherwise a bowl for a counter or the wall."""
    w, h, d = piece.width, piece.height, piece.depth
    ceramic = finish("ceramic", "#f4f3f0") if piece.family == "wood" else piece.main
    tap = min(0.16, h * 0.4)
    rim = h - tap
    if h < 0.5:
        _basin(piece, ceramic, rim=rim, deep=min(0.14, rim))
        piece.add(finish("chrome"), mixer_tap(tap, min(0.12, d * 0.3)).moved(0, rim - 0.001, -d / 2 + 0.045))
        return
    basin = 0.1
    _basin(piece, ceramic, rim=rim, deep=basin)
    piece.add(finish("chrome"), mixer_tap(tap, min(0.12, d * 0.3)).moved(0, rim - 0.001, -d / 2 + 0.045))
    if piece.choice("legs", "") == "pedestal" or w < 0.45:
        column = [
            (superellipse(0.17, 0.16, 2.6), 0.0),
            (superellipse(0.17, 0.16, 2.6), 0.02),
            (superellipse(0.13, 0.13, 2.6), 0.3),
            (superellipse(0.17, 0.17, 2.6), rim - basin + 0.01),
        ]
        piece.add(ceramic, loft(column).moved(z=-d * 0.12))
        return
    wood = (
        piece.main
        if piece.family == "wood"
        else piece.part("base", "oak")
        if "base_material" in piece.spec.features
        else finish("oak")
    )
    _vanity(piece, wood, rim - basin)


def _vanity(piece: Piece, wood: Finish, top: float) -> None:
    w, d = piece.width, piece.depth
    low = min(0.28, top * 0.4)
    tall = top - low
    body = d - 0.045
    piece.add(wood, box((w - 0.03, tall, body), bevel_m=0.002, grain="x").moved(0, low, -d / 2 + body / 2))
    drawers = piece.count("drawers", 2)
    pulls, style = piece.part("handle", "metal"), handle_style(piece)
    height = tall / drawers
    for i in range(drawers):
        y = low + height * (i + 0.5)
        add_front(piece, wood, (w - 0.034, height - 0.005), (0, y, -d / 2 + body), grain="x")
        add_pull(piece, pulls, style, (0, y + height * 0.2, -d / 2 + body + 0.019), length_m=min(0.2, w * 0.35))
    for sx in (-1, 1):
        for sz in (-1, 1):
            piece.add(
                finish("metal"),
                rod(
                    (sx * (w / 2 - 0.05), 0, -0.02 + sz * (body / 2 - 0.05)),
                    (sx * (w / 2 - 0.05), low + 0.002, -0.02 + sz * (body / 2 - 0.05)),
                    0.012,
                    segments=12,
                ),
            )


def _basin(piece: Piece, ceramic: Finish, *, rim: float, deep: float) -> None:
    w, d = piece.width, piece.depth
    outer = [
        (rectangle(w * 0.94, d * 0.92, corner_m=0.03), rim - deep),
        (rectangle(w - 0.004, d - 0.004, corner_m=0.032), rim - deep * 0.6),
        (rectangle(w, d, corner_m=0.034), rim - 0.006),
        (rectangle(w - 0.008, d - 0.008, corner_m=0.03), rim),
    ]
    piece.add(ceramic, loft(outer), _lid(outer[0][0], rim - deep, up=False))
    iw, id_ = min(w - 0.08, 0.62), d - 0.14
    bowl = superellipse(iw, id_, 3.2, segments=len(outer[0][0]))
    shift = np.array([0.0, 0.025])
    reach = np.minimum(
        (w / 2 - 0.004) / np.maximum(np.abs(bowl[:, 0]), 1e-9), (d / 2 - 0.034) / np.maximum(np.abs(bowl[:, 1]), 1e-9)
    )
    edge = bowl * reach[:, None] + shift
    edge[:, 1] = np.where(edge[:, 1] < -d / 2 + 0.07, -d / 2 + 0.004, edge[:, 1])
    piece.add(ceramic, loft([(edge, rim), (bowl + shift, rim)]))
    inner = [
        (bowl * f + shift, rim - deep * s)
        for f, s in ((1.0, 0.0), (0.985, 0.06), (0.93, 0.45), (0.8, 0.74), (0.5, 0.84), (0.06, 0.86))
    ]
    piece.add(ceramic, loft(inner))
    piece.add(finish("chrome"), cylinder(0.02, 0.004, segments=16).moved(0, rim - deep * 0.86, 0.025))


BUILDERS: dict[str, Builder] = {"bathtub": bathtub, "toilet": toilet, "sink": sink}
