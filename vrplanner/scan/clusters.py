"""Which points make one thing: group what touches, join what lies over each other, cut apart what only touches."""

import numpy as np
from numpy.typing import NDArray

from vrplanner.core.geometry import Point2, rotate_plan

VOXEL_M = 0.04
LEAST_VOXELS = 60
MAIN_HEADING_BONUS = 1.12
PLAN_CELL_M = 0.05
LEAST_TOP_M2 = 0.35
NARROWEST_TOP_M = 0.45
TABLE_TOP_M = (0.6, 1.05)
LEAST_RISE_M = 0.3
TOP_THICKNESS_M = 0.035
SAME_TOP_SHARE = 0.25
WORTH_CUTTING = 0.78
CLEAR_OF_FLOOR_M = 0.2
CRUMB_SHARE = 0.04
ROOMY = 1.5

Points = NDArray[np.float64]


def clusters_of(points: Points) -> list[Points]:
    """Points (n, 3) grouped where their voxels touch."""
    from scipy import ndimage

    if not len(points):
        return []
    cells = np.floor(points / VOXEL_M).astype(int)
    cells -= cells.min(axis=0)
    grid = np.zeros(cells.max(axis=0) + 1, bool)
    grid[tuple(cells.T)] = True
    labels, _ = ndimage.label(grid, np.ones((3, 3, 3)))
    of_point = labels[tuple(cells.T)]
    voxels = ndimage.sum_labels(grid, labels, np.arange(labels.max() + 1))
    return [points[of_point == label] for label in np.flatnonzero(voxels >= LEAST_VOXELS / 4) if label > 0]


def merged(clusters: list[Points]) -> list[Points]:
    """Clusters that lie over each other with little space between are one thing (legs and top, lamp and shade)."""
    kept: list[Points] = []
    for cluster in sorted(clusters, key=len, reverse=True):
        host = next((i for i, other in enumerate(kept) if _belongs(cluster, other)), None)
        if host is None:
            kept.append(cluster)
        else:
            kept[host] = np.concatenate([kept[host], cluster])
    return [cluster for cluster in kept if _voxel_count(cluster) >= LEAST_VOXELS]


def _voxel_count(points: Points) -> int:
    return len(np.unique(np.floor(points / VOXEL_M), axis=0))


def _belongs(small: Points, large: Points) -> bool:
    low, high = np.percentile(small, 2, axis=0), np.percentile(small, 98, axis=0)
    host_low, host_high = np.percentile(large, 2, axis=0), np.percentile(large, 98, axis=0)
    gap = max(low[1] - host_high[1], host_low[1] - high[1])
    overlap = np.minimum(high, host_high)[[0, 2]] - np.maximum(low, host_low)[[0, 2]]
    area = float(np.prod(np.maximum(high - low, 0.02)[[0, 2]]))
    return bool(gap < 0.25 and (overlap > 0).all() and np.prod(overlap) > 0.6 * area)


def split(points: Points, *, depth: int = 3) -> list[Points]:
    """A cluster cut where it is plainly several things: chairs round a table top, two arms of a corner unit."""
    for cut in (_cut_round_top, _cut_straight) if depth else ():
        parts = [part for part in cut(points) if _voxel_count(part) >= LEAST_VOXELS]
        if len(parts) > 1:
            return [piece for part in parts for piece in split(part, depth=depth - 1)]
    return [points]


def _cut_round_top(points: Points) -> list[Points]:
    """The largest level top with what is under it, and whatever of a chair's height sticks out around it."""
    top_y, top = _largest_top(points)
    if top is None:
        return [points]
    yaw = tightest_yaw(top)
    centre, width, depth = extent(top, yaw)
    if min(width, depth) < NARROWEST_TOP_M:
        return [points]
    local = to_local(points[:, [0, 2]] - np.array(centre), yaw)
    under = (np.abs(local) < np.array([width, depth]) / 2 + 0.04).all(axis=1)
    beside = [part for part in merged(clusters_of(points[~under])) if _is_other(part, top_y)]
    return [points[under & (points[:, 1] < top_y + 0.05)], *beside] if beside else [points]


def _is_other(part: Points, top_y: float) -> bool:
    """Whether what sticks out from under a top is a thing of its own, not the same top seen in patches."""
    level_share = float(np.mean(np.abs(part[:, 1] - top_y) < TOP_THICKNESS_M))
    return bool(np.percentile(part[:, 1], 95) > LEAST_RISE_M and level_share < SAME_TOP_SHARE)


