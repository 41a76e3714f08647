"""A piece of surface while it is being made.

Texture coordinates are metres on the surface, so that cloth and grain keep their scale whatever the piece's size; by
convention u runs along the grain, and u × v points outwards. Triangles are counter-clockwise seen from outside.
"""

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Axis = Literal["x", "y", "z"]


@dataclass(frozen=True, eq=False)
class Shape:
    """`positions` (n, 3) m, `normals` (n, 3) unit, `uvs` (n, 2) m, `triangles` (m, 3)."""

    positions: Array
    normals: Array
    uvs: Array
    triangles: NDArray[np.int64]

    @property
    def low(self) -> Array:
        return np.asarray(self.positions.min(axis=0))

    @property
    def high(self) -> Array:
        return np.asarray(self.positions.max(axis=0))

    def moved(self, x: float = 0.0, y: float = 0.0, z: float = 0.0) -> "Shape":
        return replace(self, positions=self.positions + np.array([x, y, z]))

    def turned(self, axis: Axis, angle_rad: float) -> "Shape":
        """Turned about an axis through the origin, counter-clockwise seen from the axis' positive end."""
        turn = rotation(axis, angle_rad)
        return replace(self, positions=self.positions @ turn.T, normals=self.normals @ turn.T)

    def stretched(self, x: float = 1.0, y: float = 1.0, z: float = 1.0) -> "Shape":
        """Scaled by positive factors about the origin."""
        factors = np.array([x, y, z])
        return replace(self, positions=self.positions * factors, normals=unit(self.normals / factors))

    def mirrored(self, axis: Axis) -> "Shape":
        signs = np.ones(3)
        signs["xyz".index(axis)] = -1.0
        return replace(
            self, positions=self.positions * signs, normals=self.normals * signs, triangles=self.triangles[:, ::-1]
        )

    def warped(self, warp: Callable[[Array], Array]) -> "Shape":
        """Bent by a function of all positions (n, 3); normals are made anew, smooth where they were."""
        return with_smooth_normals(replace(self, positions=warp(self.positions)))

    def with_uv_offset(self, u: float, v: float) -> "Shape":
        return replace(self, uvs=self.uvs + np.array([u, v]))


def joined(shapes: Iterable[Shape]) -> Shape:
    """One shape of many; at least one is needed."""
    pieces = list(shapes)
    starts = np.cumsum([0, *(len(piece.positions) for piece in pieces[:-1])])
    return Shape(
        np.concatenate([piece.positions for piece in pieces]),
        np.concatenate([piece.normals for piece in pieces]),
        np.concatenate([piece.uvs for piece in pieces]),
        np.concatenate([piece.triangles + start for piece, start in zip(pieces, starts, strict=True)]),
    )


def unit(vectors: Array) -> Array:
    lengths = np.linalg.norm(vectors, axis=-1, keepdims=True)
    return np.asarray(vectors / np.maximum(lengths, 1e-12))


def rotation(axis: Axis, angle_rad: float) -> Array:
    c, s = math.cos(angle_rad), math.sin(angle_rad)
    if axis == "x":
        return np.array([[1, 0, 0], [0, c, -s], [0, s, c]])
    if axis == "y":
        return np.array([[c, 0, s], [0, 1, 0], [-s, 0, c]])
    return np.array([[c, -s, 0], [s, c, 0], [0, 0, 1]])


def with_smooth_normals(shape: Shape, *, weld_m: float = 1e-5) -> Shape:
    """The shape with area-weighted vertex normals.

    Vertices at one place share a normal where they did so before (within about 60 degrees), so seams in the texture
    coordinates stay invisible and sharp edges stay sharp.
    """
    corners = shape.positions[shape.triangles]
    faces = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
    places = np.round(shape.positions / weld_m).astype(np.int64)
    leanings = np.round(unit(shape.normals) * 0.75).astype(np.int64)
    _, group = np.unique(np.hstack([places, leanings]), axis=0, return_inverse=True)
    group = group.reshape(-1)
    sums = np.zeros((int(group.max()) + 1, 3))
    for corner in range(3):
        np.add.at(sums, group[shape.triangles[:, corner]], faces)
    normals = unit(sums)[group]
    empty = np.linalg.norm(normals, axis=1) < 0.5
    normals[empty] = shape.normals[empty]
    return replace(shape, normals=normals)


def grid(points: Array, uvs: Array, *, normals: Array | None = None) -> Shape:
    """A surface through `points` (rows, columns, 3): u along the columns, v along the rows, outwards is u × v.

    Normals are computed smooth unless given. A grid whose first and last column (or row) coincide closes on itself.
    """
    rows, columns = points.shape[:2]
    index = np.arange(rows * columns).reshape(rows, columns)
    a, b, c, d = index[:-1, :-1], index[:-1, 1:], index[1:, 1:], index[1:, :-1]
    triangles = np.stack([np.stack([a, b, c], -1), np.stack([a, c, d], -1)], 2).reshape(-1, 3)
    flat = points.reshape(-1, 3)
    given = np.zeros_like(flat) if normals is None else unit(normals.reshape(-1, 3))
    shape = without_slivers(Shape(flat, given, uvs.reshape(-1, 2), triangles))
    return with_smooth_normals(shape) if normals is None else shape


def without_slivers(shape: Shape, *, area_m2: float = 1e-12) -> Shape:
    """Without triangles that have no area (poles, zero-width strips)."""
    corners = shape.positions[shape.triangles]
    areas = np.linalg.norm(np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0]), axis=1)
    return replace(shape, triangles=shape.triangles[areas > area_m2])
