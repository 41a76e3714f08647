"""Words and a body to a garment worn by it."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from vrplanner.core.model import Material, Model, Part
from vrplanner.core.person import Garment
from vrplanner.core.progress import Progress, silent
from vrplanner.tryon.body import Body
from vrplanner.tryon.cloth import Cloth, lay_fabric
from vrplanner.tryon.collide import push_out
from vrplanner.tryon.cutting import (
    OUTERWEAR,
    Cut,
    along_limb,
    cut_skirt,
    cut_top,
    cut_trousers,
    drop_table,
    joint,
    thickness,
)  # fmt: skip
from vrplanner.tryon.describe import LOWER_BODY, GarmentSpec, describe_garment
from vrplanner.tryon.fabric import TILE_M, fabric_material
from vrplanner.tryon.fit_report import FitReport, fit_report
from vrplanner.tryon.mesh import linear, part
from vrplanner.tryon.trims import (
    belt,
    buttons,
    collar,
    front_line,
    neck_loop,
    placket,
    smooth_loops,
    surface_normals,
    turned_edges,
)  # fmt: skip

Floats = NDArray[np.float64]

CLEARANCE_M = 0.0045


@dataclass(frozen=True, kw_only=True, eq=False)
class MadeGarment:
    """A garment (its id is for the document to fill in), its model in the wearer's frame, and how it fits."""

    garment: Garment
    model: Model
    spec: GarmentSpec
    report: FitReport


def make_garment(description: str, body: Body, *, seed: int = 0, progress: Progress = silent) -> MadeGarment:
    """Cut the garment that the words (English or Chinese) describe for this body.

    The same words, body and seed give the same model. Raises InvalidInput when the words name no garment.
    """
    spec = describe_garment(description)
    progress(0.05, f"Cutting the {spec.kind}")
    cut = _cut(body, spec, seed)
    progress(0.55, "Fitting the cloth")
    smooth_loops(cut.cloth)
    cut.cloth.points[:] = push_out(cut.cloth.points, body, least_m=CLEARANCE_M)
    progress(0.8, "Sewing")
    model = Model(tuple(_parts(cut, body, spec, seed)))
    report = fit_report(cut.cloth, cut.shape, body, spec)
    garment = Garment(
        id="", kind=spec.kind, name=spec.name, color=spec.color_name, fabric=spec.fabric,
        size_label=report.size_label, description=description, model=model.digest,
    )  # fmt: skip
    progress(1.0, "Garment ready")
    return MadeGarment(garment=garment, model=model, spec=spec, report=report)


def _cut(body: Body, spec: GarmentSpec, seed: int) -> Cut:
    if spec.kind == "skirt":
        return cut_skirt(body, spec, seed=seed)
    if spec.kind in LOWER_BODY:
        return cut_trousers(body, spec, seed=seed)
    return cut_top(body, spec, seed=seed)


def _parts(cut: Cut, body: Body, spec: GarmentSpec, seed: int) -> list[Part]:
    cloth = cut.cloth
    normals = surface_normals(cloth)
    material = fabric_material(spec, seed=seed)
    plain = _plain(spec)
    parts = [_main_part(cut, body, normals, material)]
    points, triangles = turned_edges(cloth, normals, thick_m=max(0.6 * thickness(spec), 0.003))
    parts.append(part(points, triangles, replace(plain, double_sided=True)))
    waist = body.level("waist")
    if spec.kind in {"dress", "coat"} and spec.fit != "loose":
        drop = drop_table(body, spec, cut.shape, cut.hem_m, seed=seed)
        parts.append(
            belt(cut.shape, drop, _darker(plain), height_m=waist, width_m=0.042 if spec.kind == "coat" else 0.028)
        )
    if spec.neckline in {"collar", "lapel"}:
        flat = spec.neckline == "lapel"
        parts.append(
            collar(cloth, normals, replace(plain, double_sided=True), stand_m=0.0 if flat else 0.028,
                   fall_m=0.062 if flat else 0.050, split_m=0.014)
        )  # fmt: skip
    if spec.kind in OUTERWEAR or spec.kind == "shirt":
        parts += _front(cut, normals, spec, plain)
    return parts


