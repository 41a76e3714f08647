"""Shaping rooms and their surfaces."""

from dataclasses import dataclass, replace
from typing import Literal

from vrplanner.core.change import Change, changed
from vrplanner.core.commands.base import Command, register
from vrplanner.core.errors import NotFound
from vrplanner.core.room import Finish, Opening, Room, Socket, with_opening, with_socket
from vrplanner.core.scene import Scene


@register
@dataclass(frozen=True, slots=True, kw_only=True)
class SetRoom(Command):
    """Add a room, or replace the one of the same id."""

    room: Room

    def apply(self, scene: Scene) -> Change:
        self.room.check()
        return Change((changed(scene, "rooms", self.room.id, self.room),))

    def label(self, scene: Scene) -> str:
        return f"{'Change' if self.room.id in scene.rooms else 'Add'} {self.room.name}"


@register
@dataclass(frozen=True, slots=True, kw_only=True)
class RemoveRoom(Command):
    """Take a room away; what stands in it stays."""

    room_id: str

    def apply(self, scene: Scene) -> Change:
        return Change((changed(scene, "rooms", scene.room(self.room_id).id, None),))

    def label(self, scene: Scene) -> str:
        return f"Remove {scene.room(self.room_id).name}"


@register
@dataclass(frozen=True, slots=True, kw_only=True)
class SetOpening(Command):
    """Put a door, window or passage into a wall, or change the one of the same id on it."""

    room_id: str
    wall_id: str
    opening: Opening

    def apply(self, scene: Scene) -> Change:
        room = scene.room(self.room_id)
        _find_wall(room, self.wall_id)
        changed_room = with_opening(room, self.wall_id, self.opening)
        changed_room.check()
        return Change((changed(scene, "rooms", room.id, changed_room),))

    def label(self, scene: Scene) -> str:
        return f"Set {self.opening.kind}"


@register
@dataclass(frozen=True, slots=True, kw_only=True)
class RemoveOpening(Command):
    """Close a door, window or passage up."""

    room_id: str
    opening_id: str

    def apply(self, scene: Scene) -> Change:
        room = scene.room(self.room_id)
        if all(opening.id != self.opening_id for wall in room.walls for opening in wall.openings):
            raise NotFound(f'{room.name} has no door or window called "{self.opening_id}".')
        walls = tuple(
            replace(wall, openings=tuple(o for o in wall.openings if o.id != self.opening_id)) for wall in room.walls
        )
        return Change((changed(scene, "rooms", room.id, replace(room, walls=walls)),))

    def label(self, scene: Scene) -> str:
        return "Remove opening"


@register
@dataclass(frozen=True, slots=True, kw_only=True)
class SetSocket(Command):
    """Put an electric socket into a wall, or change the one of the same id on it."""

    room_id: str
    wall_id: str
    socket: Socket

    def apply(self, scene: Scene) -> Change:
        room = scene.room(self.room_id)
        _find_wall(room, self.wall_id)
        changed_room = with_socket(room, self.wall_id, self.socket)
        changed_room.check()
        return Change((changed(scene, "rooms", room.id, changed_room),))

    def label(self, scene: Scene) -> str:
        return "Set socket"


@register
@dataclass(frozen=True, slots=True, kw_only=True)
class RemoveSocket(Command):
    """Take an electric socket out of its wall."""

    room_id: str
    socket_id: str

    def apply(self, scene: Scene) -> Change:
        room = scene.room(self.room_id)
        if all(socket.id != self.socket_id for wall in room.walls for socket in wall.sockets):
            raise NotFound(f'{room.name} has no socket called "{self.socket_id}".')
        walls = tuple(
            replace(wall, sockets=tuple(s for s in wall.sockets if s.id != self.socket_id)) for wall in room.walls
        )
        return Change((changed(scene, "rooms", room.id, replace(room, walls=walls)),))

    def label(self, scene: Scene) -> str:
        return "Remove socket"


@register
@dataclass(frozen=True, slots=True, kw_only=True)
class PaintSurface(Command):
    """Give the walls (all, or the one named), floor or ceiling of a room another finish."""

    room_id: str
    surface: Literal["wall", "floor", "ceiling"]
    finish: Finish
    wall_id: str | None = None

    def apply(self, scene: Scene) -> Change:
        room = scene.room(self.room_id)
        if self.surface == "floor":
            painted = replace(room, floor=self.finish)
        elif self.surface == "ceiling":
            painted = replace(room, ceiling=self.finish)
        else:
            if self.wall_id is not None:
                _find_wall(room, self.wall_id)
            chosen = {self.wall_id} if self.wall_id else {wall.id for wall in room.walls}
            walls = (replace(wall, finish=self.finish) if wall.id in chosen else wall for wall in room.walls)
            painted = replace(room, walls=tuple(walls))
        return Change((changed(scene, "rooms", room.id, painted),))

    def label(self, scene: Scene) -> str:
        return f"Paint {self.surface}"


def _find_wall(room: Room, wall_id: str) -> None:
    if all(wall.id != wall_id for wall in room.walls):
        raise NotFound(f'{room.name} has no wall called "{wall_id}".')
