"""What finishes a room: rugs, mirrors, pictures, curtains, vases, cushions, televisions."""

import math

import numpy as np

from vrplanner.core.model import Material
from vrplanner.generate.artwork import painting, rug_pattern
from vrplanner.generate.materials import Finish, finish, mirror_glass, plain
from vrplanner.generate.piece import Builder, Piece
from vrplanner.generate.shapes.shape import Array, Shape
from vrplanner.generate.shapes.soft import cushion, hanging, pillow
from vrplanner.generate.shapes.solids import box, ellipse, extruded, lathe, rectangle, rod, slab, tube


def fitted_picture(shape: Shape) -> Shape:
    """With texture coordinates 0..1 over the shape's x and y, for a picture that is laid on once."""
    low, high = shape.low, shape.high
    uv = (shape.positions[:, :2] - low[:2]) / np.maximum(high[:2] - low[:2], 1e-9)
    return Shape(shape.positions, shape.normals, uv, shape.triangles)


def rug(piece: Piece) -> None:
    """A woven or piled cloth with a bound edge; patterned ones carry one design over their whole size."""
    w, h, d = piece.width, piece.height, piece.depth
    rounded = piece.has("round") or piece.has("oval")
    outline = ellipse(w, d, segments=64) if rounded else rectangle(w, d, corner_m=0.01)
    designs = [name for name in ("persian", "patterned", "striped", "border", "abstract") if piece.has(name)]
    fringe = 0.06 if piece.has("fringe") and not rounded else 0.0
    if fringe:
        outline = rectangle(w - 2 * fringe, d, corner_m=0.004)
        _fringe(piece, w, d, h, fringe)
    body = slab(outline, h, bevel_m=h * 0.45, steps=3)
    if designs:
        second = piece.choice("second_color", "#e7dcc4")
        seed = int(piece.rng.integers(8))
        design = rug_pattern(designs[0], piece.spec.color, second=second, aspect=w / d, seed=seed)
        material = Material(name="rug", roughness=1.0, color=(1, 1, 1, 1), color_texture=design, normal_texture=None)
        uv = np.stack([body.positions[:, 0] / w + 0.5, 0.5 - body.positions[:, 2] / d], -1)
        piece.add(Finish(material), Shape(body.positions, body.normals, uv, body.triangles))
        return
    kind = "shaggy" if piece.has("shaggy") else piece.spec.material
    cloth = finish("pile" if kind in ("wool", "fabric") else kind, piece.spec.color)
    piece.add(cloth, body)
    if kind != "shaggy":
        ring = np.stack(
            [outline[:, 0] * (1 - 0.004 / w), np.full(len(outline), h * 0.5), outline[:, 1] * (1 - 0.004 / d)], -1
        )
        piece.add(finish("cotton", piece.spec.color), tube(ring, h * 0.5, segments=6, closed=True))


def _fringe(piece: Piece, w: float, d: float, h: float, long: float) -> None:
    count = max(8, min(90, round(d / 0.025)))
    yarn = finish("cotton", "#e8dfcc")
    rng = np.random.default_rng(piece.seed())
    for sign in (-1, 1):
        for i in range(count):
            z = -d / 2 + d * (i + 0.5) / count
            bend = rng.uniform(-0.006, 0.006)
            x = sign * (w / 2 - long)
            path = [(x, h * 0.4, z), (x + sign * long * 0.97, h * 0.25, z + bend)]
            piece.add(yarn, tube(path, min(0.003, h * 0.25), segments=4))


def mirror(piece: Piece) -> None:
    """A glass in a frame: upright, round, oval or arched."""
    w, h, d = piece.width, piece.height, piece.depth
    frame = piece.main if piece.family != "glass" else finish("brass")
    rim = min(0.035 if not piece.style("classic") else 0.06, w * 0.1)
    back = min(d * 0.7, 0.03)
    if piece.has("round") or piece.has("oval"):
        outline, glass = ellipse(w, h, segments=64), ellipse(w - rim, h - rim, segments=64)
    elif piece.has("arched"):
        outline, glass = _arch(w, h), _arch(w - rim, h - rim)
    else:
        _square_frame(piece, frame, rim)
        glass = rectangle(w - 2 * rim + 0.006, h - 2 * rim + 0.006)
        pane = box((w - 2 * rim + 0.006, h - 2 * rim + 0.006, 0.005), bevel_m=0.001, base=False)
        piece.add(mirror_glass(), pane.moved(0, h / 2, d / 2 - d * 0.45))
        piece.add(finish("wood"), box((w - rim, h - rim, d * 0.3), bevel_m=0.001).moved(0, rim / 2, -d / 2 + d * 0.15))
        return
    piece.add(frame, extruded(outline, back, bevel_m=0.002).moved(0, h / 2, -d / 2 + back / 2))
    piece.add(mirror_glass(), extruded(glass, 0.004, bevel_m=0.001).moved(0, h / 2, -d / 2 + back + 0.002))
    ring = outline * (1 - rim / np.array([w, h]))
    path = np.stack([ring[:, 0], h / 2 - ring[:, 1], np.full(len(ring), -d / 2 + back)], -1)
    thick = min(rim / 2, d - back)
    piece.add(frame, tube(path, thick, segments=10, closed=True))


