"""Furniture and sockets as drawn on plans: outlines seen from above, in metres, front towards +z (down the sheet).

Plain strokes that the window paints and the SVG plan writes.
"""

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal

Segment = tuple[str | float, ...]
"""As in SVG: ("M", x, z), ("L", x, z), ("Q", cx, cz, x, z), ("C", c1x, c1z, c2x, c2z, x, z) or ("Z",)."""

ARC = 0.5523  # a cubic with this handle length is a quarter circle within 0.03 %
SOCKET_RADIUS_M = 0.09
"""Sockets are drawn larger than they are, as plans do: to scale one would be a dot."""

Tone = Literal["fill", "soft", "line", "thin"]
"""Filled in the thing's colour with a strong edge, in a softer one with a thin edge, or a bare line, strong or thin."""


@dataclass(frozen=True, slots=True)
class Stroke:
    path: tuple[Segment, ...]
    tone: Tone


@lru_cache(maxsize=512)
def plan_symbol(kind: str, width_m: float, depth_m: float) -> tuple[Stroke, ...]:
    """The strokes of one thing of this footprint, in the order to draw them; its middle is (0, 0)."""
    pencil = _Pencil()
    SYMBOLS.get(kind, _plain)(pencil, width_m, depth_m)
    return tuple(pencil.strokes)


@lru_cache(maxsize=1)
def socket_symbol() -> tuple[Stroke, ...]:
    """The strokes of an electric socket: a half circle with its flat side on the wall, and a tick.

    In its wall's frame: (0, 0) is on the face of the wall, x runs along it, z into the room.
    """
    r, handle = SOCKET_RADIUS_M, SOCKET_RADIUS_M * ARC
    pencil = _Pencil()
    pencil.path((("M", -r, 0.0), ("C", -r, handle, -handle, r, 0.0, r), ("C", handle, r, r, handle, r, 0.0), ("Z",)))
    pencil.stroke((("M", 0.0, r), ("L", 0.0, 1.9 * r)), "line")
    return tuple(pencil.strokes)


@dataclass(frozen=True, slots=True)
class _Pencil:
    """The few strokes symbols are made of, collected."""

    strokes: list[Stroke] = field(default_factory=list)
    angle_rad: float = 0.0
    stretch: float = 1.0

    def box(self, x: float, z: float, w: float, d: float, r: float = 0.0, *, soft: bool = False) -> None:
        """A rectangle whose middle is at (x, z), its corners rounded by `r`."""
        r = min(r, w / 2, d / 2)
        left, right, top, bottom, k = x - w / 2, x + w / 2, z - d / 2, z + d / 2, r * (1 - ARC)
        self.path(
            (
                ("M", left + r, top), ("L", right - r, top), ("C", right - k, top, right, top + k, right, top + r),
                ("L", right, bottom - r), ("C", right, bottom - k, right - k, bottom, right - r, bottom),
                ("L", left + r, bottom), ("C", left + k, bottom, left, bottom - k, left, bottom - r),
                ("L", left, top + r), ("C", left, top + k, left + k, top, left + r, top), ("Z",),
            ),
            soft=soft,
        )  # fmt: skip

    def oval(self, x: float, z: float, w: float, d: float, *, soft: bool = False) -> None:
        a, b = w / 2, d / 2
        p, q = a * ARC, b * ARC
        ellipse = (
            ("M", x + a, z),
            ("C", x + a, z + q, x + p, z + b, x, z + b),
            ("C", x - p, z + b, x - a, z + q, x - a, z),
            ("C", x - a, z - q, x - p, z - b, x, z - b),
            ("C", x + p, z - b, x + a, z - q, x + a, z),
            ("Z",),
        )
        self.path(ellipse, soft=soft)

    def line(self, *points: tuple[float, float]) -> None:
        first, *others = points
        self.stroke((("M", *first), *(("L", *point) for point in others)), "thin")

    def path(self, path: Iterable[Segment], *, soft: bool = False) -> None:
        self.stroke(path, "soft" if soft else "fill")

    def stroke(self, path: Iterable[Segment], tone: Tone) -> None:
        self.strokes.append(Stroke(self._placed(path), tone))

    def turned(self, angle_rad: float, *, stretch: float = 1.0) -> "_Pencil":
        """The same sheet turned about the middle; `stretch` then scales it along z."""
        return _Pencil(self.strokes, angle_rad, stretch)

    def _placed(self, path: Iterable[Segment]) -> tuple[Segment, ...]:
        c, s = math.cos(self.angle_rad), math.sin(self.angle_rad)
        placed: list[Segment] = []
        for name, *numbers in path:
            values = [float(number) for number in numbers]
            pairs = zip(values[::2], values[1::2], strict=True)
            turned = ((x * c - z * s, (x * s + z * c) * self.stretch) for x, z in pairs)
            placed.append((name, *(round(value, 5) for point in turned for value in point)))
        return tuple(placed)


