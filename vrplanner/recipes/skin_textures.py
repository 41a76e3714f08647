"""Paint the avatar's skin, one texture for the head and one for the rest, from each texel's place on the average woman.

Everything is painted in metres on the body (lips, brows, blush, knees, underwear), so it lands where it belongs on any
body; the UV masks for lips, lids and nails come with the MakeHuman data (CC0).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from scipy.ndimage import distance_transform_edt, gaussian_filter, map_coordinates

Floats = NDArray[np.float64]

SIZE = 1024
# The head's island of the UV map (u0, v0, u1, v1, v up) has a texture of its own: it is small, and faces are looked at.
HEAD_UV = (0.638, 0.140, 1.0, 0.830)
SKIN = np.array([0.890, 0.700, 0.590])
RED = np.array([0.80, 0.42, 0.36])
LIPS = np.array([0.735, 0.400, 0.375])
BROW = np.array([0.235, 0.155, 0.110])
HAIR = np.array([0.150, 0.095, 0.065])
NAILS = np.array([0.93, 0.74, 0.68])
UNDERWEAR = np.array([0.360, 0.380, 0.410])
SHADE_TINT = np.array([0.75, 1.1, 1.2])  # light that reaches hollows has gone through skin and turned warm
EYE = np.array([0.0284, 0.6728, 0.1098])  # centre of the left eye on the average woman, metres
HEAD_MIDDLE_Z = 0.045


@dataclass(frozen=True, slots=True)
class Face:
    """How strongly lips, brows and a shaven beard show."""

    lips: float
    brow: float
    beard: float


FACES = {"female": Face(0.80, 1.0, 0.0), "neutral": Face(0.55, 1.15, 0.0), "male": Face(0.45, 1.4, 0.16)}


def in_head(uvs: Floats) -> NDArray[np.bool_]:
    """Which UVs (k, 2) lie on the head's island."""
    u0, v0, u1, v1 = HEAD_UV
    return (uvs[:, 0] > u0) & (uvs[:, 0] <= u1) & (uvs[:, 1] > v0) & (uvs[:, 1] < v1)


def head_uvs(uvs: Floats) -> Floats:
    """UVs of the head's island in the head's own texture."""
    u0, v0, u1, v1 = HEAD_UV
    return (uvs - [u0, v0]) / [u1 - u0, v1 - v0]


def bake_skin(out_dir: Path, masks_dir: Path, pack: Mapping[str, NDArray[np.generic]]) -> None:
    """Write skin_body.jpg and skin_head_<build>.jpg."""
    points = np.asarray(pack["base_female"], float)
    quads, quad_uvs = np.asarray(pack["quads_body"]), np.asarray(pack["quad_uvs_body"])
    uvs = np.asarray(pack["uvs"], float)
    hollow = hollows(points, quads)
    names = [str(name) for name in pack["joint_names"]]
    rows = [names.index(f"upperarm_{side}") for side in "lr"]
    on_skin = np.asarray(pack["weights"], float)[rows].sum(axis=0)
    arms = np.concatenate([on_skin, np.zeros(len(points) - len(on_skin))])
    on_head = np.asarray(in_head(uvs)[quad_uvs].all(axis=1))

    def texels(chosen: NDArray[np.bool_], texture_uvs: Floats) -> tuple[Floats, NDArray[np.bool_]]:
        values = np.column_stack([points, hollow, arms])
        return place_map(values, texture_uvs, quads[chosen], quad_uvs[chosen])

    def write(name: str, colors: Floats, table: Floats, covered: NDArray[np.bool_]) -> None:
        colors = fill_gutters(colors * table[..., 3, None] ** SHADE_TINT, covered)
        picture = Image.fromarray((np.clip(colors, 0, 1) * 255 + 0.5).astype(np.uint8))
        picture.save(out_dir / f"skin_{name}.jpg", quality=90, subsampling=0)

    table, covered = texels(on_head, head_uvs(uvs))
    masks = {mask: read_mask(masks_dir / f"mpfb_{mask}.jpg", True) for mask in ("lips", "eyelids", "ears")}
    for build, face in FACES.items():
        write(f"head_{build}", paint_head(table[..., :3], masks, face), table, covered)
    table, covered = texels(~on_head, uvs)
    nails = np.maximum(*(read_mask(masks_dir / f"mpfb_{mask}.jpg", False) for mask in ("fingernails", "toenails")))
    write("body", paint_body(table[..., :3], nails, table[..., 4]), table, covered)


