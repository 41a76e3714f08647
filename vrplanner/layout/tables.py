"""A problem packed into a handful of arrays for the compiled kernels."""

import math
from typing import NamedTuple

import numpy as np
import shapely
from numpy.typing import NDArray

from vrplanner.layout.problem import SIDES, Array, Door, Piece, Problem, Relation, Window
from vrplanner.layout.rules import FLAT_KINDS, WINDOW_SHY_KINDS

# Columns of `Tables.pieces`.
HALF_W, HALF_D, TOP, BASE, SOLID, FIXED, WALL, CORNER, ACCESS_ALL, ACCESS_ANY = range(10)
CLEAR = 10  # and the three after it: front, back, left, right
ALIGN, RADIUS, DROP_COST, AREA, WALKED_OVER, REACH, SHY = 14, 15, 16, 17, 18, 19, 20
PIECE_COLUMNS = 21
# Columns of `Tables.zones`: 1 for doors and 0 for windows, height above which it counts, vertex count, then x, y pairs.
ZONE_HARD, ZONE_HEIGHT, ZONE_COUNT, ZONE_XY = 0, 1, 2, 3
ZONE_VERTICES = 9
# Columns of `Tables.relations`.
REL_TYPE, REL_A, REL_B, REL_LOW, REL_HIGH, REL_ANGLE, REL_WEIGHT, REL_SIDES = range(8)
VIEW, AT, BESIDE, FRONT_OF, UNDER, AROUND, NEAR, DAYLIGHT, FOOT_OF, SPREAD = range(10)
RELATION_CODES = {
    name: code
    for code, name in enumerate(("view", "at", "beside", "front_of", "under", "around", "near", "daylight", "foot_of"))
}
# Columns of a state: x, y, yaw, cos yaw, sin yaw, present.
X, Y, YAW, COS, SIN, PRESENT = range(6)

TERMS = ("overlap", "outside", "doors", "reach", "windows", "clearance", "walls", "together", "alignment", "balance",
         "walkways", "left_out")  # fmt: skip
OVERLAP, OUTSIDE, DOORS, REACHED, WINDOWS, CLEARANCE, WALLS, TOGETHER, ALIGNMENT, BALANCE, WALKWAYS, LEFT_OUT = range(
    12
)
HARD_TERMS = (OVERLAP, OUTSIDE, DOORS, REACHED)
WEIGHTS = np.array([5.0, 5.0, 5.0, 6.0, 2.0, 1.5, 6.0, 2.0, 1.5, 1.0, 1.0, 1.0])
"""How much one unit of each term counts. A hard term's unit is one violation (plus its depth)."""

LANDING_M = 0.5
WINDOW_DEPTH_M = 0.5
WALKER_RADII_M = (0.3, 0.45)
GRID_CELL_M = 0.1
GRID_BITS = 62
DROP_COSTS = {1: 230.0, 2: 50.0, 3: 12.0}
DROP_HARDNESS = 40.0
"""How much more a hard rule weighs once things may be left out: always more than leaving out one thing."""
WALKABLE_HEIGHT_M = 1.9
WISH_WEIGHT = 0.35
PULL_BACK_M = 0.4
"""Free floor behind a chair at a table, to get up from it."""


class Tables(NamedTuple):
    """Arrays of one problem. `group[i, j]` is 1 where j goes along when i is carried; `exempt[i, j]` is 1 where j may
    stand in the free space i asks for; `tuck[i, j]` is how deep j may slide under i, metres.
    """

    pieces: Array
    edges: Array
    zones: Array
    relations: Array
    exempt: NDArray[np.uint8]
    tuck: Array
    group: NDArray[np.uint8]
    directions: Array
    room: Array  # x low, y low, x high, y high, centroid x, y, convex, area
    windows: Array  # x0, y0, x1, y1 a row
    free_rows: NDArray[np.int64]  # (radii, rows): bits of cells a walker of that radius can stand on in the empty room
    door_rows: NDArray[np.int64]  # (doors, rows): cells a person who came in stands on
    grid: Array  # x and y of the first cell's centre, cell size, turning radius
    weights: Array


