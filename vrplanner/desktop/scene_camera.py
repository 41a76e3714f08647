"""How a person looks about in the 3D view: round the room, or walking in it."""

import math
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from vrplanner.core.camera import Camera
from vrplanner.core.geometry import Point2, Vec3
from vrplanner.core.scene import Scene
from vrplanner.desktop.plan_camera import scene_bounds
from vrplanner.render.camera import view_from_camera

NEAREST_M, FARTHEST_M = 0.6, 60.0
EYE_HEIGHT_M = 1.6
STEEPEST_RAD = math.radians(89)


@dataclass(frozen=True, slots=True)
class OrbitCamera:
    """Looks at `target` from `distance_m` away. `yaw_rad` 0 stands south of it, pi/2 east; `pitch_rad` is upwards."""

    target: Vec3 = (0.0, 0.6, 0.0)
    distance_m: float = 7.0
    yaw_rad: float = math.radians(28)
    pitch_rad: float = math.radians(42)
    fov_rad: float = math.radians(42)

    @property
    def position(self) -> Vec3:
        level = math.cos(self.pitch_rad) * self.distance_m
        x, y, z = self.target
        return (
            x + level * math.sin(self.yaw_rad),
            y + math.sin(self.pitch_rad) * self.distance_m,
            z + level * math.cos(self.yaw_rad),
        )

    @property
    def camera(self) -> Camera:
        return Camera(id="", name="", position=self.position, target=self.target, fov_rad=self.fov_rad)

    def dragged(self, dx: float, dy: float) -> "OrbitCamera":
        """Turned round the target by pixels of pointer travel."""
        pitch = min(STEEPEST_RAD, max(math.radians(-5), self.pitch_rad + dy * 0.006))
        return replace(self, yaw_rad=self.yaw_rad - dx * 0.006, pitch_rad=pitch)

    def pushed(self, dx: float, dy: float, height_px: float) -> "OrbitCamera":
        """The target slides over the floor under the pointer."""
        metres_per_px = 2 * self.distance_m * math.tan(self.fov_rad / 2) / max(height_px, 1.0)
        right, away = dx * metres_per_px, dy * metres_per_px / max(0.35, math.sin(self.pitch_rad))
        c, s = math.cos(self.yaw_rad), math.sin(self.yaw_rad)
        x, y, z = self.target
        return replace(self, target=(x - right * c - away * s, y, z + right * s - away * c))

    def zoomed(self, factor: float) -> "OrbitCamera":
        return replace(self, distance_m=min(FARTHEST_M, max(NEAREST_M, self.distance_m / factor)))

    def fitted(self, scene: Scene, aspect: float, *, filled: float = 0.94) -> "OrbitCamera":
        """As near as shows all of the scene within this share of a picture of width/height `aspect`."""
        bounds = scene_bounds(scene)
        height = max((room.height_m for room in scene.rooms.values()), default=1.5)
        centre = bounds.center()
        plan = [(x, z) for x in (bounds.left(), bounds.right()) for z in (bounds.top(), bounds.bottom())]
        corners = np.array([(x, y, z, 1.0) for x, z in plan for y in (0.0, height)])
        orbit = replace(self, target=(centre.x(), height * 0.3, centre.y()))
        for _ in range(4):  # each centring lets it come a little nearer
            orbit = _centred(_nearest_showing(orbit, corners, aspect, filled), corners, aspect)
        return _nearest_showing(orbit, corners, aspect, filled)


def _nearest_showing(orbit: OrbitCamera, corners: NDArray[np.float64], aspect: float, filled: float) -> OrbitCamera:
    near, far = NEAREST_M, FARTHEST_M
    for _ in range(20):  # bisection: a larger distance always shows more
        middle = (near + far) / 2
        places = _places(replace(orbit, distance_m=middle), corners, aspect)
        if places is not None and np.abs(places).max() <= filled:
            far = middle
        else:
            near = middle
    return replace(orbit, distance_m=far)


