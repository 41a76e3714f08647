"""How far cloth around a person's trunk and legs has to reach out, and how far it hangs free.

Polar: at each height, the radius about a vertical axis through the trunk. The hull of a slice is how a taut cloth lies;
below the widest place above it, gravity alone lets a cloth hang straight down.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import gaussian_filter1d, map_coordinates
from scipy.spatial import ConvexHull

from vrplanner.tryon.body import Body
from vrplanner.tryon.tape import slice_points, trunk_edges

Floats = NDArray[np.float64]

ANGLES = 144
STEP_M = 0.01


@dataclass(frozen=True, kw_only=True, eq=False)
class Silhouette:
    """`taut` (heights, ANGLES), metres, at heights 0, STEP_M, …; the angle runs from +Z (front) to +X (left)."""

    middle_z: float
    taut: Floats

    def polar(self, points: Floats) -> tuple[Floats, Floats]:
        """Angle and radius of points (n, 3) about the axis."""
        x, z = points[:, 0], points[:, 2] - self.middle_z
        return np.arctan2(x, z), np.hypot(x, z)

    def place(self, angle_rad: Floats, radius: Floats, height: Floats) -> Floats:
        """Points (n, 3) at polar places."""
        return np.stack([radius * np.sin(angle_rad), height, self.middle_z + radius * np.cos(angle_rad)], axis=-1)

    def hanging(self, start_m: float) -> Floats:
        """The taut radii, but never less than anywhere above, from `start_m` down."""
        top = min(int(start_m / STEP_M), len(self.taut) - 1)
        hung = self.taut.copy()
        hung[: top + 1] = np.maximum.accumulate(self.taut[top::-1], axis=0)[::-1]
        return hung

    def at(self, table: Floats, angle_rad: Floats, height: Floats) -> Floats:
        """A table like `taut` between its entries."""
        column = np.mod(angle_rad, 2 * np.pi) / (2 * np.pi) * ANGLES
        wrapped = np.concatenate([table, table[:, :1]], axis=1)
        row = np.clip(height / STEP_M, 0, len(table) - 1)
        return np.asarray(map_coordinates(wrapped, [row, column], order=1, mode="nearest"))


def silhouette(body: Body) -> Silhouette:
    """Slice the trunk and legs from the floor to the shoulders."""
    points = body.points
    top = body.level("acromion_l")
    outlines = [_outline(points, height) for height in np.arange(0.0, top, STEP_M)]
    around_hips = [o for o, y in zip(outlines, np.arange(0.0, top, STEP_M), strict=True)
                   if o is not None and body.level("crotch") < y < body.level("bust")]  # fmt: skip
    middle_z = float(np.mean([(o[:, 1].min() + o[:, 1].max()) / 2 for o in around_hips]))
    angles = np.arange(ANGLES) / ANGLES * 2 * np.pi
    directions = np.stack([np.sin(angles), np.cos(angles)])
    taut = np.array(
        [_radii(outline, middle_z, directions) if outline is not None else np.zeros(ANGLES) for outline in outlines]
    )
    first = int(np.argmax(taut.max(axis=1) > 0))
    taut[:first] = taut[first]
    taut = gaussian_filter1d(gaussian_filter1d(taut, 1.0, axis=1, mode="wrap"), 0.8, axis=0, mode="nearest")
    return Silhouette(middle_z=middle_z, taut=taut)


def _outline(points: NDArray[np.float32], height: float) -> Floats | None:
    crossed = slice_points(points, trunk_edges(), height)
    return crossed if len(crossed) >= 3 else None


def _radii(outline: Floats, middle_z: float, directions: Floats) -> Floats:
    """Where rays from the axis leave the hull of an outline; the hull is made to hold the axis."""
    around = outline - [0.0, middle_z]
    around = np.vstack([around, [[0.02, 0.0], [-0.02, 0.0], [0.0, 0.02], [0.0, -0.02]]])
    equations = ConvexHull(around).equations
    facing = equations[:, :2] @ directions
    reach = np.where(facing > 1e-9, -equations[:, 2:] / np.maximum(facing, 1e-9), np.inf)
    return np.asarray(reach.min(axis=0))
