"""Good places to look at a scene from, when nobody has chosen one."""

import math

from shapely.geometry import Point, Polygon
from shapely.ops import unary_union

from vrplanner.core.camera import Camera
from vrplanner.core.geometry import Point2
from vrplanner.core.room import Room
from vrplanner.core.scene import Scene

EYE_HEIGHT_M = 1.6
WALL_GAP_M = 0.25
ROOM_FOV_RAD = math.radians(58)


def default_cameras(scene: Scene) -> list[Camera]:
    """For each room the best corner views, an overview from outside above, and one straight down.

    Without rooms: the last two on whatever is there.
    """
    cameras = [camera for room in scene.rooms.values() for camera in corner_cameras(scene, room)]
    return [*cameras, overview(scene), top_view(scene)]


def corner_cameras(scene: Scene, room: Room) -> list[Camera]:
    """Two views at eye height from the corners of the room that see most floor and stand in nothing."""
    polygon = room.polygon
    inner = polygon.buffer(-WALL_GAP_M)
    if inner.is_empty:
        return []
    inner = max(getattr(inner, "geoms", [inner]), key=lambda piece: piece.area)
    tall = unary_union([item.footprint.buffer(0.15) for item in scene.items.values() if item.size[1] > 0.9])
    centre = polygon.centroid
    ranked = sorted(inner.exterior.coords[:-1], key=lambda at: -_worth((at[0], at[1]), polygon, tall))
    chosen = [corner for corner in ranked if not tall.contains(Point(corner))][:2] or ranked[:1]
    return [
        Camera(
            id=f"{room.id}.view_{number}",
            name=f"{room.name} {number}",
            position=(x, EYE_HEIGHT_M, z),
            target=(centre.x, 0.85, centre.y),
            fov_rad=ROOM_FOV_RAD,
        )
        for number, (x, z) in enumerate(chosen, start=1)
    ]


def overview(scene: Scene) -> Camera:
    """From the south-east, above: walls towards the viewer are cut away by the renderer."""
    x, z, reach = _extent(scene)
    away = 1.15 * reach
    return Camera(
        id="overview",
        name="Overview",
        position=(x + away * 0.5, away * 0.95, z + away * 0.85),
        target=(x, 0.6, z),
        fov_rad=math.radians(42),
    )


def top_view(scene: Scene) -> Camera:
    """Straight down, north up. The eye is a hair south of the middle, so that up is defined."""
    x, z, reach = _extent(scene)
    return Camera(
        id="top", name="Top", position=(x, 1.9 * reach, z + 0.001), target=(x, 0.0, z), fov_rad=math.radians(32)
    )


def _worth(corner: Point2, polygon: Polygon, tall: Polygon) -> float:
    """Distance to the far end of the room, less what a tall thing near the eye would hide."""
    far = max(math.dist(corner, other) for other in polygon.exterior.coords)
    near = Point(corner).distance(tall) if not tall.is_empty else 2.0
    return far + 0.8 * min(near, 1.5)


def _extent(scene: Scene) -> tuple[float, float, float]:
    """Middle (x, z) and the longest side of everything, metres."""
    shapes = [room.polygon for room in scene.rooms.values()] + [item.footprint for item in scene.items.values()]
    shapes += [Point(avatar.position[0], avatar.position[2]).buffer(0.5) for avatar in scene.avatars.values()]
    low_x, low_z, high_x, high_z = unary_union(shapes).bounds if shapes else (-1.0, -1.0, 1.0, 1.0)
    return (low_x + high_x) / 2, (low_z + high_z) / 2, max(high_x - low_x, high_z - low_z, 1.0)
