"""The doors and windows of a room: sizes, place in the wall, the way they open."""

from dataclasses import replace

from PySide6.QtWidgets import QComboBox, QGridLayout, QVBoxLayout, QWidget

from vrplanner.core.commands.rooms import RemoveOpening, SetOpening
from vrplanner.core.room import Opening, Room, Swing, Wall
from vrplanner.desktop.fields import MeasureEdit, length_edit
from vrplanner.desktop.i18n import tr
from vrplanner.desktop.session import Session
from vrplanner.desktop.theme import Tokens
from vrplanner.desktop.units import Units
from vrplanner.desktop.walls import opening_clash, wall_side
from vrplanner.desktop.widgets import card, clear, icon_button, label, row

KIND_NAMES = {"door": "Door", "window": "Window", "passage": "Passage"}
SWINGS: tuple[tuple[Swing, str], ...] = (
    ("in_left", "Opens inwards, hinge left"),
    ("in_right", "Opens inwards, hinge right"),
    ("out_left", "Opens outwards, hinge left"),
    ("out_right", "Opens outwards, hinge right"),
    ("slide", "Slides"),
)
FIELDS = (
    ("width_m", "Width"), ("height_m", "Height"), ("offset_m", "From the left"), ("sill_m", "Above the floor"),
)  # fmt: skip


def swing_choice() -> QComboBox:
    """Ways a door opens; the data of each entry is a `Swing`."""
    made = QComboBox()
    made.setAccessibleName(tr("Swing"))
    made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    made.setMinimumContentsLength(14)
    for value, text in SWINGS:
        made.addItem(tr(text), value)
    return made


class OpeningCard(QWidget):
    """One door or window. Every change is a step; one that does not fit its wall is refused and taken back."""

    def __init__(self, session: Session, tokens: Tokens, units: Units) -> None:
        super().__init__()
        self._session = session
        self._room_id = self._wall_id = ""
        self._opening: Opening | None = None
        self.title = label("")
        self.title.setStyleSheet("font-weight: 600;")
        self.edits: dict[str, MeasureEdit] = {}
        self.swing = swing_choice()
        self.swing.activated.connect(lambda index: self._set(swing=self.swing.itemData(index)))
        self.remove = icon_button("delete", tr("Remove"), tokens, self._remove)
        frame, layout = card()
        layout.addLayout(row(self.title, None, self.remove))
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(3)
        for i, (field, text) in enumerate(FIELDS):
            edit = length_edit(tr(text), units)
            edit.entered.connect(lambda value_m, field=field: self._set(**{field: value_m}))
            self.edits[field] = edit
            grid.addWidget(label(tr(text), "muted"), i // 2 * 2, i % 2)
            grid.addWidget(edit, i // 2 * 2 + 1, i % 2)
        layout.addLayout(grid)
        layout.addWidget(self.swing)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(frame)

    def show_opening(self, room: Room, wall: Wall, opening: Opening) -> None:
        self._room_id, self._wall_id, self._opening = room.id, wall.id, opening
        side = tr(wall_side(*room.wall_ends(wall.id)))
        self.title.setText(f"{tr(KIND_NAMES[opening.kind])} · {side}")
        for field, edit in self.edits.items():
            edit.set_value(getattr(opening, field))
        self.swing.setVisible(opening.kind == "door")
        self.swing.setCurrentIndex(self.swing.findData(opening.swing))

    def _set(self, **values: object) -> None:
        if self._opening is None:
            return
        asked: Opening = replace(self._opening, **values)  # type: ignore[arg-type]
        wall = next(w for w in self._session.scene.room(self._room_id).walls if w.id == self._wall_id)
        if (clash := opening_clash(wall, asked)) is not None:
            self._session.refused.emit(clash)
            self._take_back()
            return
        command = SetOpening(room_id=self._room_id, wall_id=self._wall_id, opening=asked)
        if not self._session.execute(command):
            self._take_back()

    def _take_back(self) -> None:
        for field, edit in self.edits.items():
            edit.set_value(getattr(self._opening, field))

    def _remove(self) -> None:
        if self._opening is not None:
            self._session.execute(RemoveOpening(room_id=self._room_id, opening_id=self._opening.id))


class OpeningList(QWidget):
    """A card for each door, window and passage of a room, in the order of its walls."""

    def __init__(self, session: Session, tokens: Tokens, units: Units) -> None:
        super().__init__()
        self._session, self._tokens, self._units = session, tokens, units
        self._shown: list[tuple[str, str]] = []
        self.cards: list[OpeningCard] = []
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(8)

    def show_room(self, room: Room) -> None:
        """Bring the cards up to date; a field in which somebody types keeps what was typed."""
        found = [(wall, opening) for wall in room.walls for opening in wall.openings]
        # A changed opening goes to the end of its wall's list: by place the cards stay where they are.
        found.sort(key=lambda pair: (room.walls.index(pair[0]), pair[1].offset_m))
        names = [(room.id, opening.id) for _, opening in found]
        if names != self._shown:
            self._shown = names
            clear(self._layout)
            self.cards = [OpeningCard(self._session, self._tokens, self._units) for _ in found]
            for made in self.cards:
                self._layout.addWidget(made)
        for made, (wall, opening) in zip(self.cards, found, strict=True):
            made.show_opening(room, wall, opening)
