"""What it costs when things that belong together do not stand together. Compiled; units of one mean plainly wrong."""

import math

from vrplanner.layout import tables as t
from vrplanner.layout.kernels import inner_kernel
from vrplanner.layout.shapes import rectangle_gap, segment_distance

BLOCKING_HEIGHT_M = 1.0
CLUTTER_HEIGHT_M = 0.65
"""What rises above this looks wrong between a viewer and a screen even if one can see over it."""
DAYLIGHT_WISH = 0.6


@inner_kernel
def _beyond(value, low, high):
    """How far a value is outside its range."""
    return max(0.0, low - value, value - high)


@inner_kernel
def _angle_between(ax, ay, bx, by):
    return abs(math.atan2(ax * by - ay * bx, ax * bx + ay * by))


@inner_kernel
def _turn(yaw_a, yaw_b):
    """The angle between two facings, 0..pi."""
    turn = yaw_a - yaw_b
    return abs(turn - 2.0 * math.pi * math.floor(turn / (2.0 * math.pi) + 0.5))


@inner_kernel
def _view(tables, state, a, b, low, high, most):
    """a looks at b and b at a, at a good distance, with nothing tall between; best straight on."""
    dx, dy = state[b, 0] - state[a, 0], state[b, 1] - state[a, 1]
    distance = math.hypot(dx, dy)
    angle_a = _angle_between(-state[a, 4], state[a, 3], dx, dy)
    angle_b = _angle_between(-state[b, 4], state[b, 3], -dx, -dy)
    cost = 1.5 * _beyond(distance, low, high) + 0.12 * abs(distance - 0.5 * (low + high))
    cost += 2.0 * (max(0.0, angle_a - most) + max(0.0, angle_b - most)) + 0.7 * (angle_a + angle_b)
    for k in range(state.shape[0]):
        top = tables.pieces[k, t.TOP]
        if k == a or k == b or state[k, 5] == 0.0 or top < CLUTTER_HEIGHT_M or tables.pieces[k, t.SOLID] == 0.0:
            continue
        half = min(tables.pieces[k, t.HALF_W], tables.pieces[k, t.HALF_D])
        off = segment_distance(state[k, 0], state[k, 1], state[a, 0], state[a, 1], state[b, 0], state[b, 1])
        if off < tables.pieces[k, t.RADIUS]:
            cost += (0.7 if top > BLOCKING_HEIGHT_M else 0.3) + max(0.0, half - off)
    return cost


@inner_kernel
def _at(tables, state, a, b, low, high, sides, slack, centred):
    """a stands at one of b's `sides` and faces it, its front edge `low`..`high` from b's edge."""
    pieces = tables.pieces
    c, s = state[b, 3], state[b, 4]
    dx, dy = state[a, 0] - state[b, 0], state[a, 1] - state[b, 1]
    px, py = dx * c + dy * s, dy * c - dx * s
    w, d, depth = pieces[b, t.HALF_W], pieces[b, t.HALF_D], pieces[a, t.HALF_D]
    width = pieces[a, t.HALF_W]
    best = 1e9
    for side in range(4):
        if not (int(sides) >> side) & 1:
            continue
        # Front, back, left, right: distance from that edge, place along it, and the yaw that faces it.
        away = (py - d, -py - d, -px - w, px - w)[side]
        along = (px, px, py, py)[side]
        half = w if side < 2 else d
        facing = state[b, 2] + (math.pi, 0.0, -0.5 * math.pi, 0.5 * math.pi)[side]
        room_along = max(0.0, half - width)
        cost = 2.5 * _beyond(away - depth, low, high) + 2.5 * max(0.0, abs(along) - room_along - slack)
        cost += 1.2 * max(0.0, _turn(state[a, 2], facing) - 3.0 * slack)
        cost += (1.5 if centred > 0.0 else (0.5 if room_along < 0.3 else 0.0)) * abs(along)
        best = min(best, cost)
    return best


@inner_kernel
def _beside(tables, state, a, b):
    """a stands close beside b, backs in line, facing alike."""
    pieces = tables.pieces
    c, s = state[b, 3], state[b, 4]
    dx, dy = state[a, 0] - state[b, 0], state[a, 1] - state[b, 1]
    px, py = dx * c + dy * s, dy * c - dx * s
    gap = abs(px) - pieces[b, t.HALF_W] - pieces[a, t.HALF_W]
    back = (py - pieces[a, t.HALF_D]) - (-pieces[b, t.HALF_D])
    return 5.0 * _beyond(gap, 0.01, 0.08) + 2.5 * max(0.0, abs(back) - 0.02) + 1.2 * _turn(state[a, 2], state[b, 2])