def hollows(points: Floats, quads: NDArray[np.int32]) -> Floats:
    """A shade (n,) below 1 in hollows and above on ridges, from how far a point lies under its neighbours' mean."""
    edges = np.concatenate([quads[:, [i, (i + 1) % 4]] for i in range(4)])
    edges = np.concatenate([edges, edges[:, ::-1]])
    degree = np.maximum(np.bincount(edges[:, 0], minlength=len(points)), 1)[:, None]

    def neighbour_mean(values: Floats) -> Floats:
        total = np.zeros_like(values)
        np.add.at(total, edges[:, 0], values[edges[:, 1]])
        return total / degree

    normals = np.zeros_like(points)
    face = np.cross(points[quads[:, 2]] - points[quads[:, 0]], points[quads[:, 3]] - points[quads[:, 1]])
    for corner in range(4):
        np.add.at(normals, quads[:, corner], face)
    normals /= np.linalg.norm(normals, axis=1, keepdims=True) + 1e-12
    smooth, depth = points, np.zeros(len(points))
    for _ in range(24):
        smooth = 0.5 * smooth + 0.5 * neighbour_mean(smooth)
        depth += np.einsum("ij,ij->i", smooth - points, normals) / 24
    return np.clip(1.0 - 55.0 * np.clip(depth, -0.0012, 0.004), 0.80, 1.05)


def place_map(
    values: Floats, uvs: Floats, quads: NDArray[np.int32], quad_uvs: NDArray[np.int32]
) -> tuple[Floats, NDArray[np.bool_]]:
    """Per texel: the vertices' `values` (n, k) there (SIZE, SIZE, k) and whether the mesh covers it."""
    table = np.zeros((SIZE, SIZE, values.shape[1]))
    covered = np.zeros((SIZE, SIZE), bool)
    pixels = np.stack([uvs[:, 0] * SIZE - 0.5, (1 - uvs[:, 1]) * SIZE - 0.5], axis=1)
    for corners in ((0, 1, 2), (0, 2, 3)):
        for vertices, texels in zip(quads[:, corners], pixels[quad_uvs[:, corners]], strict=True):
            low = np.maximum(np.floor(texels.min(axis=0)).astype(int), 0)
            high = np.minimum(np.ceil(texels.max(axis=0)).astype(int) + 1, SIZE)
            if (high <= low).any():
                continue
            x, y = np.meshgrid(np.arange(low[0], high[0]), np.arange(low[1], high[1]))
            (ax, ay), (bx, by), (cx, cy) = texels
            area = (bx - ax) * (cy - ay) - (cx - ax) * (by - ay)
            if abs(area) < 1e-9:
                continue
            b = ((x - ax) * (cy - ay) - (cx - ax) * (y - ay)) / area
            c = ((bx - ax) * (y - ay) - (x - ax) * (by - ay)) / area
            inside = (b >= -0.02) & (c >= -0.02) & (b + c <= 1.02)
            weights = np.stack([1 - b - c, b, c], axis=-1)[inside]
            table[y[inside], x[inside]] = weights @ values[vertices]
            covered[y[inside], x[inside]] = True
    return table, covered


