"""Doors and windows: where rays go through a wall's plane, or never come back (glass), instead of ending on it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from vrplanner.core.room import OpeningKind
from vrplanner.scan.fusion import Surface, mesh_from_surface
from vrplanner.scan.rays import Rays
from vrplanner.scan.structure import FoundWall

CELL_M = 0.05
OPEN_SHARE = 0.6
LEAST_RAYS = 3
DOOR_SILL_BELOW_M = 0.25
WIDEST_DOOR_M = 1.3
GLANCING_COS = 0.3
MISS_RANGE_M = (0.6, 4.2)
WIDEST_FRAME_M = 0.16
FRAME_STRIP_M = 0.02
WIDEST_MULLION_M = 0.2
FRAME_BEHIND_M = 0.012

Span = tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundOpening:
    """An opening in wall number `wall`, measured along it from its start; metres.

    `through` rays passed it, `missing` ones never came back, `solid` ones ended on the wall within it; `confidence`
    0..1 is their agreement, less where only missing depth speaks for it (a screen or mirror looks the same).
    """

    wall: int
    kind: OpeningKind
    offset_m: float
    width_m: float
    sill_m: float
    height_m: float
    through: int
    missing: int
    solid: int
    confidence: float


@dataclass(frozen=True, slots=True)
class WallRays:
    """Rays at a wall's plane (n,): metres `along` it and `height`; `state` 0 ended on it, 1 went through, 2 lost;
    `behind_m` how far behind the plane a ray of state 0 ended; `brightness` 0..255.
    """

    along: NDArray[np.float64]
    height: NDArray[np.float64]
    state: NDArray[np.int8]
    behind_m: NDArray[np.float64]
    brightness: NDArray[np.uint8]


def find_openings(
    walls: Sequence[FoundWall], height_m: float, rays: Rays, surface: Surface, *, seen_height_m: float | None = None
) -> list[FoundOpening]:
    """Openings of all seen walls; `surface` (levelled; a coarse one will do) tells which lost rays hit furniture."""
    free = _unblocked_misses(rays, surface)
    found: list[FoundOpening] = []
    for index, wall in enumerate(walls):
        if wall.line is not None and wall.length_m > 0.5:
            at_wall = rays_at_wall(wall, rays, free)
            found += openings_in(index, wall.length_m, min(height_m, seen_height_m or height_m), at_wall)
    return found


def rays_at_wall(wall: FoundWall, rays: Rays, free_misses: NDArray[np.bool_]) -> WallRays:
    """Sort the rays that reach a wall's plane from inside the room by what became of them."""
    face = wall.face
    _, offset = face.measure_points(rays.origins[:, [0, 2]])
    approach = rays.directions[:, [0, 2]] @ np.array(face.inward)
    towards = (offset > 0.2) & (approach < -1e-3)
    cross_depth = np.where(towards, offset / np.where(towards, -approach, 1.0), np.inf)
    tolerance = 0.045 + 0.006 * np.minimum(cross_depth, 5.0) ** 2
    past = -(offset + approach * rays.depth_m)
    steep = -approach / np.linalg.norm(rays.directions, axis=1) > GLANCING_COS
    solid = towards & rays.hit & (np.abs(past) <= tolerance)
    through = towards & rays.hit & (past > tolerance)
    in_range = (cross_depth > MISS_RANGE_M[0]) & (cross_depth < MISS_RANGE_M[1])
    lost = towards & free_misses & steep & in_range
    kept = solid | through | lost
    reach = np.where(solid, rays.depth_m, cross_depth)[kept]
    points = rays.origins[kept] + rays.directions[kept] * reach[:, None]
    state = np.select([solid[kept], through[kept]], [0, 1], 2).astype(np.int8)
    along, _ = face.measure_points(points[:, [0, 2]])
    return WallRays(along, points[:, 1].astype(float), state, past[kept], rays.brightness[kept])


def openings_in(wall: int, length_m: float, height_m: float, rays: WallRays) -> list[FoundOpening]:
    """Rectangles of a wall through which most rays did not end on it."""
    from scipy import ndimage

    shape = max(int(np.ceil(length_m / CELL_M)), 1), max(int(np.ceil(height_m / CELL_M)), 1)
    opened, solid = (_counts(rays, which, shape) for which in (rays.state > 0, rays.state == 0))
    opened, solid = (ndimage.uniform_filter(c, 3, mode="constant") * 9 for c in (opened, solid))
    total = opened + solid
    is_open = (total >= LEAST_RAYS) & (opened > OPEN_SHARE * total)
    labels, count = ndimage.label(ndimage.binary_closing(is_open, np.ones((3, 3))))
    found = []
    for label in range(1, count + 1):
        patch = labels == label
        if patch.sum() * CELL_M**2 >= 0.15 and (opening := _measured(wall, length_m, height_m, patch, rays)):
            found.append(opening)
    return _sashes_joined(found)


