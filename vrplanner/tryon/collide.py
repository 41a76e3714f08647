"""Keep cloth outside the skin."""

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from vrplanner.tryon.body import Body

Floats = NDArray[np.float64]


def clearance(points: Floats, body: Body) -> Floats:
    """How far each point (n, 3) is outside the skin, metres, along the normal of the nearest skin vertices.

    Near creases (armpits, between the legs) the nearest vertex alone may face the wrong way, so the mean of the four
    nearest decides.
    """
    offset, normals = _nearest(points, body)
    return np.asarray(np.einsum("ij,ij->i", offset, normals))


def push_out(points: Floats, body: Body, *, least_m: float, rounds: int = 4) -> Floats:
    """Points moved along the skin's normals until all have at least this clearance."""
    points = points.copy()
    for _ in range(rounds):
        offset, normals = _nearest(points, body)
        lack = least_m - np.einsum("ij,ij->i", offset, normals)
        inside = (lack > 0) & (lack < 0.12)
        if not inside.any():
            break
        points[inside] += (lack[inside] * 1.02)[:, None] * normals[inside]
    return points


def _nearest(points: Floats, body: Body) -> tuple[Floats, Floats]:
    skin, skin_normals = body.skin
    distance, nearest = cKDTree(skin).query(points, k=4)
    share = 1.0 / (distance + 1e-4)
    share /= share.sum(axis=1, keepdims=True)
    normals = np.einsum("ij,ijk->ik", share, skin_normals[nearest])
    normals /= np.linalg.norm(normals, axis=1, keepdims=True) + 1e-9
    return points - np.einsum("ij,ijk->ik", share, skin[nearest]), normals