def _plain(s: _Pencil, w: float, d: float) -> None:
    s.box(0, 0, w, d, min(w, d) * 0.06)
    s.line((-w / 2, -d / 2), (w / 2, d / 2))
    s.line((w / 2, -d / 2), (-w / 2, d / 2))


def _seat(s: _Pencil, w: float, d: float, *, cushions: int, arm: float) -> None:
    back = d * 0.24
    r = min(w, d) * 0.1
    s.box(0, 0, w, d, r)
    inner, depth = w - 2 * arm, d - back
    each = inner / cushions
    for i in range(cushions):
        x = -inner / 2 + each * (i + 0.5)
        s.box(x, back / 2 - d * 0.015, each * 0.97, depth * 0.94, r * 0.7, soft=True)
        s.box(x, -d / 2 + back * 0.62, each * 0.94, back * 0.72, r * 0.6, soft=True)
    for side in (-1, 1):
        s.box(side * (w - arm) / 2, back * 0.25, arm * 0.98, d - back * 0.5, r * 0.8)


def _sofa(s: _Pencil, w: float, d: float) -> None:
    _seat(s, w, d, cushions=max(1, min(4, round(w / 0.75))), arm=min(0.2, w * 0.1))


def _armchair(s: _Pencil, w: float, d: float) -> None:
    _seat(s, w, d, cushions=1, arm=w * 0.17)


def _chair(s: _Pencil, w: float, d: float) -> None:
    s.box(0, d * 0.05, w * 0.92, d * 0.86, min(w, d) * 0.18)
    s.box(0, -d * 0.42, w, d * 0.16, d * 0.07)


def _office_chair(s: _Pencil, w: float, d: float) -> None:
    s.oval(0, 0, w, d, soft=True)
    s.box(0, d * 0.04, w * 0.74, d * 0.7, w * 0.18)
    s.box(0, -d * 0.38, w * 0.7, d * 0.14, d * 0.07)
    for side in (-1, 1):
        s.box(side * w * 0.41, d * 0.02, w * 0.1, d * 0.42, w * 0.05)


def _round(s: _Pencil, w: float, d: float) -> None:
    s.oval(0, 0, w, d)
    s.oval(0, 0, w * 0.8, d * 0.8, soft=True)


def _cushioned(s: _Pencil, w: float, d: float) -> None:
    r = min(w, d) * 0.16
    s.box(0, 0, w, d, r)
    s.box(0, 0, w * 0.88, d * 0.86, r * 0.7, soft=True)


def _bench(s: _Pencil, w: float, d: float) -> None:
    s.box(0, 0, w, d, d * 0.08)
    for share in (-0.2, 0.2):
        s.line((-w * 0.48, d * share), (w * 0.48, d * share))


def _table(s: _Pencil, w: float, d: float) -> None:
    if 0.93 < w / d < 1.07 and w < 1.35:
        _round(s, w, d)
        return
    r = min(w, d) * 0.06
    s.box(0, 0, w, d, r)
    inset = min(w, d) * 0.07
    s.box(0, 0, w - 2 * inset, d - 2 * inset, r * 0.6, soft=True)


def _desk(s: _Pencil, w: float, d: float) -> None:
    s.box(0, 0, w, d, d * 0.05)
    s.box(0, -d * 0.22, w * 0.36, d * 0.08, d * 0.03, soft=True)
    s.box(0, d * 0.2, w * 0.3, d * 0.2, d * 0.03, soft=True)


