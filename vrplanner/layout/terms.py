"""What a layout costs: one item, two items, the whole room. Compiled scalar code; see `columns` for the columns.

Every function adds its weighted costs by term to `out` and returns their sum, so that the sampler can keep one number
for each item and pair, and the explanations get the same costs by name. No cost is below zero: the sampler stops adding
as soon as a sum is too high.
"""

import math

from vrplanner.layout import columns as t
from vrplanner.layout.kernels import inner_kernel
from vrplanner.layout.shapes import outside_distance, overlap_depth, point_gap, segment_distance, zone_depth

MARGIN_M = 0.004
"""Kept between things, so that rounding never turns a touch into an overlap."""
DEPTH_WEIGHT = 6.0
WALL_GAP_M = 0.01
DEAD_GAP_M, DEAD_GAP_COST = 0.8, 0.5
"""A gap behind a back that is too narrow to be walked through and too wide to look meant."""
MOVED_M, MOVED_RAD, MOVED_COST = 0.01, 0.02, 0.5
"""From when on a piece counts as moved, and what that costs however far it went."""


@inner_kernel
def _hard(depth):
    """A violation counts as one, and by how deep it is, so that the way out is downhill."""
    return 0.0 if depth <= 0.0 else 0.3 + DEPTH_WEIGHT * depth


@inner_kernel
def _outside_depth(tables, x, y, c, s, w, d):
    edges, convex = tables.edges, tables.room[t.ROOM_CONVEX]
    total = 0.0
    if convex > 0.0:
        for k in range(edges.shape[0]):
            nx, ny = edges[k, 4], edges[k, 5]
            inside = (x - edges[k, 0]) * nx + (y - edges[k, 1]) * ny
            along, across = w * abs(c * nx + s * ny), d * abs(c * ny - s * nx)
            # The two corners nearest to this wall may both be beyond it.
            total += max(0.0, along + across - inside) + max(0.0, abs(along - across) - inside)
        return total
    for k in range(4):
        lx = w if k in (1, 2) else -w
        ly = d if k >= 2 else -d
        total += outside_distance(edges, convex, x + c * lx - s * ly, y + s * lx + c * ly)
    for k in range(4):
        lx = w if k == 0 else (-w if k == 1 else 0.0)
        ly = d if k == 2 else (-d if k == 3 else 0.0)
        total += outside_distance(edges, convex, x + c * lx - s * ly, y + s * lx + c * ly)
    for k in range(edges.shape[0]):
        if edges[k, t.EDGE_REFLEX] > 0.0:
            dx, dy = edges[k, 0] - x, edges[k, 1] - y
            lx, ly = abs(dx * c + dy * s), abs(dy * c - dx * s)
            if lx < w and ly < d:
                total += min(w - lx, d - ly)
    return total


@inner_kernel
def wall_distance(tables, x, y, c, s, w, d):
    """Mean distance of an item's two back corners to the one wall they are nearest to, metres."""
    lx, ly = x - c * w + s * d, y - s * w - c * d
    rx, ry = x + c * w + s * d, y + s * w - c * d
    best = 1e9
    edges = tables.edges
    for k in range(edges.shape[0]):
        # Only a wall the item has its back to: its front looks along the wall's inward normal.
        facing = -s * edges[k, 4] + c * edges[k, 5]
        turned = 0.0 if facing > 0.0 else 0.5 - facing
        if turned >= best:
            continue
        ax, ay, bx, by = edges[k, 0], edges[k, 1], edges[k, 2], edges[k, 3]
        left = segment_distance(lx, ly, ax, ay, bx, by)
        right = segment_distance(rx, ry, ax, ay, bx, by)
        best = min(best, 0.5 * (left + right) + turned)
    return best


@inner_kernel
def _corner_wish(tables, x, y, radius):
    """How far something that likes corners stands from the two nearest walls, metres, at most 1."""
    first = second = 1e9
    edges = tables.edges
    for k in range(edges.shape[0]):
        distance = segment_distance(x, y, edges[k, 0], edges[k, 1], edges[k, 2], edges[k, 3])
        if distance < first:
            first, second = distance, first
        elif distance < second:
            second = distance
    return min(1.0, max(0.0, first - radius - 0.08)) + 0.4 * min(1.0, max(0.0, second - radius - 0.08))


@inner_kernel
def alignment(tables, yaw):
    """0 parallel to a wall, 1 halfway between two."""
    best = 1.0
    for k in range(tables.directions.shape[0]):
        turn = math.sin(2.0 * (yaw - tables.directions[k]))
        best = min(best, abs(turn))
    return best


