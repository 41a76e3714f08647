"""A tape measure: body measurements after ISO 8559-1 of a person who stands at ease."""

from collections.abc import Callable, Mapping
from functools import cache
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import ConvexHull

from vrplanner.core.person import Measurements
from vrplanner.tryon.pack import BODY_COUNT, Indices, Points, load_pack

BODY_DENSITY_KG_PER_M3 = 1010.0  # Durnin & Womersley 1974: men and women of 20 to 40 lie between 1010 and 1070


@cache
def skin_triangles() -> Indices:
    """The skin's triangles (m, 3), counter-clockwise seen from outside."""
    quads = load_pack().quads["body"]
    return np.concatenate([quads[:, [0, 1, 2]], quads[:, [0, 2, 3]]])


@cache
def trunk_edges() -> Indices:
    """Edges (m, 2) of the skin without arms and head."""
    pack = load_pack()
    arms = sum(pack.weights[pack.joint_names.index(f"upperarm_{side}"), :BODY_COUNT] for side in "lr")
    triangles = skin_triangles()
    trunk = triangles[(np.asarray(arms)[triangles] < 0.5).all(axis=1)]
    edges = np.sort(np.concatenate([trunk[:, [0, 1]], trunk[:, [1, 2]], trunk[:, [2, 0]]]), axis=1)
    return np.asarray(np.unique(edges, axis=0))


def level_of(points: Points, landmark: str) -> float:
    """Height of a landmark over the floor, metres."""
    return float(points[load_pack().landmarks[landmark], 1].mean())


def slice_points(points: Points, edges: Indices, height_m: float) -> NDArray[np.float64]:
    """Where the edges cross the level: (k, 2) of x and z."""
    below, above = points[edges[:, 0], 1] - height_m, points[edges[:, 1], 1] - height_m
    crossing = below * above < 0
    start, end = points[edges[crossing, 0]].astype(float), points[edges[crossing, 1]].astype(float)
    share = (height_m - start[:, 1]) / (end[:, 1] - start[:, 1])
    return np.asarray((start + share[:, None] * (end - start))[:, [0, 2]])


def girth_at(points: Points, height_m: float) -> float:
    """Length of a level tape around the trunk, metres; a taut tape bridges hollows, so it is the hull's outline."""
    outline = slice_points(points, trunk_edges(), height_m)
    return float(ConvexHull(outline).area)  # of a plane hull, scipy's "area" is the length of its outline


def volume_of(points: Points) -> float:
    """Volume inside the skin, m³ (divergence theorem)."""
    a, b, c = (points[skin_triangles()[:, i]].astype(float) for i in range(3))
    return float(np.einsum("ij,ij->i", a, np.cross(b, c)).sum() / 6.0)


def take(points: Points, name: str) -> float:
    """One measurement, by its name in `Measurements`, of standing points (n, 3) whose soles are at y = 0."""
    return _TAKEN[name](points)


def measure(points: Points) -> Measurements:
    """All measurements of standing points (n, 3) whose soles are at y = 0.

    Chest at the bust points, waist at the natural waist, hip at the seat; inseam from the crotch to the floor;
    shoulder straight from one acromion to the other; weight from the volume.
    """
    return Measurements(**{name: take(points, name) for name in _TAKEN})


def _height(points: Points) -> float:
    return float(np.ptp(points[:BODY_COUNT, 1]))


def _shoulder(points: Points) -> float:
    marks = load_pack().landmarks
    return float(np.linalg.norm(points[marks["acromion_l"][0]] - points[marks["acromion_r"][0]]))


def _girth_of(landmark: str) -> Callable[[Points], float]:
    return lambda points: girth_at(points, level_of(points, landmark))


_TAKEN: Mapping[str, Callable[[Points], float]] = MappingProxyType(
    {
        "height_m": _height,
        "chest_m": _girth_of("bust"),
        "waist_m": _girth_of("waist"),
        "hip_m": _girth_of("seat"),
        "inseam_m": lambda points: level_of(points, "crotch"),
        "shoulder_m": _shoulder,
        "weight_kg": lambda points: volume_of(points) * BODY_DENSITY_KG_PER_M3,
    }
)
