"""Positions and orientations of heads and hands, and the matrices of eyes.

OpenXR's frames: right-handed metres, +Y up, a pose looks along its -Z with +X to its right. Quaternions are
(x, y, z, w).
"""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from vrplanner.core.geometry import Vec3

Quaternion = tuple[float, float, float, float]
Matrix = NDArray[np.float64]

IDENTITY: Quaternion = (0.0, 0.0, 0.0, 1.0)


@dataclass(frozen=True, slots=True)
class Pose:
    """A rigid placement: first turned by `orientation`, then moved to `position`."""

    position: Vec3 = (0.0, 0.0, 0.0)
    orientation: Quaternion = IDENTITY

    @property
    def matrix(self) -> Matrix:
        """4x4, takes the pose's own coordinates to the frame the pose is given in."""
        x, y, z, w = self.orientation
        px, py, pz = self.position
        return np.array(
            [
                [1 - 2 * (y * y + z * z), 2 * (x * y - z * w), 2 * (x * z + y * w), px],
                [2 * (x * y + z * w), 1 - 2 * (x * x + z * z), 2 * (y * z - x * w), py],
                [2 * (x * z - y * w), 2 * (y * z + x * w), 1 - 2 * (x * x + y * y), pz],
                [0.0, 0.0, 0.0, 1.0],
            ]
        )

    @property
    def forward(self) -> Vec3:
        """The unit direction it looks or points along."""
        x, y, z = rotate(self.orientation, (0.0, 0.0, -1.0))
        return x, y, z

    def point(self, local: Vec3) -> Vec3:
        """A point of the pose's own frame, seen from outside."""
        x, y, z = rotate(self.orientation, local)
        return x + self.position[0], y + self.position[1], z + self.position[2]

    def within(self, outer: "Pose") -> "Pose":
        """This pose, given in `outer`'s frame, in the frame `outer` is given in."""
        return Pose(outer.point(self.position), multiply(outer.orientation, self.orientation))


@dataclass(frozen=True, slots=True)
class Fov:
    """The four half angles of an eye's picture, radians; left and down are negative."""

    left_rad: float
    right_rad: float
    up_rad: float
    down_rad: float

    @property
    def angles_rad(self) -> tuple[float, float, float, float]:
        """(left, right, up, down)."""
        return self.left_rad, self.right_rad, self.up_rad, self.down_rad


def multiply(a: Quaternion, b: Quaternion) -> Quaternion:
    """First turn by `b`, then by `a`."""
    ax, ay, az, aw = a
    bx, by, bz, bw = b
    return (
        aw * bx + ax * bw + ay * bz - az * by,
        aw * by - ax * bz + ay * bw + az * bx,
        aw * bz + ax * by - ay * bx + az * bw,
        aw * bw - ax * bx - ay * by - az * bz,
    )


def conjugate(q: Quaternion) -> Quaternion:
    """The opposite turn of a unit quaternion."""
    return -q[0], -q[1], -q[2], q[3]


def rotate(q: Quaternion, v: Vec3) -> Vec3:
    """A vector turned by a unit quaternion."""
    x, y, z, w = q
    tx, ty, tz = 2 * (y * v[2] - z * v[1]), 2 * (z * v[0] - x * v[2]), 2 * (x * v[1] - y * v[0])
    return (
        v[0] + w * tx + y * tz - z * ty,
        v[1] + w * ty + z * tx - x * tz,
        v[2] + w * tz + x * ty - y * tx,
    )


def turned(yaw_rad: float, pitch_rad: float = 0.0, roll_rad: float = 0.0) -> Quaternion:
    """An orientation from angles: yaw to the left about +Y, then pitch up about +X, then roll about +Z."""
    yaw: Quaternion = (0.0, math.sin(yaw_rad / 2), 0.0, math.cos(yaw_rad / 2))
    pitch: Quaternion = (math.sin(pitch_rad / 2), 0.0, 0.0, math.cos(pitch_rad / 2))
    roll: Quaternion = (0.0, 0.0, math.sin(roll_rad / 2), math.cos(roll_rad / 2))
    return multiply(multiply(yaw, pitch), roll)


def looking(position: Vec3, target: Vec3) -> Pose:
    """The pose at `position` whose -Z points at `target`, level with the horizon."""
    x, y, z = (t - p for t, p in zip(target, position, strict=True))
    return Pose(position, turned(math.atan2(-x, -z), math.atan2(y, math.hypot(x, z))))


def heading_rad(orientation: Quaternion) -> float:
    """The yaw about +Y of where an orientation looks; 0 along -Z."""
    x, _, z = rotate(orientation, (0.0, 0.0, -1.0))
    return math.atan2(-x, -z)


def roll_rad(orientation: Quaternion) -> float:
    """How far an orientation leans out of the level, positive clockwise as its owner sees it.

    Unlike the twist between two orientations it does not change when a lowered hand sweeps sideways.
    """
    forward, right = rotate(orientation, (0.0, 0.0, -1.0)), rotate(orientation, (1.0, 0.0, 0.0))
    level = -forward[2], forward[0]  # (x, z) of what would be its right without a lean, times the cosine of its pitch
    across = right[0] * level[0] + right[2] * level[1]
    return math.atan2(-right[1], across)
