"""Pot plants: each leaf is a bent blade of its own, arranged as the species does it."""

import math
from collections.abc import Callable
from dataclasses import replace

import numpy as np

from vrplanner.generate.assembly import Assembly
from vrplanner.generate.materials import Finish, finish
from vrplanner.generate.piece import Builder, Piece
from vrplanner.generate.shapes.shape import Array, Shape, grid, joined, rotation, unit
from vrplanner.generate.shapes.solids import lathe, tube

Outline = Callable[[Array], Array]


def blade(
    long: float,
    wide: float,
    *,
    droop: float,
    cup: float,
    outline: Outline,
    cells: int = 9,
    across: int = 4,
    wave: float = 0.0,
) -> Shape:
    """A leaf from the origin along +z, bending down by `droop` radians over its length; both faces.

    Texture coordinates run 0..1 along and across it, matching the leaf texture.
    """
    t = np.linspace(0, 1, cells + 1)
    s = np.linspace(-1, 1, across + 1)
    bend = droop * t
    steps = np.stack([np.sin(-bend), np.cos(bend)], -1) * long / cells
    spine = np.concatenate([[[0.0, 0.0]], np.cumsum((steps[:-1] + steps[1:]) / 2, axis=0)])
    half = outline(t) * wide / 2
    x = half[:, None] * s
    lift = cup * half[:, None] * np.abs(s) ** 1.5 + wave * wide * np.sin(t * 14)[:, None] * np.abs(s) ** 2
    ups = np.stack([np.cos(bend), np.sin(bend)], -1)
    y = spine[:, :1] + lift * ups[:, :1]
    z = spine[:, 1:] + lift * ups[:, 1:]
    points = np.stack([x, np.broadcast_to(y, x.shape), np.broadcast_to(z, x.shape)], -1)
    uvs = np.stack(np.broadcast_arrays(t[:, None], -(s[None, :] + 1) / 2), -1)
    thick = np.array([0.0, 0.0006, 0.0])
    top = grid(points[::-1] + thick, uvs[::-1])
    under = grid(points, uvs)
    return joined([top, under])


def _pointed(t: Array) -> Array:
    return np.asarray(np.sin(math.pi * np.clip(t, 0, 1) ** 0.75) ** 0.9)


def _broad(t: Array) -> Array:
    return np.asarray(np.clip(np.sin(math.pi * np.clip(t, 0.0, 1) ** 1.25), 0, 1) ** 0.62)


def _heart(t: Array) -> Array:
    return np.asarray(np.clip(1 - ((t - 0.33) / 0.67) ** 2, 0, 1) ** 0.75 * np.clip(t / 0.07, 0, 1) ** 0.5)


def _sword(t: Array) -> Array:
    return np.asarray(np.minimum(1.0, (1 - t) * 3.2 + 0.02) * (0.72 + 0.28 * np.sin(math.pi * t)))


def _aimed(leaf: Shape, heading: float, pitch: float, at: Array, roll: float = 0.0) -> Shape:
    """Turned so that +z points along a heading (about +y) and upwards by `pitch`."""
    turn = rotation("y", heading) @ rotation("x", -pitch) @ rotation("z", roll)
    return Shape(leaf.positions @ turn.T + at, leaf.normals @ turn.T, leaf.uvs, leaf.triangles)


def plant(piece: Piece) -> None:
    """In a pot: monstera, rubber fig, snake plant, palm, olive tree, cactus, or a leafy mix by seed."""
    species: dict[str, Callable[[Piece, float, float], None]] = {
        "monstera": _monstera,
        "fiddle": _fig,
        "snake-plant": _snake_plant,
        "palm": _palm,
        "olive-tree": _olive,
        "cactus": _cactus,
    }
    named = [name for name in species if piece.has(name)]
    small = ["snake-plant", "monstera"] if piece.height < 0.6 else ["fiddle", "monstera", "palm"]
    name = named[0] if named else small[int(piece.rng.integers(len(small)))]
    pot_height = min(piece.height * 0.28, piece.width * 0.62)
    pot_radius = min(piece.width * 0.32, pot_height * 0.62 + 0.02)
    _pot(piece, pot_radius, pot_height)
    soil = pot_height * 0.9
    foliage = replace(piece, assembly=Assembly())
    species[name](foliage, pot_radius, soil)
    low, high = (-piece.width / 2, soil - 0.02, -piece.depth / 2), (piece.width / 2, piece.height, piece.depth / 2)
    foliage.assembly.move_into(piece.assembly, low, high)


def _pot(piece: Piece, radius: float, height: float) -> None:
    t = max(0.006, radius * 0.06)
    taper = 0.78
    inner = radius - t
    profile = [
        (0, 0),
        (radius * taper - 0.004, 0),
        (radius * taper, 0.004),
        (radius - 0.001, height - 0.012),
        (radius, height - 0.004),
        (radius - t * 0.4, height),
        (inner, height - 0.002),
        (inner * 0.985, height * 0.86),
    ]
    material = piece.main if piece.spec.material != "glass" else finish("ceramic")
    piece.add(material, lathe(profile, segments=36, sharp_deg=60))
    piece.add(
        finish("soil", "#4a3a2c"),
        lathe([(inner * 0.99, height * 0.87), (inner * 0.5, height * 0.89), (0.0, height * 0.9)], segments=24),
    )


