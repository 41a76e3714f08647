"""Cut what hangs from the shoulders: the yoke, the sleeves and the neck, from the body's tights-shaped helper.

A cut is geometry only; `vrplanner.tryon.trims` adds hems, collars and buttons, `vrplanner.tryon.garments` the fabric.
"""

from functools import cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components

from vrplanner.tryon.body import Body
from vrplanner.tryon.cloth import Cloth, smooth_step
from vrplanner.tryon.describe import OUTERWEAR, GarmentSpec
from vrplanner.tryon.drop import (
    SLEEVE_EASE_M,
    SLEEVE_M,
    Cut,
    drop_table,
    extend_down,
    hem_height,
    thickness,
)  # fmt: skip
from vrplanner.tryon.mesh import compact, subdivide, triangles_of, vertex_normals
from vrplanner.tryon.pack import load_pack
from vrplanner.tryon.silhouette import Silhouette, silhouette

Floats = NDArray[np.float64]

SNAP_M = 0.003


@cache
def _helper() -> tuple[NDArray[np.int64], Floats, Floats]:
    """The tights helper's quads without hands and feet, and per pack point how much it moves with each upper arm."""
    pack = load_pack()
    rows = [pack.joint_names.index(f"upperarm_{side}") for side in "lr"]
    return pack.quads["tights"].astype(np.int64), *(pack.weights[row].astype(float) for row in rows)


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
    for index, (start, end) in enumerate(pairwise(line)):
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
    # Points that nearly lie on the seam are put on it: slivers of triangles would not drape.
    cloth.points[trunk & (np.abs(cloth.points[:, 1] - seam) < SNAP_M), 1] = seam
    cloth = cloth.cut(np.where(trunk, cloth.points[:, 1] - seam, 1.0))
    cloth = cut_sleeves(cloth, spec, scale)
    cloth = cloth.cut(neck_field(cloth, body, spec, scale))
    cloth = _largest(cloth)
    cloth, below = extend_down(cloth, shape, drop, seam, hem)
    charts = np.where(cloth.marks["arm_l"][cloth.triangles].mean(axis=1) > 0.5, 1, 0)
    charts[cloth.marks["arm_r"][cloth.triangles].mean(axis=1) > 0.5] = 2
    charts[-below:] = 0
    return Cut(cloth=cloth, charts=charts, shape=shape, top_m=float(cloth.points[:, 1].max()), hem_m=hem)


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
        even = SLEEVE_EASE_M[spec.fit] + 0.5 * thickness(spec) + 0.004 * (spec.kind in OUTERWEAR)
        ease = np.full(len(reach), even)
        if spec.sleeve == "short":
            ease = ease + 0.014 * np.clip(reach / 0.2, 0, 1)
        else:
            tight = {"coat": 0.3, "jacket": 0.35}.get(spec.kind, 0.75)
            ease = ease * (1 - tight * smooth_step(elbow + 0.06, wrist - 0.01, reach))
            phase = rng.uniform(0, 6.28)
            crease = np.cos(2 * np.pi * reach / 0.043 + 1.6 * np.cos(around + phase) + phase)
            where = np.exp(-(((reach - elbow) / 0.075) ** 2)) + 0.8 * np.exp(-(((reach - wrist + 0.04) / 0.05) ** 2))
            ease = ease + (0.0020 + 0.10 * SLEEVE_EASE_M[spec.fit]) * crease * where
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
    back = 1 - smooth_step(middle_z - 0.05, middle_z + 0.01, z)
    depth = deep + (max(top - back_y, 0.0) + 0.022 * scale - deep) * back
    power = kind + (2.0 - kind) * back
    down = np.clip(top - y, 0, None) / np.maximum(depth, 0.012)
    return np.asarray((x / width) ** power + down**power - 1.0)


def _largest(cloth: Cloth) -> Cloth:
    """The biggest connected piece: cuts can leave crumbs."""
    edges = np.concatenate([cloth.triangles[:, [0, 1]], cloth.triangles[:, [1, 2]]])
    graph = coo_matrix((np.ones(len(edges)), (edges[:, 0], edges[:, 1])), shape=(len(cloth.points),) * 2)
    _, label = connected_components(graph, directed=False)
    chosen = np.bincount(label[cloth.triangles[:, 0]]).argmax()
    names = list(cloth.marks)
    table = np.column_stack([cloth.points, *(cloth.marks[name] for name in names)])
    table, triangles = compact(table, cloth.triangles[label[cloth.triangles[:, 0]] == chosen])
    return Cloth(table[:, :3], triangles, {name: table[:, 3 + i] for i, name in enumerate(names)})
