"""The steps taken so far; click one to go back there, or forward again."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from vrplanner.desktop.i18n import tr, tr_step
from vrplanner.desktop.icons import icon
from vrplanner.desktop.session import Session
from vrplanner.desktop.theme import Tokens
from vrplanner.desktop.widgets import column, label

ICONS = {
    "Move": "dimensions", "Turn": "rotate_right", "Place": "chair", "Remove": "delete", "Resize": "dimensions",
    "Add": "new_room", "Restyle": "sparkle", "Paint": "sparkle", "Fix": "lock", "Release": "lock", "Put": "garment",
}  # fmt: skip


class HistoryPanel(QWidget):
    """Oldest on top. Steps that were undone stay in the list, paler, until something new is done."""

    def __init__(self, session: Session, tokens: Tokens) -> None:
        super().__init__()
        self.session = session
        self.tokens = tokens
        self.list = QListWidget()
        self.list.setAccessibleName(tr("History"))
        layout = column(self)
        layout.addWidget(label(tr("Click a step to go back to it."), "muted", wrap=True))
        layout.addWidget(self.list, 1)
        self.list.itemClicked.connect(lambda item: session.go_to_step(self.list.row(item)))
        session.history_changed.connect(self.refresh)
        session.document_replaced.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        done, undone = self.session.document.history
        self.list.clear()
        self._add(tr("Opened"), "open", past=True)
        for text in done:
            self._add(tr_step(text), ICONS.get(text.split(" ", 1)[0], "check"), past=True)
        for text in undone:
            self._add(tr_step(text), ICONS.get(text.split(" ", 1)[0], "check"), past=False)
        self.list.setCurrentRow(len(done))
        self.list.scrollToItem(self.list.item(len(done)))

    def _add(self, text: str, icon_name: str, *, past: bool) -> None:
        item = QListWidgetItem(icon(icon_name, self.tokens, color="" if past else self.tokens.muted), text)
        if not past:
            item.setForeground(QColor(self.tokens.muted))
            font = item.font()
            font.setItalic(True)
            item.setFont(font)
        item.setData(Qt.ItemDataRole.AccessibleTextRole, text)
        self.list.addItem(item)