def _stem(piece: Piece, path: Array, thick: float, color: str = "#6d7f48") -> None:
    radii = np.linspace(thick, thick * 0.55, len(path))
    piece.add(finish("plastic", color), tube(path, radii.tolist(), segments=6))


def _leaf(color: str) -> Finish:
    return finish("leaf", color)


def _monstera(piece: Piece, pot: float, soil: float) -> None:
    """Long stalks from the middle, each with one broad heart-shaped blade that hangs."""
    rng = np.random.default_rng(piece.seed())
    count = 11 if piece.height > 0.7 else 9
    reach = min(piece.width, piece.depth) / 2
    for i in range(count):
        share = (i + 0.5) / count
        heading = i * 2.399963 + rng.uniform(-0.3, 0.3)
        high = soil + (piece.height - soil) * (0.34 + 0.6 * share)
        size = min(reach * 0.92, (piece.height - soil) * 0.46) * rng.uniform(0.75, 1.0)
        out = max(0.03, (reach - size * 0.62) * (1.0 - 0.55 * share))
        tip = np.array([math.sin(heading) * out, high, math.cos(heading) * out])
        root = np.array([math.sin(heading) * 0.02, soil - 0.02, math.cos(heading) * 0.02])
        t = np.linspace(0, 1, 9)[:, None]
        path = root + (tip - root) * np.hstack([t**1.8, t**0.85, t**1.8])
        _stem(piece, path, 0.006)
        leaf = blade(size, size * 0.92, droop=0.75, cup=0.22, outline=_heart, wave=0.015, cells=10, across=6)
        piece.add(
            _leaf("#2f6a3c" if i % 3 else "#3d7d48"),
            _aimed(leaf, heading, rng.uniform(-0.25, 0.25), tip, rng.uniform(-0.25, 0.25)),
        )


def _fig(piece: Piece, pot: float, soil: float) -> None:
    """A woody stem with big leaves in a spiral, larger below."""
    rng = np.random.default_rng(piece.seed())
    h = piece.height
    t = np.linspace(0, 1, 12)
    trunk = np.stack([0.02 * np.sin(3 * t), soil - 0.02 + (h * 0.9 - soil) * t, 0.015 * np.sin(4 * t + 1)], -1)
    _stem(piece, trunk, max(0.008, h * 0.009), "#6b5540")
    reach = min(piece.width, piece.depth) / 2
    count = int(np.clip(h * 19, 12, 32))
    for i in range(count):
        share = i / (count - 1)
        y = soil + (h - soil) * (0.24 + 0.68 * share)
        at = np.array([np.interp(y, trunk[:, 1], trunk[:, 0]), y, np.interp(y, trunk[:, 1], trunk[:, 2])])
        long = reach * (0.98 - 0.38 * share) * rng.uniform(0.85, 1.0)
        pitch = 0.3 + 0.75 * share**2 + rng.uniform(-0.1, 0.1)
        leaf = blade(long, long * 0.55, droop=0.85, cup=0.26, outline=_broad, wave=0.02)
        piece.add(
            _leaf("#33683a" if i % 2 else "#3f7742"), _aimed(leaf, i * 2.399963, pitch, at, rng.uniform(-0.2, 0.2))
        )


def _snake_plant(piece: Piece, pot: float, soil: float) -> None:
    rng = np.random.default_rng(piece.seed())
    h = piece.height
    count = 13
    for i in range(count):
        heading = i * 2.399963
        ring = pot * 0.6 * math.sqrt((i + 0.3) / count)
        tall = (h - soil) * (1.0 - 0.45 * (i / count) * rng.uniform(0.6, 1.0))
        at = np.array([math.sin(heading) * ring, soil - 0.01, math.cos(heading) * ring])
        pitch = math.pi / 2 - 0.06 - 0.3 * ring / max(pot, 1e-6)
        leaf = blade(tall, min(0.075, pot * 0.5), droop=0.06, cup=0.5, outline=_sword, cells=10, across=4, wave=0.03)
        piece.add(_leaf("#4b7a4a" if i % 2 else "#5c8a52"), _aimed(leaf, heading, pitch, at, rng.uniform(-0.5, 0.5)))


def _palm(piece: Piece, pot: float, soil: float) -> None:
    """Arching fronds of paired leaflets."""
    rng = np.random.default_rng(piece.seed())
    h, reach = piece.height, min(piece.width, piece.depth) / 2
    fronds = 10
    for i in range(fronds):
        heading = i * 2.399963
        share = (i + 1) / fronds
        top = (h - soil) * (0.62 + 0.38 * share)
        out = reach * (1.0 - 0.62 * share**2)
        t = np.linspace(0, 1, 14)
        radial = 0.015 + out * t**1.9
        rise = soil - 0.02 + top * (1.18 * t - 0.18 * t**3.2)
        path = np.stack([np.sin(heading) * radial, rise, np.cos(heading) * radial], -1)
        _stem(piece, path, 0.006, "#7d8f4c")
        _leaflets(piece, path, heading, rng, h)


