"""Keep cloth outside the skin."""

from collections.abc import Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import map_coordinates, maximum_filter
from scipy.spatial import cKDTree

from vrplanner.core.model import Model
from vrplanner.tryon.body import Body
from vrplanner.tryon.cloth import Cloth
from vrplanner.tryon.pack import BODY_COUNT, load_pack
from vrplanner.tryon.silhouette import STEP_M, Silhouette

Floats = NDArray[np.float64]

SLEEVE_GAP_M = 0.05
DEEPEST_M = 0.12  # what seems deeper is on the far side of a limb


def clearance(points: Floats, body: Body, *, arm: Floats | None = None) -> Floats:
    """How far each point (n, 3) is outside the skin, metres, along the normals of the nearest skin vertices.

    With `arm` (n,), 1 on sleeves and 0 elsewhere, sleeves are held against the arms and the rest against the trunk and
    the legs: in the armpit either is close to both.
    """
    out, _ = _outside(points, body, arm)
    return out


def push_out(cloth: Cloth, body: Body, *, least_m: float, rounds: int = 6) -> None:
    """Move the cloth's points until they and the middles of its triangles clear the skin by so much."""
    arm = cloth.marks["arm"]
    for _ in range(rounds):
        out, normals = _outside(cloth.points, body, arm)
        inside = (out < least_m) & (out > -DEEPEST_M)
        cloth.points[inside] += (1.02 * (least_m - out[inside]))[:, None] * normals[inside]
        middles = cloth.points[cloth.triangles].mean(axis=1)
        out, normals = _outside(middles, body, arm[cloth.triangles].mean(axis=1))
        low = (out < 0.6 * least_m) & (out > -DEEPEST_M)
        if not inside.any() and not low.any():
            break
        moved = np.zeros_like(cloth.points)
        most = np.zeros(len(cloth.points))
        for corner in range(3):
            vertices = cloth.triangles[low, corner]
            lack = 0.6 * least_m - out[low]
            deeper = lack > most[vertices]
            most[vertices[deeper]] = lack[deeper]
            moved[vertices[deeper]] = (lack[:, None] * normals[low])[deeper]
        cloth.points += moved


def clear_of(cloth: Cloth, shape: Silhouette, body: Body, worn: Sequence[Model], *, gap_m: float = 0.005) -> None:
    """Move the trunk's cloth out past what is worn under it: past its greatest radius at each height and angle."""
    bins = 72
    table = np.zeros((int(2.4 / STEP_M), bins))
    for model in worn:
        for layer in model.parts:
            points = layer.positions.astype(float)
            points = np.concatenate([points, points[layer.triangles].mean(axis=1)])
            angle, radius = shape.polar(points)
            # Beside the trunk, what lies much further out than the body is a sleeve.
            limit = shape.at(shape.taut, angle, points[:, 1]) + SLEEVE_GAP_M
            near = (radius < limit) | (points[:, 1] < body.level("crotch"))
            angle, radius, points = angle[near], radius[near], points[near]
            row = (points[:, 1] / STEP_M).astype(int)
            column = (np.mod(angle, 2 * np.pi) / (2 * np.pi) * bins).astype(int) % bins
            np.maximum.at(table, (np.clip(row, 0, len(table) - 1), column), radius)
    table = maximum_filter(table, size=3, mode=("nearest", "wrap"))
    angle, radius = shape.polar(cloth.points)
    place = [cloth.points[:, 1] / STEP_M - 0.5, np.mod(angle, 2 * np.pi) / (2 * np.pi) * bins - 0.5]
    least = map_coordinates(table, place, order=1, mode="grid-wrap")
    out = np.where((cloth.marks["arm"] < 0.02) & (least > 0), least + gap_m - radius, 0.0)
    cloth.points[:] = shape.place(angle, radius + np.maximum(out, 0.0), cloth.points[:, 1])


@cache
def arm_weight() -> Floats:
    """How much each skin vertex (n,) moves with an arm, 0..1."""
    pack = load_pack()
    rows = [pack.joint_names.index(f"upperarm_{side}") for side in "lr"]
    return np.asarray(pack.weights[rows, :BODY_COUNT].sum(axis=0), float)


def _outside(points: Floats, body: Body, arm: Floats | None) -> tuple[Floats, Floats]:
    """Clearance (n,) and the skin's normal (n, 3) there."""
    if arm is None:
        return _against(points, body, np.ones(BODY_COUNT, bool))
    weight = arm_weight()
    out, normals = np.zeros(len(points)), np.zeros_like(points)
    for mine, skin in ((arm > 0.5, weight > 0.2), (arm <= 0.5, weight < 0.8)):
        if mine.any():
            out[mine], normals[mine] = _against(points[mine], body, skin)
    return out, normals


def _against(points: Floats, body: Body, chosen: NDArray[np.bool_]) -> tuple[Floats, Floats]:
    skin, skin_normals = (values[chosen] for values in body.skin)
    distance, nearest = cKDTree(skin).query(points, k=4)
    share = 1.0 / (distance + 1e-4)
    share /= share.sum(axis=1, keepdims=True)
    normals = np.einsum("ij,ijk->ik", share, skin_normals[nearest])
    normals /= np.linalg.norm(normals, axis=1, keepdims=True) + 1e-9
    return np.einsum("ij,ij->i", points - np.einsum("ij,ijk->ik", share, skin[nearest]), normals), normals
