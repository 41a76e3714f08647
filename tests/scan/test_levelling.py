"""Finding up, floor and heading, however the capture's own world is turned."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.spatial.transform import Rotation

from vrplanner.scan.fusion import Surface
from vrplanner.scan.levelling import level


def box_room(rng: np.random.Generator, *, width: float = 5.0, height: float = 2.5, depth: float = 3.5) -> Surface:
    """Points on the inside of a box of a room with noisy normals, and a slanted plane as a distraction."""
    points, normals = [], []
    size = np.array([width, height, depth])
    for axis in range(3):
        for side in (0.0, 1.0):
            p = rng.random((3000, 3)) * size
            p[:, axis] = side * size[axis]
            n = np.zeros((3000, 3))
            n[:, axis] = 1.0 - 2.0 * side
            points.append(p)
            normals.append(n)
    roof = rng.random((1500, 3)) * size
    points.append(roof)
    normals.append(np.tile([0.5, 0.7, 0.5], (1500, 1)))
    n = np.concatenate(normals) + rng.normal(scale=0.05, size=(19500, 3))
    n /= np.linalg.norm(n, axis=1, keepdims=True)
    p = np.concatenate(points) + rng.normal(scale=0.004, size=n.shape)
    grey = np.full(p.shape, 0.5, np.float32)
    return Surface(p.astype(np.float32), n.astype(np.float32), grey, np.zeros((0, 3), np.uint32))


def cameras_upright(rng: np.random.Generator) -> np.ndarray:
    """Cameras held roughly upright: their y axis points down, give or take 15 degrees."""
    poses = np.tile(np.eye(4), (12, 1, 1))
    for pose in poses:
        turn = Rotation.from_euler("yxz", [rng.uniform(0, 360), rng.uniform(-25, 10), rng.uniform(-8, 8)], degrees=True)
        pose[:3, :3] = turn.as_matrix() @ np.diag([1.0, -1.0, -1.0])
        pose[:3, 3] = [2.5, 1.5, 1.7]
    return poses


@settings(max_examples=12, deadline=None)
@given(
    yaw=st.floats(-180, 180), pitch=st.floats(-20, 20), roll=st.floats(-20, 20), lift=st.floats(-5, 5),
    seed=st.integers(0, 99),
)  # fmt: skip
def test_a_turned_room_is_set_upright(yaw: float, pitch: float, roll: float, lift: float, seed: int) -> None:
    rng = np.random.default_rng(seed)
    world_from_room = np.eye(4)
    world_from_room[:3, :3] = Rotation.from_euler("yxz", [yaw, pitch, roll], degrees=True).as_matrix()
    world_from_room[:3, 3] = [1.0, lift, -2.0]
    found = level(box_room(rng).moved(world_from_room), world_from_room @ cameras_upright(rng))
    level_from_room = found.level_from_world @ world_from_room
    assert level_from_room[1, 1] > np.cos(np.radians(0.5)), "up is up"
    assert abs(level_from_room[1, 3]) < 0.015, "the floor is at 0"
    heading = np.degrees(np.arctan2(level_from_room[0, 2], level_from_room[2, 2])) % 90
    assert min(heading, 90 - heading) < 0.7, "walls run along the axes"
    assert found.manhattan_share > 0.8
    assert found.floor_area_m2 > 3


def test_a_room_that_is_not_square_says_so() -> None:
    rng = np.random.default_rng(0)
    angles = rng.uniform(0, 2 * np.pi, 20_000)  # a round tower
    points = np.stack([3 * np.cos(angles), rng.uniform(0, 2.5, 20_000), 3 * np.sin(angles)], axis=1)
    normals = -np.stack([np.cos(angles), 0 * angles, np.sin(angles)], axis=1)
    grey = np.full(points.shape, 0.5, np.float32)
    tower = Surface(points.astype(np.float32), normals.astype(np.float32), grey, np.zeros((0, 3), np.uint32))
    found = level(tower, cameras_upright(rng))
    assert found.manhattan_share < 0.3
    assert found.floor_area_m2 == 0
