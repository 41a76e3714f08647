"""Hard solids: bevelled boxes, turned and tapered pieces, slabs of any outline, tubes."""

import math
from collections.abc import Sequence

import numpy as np

from vrplanner.generate.shapes.shape import Array, Axis, Shape, grid, joined, unit, with_smooth_normals

# u, v and outward normal of a box's faces; u × v is the normal, so textures are never mirrored
_FACES = (
    ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    ((-1, 0, 0), (0, 1, 0), (0, 0, -1)),
    ((0, 0, -1), (0, 1, 0), (1, 0, 0)),
    ((0, 0, 1), (0, 1, 0), (-1, 0, 0)),
    ((1, 0, 0), (0, 0, -1), (0, 1, 0)),
    ((1, 0, 0), (0, 0, 1), (0, -1, 0)),
)


def box(
    size: tuple[float, float, float],
    *,
    bevel_m: float = 0.003,
    steps: int = 1,
    cells: int | tuple[int, int, int] = 1,
    grain: Axis | None = None,
    base: bool = True,
) -> Shape:
    """A box with rounded edges, its footprint centred on the origin and standing on y = 0 (`base`), or centred.

    `steps` quads round off half an edge; flat faces have `cells` quads along each axis (or along x, y, z). Grain runs
    along `grain`, by default along the longest edge.
    """
    half = np.array(size, float) / 2
    along = grain or "xyz"[int(np.argmax(half))]
    radius = min(bevel_m, float(half.min()) * 0.98)
    counts = (cells,) * 3 if isinstance(cells, int) else cells
    samples = [_edge_samples(h, radius, steps, count) for h, count in zip(half, counts, strict=True)]
    faces = [_box_face(face, half, radius, samples, np.eye(3)["xyz".index(along)]) for face in _FACES]
    shape = joined(faces)
    return shape.moved(y=float(half[1])) if base else shape


def _edge_samples(half: float, radius: float, steps: int, cells: int) -> Array:
    bend = radius * np.tan(np.linspace(0, math.pi / 4, steps + 1))[1:]
    flat = np.linspace(-(half - radius), half - radius, cells + 1)
    return np.concatenate([-(half - radius) - bend[::-1], flat, half - radius + bend])


def _box_face(
    face: tuple[tuple[int, ...], ...], half: Array, radius: float, samples: list[Array], grain: Array
) -> Shape:
    u, v, n = (np.array(vector, float) for vector in face)
    a = samples[int(np.argmax(np.abs(u)))]
    b = samples[int(np.argmax(np.abs(v)))]
    plane = a[None, :, None] * u + b[:, None, None] * v + n * half
    inner = np.clip(plane, -(half - radius), half - radius)
    normals = unit(plane - inner) if radius > 0 else np.broadcast_to(n, plane.shape)
    flat_uv = np.stack(np.broadcast_arrays(a[None, :], b[:, None]), -1)
    if abs(float(v @ grain)) > 0.5:
        flat_uv = np.stack([flat_uv[..., 1], -flat_uv[..., 0]], -1)
    return grid(inner + radius * normals, flat_uv, normals=normals)


def tapered(shape: Shape, *, bottom: float, top: float = 1.0) -> Shape:
    """Narrowed across x and z in proportion to the height, from `bottom` at its foot to `top`."""
    low, high = float(shape.low[1]), float(shape.high[1])

    def warp(points: Array) -> Array:
        share = (points[:, 1:2] - low) / max(high - low, 1e-9)
        factor = bottom + (top - bottom) * share
        return np.hstack([points[:, :1] * factor, points[:, 1:2], points[:, 2:] * factor])

    return shape.warped(warp)


