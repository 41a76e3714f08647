"""Cut garments from the body's helper shapes: the yoke with sleeves, the trunk's drop, and trouser legs.

A cut is geometry only; `vrplanner.tryon.trims` adds hems, collars and buttons, `vrplanner.tryon.garments` the fabric.
"""

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import gaussian_filter1d

from vrplanner.tryon.body import Body
from vrplanner.tryon.cloth import Cloth, smooth_step
from vrplanner.tryon.describe import GarmentSpec
from vrplanner.tryon.mesh import compact, subdivide, triangles_of, vertex_normals
from vrplanner.tryon.pack import load_pack
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
OUTERWEAR = frozenset({"coat", "jacket", "cardigan"})


@dataclass(frozen=True, kw_only=True, eq=False)
class Cut:
    """A cut garment. `charts` (m,) is 0 on the trunk, 1 and 2 on the left and right arm, 3 and 4 on the legs."""

    cloth: Cloth
    charts: NDArray[np.int64]
    shape: Silhouette
    top_m: float
    hem_m: float


@cache
def _helper() -> tuple[NDArray[np.int64], Floats, Floats]:
    """The tights helper's quads without hands and feet, and per pack point how much it moves with each upper arm."""
    pack = load_pack()
    rows = [pack.joint_names.index(f"upperarm_{side}") for side in "lr"]
    return pack.quads["tights"].astype(np.int64), *(pack.weights[row].astype(float) for row in rows)


def thickness(spec: GarmentSpec) -> float:
    """How far the cloth stands off the skin, metres."""
    return THICKNESS_M.get(spec.fabric, USUAL_THICKNESS_M) + OUTERWEAR_M * (spec.kind in OUTERWEAR)


def helper_cloth(body: Body) -> Cloth:
    """The tights helper of a body, subdivided once, with the marks `arm_l`, `arm_r` (0..1) and `arm`."""
    quads, left, right = _helper()
    weights = np.zeros((len(body.points), 2))
    weights[: len(left)] = np.stack([left, right], axis=1)
    table, faces = compact(np.column_stack([body.points.astype(float), weights]), quads)
    table, faces = subdivide(table, faces)
    marks = {"arm_l": table[:, 3], "arm_r": table[:, 4], "arm": table[:, 3] + table[:, 4]}
    return Cloth(table[:, :3], triangles_of(faces), marks)


def joint(body: Body, name: str) -> Floats:
    names = load_pack().joint_names
    return np.asarray(body.points[names.index(name) - len(names)], float)


def along_limb(points: Floats, line: Floats) -> tuple[Floats, Floats]:
    """How far down a polyline (k, 3) each point's nearest place is, metres, and that place (n, 3)."""
    best = np.full(len(points), np.inf)
    reach, foot = np.zeros(len(points)), np.zeros_like(points)
    walked = 0.0
    for index, (start, end) in enumerate(zip(line[:-1], line[1:], strict=True)):
        length = float(np.linalg.norm(end - start))
        share = (points - start) @ (end - start) / length**2
        share = np.clip(share, -np.inf if index == 0 else 0.0, np.inf if index == len(line) - 2 else 1.0)
        place = start + share[:, None] * (end - start)
        distance = np.linalg.norm(points - place, axis=1)
        nearer = distance < best
        best[nearer], reach[nearer], foot[nearer] = distance[nearer], walked + share[nearer] * length, place[nearer]
        walked += length
    return reach, foot


