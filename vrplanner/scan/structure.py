"""Floor plan and height of a room: the walls' lines cut the plan into cells, and the cells that are room are chosen.

A minimum cut between "room" and "not room" (after Mura et al., "Automatic room detection and reconstruction in
cluttered indoor environments", 2014, and Ochmann et al., 2016): space the camera saw through wants to be room, and a
border costs by its length unless upper wall surface facing the room stands on it. Furniture hides the lower wall and
doors pierce it, so only the band below the ceiling counts.
"""

import math
from collections import defaultdict
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from shapely import contains_xy
from shapely.geometry import LineString, MultiPolygon, Point, Polygon, box
from shapely.ops import polygonize, unary_union

from vrplanner.core.errors import InvalidFile
from vrplanner.core.geometry import Point2, signed_area
from vrplanner.core.walls import WallFace, wall_face
from vrplanner.scan.fusion import Surface
from vrplanner.scan.space import FreeSpace
from vrplanner.scan.wall_lines import STEP_M, UprightCells, WallLine, find_wall_lines, surface_on, upright_cells

UNSEEN_CEILING_M = 2.5
BORDER_COST = 0.35
LEAST_BORDER_COST = 0.02
ROOM_FROM_SHARE = 0.3
SMALLEST_JOG_M = 0.12
STRAIGHT_WITHIN_RAD = 0.07
SEEN_SPACE_ENDS = (1.5, 8.0)  # percentiles


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundWall:
    """One side of the floor plan. `line` None: nothing was seen there, the plan just had to end.

    `coverage` is the share of its upper band where surface was seen.
    """

    start: Point2
    end: Point2
    line: WallLine | None
    coverage: float

    @property
    def length_m(self) -> float:
        return math.dist(self.start, self.end)

    @property
    def face(self) -> WallFace:
        return wall_face(self.start, self.end)


@dataclass(frozen=True, slots=True, kw_only=True)
class Structure:
    """`walls` clockwise seen from above; `ceiling_seen` False: `height_m` is as high as walls were seen, or usual."""

    walls: tuple[FoundWall, ...]
    height_m: float
    ceiling_seen: bool
    ceiling_area_m2: float
    seen_height_m: float
    lines: tuple[WallLine, ...]

    @property
    def polygon(self) -> Polygon:
        return Polygon([wall.start for wall in self.walls])

    def shifted(self, dx_m: float, dz_m: float) -> "Structure":
        """The same structure moved on the plan."""
        walls = tuple(_shifted_wall(wall, dx_m, dz_m) for wall in self.walls)
        return replace(self, walls=walls, lines=tuple(_shifted_line(line, dx_m, dz_m) for line in self.lines))


def find_structure(surface: Surface, space: FreeSpace, cameras: NDArray[np.float64]) -> Structure:
    """The plan of the room the cameras (n, 3) stood in, from a levelled surface and the space seen through.

    Raises InvalidFile when the camera saw no space that could be a room.
    """
    ceiling_m, ceiling_area = find_ceiling(surface)
    seen_m = float(np.percentile(surface.points[:, 1], 99.5))
    top_m = ceiling_m or seen_m
    cells = upright_cells(surface)
    lines = find_wall_lines(cells)
    evidence = _Evidence(cells, (0.72 * top_m, top_m - 0.08))
    share = np.clip(space.column_share(bottom_m=0.45 * top_m, top_m=0.95 * top_m) / 0.5, 0, 1)
    plausible = [line for line in lines if _may_be_wall(line, evidence)]
    outline = _outline(plausible, evidence, share, space, cameras)
    walls = tuple(_walls(outline, plausible, evidence))
    return Structure(
        walls=walls, height_m=ceiling_m or max(seen_m, UNSEEN_CEILING_M), ceiling_seen=ceiling_m is not None,
        ceiling_area_m2=ceiling_area, seen_height_m=seen_m, lines=tuple(lines),
    )  # fmt: skip


def _shifted_line(line: WallLine, dx_m: float, dz_m: float) -> WallLine:
    return replace(line, offset_m=line.offset_m + line.facing[0] * dx_m + line.facing[1] * dz_m)


def _shifted_wall(wall: FoundWall, dx_m: float, dz_m: float) -> FoundWall:
    (ax, az), (bx, bz) = wall.start, wall.end
    line = _shifted_line(wall.line, dx_m, dz_m) if wall.line else None
    return replace(wall, start=(ax + dx_m, az + dz_m), end=(bx + dx_m, bz + dz_m), line=line)