def _bed(s: _Pencil, w: float, d: float) -> None:
    head = min(0.09, d * 0.05)
    s.box(0, 0, w, d, min(w, d) * 0.04)
    s.box(0, -d / 2 + head / 2, w, head, head * 0.3)
    pillows = 2 if w >= 1.3 else 1
    pillow_w, pillow_d = w * (0.4 if pillows == 2 else 0.66), d * 0.17
    z = -d / 2 + head + pillow_d * 0.72
    for i in range(pillows):
        x = (i - (pillows - 1) / 2) * w * 0.46
        s.box(x, z, pillow_w, pillow_d, pillow_d * 0.32, soft=True)
    top = z + pillow_d * 0.95
    turn = w * 0.04
    cover = (
        ("M", -w / 2, top), ("C", -w * 0.2, top + d * 0.02, w * 0.2, top - d * 0.02, w / 2, top),
        ("L", w / 2, d / 2 - turn), ("Q", w / 2, d / 2, w / 2 - turn, d / 2), ("L", -w / 2 + turn, d / 2),
        ("Q", -w / 2, d / 2, -w / 2, d / 2 - turn), ("Z",),
    )  # fmt: skip
    s.path(cover, soft=True)
    s.line((-w / 2, top + d * 0.1), (w / 2, top + d * 0.1))


def _case(s: _Pencil, w: float, d: float) -> None:
    """A closed case with fronts: doors or drawers show as ticks along the front edge."""
    s.box(0, 0, w, d, 0.01)
    front = d * 0.1
    s.box(0, d / 2 - front / 2, w, front, 0.0, soft=True)
    fronts = max(1, round(w / 0.5))
    for i in range(1, fronts):
        x = -w / 2 + w * i / fronts
        s.line((x, d / 2 - front), (x, d / 2))


def _wardrobe(s: _Pencil, w: float, d: float) -> None:
    _case(s, w, d)
    s.line((-w * 0.47, -d * 0.06), (w * 0.47, -d * 0.06))
    count = max(4, round(w / 0.13))
    for i in range(count):
        x = -w * 0.44 + w * 0.88 * i / (count - 1)
        lean = d * 0.025 * (1 if i % 3 else -1)
        s.line((x - lean, -d * 0.32), (x + lean, d * 0.2))


def _bookcase(s: _Pencil, w: float, d: float) -> None:
    s.box(0, 0, w, d, 0.005)
    x, i = -w * 0.47, 0
    while x < w * 0.44:
        thick = 0.03 + 0.018 * (i * 7 % 3)
        deep = d * (0.62 + 0.1 * (i * 5 % 3))
        s.box(x + thick / 2, -d * 0.44 + deep / 2, min(thick, w * 0.47 - x), deep, 0.0, soft=True)
        x, i = x + thick + 0.004, i + 1


def _nightstand(s: _Pencil, w: float, d: float) -> None:
    s.box(0, 0, w, d, min(w, d) * 0.05)
    s.line((-w / 2, d * 0.4), (w / 2, d * 0.4))


def _screen(s: _Pencil, w: float, d: float) -> None:
    s.box(0, -d * 0.1, w, d * 0.8, d * 0.2)
    s.line((-w * 0.48, d * 0.42), (w * 0.48, d * 0.42))


def _lamp(s: _Pencil, w: float, d: float) -> None:
    s.oval(0, 0, w, d)
    s.oval(0, 0, w * 0.42, d * 0.42, soft=True)
    for x, z in ((1, 0), (-1, 0), (0, 1), (0, -1)):
        s.line((x * w * 0.21, z * d * 0.21), (x * w * 0.42, z * d * 0.42))


def _rug(s: _Pencil, w: float, d: float) -> None:
    s.box(0, 0, w, d, 0.02, soft=True)
    inset = min(w, d) * 0.07
    s.box(0, 0, w - 2 * inset, d - 2 * inset, 0.01, soft=True)
    s.box(0, 0, w - 2.6 * inset, d - 2.6 * inset, 0.01, soft=True)
    step = 0.06
    for i in range(int(d / step)):
        z = -d / 2 + step * (i + 0.5)
        for side in (-1, 1):
            s.line((side * w / 2, z), (side * (w / 2 + 0.035), z))


def _plant(s: _Pencil, w: float, d: float) -> None:
    for i in range(9):
        leaf = s.turned(math.radians(i * 40), stretch=d / w if w else 1.0)
        reach = w * (0.5 if i % 2 else 0.42)
        sides = (
            ("M", 0.0, 0.0), ("Q", w * 0.17, -reach * 0.55, 0.0, -reach), ("Q", -w * 0.17, -reach * 0.55, 0.0, 0.0),
        )  # fmt: skip
        leaf.path(sides, soft=bool(i % 2))
        leaf.line((0, 0), (0, -reach * 0.8))