def _arch(w: float, h: float) -> Array:
    """A doorway's outline, round above, in (x, -y), centred."""
    r = w / 2
    arc = [(r * math.cos(a), -(h / 2 - r) - r * math.sin(a)) for a in np.linspace(0, math.pi, 30)]
    return np.array([(r, h / 2), *arc, (-r, h / 2)])


def _square_frame(piece: Piece, frame: Finish, rim: float) -> None:
    w, h, d = piece.width, piece.height, piece.depth
    for sign in (-1, 1):
        piece.add(frame, box((rim, h, d), bevel_m=0.004, steps=2, grain="y").moved(sign * (w - rim) / 2, 0, 0))
        piece.add(
            frame,
            box((w - 2 * rim + 0.001, rim, d), bevel_m=0.004, steps=2, grain="x").moved(
                0, 0 if sign < 0 else h - rim, 0
            ),
        )


def picture(piece: Piece) -> None:
    """A painted sheet in a mount and a slim frame."""
    w, h, d = piece.width, piece.height, piece.depth
    rim = min(0.022, min(w, h) * 0.08)
    frame = piece.main if piece.family in ("wood", "metal", "paint") else finish("oak")
    _square_frame(piece, frame, rim)
    mount = min(0.06, min(w, h) * 0.12)
    inner = (w - 2 * rim + 0.004, h - 2 * rim + 0.004)
    piece.add(
        plain("mount", "#f4f1ea", roughness=0.95),
        box((*inner, d * 0.4), bevel_m=0.0005, base=False).moved(0, h / 2, -d / 2 + d * 0.22),
    )
    size = (inner[0] - 2 * mount, inner[1] - 2 * mount)
    kind = next((name for name in ("landscape", "abstract") if piece.has(name)), "any")
    tint = piece.spec.color if "color" in piece.spec.stated else None
    art = painting(kind, aspect=size[0] / size[1], seed=piece.seed() % 1000, tint=tint)
    sheet = box((*size, 0.002), bevel_m=0.0002, base=False).moved(0, h / 2, -d / 2 + d * 0.43)
    piece.add(
        Finish(Material(name="picture", color=(1, 1, 1, 1), roughness=0.9, color_texture=art)), fitted_picture(sheet)
    )


def curtain(piece: Piece) -> None:
    """Two lengths (one with `panels`: 1) that hang in folds from rings on a rod."""
    w, h, d = piece.width, piece.height, piece.depth
    cloth = piece.main
    if piece.has("sheer"):
        from dataclasses import replace

        material = cloth.material
        cloth = replace(cloth, material=replace(material, name="voile", color=(*material.color[:3], 0.55), blend=True))
    panels = min(piece.count("panels", 2), 6)
    rod_r = min(0.014, d * 0.25)
    drop = h - 2 * rod_r - 0.012
    share = 0.46 if panels > 1 else 0.9
    width = w * share / max(1, panels / 2) if panels > 1 else w * 0.92
    folds = max(3, round(width / 0.15))
    for i in range(panels):
        if panels == 1:
            x = 0.0
        elif panels == 2:
            x = (-1 if i == 0 else 1) * (w / 2 - width / 2 - 0.015)
        else:
            x = -w / 2 + w * (i + 0.5) / panels
        piece.add(cloth, hanging(width, drop, d * 0.98, folds=folds, seed=piece.seed()).moved(x, 0, 0))
        for k in range(folds):
            ring_x = x - width / 2 + width * (k + 0.5) / folds
            piece.add(finish("metal"), _ring(rod_r * 1.5, 0.002).moved(ring_x, h - rod_r * 1.6, 0))
    metal = piece.part("leg", "metal")
    piece.add(
        metal,
        rod((-w / 2 + 0.012, h - rod_r - 0.004, 0), (w / 2 - 0.012, h - rod_r - 0.004, 0), rod_r * 0.7, segments=14),
    )
    for sign in (-1, 1):
        piece.add(metal, _ball(rod_r).moved(sign * (w / 2 - rod_r), h - 2 * rod_r, 0))


def _ring(radius: float, thick: float) -> Shape:
    angles = np.linspace(0, math.tau, 12, endpoint=False)
    return tube(
        np.stack([np.zeros(12), radius * np.cos(angles), radius * np.sin(angles)], -1), thick, segments=5, closed=True
    )


