"""One drag of a thing, in whichever view: what the pointer's place on the plan does to the document."""

from typing import Literal

from vrplanner.core.commands.base import Command
from vrplanner.core.commands.items import MoveItem
from vrplanner.core.commands.people import MoveAvatar
from vrplanner.core.geometry import Point2, snapped_yaw, yaw_facing
from vrplanner.core.item import Item
from vrplanner.core.person import Avatar
from vrplanner.desktop.session import Session
from vrplanner.desktop.snapping import Guide, snap_move


class Grab:
    """Made when the button goes down at a plan point; all its moves are one step of history."""

    def __init__(self, session: Session, thing: Item | Avatar, at: Point2, kind: Literal["move", "turn"]) -> None:
        self.kind = kind
        self.thing_id = thing.id
        self.guides: tuple[Guide, ...] = ()
        self.moved = False
        self._session = session
        self._gesture = Session.new_gesture()
        self._grip = at[0] - thing.position[0], at[1] - thing.position[2]

    def to(self, at: Point2, *, reach_m: float, free: bool = False) -> bool:
        """The pointer is at this plan point now; `free` leaves snapping out. False when the thing cannot be moved."""
        scene = self._session.scene
        thing = scene.items.get(self.thing_id) or scene.avatars.get(self.thing_id)
        if thing is None:
            return False
        command = self._turn(thing, at, free) if self.kind == "turn" else self._move(thing, at, reach_m, free)
        done = self._session.execute(command, gesture=self._gesture)
        self.moved = self.moved or done
        return done

    def _turn(self, thing: Item | Avatar, at: Point2, free: bool) -> Command:
        yaw_rad = yaw_facing((at[0] - thing.position[0], at[1] - thing.position[2]))
        yaw_rad = yaw_rad if free else snapped_yaw(yaw_rad)
        if isinstance(thing, Avatar):
            return MoveAvatar(avatar_id=thing.id, yaw_rad=yaw_rad)
        return MoveItem(item_id=thing.id, yaw_rad=yaw_rad)

    def _move(self, thing: Item | Avatar, at: Point2, reach_m: float, free: bool) -> Command:
        x, z = at[0] - self._grip[0], at[1] - self._grip[1]
        if isinstance(thing, Avatar):
            return MoveAvatar(avatar_id=thing.id, position=(x, thing.position[1], z))
        self.guides = ()
        if not free:
            snapped = snap_move(self._session.scene, thing, (x, z), reach_m=reach_m)
            (x, z), self.guides = snapped.position, snapped.guides
        return MoveItem(item_id=thing.id, position=(x, thing.position[1], z))