def make_tables(problem: Problem, *, may_drop: bool = False) -> Tables:
    """Pack. With `may_drop` what breaks the room weighs so much that leaving something out is cheaper."""
    weights = WEIGHTS.copy()
    if may_drop:
        weights[list(HARD_TERMS)] *= DROP_HARDNESS
    floor = problem.floor
    low_x, low_y, high_x, high_y = floor.bounds
    convex = float(floor.convex_hull.area - floor.area < 1e-6)
    room = np.array([low_x, low_y, high_x, high_y, floor.centroid.x, floor.centroid.y, convex, floor.area])
    cell_m = max(GRID_CELL_M, (high_x - low_x) / GRID_BITS)
    grid = np.array([low_x + cell_m / 2, low_y + cell_m / 2, cell_m, problem.turning_m / 2])
    radii = (*WALKER_RADII_M, problem.turning_m / 2)
    return Tables(
        pieces=_piece_rows(problem),
        edges=_edges(problem.polygon),
        zones=_zones(problem),
        relations=_relation_rows(problem),
        exempt=_exempt(problem),
        tuck=_tuck(problem),
        group=_groups(problem),
        directions=_directions(problem.polygon),
        room=room,
        windows=np.array([(*w.start, *w.end) for w in problem.windows]).reshape(-1, 4),
        free_rows=_cells(problem, radii, cell_m),
        door_rows=_door_cells(problem, cell_m),
        grid=grid,
        weights=weights,
    )


def make_state(problem: Problem, pose: Array, present: NDArray[np.bool_] | None = None) -> Array:
    """(N, 6) rows of x, y, yaw, cos, sin, present."""
    here = np.ones(len(problem)) if present is None else present.astype(float)
    return np.column_stack([pose, np.cos(pose[:, 2]), np.sin(pose[:, 2]), here])


def _mask(sides: tuple[str, ...]) -> float:
    return float(sum(1 << SIDES.index(side) for side in sides))


def _piece_rows(problem: Problem) -> Array:
    seated = {r.a for r in problem.relations if r.type == "at" and problem.pieces[r.b].kind != "desk"}
    rows = [_piece_row(piece, pull_back=i in seated) for i, piece in enumerate(problem.pieces)]
    return np.array(rows).reshape(-1, PIECE_COLUMNS)


def _piece_row(piece: Piece, *, pull_back: bool) -> list[float]:
    half_w, half_d = piece.width_m / 2, piece.depth_m / 2
    round_like = piece.kind in FLAT_KINDS and abs(half_w - half_d) < 0.05
    clear = [piece.clear_m.get(side, 0.0) for side in SIDES]
    if pull_back:
        clear[SIDES.index("back")] = max(PULL_BACK_M, clear[SIDES.index("back")])
    wall = {"must": 1.0, "wish": 0.15, "no": 0.0}[piece.wall]
    solid = piece.solid and not piece.rug
    walked_over = piece.rug or piece.base_m >= WALKABLE_HEIGHT_M or not piece.solid
    radius = math.hypot(half_w, half_d)
    return [
        half_w, half_d, piece.base_m + piece.height_m, piece.base_m, float(solid), float(piece.fixed), wall,
        float(piece.corner), _mask(piece.access_all), _mask(piece.access_any), *clear,
        0.0 if round_like else 1.0, radius, DROP_COSTS[piece.priority], piece.area_m2, float(walked_over),
        radius + max(clear), float(piece.kind in WINDOW_SHY_KINDS),
    ]  # fmt: skip


def _edges(polygon: Array) -> Array:
    """A row an edge: start, end, inward normal, length, and whether the corner at its start is reflex, (N, 8)."""
    rows = []
    count = len(polygon)
    for i in range(count):
        before, start, end = polygon[i - 1], polygon[i], polygon[(i + 1) % count]
        along = end - start
        length = max(float(np.hypot(*along)), 1e-9)
        normal = np.array([-along[1], along[0]]) / length
        arriving = start - before
        reflex = float(arriving[0] * along[1] - arriving[1] * along[0] < -1e-9)
        rows.append([*start, *end, *normal, length, reflex])
    return np.array(rows)


