"""A problem packed into a handful of arrays for the compiled kernels."""

import math
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from vrplanner.layout import columns as t
from vrplanner.layout.problem import SIDES, Array, Layout, Piece, Problem, Relation, options_of
from vrplanner.layout.room_tables import FloorGrid, edge_rows, wall_directions, zone_rows
from vrplanner.layout.rules import FLAT_KINDS, WINDOW_SHY_KINDS

WALKER_RADII_M = (0.31, 0.45)
"""Of who must get everywhere and of who should. The first has a centimetre to spare, so that nobody who measures with
another grid finds a way too narrow.
"""
DROP_COSTS = {1: 230.0, 2: 50.0, 3: 12.0}
ANGLED_KINDS, ANGLED = ("armchair",), 0.3
"""What may well stand at an angle, and how much it still counts that it does."""
MAIN_KINDS = ("bed",)
MAIN_DROP_COST = 2000.0
"""A bedroom without its bed is none, however much else could stay."""
DROP_HARDNESS = 40.0
"""How much more a hard rule weighs once things may be left out: always more than leaving out one thing."""
WALKABLE_HEIGHT_M = 1.9
CLUTTER_HEIGHT_M = 0.65
"""What rises above this looks wrong between a viewer and a screen even if one can see over it."""
WISH_WEIGHT = 0.35
CARRIED = ("at", "beside", "front_of", "under", "around", "near", "foot_of")
"""Relations in which the one goes along when the other is carried."""
PULL_BACK_M = 0.4
"""Free floor behind a chair at a table, to get up from it."""


class Tables(NamedTuple):
    """Arrays of one problem. `group[i, j]` is 1 where j goes along when i is carried; `exempt[i, j]` is 1 where j may
    stand in the free space i asks for; `tuck[i, j]` is how deep j may slide under i, metres; `touches[r, i]` is 1
    where relation r's cost depends on i. Rows of `pieces` after the first N are alternatives; `options` (N, 2) says
    from which row on and how many each piece has.
    """

    pieces: Array
    options: NDArray[np.int64]
    home: Array  # (N, 3): where each piece stands now
    edges: Array
    zones: Array
    relations: Array
    touches: NDArray[np.uint8]
    exempt: NDArray[np.uint8]
    tuck: Array
    group: NDArray[np.uint8]
    directions: Array
    room: Array  # x low, y low, x high, y high, centroid x, y, convex, area
    windows: Array  # x0, y0, x1, y1 a row
    sockets: Array  # x, y a row
    free_rows: NDArray[np.int64]  # (radii, rows): bits of cells a walker of that radius can stand on in the empty room
    door_rows: NDArray[np.int64]  # (doors, rows): cells a person who came in stands on
    grid: Array  # `FloorGrid.numbers`
    wishes: Array  # `columns.KEEP`, `columns.BUDGET_LIMIT`
    weights: Array


def make_tables(problem: Problem, *, may_drop: bool = False) -> Tables:
    """Pack. With `may_drop` what breaks the room weighs so much that leaving something out is cheaper."""
    weights = np.array([t.WEIGHTS[name] * problem.taste.get(name, 1.0) for name in t.TERMS])
    if may_drop:
        weights[list(t.HARD_TERMS)] *= DROP_HARDNESS
    floor = problem.floor
    convex = float(floor.convex_hull.area - floor.area < 1e-6)
    grid = FloorGrid(problem)
    relations = list(_all_relations(problem))
    return Tables(
        pieces=_piece_rows(problem),
        options=_options(problem),
        home=problem.current,
        edges=edge_rows(problem.polygon),
        zones=zone_rows(problem),
        relations=np.array([_relation_row(problem, r) for r in relations]).reshape(-1, t.RELATION_COLUMNS),
        touches=_touches(problem, relations),
        exempt=_exempt(problem),
        tuck=_tuck(problem),
        group=_groups(problem),
        directions=wall_directions(problem.polygon),
        room=np.array([*floor.bounds, floor.centroid.x, floor.centroid.y, convex, floor.area]),
        windows=np.array([(*w.start, *w.end) for w in problem.windows]).reshape(-1, 4),
        sockets=np.array(problem.sockets).reshape(-1, 2),
        free_rows=grid.free_rows((*WALKER_RADII_M, problem.turning_m / 2)),
        door_rows=grid.door_rows(),
        grid=grid.numbers(),
        wishes=np.array([problem.keep, problem.budget]),
        weights=weights,
    )


def make_state(problem: Problem, layout: Layout) -> Array:
    """(N, 7) rows of x, y, yaw, cos, sin, present, and the row of `Tables.pieces`."""
    pose, count = layout.pose, len(problem)
    model = np.arange(count)
    if problem.alternatives and layout.chosen is not None:
        first = _options(problem)[:, 0]
        model = np.where(layout.chosen > 0, first + layout.chosen - 1, model)
    return np.column_stack([pose, np.cos(pose[:, 2]), np.sin(pose[:, 2]), layout.present.astype(float), model])


