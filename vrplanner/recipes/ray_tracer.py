"""Pictures and depth of models by casting rays on the processor: what the recipes see rooms and furniture with.

Direct light of a few lamps with shadows, plus ambient light darkened in corners. Slow and plain next to the program's
renderer, but it needs no graphics driver and gives the same bytes wherever it runs.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from vrplanner.core.color import linear_from_srgb_array, srgb_from_linear_array
from vrplanner.core.model import Model, Part

Floats = NDArray[np.float32]
SELF_HIT_M = 2e-3


@dataclass(frozen=True, slots=True, kw_only=True)
class Lamp:
    """A small light: `position` m, `color` linear RGB times its strength at 1 m; `facing` limits it to one side."""

    position: tuple[float, float, float]
    color: tuple[float, float, float]
    facing: tuple[float, float, float] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Light:
    """`corner_rays` a point are cast to see how much ambient light reaches it: more is smoother and slower."""

    lamps: tuple[Lamp, ...]
    ambient: tuple[float, float, float] = (0.3, 0.3, 0.32)
    sky: tuple[float, float, float] = (0.75, 0.85, 1.0)
    corner_rays: int = 3


@dataclass(frozen=True, slots=True)
class Seen:
    """What each ray met: `distance_m` along its unit direction (inf: nothing), `color` linear, `normal`, `thing`
    (index of the model, -1: nothing).
    """

    distance_m: Floats
    color: Floats
    normal: Floats
    thing: NDArray[np.int32]


class RayTracer:
    """Casts rays into models placed in the world; see-through parts (glass) are left out."""

    def __init__(self, models: Sequence[tuple[Model, NDArray[np.float64]]], light: Light) -> None:
        import open3d as o3d

        self._core, self._scene, self._light = o3d.core, o3d.t.geometry.RaycastingScene(nthreads=1), light
        self._parts: list[tuple[Part, Floats, int, Floats | None]] = []
        for thing, (model, world_from_model) in enumerate(models):
            for part in model.parts:
                if not part.material.blend and len(part.triangles):
                    self._add(part, world_from_model, thing)

    def _add(self, part: Part, world_from_model: NDArray[np.float64], thing: int) -> None:
        points = part.positions @ world_from_model[:3, :3].T + world_from_model[:3, 3]
        normals = part.normals @ np.linalg.inv(world_from_model[:3, :3])
        normals /= np.maximum(np.linalg.norm(normals, axis=1, keepdims=True), 1e-9)
        self._scene.add_triangles(
            self._core.Tensor(points.astype(np.float32)), self._core.Tensor(part.triangles.astype(np.uint32))
        )
        self._parts.append((part, normals.astype(np.float32), thing, _texture(part)))

    def look(self, origins: Floats, directions: Floats, *, shade: bool = True, seed: int = 0) -> Seen:
        """Cast rays (n, 3) with unit directions."""
        hits = self._scene.cast_rays(self._core.Tensor(np.concatenate([origins, directions], axis=1)))
        distance = hits["t_hit"].numpy()
        geometry, triangle = hits["geometry_ids"].numpy(), hits["primitive_ids"].numpy()
        bary = hits["primitive_uvs"].numpy()
        count = len(origins)
        color = np.tile(np.array(self._light.sky, np.float32), (count, 1))
        normal, thing = np.zeros((count, 3), np.float32), np.full(count, -1, np.int32)
        for index, (part, normals, owner, texture) in enumerate(self._parts):
            rows = np.flatnonzero(geometry == index)
            if rows.size:
                corners, weights = part.triangles[triangle[rows]], _weights(bary[rows])
                normal[rows] = np.einsum("nc,ncd->nd", weights, normals[corners])
                color[rows] = _albedo(part, texture, corners, weights)
                thing[rows] = owner
        normal /= np.maximum(np.linalg.norm(normal, axis=1, keepdims=True), 1e-9)
        normal[np.einsum("nd,nd->n", normal, directions) > 0] *= -1
        met = np.flatnonzero(thing >= 0)
        if shade and met.size:
            points = origins[met] + directions[met] * distance[met, None]
            color[met] *= self._lit(points, normal[met], seed)
        return Seen(distance, color, normal, thing)

    def _lit(self, points: Floats, normals: Floats, seed: int) -> Floats:
        start = points + normals * SELF_HIT_M * 2
        light = (
            np.array(self._light.ambient, np.float32) * (0.55 + 0.45 * self._openness(start, normals, seed))[:, None]
        )
        for lamp in self._light.lamps:
            towards = np.array(lamp.position, np.float32) - start
            distance = np.maximum(np.linalg.norm(towards, axis=1, keepdims=True), 0.05)
            towards /= distance
            strength = np.maximum(np.einsum("nd,nd->n", normals, towards), 0.0) / np.maximum(distance[:, 0], 0.4) ** 2
            if lamp.facing is not None:
                strength *= np.maximum(-towards @ np.array(lamp.facing, np.float32), 0.0)
            lit = np.flatnonzero(strength > 1e-3)
            rays = np.concatenate([start[lit], towards[lit]], axis=1).astype(np.float32)
            strength[lit[self._blocked(rays, distance[lit, 0])]] = 0.0
            light = light + strength[:, None] * np.array(lamp.color, np.float32)
        return light

    def _blocked(self, rays: Floats, reach_m: Floats) -> NDArray[np.bool_]:
        """Whether something lies before the lamp; rays are stretched to end at it, so one limit does for all."""
        stretched = rays.copy()
        stretched[:, 3:] *= reach_m[:, None]
        return self._scene.test_occlusions(self._core.Tensor(stretched), 0.0, 0.98).numpy()

    def _openness(self, start: Floats, normals: Floats, seed: int, *, reach_m: float = 0.5) -> Floats:
        """The share of a few random directions that is free for half a metre (ambient occlusion)."""
        rng = np.random.default_rng(seed)
        free = np.zeros(len(start), np.float32)
        rounds = self._light.corner_rays
        for _ in range(rounds):
            away = rng.normal(size=start.shape).astype(np.float32)
            away = normals * 1.05 + away / np.linalg.norm(away, axis=1, keepdims=True)
            rays = np.concatenate([start, away / np.linalg.norm(away, axis=1, keepdims=True)], axis=1)
            free += ~self._scene.test_occlusions(self._core.Tensor(rays.astype(np.float32)), 0.0, reach_m).numpy()
        return free / rounds


def pixel_rays(
    size: tuple[int, int],
    focal_px: float,
    world_from_camera: NDArray[np.float64],
    *,
    jitter: tuple[float, float] = (0, 0),
) -> tuple[Floats, Floats, Floats]:
    """Origins, unit directions (n, 3) and the depth along the camera's z of a step of 1 m (n,), row by row.

    The camera looks along its +z with x to the right and y down; `jitter` moves within the pixel.
    """
    width, height = size
    v, u = np.mgrid[0:height, 0:width]
    x, y = (u.ravel() + jitter[0] - width / 2) / focal_px, (v.ravel() + jitter[1] - height / 2) / focal_px
    camera = np.stack([x, y, np.ones(x.size)], axis=1)
    camera /= np.linalg.norm(camera, axis=1, keepdims=True)
    directions = (camera @ world_from_camera[:3, :3].T).astype(np.float32)
    origins = np.broadcast_to(world_from_camera[:3, 3].astype(np.float32), directions.shape)
    return np.ascontiguousarray(origins), directions, camera[:, 2].astype(np.float32)


def look_at(eye: Sequence[float], target: Sequence[float], *, roll_rad: float = 0.0) -> NDArray[np.float64]:
    """world_from_camera of a camera at `eye` that has `target` in the middle of its picture."""
    forward = np.subtract(target, eye).astype(float)
    forward /= np.linalg.norm(forward)
    right = np.cross(forward, [0.0, 1.0, 0.0])
    right /= np.linalg.norm(right)
    down = np.cross(forward, right)
    c, s = np.cos(roll_rad), np.sin(roll_rad)
    pose = np.eye(4)
    pose[:3, :3] = np.stack([c * right + s * down, -s * right + c * down, forward], axis=1)
    pose[:3, 3] = eye
    return pose


def srgb_bytes(linear: Floats, *, exposure: float = 1.0) -> NDArray[np.uint8]:
    """Linear light to sRGB bytes, highlights rolled off softly."""
    x = np.maximum(linear * exposure, 0)
    x = np.where(x > 0.7, 0.7 + 0.3 * (1 - np.exp(-(x - 0.7) / 0.3)), x)
    return (srgb_from_linear_array(x) * 255 + 0.5).astype(np.uint8)


def _texture(part: Part) -> Floats | None:
    texture = part.material.color_texture
    if texture is None or part.uvs is None:
        return None
    with Image.open(BytesIO(texture.data)) as picture:
        values = np.asarray(picture.convert("RGB"), np.float32) / 255
    return linear_from_srgb_array(values)


def _weights(bary: Floats) -> Floats:
    return np.stack([1 - bary[:, 0] - bary[:, 1], bary[:, 0], bary[:, 1]], axis=1)


def _albedo(part: Part, texture: Floats | None, corners: NDArray[np.uint32], weights: Floats) -> Floats:
    color = np.tile(np.array(part.material.color[:3], np.float32), (len(corners), 1))
    color += np.array(part.material.emissive, np.float32)
    if part.colors is not None:
        color *= np.einsum("nc,ncd->nd", weights, part.colors[corners])
    if texture is not None and part.uvs is not None:
        uv = np.einsum("nc,ncd->nd", weights, part.uvs[corners])
        height, width = texture.shape[:2]
        column = np.mod(np.floor(uv[:, 0] * width), width).astype(int)
        row = np.mod(np.floor(uv[:, 1] * height), height).astype(int)
        color *= texture[row, column]
    return color