def find_ceiling(surface: Surface) -> tuple[float | None, float]:
    """Height of the largest level surface seen from below above 1.9 m, and its area in m²; None if under 0.5 m²."""
    under = surface.points[(surface.normals[:, 1] < -0.9) & (surface.points[:, 1] > 1.9)]
    if len(under) < 50:
        return None, 0.0
    counts, edges = np.histogram(under[:, 1], np.arange(1.9, under[:, 1].max() + 0.04, 0.02))
    peak = int(np.argmax(np.convolve(counts, [1, 1, 1], mode="same")))
    near = under[np.abs(under[:, 1] - (edges[peak] + 0.01)) < 0.04]
    area = len(np.unique(np.floor(near[:, [0, 2]] / STEP_M).astype(int), axis=0)) * STEP_M**2
    return (float(np.median(near[:, 1])), area) if area >= 0.5 else (None, area)


def _may_be_wall(line: WallLine, evidence: "_Evidence") -> bool:
    """Whether enough upper surface stands on a line; walls askew to the main headings must show more of it."""
    skew = abs(float(np.mod(np.arctan2(line.facing[1], line.facing[0]) + np.pi / 4, np.pi / 2) - np.pi / 4))
    return evidence.covered_m(line) >= (0.3 if skew < np.radians(8) else 0.8)


class _Evidence:
    """Where the upper band of each line is covered with surface, in steps along it."""

    def __init__(self, cells: UprightCells, band_m: tuple[float, float]) -> None:
        self._cells, self._band = cells, band_m
        self._known: dict[WallLine, tuple[int, NDArray[np.float64]]] = {}

    def coverage(self, line: WallLine, start: float, end: float) -> float:
        """Mean coverage between two places along the line, metres."""
        first, covered = self._columns(line)
        low, high = sorted((start, end))
        steps = np.arange(
            int(np.floor(low / STEP_M)), max(int(np.ceil(high / STEP_M)), int(np.floor(low / STEP_M)) + 1)
        )
        inside = (steps >= first) & (steps < first + len(covered))
        return float(covered[steps[inside] - first].sum() / len(steps))

    def covered_m(self, line: WallLine) -> float:
        """Length of the line whose upper band is covered, metres."""
        return float(self._columns(line)[1].sum() * STEP_M)

    def _columns(self, line: WallLine) -> tuple[int, NDArray[np.float64]]:
        if line not in self._known:
            along, height = surface_on(self._cells, line)
            inside = (height > self._band[0]) & (height < self._band[1])
            cells = np.column_stack([np.floor(along[inside] / STEP_M), np.floor(height[inside] / STEP_M)]).astype(int)
            cells = np.unique(cells, axis=0)
            full = max((self._band[1] - self._band[0]) / STEP_M * 0.6, 1.0)
            first = int(cells[:, 0].min()) if len(cells) else 0
            counts = np.bincount(cells[:, 0] - first) if len(cells) else np.zeros(0)
            self._known[line] = first, np.minimum(counts / full, 1.0)
        return self._known[line]


def _outline(
    lines: list[WallLine],
    evidence: _Evidence,
    share: NDArray[np.float64],
    space: FreeSpace,
    cameras: NDArray[np.float64],
) -> Polygon:
    frame, ends = _frame(share, space)
    cut = [line for line in (_clipped(line, frame) for line in [*lines, *ends]) if line is not None]
    faces = [face for face in polygonize(unary_union([*cut, frame.exterior])) if face.area > 1e-4]
    rooms = _choose(faces, lines, evidence, share, space)
    if not rooms:
        raise InvalidFile(
            "No room can be made out in this capture: too little free space was seen.",
            hint="Film the walls from the middle of the room, turning slowly all the way round.",
        )
    merged = unary_union([faces[index].buffer(1e-6, join_style="mitre") for index in rooms])
    pieces = list(merged.geoms) if isinstance(merged, MultiPolygon) else [merged]
    standing = [sum(piece.covers(Point(x, z)) for x, _, z in cameras) for piece in pieces]
    best = max(range(len(pieces)), key=lambda i: (standing[i], pieces[i].area))
    return Polygon(pieces[best].exterior)


def _frame(share: NDArray[np.float64], space: FreeSpace) -> tuple[Polygon, list[WallLine]]:
    """A box round the seen space, and lines where it ends on each side, for sides of the room nobody filmed."""
    columns, rows = np.nonzero(share > 0.3)
    if not len(columns):
        return box(0, 0, 1, 1), []
    x = space.low[0] + (columns + 0.5) * space.cell_m
    z = space.low[2] + (rows + 0.5) * space.cell_m
    lines = []
    for percent in SEEN_SPACE_ENDS:
        (x0, x1), (z0, z1) = (np.percentile(values, [percent, 100 - percent]) for values in (x, z))
        ends = [((1.0, 0.0), x0), ((-1.0, 0.0), -x1), ((0.0, 1.0), z0), ((0.0, -1.0), -z1)]
        lines += [WallLine(facing=facing, offset_m=float(offset)) for facing, offset in ends]
    return box(x.min() - 1, z.min() - 1, x.max() + 1, z.max() + 1), lines


