"""Moving the selection with the keyboard."""

import math

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from vrplanner.core.commands.base import Command
from vrplanner.core.commands.items import MoveItem
from vrplanner.core.commands.people import MoveAvatar
from vrplanner.core.geometry import wrap_angle
from vrplanner.core.item import Item
from vrplanner.core.person import Avatar

STEP_M, FINE_M, COARSE_M = 0.05, 0.01, 0.25
TURN_RAD, FINE_TURN_RAD = math.radians(15), math.radians(1)
DIRECTIONS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
TURNS = {Qt.Key.Key_BracketLeft: 1, Qt.Key.Key_BracketRight: -1}


def nudge_command(thing: Item | Avatar | None, event: QKeyEvent) -> Command | None:
    """Arrows move by 5 cm (Ctrl: 1 cm, Shift: 25 cm), [ and ] turn by 15 degrees (Ctrl: 1)."""
    if thing is None:
        return None
    fine = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
    coarse = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
    key = Qt.Key(event.key())
    if key in DIRECTIONS:
        step = FINE_M if fine else COARSE_M if coarse else STEP_M
        (dx, dz), (x, y, z) = DIRECTIONS[key], thing.position
        return _move(thing, position=(x + dx * step, y, z + dz * step))
    if key in TURNS:
        return turn_command(thing, TURNS[key] * (FINE_TURN_RAD if fine else TURN_RAD))
    return None


def turn_command(thing: Item | Avatar, by_rad: float) -> Command:
    """Counter-clockwise seen from above when positive."""
    return _move(thing, yaw_rad=wrap_angle(thing.yaw_rad + by_rad))


def _move(
    thing: Item | Avatar, *, position: tuple[float, float, float] | None = None, yaw_rad: float | None = None
) -> Command:
    if isinstance(thing, Item):
        return MoveItem(item_id=thing.id, position=position, yaw_rad=yaw_rad)
    return MoveAvatar(avatar_id=thing.id, position=position, yaw_rad=yaw_rad)
