"""Ghosts on the plan: where things would stand, and how they would get there."""

import math

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QBrush, QColor, QLinearGradient, QPainter, QPainterPath, QPen, QPolygonF

from vrplanner.core.item import Item
from vrplanner.desktop.ghosts import Ghost, ways_of
from vrplanner.desktop.plan_camera import PlanCamera
from vrplanner.desktop.plan_paint import in_metres, paint_item, pen, polygon
from vrplanner.desktop.theme import Tokens

FADED = 0.22
"""How much is left of a thing that would go away from where it stands."""
GHOST = 0.62
ARROW_PX = 9.0
ARROW_WIDTH_PX = 1.8
BOW = 0.12
"""How far a bow swings out, as a share of its length."""
ARROW_LEAST_PX = 22.0


def paint_ghosts(
    painter: QPainter, ghosts: tuple[Ghost, ...], camera: PlanCamera, tokens: Tokens, *, colors: dict[str, str]
) -> None:
    """Each thing in its new place, the outline of its old one, and an arrow between; `colors` by item id."""
    for ghost in ghosts:
        if ghost.now is not None:
            _outline(painter, camera, ghost.now, QColor(tokens.muted), dashed=True)
    for ghost in ghosts:
        if ghost.then is not None:
            color = colors.get(ghost.then.id, ghost.then.color)
            with in_metres(painter, camera):
                paint_item(painter, ghost.then, tokens, color=color, opacity=GHOST)
            _outline(painter, camera, ghost.then, QColor(tokens.accent), dashed=False)
    for way in ways_of(ghosts):
        paint_arrow(painter, camera.to_screen(way[0]), camera.to_screen(way[1]), QColor(tokens.accent))


def _outline(painter: QPainter, camera: PlanCamera, item: Item, color: QColor, *, dashed: bool) -> None:
    tint = QColor(color)
    tint.setAlphaF(0.0 if dashed else 0.12)
    painter.setBrush(tint)
    color = QColor(color)
    color.setAlphaF(0.7 if dashed else 1.0)
    painter.setPen(pen(color, 1.0 if dashed else 1.6, Qt.PenStyle.DashLine if dashed else Qt.PenStyle.SolidLine))
    painter.drawPolygon(camera.transform.map(polygon(list(item.footprint.exterior.coords)[:-1])))


def paint_arrow(painter: QPainter, start: QPointF, end: QPointF, color: QColor) -> None:
    """A bow that grows out of nothing at `start` and ends in a point; pixels. Bows part where straight lines merge."""
    way = end - start
    length = math.hypot(way.x(), way.y())
    if length < ARROW_LEAST_PX:
        return
    middle = (start + end) / 2 + QPointF(-way.y(), way.x()) * BOW
    last = end - middle
    angle = math.atan2(last.y(), last.x())
    back = QPointF(math.cos(angle), math.sin(angle)) * ARROW_PX
    path = QPainterPath(start)
    path.quadTo(middle, end - back * 0.8)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(_fading(start, end, color))
    painter.drawPath(path)
    across = QPointF(-back.y(), back.x()) * 0.42
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color)
    painter.drawPolygon(QPolygonF([end, end - back + across, end - back * 0.72, end - back - across]))


def _fading(start: QPointF, end: QPointF, color: QColor) -> QPen:
    gradient = QLinearGradient(start, end)
    for place, opacity in ((0.0, 0.12), (0.55, 0.75), (1.0, 1.0)):
        shade = QColor(color)
        shade.setAlphaF(opacity * color.alphaF())
        gradient.setColorAt(place, shade)
    made = QPen(QBrush(gradient), ARROW_WIDTH_PX)
    made.setCapStyle(Qt.PenCapStyle.RoundCap)
    return made
