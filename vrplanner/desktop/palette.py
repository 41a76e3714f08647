"""The command palette: type a few letters, press Enter."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QFrame,
    QGraphicsDropShadowEffect,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from vrplanner.desktop.i18n import tr
from vrplanner.desktop.icons import icon
from vrplanner.desktop.theme import Tokens

ACTION_ROLE = Qt.ItemDataRole.UserRole


def match_score(query: str, text: str) -> int | None:
    """How well the letters of `query` occur in order in `text` (higher is better); None when they do not."""
    query, text = query.lower().replace(" ", ""), text.lower()
    if not query:
        return 0
    score, position, last = 0, 0, -2
    for letter in query:
        found = text.find(letter, position)
        if found < 0:
            return None
        begins_word = found == 0 or not text[found - 1].isalnum()
        score += 8 if found == last + 1 else 5 if begins_word else 1
        last, position = found, found + 1
    return score * 10 - len(text)


class Palette(QFrame):
    """Over the window, near its top; Escape or a click elsewhere closes it."""

    def __init__(self, parent: QWidget, actions: Sequence[tuple[QAction, str]], tokens: Tokens) -> None:
        # A child, not a popup window: round corners and a shadow need no compositor then.
        super().__init__(parent)
        self.setObjectName("palette")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._left = False
        self._actions = [(action, words) for action, words in actions if action.isEnabled() and action.isVisible()]
        self.input = QLineEdit()
        self.input.setPlaceholderText(tr("What do you want to do?"))
        self.input.setAccessibleName(tr("What do you want to do?"))
        self.input.addAction(icon("search", tokens, color=tokens.muted), QLineEdit.ActionPosition.LeadingPosition)
        self.list = QListWidget()
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 10, 10, 10)
        layout.addWidget(self.input)
        layout.addWidget(self.list)
        shadow = QGraphicsDropShadowEffect(self)
        shadow.setBlurRadius(36)
        shadow.setOffset(0, 8)
        self.setGraphicsEffect(shadow)
        self.input.textChanged.connect(self._filter)
        self.input.installEventFilter(self)
        self.list.itemClicked.connect(self._run)
        self._filter("")

    def open_over(self, window: QWidget) -> None:
        self.resize(540, 400)
        self.move((window.width() - self.width()) // 2, 96)
        self.show()
        self.raise_()
        self.input.setFocus()

    def _filter(self, query: str) -> None:
        self.list.clear()
        ranked = []
        for action, words in self._actions:
            text = action.text().replace("&", "")
            scores = [score for score in (match_score(query, text), match_score(query, words)) if score is not None]
            if scores:
                ranked.append((max(scores), text, action))
        for _, text, action in sorted(ranked, key=lambda entry: -entry[0] if query else 0):
            keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
            item = QListWidgetItem(action.icon(), f"{text}    {keys}" if keys else text)
            item.setData(ACTION_ROLE, action)
            self.list.addItem(item)
        self.list.setCurrentRow(0)

    def _leave(self) -> None:
        if not self._left:
            self._left = True
            self.close()

    def _run(self, item: QListWidgetItem | None) -> None:
        self._leave()
        if item is not None:
            item.data(ACTION_ROLE).trigger()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if event.type() == QEvent.Type.FocusOut:
            self._leave()
            return False
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            key = event.key()
            if key in {Qt.Key.Key_Down, Qt.Key.Key_Up}:
                step = 1 if key == Qt.Key.Key_Down else -1
                count = self.list.count()
                if count:
                    self.list.setCurrentRow((self.list.currentRow() + step) % count)
                return True
            if key == Qt.Key.Key_Escape:
                self._leave()
                return True
            if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
                self._run(self.list.currentItem())
                return True
        return super().eventFilter(watched, event)
