"""A room: a polygon of walls with thickness and height, and the openings and electric sockets in them."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from shapely.geometry import Polygon

from vrplanner.core.errors import InvalidInput
from vrplanner.core.geometry import Point2, signed_area

OpeningKind = Literal["door", "window", "passage"]
Swing = Literal["in_left", "in_right", "out_left", "out_right", "slide"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finish:
    """How a surface looks: a material of the library (`material`, "" for plain paint) tinted by an sRGB colour."""

    color: str = "#f2efe9"
    material: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """A door, window or passage. `offset_m` runs along the wall from its start to the opening's near edge.

    A door's `swing` says where it opens to and on which side its hinge is, seen from inside the room.
    """

    id: str
    kind: OpeningKind
    offset_m: float
    width_m: float
    height_m: float
    sill_m: float = 0.0
    swing: Swing = "in_left"
    extra: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Socket:
    """An electric socket. `offset_m` runs along the wall from its start to the socket's middle, `height_m` is that
    middle's height above the floor.
    """

    id: str
    offset_m: float
    height_m: float = 0.3
    extra: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wall:
    """One side of a room, from `start` to the start of the next wall; (x, z) of its inner face."""

    id: str
    start: Point2
    thickness_m: float = 0.1
    finish: Finish = Finish()
    openings: tuple[Opening, ...] = ()
    sockets: tuple[Socket, ...] = ()
    extra: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """Walls in order around the floor, clockwise seen from above, so that the room lies to the right of each wall as
    one walks along it from its start.
    """

    id: str
    name: str = "Room"
    walls: tuple[Wall, ...]
    height_m: float = 2.5
    floor: Finish = Finish(color="#c9a77c", material="oak")
    ceiling: Finish = Finish(color="#fbfaf7")
    scan_model: str | None = None
    extra: Mapping[str, object] = field(default_factory=dict)

    @property
    def corners(self) -> tuple[Point2, ...]:
        return tuple(wall.start for wall in self.walls)

    @property
    def polygon(self) -> Polygon:
        return Polygon(self.corners)

    def wall_ends(self, wall_id: str) -> tuple[Point2, Point2]:
        """Start and end (x, z) of a wall's inner face."""
        index = next(i for i, wall in enumerate(self.walls) if wall.id == wall_id)
        return self.walls[index].start, self.walls[(index + 1) % len(self.walls)].start

    def segments(self) -> list[tuple[Wall, Point2, Point2]]:
        """Each wall with its two ends."""
        following = (*self.walls[1:], self.walls[0])
        return [(wall, wall.start, after.start) for wall, after in zip(self.walls, following, strict=True)]

    def check(self) -> None:
        """Refuse what cannot stand: fewer than three walls, crossing walls, openings or sockets off their wall."""
        if len(self.walls) < 3:
            raise InvalidInput(f"{self.name} has {len(self.walls)} walls.", hint="A room needs at least three.")
        if not self.polygon.is_valid or signed_area(self.corners) < 1e-6:
            raise InvalidInput(
                f"The walls of {self.name} cross, touch or run the wrong way round.",
                hint="Give its corners in order, clockwise seen from above.",
            )
        if self.height_m <= 0:
            raise InvalidInput(f"{self.name} has a height of {self.height_m:.2f} m.", hint="Give a height above zero.")
        for wall, start, end in self.segments():
            for opening in wall.openings:
                self._check_opening(opening, math.dist(start, end))
            for socket in wall.sockets:
                self._check_socket(socket, math.dist(start, end))

    def _check_opening(self, opening: Opening, wall_length_m: float) -> None:
        slack_m = 1e-6
        too_long = opening.offset_m + opening.width_m > wall_length_m + slack_m
        too_high = opening.sill_m + opening.height_m > self.height_m + slack_m
        if opening.width_m <= 0 or opening.height_m <= 0 or opening.offset_m < -slack_m or too_long or too_high:
            raise InvalidInput(
                f"The {opening.kind} {opening.id} does not fit its wall.", hint="Make it smaller or move it."
            )

    def _check_socket(self, socket: Socket, wall_length_m: float) -> None:
        slack_m = 1e-6
        along = -slack_m <= socket.offset_m <= wall_length_m + slack_m
        upright = -slack_m <= socket.height_m <= self.height_m + slack_m
        if not (along and upright):  # what is not a number is neither
            raise InvalidInput(f"The socket {socket.id} is not on its wall.", hint="Move it along or up the wall.")


def room_from_corners(
    room_id: str, corners: list[Point2], *, height_m: float = 2.5, name: str = "Room", thickness_m: float = 0.1
) -> Room:
    """A room without openings from its floor's corners, in either order round."""
    if signed_area(corners) < 0:
        corners = corners[::-1]
    walls = (Wall(id=f"{room_id}.wall_{i + 1}", start=at, thickness_m=thickness_m) for i, at in enumerate(corners))
    return Room(id=room_id, name=name, walls=tuple(walls), height_m=height_m)


def with_opening(room: Room, wall_id: str, opening: Opening) -> Room:
    """The room with this opening put in, in place of one of the same id on that wall."""
    walls = tuple(
        replace(wall, openings=(*(o for o in wall.openings if o.id != opening.id), opening))
        if wall.id == wall_id
        else wall
        for wall in room.walls
    )
    return replace(room, walls=walls)


def with_socket(room: Room, wall_id: str, socket: Socket) -> Room:
    """The room with this socket put in, in place of one of the same id on that wall."""
    walls = tuple(
        replace(wall, sockets=(*(s for s in wall.sockets if s.id != socket.id), socket)) if wall.id == wall_id else wall
        for wall in room.walls
    )
    return replace(room, walls=walls)
