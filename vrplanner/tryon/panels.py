"""The panels a garment is sewn from, as charts of fabric: front, back, sleeves, skirt and legs, with seams between."""

import numpy as np
from numpy.typing import NDArray

from vrplanner.tryon.body import Body
from vrplanner.tryon.cloth import smooth_step
from vrplanner.tryon.cutting import along_limb, joint
from vrplanner.tryon.describe import GarmentSpec
from vrplanner.tryon.drop import Cut
from vrplanner.tryon.fabric import TILE_M

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

FRONT, LEFT_ARM, RIGHT_ARM, LEFT_LEG, RIGHT_LEG, BACK, SKIRT_FRONT, SKIRT_BACK = range(8)
LIMBS = {
    LEFT_ARM: ("upperarm_l", "lowerarm_l", "hand_l"),
    RIGHT_ARM: ("upperarm_r", "lowerarm_r", "hand_r"),
    LEFT_LEG: ("thigh_l", "calf_l", "foot_l"),
    RIGHT_LEG: ("thigh_r", "calf_r", "foot_r"),
}


def panels(cut: Cut, body: Body, spec: GarmentSpec) -> tuple[Ints, Ints, dict[int, tuple[Floats, float]]]:
    """Each triangle's panel, the triangles, and each panel's UVs (n, 2) in tiles of fabric with the period of u."""
    points, triangles = cut.cloth.points, cut.cloth.triangles
    charts = cut.charts.copy()
    middle = points[triangles].mean(axis=1)
    trunk = charts == FRONT
    shoulder_z = joint(body, "upperarm_l")[2]
    split_z = np.where(middle[:, 1] > body.level("bust"), shoulder_z, cut.shape.middle_z)
    behind = middle[:, 2] < split_z
    waist = body.level("waist")
    skirt = trunk & (middle[:, 1] < waist) if spec.kind in {"dress", "skirt", "coat"} else np.zeros(len(charts), bool)
    charts[trunk & behind] = BACK
    charts[skirt & ~behind] = SKIRT_FRONT
    charts[skirt & behind] = SKIRT_BACK
    angle, radius = cut.shape.polar(points)
    coordinates: dict[int, tuple[Floats, float]] = {}
    for chart in np.unique(charts).tolist():
        if chart in LIMBS:
            coordinates[chart] = _limb(points, np.stack([joint(body, name) for name in LIMBS[chart]]), legs=chart > 2)
            continue
        back = chart in {BACK, SKIRT_BACK}
        turned = np.mod(angle + (0.0 if back else np.pi), 2 * np.pi) - np.pi  # 0 in the middle of the panel
        if chart in {SKIRT_FRONT, SKIRT_BACK}:
            coordinates[chart] = (_gore(points, turned, radius, waist), 0.0)
        else:
            across = -points[:, 0] if back else points[:, 0]
            share = smooth_step(body.level("bust") - 0.02, body.level("acromion_l"), points[:, 1])
            flat = turned * float(np.median(radius[cut.cloth.marks["arm"] < 0.1]))
            u = flat + share * (across - flat)
            coordinates[chart] = (np.stack([u, -points[:, 1]], axis=1) / TILE_M, 0.0)
    return charts, triangles, coordinates


def _gore(points: Floats, angle: Floats, radius: Floats, waist: float) -> Floats:
    """A skirt panel unrolled as the cone it is cut as, so that fabric is not stretched towards the hem."""
    down = np.maximum(waist - points[:, 1], 0.0)
    slope, start = np.polyfit(down, radius, 1)
    slope = max(float(slope), 0.02)
    slant = down * np.hypot(1.0, slope)
    spread = slope / np.hypot(1.0, slope)
    tip = float(start) / spread  # how far above the waist the cone would end
    return np.stack([(tip + slant) * np.sin(angle * spread), (tip + slant) * np.cos(angle * spread) - tip], 1) / TILE_M


def _limb(points: Floats, line: Floats, *, legs: bool) -> tuple[Floats, float]:
    """A tube around a limb, wrapped by a whole number of tiles."""
    reach, middle = along_limb(points, line)
    outward = points - middle
    turns = 3 if legs else 2
    u = np.arctan2(outward[:, 0], outward[:, 2]) / (2 * np.pi) * turns
    return np.stack([u, (-points[:, 1] if legs else reach) / TILE_M], axis=1), float(turns)