def inward_normal(problem: Problem, start: tuple[float, float], end: tuple[float, float]) -> Array:
    """The unit normal of an opening, into the room."""
    along = np.subtract(end, start)
    normal = np.array([-along[1], along[0]]) / max(float(np.hypot(*along)), 1e-9)
    middle = np.add(start, end) / 2
    inside = problem.floor.buffer(1e-6).contains(shapely.Point(middle + 0.02 * normal))
    return normal if inside else -normal


def landing_corners(problem: Problem, door: Door) -> Array:
    """The floor before a door that stays free, (4, 2)."""
    normal = inward_normal(problem, door.hinge, door.leaf) * LANDING_M
    return np.array([door.hinge, door.leaf, np.add(door.leaf, normal), np.add(door.hinge, normal)])


def swing_corners(problem: Problem, door: Door) -> Array:
    """The quarter circle a door sweeps, from its hinge, as a polygon just outside the arc (9, 2)."""
    along = np.subtract(door.leaf, door.hinge)
    normal = inward_normal(problem, door.hinge, door.leaf) * np.hypot(*along)
    steps = ZONE_VERTICES - 2
    turns = np.arange(steps + 1) * (math.pi / 2 / steps)
    stretch = 1 / math.cos(math.pi / 4 / steps)
    arc = [np.add(door.hinge, stretch * (math.cos(t) * along + math.sin(t) * normal)) for t in turns]
    return np.array([door.hinge, *arc])


def window_corners(problem: Problem, window: Window) -> Array:
    """The strip before a window that nothing higher than its sill should stand on, (4, 2)."""
    normal = inward_normal(problem, window.start, window.end) * WINDOW_DEPTH_M
    return np.array([window.start, window.end, np.add(window.end, normal), np.add(window.start, normal)])


def _zones(problem: Problem) -> Array:
    rows = []
    for door in problem.doors:
        rows.append(_zone_row(1.0, 0.02, landing_corners(problem, door)))
        if door.swing == "in":
            rows.append(_zone_row(1.0, 0.02, swing_corners(problem, door)))
    rows += [_zone_row(0.0, window.sill_m, window_corners(problem, window)) for window in problem.windows]
    return np.array(rows).reshape(-1, ZONE_XY + 2 * ZONE_VERTICES)


def _zone_row(hard: float, height_m: float, corners: Array) -> Array:
    row = np.zeros(ZONE_XY + 2 * ZONE_VERTICES)
    row[:ZONE_XY] = hard, height_m, len(corners)
    row[ZONE_XY : ZONE_XY + 2 * len(corners)] = corners.ravel()
    return row


def _relation_rows(problem: Problem) -> Array:
    rows = [_relation_row(problem, r) for r in problem.relations]
    seated = [r.b for r in problem.relations if r.type == "at"]
    shared = [float(table) for table in dict.fromkeys(seated) if seated.count(table) > 1]
    rows += [[float(SPREAD), table, table, 0.0, 0.0, 0.0, 1.0, 0.0] for table in shared]
    return np.array(rows).reshape(-1, 8)


def _relation_row(problem: Problem, relation: Relation) -> list[float]:
    target = problem.pieces[relation.b]
    sides = _mask(target.access_all) if target.access_all and relation.type == "at" else 15.0
    low, high = (-0.06, 0.08) if relation.type == "at" else (relation.low_m, relation.high_m)
    weight = WISH_WEIGHT if relation.wish else 1.0
    code = float(RELATION_CODES[relation.type])
    angle = relation.max_angle_rad
    if relation.type == "at":
        # A chair alone at its table sits at its middle.
        angle = float(sum(r.type == "at" and r.b == relation.b for r in problem.relations) == 1)
    if relation.type == "under" and target.kind == "bed":
        # A rug under a bed shows at its foot and both its sides.
        low, high = 0.22 * target.depth_m, 1.0
    return [code, float(relation.a), float(relation.b), low, high, angle, weight, sides]


