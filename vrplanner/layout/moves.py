"""What the sampler tries: small steps, turns, walls, corners, exchanges, and what the relations suggest."""

import math

import numpy as np

from vrplanner.layout import tables as t
from vrplanner.layout.kernels import inner_kernel

GAP_M = 0.012


@inner_kernel
def uniform(random):
    """The next number in [0, 1) of a splitmix64 generator whose state is `random[0]`; the same on every machine."""
    random[0] += np.uint64(0x9E3779B97F4A7C15)
    z = random[0]
    z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    z = z ^ (z >> np.uint64(31))
    return float(z >> np.uint64(11)) * (1.0 / 9007199254740992.0)


@inner_kernel
def _below(random, count):
    return min(count - 1, int(uniform(random) * count))


@inner_kernel
def _normal(random):
    return math.sqrt(-2.0 * math.log(1.0 - uniform(random))) * math.cos(2.0 * math.pi * uniform(random))


@inner_kernel
def place(state, i, x, y, yaw):
    state[i, 0], state[i, 1], state[i, 2] = x, y, yaw
    state[i, 3], state[i, 4] = math.cos(yaw), math.sin(yaw)


@inner_kernel
def _carry(tables, state, i, ox, oy, oyaw, moved):
    """Bring along what stands by i, rigidly, as i went from its old pose to its new one."""
    turn = state[i, 2] - oyaw
    c, s = math.cos(turn), math.sin(turn)
    for j in range(state.shape[0]):
        if tables.group[i, j] and not moved[j]:
            dx, dy = state[j, 0] - ox, state[j, 1] - oy
            place(state, j, state[i, 0] + c * dx - s * dy, state[i, 1] + s * dx + c * dy, state[j, 2] + turn)
            moved[j] = 1


@inner_kernel
def _against(tables, state, i, k, along):
    """Back to wall k, its centre `along` (0..1) the stretch on which it fits."""
    edges = tables.edges
    w, d = tables.pieces[i, t.HALF_W], tables.pieces[i, t.HALF_D]
    ux, uy = (edges[k, 2] - edges[k, 0]) / edges[k, 6], (edges[k, 3] - edges[k, 1]) / edges[k, 6]
    room = edges[k, 6] - 2.0 * (w + GAP_M)
    at = w + GAP_M + along * room if room > 0.0 else 0.5 * edges[k, 6]
    off = d + GAP_M
    nx, ny = edges[k, 4], edges[k, 5]
    yaw = math.atan2(-nx, ny)
    place(state, i, edges[k, 0] + at * ux + off * nx, edges[k, 1] + at * uy + off * ny, yaw)


@inner_kernel
def _some_wall(tables, random):
    """A wall, the longer the likelier."""
    edges = tables.edges
    total = 0.0
    for k in range(edges.shape[0]):
        total += edges[k, 6]
    at = uniform(random) * total
    for k in range(edges.shape[0]):
        at -= edges[k, 6]
        if at <= 0.0:
            return k
    return edges.shape[0] - 1


@inner_kernel
def _square_yaw(tables, random):
    """One of the four ways to face along a wall."""
    base = tables.directions[_below(random, tables.directions.shape[0])]
    return base + 0.5 * math.pi * _below(random, 4)


@inner_kernel
def _anywhere(tables, state, i, random):
    room = tables.room
    x = room[0] + uniform(random) * (room[2] - room[0])
    y = room[1] + uniform(random) * (room[3] - room[1])
    place(state, i, x, y, _square_yaw(tables, random))


@inner_kernel
def _local(state, b, px, py):
    return state[b, 0] + state[b, 3] * px - state[b, 4] * py, state[b, 1] + state[b, 4] * px + state[b, 3] * py


