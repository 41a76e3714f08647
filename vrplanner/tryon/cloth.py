"""A piece of cloth while it is being made, and the charts that lay fabric on it."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from vrplanner.tryon.mesh import clip, weld

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass
class Cloth:
    """Points (n, 3), metres, triangles (m, 3), and by name a number a point that cuts carry along."""

    points: Floats
    triangles: Ints
    marks: dict[str, Floats] = field(default_factory=dict)

    def cut(self, keep: Floats) -> "Cloth":
        """What lies where `keep` (n,) is above zero, with a clean edge."""
        names = list(self.marks)
        table = np.column_stack([self.points, *(self.marks[name] for name in names)])
        table, triangles = weld(*clip(table, self.triangles, keep))
        marks = {name: table[:, 3 + i] for i, name in enumerate(names)}
        return Cloth(table[:, :3], triangles, marks)


def smooth_step(low: float, high: float, value: Floats) -> Floats:
    x = np.clip((value - low) / (high - low), 0, 1)
    return np.asarray(x * x * (3 - 2 * x))


LaidFabric = tuple[Ints, Floats, Ints]


def lay_fabric(charts: Ints, triangles: Ints, coordinates: dict[int, tuple[Floats, float]]) -> LaidFabric:
    """UVs with vertices doubled where charts meet or wrap.

    `charts` (m,) names each triangle's chart; `coordinates[chart]` is (UVs (n, 2), period of u or 0). Gives for every
    new vertex its old one, the UVs, and the triangles of new vertices.
    """
    uvs = np.zeros((len(triangles), 3, 2))
    for chart, (table, period) in coordinates.items():
        chosen = charts == chart
        corner = table[triangles[chosen]]
        if period:
            corner[:, :, 0] -= period * np.round((corner[:, :, 0] - corner[:, :1, 0]) / period)
        uvs[chosen] = corner
    keys = np.column_stack([triangles.reshape(-1), np.round(uvs.reshape(-1, 2) * 4096).astype(np.int64)])
    unique, first, which = np.unique(keys, axis=0, return_index=True, return_inverse=True)
    return unique[:, 0], uvs.reshape(-1, 2)[first], which.reshape(-1, 3)
