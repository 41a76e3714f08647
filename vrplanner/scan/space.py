"""Which space the camera has seen through: rays carve free voxels, by column over the plan."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from vrplanner.scan.rays import Rays

CELL_M = 0.1


@dataclass(frozen=True, slots=True, kw_only=True)
class FreeSpace:
    """`free` (nx, ny, nz) bool: voxels of `cell_m` from the corner `low` (3,) that some ray passed through."""

    low: NDArray[np.float64]
    cell_m: float
    free: NDArray[np.bool_]

    def column_share(self, *, bottom_m: float, top_m: float) -> NDArray[np.float64]:
        """(nx, nz): the share of each column between two heights that was seen to be free."""
        first = int(np.clip((bottom_m - self.low[1]) / self.cell_m, 0, self.free.shape[1] - 1))
        last = int(np.clip(np.ceil((top_m - self.low[1]) / self.cell_m), first + 1, self.free.shape[1]))
        return self.free[:, first:last].mean(axis=1)


def carve(rays: Rays, *, max_depth_m: float = 4.5, cell_m: float = CELL_M) -> FreeSpace:
    """Walk along every other ray that came back, up to a little before its end (depth noise grows with distance)."""
    seen = np.flatnonzero(rays.hit & (rays.depth_m < max_depth_m))[::2]
    origins, directions, depth = rays.origins[seen], rays.directions[seen], rays.depth_m[seen]
    ends = origins + directions * depth[:, None]
    everything = np.concatenate([origins, ends])
    low = np.floor(np.percentile(everything, 0.05, axis=0) / cell_m) * cell_m - cell_m
    high = np.percentile(everything, 99.95, axis=0) + cell_m
    shape = np.ceil((high - low) / cell_m).astype(int) + 1
    visits = np.zeros(int(np.prod(shape)), np.int32)
    stop = depth - 0.08 - 0.01 * depth**2
    for travelled in np.arange(0.1, max_depth_m, cell_m * 0.8):
        going = stop > travelled
        cells = np.floor((origins[going] + directions[going] * travelled - low) / cell_m).astype(int)
        cells = cells[np.all((cells >= 0) & (cells < shape), axis=1)]
        visits += np.bincount(np.ravel_multi_index(cells.T, shape), minlength=visits.size).astype(np.int32)
    return FreeSpace(low=low, cell_m=cell_m, free=(visits >= 2).reshape(shape))
