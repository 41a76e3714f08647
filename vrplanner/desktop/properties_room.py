"""The page of the room: name, height, paint and floor, doors and windows, sockets."""

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from vrplanner.core.commands.rooms import PaintSurface, SetRoom
from vrplanner.core.room import Finish, Room
from vrplanner.desktop.fields import Swatches, length_edit
from vrplanner.desktop.i18n import tr
from vrplanner.desktop.properties_openings import OpeningList
from vrplanner.desktop.properties_sockets import SocketList
from vrplanner.desktop.session import Session
from vrplanner.desktop.theme import Tokens
from vrplanner.desktop.units import Units, format_length
from vrplanner.desktop.widgets import button, column, label, row, separator

WALL_COLORS = (
    "#fbfaf7", "#f2efe9", "#e6dfd1", "#d8cbb5", "#e8d9d0", "#d9b7a4", "#cfd8cc", "#a9b9a2", "#7d9484", "#d3dde2",
    "#a8bccb", "#6f879c", "#d9d4e0", "#b9b9b6", "#6b6f73", "#33383d",
)  # fmt: skip
FLOOR_COLORS = (
    "#d9bf97", "#c9a77c", "#a9835a", "#8a6646", "#5f452f", "#3d2f25", "#d8d4cc", "#b5b1a9", "#8b8a86", "#5c5d5e",
)  # fmt: skip


class RoomPage(QWidget):
    new_room_asked = Signal()
    door_asked = Signal()
    window_asked = Signal()

    def __init__(self, session: Session, tokens: Tokens, units: Units) -> None:
        super().__init__()
        self.session = session
        self.units: Units = units
        self._room_id = ""
        self.choice = QComboBox()
        self.choice.setAccessibleName(tr("Room"))
        self.name = QLineEdit()
        self.name.setAccessibleName(tr("Name"))
        self.figures = label("", "muted", wrap=True)
        self.height_edit = length_edit(tr("Ceiling height"), units)
        self.walls = Swatches(WALL_COLORS, name=tr("Walls"))
        self.floor = Swatches(FLOOR_COLORS, name=tr("Floor"))
        self.openings = OpeningList(session, tokens, units)
        self.sockets = SocketList(session, tokens, units)
        self.body = QWidget()
        self.nothing = QWidget()
        self._lay_out()
        self.choice.activated.connect(self._choose)
        self.name.editingFinished.connect(self._rename)
        self.height_edit.entered.connect(self._set_height)
        self.walls.picked.connect(lambda color: self._paint("wall", color))
        self.floor.picked.connect(lambda color: self._paint("floor", color))

    def _lay_out(self) -> None:
        body = column(self.body, margins=(0, 0, 0, 0))
        body.addWidget(self.choice)
        body.addWidget(self.name)
        body.addWidget(self.figures)
        body.addLayout(row(label(tr("Ceiling height"), "muted"), self.height_edit, None))
        body.addWidget(label(tr("Walls"), "heading"))
        body.addWidget(self.walls)
        body.addWidget(label(tr("Floor"), "heading"))
        body.addWidget(self.floor)
        body.addWidget(label(tr("Doors and windows"), "heading"))
        body.addWidget(self.openings)
        add_door = button(tr("Add a door"), self.door_asked.emit)
        body.addLayout(row(add_door, button(tr("Add a window"), self.window_asked.emit), None))
        body.addWidget(label(tr("Electric sockets"), "heading"))
        body.addWidget(self.sockets)
        body.addWidget(separator())
        body.addWidget(label(tr("Select a piece to see its size and place."), "muted", wrap=True))
        nothing = column(self.nothing, margins=(0, 0, 0, 0))
        nothing.addWidget(label(tr("There is no room yet."), "muted", wrap=True))
        nothing.addLayout(row(button(tr("New room…"), self.new_room_asked.emit, "primary"), None))
        layout = column(self)
        layout.addWidget(self.body)
        layout.addWidget(self.nothing)
        layout.addStretch(1)

    @property
    def room(self) -> Room | None:
        """The room that is shown."""
        return self._room()

    def _room(self) -> Room | None:
        rooms = self.session.shown_scene.rooms
        return rooms.get(self._room_id) or next(iter(rooms.values()), None)

    def refresh(self) -> None:
        room = self._room()
        self.body.setVisible(room is not None)
        self.nothing.setVisible(room is None)
        if room is None:
            return
        self._room_id = room.id
        rooms = self.session.shown_scene.rooms
        self.choice.setVisible(len(rooms) > 1)
        entries = [(other.name, other.id) for other in rooms.values()]
        if entries != [(self.choice.itemText(i), self.choice.itemData(i)) for i in range(self.choice.count())]:
            self.choice.clear()
            for name, room_id in entries:
                self.choice.addItem(name, room_id)
        self.choice.setCurrentIndex(self.choice.findData(room.id))
        if not self.name.isModified():
            self.name.setText(room.name)
        low_x, low_z, high_x, high_z = room.polygon.bounds
        sides = f"{format_length(high_x - low_x, self.units)} × {format_length(high_z - low_z, self.units)}"
        self.figures.setText(tr("{sides} · {area} m²", sides=sides, area=f"{room.polygon.area:.1f}"))
        self.height_edit.set_value(room.height_m)
        self.walls.set_current(room.walls[0].finish.color)
        self.floor.set_current(room.floor.color)
        self.openings.show_room(room)
        self.sockets.show_room(room)

    def _choose(self, index: int) -> None:
        self._room_id = self.choice.itemData(index)
        self.refresh()

    def _rename(self) -> None:
        room, name = self._room(), self.name.text().strip()
        self.name.setModified(False)
        if room is not None and name and name != room.name:
            self.session.execute(SetRoom(room=replace(room, name=name)))

    def _set_height(self, height_m: float) -> None:
        room = self._room()
        if room is not None and not self.session.execute(SetRoom(room=replace(room, height_m=height_m))):
            self.height_edit.set_value(room.height_m)

    def _paint(self, surface: str, color: str) -> None:
        room = self._room()
        if room is None:
            return
        material = room.floor.material if surface == "floor" else room.walls[0].finish.material
        finish = Finish(color=color, material=material)
        command = (
            PaintSurface(room_id=room.id, surface="floor", finish=finish)
            if surface == "floor"
            else PaintSurface(room_id=room.id, surface="wall", finish=finish)
        )
        self.session.execute(command)
