"""From a saved camera, an eye of a headset or a map view to the two matrices that drawing needs.

Matrices act on column vectors; clip space is OpenGL's (x, y, z in -w..w, looking along -z).
"""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from vrplanner.core.camera import Camera
from vrplanner.core.errors import InvalidInput
from vrplanner.core.geometry import Point2, Vec3

Matrix = NDArray[np.float64]

NEAR_M = 0.05
FAR_M = 120.0


@dataclass(frozen=True, eq=False)
class View:
    """Where a picture is seen from and how it is projected: two (4, 4) matrices."""

    view_from_world: Matrix
    clip_from_view: Matrix

    @property
    def clip_from_world(self) -> Matrix:
        return self.clip_from_view @ self.view_from_world

    @property
    def is_orthographic(self) -> bool:
        return bool(self.clip_from_view[3, 3] == 1.0)

    @property
    def forward(self) -> Matrix:
        """Unit direction (3,) the view looks along, world."""
        return -self.view_from_world[2, :3]

    @property
    def eye(self) -> Matrix:
        """Where the eye is, world (3,); a kilometre back for a parallel projection, which has no eye."""
        eye = -self.view_from_world[:3, :3].T @ self.view_from_world[:3, 3]
        return eye - self.forward * 1000.0 if self.is_orthographic else eye


def look_at(eye: Vec3, target: Vec3) -> Matrix:
    """view_from_world for an eye at `eye` that looks at `target` with +Y up (north up when it looks straight down)."""
    forward = np.subtract(target, eye).astype(float)
    distance = float(np.linalg.norm(forward))
    forward = forward / distance if distance > 1e-9 else np.array([0.0, 0.0, -1.0])
    up = np.array([0.0, 1.0, 0.0]) if abs(forward[1]) < 0.9999 else np.array([0.0, 0.0, -1.0])
    right = np.cross(forward, up)
    right /= np.linalg.norm(right)
    rotation = np.array([right, np.cross(right, forward), -forward])
    matrix = np.eye(4)
    matrix[:3, :3] = rotation
    matrix[:3, 3] = -rotation @ np.asarray(eye, float)
    return matrix


def perspective(fov_rad: float, aspect: float, *, near_m: float = NEAR_M, far_m: float = FAR_M) -> Matrix:
    """clip_from_view of a pinhole with vertical field of view `fov_rad` and width/height `aspect`."""
    half = fov_rad / 2
    across = math.atan(math.tan(half) * aspect)
    return perspective_from_angles(-across, across, half, -half, near_m=near_m, far_m=far_m)


def perspective_from_angles(
    left_rad: float, right_rad: float, up_rad: float, down_rad: float, *, near_m: float = NEAR_M, far_m: float = FAR_M
) -> Matrix:
    """clip_from_view of an eye whose edges lie at these signed angles from straight ahead, as headsets give them."""
    left, right, up, down = (math.tan(angle) for angle in (left_rad, right_rad, up_rad, down_rad))
    if right - left < 1e-9 or up - down < 1e-9:
        raise InvalidInput("A view needs a field of view above zero.")
    return np.array(
        [
            [2 / (right - left), 0.0, (right + left) / (right - left), 0.0],
            [0.0, 2 / (up - down), (up + down) / (up - down), 0.0],
            [0.0, 0.0, -(far_m + near_m) / (far_m - near_m), -2 * far_m * near_m / (far_m - near_m)],
            [0.0, 0.0, -1.0, 0.0],
        ]
    )


def orthographic(width_m: float, height_m: float, *, near_m: float = -FAR_M, far_m: float = FAR_M) -> Matrix:
    """clip_from_view of a parallel projection that shows `width_m` by `height_m` around the middle."""
    matrix = np.diag([2 / width_m, 2 / height_m, -2 / (far_m - near_m), 1.0])
    matrix[2, 3] = -(far_m + near_m) / (far_m - near_m)
    return matrix


def view_from_camera(camera: Camera, size: tuple[int, int]) -> View:
    """The view of a saved camera on a picture of `size` (width, height) pixels."""
    return View(look_at(camera.position, camera.target), perspective(camera.fov_rad, size[0] / max(size[1], 1)))


def view_from_above(centre: Point2, width_m: float, height_m: float) -> View:
    """A map view straight down, north (-z) up, showing `width_m` by `height_m` around a plan point."""
    x, z = centre
    return View(look_at((x, 10.0, z), (x, 0.0, z)), orthographic(width_m, height_m))


def eye_view(world_from_eye: Matrix, angles_rad: tuple[float, float, float, float], *, near_m: float = NEAR_M) -> View:
    """A headset's eye from its pose (4, 4) and its (left, right, up, down) angles."""
    return View(np.linalg.inv(world_from_eye).astype(float), perspective_from_angles(*angles_rad, near_m=near_m))


def stereo_views(view: View, *, eye_distance_m: float = 0.064) -> tuple[View, View]:
    """The same view for the left and the right eye, parallel, half the distance to either side."""
    shifts = []
    for side in (1.0, -1.0):
        shift = np.eye(4)
        shift[0, 3] = side * eye_distance_m / 2
        shifts.append(View(shift @ view.view_from_world, view.clip_from_view))
    return shifts[0], shifts[1]


def world_ray(view: View, x: float, y: float) -> tuple[Matrix, Matrix]:
    """The ray under a point of the picture: origin (3,) and unit direction (3,), world.

    `x` and `y` run from -1 to 1 (right and up), as in clip space.
    """
    world_from_clip = np.linalg.inv(view.clip_from_world)
    near, far = (world_from_clip @ np.array([x, y, z, 1.0]) for z in (-1.0, 1.0))
    origin, end = near[:3] / near[3], far[:3] / far[3]
    direction = end - origin
    return origin, direction / np.linalg.norm(direction)
