"""Folders like 7-Scenes: `<stem>.color.jpg`, `<stem>.depth.png`, `<stem>.pose.txt`, `camera-intrinsics.txt`."""

from pathlib import Path

from vrplanner.core.errors import InvalidFile
from vrplanner.scan.frames import FrameFiles, Intrinsics, read_color
from vrplanner.scan.readers.base import Layout, camera_note, intrinsics_3x3, matrix_4x4, no_poses

TITLE = "a 7-Scenes folder (color.jpg, depth.png and pose.txt for each frame)"
INTRINSICS_NAMES = ("camera-intrinsics.txt", "intrinsics.txt", "intrinsic.txt")


def recognise(folder: Path) -> str:
    """Why this folder is one of these, or nothing."""
    depths = sorted(folder.glob("*.depth.png"))
    return f"{len(depths)} pictures named like {depths[0].name}" if depths else ""


def read(folder: Path) -> Layout:
    """Depth is in millimetres; poses are camera-to-world."""
    depths = sorted(folder.glob("*.depth.png"))
    if not depths:
        raise InvalidFile(f"{folder.name} has no pictures named like frame-000000.depth.png.")
    if not any(folder.glob("*.pose.txt")):
        raise no_poses(folder)
    frames, lost = [], 0
    for depth in depths:
        stem = depth.name.removesuffix(".depth.png")
        color = next((c for end in ("jpg", "png") if (c := folder / f"{stem}.color.{end}").exists()), None)
        pose = folder / f"{stem}.pose.txt"
        if color is None or not pose.exists():
            lost += 1
            continue
        frames.append(FrameFiles(color=color, depth=depth, world_from_camera=matrix_4x4(pose)))
    if not frames:
        raise InvalidFile(f"{folder.name} has no frame that is complete (colour, depth and pose).")
    intrinsics, source = _intrinsics(folder, frames[0].color)
    notes = ["Depth in millimetres.", camera_note(intrinsics, source)]
    if lost:
        notes.append(f"{lost} frame(s) left out: colour or pose is missing.")
    return Layout(frames=frames, intrinsics=intrinsics, depth_unit_m=0.001, notes=notes)


def _intrinsics(folder: Path, picture: Path) -> tuple[Intrinsics, str]:
    for name in INTRINSICS_NAMES:
        if (path := folder / name).exists():
            return intrinsics_3x3(path, picture), name
    height, width = read_color(picture).shape[:2]
    scale = width / 640
    assumed = Intrinsics(width=width, height=height, fx=585 * scale, fy=585 * scale, cx=width / 2, cy=height / 2)
    return assumed, "assumed: the usual one of 7-Scenes, no camera-intrinsics.txt found"