@inner_kernel
def _zones_cost(tables, piece, x, y, c, s, out):
    """Standing where a door opens, or before a window."""
    total = 0.0
    w, d = piece[t.HALF_W], piece[t.HALF_D]
    for k in range(tables.zones.shape[0]):
        zone = tables.zones[k]
        near = zone[t.ZONE_RADIUS] + piece[t.RADIUS] + MARGIN_M
        dx, dy = x - zone[t.ZONE_X], y - zone[t.ZONE_Y]
        if dx * dx + dy * dy > near * near:
            continue
        low = piece[t.TOP] <= zone[t.ZONE_HEIGHT] + 1e-6
        if low and piece[t.SHY] == 0.0:
            continue
        depth = zone_depth(zone, x, y, c, s, w, d) + MARGIN_M
        if depth > 0.0:
            hard = zone[t.ZONE_HARD] > 0.0
            term = t.DOORS if hard else t.WINDOWS
            cost = tables.weights[term] * (_hard(depth) if hard else 0.4 + min(1.0, 2.0 * depth))
            if low:
                cost *= 0.4
            out[term] += cost
            total += cost
    return total


@inner_kernel
def _walls_cost(tables, piece, x, y, c, s, out):
    """A back that wants a wall, and a round thing that wants a corner."""
    cost = 0.0
    if piece[t.WALL] > 0.0:
        gap = max(0.0, wall_distance(tables, x, y, c, s, piece[t.HALF_W], piece[t.HALF_D]) - WALL_GAP_M)
        cost = tables.weights[t.WALLS] * piece[t.WALL] * ((0.1 if gap > 0.02 else 0.0) + min(1.5, gap))
        if 0.02 < gap < DEAD_GAP_M:
            cost += DEAD_GAP_COST
    if piece[t.CORNER] > 0.0:
        cost += 0.15 * tables.weights[t.WALLS] * _corner_wish(tables, x, y, piece[t.HALF_W])
    out[t.WALLS] += cost
    return cost


@inner_kernel
def _side_point(side, end, w, d, clear):
    """A point at the far rim of the free space on one side, in the item's frame; `end` runs -1..1 along the side."""
    if side == 0:
        return end * w, d + clear
    if side == 1:
        return end * w, -d - clear
    if side == 2:
        return -w - clear, end * d
    return w + clear, end * d


@inner_kernel
def _free_sides_cost(tables, piece, x, y, c, s, out):
    """Free space on a side that reaches beyond the walls."""
    total = 0.0
    for side in range(4):
        clear = piece[t.CLEAR + side]
        if clear <= 0.0:
            continue
        missing = 0.0
        for end in (-0.9, 0.9):
            lx, ly = _side_point(side, end, piece[t.HALF_W], piece[t.HALF_D], clear)
            px, py = x + c * lx - s * ly, y + s * lx + c * ly
            missing = max(missing, outside_distance(tables.edges, tables.room[t.ROOM_CONVEX], px, py))
        total += tables.weights[t.CLEARANCE] * min(1.0, missing / clear)
    out[t.CLEARANCE] += total
    return total


@inner_kernel
def _socket_cost(tables, piece, x, y, c, s, out):
    """Metres by which the nearest socket is out of the cable's reach, measured along the floor, at most 2."""
    best = 1e9
    for k in range(tables.sockets.shape[0]):
        dx, dy = tables.sockets[k, 0] - x, tables.sockets[k, 1] - y
        best = min(best, point_gap(dx * c + dy * s, dy * c - dx * s, piece[t.HALF_W], piece[t.HALF_D]))
    cost = tables.weights[t.SOCKETS] * min(2.0, max(0.0, best - piece[t.CABLE]))
    out[t.SOCKETS] += cost
    return cost


@inner_kernel
def _change_cost(tables, state, i, out):
    """What it costs that a piece no longer stands where it stood."""
    dx, dy = state[i, 0] - tables.home[i, 0], state[i, 1] - tables.home[i, 1]
    shift = math.sqrt(dx * dx + dy * dy)
    turn = state[i, 2] - tables.home[i, 2]
    turn = abs(turn - 2.0 * math.pi * math.floor(turn / (2.0 * math.pi) + 0.5))
    if shift < MOVED_M and turn < MOVED_RAD:
        return 0.0
    cost = tables.wishes[t.KEEP] * tables.weights[t.CHANGES] * (MOVED_COST + min(2.0, shift) + 0.4 * turn)
    out[t.CHANGES] += cost
    return cost