def _centred(orbit: OrbitCamera, corners: NDArray[np.float64], aspect: float) -> OrbitCamera:
    """The target moved in the picture's plane so that the points lie about its middle."""
    places = _places(orbit, corners, aspect)
    if places is None:
        return orbit
    off_x, off_y = (places.min(axis=0) + places.max(axis=0)) / 2 * orbit.distance_m * math.tan(orbit.fov_rad / 2)
    to_world = view_from_camera(orbit.camera, (round(1000 * aspect), 1000)).view_from_world[:3, :3].T
    shift = to_world @ np.array([off_x * aspect, off_y, 0.0])
    x, y, z = (np.array(orbit.target) + shift).tolist()
    return replace(orbit, target=(x, y, z))


def _places(orbit: OrbitCamera, corners: NDArray[np.float64], aspect: float) -> NDArray[np.float64] | None:
    """Where points (n, 4) are in the picture, (n, 2) in -1..1; None if any is behind the eye."""
    clip = corners @ view_from_camera(orbit.camera, (round(1000 * aspect), 1000)).clip_from_world.T
    return clip[:, :2] / clip[:, 3:] if (clip[:, 3] > 1e-3).all() else None


@dataclass(frozen=True, slots=True)
class WalkCamera:
    """Eyes of somebody who stands in the room; `yaw_rad` 0 looks south (+Z), as an item with that yaw faces."""

    place: Point2 = (0.0, 0.0)
    yaw_rad: float = math.pi
    pitch_rad: float = math.radians(-8)
    eye_height_m: float = EYE_HEIGHT_M
    fov_rad: float = math.radians(65)

    @property
    def position(self) -> Vec3:
        return self.place[0], self.eye_height_m, self.place[1]

    @property
    def camera(self) -> Camera:
        level = math.cos(self.pitch_rad)
        x, y, z = self.position
        ahead = (x + level * math.sin(self.yaw_rad), y + math.sin(self.pitch_rad), z + level * math.cos(self.yaw_rad))
        return Camera(id="", name="", position=self.position, target=ahead, fov_rad=self.fov_rad)

    def dragged(self, dx: float, dy: float) -> "WalkCamera":
        """The picture follows the pointer, as if pulled."""
        pitch = min(STEEPEST_RAD, max(-STEEPEST_RAD, self.pitch_rad + dy * 0.004))
        return replace(self, yaw_rad=self.yaw_rad + dx * 0.004, pitch_rad=pitch)

    def walked(self, ahead_m: float, right_m: float) -> "WalkCamera":
        c, s = math.cos(self.yaw_rad), math.sin(self.yaw_rad)
        x, z = self.place
        return replace(self, place=(x + s * ahead_m - c * right_m, z + c * ahead_m + s * right_m))

    def zoomed(self, factor: float) -> "WalkCamera":
        return self.walked(math.log(factor) * 2.0, 0.0)

    def entered(self, scene: Scene) -> "WalkCamera":
        """Standing at the edge of the largest room, looking across it."""
        if not scene.rooms:
            return self
        room = max(scene.rooms.values(), key=lambda room: room.polygon.area)
        low_x, low_z, high_x, high_z = room.polygon.bounds
        middle = room.polygon.representative_point()
        inner = room.polygon.buffer(-0.6)
        place = inner if not inner.is_empty else middle
        corners = ((high_x, high_z), (low_x, high_z), (low_x, low_z), (high_x, low_z))
        from shapely.geometry import Point
        from shapely.ops import nearest_points

        spots = [nearest_points(place, Point(corner))[0] for corner in corners]
        free = [spot for spot in spots if not any(i.footprint.distance(spot) < 0.3 for i in scene.items.values())]
        spot = max(free or spots, key=lambda spot: spot.distance(middle))
        yaw = math.atan2(middle.x - spot.x, middle.y - spot.y)
        return replace(self, place=(spot.x, spot.y), yaw_rad=yaw)
