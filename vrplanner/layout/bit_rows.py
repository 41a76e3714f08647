"""Sets of floor cells, a row of them in the bits of one integer: drawing rectangles, counting, flooding. Compiled.

A grid is what `room_tables.FloorGrid.numbers` gives. Rows are flooded upwards by one addition, whose carry runs
through all neighbouring free cells, and downwards by doubling shifts (Kogge-Stone) where there is anything below; rows
among each other by sweeps down and up until nothing changes.
"""

import math

from vrplanner.layout.kernels import inner_kernel
from vrplanner.layout.room_tables import GRID_BITS

NEVER = 1e9


@inner_kernel
def on_grid(grid, x, y, c, s):
    """A rectangle's centre and direction where the bits run along y: mirrored, and a mirrored rectangle is one too."""
    return (y, x, s, c) if grid[4] > 0.0 else (x, y, c, s)


@inner_kernel
def _row_range(grid, count, y, half):
    first = max(0, int(math.ceil((y - half - grid[1]) / grid[2] - 1e-9)))
    last = min(count - 1, int(math.floor((y + half - grid[1]) / grid[2] + 1e-9)))
    return first, last


@inner_kernel
def _bits_between(grid, low, high):
    """The cells whose centres lie between two places along a row."""
    first = max(0, int(math.ceil((low - grid[0]) / grid[2] - 1e-9)))
    last = min(GRID_BITS - 1, int(math.floor((high - grid[0]) / grid[2] + 1e-9)))
    return ((1 << (last - first + 1)) - 1) << first if last >= first else 0


@inner_kernel
def _slopes(c, s, w, d):
    """How the middle of a rectangle's two strips moves along a row from row to row, and their half lengths there."""
    along, across = abs(c) > 1e-9, abs(s) > 1e-9
    return (
        -s / c if along else 0.0, w / abs(c) if along else NEVER, c / s if across else 0.0,
        d / abs(s) if across else NEVER,
    )  # fmt: skip


@inner_kernel
def draw(grid, x, y, c, s, w, d, rows):
    """Set `rows` to the cells whose centres lie in a rectangle."""
    x, y, c, s = on_grid(grid, x, y, c, s)
    first, last = _row_range(grid, rows.shape[0], y, w * abs(s) + d * abs(c))
    slope_w, half_w, slope_d, half_d = _slopes(c, s, w, d)
    for row in range(rows.shape[0]):
        rows[row] = 0
    for row in range(first, last + 1):
        py = grid[1] + grid[2] * row - y
        low = max(slope_w * py - half_w, slope_d * py - half_d)
        high = min(slope_w * py + half_w, slope_d * py + half_d)
        rows[row] = _bits_between(grid, x + low, x + high)


@inner_kernel
def meets(grid, x, y, c, s, w, d, rows):
    """Whether any of the cells in a rectangle is in `rows`."""
    x, y, c, s = on_grid(grid, x, y, c, s)
    first, last = _row_range(grid, rows.shape[0], y, w * abs(s) + d * abs(c))
    slope_w, half_w, slope_d, half_d = _slopes(c, s, w, d)
    for row in range(first, last + 1):
        if rows[row] == 0:
            continue
        py = grid[1] + grid[2] * row - y
        low = max(slope_w * py - half_w, slope_d * py - half_d)
        high = min(slope_w * py + half_w, slope_d * py + half_d)
        if _bits_between(grid, x + low, x + high) & rows[row]:
            return True
    return False


@inner_kernel
def count_bits(bits):
    bits = bits - ((bits >> 1) & 0x5555555555555555)
    bits = (bits & 0x3333333333333333) + ((bits >> 2) & 0x3333333333333333)
    bits = (bits + (bits >> 4)) & 0x0F0F0F0F0F0F0F0F
    return ((bits * 0x0101010101010101) >> 56) & 255


@inner_kernel
def count_cells(rows):
    total = 0
    for row in range(rows.shape[0]):
        total += count_bits(rows[row])
    return total


@inner_kernel
def _fill_row(free, seed):
    """All cells of `free` connected to `seed` (part of it) within the row."""
    filled = (free & ~(free + seed)) | seed
    if (filled >> 1) & free & ~filled:
        path = free
        for shift in (1, 2, 4, 8, 16, 32):
            filled |= path & (filled >> shift)
            path &= path >> shift
    return filled


@inner_kernel
def flood(free, reached):
    """Grow `reached` to everything in `free` that connects to it."""
    count = free.shape[0]
    for row in range(count):
        seed = reached[row] & free[row]
        reached[row] = _fill_row(free[row], seed) if seed else 0
    changed = True
    while changed:
        changed = False
        for row in range(1, count):
            seed = reached[row] | (reached[row - 1] & free[row])
            if seed != reached[row]:
                reached[row] = _fill_row(free[row], seed)
                changed = True
        up = False
        for k in range(1, count):
            row = count - 1 - k
            seed = reached[row] | (reached[row + 1] & free[row])
            if seed != reached[row]:
                reached[row] = _fill_row(free[row], seed)
                up = True
        changed = up
