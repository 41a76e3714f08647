"""Which things belong together, from what they are and where they stand now."""

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from vrplanner.layout.problem import Array, Piece, Relation, RelationType, Window

VIEW_M = (1.8, 4.0)
VIEW_ANGLE_RAD = math.radians(25)
COFFEE_GAP_M = (0.3, 0.55)
AROUND_GAP_M = (0.3, 0.9)
SEATS = ("sofa", "armchair")
SCREENS = ("tv stand", "tv")


def infer_relations(pieces: Sequence[Piece], current: Array, windows: Sequence[Window]) -> tuple[Relation, ...]:
    """What an interior designer takes for granted about these things."""
    scout = _Scout(pieces, current)
    purposes = list(_purposes(scout))
    return (*purposes, *_wishes(scout, windows), *_order(scout, purposes, windows))


def infer_wishes(
    pieces: Sequence[Piece], current: Array, windows: Sequence[Window], given: Sequence[Relation]
) -> tuple[Relation, ...]:
    """Only what taste adds to relations that were given: never a second relation of a piece that has one."""
    # Who sees the screen may still want a place in the circle.
    taken = {relation.a for relation in given if relation.type != "view"}
    scout = _Scout(pieces, current)
    wishes = [wish for wish in _wishes(scout, windows) if wish.a not in taken]
    return (*wishes, *_order(scout, given, windows))


class _Scout:
    """Finds pieces by kind, nearest first."""

    def __init__(self, pieces: Sequence[Piece], current: Array) -> None:
        self.pieces = pieces
        self.current = current

    def of(self, *kinds: str) -> list[int]:
        return [i for i, piece in enumerate(self.pieces) if piece.kind in kinds]

    def nearest(self, a: int, *kinds: str) -> int | None:
        """The nearest piece of the first of these kinds that is there at all."""
        for kind in kinds:
            others = [b for b in self.of(kind) if b != a]
            if others:
                return min(others, key=lambda b: (self.distance_m(a, b), b))
        return None

    def alike(self, a: int, b: int) -> bool:
        """Whether two pieces are of one kind and size."""
        one, two = self.pieces[a], self.pieces[b]
        sizes = (abs(one.width_m - two.width_m), abs(one.depth_m - two.depth_m))
        return one.kind == two.kind and max(sizes) < 0.05

    def distance_m(self, a: int, b: int) -> float:
        return float(np.hypot(*(self.current[a, :2] - self.current[b, :2])))


def _purposes(scout: _Scout) -> Iterator[Relation]:
    """Relations without which a thing has lost its use."""
    yield from _views(scout)
    tables = {"chair": ("dining table", "desk"), "office chair": ("desk", "dining table")}
    for chair_kind, table_kinds in tables.items():
        yield from _each(scout, chair_kind, table_kinds, "at", capacity=_seats_at)
    yield from _each(scout, "nightstand", ("bed",), "beside", capacity=lambda _piece: 2)
    for coffee in scout.of("coffee table"):
        watching = [r.a for r in _views(scout) if scout.pieces[r.a].kind == "sofa"]
        sofa = watching[0] if watching else scout.nearest(coffee, "sofa", "armchair")
        if sofa is not None:
            yield Relation(type="front_of", a=coffee, b=sofa, low_m=COFFEE_GAP_M[0], high_m=COFFEE_GAP_M[1])
    for rug in scout.of("rug"):
        table = scout.nearest(rug, "coffee table", "dining table", "bed", "sofa")
        if table is not None:
            yield Relation(type="under", a=rug, b=table)


def _views(scout: _Scout) -> Iterator[Relation]:
    screens = scout.of(*SCREENS)
    for screen in screens[:1]:
        seat = scout.nearest(screen, "sofa", "bed", "armchair")
        if seat is not None:
            low_m, high_m = VIEW_M
            yield Relation(type="view", a=seat, b=screen, low_m=low_m, high_m=high_m, max_angle_rad=VIEW_ANGLE_RAD)


@dataclass(frozen=True, slots=True)
class _Wish:
    """Every piece of one of `kinds` should stand so to the nearest of the first of `targets` that is there."""

    kinds: tuple[str, ...]
    type: RelationType
    targets: tuple[str, ...]
    low_m: float = 0.0
    high_m: float = 0.0


