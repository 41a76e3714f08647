"""Putting shapes and finishes together into a model of exactly the wanted size."""

import numpy as np

from vrplanner.core.geometry import Vec3
from vrplanner.core.model import Model, Part
from vrplanner.generate.materials import Finish
from vrplanner.generate.shapes.shape import Shape, joined, unit


class Assembly:
    """Collects shapes by finish. `seed` decides which stretch of grain each board shows."""

    def __init__(self, *, seed: int = 0) -> None:
        self.rng = np.random.default_rng(seed)
        self._shapes: dict[Finish, list[Shape]] = {}

    def add(self, finish: Finish, *shapes: Shape) -> None:
        for shape in shapes:
            placed = shape.with_uv_offset(*self.rng.uniform(0, finish.tile_m, 2)) if finish.scattered else shape
            self._shapes.setdefault(finish, []).append(placed)

    def mirrored_pair(self, finish: Finish, shape: Shape) -> None:
        """The shape and its mirror image across x = 0."""
        self.add(finish, shape, shape.mirrored("x"))

    def move_into(self, other: "Assembly", low: Vec3, high: Vec3) -> None:
        """Hand all shapes over to another assembly, stretched to lie exactly between two corners."""
        start, end = self.bounds
        factors = (np.array(high) - np.array(low)) / np.maximum(end - start, 1e-9)
        for finish, shapes in self._shapes.items():
            for shape in shapes:
                fitted = shape.stretched(*factors)
                x, y, z = np.array(low) - start * factors
                other._shapes.setdefault(finish, []).append(fitted.moved(x, y, z))

    @property
    def bounds(self) -> tuple[np.ndarray, np.ndarray]:
        shapes = [shape for group in self._shapes.values() for shape in group]
        return np.min([s.low for s in shapes], axis=0), np.max([s.high for s in shapes], axis=0)

    def model(self, size_m: Vec3) -> Model:
        """One part a finish, its footprint centred on the origin, standing on y = 0, exactly `size_m` large.

        Builders come within a few per cent; the rest is evened out by a slight stretch. Transparent parts come last.
        """
        low, high = self.bounds
        factors = np.array(size_m) / np.maximum(high - low, 1e-9)
        middle = np.array([(low[0] + high[0]) / 2, low[1], (low[2] + high[2]) / 2])
        ordered = sorted(self._shapes.items(), key=lambda entry: entry[0].material.blend)
        return Model(tuple(_part(joined(shapes), finish, middle, factors) for finish, shapes in ordered))


def _part(shape: Shape, finish: Finish, middle: np.ndarray, factors: np.ndarray) -> Part:
    positions = (shape.positions - middle) * factors
    # pictures count v downwards, surfaces upwards
    uvs = shape.uvs * np.array([1.0, -1.0]) / finish.tile_m
    return Part(
        positions=positions.astype(np.float32),
        normals=unit(shape.normals / factors).astype(np.float32),
        triangles=shape.triangles.astype(np.uint32),
        uvs=uvs.astype(np.float32),
        material=finish.material,
    )
