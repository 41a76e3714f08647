"""How a garment fits: ease where it matters and the size on its label."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from vrplanner.core.person import Measurements
from vrplanner.tryon.body import Body
from vrplanner.tryon.cloth import Cloth
from vrplanner.tryon.describe import LOWER_BODY, GarmentSpec
from vrplanner.tryon.silhouette import Silhouette

# Letter codes of EN 13402-3:2004 for chest (men), bust (women) and waist, cm: the upper end of each range.
WOMENS_BUST = (("XXS", 74), ("XS", 82), ("S", 90), ("M", 98), ("L", 107), ("XL", 119), ("XXL", 131), ("3XL", 143))
MENS_CHEST = (("XXS", 78), ("XS", 86), ("S", 94), ("M", 102), ("L", 110), ("XL", 118), ("XXL", 129), ("3XL", 141))
WOMENS_WAIST = (("XXS", 58), ("XS", 66), ("S", 74), ("M", 82), ("L", 91), ("XL", 102.5), ("XXL", 114.5), ("3XL", 126))
MENS_WAIST = (("XXS", 66), ("XS", 74), ("S", 82), ("M", 90), ("L", 98), ("XL", 106), ("XXL", 117), ("3XL", 129))


@dataclass(frozen=True, slots=True, kw_only=True)
class FitReport:
    """`ease_m`: by place (chest, waist, hip), how much longer the cloth is around than the body, metres."""

    size_label: str
    ease_m: Mapping[str, float] = field(default_factory=dict)
    notes: tuple[str, ...] = ()


def size_label(measurements: Measurements, build: str, *, lower: bool) -> str:
    """The letter code after EN 13402-3 for the chest (tops, dresses) or the waist (trousers, skirts)."""
    if lower:
        table, girth = (MENS_WAIST if build == "male" else WOMENS_WAIST), measurements.waist_m
    else:
        table, girth = (MENS_CHEST if build == "male" else WOMENS_BUST), measurements.chest_m
    centimetres = 100 * (girth or 0.0)
    return next((label for label, upper in table if centimetres <= upper), "4XL")


def fit_report(cloth: Cloth, shape: Silhouette, body: Body, spec: GarmentSpec) -> FitReport:
    """Measure the cloth around the body at the levels of chest, waist and hip, where the garment reaches them."""
    low, high = float(cloth.points[:, 1].min()), float(cloth.points[:, 1].max())
    achieved = body.achieved
    girths = {
        "chest": ("bust", achieved.chest_m),
        "waist": ("waist", achieved.waist_m),
        "hip": ("seat", achieved.hip_m),
    }
    ease = {}
    for name, (landmark, girth) in girths.items():
        level = body.level(landmark)
        around = (
            _girth(cloth, shape, level)
            if low < level < high and not (spec.kind in LOWER_BODY and name == "chest")
            else None
        )
        if around is not None and girth is not None:
            ease[name] = around - girth
    notes = tuple(f"{name}: {_word(value)} ({100 * value:+.0f} cm)" for name, value in ease.items())
    label = size_label(achieved, body.build, lower=spec.kind in LOWER_BODY)
    return FitReport(size_label=label, ease_m=ease, notes=notes)


def _girth(cloth: Cloth, shape: Silhouette, level: float) -> float | None:
    """Length of the cloth around the trunk at a level: its outline by angle, folds included."""
    trunk = cloth.triangles[(cloth.marks["arm"][cloth.triangles] < 0.5).all(axis=1)]
    level += 0.0007  # seams lie exactly at landmarks, where no edge crosses
    edges = np.concatenate([trunk[:, [0, 1]], trunk[:, [1, 2]], trunk[:, [2, 0]]])
    below, above = cloth.points[edges[:, 0]], cloth.points[edges[:, 1]]
    crossing = (below[:, 1] - level) * (above[:, 1] - level) < 0
    if crossing.sum() < 24:
        return None
    start, end = below[crossing], above[crossing]
    share = ((level - start[:, 1]) / (end[:, 1] - start[:, 1]))[:, None]
    points: NDArray[np.float64] = start + share * (end - start)
    angle, _ = shape.polar(points)
    outline = points[np.argsort(angle)][:, [0, 2]]
    return float(np.linalg.norm(outline - np.roll(outline, 1, axis=0), axis=1).sum())


def _word(ease_m: float) -> str:
    if ease_m < 0.01:
        return "tight"
    if ease_m < 0.05:
        return "close"
    return "comfortable" if ease_m < 0.14 else "loose"
