"""Upright planes in a levelled surface, as lines of the plan.

A Hough vote over heading and offset, weighted by how high each plan cell's column of surface reaches, taken greedily
and refined by iterated least squares. Any heading may win; one within a degree of the main headings is set to it.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from vrplanner.scan.fusion import Surface

PLAN_CELL_M = 0.025
STEP_M = 0.05
NEAR_M = 0.05
FACING_COS = np.cos(np.radians(25))
HEADINGS = np.radians(np.arange(0, 360, 2.0))
SNAP_RAD = np.radians(1.0)
MAIN_HEADING_BONUS = 1.15


@dataclass(frozen=True, slots=True, kw_only=True)
class UprightCells:
    """Upright surface gathered in plan cells: `at` (n, 2) x, z; `facing` (n, 2) unit; `column_m` (n,) how much height
    of surface stands there; `vertices` all of them: (m, 5) x, y, z, facing x, facing z.
    """

    at: NDArray[np.float64]
    facing: NDArray[np.float64]
    column_m: NDArray[np.float64]
    vertices: NDArray[np.float32]


@dataclass(frozen=True, slots=True, kw_only=True)
class WallLine:
    """A plane seen from one side: points p with `facing` · p = `offset_m`; `facing` (unit x, z) looks off the surface
    towards who saw it. `area_m2` of surface supports it, `residual_m` off it on average (standard deviation).
    """

    facing: tuple[float, float]
    offset_m: float
    area_m2: float = 0.0
    residual_m: float = 0.0

    @property
    def along(self) -> NDArray[np.float64]:
        """Unit direction of the line with the seen side to its right, as a room lies to the right of its walls."""
        return np.array([self.facing[1], -self.facing[0]])

    def distance(self, points: NDArray[np.float64]) -> NDArray[np.float64]:
        """Signed distance of plan points (n, 2), positive on the seen side."""
        return points @ np.array(self.facing) - self.offset_m


def upright_cells(surface: Surface) -> UprightCells:
    """Gather a levelled surface's upright vertices."""
    upright = np.abs(surface.normals[:, 1]) < 0.35
    points, normals = surface.points[upright], surface.normals[upright][:, [0, 2]].astype(float)
    normals /= np.maximum(np.linalg.norm(normals, axis=1, keepdims=True), 1e-9)
    sector = np.floor(np.mod(np.arctan2(normals[:, 1], normals[:, 0]), 2 * np.pi) / (np.pi / 8)).astype(int)
    cell = np.floor(points[:, [0, 2]] / PLAN_CELL_M).astype(int)
    height = np.floor(points[:, 1] / STEP_M).astype(int)
    _, index, inverse = np.unique(row_keys(cell[:, 0], cell[:, 1], sector), return_index=True, return_inverse=True)
    counts = np.bincount(inverse).astype(float)[:, None]
    at = np.column_stack([np.bincount(inverse, points[:, axis]) for axis in (0, 2)]) / counts
    facing = np.column_stack([np.bincount(inverse, normals[:, axis]) for axis in (0, 1)]) / counts
    facing /= np.maximum(np.linalg.norm(facing, axis=1, keepdims=True), 1e-9)
    _, first = np.unique(row_keys(inverse, height), return_index=True)
    column_m = np.bincount(inverse[first], minlength=len(index)) * STEP_M
    vertices = np.column_stack([points, normals]).astype(np.float32)
    return UprightCells(at=at, facing=facing, column_m=column_m, vertices=vertices)


def find_wall_lines(cells: UprightCells, *, min_area_m2: float = 0.25, most: int = 28) -> list[WallLine]:
    """The planes with most surface first; stops below `min_area_m2`."""
    left = np.ones(len(cells.at), bool)
    # A column that only reaches a chair's height says little about walls.
    weight = cells.column_m * np.clip(cells.column_m / 1.0, 0.3, 1.0) * PLAN_CELL_M
    lines: list[WallLine] = []
    while len(lines) < most and left.any():
        line = _strongest(cells, weight, left)
        if line is None:
            break
        line = _refined(cells, weight, line)
        on_it = left & _on(cells, line)
        area = _area(cells, line)
        left &= ~(np.abs(line.distance(cells.at)) < NEAR_M) | (cells.facing @ np.array(line.facing) < 0.5)
        if float(weight[on_it].sum()) < min_area_m2 * 0.3:
            break
        if area >= min_area_m2:
            lines.append(WallLine(facing=line.facing, offset_m=line.offset_m, area_m2=area, residual_m=line.residual_m))
    return sorted(lines, key=lambda line: -line.area_m2)