@inner_kernel
def _as_related(tables, state, r, random):
    """Stand one of a relation's two where the other wants it. Gives which was moved."""
    row = tables.relations[r]
    kind, a, b = int(row[t.REL_TYPE]), int(row[t.REL_A]), int(row[t.REL_B])
    pieces = tables.pieces
    w, d, aw, ad = pieces[b, t.HALF_W], pieces[b, t.HALF_D], pieces[a, t.HALF_W], pieces[a, t.HALF_D]
    yaw = state[b, 2]
    gap = row[t.REL_LOW] + uniform(random) * (row[t.REL_HIGH] - row[t.REL_LOW])
    if kind == t.VIEW:
        if uniform(random) < 0.5 and pieces[b, t.FIXED] == 0.0:
            a, b = b, a
        x, y = _local(state, b, 0.0, gap)
        place(state, a, x, y, state[b, 2] + math.pi)
        return a
    if kind == t.AT or kind == t.AROUND:
        side = _below(random, 4)
        if kind == t.AT and not (int(row[t.REL_SIDES]) >> side) & 1:
            side = 0
        half = w if side < 2 else d
        along = (2.0 * uniform(random) - 1.0) * max(0.0, half - aw)
        out = (d if side < 2 else w) + ad + gap
        px = along if side < 2 else (-out if side == 2 else out)
        py = along if side >= 2 else (out if side == 0 else -out)
        turn = math.pi if side == 0 else (0.0 if side == 1 else (-0.5 * math.pi if side == 2 else 0.5 * math.pi))
        yaw += turn
    elif kind == t.BESIDE:
        px = (w + aw + 0.02) * (1.0 if uniform(random) < 0.5 else -1.0)
        py = ad - d
    elif kind == t.UNDER:
        px, py = 0.0, row[t.REL_LOW]
        if (row[t.REL_HIGH] > 0.0 or w >= d) != (aw >= ad):
            yaw += 0.5 * math.pi
    elif kind == t.FRONT_OF or kind == t.FOOT_OF:
        px, py = 0.0, d + ad + gap
    elif kind == t.NEAR:
        px = (w + aw + 0.05) * (1.0 if uniform(random) < 0.5 else -1.0)
        py = (2.0 * uniform(random) - 1.0) * d
    else:
        _against(tables, state, a, _some_wall(tables, random), uniform(random))
        return a
    x, y = _local(state, b, px, py)
    place(state, a, x, y, yaw)
    return a


@inner_kernel
def propose(tables, state, movable, heat, random, may_drop, moved):
    """Change `state` in one of the ways, marking in `moved` what was touched. `heat` runs from 1 to 0."""
    for k in range(moved.shape[0]):
        moved[k] = 0
    i = movable[_below(random, movable.shape[0])]
    if may_drop and uniform(random) < 0.06:
        moved[i] = 1
        state[i, 5] = 1.0 - state[i, 5]
        if state[i, 5] > 0.0 and uniform(random) < 0.5:
            _against(tables, state, i, _some_wall(tables, random), uniform(random))
        return
    ox, oy, oyaw = state[i, 0], state[i, 1], state[i, 2]
    way = uniform(random)
    bold = 0.25 + 0.75 * heat
    carry = uniform(random) < 0.6
    if way < 0.20 * bold:
        k = _some_wall(tables, random)
        # Ends and the middle of a wall are where things look right.
        along = uniform(random)
        ends = uniform(random)
        along = 0.0 if ends < 0.2 else (1.0 if ends < 0.4 else (0.5 if ends < 0.5 else along))
        _against(tables, state, i, k, along)
    elif way < 0.30 * bold:
        place(state, i, ox, oy, oyaw + 0.5 * math.pi * (1 + _below(random, 3)))
    elif way < 0.38 * bold:
        _anywhere(tables, state, i, random)
    elif way < 0.46 * bold:
        j = movable[_below(random, movable.shape[0])]
        if tables.group[i, j] or tables.group[j, i] or i == j:
            carry = False
        jx, jy, jyaw = state[j, 0], state[j, 1], state[j, 2]
        place(state, i, jx, jy, jyaw)
        place(state, j, ox, oy, oyaw)
        moved[i] = moved[j] = 1
        if carry:
            _carry(tables, state, j, jx, jy, jyaw, moved)
    elif way < 0.66 * bold and tables.relations.shape[0] > 0:
        r = _below(random, tables.relations.shape[0])
        a, b = int(tables.relations[r, t.REL_A]), int(tables.relations[r, t.REL_B])
        if int(tables.relations[r, t.REL_TYPE]) == t.SPREAD:
            return
        viewed = int(tables.relations[r, t.REL_TYPE]) == t.VIEW and tables.pieces[b, t.FIXED] == 0.0
        if tables.pieces[a, t.FIXED] > 0.0 and not viewed:
            return
        ax, ay, ayaw = state[a, 0], state[a, 1], state[a, 2]
        bx, by, byaw = state[b, 0], state[b, 1], state[b, 2]
        i = _as_related(tables, state, r, random)
        ox, oy, oyaw = (ax, ay, ayaw) if i == a else (bx, by, byaw)
        if tables.pieces[i, t.FIXED] > 0.0:
            place(state, i, ox, oy, oyaw)
            return
    elif way < 0.90:
        size = (0.02 + 0.5 * heat * heat) * (0.05 + 0.95 * uniform(random))
        yaw = oyaw
        if uniform(random) < 0.15:
            yaw += (0.02 + 0.3 * heat) * _normal(random)
        along = uniform(random)
        dx, dy = size * _normal(random), size * _normal(random)
        if along < 0.5:  # slide along its own axes: keeps what already stands true to a wall
            step = dx
            slide = along < 0.25
            dx = step * (state[i, 3] if slide else -state[i, 4])
            dy = step * (state[i, 4] if slide else state[i, 3])
        place(state, i, ox + dx, oy + dy, yaw)
    else:
        place(state, i, ox, oy, _square_yaw(tables, random))
    moved[i] = 1
    if carry:
        _carry(tables, state, i, ox, oy, oyaw, moved)
