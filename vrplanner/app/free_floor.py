"""Where in a furnished room somebody can stand."""

from shapely import maximum_inscribed_circle
from shapely.geometry import Point
from shapely.ops import unary_union

from vrplanner.core.geometry import Point2
from vrplanner.core.room import Room
from vrplanner.core.scene import Scene

FLAT_M = 0.05


def free_spot(scene: Scene, room: Room) -> Point2:
    """The middle (x, z) of the largest circle of floor that nothing stands on; one may stand on a rug."""
    standing = [item.footprint for item in scene.items.values() if item.size[1] > FLAT_M and item.position[1] < 1.9]
    people = [Point(avatar.position[0], avatar.position[2]).buffer(0.3) for avatar in scene.avatars.values()]
    free = room.polygon - unary_union([*standing, *people])
    pieces = [piece for piece in getattr(free, "geoms", [free]) if not piece.is_empty] or [room.polygon]
    circles = [maximum_inscribed_circle(piece, tolerance=0.02) for piece in pieces]
    x, z = max(circles, key=lambda circle: circle.length).coords[0]
    return x, z