def _strongest(cells: UprightCells, weight: NDArray[np.float64], left: NDArray[np.bool_]) -> WallLine | None:
    at, facing, votes = cells.at[left], cells.facing[left], weight[left]
    best, best_score = None, 0.0
    for heading in HEADINGS:
        direction = np.array([np.cos(heading), np.sin(heading)])
        seen = facing @ direction > FACING_COS
        if not seen.any():
            continue
        offsets = at[seen] @ direction
        first = offsets.min()
        counts = np.bincount(((offsets - first) / 0.02).astype(int), votes[seen])
        smooth = np.convolve(counts, [1, 1, 1], mode="same")
        peak = int(np.argmax(smooth))
        main = abs(np.mod(heading + np.pi / 4, np.pi / 2) - np.pi / 4) < 1e-6
        score = float(smooth[peak]) * (MAIN_HEADING_BONUS if main else 1.0)
        if score > best_score:
            best_score = score
            best = WallLine(
                facing=(float(direction[0]), float(direction[1])), offset_m=float(first + (peak + 0.5) * 0.02)
            )
    return best


def _on(cells: UprightCells, line: WallLine, *, within_m: float = NEAR_M) -> NDArray[np.bool_]:
    return (np.abs(line.distance(cells.at)) < within_m) & (cells.facing @ np.array(line.facing) > FACING_COS)


def _refined(cells: UprightCells, weight: NDArray[np.float64], line: WallLine) -> WallLine:
    residual_m = 0.0
    for within_m in (0.08, 0.06, NEAR_M, NEAR_M):
        on_it = _on(cells, line, within_m=within_m)
        if on_it.sum() < 5:
            break
        points, w = cells.at[on_it], weight[on_it]
        centre = np.average(points, axis=0, weights=w)
        spread = (points - centre) * w[:, None]
        _, vectors = np.linalg.eigh(spread.T @ (points - centre))
        normal = vectors[:, 0] * np.sign(vectors[:, 0] @ np.array(line.facing) or 1.0)
        if normal @ np.array(line.facing) < np.cos(np.radians(4)):  # too short to tell a heading
            normal = np.array(line.facing)
        normal = _snapped(normal)
        offset = _weighted_median(points @ normal, w)
        residual_m = float(np.sqrt(np.average((points @ normal - offset) ** 2, weights=w)))
        line = WallLine(facing=(float(normal[0]), float(normal[1])), offset_m=offset)
    return WallLine(facing=line.facing, offset_m=line.offset_m, residual_m=residual_m)


def _snapped(normal: NDArray[np.float64]) -> NDArray[np.float64]:
    angle = np.arctan2(normal[1], normal[0])
    quarter = np.round(angle / (np.pi / 2)) * np.pi / 2
    if abs(angle - quarter) < SNAP_RAD:
        return np.round([np.cos(quarter), np.sin(quarter)], 12)
    return normal


def _weighted_median(values: NDArray[np.float64], weight: NDArray[np.float64]) -> float:
    order = np.argsort(values)
    half = np.searchsorted(np.cumsum(weight[order]), weight.sum() / 2)
    return float(values[order[min(int(half), len(order) - 1)]])


def _area(cells: UprightCells, line: WallLine) -> float:
    along, height = surface_on(cells, line)
    return len(np.unique(row_keys(np.floor(along / STEP_M), np.floor(height / STEP_M)))) * STEP_M**2


def row_keys(*columns: NDArray[np.generic]) -> NDArray[np.int64]:
    """One number for each row of whole numbers below a million: finding distinct rows is 20 times quicker so."""
    key = np.zeros(len(columns[0]), np.int64)
    for column in columns:
        key = (key << 20) + (np.asarray(column).astype(np.int64) + (1 << 19))
    return key


def surface_on(
    cells: UprightCells, line: WallLine, *, within_m: float = NEAR_M
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Where upright surface lies on a line's plane: metres along it and heights (n,)."""
    plan, facing = cells.vertices[:, [0, 2]].astype(float), cells.vertices[:, 3:5]
    on_it = (np.abs(line.distance(plan)) < within_m) & (facing @ np.array(line.facing, np.float32) > 0.8)
    return plan[on_it] @ line.along, cells.vertices[on_it, 1].astype(float)
