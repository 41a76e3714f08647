"""Which way is up, where the floor is, and how the walls run: from the capture's own world to a level room frame.

Up is the direction near the cameras' mean up that most surface is parallel or perpendicular to. The walls' heading is
the strongest peak of their normals' angles folded to 90°; that walls meet at right angles is measured, not assumed.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from vrplanner.scan.frames import Matrix
from vrplanner.scan.fusion import Surface

UP_SEARCH_RAD = np.radians(40)
MANHATTAN_WITHIN_RAD = np.radians(6)
BIN_M = 0.02


@dataclass(frozen=True, slots=True, kw_only=True)
class Levelling:
    """`level_from_world` turns and lifts, so that +Y is up, y = 0 the floor, and most walls run along x and z.

    `level_share` is the share of surface within 4° of level or upright; `manhattan_share` the share of upright surface
    within 6° of the two main headings; `floor_area_m2` how much floor was seen (0: the lowest points stand in for it).
    """

    level_from_world: Matrix
    level_share: float
    manhattan_share: float
    floor_area_m2: float
    tilt_from_cameras_rad: float


def level(surface: Surface, world_from_cameras: NDArray[np.float64]) -> Levelling:
    """Find up, floor and heading of a surface; the cameras (n, 4, 4) tell roughly which way is up."""
    prior = -world_from_cameras[:, :3, 1].mean(axis=0)
    prior /= max(float(np.linalg.norm(prior)), 1e-9)
    normals = _thinned(surface.normals, 20_000).astype(float)
    up = find_up(normals, prior)
    turned = _rotation_to_y(up)
    points, upright = surface.points @ turned.T, surface.normals @ turned.T
    floor_y, floor_area = find_floor(points, upright)
    yaw, manhattan = find_heading(upright)
    yaw += _quarter_turns(points, world_from_cameras @ np.eye(4), turned, yaw) * np.pi / 2
    level_from_world = np.eye(4)
    level_from_world[:3, :3] = _yaw_matrix(-yaw) @ turned
    level_from_world[1, 3] = -floor_y
    return Levelling(
        level_from_world=level_from_world,
        level_share=_share_level(normals, up),
        manhattan_share=manhattan,
        floor_area_m2=floor_area,
        tilt_from_cameras_rad=float(np.arccos(np.clip(up @ prior, -1, 1))),
    )


def find_up(normals: NDArray[np.float64], prior: NDArray[np.float64]) -> NDArray[np.float64]:
    """The unit direction within 40° of `prior` that best explains unit `normals` (n, 3) as level or upright."""
    candidates = _cone(prior, UP_SEARCH_RAD, count=1200)
    along = np.abs(normals @ candidates.T)
    level_votes = (along > np.cos(np.radians(5))).mean(axis=0)
    upright_votes = (along < np.sin(np.radians(5))).mean(axis=0)
    up = candidates[int(np.argmax(level_votes + 0.5 * upright_votes))]
    for within_rad in np.radians([6, 4, 2.5, 2, 2]):
        up = _refined_up(normals, up, within_rad)
    return up


def _refined_up(normals: NDArray[np.float64], up: NDArray[np.float64], within_rad: float) -> NDArray[np.float64]:
    """Least squares: level normals pull towards themselves, upright ones push away."""
    along = normals @ up
    level_ones = normals[np.abs(along) > np.cos(within_rad)]
    upright_ones = normals[np.abs(along) < np.sin(within_rad)]
    scatter = level_ones.T @ level_ones - upright_ones.T @ upright_ones
    _, vectors = np.linalg.eigh(scatter)
    best = vectors[:, -1]
    return best if best @ up > 0 else -best


def find_floor(points: NDArray[np.float32], normals: NDArray[np.float32]) -> tuple[float, float]:
    """Height of the lowest large level surface, and its area in m²; the 1st percentile and 0 if there is none."""
    facing_up = points[normals[:, 1] > 0.9]
    lowest = float(np.percentile(points[:, 1], 1)) if len(points) else 0.0
    if len(facing_up) < 50:
        return lowest, 0.0
    heights = facing_up[:, 1]
    edges = np.arange(heights.min() - BIN_M, heights.max() + 2 * BIN_M, BIN_M)
    counts, _ = np.histogram(heights, edges)
    smooth = np.convolve(counts, [1, 1, 1], mode="same")
    strong = np.flatnonzero((smooth >= 0.1 * smooth.max()) & (smooth >= 60))
    if not len(strong):
        return lowest, 0.0
    start = int(strong[0])
    peak = start + int(np.argmax(smooth[start : start + 5]))
    near = np.abs(heights - (edges[peak] + BIN_M / 2)) < 0.03
    floor_y = float(np.median(heights[near]))
    cells = np.unique(np.floor(facing_up[near][:, [0, 2]] / 0.05).astype(int), axis=0)
    return floor_y, len(cells) * 0.05**2


def find_heading(normals: NDArray[np.float32]) -> tuple[float, float]:
    """Yaw (rad, in ±45°) of the walls' main direction, and the share of upright surface along it or square to it."""
    upright = normals[np.abs(normals[:, 1]) < 0.2]
    if len(upright) < 50:
        return 0.0, 0.0
    angles = np.arctan2(upright[:, 0], upright[:, 2]).astype(float)
    folded = np.mod(angles, np.pi / 2)
    counts, edges = np.histogram(folded, bins=90, range=(0, np.pi / 2))
    smooth = sum(np.roll(counts, shift) * weight for shift, weight in ((-2, 1), (-1, 2), (0, 3), (1, 2), (2, 1)))
    yaw = float(edges[int(np.argmax(smooth))] + np.pi / 360)
    for within_rad in np.radians([6, 4, 3]):
        off = _folded_difference(angles, yaw)
        yaw += float(np.mean(off[np.abs(off) < within_rad])) if (np.abs(off) < within_rad).any() else 0.0
    share = float(np.mean(np.abs(_folded_difference(angles, yaw)) < MANHATTAN_WITHIN_RAD))
    return float(np.mod(yaw + np.pi / 4, np.pi / 2) - np.pi / 4), share


