"""What a person looks like: skin, eyes, lashes, hair and shoes as one model."""

from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from vrplanner.core.model import Material, Model, Part, Texture
from vrplanner.core.person import Build
from vrplanner.core.resources import assets_dir
from vrplanner.tryon.hair import make_hair
from vrplanner.tryon.mesh import compact, part, png, triangles_of, vertex_normals
from vrplanner.tryon.pack import BODY_COUNT, Points, load_pack
from vrplanner.tryon.shoes import make_shoes
from vrplanner.tryon.tape import skin_triangles

Floats = NDArray[np.float64]
Ints = NDArray[Any]

# The head's island of the UV map has a texture of its own (`vrplanner.recipes.skin_textures`).
HEAD_UV = (0.638, 0.140, 1.0, 0.830)


def make_figure(points: Points, build: Build, *, seed: int = 0) -> Model:
    """The model of standing points (n, 3), metres."""
    pack = load_pack()
    lashes = Material(name="lashes", color=(0.02, 0.015, 0.012, 1.0), roughness=0.9, double_sided=True)
    parts: list[Part] = [*_skin(points, build)]
    parts += [_eye(points[rows].astype(float)) for rows in pack.eyes]
    for side, eye in zip("lr", pack.eyes, strict=True):
        quads = pack.quads[f"{side}_eyelashes"]
        upper = quads[pack.base["female"][quads][..., 1].mean(axis=1) > pack.base["female"][eye, 1].mean()]
        kept, quads = compact(points.astype(float), upper)
        parts.append(part(kept, triangles_of(quads), lashes))
    parts.append(make_hair(points, build, seed=seed))
    parts += make_shoes(points)
    return Model(tuple(parts))


@cache
def _skin_corners() -> tuple[tuple[Ints, Floats, Ints, str], ...]:
    """For head and body: the skin vertex and UV of each corner, the triangles, and the texture's name."""
    pack = load_pack()
    u0, v0, u1, v1 = HEAD_UV
    uvs = pack.uvs.astype(float)
    on_island = (uvs[:, 0] > u0) & (uvs[:, 0] <= u1) & (uvs[:, 1] > v0) & (uvs[:, 1] < v1)
    quads, quad_uvs = pack.quads["body"], pack.quad_uvs["body"]
    of_head = on_island[quad_uvs].all(axis=1)
    halves = []
    for name, chosen in (("head", of_head), ("body", ~of_head)):
        pairs = np.stack([quads[chosen].reshape(-1), quad_uvs[chosen].reshape(-1)], axis=1)
        unique, which = np.unique(pairs, axis=0, return_inverse=True)
        own = uvs[unique[:, 1]]
        if name == "head":
            own = (own - [u0, v0]) / [u1 - u0, v1 - v0]
        own = np.stack([own[:, 0], 1 - own[:, 1]], axis=1)  # glTF counts v downwards
        halves.append((unique[:, 0], own, triangles_of(which.reshape(-1, 4)), name))
    return tuple(halves)


@cache
def _skin_material(name: str) -> Material:
    data = (assets_dir() / "body" / f"skin_{name}.jpg").read_bytes()
    texture = Texture(data, "image/jpeg")
    return Material(name=f"skin_{name}", color=(1.0, 1.0, 1.0, 1.0), roughness=0.62, color_texture=texture)


def _skin(points: Points, build: Build) -> list[Part]:
    skin = points[:BODY_COUNT]
    normals = vertex_normals(skin.astype(float), skin_triangles())
    return [
        part(
            skin[vertices],
            triangles,
            _skin_material(f"head_{build}" if name == "head" else name),
            uvs=uvs,
            normals=normals[vertices],
        )
        for vertices, uvs, triangles, name in _skin_corners()
    ]


@cache
def _iris() -> Texture:
    """An eye seen from the front, the ball's outline touching the picture's edge."""
    size = 256
    axis = (np.arange(size) + 0.5) / size * 2 - 1
    x, y = np.meshgrid(axis, axis)
    radius, angle = np.hypot(x, y), np.arctan2(y, x)
    rng = np.random.default_rng(5)
    waves = [rng.normal() * np.cos(k * angle + rng.uniform(0, 6.3)) for k in range(9, 60)]
    spokes = np.sum(waves, axis=0) / 7
    white = np.array([0.93, 0.915, 0.90]) - np.array([0.02, 0.10, 0.10]) * np.clip(radius - 0.5, 0, 1)[..., None]
    brown = np.array([0.36, 0.225, 0.13]) * (1 + 0.16 * spokes)[..., None]
    brown = brown * (0.55 + 0.6 * np.clip((0.40 - radius) / 0.10, 0, 1))[..., None]
    pupil = np.array([0.015, 0.012, 0.012])
    colors = np.where((radius < 0.43)[..., None], brown, white)
    ring = np.clip(1 - np.abs(radius - 0.425) / 0.035, 0, 1)[..., None]
    colors = colors * (1 - 0.65 * ring)
    colors = np.where((radius < 0.17)[..., None], pupil, colors)
    glint = np.clip(1 - np.hypot(x + 0.13, y + 0.16) / 0.075, 0, 1)[..., None]
    return png(colors + (1 - colors) * np.minimum(glint * 1.8, 1))


def _eye(ball: Floats) -> Part:
    """An eyeball in place of the helper's points (72, 3), looking to the front."""
    low, high = ball.min(axis=0), ball.max(axis=0)
    centre, radius = (low + high) / 2, float((high - low).mean() / 2)
    down, around = np.meshgrid(np.linspace(0, np.pi, 17), np.linspace(0, 2 * np.pi, 25), indexing="ij")
    normals = np.stack([np.sin(down) * np.cos(around), np.sin(down) * np.sin(around), np.cos(down)], -1).reshape(-1, 3)
    index = np.arange(17 * 25).reshape(17, 25)
    a, b, c, d = index[:-1, :-1], index[1:, :-1], index[1:, 1:], index[:-1, 1:]
    quads = np.stack([a, b, c, d], axis=-1).reshape(-1, 4)
    uvs = np.stack([0.5 + 0.5 * normals[:, 0], 0.5 - 0.5 * normals[:, 1]], axis=1)
    material = Material(name="eye", color=(1.0, 1.0, 1.0, 1.0), roughness=0.25, color_texture=_iris())
    return part(centre + radius * normals, triangles_of(quads), material, uvs=uvs, normals=normals)
