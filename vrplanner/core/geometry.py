"""Points, directions and footprints.

Metres and radians, right-handed, +Y up. The plan is the (x, z) plane: x grows to the east, z to the south. A yaw of 0
faces +Z (south), a yaw of pi/2 faces +X (east): counter-clockwise seen from above.
"""

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from shapely.geometry import Polygon

Point2 = tuple[float, float]
"""(x, z) on the plan, metres."""
Vec3 = tuple[float, float, float]
"""(x, y, z) in the room, metres."""

YAW_STEP_RAD = math.radians(15)
"""Things are turned by hand in these steps, in the window and in the headset."""


def front_of(yaw_rad: float) -> Point2:
    """The unit direction (x, z) a thing with this yaw faces."""
    return math.sin(yaw_rad), math.cos(yaw_rad)


def yaw_facing(direction: Point2) -> float:
    """The yaw whose front points along `direction` (x, z)."""
    return math.atan2(direction[0], direction[1])


def wrap_angle(angle_rad: float) -> float:
    """The same angle in (-pi, pi]."""
    wrapped = math.remainder(angle_rad, math.tau)
    return math.pi if wrapped == -math.pi else wrapped


def snapped_yaw(yaw_rad: float, *, step_rad: float = YAW_STEP_RAD) -> float:
    """The nearest whole step, in (-pi, pi]."""
    return wrap_angle(round(yaw_rad / step_rad) * step_rad)


def rotate_plan(point: Point2, yaw_rad: float) -> Point2:
    """Turn a plan point about the origin by `yaw_rad`, as a rotation about +Y does."""
    (x, z), c, s = point, math.cos(yaw_rad), math.sin(yaw_rad)
    return x * c + z * s, -x * s + z * c


def footprint_corners(centre: Point2, width_m: float, depth_m: float, yaw_rad: float) -> list[Point2]:
    """The corners of a turned rectangle: back left, back right, front right, front left (seen when facing as it does
    not; that is, from the front the first corner is at the back on the viewer's left)."""
    half_w, half_d = width_m / 2, depth_m / 2
    local = [(-half_w, -half_d), (half_w, -half_d), (half_w, half_d), (-half_w, half_d)]
    turned = (rotate_plan(corner, yaw_rad) for corner in local)
    return [(centre[0] + x, centre[1] + z) for x, z in turned]


def footprint(centre: Point2, width_m: float, depth_m: float, yaw_rad: float) -> Polygon:
    """The same rectangle as a shapely polygon in (x, z)."""
    return Polygon(footprint_corners(centre, width_m, depth_m, yaw_rad))


def signed_area(corners: Sequence[Point2]) -> float:
    """Shoelace area of a plan polygon, m²; positive when it runs clockwise seen from above (x to z)."""
    following = [*corners[1:], corners[0]]
    return sum(ax * bz - bx * az for (ax, az), (bx, bz) in zip(corners, following, strict=True)) / 2


def world_from_item(position: Vec3, yaw_rad: float, scale: Vec3 = (1.0, 1.0, 1.0)) -> NDArray[np.float64]:
    """The 4x4 matrix that takes an item's own coordinates (columns) to the world: scale, then yaw, then move."""
    c, s = math.cos(yaw_rad), math.sin(yaw_rad)
    sx, sy, sz = scale
    return np.array(
        [
            [c * sx, 0.0, s * sz, position[0]],
            [0.0, sy, 0.0, position[1]],
            [-s * sx, 0.0, c * sz, position[2]],
            [0.0, 0.0, 0.0, 1.0],
        ]
    )