def _leaflets(piece: Piece, path: Array, heading: float, rng: np.random.Generator, h: float) -> None:
    along = unit(np.gradient(path, axis=0))
    for share in np.linspace(0.42, 0.99, 11):
        k = share * (len(path) - 1)
        at = np.array([np.interp(k, range(len(path)), path[:, c]) for c in range(3)])
        pitch = math.asin(float(np.clip(along[int(k), 1], -1, 1)))
        long = min(0.2 * h, 0.26) * (1.1 - 0.75 * abs(share - 0.6)) * rng.uniform(0.9, 1.05)
        for side in (-1, 1):
            leaf = blade(long, long * 0.13, droop=0.55, cup=0.3, outline=_pointed, cells=5, across=2)
            piece.add(_leaf("#4a7d3f"), _aimed(leaf, heading + side * rng.uniform(0.7, 0.95), pitch * 0.6 - 0.1, at))


def _olive(piece: Piece, pot: float, soil: float) -> None:
    """A slim trunk with a round crown of small silvery leaves."""
    rng = np.random.default_rng(piece.seed())
    h, reach = piece.height, min(piece.width, piece.depth) / 2
    crown = np.array([0.0, h - reach * 0.95, 0.0])
    t = np.linspace(0, 1, 10)
    trunk = np.stack([0.03 * np.sin(4 * t), soil - 0.02 + (crown[1] - soil) * t, 0.02 * np.sin(3 * t)], -1)
    _stem(piece, trunk, max(0.012, h * 0.011), "#7a6a55")
    for _ in range(24):
        direction = unit(rng.normal(size=3) * np.array([1, 0.8, 1]) + np.array([0, 0.15, 0]))
        start = trunk[-1] - np.array([0, rng.uniform(0, 0.25) * reach, 0])
        tip = crown + direction * reach * rng.uniform(0.6, 0.86)
        path = (
            start
            + (tip - start) * np.linspace(0, 1, 5)[:, None]
            + np.array([0, 0.05, 0]) * np.sin(np.linspace(0, math.pi, 5))[:, None]
        )
        _stem(piece, path, 0.004, "#7a6a55")
        for k, share in enumerate(np.linspace(0.3, 1, 13)):
            at = start + (tip - start) * share
            long = rng.uniform(0.075, 0.11) * min(1.3, max(0.6, reach * 3.4))
            leaf = blade(long, long * 0.27, droop=0.3, cup=0.3, outline=_pointed, cells=3, across=2)
            piece.add(
                _leaf("#8a9c74" if k % 2 else "#6f8a5c"),
                _aimed(leaf, rng.uniform(0, math.tau), rng.uniform(-0.5, 0.9), at),
            )


def _cactus(piece: Piece, pot: float, soil: float) -> None:
    """A ribbed column with arms."""
    h = piece.height
    green = finish("linen", "#4f7a4c")
    r = min(pot * 0.5, 0.09, piece.width * 0.2)
    piece.add(green, _ribbed(r, h - soil).moved(y=soil - 0.01))
    for side, base, tall in ((-1, 0.38, 0.34), (1, 0.5, 0.3)):
        y = soil + (h - soil) * base
        out = min(r * 2.3, piece.width / 2 - r * 0.62)
        arm = min((h - soil) * tall, h - y - 0.02)
        elbow = [
            (side * r * 0.6, y, 0),
            (side * out * 0.75, y + 0.008, 0),
            (side * out * 0.97, y + r * 0.5, 0),
            (side * out, y + r, 0),
        ]
        piece.add(green, tube(elbow, r * 0.55, segments=12))
        piece.add(green, _ribbed(r * 0.6, arm - r * 0.8).moved(side * out, y + r * 0.8, 0))


def _ribbed(radius: float, height: float) -> Shape:
    profile = [(radius * 0.8, 0), (radius, height * 0.2), (radius, max(height - radius, height * 0.5))]
    cap = np.linspace(0.15, math.pi / 2, 7)
    base = profile[-1][1]
    profile += [(max(0.0, radius * math.cos(a)), base + (height - base) * math.sin(a)) for a in cap]
    shape = lathe([(0, 0), *profile], segments=48, sharp_deg=75)

    def warp(points: Array) -> Array:
        angle = np.arctan2(points[:, 0], points[:, 2])
        factor = 1 - 0.09 * (1 + np.cos(12 * angle))
        return np.stack([points[:, 0] * factor, points[:, 1], points[:, 2] * factor], -1)

    return shape.warped(warp)


BUILDERS: dict[str, Builder] = {"plant": plant}
