"""Let cut cloth hang: extended position-based dynamics (Macklin, Müller & Chentanez 2016, small steps: Macklin et al.
2019) with the body as a signed distance field.

One solve after the other in a fixed order, so the same cloth always falls the same way.
"""

from dataclasses import dataclass

import numpy as np
from numba import njit
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from vrplanner.core.progress import Progress, silent
from vrplanner.tryon.body import Body
from vrplanner.tryon.collide import arm_weight

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

FRAMES = 48
SUBSTEPS = 16  # few substeps make cloth stretch and look tight
FRAME_S = 1 / 40
GRAVITY = 9.81
DRAG = 0.985  # what is left of the speed after a substep
FRICTION = 0.35
STRETCH_COMPLIANCE = 2e-8  # m/N: cloth hardly stretches
VOXEL_M = 0.012
NEAR_M = 0.07


@dataclass(frozen=True, kw_only=True, eq=False)
class Field:
    """Distance to the skin (metres, negative inside) on a grid from `low`, `VOXEL_M` apart."""

    low: Floats
    distance: Floats


def body_field(body: Body, points: Floats) -> Field:
    """The signed distance around trunk and legs where cloth of these points (n, 3) can touch them.

    Arms and hands are left out: a person lifts them over a skirt.
    """
    low = points.min(axis=0) - 0.06
    counts = np.ceil((points.max(axis=0) + 0.06 - low) / VOXEL_M).astype(int) + 1
    axes = [low[k] + VOXEL_M * np.arange(counts[k]) for k in range(3)]
    places = np.stack(np.meshgrid(*axes, indexing="ij"), axis=-1).reshape(-1, 3)
    trunk = arm_weight() < 0.5
    skin, normals = (values[trunk] for values in body.skin)
    tree = cKDTree(skin)
    near = np.isfinite(tree.query(places, distance_upper_bound=NEAR_M)[0])
    distance = np.full(len(places), NEAR_M)
    gap, nearest = tree.query(places[near], k=4)
    share = 1.0 / (gap + 1e-4)
    share /= share.sum(axis=1, keepdims=True)
    facing = np.einsum("ij,ijk->ik", share, normals[nearest])
    facing /= np.linalg.norm(facing, axis=1, keepdims=True) + 1e-9
    offset = places[near] - np.einsum("ij,ijk->ik", share, skin[nearest])
    distance[near] = np.clip(np.einsum("ij,ij->i", offset, facing), -NEAR_M, NEAR_M)
    return Field(low=low, distance=distance.reshape(counts))


def drape(
    points: Floats, triangles: Ints, free: NDArray[np.bool_], body: Body, *, stiffness: float, margin_m: Floats,
    progress: Progress = silent,
) -> Floats:  # fmt: skip
    """Points (n, 3) after the `free` ones have fallen and come to rest; the others hold them.

    The cut's own lengths are the cloth's. `stiffness` 0 is silk, 1 heavy wool; `margin_m` (n,) is what each point keeps
    from the skin.
    """
    used = free[triangles].any(axis=1)
    edges, bends = _constraints(triangles[used])
    pairs = np.concatenate([edges, bends])
    soft = 10.0 ** (-3.2 - 2.3 * stiffness)
    compliance = np.concatenate([np.full(len(edges), STRETCH_COMPLIANCE), np.full(len(bends), soft)])
    order = _downwards(points, pairs)
    pairs, compliance = pairs[order], compliance[order]
    rest = np.linalg.norm(points[pairs[:, 0]] - points[pairs[:, 1]], axis=1)
    weight = free.astype(float) * 400.0  # one over the mass of a vertex, about 2.5 g
    now, speed = points.copy(), np.zeros_like(points)
    field = body_field(body, points[free])
    for frame in range(FRAMES):
        progress(frame / FRAMES, "Letting the cloth fall")
        _frame(now, speed, weight, pairs, rest, compliance, field.low, field.distance, margin_m)
    return _smoothed(now, edges, free)


def _smoothed(points: Floats, edges: Ints, free: NDArray[np.bool_], *, rounds: int = 4) -> Floats:
    """Take out creases finer than the mesh can show (Taubin 1995: shrink, then grow back)."""
    both = np.concatenate([edges, edges[:, ::-1]])
    degree = np.maximum(np.bincount(both[:, 0], minlength=len(points)), 1)[:, None]
    points = points.copy()
    for share in (0.5, -0.52) * rounds:
        total = np.stack([np.bincount(both[:, 0], points[both[:, 1], k], len(points)) for k in range(3)], axis=1)
        points[free] += share * (total / degree - points)[free]
    return points


def _downwards(points: Floats, pairs: Ints) -> Ints:
    """An order from top to bottom, so that what holds the cloth is felt to the hem in one sweep, and shuffled within
    each centimetre, so that no side of the body is solved before the other.
    """
    height = points[pairs, 1].mean(axis=1)
    shuffle = np.random.default_rng(0).permutation(len(pairs))
    return np.asarray(np.lexsort((shuffle, -np.round(height * 100))))


