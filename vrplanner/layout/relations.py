"""What it costs when things that belong together do not stand together. Compiled; units of one mean plainly wrong."""

import math

from vrplanner.layout import columns as t
from vrplanner.layout.kernels import inner_kernel
from vrplanner.layout.shapes import rectangle_gap, segment_distance
from vrplanner.layout.tables import CLUTTER_HEIGHT_M

BLOCKING_HEIGHT_M = 1.0
DAYLIGHT_WISH = 0.6
TURNED_AWAY_RAD = 1.1
"""A seat turned further than this from the middle of all seats takes no part in the talk."""
CIRCLE_RADIUS_M = 1.7
"""People talk at ease across a circle of about 3 m (Alexander, A Pattern Language, 185: Sitting Circle); seats' centres
stand a little outside it."""
MISSED = 0.7
"""What it costs at least when a wish is not kept at all, so that many are not each missed by a little."""
SKEW_RAD, SKEW = 0.01, 0.3
"""A chair that is not quite square to its table looks like a mistake, however little it is turned."""
OFF_CENTRE = 1.5
"""How much more it counts that the chairs on one side are not centred than that the sides are uneven."""
TERM_OF_RELATION = t.TERM_OF_RELATION


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
def _seen_from(state, b, x, y):
    """A point in b's frame."""
    dx, dy = x - state[b, 0], y - state[b, 1]
    return dx * state[b, 3] + dy * state[b, 4], dy * state[b, 3] - dx * state[b, 4]


@inner_kernel
def _view(tables, state, a, b, low, high, most):
    """a looks at b and b at a, at a good distance, with nothing tall between; best straight on."""
    dx, dy = state[b, 0] - state[a, 0], state[b, 1] - state[a, 1]
    distance = math.sqrt(dx * dx + dy * dy)
    angle_a = _angle_between(-state[a, 4], state[a, 3], dx, dy)
    angle_b = _angle_between(-state[b, 4], state[b, 3], -dx, -dy)
    cost = 1.5 * _beyond(distance, low, high) + 0.12 * abs(distance - 0.5 * (low + high))
    cost += 2.0 * (max(0.0, angle_a - most) + max(0.0, angle_b - most)) + 0.7 * (angle_a + angle_b)
    if distance < low or distance > high or angle_a > most or angle_b > most:
        cost += MISSED
    for k in range(state.shape[0]):
        piece = tables.pieces[int(state[k, t.MODEL])]
        top = piece[t.TOP]
        if top < CLUTTER_HEIGHT_M or k in (a, b) or state[k, t.PRESENT] == 0.0 or piece[t.SOLID] == 0.0:
            continue
        off = segment_distance(state[k, 0], state[k, 1], state[a, 0], state[a, 1], state[b, 0], state[b, 1])
        if off < piece[t.RADIUS]:
            half = min(piece[t.HALF_W], piece[t.HALF_D])
            cost += (0.7 if top > BLOCKING_HEIGHT_M else 0.3) + max(0.0, half - off)
    return cost


@inner_kernel
def _at(tables, state, a, b, low, high, sides, slack, centred):
    """a stands at one of b's `sides` and faces it, its front edge `low`..`high` from b's edge; `centred` (1) on it,
    anywhere along it (0), or anywhere and turned as it likes (-1).
    """
    seat, table = tables.pieces[int(state[a, t.MODEL])], tables.pieces[int(state[b, t.MODEL])]
    px, py = _seen_from(state, b, state[a, 0], state[a, 1])
    w, d, width, depth = table[t.HALF_W], table[t.HALF_D], seat[t.HALF_W], seat[t.HALF_D]
    best = 1e9
    for side in range(4):
        if not (int(sides) >> side) & 1:
            continue
        # Front, back, left, right: distance from that edge, place along it, and the yaw that faces it.
        away = (py - d, -py - d, -px - w, px - w)[side]
        along = (px, px, py, py)[side]
        half = w if side < 2 else d
        room_along = max(0.0, half - width)
        cost = 2.5 * _beyond(away - depth, low, high) + 2.5 * max(0.0, abs(along) - room_along - slack)
        if cost >= best:
            continue
        facing = state[b, 2] + (math.pi, 0.0, -0.5 * math.pi, 0.5 * math.pi)[side]
        turn = _turn(state[a, 2], facing)
        cost += 1.2 * max(0.0, turn - 3.0 * slack)
        if centred >= 0.0 and turn > SKEW_RAD:
            cost += SKEW
        cost += (1.5 if centred > 0.0 else (0.5 if room_along < 0.3 else 0.0)) * abs(along)
        best = min(best, cost)
    return best


