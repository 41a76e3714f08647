"""Plain low shoes, cut from the body's own sock-shaped helper and set on a sole."""

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import ConvexHull

from vrplanner.core.model import Material, Part
from vrplanner.tryon.mesh import clip, compact, part, subdivide, triangles_of
from vrplanner.tryon.pack import Points, load_pack

Floats = NDArray[np.float64]

SOLE_M = 0.018  # how far shoes raise a person
LOW_M, HIGH_M = 0.052, 0.078  # the opening's height in front of and behind the ankle
FLARE_M = 0.0035


def make_shoes(points: Points) -> tuple[Part, ...]:
    """Both shoes for points (n, 3) of a person whose soles are SOLE_M above the floor."""
    pack = load_pack()
    parts = []
    for side in (1.0, -1.0):
        quads = pack.quads["tights"]
        near = (points[quads][..., 1] < SOLE_M + 0.16).all(axis=1) & (side * points[quads][..., 0] > 0).all(axis=1)
        foot, faces = compact(points.astype(float), quads[near])
        foot, faces = subdivide(foot, faces)
        parts += _shoe(foot, triangles_of(faces))
    return tuple(parts)


def _shoe(foot: Floats, triangles: NDArray[np.int64]) -> list[Part]:
    low, high = foot.min(axis=0), foot.max(axis=0)
    along = (foot[:, 2] - low[2]) / (high[2] - low[2])
    ankle = LOW_M + (HIGH_M - LOW_M) * np.clip(1 - along / 0.45, 0, 1) + 0.01 * np.clip(along - 0.5, 0, 1)
    upper, faces = clip(foot, triangles, ankle + SOLE_M - foot[:, 1])
    outline = upper[upper[:, 1] < SOLE_M + 0.035][:, [0, 2]]
    hull = _resampled(outline[ConvexHull(outline).vertices], 64)
    centre = hull.mean(axis=0)
    # Cloth and sole stand a little off the foot; toes are flattened up to clear the inside of the sole.
    spread = upper[:, [0, 2]] - centre
    upper[:, [0, 2]] += FLARE_M * spread / (np.linalg.norm(spread, axis=1, keepdims=True) + 1e-9)
    upper[:, 1] = np.maximum(upper[:, 1], SOLE_M * 0.5) + FLARE_M * np.clip((upper[:, 1] - SOLE_M) / 0.02, 0, 1)
    cloth = Material(name="shoe", color=(0.82, 0.81, 0.79, 1.0), roughness=0.75, double_sided=True)
    rubber = Material(name="sole", color=(0.93, 0.92, 0.90, 1.0), roughness=0.6)
    return [part(upper, faces, cloth), _sole(hull, centre, rubber)]


def _resampled(loop: Floats, count: int) -> Floats:
    closed = np.vstack([loop, loop[:1]])
    walked = np.concatenate([[0.0], np.cumsum(np.linalg.norm(np.diff(closed, axis=0), axis=1))])
    at = np.linspace(0, walked[-1], count, endpoint=False)
    return np.stack([np.interp(at, walked, closed[:, k]) for k in range(2)], axis=1)


def _sole(hull: Floats, centre: Floats, material: Material) -> Part:
    """A slab with rounded edges below the foot."""
    rings = ((0.0, 0.000), (0.004, 0.0025), (0.0065, 0.006), (0.0065, SOLE_M + 0.004), (0.002, SOLE_M + 0.006))
    outward = hull - centre
    outward /= np.linalg.norm(outward, axis=1, keepdims=True)
    rows = [np.stack([(hull + grow * outward)[:, 0], np.full(len(hull), y), (hull + grow * outward)[:, 1]], 1)
            for grow, y in rings]  # fmt: skip
    count = len(hull)
    points = np.concatenate([*rows, [[centre[0], 0.0, centre[1]]], [[centre[0], rings[-1][1], centre[1]]]])
    i, j = np.arange(count), (np.arange(count) + 1) % count
    faces = []
    for row in range(len(rings) - 1):
        near, far = row * count, (row + 1) * count
        faces += [np.stack([near + i, far + i, far + j], 1), np.stack([near + i, far + j, near + j], 1)]
    bottom, top = len(rings) * count, len(rings) * count + 1
    last = (len(rings) - 1) * count
    faces += [np.stack([np.full(count, bottom), i, j], 1), np.stack([np.full(count, top), last + j, last + i], 1)]
    triangles = np.concatenate(faces)
    a, b, c = (points[triangles[:, k]] for k in range(3))
    if np.einsum("ij,ij->i", a, np.cross(b, c)).sum() < 0:
        triangles = triangles[:, ::-1]
    return part(points, triangles, material)
