"""The page of a piece of furniture."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QLineEdit, QWidget

from vrplanner.core.commands.items import FixItem, MoveItem, RenameItem, ResizeItem
from vrplanner.core.geometry import Vec3, wrap_angle
from vrplanner.core.item import Item
from vrplanner.core.money import is_guide
from vrplanner.desktop.fields import MeasureEdit, Swatches, angle_edit, length_edit
from vrplanner.desktop.i18n import kind_name, tr
from vrplanner.desktop.session import Session
from vrplanner.desktop.theme import Tokens
from vrplanner.desktop.units import Units, format_price
from vrplanner.desktop.widgets import button, column, icon_button, label, row, separator
from vrplanner.desktop.wishes import WishList


class ItemPage(QWidget):
    """Name, size, place, facing, colour, wishes; every change is a step of history."""

    restyle_asked = Signal(str, str)  # item id, colour
    duplicate_asked = Signal()
    remove_asked = Signal()

    def __init__(self, session: Session, tokens: Tokens, units: Units) -> None:
        super().__init__()
        self.session = session
        self._item: Item | None = None
        self.name = QLineEdit()
        self.name.setAccessibleName(tr("Name"))
        self.kind = label("", "muted")
        self.size_edits = [length_edit(tr(side), units) for side in ("Width", "Height", "Depth")]
        self.place_edits = [
            length_edit(tr(axis), units) for axis in ("To the east (x)", "Above the floor", "To the south (z)")
        ]
        self.yaw = angle_edit(tr("Turned by"))
        self.swatches = Swatches(name=tr("Colour"))
        self.fixed = QCheckBox(tr("Fixed in its place"))
        self.price = label("", "muted")
        self.description = label("", "muted", wrap=True)
        self.wishes = WishList(session, tokens, units)
        self._lay_out(tokens)
        self.name.editingFinished.connect(self._rename)
        for axis in range(3):
            self.size_edits[axis].entered.connect(lambda value, axis=axis: self._resize_side(axis, value))
            self.place_edits[axis].entered.connect(lambda value, axis=axis: self._move_along(axis, value))
        self.yaw.entered.connect(lambda yaw: self._do_move(yaw_rad=wrap_angle(yaw)))
        self.fixed.clicked.connect(self._fix)
        self.swatches.picked.connect(self._restyle)

    def _lay_out(self, tokens: Tokens) -> None:
        layout = column(self)
        layout.addWidget(self.name)
        layout.addLayout(row(self.kind, None, self.price))
        layout.addWidget(label(tr("Size"), "heading"))
        layout.addLayout(_triple(self.size_edits, [tr("Width"), tr("Height"), tr("Depth")]))
        layout.addWidget(label(tr("Place"), "heading"))
        layout.addLayout(_triple(self.place_edits, [tr("East"), tr("Up"), tr("South")]))
        turn_left = icon_button("rotate_left", tr("Turn left"), tokens, lambda: self._turn(1))
        turn_right = icon_button("rotate_right", tr("Turn right"), tokens, lambda: self._turn(-1))
        layout.addLayout(row(label(tr("Turned by"), "muted"), self.yaw, turn_left, turn_right))
        layout.addWidget(self.fixed)
        layout.addWidget(label(tr("Colour"), "heading"))
        layout.addWidget(self.swatches)
        layout.addWidget(separator())
        layout.addWidget(self.wishes)
        layout.addWidget(separator())
        layout.addWidget(self.description)
        layout.addLayout(
            row(button(tr("Duplicate"), self.duplicate_asked.emit), button(tr("Remove"), self.remove_asked.emit), None)
        )
        layout.addStretch(1)

    def show_item(self, item: Item) -> None:
        if self._item is not None and self._item.id != item.id:
            for field in (*self.size_edits, *self.place_edits, self.yaw):
                field.setModified(False)
            self.name.setModified(False)
        self._item = item
        if not self.name.isModified():
            self.name.setText(item.name)
            self.name.setCursorPosition(0)
        self.kind.setText(kind_name(item.kind))
        for field, value in zip((*self.size_edits, *self.place_edits), (*item.size, *item.position), strict=True):
            field.set_value(value)
        self.yaw.set_value(item.yaw_rad)
        self.fixed.setChecked(item.fixed)
        for field in (*self.place_edits, self.yaw):
            field.setEnabled(not item.fixed)
        self.swatches.set_current(item.color)
        self.price.setText(format_price(item.price, item.currency, guide=is_guide(item)))
        self.price.setToolTip(tr("Guide price of a sample piece, not an offer.") if is_guide(item) else "")
        self.description.setText(item.description)
        self.description.setVisible(bool(item.description))
        self.wishes.show_item(item)

    def _rename(self) -> None:
        name = self.name.text().strip()
        self.name.setModified(False)
        if self._item is not None and name and name != self._item.name:
            self.session.execute(RenameItem(item_id=self._item.id, new_name=name))
        elif self._item is not None:
            self.name.setText(self._item.name)

    def _resize_side(self, axis: int, value: float) -> None:
        if self._item is not None:
            size = _with(self._item.size, axis, value)
            if not self.session.execute(ResizeItem(item_id=self._item.id, size=size)):
                self.size_edits[axis].set_value(self._item.size[axis])

    def _move_along(self, axis: int, value: float) -> None:
        if self._item is not None:
            self._do_move(position=_with(self._item.position, axis, value))

    def _do_move(self, *, position: Vec3 | None = None, yaw_rad: float | None = None) -> None:
        if self._item is not None:
            self.session.execute(MoveItem(item_id=self._item.id, position=position, yaw_rad=yaw_rad))

    def _turn(self, quarters: int) -> None:
        if self._item is not None:
            self._do_move(yaw_rad=wrap_angle(self._item.yaw_rad + quarters * 1.5707963267948966))

    def _fix(self, fixed: bool) -> None:
        if self._item is not None:
            self.session.execute(FixItem(item_id=self._item.id, fixed=fixed))

    def _restyle(self, color: str) -> None:
        if self._item is not None:
            self.restyle_asked.emit(self._item.id, color)


def _triple(fields: list[MeasureEdit], names: list[str]) -> QGridLayout:
    grid = QGridLayout()
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(6)
    grid.setVerticalSpacing(3)
    for i, (field, name) in enumerate(zip(fields, names, strict=True)):
        grid.addWidget(label(name, "muted"), 0, i)
        grid.addWidget(field, 1, i)
    return grid


def _with(triple: Vec3, axis: int, value: float) -> Vec3:
    changed = list(triple)
    changed[axis] = value
    return changed[0], changed[1], changed[2]
