"""Fields that take measures as people write them, and swatches to pick a colour from."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QColorDialog, QLineEdit, QToolButton, QWidget

from vrplanner.core.errors import InvalidInput
from vrplanner.desktop.flow_layout import FlowLayout
from vrplanner.desktop.i18n import tr
from vrplanner.desktop.units import Units, format_angle, format_length, parse_angle, parse_length
from vrplanner.desktop.widgets import restyle

SWATCHES = (
    "#f4f1ea", "#d9cdb8", "#c9a77c", "#8a6a4a", "#4a3728", "#b0523f", "#d98e4a", "#e0bf5a",
    "#7f9a6b", "#3f6b58", "#5f92a8", "#3a5a83", "#7a6b96", "#c99aa3", "#9a9c9e", "#2f3235",
)  # fmt: skip


class MeasureEdit(QLineEdit):
    """A number with its unit; `entered` gives metres or radians, only when the person changed it to something valid."""

    entered = Signal(float)

    def __init__(self, show: Callable[[float], str], read: Callable[[str], float], name: str) -> None:
        super().__init__()
        self._show = show
        self._read = read
        self._value = 0.0
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.editingFinished.connect(self._on_finished)
        self.textEdited.connect(lambda _: restyle(self, "wrong", False))

    @property
    def value(self) -> float:
        return self._value

    def set_value(self, value: float) -> None:
        """Show a value, unless the person is typing another."""
        self._value = value
        if not self.isModified():
            self.setText(self._show(value))
            self.setCursorPosition(0)

    def _on_finished(self) -> None:
        if not self.isModified():
            return
        try:
            value = self._read(self.text())
        except InvalidInput as error:
            restyle(self, "wrong", True)
            self.setToolTip(str(error))
            return
        self.setModified(False)
        restyle(self, "wrong", False)
        self.setText(self._show(value))
        if abs(value - self._value) > 1e-9:
            self._value = value
            self.entered.emit(value)


def length_edit(name: str, units: Units) -> MeasureEdit:
    return MeasureEdit(lambda value: format_length(value, units), lambda text: parse_length(text, units), name)


def angle_edit(name: str) -> MeasureEdit:
    return MeasureEdit(format_angle, parse_angle, name)


class Swatches(QWidget):
    """A few good colours and a way to any other."""

    picked = Signal(str)

    def __init__(self, colors: Sequence[str] = SWATCHES, *, name: str = "") -> None:
        super().__init__()
        self.setAccessibleName(name)
        layout = FlowLayout(self, spacing=5)
        self._buttons: dict[str, QToolButton] = {}
        for color in colors:
            layout.addWidget(self._button(color))
        other = QToolButton()
        other.setText("…")
        other.setProperty("flat", True)
        other.setToolTip(tr("Another colour"))
        other.setFixedSize(QSize(26, 26))
        other.clicked.connect(lambda _checked: self._pick_other())
        layout.addWidget(other)
        self._current = ""

    def _button(self, color: str) -> QToolButton:
        made = QToolButton()
        made.setFixedSize(QSize(26, 26))
        made.setToolTip(color)
        made.setAccessibleName(color)
        made.setCursor(Qt.CursorShape.PointingHandCursor)
        made.clicked.connect(lambda _checked: self.picked.emit(color))
        self._buttons[color] = made
        self._dress(color, chosen=False)
        return made

    def set_current(self, color: str) -> None:
        if color == self._current:
            return  # a new style sheet for each is too slow for every step of a drag
        self._current = color
        for known in self._buttons:
            self._dress(known, chosen=known.lower() == color.lower())

    def _dress(self, color: str, *, chosen: bool) -> None:
        edge = "3px solid palette(highlight)" if chosen else "1px solid rgba(128, 128, 128, 90)"
        self._buttons[color].setStyleSheet(f"background: {color}; border: {edge}; border-radius: 13px; padding: 0;")

    def _pick_other(self) -> None:
        first = QColor(self._current) if QColor.isValidColorName(self._current) else QColor("#c9a77c")
        chosen = QColorDialog.getColor(first, self, tr("Another colour"))
        if chosen.isValid():
            self.picked.emit(chosen.name())
