"""Soft things: cushions, pillows, tufting, hanging cloth."""

import math
from collections.abc import Callable

import numpy as np

from vrplanner.generate.shapes.shape import Array, Shape, grid, joined
from vrplanner.generate.shapes.solids import box, smooth, tube

Size = tuple[float, float, float]


def cushion(
    size: Size,
    *,
    seed: int = 0,
    crown_m: float = 0.035,
    radius_m: float = 0.045,
    cells: int = 6,
    welts: tuple[int, ...] = (1,),
    wrinkle_m: float = 0.003,
    lying: bool = True,
) -> Shape:
    """A boxed cushion: rounded edges, a domed crown, faint wrinkles and piping along its edges.

    It fills `size` (w, h, d) and stands on y = 0. `lying` puts the crown on top and below, otherwise on front and back.
    `welts` names the edges that carry piping: 1 the top (or front), -1 the bottom (or back).
    """
    w, h, d = size if lying else (size[0], size[2], size[1])
    crown = min(crown_m, h * 0.3)
    side = min(0.35 * crown, 0.012)
    body = (w - 2 * side, h - 2 * crown, d - 2 * side)
    radius = min(radius_m, body[1] * 0.45)
    inflate = _inflation(body, crown, side, wrinkle_m, seed)
    shape = smooth(box(body, bevel_m=radius, steps=2, cells=(cells, 2, cells), base=False)).warped(inflate)
    parts = [shape, *(tube(inflate(_edge_loop(body, radius, sign)), 0.0045, segments=5, closed=True) for sign in welts)]
    whole = joined(parts)
    return whole.moved(y=h / 2) if lying else whole.turned("x", math.pi / 2).moved(y=d / 2)


def _inflation(body: Size, crown: float, side: float, wrinkle: float, seed: int) -> Callable[[Array], Array]:
    half = np.array(body) / 2
    rng = np.random.default_rng(seed)
    waves = rng.normal(size=(5, 2)) * np.array([2.2, 2.2])
    phases = rng.uniform(0, math.tau, size=5)
    plump = rng.uniform(0.85, 1.0)

    def warp(points: Array) -> Array:
        t = np.clip(points / half, -1, 1)
        dome = (1 - np.abs(t) ** 2.6) ** 0.8
        ripples = np.cos(t[:, [0, 2]] @ waves.T + phases).mean(axis=1) * wrinkle
        moved = points.copy()
        rise = crown * plump * dome[:, 0] * dome[:, 2] + ripples * (0.3 + 0.7 * dome[:, 0] * dome[:, 2])
        moved[:, 1] += t[:, 1] * rise
        moved[:, 0] += t[:, 0] * side * dome[:, 1] * dome[:, 2] * 0.9
        moved[:, 2] += t[:, 2] * side * dome[:, 1] * dome[:, 0] * 0.9
        return moved

    return warp


def _edge_loop(body: Size, radius: float, sign: int, *, per_side: int = 5) -> Array:
    """The ridge of a rounded box's upper (or lower) edge, as a loop (n, 3)."""
    hw, hh, hd = (s / 2 for s in body)
    lift = radius * (1 - math.sqrt(0.5))
    x, z, y = hw - lift, hd - lift, sign * (hh - lift)
    corner = radius * 0.9
    turns = np.linspace(0, math.pi / 2, 3)
    arcs = []
    for quarter, (cx, cz) in enumerate([(1, 1), (-1, 1), (-1, -1), (1, -1)]):
        angles = turns + quarter * math.pi / 2
        middle = np.array([cx * (x - corner), y, cz * (z - corner)])
        arcs.append(middle + corner * np.stack([np.cos(angles), np.zeros(3), np.sin(angles)], -1))
    sides = np.linspace(0, 1, per_side + 1)[1:-1, None]
    straights = [arc[-1] + (after[0] - arc[-1]) * sides for arc, after in zip(arcs, [*arcs[1:], arcs[0]], strict=True)]
    return np.concatenate([piece for pair in zip(arcs, straights, strict=True) for piece in pair])


