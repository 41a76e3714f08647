"""Trousers, jeans, leggings and shorts."""

import numpy as np
from numpy.typing import NDArray

from vrplanner.tryon.body import Body
from vrplanner.tryon.cloth import Cloth, smooth_step
from vrplanner.tryon.cutting import along_limb, helper_cloth, joint
from vrplanner.tryon.describe import GarmentSpec
from vrplanner.tryon.drop import Cut, thickness
from vrplanner.tryon.mesh import vertex_normals
from vrplanner.tryon.silhouette import silhouette

Floats = NDArray[np.float64]

HIP_EASE_M = {"slim": 0.001, "regular": 0.006, "loose": 0.016, "flared": 0.008}
LEG_RADIUS_M = {"slim": 0.0, "regular": 0.080, "loose": 0.112, "flared": 0.100}  # of a person 1.70 m tall
LEG_FREEDOM = {"slim": 0.0, "regular": 0.72, "loose": 0.9, "flared": 0.8}  # 0 follows the leg, 1 hangs as a tube
HEMS = {"short": 0.68, "cropped": 0.30, "knee": 0.56, "mini": 0.86}  # share of the inseam
FULL_HEM_M = 0.088


def cut_trousers(body: Body, spec: GarmentSpec, *, seed: int) -> Cut:
    """The helper's legs, eased and cut at waist and hem."""
    shape = silhouette(body)
    crotch, top = body.level("crotch"), body.level("waist") - 0.012
    hem = HEMS[spec.length] * crotch if spec.length in HEMS else FULL_HEM_M
    cloth = helper_cloth(body)
    cloth.points += 0.45 * thickness(spec) * vertex_normals(cloth.points, cloth.triangles)
    height = cloth.points[:, 1]
    angle, radius = shape.polar(cloth.points)
    ease = HIP_EASE_M[spec.fit]
    trunk = smooth_step(crotch - 0.02, crotch + 0.06, height) * (1 - smooth_step(top - 0.06, top, height))
    taut = shape.at(shape.taut, angle, height) + ease + 0.4 * thickness(spec)
    blend = 0.25 if spec.fit == "slim" else 0.55
    cloth.points[:] = shape.place(angle, radius + trunk * np.maximum(blend * (taut - radius), 0.35 * ease), height)
    rng = np.random.default_rng(seed + 71)
    for side in "lr":
        _ease_leg(cloth, body, spec, side=side, phase=float(rng.uniform(0, 6.28)))
    cloth.marks["reach"] = np.full(len(cloth.points), -1.0)
    cloth = cloth.cut(np.minimum(top - cloth.points[:, 1], 0.4 - cloth.marks["arm"]))
    cloth = cloth.cut(cloth.points[:, 1] - hem)
    middle = cloth.points[cloth.triangles].mean(axis=1)
    charts = np.where(middle[:, 1] > crotch + 0.03, 0, np.where(middle[:, 0] > 0, 3, 4))
    return Cut(cloth=cloth, charts=charts, shape=shape, top_m=top, hem_m=hem)


def _ease_leg(cloth: Cloth, body: Body, spec: GarmentSpec, *, side: str, phase: float) -> None:
    """Widen one leg about its middle line towards a tube, with creases at knee and hem; never across the middle."""
    sign = 1.0 if side == "l" else -1.0
    crotch = body.level("crotch")
    line = np.stack([joint(body, f"{name}_{side}") for name in ("thigh", "calf", "foot")])
    mine = (sign * cloth.points[:, 0] > 0) & (cloth.points[:, 1] < crotch + 0.05)
    points = cloth.points[mine]
    reach, middle = along_limb(points, line)
    outward = points - middle
    outward[:, 1] = 0.0
    radius = np.linalg.norm(outward, axis=1)
    outward /= np.maximum(radius, 1e-6)[:, None]
    knee = float(np.linalg.norm(line[1] - line[0]))
    length = knee + float(np.linalg.norm(line[2] - line[1]))
    width = LEG_RADIUS_M[spec.fit] * body.achieved.height_m / 1.70
    tube = np.maximum(width * (1.0 + 0.10 * (1 - np.clip(reach / knee, 0, 1))), radius + 0.004)
    moved = LEG_FREEDOM[spec.fit] * smooth_step(0.0, 0.22, reach) * (tube - radius) + 0.3 * HIP_EASE_M[spec.fit]
    around = np.arctan2(outward[:, 0], outward[:, 2])
    crease = np.cos(2 * np.pi * reach / 0.055 + 1.9 * np.cos(around + phase) + phase)
    where = 0.7 * np.exp(-(((reach - knee) / 0.07) ** 2)) + np.exp(-(((reach - length + 0.02) / 0.07) ** 2))
    moved += (0.0030 if spec.fit != "slim" else 0.0012) * crease * where
    share = 1 - smooth_step(crotch - 0.03, crotch + 0.04, points[:, 1])
    eased = points + (moved * share)[:, None] * outward
    eased[:, 0] = sign * np.maximum(sign * eased[:, 0], np.minimum(0.003, sign * points[:, 0]))
    cloth.points[mine] = eased
