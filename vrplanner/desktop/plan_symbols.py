"""Symbols of the plan, painted in the window's colours."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPainterPath, QPen

from vrplanner.core.plan_symbols import Segment, plan_symbol, socket_symbol
from vrplanner.desktop.theme import Tokens, mix
from vrplanner.render.drawables import COLOR_WORDS


def draw_symbol(painter: QPainter, kind: str, size_m: tuple[float, float], *, color: str, tokens: Tokens) -> None:
    """Draw one thing of this width and depth; the painter's unit is the metre, its origin the footprint's middle."""
    tint = named_color(color)
    # A whole sheet of saturated colours hides the plan: half the tint is enough to tell things apart.
    fill = mix(tokens.fill, tint, 0.5) if tint else QColor(tokens.fill)
    soft = mix(fill, "#ffffff" if tokens.name == "light" else "#000000", 0.35 if tokens.name == "light" else 0.2)
    outline, detail = _pen(QColor(tokens.ink), 1.4), _pen(mix(tokens.ink, fill, 0.35), 1.0)
    bare = QBrush(Qt.BrushStyle.NoBrush)
    looks = {
        "fill": (outline, QBrush(fill)),
        "soft": (detail, QBrush(soft)),
        "line": (outline, bare),
        "thin": (detail, bare),
    }
    for stroke in plan_symbol(kind, *size_m):
        pen, brush = looks[stroke.tone]
        painter.setPen(pen)
        painter.setBrush(brush)
        painter.drawPath(_painter_path(stroke.path))


def draw_socket(painter: QPainter, tokens: Tokens) -> None:
    """Draw an electric socket; the painter's unit is the metre, its x runs along the wall, its y into the room."""
    painter.setPen(_pen(QColor(tokens.socket), 1.6))
    for stroke in socket_symbol():
        painter.setBrush(QColor(tokens.floor) if stroke.tone == "fill" else QBrush(Qt.BrushStyle.NoBrush))
        painter.drawPath(_painter_path(stroke.path))


def _pen(color: QColor, width_px: float) -> QPen:
    pen = QPen(color, width_px)
    pen.setCosmetic(True)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    return pen


def _painter_path(segments: tuple[Segment, ...]) -> QPainterPath:
    path = QPainterPath()
    draw = {"M": path.moveTo, "L": path.lineTo, "Q": path.quadTo, "C": path.cubicTo, "Z": path.closeSubpath}
    for name, *numbers in segments:
        draw[str(name)](*numbers)
    return path


def named_color(color: str) -> QColor | None:
    """ "#3f6f8f", "blue" or "light oak" as a colour; None for what names none."""
    if QColor.isValidColorName(color) and color.startswith("#"):
        return QColor(color)
    words = [word for word in color.lower().split() if word in COLOR_WORDS or QColor.isValidColorName(word)]
    return QColor(COLOR_WORDS.get(words[-1], words[-1])) if words else None
