"""The page of a person: measurements, and what they wear."""

from dataclasses import replace
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from vrplanner.core.commands.people import MoveAvatar, RemoveAvatar, SetAvatar, TakeOffGarment, WearGarment
from vrplanner.core.geometry import wrap_angle
from vrplanner.core.person import Avatar, Garment
from vrplanner.desktop.fields import angle_edit
from vrplanner.desktop.i18n import tr
from vrplanner.desktop.session import Session
from vrplanner.desktop.theme import Tokens
from vrplanner.desktop.units import Units, format_length
from vrplanner.desktop.widgets import button, clear, column, icon_button, label, row, separator


class AvatarPage(QWidget):
    garment_asked = Signal(str, str)  # avatar id, words
    measurements_asked = Signal(str)  # avatar id

    def __init__(self, session: Session, tokens: Tokens, units: Units) -> None:
        super().__init__()
        self.session = session
        self.tokens = tokens
        self.units: Units = units
        self._avatar: Avatar | None = None
        self._wardrobe: tuple[object, ...] = ()
        self.name = QLineEdit()
        self.name.setAccessibleName(tr("Name"))
        self.figures = label("", "muted", wrap=True)
        self.yaw = angle_edit(tr("Turned by"))
        self.words = QLineEdit()
        self.words.setPlaceholderText(tr("e.g. a red knee-length dress"))
        self.words.setAccessibleName(tr("Describe a garment to make"))
        self.clothes = QVBoxLayout()
        self.clothes.setSpacing(4)
        layout = column(self)
        layout.addWidget(self.name)
        layout.addWidget(self.figures)
        layout.addLayout(row(button(tr("Change measurements…"), self._ask_measurements), None))
        layout.addLayout(row(label(tr("Turned by"), "muted"), self.yaw, None))
        layout.addWidget(label(tr("Wardrobe"), "heading"))
        layout.addLayout(self.clothes)
        layout.addWidget(self.words)
        layout.addLayout(row(button(tr("Make and wear"), self._ask_garment), None))
        layout.addWidget(separator())
        layout.addLayout(row(button(tr("Remove"), self._remove), None))
        layout.addStretch(1)
        self.words.returnPressed.connect(self._ask_garment)
        self.yaw.entered.connect(self._turn)
        self.name.editingFinished.connect(self._rename)

    def show_avatar(self, avatar: Avatar) -> None:
        if self._avatar is None or self._avatar.id != avatar.id:
            self.name.setModified(False)
            self.yaw.setModified(False)
        self._avatar = avatar
        if not self.name.isModified():
            self.name.setText(avatar.name)
            self.name.setCursorPosition(0)
        m = avatar.measurements
        known = {
            tr("Height"): m.height_m, tr("Chest"): m.chest_m, tr("Waist"): m.waist_m, tr("Hip"): m.hip_m,
            tr("Inseam"): m.inseam_m, tr("Shoulders"): m.shoulder_m,
        }  # fmt: skip
        parts = [f"{name} {format_length(value, self.units)}" for name, value in known.items() if value]
        self.figures.setText(" · ".join(parts))
        self.yaw.set_value(avatar.yaw_rad)
        garments = tuple(self.session.shown_scene.garments.values())
        if (avatar.wearing, garments) != self._wardrobe:
            self._wardrobe = (avatar.wearing, garments)
            self._show_clothes(avatar, garments)

    def _show_clothes(self, avatar: Avatar, garments: tuple[Garment, ...]) -> None:
        clear(self.clothes)
        for garment in garments:
            worn = garment.id in avatar.wearing
            holder = QWidget()
            if worn:
                act = icon_button("close", tr("Take off"), self.tokens, partial(self._take_off, garment))
            else:
                act = icon_button("garment", tr("Put on"), self.tokens, partial(self._put_on, garment))
            line = row(label(garment.name[:1].upper() + garment.name[1:], "" if worn else "muted"), None, act)
            holder.setLayout(line)
            self.clothes.addWidget(holder)
        if not garments:
            self.clothes.addWidget(label(tr("Nothing to wear yet."), "muted"))

    def _take_off(self, garment: Garment) -> None:
        if self._avatar is not None:
            self.session.execute(TakeOffGarment(avatar_id=self._avatar.id, garment_id=garment.id))

    def _put_on(self, garment: Garment) -> None:
        if self._avatar is not None:
            self.session.execute(WearGarment(avatar_id=self._avatar.id, garment_id=garment.id))

    def _rename(self) -> None:
        name = self.name.text().strip()
        self.name.setModified(False)
        if self._avatar is not None and name and name != self._avatar.name:
            self.session.execute(SetAvatar(avatar=replace(self._avatar, name=name)))

    def _ask_measurements(self) -> None:
        if self._avatar is not None:
            self.measurements_asked.emit(self._avatar.id)

    def _turn(self, yaw_rad: float) -> None:
        if self._avatar is not None:
            self.session.execute(MoveAvatar(avatar_id=self._avatar.id, yaw_rad=wrap_angle(yaw_rad)))

    def _remove(self) -> None:
        if self._avatar is not None:
            self.session.execute(RemoveAvatar(avatar_id=self._avatar.id))

    def _ask_garment(self) -> None:
        words = self.words.text().strip()
        if self._avatar is not None and words:
            self.words.clear()
            self.garment_asked.emit(self._avatar.id, words)