def layout_of(problem: Problem, state: Array) -> Layout:
    """The reverse of `make_state`."""
    chosen = None
    if problem.alternatives:
        model = state[:, t.MODEL].astype(np.int64)
        own = model < len(problem)
        chosen = np.where(own, 0, model - _options(problem)[:, 0] + 1)
    return Layout(pose=state[:, :3].copy(), present=state[:, t.PRESENT] > 0, chosen=chosen)


def _options(problem: Problem) -> NDArray[np.int64]:
    counts = [len(others) for others in problem.alternatives] or [0] * len(problem)
    first = len(problem) + np.concatenate([[0], np.cumsum(counts)[:-1]]) if counts else np.zeros(0)
    return np.column_stack([first, counts]).astype(np.int64).reshape(-1, 2)


def _mask(sides: tuple[str, ...]) -> float:
    return float(sum(1 << SIDES.index(side) for side in sides))


def _piece_rows(problem: Problem) -> Array:
    seated = {r.a for r in problem.relations if r.type == "at" and problem.pieces[r.b].kind != "desk"}
    rows = [_piece_row(piece, pull_back=i in seated) for i, piece in enumerate(problem.pieces)]
    rows += [_piece_row(o, pull_back=i in seated) for i, others in enumerate(problem.alternatives) for o in others]
    return np.array(rows).reshape(-1, t.PIECE_COLUMNS)


def drop_cost(piece: Piece) -> float:
    """What a room loses without a piece."""
    main = piece.kind in MAIN_KINDS and piece.priority == 1
    return MAIN_DROP_COST if main else DROP_COSTS[piece.priority]


def _piece_row(piece: Piece, *, pull_back: bool) -> list[float]:
    half_w, half_d = piece.width_m / 2, piece.depth_m / 2
    round_like = piece.kind in FLAT_KINDS and abs(half_w - half_d) < 0.05
    align = 0.0 if round_like else ANGLED if piece.kind in ANGLED_KINDS else 1.0
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
        align, radius, drop_cost(piece), piece.area_m2, float(walked_over),
        radius + max(clear), float(piece.kind in WINDOW_SHY_KINDS), -1.0 if piece.cable_m is None else piece.cable_m,
        piece.price, piece.misfit,
    ]  # fmt: skip


def _all_relations(problem: Problem) -> Iterator[Relation]:
    """Those of the problem, and that chairs spread evenly round a table that several share."""
    yield from problem.relations
    seated = [r.b for r in problem.relations if r.type == "at"]
    for table in dict.fromkeys(seated):
        chairs = tuple(r.a for r in problem.relations if r.type == "at" and r.b == table)
        if len(chairs) > 1:
            yield Relation(type="spread", a=table, b=table, members=chairs)


def _relation_row(problem: Problem, relation: Relation) -> list[float]:
    target = problem.pieces[relation.b]
    sides = _mask(target.access_all) if target.access_all and relation.type == "at" else 15.0
    low, high = (-0.06, 0.08) if relation.type == "at" else (relation.low_m, relation.high_m)
    weight = WISH_WEIGHT if relation.wish else 1.0
    angle = relation.max_angle_rad
    if relation.type == "at":
        # A chair alone at its table sits at its middle.
        angle = float(sum(r.type == "at" and r.b == relation.b for r in problem.relations) == 1)
    if relation.type == "under":
        # A rug under a bed shows at its foot and both its sides.
        low, high = (0.22, 1.0) if target.kind == "bed" else (0.0, 0.0)
    if relation.type == "focus":
        low, high = relation.point
    third = float(max(relation.about, 0))
    code = float(t.RELATION_CODES[relation.type])
    return [code, float(relation.a), float(relation.b), low, high, angle, weight, sides, third]


def _touches(problem: Problem, relations: list[Relation]) -> NDArray[np.uint8]:
    touches = np.zeros((len(relations), len(problem)), np.uint8)
    tall = [any(o.height_m + o.base_m >= CLUTTER_HEIGHT_M for o in options_of(problem, i)) for i in range(len(problem))]
    for r, relation in enumerate(relations):
        touches[r, [relation.a, relation.b, *relation.members]] = 1
        if relation.about >= 0:
            touches[r, relation.about] = 1
        if relation.type == "view":
            touches[r, tall] = 1
    return touches


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
        if relation.type in CARRIED and relation.a != relation.b:
            follows[relation.b, relation.a] = True
    for via in range(count):
        follows |= np.outer(follows[:, via], follows[via])
    np.fill_diagonal(follows, False)
    fixed = np.array([piece.fixed for piece in problem.pieces], bool)
    follows[:, fixed] = False
    return follows.astype(np.uint8)