def pillow(size: Size, *, seed: int = 0, cells: int = 12, welt: bool = True, dent_m: float = 0.0) -> Shape:
    """A throw pillow that stands on y = 0: thick in the middle, thin at its knife edge, its corners drawn out a little.

    `size` is (w, h, d) with d its thickness; `dent_m` presses in its top edge as a hand does.
    """
    w, h, d = size
    edge = min(0.012, d * 0.2)
    steps = np.linspace(-1, 1, cells + 1)
    s, t = np.meshgrid(steps, steps)
    rng = np.random.default_rng(seed)
    crease = 0.03 * np.cos(3 * s + rng.uniform(0, 6)) * np.cos(2.5 * t + rng.uniform(0, 6))
    dome = (np.clip(1 - s**2, 0, 1) * np.clip(1 - t**2, 0, 1)) ** 0.42 * (1 + crease)
    # edges draw in between the corners as the filling takes up the cloth
    pull_x = 1 - 0.07 * (1 - t**2) * np.abs(s) ** 3
    pull_y = 1 - 0.07 * (1 - s**2) * np.abs(t) ** 3
    x, y = s * pull_x * w / 2, t * pull_y * h / 2
    y = y - dent_m * np.exp(-((s / 0.35) ** 2)) * np.clip(t, 0, 1) ** 2
    dome = dome / dome.max()
    z = edge / 2 * 0 + dome * d / 2
    uvs = np.stack([s * w / 2, t * h / 2], -1)
    front = grid(np.stack([x, y, z], -1), uvs)
    back = grid(np.stack([-x, y, -z], -1)[:, :, :], uvs)
    body = smooth(joined([front, back]))
    parts = [body]
    if welt:
        ring = np.concatenate([np.stack([x, y, 0 * z], -1)[line] for line in _border(cells)])
        parts.append(tube(ring, 0.005, segments=5, closed=True))
    return joined(parts).moved(y=h / 2)


def _border(cells: int) -> list[tuple[slice | int, slice | int]]:
    return [
        (0, slice(0, cells)),
        (slice(0, cells), cells),
        (cells, slice(cells, 0, -1)),
        (slice(cells, 0, -1), 0),
    ]


def dimpled(shape: Shape, buttons: Array, *, depth_m: float = 0.02, reach_m: float = 0.05) -> Shape:
    """Pulled in around each button (n, 3), opposite to the surface's normal: tufting."""

    def warp(points: Array) -> Array:
        moved = points.copy()
        for button in buttons:
            away = np.linalg.norm(points - button, axis=1)
            moved -= shape.normals * (depth_m * np.exp(-((away / reach_m) ** 2)))[:, None]
        return moved

    return shape.warped(warp)


def hanging(width_m: float, height_m: float, depth_m: float, *, folds: int, seed: int = 0, rows: int = 10) -> Shape:
    """Cloth that hangs in folds across x, from y = 0 up; folds widen towards the hem. Both faces are there."""
    rng = np.random.default_rng(seed)
    columns = folds * 10
    s = np.linspace(0, 1, columns + 1)
    sway = np.cumsum(rng.uniform(0.8, 1.2, folds + 1))
    phase = np.interp(s * folds, np.arange(folds + 1), (sway - sway[0]) / (sway[-1] - sway[0])) * folds * math.tau
    t = np.linspace(0, 1, rows + 1)[:, None]
    amplitude = depth_m / 2 * (1 - 0.35 * t)
    x = (s - 0.5) * width_m + np.zeros_like(t)
    x = x + 0.22 * width_m / folds * np.sin(2 * phase) * (1 - t) * 0.4
    z = amplitude * np.cos(phase) * (1 + 0.08 * np.sin(3 * math.pi * t + phase / 3))
    y = t * height_m + np.zeros_like(s)
    unfolded = np.concatenate([[0], np.cumsum(np.hypot(np.diff(x[0]), np.diff(z[0])))])
    uvs = np.stack(np.broadcast_arrays(unfolded[None, :], t * height_m), -1)
    points = np.stack([x, y, z], -1)
    limit = np.array([width_m / 2, height_m, depth_m / 2])
    points = np.clip(points, [-limit[0], 0, -limit[2]], limit)
    thick = np.array([0.0, 0.0, 0.0015])
    front = grid(points + thick, uvs)
    back = grid(points[:, ::-1] - thick, uvs[:, ::-1] * np.array([-1.0, 1.0]))
    return joined([front, back])