def cut_top(body: Body, spec: GarmentSpec, *, seed: int) -> Cut:
    """A garment that hangs from the shoulders: top, dress, coat."""
    shape = silhouette(body)
    scale = body.achieved.height_m / 1.70
    hem = hem_height(body, spec)
    drop = drop_table(body, spec, shape, hem, seed=seed)
    cloth = helper_cloth(body)
    normals = vertex_normals(cloth.points, cloth.triangles)
    cloth.points += thickness(spec) * 0.5 * normals
    _ease_trunk(cloth, body, spec, shape, drop)
    _ease_sleeves(cloth, body, spec, seed=seed)
    seam = max(body.level("waist"), hem + 0.04)
    trunk = cloth.marks["arm"] < 0.5
    cloth = cloth.cut(np.where(trunk, cloth.points[:, 1] - seam, 1.0))
    cloth = cut_sleeves(cloth, spec, scale)
    cloth = cloth.cut(neck_field(cloth, body, spec, scale))
    cloth = _largest(cloth)
    cloth, below = extend_down(cloth, shape, drop, seam, hem)
    charts = np.where(cloth.marks["arm_l"][cloth.triangles].mean(axis=1) > 0.5, 1, 0)
    charts[cloth.marks["arm_r"][cloth.triangles].mean(axis=1) > 0.5] = 2
    charts[-below:] = 0
    return Cut(cloth=cloth, charts=charts, shape=shape, top_m=float(cloth.points[:, 1].max()), hem_m=hem)


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
    heights = np.arange(len(shape.taut)) * STEP_M
    waisted = spec.kind in {"dress", "skirt"} and spec.fit != "loose"
    hangs_from = waist if waisted else bust
    hang = HANG[spec.fit] if not waisted else {"slim": 0.45}.get(spec.fit, 0.95)
    hung = shape.hanging(hangs_from)
    table = shape.taut + hang * (hung - shape.taut) * (heights < hangs_from)[:, None]
    ease = EASE_M[spec.fit] + thickness(spec)
    hug = 0.35 if waisted else 1.0
    grow = (
        smooth_step(bust + 0.16, bust - 0.02, heights) if False else 1 - smooth_step(bust - 0.02, bust + 0.16, heights)
    )
    table = table + (thickness(spec) + (ease - thickness(spec)) * hug * grow)[:, None]
    yoke = 0.07 if spec.kind == "skirt" else 0.0  # skirts lie close over the first of the hip, below what hangs over them
    below = np.clip((waist - yoke if waisted else bust - 0.05) - heights, 0, None)
    rate = FLARE[spec.fit] if spec.kind in {"dress", "skirt"} else {"coat": 0.09}.get(spec.kind, 0.012)
    table = table + (rate * below)[:, None]
    depth = FOLD_M[spec.fit] if spec.kind in {"dress", "skirt"} else 0.45 * FOLD_M[spec.fit]
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
        phase, drift = rng.uniform(0, 2 * np.pi), rng.normal(0, 0.5)
        total += rng.uniform(0.6, 1.0) * np.cos(count * angle[None, :] + phase + drift * above_hem[:, None])
    total /= np.abs(total).max()
    return np.sign(total) * np.abs(total) ** 0.85


def _ease_trunk(cloth: Cloth, body: Body, spec: GarmentSpec, shape: Silhouette, drop: Floats) -> None:
    """Move the trunk's cloth out to where it hangs; nothing changes on the shoulders and the arms."""
    angle, radius = shape.polar(cloth.points)
    height = cloth.points[:, 1]
    wanted = shape.at(drop, angle, height)
    armpit, bust = body.level("acromion_l") - 0.05, body.level("bust")
    share = (1 - smooth_step(bust - 0.01, armpit, height)) * (1 - smooth_step(0.15, 0.60, cloth.marks["arm"]))
    moved = radius + share * (wanted - radius)
    cloth.points[:] = shape.place(angle, moved, height)