def _largest_top(points: Points) -> tuple[float, Points | None]:
    """Height and plan cells (n, 2) of the largest connected level patch of table height; None if it is small."""
    from scipy import ndimage

    low_m, high_m = TABLE_TOP_M
    at_height = points[(points[:, 1] > low_m) & (points[:, 1] < high_m)]
    if len(at_height) < 100:
        return 0.0, None
    counts, edges = np.histogram(at_height[:, 1], np.arange(low_m, high_m + 0.02, 0.02))
    peak = int(np.argmax(np.convolve(counts, [1, 1, 1], mode="same")))
    height = float(edges[peak] + 0.01)
    level = points[np.abs(points[:, 1] - height) < TOP_THICKNESS_M][:, [0, 2]]
    cells = np.floor(level / PLAN_CELL_M).astype(int)
    low = cells.min(axis=0)
    grid = np.zeros(cells.max(axis=0) - low + 1, bool)
    grid[tuple((cells - low).T)] = True
    labels, count = ndimage.label(ndimage.binary_opening(grid, np.ones((3, 3))))
    if not count:
        return height, None
    sizes = ndimage.sum_labels(grid, labels, np.arange(1, count + 1))
    patch = np.argwhere(labels == 1 + int(np.argmax(sizes)))
    if len(patch) * PLAN_CELL_M**2 < LEAST_TOP_M2:
        return height, None
    return height, (patch + low + 0.5) * PLAN_CELL_M


def _cut_straight(points: Points) -> list[Points]:
    """The parts either side of the straight cut that leaves least empty in their boxes."""
    raised = points[points[:, 1] > CLEAR_OF_FLOOR_M]  # a warped floor's crumbs tie everything together
    if len(raised) < 200:
        return [points]
    yaw = tightest_yaw(raised[:, [0, 2]])
    local = to_local(raised[:, [0, 2]], yaw)
    cells = np.floor((local - local.min(axis=0)) / PLAN_CELL_M).astype(int)
    grid = np.zeros(cells.max(axis=0) + 1, bool)
    grid[tuple(cells.T)] = True
    whole = _box_area(grid)
    if whole < 1.0:
        return [points]
    best_area, best = whole * WORTH_CUTTING, None
    for axis in (0, 1):
        for at in range(4, grid.shape[axis] - 4):
            parts = np.split(grid, [at], axis=axis)
            area = sum(_box_area(part) for part in parts)
            if area < best_area:
                best_area, best = area, (axis, at)
    if best is None:
        return [points]
    beyond = cells[:, best[0]] >= best[1]
    return [piece for part in (raised[beyond], raised[~beyond]) for piece in _gathered(clusters_of(part), yaw)]


def _gathered(clusters: list[Points], yaw: float) -> list[Points]:
    """Pieces joined where one box holds them well: a worktop too glossy to be seen leaves only edges of a unit."""
    kept: list[Points] = []
    for cluster in sorted(clusters, key=len, reverse=True):
        for index, host in enumerate(kept):
            both = np.concatenate([host, cluster])
            if _plan_area(both, yaw) < ROOMY * (_plan_area(host, yaw) + _plan_area(cluster, yaw)):
                kept[index] = both
                break
        else:
            kept.append(cluster)
    return [cluster for cluster in kept if _voxel_count(cluster) >= LEAST_VOXELS]


def _plan_area(points: Points, yaw: float) -> float:
    return float(np.prod(np.maximum(np.ptp(to_local(points[:, [0, 2]], yaw), axis=0), PLAN_CELL_M)))


def _box_area(grid: NDArray[np.bool_]) -> float:
    """Area of the boxes round a plan grid's connected patches, crumbs left out."""
    from scipy import ndimage

    labels, count = ndimage.label(grid, np.ones((3, 3)))
    if not count:
        return 0.0
    sizes = np.bincount(labels.ravel())[1:]
    boxes = ndimage.find_objects(labels)
    large = [box for box, size in zip(boxes, sizes, strict=True) if size > CRUMB_SHARE * grid.sum()]
    return sum((a.stop - a.start) * (b.stop - b.start) for a, b in large) * PLAN_CELL_M**2


def tightest_yaw(plan: Points) -> float:
    """The heading (0 to 90°) of the smallest box round plan points, the room's own (0) if that is nearly as small."""
    yaws = np.radians(np.arange(0, 90, 2.5))
    areas = np.array([np.prod(extent(plan, float(yaw))[1:]) for yaw in yaws])
    areas[0] /= MAIN_HEADING_BONUS
    return float(yaws[int(np.argmin(areas))])


def extent(plan: Points, yaw: float) -> tuple[Point2, float, float]:
    """Centre, width (along the box's x) and depth (along its z) of plan points (n, 2) in a box of this heading."""
    local = to_local(plan, yaw)
    low, high = np.percentile(local, 0.7, axis=0), np.percentile(local, 99.3, axis=0)
    middle = (low + high) / 2
    centre = rotate_plan((float(middle[0]), float(middle[1])), yaw)
    return centre, float(high[0] - low[0]), float(high[1] - low[1])


def to_local(plan: Points, yaw: float) -> Points:
    """Plan points in the axes of a thing with this yaw (about the origin)."""
    c, s = np.cos(yaw), np.sin(yaw)
    return np.column_stack([plan[:, 0] * c - plan[:, 1] * s, plan[:, 0] * s + plan[:, 1] * c])