def _front(cut: Cut, normals: Floats, spec: GarmentSpec, plain: Material) -> list[Part]:
    """Placket and buttons from the neck's lowest point to the hem."""
    high = float(cut.cloth.points[neck_loop(cut.cloth), 1].min()) - 0.012
    low = cut.hem_m + 0.004
    coat = spec.kind in OUTERWEAR
    strip = placket(cut.cloth, normals, plain, low_m=low, high_m=high, width_m=0.045 if coat else 0.032)
    step = 0.115 if coat else 0.085
    places, facing = front_line(cut.cloth, normals, x_m=0.0, low_m=low + 0.06, high_m=high - 0.012, step_m=step)
    shade = Material(name="button", color=(*linear(np.array(_button_color(spec))).tolist(), 1.0), roughness=0.35)
    return [strip, buttons(places, facing, shade, radius_m=0.011 if coat else 0.0062)]


def _button_color(spec: GarmentSpec) -> tuple[float, float, float]:
    return (0.16, 0.12, 0.10) if spec.kind in OUTERWEAR else (0.93, 0.92, 0.90)


def _plain(spec: GarmentSpec) -> Material:
    """The garment's colour without pattern, for narrow trims."""
    srgb = np.array([int(spec.color[i : i + 2], 16) for i in (1, 3, 5)]) / 255
    roughness = fabric_material(spec).roughness
    return Material(
        name=f"{spec.fabric} trim", color=(*linear(srgb).tolist(), 1.0), roughness=roughness, double_sided=True
    )


def _darker(material: Material) -> Material:
    red, green, blue, alpha = material.color
    return replace(material, color=(0.55 * red, 0.55 * green, 0.55 * blue, alpha), name=f"{material.name} dark")


def _main_part(cut: Cut, body: Body, normals: Floats, material: Material) -> Part:
    """The cut with fabric laid on: each chart wraps a whole number of tiles."""
    old, uvs, triangles = lay_fabric(cut.charts, cut.cloth.triangles, _chart_uvs(cut, body))
    return part(cut.cloth.points[old], triangles, material, uvs=uvs, normals=normals[old], colors=_shade(cut)[old])


def _chart_uvs(cut: Cut, body: Body) -> dict[int, tuple[Floats, float]]:
    points = cut.cloth.points
    angle, radius = cut.shape.polar(points)
    around = max(round(2 * np.pi * float(np.median(radius)) / TILE_M), 1)
    trunk = np.stack([angle / (2 * np.pi) * around, -points[:, 1] / TILE_M], axis=1)
    charts: dict[int, tuple[Floats, float]] = {0: (trunk, float(around))}
    limbs = {1: ("upperarm", "lowerarm", "hand", "l"), 2: ("upperarm", "lowerarm", "hand", "r"),
             3: ("thigh", "calf", "foot", "l"), 4: ("thigh", "calf", "foot", "r")}  # fmt: skip
    for chart in np.unique(cut.charts[cut.charts > 0]):
        *names, side = limbs[int(chart)]
        line = np.stack([joint(body, f"{name}_{side}") for name in names])
        reach, middle = along_limb(points, line)
        outward = points - middle
        turns = 3 if chart > 2 else 2
        u = np.arctan2(outward[:, 0], outward[:, 2]) / (2 * np.pi) * turns
        charts[int(chart)] = (np.stack([u, (reach if chart < 3 else -points[:, 1]) / TILE_M], axis=1), float(turns))
    return charts


def _shade(cut: Cut) -> Floats:
    """Colours (n, 3): a little darker where cloth lies in a fold, from how far a point is inside its neighbours' mean."""
    cloth: Cloth = cut.cloth
    edges = np.concatenate([cloth.triangles[:, [0, 1]], cloth.triangles[:, [1, 2]], cloth.triangles[:, [2, 0]]])
    edges = np.concatenate([edges, edges[:, ::-1]])
    degree = np.maximum(np.bincount(edges[:, 0], minlength=len(cloth.points)), 1)[:, None]
    normals = surface_normals(cloth)
    smooth, depth = cloth.points, np.zeros(len(cloth.points))
    for _ in range(8):
        total = np.stack(
            [np.bincount(edges[:, 0], smooth[edges[:, 1], k], len(cloth.points)) for k in range(3)], axis=1
        )
        smooth = 0.4 * smooth + 0.6 * total / degree
        depth = np.einsum("ij,ij->i", smooth - cloth.points, normals)
    border = np.unique(np.concatenate([loop for loop in _loops(cloth)])) if len(cloth.points) else np.zeros(0, int)
    depth[border] = 0.0
    shade = np.clip(1.0 - 60.0 * np.clip(depth, -0.002, 0.005), 0.70, 1.0)
    return np.repeat(shade[:, None], 3, axis=1)


def _loops(cloth: Cloth) -> list[NDArray[np.int64]]:
    from vrplanner.tryon.trims import border_loops

    return border_loops(cloth.triangles)