@inner_kernel
def _beside(tables, state, a, b):
    """a stands close beside b, backs in line, facing alike."""
    one, two = tables.pieces[int(state[a, t.MODEL])], tables.pieces[int(state[b, t.MODEL])]
    px, py = _seen_from(state, b, state[a, 0], state[a, 1])
    gap = abs(px) - two[t.HALF_W] - one[t.HALF_W]
    back = (py - one[t.HALF_D]) + two[t.HALF_D]
    return 5.0 * _beyond(gap, 0.01, 0.08) + 2.5 * max(0.0, abs(back) - 0.02) + 1.2 * _turn(state[a, 2], state[b, 2])


@inner_kernel
def _in_front(tables, state, a, b, low, high):
    """a lies before b's front, centred, parallel, the gap between them in range."""
    one, two = tables.pieces[int(state[a, t.MODEL])], tables.pieces[int(state[b, t.MODEL])]
    px, py = _seen_from(state, b, state[a, 0], state[a, 1])
    cos = state[a, 3] * state[b, 3] + state[a, 4] * state[b, 4]
    sin = state[a, 4] * state[b, 3] - state[a, 3] * state[b, 4]
    gap = py - two[t.HALF_D] - abs(cos) * one[t.HALF_D] - abs(sin) * one[t.HALF_W]
    cost = 2.5 * _beyond(gap, low, high) + 1.2 * max(0.0, abs(px) - 0.05)
    if gap < low - 0.01 or gap > high + 0.01:
        cost += MISSED
    return cost + abs(sin) * one[t.ALIGN]


@inner_kernel
def _under(tables, state, a, b, forward, across):
    """a lies under b, its centre `forward` (a share of b's depth) of b's; lengthways like b, or (`across`) with its
    long side along b's width.
    """
    one, two = tables.pieces[int(state[a, t.MODEL])], tables.pieces[int(state[b, t.MODEL])]
    off = 2.0 * forward * two[t.HALF_D]
    dx, dy = state[a, 0] - state[b, 0] + state[b, 4] * off, state[a, 1] - state[b, 1] - state[b, 3] * off
    like = across > 0.0 or two[t.HALF_W] >= two[t.HALF_D]
    wide = one[t.HALF_W] >= one[t.HALF_D]
    cos = state[a, 3] * state[b, 3] + state[a, 4] * state[b, 4]
    sin = state[a, 4] * state[b, 3] - state[a, 3] * state[b, 4]
    return 1.2 * max(0.0, math.sqrt(dx * dx + dy * dy) - 0.05) + 0.5 * (abs(sin) if like == wide else abs(cos))


@inner_kernel
def _gap(tables, state, a, b):
    one, two = tables.pieces[int(state[a, t.MODEL])], tables.pieces[int(state[b, t.MODEL])]
    return rectangle_gap(
        state[a, 0], state[a, 1], state[a, 3], state[a, 4], one[t.HALF_W], one[t.HALF_D],
        state[b, 0], state[b, 1], state[b, 3], state[b, 4], two[t.HALF_W], two[t.HALF_D],
    )  # fmt: skip


@inner_kernel
def _daylight(tables, state, a, far):
    """A desk within `far` of a window, light from the side rather than from behind the person or the screen."""
    best = 1.5
    for k in range(tables.windows.shape[0]):
        x0, y0, x1, y1 = tables.windows[k, 0], tables.windows[k, 1], tables.windows[k, 2], tables.windows[k, 3]
        distance = max(0.0, segment_distance(state[a, 0], state[a, 1], x0, y0, x1, y1) - far)
        if distance < best:
            length = max(1e-9, math.sqrt((x1 - x0) * (x1 - x0) + (y1 - y0) * (y1 - y0)))
            across = abs(state[a, 3] * (y1 - y0) - state[a, 4] * (x1 - x0)) / length
            best = min(best, distance + 0.3 * (1.0 - across))
    return DAYLIGHT_WISH * best


@inner_kernel
def _spread(tables, state, r, table):
    """Chairs stand evenly round their table: their common centre is its centre, and those on each side are centred."""
    piece = tables.pieces[int(state[table, t.MODEL])]
    w, d = piece[t.HALF_W], piece[t.HALF_D]
    sx = sy = count = 0.0
    front = back = left = right = 0.0
    for i in range(state.shape[0]):
        if tables.touches[r, i] and i != table and state[i, t.PRESENT] > 0.0:
            px, py = _seen_from(state, table, state[i, 0], state[i, 1])
            sx += px
            sy += py
            count += 1.0
            if abs(py) - d > abs(px) - w:
                front, back = (front + px, back) if py > 0.0 else (front, back + px)
            else:
                left, right = (left, right + py) if px > 0.0 else (left + py, right)
    off_centre = abs(front) + abs(back) + abs(left) + abs(right)
    return (math.sqrt(sx * sx + sy * sy) + OFF_CENTRE * off_centre) / max(1.0, count)