def _sashes_joined(found: list[FoundOpening]) -> list[FoundOpening]:
    """Panes side by side with a mullion between are one window."""
    joined: list[FoundOpening] = []
    for opening in sorted(found, key=lambda o: o.offset_m):
        last = joined[-1] if joined else None
        if last is not None and _are_sashes(last, opening):
            joined[-1] = replace(
                last,
                width_m=opening.offset_m + opening.width_m - last.offset_m,
                sill_m=min(last.sill_m, opening.sill_m),
                height_m=max(last.sill_m + last.height_m, opening.sill_m + opening.height_m)
                - min(last.sill_m, opening.sill_m),
                through=last.through + opening.through,
                missing=last.missing + opening.missing,
                solid=last.solid + opening.solid,
                confidence=min(last.confidence, opening.confidence),
            )
        else:
            joined.append(opening)
    return joined


def _are_sashes(left: FoundOpening, right: FoundOpening) -> bool:
    gap = right.offset_m - left.offset_m - left.width_m
    level = abs(left.sill_m - right.sill_m) < 0.15 and abs(left.height_m - right.height_m) < 0.2
    return left.kind == right.kind == "window" and gap < WIDEST_MULLION_M and level


def _counts(rays: WallRays, which: NDArray[np.bool_], shape: tuple[int, int]) -> NDArray[np.float64]:
    i, k = (np.floor(values[which] / CELL_M).astype(int) for values in (rays.along, rays.height))
    inside = (i >= 0) & (k >= 0) & (i < shape[0]) & (k < shape[1])
    flat = np.bincount(i[inside] * shape[1] + k[inside], minlength=shape[0] * shape[1])
    return flat.reshape(shape).astype(float)


def _measured(
    wall: int, length_m: float, height_m: float, patch: NDArray[np.bool_], rays: WallRays
) -> FoundOpening | None:
    columns, rows = patch.sum(axis=1), patch.sum(axis=0)
    wide = np.flatnonzero(columns >= 0.5 * np.percentile(columns[columns > 0], 80))
    high = np.flatnonzero(rows >= 0.5 * np.percentile(rows[rows > 0], 80))
    across, up = (wide[0] * CELL_M, (wide[-1] + 1) * CELL_M), (high[0] * CELL_M, (high[-1] + 1) * CELL_M)
    for _ in range(2):
        across = _edges(rays.along, rays.height, rays.state, across, up)
        up = _edges(rays.height, rays.along, rays.state, up, across)
    glazed_across = _with_frame(rays.along, rays.height, rays, across, up)
    up = _with_frame(rays.height, rays.along, rays, up, across)
    across = max(glazed_across[0], 0.0), min(glazed_across[1], length_m)
    up = max(up[0], 0.0), min(up[1], height_m)
    kind, low = _kind(across[1] - across[0], *up)
    if kind is None:
        return None
    return _judged(wall, kind, across, (low, up[1]), rays)


def _judged(wall: int, kind: OpeningKind, across: Span, up: Span, rays: WallRays) -> FoundOpening | None:
    """The opening with its evidence; None where only lost rays speak for it and no wall frames it."""
    inside = (rays.along > across[0]) & (rays.along < across[1]) & (rays.height > up[0]) & (rays.height < up[1])
    solid, through, missing = (int((inside & (rays.state == state)).sum()) for state in (0, 1, 2))
    confidence = (through + missing) / max(solid + through + missing, 1) * min(1.0, (through + missing) / 150)
    if through < 0.2 * missing:
        if _framed_share(across, up, rays) < 0.35:
            return None
        lit = np.median(rays.brightness[inside & (rays.state == 2)])
        wall_lit = np.median(rays.brightness[rays.state == 0])
        confidence *= 0.8 if lit > wall_lit else 0.45
    return FoundOpening(
        wall=wall, kind=kind, offset_m=float(across[0]), width_m=float(across[1] - across[0]), sill_m=float(up[0]),
        height_m=float(up[1] - up[0]), through=through, missing=missing, solid=solid, confidence=round(confidence, 2),
    )  # fmt: skip