def _folded_difference(angles: NDArray[np.float64], yaw: float) -> NDArray[np.float64]:
    return np.mod(angles - yaw + np.pi / 4, np.pi / 2) - np.pi / 4


def _quarter_turns(points: NDArray[np.float32], cameras: Matrix, turned: Matrix, yaw: float) -> int:
    """Of the four equal headings, the one with the long side along x and the first camera looking north (-z)."""
    level_points = points[:, [0, 2]] @ _yaw_matrix(-yaw)[np.ix_([0, 2], [0, 2])].T
    low, high = np.percentile(level_points, [2, 98], axis=0)
    long_along_z = bool((high - low)[1] > (high - low)[0])
    view = _yaw_matrix(-yaw) @ turned @ cameras[0, :3, 2]
    turns = int(long_along_z)
    looks_south = (_yaw_matrix(-turns * np.pi / 2) @ view)[2] > 0
    return turns + 2 * int(looks_south)


def _share_level(normals: NDArray[np.float64], up: NDArray[np.float64]) -> float:
    along = np.abs(normals @ up)
    return float(np.mean((along > np.cos(np.radians(4))) | (along < np.sin(np.radians(4)))))


def _thinned(values: NDArray[np.float32], count: int) -> NDArray[np.float32]:
    return values[:: max(1, len(values) // count)]


def _cone(axis: NDArray[np.float64], half_angle_rad: float, *, count: int) -> NDArray[np.float64]:
    """`count` directions spread evenly (Fibonacci lattice) within `half_angle_rad` of a unit axis."""
    index = np.arange(count) + 0.5
    along = 1 - index / count * (1 - np.cos(half_angle_rad))
    radius, turn = np.sqrt(1 - along**2), index * np.pi * (3 - np.sqrt(5))
    local = np.stack([radius * np.cos(turn), along, radius * np.sin(turn)], axis=1)
    return local @ _rotation_to_y(axis)


def _rotation_to_y(up: NDArray[np.float64]) -> Matrix:
    """A rotation whose result turns `up` into +Y and leaves the heading as near as it can."""
    helper = np.array([0.0, 0.0, 1.0]) if abs(up[2]) < 0.9 else np.array([1.0, 0.0, 0.0])
    x = np.cross(up, helper)
    x /= np.linalg.norm(x)
    return np.stack([x, up, np.cross(x, up)])


def _yaw_matrix(yaw_rad: float) -> Matrix:
    c, s = np.cos(yaw_rad), np.sin(yaw_rad)
    return np.array([[c, 0.0, s], [0.0, 1.0, 0.0], [-s, 0.0, c]])