def _ball(radius: float) -> Shape:
    angles = np.linspace(-math.pi / 2, math.pi / 2, 9)
    return lathe(
        [(max(0.0, radius * math.cos(a)), radius * (1 + math.sin(a))) for a in angles], segments=16, sharp_deg=90
    )


def vase(piece: Piece) -> None:
    """A thrown vessel with a lip and an inside; its silhouette is one of several by seed."""
    w, h, d = piece.width, piece.height, piece.depth
    r = w / 2
    t = np.linspace(0, 1, 26)
    forms = [
        0.42 + 0.58 * np.sin(math.pi * np.clip(t * 1.15 + 0.05, 0, 1)) ** 1.3 * (1 - 0.25 * t),
        np.where(
            t < 0.62,
            0.62 + 0.38 * np.sin(math.pi * t / 0.8),
            0.3 + 0.62 * np.clip(np.cos((t - 0.62) / 0.38 * math.pi / 2), 0, 1) ** 1.6,
        ),
        0.5 + 0.5 * t**1.5 * (1 - 0.3 * (t > 2)),
        0.55 + 0.45 * np.cos(math.tau * (t * 0.9 - 0.3)),
    ]
    form = forms[int(piece.rng.integers(len(forms)))]
    form = np.convolve(np.pad(form, 2, mode="edge"), np.ones(5) / 5, mode="valid")
    form = form / form.max()
    thick = max(0.003, r * 0.05)
    outer = [(r * float(f), h * float(s)) for f, s in zip(form, t, strict=True)]
    inner = [(max(0.002, x - thick), max(y, thick * 1.5)) for x, y in outer[::-1]]
    profile = [(0.0, 0.0), (outer[0][0] * 0.9, 0.0), *outer[1:], *inner[:-2], (0.0, inner[-2][1])]
    body = lathe(profile, segments=44, sharp_deg=70)
    glass = piece.family == "glass"
    piece.add(finish("glass", piece.spec.color) if glass else piece.main, body.stretched(1, 1, d / w))


def cushion_(piece: Piece) -> None:
    """A throw pillow that stands on its edge."""
    w, h, d = piece.width, piece.height, piece.depth
    if piece.has("round"):
        piece.add(
            piece.upholstery("velvet", piece.spec.color),
            cushion((w, h, d), seed=piece.seed(), crown_m=d * 0.25, radius_m=d * 0.4, welts=(1, -1), lying=False),
        )
        return
    cloth = piece.upholstery("linen", piece.spec.color)
    piece.add(cloth, pillow((w, h, d), seed=piece.seed(), cells=16))
    if piece.has("fringe"):
        for sx in (-1, 1):
            for y in (0.015, h - 0.03):
                piece.add(
                    cloth,
                    lathe([(0, 0), (0.011, 0.002), (0.006, 0.03), (0, 0.03)], segments=10).moved(
                        sx * (w / 2 - 0.012), y, 0
                    ),
                )


def tv(piece: Piece) -> None:
    """A flat screen in a thin bezel; on feet where it is deep enough to stand."""
    w, h, d = piece.width, piece.height, piece.depth
    dark = plain("bezel", "#141415", roughness=0.35)
    stands = d > 0.09
    foot = 0.05 if stands else 0.0
    thin = min(d, 0.035)
    z = d / 2 - thin / 2 if not stands else 0.0
    panel = h - foot
    piece.add(
        dark, box((w, panel, thin * 0.4), bevel_m=0.003, steps=2, base=False).moved(0, foot + panel / 2, z + thin * 0.3)
    )
    piece.add(
        dark,
        box((w * 0.82, panel * 0.72, thin * 0.62), bevel_m=0.012, steps=2, base=False).moved(
            0, foot + panel * 0.46, z - thin * 0.19
        ),
    )
    screen = box((w - 0.016, panel - 0.02, 0.001), bevel_m=0.0002, base=False).moved(
        0, foot + panel / 2 + 0.003, z + thin * 0.5
    )
    piece.add(plain("screen", "#0b0d10", roughness=0.12), screen)
    if not stands:
        piece.add(
            dark,
            box((w * 0.2, panel * 0.2, d), bevel_m=0.002, base=False).moved(0, foot + panel * 0.5, 0)
            if d > thin
            else box((0.02, 0.02, d * 0.5), base=False).moved(0, h / 2, 0),
        )
        return
    for sign in (-1, 1):
        x = sign * w * 0.36
        piece.add(
            dark,
            box((0.03, 0.008, d), bevel_m=0.002).moved(x, 0, 0),
            box((0.02, foot + 0.02, 0.012), bevel_m=0.002).moved(x, 0, 0),
        )


BUILDERS: dict[str, Builder] = {
    "rug": rug,
    "mirror": mirror,
    "picture": picture,
    "curtain": curtain,
    "vase": vase,
    "cushion": cushion_,
    "tv": tv,
}
