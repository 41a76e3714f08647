"""The room in three dimensions: look round it or walk in it, pick things up and push them over the floor."""

import logging
import math
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPoint, QPointF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDropEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QResizeEvent,
    QSurfaceFormat,
    QWheelEvent,
)
from PySide6.QtOpenGLWidgets import QOpenGLWidget

from vrplanner.core.camera import Camera
from vrplanner.core.geometry import Point2
from vrplanner.core.native import before_opengl
from vrplanner.desktop.draft import DraftTarget, draws_in_software
from vrplanner.desktop.grab import Grab, escape
from vrplanner.desktop.i18n import tr
from vrplanner.desktop.nudge import nudge_command
from vrplanner.desktop.placing import PRODUCT_MIME
from vrplanner.desktop.scene_camera import OrbitCamera, WalkCamera
from vrplanner.desktop.scene_overlay import SceneOverlay
from vrplanner.desktop.session import Session
from vrplanner.desktop.theme import Tokens
from vrplanner.render.camera import View, view_from_camera
from vrplanner.render.picking import Ray, pick, point_at_height, ray_under

if TYPE_CHECKING:
    import moderngl

    from vrplanner.render.renderer import Renderer

log = logging.getLogger(__name__)

DRAG_FROM_PX = 3.0
SNAP_M = 0.08
SAMPLES = 4
SETTLE_MS = 250
WALK_STEP_M = 0.15
WALK_KEYS = {
    Qt.Key.Key_W: (1, 0), Qt.Key.Key_S: (-1, 0), Qt.Key.Key_D: (0, 1), Qt.Key.Key_A: (0, -1),
}  # fmt: skip