def _wall_piece(s: _Pencil, w: float, d: float) -> None:
    s.box(0, 0, w, d, 0.0)
    s.line((-w / 2, d * 0.1), (w / 2, d * 0.1))


def _curtain(s: _Pencil, w: float, d: float) -> None:
    folds = max(4, round(w / 0.12))
    ends = [-w / 2 + w * (i + 1) / folds for i in range(folds)]
    waves = (("Q", x - w / folds / 2, d * (0.9 if i % 2 else -0.9), x, 0.0) for i, x in enumerate(ends))
    s.stroke((("M", -w / 2, 0.0), *waves), "line")


def _kitchen_unit(s: _Pencil, w: float, d: float) -> None:
    _case(s, w, d)
    s.line((-w / 2, -d * 0.42), (w / 2, -d * 0.42))


def _fridge(s: _Pencil, w: float, d: float) -> None:
    _case(s, w, d)
    for degrees in (0, 60, 120):
        s.turned(math.radians(degrees)).line((-w * 0.18, 0), (w * 0.18, 0))


def _stove(s: _Pencil, w: float, d: float) -> None:
    s.box(0, 0, w, d, 0.015)
    for x, z, r in ((-0.23, -0.2, 0.3), (0.23, -0.2, 0.22), (-0.23, 0.2, 0.22), (0.23, 0.2, 0.3)):
        s.oval(x * w, z * d, r * w, r * w, soft=True)
        s.oval(x * w, z * d, r * w * 0.45, r * w * 0.45, soft=True)


def _washer(s: _Pencil, w: float, d: float) -> None:
    s.box(0, 0, w, d, 0.02)
    s.oval(0, d * 0.06, w * 0.66, w * 0.66, soft=True)
    s.oval(0, d * 0.06, w * 0.44, w * 0.44, soft=True)
    s.line((-w / 2, -d * 0.36), (w / 2, -d * 0.36))


def _bathtub(s: _Pencil, w: float, d: float) -> None:
    s.box(0, 0, w, d, min(w, d) * 0.08)
    s.box(0, 0, w * 0.92, d * 0.82, min(w, d) * 0.36, soft=True)
    s.oval(w * 0.34, 0, d * 0.08, d * 0.08)


def _toilet(s: _Pencil, w: float, d: float) -> None:
    s.box(0, -d * 0.38, w, d * 0.24, w * 0.1)
    s.oval(0, d * 0.11, w * 0.9, d * 0.76)
    s.oval(0, d * 0.13, w * 0.6, d * 0.52, soft=True)


def _sink(s: _Pencil, w: float, d: float) -> None:
    s.box(0, 0, w, d, min(w, d) * 0.1)
    s.box(0, d * 0.06, w * 0.8, d * 0.66, min(w, d) * 0.26, soft=True)
    s.oval(0, d * 0.06, min(w, d) * 0.09, min(w, d) * 0.09)
    s.line((0, -d * 0.42), (0, -d * 0.12))


def _crib(s: _Pencil, w: float, d: float) -> None:
    s.box(0, 0, w, d, 0.02)
    s.box(0, 0, w * 0.86, d * 0.92, 0.03, soft=True)
    s.box(0, -d * 0.33, w * 0.55, d * 0.13, 0.05, soft=True)


SYMBOLS: dict[str, Callable[[_Pencil, float, float], None]] = {
    "sofa": _sofa, "armchair": _armchair, "chair": _chair, "office chair": _office_chair, "stool": _round,
    "ottoman": _cushioned, "bench": _bench, "dining table": _table, "coffee table": _table, "side table": _table,
    "desk": _desk, "bed": _bed, "nightstand": _nightstand, "wardrobe": _wardrobe, "dresser": _case,
    "bookcase": _bookcase, "sideboard": _case, "tv stand": _case, "cabinet": _case, "tv": _screen,
    "floor lamp": _lamp, "table lamp": _lamp, "pendant lamp": _lamp, "rug": _rug, "plant": _plant,
    "mirror": _wall_piece, "picture": _wall_piece, "curtain": _curtain, "kitchen unit": _kitchen_unit,
    "fridge": _fridge, "stove": _stove, "washing machine": _washer, "bathtub": _bathtub, "toilet": _toilet,
    "sink": _sink, "crib": _crib, "vase": _round, "cushion": _cushioned,
}  # fmt: skip
