"""A card one looks at before taking it: while the pointer is over it, or the keyboard has come to it."""

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QImage, QKeyEvent, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QFrame, QPushButton, QWidget

from vrplanner.desktop.i18n import tr
from vrplanner.desktop.theme import Tokens
from vrplanner.desktop.widgets import button, restyle

BY_KEYS = (
    Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason, Qt.FocusReason.ShortcutFocusReason,
)  # fmt: skip


class Picture(QWidget):
    """A picture with round corners that keeps its proportions."""

    def __init__(self, picture: QImage, tokens: Tokens) -> None:
        super().__init__()
        self._picture = picture
        self._tokens = tokens
        self.setMinimumHeight(60)

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(240, 150)

    def hasHeightForWidth(self) -> bool:  # noqa: N802
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802
        return round(width * 0.6)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        clip = QPainterPath()
        clip.addRoundedRect(QRectF(self.rect()), 8, 8)
        painter.setClipPath(clip)
        painter.fillRect(self.rect(), QColor(self._tokens.hover))
        if not self._picture.isNull():
            scale = max(self.width() / self._picture.width(), self.height() / self._picture.height())
            width, height = self._picture.width() * scale, self._picture.height() * scale
            where = QRectF((self.width() - width) / 2, (self.height() - height) / 2, width, height)
            painter.drawImage(where, self._picture)
        painter.end()


class PreviewCard(QFrame):
    """`looked_at` tells that somebody starts or stops looking, `reached` that the keyboard came to it, `taken` that its
    button (or Enter) was pressed.
    """

    looked_at = Signal(bool)
    reached = Signal()
    taken = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.apply = button(tr("Apply"), self.taken.emit, "primary")

    def watch(self, *inner: QPushButton) -> None:
        """Count the focus of these buttons as the card's own."""
        for each in inner:
            each.setAutoDefault(False)
            each.installEventFilter(self)

    def set_state(self, *, applied: bool, possible: bool = True) -> None:
        """Whether the room stands like this now, and whether it can."""
        self.apply.setEnabled(possible and not applied)
        self.apply.setText(tr("Applied") if applied else tr("Apply"))
        restyle(self, "chosen", applied)

    def enterEvent(self, event: QEvent) -> None:  # noqa: N802
        self.look(True)

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802
        self.look(False)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        self._on_focus(event)
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        self.look(False)
        super().focusOutEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if event.type() == QEvent.Type.FocusIn and isinstance(event, QFocusEvent):
            self._on_focus(event)
        elif event.type() == QEvent.Type.FocusOut and not self.underMouse():
            self.look(False)
        return super().eventFilter(watched, event)

    def _on_focus(self, event: QFocusEvent) -> None:
        # A click's focus stays when the pointer goes, and would leave the preview behind.
        if event.reason() in BY_KEYS:
            self.reached.emit()
            self.look(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.apply.isEnabled():
                self.apply.click()
            return  # not a dialog's default button
        super().keyPressEvent(event)

    def look(self, looking: bool) -> None:
        restyle(self, "hover", looking)
        self.looked_at.emit(looking)
