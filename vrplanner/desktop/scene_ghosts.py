"""Ghosts over the 3D view: where things would stand, or came from, and arrows on the floor."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPolygonF

from vrplanner.core.geometry import Point2
from vrplanner.core.item import Item
from vrplanner.desktop.ghosts import Ghost, ways_of
from vrplanner.desktop.plan_ghosts import paint_arrow
from vrplanner.desktop.plan_paint import pen

if TYPE_CHECKING:
    from vrplanner.desktop.scene_view import SceneView

ABOVE_FLOOR_M = 0.015
COMING = QColor("#17a384")
GONE = QColor(255, 255, 255, 210)
SHADE = QColor(24, 27, 30)
FACES = ((0, 1, 5, 4), (1, 2, 6, 5), (2, 3, 7, 6), (3, 0, 4, 7), (4, 5, 6, 7))
"""The sides and the top of a box, as numbers of its corners."""


def draw_ghosts(painter: QPainter, view: "SceneView", ghosts: tuple[Ghost, ...], *, arrived: bool) -> None:
    """With `arrived` the picture already shows everything in its new place, and the old places are marked."""
    for ghost in ghosts:
        marked = ghost.now if arrived else ghost.then
        if marked is not None and arrived:
            _draw_footprint(painter, view, marked)
        elif marked is not None:
            _draw_box(painter, view, marked)
    for way in ways_of(ghosts):
        start, end = _on_floor(view, way[0]), _on_floor(view, way[1])
        if start is not None and end is not None:
            paint_arrow(painter, start, end, COMING)


def _on_floor(view: "SceneView", point: Point2) -> QPointF | None:
    return view.to_widget((point[0], ABOVE_FLOOR_M, point[1]))


def _draw_footprint(painter: QPainter, view: "SceneView", item: Item) -> None:
    """A dashed line where it stands now."""
    shown = [view.to_widget((x, item.position[1] + ABOVE_FLOOR_M, z)) for x, _, z in box_corners(item)[:4]]
    if all(place is not None for place in shown):
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for color, width, style in ((SHADE, 2.2, Qt.PenStyle.SolidLine), (GONE, 1.2, Qt.PenStyle.DashLine)):
            faint = QColor(color)
            faint.setAlphaF(min(color.alphaF(), 0.2 if color is SHADE else 1.0))
            painter.setPen(pen(faint, width, style))
            painter.drawPolygon(QPolygonF(shown))


def _draw_box(painter: QPainter, view: "SceneView", item: Item) -> None:
    """A box of glass where it would stand."""
    shown = [view.to_widget(corner) for corner in box_corners(item)]
    if any(place is None for place in shown):
        return
    tint, line = QColor(COMING), QColor(COMING)
    tint.setAlphaF(0.04 if item.is_flat else 0.13)  # what lies under other things should not cover them
    line.setAlphaF(0.85)
    painter.setPen(pen(line, 1.3))
    painter.setBrush(tint)
    for face in FACES:
        painter.drawPolygon(QPolygonF([shown[corner] for corner in face]))


def box_corners(item: Item) -> list[tuple[float, float, float]]:
    """The eight corners of an item's box, the four of its footprint first."""
    ring = list(item.footprint.exterior.coords)[:4]
    low, high = item.position[1], item.position[1] + item.size[1]
    return [(x, level, z) for level in (low, high) for x, z in ring]
