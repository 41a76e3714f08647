"""Walls on the plan: places along and square to a wall, and the outline that walls of some thickness give a room."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from shapely.geometry import Polygon
from shapely.geometry.base import BaseGeometry

from vrplanner.core.geometry import Point2
from vrplanner.core.room import Opening, Room, Socket

LONGEST_MITRE = 4.0
"""Corners so pointed that they would reach further out, in thicknesses of their walls, are cut off."""
_PARALLEL = 1e-3


@dataclass(frozen=True, slots=True)
class WallFace:
    """The inner face of a wall seen from above: unit directions (x, z) along it from its start and into the room."""

    start: Point2
    along: Point2
    inward: Point2
    length_m: float

    def at(self, along_m: float, inward_m: float = 0.0) -> Point2:
        """The plan point so far along the face and so far from it into the room."""
        (x, z), (ax, az), (ix, iz) = self.start, self.along, self.inward
        return x + ax * along_m + ix * inward_m, z + az * along_m + iz * inward_m

    def measure(self, point: Point2) -> tuple[float, float]:
        """How far along the face and how far from it into the room a plan point lies, metres: `at` undone."""
        dx, dz = point[0] - self.start[0], point[1] - self.start[1]
        return dx * self.along[0] + dz * self.along[1], dx * self.inward[0] + dz * self.inward[1]

    def measure_points(self, points: NDArray[np.floating]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """The same for plan points (n, 2): two arrays (n,)."""
        from_start = points - np.array(self.start)
        return from_start @ np.array(self.along), from_start @ np.array(self.inward)

    def ends_of(self, opening: Opening, inward_m: float = 0.0) -> tuple[Point2, Point2]:
        """The two ends of an opening of this wall, moved so far into the room."""
        near_m, far_m = opening.offset_m, opening.offset_m + opening.width_m
        return self.at(near_m, inward_m), self.at(far_m, inward_m)

    def place_of(self, socket: Socket, inward_m: float = 0.0) -> Point2:
        """Where a socket of this wall is, moved so far into the room."""
        return self.at(socket.offset_m, inward_m)


def wall_face(start: Point2, end: Point2) -> WallFace:
    """The face from one corner to the next; the room lies to the right as one walks along it."""
    length_m = math.dist(start, end)
    scale = 1 / max(length_m, 1e-9)
    along = (end[0] - start[0]) * scale, (end[1] - start[1]) * scale
    return WallFace(start, along, (-along[1], along[0]), length_m)


def socket_places(room: Room) -> list[tuple[Socket, Point2]]:
    """Every socket of the room with its plan point (x, z) on the inner face of its wall, in the order of the walls."""
    faces = [(wall, wall_face(start, end)) for wall, start, end in room.segments()]
    return [(socket, face.place_of(socket)) for wall, face in faces for socket in wall.sockets]


def offset_outline(room: Room, inward_m: Sequence[float]) -> list[Point2]:
    """The room's corners with each wall's line moved into the room by its own distance (negative: outwards)."""
    faces = [wall_face(start, end) for _, start, end in room.segments()]
    return [_meet((faces[i - 1], inward_m[i - 1]), (faces[i], inward_m[i])) for i in range(len(faces))]


def outer_corners(room: Room) -> list[Point2]:
    """The corners of the walls' outer faces, one for each corner of the floor."""
    return offset_outline(room, [-wall.thickness_m for wall in room.walls])


def outer_outline(room: Room) -> BaseGeometry:
    """What the room covers with its walls. Walls thicker than a niche is wide fill the niche."""
    return Polygon(outer_corners(room)).buffer(0).union(room.polygon)


def _meet(before: tuple[WallFace, float], after: tuple[WallFace, float]) -> Point2:
    """Where the moved lines of two walls that follow each other meet."""
    (face, moved_m), (next_face, next_moved_m) = before, after
    corner = next_face.start
    turn = face.along[0] * next_face.along[1] - face.along[1] * next_face.along[0]
    if abs(turn) > _PARALLEL:
        # The offset p from the corner with p · inward = moved for both walls.
        x = (moved_m * next_face.inward[1] - next_moved_m * face.inward[1]) / turn
        z = (next_moved_m * face.inward[0] - moved_m * next_face.inward[0]) / turn
        if math.hypot(x, z) <= LONGEST_MITRE * max(abs(moved_m), abs(next_moved_m), 1e-6):
            return corner[0] + x, corner[1] + z
    return next_face.at(0.0, next_moved_m)
