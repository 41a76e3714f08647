"""What a layout costs: one item, two items, the whole room. Compiled scalar code; see `tables` for the columns.

Every function adds its weighted costs by term to `out` and returns their sum, so that the sampler can keep one number
for each item and pair, and the explanations get the same costs by name.
"""

import math

from vrplanner.layout import tables as t
from vrplanner.layout.kernels import inner_kernel
from vrplanner.layout.shapes import outside_distance, overlap_depth, segment_distance, zone_depth

MARGIN_M = 0.004
"""Kept between things, so that rounding never turns a touch into an overlap."""
DEPTH_WEIGHT = 6.0
WALL_GAP_M = 0.01
DEAD_GAP_M, DEAD_GAP_COST = 0.8, 0.5
"""A gap behind a back that is too narrow to be walked through and too wide to look meant."""


@inner_kernel
def _hard(depth):
    """A violation counts as one, and by how deep it is, so that the way out is downhill."""
    return 0.0 if depth <= 0.0 else 0.3 + DEPTH_WEIGHT * depth


@inner_kernel
def _outside_depth(tables, x, y, c, s, w, d):
    edges, convex = tables.edges, tables.room[6]
    total = 0.0
    for k in range(4):
        lx = w if k in (1, 2) else -w
        ly = d if k >= 2 else -d
        total += outside_distance(edges, convex, x + c * lx - s * ly, y + s * lx + c * ly)
    if convex > 0.0:
        return total
    for k in range(4):
        lx = w if k == 0 else (-w if k == 1 else 0.0)
        ly = d if k == 2 else (-d if k == 3 else 0.0)
        total += outside_distance(edges, convex, x + c * lx - s * ly, y + s * lx + c * ly)
    for k in range(edges.shape[0]):
        if edges[k, 7] > 0.0:
            dx, dy = edges[k, 0] - x, edges[k, 1] - y
            lx, ly = abs(dx * c + dy * s), abs(dy * c - dx * s)
            if lx < w and ly < d:
                total += min(w - lx, d - ly)
    return total


@inner_kernel
def wall_distance(tables, state, i):
    """Mean distance of an item's two back corners to the one wall they are nearest to, metres."""
    x, y, c, s = state[i, 0], state[i, 1], state[i, 3], state[i, 4]
    w, d = tables.pieces[i, t.HALF_W], tables.pieces[i, t.HALF_D]
    lx, ly = x - c * w + s * d, y - s * w - c * d
    rx, ry = x + c * w + s * d, y + s * w - c * d
    best = 1e9
    edges = tables.edges
    for k in range(edges.shape[0]):
        # Only a wall the item has its back to: its front looks along the wall's inward normal.
        facing = -s * edges[k, 4] + c * edges[k, 5]
        turned = 0.0 if facing > 0.0 else 0.5 - facing
        ax, ay, bx, by = edges[k, 0], edges[k, 1], edges[k, 2], edges[k, 3]
        left = segment_distance(lx, ly, ax, ay, bx, by)
        right = segment_distance(rx, ry, ax, ay, bx, by)
        best = min(best, 0.5 * (left + right) + turned)
    return best


