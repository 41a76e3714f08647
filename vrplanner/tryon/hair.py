"""Hair as ribbons: each grows from the scalp, is combed, falls, and is kept off the body."""

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from vrplanner.core.color import linear_from_srgb_array
from vrplanner.core.model import Material, Part
from vrplanner.core.person import Build
from vrplanner.tryon.mesh import part, vertex_normals
from vrplanner.tryon.pack import BODY_COUNT, Indices, Points, load_pack
from vrplanner.tryon.tape import skin_triangles

Floats = NDArray[np.float64]

HAIR_SRGB = (0.265, 0.170, 0.115)
EYE_HEIGHT_M = 0.6728  # of the average woman in the pack's own frame; the hairline is drawn from there
HEAD_MIDDLE_Z = 0.045
CLEARANCE_M = 0.004


@dataclass(frozen=True, slots=True)
class Style:
    """`comb` 0 lets hair fall to the front, 1 combs it back; `lift` is how far it stands off at the root."""

    ribbons: int
    length_m: tuple[float, float]
    steps: int
    width_m: float
    weight: float
    comb: float
    lift: float


STYLES: dict[Build, Style] = {
    "female": Style(2100, (0.30, 0.37), 13, 0.0088, 0.42, 0.75, 0.22),
    "neutral": Style(2100, (0.16, 0.20), 9, 0.0082, 0.48, 0.60, 0.26),
    "male": Style(3000, (0.028, 0.046), 5, 0.0065, 0.34, 0.10, 0.42),
}


def above_hairline(places: Floats) -> Floats:
    """How far a place (n, 3) on the average woman's head lies above the hairline, metres."""
    around = np.degrees(np.arctan2(np.abs(places[:, 0]), places[:, 2] - HEAD_MIDDLE_Z))
    line = np.interp(
        around, [0, 25, 42, 56, 66, 78, 92, 108, 122, 140, 180],
        [0.070, 0.069, 0.060, 0.040, 0.020, 0.012, 0.014, 0.010, -0.030, -0.058, -0.066],
    )  # fmt: skip
    return np.asarray(places[:, 1] - EYE_HEIGHT_M - line)


@cache
def _scalp() -> tuple[Indices, Floats]:
    """Triangles of the scalp and their share of its area, on the average woman."""
    places = load_pack().base["female"][:BODY_COUNT].astype(float)
    triangles = skin_triangles()
    middles = places[triangles].mean(axis=1)
    chosen = triangles[(above_hairline(middles) > 0.0) & (np.abs(middles[:, 0]) < 0.085)]
    a, b, c = (places[chosen[:, i]] for i in range(3))
    area = np.linalg.norm(np.cross(b - a, c - a), axis=1)
    return chosen, area / area.sum()


def make_hair(points: Points, build: Build, *, seed: int = 0) -> Part:
    """Hair for standing points (n, 3): long for women, short for men, chin-long for neutral builds."""
    style = STYLES[build]
    rng = np.random.default_rng(seed + 17)
    roots, normals = _roots(points, style, rng)
    head = points[_scalp()[0].reshape(-1)].astype(float)
    centre = (head.min(axis=0) + head.max(axis=0)) / 2
    strands = _grow(points, roots, normals, centre, style=style, rng=rng)
    return _ribbons(strands, centre, style, rng)


def _roots(points: Points, style: Style, rng: np.random.Generator) -> tuple[Floats, Floats]:
    triangles, share = _scalp()
    chosen = triangles[rng.choice(len(triangles), style.ribbons, p=share)]
    u, v = rng.random((2, style.ribbons))
    u, v = np.where(u + v > 1, 1 - u, u), np.where(u + v > 1, 1 - v, v)
    corners = points[chosen].astype(float)
    roots = corners[:, 0] + u[:, None] * (corners[:, 1] - corners[:, 0]) + v[:, None] * (corners[:, 2] - corners[:, 0])
    normals = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
    return roots, normals / np.linalg.norm(normals, axis=1, keepdims=True)