def splayed(shape: Shape, *, x: float = 0.0, z: float = 0.0) -> Shape:
    """Sheared so that its foot stands `x`, `z` metres away from under its top (a slanted leg)."""
    low, high = float(shape.low[1]), float(shape.high[1])

    def warp(points: Array) -> Array:
        share = 1 - (points[:, 1:2] - low) / max(high - low, 1e-9)
        return np.asarray(points + share * np.array([x, 0.0, z]))

    return shape.warped(warp)


def lathe(profile: Sequence[tuple[float, float]], *, segments: int = 20, sharp_deg: float = 35.0) -> Shape:
    """A turned piece: `profile` of (radius, height) metres from the bottom outside upwards, about the y axis.

    Corners sharper than `sharp_deg` stay sharp. Start and end on radius 0 to close it.
    """
    points = np.array(profile, float)
    pieces, start = [], 0
    steps = np.diff(points, axis=0)
    headings = np.arctan2(steps[:, 1], steps[:, 0])
    for i in range(1, len(points)):
        last = i == len(points) - 1
        turn = 0.0 if last else abs(math.remainder(headings[i] - headings[i - 1], math.tau))
        if last or turn > math.radians(sharp_deg):
            pieces.append(_turned(points[start : i + 1], segments))
            start = i
    return joined(pieces)


def _turned(profile: Array, segments: int) -> Shape:
    angles = np.linspace(0, math.tau, segments + 1)
    radii, heights = profile[:, 0], profile[:, 1]
    lengths = np.concatenate([[0.0], np.cumsum(np.linalg.norm(np.diff(profile, axis=0), axis=1))])
    sin, cos = np.sin(angles), np.cos(angles)
    points = np.stack(
        [radii[:, None] * sin, np.broadcast_to(heights[:, None], (len(radii), segments + 1)), radii[:, None] * cos], -1
    )
    slopes = np.gradient(profile, axis=0) if len(profile) > 2 else np.repeat(np.diff(profile, axis=0), 2, axis=0)
    normals = np.stack(
        [slopes[:, 1, None] * sin, np.broadcast_to(-slopes[:, 0, None], points.shape[:2]), slopes[:, 1, None] * cos], -1
    )
    girth = max(float(radii.max()), 1e-6)
    # the grain runs up a turned piece, hence u along the profile
    uvs = np.stack(np.broadcast_arrays(lengths[:, None], -angles[None, :] * girth), -1)
    return grid(points, uvs, normals=normals)


def cylinder(radius_m: float, height_m: float, *, bevel_m: float = 0.002, segments: int = 20) -> Shape:
    """A bevelled cylinder that stands on y = 0."""
    b = min(bevel_m, radius_m * 0.45, height_m * 0.45)
    r, h = radius_m, height_m
    profile = [(0, 0), (r - b, 0), (r - b * 0.3, b * 0.3), (r, b), (r, h - b), (r - b * 0.3, h - b * 0.3), (r - b, h)]
    return lathe([*profile, (0, h)], segments=segments, sharp_deg=50)


def rod(start: Sequence[float], end: Sequence[float], radius_m: float, *, segments: int = 10) -> Shape:
    """A round bar from one point to another."""
    return tube([start, end], radius_m, segments=segments)


def tube(
    path: Sequence[Sequence[float]] | Array,
    radius_m: float | Sequence[float],
    *,
    segments: int = 8,
    closed: bool = False,
) -> Shape:
    """A round tube along `path` (n, 3) without twist; `radius_m` may be given a point. Open ends are capped."""
    points = np.array(path, float)
    count = len(points)
    radii = np.broadcast_to(np.asarray(radius_m, float), (count,))
    if closed:
        points, radii = np.vstack([points, points[:1]]), np.append(radii, radii[0])
    tangents = _tangents(points, closed)
    sides = _frames(tangents, closed)
    others = np.cross(sides, tangents)
    angles = np.linspace(0, math.tau, segments + 1)
    around = sides[:, None] * np.cos(angles)[:, None] + others[:, None] * np.sin(angles)[:, None]
    rings = points[:, None] + around * radii[:, None, None]
    lengths = np.concatenate([[0.0], np.cumsum(np.linalg.norm(np.diff(points, axis=0), axis=1))])
    girth = float(radii.max())
    # columns run along the path (u), rows around it
    uvs = np.stack(np.broadcast_arrays(lengths[None, :], angles[:, None] * girth), -1)
    surface = grid(rings.transpose(1, 0, 2), uvs, normals=around.transpose(1, 0, 2))
    if closed:
        return surface
    return joined([surface, _cap(rings[0], -tangents[0]), _cap(rings[-1], tangents[-1])])