class SceneView(QOpenGLWidget):
    """Left button selects and drags things, elsewhere turns the view; right or middle button pushes it; wheel nears.
    Walking: drag to look, W A S D to go."""

    product_dropped = Signal(str, object)  # product id, plan point
    menu_asked = Signal(QPoint)
    gl_failed = Signal(str)

    def __init__(self, session: Session, tokens: Tokens) -> None:
        super().__init__()
        self.setObjectName("sceneView")
        self.setAccessibleName(tr("3D view"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAcceptDrops(True)
        self.setMinimumSize(320, 240)
        wanted = QSurfaceFormat()
        wanted.setVersion(3, 3)
        wanted.setProfile(QSurfaceFormat.OpenGLContextProfile.CoreProfile)
        wanted.setDepthBufferSize(24)
        self.setFormat(wanted)
        self.session = session
        self.tokens = tokens
        self.orbit = OrbitCamera()
        self.walk = WalkCamera()
        self.walking = False
        self.cutaway = True
        self.frames_drawn = 0
        self._gl: moderngl.Context | None = None
        self._renderer: Renderer | None = None
        self._draft: DraftTarget | None = None
        self._settle = QTimer(self)  # runs while the view moves, and a little longer
        self._settle.setSingleShot(True)
        self._settle.setInterval(SETTLE_MS)
        self._settle.timeout.connect(self.update)
        self._press: tuple[QPointF, QPointF, Qt.MouseButton] | None = None  # began, last, button
        self._grab: Grab | None = None
        self._grab_height_m = 0.0
        self._moved_by_hand = False
        self._rooms: tuple[object, ...] = ()
        self._keys: set[int] = set()
        self._walk_timer = QTimer(self)
        self._walk_timer.setInterval(33)
        self._walk_timer.timeout.connect(self._walk_on)
        self._overlay = SceneOverlay(self)
        session.scene_changed.connect(self._on_scene_changed)
        session.selection_changed.connect(self._redraw)
        session.ghosts_changed.connect(self._overlay.update)
        session.document_replaced.connect(self._on_document_replaced)

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(900, 640)

    @property
    def grab_now(self) -> Grab | None:
        """The drag that is going on."""
        return self._grab

    # Looking

    @property
    def camera(self) -> Camera:
        return self.walk.camera if self.walking else self.orbit.camera

    @property
    def view(self) -> View:
        return view_from_camera(self.camera, (max(1, self.width()), max(1, self.height())))

    def fit(self) -> None:
        """Bring everything into view."""
        scene = self.session.shown_scene
        self.orbit = self.orbit.fitted(scene, self.width() / max(1, self.height()))
        if self.walking:
            self.walk = WalkCamera().entered(scene)
        self._moved_by_hand = False
        self._redraw()

    def set_walking(self, walking: bool) -> None:
        if walking and not self.walking:
            self.walk = WalkCamera().entered(self.session.shown_scene)
        self.walking = walking
        self._redraw()

    def set_cutaway(self, cutaway: bool) -> None:
        """Whether walls between the eye and the room are left out."""
        self.cutaway = cutaway
        if self._renderer is not None:
            self.makeCurrent()
            self._renderer.change_settings(replace(self._renderer.settings, cutaway=cutaway))
            self.doneCurrent()
        self._redraw()

    def to_widget(self, point: tuple[float, float, float]) -> QPointF | None:
        """Where a world point is on the widget; None when it is behind the eye."""
        clip = self.view.clip_from_world @ np.array([*point, 1.0])
        if clip[3] <= 1e-6:
            return None
        return QPointF((clip[0] / clip[3] + 1) / 2 * self.width(), (1 - clip[1] / clip[3]) / 2 * self.height())

    def plan_point(self, at: QPointF, height_m: float = 0.0) -> Point2 | None:
        """Where the ray under a widget point meets the level plane at this height; None when it does not."""
        point = point_at_height(self._ray(at), height_m)
        return (point[0], point[2]) if point is not None and math.dist(point, self.camera.position) < 200 else None

    def _ray(self, at: QPointF) -> Ray:
        x, y = 2 * at.x() / max(1, self.width()) - 1, 1 - 2 * at.y() / max(1, self.height())
        return ray_under(self.view, x, y)

    def _redraw(self) -> None:
        self.update()
        self._overlay.update()

    def _on_scene_changed(self) -> None:
        rooms = tuple(self.session.shown_scene.rooms.values())
        if rooms != self._rooms:
            self._rooms = rooms
            if not self._moved_by_hand:
                self.fit()
        self._redraw()

    def _on_document_replaced(self) -> None:
        self._drop_renderer()
        self.fit()

    # Drawing

    def initializeGL(self) -> None:  # noqa: N802
        import moderngl

        before_opengl()
        try:
            self._gl = moderngl.create_context(require=330)
        except Exception as error:  # glcontext raises bare exceptions of its own for each platform
            log.warning("no OpenGL for the 3D view: %s", error)
            self.gl_failed.emit(str(error))
            return
        self._gl.gc_mode = "context_gc"
        if draws_in_software(self._gl):
            self._draft = DraftTarget(self._gl)
        self.context().aboutToBeDestroyed.connect(self._on_context_dies)

    def paintGL(self) -> None:  # noqa: N802
        if self._gl is None:
            return
        if self._renderer is None:
            self._renderer = self._make_renderer(self._gl)
        framebuffer = self._gl.detect_framebuffer(self.defaultFramebufferObject())
        framebuffer.use()
        self._renderer.update(self.session.shown_scene)
        self._draw(self._renderer, framebuffer)
        self._gl.gc()
        self.frames_drawn += 1

    def _draw(self, renderer: "Renderer", framebuffer: "moderngl.Framebuffer") -> None:
        highlight = tuple(filter(None, (self.session.selected_id,)))
        draft = self._draft if self._settle.isActive() else None
        renderer.change_settings(replace(renderer.settings, samples=0 if draft else SAMPLES))
        if draft is None:
            renderer.draw(framebuffer, self.view, highlight=highlight)
        else:
            renderer.draw(draft.sized(framebuffer.size), self.view, highlight=highlight)
            draft.show_on(framebuffer)

    def _make_renderer(self, gl: "moderngl.Context") -> "Renderer":
        from vrplanner.render.renderer import Renderer
        from vrplanner.render.settings import RenderSettings

        return Renderer(gl, self.session.document.models, RenderSettings(cutaway=self.cutaway, samples=SAMPLES))

    def _drop_renderer(self) -> None:
        if self._renderer is not None:
            self.makeCurrent()
            self._renderer.release()
            self._renderer = None
            if self._gl is not None:
                self._gl.gc()
            self.doneCurrent()

    def _on_context_dies(self) -> None:
        self._drop_renderer()
        if self._draft is not None:
            self.makeCurrent()
            self._draft.release()
            self._draft = None
            self.doneCurrent()
        self._gl = None

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        self._overlay.resize(event.size())
        if not self._moved_by_hand:
            self.fit()

    def picture(self) -> QImage:
        """What is shown, without the marks of the selection."""
        self._settle.stop()  # never a draft
        return self.grabFramebuffer()

    # Pointing

    def thing_at(self, at: QPointF) -> tuple[str, float]:
        """The id of the item or avatar under a widget point ("" for none) and the height it is touched at."""
        ray = self._ray(at)
        hit = pick(self.session.shown_scene, self.session.document.models, ray)
        if hit is None or hit.kind not in {"item", "avatar"}:
            return "", 0.0
        return hit.id, hit.point[1]

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        at = event.position()
        self._press = (at, at, event.button())
        if event.button() == Qt.MouseButton.LeftButton:
            self._grab = self._grab_at(at)

    def _grab_at(self, at: QPointF) -> Grab | None:
        selected = self.session.selected
        if selected is not None and self._overlay.on_handle(at):
            self._grab_height_m = selected.position[1]
            where = self.plan_point(at, self._grab_height_m)
            return Grab(self.session, selected, where, "turn") if where else None
        thing_id, height_m = self.thing_at(at)
        self.session.select(thing_id)
        thing = self.session.selected
        # Drag in the plane that the pointer touches, so that the thing stays under it.
        self._grab_height_m = height_m
        where = self.plan_point(at, height_m)
        return Grab(self.session, thing, where, "move") if thing is not None and where else None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        at = event.position()
        if self._press is None:
            self.setCursor(
                Qt.CursorShape.PointingHandCursor if self._overlay.on_handle(at) else Qt.CursorShape.ArrowCursor
            )
            return
        began, last, button = self._press
        far = (at - began).manhattanLength() > DRAG_FROM_PX
        if self._grab is not None:
            self._settle.start()
            where = self.plan_point(at, self._grab_height_m)
            if where and (far or self._grab.moved):
                free = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
                if not self._grab.to(where, reach_m=SNAP_M, free=free):
                    self._grab = self._press = None
            return
        self._press = (began, at, button)
        self._look(at - last, push=button != Qt.MouseButton.LeftButton)
        self._moved_by_hand = self._moved_by_hand or far
        self._redraw()

    def _look(self, by: QPointF, *, push: bool) -> None:
        self._settle.start()
        if self.walking:
            self.walk = self.walk.walked(by.y() * 0.01, -by.x() * 0.01) if push else self.walk.dragged(by.x(), by.y())
        elif push:
            self.orbit = self.orbit.pushed(by.x(), by.y(), self.height())
        else:
            self.orbit = self.orbit.dragged(by.x(), by.y())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        press, grab = self._press, self._grab
        self._press = self._grab = None
        self._overlay.update()
        if grab is not None:
            grab.drop()
        if press is None or event.button() != Qt.MouseButton.RightButton:
            return
        if (event.position() - press[0]).manhattanLength() <= DRAG_FROM_PX:
            self.session.select(self.thing_at(event.position())[0])
            self.menu_asked.emit(event.globalPosition().toPoint())

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802
        factor = 1.0012 ** event.angleDelta().y()
        self._settle.start()
        if self.walking:
            self.walk = self.walk.zoomed(factor)
        else:
            self.orbit = self.orbit.zoomed(factor)
        self._moved_by_hand = True
        self._redraw()

    # Keys

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.key() == Qt.Key.Key_Escape:
            grab, self._grab, self._press = self._grab, None, None
            escape(self.session, grab)
        elif self.walking and event.key() in WALK_KEYS and not event.modifiers():
            self._keys.add(event.key())
            self._walk_on()
            self._walk_timer.start()
        elif (command := nudge_command(self.session.selected, event)) is not None:
            self.session.execute(command, gesture=f"keys-{self.session.selected_id}" if event.isAutoRepeat() else "")
        else:
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if not event.isAutoRepeat():
            self._keys.discard(event.key())
        super().keyReleaseEvent(event)

    def focusOutEvent(self, event: object) -> None:  # noqa: N802
        self._keys.clear()

    def _walk_on(self) -> None:
        if not self._keys or not self.walking:
            self._walk_timer.stop()
            return
        self._settle.start()
        ahead = sum(WALK_KEYS[Qt.Key(key)][0] for key in self._keys)
        right = sum(WALK_KEYS[Qt.Key(key)][1] for key in self._keys)
        self.walk = self.walk.walked(ahead * WALK_STEP_M, right * WALK_STEP_M)
        self._redraw()

    # Dropping from the catalogue

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802
        if event.mimeData().hasFormat(PRODUCT_MIME):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802
        where = self.plan_point(event.position())
        if where is not None:
            self.product_dropped.emit(bytes(event.mimeData().data(PRODUCT_MIME).data()).decode(), where)
            event.acceptProposedAction()