def read_mask(path: Path, of_head: bool) -> Floats:
    """A UV mask 0..1 (SIZE, SIZE), cut to the head's island for the head."""
    picture = np.asarray(Image.open(path).convert("L"), float) / 255
    u0, v0, u1, v1 = HEAD_UV if of_head else (0.0, 0.0, 1.0, 1.0)
    across = (u0 + (np.arange(SIZE) + 0.5) / SIZE * (u1 - u0)) * picture.shape[1] - 0.5
    down = (1 - v1 + (np.arange(SIZE) + 0.5) / SIZE * (v1 - v0)) * picture.shape[0] - 0.5
    rows, columns = np.meshgrid(down, across, indexing="ij")
    return np.asarray(map_coordinates(picture, [rows, columns], order=1, mode="nearest"))


def fill_gutters(colors: Floats, covered: NDArray[np.bool_]) -> Floats:
    """Colours of the nearest covered texel outside the islands, so that seams do not show."""
    rows, columns = distance_transform_edt(~covered, return_distances=False, return_indices=True)
    return np.asarray(colors[rows, columns])


def noise(where: Floats, size_m: float, seed: int) -> Floats:
    """Smooth noise of mean 0 and deviation 1 with blotches of about `size_m`, over places (…, 3)."""
    grid = gaussian_filter(np.random.default_rng(seed).standard_normal((64, 64, 64)), 1.0, mode="wrap")
    grid /= grid.std()
    at = (where / size_m).reshape(-1, 3).T % 64
    return np.asarray(map_coordinates(grid, at, order=1, mode="grid-wrap").reshape(where.shape[:-1]))


def mix(colors: Floats, other: Floats, share: Floats) -> Floats:
    return colors + (other - colors) * np.clip(share, 0, 1)[..., None]


def smooth_step(low: float, high: float, value: Floats) -> Floats:
    x = np.clip((value - low) / (high - low), 0, 1)
    return x * x * (3 - 2 * x)


def base_skin(where: Floats) -> Floats:
    """Skin with slow changes of warmth and a fine grain."""
    colors = np.broadcast_to(SKIN, where.shape).copy()
    colors = mix(colors, RED, 0.05 + 0.035 * noise(where, 0.030, 1) + 0.025 * noise(where, 0.008, 2))
    return colors * (1 + 0.012 * noise(where, 0.0022, 3))[..., None]


def paint_head(where: Floats, masks: Mapping[str, Floats], face: Face) -> Floats:
    x, y, z = np.abs(where[..., 0]), where[..., 1] - EYE[1], where[..., 2]
    front = smooth_step(0.075, 0.10, z)

    def spot(at_x: float, at_y: float, size: float) -> Floats:
        return np.asarray(front * np.exp(-((x - at_x) ** 2 + (y - at_y) ** 2) / (2 * size**2)))

    colors = base_skin(where)
    colors = mix(colors, RED, 0.20 * spot(0.042, -0.032, 0.016) + 0.16 * spot(0.0, -0.036, 0.010))
    colors = mix(colors, RED, 0.08 * spot(0.0, -0.098, 0.012) + 0.16 * masks["ears"])
    socket = spot(EYE[0], 0.001, 0.014)
    colors = mix(colors, RED * 0.80, 0.24 * socket + 0.20 * masks["eyelids"])
    chin = smooth_step(-0.035, -0.055, y) * smooth_step(-0.125, -0.10, y) * smooth_step(0.02, 0.05, z)
    lip_beard = front * np.exp(-((y + 0.047) ** 2) / (2 * 0.006**2)) * (x < 0.03)
    beard = np.maximum(chin, lip_beard) * (0.8 + 0.25 * noise(where, 0.0012, 13))
    colors = mix(colors, np.array([0.40, 0.33, 0.31]), face.beard * beard)
    lips = gaussian_filter(masks["lips"], 1.2)
    crease = np.exp(-(((y + 0.0615) / 0.0016) ** 2))
    colors = mix(colors, LIPS * (1 + 0.05 * noise(where, 0.0011, 5))[..., None], face.lips * lips)
    colors = mix(colors, LIPS * 0.42, 0.7 * lips * crease)
    colors = mix(colors, BROW, brows(where, x, y, face.brow) * front)
    stubble = scalp(where)
    return mix(colors, HAIR * (1 + 0.10 * noise(where, 0.0012, 7))[..., None], stubble)


