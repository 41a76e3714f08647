"""Shapes drawn where a thing has no model of its own."""

import numpy as np
from numpy.typing import NDArray

from vrplanner.core.geometry import Vec3
from vrplanner.core.model import Material, Model, Part
from vrplanner.render.camera import Matrix

EDGE_M = 0.025
ARC_STEPS = 4


def rounded_box(size: Vec3, material: Material, *, edge_m: float = EDGE_M) -> Model:
    """A box of `size` (width, height, depth), metres, with rounded edges; origin at the middle of its underside."""
    half = np.maximum(np.asarray(size, float), 1e-3) / 2
    radius = min(edge_m, float(half.min()) * 0.6)
    # A sphere's grid pulled apart: each axis has an arc, a straight run, and an arc.
    arc = np.tan(np.linspace(-np.pi / 4, np.pi / 4, 2 * ARC_STEPS + 1))
    grid = np.insert(arc, ARC_STEPS, 0.0)
    side = np.where(np.arange(len(grid)) <= ARC_STEPS, -1.0, 1.0)
    u, v = (a.ravel() for a in np.meshgrid(grid, grid))
    su, sv = (a.ravel() for a in np.meshgrid(side, side))
    count = len(grid)
    corner = (np.arange(count - 1)[:, None] * count + np.arange(count - 1)).ravel()
    lower, upper = (corner, corner + 1, corner + count + 1), (corner, corner + count + 1, corner + count)
    face = np.concatenate([np.stack(lower, 1), np.stack(upper, 1)])
    positions: list[Matrix] = []
    normals: list[Matrix] = []
    triangles: list[NDArray[np.int64]] = []
    for axis in range(3):
        for sign in (1.0, -1.0):
            direction = np.zeros((len(u), 3))
            pull = np.zeros((len(u), 3))
            first, second = (axis + 1) % 3, (axis + 2) % 3
            direction[:, axis], direction[:, first], direction[:, second] = sign, u * sign, v
            pull[:, axis], pull[:, first], pull[:, second] = sign, su * sign, sv
            direction /= np.linalg.norm(direction, axis=1, keepdims=True)
            triangles.append(face + len(u) * len(positions))
            positions.append(pull * (half - radius) + direction * radius + [0.0, half[1], 0.0])
            normals.append(direction)
    return Model(
        (
            Part(
                positions=np.concatenate(positions).astype(np.float32),
                normals=np.concatenate(normals).astype(np.float32),
                triangles=np.concatenate(triangles).astype(np.uint32),
                material=material,
            ),
        )
    )
