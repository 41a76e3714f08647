"""Messages that slide in over the views: what went wrong and what to do, or what was done."""

from collections.abc import Callable
from typing import Literal

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from vrplanner.core.errors import VrPlannerError
from vrplanner.desktop.i18n import tr
from vrplanner.desktop.icons import pixmap
from vrplanner.desktop.theme import Tokens
from vrplanner.desktop.widgets import button, icon_button, label

Level = Literal["info", "warning", "error"]
SHOWN_MS = {"info": 5000, "warning": 9000, "error": 0}
ICONS = {"info": "check", "warning": "warning", "error": "warning"}


class Notice(QFrame):
    """One message at the top of its parent; the newest replaces the one before."""

    def __init__(self, parent: QWidget, tokens: Tokens) -> None:
        super().__init__(parent)
        self.setObjectName("notice")
        self._over = parent
        self.tokens = tokens
        self.level: Level = "info"
        self._icon = QLabel()
        self._message = label("", wrap=True)
        self._message.setStyleSheet("font-weight: 600;")
        self._hint = label("", "muted", wrap=True)
        self._action = button("", self._on_action, "quiet")
        self._on_action_call: Callable[[], None] | None = None
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._message)
        words.addWidget(self._hint)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(14, 10, 8, 10)
        layout.setSpacing(10)
        layout.addWidget(self._icon)
        layout.addLayout(words, 1)
        layout.addWidget(self._action)
        layout.addWidget(icon_button("close", tr("Close"), tokens, self.hide))
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.hide)
        parent.installEventFilter(self)
        self.hide()

    @property
    def text(self) -> str:
        return f"{self._message.text()} {self._hint.text()}".strip()

    def tell(
        self,
        message: str,
        hint: str = "",
        *,
        level: Level = "info",
        action: tuple[str, Callable[[], None]] | None = None,
        stay: bool = False,
    ) -> None:
        """Show a message; `action` is a button's text and what it does. With `stay` it waits to be closed."""
        self.level = level
        self.setProperty("level", level)
        self.style().unpolish(self)
        self.style().polish(self)
        tint = {"info": self.tokens.success, "warning": self.tokens.warning, "error": self.tokens.danger}[level]
        self._icon.setPixmap(pixmap(ICONS[level], tint, 20, self.devicePixelRatioF()))
        self._message.setText(message)
        self._hint.setText(hint)
        self._hint.setVisible(bool(hint))
        self._action.setVisible(action is not None)
        self._on_action_call = action[1] if action else None
        self._action.setText(action[0] if action else "")
        self._place()
        self.show()
        self.raise_()
        self._timer.stop()
        if SHOWN_MS[level] and not stay:
            self._timer.start(SHOWN_MS[level])

    def tell_error(self, error: BaseException, *, doing: str = "") -> None:
        """What went wrong, in words; a fault of ours says so without its insides."""
        if isinstance(error, VrPlannerError):
            self.tell(tr(error.message), tr(error.hint), level="error")
        elif isinstance(error, OSError):
            what = error.strerror or str(error)
            self.tell(f"{doing}: {what}" if doing else what, str(error.filename or ""), level="error")
        else:
            message = tr("{doing} did not work.", doing=doing) if doing else tr("Something did not work.")
            self.tell(message, tr("This is a fault in the program; the log file has the details."), level="error")

    def _on_action(self) -> None:
        self.hide()
        if self._on_action_call is not None:
            self._on_action_call()

    def _place(self) -> None:
        parent = self._over
        width = min(620, parent.width() - 32)
        self.setFixedWidth(max(240, width))
        self.adjustSize()
        self.move((parent.width() - self.width()) // 2, 14)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)