@inner_kernel
def _mirror(state, a, b, axis):
    """a and b are each other's image across the line through `axis` along its facing, metres and turn."""
    if state[axis, t.PRESENT] == 0.0:
        return 0.0
    ax, ay = _seen_from(state, axis, state[a, 0], state[a, 1])
    bx, by = _seen_from(state, axis, state[b, 0], state[b, 1])
    turn = state[a, 2] + state[b, 2] - 2.0 * state[axis, 2]
    turn = abs(turn - 2.0 * math.pi * math.floor(turn / (2.0 * math.pi) + 0.5))
    off = math.sqrt((ax + bx) * (ax + bx) + (ay - by) * (ay - by))
    return 0.8 * min(1.5, max(0.0, off - 0.02)) + 0.3 * turn


@inner_kernel
def _circle(tables, state, r):
    """Seats around one middle: none too far from it, none with its back to the others."""
    sx = sy = count = 0.0
    for i in range(state.shape[0]):
        if tables.touches[r, i] and state[i, t.PRESENT] > 0.0:
            sx += state[i, 0]
            sy += state[i, 1]
            count += 1.0
    if count < 2.0:
        return 0.0
    mx, my = sx / count, sy / count
    cost = 0.0
    for i in range(state.shape[0]):
        if tables.touches[r, i] and state[i, t.PRESENT] > 0.0:
            dx, dy = mx - state[i, 0], my - state[i, 1]
            far = max(0.0, math.sqrt(dx * dx + dy * dy) - CIRCLE_RADIUS_M)
            off = max(0.0, _angle_between(-state[i, 4], state[i, 3], dx, dy) - TURNED_AWAY_RAD)
            cost += min(1.5, far) + off
    return cost / count


@inner_kernel
def _focus(state, a, x, y):
    """a looks towards a point of the room: how far off, 0..1."""
    off = _angle_between(-state[a, 4], state[a, 3], x - state[a, 0], y - state[a, 1])
    return max(0.0, off - 0.35) / math.pi


@inner_kernel
def _by_kind(tables, state, r, kind, a, b):
    row = tables.relations[r]
    low, high = row[t.REL_LOW], row[t.REL_HIGH]
    if kind == t.VIEW:
        return _view(tables, state, a, b, low, high, row[t.REL_ANGLE])
    if kind == t.AT:
        return _at(tables, state, a, b, low, high, row[t.REL_SIDES], 0.02, row[t.REL_ANGLE])
    if kind == t.BESIDE:
        return _beside(tables, state, a, b)
    if kind == t.FRONT_OF or kind == t.FOOT_OF:
        return _in_front(tables, state, a, b, low, high)
    if kind == t.UNDER:
        return _under(tables, state, a, b, low, high)
    if kind == t.AROUND:
        return _at(tables, state, a, b, low, high, 15.0, 0.12, -1.0)
    if kind == t.NEAR or kind == t.APART:
        return min(1.5, _beyond(_gap(tables, state, a, b), low, high))
    if kind == t.SPREAD:
        return _spread(tables, state, r, a)
    if kind == t.MIRROR:
        return _mirror(state, a, b, int(row[t.REL_C]))
    if kind == t.CIRCLE:
        return _circle(tables, state, r)
    if kind == t.FOCUS:
        return _focus(state, a, low, high)
    return _daylight(tables, state, a, high)


@inner_kernel
def relation_cost(tables, state, r, out):
    """Weighted cost of relation r. With one of the two left out, what needed the other is of no use."""
    row = tables.relations[r]
    kind, a, b = int(row[t.REL_TYPE]), int(row[t.REL_A]), int(row[t.REL_B])
    term = TERM_OF_RELATION[kind]
    if kind != t.CIRCLE:
        if state[a, t.PRESENT] == 0.0:
            return 0.0
        if state[b, t.PRESENT] == 0.0:
            useless = kind == t.AT or kind == t.BESIDE
            cost = tables.pieces[int(state[a, t.MODEL]), t.DROP_COST] + 2.0 if useless else 0.0
            out[term] += cost
            return cost
    cost = _by_kind(tables, state, r, kind, a, b)
    if cost > 2.0:
        cost = 2.0 + 0.25 * (cost - 2.0)  # far is far: do not let one pair outweigh the room
    cost *= row[t.REL_WEIGHT] * tables.weights[term]
    out[term] += cost
    return cost
