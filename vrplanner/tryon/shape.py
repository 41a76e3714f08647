"""Coefficients of shape to the points of a person who stands at ease."""

from functools import cache

import numpy as np
from numpy.typing import NDArray

from vrplanner.core.person import Build
from vrplanner.tryon.pack import BODY_COUNT, BodyPack, Points, load_pack

Coefficients = NDArray[np.float64]

# How far arms and legs lean out from straight down, and how far forearms lean forward, in the standing pose.
ARM_OUT_RAD = np.radians(17.0)
FOREARM_OUT_RAD = np.radians(9.0)
FOREARM_FORWARD_RAD = np.radians(9.0)
LEG_OUT_RAD = np.radians(3.0)


def usual_shape(pack: BodyPack) -> Coefficients:
    """The average person of a build: no axis used."""
    return np.zeros(len(pack.axis_names))


def shaped_points(build: Build, coefficients: Coefficients) -> Points:
    """All points (n, 3) of the pack in its spread-arm pose. Each axis has a shape for less and one for more."""
    pack = load_pack()
    signed = np.stack([np.maximum(-coefficients, 0.0), np.maximum(coefficients, 0.0)], axis=1).reshape(-1)
    used = np.flatnonzero(signed)
    moved = np.tensordot(signed[used].astype(np.float32), pack.axes[build][used], axes=1)
    return (pack.base[build] + moved).astype(np.float32)


def standing_points(build: Build, coefficients: Coefficients) -> Points:
    """All points (n, 3), metres, of the person standing at ease: soles at y = 0, the feet's middle over the origin."""
    return stood(shaped_points(build, coefficients))


def stood(shaped: Points) -> Points:
    """The same from points already shaped, in the spread-arm pose."""
    points = stand(load_pack(), shaped)
    skin = points[:BODY_COUNT]
    feet = skin[skin[:, 1] < skin[:, 1].min() + 0.08]
    low, high = feet.min(axis=0), feet.max(axis=0)
    points -= np.array([(low[0] + high[0]) / 2, skin[:, 1].min(), (low[2] + high[2]) / 2], np.float32)
    return points


def axis_points(build: Build, axis: int, sign: int) -> Points:
    """How points (n, 3) move along one axis, towards less (`sign` −1) or more (1)."""
    return np.asarray(load_pack().axes[build][2 * axis + (sign > 0)])


def stand(pack: BodyPack, points: Points) -> Points:
    """Turn the limbs of the spread-arm pose down (linear blend skinning, one joint after the other)."""
    points = points.copy()
    for side, sign in (("l", 1.0), ("r", -1.0)):
        _turn(pack, points, f"upperarm_{side}", f"lowerarm_{side}", _direction(sign * ARM_OUT_RAD, 0.0))
        _turn(pack, points, f"lowerarm_{side}", f"hand_{side}", _direction(sign * FOREARM_OUT_RAD, FOREARM_FORWARD_RAD))
        foot = _joint(pack, points, f"foot_{side}") - _joint(pack, points, f"thigh_{side}")
        forward_rad = float(np.arctan2(foot[2], -foot[1]))
        turned = _turn(pack, points, f"thigh_{side}", f"foot_{side}", _direction(sign * LEG_OUT_RAD, forward_rad))
        _rotate(pack, points, f"foot_{side}", turned.T)
    return points


def _direction(out_rad: float, forward_rad: float) -> NDArray[np.float64]:
    vector = np.array([np.tan(out_rad), -1.0, np.tan(forward_rad)])
    return np.asarray(vector / np.linalg.norm(vector))


def _row(pack: BodyPack, joint: str) -> int:
    return len(pack.joint_names) - pack.joint_names.index(joint)


def _joint(pack: BodyPack, points: Points, joint: str) -> NDArray[np.float64]:
    return np.asarray(points[-_row(pack, joint)], float)


def _turn(
    pack: BodyPack, points: Points, joint: str, child: str, direction: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Swing a limb about `joint` so that `child` lies along `direction`; gives the rotation (3, 3)."""
    now = _joint(pack, points, child) - _joint(pack, points, joint)
    rotation = _shortest_rotation(now / np.linalg.norm(now), direction)
    _rotate(pack, points, joint, rotation)
    return rotation


def _rotate(pack: BodyPack, points: Points, joint: str, rotation: NDArray[np.float64]) -> None:
    weights = _all_weights()[pack.joint_names.index(joint)]
    moved = np.flatnonzero(weights)
    pivot = _joint(pack, points, joint).astype(np.float32)
    arms = points[moved] - pivot
    turned = arms @ rotation.T.astype(np.float32)
    points[moved] += weights[moved, None] * (turned - arms)


@cache
def _all_weights() -> NDArray[np.float32]:
    """Weights (joints, points) with rows for the joints themselves: a joint moves with those above it in its limb."""
    pack = load_pack()
    chains = (("upperarm", "lowerarm", "hand"), ("thigh", "calf", "foot"))
    carried = np.zeros((len(pack.joint_names), len(pack.joint_names)), np.float32)
    for chain in chains:
        for side in ("l", "r"):
            rows = [pack.joint_names.index(f"{bone}_{side}") for bone in chain]
            for i, above in enumerate(rows):
                carried[above, rows[i:]] = 1.0
    return np.hstack([pack.weights, carried])


def _shortest_rotation(start: NDArray[np.float64], end: NDArray[np.float64]) -> NDArray[np.float64]:
    """The rotation (3, 3) that takes one unit vector to another by the shortest way (Rodrigues' formula)."""
    axis = np.cross(start, end)
    x, y, z = axis.tolist()
    cross = np.array([[0.0, -z, y], [z, 0.0, -x], [-y, x, 0.0]])
    return np.asarray(np.eye(3) + cross + cross @ cross / (1.0 + float(start @ end)))
