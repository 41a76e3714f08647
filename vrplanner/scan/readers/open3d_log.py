"""Folders like Open3D's reconstruction system: `color/`, `depth/`, a `.log` trajectory and a camera `.json`.

Format: https://www.open3d.org/docs/release/tutorial/reconstruction_system/index.html
"""

import json
from pathlib import Path

import numpy as np

from vrplanner.core.errors import InvalidFile
from vrplanner.scan.frames import FrameFiles, Intrinsics, Matrix, read_color
from vrplanner.scan.readers.base import Layout, camera_note, no_poses, read_text

TITLE = "an Open3D folder (color/, depth/ and a .log trajectory)"
COLOR_FOLDERS = ("color", "rgb", "image")


def recognise(folder: Path) -> str:
    """Why this folder is one of these, or nothing."""
    color = next((name for name in COLOR_FOLDERS if (folder / name).is_dir()), None)
    return f"it has the folders {color} and depth" if color and (folder / "depth").is_dir() else ""


def read(folder: Path) -> Layout:
    """Depth is in millimetres; poses are camera-to-world, one block of five lines each."""
    color_dir = next((folder / name for name in COLOR_FOLDERS if (folder / name).is_dir()), None)
    if color_dir is None or not (folder / "depth").is_dir():
        raise InvalidFile(f"{folder.name} needs the folders color and depth.")
    colors = _pictures(color_dir)
    depths = _pictures(folder / "depth")
    if len(colors) != len(depths):
        raise InvalidFile(
            f"{folder.name} has {len(colors)} colour pictures and {len(depths)} depth pictures.",
            hint="Each frame needs one of both; remove the odd ones.",
        )
    log, poses = _trajectory(folder, len(colors))
    pairs = zip(colors, depths, poses, strict=True)
    frames = [FrameFiles(color=c, depth=d, world_from_camera=pose) for c, d, pose in pairs]
    intrinsics, source = _intrinsics(folder, colors[0])
    notes = [f"Depth in millimetres, poses from {log.name}.", camera_note(intrinsics, source)]
    return Layout(frames=frames, intrinsics=intrinsics, depth_unit_m=0.001, notes=notes)


def _pictures(folder: Path) -> list[Path]:
    return sorted(path for path in folder.iterdir() if path.suffix.lower() in {".jpg", ".jpeg", ".png"})


def _trajectory(folder: Path, count: int) -> tuple[Path, list[Matrix]]:
    """The `.log` file with a pose for each picture; `trajectory.log` before others."""
    logs = sorted(folder.glob("*.log"), key=lambda path: ("trajectory" not in path.name, path.name))
    if not logs:
        raise no_poses(folder)
    for log in logs:
        poses = read_log(log)
        if len(poses) == count:
            return log, poses
    raise InvalidFile(
        f"{folder.name} has {count} frames, but {logs[0].name} has {len(read_log(logs[0]))} poses.",
        hint="The trajectory must have one pose for each frame.",
    )


def read_log(path: Path) -> list[Matrix]:
    """The camera-to-world transforms of an Open3D `.log`; the three numbers above each are its frame ids."""
    values = read_text(path).split()
    if not values or len(values) % 19:
        raise InvalidFile(f"{path.name} is no trajectory: it should have 19 numbers for each pose.")
    try:
        blocks = np.array(values, dtype=float).reshape(-1, 19)
    except ValueError as error:
        raise InvalidFile(f"{path.name} should hold numbers and does not.") from error
    return [block[3:].reshape(4, 4) for block in blocks]


def _intrinsics(folder: Path, picture: Path) -> tuple[Intrinsics, str]:
    height, width = read_color(picture).shape[:2]
    for path in sorted(folder.glob("*.json")):
        try:
            camera = json.loads(path.read_text(encoding="utf-8"))
            k = np.array(camera["intrinsic_matrix"], dtype=float).reshape(3, 3).T  # Open3D writes columns first
            found = Intrinsics(
                width=int(camera["width"]), height=int(camera["height"]), fx=k[0, 0], fy=k[1, 1], cx=k[0, 2], cy=k[1, 2]
            )
        except (ValueError, KeyError, TypeError, OverflowError, RecursionError):
            continue
        return found, path.name
    scale = width / 640
    assumed = Intrinsics(width=width, height=height, fx=525 * scale, fy=525 * scale, cx=319.5 * scale, cy=239.5 * scale)
    return assumed, "assumed: the usual PrimeSense camera; give a camera .json to be exact"