_WISHES = (
    _Wish(("armchair",), "around", ("coffee table", "sofa"), *AROUND_GAP_M),
    _Wish(("side table",), "beside", ("sofa", "armchair", "bed")),
    _Wish(("ottoman", "stool"), "front_of", ("armchair", "sofa"), 0.1, 0.4),
    _Wish(("bench",), "foot_of", ("bed",), 0.0, 0.15),
    _Wish(("floor lamp",), "near", ("armchair", "sofa", "bed", "desk"), 0.0, 0.4),
)


def _wishes(scout: _Scout, windows: Sequence[Window]) -> Iterator[Relation]:
    """Relations that make a room pleasant."""
    for wish in _WISHES:
        for a in scout.of(*wish.kinds):
            b = scout.nearest(a, *wish.targets)
            if b is not None:
                yield Relation(type=wish.type, a=a, b=b, low_m=wish.low_m, high_m=wish.high_m, wish=True)
    viewers = {relation.a for relation in _views(scout)}
    for sofa in scout.of("sofa"):
        centre = scout.nearest(sofa, "coffee table")
        if centre is not None and viewers and sofa not in viewers:
            yield Relation(type="around", a=sofa, b=centre, low_m=AROUND_GAP_M[0], high_m=AROUND_GAP_M[1], wish=True)
    if windows:
        for desk in scout.of("desk"):
            yield Relation(type="daylight", a=desk, b=desk, high_m=1.5, wish=True)


def _order(scout: _Scout, purposes: Sequence[Relation], windows: Sequence[Window]) -> Iterator[Relation]:
    """What makes a room look composed: seats that face each other, pairs that mirror each other, a focal point."""
    seats = scout.of(*SEATS)
    if len(seats) > 1:
        yield Relation(type="circle", a=seats[0], b=seats[0], members=tuple(seats), wish=True)
    yield from _mirrors(scout, purposes, seats)
    yield from _focal_points(scout, seats, windows)


def _mirrors(scout: _Scout, purposes: Sequence[Relation], seats: Sequence[int]) -> Iterator[Relation]:
    """Night stands at their bed, and like armchairs before a sofa or a coffee table."""
    for bed in scout.of("bed"):
        stands = [r.a for r in purposes if r.type == "beside" and r.b == bed]
        if len(stands) == 2 and scout.alike(*stands):
            yield Relation(type="mirror", a=stands[0], b=stands[1], about=bed, wish=True)
    chairs = [i for i in seats if scout.pieces[i].kind == "armchair"]
    axis = scout.of("sofa") or scout.of("coffee table")
    if len(chairs) == 2 and axis and scout.alike(*chairs):
        yield Relation(type="mirror", a=chairs[0], b=chairs[1], about=axis[0], wish=True)


def _focal_points(scout: _Scout, seats: Sequence[int], windows: Sequence[Window]) -> Iterator[Relation]:
    """Without a screen to look at, a seat looks to the widest window."""
    if scout.of(*SCREENS) or not windows:
        return
    widest = max(windows, key=lambda window: math.dist(window.start, window.end))
    middle = ((widest.start[0] + widest.end[0]) / 2, (widest.start[1] + widest.end[1]) / 2)
    for seat in seats[:1]:
        yield Relation(type="focus", a=seat, b=seat, point=middle, wish=True)


def _each(
    scout: _Scout, kind: str, targets: tuple[str, ...], relation: RelationType, *, capacity: Callable[[Piece], int]
) -> Iterator[Relation]:
    """Give every piece of `kind` a target: the one that has least of what it takes so far, then the nearest."""
    full = {b: capacity(scout.pieces[b]) for b in scout.of(*targets)}
    left = dict(full)
    for a in scout.of(kind):
        free = [b for b, count in left.items() if count > 0]
        if not free:
            return
        rank = {name: place for place, name in enumerate(targets)}
        b = min(free, key=lambda b: (rank[scout.pieces[b].kind], -left[b] / full[b], scout.distance_m(a, b), b))
        left[b] -= 1
        yield Relation(type=relation, a=a, b=b)


def _seats_at(piece: Piece) -> int:
    """How many chairs a table takes: one each 0.6 m of its long sides, one at each end that is wide enough."""
    if piece.kind == "desk":
        return 1
    long_m, short_m = max(piece.width_m, piece.depth_m), min(piece.width_m, piece.depth_m)
    return 2 * max(1, int(long_m / 0.55)) + 2 * int(short_m / 0.6)
