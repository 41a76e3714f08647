"""Whether a person can walk from every door to every piece: flood fill on a grid, one row of cells in one integer.

Obstacles are grown by the walker's radius, so that the walker becomes a point. Rows are filled by doubling shifts
(Kogge-Stone), rows among each other by sweeps down and up until nothing changes.
"""

import math

from vrplanner.layout import columns as t
from vrplanner.layout.kernels import inner_kernel
from vrplanner.layout.room_tables import GRID_BITS
from vrplanner.layout.tables import WALKER_RADII_M

ACCESS_STRIP_M = 0.2
"""A person may stand this much further from a side than the walker's radius asks."""


@inner_kernel
def _fill_row(free, seed):
    """All cells of `free` connected to `seed` within the row."""
    left, path = seed, free
    right, back = seed, free
    for shift in (1, 2, 4, 8, 16, 32):
        left |= path & (left << shift)
        path &= path << shift
        right |= back & (right >> shift)
        back &= back >> shift
    return left | right


@inner_kernel
def _count_bits(bits):
    bits = bits - ((bits >> 1) & 0x5555555555555555)
    bits = (bits & 0x3333333333333333) + ((bits >> 2) & 0x3333333333333333)
    bits = (bits + (bits >> 4)) & 0x0F0F0F0F0F0F0F0F
    total = 0
    while bits:
        total += bits & 255
        bits >>= 8
    return total


@inner_kernel
def _row_bits(grid, row, x, y, c, s, w, d):
    """The cells of a row whose centres lie in a rectangle, as bits."""
    py = grid[1] + grid[2] * row - y
    low, high = -1e9, 1e9
    # In the rectangle's frame a row is the line p = (c, -s) * dx + (s, c) * py.
    for axis in range(2):
        slope = c if axis == 0 else -s
        offset = (s if axis == 0 else c) * py
        half = w if axis == 0 else d
        if abs(slope) < 1e-12:
            if abs(offset) > half:
                return 0
            continue
        a, b = (-half - offset) / slope, (half - offset) / slope
        low, high = max(low, min(a, b)), min(high, max(a, b))
    first = math.ceil((low + x - grid[0]) / grid[2] - 1e-9)
    last = math.floor((high + x - grid[0]) / grid[2] + 1e-9)
    first, last = max(first, 0), min(last, GRID_BITS - 1)
    if last < first:
        return 0
    return ((1 << int(last - first + 1)) - 1) << int(first)


@inner_kernel
def _row_range(grid, count, y, c, s, w, d):
    half = w * abs(s) + d * abs(c)
    first = max(0, int(math.ceil((y - half - grid[1]) / grid[2] - 1e-9)))
    last = min(count - 1, int(math.floor((y + half - grid[1]) / grid[2] + 1e-9)))
    return first, last


@inner_kernel
def _on_grid(grid, x, y, c, s):
    """A rectangle's centre and direction where the bits run along y: mirrored, and a mirrored rectangle is one too."""
    return (y, x, s, c) if grid[4] > 0.0 else (x, y, c, s)


@inner_kernel
def _flood(free, reached):
    """Grow `reached` to everything in `free` that connects to it."""
    count = free.shape[0]
    changed = True
    for row in range(count):
        reached[row] = _fill_row(free[row], reached[row] & free[row])
    while changed:
        changed = False
        for sweep in range(2 * count):
            row = sweep if sweep < count else 2 * count - 1 - sweep
            seed = reached[row]
            if row > 0:
                seed |= reached[row - 1] & free[row]
            if row < count - 1:
                seed |= reached[row + 1] & free[row]
            if seed != reached[row]:
                reached[row] = _fill_row(free[row], seed)
                changed = True


@inner_kernel
def free_cells(tables, state, layer, radius, free):
    """Write the cells on which a walker of `radius` can stand: those of the empty room less the grown items."""
    count = tables.free_rows.shape[1]
    for row in range(count):
        free[row] = tables.free_rows[layer, row]
    for i in range(state.shape[0]):
        piece = tables.pieces[int(state[i, t.MODEL])]
        if state[i, t.PRESENT] == 0.0 or piece[t.WALKED_OVER] > 0.0:
            continue
        w, d = piece[t.HALF_W] + radius, piece[t.HALF_D] + radius
        x, y, c, s = _on_grid(tables.grid, state[i, 0], state[i, 1], state[i, 3], state[i, 4])
        first, last = _row_range(tables.grid, count, y, c, s, w, d)
        for row in range(first, last + 1):
            free[row] &= ~_row_bits(tables.grid, row, x, y, c, s, w, d)


