"""What kind of suggestion is asked for: of which room, how much may change, and what may move at all."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QCheckBox, QComboBox, QFrame, QHBoxLayout, QPushButton, QWidget

from vrplanner.core.item import Item
from vrplanner.desktop.i18n import tr
from vrplanner.desktop.session import Session
from vrplanner.desktop.theme import Tokens
from vrplanner.desktop.whereabouts import room_of, rooms_of
from vrplanner.desktop.widgets import column, label

WHOLE_FLAT = ""
KEEP_LITTLE = 0.0
KEEP_MUCH = 0.8


@dataclass(frozen=True, slots=True)
class Ask:
    """`room_id` None is the whole flat; `keep` 0..1; `only` empty lets everything move that is not fixed."""

    room_id: str | None
    keep: float
    only: tuple[str, ...] = ()


class Segments(QFrame):
    """A few words of which exactly one is chosen."""

    chosen = Signal(int)

    def __init__(self, texts: Sequence[str], *, name: str) -> None:
        super().__init__()
        self.setObjectName("segments")
        self.setAccessibleName(name)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(2, 2, 2, 2)
        layout.setSpacing(2)
        self._group = QButtonGroup(self)
        self.buttons: list[QPushButton] = []
        for i, text in enumerate(texts):
            made = QPushButton(text)
            made.setProperty("role", "segment")
            made.setCheckable(True)
            made.setChecked(i == 0)
            self._group.addButton(made, i)
            layout.addWidget(made, 1)
            self.buttons.append(made)
        self._group.idToggled.connect(lambda i, checked: self.chosen.emit(i) if checked else None)

    @property
    def index(self) -> int:
        return self._group.checkedId()


class LayoutOptions(QWidget):
    """The room follows the selection, unless the whole flat was chosen."""

    def __init__(self, session: Session, tokens: Tokens) -> None:
        super().__init__()
        self._session = session
        self.room = QComboBox()
        self.room.setAccessibleName(tr("Room"))
        self.mode = Segments([tr("New arrangement"), tr("Change little")], name=tr("How much may change"))
        self.mode.buttons[0].setToolTip(tr("Everything may stand anywhere."))
        self.mode.buttons[1].setToolTip(tr("What stands well stays where it is."))
        self.only = QCheckBox()
        self.locked = label("", "muted", wrap=True)
        layout = column(self, margins=(0, 0, 0, 0), spacing=8)
        for widget in (self.room, self.mode, self.only, self.locked):
            layout.addWidget(widget)
        session.scene_changed.connect(self.refresh)
        session.selection_changed.connect(self._follow)
        self.room.activated.connect(lambda _: self.refresh())
        self.refresh()
        self._follow()

    def ask(self) -> Ask | None:
        """What is to be asked for; None when there is no room, or nothing in it."""
        scene = self._session.scene
        room_id = self.room_id
        where = rooms_of(scene, scene.items.values())
        if not where or room_id not in {None, *where.values()}:
            return None
        chosen = self._movable()
        only = (chosen.id,) if chosen is not None and self.only.isChecked() else ()
        return Ask(room_id, (KEEP_LITTLE, KEEP_MUCH)[self.mode.index], only)

    @property
    def room_id(self) -> str | None:
        """The chosen room's id, None for the whole flat."""
        return self.room.currentData() or None

    def refresh(self) -> None:
        scene = self._session.scene
        entries = [(tr(room.name) or room.id, room.id) for room in scene.rooms.values()]
        if len(entries) > 1:
            entries.append((tr("Whole flat"), WHOLE_FLAT))
        if entries != [(self.room.itemText(i), self.room.itemData(i)) for i in range(self.room.count())]:
            chosen = self.room.currentData() if self.room.count() else None
            self.room.clear()
            for text, room_id in entries:
                self.room.addItem(text, room_id)
            largest = max(scene.rooms.values(), key=lambda room: room.polygon.area, default=None)
            kept = self.room.findData(chosen) if chosen is not None else -1
            self.room.setCurrentIndex(kept if kept >= 0 else self.room.findData(largest.id if largest else None))
        self.room.setVisible(len(entries) > 1)
        self._tell_movable()
        self._tell_locked()

    def _follow(self) -> None:
        """The selected thing's room."""
        item = self._session.scene.items.get(self._session.selected_id)
        room = room_of(self._session.scene, item) if item is not None else None
        if room is not None and self.room.currentData() != WHOLE_FLAT:
            self.room.setCurrentIndex(self.room.findData(room.id))
        self.refresh()

    def _movable(self) -> Item | None:
        """The selected item, if it is one that a suggestion for the chosen room can move."""
        item = self._session.scene.items.get(self._session.selected_id)
        if item is None or item.fixed or self.room_id is None:
            return None
        room = room_of(self._session.scene, item)
        return item if room is not None and room.id == self.room_id else None

    def _tell_movable(self) -> None:
        item = self._movable()
        self.only.setEnabled(item is not None)
        if item is not None:
            self.only.setText(tr("Only move {name}", name=item.name))
            self.only.setToolTip("")
        else:
            self.only.setText(tr("Only move what is selected"))
            self.only.setToolTip(tr("Select a piece of this room that is not locked."))

    def _tell_locked(self) -> None:
        scene = self._session.scene
        locked = [item for item in scene.items.values() if item.fixed]
        where = rooms_of(scene, locked)
        locked = [item for item in locked if item.id in where and self.room_id in (None, where[item.id])]
        if not locked:
            self.locked.setText(tr("To keep a piece in its place, select it and press Ctrl+L."))
        elif len(locked) == 1:
            self.locked.setText(tr("{name} is locked and stays. Ctrl+L releases it.", name=locked[0].name))
        else:
            self.locked.setText(tr("{count} pieces are locked and stay. Ctrl+L releases one.", count=len(locked)))
        self.locked.setToolTip("\n".join(item.name for item in locked))
