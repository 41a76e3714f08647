"""The plan: see the room from above, pick things up, push them about, turn them."""

import math
from dataclasses import dataclass, replace

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QDragEnterEvent,
    QDropEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget
from shapely.geometry import Point

from vrplanner.core.free_floor import free_spot
from vrplanner.core.geometry import Point2, front_of
from vrplanner.core.item import Item
from vrplanner.core.person import Avatar
from vrplanner.core.room import Room
from vrplanner.desktop import plan_paint as paint
from vrplanner.desktop.ghosts import Ghost
from vrplanner.desktop.grab import Grab, escape
from vrplanner.desktop.i18n import tr
from vrplanner.desktop.icons import pixmap
from vrplanner.desktop.nudge import nudge_command
from vrplanner.desktop.placing import PRODUCT_MIME
from vrplanner.desktop.plan_camera import PlanCamera, scene_bounds
from vrplanner.desktop.plan_ghosts import FADED, paint_ghosts
from vrplanner.desktop.recolor import main_color
from vrplanner.desktop.session import Session
from vrplanner.desktop.snapping import is_blocked
from vrplanner.desktop.theme import Tokens, mix
from vrplanner.desktop.units import Units

HANDLE_RADIUS_PX = 11.0
SNAP_PX = 9.0
DRAG_FROM_PX = 3.0


@dataclass(frozen=True, slots=True)
class _Press:
    """A button that is down: on a thing (`grab`), or on the sheet, which it pushes. `last` is the latest place."""

    began: QPointF
    last: QPointF
    grab: Grab | None = None

    def is_drag(self, at: QPointF) -> bool:
        return math.hypot(at.x() - self.began.x(), at.y() - self.began.y()) > DRAG_FROM_PX


