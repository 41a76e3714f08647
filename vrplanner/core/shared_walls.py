"""Walls that stand back to back with a neighbouring room's.

Each room draws its own side of such a wall. So that the two sides fit, a wall is no deeper than the gap to the
neighbour's plaster, and a door drawn in one of the two sides also opens the other.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from vrplanner.core.geometry import Point2
from vrplanner.core.room import Opening, Room, Wall
from vrplanner.core.walls import wall_face

LEAST_DEPTH_M = 0.002
REACH_M = 0.45
LEAST_OVERLAP_M = 0.05


@dataclass(frozen=True, slots=True)
class BackToBack:
    """A neighbour's wall seen along ours: how far behind ours its face lies, and its openings in our coordinates."""

    gap_m: float
    openings: tuple[Opening, ...]


def wall_depth(wall: Wall, behind: Sequence[BackToBack], *, least_m: float) -> float:
    """How thick our side of the wall may be drawn, metres."""
    gap_m = min((other.gap_m for other in behind), default=math.inf)
    return max(min(max(wall.thickness_m, least_m), gap_m), LEAST_DEPTH_M)


def borrowed_openings(wall: Wall, behind: Sequence[BackToBack]) -> tuple[Opening, ...]:
    """Openings of walls behind ours that ours does not have itself."""
    return tuple(
        opening
        for other in behind
        for opening in other.openings
        if not any(_overlap(opening, own) > 0.0 for own in wall.openings)
    )


def walls_behind(start: Point2, end: Point2, neighbours: Sequence[Room]) -> tuple[BackToBack, ...]:
    """The neighbours' walls that run the other way close behind ours, which runs from `start` to `end` (x, z)."""
    return tuple(found for room in neighbours for found in _behind_in(start, end, room))


def neighbours_of(room: Room, rooms: Sequence[Room]) -> tuple[Room, ...]:
    """The other rooms whose outline comes near enough to share a wall."""
    west, north, east, south = room.polygon.bounds
    near = []
    for other in rooms:
        if other is not room:
            low_x, low_z, high_x, high_z = other.polygon.bounds
            across = max(low_x - east, west - high_x, low_z - south, north - high_z)
            if across < REACH_M:
                near.append(other)
    return tuple(near)


def _behind_in(start: Point2, end: Point2, room: Room) -> Iterator[BackToBack]:
    face = wall_face(start, end)
    if face.length_m < LEAST_OVERLAP_M:
        return
    for wall, other_start, other_end in room.segments():
        first, last = face.measure(other_start), face.measure(other_end)
        other_length_m = math.dist(other_start, other_end)
        if first[0] - last[0] < 0.99 * other_length_m:
            continue
        overlap_m = min(first[0], face.length_m) - max(last[0], 0.0)
        gap_m = -max(first[1], last[1])
        if overlap_m < LEAST_OVERLAP_M or not -0.02 < gap_m < REACH_M or abs(first[1] - last[1]) > 0.05:
            continue
        # Theirs runs against ours: what begins at their `offset` ends at ours.
        openings = (replace(o, offset_m=first[0] - o.offset_m - o.width_m) for o in wall.openings)
        inside = tuple(o for o in openings if o.offset_m >= 0.0 and o.offset_m + o.width_m <= face.length_m)
        yield BackToBack(gap_m, inside)


def _overlap(a: Opening, b: Opening) -> float:
    return min(a.offset_m + a.width_m, b.offset_m + b.width_m) - max(a.offset_m, b.offset_m)
