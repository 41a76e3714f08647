"""Small building blocks every panel uses."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLayout, QPushButton, QToolButton, QVBoxLayout, QWidget

from vrplanner.desktop.icons import icon
from vrplanner.desktop.theme import Tokens


def label(text: str, role: str = "", *, wrap: bool = False) -> QLabel:
    """Words; `role` picks a style: title, heading, muted, warning, danger."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(wrap)
    if role:
        made.setProperty("role", role)
    return made


def button(text: str, slot: Callable[[], None], role: str = "") -> QPushButton:
    made = QPushButton(text)
    made.clicked.connect(lambda _checked: slot())
    if role:
        made.setProperty("role", role)
    return made


def icon_button(name: str, tip: str, tokens: Tokens, slot: Callable[[], None] | None = None) -> QToolButton:
    """A flat button that shows only an icon; `tip` is also its name for screen readers."""
    made = QToolButton()
    made.setProperty("flat", True)
    made.setIcon(icon(name, tokens))
    made.setIconSize(QSize(18, 18))
    made.setToolTip(tip)
    made.setAccessibleName(tip)
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    if slot is not None:
        made.clicked.connect(lambda _checked: slot())
    return made


def card(*, role: str = "card") -> tuple[QFrame, QVBoxLayout]:
    """A rounded frame with its layout."""
    frame = QFrame()
    frame.setProperty("role", role)
    layout = QVBoxLayout(frame)
    layout.setContentsMargins(12, 10, 12, 10)
    layout.setSpacing(6)
    return frame, layout


def separator() -> QFrame:
    line = QFrame()
    line.setProperty("role", "line")
    return line


def row(*widgets: QWidget | None, spacing: int = 8) -> QHBoxLayout:
    """Side by side; None is a stretch."""
    layout = QHBoxLayout()
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(spacing)
    for widget in widgets:
        if widget is None:
            layout.addStretch(1)
        else:
            layout.addWidget(widget)
    return layout


def column(parent: QWidget, *, margins: tuple[int, int, int, int] = (14, 12, 14, 12), spacing: int = 10) -> QVBoxLayout:
    layout = QVBoxLayout(parent)
    layout.setContentsMargins(*margins)
    layout.setSpacing(spacing)
    return layout


def clear(layout: QLayout) -> None:
    """Take everything out of a layout and delete it."""
    while (entry := layout.takeAt(0)) is not None:
        widget, inner = entry.widget(), entry.layout()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        elif inner is not None:
            clear(inner)


def restyle(widget: QWidget, name: str, value: object) -> None:
    """Set a property that the style sheet looks at."""
    widget.setProperty(name, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)
