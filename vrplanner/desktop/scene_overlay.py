"""The marks over the 3D view: the selection's box, its handle to turn it, snapping guides."""

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPolygonF
from PySide6.QtWidgets import QWidget

from vrplanner.core.geometry import front_of
from vrplanner.core.item import Item
from vrplanner.core.person import Avatar
from vrplanner.desktop.icons import pixmap
from vrplanner.desktop.plan_paint import paint_tag, pen, small_font
from vrplanner.desktop.scene_ghosts import box_corners, draw_ghosts
from vrplanner.desktop.snapping import is_blocked

if TYPE_CHECKING:
    from vrplanner.desktop.scene_view import SceneView

HANDLE_RADIUS_PX = 12.0
MARK = QColor("#ff9d33")  # as the line that the renderer draws round the selection
DARK_GLASS = QColor(24, 27, 30, 205)
LIGHT_TEXT = QColor("#ffffff")
BLOCKED = QColor("#ff7a66")


class SceneOverlay(QWidget):
    """A clear sheet above the picture; the pointer goes through it."""

    def __init__(self, view: "SceneView") -> None:
        super().__init__(view)
        self._view = view
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)

    def handle_place(self) -> QPointF | None:
        """Where the handle is: on the floor in front of the selection."""
        thing = self._view.session.selected
        if thing is None or getattr(thing, "fixed", False):
            return None
        away = (thing.size[2] / 2 if isinstance(thing, Item) else 0.15) + 0.3
        fx, fz = front_of(thing.yaw_rad)
        x, y, z = thing.position
        return self._view.to_widget((x + fx * away, y, z + fz * away))

    def on_handle(self, at: QPointF) -> bool:
        place = self.handle_place()
        return place is not None and math.hypot(at.x() - place.x(), at.y() - place.y()) <= HANDLE_RADIUS_PX + 3

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        session = self._view.session
        thing = None if session.previewing else session.selected
        ghosts = session.ghosts
        if thing is None and not ghosts:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        draw_ghosts(painter, self._view, ghosts, arrived=session.previewing)
        if thing is not None:
            self._draw_selection(painter, thing)
        painter.end()

    def _draw_selection(self, painter: QPainter, thing: Item | Avatar) -> None:
        grab = self._view.grab_now
        dragging = grab is not None and grab.moved
        if isinstance(thing, Item):
            self._draw_box(painter, thing, dragging=dragging)
        for guide in grab.guides if grab else ():
            self._line(painter, (guide.start[0], 0.01, guide.start[1]), (guide.end[0], 0.01, guide.end[1]))
        self._draw_handle(painter, thing)

    def _draw_box(self, painter: QPainter, item: Item, *, dragging: bool) -> None:
        """The name above it; while it is dragged its place on the floor, red where it cannot stand."""
        places = [self._view.to_widget(corner) for corner in box_corners(item)]
        shown = [place for place in places if place is not None]
        if len(shown) < len(places):
            return
        if dragging:
            color = BLOCKED if is_blocked(self._view.session.expected_scene, item) else MARK
            tint = QColor(color)
            tint.setAlphaF(0.22)
            painter.setBrush(tint)
            painter.setPen(pen(color, 2.0))
            painter.drawPolygon(QPolygonF(shown[:4]))
        top = min(shown, key=lambda place: place.y())
        painter.setFont(small_font(12, bold=True))
        middle = sum(place.x() for place in shown) / len(shown)
        paint_tag(painter, QPointF(middle, top.y() - 18), item.name, text_color=LIGHT_TEXT, back=DARK_GLASS)

    def _line(self, painter: QPainter, start: tuple[float, float, float], end: tuple[float, float, float]) -> None:
        a, b = self._view.to_widget(start), self._view.to_widget(end)
        if a is not None and b is not None:
            painter.setPen(pen(MARK, 1.5))
            painter.drawLine(a, b)

    def _draw_handle(self, painter: QPainter, thing: Item | Avatar) -> None:
        at = self.handle_place()
        if at is None:
            return
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(DARK_GLASS)
        painter.drawEllipse(at, HANDLE_RADIUS_PX, HANDLE_RADIUS_PX)
        icon = pixmap("rotate_right", LIGHT_TEXT.name(), 16, self.devicePixelRatioF())
        painter.drawPixmap(QRectF(at.x() - 8, at.y() - 8, 16, 16), icon, QRectF(icon.rect()))
