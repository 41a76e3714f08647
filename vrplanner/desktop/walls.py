"""Walls as a person tells them apart, and where in one there is room for a door or a socket."""

import math
from collections.abc import Iterable

from vrplanner.core.errors import InvalidInput
from vrplanner.core.geometry import Point2
from vrplanner.core.room import Opening, Socket, Wall
from vrplanner.desktop.i18n import tr
from vrplanner.desktop.units import Units, format_length

OVERLAPS = "There is another door or window in that place."
OVERLAPS_HINT = "Make it narrower or move it along the wall."
SOCKET_THERE = "There is a socket in that place."
SOCKET_THERE_HINT = "Move or remove the socket first."
NO_WALL_THERE = "A socket cannot be in a door or window."
NO_WALL_THERE_HINT = "Move it along the wall."


def wall_side(start: Point2, end: Point2) -> str:
    """Which side of its room a wall is on ("north"); walls run clockwise seen from above."""
    dx, dz = end[0] - start[0], end[1] - start[1]
    if abs(dx) >= abs(dz):
        return "north" if dx > 0 else "south"
    return "east" if dz > 0 else "west"


def wall_title(index: int, start: Point2, end: Point2, units: Units) -> str:
    """A wall in a list of them: its number, its side and its length."""
    return f"{index + 1} · {tr(wall_side(start, end))} · {format_length(math.dist(start, end), units)}"


def free_offset_m(wall: Wall, length_m: float, width_m: float) -> float:
    """Where an opening of this width sits best: in the middle of the widest stretch without another one."""
    return _widest_gap_m(_stretches(wall.openings), length_m, width_m)


def free_socket_m(wall: Wall, length_m: float) -> float:
    """Where one more socket sits best: in the middle of the widest stretch without another one or a door."""
    usual = Socket(id="", offset_m=0.0)
    low = _stretches(opening for opening in wall.openings if opening.sill_m <= usual.height_m)
    return _widest_gap_m([*low, *((socket.offset_m, socket.offset_m) for socket in wall.sockets)], length_m, 0.0)


def _stretches(openings: Iterable[Opening]) -> list[tuple[float, float]]:
    return [(opening.offset_m, opening.offset_m + opening.width_m) for opening in openings]


def _widest_gap_m(taken: Iterable[tuple[float, float]], length_m: float, width_m: float) -> float:
    """Where something of this width begins that stands in the middle of the widest stretch left free."""
    edges = [0.0, *(edge for stretch in sorted(taken) for edge in stretch), length_m]
    gaps = list(zip(edges[::2], edges[1::2], strict=True))
    low_m, high_m = max(gaps, key=lambda gap: gap[1] - gap[0])
    return max(0.0, (low_m + high_m - width_m) / 2)


def opening_clash(wall: Wall, asked: Opening) -> InvalidInput | None:
    """Why an opening cannot be beside what else its wall holds; None when it can."""
    if any(_overlap(asked, other) for other in wall.openings if other.id != asked.id):
        return InvalidInput(OVERLAPS, hint=OVERLAPS_HINT)
    if any(_swallows(asked, socket) for socket in wall.sockets):
        return InvalidInput(SOCKET_THERE, hint=SOCKET_THERE_HINT)
    return None


def socket_clash(wall: Wall, asked: Socket) -> InvalidInput | None:
    """Why a socket cannot be where there is no wall to hold it; None when it can."""
    if any(_swallows(opening, asked) for opening in wall.openings):
        return InvalidInput(NO_WALL_THERE, hint=NO_WALL_THERE_HINT)
    return None


def _overlap(one: Opening, other: Opening) -> bool:
    slack_m = 1e-6
    end_m = min(one.offset_m + one.width_m, other.offset_m + other.width_m)
    return end_m - max(one.offset_m, other.offset_m) > slack_m


def _swallows(opening: Opening, socket: Socket) -> bool:
    along = opening.offset_m < socket.offset_m < opening.offset_m + opening.width_m
    return along and opening.sill_m < socket.height_m < opening.sill_m + opening.height_m
