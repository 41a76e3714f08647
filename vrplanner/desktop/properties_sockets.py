"""The electric sockets of a room: place in the wall and height."""

from dataclasses import replace

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from vrplanner.core.commands.rooms import RemoveSocket, SetSocket
from vrplanner.core.room import Room, Socket, Wall
from vrplanner.core.walls import wall_face
from vrplanner.desktop.fields import MeasureEdit, length_edit
from vrplanner.desktop.i18n import tr
from vrplanner.desktop.session import Session
from vrplanner.desktop.theme import Tokens
from vrplanner.desktop.units import Units
from vrplanner.desktop.walls import free_socket_m, socket_clash, wall_title
from vrplanner.desktop.widgets import button, card, clear, icon_button, label, row

FIELDS = (("offset_m", "From the left"), ("height_m", "Above the floor"))
REMOVE_PX = 28


class SocketRow(QWidget):
    """One socket. Every change is a step; one that would leave the wall is refused and taken back."""

    def __init__(self, session: Session, tokens: Tokens, units: Units) -> None:
        super().__init__()
        self._session = session
        self._room_id = self._wall_id = ""
        self._socket: Socket | None = None
        self.edits: dict[str, MeasureEdit] = {}
        for field, text in FIELDS:
            edit = length_edit(tr(text), units)
            edit.entered.connect(lambda value_m, field=field: self._set(**{field: value_m}))
            self.edits[field] = edit
        self.remove = icon_button("delete", tr("Remove"), tokens, self._remove)
        self.remove.setFixedWidth(REMOVE_PX)
        self.setLayout(_columns(*self.edits.values(), self.remove))

    def show_socket(self, room: Room, wall: Wall, socket: Socket) -> None:
        self._room_id, self._wall_id, self._socket = room.id, wall.id, socket
        self._show_figures()

    def _set(self, **values: float) -> None:
        if self._socket is None:
            return
        asked = replace(self._socket, **values)
        wall = next(w for w in self._session.scene.room(self._room_id).walls if w.id == self._wall_id)
        if (clash := socket_clash(wall, asked)) is not None:
            self._session.refused.emit(clash)
            self._show_figures()
        elif not self._session.execute(SetSocket(room_id=self._room_id, wall_id=self._wall_id, socket=asked)):
            self._show_figures()

    def _show_figures(self) -> None:
        for field, edit in self.edits.items():
            edit.set_value(getattr(self._socket, field))

    def _remove(self) -> None:
        if self._socket is not None:
            self._session.execute(RemoveSocket(room_id=self._room_id, socket_id=self._socket.id))


class SocketList(QWidget):
    """A card for each wall that has sockets, with a line for each of them, and a wall to choose for one more."""

    def __init__(self, session: Session, tokens: Tokens, units: Units) -> None:
        super().__init__()
        self._session, self._tokens, self._units = session, tokens, units
        self._room_id = ""
        self._shown: list[tuple[str, str, str]] = []
        self.titles: list[QLabel] = []
        self.rows: list[SocketRow] = []
        self._cards = QVBoxLayout()
        self._cards.setSpacing(8)
        self.wall = QComboBox()
        self.wall.setAccessibleName(tr("Wall"))
        self.add = button(tr("Add a socket"), self._add)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(self._cards)
        layout.addWidget(self.wall)
        layout.addLayout(row(self.add, None))

    def show_room(self, room: Room) -> None:
        """Bring the cards up to date; a field in which somebody types keeps what was typed."""
        self._room_id = room.id
        self._show_walls(room)
        # A changed socket goes to the end of its wall's list: by place the lines stay where they are.
        by_wall = [(wall, sorted(wall.sockets, key=lambda socket: socket.offset_m)) for wall in room.walls]
        found = [(wall, socket) for wall, sockets in by_wall for socket in sockets]
        names = [(room.id, wall.id, socket.id) for wall, socket in found]
        if names != self._shown:
            self._shown = names
            clear(self._cards)
            self.titles, self.rows = [], []
            for _, sockets in by_wall:
                if sockets:
                    self._add_card(len(sockets))
        texts = (self.wall.itemText(i) for i, (_, sockets) in enumerate(by_wall) if sockets)
        for title, text in zip(self.titles, texts, strict=True):
            title.setText(text)
        for made, (wall, socket) in zip(self.rows, found, strict=True):
            made.show_socket(room, wall, socket)

    def _add_card(self, count: int) -> None:
        frame, layout = card()
        title = label("")
        title.setStyleSheet("font-weight: 600;")
        layout.addWidget(title)
        over_buttons = QWidget()
        over_buttons.setFixedWidth(REMOVE_PX)
        layout.addLayout(_columns(*(label(tr(text), "muted") for _, text in FIELDS), over_buttons))
        rows = [SocketRow(self._session, self._tokens, self._units) for _ in range(count)]
        for made in rows:
            layout.addWidget(made)
        self._cards.addWidget(frame)
        self.titles.append(title)
        self.rows += rows

    def _show_walls(self, room: Room) -> None:
        entries = [
            (wall_title(i, start, end, self._units), wall.id) for i, (wall, start, end) in enumerate(room.segments())
        ]
        if entries != [(self.wall.itemText(i), self.wall.itemData(i)) for i in range(self.wall.count())]:
            chosen = self.wall.currentData()
            self.wall.clear()
            for text, wall_id in entries:
                self.wall.addItem(text, wall_id)
            self.wall.setCurrentIndex(max(0, self.wall.findData(chosen)))

    def _add(self) -> None:
        room = self._session.scene.rooms.get(self._room_id)  # a preview of it is not yet the room
        wall_id = self.wall.currentData()
        wall = next((wall for wall in room.walls if wall.id == wall_id), None) if room is not None else None
        if room is None or wall is None:
            return
        taken = {socket.id for wall in room.walls for socket in wall.sockets}
        number = next(n for n in range(1, len(taken) + 2) if f"socket_{n}" not in taken)
        offset_m = free_socket_m(wall, wall_face(*room.wall_ends(wall.id)).length_m)
        socket = Socket(id=f"socket_{number}", offset_m=offset_m)
        self._session.execute(SetSocket(room_id=room.id, wall_id=wall.id, socket=socket))


def _columns(*widgets: QWidget) -> QHBoxLayout:
    """Side by side, each field as wide as the other, so that what stands above them lines up."""
    made = row(*widgets)
    for column in range(len(FIELDS)):
        made.setStretch(column, 1)
    return made