def _clipped(line: WallLine, frame: Polygon) -> LineString | None:
    middle, along = np.array(line.facing) * line.offset_m, line.along
    cut = LineString([middle - along * 100, middle + along * 100]).intersection(frame)
    return cut if isinstance(cut, LineString) and cut.length > 0.1 else None


def _choose(
    faces: list[Polygon], lines: list[WallLine], evidence: _Evidence, share: NDArray[np.float64], space: FreeSpace
) -> list[int]:
    """Indices of the faces on the room's side of the minimum cut."""
    from scipy.sparse import coo_matrix
    from scipy.sparse.csgraph import breadth_first_order, maximum_flow

    source, sink = len(faces), len(faces) + 1
    edges: list[tuple[int, int, float]] = []
    for index, face in enumerate(faces):
        gain = face.area * (_mean_share(face, share, space) - ROOM_FROM_SHARE)
        edges.append((source, index, gain) if gain > 0 else (index, sink, -gain))
    borders: dict[tuple[Point2, Point2], list[int]] = defaultdict(list)
    for index, face in enumerate(faces):
        corners = [(round(x, 6), round(z, 6)) for x, z in face.exterior.coords]
        for a, b in pairwise(corners):
            borders[min(a, b), max(a, b)].append(index)
    for (a, b), owners in borders.items():
        costs = [_border_cost(a, b, faces[owner], lines, evidence) for owner in owners]
        if len(owners) == 2:
            edges += [(owners[0], owners[1], costs[0]), (owners[1], owners[0], costs[1])]
        else:
            edges.append((owners[0], sink, costs[0]))
    rows, columns, costs = zip(*edges, strict=True)
    size = len(faces) + 2
    capacity = coo_matrix(
        (np.round(np.array(costs) * 1e5).astype(np.int32), (rows, columns)), shape=(size, size)
    ).tocsr()
    flow = maximum_flow(capacity, source, sink).flow
    residual = capacity - flow
    residual.data = np.maximum(residual.data, 0)
    residual.eliminate_zeros()
    reached = breadth_first_order(residual, source, return_predecessors=False)
    return sorted(int(node) for node in reached if node < len(faces))


def _mean_share(face: Polygon, share: NDArray[np.float64], space: FreeSpace) -> float:
    x0, z0, x1, z1 = face.bounds
    step = max(0.03, min(0.1, (x1 - x0) / 3, (z1 - z0) / 3))
    x, z = (
        grid.ravel() for grid in np.meshgrid(np.arange(x0 + step / 2, x1, step), np.arange(z0 + step / 2, z1, step))
    )
    inside = contains_xy(face, x, z)
    if not inside.any():
        x, z = np.array([face.centroid.x]), np.array([face.centroid.y])
        inside = np.array([True])
    i = np.floor((x[inside] - space.low[0]) / space.cell_m).astype(int)
    k = np.floor((z[inside] - space.low[2]) / space.cell_m).astype(int)
    known = (i >= 0) & (k >= 0) & (i < share.shape[0]) & (k < share.shape[1])
    return float(share[i[known], k[known]].sum() / len(i))


def _border_cost(a: Point2, b: Point2, room: Polygon, lines: list[WallLine], evidence: _Evidence) -> float:
    """What it costs that the room ends at this border of its face."""
    length_m = math.dist(a, b)
    best = _line_at(a, b, np.array(room.representative_point().coords[0]), lines, evidence)[1]
    return length_m * max(BORDER_COST * (1 - best), LEAST_BORDER_COST)


def _line_at(
    a: Point2, b: Point2, inside: NDArray[np.float64], lines: list[WallLine], evidence: _Evidence
) -> tuple[WallLine | None, float]:
    """The best covered line that the border a-b lies on and that faces the point `inside`, and its coverage there."""
    ends = np.array([a, b])
    best, best_coverage = None, 0.0
    for line in lines:
        if np.abs(line.distance(ends)).max() > 0.02 or line.distance(inside[None])[0] <= 0:
            continue
        coverage = evidence.coverage(line, *(ends @ line.along).tolist())
        if best is None or coverage > best_coverage:
            best, best_coverage = line, coverage
    return best, best_coverage


