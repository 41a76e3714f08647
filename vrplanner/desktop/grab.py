"""One drag of a thing, in whichever view: what the pointer's place on the plan does to the document."""

from typing import Literal

from vrplanner.core.commands.base import Command
from vrplanner.core.commands.items import MoveItem
from vrplanner.core.commands.people import MoveAvatar
from vrplanner.core.geometry import Point2, snapped_yaw, yaw_facing
from vrplanner.core.item import Item
from vrplanner.core.person import Avatar
from vrplanner.core.scene import Scene
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
        self._reached: Scene | None = None
        self._grip = at[0] - thing.position[0], at[1] - thing.position[2]

    def to(self, at: Point2, *, reach_m: float, free: bool = False) -> bool:
        """The pointer is at this plan point now; `free` leaves snapping out. False when the thing cannot be moved."""
        scene = self._session.scene
        thing = scene.items.get(self.thing_id) or scene.avatars.get(self.thing_id)
        if thing is None:
            return False
        command = self._turn(thing, at, free) if self.kind == "turn" else self._move(thing, at, reach_m, free)
        done = self._session.execute(command, gesture=self._gesture)
        if done:
            self.moved = True
            self._reached = self._session.scene
            self._session.adapting.moved(self.thing_id, self._gesture)
        return done

    def drop(self) -> None:
        """The button is up: what makes room for the thing becomes part of the same step."""
        if self.moved:
            self._session.adapting.released()

    def cancel(self) -> None:
        """Back to where it was taken up."""
        self._session.adapting.cancel()
        if self.moved and self._session.scene is self._reached:
            self._session.undo()

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


def escape(session: Session, grab: Grab | None) -> None:
    """What the Escape key does: give up the drag, else what is still to come of the last one, else the selection."""
    if grab is not None and grab.moved:
        grab.cancel()
    elif session.adapting.waiting:
        session.adapting.cancel()
    else:
        session.select("")
