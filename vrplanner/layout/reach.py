"""Whether a person can walk from every door to every piece: flood fill on a grid (`bit_rows`).

Obstacles are grown by the walker's radius, so that the walker becomes a point. What each piece blocks is kept, so that
only what moved is drawn anew.
"""

from vrplanner.layout import columns as t
from vrplanner.layout.bit_rows import count_cells, draw, flood, meets
from vrplanner.layout.kernels import inner_kernel
from vrplanner.layout.tables import WALKER_RADII_M

ACCESS_STRIP_M = 0.2
"""A person may stand this much further from a side than the walker's radius asks."""
UNCOMFORTABLE, UNCOMFORTABLE_WHEELED = 1.0, 3.0
"""What each need that only a narrow way leads to counts, and where a wheelchair is to get about."""


@inner_kernel
def _draw_piece(tables, state, i, radius, rows):
    piece = tables.pieces[int(state[i, t.MODEL])]
    if state[i, t.PRESENT] == 0.0 or piece[t.WALKED_OVER] > 0.0:
        for row in range(rows.shape[0]):
            rows[row] = 0
        return
    w, d = piece[t.HALF_W] + radius, piece[t.HALF_D] + radius
    draw(tables.grid, state[i, 0], state[i, 1], state[i, 3], state[i, 4], w, d, rows)


@inner_kernel
def draw_moved(tables, state, moved, blocked):
    """Draw what the moved pieces block, for both walkers, into the second of `blocked` (2, walkers, N, rows)."""
    for i in range(moved.shape[0]):
        if moved[i]:
            for layer in range(2):
                _draw_piece(tables, state, i, WALKER_RADII_M[layer], blocked[1, layer, i])


@inner_kernel
def _free_cells(tables, moved, blocked, layer, free):
    """The cells on which a walker can stand: those of the empty room less what the pieces block."""
    for row in range(free.shape[0]):
        free[row] = tables.free_rows[layer, row]
    for i in range(moved.shape[0]):
        rows = blocked[moved[i], layer, i]
        for row in range(free.shape[0]):
            free[row] &= ~rows[row]


@inner_kernel
def _enter(tables, free, reached, left, trial):
    """Flood from the first door; without doors, the largest connected part. Gives how many doors are cut off."""
    count = free.shape[0]
    doors = tables.door_rows.shape[0]
    if doors > 0:
        for row in range(count):
            reached[row] = tables.door_rows[0, row] & free[row]
        flood(free, reached)
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
        reached[row] = 0
    largest = 0
    for row in range(count):
        while left[row]:
            for k in range(count):
                trial[k] = 0
            trial[row] = left[row] & -left[row]
            flood(left, trial)
            for k in range(count):
                left[k] &= ~trial[k]
            size = count_cells(trial)
            if size > largest:
                largest = size
                for k in range(count):
                    reached[k] = trial[k]
    return 0


@inner_kernel
def _side_reached(tables, state, i, side, radius, reached):
    """Whether someone who came in can step up to this side of i."""
    piece = tables.pieces[int(state[i, t.MODEL])]
    w, d = piece[t.HALF_W], piece[t.HALF_D]
    half = 0.5 * (radius + ACCESS_STRIP_M)
    lx = 0.0 if side < 2 else (-w - half if side == 2 else w + half)
    ly = 0.0 if side >= 2 else (d + half if side == 0 else -d - half)
    zw, zd = (w, half) if side < 2 else (half, d)
    c, s = state[i, 3], state[i, 4]
    return meets(tables.grid, state[i, 0] + c * lx - s * ly, state[i, 1] + s * lx + c * ly, c, s, zw, zd, reached)


@inner_kernel
def _sides_missed(tables, state, i, radius, reached):
    """How many access needs of i are not met: each of its `all` sides, and its `any` sides as one."""
    piece = tables.pieces[int(state[i, t.MODEL])]
    need_all, need_any = int(piece[t.ACCESS_ALL]), int(piece[t.ACCESS_ANY])
    missed = 0
    met = need_any == 0
    for side in range(4):
        if (need_all >> side) & 1 and not _side_reached(tables, state, i, side, radius, reached):
            missed += 1
        if not met and (need_any >> side) & 1 and _side_reached(tables, state, i, side, radius, reached):
            met = True
    return missed if met else missed + 1


@inner_kernel
def _missed(tables, state, radius, free, reached, cells):
    """How many doors and access needs a walker does not get to on `free`; fills `reached`."""
    missed = _enter(tables, free, reached, cells[2], cells[3])
    for i in range(state.shape[0]):
        if state[i, t.PRESENT] > 0.0:
            missed += _sides_missed(tables, state, i, radius, reached)
    return missed


@inner_kernel
def reach_cost(tables, state, moved, blocked, out, limit, cells):
    """Costs of what a person cannot walk to at 0.6 m (hard) and at 0.9 m (wished), and of no room to turn a wheelchair.
    Stops early over `limit`. `cells` (4, rows) is scratch memory; for `moved` and `blocked` see `draw_moved`.
    """
    free, reached = cells[0], cells[1]
    weights, turning = tables.weights, tables.grid[3]
    draw_moved(tables, state, moved, blocked)
    empty = max(1, count_cells(tables.free_rows[1]))
    _free_cells(tables, moved, blocked, 1, free)
    # More than is free cannot be reached: a bound that costs no flood.
    least = weights[t.WALKWAYS] * 2.0 * (1.0 - count_cells(free) / empty)
    if least > limit:
        return least
    _free_cells(tables, moved, blocked, 0, free)
    total = weights[t.REACHED] * _missed(tables, state, WALKER_RADII_M[0], free, reached, cells)
    out[t.REACHED] += total
    if total + least > limit:
        return total + least
    if turning > 0.0 and not _can_turn(tables, state, cells, turning):
        out[t.WHEELCHAIR] += weights[t.WHEELCHAIR]
        total += weights[t.WHEELCHAIR]
        if total + least > limit:
            return total + least
    _free_cells(tables, moved, blocked, 1, free)
    missed = _missed(tables, state, WALKER_RADII_M[1], free, reached, cells)
    uncomfortable = UNCOMFORTABLE_WHEELED if turning > 0.0 else UNCOMFORTABLE
    cost = weights[t.WALKWAYS] * (uncomfortable * missed + 2.0 * (1.0 - count_cells(reached) / empty))
    out[t.WALKWAYS] += cost
    return total + cost


@inner_kernel
def _can_turn(tables, state, cells, turning):
    """Whether the turning circle of a wheelchair fits somewhere one can get to."""
    free, reached, one = cells[0], cells[1], cells[2]
    for row in range(free.shape[0]):
        free[row] = tables.free_rows[2, row] & reached[row]
    for i in range(state.shape[0]):
        _draw_piece(tables, state, i, turning, one)
        for row in range(free.shape[0]):
            free[row] &= ~one[row]
    for row in range(free.shape[0]):
        if free[row]:
            return True
    return False