def _exempt(problem: Problem) -> NDArray[np.uint8]:
    exempt = np.zeros((len(problem), len(problem)), np.uint8)
    for relation in problem.relations:
        if relation.type in ("at", "beside", "front_of", "around", "foot_of"):
            exempt[relation.a, relation.b] = exempt[relation.b, relation.a] = 1
    return exempt


def _tuck(problem: Problem) -> Array:
    """A chair may slide a fifth of its depth under its table: well under the 40 % of its area that are allowed."""
    tuck = np.zeros((len(problem), len(problem)))
    for relation in problem.relations:
        if relation.type == "at":
            depth_m = 0.2 * problem.pieces[relation.a].depth_m
            tuck[relation.a, relation.b] = tuck[relation.b, relation.a] = depth_m
    return tuck


def _groups(problem: Problem) -> NDArray[np.uint8]:
    """What stands by something goes along when it is carried: chairs with their table, a rug with the coffee table."""
    count = len(problem)
    follows = np.zeros((count, count), bool)
    for relation in problem.relations:
        if relation.type not in ("view", "daylight") and relation.a != relation.b:
            follows[relation.b, relation.a] = True
    for via in range(count):
        follows |= np.outer(follows[:, via], follows[via])
    np.fill_diagonal(follows, False)
    fixed = np.array([piece.fixed for piece in problem.pieces], bool)
    follows[:, fixed] = False
    return follows.astype(np.uint8)


def _directions(polygon: Array) -> Array:
    """Angles (mod 90°) of the walls worth aligning to: those over 0.7 m."""
    along = np.roll(polygon, -1, axis=0) - polygon
    lengths = np.hypot(along[:, 0], along[:, 1])
    angles = np.mod(np.arctan2(along[:, 1], along[:, 0]), math.pi / 2)
    kept: list[float] = []
    for angle in angles[lengths >= min(0.7, float(lengths.max()))]:
        if all(abs(math.remainder(angle - other, math.pi / 2)) > 0.02 for other in kept):
            kept.append(float(angle))
    return np.array(kept)


def _cell_centres(problem: Problem, cell_m: float) -> tuple[Array, Array]:
    low_x, low_y, high_x, high_y = problem.floor.bounds
    columns = min(GRID_BITS, math.ceil((high_x - low_x) / cell_m - 1e-9))
    rows = math.ceil((high_y - low_y) / cell_m - 1e-9)
    xs = low_x + cell_m * (np.arange(columns) + 0.5)
    ys = low_y + cell_m * (np.arange(rows) + 0.5)
    x, y = np.meshgrid(xs, ys)
    return x, y


def _rows_of(cells: NDArray[np.bool_]) -> NDArray[np.int64]:
    bits = np.int64(1) << np.arange(cells.shape[1], dtype=np.int64)
    return (cells * bits).sum(axis=1).astype(np.int64)


def _cells(problem: Problem, radii_m: tuple[float, ...], cell_m: float) -> NDArray[np.int64]:
    x, y = _cell_centres(problem, cell_m)
    points = shapely.points(x.ravel(), y.ravel())
    inside = shapely.contains(problem.floor, points)
    distance = shapely.distance(problem.floor.exterior, points)
    rows = [_rows_of((inside & (distance >= radius - 1e-6)).reshape(x.shape)) for radius in radii_m]
    return np.array(rows)


def _door_cells(problem: Problem, cell_m: float) -> NDArray[np.int64]:
    """Cells on a door's landing, one cell wider and deeper so that a narrow door still has some."""
    x, y = _cell_centres(problem, cell_m)
    points = shapely.points(x.ravel(), y.ravel())
    rows = []
    for door in problem.doors:
        landing = shapely.Polygon(landing_corners(problem, door)).buffer(cell_m / 2, join_style="mitre")
        rows.append(_rows_of(shapely.contains(landing, points).reshape(x.shape)))
    return np.array(rows, np.int64).reshape(-1, len(x))
