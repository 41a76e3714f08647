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


def infer_relations(pieces: Sequence[Piece], current: Array, windows: Sequence[Window]) -> tuple[Relation, ...]:
    """What an interior designer takes for granted about these things."""
    scout = _Scout(pieces, current)
    found = [*_purposes(scout), *_wishes(scout, bool(windows))]
    return tuple(found)


def infer_wishes(
    pieces: Sequence[Piece], current: Array, windows: Sequence[Window], given: Sequence[Relation]
) -> tuple[Relation, ...]:
    """Only what taste adds to relations that were given: never a second relation of a piece that has one."""
    taken = {relation.a for relation in given}
    wishes = _wishes(_Scout(pieces, current), bool(windows))
    return tuple(wish for wish in wishes if wish.a not in taken)


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
    screens = scout.of("tv stand", "tv")
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


def _wishes(scout: _Scout, has_windows: bool) -> Iterator[Relation]:
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
    if has_windows:
        for desk in scout.of("desk"):
            yield Relation(type="daylight", a=desk, b=desk, high_m=1.5, wish=True)


def _each(
    scout: _Scout, kind: str, targets: tuple[str, ...], relation: RelationType, *, capacity: Callable[[Piece], int]
) -> Iterator[Relation]:
    """Give every piece of `kind` the nearest target that still has room for one more."""
    left = {b: capacity(scout.pieces[b]) for b in scout.of(*targets)}
    for a in scout.of(kind):
        free = [b for b, count in left.items() if count > 0]
        if not free:
            return
        rank = {name: place for place, name in enumerate(targets)}
        b = min(free, key=lambda b: (rank[scout.pieces[b].kind], scout.distance_m(a, b), b))
        left[b] -= 1
        yield Relation(type=relation, a=a, b=b)


def _seats_at(piece: Piece) -> int:
    """How many chairs a table takes: one each 0.6 m of its long sides, one at each end that is wide enough."""
    if piece.kind == "desk":
        return 1
    long_m, short_m = max(piece.width_m, piece.depth_m), min(piece.width_m, piece.depth_m)
    return 2 * max(1, int(long_m / 0.55)) + 2 * int(short_m / 0.6)