def _walls(outline: Polygon, lines: list[WallLine], evidence: _Evidence) -> list[FoundWall]:
    corners = _without_jogs([(float(x), float(z)) for x, z in outline.exterior.coords[:-1]])
    if signed_area(corners) < 0:
        corners = corners[::-1]
    sides = list(zip(corners, [*corners[1:], corners[0]], strict=True))
    own = [_line_of_side(start, end, lines, evidence) for start, end in sides]
    fitted = [line or _line_through(*side) for line, side in zip(own, sides, strict=True)]
    met = [_meet(fitted[i - 1], fitted[i], corners[i]) for i in range(len(corners))]
    if not Polygon(met).is_valid:
        met = corners
    walls = []
    for start, end, line in zip(met, [*met[1:], met[0]], own, strict=True):
        ends = np.array([start, end]) @ line.along if line else np.zeros(2)
        coverage = evidence.coverage(line, *ends.tolist()) if line else 0.0
        walls.append(FoundWall(start=start, end=end, line=line, coverage=coverage))
    return walls


def _line_of_side(start: Point2, end: Point2, lines: list[WallLine], evidence: _Evidence) -> WallLine | None:
    """The line that a side of the outline follows (jogs flattened away may have moved it a little)."""
    ends, side = np.array([start, end]), _line_through(start, end)
    best, best_coverage = None, 0.05
    for line in lines:
        parallel = np.dot(line.facing, side.facing) > np.cos(np.radians(5))
        if not parallel or np.abs(line.distance(ends)).max() > SMALLEST_JOG_M:
            continue
        coverage = evidence.coverage(line, *(ends @ line.along).tolist())
        if coverage > best_coverage:
            best, best_coverage = line, coverage
    return best


def _line_through(start: Point2, end: Point2) -> WallLine:
    """The line of a side with the room to its right."""
    facing = wall_face(start, end).inward
    return WallLine(facing=facing, offset_m=float(np.dot(facing, start)))


def _meet(before: WallLine, after: WallLine, near: Point2) -> Point2:
    matrix = np.array([before.facing, after.facing])
    if abs(np.linalg.det(matrix)) < 0.1:
        return near
    met = np.linalg.solve(matrix, [before.offset_m, after.offset_m])
    return (float(met[0]), float(met[1])) if np.hypot(*(met - np.array(near))) < 0.5 else near


def _without_jogs(corners: list[Point2]) -> list[Point2]:
    """Straight corners dropped, and steps too small to be walls flattened into the longer neighbour's line."""
    corners = _without_straight(corners)
    while len(corners) > 4:
        lengths = [math.dist(a, b) for a, b in zip(corners, [*corners[1:], corners[0]], strict=True)]
        shortest = int(np.argmin(lengths))
        if lengths[shortest] >= SMALLEST_JOG_M:
            break
        corners = _without_straight(_flattened(corners, lengths, shortest))
    return _without_straight(corners)


def _flattened(corners: list[Point2], lengths: list[float], short: int) -> list[Point2]:
    n = len(corners)
    before, after = (short - 1) % n, (short + 1) % n
    a, b, c, d = (np.array(corners[i]) for i in (before, short, after, (short + 2) % n))
    u, v = b - a, d - c
    turn = abs(u[0] * v[1] - u[1] * v[0]) / max(float(np.linalg.norm(u) * np.linalg.norm(v)), 1e-9)
    if turn > 0.3:  # a cut-off corner: let its neighbours meet
        met = a + u * ((c - a)[0] * v[1] - (c - a)[1] * v[0]) / (u[0] * v[1] - u[1] * v[0])
        kept = {short: (float(met[0]), float(met[1]))}
        return [kept.get(i, corner) for i, corner in enumerate(corners) if i != after]
    shift = c - b
    moved = dict(enumerate(corners))
    if lengths[before] >= lengths[after]:
        moved[(short + 2) % n] = tuple((d - shift).tolist())
    else:
        moved[before] = tuple((a + shift).tolist())
    drop = {short, after}
    return [moved[i] for i in range(n) if i not in drop]


def _without_straight(corners: list[Point2]) -> list[Point2]:
    kept = []
    for before, at, after in zip([corners[-1], *corners[:-1]], corners, [*corners[1:], corners[0]], strict=True):
        u, v = np.subtract(at, before), np.subtract(after, at)
        if abs(u[0] * v[1] - u[1] * v[0]) > STRAIGHT_WITHIN_RAD * max(float(np.hypot(*u) * np.hypot(*v)), 1e-9):
            kept.append(at)
    return kept if len(kept) == len(corners) or len(kept) < 4 else _without_straight(kept)