def _ease_sleeves(cloth: Cloth, body: Body, spec: GarmentSpec, *, seed: int) -> None:
    """Widen the arms' cloth about the arm's middle line, with creases at the elbow; sets the mark `reach`."""
    rng = np.random.default_rng(seed + 53)
    reach_all = np.full(len(cloth.points), -1.0)
    around_all = np.zeros(len(cloth.points))
    for side in "lr":
        line = np.stack([joint(body, f"{name}_{side}") for name in ("upperarm", "lowerarm", "hand")])
        arm = cloth.marks[f"arm_{side}"]
        mine = arm > 0.02
        reach, middle = along_limb(cloth.points[mine], line)
        outward = cloth.points[mine] - middle
        radius = np.linalg.norm(outward, axis=1, keepdims=True)
        outward = outward / np.maximum(radius, 1e-6)
        elbow = float(np.linalg.norm(line[1] - line[0]))
        wrist = elbow + float(np.linalg.norm(line[2] - line[1]))
        around = np.arctan2(outward[:, 0], outward[:, 2])
        ease = SLEEVE_EASE_M[spec.fit] + 0.5 * thickness(spec) + 0.004 * (spec.kind in OUTERWEAR)
        if spec.sleeve == "short":
            ease = ease + 0.014 * np.clip(reach / 0.2, 0, 1)
        else:
            tight = {"coat": 0.3, "jacket": 0.35}.get(spec.kind, 0.75)
            ease = ease * (1 - tight * smooth_step(elbow + 0.06, wrist - 0.01, reach))
            phase = rng.uniform(0, 6.28)
            crease = np.cos(2 * np.pi * reach / 0.043 + 1.6 * np.cos(around + phase) + phase)
            where = np.exp(-(((reach - elbow) / 0.075) ** 2)) + 0.8 * np.exp(-(((reach - wrist + 0.04) / 0.05) ** 2))
            ease = ease + (0.0038 + 0.15 * SLEEVE_EASE_M[spec.fit]) * crease * where
        share = smooth_step(0.35, 0.95, arm[mine]) * smooth_step(0.02, 0.19, reach)
        cloth.points[mine] += (share * ease)[:, None] * outward
        reach_all[mine] = np.where(arm[mine] > 0.5, reach, -1.0)
        around_all[mine] = around
    cloth.marks["reach"] = reach_all
    cloth.marks["around"] = around_all


def cut_sleeves(cloth: Cloth, spec: GarmentSpec, scale: float) -> Cloth:
    if spec.sleeve == "none":
        return cloth.cut(0.36 - cloth.marks["arm"])
    wrist = 0.515 * scale
    end = SLEEVE_M[spec.sleeve] * scale if spec.sleeve in SLEEVE_M else wrist
    return cloth.cut(np.where(cloth.marks["arm"] > 0.5, end - cloth.marks["reach"], 1.0))


def neck_field(cloth: Cloth, body: Body, spec: GarmentSpec, scale: float) -> Floats:
    """Above zero outside the neck's opening: an ellipse, a V or a square hung from the shoulders' inner ends."""
    x, y, z = np.abs(cloth.points[:, 0]), cloth.points[:, 1], cloth.points[:, 2]
    front_y, back_y = body.level("neck_front"), body.level("neck_back")
    marks = load_pack().landmarks
    middle_z = float(body.points[[marks["neck_front"][0], marks["neck_back"][0]], 2].mean())
    if spec.neckline == "turtleneck":
        lean = (z - middle_z) * (back_y - front_y) / 0.10
        return np.asarray(back_y + 0.055 * scale - lean * 0.6 - y)
    width, deep, kind = {
        "round": (0.080, 0.060, 2.0), "collar": (0.070, 0.050, 2.0), "scoop": (0.098, 0.135, 2.2),
        "v": (0.078, 0.165, 1.0), "lapel": (0.074, 0.235, 1.0), "boat": (0.128, 0.045, 2.4),
        "square": (0.098, 0.120, 7.0),
    }[spec.neckline]  # fmt: skip
    width, deep = width * scale, deep * scale
    ridge = cloth.points[(np.abs(x - width) < 0.012) & (y > front_y - 0.03) & (cloth.marks["arm"] < 0.5)]
    top = float(ridge[:, 1].max()) + 0.004 if len(ridge) else back_y
    back = (
        smooth_step(middle_z + 0.01, middle_z - 0.05, z)
        if False
        else 1 - smooth_step(middle_z - 0.05, middle_z + 0.01, z)
    )
    depth = deep + (max(top - back_y, 0.0) + 0.022 * scale - deep) * back
    power = kind + (2.0 - kind) * back
    down = np.clip(top - y, 0, None) / np.maximum(depth, 0.012)
    return np.asarray((x / width) ** power + down**power - 1.0)


