"""The part of a garment that hangs: how far out it lies at each height and angle, from the body and the words."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import gaussian_filter1d

from vrplanner.tryon.body import Body
from vrplanner.tryon.cloth import Cloth, smooth_step
from vrplanner.tryon.describe import LOWER_BODY, OUTERWEAR, GarmentSpec
from vrplanner.tryon.mesh import border_loops, triangles_of
from vrplanner.tryon.silhouette import ANGLES, STEP_M, Silhouette, silhouette

Floats = NDArray[np.float64]

EASE_M = {"slim": 0.005, "regular": 0.015, "loose": 0.034, "flared": 0.010}  # added radius; ×2π it is the girth's ease
HANG = {"slim": 0.10, "regular": 0.65, "loose": 1.0, "flared": 0.6}
SLEEVE_EASE_M = {"slim": 0.003, "regular": 0.010, "loose": 0.024, "flared": 0.010}
THICKNESS_M = {"wool": 0.009, "knit": 0.008, "denim": 0.007, "leather": 0.007, "velvet": 0.006}
USUAL_THICKNESS_M = 0.005
OUTERWEAR_M = 0.006  # room for what is worn below
SLEEVE_M = {"short": 0.20, "elbow": 0.34}  # from the shoulder joint, of a person 1.70 m tall
FLARE = {"slim": -0.02, "regular": 0.12, "loose": 0.09, "flared": 0.24}  # radius gained a metre of drop, skirts
FOLD_M = {"slim": 0.0012, "regular": 0.019, "loose": 0.018, "flared": 0.030}  # depth of folds half a metre down
ROW_M = 0.012


@dataclass(frozen=True, kw_only=True, eq=False)
class Cut:
    """A cut garment. `charts` (m,) is 0 on the trunk, 1 and 2 on the left and right arm, 3 and 4 on the legs."""

    cloth: Cloth
    charts: NDArray[np.int64]
    shape: Silhouette
    top_m: float
    hem_m: float


def thickness(spec: GarmentSpec) -> float:
    """How far the cloth stands off the skin, metres."""
    return THICKNESS_M.get(spec.fabric, USUAL_THICKNESS_M) + OUTERWEAR_M * (spec.kind in OUTERWEAR)


def layer_room(spec: GarmentSpec) -> float:
    """Room below the waist for what is worn under a top, metres."""
    if spec.kind in {"dress", *LOWER_BODY}:
        return 0.0
    return 0.026 if spec.kind in OUTERWEAR else 0.018


def hem_height(body: Body, spec: GarmentSpec) -> float:
    """Height of the lower edge over the floor, metres."""
    crotch, waist, seat = body.level("crotch"), body.level("waist"), body.level("seat")
    lengths = {
        "cropped": waist + 0.01, "hip": seat - 0.07 * body.achieved.height_m / 1.70, "long": crotch - 0.10,
        "mini": crotch * 0.80, "short": crotch * 0.80, "knee": crotch * 0.60, "midi": crotch * 0.36, "maxi": 0.075,
        "full": 0.075,
    }  # fmt: skip
    if spec.kind in {"shirt", "sweater", "cardigan", "jacket"} and spec.length == "hip":
        return lengths["hip"] - 0.015
    return lengths.get(spec.length, lengths["knee"])


def drop_table(body: Body, spec: GarmentSpec, shape: Silhouette, hem: float, *, seed: int) -> Floats:
    """Radius of the cloth at each height and angle, a table like `shape.taut`: it hugs, hangs, flares and folds."""
    waist, bust = body.level("waist"), body.level("bust")
    heights = STEP_M * np.arange(len(shape.taut), dtype=np.float64)
    waisted = spec.kind in {"dress", "skirt"} and spec.fit != "loose"
    hangs_from = waist if waisted else bust
    hang = HANG[spec.fit] if not waisted else {"slim": 0.45}.get(spec.fit, 0.95)
    hung = shape.hanging(hangs_from)
    table = shape.taut + hang * (hung - shape.taut) * (heights < hangs_from)[:, None]
    ease = EASE_M[spec.fit] + thickness(spec)
    hug = 0.35 if waisted else 1.0
    grow = 1 - smooth_step(bust - 0.02, bust + 0.16, heights)
    table = table + (thickness(spec) + (ease - thickness(spec)) * hug * grow)[:, None]
    room = layer_room(spec) * (1 - EASE_M[spec.fit] / EASE_M["loose"])
    table = table + (room * smooth_step(bust - waist - 0.12, bust - waist + 0.10, bust - heights))[:, None]
    # Skirts lie close where tops hang over them; pleats are stitched down that far.
    yoke = (0.16 if spec.pleated else 0.10) if spec.kind == "skirt" else 0.0
    below = np.clip((waist - yoke if waisted else bust - 0.05) - heights, 0, None)
    rate = FLARE[spec.fit] if spec.kind in {"dress", "skirt"} else {"coat": 0.09}.get(spec.kind, 0.012)
    table = table + (rate * (0.6 if spec.pleated else 1.0) * below)[:, None]
    depth = FOLD_M[spec.fit] if spec.kind in {"dress", "skirt"} else 0.30 * FOLD_M[spec.fit]
    pleats = 26 if spec.pleated else None
    grown = np.clip(below / 0.5, 0, 1.3) ** (0.45 if pleats else 1.1)
    table = table + depth * grown[:, None] * fold_wave(heights - hem, seed=seed, pleats=pleats)
    return np.asarray(gaussian_filter1d(table, 1.2, axis=0, mode="nearest"))


def fold_wave(above_hem: Floats, *, seed: int, pleats: int | None) -> Floats:
    """Folds around the body, -1..1, (heights, ANGLES): a few irregular waves, or even pleats."""
    angle = np.arange(ANGLES) / ANGLES * 2 * np.pi
    if pleats:
        phase = np.mod(angle * pleats / (2 * np.pi), 1)
        wave = 2 * np.where(phase < 0.78, phase / 0.78, (1 - phase) / 0.22) - 1
        return np.broadcast_to(0.8 * wave, (len(above_hem), ANGLES))
    rng = np.random.default_rng(seed + 31)
    total = np.zeros((len(above_hem), ANGLES))
    for count in (5, 7, 9, 12, 15):
        shift, drift = rng.uniform(0, 2 * np.pi), rng.normal(0, 0.5)
        total += rng.uniform(0.6, 1.0) * np.cos(count * angle[None, :] + shift + drift * above_hem[:, None])
    total /= np.abs(total).max()
    return np.sign(total) * np.abs(total) ** 0.85


def extend_down(cloth: Cloth, shape: Silhouette, drop: Floats, seam: float, hem: float) -> tuple[Cloth, int]:
    """Sew the drop to the trunk's lower edge, which lies at the height `seam`, down to the hem.

    The first row of triangles doubles the edge's columns, as folds need more of them than the trunk has. Gives the
    whole cloth and how many triangles, the last ones, are new.
    """
    at_seam = [loop for loop in border_loops(cloth.triangles) if np.abs(cloth.points[loop, 1] - seam).max() < 0.02]
    loop = max(at_seam, key=len)
    angle, radius = shape.polar(cloth.points[loop])
    gap = radius - shape.at(drop, angle, np.full(len(loop), seam))
    step = np.mod(np.roll(angle, -1) - angle + np.pi, 2 * np.pi) - np.pi
    angles = np.stack([angle, angle + 0.5 * step], axis=1).reshape(-1)
    gaps = np.stack([gap, 0.5 * (gap + np.roll(gap, -1))], axis=1).reshape(-1)
    count, rows = len(angles), max(round((seam - hem) / ROW_M), 2)
    heights = np.linspace(seam, hem, rows + 1)[1:]
    new = [drop_row(shape, drop, angles, y, gaps * max(0.0, 1 - 12 * (seam - y))) for y in heights]
    index = len(cloth.points) + np.arange(rows * count).reshape(rows, count)
    first, after, below = loop, np.roll(loop, -1), index[0].reshape(-1, 2)
    corner = np.roll(below[:, 0], -1)
    fan = [(first, below[:, 0], below[:, 1]), (first, below[:, 1], after), (after, below[:, 1], corner)]
    triangles = np.concatenate([*(np.stack(rows_, axis=1) for rows_ in fan), triangles_of(tube_quads(index))])
    points = np.concatenate([cloth.points, *new])
    marks = {
        name: np.concatenate([values, np.full(rows * count, -1.0 if name == "reach" else 0.0)])
        for name, values in cloth.marks.items()
    }
    triangles = _facing_out(points, triangles, shape)
    return Cloth(points, np.concatenate([cloth.triangles, triangles]), marks), len(triangles)


def drop_row(shape: Silhouette, drop: Floats, angle: Floats, height: float, gap: Floats | float = 0.0) -> Floats:
    """A row of points of the drop at one height."""
    level = np.full(len(angle), height)
    return shape.place(angle, shape.at(drop, angle, level) + gap, level)


def tube_quads(index: NDArray[np.int64]) -> NDArray[np.int64]:
    """Quads (k, 4) between the closed rows of a table of vertices (rows, columns)."""
    right = np.roll(np.arange(index.shape[1]), -1)
    return np.stack([index[:-1], index[1:], index[1:][:, right], index[:-1][:, right]], axis=-1).reshape(-1, 4)


def _facing_out(points: Floats, triangles: NDArray[np.int64], shape: Silhouette) -> NDArray[np.int64]:
    """The triangles turned, if need be, so that most face away from the axis."""
    a, b, c = (points[triangles[:, i]] for i in range(3))
    outward = (a + b + c) / 3 - [0.0, 0.0, shape.middle_z]
    outward[:, 1] = 0.0
    return triangles if np.einsum("ij,ij->", np.cross(b - a, c - a), outward) > 0 else triangles[:, ::-1]


def cut_skirt(body: Body, spec: GarmentSpec, *, seed: int) -> Cut:
    """A garment that hangs from the waist all around."""
    shape = silhouette(body)
    hem, top = hem_height(body, spec), body.level("waist") + 0.012
    drop = drop_table(body, spec, shape, hem, seed=seed)
    columns, rows = 216, max(round((top - hem) / ROW_M), 4)
    angle = np.arange(columns) / columns * 2 * np.pi
    points = np.concatenate([drop_row(shape, drop, angle, y) for y in np.linspace(top, hem, rows + 1)])
    triangles = triangles_of(tube_quads(np.arange((rows + 1) * columns).reshape(rows + 1, columns)))
    cloth = Cloth(points, triangles, {"arm": np.zeros(len(points)), "reach": np.full(len(points), -1.0)})
    return Cut(cloth=cloth, charts=np.zeros(len(triangles), np.int64), shape=shape, top_m=top, hem_m=hem)
