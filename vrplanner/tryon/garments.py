"""Words and a body to a garment worn by it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from vrplanner.core.color import linear_from_hex, linear_from_srgb
from vrplanner.core.model import Material, Model, Part
from vrplanner.core.person import Garment
from vrplanner.core.progress import Progress, silent
from vrplanner.core.progress import part as progress_part
from vrplanner.tryon.body import Body
from vrplanner.tryon.cloth import Cloth, LaidFabric, lay_fabric, smooth_step
from vrplanner.tryon.collide import clear_of, push_out
from vrplanner.tryon.cutting import cut_top
from vrplanner.tryon.describe import LOWER_BODY, OUTERWEAR, GarmentSpec, describe_garment
from vrplanner.tryon.drape import drape
from vrplanner.tryon.drop import Cut, cut_skirt, drop_table, layer_room, thickness
from vrplanner.tryon.fabric import fabric_material
from vrplanner.tryon.fit_report import FitReport, fit_report
from vrplanner.tryon.mesh import border_loops, part
from vrplanner.tryon.panels import panels
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
from vrplanner.tryon.trousers import cut_trousers

Floats = NDArray[np.float64]

CLEARANCE_M = 0.0045
STIFFNESS = {"silk": 0.0, "chiffon": 0.05, "velvet": 0.4, "knit": 0.35, "linen": 0.55, "wool": 0.8, "denim": 0.85,
             "leather": 0.95}  # fmt: skip


@dataclass(frozen=True, kw_only=True, eq=False)
class MadeGarment:
    """A garment (its id is for the document to fill in), its model in the wearer's frame, and how it fits."""

    garment: Garment
    model: Model
    spec: GarmentSpec
    report: FitReport


def make_garment(
    description: str,
    body: Body,
    *,
    seed: int = 0,
    over: Sequence[Model] = (),
    quick: bool = False,
    progress: Progress = silent,
) -> MadeGarment:
    """Cut the garment that the words (English or Chinese) describe for this body.

    `over` are the models of what is worn under it, which it is kept outside of. With `quick` the cloth
    keeps the shape it was cut in and is not let fall: a preview. The same words, body and seed give the same model.
    Raises InvalidInput when the words name no garment.
    """
    spec = describe_garment(description)
    progress(0.05, f"Cutting the {spec.kind}")
    cut = _cut(body, spec, seed)
    smooth_loops(cut.cloth)
    push_out(cut.cloth, body, least_m=CLEARANCE_M)
    fabric = lay_fabric(*panels(cut, body, spec))
    free = _free(cut, body, spec)
    if free.any() and not quick:
        cut.cloth.points[:] = drape(
            cut.cloth.points, cut.cloth.triangles, free, body, stiffness=STIFFNESS.get(spec.fabric, 0.4),
            margin_m=_margin(cut, body, spec), progress=progress_part(progress, 0.15, 0.9),
        )  # fmt: skip
        push_out(cut.cloth, body, least_m=CLEARANCE_M)
    if over:
        clear_of(cut.cloth, cut.shape, body, over)
    progress(0.9, "Sewing")
    model = Model(tuple(_parts(cut, body, spec, fabric, seed)))
    report = fit_report(cut.cloth, cut.shape, body, spec)
    garment = Garment(
        id="", kind=spec.kind, name=spec.name, color=spec.color_name, fabric=spec.fabric,
        size_label=report.size_label, description=description, model=model.digest,
    )  # fmt: skip
    progress(1.0, "Garment ready")
    return MadeGarment(garment=garment, model=model, spec=spec, report=report)


def _free(cut: Cut, body: Body, spec: GarmentSpec) -> NDArray[np.bool_]:
    """Which points hang freely: none of what is close-fitting or pressed into pleats; else the trunk below the waist
    seam or belt, or below the bust where nothing holds it.
    """
    if spec.kind in LOWER_BODY - {"skirt"} or spec.fit == "slim" or spec.pleated:
        return np.zeros(len(cut.cloth.points), bool)
    held = body.level("waist") - 0.015 if spec.kind in {"dress", "coat", "skirt"} and spec.fit != "loose" else None
    height = body.level("bust") - 0.05 if held is None else held
    return (cut.cloth.points[:, 1] < height) & (cut.cloth.marks["arm"] < 0.02)


def _margin(cut: Cut, body: Body, spec: GarmentSpec) -> NDArray[np.float64]:
    """What each point keeps from the skin: tops and coats leave room below the waist for trousers or a skirt."""
    below = smooth_step(0.0, 0.05, body.level("waist") - cut.cloth.points[:, 1])
    return 1.3 * CLEARANCE_M + layer_room(spec) * below


def _cut(body: Body, spec: GarmentSpec, seed: int) -> Cut:
    if spec.kind == "skirt":
        return cut_skirt(body, spec, seed=seed)
    if spec.kind in LOWER_BODY:
        return cut_trousers(body, spec, seed=seed)
    return cut_top(body, spec, seed=seed)


def _parts(cut: Cut, body: Body, spec: GarmentSpec, fabric: LaidFabric, seed: int) -> list[Part]:
    cloth = cut.cloth
    normals = surface_normals(cloth)
    material = fabric_material(spec, seed=seed)
    plain = _plain(spec)
    parts = [_main_part(cut, normals, material, fabric)]
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
            collar(cloth, normals, replace(plain, double_sided=True), stand_m=0.0 if flat else 0.024,
                   fall_m=0.062 if flat else 0.044, split_m=0.014)
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
    red, green, blue = (linear_from_srgb(channel) for channel in _button_color(spec))
    shade = Material(name="button", color=(red, green, blue, 1.0), roughness=0.35)
    return [strip, buttons(places, facing, shade, radius_m=0.011 if coat else 0.0062)]


def _button_color(spec: GarmentSpec) -> tuple[float, float, float]:
    return (0.16, 0.12, 0.10) if spec.kind in OUTERWEAR else (0.93, 0.92, 0.90)


def _plain(spec: GarmentSpec) -> Material:
    """The garment's colour without pattern, for narrow trims."""
    color = (*linear_from_hex(spec.color), 1.0)
    roughness = fabric_material(spec).roughness
    return Material(name=f"{spec.fabric} trim", color=color, roughness=roughness, double_sided=True)


def _darker(material: Material) -> Material:
    red, green, blue, alpha = material.color
    return replace(material, color=(0.55 * red, 0.55 * green, 0.55 * blue, alpha), name=f"{material.name} dark")


def _main_part(cut: Cut, normals: Floats, material: Material, fabric: LaidFabric) -> Part:
    """The cut with fabric on it."""
    old, uvs, triangles = fabric
    return part(cut.cloth.points[old], triangles, material, uvs=uvs, normals=normals[old], colors=_shade(cut)[old])


def _shade(cut: Cut) -> Floats:
    """Colours (n, 3): darker in folds, by how far a point lies inside its neighbours' mean."""
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
    border = np.concatenate(border_loops(cloth.triangles))
    depth[border] = 0.0
    shade = np.clip(1.0 - 60.0 * np.clip(depth, -0.002, 0.005), 0.70, 1.0)
    return np.repeat(shade[:, None], 3, axis=1)
