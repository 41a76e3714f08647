"""A furnishing problem as plain arrays, independent of the document and of any file format.

Frame: metres and radians on a plan with x to the right and y up the page, angles counter-clockwise. The room's polygon
runs counter-clockwise. An item's width lies along its local +x, its depth along its local +y, and its front looks along
local +y; a yaw of `a` turns that front to (-sin a, cos a). Its own left is local -x.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from shapely.geometry import Point, Polygon

from vrplanner.core.errors import InvalidInput

Array = NDArray[np.float64]
Side = Literal["front", "back", "left", "right"]
SIDES: tuple[Side, ...] = ("front", "back", "left", "right")
DoorSwing = Literal["in", "out", "slide"]
RelationType = Literal[
    "view", "at", "beside", "front_of", "under", "around", "near", "daylight", "foot_of", "apart", "mirror", "circle",
    "focus", "spread",
]  # fmt: skip
WallNeed = Literal["must", "wish", "no"]

MAX_ITEMS = 60
OFF_WALL_M = 0.2


@dataclass(frozen=True, slots=True, kw_only=True)
class Door:
    """A way in. `hinge` and `leaf` are the two ends of its opening; only a door that swings in sweeps floor."""

    id: str
    hinge: tuple[float, float]
    leaf: tuple[float, float]
    swing: DoorSwing = "in"


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """A window between two points on a wall; what stands before it and rises above `sill_m` covers it."""

    id: str
    start: tuple[float, float]
    end: tuple[float, float]
    sill_m: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """What the optimiser knows of one item besides its place.

    `access_all` are sides a person must be able to step up to, `access_any` sides of which one is enough.
    `base_m` is the height its underside hangs at. What is not `solid` (a rug, a television on the wall) may share its
    place with others. A `fixed` piece is never moved. `cable_m` is how far its plug reaches, None for what has none.
    `misfit` (0..1) says how far it is from what was wished where there is a choice, `price` what it would cost.
    """

    id: str
    kind: str
    name: str
    width_m: float
    depth_m: float
    height_m: float
    base_m: float = 0.0
    fixed: bool = False
    wall: WallNeed = "no"
    corner: bool = False
    access_all: tuple[Side, ...] = ()
    access_any: tuple[Side, ...] = SIDES
    clear_m: dict[Side, float] = field(default_factory=dict)
    priority: int = 2
    rug: bool = False
    solid: bool = True
    cable_m: float | None = None
    price: float = 0.0
    misfit: float = 0.0

    @property
    def area_m2(self) -> float:
        return self.width_m * self.depth_m


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """How `a` should stand to `b` (indices of pieces). `low_m`..`high_m` is the distance or gap wanted.

    "mirror": a and b are each other's image across the middle line of `about`. "circle": the seats `members` face each
    other around one middle. "focus": a looks at `point`. A `wish` is taste of ours; the others were asked for, or are
    what the things are for.
    """

    type: RelationType
    a: int
    b: int
    low_m: float = 0.0
    high_m: float = 0.0
    max_angle_rad: float = 0.0
    wish: bool = False
    about: int = -1
    members: tuple[int, ...] = ()
    point: tuple[float, float] = (0.0, 0.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """A room and what should stand in it. `current` is (N, 3): x, y, yaw of each piece as it stands now.

    `alternatives` may give for each piece others of which one can stand in its place, all together for at most
    `budget` (0: no limit). `keep` is how much it matters that things stay where they are: 0 not at all, 1 much.
    `taste` multiplies the weights of the terms it names (`columns.TERMS`).
    """

    id: str
    polygon: Array
    doors: tuple[Door, ...]
    windows: tuple[Window, ...]
    pieces: tuple[Piece, ...]
    relations: tuple[Relation, ...]
    current: Array
    turning_m: float = 0.0
    sockets: tuple[tuple[float, float], ...] = ()
    alternatives: tuple[tuple[Piece, ...], ...] = ()
    budget: float = 0.0
    keep: float = 0.0
    taste: Mapping[str, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        _check(self)

    def __len__(self) -> int:
        return len(self.pieces)

    @property
    def floor(self) -> Polygon:
        return Polygon(self.polygon)

    def column(self, name: str) -> Array:
        """One number of every piece as an array (N,)."""
        return np.array([float(getattr(piece, name)) for piece in self.pieces])


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """A place for every piece: `pose` (N, 3) x, y, yaw; `present` (N,) is False for what had to be left out.

    `chosen` (N,) tells which stands there: 0 the piece itself, k its alternative k - 1; None where there is no choice.
    """

    pose: Array
    present: NDArray[np.bool_]
    chosen: NDArray[np.int64] | None = None


def current_layout(problem: Problem) -> Layout:
    return Layout(pose=problem.current.copy(), present=np.ones(len(problem), bool))


def options_of(problem: Problem, i: int) -> tuple[Piece, ...]:
    """A piece and all that can stand in its place."""
    return (problem.pieces[i], *(problem.alternatives[i] if problem.alternatives else ()))


def as_chosen(problem: Problem, layout: Layout) -> Problem:
    """The problem with the pieces that a layout chose, and nothing left to choose."""
    if not problem.alternatives or layout.chosen is None:
        return problem
    pieces = tuple(options_of(problem, i)[int(k)] for i, k in enumerate(layout.chosen))
    return replace(problem, pieces=pieces, alternatives=())


def piece_corners(piece: Piece, pose: Array) -> Array:
    """The footprint's corners (4, 2): back left, back right, front right, front left."""
    c, s = math.cos(pose[2]), math.sin(pose[2])
    half_w, half_d = piece.width_m / 2, piece.depth_m / 2
    local = np.array([(-half_w, -half_d), (half_w, -half_d), (half_w, half_d), (-half_w, half_d)])
    return local @ np.array([(c, s), (-s, c)]) + pose[:2]


def _check(problem: Problem) -> None:
    numbers = np.concatenate([problem.polygon.ravel(), problem.current.ravel()])
    sizes = np.array([(p.width_m, p.depth_m, p.height_m) for p in problem.pieces]).reshape(-1, 3)
    if not np.isfinite(numbers).all() or not np.isfinite(sizes).all():
        raise InvalidInput(f"A number of {problem.id} is not finite.", hint="Give every place and size in metres.")
    if len(problem.polygon) < 3 or not problem.floor.is_valid or problem.floor.area < 0.1:
        raise InvalidInput(f"The walls of {problem.id} do not enclose a floor.", hint="Give its corners in order.")
    if not problem.floor.exterior.is_ccw:
        raise InvalidInput(f"The corners of {problem.id} run clockwise.", hint="Give them counter-clockwise.")
    if (sizes <= 0).any():
        worst = problem.pieces[int(sizes.min(axis=1).argmin())]
        raise InvalidInput(f"{worst.name} has no size.", hint="Width, depth and height must be above zero.")
    if len(problem) > MAX_ITEMS:
        raise InvalidInput(
            f"{len(problem)} things at once are too many to arrange.", hint=f"Fix or remove some; {MAX_ITEMS} will do."
        )
    if problem.alternatives and len(problem.alternatives) != len(problem):
        raise InvalidInput(f"{problem.id} has alternatives for some of its pieces only.")
    for door in problem.doors:
        if math.dist(door.hinge, door.leaf) < 0.05:
            raise InvalidInput(f"The door {door.id} has no width.")
        if max(problem.floor.exterior.distance(Point(end)) for end in (door.hinge, door.leaf)) > OFF_WALL_M:
            raise InvalidInput(f"The door {door.id} is not in a wall.", hint="Both its ends must lie on the outline.")
