"""One picture of a capture with its depth, and how the camera saw it.

Camera frame: x to the right, y down, z into the picture (OpenCV); depth is measured along z.
"""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image, UnidentifiedImageError

from vrplanner.core.errors import InvalidFile

Matrix = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Intrinsics:
    """A pinhole camera; focal lengths and centre in pixels of a picture of `width` x `height`."""

    width: int
    height: int
    fx: float
    fy: float
    cx: float
    cy: float

    @property
    def matrix(self) -> Matrix:
        return np.array([[self.fx, 0.0, self.cx], [0.0, self.fy, self.cy], [0.0, 0.0, 1.0]])

    def resized(self, width: int, height: int) -> "Intrinsics":
        """The same camera for a picture of another size."""
        sx, sy = width / self.width, height / self.height
        return Intrinsics(
            width=width, height=height, fx=self.fx * sx, fy=self.fy * sy, cx=self.cx * sx, cy=self.cy * sy
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class FrameFiles:
    """Where one frame lies, and its pose."""

    color: Path
    depth: Path
    world_from_camera: Matrix


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """`color` (h, w, 3) uint8 sRGB, `depth_m` (h, w) float32 with 0 where nothing was measured, both of one size."""

    color: NDArray[np.uint8]
    depth_m: NDArray[np.float32]
    intrinsics: Intrinsics
    world_from_camera: Matrix


# ultralytics, once imported, makes Pillow look for a HEIF reader before it gives up on a picture.
UNREADABLE = (OSError, UnidentifiedImageError, ModuleNotFoundError, Image.DecompressionBombError, SyntaxError)


def read_color(path: Path) -> NDArray[np.uint8]:
    """A colour picture (h, w, 3) uint8."""
    try:
        with Image.open(path) as picture:
            return np.asarray(picture.convert("RGB"))
    except UNREADABLE as error:
        raise _unreadable(path, "picture") from error


def read_depth(path: Path, unit_m: float) -> NDArray[np.float32]:
    """A depth picture (h, w) in metres; 0 and the largest value (65535) mean nothing was measured."""
    try:
        with Image.open(path) as picture:
            raw = np.asarray(picture)
    except UNREADABLE as error:
        raise _unreadable(path, "depth picture") from error
    if raw.ndim != 2 or raw.dtype == np.uint8:
        raise InvalidFile(
            f"{path.name} is not a depth picture: it has {raw.shape[2] if raw.ndim == 3 else 1} channel(s) of 8 bits.",
            hint="Depth must be one channel of 16 bits (PNG).",
        )
    depth = raw.astype(np.float32) * np.float32(unit_m)
    depth[(raw == 0) | (raw == 65535)] = 0.0
    return depth


def _unreadable(path: Path, what: str) -> InvalidFile:
    if not path.exists():
        return InvalidFile(f"The {what} {path.name} is missing.", hint="Copy the whole capture folder again.")
    return InvalidFile(f"The {what} {path.name} cannot be read; it is damaged or of another kind.")


def load_frame(files: FrameFiles, *, intrinsics: Intrinsics, depth_unit_m: float) -> Frame:
    """Read a frame from disk; colour is brought to the size of the depth picture, `intrinsics` too."""
    depth = read_depth(files.depth, depth_unit_m)
    color = read_color(files.color)
    height, width = depth.shape
    if color.shape[:2] != (height, width):
        color = np.asarray(Image.fromarray(color).resize((width, height), Image.Resampling.BILINEAR))
    fitted = (
        intrinsics if (intrinsics.width, intrinsics.height) == (width, height) else intrinsics.resized(width, height)
    )
    return Frame(color=color, depth_m=depth, intrinsics=fitted, world_from_camera=files.world_from_camera)
