"""What an empty project shows: ways to begin."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from vrplanner.desktop.i18n import tr
from vrplanner.desktop.icons import pixmap
from vrplanner.desktop.session import Session
from vrplanner.desktop.theme import Tokens
from vrplanner.desktop.widgets import label


class Welcome(QFrame):
    """A card in the middle of the views, there while the project has neither rooms nor things."""

    def __init__(self, parent: QWidget, session: Session, actions: Sequence[QAction], tokens: Tokens) -> None:
        super().__init__(parent)
        self.setObjectName("welcome")
        self._over = parent
        self._session = session
        sign = QLabel()
        sign.setPixmap(pixmap("logo", tokens.accent, 52, self.devicePixelRatioF()))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(40, 32, 40, 34)
        layout.setSpacing(8)
        layout.addWidget(sign, alignment=Qt.AlignmentFlag.AlignHCenter)
        layout.addWidget(label(tr("Begin with a room"), "title"), alignment=Qt.AlignmentFlag.AlignHCenter)
        hint = label(tr("Draw one by its sizes, take one from a scan, or try things on a sample."), "muted")
        layout.addWidget(hint, alignment=Qt.AlignmentFlag.AlignHCenter)
        layout.addSpacing(12)
        line = QHBoxLayout()
        line.setSpacing(10)
        for action in actions:
            line.addWidget(self._tile(action))
        layout.addLayout(line)
        parent.installEventFilter(self)
        session.scene_changed.connect(self.refresh)
        session.document_replaced.connect(self.refresh)
        self.refresh()

    def _tile(self, action: QAction) -> QToolButton:
        tile = QToolButton()
        tile.setDefaultAction(action)
        tile.setText(action.text().rstrip("…"))
        tile.setIconSize(QSize(28, 28))
        tile.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        tile.setProperty("tile", True)
        tile.setFixedSize(QSize(132, 92))
        tile.setCursor(Qt.CursorShape.PointingHandCursor)
        return tile

    def refresh(self) -> None:
        scene = self._session.shown_scene
        empty = not scene.rooms and not scene.items
        self.setVisible(empty)
        if empty:
            self._place()

    def _place(self) -> None:
        self.adjustSize()
        parent = self._over
        self.move((parent.width() - self.width()) // 2, max(60, (parent.height() - self.height()) // 2 - 20))
        self.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if event.type() in {QEvent.Type.Resize, QEvent.Type.Show} and self.isVisibleTo(self._over):
            self._place()
        return super().eventFilter(watched, event)
