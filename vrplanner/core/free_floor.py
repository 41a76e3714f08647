"""Where in a furnished room nothing stands."""

import math

from shapely import maximum_inscribed_circle
from shapely.geometry import Point
from shapely.ops import unary_union

from vrplanner.core.geometry import Point2
from vrplanner.core.room import Room
from vrplanner.core.scene import Scene

HEADROOM_M = 1.9
"""What hangs higher than this is over people's heads."""
PERSON_RADIUS_M = 0.3


def free_spot(scene: Scene, room: Room, *, below_m: float = HEADROOM_M) -> tuple[Point2, float]:
    """The middle (x, z) and the radius of the largest circle of floor that nothing stands on or hangs over.

    What begins higher than `below_m` does not count, nor do rugs. A room full to the brim counts as an empty one.
    """
    standing = [item.footprint for item in scene.items.values() if not item.is_flat and item.position[1] < below_m]
    people = [Point(avatar.position[0], avatar.position[2]) for avatar in scene.avatars.values()]
    free = room.polygon - unary_union([*standing, *(person.buffer(PERSON_RADIUS_M) for person in people)])
    pieces = [piece for piece in getattr(free, "geoms", [free]) if piece.area > 0] or [room.polygon]
    radii = [maximum_inscribed_circle(piece, tolerance=0.02) for piece in pieces]
    widest = max(radii, key=lambda radius: radius.length)
    middle, edge = widest.coords[0], widest.coords[-1]
    return (middle[0], middle[1]), math.dist(middle, edge)