def _framed_share(across: Span, up: Span, rays: WallRays) -> float:
    """How much solid wall was seen right beside the opening: the least of its four sides' shares of 10 cm steps.

    Where depth is lost on something in front of the wall, a black worktop say, what is beside the gap was never seen.
    """
    solid = rays.state == 0
    shares = []
    for values, other, span, within in (
        (rays.along, rays.height, across, up),
        (rays.height, rays.along, up, across),
    ):
        steps = max(int((within[1] - within[0]) / 0.1), 1)
        for low, high in ((span[0] - 0.2, span[0] - 0.02), (span[1] + 0.02, span[1] + 0.2)):
            if values is rays.height and high < DOOR_SILL_BELOW_M:  # a door has no wall below it
                continue
            beside = solid & (values > low) & (values < high) & (other > within[0]) & (other < within[1])
            shares.append(len(np.unique(((other[beside] - within[0]) / 0.1).astype(int))) / steps)
    return min(shares)


def _with_frame(
    values: NDArray[np.float64], across: NDArray[np.float64], rays: WallRays, span: Span, within: Span
) -> Span:
    """The span widened over a window's frame: strips beside it that lie a little behind the wall's face."""
    band = (rays.state == 0) & (across > within[0]) & (across < within[1])
    ends = []
    for end, sign in ((span[0], -1.0), (span[1], 1.0)):
        beyond = (values - end) * sign
        wall = band & (beyond > 0.2) & (beyond < 0.4)
        if wall.sum() < 20:
            ends.append(end)
            continue
        face_m, grown = float(np.median(rays.behind_m[wall])), 0.0
        for strip in np.arange(0.0, WIDEST_FRAME_M, FRAME_STRIP_M):
            here = band & (beyond > strip) & (beyond < strip + FRAME_STRIP_M)
            if here.sum() < 8 or np.median(rays.behind_m[here]) - face_m < FRAME_BEHIND_M:
                break
            grown = strip + FRAME_STRIP_M
        ends.append(end + sign * grown)
    return ends[0], ends[1]


def _kind(width_m: float, low_m: float, top_m: float) -> tuple[OpeningKind | None, float]:
    """What an opening of this size is, and its sill."""
    if low_m < DOOR_SILL_BELOW_M:
        if width_m < 0.5 or top_m < 1.6:
            return None, low_m
        return ("door" if width_m <= WIDEST_DOOR_M else "passage"), 0.0
    return ("window" if width_m >= 0.3 and top_m - low_m >= 0.3 else None), low_m


def _edges(
    values: NDArray[np.float64], across: NDArray[np.float64], state: NDArray[np.int8],
    span: Span, within: Span,
) -> Span:  # fmt: skip
    """Both ends of an opening along `values`, each where it best parts open rays from those that ended on the wall."""
    third = (within[1] - within[0]) / 6
    band = (across > within[0] + third) & (across < within[1] - third)
    reach = min(0.2, (span[1] - span[0]) / 3)
    ends = []
    for end, sign in ((span[0], 1.0), (span[1], -1.0)):
        near = band & (np.abs(values - end) < reach)
        ends.append(_parting(values[near], state[near] > 0, end, sign))
    return ends[0], ends[1]


def _parting(values: NDArray[np.float64], is_open: NDArray[np.bool_], default: float, sign: float) -> float:
    """The value with fewest open rays before and solid rays after it (`sign` -1: the other way round)."""
    if is_open.sum() < 5 or (~is_open).sum() < 5:
        return default
    order = np.argsort(values * sign)
    opened = is_open[order].astype(float)
    # Both sides weigh the same, however many rays each got.
    opened_w, solid_w = opened / opened.sum(), (1 - opened) / (1 - opened).sum()
    wrong = np.concatenate([[0.0], np.cumsum(opened_w)]) + np.concatenate([[1.0], 1 - np.cumsum(solid_w)])
    best = np.flatnonzero(wrong <= wrong.min() + 1e-9)
    cut = int(best[len(best) // 2])
    ordered = values[order]
    before, after = ordered[max(cut - 1, 0)], ordered[min(cut, len(ordered) - 1)]
    return float((before + after) / 2)


def _unblocked_misses(rays: Rays, surface: Surface) -> NDArray[np.bool_]:
    """Lost rays that meet no surface within the camera's range: they went through something, or into nothing."""
    import open3d as o3d

    lost = np.flatnonzero(~rays.hit)
    free = np.zeros(len(rays.depth_m), bool)
    if not lost.size:
        return free
    scene = o3d.t.geometry.RaycastingScene()
    scene.add_triangles(o3d.t.geometry.TriangleMesh.from_legacy(mesh_from_surface(surface)))
    cast = np.concatenate([rays.origins[lost], rays.directions[lost]], axis=1).astype(np.float32)
    free[lost] = ~scene.test_occlusions(o3d.core.Tensor(cast), 0.0, MISS_RANGE_M[1]).numpy()
    return free
