"""A capture of a room: an RGB-D sequence with poses on disk.

`open_capture` finds out how the folder is laid out, says what it found and why, and lets the person overrule each
guess. Frames are read when asked for, one at a time.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import numpy as np

from vrplanner.core.errors import InvalidFile, InvalidInput, NotFound
from vrplanner.scan.frames import Frame, FrameFiles, Intrinsics, load_frame
from vrplanner.scan.readers import open3d_log, seven_scenes, tum
from vrplanner.scan.readers.base import Layout

CaptureFormat = Literal["seven_scenes", "tum", "open3d_log"]
READERS = {"seven_scenes": seven_scenes, "tum": tum, "open3d_log": open3d_log}
PLAUSIBLE_MEDIAN_DEPTH_M = (0.3, 8.0)
LARGEST_PATH_M = 100.0  # a camera further than this from the others is not in the same room


@dataclass(frozen=True, slots=True, kw_only=True)
class CaptureSettings:
    """What the person knows better than the detection; None leaves it to the files.

    `depth_unit_m` is the length of one step of the depth pictures, `every` takes each n-th frame only.
    """

    format: CaptureFormat | None = None
    depth_unit_m: float | None = None
    intrinsics: Intrinsics | None = None
    every: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Capture:
    """An opened sequence. `detected` tells, in sentences, what was found or assumed about it."""

    name: str
    folder: Path
    format: CaptureFormat
    files: tuple[FrameFiles, ...]
    intrinsics: Intrinsics
    depth_unit_m: float
    detected: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.files)

    def frame(self, index: int) -> Frame:
        """Read one frame; raises InvalidFile naming the file that is missing or damaged."""
        return load_frame(self.files[index], intrinsics=self.intrinsics, depth_unit_m=self.depth_unit_m)

    def frames(self) -> Iterator[Frame]:
        """All frames in order, one in memory at a time."""
        return (self.frame(index) for index in range(len(self)))


def open_capture(path: Path, *, settings: CaptureSettings | None = None) -> Capture:
    """Open the capture in the folder `path` without reading its pictures (but one, to check it).

    Raises NotFound for a path that is not there, InvalidFile for a folder that no reader knows, for files that do not
    belong together and for a capture without poses.
    """
    settings = settings or CaptureSettings()
    if not path.exists():
        raise NotFound(f"There is no capture at {path}.", hint="Give the folder that holds the pictures.")
    if not path.is_dir():
        raise InvalidFile(f"{path.name} is a file, not a capture.", hint="Give the folder that holds the pictures.")
    name, why = _detect(path, settings)
    layout = READERS[name].read(path)
    return _checked(path, name, why, layout, settings)


def _detect(folder: Path, settings: CaptureSettings) -> tuple[CaptureFormat, str]:
    if settings.format is not None:
        if settings.format not in READERS:
            raise InvalidInput(f'"{settings.format}" is no capture format.', hint=f"Known: {', '.join(READERS)}.")
        return settings.format, f"Read as {READERS[settings.format].TITLE}, as you asked."
    for name, reader in READERS.items():
        if reason := reader.recognise(folder):
            return name, f"Looks like {reader.TITLE}: {reason}."  # type: ignore[return-value]
    known = "; ".join(reader.TITLE for reader in READERS.values())
    raise InvalidFile(f"{folder.name} holds no capture this program knows.", hint=f"It reads: {known}.")


def _checked(folder: Path, name: CaptureFormat, why: str, layout: Layout, settings: CaptureSettings) -> Capture:
    if settings.every < 1:
        raise InvalidInput(f"Taking one frame in {settings.every} is not possible.", hint="Give 1 or more.")
    tracked = _near_each_other([files for files in layout.frames if _is_rigid(files)])
    if not tracked:
        raise InvalidFile(
            f"No pose of {folder.name} can be used.",
            hint="Poses must be rigid camera-to-world transforms in metres.",
        )
    frames = tracked[:: settings.every]
    intrinsics = settings.intrinsics or layout.intrinsics
    _check_camera(intrinsics)
    unit_m = layout.depth_unit_m if settings.depth_unit_m is None else settings.depth_unit_m
    if not 0 < unit_m < math.inf:
        raise InvalidInput(f"A depth step of {unit_m} m is not possible.", hint="0.001 is a millimetre.")
    skipped = f", one in {settings.every} of {len(tracked)}" if settings.every > 1 else ""
    notes = [why, f"{len(frames)} frames with poses{skipped}.", *layout.notes]
    if lost := len(layout.frames) - len(tracked):
        notes.append(f"{lost} frame(s) left out: tracking was lost there, their pose is impossible.")
    if settings.depth_unit_m is not None:
        notes.append(f"Depth step {unit_m:g} m, as you asked.")
    capture = Capture(
        name=folder.resolve().name, folder=folder, format=name, files=tuple(frames), intrinsics=intrinsics,
        depth_unit_m=unit_m, detected=tuple(notes),
    )  # fmt: skip
    _check_scale(capture)
    return capture


def _is_rigid(files: FrameFiles) -> bool:
    rotation = files.world_from_camera[:3, :3]
    if not np.isfinite(files.world_from_camera).all():
        return False
    return bool(np.allclose(rotation @ rotation.T, np.eye(3), atol=1e-2) and np.linalg.det(rotation) > 0)


def _near_each_other(frames: list[FrameFiles]) -> list[FrameFiles]:
    """Without the frames whose pose is far from the others: fusing them would need more memory than there is."""
    if not frames:
        return frames
    positions = np.array([files.world_from_camera[:3, 3] for files in frames])
    away_m = np.abs(positions - np.median(positions, axis=0)).max(axis=1)
    return [files for files, distance_m in zip(frames, away_m, strict=True) if distance_m <= LARGEST_PATH_M]


def _check_camera(camera: Intrinsics) -> None:
    figures = (camera.fx, camera.fy, camera.cx, camera.cy)
    if min(camera.width, camera.height) < 1 or not np.isfinite(figures).all() or camera.fx <= 0 or camera.fy == 0:
        shown = ", ".join(f"{value:g}" for value in (camera.width, camera.height, *figures))
        raise InvalidInput(
            f"A camera of {shown} (width, height, focal lengths, centre) is not possible.",
            hint="Sizes and focal lengths must be above zero; give them with --camera.",
        )


def _check_scale(capture: Capture) -> None:
    """A wrong depth unit gives a doll's house or a cathedral: better refuse than measure it."""
    depth = capture.frame(len(capture) // 2).depth_m
    measured = depth[depth > 0]
    if measured.size < 0.02 * depth.size:
        return
    median_m = float(np.median(measured))
    low, high = PLAUSIBLE_MEDIAN_DEPTH_M
    if not low <= median_m <= high:
        raise InvalidFile(
            f"Read with a depth step of {capture.depth_unit_m:g} m, things are {median_m:.2f} m away on average, "
            "which no room is.",
            hint="Give the depth unit: 0.001 for millimetres, 0.0002 for TUM recordings.",
        )
