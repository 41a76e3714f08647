"""The two views, each with its buttons floating in a corner."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAction, QGuiApplication, QImage
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedLayout, QToolButton, QVBoxLayout, QWidget

from vrplanner.desktop.i18n import tr
from vrplanner.desktop.scene_view import SceneView
from vrplanner.desktop.session import Session
from vrplanner.desktop.theme import Tokens
from vrplanner.desktop.widgets import label

MARGIN_PX = 12


class ViewBar(QFrame):
    """Buttons in the upper right corner of a view."""

    def __init__(self, view: QWidget, actions: Sequence[QAction]) -> None:
        super().__init__(view)
        self.setObjectName("viewBar")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(4, 4, 4, 4)
        layout.setSpacing(1)
        for action in actions:
            shown = QToolButton()
            shown.setProperty("flat", True)
            shown.setDefaultAction(action)
            shown.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
            shown.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            layout.addWidget(shown)
        self.adjustSize()
        view.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if event.type() in {QEvent.Type.Resize, QEvent.Type.Show}:
            self.adjustSize()
            self.move(watched.width() - self.width() - MARGIN_PX, MARGIN_PX)  # type: ignore[attr-defined]
        return super().eventFilter(watched, event)


class ScenePane(QWidget):
    """The 3D view; words in its place where there is no OpenGL."""

    def __init__(self, session: Session, tokens: Tokens) -> None:
        super().__init__()
        self._stack = QStackedLayout(self)
        self.view: SceneView | None = None
        self._missing = QWidget()
        lines = QVBoxLayout(self._missing)
        lines.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._reason = label("", "muted")
        lines.addWidget(label(tr("No 3D view here"), "title"), alignment=Qt.AlignmentFlag.AlignCenter)
        lines.addWidget(self._reason, alignment=Qt.AlignmentFlag.AlignCenter)
        self._stack.addWidget(self._missing)
        # These platforms of Qt have no OpenGL for widgets, and say so only by drawing nothing.
        if QGuiApplication.platformName() in {"offscreen", "minimal"}:
            self._say_missing(tr("This display has no OpenGL. The plan works as usual."))
            return
        self.view = SceneView(session, tokens)
        self._stack.addWidget(self.view)
        self._stack.setCurrentWidget(self.view)
        self.view.gl_failed.connect(self._say_missing)

    def add_bar(self, actions: Sequence[QAction]) -> None:
        if self.view is not None:
            ViewBar(self.view, actions)

    def _say_missing(self, reason: str) -> None:
        self._reason.setText(reason)
        self._stack.setCurrentWidget(self._missing)

    def fit(self) -> None:
        if self.view is not None:
            self.view.fit()

    def set_walking(self, walking: bool) -> None:
        if self.view is not None:
            self.view.set_walking(walking)
            self.view.setFocus()

    def set_cutaway(self, cutaway: bool) -> None:
        if self.view is not None:
            self.view.set_cutaway(cutaway)

    def picture(self) -> QImage:
        """What the 3D view shows; empty when there is none."""
        return self.view.picture() if self.view is not None and self.view.isVisible() else QImage()