def brows(where: Floats, x: Floats, y: Floats, strength: float) -> Floats:
    """Cover (0..1) of the brows: an arch that thins outwards, broken up into hairs."""
    along = (x - 0.0105) / 0.0385
    arch = 0.0150 + 0.0085 * np.sin(np.clip(along, 0, 1) * 2.25) - 0.0035 * np.clip(along, 0, 1) ** 3
    half = 0.0036 * strength * (1 - 0.72 * np.clip(along, 0, 1) ** 1.6) + 1e-5
    across = np.abs(y - arch) / half
    ends = smooth_step(-0.02, 0.10, along) * (1 - smooth_step(0.93, 1.02, along))
    slanted = np.stack([(where[..., 0] * np.sign(where[..., 0]) - 0.55 * y) * 2.2, y * 0.35, where[..., 2] * 0], -1)
    hairs = 0.80 + 0.22 * noise(slanted, 0.0011, 11)
    return 0.86 * ends * (1 - smooth_step(0.55, 1.12, across)) * np.clip(hairs, 0.3, 1)


def hairline(where: Floats) -> Floats:
    """How far above the hairline a place is, metres (below zero: bare skin)."""
    around = np.degrees(np.arctan2(np.abs(where[..., 0]), where[..., 2] - HEAD_MIDDLE_Z))
    line = np.interp(
        around, [0, 25, 42, 56, 66, 78, 92, 108, 122, 140, 180],
        [0.070, 0.069, 0.060, 0.040, 0.020, 0.002, 0.010, 0.006, -0.035, -0.062, -0.070],
    )  # fmt: skip
    return np.asarray(where[..., 1] - EYE[1] - line)


def scalp(where: Floats) -> Floats:
    """Cover (0..1) of the hair's roots."""
    return 0.97 * smooth_step(-0.003, 0.006, hairline(where) + 0.0022 * noise(where, 0.0024, 9))


def paint_body(where: Floats, nails: Floats, arms: Floats) -> Floats:
    x, y, z = np.abs(where[..., 0]), where[..., 1] + 0.818, where[..., 2]

    def ball(at: tuple[float, float, float], size: float) -> Floats:
        return np.exp(-((x - at[0]) ** 2 + (y - at[1]) ** 2 + (z - at[2]) ** 2) / (2 * size**2))

    colors = base_skin(where)
    colors = mix(colors, RED, 0.17 * ball((0.125, 0.445, 0.05), 0.045) + 0.14 * ball((0.30, 1.08, -0.07), 0.03))
    colors = mix(colors, RED, 0.14 * smooth_step(0.47, 0.56, x) + 0.16 * (1 - smooth_step(0.02, 0.07, y)))
    colors = mix(colors, NAILS, 0.8 * nails)
    return paint_underwear(colors, where, arms)


def paint_underwear(colors: Floats, where: Floats, arms: Floats) -> Floats:
    """A plain ribbed strapless body suit with short legs, which stays below most necklines. Nobody stands naked.

    `arms` (…) is 1 on the arms.
    """
    x, y = np.abs(where[..., 0]), where[..., 1] + 0.818
    cloth = UNDERWEAR * (1 + 0.05 * np.sin(where[..., 0] * 2 * np.pi / 0.006))[..., None]
    cloth = cloth * (1 + 0.03 * noise(where, 0.002, 21))[..., None]
    edge = 0.0015
    below_top = smooth_step(-edge, edge, 1.206 - y)
    off_arms = smooth_step(-0.04, 0.04, 0.40 - arms)
    above_leg = smooth_step(-edge, edge, y - 0.668 + 0.30 * np.clip(x - 0.12, -0.1, 0.02))
    return mix(colors, cloth, below_top * off_arms * above_leg)