def _constraints(triangles: Ints) -> tuple[Ints, Ints]:
    """Edges (k, 2), and for every inner edge the two corners across it (m, 2)."""
    corners = np.concatenate([triangles[:, [0, 1, 2]], triangles[:, [1, 2, 0]], triangles[:, [2, 0, 1]]])
    keys = np.sort(corners[:, :2], axis=1)
    order = np.lexsort((keys[:, 1], keys[:, 0]))
    keys, across = keys[order], corners[order, 2]
    edges = np.unique(keys, axis=0)
    paired = np.flatnonzero((keys[1:] == keys[:-1]).all(axis=1))
    return edges, np.stack([across[paired], across[paired + 1]], axis=1)


@njit(cache=True)
def _frame(  # type: ignore[no-untyped-def]  # noqa: PLR0917 (numba takes arguments by position)
    now, speed, weight, pairs, rest, compliance, low, distance, margin
):
    step = FRAME_S / SUBSTEPS
    count = now.shape[0]
    before = np.empty_like(now)
    for _ in range(SUBSTEPS):
        for i in range(count):
            for k in range(3):
                before[i, k] = now[i, k]
            if weight[i] > 0:
                speed[i, 1] -= GRAVITY * step
                for k in range(3):
                    now[i, k] += speed[i, k] * step
        for c in range(pairs.shape[0]):
            a, b = pairs[c, 0], pairs[c, 1]
            total = weight[a] + weight[b]
            if total == 0:
                continue
            dx, dy, dz = now[a, 0] - now[b, 0], now[a, 1] - now[b, 1], now[a, 2] - now[b, 2]
            length = np.sqrt(dx * dx + dy * dy + dz * dz)
            if length < 1e-9:
                continue
            pull = (length - rest[c]) / (total + compliance[c] / (step * step)) / length
            wa, wb = weight[a] * pull, weight[b] * pull
            now[a, 0] -= wa * dx
            now[a, 1] -= wa * dy
            now[a, 2] -= wa * dz
            now[b, 0] += wb * dx
            now[b, 1] += wb * dy
            now[b, 2] += wb * dz
        for i in range(count):
            if weight[i] > 0:
                _collide(now, before, i, low, distance, margin[i])
                for k in range(3):
                    speed[i, k] = (now[i, k] - before[i, k]) / step * DRAG


@njit(cache=True)
def _collide(now, before, i, low, distance, margin):  # type: ignore[no-untyped-def]  # noqa: PLR0917 (as above)
    fx, fy, fz = (now[i, 0] - low[0]) / VOXEL_M, (now[i, 1] - low[1]) / VOXEL_M, (now[i, 2] - low[2]) / VOXEL_M
    x, y, z = int(np.floor(fx)), int(np.floor(fy)), int(np.floor(fz))
    if x < 0 or y < 0 or z < 0:
        return
    if x + 1 >= distance.shape[0] or y + 1 >= distance.shape[1] or z + 1 >= distance.shape[2]:
        return
    u, v, w = fx - x, fy - y, fz - z
    d00 = distance[x, y, z] * (1 - u) + distance[x + 1, y, z] * u
    d10 = distance[x, y + 1, z] * (1 - u) + distance[x + 1, y + 1, z] * u
    d01 = distance[x, y, z + 1] * (1 - u) + distance[x + 1, y, z + 1] * u
    d11 = distance[x, y + 1, z + 1] * (1 - u) + distance[x + 1, y + 1, z + 1] * u
    here = (d00 * (1 - v) + d10 * v) * (1 - w) + (d01 * (1 - v) + d11 * v) * w
    if here >= margin:
        return
    gy = (d10 - d00) * (1 - w) + (d11 - d01) * w
    gz = (d01 - d00) * (1 - v) + (d11 - d10) * v
    e00 = distance[x + 1, y, z] - distance[x, y, z]
    e10 = distance[x + 1, y + 1, z] - distance[x, y + 1, z]
    e01 = distance[x + 1, y, z + 1] - distance[x, y, z + 1]
    e11 = distance[x + 1, y + 1, z + 1] - distance[x, y + 1, z + 1]
    gx = (e00 * (1 - v) + e10 * v) * (1 - w) + (e01 * (1 - v) + e11 * v) * w
    size = np.sqrt(gx * gx + gy * gy + gz * gz)
    if size < 1e-9:
        return
    nx, ny, nz = gx / size, gy / size, gz / size
    out = margin - here
    now[i, 0] += out * nx
    now[i, 1] += out * ny
    now[i, 2] += out * nz
    mx, my, mz = now[i, 0] - before[i, 0], now[i, 1] - before[i, 1], now[i, 2] - before[i, 2]
    along = mx * nx + my * ny + mz * nz
    now[i, 0] -= FRICTION * (mx - along * nx)
    now[i, 1] -= FRICTION * (my - along * ny)
    now[i, 2] -= FRICTION * (mz - along * nz)