def _tangents(points: Array, closed: bool) -> Array:
    steps = unit(np.diff(points, axis=0))
    before = np.vstack([steps[-1:] if closed else steps[:1], steps])
    after = np.vstack([steps, steps[:1] if closed else steps[-1:]])
    return unit(before + after)


def _frames(tangents: Array, closed: bool) -> Array:
    """A direction across the path for every point, carried along without twist (parallel transport)."""
    guess = np.eye(3)[int(np.argmin(np.abs(tangents[0])))]
    sides = [unit(guess - tangents[0] * (guess @ tangents[0]))]
    for tangent in tangents[1:]:
        side = sides[-1] - tangent * (sides[-1] @ tangent)
        sides.append(unit(side))
    result = np.array(sides)
    if closed:
        # spread what twist a closed loop accumulates, so that the ends meet
        other = np.cross(tangents[0], result[0])
        twist = math.atan2(float(result[-1] @ other), float(result[-1] @ result[0]))
        angles = -twist * np.linspace(0, 1, len(result))[:, None]
        result = result * np.cos(angles) + np.cross(tangents, result) * np.sin(angles)
    return result


def _cap(ring: Array, normal: Array) -> Shape:
    centre = ring[:-1].mean(axis=0)
    rim = ring[:-1]
    count = len(rim)
    positions = np.vstack([rim, centre])
    nexts = np.roll(np.arange(count), -1)
    triangles = np.stack([np.full(count, count), np.arange(count), nexts], -1)
    corners = positions[triangles[0]]
    if np.cross(corners[1] - corners[0], corners[2] - corners[0]) @ normal < 0:
        triangles = triangles[:, ::-1]
    uvs = (positions - centre)[:, [0, 2]]
    return Shape(positions, np.broadcast_to(normal, positions.shape).copy(), uvs, triangles)


def rectangle(width_m: float, depth_m: float, *, corner_m: float = 0.0, steps: int = 6) -> Array:
    """A rectangle's outline in (x, z) with rounded corners, counter-clockwise seen from above, (n, 2)."""
    r = min(corner_m, width_m / 2 - 1e-4, depth_m / 2 - 1e-4)
    hw, hd = width_m / 2, depth_m / 2
    if r <= 1e-4:
        return np.array([(hw, hd), (hw, -hd), (-hw, -hd), (-hw, hd)])
    arcs = []
    for quarter, (sx, sz) in enumerate([(1, 1), (1, -1), (-1, -1), (-1, 1)]):
        angles = np.linspace(0, math.pi / 2, steps + 1) + math.pi / 2 - (quarter + 1) * math.pi / 2
        arcs.append(np.stack([sx * (hw - r) + r * np.cos(angles[::-1]), sz * (hd - r) + r * np.sin(angles[::-1])], -1))
    return np.concatenate(arcs)


def ellipse(width_m: float, depth_m: float, *, segments: int = 48) -> Array:
    """An ellipse's outline in (x, z), counter-clockwise seen from above, (n, 2)."""
    angles = -np.linspace(0, math.tau, segments, endpoint=False)
    return np.stack([np.cos(angles) * width_m / 2, np.sin(angles) * depth_m / 2], -1)