@inner_kernel
def _in_front(tables, state, a, b, low, high, sign):
    """a lies before b (sign 1, its front; -1 would be its back), centred, parallel, the gap between them in range."""
    pieces = tables.pieces
    c, s = state[b, 3], state[b, 4]
    dx, dy = state[a, 0] - state[b, 0], state[a, 1] - state[b, 1]
    px, py = dx * c + dy * s, (dy * c - dx * s) * sign
    turn = state[a, 2] - state[b, 2]
    half = abs(math.cos(turn)) * pieces[a, t.HALF_D] + abs(math.sin(turn)) * pieces[a, t.HALF_W]
    gap = py - pieces[b, t.HALF_D] - half
    cost = 2.5 * _beyond(gap, low, high) + 1.2 * max(0.0, abs(px) - 0.05)
    return cost + 1.0 * abs(math.sin(turn)) * tables.pieces[a, t.ALIGN]


@inner_kernel
def _under(tables, state, a, b, forward, across):
    """a lies under b, its centre `forward` of b's; lengthways like b, or (`across`) its long side along b's width."""
    px, py = state[b, 0] - state[b, 4] * forward, state[b, 1] + state[b, 3] * forward
    distance = math.hypot(state[a, 0] - px, state[a, 1] - py)
    like = across > 0.0 or tables.pieces[b, t.HALF_W] >= tables.pieces[b, t.HALF_D]
    wide = tables.pieces[a, t.HALF_W] >= tables.pieces[a, t.HALF_D]
    turn = state[a, 2] - state[b, 2]
    crossed = abs(math.sin(turn)) if like == wide else abs(math.cos(turn))
    return 1.2 * max(0.0, distance - 0.05) + 0.5 * crossed


@inner_kernel
def _near(tables, state, a, b, low, high):
    pieces = tables.pieces
    gap = rectangle_gap(
        state[a, 0], state[a, 1], state[a, 3], state[a, 4], pieces[a, t.HALF_W], pieces[a, t.HALF_D],
        state[b, 0], state[b, 1], state[b, 3], state[b, 4], pieces[b, t.HALF_W], pieces[b, t.HALF_D],
    )  # fmt: skip
    return min(1.5, _beyond(gap, low, high))


@inner_kernel
def _daylight(tables, state, a, far):
    """A desk within `far` of a window, light from the side rather than from behind the person or the screen."""
    best = 1.5
    for k in range(tables.windows.shape[0]):
        x0, y0, x1, y1 = tables.windows[k, 0], tables.windows[k, 1], tables.windows[k, 2], tables.windows[k, 3]
        distance = segment_distance(state[a, 0], state[a, 1], x0, y0, x1, y1)
        length = max(1e-9, math.hypot(x1 - x0, y1 - y0))
        across = abs((-state[a, 4]) * (x1 - x0) + state[a, 3] * (y1 - y0)) / length
        best = min(best, max(0.0, distance - far) + 0.3 * (1.0 - across))
    return DAYLIGHT_WISH * best


@inner_kernel
def _spread(tables, state, table):
    """Chairs stand evenly round their table: their common centre is its centre."""
    sx = sy = count = 0.0
    for r in range(tables.relations.shape[0]):
        row = tables.relations[r]
        chair = int(row[t.REL_A])
        if int(row[t.REL_TYPE]) == t.AT and int(row[t.REL_B]) == table and state[chair, 5] > 0.0:
            sx += state[chair, 0] - state[table, 0]
            sy += state[chair, 1] - state[table, 1]
            count += 1.0
    return math.hypot(sx, sy) / max(1.0, count)


@inner_kernel
def relation_cost(tables, state, r, out):
    """Weighted cost of relation r. With one of the two left out, what needed the other is of no use."""
    row = tables.relations[r]
    kind, a, b = int(row[t.REL_TYPE]), int(row[t.REL_A]), int(row[t.REL_B])
    if state[a, 5] == 0.0:
        return 0.0
    if state[b, 5] == 0.0:
        useless = kind in (t.AT, t.BESIDE)
        cost = tables.pieces[a, t.DROP_COST] + 2.0 if useless else 0.0
        out[t.TOGETHER] += cost
        return cost
    low, high = row[t.REL_LOW], row[t.REL_HIGH]
    if kind == t.VIEW:
        cost = _view(tables, state, a, b, low, high, row[t.REL_ANGLE])
    elif kind == t.AT:
        cost = _at(tables, state, a, b, low, high, row[t.REL_SIDES], 0.02, row[t.REL_ANGLE])
    elif kind == t.BESIDE:
        cost = _beside(tables, state, a, b)
    elif kind == t.FRONT_OF or kind == t.FOOT_OF:
        cost = _in_front(tables, state, a, b, low, high, 1.0)
    elif kind == t.UNDER:
        cost = _under(tables, state, a, b, low, high)
    elif kind == t.AROUND:
        cost = _at(tables, state, a, b, low, high, 15.0, 0.12, 0.0)
    elif kind == t.NEAR:
        cost = _near(tables, state, a, b, low, high)
    elif kind == t.SPREAD:
        cost = _spread(tables, state, a)
    else:
        cost = _daylight(tables, state, a, high)
    if cost > 2.0:
        cost = 2.0 + 0.25 * (cost - 2.0)  # far is far: do not let one pair outweigh the room
    cost *= row[t.REL_WEIGHT] * tables.weights[t.TOGETHER]
    out[t.TOGETHER] += cost
    return cost
