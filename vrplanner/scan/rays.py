"""What the camera's rays say besides where they ended: what they passed through, and where nothing came back."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from vrplanner.scan.frames import Frame, Matrix


@dataclass(frozen=True, slots=True)
class Rays:
    """A thinned-out set of the rays of all frames: `origins` and `directions` (n, 3), the latter scaled so that a
    depth of d m is reached at `origins + d * directions`; `depth_m` (n,), 0 where nothing came back; `brightness` (n,)
    0..255 of the pixel; `frame` (n,) which frame.
    """

    origins: NDArray[np.float32]
    directions: NDArray[np.float32]
    depth_m: NDArray[np.float32]
    brightness: NDArray[np.uint8]
    frame: NDArray[np.int32]

    @property
    def hit(self) -> NDArray[np.bool_]:
        return self.depth_m > 0

    @property
    def ends(self) -> NDArray[np.float32]:
        """(n, 3); the origin itself where nothing came back."""
        return self.origins + self.directions * self.depth_m[:, None]

    def moved(self, new_from_old: Matrix) -> "Rays":
        """The same rays in another frame of reference."""
        rotation, shift = new_from_old[:3, :3].astype(np.float32), new_from_old[:3, 3].astype(np.float32)
        return Rays(
            self.origins @ rotation.T + shift, self.directions @ rotation.T, self.depth_m, self.brightness, self.frame
        )


def thin_rays(frame: Frame, index: int, *, across: int = 80) -> Rays:
    """About `across` rays a row of one frame, each the nearest of its block's middle pixel (never an average: that
    would invent points between a thing and what is behind it).
    """
    step = max(1, round(frame.intrinsics.width / across))
    k = frame.intrinsics
    v, u = np.mgrid[step // 2 : frame.depth_m.shape[0] : step, step // 2 : frame.depth_m.shape[1] : step]
    depth = frame.depth_m[v, u].ravel()
    camera = np.stack([(u.ravel() - k.cx) / k.fx, (v.ravel() - k.cy) / k.fy, np.ones(u.size)], axis=1)
    directions = (camera @ frame.world_from_camera[:3, :3].T).astype(np.float32)
    origins = np.broadcast_to(frame.world_from_camera[:3, 3].astype(np.float32), directions.shape)
    brightness = frame.color[v, u].max(axis=2).ravel()
    return Rays(origins, directions, depth, brightness, np.full(depth.size, index, np.int32))


def join_rays(parts: list[Rays]) -> Rays:
    names = ("origins", "directions", "depth_m", "brightness", "frame")
    return Rays(*(np.concatenate([getattr(part, name) for part in parts]) for name in names))
