"""The dialogs: new room, door or window, settings, person, what works here, about."""

import math
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from vrplanner import __version__
from vrplanner.app.settings import Settings
from vrplanner.core.errors import InvalidInput
from vrplanner.core.person import Avatar, Build, Measurements
from vrplanner.core.room import Opening, OpeningKind, Room, Swing, room_from_corners, with_opening
from vrplanner.desktop.fields import MeasureEdit, length_edit
from vrplanner.desktop.i18n import LANGUAGES, tr
from vrplanner.desktop.icons import pixmap
from vrplanner.desktop.properties_openings import swing_choice
from vrplanner.desktop.services_protocol import Check
from vrplanner.desktop.theme import Tokens
from vrplanner.desktop.units import Units, format_length
from vrplanner.desktop.walls import free_offset_m, opening_clash, wall_title
from vrplanner.desktop.widgets import card, label, row

SMALLEST_ROOM_M, LARGEST_ROOM_M = 0.5, 60.0


class FormDialog(QDialog):
    """A title, a line of help, labelled fields, and two buttons."""

    def __init__(self, parent: QWidget | None, title: str, help_text: str, accept_text: str) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setMinimumWidth(420)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 18)
        layout.setSpacing(12)
        layout.addWidget(label(title, "title"))
        if help_text:
            layout.addWidget(label(help_text, "muted", wrap=True))
        self.form = QFormLayout()
        self.form.setSpacing(10)
        self.form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
        layout.addLayout(self.form)
        self.problem = label("", "danger", wrap=True)
        self.problem.hide()
        layout.addWidget(self.problem)
        layout.addSpacing(4)
        self.buttons = QDialogButtonBox()
        self.ok = self.buttons.addButton(accept_text, QDialogButtonBox.ButtonRole.AcceptRole)
        self.ok.setDefault(True)
        self.buttons.addButton(tr("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        layout.addWidget(self.buttons)

    def field(self, name: str, widget: QWidget) -> None:
        widget.setAccessibleName(name)
        self.form.addRow(name, widget)

    def length(self, name: str, value_m: float, units: Units) -> MeasureEdit:
        edit = length_edit(name, units)
        edit.set_value(value_m)
        self.field(name, edit)
        return edit

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """Tab goes from the first field to the buttons, though those were made first."""
        fields = [self.form.itemAt(i, QFormLayout.ItemRole.FieldRole).widget() for i in range(self.form.rowCount())]
        for before, after in pairwise([*fields, *self.buttons.buttons()]):
            QWidget.setTabOrder(before, after)
        if fields:
            fields[0].setFocus()
        super().showEvent(event)

    def complain(self, message: str) -> None:
        self.problem.setText(message)
        self.problem.show()


class NewRoomDialog(FormDialog):
    """A rectangular room by its inner sizes."""

    def __init__(self, parent: QWidget | None, units: Units) -> None:
        super().__init__(
            parent, tr("New room"), tr("Inner sizes, wall to wall. Doors and windows come after."), tr("Create")
        )
        self.units: Units = units
        self.name = QLineEdit(tr("Living room"))
        self.field(tr("Name"), self.name)
        self.width_edit = self.length(tr("Width (west to east)"), 5.0, units)
        self.depth_edit = self.length(tr("Depth (north to south)"), 4.0, units)
        self.height_edit = self.length(tr("Ceiling height"), 2.5, units)

    def accept(self) -> None:
        for edit in (self.width_edit, self.depth_edit, self.height_edit):
            if not SMALLEST_ROOM_M <= edit.value <= LARGEST_ROOM_M or edit.property("wrong"):
                low, high = (format_length(limit, self.units) for limit in (SMALLEST_ROOM_M, LARGEST_ROOM_M))
                self.complain(
                    tr("{name} must be between {low} and {high}.", name=edit.accessibleName(), low=low, high=high)
                )
                edit.setFocus()
                return
        super().accept()

    def room(self, room_id: str, *, west_m: float = 0.0) -> Room:
        """The room, its west wall at `west_m` and centred north to south; centred on the origin when that is 0."""
        width, depth = self.width_edit.value, self.depth_edit.value
        left = west_m or -width / 2
        corners = [
            (left, -depth / 2), (left + width, -depth / 2), (left + width, depth / 2), (left, depth / 2),
        ]  # fmt: skip
        name = self.name.text().strip() or tr("Room")
        return room_from_corners(room_id, corners, height_m=self.height_edit.value, name=name)


class OpeningDialog(FormDialog):
    """A door or window for one wall of a room."""

    def __init__(self, parent: QWidget | None, room: Room, kind: OpeningKind, units: Units) -> None:
        door = kind == "door"
        super().__init__(parent, tr("Add a door") if door else tr("Add a window"), "", tr("Add"))
        self.kind: OpeningKind = kind
        self.room = room
        self.wall = QComboBox()
        for i, (wall, start, end) in enumerate(room.segments()):
            self.wall.addItem(wall_title(i, start, end, units), (wall, math.dist(start, end)))
        self.field(tr("Wall"), self.wall)
        self.width_edit = self.length(tr("Width"), 0.9 if door else 1.4, units)
        self.height_edit = self.length(tr("Height"), 2.05 if door else 1.3, units)
        self.sill_edit = self.length(tr("Above the floor"), 0.0 if door else 0.9, units)
        self.offset_edit = self.length(tr("From the wall's left end (seen from inside)"), 0.0, units)
        self.swing = swing_choice()
        if door:
            self.field(tr("Swing"), self.swing)
        self.wall.currentIndexChanged.connect(lambda _: self._centre())
        self.width_edit.entered.connect(lambda _: self._centre())
        self._centre()

    def _centre(self) -> None:
        wall, length_m = self.wall.currentData()
        self.offset_edit.set_value(free_offset_m(wall, length_m, self.width_edit.value))

    def accept(self) -> None:
        wall_id, opening = self.opening("")
        wall, _ = self.wall.currentData()
        try:
            with_opening(self.room, wall_id, opening).check()
        except InvalidInput:
            self.complain(tr("It does not fit this wall. Make it smaller or move it."))
            return
        if (clash := opening_clash(wall, opening)) is not None:
            self.complain(f"{tr(clash.message)} {tr(clash.hint)}")
            return
        super().accept()

    def opening(self, opening_id: str) -> tuple[str, Opening]:
        """The wall's id and the opening."""
        wall, _ = self.wall.currentData()
        swing: Swing = self.swing.currentData()
        return wall.id, Opening(
            id=opening_id, kind=self.kind, offset_m=self.offset_edit.value, width_m=self.width_edit.value,
            height_m=self.height_edit.value, sill_m=self.sill_edit.value, swing=swing,
        )  # fmt: skip


class SettingsDialog(FormDialog):
    def __init__(self, parent: QWidget | None, settings: Settings) -> None:
        super().__init__(parent, tr("Settings"), "", tr("Apply"))
        self._settings = settings
        self.language = self._choice(tr("Language"), list(LANGUAGES.items()), settings.language)
        themes = [("system", tr("As the system")), ("light", tr("Light")), ("dark", tr("Dark"))]
        self.theme = self._choice(tr("Theme"), themes, settings.theme)
        units = [("metric", tr("Metres and centimetres")), ("imperial", tr("Feet and inches"))]
        self.units = self._choice(tr("Units"), units, settings.units)

    def _choice(self, name: str, options: list[tuple[str, str]], current: str) -> QComboBox:
        made = QComboBox()
        for value, text in options:
            made.addItem(text, value)
        made.setCurrentIndex(max(0, made.findData(current)))
        self.field(name, made)
        return made

    def settings(self) -> Settings:
        return replace(
            self._settings,
            language=self.language.currentData(),
            theme=self.theme.currentData(),
            units=self.units.currentData(),
        )


class AvatarDialog(FormDialog):
    """Tape measurements of a person; what is left empty is chosen to be usual."""

    FIELDS = (
        ("chest_m", "Chest"), ("waist_m", "Waist"), ("hip_m", "Hip"), ("inseam_m", "Inseam"),
        ("shoulder_m", "Shoulders"),
    )  # fmt: skip

    def __init__(self, parent: QWidget | None, units: Units, *, avatar: Avatar | None = None) -> None:
        """For a new person, or with `avatar` for changed measurements of one who is there."""
        super().__init__(
            parent,
            tr("Measurements of {name}", name=avatar.name) if avatar else tr("Add a person"),
            tr("What you leave empty is chosen to go with the rest."),
            tr("Apply") if avatar else tr("Add"),
        )
        self.build = QComboBox()
        for value, text in (("female", tr("Female")), ("male", tr("Male")), ("neutral", tr("Neutral"))):
            self.build.addItem(text, value)
        self.field(tr("Build"), self.build)
        self.height_edit = self.length(tr("Height"), 1.70, units)
        self.edits: dict[str, MeasureEdit] = {}
        self._known = Measurements(height_m=1.70)
        for field, text in self.FIELDS:
            edit = length_edit(tr(text), units)
            edit.setPlaceholderText(tr("usual"))
            self.field(tr(text), edit)
            self.edits[field] = edit
        if avatar is not None:
            self._fill_in(avatar)

    def _fill_in(self, avatar: Avatar) -> None:
        self._known = avatar.measurements
        self.build.setCurrentIndex(self.build.findData(avatar.build))
        self.height_edit.set_value(avatar.measurements.height_m)
        for field, edit in self.edits.items():
            if (value_m := getattr(avatar.measurements, field)) is not None:
                edit.set_value(value_m)

    def accept(self) -> None:
        if not 1.0 <= self.height_edit.value <= 2.3:
            self.complain(tr("A height between 1.0 m and 2.3 m is needed."))
            return
        super().accept()

    def measurements(self) -> tuple[Measurements, Build]:
        given = {name: edit.value for name, edit in self.edits.items() if edit.text().strip() and edit.value > 0}
        build: Build = self.build.currentData()
        weight_kg = self._known.weight_kg  # asked for elsewhere, not to be lost here
        return Measurements(height_m=self.height_edit.value, weight_kg=weight_kg, **given), build


class DoctorDialog(QDialog):
    """What works on this machine, and what to do about what does not."""

    def __init__(self, parent: QWidget | None, checks: Sequence[Check], tokens: Tokens) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("What works on this machine"))
        self.resize(620, 560)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 18)
        layout.setSpacing(12)
        layout.addWidget(label(tr("What works on this machine"), "title"))
        inner = QWidget()
        lines = QVBoxLayout(inner)
        lines.setContentsMargins(0, 0, 8, 0)
        lines.setSpacing(8)
        for check in checks:
            lines.addWidget(self._line(check, tokens))
        lines.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(inner)
        layout.addWidget(scroll, 1)
        buttons = QDialogButtonBox()
        buttons.addButton(tr("Close"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.rejected.connect(self.reject)
        layout.addWidget(buttons)

    def _line(self, check: Check, tokens: Tokens) -> QWidget:
        frame, layout = card()
        sign = label("")
        color = {"ok": tokens.success, "warning": tokens.warning}.get(check.status, tokens.danger)
        name = "check" if check.status == "ok" else "warning"
        sign.setPixmap(pixmap(name, color, 18, self.devicePixelRatioF()))
        title = label(check.name)
        title.setStyleSheet("font-weight: 600;")
        layout.addLayout(row(sign, title, None))
        layout.addWidget(label(check.message, "muted", wrap=True))
        if check.hint and check.status != "ok":
            layout.addWidget(label(check.hint, "warning", wrap=True))
        return frame


class AboutDialog(QDialog):
    def __init__(self, parent: QWidget | None, tokens: Tokens) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("About vrplanner"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(32, 28, 32, 22)
        layout.setSpacing(8)
        layout.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        sign = label("")
        sign.setPixmap(pixmap("logo", tokens.accent, 64, self.devicePixelRatioF()))
        for widget in (
            sign,
            label("vrplanner", "title"),
            label(tr("Version {version}", version=__version__), "muted"),
            label(tr("Scan a room, furnish it, walk about in it."), wrap=False),
            label(tr("Free software under the AGPL 3.0 or later."), "muted"),
        ):
            layout.addWidget(widget, alignment=Qt.AlignmentFlag.AlignHCenter)
        buttons = QDialogButtonBox()
        buttons.addButton(tr("Close"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.rejected.connect(self.reject)
        layout.addSpacing(8)
        layout.addWidget(buttons, alignment=Qt.AlignmentFlag.AlignHCenter)