@inner_kernel
def item_cost(tables, state, i, out):
    """Costs of one item alone: room, doors, windows, walls, alignment, free space, plug, what it is, where it was."""
    weights = tables.weights
    piece = tables.pieces[int(state[i, t.MODEL])]
    if state[i, t.PRESENT] == 0.0:
        cost = piece[t.DROP_COST] * weights[t.LEFT_OUT]
        out[t.LEFT_OUT] += cost
        return cost
    if piece[t.FIXED] > 0.0:
        return 0.0
    x, y, yaw, c, s = state[i, 0], state[i, 1], state[i, 2], state[i, 3], state[i, 4]
    w, d = piece[t.HALF_W], piece[t.HALF_D]
    total = weights[t.OUTSIDE] * _hard(_outside_depth(tables, x, y, c, s, w + MARGIN_M, d + MARGIN_M))
    out[t.OUTSIDE] += total
    if piece[t.SOLID] > 0.0:
        total += _zones_cost(tables, piece, x, y, c, s, out)
    total += _walls_cost(tables, piece, x, y, c, s, out)
    if piece[t.ALIGN] > 0.0:
        cost = weights[t.ALIGNMENT] * piece[t.ALIGN] * min(1.0, 3.0 * alignment(tables, yaw))
        out[t.ALIGNMENT] += cost
        total += cost
    total += _free_sides_cost(tables, piece, x, y, c, s, out)
    if piece[t.CABLE] >= 0.0 and tables.sockets.shape[0] > 0:
        total += _socket_cost(tables, piece, x, y, c, s, out)
    if tables.wishes[t.KEEP] > 0.0:
        total += _change_cost(tables, state, i, out)
    if piece[t.MISFIT] > 0.0:
        cost = weights[t.CHOICE] * piece[t.MISFIT]
        out[t.CHOICE] += cost
        total += cost
    return total


@inner_kernel
def _clearance(tables, state, i, j):
    """The share of the free space before i that j takes, summed over i's sides."""
    piece, other = tables.pieces[int(state[i, t.MODEL])], tables.pieces[int(state[j, t.MODEL])]
    x, y, c, s = state[i, 0], state[i, 1], state[i, 3], state[i, 4]
    w, d = piece[t.HALF_W], piece[t.HALF_D]
    total = 0.0
    for side in range(4):
        clear = piece[t.CLEAR + side]
        if clear <= 0.0:
            continue
        half = 0.5 * clear
        lx = 0.0 if side < 2 else (-w - half if side == 2 else w + half)
        ly = 0.0 if side >= 2 else (d + half if side == 0 else -d - half)
        zw, zd = (w, half) if side < 2 else (half, d)
        depth = overlap_depth(
            x + c * lx - s * ly, y + s * lx + c * ly, c, s, zw, zd,
            state[j, 0], state[j, 1], state[j, 3], state[j, 4], other[t.HALF_W], other[t.HALF_D],
        )  # fmt: skip
        if depth > 0.0:
            total += 0.1 + min(1.0, depth / clear)
    return total


@inner_kernel
def pair_cost(tables, state, i, j, out):
    """Costs of two items: reaching into each other, and standing in each other's free space."""
    one, two = tables.pieces[int(state[i, t.MODEL])], tables.pieces[int(state[j, t.MODEL])]
    if state[i, t.PRESENT] == 0.0 or state[j, t.PRESENT] == 0.0 or one[t.SOLID] == 0.0 or two[t.SOLID] == 0.0:
        return 0.0
    dx, dy = state[j, 0] - state[i, 0], state[j, 1] - state[i, 1]
    near = max(one[t.REACH] + two[t.RADIUS], two[t.REACH] + one[t.RADIUS]) + MARGIN_M
    if dx * dx + dy * dy > near * near or (one[t.FIXED] > 0.0 and two[t.FIXED] > 0.0):
        return 0.0
    total = 0.0
    if one[t.BASE] < two[t.TOP] and two[t.BASE] < one[t.TOP]:
        depth = overlap_depth(
            state[i, 0], state[i, 1], state[i, 3], state[i, 4], one[t.HALF_W], one[t.HALF_D],
            state[j, 0], state[j, 1], state[j, 3], state[j, 4], two[t.HALF_W], two[t.HALF_D],
        )  # fmt: skip
        depth += MARGIN_M - tables.tuck[i, j]
        if depth > 0.0:
            total = tables.weights[t.OVERLAP] * _hard(depth)
            out[t.OVERLAP] += total
    if tables.exempt[i, j] == 0:
        cost = tables.weights[t.CLEARANCE] * (_clearance(tables, state, i, j) + _clearance(tables, state, j, i))
        out[t.CLEARANCE] += cost
        total += cost
    return total


@inner_kernel
def whole_cost(tables, state, out):
    """Costs of all items together: how far their common centre is from the room's, as a share of the room's size, and
    what they cost beyond the budget.
    """
    mass = sx = sy = price = 0.0
    for i in range(state.shape[0]):
        if state[i, t.PRESENT] > 0.0:
            piece = tables.pieces[int(state[i, t.MODEL])]
            area = piece[t.AREA]
            mass += area
            sx += area * state[i, 0]
            sy += area * state[i, 1]
            price += piece[t.PRICE]
    if mass == 0.0:
        return 0.0
    dx, dy = sx / mass - tables.room[t.ROOM_X], sy / mass - tables.room[t.ROOM_Y]
    off = math.sqrt((dx * dx + dy * dy) / tables.room[t.ROOM_AREA])
    cost = tables.weights[t.BALANCE] * 2.0 * max(0.0, off - 0.05)
    out[t.BALANCE] += cost
    limit = tables.wishes[t.BUDGET_LIMIT]
    if 0.0 < limit < price:
        over = tables.weights[t.BUDGET] * _hard((price - limit) / limit)
        out[t.BUDGET] += over
        cost += over
    return cost
