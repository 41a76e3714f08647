"""What every reader gives, and the small text formats they share."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from vrplanner.core.errors import InvalidFile
from vrplanner.scan.frames import FrameFiles, Intrinsics, Matrix, read_color

NO_POSES_HINT = (
    "Record with an app that saves camera poses (most phone depth apps do), or compute them first, "
    "with COLMAP or ORB-SLAM for instance, and put them beside the pictures."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """A capture's files as one reader found them; `notes` are sentences about what was found or assumed."""

    frames: list[FrameFiles]
    intrinsics: Intrinsics
    depth_unit_m: float
    notes: list[str]


def no_poses(folder: Path) -> InvalidFile:
    return InvalidFile(f"{folder.name} has pictures and depth but no camera poses.", hint=NO_POSES_HINT)


def numbers(path: Path) -> np.ndarray:
    """All numbers of a text file, flat."""
    try:
        return np.array(path.read_text(encoding="utf-8").replace(",", " ").split(), dtype=float)
    except (OSError, ValueError) as error:
        raise InvalidFile(f"{path.name} should hold numbers and does not.") from error


def matrix_4x4(path: Path) -> Matrix:
    values = numbers(path)
    if values.size != 16:
        raise InvalidFile(f"{path.name} should hold a 4×4 pose and has {values.size} numbers.")
    return values.reshape(4, 4)


def intrinsics_3x3(path: Path, picture: Path) -> Intrinsics:
    """A 3×3 camera matrix in a text file, for pictures of the size of `picture`."""
    values = numbers(path)
    if values.size < 9:
        raise InvalidFile(f"{path.name} should hold a 3×3 camera matrix and has {values.size} numbers.")
    height, width = read_color(picture).shape[:2]
    k = values[:9].reshape(3, 3)
    return Intrinsics(width=width, height=height, fx=k[0, 0], fy=k[1, 1], cx=k[0, 2], cy=k[1, 2])


def read_text(path: Path) -> str:
    """The whole of a text file. Raises InvalidFile for one that is none."""
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InvalidFile(f"{path.name} cannot be read as text.") from error


def pose_from_quaternion(values: np.ndarray) -> Matrix:
    """`tx ty tz qx qy qz qw` to a 4×4 transform."""
    x, y, z, w = values[3:7] / max(np.linalg.norm(values[3:7]), 1e-12)
    pose = np.eye(4)
    pose[:3, :3] = [
        [1 - 2 * (y * y + z * z), 2 * (x * y - z * w), 2 * (x * z + y * w)],
        [2 * (x * y + z * w), 1 - 2 * (x * x + z * z), 2 * (y * z - x * w)],
        [2 * (x * z - y * w), 2 * (y * z + x * w), 1 - 2 * (x * x + y * y)],
    ]
    pose[:3, 3] = values[:3]
    return pose


def camera_note(intrinsics: Intrinsics, source: str) -> str:
    return (
        f"Camera {intrinsics.width}×{intrinsics.height}, focal length {intrinsics.fx:.0f}×{abs(intrinsics.fy):.0f} px "
        f"({source})."
    )
