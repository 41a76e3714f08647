"""Random furnished rooms as they are in real homes; the same seed gives the same rooms.

Areas: the average living room has 17.1 m² in British houses built since 2010 and 24.9 m² in those of the 1970s, the
main bedroom 13.4 and 14.7 m² (LABC Warranty 2018, 10,000 houses a decade; The Guardian, 8 April 2018). A double bedroom
has at least 11.5 m² and 2.55 m of width, a single one 7.5 m² and 2.15 m (Nationally Described Space Standard, England
2015). Door leaves are of usual British widths (762, 838 and 926 mm). Furniture is of the sizes of retail kept in
`core.furniture`, beds of the usual mattresses. Assumed, for want of figures: how many doors and windows a room has, a
third of the rooms not rectangular, and furniture (rugs aside) on 22 to 40 % of the floor.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from shapely.geometry import LineString, Polygon

from vrplanner.app.bench.layout.sketch import furnished, piece, scattered
from vrplanner.core.errors import InvalidInput
from vrplanner.core.furniture import BY_NAME
from vrplanner.layout.problem import Array, Door, DoorSwing, Piece, Problem, Window

LEAF_WIDTHS_M = (0.762, 0.838, 0.926)
FLOOR_SHARE = (0.22, 0.40)
ITEMS = (5, 15)
FROM_CORNER_M = 0.12
SWINGS: tuple[DoorSwing, ...] = ("in", "out", "slide")
SWING_SHARES = (0.75, 0.15, 0.10)
ODD_SHAPES = ("L", "cut", "T", "U")
LEAST_WIDE_M2 = 14.0
"""Under this a T or a U would have arms too narrow to live in; such a room gets an L or a cut corner."""
MATTRESSES_M = {"bed": ((1.35, 1.95), (1.5, 2.05), (1.65, 2.1), (1.85, 2.1)), "single bed": ((0.9, 1.95), (1.0, 2.05))}
_TRIES = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomKind:
    """`share` of all rooms; `area_m2` is low, most frequent, high; `doors` and `windows` are the chances of 1, 2, 3.

    `needs` are always there, `extras` come in random order while the floor share allows; "a+b" comes together.
    """

    share: float
    area_m2: tuple[float, float, float]
    least_width_m: float
    doors: tuple[float, ...]
    windows: tuple[float, ...]
    needs: tuple[str, ...]
    extras: tuple[str, ...]


KINDS: Mapping[str, RoomKind] = {
    "living room": RoomKind(
        share=0.30, area_m2=(11.0, 16.5, 28.0), least_width_m=2.8, doors=(0.6, 0.3, 0.1), windows=(0.5, 0.4, 0.1),
        needs=("sofa", "tv stand", "coffee table"),
        extras=("armchair", "armchair", "bookcase", "rug", "side table", "floor lamp", "plant", "sideboard", "cabinet",
                "desk+office chair", "bookcase"),
    ),
    "living and dining room": RoomKind(
        share=0.17, area_m2=(19.0, 24.0, 36.0), least_width_m=3.2, doors=(0.4, 0.4, 0.2), windows=(0.3, 0.5, 0.2),
        needs=("sofa", "tv stand", "coffee table", "dining table+chair+chair+chair+chair"),
        extras=("armchair", "rug", "sideboard", "bookcase", "floor lamp", "plant", "cabinet", "side table"),
    ),
    "main bedroom": RoomKind(
        share=0.23, area_m2=(11.5, 12.5, 18.0), least_width_m=2.55, doors=(0.8, 0.2), windows=(0.75, 0.25),
        needs=("bed", "wardrobe", "nightstand+nightstand"),
        extras=("dresser", "plant", "chair", "rug", "desk+chair", "armchair", "bench", "mirror", "bookcase"),
    ),
    "single bedroom": RoomKind(
        share=0.15, area_m2=(7.5, 8.5, 11.5), least_width_m=2.15, doors=(1.0,), windows=(0.9, 0.1),
        needs=("single bed", "wardrobe", "desk+office chair"),
        extras=("nightstand", "bookcase", "rug", "plant", "ottoman", "dresser"),
    ),
    "dining room": RoomKind(
        share=0.08, area_m2=(9.5, 11.5, 17.0), least_width_m=2.7, doors=(0.5, 0.5), windows=(0.7, 0.3),
        needs=("dining table+chair+chair+chair+chair",),
        extras=("sideboard", "cabinet", "plant", "chair+chair", "rug", "floor lamp", "bookcase"),
    ),
    "home office": RoomKind(
        share=0.07, area_m2=(7.0, 9.0, 13.0), least_width_m=2.2, doors=(1.0,), windows=(0.8, 0.2),
        needs=("desk+office chair", "bookcase"),
        extras=("bookcase", "cabinet", "armchair", "plant", "floor lamp", "rug", "side table", "dresser"),
    ),
}  # fmt: skip


def random_homes(count: int, *, seed: int = 0) -> Iterator[Problem]:
    """So many furnished rooms; every third is not rectangular."""
    for number in range(count):
        yield random_home(number, seed=seed)


def random_home(number: int, *, seed: int = 0) -> Problem:
    """One of them."""
    random = np.random.default_rng((seed, number))
    names = list(KINDS)
    name = names[random.choice(len(names), p=[KINDS[n].share for n in names])]
    return _home(f"{name} {number}", KINDS[name], random, odd=number % 3 == 2)


def _home(name: str, kind: RoomKind, random: np.random.Generator, *, odd: bool) -> Problem:
    area_m2 = float(random.triangular(*kind.area_m2))
    pieces = _pieces(kind, area_m2, random)
    # Nobody puts so much into so little: the furniture that a kind cannot do without asks for its floor.
    area_m2 = max(area_m2, _footprint_m2(pieces) / FLOOR_SHARE[1])
    for _ in range(_TRIES):
        polygon = _outline(area_m2, kind.least_width_m, random, odd=odd)
        doors = _doors(polygon, 1 + _drawn(kind.doors, random), random)
        windows = _windows(polygon, doors, 1 + _drawn(kind.windows, random), random)
        if doors and windows:
            break
    else:
        raise InvalidInput(f"No door and window fit the walls of {name}.", hint="Take another seed.")
    current = np.array(list(scattered(polygon, len(pieces), random)))
    return furnished(name, polygon, pieces, current, doors=doors, windows=windows)


def _drawn(chances: Sequence[float], random: np.random.Generator) -> int:
    return int(random.choice(len(chances), p=chances))


# --- furniture


def _footprint_m2(pieces: Sequence[Piece]) -> float:
    return sum(one.area_m2 for one in pieces if not one.rug)


def _pieces(kind: RoomKind, area_m2: float, random: np.random.Generator) -> tuple[Piece, ...]:
    wanted_m2 = area_m2 * float(random.uniform(*FLOOR_SHARE))
    roomy = float(np.clip((area_m2 - 8.0) / 20.0, 0.0, 1.0))
    chosen: list[Piece] = []
    for entry in kind.needs:
        chosen += _together(entry, len(chosen), roomy, random)
    for entry in random.permutation(kind.extras):
        more = _together(str(entry), len(chosen), roomy, random)
        fits = _footprint_m2([*chosen, *more]) <= wanted_m2
        if len(chosen) + len(more) <= ITEMS[1] and (fits or len(chosen) < ITEMS[0]):
            chosen += more
    return tuple(chosen)


def _together(entry: str, count: int, roomy: float, random: np.random.Generator) -> list[Piece]:
    """The things of one entry; those of one class are of one size."""
    sizes: dict[str, tuple[float, float]] = {}
    made = []
    for number, kind in enumerate(entry.split("+"), start=count + 1):
        size = sizes.setdefault(kind, _size(kind, roomy, random))
        name = "bed" if kind == "single bed" else kind
        made.append(piece(f"{name}_{number}", name, size=size))
    return made


def _size(kind: str, roomy: float, random: np.random.Generator) -> tuple[float, float]:
    """Width and depth, metres: small things for small rooms, large ones for large rooms."""
    if kind in MATTRESSES_M:
        choices = MATTRESSES_M[kind]
        return choices[int(min(len(choices) - 1, random.uniform(0, 0.5 + roomy) * len(choices)))]
    width, depth = BY_NAME[kind].width_m, BY_NAME[kind].depth_m
    place = float(np.clip(random.normal(0.3 + 0.35 * roomy, 0.12), 0.0, 1.0))
    # Both grow together, as they do in shops: the middle of each range is its usual size.
    width_m, depth_m = (round(float(np.interp(place, (0.0, 0.5, 1.0), sizes)), 2) for sizes in (width, depth))
    return width_m, depth_m


# --- walls and openings


def _outline(area_m2: float, least_width_m: float, random: np.random.Generator, *, odd: bool) -> Array:
    shape = ODD_SHAPES[int(random.integers(4 if area_m2 >= LEAST_WIDE_M2 else 2))] if odd else "rectangle"
    unit = _unit_shape(shape, random)
    shortest = math.sqrt(area_m2 / Polygon(unit).area)
    stretch = float(random.uniform(1.0, 1.7))
    # As long as asked, unless that makes the room narrower than its kind may be.
    stretch = max(1.0, min(stretch, (shortest / least_width_m) ** 2))
    sides = (math.sqrt(stretch), 1 / math.sqrt(stretch))
    polygon: Array = np.round(unit * shortest * (sides if random.random() < 0.5 else sides[::-1]), 3)
    return polygon


def _unit_shape(shape: str, random: np.random.Generator) -> Array:
    """Corners within the unit square, counter-clockwise; mirrored at random."""
    a, b, c = random.uniform(0.28, 0.45), random.uniform(0.28, 0.42), random.uniform(0.15, 0.3)
    corners = {
        "rectangle": [(0, 0), (1, 0), (1, 1), (0, 1)],
        "L": [(0, 0), (1, 0), (1, 1 - b), (1 - a, 1 - b), (1 - a, 1), (0, 1)],
        "cut": [(0, 0), (1, 0), (1, 1 - b), (1 - a, 1), (0, 1)],
        "T": [(0, c), (0.25, c), (0.25, 0), (0.75, 0), (0.75, c), (1, c), (1, 1), (0, 1)],
        "U": [(0, 0), (1, 0), (1, 1), (0.67, 1), (0.67, 1 - c), (0.33, 1 - c), (0.33, 1), (0, 1)],
    }[shape]
    unit = np.array(corners, float)
    if random.random() < 0.5:
        unit = np.column_stack([1 - unit[:, 0], unit[:, 1]])[::-1]
    return unit


def _opening(polygon: Array, width_m: float, random: np.random.Generator) -> tuple[Array, Array] | None:
    """The ends of an opening somewhere in a wall, the one nearer to a corner first; None if the wall is too short."""
    along = np.roll(polygon, -1, axis=0) - polygon
    lengths = np.hypot(along[:, 0], along[:, 1])
    edge = int(random.choice(len(polygon), p=lengths / lengths.sum()))
    spare_m = lengths[edge] - width_m - 2 * FROM_CORNER_M
    if spare_m < 0:
        return None
    # A beta of two halves: openings are found near corners more often than in the middle of a wall.
    offset_m = FROM_CORNER_M + spare_m * float(random.beta(0.5, 0.5))
    direction = along[edge] / lengths[edge]
    ends = polygon[edge] + offset_m * direction, polygon[edge] + (offset_m + width_m) * direction
    return ends if offset_m < lengths[edge] / 2 - width_m / 2 else ends[::-1]


def _doors(polygon: Array, count: int, random: np.random.Generator) -> tuple[Door, ...]:
    """Doors with free floor before them that do not swing into each other; none if the first finds no place."""
    floor = Polygon(polygon).buffer(0.01)
    doors: list[Door] = []
    taken: list[Polygon] = []
    for _ in range(40):
        if len(doors) == count:
            break
        width_m = float(random.choice(LEAF_WIDTHS_M))
        ends = _opening(polygon, width_m, random)
        if ends is None:
            continue
        before = LineString(ends).buffer(width_m, cap_style="flat", single_sided=True)
        if not floor.covers(before):
            before = LineString(ends[::-1]).buffer(width_m, cap_style="flat", single_sided=True)
        if not floor.covers(before) or any(before.intersects(other) for other in taken):
            continue
        taken.append(before)
        swing = SWINGS[_drawn(SWING_SHARES, random)]
        doors.append(Door(id=f"door_{len(doors) + 1}", hinge=_plain(ends[0]), leaf=_plain(ends[1]), swing=swing))
    return tuple(doors)


def _windows(polygon: Array, doors: Sequence[Door], count: int, random: np.random.Generator) -> tuple[Window, ...]:
    taken = [LineString([door.hinge, door.leaf]) for door in doors]
    windows: list[Window] = []
    for _ in range(40):
        if len(windows) == count:
            break
        ends = _opening(polygon, float(random.choice((0.6, 0.9, 1.2, 1.5, 1.8, 2.1))), random)
        if ends is None or any(LineString(ends).distance(other) < FROM_CORNER_M for other in taken):
            continue
        taken.append(LineString(ends))
        sill_m = float(random.choice((0.1, 0.5, 0.8, 0.9, 1.0), p=(0.1, 0.15, 0.25, 0.35, 0.15)))
        name = f"window_{len(windows) + 1}"
        windows.append(Window(id=name, start=_plain(ends[0]), end=_plain(ends[1]), sill_m=sill_m))
    return tuple(windows)


def _plain(point: Array) -> tuple[float, float]:
    return float(point[0]), float(point[1])
