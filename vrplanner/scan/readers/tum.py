"""Folders like the TUM RGB-D benchmark (and ICL-NUIM in that form): `rgb/`, `depth/`, lists of times, a trajectory.

Format: https://cvg.cit.tum.de/data/datasets/rgbd-dataset/file_formats
"""

from pathlib import Path

import numpy as np

from vrplanner.core.errors import InvalidFile
from vrplanner.scan.frames import FrameFiles, Intrinsics, Matrix, read_color
from vrplanner.scan.readers.base import Layout, camera_note, intrinsics_3x3, no_poses, numbers, pose_from_quaternion

TITLE = "a TUM RGB-D folder (rgb.txt, depth.txt and groundtruth.txt)"
DEPTH_UNIT_M = 1 / 5000
NEAR_ENOUGH_S = 0.03
TRAJECTORIES = ("groundtruth.txt", "trajectory.txt", "CameraTrajectory.txt", "KeyFrameTrajectory.txt")


def recognise(folder: Path) -> str:
    """Why this folder is one of these, or nothing."""
    lists = [name for name in ("rgb.txt", "depth.txt", "associations.txt") if (folder / name).exists()]
    return f"it has {' and '.join(lists)}" if lists else ""


def read(folder: Path) -> Layout:
    """Depth is in 1/5000 m; pictures and poses are matched by nearest time, within 0.03 s."""
    trajectory = next((p for name in TRAJECTORIES if (p := folder / name).exists()), None)
    trajectory = trajectory or next(iter(sorted(folder.glob("*.freiburg"))), None)
    if trajectory is None:
        raise no_poses(folder)
    poses = _rows(trajectory)
    pose_times = np.array([float(row[0]) for row in poses])
    frames, lost = [], 0
    for depth_time, depth, color in _pairs(folder):
        nearest = int(np.argmin(np.abs(pose_times - depth_time)))
        if abs(pose_times[nearest] - depth_time) > NEAR_ENOUGH_S or len(poses[nearest]) < 8:
            lost += 1
            continue
        pose = _pose(poses[nearest], trajectory)
        frames.append(FrameFiles(color=folder / color, depth=folder / depth, world_from_camera=pose))
    if not frames:
        raise InvalidFile(
            f"No picture of {folder.name} was taken within {NEAR_ENOUGH_S} s of a pose in {trajectory.name}.",
            hint="Check that both come from the same recording and use the same clock.",
        )
    intrinsics, source = _intrinsics(folder, frames[0].color)
    notes = [f"Depth in 1/5000 m, poses from {trajectory.name}.", camera_note(intrinsics, source)]
    if lost:
        notes.append(f"{lost} frame(s) left out: no pose near their time.")
    return Layout(frames=frames, intrinsics=intrinsics, depth_unit_m=DEPTH_UNIT_M, notes=notes)


def _pose(row: list[str], trajectory: Path) -> Matrix:
    try:
        return pose_from_quaternion(np.array(row[1:8], dtype=float))
    except ValueError as error:
        raise InvalidFile(f"{trajectory.name} should hold numbers and does not.") from error


def _rows(path: Path) -> list[list[str]]:
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise InvalidFile(f"{path.name} cannot be read.") from error
    rows = [line.replace(",", " ").split() for line in lines if line.strip() and not line.lstrip().startswith("#")]
    try:
        for row in rows:
            float(row[0])
    except ValueError as error:
        raise InvalidFile(f"{path.name} should have a time first in every line.") from error
    if not rows:
        raise InvalidFile(f"{path.name} is empty.")
    return rows


def _pairs(folder: Path) -> list[tuple[float, str, str]]:
    """Depth time, depth file and colour file of each frame."""
    associations = folder / "associations.txt"
    if associations.exists():
        rows = [row for row in _rows(associations) if len(row) >= 4]
        try:
            return [(float(a[0]), a[1], a[3]) if "depth" in a[1] else (float(a[2]), a[3], a[1]) for a in rows]
        except ValueError as error:
            raise InvalidFile(
                "associations.txt should have a time before each picture.",
                hint="A line is: time, colour picture, time, depth picture.",
            ) from error
    missing = [name for name in ("rgb.txt", "depth.txt") if not (folder / name).exists()]
    if missing:
        raise InvalidFile(f"{folder.name} lacks {' and '.join(missing)}.", hint="Copy the whole capture folder again.")
    colors = [row for row in _rows(folder / "rgb.txt") if len(row) >= 2]
    times = np.array([float(row[0]) for row in colors])
    pairs = []
    for row in _rows(folder / "depth.txt"):
        nearest = int(np.argmin(np.abs(times - float(row[0]))))
        if abs(times[nearest] - float(row[0])) <= NEAR_ENOUGH_S and len(row) >= 2:
            pairs.append((float(row[0]), row[1], colors[nearest][1]))
    return pairs


def _intrinsics(folder: Path, picture: Path) -> tuple[Intrinsics, str]:
    for name in ("camera-intrinsics.txt", "intrinsics.txt"):
        if (path := folder / name).exists():
            return intrinsics_3x3(path, picture), name
    height, width = read_color(picture).shape[:2]
    if (path := folder / "calibration.txt").exists() and (values := numbers(path)).size >= 4:
        fx, fy, cx, cy = (float(value) for value in values[:4])
        return Intrinsics(width=width, height=height, fx=fx, fy=fy, cx=cx, cy=cy), path.name
    scale = width / 640
    assumed = Intrinsics(width=width, height=height, fx=525 * scale, fy=525 * scale, cx=319.5 * scale, cy=239.5 * scale)
    return assumed, "assumed: the usual one of TUM recordings; give calibration.txt with fx fy cx cy to be exact"