@inner_kernel
def _enter(tables, free, reached, left, trial):
    """Flood from the first door; without doors, the largest connected part. Gives how many doors are cut off."""
    count = free.shape[0]
    doors = tables.door_rows.shape[0]
    if doors > 0:
        for row in range(count):
            reached[row] = tables.door_rows[0, row] & free[row]
        _flood(free, reached)
        cut_off = 0
        for door in range(doors):
            met = 0
            for row in range(count):
                met |= tables.door_rows[door, row] & reached[row]
            if met == 0:
                cut_off += 1
        return cut_off
    for row in range(count):
        left[row] = free[row]
    largest = 0
    for row in range(count):
        while left[row]:
            for k in range(count):
                trial[k] = 0
            trial[row] = left[row] & -left[row]
            _flood(left, trial)
            size = 0
            for k in range(count):
                size += _count_bits(trial[k])
                left[k] &= ~trial[k]
            if size > largest:
                largest = size
                for k in range(count):
                    reached[k] = trial[k]
    return 0


@inner_kernel
def side_reached(tables, state, i, side, radius, reached):
    """Whether someone who came in can step up to this side of i."""
    piece = tables.pieces[int(state[i, t.MODEL])]
    w, d = piece[t.HALF_W], piece[t.HALF_D]
    half = 0.5 * (radius + ACCESS_STRIP_M)
    lx = 0.0 if side < 2 else (-w - half if side == 2 else w + half)
    ly = 0.0 if side >= 2 else (d + half if side == 0 else -d - half)
    zw, zd = (w, half) if side < 2 else (half, d)
    c, s = state[i, 3], state[i, 4]
    x, y, c, s = _on_grid(tables.grid, state[i, 0] + c * lx - s * ly, state[i, 1] + s * lx + c * ly, c, s)
    count = reached.shape[0]
    first, last = _row_range(tables.grid, count, y, c, s, zw, zd)
    for row in range(first, last + 1):
        if _row_bits(tables.grid, row, x, y, c, s, zw, zd) & reached[row]:
            return True
    return False


@inner_kernel
def sides_missed(tables, state, i, radius, reached):
    """How many access needs of i are not met: each of its `all` sides, and its `any` sides as one."""
    piece = tables.pieces[int(state[i, t.MODEL])]
    need_all, need_any = int(piece[t.ACCESS_ALL]), int(piece[t.ACCESS_ANY])
    missed = 0
    met = need_any == 0
    for side in range(4):
        if (need_all >> side) & 1 and not side_reached(tables, state, i, side, radius, reached):
            missed += 1
        if not met and (need_any >> side) & 1 and side_reached(tables, state, i, side, radius, reached):
            met = True
    return missed if met else missed + 1


@inner_kernel
def _missed(tables, state, layer, free, reached, cells):
    """How many doors and access needs a walker of that layer's width does not get to; fills `reached`."""
    radius = WALKER_RADII_M[layer]
    free_cells(tables, state, layer, radius, free)
    for row in range(free.shape[0]):
        reached[row] = 0
    missed = _enter(tables, free, reached, cells[2], cells[3])
    for i in range(state.shape[0]):
        if state[i, t.PRESENT] > 0.0:
            missed += sides_missed(tables, state, i, radius, reached)
    return missed


@inner_kernel
def reach_cost(tables, state, out, limit, cells):
    """Costs of what a person cannot walk to at 0.6 m (hard) and at 0.9 m (wished), and of no room to turn a wheelchair.
    Stops early over `limit`. `cells` (4, rows) is scratch memory.
    """
    free, reached = cells[0], cells[1]
    weights, turning = tables.weights, tables.grid[3]
    total = weights[t.REACHED] * _missed(tables, state, 0, free, reached, cells)
    out[t.REACHED] += total
    if total > limit:
        return total
    if turning > 0.0 and not _can_turn(tables, state, free, reached, turning):
        out[t.WHEELCHAIR] += weights[t.WHEELCHAIR]
        total += weights[t.WHEELCHAIR]
        if total > limit:
            return total
    missed = _missed(tables, state, 1, free, reached, cells)
    walkable = empty = 0
    for row in range(free.shape[0]):
        walkable += _count_bits(reached[row])
        empty += _count_bits(tables.free_rows[1, row])
    cost = weights[t.WALKWAYS] * ((1.5 if turning > 0.0 else 0.3) * missed + 2.0 * (1.0 - walkable / max(1, empty)))
    out[t.WALKWAYS] += cost
    return total + cost


@inner_kernel
def _can_turn(tables, state, free, reached, turning):
    """Whether the turning circle of a wheelchair fits somewhere one can get to."""
    free_cells(tables, state, 2, turning, free)
    for row in range(free.shape[0]):
        if free[row] & reached[row]:
            return True
    return False