@inner_kernel
def _corner_wish(tables, state, i):
    """How far something that likes corners stands from the two nearest walls, metres, at most 1."""
    x, y = state[i, 0], state[i, 1]
    first = second = 1e9
    edges = tables.edges
    for k in range(edges.shape[0]):
        distance = segment_distance(x, y, edges[k, 0], edges[k, 1], edges[k, 2], edges[k, 3])
        if distance < first:
            first, second = distance, first
        elif distance < second:
            second = distance
    radius = tables.pieces[i, t.HALF_W]
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
def item_cost(tables, state, i, out):
    """Costs of one item alone: room, doors, windows, walls, alignment, and its free space against the walls."""
    pieces, weights = tables.pieces, tables.weights
    if state[i, 5] == 0.0:
        cost = pieces[i, t.DROP_COST] * weights[t.LEFT_OUT]
        out[t.LEFT_OUT] += cost
        return cost
    if pieces[i, t.FIXED] > 0.0:
        return 0.0
    x, y, yaw, c, s = state[i, 0], state[i, 1], state[i, 2], state[i, 3], state[i, 4]
    w, d = pieces[i, t.HALF_W], pieces[i, t.HALF_D]
    total = weights[t.OUTSIDE] * _hard(_outside_depth(tables, x, y, c, s, w + MARGIN_M, d + MARGIN_M))
    out[t.OUTSIDE] += total
    if pieces[i, t.SOLID] > 0.0:
        for k in range(tables.zones.shape[0]):
            zone = tables.zones[k]
            low = pieces[i, t.TOP] <= zone[t.ZONE_HEIGHT] + 1e-6
            if low and pieces[i, t.SHY] == 0.0:
                continue
            depth = zone_depth(zone, x, y, c, s, w, d) + MARGIN_M
            if depth > 0.0:
                term = t.DOORS if zone[t.ZONE_HARD] > 0.0 else t.WINDOWS
                cost = weights[term] * (_hard(depth) if zone[t.ZONE_HARD] > 0.0 else 0.4 + min(1.0, 2.0 * depth))
                if low:
                    cost *= 0.4
                out[term] += cost
                total += cost
    wall = pieces[i, t.WALL]
    if wall > 0.0:
        gap = max(0.0, wall_distance(tables, state, i) - WALL_GAP_M)
        cost = weights[t.WALLS] * wall * ((0.1 if gap > 0.02 else 0.0) + min(1.5, gap))
        if 0.02 < gap < DEAD_GAP_M:
            cost += DEAD_GAP_COST
        out[t.WALLS] += cost
        total += cost
    if pieces[i, t.CORNER] > 0.0:
        cost = 0.15 * weights[t.WALLS] * _corner_wish(tables, state, i)
        out[t.WALLS] += cost
        total += cost
    if pieces[i, t.ALIGN] > 0.0:
        cost = weights[t.ALIGNMENT] * min(1.0, 3.0 * alignment(tables, yaw))
        out[t.ALIGNMENT] += cost
        total += cost
    for side in range(4):
        clear = pieces[i, t.CLEAR + side]
        if clear > 0.0:
            missing = 0.0
            for end in (-0.9, 0.9):
                lx, ly = _side_point(side, end, w, d, clear)
                px, py = x + c * lx - s * ly, y + s * lx + c * ly
                missing = max(missing, outside_distance(tables.edges, tables.room[6], px, py))
            cost = weights[t.CLEARANCE] * min(1.0, missing / clear)
            out[t.CLEARANCE] += cost
            total += cost
    return total


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
def _clearance(tables, state, i, j):
    """The share of the free space before i that j takes, summed over i's sides."""
    pieces = tables.pieces
    x, y, c, s = state[i, 0], state[i, 1], state[i, 3], state[i, 4]
    w, d = pieces[i, t.HALF_W], pieces[i, t.HALF_D]
    total = 0.0
    for side in range(4):
        clear = pieces[i, t.CLEAR + side]
        if clear <= 0.0:
            continue
        half = 0.5 * clear
        lx = 0.0 if side < 2 else (-w - half if side == 2 else w + half)
        ly = 0.0 if side >= 2 else (d + half if side == 0 else -d - half)
        zw, zd = (w, half) if side < 2 else (half, d)
        depth = overlap_depth(
            x + c * lx - s * ly, y + s * lx + c * ly, c, s, zw, zd,
            state[j, 0], state[j, 1], state[j, 3], state[j, 4], pieces[j, t.HALF_W], pieces[j, t.HALF_D],
        )  # fmt: skip
        if depth > 0.0:
            total += 0.1 + min(1.0, depth / clear)
    return total


@inner_kernel
def pair_cost(tables, state, i, j, out):
    """Costs of two items: reaching into each other, and standing in each other's free space."""
    pieces = tables.pieces
    if state[i, 5] == 0.0 or state[j, 5] == 0.0 or pieces[i, t.SOLID] == 0.0 or pieces[j, t.SOLID] == 0.0:
        return 0.0
    if pieces[i, t.FIXED] > 0.0 and pieces[j, t.FIXED] > 0.0:
        return 0.0
    dx, dy = state[j, 0] - state[i, 0], state[j, 1] - state[i, 1]
    near = max(pieces[i, t.REACH] + pieces[j, t.RADIUS], pieces[j, t.REACH] + pieces[i, t.RADIUS]) + MARGIN_M
    if dx * dx + dy * dy > near * near:
        return 0.0
    total = 0.0
    if pieces[i, t.BASE] < pieces[j, t.TOP] and pieces[j, t.BASE] < pieces[i, t.TOP]:
        depth = overlap_depth(
            state[i, 0], state[i, 1], state[i, 3], state[i, 4], pieces[i, t.HALF_W], pieces[i, t.HALF_D],
            state[j, 0], state[j, 1], state[j, 3], state[j, 4], pieces[j, t.HALF_W], pieces[j, t.HALF_D],
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
def balance_cost(tables, state, out):
    """How far the furniture's common centre is from the room's, as a share of the room's size."""
    mass = sx = sy = 0.0
    for i in range(state.shape[0]):
        if state[i, 5] > 0.0:
            area = tables.pieces[i, t.AREA]
            mass += area
            sx += area * state[i, 0]
            sy += area * state[i, 1]
    if mass == 0.0:
        return 0.0
    off = math.hypot(sx / mass - tables.room[4], sy / mass - tables.room[5]) / math.sqrt(tables.room[7])
    cost = tables.weights[t.BALANCE] * 2.0 * max(0.0, off - 0.05)
    out[t.BALANCE] += cost
    return cost
