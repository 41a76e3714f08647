"""Walls as a person tells them apart, and where in one there is room for a door."""

from vrplanner.core.geometry import Point2
from vrplanner.core.room import Wall

OVERLAPS = "There is another door or window in that place."
OVERLAPS_HINT = "Make it narrower or move it along the wall."


def wall_side(start: Point2, end: Point2) -> str:
    """Which side of its room a wall is on ("north"); walls run clockwise seen from above."""
    dx, dz = end[0] - start[0], end[1] - start[1]
    if abs(dx) >= abs(dz):
        return "north" if dx > 0 else "south"
    return "east" if dz > 0 else "west"


def free_offset_m(wall: Wall, length_m: float, width_m: float) -> float:
    """Where an opening of this width sits best: in the middle of the widest stretch without another one."""
    taken = sorted((opening.offset_m, opening.offset_m + opening.width_m) for opening in wall.openings)
    edges = [0.0, *(edge for stretch in taken for edge in stretch), length_m]
    gaps = list(zip(edges[::2], edges[1::2], strict=True))
    low_m, high_m = max(gaps, key=lambda gap: gap[1] - gap[0])
    return max(0.0, (low_m + high_m - width_m) / 2)


def overlapped(wall: Wall, low_m: float, high_m: float, *, but: str = "") -> bool:
    """Whether a stretch of a wall runs into one of its openings (other than the one called `but`)."""
    slack_m = 1e-6
    return any(
        min(high_m, opening.offset_m + opening.width_m) - max(low_m, opening.offset_m) > slack_m
        for opening in wall.openings
        if opening.id != but
    )