def slab(outline: Array, thickness_m: float, *, bevel_m: float = 0.003, steps: int = 2, grain: Axis = "x") -> Shape:
    """A plate of a convex outline (n, 2) in (x, z), lying on y = 0, with rounded upper and lower edges."""
    b = min(bevel_m, thickness_m * 0.49)
    inward = _inward_normals(outline)
    bends = np.linspace(0, math.pi / 2, steps + 1)
    lower = [(b * (1 - math.sin(t)), b * (1 - math.cos(t))) for t in bends]
    upper = [(b * (1 - math.cos(t)), thickness_m - b * (1 - math.sin(t))) for t in bends]
    rings = np.array([_ring(outline + inward * inset, y) for inset, y in [*lower, *upper]])
    closed = np.concatenate([rings, rings[:, :1]], axis=1)
    lengths = np.concatenate([[0.0], np.cumsum(np.linalg.norm(np.diff(closed[0], axis=0), axis=1))])
    heights = np.array([y for _, y in [*lower, *upper]])
    uvs = np.stack(np.broadcast_arrays(lengths[None, :], heights[:, None]), -1)
    side = _slab_side(closed, uvs, inward, bends)
    return joined([side, _flat(rings[-1], up=True, grain=grain), _flat(rings[0], up=False, grain=grain)])


def _slab_side(closed: Array, uvs: Array, inward: Array, bends: Array) -> Shape:
    outwards = -np.vstack([inward, inward[:1]])
    tilts = [*(-np.cos(bends)), *np.sin(bends)]
    sides = [*np.sin(bends), *np.cos(bends)]
    normals = np.array(
        [
            np.stack([outwards[:, 0] * s, np.full(len(outwards), t), outwards[:, 1] * s], -1)
            for s, t in zip(sides, tilts, strict=True)
        ]
    )
    return grid(closed, uvs, normals=normals)


def _inward_normals(outline: Array) -> Array:
    before = unit(outline - np.roll(outline, 1, axis=0))
    after = unit(np.roll(outline, -1, axis=0) - outline)
    # counter-clockwise seen from above runs from +x to -z; inwards is to the left of the way
    left = np.stack([before[:, 1] + after[:, 1], -(before[:, 0] + after[:, 0])], -1) / 2
    return np.asarray(left / np.maximum((left**2).sum(axis=1, keepdims=True), 0.25))


def _ring(outline: Array, y: float) -> Array:
    return np.stack([outline[:, 0], np.full(len(outline), y), outline[:, 1]], -1)


def _flat(ring: Array, *, up: bool, grain: Axis) -> Shape:
    count = len(ring)
    centre = ring.mean(axis=0)
    nexts = np.roll(np.arange(count), -1)
    triangles = np.stack([np.full(count, count), np.arange(count), nexts], -1)
    positions = np.vstack([ring, centre])
    normal = np.array([0.0, 1.0 if up else -1.0, 0.0])
    # seen from above u = x, v = -z; with the grain across u = -z, v = -x; below the same with z turned round
    x, z = positions[:, 0], positions[:, 2] if not up else -positions[:, 2]
    uvs = np.stack([x, z], -1) if grain == "x" else np.stack([z, -x], -1)
    return Shape(
        positions, np.broadcast_to(normal, positions.shape).copy(), uvs, triangles if up else triangles[:, ::-1]
    )


def extruded(outline: Array, thickness_m: float, *, bevel_m: float = 0.003, steps: int = 2) -> Shape:
    """A plate of a convex outline (n, 2) in (x, z), stood up: what was towards -z is up, its front faces +Z and its
    middle is at z = 0."""
    lying = slab(outline, thickness_m, bevel_m=bevel_m, steps=steps)
    return lying.turned("x", math.pi / 2).moved(z=-thickness_m / 2)


def smooth(shape: Shape) -> Shape:
    """With every vertex at one place sharing one normal."""
    level = Shape(shape.positions, np.zeros_like(shape.normals), shape.uvs, shape.triangles)
    return with_smooth_normals(level)