class PlanView(QWidget):
    """Left button selects and drags, on the round handle turns; middle button, right button or empty sheet pushes the
    sheet; wheel zooms; arrows nudge; Alt while dragging leaves snapping out."""

    product_dropped = Signal(str, object)  # product id, plan point
    menu_asked = Signal(QPoint)

    def __init__(self, session: Session, tokens: Tokens, units: Units = "metric") -> None:
        super().__init__()
        self.setObjectName("planView")
        self.setAccessibleName(tr("Plan"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAcceptDrops(True)
        self.setMinimumSize(240, 200)
        self.session = session
        self.tokens = tokens
        self.units: Units = units
        self.camera = PlanCamera()
        self.show_grid = True
        self.show_dimensions = True
        self.snapping = True
        self._press: _Press | None = None
        self._hovered = ""
        self._moved_by_hand = False
        self._rooms: tuple[Room, ...] = ()
        self._colors: dict[str, str] = {}
        self._labels: dict[str, tuple[Room, tuple[Item | Avatar, ...], tuple[Point2, float]]] = {}
        session.scene_changed.connect(self._on_scene_changed)
        session.selection_changed.connect(self.update)
        session.ghosts_changed.connect(self.update)
        session.document_replaced.connect(self._on_document_replaced)

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(560, 640)

    # Looking

    def _on_document_replaced(self) -> None:
        self._press = None  # what was being dragged went with its document
        self.fit()

    def fit(self) -> None:
        """Bring everything into view."""
        margin_px = min(72.0, min(self.width(), self.height()) * 0.14)
        self.camera = self.camera.fitted(scene_bounds(self.session.shown_scene), margin_px=margin_px)
        self._moved_by_hand = False
        self.update()

    def zoom(self, factor: float) -> None:
        self.camera = self.camera.zoomed(factor, QPointF(self.width() / 2, self.height() / 2))
        self.update()

    def to_widget(self, point: Point2) -> QPointF:
        """Where a plan point is on the widget."""
        return self.camera.to_screen(point)

    def set_look(self, *, grid: bool | None = None, dimensions: bool | None = None, snap: bool | None = None) -> None:
        self.show_grid = self.show_grid if grid is None else grid
        self.show_dimensions = self.show_dimensions if dimensions is None else dimensions
        self.snapping = self.snapping if snap is None else snap
        self.update()

    def _on_scene_changed(self) -> None:
        rooms = tuple(self.session.shown_scene.rooms.values())
        if rooms != self._rooms:  # walls changed: show all of them, unless the person looks at something closely
            self._rooms = rooms
            if not self._moved_by_hand:
                self.fit()
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        self.camera = self.camera.resized(self.width(), self.height())
        # While nobody has panned or zoomed the plan stays fitted to the pane.
        if not self._moved_by_hand:
            self.fit()

    # Drawing

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), QColor(self.tokens.paper))
        self.draw(painter, self.camera)
        painter.end()

    def draw(self, painter: QPainter, camera: PlanCamera) -> None:
        scene, tokens = self.session.shown_scene, self.tokens
        ghosts = self.session.ghosts
        going = {ghost.now.id for ghost in ghosts if ghost.now is not None}
        if self.show_grid:
            paint.paint_grid(painter, camera, tokens)
        # Under a preview the furniture still shows where it stands; the ghosts say where it would.
        items = paint.drawing_order(self.session.scene if self.session.previewing else scene)
        with paint.in_metres(painter, camera):
            for room in scene.rooms.values():
                paint.paint_floor(painter, room, tokens)
            for item in items:
                if item.is_flat:
                    self._draw_item(painter, item, FADED if item.id in going else 1.0)
        self._draw_labels(painter, camera)
        with paint.in_metres(painter, camera):
            for room in scene.rooms.values():
                paint.paint_walls(painter, room, tokens)
            for item in items:
                if not item.is_flat:
                    opacity = 0.55 if item.position[1] > 1.2 else 1.0
                    self._draw_item(painter, item, FADED if item.id in going else opacity)
            for room in scene.rooms.values():  # over the furniture, which would hide them
                paint.paint_sockets(painter, room, tokens)
            for avatar in scene.avatars.values():
                paint.paint_avatar(painter, avatar, tokens)
        self._draw_ghosts(painter, camera, ghosts)
        if self.show_dimensions:
            for room in scene.rooms.values():
                paint.paint_wall_dimensions(painter, room, camera, tokens, self.units)
        if not self.session.previewing:
            self._draw_marks(painter, camera)

    def _draw_ghosts(self, painter: QPainter, camera: PlanCamera, ghosts: tuple[Ghost, ...]) -> None:
        colors = {ghost.then.id: self._color(ghost.then) for ghost in ghosts if ghost.then is not None}
        paint_ghosts(painter, ghosts, camera, self.tokens, colors=colors)

    def _draw_item(self, painter: QPainter, item: Item, opacity: float) -> None:
        paint.paint_item(painter, item, self.tokens, color=self._color(item), opacity=opacity)

    def _color(self, item: Item) -> str:
        """What its model mostly looks like, which is surer than the words of its colour."""
        models = self.session.document.models
        if item.model is None or item.model not in models:
            return item.color
        if item.model not in self._colors:
            self._colors[item.model] = main_color(models.get(item.model))
        return self._colors[item.model]

    def _draw_labels(self, painter: QPainter, camera: PlanCamera) -> None:
        """Names of rooms where there is space for them, and no ghosts or measures in their way."""
        if self.session.previewing or (self.show_dimensions and self.session.selected_item is not None):
            return
        for room in self.session.shown_scene.rooms.values():
            at, free_m = self._label_place(room)
            if free_m * camera.pixels_per_m > 30:
                paint.paint_room_label(painter, room, at, camera, tokens=self.tokens, units=self.units)

    def _label_place(self, room: Room) -> tuple[Point2, float]:
        """Where the room's name stands; found anew only between drags, so that it does not hop about."""
        if self._press is None or room.id not in self._labels:
            scene = self.session.shown_scene
            around: tuple[Item | Avatar, ...] = (*scene.items.values(), *scene.avatars.values())
            if self._labels.get(room.id, (None, None))[:2] != (room, around):
                place = free_spot(scene, room, below_m=math.inf)
                self._labels[room.id] = room, around, place
        return self._labels[room.id][2]

    def _draw_marks(self, painter: QPainter, camera: PlanCamera) -> None:
        """Hover, snapping guides, and the selection with its handle and clearances."""
        scene, tokens = self.session.shown_scene, self.tokens
        hovered = scene.items.get(self._hovered)
        grab = self._press.grab if self._press else None
        selected = self.session.selected
        if hovered is not None and hovered is not selected and grab is None:
            self._outline(painter, camera, hovered, QColor(tokens.accent), 1.5)
        painter.setPen(paint.pen(tokens.accent, 1.0))
        for guide in grab.guides if grab else ():
            painter.drawLine(camera.to_screen(guide.start), camera.to_screen(guide.end))
        if selected is None:
            return
        if isinstance(selected, Item):
            if self.show_dimensions:
                lines = paint.clearances(scene, selected)
                paint.paint_clearances(painter, lines, camera, tokens, self.units)
            blocked = grab is not None and grab.moved and is_blocked(self.session.expected_scene, selected)
            self._outline(painter, camera, selected, QColor(tokens.danger if blocked else tokens.accent), 2.0)
        self._draw_handle(painter, camera, selected)

    def _outline(self, painter: QPainter, camera: PlanCamera, item: Item, color: QColor, width: float) -> None:
        painter.setPen(paint.pen(color, width))
        tint = QColor(color)
        tint.setAlphaF(0.10)
        painter.setBrush(tint)
        painter.drawPolygon(camera.transform.map(paint.polygon(list(item.footprint.exterior.coords)[:-1])))

    def _draw_handle(self, painter: QPainter, camera: PlanCamera, thing: Item | Avatar) -> None:
        if isinstance(thing, Item) and thing.fixed:
            return
        at = paint.handle_place(thing, camera)
        fx, fz = front_of(thing.yaw_rad)
        painter.setPen(paint.pen(self.tokens.accent, 1.5))
        painter.drawLine(at, at - QPointF(fx, fz) * 26)
        painter.setPen(paint.pen(self.tokens.accent, 1.5))
        painter.setBrush(mix(self.tokens.floor, self.tokens.accent, 0.08))
        painter.drawEllipse(at, HANDLE_RADIUS_PX, HANDLE_RADIUS_PX)
        icon = pixmap("rotate_right", self.tokens.accent, 14, self.devicePixelRatioF())
        painter.drawPixmap(QRectF(at.x() - 7, at.y() - 7, 14, 14), icon, QRectF(icon.rect()))

    # Pointing

    def thing_at(self, at: QPointF) -> str:
        """The id of the item or avatar under a widget point, "" for none."""
        scene, plan_point = self.session.shown_scene, self.camera.to_plan(at)
        for avatar in scene.avatars.values():
            if math.dist((avatar.position[0], avatar.position[2]), plan_point) < 0.25:
                return avatar.id
        slack = 4 / self.camera.pixels_per_m
        point = Point(plan_point)
        for item in reversed(paint.drawing_order(scene)):
            if item.footprint.distance(point) <= (slack if min(item.size[0], item.size[2]) < 4 * slack else 0):
                return item.id
        return ""

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        at = event.position()
        grab = self._grab_at(at) if event.button() == Qt.MouseButton.LeftButton else None
        self._press = _Press(at, at, grab)

    def _grab_at(self, at: QPointF) -> Grab | None:
        """Selects what is under the pointer and takes hold of it."""
        plan_point, selected = self.camera.to_plan(at), self.session.selected
        if selected is not None and self._on_handle(at):
            return Grab(self.session, selected, plan_point, "turn")
        self.session.select(self.thing_at(at))
        thing = self.session.selected
        return Grab(self.session, thing, plan_point, "move") if thing is not None else None

    def _on_handle(self, at: QPointF) -> bool:
        selected = self.session.selected
        if selected is None or getattr(selected, "fixed", False):
            return False
        handle = paint.handle_place(selected, self.camera)
        return math.hypot(at.x() - handle.x(), at.y() - handle.y()) <= HANDLE_RADIUS_PX + 3

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        at, press = event.position(), self._press
        if press is None:
            self._hover(at)
        elif press.grab is None:
            self.camera = self.camera.panned(at.x() - press.last.x(), at.y() - press.last.y())
            self._moved_by_hand = self._moved_by_hand or press.is_drag(at)
            self._press = replace(press, last=at)
            self.update()
        elif press.grab.moved or press.is_drag(at):
            free = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier) or not self.snapping
            if not press.grab.to(self.camera.to_plan(at), reach_m=SNAP_PX / self.camera.pixels_per_m, free=free):
                self._press = None

    def _hover(self, at: QPointF) -> None:
        hovered = self.thing_at(at)
        thing_shape = Qt.CursorShape.SizeAllCursor if hovered else Qt.CursorShape.ArrowCursor
        self.setCursor(Qt.CursorShape.PointingHandCursor if self._on_handle(at) else thing_shape)
        if hovered != self._hovered:
            self._hovered = hovered
            item = self.session.shown_scene.items.get(hovered)
            self.setToolTip(item.name if item else "")
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        press, self._press = self._press, None
        self.update()
        if press and press.grab:
            press.grab.drop()
        if press and event.button() == Qt.MouseButton.RightButton and not press.is_drag(event.position()):
            self.session.select(self.thing_at(event.position()))
            self.menu_asked.emit(event.globalPosition().toPoint())

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            self.menu_asked.emit(event.globalPos())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        if not self.thing_at(event.position()):
            self.fit()

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802
        self.camera = self.camera.zoomed(1.0015 ** event.angleDelta().y(), event.position())
        self._moved_by_hand = True
        self.update()

    def leaveEvent(self, event: object) -> None:  # noqa: N802
        self._hovered = ""
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.key() == Qt.Key.Key_Escape:
            press, self._press = self._press, None
            escape(self.session, press.grab if press else None)
            return
        command = nudge_command(self.session.selected, event)
        if command is None:
            super().keyPressEvent(event)
        else:
            gesture = f"keys-{self.session.selected_id}" if event.isAutoRepeat() else ""
            self.session.execute(command, gesture=gesture)

    # Dropping from the catalogue

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802
        if event.mimeData().hasFormat(PRODUCT_MIME):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802
        product_id = bytes(event.mimeData().data(PRODUCT_MIME).data()).decode()
        self.product_dropped.emit(product_id, self.camera.to_plan(event.position()))
        event.acceptProposedAction()