def _largest(cloth: Cloth) -> Cloth:
    """The biggest connected piece: cuts can leave crumbs."""
    from scipy.sparse import coo_matrix
    from scipy.sparse.csgraph import connected_components

    edges = np.concatenate([cloth.triangles[:, [0, 1]], cloth.triangles[:, [1, 2]]])
    graph = coo_matrix((np.ones(len(edges)), (edges[:, 0], edges[:, 1])), shape=(len(cloth.points),) * 2)
    _, label = connected_components(graph, directed=False)
    chosen = np.bincount(label[cloth.triangles[:, 0]]).argmax()
    names = list(cloth.marks)
    table = np.column_stack([cloth.points, *(cloth.marks[name] for name in names)])
    table, triangles = compact(table, cloth.triangles[label[cloth.triangles[:, 0]] == chosen])
    return Cloth(table[:, :3], triangles, {name: table[:, 3 + i] for i, name in enumerate(names)})


def extend_down(cloth: Cloth, shape: Silhouette, drop: Floats, seam: float, hem: float) -> tuple[Cloth, int]:
    """Sew the drop to the trunk's lower edge: columns of quads from the edge's own vertices down to the hem.

    Gives the whole cloth and how many triangles, the last ones, are new.
    """
    from vrplanner.tryon.trims import border_loops

    loops = border_loops(cloth.triangles)
    at_seam = [loop for loop in loops if np.abs(cloth.points[loop, 1] - seam).max() < 0.02]
    loop = max(at_seam, key=len)
    rows = max(int(round((seam - hem) / 0.012)), 2)
    angle, radius = shape.polar(cloth.points[loop])
    heights = np.linspace(seam, hem, rows + 1)[1:]
    gap = radius - shape.at(drop, angle, np.full(len(loop), seam))
    new = [
        shape.place(
            angle,
            shape.at(drop, angle, np.full(len(loop), y)) + gap * max(0.0, 1 - 12 * (seam - y)),
            np.full(len(loop), y),
        )
        for y in heights
    ]
    count, start = len(loop), len(cloth.points)
    index = np.concatenate([[loop], start + np.arange(rows * count).reshape(rows, count)])
    a, b = index[:-1], index[1:]
    right = np.roll(np.arange(count), -1)
    quads = np.stack([a, b, b[:, right], a[:, right]], axis=-1).reshape(-1, 4)
    triangles = triangles_of(quads)
    # The edge runs along its own triangle; the neighbour sewn to it must run the other way.
    points = np.concatenate([cloth.points, *new])
    marks = {name: np.concatenate([values, np.full(rows * count, -1.0 if name == "reach" else 0.0)])
             for name, values in cloth.marks.items()}  # fmt: skip
    first = triangles[: len(triangles) // 2]
    normal = np.cross(points[first[:, 1]] - points[first[:, 0]], points[first[:, 2]] - points[first[:, 0]])
    outward = points[first].mean(axis=1) - [0.0, 0.0, shape.middle_z]
    outward[:, 1] = 0.0
    if np.einsum("ij,ij->", normal, outward) < 0:
        triangles = triangles[:, ::-1]
    return Cloth(points, np.concatenate([cloth.triangles, triangles]), marks), len(triangles)


def cut_skirt(body: Body, spec: GarmentSpec, *, seed: int) -> Cut:
    """A garment that hangs from the waist all around."""
    shape = silhouette(body)
    hem, top = hem_height(body, spec), body.level("waist") + 0.012
    drop = drop_table(body, spec, shape, hem, seed=seed)
    columns, rows = 216, max(int(round((top - hem) / 0.011)), 4)
    angle = np.arange(columns) / columns * 2 * np.pi
    points = np.concatenate(
        [
            shape.place(angle, shape.at(drop, angle, np.full(columns, y)), np.full(columns, y))
            for y in np.linspace(top, hem, rows + 1)
        ]
    )
    index = np.arange((rows + 1) * columns).reshape(rows + 1, columns)
    right = np.roll(np.arange(columns), -1)
    quads = np.stack([index[:-1], index[1:], index[1:][:, right], index[:-1][:, right]], axis=-1).reshape(-1, 4)
    triangles = triangles_of(quads)
    cloth = Cloth(points, triangles, {"arm": np.zeros(len(points)), "reach": np.full(len(points), -1.0)})
    return Cut(cloth=cloth, charts=np.zeros(len(triangles), np.int64), shape=shape, top_m=top, hem_m=hem)


def cut_trousers(body: Body, spec: GarmentSpec, *, seed: int) -> Cut:
    """Trousers, jeans, leggings and shorts: the helper's legs, eased and cut at waist and hem."""
    shape = silhouette(body)
    rng = np.random.default_rng(seed + 71)
    crotch = body.level("crotch")
    hem = {"short": crotch * 0.68, "cropped": crotch * 0.30, "knee": crotch * 0.56, "mini": crotch * 0.86}.get(
        spec.length, 0.062
    )
    top = body.level("waist") - 0.012
    cloth = helper_cloth(body)
    cloth.points += 0.45 * thickness(spec) * vertex_normals(cloth.points, cloth.triangles)
    y = cloth.points[:, 1]
    hip_ease = {"slim": 0.001, "regular": 0.006, "loose": 0.016, "flared": 0.008}[spec.fit]
    angle, radius = shape.polar(cloth.points)
    trunk = smooth_step(crotch - 0.02, crotch + 0.06, y) * (1 - smooth_step(top - 0.06, top, y))
    taut = shape.at(shape.taut, angle, y) + hip_ease + 0.4 * thickness(spec)
    blend = 0.25 if spec.fit == "slim" else 0.55
    cloth.points[:] = shape.place(angle, radius + trunk * np.maximum(blend * (taut - radius), 0.35 * hip_ease), y)
    for side, sign in (("l", 1.0), ("r", -1.0)):
        line = np.stack([joint(body, f"{name}_{side}") for name in ("thigh", "calf", "foot")])
        mine = (sign * cloth.points[:, 0] > 0) & (y < crotch + 0.05)
        reach, middle = along_limb(cloth.points[mine], line)
        outward = cloth.points[mine] - middle
        outward[:, 1] = 0.0
        radius = np.linalg.norm(outward, axis=1)
        outward /= np.maximum(radius, 1e-6)[:, None]
        knee = float(np.linalg.norm(line[1] - line[0]))
        width = (
            {"slim": 0.0, "regular": 0.088, "loose": 0.118, "flared": 0.105}[spec.fit] * body.achieved.height_m / 1.70
        )
        hung = np.maximum(width * (1.0 + 0.10 * (1 - np.clip(reach / knee, 0, 1))), radius + 0.004)
        free = {"slim": 0.0, "regular": 0.72, "loose": 0.9, "flared": 0.8}[spec.fit]
        free = free * smooth_step(0.0, 0.22, reach)
        moved = radius + free * (hung - radius) + 0.3 * hip_ease
        around = np.arctan2(outward[:, 0], outward[:, 2])
        phase = rng.uniform(0, 6.28)
        crease = np.cos(2 * np.pi * reach / 0.055 + 1.9 * np.cos(around + phase) + phase)
        length = knee + float(np.linalg.norm(line[2] - line[1]))
        where = 0.7 * np.exp(-(((reach - knee) / 0.07) ** 2)) + np.exp(-(((reach - length + 0.02) / 0.07) ** 2))
        moved += (0.0045 if spec.fit != "slim" else 0.0015) * crease * where
        share = 1 - smooth_step(crotch - 0.03, crotch + 0.04, cloth.points[mine, 1])
        new = cloth.points[mine] + ((moved - radius) * share)[:, None] * outward
        new[:, 0] = sign * np.maximum(sign * new[:, 0], np.minimum(0.003, sign * cloth.points[mine, 0]))
        cloth.points[mine] = new
    cloth.marks["reach"] = np.full(len(cloth.points), -1.0)
    cloth = cloth.cut(np.minimum(top - cloth.points[:, 1], 0.4 - cloth.marks["arm"]))
    cloth = cloth.cut(cloth.points[:, 1] - hem)
    middle = cloth.points[cloth.triangles].mean(axis=1)
    charts = np.where(middle[:, 1] > crotch + 0.03, 0, np.where(middle[:, 0] > 0, 3, 4))
    return Cut(cloth=cloth, charts=charts, shape=shape, top_m=top, hem_m=hem)
