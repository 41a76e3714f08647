"""Rectangles, convex polygons and walls, for the compiled kernels. A rectangle is x, y, cos, sin, half width, half
depth of its centre, turn and size."""

import math

from vrplanner.layout.columns import ZONE_COUNT, ZONE_XY
from vrplanner.layout.kernels import inner_kernel, kernel


@kernel
def overlap_depth(ax, ay, ac, as_, aw, ad, bx, by, bc, bs, bw, bd):
    """How far two rectangles reach into each other, metres; negative when apart (separating axes)."""
    dx, dy = bx - ax, by - ay
    cos = abs(ac * bc + as_ * bs)
    sin = abs(ac * bs - as_ * bc)
    depth = aw + bw * cos + bd * sin - abs(dx * ac + dy * as_)
    depth = min(depth, ad + bw * sin + bd * cos - abs(dy * ac - dx * as_))
    depth = min(depth, bw + aw * cos + ad * sin - abs(dx * bc + dy * bs))
    return min(depth, bd + aw * sin + ad * cos - abs(dy * bc - dx * bs))


@inner_kernel
def zone_depth(zone, x, y, c, s, w, d):
    """How far a rectangle reaches into a convex, counter-clockwise or clockwise zone; negative when apart."""
    count = int(zone[ZONE_COUNT])
    depth = 1e9
    for axis in range(count + 2):
        if axis < count:
            k, after = ZONE_XY + 2 * axis, ZONE_XY + 2 * ((axis + 1) % count)
            nx, ny = zone[after + 1] - zone[k + 1], zone[k] - zone[after]
            length = math.sqrt(nx * nx + ny * ny)
            if length < 1e-9:
                continue
            nx, ny = nx / length, ny / length
        elif axis == count:
            nx, ny = c, s
        else:
            nx, ny = -s, c
        low, high = 1e9, -1e9
        for v in range(count):
            along = zone[ZONE_XY + 2 * v] * nx + zone[ZONE_XY + 2 * v + 1] * ny
            low, high = min(low, along), max(high, along)
        centre = x * nx + y * ny
        half = w * abs(nx * c + ny * s) + d * abs(ny * c - nx * s)
        depth = min(depth, min(high - (centre - half), centre + half - low))
        if depth < 0.0:
            return depth
    return depth


@inner_kernel
def segment_distance(px, py, ax, ay, bx, by):
    """From a point to a segment, metres."""
    ux, uy = bx - ax, by - ay
    square = ux * ux + uy * uy
    t = 0.0
    if square > 0.0:
        t = min(1.0, max(0.0, ((px - ax) * ux + (py - ay) * uy) / square))
    dx, dy = px - ax - t * ux, py - ay - t * uy
    return math.sqrt(dx * dx + dy * dy)


@inner_kernel
def point_gap(px, py, w, d):
    """From a point in a rectangle's frame to the rectangle, metres; 0 inside."""
    dx, dy = max(0.0, abs(px) - w), max(0.0, abs(py) - d)
    return math.sqrt(dx * dx + dy * dy)


@kernel
def outside_distance(edges, convex, px, py):
    """How far a point lies outside the room, metres; 0 inside."""
    if convex > 0.0:
        worst = 0.0
        for k in range(edges.shape[0]):
            worst = max(worst, (edges[k, 0] - px) * edges[k, 4] + (edges[k, 1] - py) * edges[k, 5])
        return worst
    inside = False
    for k in range(edges.shape[0]):
        ax, ay, bx, by = edges[k, 0], edges[k, 1], edges[k, 2], edges[k, 3]
        if (ay > py) != (by > py) and px < (bx - ax) * (py - ay) / (by - ay) + ax:
            inside = not inside
    if inside:
        return 0.0
    nearest = 1e9
    for k in range(edges.shape[0]):
        nearest = min(nearest, segment_distance(px, py, edges[k, 0], edges[k, 1], edges[k, 2], edges[k, 3]))
    return nearest


@inner_kernel
def rectangle_gap(ax, ay, ac, as_, aw, ad, bx, by, bc, bs, bw, bd):
    """The free distance between two rectangles along their best separating axis, metres; 0 when they touch."""
    return max(0.0, -overlap_depth(ax, ay, ac, as_, aw, ad, bx, by, bc, bs, bw, bd))
