"""The empty room packed for the compiled kernels: walls, what openings keep free, and the floor as rows of bits."""

import math

import numpy as np
import shapely
from numpy.typing import NDArray

from vrplanner.layout import columns as t
from vrplanner.layout.problem import Array, Door, Problem, Window

LANDING_M = 0.5
WINDOW_DEPTH_M = 0.5
GRID_CELL_M = 0.1
GRID_BITS = 62


def edge_rows(polygon: Array) -> Array:
    """A row an edge: start, end, inward normal, length, and whether the corner at its start is reflex, (N, 8)."""
    rows = []
    count = len(polygon)
    for i in range(count):
        before, start, end = polygon[i - 1], polygon[i], polygon[(i + 1) % count]
        along = end - start
        length = max(float(np.hypot(*along)), 1e-9)
        normal = np.array([-along[1], along[0]]) / length
        arriving = start - before
        reflex = float(arriving[0] * along[1] - arriving[1] * along[0] < -1e-9)
        rows.append([*start, *end, *normal, length, reflex])
    return np.array(rows)


def wall_directions(polygon: Array) -> Array:
    """Angles (mod 90°) of the walls worth aligning to: those over 0.7 m."""
    along = np.roll(polygon, -1, axis=0) - polygon
    lengths = np.hypot(along[:, 0], along[:, 1])
    angles = np.mod(np.arctan2(along[:, 1], along[:, 0]), math.pi / 2)
    kept: list[float] = []
    for angle in angles[lengths >= min(0.7, float(lengths.max()))]:
        if all(abs(math.remainder(angle - other, math.pi / 2)) > 0.02 for other in kept):
            kept.append(float(angle))
    return np.array(kept)


def inward_normal(problem: Problem, start: tuple[float, float], end: tuple[float, float]) -> Array:
    """The unit normal of an opening, into the room."""
    along = np.subtract(end, start)
    normal = np.array([-along[1], along[0]]) / max(float(np.hypot(*along)), 1e-9)
    middle = np.add(start, end) / 2
    inside = problem.floor.buffer(1e-6).contains(shapely.Point(middle + 0.02 * normal))
    return normal if inside else -normal


def landing_corners(problem: Problem, door: Door) -> Array:
    """The floor before a door that stays free, (4, 2)."""
    normal = inward_normal(problem, door.hinge, door.leaf) * LANDING_M
    return np.array([door.hinge, door.leaf, np.add(door.leaf, normal), np.add(door.hinge, normal)])


def swing_corners(problem: Problem, door: Door) -> Array:
    """The quarter circle a door sweeps, from its hinge, as a polygon just outside the arc (9, 2)."""
    along = np.subtract(door.leaf, door.hinge)
    normal = inward_normal(problem, door.hinge, door.leaf) * np.hypot(*along)
    steps = t.ZONE_VERTICES - 2
    turns = np.arange(steps + 1) * (math.pi / 2 / steps)
    stretch = 1 / math.cos(math.pi / 4 / steps)
    arc = [np.add(door.hinge, stretch * (math.cos(t) * along + math.sin(t) * normal)) for t in turns]
    return np.array([door.hinge, *arc])


def window_corners(problem: Problem, window: Window) -> Array:
    """The strip before a window that nothing higher than its sill should stand on, (4, 2)."""
    normal = inward_normal(problem, window.start, window.end) * WINDOW_DEPTH_M
    return np.array([window.start, window.end, np.add(window.end, normal), np.add(window.start, normal)])


def zone_rows(problem: Problem) -> Array:
    """A row for each convex piece of floor that an opening wants free."""
    rows = []
    for door in problem.doors:
        rows.append(_zone_row(1.0, 0.02, landing_corners(problem, door)))
        if door.swing == "in":
            rows.append(_zone_row(1.0, 0.02, swing_corners(problem, door)))
    rows += [_zone_row(0.0, window.sill_m, window_corners(problem, window)) for window in problem.windows]
    return np.array(rows).reshape(-1, t.ZONE_XY + 2 * t.ZONE_VERTICES)


def _zone_row(hard: float, height_m: float, corners: Array) -> Array:
    row = np.zeros(t.ZONE_XY + 2 * t.ZONE_VERTICES)
    centre = (corners.min(axis=0) + corners.max(axis=0)) / 2
    radius = float(np.hypot(*(corners - centre).T).max())
    row[: t.ZONE_XY] = hard, height_m, *centre, radius, len(corners)
    row[t.ZONE_XY : t.ZONE_XY + 2 * len(corners)] = corners.ravel()
    return row


class FloorGrid:
    """Square cells over the room, a row of them in one integer. The bits run along the room's shorter side, so that
    only rooms wider than 6.2 m both ways get cells over 0.1 m.
    """

    def __init__(self, problem: Problem) -> None:
        low_x, low_y, high_x, high_y = problem.floor.bounds
        self.problem = problem
        self.swapped = high_x - low_x > high_y - low_y
        low, high = (low_y, high_y) if self.swapped else (low_x, high_x)
        across = (low_x, high_x) if self.swapped else (low_y, high_y)
        self.cell_m = max(GRID_CELL_M, (high - low) / GRID_BITS)
        bits = low + self.cell_m * (np.arange(min(GRID_BITS, math.ceil((high - low) / self.cell_m - 1e-9))) + 0.5)
        rows = across[0] + self.cell_m * (np.arange(math.ceil((across[1] - across[0]) / self.cell_m - 1e-9)) + 0.5)
        along, over = np.meshgrid(bits, rows)
        x, y = (over, along) if self.swapped else (along, over)
        self.shape = along.shape
        self.points = shapely.points(x.ravel(), y.ravel())
        self.start = (float(bits[0]), float(rows[0]))

    def numbers(self) -> Array:
        """(5,) the first cell's centre (along the bits, along the rows), cell size, turning radius, swapped."""
        return np.array([*self.start, self.cell_m, self.problem.turning_m / 2, float(self.swapped)])

    def free_rows(self, radii_m: tuple[float, ...]) -> NDArray[np.int64]:
        """(radii, rows) the cells on which a walker of each radius can stand in the empty room."""
        inside = shapely.contains(self.problem.floor, self.points)
        distance = shapely.distance(self.problem.floor.exterior, self.points)
        return np.array([self._packed(inside & (distance >= radius_m - 1e-6)) for radius_m in radii_m])

    def door_rows(self) -> NDArray[np.int64]:
        """(doors, rows) the cells of each door's landing, half a cell wider so that a narrow door still has some."""
        rows = []
        for door in self.problem.doors:
            landing = shapely.Polygon(landing_corners(self.problem, door)).buffer(self.cell_m / 2, join_style="mitre")
            rows.append(self._packed(shapely.contains(landing, self.points)))
        return np.array(rows, np.int64).reshape(-1, self.shape[0])

    def _packed(self, cells: NDArray[np.bool_]) -> NDArray[np.int64]:
        bits = np.int64(1) << np.arange(self.shape[1], dtype=np.int64)
        packed: NDArray[np.int64] = (cells.reshape(self.shape) * bits).sum(axis=1).astype(np.int64)
        return packed