def _grow(
    points: Points, roots: Floats, normals: Floats, centre: Floats, *, style: Style, rng: np.random.Generator
) -> Floats:
    """Middle lines (ribbons, steps + 1, 3), metres."""
    skin = points[:BODY_COUNT].astype(float)
    skin_normals = vertex_normals(skin, skin_triangles())
    tree = cKDTree(skin)
    count = len(roots)
    length = rng.uniform(*style.length_m, count)
    parting = centre[0] + 0.018
    side = np.sign(roots[:, 0] - parting + rng.normal(0, 0.002, count))
    # Towards the back of the head the parting ends and hair falls straight down.
    ahead = np.clip((roots[:, 2] - centre[2]) / 0.06 + 0.6, 0, 1)
    comb = np.stack([side * (1.15 - 0.4 * style.comb) * ahead, 0.6 * ahead - 0.6, np.full(count, -style.comb)], axis=1)
    comb -= np.einsum("ij,ij->i", comb, normals)[:, None] * normals
    heading = comb + style.lift * normals + rng.normal(0, 0.10, (count, 3))
    heading /= np.linalg.norm(heading, axis=1, keepdims=True)
    rows = [roots - 0.002 * normals]
    thickness = CLEARANCE_M + rng.uniform(0, 0.009, count)
    for step in range(style.steps):
        at = rows[-1]
        in_front = np.clip((at[:, 2] - centre[2] - 0.005) / 0.05, 0, 1) * (at[:, 1] < centre[1] + 0.10)
        pull = np.zeros_like(at)
        pull[:, 1] -= style.weight * (1 + 0.10 * step)
        pull[:, 0] += 0.22 * style.comb * side * in_front
        pull[:, 2] -= 0.95 * style.comb * in_front
        pull[:, 2] -= 0.30 * (at[:, 1] < centre[1] - 0.13)  # behind the shoulders rather than over them
        heading = heading + pull + rng.normal(0, 0.035, (count, 3))
        heading /= np.linalg.norm(heading, axis=1, keepdims=True)
        following = at + heading * (length / style.steps)[:, None]
        _, nearest = tree.query(following)
        depth = thickness - np.einsum("ij,ij->i", following - skin[nearest], skin_normals[nearest])
        following += np.maximum(depth, 0)[:, None] * skin_normals[nearest]
        heading = following - at
        heading /= np.linalg.norm(heading, axis=1, keepdims=True) + 1e-9
        rows.append(following)
    return np.stack(rows, axis=1)


def _ribbons(strands: Floats, centre: Floats, style: Style, rng: np.random.Generator) -> Part:
    count, rows, _ = strands.shape
    along = np.gradient(strands, axis=1)
    below = strands.copy()
    below[..., 1] = np.maximum(below[..., 1], centre[1])  # under the head, hair faces away from the neck
    outward = strands - np.stack(
        [np.full((count, rows), centre[0]), below[..., 1], np.full((count, rows), centre[2])], -1
    )
    outward[..., 1] += np.maximum(strands[..., 1] - centre[1], 0)
    across = np.cross(along, outward)
    across /= np.linalg.norm(across, axis=-1, keepdims=True) + 1e-9
    normals = np.cross(across, along)
    normals /= np.linalg.norm(normals, axis=-1, keepdims=True) + 1e-9
    share = np.linspace(0, 1, rows)
    width = style.width_m * (0.55 + 0.45 * np.sin(np.pi * np.minimum(share * 1.4 + 0.2, 1)))
    width = width * np.clip(4.0 * (1.02 - share), 0.10, 1.0)
    half = 0.5 * width[None, :, None] * rng.uniform(0.7, 1.25, (count, 1, 1)) * across
    edges = np.stack([strands - half, strands + half], axis=2)
    bend = np.stack([normals - 0.45 * across, normals + 0.45 * across], axis=2)
    bend /= np.linalg.norm(bend, axis=-1, keepdims=True)
    first = (np.arange(count)[:, None] * rows + np.arange(rows - 1)[None, :]).reshape(-1) * 2
    triangles = np.concatenate(
        [np.stack([first, first + 1, first + 3], axis=1), np.stack([first, first + 3, first + 2], axis=1)]
    )
    tone = rng.uniform(0.70, 1.30, (count, 1, 1, 1)) * (0.72 + 0.42 * share)[None, :, None, None]
    tint = linear_from_srgb_array(np.array(HAIR_SRGB))
    colors = np.broadcast_to(tone * tint * 2.0, edges.shape)
    material = Material(name="hair", color=(0.5, 0.5, 0.5, 1.0), roughness=0.85, double_sided=True)
    return part(
        edges.reshape(-1, 3),
        triangles,
        material,
        normals=bend.reshape(-1, 3),
        colors=np.clip(colors.reshape(-1, 3), 0, 1),
    )
