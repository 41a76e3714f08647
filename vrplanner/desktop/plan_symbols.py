"""Furniture as drawn on plans: outlines seen from above, in metres, front towards +z (down the sheet)."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPainterPath, QPen

from vrplanner.desktop.theme import Tokens, mix
from vrplanner.render.drawables import COLOR_WORDS


@dataclass(frozen=True, slots=True)
class Sketch:
    """A painter with the few strokes symbols are made of; the origin is the middle of the footprint."""

    painter: QPainter
    fill: QColor
    soft: QColor  # a second tone for cushions, tops, basins
    outline: QPen
    detail: QPen

    def box(self, x: float, z: float, w: float, d: float, r: float = 0.0, *, soft: bool = False) -> None:
        """A rectangle whose middle is at (x, z)."""
        self.painter.setPen(self.detail if soft else self.outline)
        self.painter.setBrush(QBrush(self.soft if soft else self.fill))
        self.painter.drawRoundedRect(QRectF(x - w / 2, z - d / 2, w, d), r, r)

    def oval(self, x: float, z: float, w: float, d: float, *, soft: bool = False) -> None:
        self.painter.setPen(self.detail if soft else self.outline)
        self.painter.setBrush(QBrush(self.soft if soft else self.fill))
        self.painter.drawEllipse(QRectF(x - w / 2, z - d / 2, w, d))

    def line(self, *points: tuple[float, float]) -> None:
        self.painter.setPen(self.detail)
        self.painter.drawPolyline([QPointF(x, z) for x, z in points])

    def path(self, path: QPainterPath, *, soft: bool = False) -> None:
        self.painter.setPen(self.detail if soft else self.outline)
        self.painter.setBrush(QBrush(self.soft if soft else self.fill))
        self.painter.drawPath(path)


Symbol = Callable[[Sketch, float, float], None]


def draw_symbol(painter: QPainter, kind: str, size_m: tuple[float, float], *, color: str, tokens: Tokens) -> None:
    """Draw one thing of this width and depth; the painter's unit is the metre, its origin the footprint's middle."""
    tint = named_color(color)
    # A whole sheet of saturated colours hides the plan: half the tint is enough to tell things apart.
    fill = mix(tokens.fill, tint, 0.5) if tint else QColor(tokens.fill)
    soft = mix(fill, "#ffffff" if tokens.name == "light" else "#000000", 0.35 if tokens.name == "light" else 0.2)
    outline, detail = (QPen(mix(tokens.ink, fill, share)) for share in (0.0, 0.35))
    outline.setWidthF(1.4)
    detail.setWidthF(1.0)
    for pen in (outline, detail):
        pen.setCosmetic(True)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    SYMBOLS.get(kind, _plain)(Sketch(painter, fill, soft, outline, detail), *size_m)


def named_color(color: str) -> QColor | None:
    """ "#3f6f8f", "blue" or "light oak" as a colour; None for what names none."""
    if QColor.isValidColorName(color) and color.startswith("#"):
        return QColor(color)
    words = [word for word in color.lower().split() if word in COLOR_WORDS or QColor.isValidColorName(word)]
    return QColor(COLOR_WORDS.get(words[-1], words[-1])) if words else None


def _plain(s: Sketch, w: float, d: float) -> None:
    s.box(0, 0, w, d, min(w, d) * 0.06)
    s.line((-w / 2, -d / 2), (w / 2, d / 2))
    s.line((w / 2, -d / 2), (-w / 2, d / 2))


def _seat(s: Sketch, w: float, d: float, *, cushions: int, arm: float) -> None:
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


def _sofa(s: Sketch, w: float, d: float) -> None:
    _seat(s, w, d, cushions=max(1, min(4, round(w / 0.75))), arm=min(0.2, w * 0.1))


def _armchair(s: Sketch, w: float, d: float) -> None:
    _seat(s, w, d, cushions=1, arm=w * 0.17)


def _chair(s: Sketch, w: float, d: float) -> None:
    s.box(0, d * 0.05, w * 0.92, d * 0.86, min(w, d) * 0.18)
    s.box(0, -d * 0.42, w, d * 0.16, d * 0.07)


def _office_chair(s: Sketch, w: float, d: float) -> None:
    s.oval(0, 0, w, d, soft=True)
    s.box(0, d * 0.04, w * 0.74, d * 0.7, w * 0.18)
    s.box(0, -d * 0.38, w * 0.7, d * 0.14, d * 0.07)
    for side in (-1, 1):
        s.box(side * w * 0.41, d * 0.02, w * 0.1, d * 0.42, w * 0.05)


def _round(s: Sketch, w: float, d: float) -> None:
    s.oval(0, 0, w, d)
    s.oval(0, 0, w * 0.8, d * 0.8, soft=True)


def _cushioned(s: Sketch, w: float, d: float) -> None:
    r = min(w, d) * 0.16
    s.box(0, 0, w, d, r)
    s.box(0, 0, w * 0.88, d * 0.86, r * 0.7, soft=True)


def _bench(s: Sketch, w: float, d: float) -> None:
    s.box(0, 0, w, d, d * 0.08)
    for share in (-0.2, 0.2):
        s.line((-w * 0.48, d * share), (w * 0.48, d * share))


def _table(s: Sketch, w: float, d: float) -> None:
    if 0.93 < w / d < 1.07 and w < 1.35:
        _round(s, w, d)
        return
    r = min(w, d) * 0.06
    s.box(0, 0, w, d, r)
    inset = min(w, d) * 0.07
    s.box(0, 0, w - 2 * inset, d - 2 * inset, r * 0.6, soft=True)


def _desk(s: Sketch, w: float, d: float) -> None:
    s.box(0, 0, w, d, d * 0.05)
    s.box(0, -d * 0.22, w * 0.36, d * 0.08, d * 0.03, soft=True)
    s.box(0, d * 0.2, w * 0.3, d * 0.2, d * 0.03, soft=True)


def _bed(s: Sketch, w: float, d: float) -> None:
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
    cover = QPainterPath(QPointF(-w / 2, top))
    cover.cubicTo(-w * 0.2, top + d * 0.02, w * 0.2, top - d * 0.02, w / 2, top)
    cover.lineTo(w / 2, d / 2 - w * 0.04)
    cover.quadTo(w / 2, d / 2, w / 2 - w * 0.04, d / 2)
    cover.lineTo(-w / 2 + w * 0.04, d / 2)
    cover.quadTo(-w / 2, d / 2, -w / 2, d / 2 - w * 0.04)
    cover.closeSubpath()
    s.path(cover, soft=True)
    s.line((-w / 2, top + d * 0.1), (w / 2, top + d * 0.1))


def _case(s: Sketch, w: float, d: float) -> None:
    """A closed case with fronts: doors or drawers show as ticks along the front edge."""
    s.box(0, 0, w, d, 0.01)
    front = d * 0.1
    s.box(0, d / 2 - front / 2, w, front, 0.0, soft=True)
    fronts = max(1, round(w / 0.5))
    for i in range(1, fronts):
        x = -w / 2 + w * i / fronts
        s.line((x, d / 2 - front), (x, d / 2))


def _wardrobe(s: Sketch, w: float, d: float) -> None:
    _case(s, w, d)
    s.line((-w * 0.47, -d * 0.06), (w * 0.47, -d * 0.06))
    count = max(4, round(w / 0.13))
    for i in range(count):
        x = -w * 0.44 + w * 0.88 * i / (count - 1)
        lean = d * 0.025 * (1 if i % 3 else -1)
        s.line((x - lean, -d * 0.32), (x + lean, d * 0.2))


def _bookcase(s: Sketch, w: float, d: float) -> None:
    s.box(0, 0, w, d, 0.005)
    x, i = -w * 0.47, 0
    while x < w * 0.44:
        thick = 0.03 + 0.018 * (i * 7 % 3)
        deep = d * (0.62 + 0.1 * (i * 5 % 3))
        s.box(x + thick / 2, -d * 0.44 + deep / 2, min(thick, w * 0.47 - x), deep, 0.0, soft=True)
        x, i = x + thick + 0.004, i + 1


def _nightstand(s: Sketch, w: float, d: float) -> None:
    s.box(0, 0, w, d, min(w, d) * 0.05)
    s.line((-w / 2, d * 0.4), (w / 2, d * 0.4))


def _screen(s: Sketch, w: float, d: float) -> None:
    s.box(0, -d * 0.1, w, d * 0.8, d * 0.2)
    s.line((-w * 0.48, d * 0.42), (w * 0.48, d * 0.42))


def _lamp(s: Sketch, w: float, d: float) -> None:
    s.oval(0, 0, w, d)
    s.oval(0, 0, w * 0.42, d * 0.42, soft=True)
    for x, z in ((1, 0), (-1, 0), (0, 1), (0, -1)):
        s.line((x * w * 0.21, z * d * 0.21), (x * w * 0.42, z * d * 0.42))


def _rug(s: Sketch, w: float, d: float) -> None:
    s.box(0, 0, w, d, 0.02, soft=True)
    inset = min(w, d) * 0.07
    s.box(0, 0, w - 2 * inset, d - 2 * inset, 0.01, soft=True)
    s.box(0, 0, w - 2.6 * inset, d - 2.6 * inset, 0.01, soft=True)
    step = 0.06
    for i in range(int(d / step)):
        z = -d / 2 + step * (i + 0.5)
        for side in (-1, 1):
            s.line((side * w / 2, z), (side * (w / 2 + 0.035), z))


def _plant(s: Sketch, w: float, d: float) -> None:
    painter = s.painter
    for i in range(9):
        painter.save()
        painter.rotate(i * 40)
        painter.scale(1.0, d / w if w else 1.0)
        leaf = QPainterPath(QPointF(0, 0))
        reach = w * (0.5 if i % 2 else 0.42)
        leaf.quadTo(w * 0.17, -reach * 0.55, 0, -reach)
        leaf.quadTo(-w * 0.17, -reach * 0.55, 0, 0)
        s.path(leaf, soft=bool(i % 2))
        s.line((0, 0), (0, -reach * 0.8))
        painter.restore()


def _wall_piece(s: Sketch, w: float, d: float) -> None:
    s.box(0, 0, w, d, 0.0)
    s.line((-w / 2, d * 0.1), (w / 2, d * 0.1))


def _curtain(s: Sketch, w: float, d: float) -> None:
    folds = max(4, round(w / 0.12))
    wave = QPainterPath(QPointF(-w / 2, 0))
    for i in range(folds):
        x = -w / 2 + w * (i + 1) / folds
        wave.quadTo(x - w / folds / 2, d * (0.9 if i % 2 else -0.9), x, 0)
    s.painter.setPen(s.outline)
    s.painter.setBrush(Qt.BrushStyle.NoBrush)
    s.painter.drawPath(wave)


def _kitchen_unit(s: Sketch, w: float, d: float) -> None:
    _case(s, w, d)
    s.line((-w / 2, -d * 0.42), (w / 2, -d * 0.42))


def _fridge(s: Sketch, w: float, d: float) -> None:
    _case(s, w, d)
    for angle in (0, 60, 120):
        s.painter.save()
        s.painter.rotate(angle)
        s.line((-w * 0.18, 0), (w * 0.18, 0))
        s.painter.restore()


def _stove(s: Sketch, w: float, d: float) -> None:
    s.box(0, 0, w, d, 0.015)
    for x, z, r in ((-0.23, -0.2, 0.3), (0.23, -0.2, 0.22), (-0.23, 0.2, 0.22), (0.23, 0.2, 0.3)):
        s.oval(x * w, z * d, r * w, r * w, soft=True)
        s.oval(x * w, z * d, r * w * 0.45, r * w * 0.45, soft=True)


def _washer(s: Sketch, w: float, d: float) -> None:
    s.box(0, 0, w, d, 0.02)
    s.oval(0, d * 0.06, w * 0.66, w * 0.66, soft=True)
    s.oval(0, d * 0.06, w * 0.44, w * 0.44, soft=True)
    s.line((-w / 2, -d * 0.36), (w / 2, -d * 0.36))


def _bathtub(s: Sketch, w: float, d: float) -> None:
    s.box(0, 0, w, d, min(w, d) * 0.08)
    s.box(0, 0, w * 0.92, d * 0.82, min(w, d) * 0.36, soft=True)
    s.oval(w * 0.34, 0, d * 0.08, d * 0.08)


def _toilet(s: Sketch, w: float, d: float) -> None:
    s.box(0, -d * 0.38, w, d * 0.24, w * 0.1)
    s.oval(0, d * 0.11, w * 0.9, d * 0.76)
    s.oval(0, d * 0.13, w * 0.6, d * 0.52, soft=True)


def _sink(s: Sketch, w: float, d: float) -> None:
    s.box(0, 0, w, d, min(w, d) * 0.1)
    s.box(0, d * 0.06, w * 0.8, d * 0.66, min(w, d) * 0.26, soft=True)
    s.oval(0, d * 0.06, min(w, d) * 0.09, min(w, d) * 0.09)
    s.line((0, -d * 0.42), (0, -d * 0.12))


def _crib(s: Sketch, w: float, d: float) -> None:
    s.box(0, 0, w, d, 0.02)
    s.box(0, 0, w * 0.86, d * 0.92, 0.03, soft=True)
    s.box(0, -d * 0.33, w * 0.55, d * 0.13, 0.05, soft=True)


SYMBOLS: dict[str, Symbol] = {
    "sofa": _sofa, "armchair": _armchair, "chair": _chair, "office chair": _office_chair, "stool": _round,
    "ottoman": _cushioned, "bench": _bench, "dining table": _table, "coffee table": _table, "side table": _table,
    "desk": _desk, "bed": _bed, "nightstand": _nightstand, "wardrobe": _wardrobe, "dresser": _case,
    "bookcase": _bookcase, "sideboard": _case, "tv stand": _case, "cabinet": _case, "tv": _screen,
    "floor lamp": _lamp, "table lamp": _lamp, "pendant lamp": _lamp, "rug": _rug, "plant": _plant,
    "mirror": _wall_piece, "picture": _wall_piece, "curtain": _curtain, "kitchen unit": _kitchen_unit,
    "fridge": _fridge, "stove": _stove, "washing machine": _washer, "bathtub": _bathtub, "toilet": _toilet,
    "sink": _sink, "crib": _crib, "vase": _round, "cushion": _cushioned,
}  # fmt: skip
