"""What the sampler tries: small steps, turns, walls, corners, exchanges, and what the relations suggest."""

import math

import numpy as np

from vrplanner.layout import columns as t
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
    piece = tables.pieces[int(state[i, t.MODEL])]
    w, d = piece[t.HALF_W], piece[t.HALF_D]
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
    one, two = tables.pieces[int(state[a, t.MODEL])], tables.pieces[int(state[b, t.MODEL])]
    w, d, aw, ad = two[t.HALF_W], two[t.HALF_D], one[t.HALF_W], one[t.HALF_D]
    yaw = state[b, 2]
    gap = row[t.REL_LOW] + uniform(random) * (row[t.REL_HIGH] - row[t.REL_LOW])
    if kind == t.VIEW:
        if uniform(random) < 0.5 and two[t.FIXED] == 0.0:
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
        px, py = 0.0, 2.0 * row[t.REL_LOW] * d
        if (row[t.REL_HIGH] > 0.0 or w >= d) != (aw >= ad):
            yaw += 0.5 * math.pi
    elif kind == t.FRONT_OF or kind == t.FOOT_OF:
        px, py = 0.0, d + ad + gap
    elif kind == t.MIRROR:
        return _mirrored(state, a, b, int(row[t.REL_C]))
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
def _mirrored(state, a, b, axis):
    """Stand a where b's image is across the middle line of `axis`."""
    c, s = state[axis, 3], state[axis, 4]
    dx, dy = state[b, 0] - state[axis, 0], state[b, 1] - state[axis, 1]
    x, y = _local(state, axis, -(dx * c + dy * s), dy * c - dx * s)
    place(state, a, x, y, 2.0 * state[axis, 2] - state[b, 2])
    return a


@inner_kernel
def _to_a_wall(tables, state, i, random):
    """Ends and the middle of a wall are where things look right."""
    k = _some_wall(tables, random)
    along = uniform(random)
    ends = uniform(random)
    along = 0.0 if ends < 0.2 else (1.0 if ends < 0.4 else (0.5 if ends < 0.5 else along))
    _against(tables, state, i, k, along)


@inner_kernel
def _step(tables, state, i, heat, random):
    """A small way off, often along its own axes: that keeps what already stands true to a wall."""
    size = (0.02 + 0.5 * heat * heat) * (0.05 + 0.95 * uniform(random))
    yaw = state[i, 2]
    if uniform(random) < 0.15:
        yaw += (0.02 + 0.3 * heat) * _normal(random)
    along = uniform(random)
    dx = size * _normal(random)
    dy = 0.0
    if along >= 0.5:
        dy = size * _normal(random)
    else:
        step = dx
        slide = along < 0.25
        dx = step * (state[i, 3] if slide else -state[i, 4])
        dy = step * (state[i, 4] if slide else state[i, 3])
    place(state, i, state[i, 0] + dx, state[i, 1] + dy, yaw)


@inner_kernel
def _exchange(tables, state, i, random):
    """Another of the models that can stand here, its back where the old one's was."""
    first, others = tables.options[i, 0], tables.options[i, 1]
    old = tables.pieces[int(state[i, t.MODEL]), t.HALF_D]
    k = _below(random, others + 1)
    state[i, t.MODEL] = float(i if k == others else first + k)
    back = tables.pieces[int(state[i, t.MODEL]), t.HALF_D] - old
    state[i, 0] -= state[i, 4] * back
    state[i, 1] += state[i, 3] * back


@inner_kernel
def _leave_or_return(tables, state, i, random):
    state[i, t.PRESENT] = 1.0 - state[i, t.PRESENT]
    if state[i, t.PRESENT] > 0.0 and uniform(random) < 0.5:
        _against(tables, state, i, _some_wall(tables, random), uniform(random))


@inner_kernel
def _go_together(tables, state, random):
    """Follow one of the relations. Gives who moved, -1 for nobody."""
    r = _below(random, tables.relations.shape[0])
    row = tables.relations[r]
    kind, a, b = int(row[t.REL_TYPE]), int(row[t.REL_A]), int(row[t.REL_B])
    if kind == t.SPREAD or kind == t.CIRCLE or kind == t.FOCUS or kind == t.APART:
        return -1, 0.0, 0.0, 0.0
    b_fixed = tables.pieces[int(state[b, t.MODEL]), t.FIXED] > 0.0
    if tables.pieces[int(state[a, t.MODEL]), t.FIXED] > 0.0 and (kind != t.VIEW or b_fixed):
        return -1, 0.0, 0.0, 0.0
    ax, ay, ayaw = state[a, 0], state[a, 1], state[a, 2]
    bx, by, byaw = state[b, 0], state[b, 1], state[b, 2]
    i = _as_related(tables, state, r, random)
    ox, oy, oyaw = (ax, ay, ayaw) if i == a else (bx, by, byaw)
    if tables.pieces[int(state[i, t.MODEL]), t.FIXED] > 0.0:
        place(state, i, ox, oy, oyaw)
        return -1, ox, oy, oyaw
    return i, ox, oy, oyaw


@inner_kernel
def propose(tables, state, movable, heat, random, may_drop, moved):
    """Change `state` in one of the ways, marking in `moved` what was touched. `heat` runs from 1 to 0."""
    for k in range(moved.shape[0]):
        moved[k] = 0
    i = movable[_below(random, movable.shape[0])]
    if may_drop and uniform(random) < 0.06:
        moved[i] = 1
        _leave_or_return(tables, state, i, random)
        return
    if tables.options[i, 1] > 0 and uniform(random) < 0.12:
        moved[i] = 1
        _exchange(tables, state, i, random)
        return
    ox, oy, oyaw = state[i, 0], state[i, 1], state[i, 2]
    way = uniform(random)
    bold = 0.25 + 0.75 * heat
    carry = uniform(random) < 0.6
    if tables.wishes[t.KEEP] > 0.0 and uniform(random) < 0.08:
        place(state, i, tables.home[i, 0], tables.home[i, 1], tables.home[i, 2])
        carry = False
    elif way < 0.20 * bold:
        _to_a_wall(tables, state, i, random)
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
        i, ox, oy, oyaw = _go_together(tables, state, random)
        if i < 0:
            return
    elif way < 0.90:
        _step(tables, state, i, heat, random)
    else:
        place(state, i, ox, oy, _square_yaw(tables, random))
    moved[i] = 1
    if carry:
        _carry(tables, state, i, ox, oy, oyaw, moved)
